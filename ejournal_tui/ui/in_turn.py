"""Keys in their turn: what is typed right behind an Enter or a Tab goes where that key has led, however fast."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

PATIENCE = 1.0
"""Seconds that what was typed behind a key waits for it at most: a long wait must still be left with Esc."""
ROUNDS = 2
"""The key climbs to the app, which acts; what follows from that climbs once more."""
LEADING = frozenset({"enter", "tab", "shift+tab", "escape", "insert", *(f"f{number}" for number in range(1, 13))})
"""Keys that may lead elsewhere on every screen."""
STAYING = frozenset({"left", "right", "home", "end", "backspace", "delete"})
"""Keys that stay in a field of text."""

Handle = Callable[[events.Event], Awaitable[None]]


class KeysInTurn:
    """Hands keys on one by one wherever one of them may change who hears the next."""

    def __init__(self, app: App[Any], handle: Handle) -> None:
        self._app = app
        self._handle = handle
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._at_work = False
        self._settling: asyncio.Task[None] | None = None

    async def hear(self, event: events.Key | events.Paste) -> None:
        """A key or a paste from the terminal."""
        self._waiting.append(event)
        if not self._at_work:
            await self._hand_on()

    async def _hand_on(self) -> None:
        self._at_work = False
        while self._waiting:
            event = self._waiting.popleft()
            heard_by = self._app.focused or self._app.screen
            screen = self._app.screen
            self._at_work = isinstance(event, events.Key) and _may_lead(event, screen, self._app.focused)
            await self._handle(event)
            if isinstance(event, events.Key) and self._at_work:
                self._settling = asyncio.create_task(self._settle(event.key, heard_by, screen))
                return

    async def _settle(self, key: str, heard_by: MessagePump, screen: Screen[Any]) -> None:
        """Wait until all that follows from a key has been done, then hand on what was typed behind it."""
        try:
            async with asyncio.timeout(PATIENCE):
                for _round in range(ROUNDS):
                    for one in heard_by.ancestors_with_self if isinstance(heard_by, Widget) else (heard_by,):
                        await _idle(one)
        except TimeoutError:
            pass
        if self._app.screen is not screen:
            self._forget(key)
        self._app.call_later(self._hand_on)

    def _forget(self, key: str) -> None:
        """A key that has led to another screen and was pressed once too often means nothing there."""
        while self._waiting and isinstance(first := self._waiting[0], events.Key) and first.key == key:
            self._waiting.popleft()


async def _idle(pump: MessagePump) -> None:
    """Wait until somebody has heard everything said so far; whoever is gone hears nothing any more."""
    heard = asyncio.Event()
    task = pump._task
    if not pump.call_later(heard.set) or task is None:
        return
    waiting = asyncio.create_task(heard.wait())
    await asyncio.wait({waiting, task}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()


def _may_lead(event: events.Key, screen: Screen[Any], focused: Widget | None) -> bool:
    """Whether what is typed behind a key may be meant for another place."""
    if isinstance(focused, Input):
        return not event.is_printable and event.key not in STAYING
    # In a dialog without a field a key too many is lost with the dialog: it does not act on what lies beneath.
    return not screen.is_modal and (event.key in LEADING or event.key in screen._bindings.key_to_bindings)
