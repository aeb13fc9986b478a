"""A dialog in which several lines of a list are ticked."""

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static
from typing_extensions import override

from ...i18n import _
from ..safe import T
from ..widgets.pick_list import ListColumn, PickList
from .dialog import Dialog


class Tick(Dialog[frozenset[int] | None]):
    """Answers the numbers of the ticked lines, None when the person left it; lines that stand for several tick them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f10", "close", show=False), Binding("space", "tick", show=False),
    ]  # fmt: skip

    def __init__(
        self, title: str, rows: Sequence[str], ticked: Collection[int] = (),
        bundles: Sequence[tuple[str, frozenset[int]]] = (),
    ) -> None:  # fmt: skip
        super().__init__()
        self._title = title
        self._rows = tuple(rows)
        self._ticked = set(ticked)
        self._bundles = tuple(bundles)
        """What ticks several lines at once: its words, and which."""

    @override
    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(T(self._title), id="sought")
            yield PickList([ListColumn("", 3), ListColumn("", 0)], classes="choices")
            yield Static(T(_("Space ticks, letters find, Enter goes on, Esc leaves.")))

    def on_mount(self) -> None:
        """Show the lines, as many as there is room for."""
        choices = self.query_one(PickList)
        count = len(self._rows) + len(self._bundles)
        choices.styles.height = max(1, min(count, self.app.size.height - 7))
        self._show()
        choices.focus()

    def _show(self) -> None:
        rows = [(self._sign(whom), words) for words, whom in self._bundles]
        rows += [(self._sign(frozenset({n})), words) for n, words in enumerate(self._rows)]
        self.query_one(PickList).show(rows)
        count = _("ticked: {count}").format(count=len(self._ticked))
        self.query_one("#sought", Static).update(T(f"{self._title}  {count}"))

    def _sign(self, whom: frozenset[int]) -> str:
        return "[x]" if whom and whom <= self._ticked else "[ ]"

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ticking and closing only."""
        return action in ("close", "tick")

    def action_tick(self) -> None:
        """Tick the line, or take the tick away; the next one follows."""
        choices = self.query_one(PickList)
        if not choices.rows:
            return
        place = choices.index - len(self._bundles)
        whom = frozenset({place}) if place >= 0 else self._bundles[choices.index][1]
        self._ticked = self._ticked - whom if whom <= self._ticked else self._ticked | whom
        choices.search("")
        choices.move(choices.index + 1)
        self._show()

    def on_pick_list_searched(self, event: PickList.Searched) -> None:
        """A blank after what was looked for ticks the line that was found."""
        if event.text.endswith(" "):
            self.action_tick()

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter: the ticked lines, the one under the cursor where none is."""
        choices = self.query_one(PickList)
        place = choices.index - len(self._bundles)
        if not self._ticked:
            self._ticked = {place} if place >= 0 else set(self._bundles[choices.index][1])
        self.dismiss(frozenset(self._ticked))

    def action_close(self) -> None:
        """Tick nothing."""
        self.dismiss(None)
