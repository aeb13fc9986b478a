"""A screen whose longer deeds are asked step by step in dialogs."""

from collections.abc import Coroutine
from typing import Any

from .base import JournalScreen


class AskingScreen(JournalScreen):
    """Asks only for what the door would let pass."""

    def refused(self, action: str) -> bool:
        """Whether the door would refuse; says why."""
        why = self._refused.get(action)
        if why:
            self.say(why)
        return bool(why)

    def start(self, deed: Coroutine[Any, Any, None]) -> None:
        """Ask and do, step by step."""
        self.run_worker(deed, exclusive=True)
