"""After a one-time code: a password of one's own, before anything else."""

from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static
from typing_extensions import override

from ....domain.errors import Refusal
from ....i18n import _
from ....services.accounts.reception import SignedIn
from ...commands import BACK, bindings, footer
from ...host import Host
from ...safe import SafeScreen, T
from ...widgets.fields import PasswordInput
from ...widgets.lines import FooterLine, HeaderLine, StatusLine
from ..journal.cursor import show_cursor


class NewPasswordScreen(SafeScreen[None]):
    """Choose a password."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings((BACK,))]
    ALLOWED_ACTIONS = frozenset({"back"})

    def __init__(self, signed: SignedIn) -> None:
        super().__init__()
        self._signed = signed

    @override
    def compose(self) -> ComposeResult:
        yield HeaderLine()
        with Vertical(id="sign-in"):
            with Horizontal(classes="field"):
                yield Static(T(_("New password")), classes="label")
                yield PasswordInput(id="first")
            with Horizontal(classes="field"):
                yield Static(T(_("Once more")), classes="label")
                yield PasswordInput(id="second")
        yield Static(T(""), classes="filler")
        yield StatusLine(2)
        yield FooterLine()

    def on_mount(self) -> None:
        """Say what is wanted."""
        self.query_one(HeaderLine).say(_("A password of your own"))
        self.query_one(FooterLine).say(footer((BACK,)))
        self.query_one(StatusLine).say(
            _("The code has done its work. Choose a password: several words that nobody links with you."),
            _("At least 12 characters for staff, 8 for families."),
        )
        self.query_one("#first").focus()
        self.call_after_refresh(show_cursor, self)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Twice the same, then go in."""
        if event.input.id == "first":
            self.query_one("#second").focus()
            return
        if self.app.screen is not self:
            return
        first, second = self.query_one("#first", Input), self.query_one("#second", Input)
        try:
            await cast(Host, self.app).choose_password(self._signed, first.value, second.value)
        except Refusal as refusal:
            first.value = second.value = ""
            first.focus()
            self.app.bell()
            self.query_one(StatusLine).say(refusal.title, refusal.advice)

    async def action_back(self) -> None:
        """Leave without a password: the code stays valid."""
        await cast(Host, self.app).leave(_("No password was chosen: the one-time code still lets you in."))
