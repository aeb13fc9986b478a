"""Sitting at the program: the whole of it on a real home, its real database thread, and a pilot at the keys."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from textual import events
from textual.pilot import Pilot
from textual.screen import Screen

from ejournal_tui.app import JournalApp
from ejournal_tui.services.families.door import open_entrance
from ejournal_tui.ui.desk import DatabaseThread
from ejournal_tui.ui.dialogs.sign import Sign
from ejournal_tui.ui.screens.entrance.sign_in import SignInScreen
from ejournal_tui.ui.widgets.lesson_grid import LessonGridView
from ejournal_tui.ui.widgets.lines import StatusLine
from ejournal_tui.ui.widgets.pick_list import PickList

Kind = TypeVar("Kind", bound=Screen)

LOOKS = 80
"""How often a condition is looked at before the story is told to have failed."""


class Sitting:
    """Somebody at the terminal."""

    def __init__(self, app: JournalApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def lines(self) -> list[str]:
        """The lines of the screen."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    @property
    def status(self) -> str:
        """What the journal said last."""
        return " ".join(line.strip() for line in self.app.screen.query_one(StatusLine).shown)

    @property
    def rows(self) -> PickList:
        """The list on the screen."""
        return self.app.screen.query_one(PickList)

    @property
    def grid(self) -> LessonGridView:
        """The lesson grid on the screen."""
        return self.app.screen.query_one(LessonGridView)

    @property
    def cell(self) -> tuple[int, int]:
        """Where the cursor of the grid stands."""
        return self.grid.place.row, self.grid.place.column

    def shown(self, row: int) -> str:
        """The text of a pupil's cell in the cursor's column."""
        grid = self.grid.grid
        assert grid is not None
        return grid.rows[row].cells[self.grid.place.column].text

    def on(self, kind: type[Kind]) -> Kind:
        """The screen, which is of this kind."""
        assert isinstance(self.app.screen, kind), self.text
        return self.app.screen

    async def settle(self) -> None:
        """Let the database thread finish what was asked of it, and the screen what follows from it."""
        await self.app.thread.run(lambda: None)
        await self.pilot.pause()

    async def until(self, condition: Callable[[], bool], what: str = "") -> None:
        """Look on until a condition holds."""
        for _look in range(LOOKS):
            if condition():
                return
            await self.settle()
        raise AssertionError(f"{what}\n{self.text}")

    async def sees(self, *words: str) -> None:
        """Look on until all of the words stand on the screen."""
        await self.until(lambda: all(word in self.text for word in words), f"never seen: {words}")

    async def comes_to(self, kind: type[Kind]) -> Kind:
        """Look on until a screen of this kind is there."""
        await self.until(lambda: isinstance(self.app.screen, kind), f"never came: {kind.__name__}")
        await self.settle()
        await self.settle()
        return self.on(kind)

    async def press(self, *keys: str) -> None:
        """Press keys one after another, then let the journal answer."""
        await self.pilot.press(*keys)
        await self.settle()
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text at once; a new line is Enter."""
        for sign in text:
            self.app.post_message(events.Key({" ": "space", "\n": "enter"}.get(sign, sign), sign))
        await self.settle()
        await self.settle()

    async def sign(self) -> None:
        """Sign what is about to be done: in a demo without a password."""
        await self.until(lambda: isinstance(self.app.screen, Sign), "nothing to sign")
        await self.press("enter")

    async def burst(self, *keys: str) -> None:
        """Press keys faster than the journal can answer."""
        for key in keys:
            self.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await self.settle()

    async def enter(self, account: int) -> None:
        """Come in as one of the demo's people, whoever it is."""
        self.app.call_later(self.app.enter_demo, account)
        await self.until(lambda: not isinstance(self.app.screen, SignInScreen), "nobody came in")
        await self.settle()
        await self.settle()


Sit = Callable[..., AbstractAsyncContextManager[Sitting]]


@pytest.fixture
def sit(home_folder: Path) -> Sit:
    """Opens the program on the class's home, or on another one."""

    @asynccontextmanager
    async def sitting(folder: Path = home_folder, language: str = "en") -> AsyncIterator[Sitting]:
        thread = DatabaseThread()
        home = thread.now(lambda: open_entrance(folder, language))
        app = JournalApp(home, thread, "room 12")
        try:
            async with app.run_test(size=(80, 24)) as pilot:
                somebody = Sitting(app, pilot)
                await somebody.comes_to(SignInScreen)
                yield somebody
        finally:
            thread.now(home.close)
            thread.stop()

    return sitting
