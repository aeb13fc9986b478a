"""A week of lessons: days across, numbers down, two lines a cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from typing_extensions import override

from ...domain.timetable.timetable import Cell
from .lines import Line, Look, Run, Standing, fit

LABEL = 3
WITH_TIMES = 7
"""Cells for the number of the lesson, and for its beginning where there is room."""
WIDE_FROM = 100


@dataclass(frozen=True)
class CellText:
    """What stands in a cell."""

    first: str = ""
    second: str = ""
    clash: bool = False
    taken_up: bool = False
    """Whether it is being moved."""


NOTHING = CellText()


class WeekGrid(Standing):
    """Draws a week and says where the person went in it; the terminal's own cursor stands in the cell."""

    DEFAULT_CSS = "WeekGrid { height: 1fr; }"

    class Moved(Message):
        """The cursor stands on another cell."""

        def __init__(self, cell: Cell) -> None:
            super().__init__()
            self.cell = cell

    class Turned(Message):
        """The week of the next or of the one before is wanted."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.empty = ""
        """What is said where there is no week to show."""
        self._days: tuple[str, ...] = ()
        self._numbers: tuple[int, ...] = ()
        self._times: Mapping[int, str] = {}
        self._cells: Mapping[Cell, CellText] = {}
        self._day = self._row = self._top = 0

    @property
    def cell(self) -> Cell:
        """Where the cursor stands."""
        return self._day + 1, self._numbers[self._row] if self._numbers else 0

    def show(
        self, days: Sequence[str], numbers: Sequence[int], cells: Mapping[Cell, CellText], times: Mapping[int, str]
    ) -> None:
        """Draw this week; the cursor keeps its place."""
        stood = self.cell
        self._days, self._numbers, self._cells, self._times = tuple(days), tuple(numbers), cells, times
        self.go(stood)
        self._draw()

    def go(self, cell: Cell) -> None:
        """Put the cursor on a cell, or on the nearest there is; only what keys do is told."""
        weekday, number = cell
        nearest = min(range(len(self._numbers)), key=lambda n: abs(self._numbers[n] - number), default=0)
        self._to(weekday - 1, nearest)

    def text_at(self, cell: Cell) -> CellText:
        """What stands in a cell."""
        return self._cells.get(cell, NOTHING)

    def on_resize(self) -> None:
        """Fill the new size."""
        self._draw()

    def on_key(self, event: events.Key) -> None:
        """Move, or turn to another week."""
        last = len(self._days) - 1
        goals = {
            "up": (self._day, self._row - 1), "down": (self._day, self._row + 1), "left": (self._day - 1, self._row),
            "right": (self._day + 1, self._row), "home": (0, self._row), "end": (last, self._row),
        }  # fmt: skip
        turns = {"pageup": -1, "pagedown": 1}
        if event.key in goals:
            if self._to(*goals[event.key]):
                self.post_message(self.Moved(self.cell))
        elif event.key in turns:
            self.post_message(self.Turned(turns[event.key]))
        else:
            return
        event.stop()
        event.prevent_default()

    def _to(self, day: int, row: int) -> bool:
        day, row = max(0, min(day, len(self._days) - 1)), max(0, min(row, len(self._numbers) - 1))
        if (day, row) != (self._day, self._row):
            self._day, self._row = day, row
            self._draw()
            return True
        return False

    @property
    def _label(self) -> int:
        return WITH_TIMES if self.size.width >= WIDE_FROM else LABEL

    @property
    def _width(self) -> int:
        """Of a cell with the sign before it and the gap behind it."""
        return max(6, (self.size.width - self._label) // max(1, len(self._days)))

    @property
    def _room(self) -> int:
        return max(1, (self.size.height - 1) // 2)

    def _draw(self) -> None:
        if not self.size.width:
            return
        if not self._numbers or not self._days:
            self.put([(Run(fit(f"  {self.empty}", self.size.width)),)])
            return
        if not self._top <= self._row < self._top + self._room:
            self._top = self._row if self._row < self._top else self._row - self._room + 1
        self._top = max(0, min(self._top, len(self._numbers) - self._room))
        heads = "".join(" " + fit(day, self._width - 1) for day in self._days)
        lines: list[Line] = [(Run(fit(" " * self._label + heads, self.size.width)),)]
        for row in range(self._top, min(len(self._numbers), self._top + self._room)):
            lines += self._two_lines(row)
        self.put(lines)
        self.take_cursor()

    def _two_lines(self, row: int) -> list[Line]:
        number = self._numbers[row]
        time = self._times.get(number, "") if self._label == WITH_TIMES else ""
        first, second = ([Run(fit(words, self._label - 1, True) + " ")] for words in (str(number), time))
        for day in range(len(self._days)):
            here = (day, row) == (self._day, self._row)
            text = self.text_at((day + 1, number))
            look = Look.STRONG if here else Look.PLAIN
            sign = ">" if here else "*" if text.taken_up else " "
            first.append(Run(sign + fit(text.first, self._width - 2) + " ", look))
            second.append(Run(("!" if text.clash else " ") + fit(text.second, self._width - 2) + " ", look))
        return [tuple(first), tuple(second)]

    @override
    def take_cursor(self) -> None:
        if not self.has_focus or not self._numbers:
            return
        x, y = self._label + self._day * self._width, 1 + 2 * (self._row - self._top)
        self.app.cursor_position = self.content_region.offset + Offset(x, y)
        self.refresh(Region(x, y, 1, 1))
