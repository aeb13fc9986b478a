"""Papers that are tables: as many pages as they take, the head on each, whose deed it is at the foot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..domain.papers.papers import Stamp
from ..i18n import N_, _
from .fonts import Style
from .page import Canvas, Paper
from .stamps import stamp_line

LEFT, WIDTH = 10.0, 190.0
TOP, BOTTOM = 34.0, 284.0
PRINTED = N_("Printed by: {who}")
_PAD = 1.2


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    title: str
    width: float
    align: str = "L"


@dataclass(frozen=True)
class Look:
    """How large the text of a table is."""

    size: float
    step: float
    """From one line of a cell to the next."""
    bold: frozenset[int] = frozenset()
    """The columns that are read first."""


class Table:
    """A table over as many pages as it takes, its head on each of them."""

    def __init__(self, paper: Paper, columns: Sequence[Column], look: Look, head: tuple[str, str], stamp: Stamp,
                 by: str = PRINTED) -> None:  # fmt: skip
        self._paper = paper
        self._columns = columns
        self._look = look
        self._head = head
        self._stamp = stamp
        self._by = by
        self._number = 0
        self._canvas: Canvas | None = None
        self.y = TOP

    def row(self, values: Sequence[str]) -> None:
        """One line of the table, as high as its longest cell."""
        cells = [
            self._paper.face(self._style(n)).wrap(value, column.width - 2 * _PAD, self._look.size)
            for n, (column, value) in enumerate(zip(self._columns, values, strict=True))
        ]
        height = max(len(lines) for lines in cells) * self._look.step + 1.6
        canvas = self.room(height)
        x = LEFT
        for n, (column, lines) in enumerate(zip(self._columns, cells, strict=True)):
            for place, line in enumerate(lines):
                base, room = self.y + 0.6 + self._look.step * (place + 0.78), column.width - 2 * _PAD
                canvas.text(x + _PAD, base, line, self._style(n), self._look.size, column.align, room)
            x += column.width
        self._rule(canvas, self.y, self.y + height)
        self.y += height

    def heading(self, words: str) -> None:
        """A line over the whole width that says what follows; never alone at the foot of a page."""
        canvas = self.room(16)
        canvas.fitted(LEFT, self.y + 6, words, Style.NARROW_BOLD, self._look.size + 2, WIDTH)
        self.y += 8
        canvas.line(LEFT, self.y, LEFT + WIDTH, self.y)

    def _style(self, column: int) -> Style:
        return Style.NARROW_BOLD if column in self._look.bold else Style.NARROW

    def room(self, height: float) -> Canvas:
        """The paper to draw on where so much room is left; a new page where it is not."""
        if self._canvas is None or self.y + height > BOTTOM:
            self.end()
            self._canvas = self._paper.canvas()
            self._number += 1
            self._top(self._canvas)
        return self._canvas

    def _top(self, canvas: Canvas) -> None:
        canvas.fitted(LEFT, 12, self._head[0], Style.NARROW, 8, WIDTH, gray=0.25)
        canvas.fitted(LEFT, 20, self._head[1], Style.SERIF_BOLD, 14, WIDTH)
        x, height = LEFT, 6.0
        self.y = TOP - 8
        if not any(column.title for column in self._columns):
            return
        for column in self._columns:
            room = column.width - 2 * _PAD
            canvas.fitted(x + _PAD, self.y + 4.2, column.title, Style.NARROW_BOLD, 8, room, column.align)
            x += column.width
        self._rule(canvas, self.y, self.y + height)
        self.y += height

    def _rule(self, canvas: Canvas, top: float, bottom: float) -> None:
        canvas.line(LEFT, top, LEFT + WIDTH, top)
        canvas.line(LEFT, bottom, LEFT + WIDTH, bottom)
        x = LEFT
        canvas.line(x, top, x, bottom)
        for column in self._columns:
            x += column.width
            canvas.line(x, top, x, bottom)

    def end(self) -> None:
        """Finish the page in hand."""
        if self._canvas is None:
            return
        line = stamp_line(self._stamp, self._by)
        self._canvas.fitted(LEFT, 289.6, line, Style.NARROW, 6, WIDTH - 20, gray=0.35)
        page = _("page {number}").format(number=self._number)
        self._canvas.text(LEFT, 289.6, page, Style.NARROW, 6, "R", WIDTH, gray=0.35)
        self._paper.add_page(self._canvas.stream())
        self._canvas = None


def table_paper(title: str, school: str, stamp: Stamp, fonts: Mapping[str, Path] | None) -> Paper:
    """An empty document for tables."""
    paper = Paper(title, school, stamp.when, fonts)
    for style in (Style.SERIF_BOLD, Style.NARROW, Style.NARROW_BOLD):
        paper.face(style)
    return paper
