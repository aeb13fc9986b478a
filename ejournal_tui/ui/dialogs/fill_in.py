"""A dialog with a few short fields to fill in; Enter takes them all as they stand."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static
from typing_extensions import override

from ...domain.errors import Refusal
from ...i18n import _
from ..safe import T
from ..widgets.fields import TextInput
from .dialog import Dialog

LONGEST = 40
Check = Callable[[tuple[str, ...]], object]
"""Raises Refusal."""


def anything(_filled: tuple[str, ...]) -> None:
    """Where every text will do."""


class FillIn(Dialog[tuple[str, ...] | None]):
    """Answers what stands in the fields, None when nothing was taken."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f10", "close", show=False)]

    def __init__(self, title: str, fields: Sequence[tuple[str, str]], check: Check = anything) -> None:
        super().__init__()
        self._title = title
        self._fields = fields
        self._check = check
        """What is said of fields that cannot be read: the dialog stays, and nothing typed is lost."""

    @override
    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(T(self._title))
            for label, value in self._fields:
                with Horizontal(classes="field"):
                    yield Static(T(label), classes="label")
                    yield TextInput(value, max_length=LONGEST)
            yield Static(T(_("Enter takes it, Tab goes to the next field, Esc leaves.")), id="said")

    def on_mount(self) -> None:
        """Begin with the first field."""
        self.query(TextInput).first().focus()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Closing only."""
        return action == "close"

    def on_input_submitted(self) -> None:
        """Answer all the fields, or say what is wrong with them."""
        filled = tuple(field.value.strip() for field in self.query(TextInput))
        try:
            self._check(filled)
        except Refusal as refusal:
            self.app.bell()
            self.query_one("#said", Static).update(T(f"{refusal.title} {refusal.advice}"))
            return
        self.dismiss(filled)

    def action_close(self) -> None:
        """Fill in nothing."""
        self.dismiss(None)
