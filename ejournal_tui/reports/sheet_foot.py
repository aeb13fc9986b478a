"""The lower part of a weekly sheet: standings, chart, missed lessons, remarks, signatures."""

from itertools import groupby

from ..domain.attendance.attendance import Absence
from ..domain.journal.marks import Mark, Value
from ..domain.papers.papers import Missed, PupilWeek, SubjectStanding, WeeklySheets
from ..domain.text.words import bare, decimal, month_letter
from ..i18n import N_, _
from .fonts import Style
from .page import Canvas, Paper
from .sheet_days import Box

_LEFT, _WIDTH = 8.0, 194.0
_TOP = 109.6
_COLUMNS, _COLUMN, _STANDINGS, _ROW = 3, 50.0, 16.6, 2.75
_AVERAGE, _FORECAST, _DEBTS, _RISK = 11.0, 10.0, 8.0, 2.2
_CHART_X, _CHART_Y, _CHART_WIDTH, _CHART_HEIGHT = 164.0, 111.6, 38.0, 11.5
_MISSED, _REMARKS = 129.6, 132.6
_SIGNED, _SIGNED_CLOSE = (135.6, 140.5), (138.2, 140.8)
"""The two lines of signatures: with room to write above each, or closer where the remarks stand above them."""
_LINE, _RULE = 2.85, 5.6
_SPARE_TITLE = 4.6
_LETTERS = {
    Absence.ABSENT: N_("paper|absent"),
    Absence.LATE: N_("paper|late"),
    Absence.ILL: N_("paper|ill"),
    Absence.EXCUSED: N_("paper|excused"),
}


