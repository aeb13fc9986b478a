"""What every screen after the sign-in shares: the desk, the frame, the one place where refusals are shown."""

from asyncio import Event
from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.screen import ModalScreen
from typing_extensions import override

from ...domain.errors import Ended, Refusal, Unsigned
from ...i18n import _
from ...services.history.deeds import MyLastDeed
from ...services.session import Change, Guarded, Query, Receipt
from ..commands import (
    BACK,
    DEEDS,
    HELP,
    LOCK,
    MENU,
    REDO,
    SAVED,
    UNDO,
    Command,
    bindings,
    footer,
    help_lines,
)
from ..desk import Desk
from ..dialogs.sign import Sign
from ..dialogs.text import ShowText
from ..host import Host
from ..safe import SafeScreen
from ..widgets.lines import FooterLine, HeaderLine, StatusLine
from .journal.cursor import show_cursor

if TYPE_CHECKING:
    pass

Answer = TypeVar("Answer")

POLL = 2.0
"""Seconds between two looks at whether somebody else has changed something."""
FIRST = 3
"""Screens on the stack while a person is on the first one: Textual's own, the sign-in, theirs."""
_LOOKING = ContextVar("looking", default=False)
"""Whether what is said comes of a look at what others have changed."""
COMMON = (HELP, DEEDS, MENU, LOCK, UNDO, REDO, SAVED, BACK)


def _common(here: tuple[Command, ...]) -> tuple[Command, ...]:
    """What is possible everywhere; one's own changes where F4 shows nothing nearer."""
    taken = {key for command in here for key in command.keys}
    return tuple(command for command in COMMON if command is not DEEDS or taken.isdisjoint(DEEDS.keys))


