"""The days of a weekly sheet: two columns of tables that always find room on half a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..domain.papers.papers import SheetDay, SheetLesson, WeeklySheets
from ..domain.text.words import bare, capital, day_month, weekday_long
from ..i18n import N_, _
from .fonts import Style
from .page import Canvas, Paper

_COLUMNS = (8.0, 107.5)
_WIDTH = 94.5
_TOP, _BOTTOM = 16.8, 106.4
_NUMBER, _SUBJECT, _MARK, _ABSENCE = 4.0, 22.0, 9.0, 6.0
_HEAD, _GAP, _FREE = 3.5, 0.9, 4.6
_LINE, _PAD = 2.75, 0.42
_LEAST_SPARE = 14.0


Box = tuple[float, float, float, float]
"""x, y, width, height."""


@dataclass(frozen=True)
class WeekFrame:
    """Where a pupil's own marks go, lesson by lesson, and which room the days left over."""

    cells: tuple[tuple[float, float, float], ...]
    """Left edge of the marks, left edge of the absence, base line."""
    mark_width: float
    absence_width: float
    spare: Box | None
    """The empty end of the second column, where it is worth using."""


@dataclass(frozen=True)
class _Row:
    """One lesson laid out."""

    lesson: SheetLesson
    note: str
    lines: tuple[str, ...]
    """The homework; the first line begins after the note."""
    size: float
    note_size: float
    indent: float


def draw_week(
    paper: Paper, canvas: Canvas, sheets: WeeklySheets, days: Sequence[Sequence[SheetLesson]]
) -> WeekFrame:
    """Draw the tables of the days, first half of the week left, the rest right."""
    left = (len(sheets.days) + 1) // 2
    drawing = _Drawing(paper, canvas, sheets.markless)
    halves = (
        zip(sheets.days[:left], days[:left], strict=True),
        zip(sheets.days[left:], days[left:], strict=True),
    )
    bottom = _TOP
    for x, half in zip(_COLUMNS, halves, strict=True):
        bottom = drawing.column(x, list(half))
    room = _BOTTOM - bottom
    spare = (_COLUMNS[1], bottom, _WIDTH, room) if room >= _LEAST_SPARE else None
    return WeekFrame(tuple(drawing.cells), _MARK, _ABSENCE, spare)


