"""The composition root: a home, a database thread, a reception, a first screen."""

import asyncio
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from .domain.errors import Refusal, Unsigned
from .i18n import _, speak
from .paths import styles_folder
from .services.accounts.reception import DemoPerson, Reception, SignedIn
from .services.families.door import open_entrance
from .services.families.doors import doors_of
from .services.operations.home import Home
from .services.places import told_fresh, told_place
from .services.terminals import source_of
from .ui.commands import LOCK, bindings
from .ui.desk import DatabaseThread, Desk
from .ui.driver.terminal import refusal
from .ui.safe import SafeApp, SafeScreen, hush
from .ui.screens.entrance.sign_in import SignInScreen

if TYPE_CHECKING:
    # Nothing of Textual is imported before `ui` has settled what it reads from the environment.
    from textual.binding import BindingType

PUBLISHING = 15.0
"""Seconds between two looks whether the families' diary wants to be put out."""


class JournalApp(SafeApp):
    """The program on one terminal."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [*sorted(styles_folder().glob("*.tcss"))]
    ALLOWED_ACTIONS = SafeApp.ALLOWED_ACTIONS | {"lock"}
    # F12 leaves from everywhere, out of any dialog too.
    BINDINGS: ClassVar[list["BindingType"]] = [*bindings((LOCK,))]

    def __init__(self, home: Home, thread: DatabaseThread, terminal: str) -> None:
        super().__init__(ansi_light=os.environ.get("EJOURNAL_LIGHT") == "1")
        self.home = home
        self.thread = thread
        self.terminal = terminal
        self.reception = Reception(home.school, home.hasher, terminal)
        self.desk: Desk | None = None
        self._receiving = False
        self._publishing = False
        self._words: tuple[str, tuple[DemoPerson, ...], str, str] = ("", (), terminal, "")
        """The school's name, the demo's people, this workplace and what is to be said of it, as last read."""
        thread.on_wait = self.tell_waiting

    async def on_mount(self) -> None:
        """Show who may come in, and see to it that families read what is written here."""
        await self.show_sign_in()
        if doors_of(self.home.path).publish is not None:
            self.set_interval(PUBLISHING, self.publish)

    def publish(self) -> None:
        """Put the diary out for the families, beside the person's own work and never in its way."""
        if not self._publishing:
            self.run_worker(self._publish(), group="publishing", exit_on_error=False)

    async def _publish(self) -> None:
        from .services.families.publishing import publish_beside_work

        def beside() -> None:
            # What is wrong with the families' door is told to the keeper of the server, not to a teacher in class.
            with suppress(Refusal):
                publish_beside_work(self.home.path)

        self._publishing = True
        try:
            await asyncio.to_thread(beside)
        finally:
            self._publishing = False

    async def show_sign_in(self, said: str = "") -> None:
        """The sign-in screen, alone."""
        speak(self.home.language)
        try:
            self._words = await self.thread.run(self._reception_words)
        except Refusal as refusal:
            said = said or f"{refusal.title} {refusal.advice}"
        name, people, place, fresh = self._words
        await self.push_screen(SignInScreen(name, people, place, said, fresh))

    def _reception_words(self) -> tuple[str, tuple[DemoPerson, ...], str, str]:
        school, here = self.home.school, self.terminal
        with school.reading():
            place, fresh = told_place(school, here), told_fresh(school, here)
            return school.setting("name"), self.reception.people_to_enter(), place, fresh

    def tell_waiting(self) -> None:
        """Something takes its time: a long check, or another person's long change before this one's turn."""
        self.notify(_("One moment: the journal is at work…"))

    async def sign_in(self, login: str, secret: str, by_code: bool) -> None:
        """Let a person in; raises Refusal."""
        await self._receive(lambda: self.reception.sign_in(login, secret, by_code))

    async def enter_demo(self, account: int) -> None:
        """Let a demo's person in without a secret; raises Refusal."""
        await self._receive(lambda: self.reception.enter(account))

    async def _receive(self, reception: Callable[[], SignedIn]) -> None:
        # One person at a time: a key pressed meanwhile opens no second sitting over the first.
        if self._receiving or self.desk is not None:
            return
        self._receiving = True
        try:
            signed = await self.thread.run(reception)
            desk = Desk(self.thread, signed, self.home.clock)
            screen = self._new_password(signed) if signed.must_change else await self._first_screen(desk)
            self.desk = desk
            await self.push_screen(screen)
        finally:
            self._receiving = False

    # What lies behind the sign-in is imported when somebody comes in: the sign-in stands there sooner.

    def _new_password(self, signed: SignedIn) -> SafeScreen[None]:
        from .ui.screens.entrance.new_password import NewPasswordScreen

        return NewPasswordScreen(signed)

    async def _first_screen(self, desk: Desk) -> SafeScreen[None]:
        """The screen that the person's role begins on (C38)."""
        from .services.mornings.today import start_of
        from .ui.screens.starts import first_screen

        actor = await desk.run(lambda session: session.actor())
        return first_screen(start_of(actor), desk, actor, self.home.path)

    async def choose_password(self, signed: SignedIn, first: str, second: str) -> None:
        """Set the person's own password and go on; raises Refusal."""
        desk = self.desk
        if desk is None or desk.signed is not signed:
            return
        await self.thread.run(lambda: self.reception.set_password(signed, first, second))
        screen = await self._first_screen(desk)
        if self.desk is desk:
            self.pop_screen()
            await self.push_screen(screen)

    async def sign(self, secret: str, unsigned: Unsigned) -> None:
        """Sign what is about to be done with the person's password; raises Refusal."""
        desk = self.desk
        if desk is not None:
            await self.thread.run(lambda: self.reception.sign(desk.signed, secret, unsigned))

    async def action_lock(self) -> None:
        """Leave the terminal, wherever the person is."""
        if self.desk is not None:
            await self.leave()

    async def leave(self, said: str = "") -> None:
        """End the sitting; the terminal is ready for the next person, who sees nothing of this one."""
        desk, self.desk = self.desk, None
        if desk is None:
            # A screen that comes to light while another one goes finds the sitting ended and would leave again.
            return
        for screen in self.screen_stack:
            if isinstance(screen, SafeScreen):
                with suppress(Refusal):
                    await screen.before_leaving()
        self.clear_notifications()
        self.forget_clipboard()
        while len(self.screen_stack) > 1:
            self.pop_screen()
        try:
            await desk.leave()
        except Refusal as refusal:
            # The sitting stays open in the journal until the person's next one; nobody can reach it from here.
            said = said or f"{refusal.title} {refusal.advice}"
        await self.show_sign_in(said)


def open_on_screen(folder: Path, language: str | None) -> int:
    """Open a home on this terminal and answer the exit code; raises Refusal."""
    if words := refusal(os.environ.get("TERM")):
        raise Refusal(words)
    thread = DatabaseThread()
    log = folder / "log" / "incidents.log"

    def sink(number: str, frames: str) -> None:
        # Where the disk is full there is nowhere to write, and a person in front of the screen all the same.
        with suppress(OSError), log.open("a", encoding="utf8") as file:
            file.write(f"{number}\n{frames}\n")

    home = thread.now(lambda: open_entrance(folder, language))
    speak(home.language)
    try:
        JournalApp.sink = staticmethod(sink)
        hush(sink)
        app = JournalApp(home, thread, source_of(os.environ))
        app.run()
        return app.return_code or 0
    finally:
        thread.now(home.close)
        thread.stop()
        sys.stdout.flush()
