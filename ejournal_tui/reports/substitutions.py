"""The sheet of changes for the wall, and the register of missed and substituted lessons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..domain.papers import Stamp
from ..domain.substitution_papers import Register, WallSheet
from ..domain.words import capital, date_range, day_month_year, decimal, full_date, weekday_long
from ..i18n import _
from .fonts import Style
from .page import Canvas, Paper
from .stamps import stamp_line

LEFT, WIDTH = 10.0, 190.0
TOP, BOTTOM = 34.0, 284.0
_PAD = 1.2


@dataclass(frozen=True)
class _Column:
    title: str
    width: float
    align: str = "L"


@dataclass(frozen=True)
class _Look:
    size: float
    step: float
    """From one line of a cell to the next."""
    bold: frozenset[int] = frozenset()
    """The columns that are read first."""


class _Table:
    """A table over as many pages as it takes, its head on each of them."""

    def __init__(self, paper: Paper, columns: Sequence[_Column], look: _Look, head: tuple[str, str], stamp: Stamp):
        self._paper = paper
        self._columns = columns
        self._look = look
        self._head = head
        self._stamp = stamp
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
        line = stamp_line(self._stamp)
        self._canvas.fitted(LEFT, 289.6, line, Style.NARROW, 6, WIDTH - 20, gray=0.35)
        page = _("page {number}").format(number=self._number)
        self._canvas.text(LEFT, 289.6, page, Style.NARROW, 6, "R", WIDTH, gray=0.35)
        self._paper.add_page(self._canvas.stream())
        self._canvas = None


def _paper(title: str, school: str, stamp: Stamp, fonts: Mapping[str, Path] | None) -> Paper:
    paper = Paper(title, school, stamp.when, fonts)
    for style in (Style.SERIF_BOLD, Style.NARROW, Style.NARROW_BOLD):
        paper.face(style)
    return paper


def wall_sheet_pdf(sheet: WallSheet, fonts: Mapping[str, Path] | None = None) -> bytes:
    """What is different on a day, large enough for a wall."""
    paper = _paper(_("Changes of the timetable"), sheet.school, sheet.stamp, fonts)
    title = _("Changes of the timetable: {day}").format(
        day=f"{weekday_long(sheet.day)}, {day_month_year(sheet.day)}"
    )
    columns = (
        _Column(_("no."), 10, "C"), _Column(_("time"), 24, "C"), _Column(_("class"), 22), _Column(_("instead of"), 58),
        _Column(_("there will be"), 62), _Column(_("room"), 14, "C"),
    )  # fmt: skip
    table = _Table(paper, columns, _Look(11, 4.8, frozenset({0, 2, 4})), (sheet.school, title), sheet.stamp)
    for line in sheet.lines:
        table.row((
            str(line.number), line.time, line.class_name, line.instead, capital(line.becomes), line.room
        ))  # fmt: skip
    if not sheet.lines:
        canvas = table.room(10)
        canvas.text(LEFT, table.y + 8, _("The lessons of this day are held by the timetable."), Style.NARROW, 11)
    table.end()
    return paper.pdf()


def register_pdf(register: Register, fonts: Mapping[str, Path] | None = None) -> bytes:
    """The register of a stretch of days, a line a lesson, with what each substitute is paid for at its end."""
    title = _("Register of missed and substituted lessons")
    paper = _paper(title, register.school, register.stamp, fonts)
    head = f"{register.school} · {date_range(register.first, register.last)}"
    columns = (
        _Column(_("date"), 15), _Column(_("no."), 7, "C"), _Column(_("substituted teacher"), 30),
        _Column(_("subject"), 22), _Column(_("class"), 13), _Column(_("reason"), 26),
        _Column(_("substitute"), 30), _Column(_("subject"), 22), _Column(_("coefficient"), 10, "C"),
        _Column(_("signed"), 15),
    )  # fmt: skip
    table = _Table(paper, columns, _Look(8, 3.4), (head, title), register.stamp)
    for line in register.lines:
        table.row((
            full_date(line.day), str(line.number), line.absent, line.subject, line.class_name, line.reason,
            line.substitute, line.kept_subject, "" if line.share is None else decimal(line.share, 1), "",
        ))  # fmt: skip
    _totals(table, register)
    table.end()
    return paper.pdf()


def _totals(table: _Table, register: Register) -> None:
    totals = register.totals()
    canvas = table.room(14)
    if not totals:
        said = _("Nobody kept a lesson of another by order in these days.")
        canvas.text(LEFT, table.y + 8, said, Style.NARROW, 9)
        return
    canvas.text(LEFT, table.y + 8, _("Lessons kept by substitutes:"), Style.NARROW_BOLD, 9)
    table.y += 9
    for name, count, share in totals:
        canvas = table.room(6)
        words = _("{name}: lessons {count}, to be paid {share}").format(
            name=name, count=count, share=decimal(share, 1)
        )
        canvas.fitted(LEFT + 4, table.y + 4.5, words, Style.NARROW, 9, WIDTH - 4)
        table.y += 5
