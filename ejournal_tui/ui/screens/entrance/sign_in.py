"""The first screen: login and password, or a one-time code; in a demo a list of people to enter as."""

from collections.abc import Awaitable, Callable
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static
from typing_extensions import override

from ....domain.errors import Refusal
from ....i18n import N_, _
from ....services.accounts.reception import DemoPerson
from ...commands import Command, bindings, footer
from ...host import Host
from ...safe import SafeScreen, T
from ...widgets.fields import PasswordInput, TextInput
from ...widgets.lines import FooterLine, HeaderLine, StatusLine
from ...widgets.pick_list import ListColumn, PickList
from ..journal.cursor import show_cursor

CODE = Command("code", ("f2",), N_("one-time code"), N_("Sign in with a one-time code instead of a password."), 90)
LEAVE = Command("leave", ("f10",), N_("quit"), N_("Leave the program."), 50)


class SignInScreen(SafeScreen[None]):
    """Who are you?"""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings((CODE, LEAVE))]
    ALLOWED_ACTIONS = frozenset({"code", "leave"})

    def __init__(
        self, school: str, people: tuple[DemoPerson, ...], terminal: str, said: str = "", fresh: str = ""
    ) -> None:
        super().__init__()
        self._school = school
        self._people = people
        self._terminal = terminal
        self._said = said
        self._fresh = fresh
        self._by_code = False

    @override
    def compose(self) -> ComposeResult:
        yield HeaderLine()
        with Vertical(id="sign-in"):
            with Horizontal(classes="field"):
                yield Static(T(_("Login")), classes="label")
                yield TextInput(id="login", max_length=64)
            with Horizontal(classes="field"):
                yield Static(T(_("Password")), classes="label", id="secret-label")
                yield PasswordInput(id="secret")
                yield Static(T(""), id="layout")
        if self._people:
            columns = [ListColumn("", 2), ListColumn("", 32), ListColumn("", 0)]
            yield PickList(columns, searches=False, digits_choose=True)
        else:
            yield Static(T(""), classes="filler")
        yield StatusLine(2)
        yield FooterLine()

    def on_mount(self) -> None:
        """The cursor where it is needed first."""
        self.query_one(HeaderLine).say(self._school + " · " + _("Class journal"), self._terminal)
        self.query_one(FooterLine).say(footer((CODE, LEAVE)))
        self.call_after_refresh(show_cursor, self)
        if not self._people:
            self.query_one(StatusLine).say(*filter(None, (self._said, self._fresh)))
            self.query_one("#login").focus()
            return
        found = self.query_one(PickList)
        found.show([(str(n), _(person.role), person.name) for n, person in enumerate(self._people, 1)])
        found.focus()
        demo = _("A demo: enter as anybody with one key; all people are invented.")
        self.query_one(StatusLine).say(self._said or demo, self._fresh)

    def on_password_input_layout(self, event: PasswordInput.Layout) -> None:
        """Show the layout of what was typed last."""
        self.query_one("#layout", Static).update(T(event.layout))

    async def on_pick_list_chosen(self, event: PickList.Chosen) -> None:
        """Enter as one of the demo's people."""
        account = self._people[event.index].account
        await self._try(lambda: cast(Host, self.app).enter_demo(account))

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on to the password, then try; an empty one is no attempt."""
        login, secret = self.query_one("#login", Input), self.query_one("#secret", Input)
        if event.input is login:
            secret.focus()
            return
        typed, secret.value = secret.value, ""
        if typed:
            await self._try(lambda: cast(Host, self.app).sign_in(login.value, typed, self._by_code))

    async def _try(self, to_come_in: Callable[[], Awaitable[None]]) -> None:
        if self.app.screen is not self:
            # A key pressed once too often, answered after somebody has come in.
            return
        try:
            await to_come_in()
        except Refusal as refusal:
            self.app.bell()
            self.query_one(StatusLine).say(refusal.title, refusal.advice)

    def action_code(self) -> None:
        """Change between password and code."""
        self._by_code = not self._by_code
        self.query_one("#secret-label", Static).update(T(_("Code") if self._by_code else _("Password")))
        self.query_one("#secret" if self.query_one("#login", Input).value else "#login").focus()

    def action_leave(self) -> None:
        """End the program."""
        self.app.exit()
