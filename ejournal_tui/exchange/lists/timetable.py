"""The wall timetable: classes across, day and number down, «Англ. яз. 125/126»; and the table of the bells."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ...domain.groups.groups import ClassName
from ...domain.timetable.timetable import Weeks
from ...domain.workbooks.handed_in import BellRow, SlotRow, TimetableReading
from ...i18n import _
from ..files.workbook import CellValue, Sheet, Workbook
from ..tables import tidy
from ..tables.table import (
    HEADING_WITHIN,
    Headings,
    Notes,
    Table,
    feet_of,
    find_table,
    missing,
    note_surroundings,
    strays,
)

_DAY, _NUMBER, _FIRST_CLASS = 0, 1, 2
DAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота")
_BELLS: Headings = {"number": ("номер", "урок"), "starts": ("начало",), "ends": ("конец", "окончание")}
CELL = re.compile(r"(.+?)\s+(\d+[а-я]?(?:/\d+[а-я]?)*)")
SIGNS = {Weeks.EVERY: "", Weeks.ODD: " (нечёт.)", Weeks.EVEN: " (чёт.)"}
"""How a wall timetable tells lessons of every other week, written behind the room."""
PARTS = re.compile(r"[;\n]")
"""What stands between two lessons of one cell, as between one of odd and one of even weeks."""
_WEEKS = re.compile(r"(.*\S)\s*\(\s*(н?)(?:е?ч[её]т|е?ч|чт)[а-я]*\.?(?:\s*нед[а-я]*\.?)?\s*\)", re.IGNORECASE)
_STARTS = re.compile(r"\bс (\d{1,2}\.\d{1,2}\.\d{4})")


@dataclass
class _Wall:
    notes: Notes
    heading: int
    subjects: Mapping[str, str]
    feet: frozenset[int] = frozenset()
    slots: list[SlotRow] = field(default_factory=list)
    seen: set[tuple[int, int]] = field(default_factory=set)

    @property
    def sheet(self) -> Sheet:
        """Where the timetable stands."""
        return self.notes.sheet


def is_timetable(book: Workbook) -> bool:
    """Whether a workbook is a wall timetable."""
    return any(_heading(sheet) is not None for sheet in book.sheets)


def read_timetable(book: Workbook, aliases: Mapping[str, str]) -> TimetableReading:
    """The slots and bells that can be told; `aliases` lead from every spelling of a subject to its full name."""
    found = next(((s, row) for s in book.sheets if (row := _heading(s)) is not None), None)
    bells = find_table(book, _BELLS, ("number", "starts", "ends"))
    if found is None:
        return TimetableReading((), (), None, (missing(book, "«День», «№», «1А», «1Б» …"),))
    wall = _Wall(Notes(found[0]), found[1], {tidy.fold(word): name for word, name in aliases.items()})
    wall.feet = feet_of(wall.sheet, wall.heading, ())
    note_surroundings(wall.notes, wall.heading, range(len(wall.sheet.rows[wall.heading])), wall.feet)
    starts = _valid_from(wall)
    _read_slots(wall)
    if bells is None:
        problems = (*wall.notes.told(), missing(book, "«№», «Начало», «Конец»"))
        return TimetableReading(tuple(wall.slots), (), starts, problems)
    rows = _bells(bells)
    problems = wall.notes.told() + bells.notes.told() + strays(book, [wall.sheet, bells.sheet])
    return TimetableReading(tuple(wall.slots), rows, starts, problems)


def _heading(sheet: Sheet) -> int | None:
    rows = range(min(HEADING_WITHIN, len(sheet.rows)))
    return next((row for row in rows if tidy.fold(tidy.shown(sheet.at(row, _DAY))) == "день"), None)


def _valid_from(wall: _Wall) -> date | None:
    for row in range(wall.heading):
        for column, cell in enumerate(wall.sheet.rows[row]):
            match = _STARTS.search(tidy.squeezed(cell))
            if not match:
                continue
            found = tidy.day(match[1])
            if found.value is None:
                wall.notes.say(row, column, found.expected)
            return found.value
    return None


def _classes(wall: _Wall) -> dict[int, ClassName]:
    found: dict[int, ClassName] = {}
    for column in range(_FIRST_CLASS, len(wall.sheet.rows[wall.heading])):
        cell = wall.sheet.at(wall.heading, column)
        if cell is None:
            continue
        name = wall.notes.take(tidy.school_class(cell), wall.heading, column)
        if name in found.values():
            wall.notes.say(wall.heading, column, _("this class stands in the timetable twice"))
        elif name is not None:
            found[column] = name
    return found


def _read_slots(wall: _Wall) -> None:
    classes = _classes(wall)
    weekday: int | None = None
    for row in range(wall.heading + 1, len(wall.sheet.rows)):
        if row in wall.feet:
            continue
        words = wall.sheet.at(row, _DAY)
        if words is not None:
            weekday = wall.notes.take(_weekday(words), row, _DAY)
        filled = [column for column in classes if wall.sheet.at(row, column) is not None]
        if not filled:
            continue
        number = wall.notes.take(tidy.lesson_number(wall.sheet.at(row, _NUMBER)), row, _NUMBER)
        if number is None or weekday is None:
            continue
        if (weekday, number) in wall.seen:
            wall.notes.say(row, _NUMBER, _("this lesson of the day stands above"))
            continue
        wall.seen.add((weekday, number))
        for column in filled:
            _read_slot(wall, row, column, classes[column], weekday, number)


def _weekday(cell: CellValue) -> tidy.Tidied[int]:
    word = tidy.fold(tidy.shown(cell))
    if word not in DAYS:
        return tidy.Tidied(None, _("a day of the week is expected"))
    return tidy.Tidied(DAYS.index(word) + 1)


def _read_slot(wall: _Wall, row: int, column: int, name: ClassName, weekday: int, number: int) -> None:
    for part in filter(None, map(tidy.squeezed, PARTS.split(tidy.shown(wall.sheet.at(row, column))))):
        words, weeks = weeks_of(part)
        match = CELL.fullmatch(words)
        if not match:
            wall.notes.say(row, column, _("a subject and a room are expected, like “Алгебра 128”"))
            return
        subject = wall.subjects.get(tidy.fold(match[1]))
        if subject is None:
            wall.notes.say(row, column, _("a subject of the school is expected"))
            return
        where = wall.notes.where(row, column)
        wall.slots.append(SlotRow(name, weekday, number, subject, tuple(match[2].split("/")), where, weeks))


def weeks_of(words: str) -> tuple[str, Weeks]:
    """What is held, and in which weeks: «Музыка 101 (нечёт.)»."""
    match = _WEEKS.fullmatch(words)
    if not match:
        return words, Weeks.EVERY
    return match[1], Weeks.ODD if match[2] else Weeks.EVEN


def _bells(table: Table) -> tuple[BellRow, ...]:
    rows: dict[int, BellRow] = {}
    for line in table.body():
        number = line.read("number", tidy.lesson_number)
        starts, ends = line.read("starts", tidy.clock), line.read("ends", tidy.clock)
        if number in rows:
            line.say("number", _("this lesson of the day stands above"))
        elif number is not None and starts and ends:
            rows[number] = BellRow(number, starts, ends, line.place().of("number"))
    return tuple(rows.values())
