"""Longer deeds that are asked step by step in dialogs."""

from collections.abc import Coroutine
from typing import Any

from .base import JournalScreen

Deed = Coroutine[Any, Any, object]


def start(screen: JournalScreen, deed: Deed) -> None:
    """Ask and do, step by step; the key pressed twice asks once, and no question ends another one."""
    screen.run_worker(deed, group=getattr(deed, "__qualname__", ""), exclusive=True)


class AskingScreen(JournalScreen):
    """Asks only for what the door would let pass."""

    def refused(self, action: str) -> bool:
        """Whether the door would refuse; says why."""
        why = self._refused.get(action)
        if why:
            self.say(why)
        return bool(why)

    def start(self, deed: Deed) -> None:
        """Ask and do, step by step."""
        start(self, deed)
