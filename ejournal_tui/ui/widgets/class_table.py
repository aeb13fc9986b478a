"""Pupils by subjects: names stand still at the left, figures of the columns at the foot, the rest scrolls."""

from collections.abc import Sequence
from typing import Any

from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from typing_extensions import override

from .lines import Line, Look, Run, Standing, fit

NUMBER = 4
COLUMN = 7
"""Cells of the pupil's number, and of a column with its gap."""
WIDE_FROM = 100


class ClassTable(Standing):
    """Draws a table that is wider and higher than the screen; the terminal's own cursor stands in the cell."""

    DEFAULT_CSS = "ClassTable { height: 1fr; }"

    class Moved(Message):
        """The cursor stands on another cell."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.empty = ""
        """What is said where there is nothing to show."""
        self._heads: tuple[str, ...] = ()
        self._rows: tuple[tuple[str, Sequence[str]], ...] = ()
        self._feet: tuple[tuple[str, Sequence[str]], ...] = ()
        self.row = self.column = 0
        self._top = self._left = 0

    def show(
        self, heads: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]], feet: Sequence[tuple[str, Sequence[str]]]
    ) -> None:
        """Draw this table; the cursor keeps its place as far as there is one."""
        self._heads, self._rows, self._feet = tuple(heads), tuple(rows), tuple(feet)
        self._place(self.row, self.column)
        self._draw()

    def go(self, row: int, column: int) -> None:
        """Put the cursor on a cell, or on the nearest there is, and tell so."""
        before = self.row, self.column
        self._place(row, column)
        if before != (self.row, self.column):
            self._draw()
            self.post_message(self.Moved())

    def _place(self, row: int, column: int) -> None:
        self.row = max(0, min(row, len(self._rows) - 1))
        self.column = max(0, min(column, len(self._heads) - 1))

    def on_resize(self) -> None:
        """Fill the new size."""
        self._draw()

    def on_key(self, event: events.Key) -> None:
        """Move."""
        page = max(1, self._room - 1)
        goals = {
            "up": (self.row - 1, self.column), "down": (self.row + 1, self.column),
            "left": (self.row, self.column - 1), "right": (self.row, self.column + 1),
            "pageup": (self.row - page, self.column), "pagedown": (self.row + page, self.column),
            "home": (self.row, 0), "end": (self.row, len(self._heads) - 1),
        }  # fmt: skip
        if event.key in goals:
            self.go(*goals[event.key])
            event.stop()
            event.prevent_default()

    @property
    def _names(self) -> int:
        return 25 if self.size.width >= WIDE_FROM else 19

    @property
    def _columns(self) -> int:
        return max(1, (self.size.width - NUMBER - self._names) // COLUMN)

    @property
    def _room(self) -> int:
        return max(1, self.size.height - 1 - len(self._feet))

    def _draw(self) -> None:
        if not self.size.width:
            return
        if not self._rows or not self._heads:
            self.put([(Run(fit(f"  {self.empty}", self.size.width)),)])
            return
        self._top = max(self.row - self._room + 1, min(self._top, self.row, max(0, len(self._rows) - self._room)))
        self._left = max(self.column - self._columns + 1, min(self._left, self.column))
        # A wider window shows more columns, not empty ones.
        self._left = max(0, min(self._left, len(self._heads) - self._columns))
        lines = [self._line("", "", self._heads, self.column)]
        for row, (name, cells) in list(enumerate(self._rows))[self._top : self._top + self._room]:
            lines.append(self._line(str(row + 1), name, cells, self.column if row == self.row else None))
        lines += [()] * (self._room - len(lines) + 1)
        lines += [self._line("", name, cells, self.column) for name, cells in self._feet]
        self.put(lines)
        self.take_cursor()

    def _line(self, number: str, name: str, cells: Sequence[str], strong: int | None) -> Line:
        """A line whose cell in one column stands out."""
        shown = range(self._left, min(len(self._heads), self._left + self._columns))
        head = fit(number, NUMBER - 1, True) + " " + fit(name, self._names - 1)
        more = "‹" if self._left and not number and not name else " "
        runs = [Run(head + more)]
        runs += [
            Run(fit(cells[n], COLUMN - 1) + " ", Look.STRONG if n == strong else Look.PLAIN) for n in shown
        ]
        if not number and not name and len(self._heads) > self._left + self._columns:
            runs.append(Run("›"))
        return tuple(runs)

    @override
    def take_cursor(self) -> None:
        if not self.has_focus or not self._rows or not self._heads:
            return
        x = NUMBER + self._names + (self.column - self._left) * COLUMN
        y = 1 + self.row - self._top
        self.app.cursor_position = self.content_region.offset + Offset(x, y)
        self.refresh(Region(x, y, 1, 1))
