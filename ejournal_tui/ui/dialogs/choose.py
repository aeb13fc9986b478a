"""A dialog with a list to choose from; digits choose too, and letters from the tenth line on."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static
from typing_extensions import override

from ...i18n import _, ngettext
from ..keyboard import sign_of
from ..safe import T
from ..widgets.pick_list import ListColumn, PickList
from .dialog import Dialog


class Choose(Dialog[int | None]):
    """Answers the number of the chosen line, None when nothing was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f10", "close", show=False)]

    def __init__(
        self, title: str, rows: Sequence[Sequence[str]], searches: bool = False, wide: bool = False, signs: bool = True
    ) -> None:
        super().__init__()
        self._title = title
        self._rows = rows
        self._searches = searches
        self._signs = signs and not searches
        """Whether digits choose; not where a hand may still be typing marks."""
        self._wide = wide

    @override
    def compose(self) -> ComposeResult:
        width = max((len(row[1]) for row in self._rows if len(row) > 1), default=0)
        columns = [ListColumn("", 3), ListColumn("", 0), *([ListColumn("", width)] if width else [])]
        with Vertical(classes="dialog wide" if self._wide else "dialog"):
            yield Static(T(self._title), id="sought")
            yield PickList(columns, searches=self._searches, digits_choose=self._signs, classes="choices")
            if len(self._rows) > self._room:
                yield Static(T(""), id="below")

    @property
    def _room(self) -> int:
        """How many lines there is room for."""
        return max(1, self.app.size.height - 6)

    def on_mount(self) -> None:
        """Show the lines, as many as there is room for."""
        choices = self.query_one(PickList)
        longer = len(self._rows) > self._room
        choices.styles.height = max(1, self._room - 1) if longer else max(1, len(self._rows))
        signs = [sign_of(n) if self._signs else "" for n in range(len(self._rows))]
        choices.show([(f"{sign}." if sign else "", *row) for sign, row in zip(signs, self._rows, strict=True)])
        choices.focus()
        self.call_after_refresh(self._tell_below)

    def on_pick_list_moved(self, _event: PickList.Moved) -> None:
        """Tell anew how much is below."""
        self._tell_below()

    def _tell_below(self) -> None:
        below = self.query_one(PickList).below
        for line in self.query("#below").results(Static):
            words = ngettext("↓ {n} more line", "↓ {n} more lines", below).format(n=below)
            line.update(T(words if below else ""))

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Closing only."""
        return action == "close"

    def on_pick_list_searched(self, event: PickList.Searched) -> None:
        """Show what is looked for beside the title."""
        sought = _("“{text}”").format(text=event.text) if event.found else _("“{text}”: nobody").format(text=event.text)
        self.query_one("#sought", Static).update(T(f"{self._title}  {sought}" if event.text else self._title))

    def on_pick_list_chosen(self, event: PickList.Chosen) -> None:
        """Answer the line."""
        self.dismiss(event.index)

    def action_close(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
