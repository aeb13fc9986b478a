"""The line from which a column is filled: typed, or pasted from a spreadsheet."""

from textual import events
from textual.message import Message

from ....domain.text.cleaning import clean
from ...driver.guard import PASTE_LIMIT
from ...safe import too_much_pasted
from ...widgets.fields import TextInput

LINE_LIMIT = 400


class FillField(TextInput):
    """Takes a line as it is typed, and the lines of a spreadsheet as a whole."""

    class Pasted(Message):
        """Several lines, or lines of several cells, were pasted; nothing where they are to be forgotten."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    async def _on_key(self, event: events.Key) -> None:
        if event.key in ("backspace", "delete") and not self.value:
            self.post_message(self.Pasted(""))
        await super()._on_key(event)

    def _on_paste(self, event: events.Paste) -> None:
        if len(event.text) > PASTE_LIMIT:
            event.stop()
            event.prevent_default()
            self.app.notify(too_much_pasted(), severity="warning")
            return
        text = clean(event.text.replace("\r\n", "\n").replace("\r", "\n"), PASTE_LIMIT)
        if "\n" in text.strip("\n") or "\t" in text:
            event.stop()
            event.prevent_default()
            self.value = ""
            self.post_message(self.Pasted(text))
        else:
            super()._on_paste(event)
