"""A screen whose longer deeds are asked step by step in dialogs."""

from asyncio import Event
from collections.abc import Coroutine
from typing import Any, TypeVar

from textual.screen import ModalScreen
from typing_extensions import override

from ..desk import Desk
from .base import JournalScreen

Answer = TypeVar("Answer")


class AskingScreen(JournalScreen):
    """Waits for its dialogs in a straight line."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._back = Event()

    def refused(self, action: str) -> bool:
        """Whether the door would refuse; says why."""
        why = self._refused.get(action)
        if why:
            self.say(why)
        return bool(why)

    def start(self, deed: Coroutine[Any, Any, None]) -> None:
        """Ask and do, step by step."""
        self.run_worker(deed, exclusive=True)

    async def dialog(self, dialog: ModalScreen[Answer]) -> Answer | None:
        """What a dialog answers, once this screen stands there again: what is said next stays to be read."""
        self._back.clear()
        answer = await self.app.push_screen_wait(dialog)
        await self._back.wait()
        return answer

    @override
    async def load(self) -> None:
        """Ask for everything again, then let whoever waits for this screen go on."""
        await self.look()
        self._back.set()

    async def look(self) -> None:
        """Ask for what the screen shows, and show it."""
