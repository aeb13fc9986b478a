"""A dialog with fields to fill in; what is wrong is said in it, and nothing typed is lost."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static
from typing_extensions import override

from ...i18n import _
from ..safe import T
from ..widgets.fields import TextInput
from .dialog import Dialog

LONGEST = 200


@dataclass(frozen=True)
class Field:
    """One line to fill in."""

    label: str
    value: str = ""
    hint: str = ""
    """Shown while the field is empty."""
    optional: bool = False
    """Whether it may well stay empty: the cursor does not begin there."""


Values = tuple[str, ...]
Accept = Callable[[Values], Awaitable[str]]
"""Does what the form is for; answers "" when it is done, else what is wrong, or a `Notice`."""


class Notice(str):
    """What a person should know before Enter is pressed once more: nothing is wrong."""


class Form(Dialog[Values | None]):
    """Answers None when it was accepted; what was typed when the person left it, nothing where nothing was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f10", "close", show=False), Binding("up", "before", show=False),
        Binding("down", "after", show=False),
    ]  # fmt: skip

    def __init__(self, title: str, fields: Sequence[Field], accept: Accept, unfinished: Values | None = None) -> None:
        super().__init__()
        self._title = title
        self._fields = tuple(fields)
        self._accept = accept
        self._unfinished = unfinished
        """What was typed here when the person last left it."""

    @override
    def compose(self) -> ComposeResult:
        start = self._unfinished or tuple(field.value for field in self._fields)
        with Vertical(classes="dialog wide form"):
            yield Static(T(self._title))
            for number, (field, value) in enumerate(zip(self._fields, start, strict=True)):
                with Horizontal(classes="field"):
                    yield Static(T(field.label), classes="label")
                    # In brackets: on a terminal without colours a hint looks like what somebody typed.
                    hint = T(f"({field.hint})" if field.hint else "").plain
                    yield TextInput(value, max_length=LONGEST, placeholder=hint, id=f"field-{number}")
            yield Static(T(_("An unfinished text was kept.") if self._unfinished else self._advice()), id="said")

    def _advice(self) -> str:
        return _("Enter goes on, in the last line it saves; Esc leaves.")

    def on_mount(self) -> None:
        """Begin with the first line that still has to be filled in."""
        inputs = [*self.query(Input)]
        lines = zip(inputs, self._fields, strict=True)
        next((one for one, field in lines if not one.value and not field.optional), inputs[0]).focus()

    @property
    def values(self) -> Values:
        """What is typed now."""
        return tuple(one.value for one in self.query(Input))

    @property
    def changed(self) -> bool:
        """Whether something was typed."""
        return self.values != tuple(field.value for field in self._fields)

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Moving between the lines and closing only."""
        return action in ("close", "before", "after")

    def action_before(self) -> None:
        """The line above."""
        self.focus_previous(Input)

    def action_after(self) -> None:
        """The line below."""
        self.focus_next(Input)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: the next line, at the last one the deed."""
        event.stop()
        inputs = [*self.query(Input)]
        if event.input is not inputs[-1]:
            inputs[inputs.index(event.input) + 1].focus()
            return
        wrong = await self._accept(self.values)
        if wrong:
            if not isinstance(wrong, Notice):
                self.app.bell()
            self.query_one("#said", Static).update(T(wrong))
        else:
            self.dismiss(None)

    def action_close(self) -> None:
        """Leave; the caller keeps what was typed."""
        self.dismiss(self.values if self.changed else ())