class Foot:
    """Draws the lower parts of the sheets of one class."""

    def __init__(self, paper: Paper, sheets: WeeklySheets) -> None:
        self._narrow = paper.face(Style.NARROW)
        self._bold = paper.face(Style.NARROW_BOLD)
        self._sheets = sheets
        self._charted = len(sheets.months) > 1 and not sheets.markless
        self._forecast = _("forecast {mark}")
        self._debts = _("owes {count}")
        self._missed = _("Lessons missed in the week: {total}, ill {ill}, excused {excused}; late {late}.")
        self._remarks = _("Remarks of the teachers, messages to the family:")

    def draw_shared(self, canvas: Canvas, spare: Box | None) -> None:
        """What every sheet of the class carries."""
        self._legend(canvas)
        self._signatures(canvas, *(_SIGNED if spare else _SIGNED_CLOSE))
        if self._sheets.markless:
            return
        title = _("{period}: average (number of marks), forecast of the result, works owed")
        title = title.format(period=self._sheets.period_title)
        canvas.fitted(_LEFT, _TOP, title, Style.NARROW_BOLD, 7, _COLUMN * _COLUMNS)
        if self._charted:
            self._axes(canvas)

    def _signatures(self, canvas: Canvas, upper: float, lower: float) -> None:
        teacher = _("Class teacher ____________________ / {name} /").format(name=self._sheets.class_teacher)
        canvas.fitted(_LEFT, upper, teacher, Style.NARROW, 7.5, 84)
        handed = _("Handed out on ____.____.______ to (pupil, parent) __________________ signature ______________")
        canvas.fitted(_LEFT + 86, upper, handed, Style.NARROW, 7.5, 108, "R")
        seen = _("Seen. Signature of the parent (guardian) ______________________________ date ____.____.______")
        canvas.fitted(_LEFT + 60, lower, seen, Style.NARROW, 7.5, 134, "R")

    def draw_own(self, canvas: Canvas, pupil: PupilWeek, spare: Box | None) -> None:
        """What belongs to this pupil; remarks go where the week left room, else into two lines."""
        canvas.fitted(_LEFT, _MISSED, self._missed_words(pupil.missed), Style.NARROW, 7, 84)
        if not self._sheets.markless:
            self._standings(canvas, pupil.subjects)
            if self._charted:
                self._trend(canvas, pupil.trend)
        told = (*pupil.remarks, *self._debt_words(pupil))
        if spare:
            self._remarks_aside(canvas, told, spare)
        else:
            self._remarks_below(canvas, told)

    def _debt_words(self, pupil: PupilWeek) -> tuple[str, ...]:
        """Which works are owed until when, in one sentence."""
        owed = "; ".join(debt.words for debt in pupil.debts)
        return (_("Works to make up: {works}.").format(works=owed),) if owed else ()

    def _missed_words(self, missed: Missed) -> str:
        return self._missed.format(
            total=missed.total, ill=missed.ill, excused=missed.excused, late=missed.late
        )

    def _legend(self, canvas: Canvas) -> None:
        letters = [f"{absence.value} – {bare(words)}" for absence, words in _LETTERS.items()]
        if not self._sheets.markless:
            letters.append(_("{letter} – a work is owed").format(letter=Mark(Value.DEBT).text))
        text, danger = " · ".join(letters), "" if self._sheets.markless else _("the result is in danger")
        x, room = _LEFT + 88, _WIDTH - 88
        tail = self._narrow.width(f"– {danger}", 6.6) + 4.6 if danger else 0.0
        canvas.fitted(x, _MISSED, text, Style.NARROW, 6.6, room - tail, "R", 0.25)
        if danger:
            canvas.triangle(x + room - tail + 2, _MISSED, 1.9)
            canvas.text(x, _MISSED, f"– {danger}", Style.NARROW, 6.6, "R", room, 0.25)

    def _standings(self, canvas: Canvas, subjects: tuple[SubjectStanding, ...]) -> None:
        rows = max(1, -(-len(subjects) // _COLUMNS), int(_STANDINGS / _ROW) if len(subjects) > 12 else 0)
        pitch = min(_ROW, _STANDINGS / rows)
        size = min(6.9, pitch * 2.5)
        debts = _DEBTS if any(standing.debts for standing in subjects) else 0.0
        room = _COLUMN - 3 - _RISK - _AVERAGE - _FORECAST - debts
        for n, standing in enumerate(subjects):
            column, row = divmod(n, rows)
            x, y = _LEFT + column * _COLUMN, _TOP + 3.1 + row * pitch
            self._standing(canvas, x, y, standing, size, room)

    def _standing(
        self, canvas: Canvas, x: float, y: float, standing: SubjectStanding, size: float, room: float
    ) -> None:
        style = Style.NARROW_BOLD if standing.risk else Style.NARROW
        if standing.risk:
            canvas.triangle(x, y, 1.8)
        canvas.fitted(x + _RISK, y, standing.subject, style, size, room - 1)
        x += _RISK + room
        if standing.average is not None:
            average = f"{decimal(standing.average)} ({standing.count})"
            canvas.fitted(x, y, average, style, size, _AVERAGE, "R")
        if standing.forecast is not None:
            forecast = self._forecast.format(mark=standing.forecast)
            canvas.fitted(x + _AVERAGE + 1, y, forecast, style, size, _FORECAST - 1)
        if standing.debts:
            debts = self._debts.format(count=standing.debts)
            canvas.fitted(x + _AVERAGE + _FORECAST + 0.6, y, debts, style, size, _DEBTS - 0.6)

    def _axes(self, canvas: Canvas) -> None:
        title = _("Average by month")
        canvas.fitted(_CHART_X, _TOP, title, Style.NARROW, 6.2, _CHART_WIDTH)
        low = _CHART_Y + _CHART_HEIGHT
        canvas.line(_CHART_X, low, _CHART_X + _CHART_WIDTH, low, 0.12)
        canvas.line(_CHART_X, _CHART_Y, _CHART_X, low, 0.12)
        for mark in (2, 3, 4, 5):
            y = _level(mark * 1000)
            canvas.text(_CHART_X - 2.4, y + 0.7, str(mark), Style.NARROW, 5.2, "C", 1.8)
            if mark > 2:
                canvas.line(_CHART_X, y, _CHART_X + _CHART_WIDTH, y, 0.08, "1 2")
        for x, month in zip(self._stops(), self._sheets.months, strict=True):
            canvas.text(x - 2, low + 2.3, month_letter(month), Style.NARROW, 5.4, "C", 4)

    def _stops(self) -> list[float]:
        step = (_CHART_WIDTH - 6) / (len(self._sheets.months) - 1)
        return [_CHART_X + 2 + n * step for n in range(len(self._sheets.months))]

    def _trend(self, canvas: Canvas, trend: tuple[int | None, ...]) -> None:
        points = [(x, value) for x, value in zip(self._stops(), trend, strict=False)]
        for known, stretch in groupby(points, key=lambda point: point[1] is not None):
            if not known:
                continue
            places = [(x, _level(value)) for x, value in stretch if value is not None]
            if len(places) > 1:
                canvas.polyline(places, 0.35)
            for place in places:
                canvas.dot(*place, 0.55)
        for x, value in reversed(points):
            if value is not None:
                y = _level(value)
                above = y - 1.2 if y > _CHART_Y + 2 else y + 2.9
                canvas.text(x - 5, above, decimal(value), Style.NARROW_BOLD, 6, "C", 10)
                return

    def _remarks_aside(self, canvas: Canvas, remarks: tuple[str, ...], spare: Box) -> None:
        """A box with what is printed and, beneath it, lines to write on."""
        x, y, width, height = spare
        lines = [line for remark in remarks for line in self._narrow.wrap(remark, width - 2.4, 6.9)]
        most = int((height - _SPARE_TITLE) / _LINE)
        shown = self._narrow.clip(lines, most, width - 2.4, 6.9)
        canvas.box(x, y, width, height, 0.12)
        canvas.fitted(x + 1, y + 3, self._remarks, Style.NARROW_BOLD, 7, width - 2)
        for n, line in enumerate(shown):
            canvas.text(x + 1, y + 6.2 + n * _LINE, line, Style.NARROW, 6.9)
        rule = y + _SPARE_TITLE + len(shown) * _LINE + _RULE
        while rule < y + height - 1:
            canvas.line(x + 1, rule, x + width - 1, rule, 0.08)
            rule += _RULE

    def _remarks_below(self, canvas: Canvas, remarks: tuple[str, ...]) -> None:
        """Two lines: of what is printed, or to write on."""
        text = " ".join((self._remarks, *remarks))
        lines = self._bold.clip(self._bold.wrap(text, _WIDTH, 6.8), 2, _WIDTH, 6.8)
        for n, line in enumerate(lines):
            canvas.text(_LEFT, _REMARKS + n * _LINE, line, Style.NARROW_BOLD, 6.8)
        if len(lines) == 1:
            start = _LEFT + self._bold.width(text, 6.8) + 1
            canvas.line(start, _REMARKS + 0.4, _LEFT + _WIDTH, _REMARKS + 0.4, 0.08)
            canvas.line(_LEFT, _REMARKS + _LINE + 0.4, _LEFT + _WIDTH, _REMARKS + _LINE + 0.4, 0.08)


def _level(thousandths: int) -> float:
    share = (min(5000, max(2000, thousandths)) - 2000) / 3000
    return _CHART_Y + _CHART_HEIGHT * (1 - share)
