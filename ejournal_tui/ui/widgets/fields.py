"""Fields to type into: text that is cleaned as it comes, and a password that nobody sees the length of."""

import unicodedata
from typing import Any, ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from ...domain.text.cleaning import TEXT_LIMIT, clean
from ...i18n import _
from ..driver.guard import PASTE_LIMIT
from ..safe import too_much_pasted

PASSWORD_LIMIT = 256


class TextInput(Input):
    """A text field whose text is cleaned as it is typed and pasted."""

    def __init__(self, value: str = "", *, max_length: int = TEXT_LIMIT, **options: Any) -> None:
        super().__init__(clean(value, max_length), max_length=max_length, compact=True, highlighter=None,
                         select_on_focus=False, **options)  # fmt: skip
        self.cursor_blink = False

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters are text here, with Alt they are nothing."""
        return not key.startswith("alt+") and super().check_consume_key(key, character)

    async def _on_key(self, event: events.Key) -> None:
        if event.key.startswith("alt+") or (event.is_printable and not clean(event.character or "")):
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        if len(event.text) > PASTE_LIMIT:
            self.app.notify(too_much_pasted(), severity="warning")
        elif lines := clean(event.text, PASTE_LIMIT).splitlines():
            self.replace(lines[0].replace("\t", " "), *self.selection)


class PasswordInput(TextInput):
    """A password field: what it shows is the same for every length, and nothing of it can be copied."""

    MASK = "•" * 12

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+x,ctrl+c", "nothing", show=False)]

    class Layout(Message):
        """The keyboard layout of the last typed sign has changed."""

        def __init__(self, layout: str) -> None:
            super().__init__()
            self.layout = layout

    def __init__(self, **options: Any) -> None:
        super().__init__("", max_length=PASSWORD_LIMIT, password=True, **options)
        self.layout_of_last = ""
        """«РУС», «ENG», «123» or nothing."""

    @property
    def _value(self) -> Text:
        return Text(self.MASK if self.value else "", no_wrap=True, overflow="ignore", end="")

    @property
    def _cursor_offset(self) -> int:
        return len(self.MASK) if self.value else 0

    @property
    def selected_text(self) -> str:
        """Nothing: a password leaves the field only as an answer."""
        return ""

    def action_copy(self) -> None:
        """Do nothing."""

    def action_cut(self) -> None:
        """Do nothing."""

    def action_nothing(self) -> None:
        """Keep Ctrl+C and Ctrl+X from everybody else."""

    async def _on_key(self, event: events.Key) -> None:
        await super()._on_key(event)
        if event.is_printable and event.character:
            self._tell_layout(event.character)

    def _on_paste(self, event: events.Paste) -> None:
        if len(event.text) > PASSWORD_LIMIT:
            event.stop()
            event.prevent_default()
            self.app.notify(too_much_pasted(), severity="warning")
        else:
            super()._on_paste(event)

    def _tell_layout(self, sign: str) -> None:
        layout = layout_of(sign)
        if layout != self.layout_of_last:
            self.layout_of_last = layout
            self.post_message(self.Layout(layout))


def layout_of(sign: str) -> str:
    """The layout a sign was typed in, as the sign-in screen shows it."""
    if sign.isdigit():
        return "123"
    if sign.isascii():
        return "ENG" if sign.isalpha() else ""
    return _("RUS") if "CYRILLIC" in unicodedata.name(sign, "") else ""
