"""A class journal in a workbook: «Предмет: …», months, days and kinds of work in rows, pupils down (domain 12)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ...domain.attendance.attendance import Absence
from ...domain.errors import Invalid
from ...domain.journal.marks import Mark, Value, read_mark
from ...domain.journal.outside import read_result
from ...domain.workbooks.gradebook import DayCell, DayColumn, GradebookSheet, PeriodCell, PeriodColumn
from ...domain.workbooks.handed_in import Problem, Reading
from ...domain.years.year import Scheme
from ...i18n import _
from ..files.workbook import Sheet, Workbook
from ..tables.table import HEADING_WITHIN, Notes, feet_of, missing, note_surroundings, strays
from ..tables.tidy import cyrillic, fold, shown, squeezed

SUBJECT, GROUP, TEACHER = "Предмет:", "Группа:", "Учитель:"
PLAIN, RESULT = "оц", "итог"
PERIOD_LETTERS = {"т": Scheme.TRIMESTER, "п": Scheme.HALF_YEAR, "ч": Scheme.QUARTER}
"""How a workbook names the columns of periods: «Т1», «П2», «Ч3»."""
_MONTHS, _DAYS, _KINDS = 3, 4, 5
"""Rows beneath that of the subject."""
_NAME, _FIRST = 1, 2
_PERIOD = re.compile(r"([тпч])\s?(\d)")
_LESSON = re.compile(r"урок\s?(\d{1,2})")
_WEIGHTED = re.compile(r".*\(\d+\)")
_SPLIT = re.compile(r"[\s,;/]+")


@dataclass
class _Reader:
    """One sheet being read."""

    notes: Notes
    top: int
    """The row of the subject."""
    year: int
    columns: dict[int, DayColumn | PeriodColumn] = field(default_factory=dict)
    days: list[DayCell] = field(default_factory=list)
    periods: list[PeriodCell] = field(default_factory=list)
    pupils: list[tuple[str, str]] = field(default_factory=list)

    @property
    def sheet(self) -> Sheet:
        """Where it stands."""
        return self.notes.sheet

    def read(self, subjects: Mapping[str, str]) -> GradebookSheet | None:
        """The subject, the group and every cell; None where the sheet does not tell whose it is."""
        subject = subjects.get(fold(self._headed(self.top, SUBJECT)))
        if subject is None:
            self.notes.say(self.top, 0, _("a subject of the school is expected"))
        group = self._headed(self.top + 1, GROUP)
        if not group:
            self.notes.say(self.top + 1, 0, _("the class or the group is expected, like “Группа: 7А”"))
        heading = self.top + _KINDS
        width = max((len(row) for row in self.sheet.rows), default=0)
        for column in range(_FIRST, width):
            self._column(column)
        feet = feet_of(self.sheet, heading, [_NAME])
        note_surroundings(self.notes, heading, [0, _NAME, *self.columns], feet)
        for row in range(heading + 1, len(self.sheet.rows)):
            if row not in feet:
                self._pupil(row)
        if subject is None or not group:
            return None
        where = self.notes.where(self.top + 1, 0)
        return GradebookSheet(subject, group, where, tuple(self.pupils), tuple(self.days), tuple(self.periods))

    def _headed(self, row: int, head: str) -> str:
        """What stands behind «Предмет:», in the same cell or in the next one."""
        words = squeezed(self.sheet.at(row, 0))
        if not words.casefold().startswith(head.casefold()):
            return ""
        return cyrillic(words[len(head) :].strip() or squeezed(self.sheet.at(row, 1)))

    def _column(self, column: int) -> None:
        month, day, kind = (squeezed(self.sheet.at(self.top + n, column)) for n in (_MONTHS, _DAYS, _KINDS))
        filled = any(self.sheet.at(row, column) is not None for row in range(self.top + _KINDS, len(self.sheet.rows)))
        if not (month or day or filled):
            return
        where = self.notes.where(self.top + _MONTHS, column)
        if period := _PERIOD.fullmatch(cyrillic(month).casefold()) or (
            fold(kind) == RESULT and _PERIOD.fullmatch(cyrillic(day).casefold())
        ):
            self.columns[column] = PeriodColumn(PERIOD_LETTERS[period[1]], int(period[2]), where)
            return
        found = self._date(month, day)
        if found is None:
            self.notes.say(self.top + _DAYS, column, _("a month in row 4 and a day in row 5 are expected, or “Т1”"))
            return
        lesson = _LESSON.fullmatch(fold(kind))
        plain = not kind or fold(kind) == PLAIN or lesson
        self.columns[column] = DayColumn(found, "" if plain else kind, int(lesson[1]) if lesson else None, where)

    def _date(self, month: str, day: str) -> date | None:
        if not (month.isdecimal() and day.isdecimal()):
            return None
        try:
            return date(self.year + (int(month) < 9), int(month), int(day))
        except ValueError:
            return None

    def _pupil(self, row: int) -> None:
        filled = [column for column in self.columns if self.sheet.at(row, column) is not None]
        name = cyrillic(squeezed(self.sheet.at(row, _NAME)))
        if not name:
            if filled:
                self.notes.say(row, _NAME, _("the name of the pupil is expected"))
            return
        self.pupils.append((name, self.notes.where(row, _NAME)))
        for column in filled:
            self._cell(row, column, name)

    def _cell(self, row: int, column: int, name: str) -> None:
        told, where = squeezed(self.sheet.at(row, column)), self.notes.where(row, column)
        of = self.columns[column]
        if isinstance(of, PeriodColumn):
            try:
                self.periods.append(PeriodCell(name, of, read_result(told), where))
            except Invalid as wrong:
                self.notes.say(row, column, _("a result is expected: {allowed}").format(allowed=wrong.advice))
            return
        marks, absence, wrong_words = _told(told)
        if wrong_words:
            self.notes.say(row, column, wrong_words)
        elif marks or absence:
            self.days.append(DayCell(name, of, marks, absence, where))


def _told(text: str) -> tuple[tuple[Mark, ...], Absence | None, str]:
    """The marks and the absence of a cell, or what is wrong with it."""
    if _WEIGHTED.fullmatch(text):
        return (), None, _("a mark alone is expected: the weight is that of the kind of work in row 6")
    plain = text if not re.fullmatch(r"[1-5]{2,3}", text) else " ".join(text)
    marks: list[Mark] = []
    absence: Absence | None = None
    for part in filter(None, _SPLIT.split(plain)):
        try:
            if part.casefold() in {letter.value for letter in Absence}:
                absence = Absence(part.casefold())
                continue
            marks.append(read_mark(part))
        except Invalid:
            return (), None, _("marks from 5 to 1 or н, о, б, п in Russian letters are expected")
    if any(mark.value == Value.DEBT for mark in marks):
        return (), None, _("a paper journal has no debts: marks from 5 to 1 are expected")
    if absence is not None and absence.missed and marks:
        return (), None, _("a mark does not stand with “{letter}”: one of the two is expected").format(
            letter=absence.value
        )
    return tuple(marks), absence, ""


def read_gradebook(book: Workbook, aliases: Mapping[str, str], year: int) -> Reading[GradebookSheet]:
    """Every sheet that begins with «Предмет:»; `year` is that of September."""
    subjects = {fold(word): name for word, name in aliases.items()}
    found: list[GradebookSheet] = []
    problems: list[Problem] = []
    known: list[Sheet] = []
    for sheet in book.sheets:
        tops = range(min(HEADING_WITHIN, len(sheet.rows)))
        top = next((n for n in tops if fold(shown(sheet.at(n, 0))).startswith(fold(SUBJECT))), None)
        if top is None:
            continue
        reader = _Reader(Notes(sheet), top, year)
        one = reader.read(subjects)
        known.append(sheet)
        problems += reader.notes.told()
        if one is not None:
            found.append(one)
    if not known:
        return Reading((), (missing(book, "«Предмет: …», «Группа: …»"),))
    return Reading(tuple(found), (*problems, *strays(book, known)))
