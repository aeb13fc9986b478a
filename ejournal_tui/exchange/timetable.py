"""The wall timetable: classes across, day and number down, «Англ. яз. 125/126»; and the sheet «Звонки»."""

import re
from collections.abc import Mapping
from datetime import date

from ..domain.errors import Invalid
from ..domain.groups import ClassName
from ..domain.handed_in import BellRow, Problem, SlotRow, TimetableReading
from ..i18n import _
from . import tidy
from .header import SEARCHED, find_list, plain_heading
from .workbook import Sheet, Workbook, address

_DAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота")
_BELLS = {"number": ("", "номер", "урок"), "starts": ("начало",), "ends": ("конец", "окончание")}
_CELL = re.compile(r"(.+?)\s+(\d+[а-я]?(?:/\d+[а-я]?)*)")
_STARTS = re.compile(r"с (\d{2})\.(\d{2})\.(\d{4})")


def read_timetable(book: Workbook, aliases: Mapping[str, str]) -> TimetableReading:
    """The slots and bells of a workbook; `aliases` lead from every spelling of a subject, in lower case."""
    sheet = book.sheet("Расписание") or book.sheets[0]
    head = _head(sheet)
    problems: list[Problem] = []
    classes = _classes(sheet, head, problems)
    slots: list[SlotRow] = []
    weekday = 0
    for row in range(head + 1, len(sheet.rows)):
        heading = plain_heading(sheet.at(row, 0))
        weekday = _DAYS.index(heading) + 1 if heading in _DAYS else weekday
        number = sheet.at(row, 1)
        for column, school_class in classes.items():
            if not tidy.squeezed(sheet.at(row, column)):
                continue
            if not isinstance(number, int) or not weekday:
                problems.append(_problem(sheet, row, 1, _("the lesson's number is expected")))
                break
            slot = _slot(sheet, row, column, school_class, weekday, number, aliases, problems)
            if slot:
                slots.append(slot)
    return TimetableReading(tuple(slots), _bells(book, problems), _valid_from(sheet, head), tuple(problems))


def _problem(sheet: Sheet, row: int, column: int, expected: str, repair: str = "") -> Problem:
    return Problem(sheet.name, address(row, column), tidy.shown(sheet.at(row, column)), expected, repair)


def _head(sheet: Sheet) -> int:
    for row in range(min(SEARCHED, len(sheet.rows))):
        if plain_heading(sheet.at(row, 0)) == "день":
            return row
    raise Invalid(
        _("The sheet “{sheet}” has no row that begins with “День”.").format(sheet=sheet.name),
        _("The wall timetable has the classes across, the day and the number down."),
    )


def _classes(sheet: Sheet, head: int, problems: list[Problem]) -> dict[int, ClassName]:
    found: dict[int, ClassName] = {}
    for column in range(2, len(sheet.rows[head])):
        cell = sheet.at(head, column)
        if cell is None:
            continue
        tidied = tidy.school_class(cell)
        if tidied.expected:
            problems.append(_problem(sheet, head, column, tidied.expected, tidied.repair))
        if tidied.value in found.values():
            problems.append(_problem(sheet, head, column, _("this class stands in the timetable twice")))
        if tidied.value is not None:
            found[column] = tidied.value
    return found


def _slot(
    sheet: Sheet, row: int, column: int, school_class: ClassName, weekday: int, number: int,
    aliases: Mapping[str, str], problems: list[Problem],
) -> SlotRow | None:  # fmt: skip
    match = _CELL.fullmatch(tidy.squeezed(sheet.at(row, column)))
    if not match:
        problems.append(_problem(sheet, row, column, _("a subject and a room are expected, like “Алгебра 128”")))
        return None
    subject = aliases.get(match[1].casefold())
    if subject is None:
        problems.append(_problem(sheet, row, column, _("a subject of the school is expected")))
        return None
    rooms = tuple(match[2].split("/"))
    return SlotRow(school_class, weekday, number, subject, rooms, f"{sheet.name}!{address(row, column)}")


def _bells(book: Workbook, problems: list[Problem]) -> tuple[BellRow, ...]:
    sheet = book.sheet("Звонки")
    if sheet is None:
        raise Invalid(
            _("The workbook has no sheet “{name}”.").format(name="Звонки"),
            _("Add the bells: the number, the beginning and the end of each lesson."),
        )
    found = find_list(sheet, _BELLS, ("starts", "ends"))
    rows = []
    for row in found.rows():
        number = sheet.at(row, 0)
        starts, ends = tidy.clock(found.cell(row, "starts")), tidy.clock(found.cell(row, "ends"))
        found.take(row, "starts", starts)
        found.take(row, "ends", ends)
        if isinstance(number, int) and starts.value and ends.value:
            rows.append(BellRow(number, starts.value, ends.value))
    problems += found.problems
    return tuple(rows)


def _valid_from(sheet: Sheet, head: int) -> date | None:
    for row in range(head):
        match = _STARTS.search(tidy.shown(sheet.at(row, 0)))
        if match:
            day, month, year = map(int, match.groups())
            return date(year, month, day)
    return None
