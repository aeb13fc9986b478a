"""A dialog that shows lines of text to read."""

from collections.abc import Sequence
from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static
from typing_extensions import override

from ...i18n import ngettext
from ..safe import T
from ..widgets.pick_list import PickList
from .dialog import Dialog

WIDEST = 76
HANGING = "  "


class ShowText(Dialog[None]):
    """Lines to read; any of Esc, Enter and F1 closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,f4,f10", "close", show=False)]

    def __init__(self, title: str, lines: Sequence[str], empty: str = "") -> None:
        super().__init__()
        self._title = title
        self._lines = lines
        self._empty = empty

    @override
    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static(T(self._title))
            yield PickList(empty=self._empty, searches=False)
            yield Static(id="more")

    def on_mount(self) -> None:
        """Show the lines, as many as there is room for."""
        found = self.query_one(PickList)
        width = min(WIDEST, self.app.size.width - 8) - 6
        lines = [part for line in self._lines for part in wrap(line, width, subsequent_indent=HANGING) or [""]]
        room = self.app.size.height - 6
        longer = len(lines) > room
        self.query_one("#more").display = longer
        found.styles.height = max(1, room - 1 if longer else len(lines))
        found.show([(line,) for line in lines])
        found.focus()
        if longer:
            self.call_after_refresh(self._tell_more)

    def on_pick_list_moved(self) -> None:
        """The last line tells how much is below it."""
        self._tell_more()

    def _tell_more(self) -> None:
        below = self.query_one(PickList).below
        more = ngettext("↓ {n} more line", "↓ {n} more lines", below).format(n=below)
        self.query_one("#more", Static).update(T(more if below else ""))

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Closing only."""
        return action == "close"

    def on_pick_list_chosen(self) -> None:
        """Enter closes too."""
        self.dismiss(None)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