class _Drawing:
    """The tables being drawn."""

    def __init__(self, paper: Paper, canvas: Canvas, markless: bool) -> None:
        self._narrow = paper.face(Style.NARROW)
        self._bold = paper.face(Style.NARROW_BOLD)
        self._canvas = canvas
        self._mark = 0.0 if markless else _MARK
        self._homework = _WIDTH - _NUMBER - _SUBJECT - self._mark - _ABSENCE
        self.cells: list[tuple[float, float, float]] = []

    def column(self, x: float, days: Sequence[tuple[SheetDay, Sequence[SheetLesson]]]) -> float:
        """Draw the days beneath each other; returns where they end."""
        lessons = [lesson for _day, mine in days for lesson in mine]
        room = _BOTTOM - _TOP - len(days) * (_HEAD + _GAP) - _FREE * sum(not mine for _day, mine in days)
        laid = self._rows(lessons, room)
        extra = max(0.0, min(0.9, (room - sum(map(_height, laid))) / max(1, len(laid))))
        remaining, y = iter(laid), _TOP
        for day, mine in days:
            y = self._day(x, y, day, [next(remaining) for _lesson in mine], extra) + _GAP
        self._heads(x)
        return y

    def _rows(self, lessons: Sequence[SheetLesson], room: float) -> list[_Row]:
        """The lessons with two lines of homework where there is room, the longest first; else with one."""
        for size in (6.9, 6.4):
            rows = [self._row(lesson, size, 2) for lesson in lessons]
            if sum(map(_height, rows)) <= room:
                return rows
        short = [self._row(lesson, 6.4, 1) for lesson in lessons]
        left = room - sum(map(_height, short))
        wanting = [n for n, row in enumerate(rows) if len(row.lines) > 1]
        for n in sorted(wanting, key=lambda n: -len(lessons[n].homework or "")):
            if left >= _LINE:
                short[n] = rows[n]
                left -= _LINE
        return short

    def _row(self, lesson: SheetLesson, size: float, most: int) -> _Row:
        width = self._homework - 1.4
        note, note_size = self._bold.fit(lesson.note, width, size) if lesson.note else ("", size)
        text = lesson.homework or ("" if lesson.homework is None or lesson.cancelled else _("not set"))
        indent = self._bold.width(note, note_size) + 1.2 if note else 0.0
        lines = self._narrow.wrap(text, width, size, indent) if text else ("",)
        shown = self._narrow.clip(lines, most, width if most > 1 else width - indent, size)
        return _Row(lesson, note, shown, size, note_size, indent)

    def _day(self, x: float, y: float, day: SheetDay, rows: Sequence[_Row], extra: float) -> float:
        canvas, top = self._canvas, y
        canvas.rect(x, y, _WIDTH, _HEAD, 0.88)
        title = _("{weekday}, {date}").format(weekday=capital(weekday_long(day.day)), date=day_month(day.day))
        canvas.text(x + 1, y + 2.65, title, Style.NARROW_BOLD, 7.6)
        y += _HEAD
        if not rows:
            canvas.line(x, y, x + _WIDTH, y, 0.12)
            reason = day.free_because or _("no lessons")
            canvas.fitted(x + 2, y + 3.05, reason, Style.SERIF, 7.4, _WIDTH - 4, "C", 0.2)
            canvas.box(x, top, _WIDTH, _HEAD + _FREE)
            return y + _FREE
        absence_x = x + _WIDTH - _ABSENCE
        marks_x = absence_x - self._mark
        start = y
        for row in rows:
            canvas.line(x, y, x + _WIDTH, y, 0.12)
            base = y + 2.32 + extra / 2
            self._lesson(x, base, row)
            self.cells.append((marks_x, absence_x, base))
            y += _height(row) + extra
        for edge in sorted({x + _NUMBER, x + _NUMBER + _SUBJECT, marks_x, absence_x}):
            canvas.line(edge, start, edge, y, 0.12)
        canvas.box(x, top, _WIDTH, y - top)
        return y

    def _heads(self, x: float) -> None:
        """Name the last two columns in the topmost bar."""
        absence_x = x + _WIDTH - _ABSENCE
        if self._mark:
            canvas_x = absence_x - self._mark
            self._canvas.fitted(
                canvas_x, _TOP + 2.55, bare(N_("paper|mark")), Style.NARROW, 5.8, self._mark, "C"
            )
        self._canvas.fitted(absence_x, _TOP + 2.55, bare(N_("paper|abs.")), Style.NARROW, 5.8, _ABSENCE, "C")

    def _lesson(self, x: float, y: float, row: _Row) -> None:
        canvas, lesson = self._canvas, row.lesson
        gray = 0.45 if lesson.cancelled else 0.0
        canvas.text(x, y, lesson.number_text, Style.NARROW, 6.9, "C", _NUMBER, gray)
        shown, size = self._narrow.fit(lesson.subject, _SUBJECT - 1.4, 6.9)
        canvas.text(x + _NUMBER + 0.7, y, shown, Style.NARROW, size, gray=gray)
        if lesson.cancelled:
            end = x + _NUMBER + 0.7 + self._narrow.width(shown, size)
            canvas.line(x + _NUMBER + 0.7, y - 0.8, end, y - 0.8, 0.18)
        at = x + _NUMBER + _SUBJECT + 0.7
        if row.note:
            canvas.text(at, y, row.note, Style.NARROW_BOLD, row.note_size)
        gray = 0.0 if lesson.homework else 0.45
        for n, line in enumerate(row.lines):
            canvas.text(at + (0 if n else row.indent), y + n * _LINE, line, Style.NARROW, row.size, gray=gray)


def _height(row: _Row) -> float:
    return len(row.lines) * _LINE + _PAD
