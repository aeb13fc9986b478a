"""The password once more, below what is about to be signed."""

from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static
from typing_extensions import override

from ...domain.errors import Refusal, Unsigned
from ...i18n import _
from ..host import Host
from ..safe import T
from ..widgets.fields import PasswordInput
from .dialog import Dialog

MOST_TRIES = 5
"""After so many wrong passwords the terminal is left: somebody else may sit there."""


class Sign(Dialog[bool]):
    """Answers whether it was signed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f10", "close", show=False), Binding("enter", "sign", show=False),
    ]  # fmt: skip

    def __init__(self, unsigned: Unsigned) -> None:
        super().__init__()
        self._unsigned = unsigned
        self._tries = 0
        self._busy = False

    @override
    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide form"):
            yield Static(T(_("You sign:")))
            yield Static(T(self._unsigned.signature.words))
            yield Static(T(_("One signature holds for all results until you leave the terminal (F12).")))
            if self._unsigned.with_password:
                with Horizontal(classes="field"):
                    yield Static(T(_("Password")), classes="label")
                    yield PasswordInput()
                    yield Static(T(""), id="layout")
            yield Static(T(self._advice()), id="said")

    def _advice(self) -> str:
        if self._unsigned.with_password:
            return _("Enter signs, Esc leaves: nothing is given then.")
        return _("A demo needs no password: Enter signs, Esc leaves.")

    def on_mount(self) -> None:
        """Begin with the password, where there is one."""
        for field in self.query(PasswordInput):
            field.focus()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Signing and closing only."""
        return action in ("close", "sign")

    def on_password_input_layout(self, event: PasswordInput.Layout) -> None:
        """Show the layout of what was typed last."""
        self.query_one("#layout", Static).update(T(event.layout))

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter behind the password; an empty one is no attempt."""
        event.stop()
        typed, event.input.value = event.input.value, ""
        if typed:
            await self._sign(typed)

    async def action_sign(self) -> None:
        """Enter where no password is asked."""
        if not self._unsigned.with_password:
            await self._sign("")

    async def _sign(self, secret: str) -> None:
        if self._busy:
            return
        self._busy = True
        try:
            await cast(Host, self.app).sign(secret, self._unsigned)
        except Refusal as refusal:
            self._tries += 1
            self.app.bell()
            self.query_one("#said", Static).update(T(f"{refusal.title} {refusal.advice}".strip()))
            if self._tries >= MOST_TRIES:
                self.app.call_later(cast(Host, self.app).leave, _("Too many wrong passwords: sign in again."))
        else:
            self.dismiss(True)
        finally:
            self._busy = False

    def action_close(self) -> None:
        """Sign nothing."""
        self.dismiss(False)