class JournalScreen(SafeScreen[None]):
    """A screen of a signed-in person."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = ()
    HIDES_REFUSED: ClassVar[bool] = False
    """Whether what the door would refuse is left out; elsewhere it stands there dimmed."""
    """What this screen offers besides what every screen does."""

    def __init_subclass__(cls, **options: object) -> None:
        offered = (*cls.COMMANDS_HERE, *_common(cls.COMMANDS_HERE))
        cls.BINDINGS = [*bindings(offered)]
        cls.ALLOWED_ACTIONS = frozenset(c.action for c in offered)
        super().__init_subclass__()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.head = 0
        self._saved_at = ""
        self._left = False
        self._back = Event()
        """Set when this screen has come back from under a dialog and shown everything anew."""
        self._refused: dict[str, str] = {}
        self._summary: tuple[str, str] | None = None
        self._times_told = 0
        """How often the person was told something, other than by a look at what others have changed."""
        self._last_told = ("", "")

    def body(self) -> ComposeResult:
        """The widgets between the header and the status line."""
        yield from ()

    @override
    def compose(self) -> ComposeResult:
        yield HeaderLine()
        yield from self.body()
        yield StatusLine(2)
        yield FooterLine()

    async def on_mount(self) -> None:
        """Show everything for the first time, then watch for changes of others."""
        head = await self._attempt(self.desk.head)
        if head is None:
            return
        self.head = head
        await self.load()
        await self.weigh()
        self.call_after_refresh(show_cursor, self)
        self.set_interval(POLL, self.poll)

    async def on_screen_resume(self) -> None:
        """Ask again when the person comes back to this screen."""
        if self._left:
            self._left = False
            await self.load()
            await self.weigh()
            self._back.set()

    def on_screen_suspend(self) -> None:
        """Note that another screen came over this one."""
        self._left = True

    async def load(self) -> None:
        """Ask for everything the screen shows; each screen says how."""

    async def poll(self) -> None:
        """Look whether anything was written since, and ask again if so."""
        if self.app.screen is not self:
            return
        found = await self._attempt(lambda: self.desk.changes_since(self.head))
        if found is None:
            return
        self.head, changed = found
        # Sign-ins and refusals move the head and change nothing that a screen shows.
        if not changed:
            return
        said, summary, told = self.query_one(StatusLine).said, self._summary, self._times_told
        looking = _LOOKING.set(True)
        await self.load()
        _LOOKING.reset(looking)
        if said != summary and told == self._times_told:
            # What this person was told stays theirs; others' changes are in the picture.
            self.say(*said)
        elif told != self._times_told:
            # Told while this look was on its way.
            self.query_one(StatusLine).say(*self._last_told)

    @property
    def commands(self) -> tuple[Command, ...]:
        """Everything possible here; from the first screen there is no way back."""
        everywhere = _common(self.COMMANDS_HERE)
        common = everywhere if len(self.app.screen_stack) > FIRST else tuple(c for c in everywhere if c is not BACK)
        found = (*self.COMMANDS_HERE, *common)
        return tuple(c for c in found if self.enabled(c.action)) if self.HIDES_REFUSED else found

    def requests(self) -> Mapping[str, Guarded]:
        """What the actions of this screen would ask of the door, by the action's name."""
        return {}

    async def weigh(self) -> None:
        """Ask the door beforehand about everything this screen offers, and show the keys accordingly."""
        requests = self.requests()
        if requests:
            self._refused = await self._attempt(lambda: self.desk.objections(requests)) or {}
        self.show_footer()

    def enabled(self, action: str) -> bool:
        """Whether the door would let an action pass; a refused one stands in brackets and out of the menu."""
        return action not in self._refused

    def show_footer(self, lead: str = "") -> None:
        """Show the keys that matter most here."""
        self.query_one(FooterLine).say(footer(self.commands, self.enabled), lead)

    def title_line(self, title: str, name: str = "") -> None:
        """Show what this screen is, who looks and when."""
        self.query_one(HeaderLine).say(title, f"{name}  {self.desk.clock.now():%H:%M}".strip())

    def say(self, first: str, second: str = "") -> None:
        """Tell the person something."""
        if not _LOOKING.get():
            self._times_told += 1
            self._last_told = (first, second)
        self.query_one(StatusLine).say(first, second)

    def summarise(self, first: str, second: str = "") -> None:
        """Tell what the whole screen shows; told anew whenever the screen is."""
        self._summary = (first, second)
        self.say(first, second)

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal: what is not possible and what to do."""
        self.app.bell()
        self.say(refusal.title, refusal.advice)

    async def ask(self, query: Query[Answer]) -> Answer | None:
        """Look at something; a refusal is shown and answers None."""
        return await self._attempt(lambda: self.desk.ask(query))

    async def do(self, change: Change) -> Receipt | None:
        """Do something; a refusal is shown and answers None."""
        return self._saved(await self._attempt(lambda: self._do_signed(change)))

    async def _do_signed(self, change: Change) -> Receipt:
        """Do it; what is signed asks for the password first, in whatever worker does it."""
        try:
            return await self.desk.do(change)
        except Unsigned as unsigned:
            if not await self.dialog(Sign(unsigned)):
                raise Refusal(_("Nothing was signed, nothing was changed.")) from unsigned
            return await self.desk.do(change)

    async def dialog(self, dialog: ModalScreen[Answer]) -> Answer | None:
        """What a dialog answers, once this screen stands there again: what is said next stays to be read."""
        self._back.clear()
        answer = await self.app.push_screen_wait(dialog)
        await self._back.wait()
        return answer

    async def _attempt(self, deed: Callable[[], Awaitable[Answer]]) -> Answer | None:
        try:
            return await deed()
        except Ended as ended:
            # Nobody sees a class on a terminal whose person has gone. The program leaves, not this screen: whatever
            # runs here ends with the screen.
            self.app.call_later(cast(Host, self.app).leave, f"{ended.title} {ended.advice}")
            return None
        except Refusal as refusal:
            self.refuse(refusal)
            return None

    def _saved(self, receipt: Receipt | None) -> Receipt | None:
        if receipt is not None:
            self._saved_at = f"{self.desk.clock.local(receipt.at):%H:%M:%S}"
        return receipt

    async def action_undo(self) -> None:
        """Take back the last change, through the same door."""
        if receipt := self._saved(await self._attempt(self.desk.undo)):
            await self.load()
            self.say(_("Taken back: {what}.").format(what=await self._told(receipt)), _("Ctrl+Y does it again."))

    async def action_redo(self) -> None:
        """Do again what was taken back."""
        if receipt := self._saved(await self._attempt(self.desk.redo)):
            await self.load()
            self.say(_("Done again: {what}.").format(what=await self._told(receipt)), _("Ctrl+Z takes it back."))

    async def _told(self, receipt: Receipt) -> str:
        return await self._attempt(lambda: self.desk.ask(MyLastDeed())) or _(receipt.change.TITLE)

    def action_deeds(self) -> None:
        """What was done under the person's own name."""
        from .history.history import HistoryScreen

        self.app.push_screen(HistoryScreen(self.desk))

    def action_saved(self) -> None:
        """Say when the last change was saved: everything is saved at once."""
        self.say(_("Saved at {time}.").format(time=self._saved_at) if self._saved_at else _("Nothing was changed yet."))

    async def action_back(self) -> None:
        """Go back to the screen before; the first screen is left with F12, which ends the sitting."""
        if len(self.app.screen_stack) > FIRST:
            self.app.pop_screen()

    async def action_lock(self) -> None:
        """Leave the terminal: the next person signs in."""
        await cast(Host, self.app).leave()

    def action_help(self) -> None:
        """Explain the keys of this place."""
        lines = [f"{key:<8} {words}" for key, words in help_lines(self.commands)]
        self.app.push_screen(ShowText(_("Keys of this screen"), [*self.help_words(), "", *lines]))

    def help_words(self) -> list[str]:
        """What this screen is for, in a sentence or two."""
        return []

    async def action_menu(self) -> None:
        """What is possible here, then the person's other screens, then what is possible everywhere."""
        from .menu import show_menu

        await show_menu(self, COMMON)
