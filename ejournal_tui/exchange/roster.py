"""The list of pupils with their guardians, as the school keeps it and as class teachers hand it in."""

import re
from dataclasses import dataclass, field
from datetime import date

from ..domain.groups import ClassName
from ..domain.handed_in import PupilRow, Reading
from ..domain.people import Name
from ..i18n import _
from . import tidy
from .guardians import Guardians
from .table import (
    Headings,
    Notes,
    Table,
    heading_row,
    meaning,
    missing,
    note_declared,
    note_surroundings,
    strays,
)
from .workbook import Sheet, Workbook, address

_PUPILS: Headings = {
    "surname": ("фамилия",),
    "given": ("имя",),
    "patronymic": ("отчество",),
    "name": ("фамилия имя отчество", "фио"),
    "birth": ("дата рождения", "дата рожд"),
    "sex": ("пол",),
    "class": ("класс",),
    "file_number": ("личного дела", "номер личного дела"),
    "enrolled": ("дата зачисления",),
    "language": ("иностранный язык", "язык"),
    "form": ("форма обучения",),
    "phone": ("телефон ученика",),
    "guardian": ("родитель 1", "родитель 2", "фио матери законного представителя", "фио матери", "фио отца"),
    "relation": ("степень родства",),
    "guardian_phone": ("телефон родителя 1", "телефон родителя 2", "тел матери", "тел отца"),
    "guardian_email": ("e mail родителя 1", "e mail родителя 2", "e mail", "эл почта"),
    "informing": ("форма информирования", "эл дневник распечатка"),
}
_NEEDED = ("birth", "sex", "class")
_REPEATED = ("guardian", "relation", "guardian_phone", "guardian_email", "informing")
_YEAR = re.compile(r"\b(20\d\d)\s*/\s*20\d\d\b")
_LEFT = re.compile(r"(выбыл|отчислен|переведен)")
_AGE_AT_FIRST_GRADE = 6
_AGES_APART = 2
"""So many years above or below the usual age are lawful in a class without a question."""


@dataclass
class _List:
    table: Table
    guardians: Guardians
    year: int | None
    rows: list[PupilRow] = field(default_factory=list)
    count: int = 0
    seen: set[tuple[Name, date]] = field(default_factory=set)


def read_pupils(book: Workbook) -> Reading[PupilRow]:
    """The pupils and every problem of the workbook."""
    found = next(((s, r) for s in book.sheets if (r := heading_row(s, _PUPILS, _NEEDED)) is not None), None)
    if found is None:
        return Reading((), (missing(book, "«Фамилия», «Имя», «Дата рождения», «Пол», «Класс»"),))
    listed = _opened(*found)
    for row in listed.table.body():
        _read(listed, row)
    note_declared(listed.table, listed.count)
    return Reading(tuple(listed.rows), listed.table.notes.told() + strays(book, (listed.table.sheet.name,)))


def _opened(sheet: Sheet, heading: int) -> _List:
    notes = Notes(sheet)
    columns: dict[str, int] = {}
    everywhere: list[tuple[str, int]] = []
    for column, cell in enumerate(sheet.rows[heading]):
        key = meaning(_PUPILS, cell)
        if key is None:
            continue
        everywhere.append((key, column))
        if key in columns and key not in _REPEATED:
            notes.say(heading, column, _("each column is expected once"))
        columns.setdefault(key, column)
    note_surroundings(notes, heading, [column for _key, column in everywhere])
    table = Table(notes, heading, columns)
    if "name" in columns:
        notes.say(heading, columns["name"], _("the columns “Фамилия”, “Имя”, “Отчество” are expected"))
    elif not {"surname", "given"} <= columns.keys():
        notes.say(heading, 0, _("the columns “Фамилия”, “Имя”, “Отчество” are expected"))
    if "enrolled" not in columns:
        notes.say(heading, 0, _("a column “Дата зачисления” is expected"))
    return _List(table, Guardians(notes, heading, everywhere), _study_year(table))


def _study_year(table: Table) -> int | None:
    """The year in which the study year begins: the title's, else that of the latest enrolment."""
    for row in table.sheet.rows[: table.heading]:
        for cell in row:
            if match := _YEAR.search(tidy.shown(cell)):
                return int(match[1])
    if "enrolled" not in table.columns:
        return None
    cells = [table.sheet.at(row, table.columns["enrolled"]) for row in table.body()]
    days = [cell for cell in cells if isinstance(cell, date)]
    return max(days).year if days else None


def _read(listed: _List, row: int) -> None:
    table = listed.table
    notes, columns, sheet = table.notes, table.columns, table.sheet
    left = _note_leaver(table, row)
    name = _name(table, row)
    birth = notes.take(tidy.day(sheet.at(row, columns["birth"])), row, columns["birth"])
    patronymic = name.patronymic if name else ""
    sex = notes.take(tidy.sex(sheet.at(row, columns["sex"]), patronymic), row, columns["sex"])
    school_class = notes.take(tidy.school_class(sheet.at(row, columns["class"])), row, columns["class"])
    _note_age(listed, row, birth, school_class)
    enrolled = None
    if "enrolled" in columns:
        enrolled = notes.take(tidy.day(sheet.at(row, columns["enrolled"])), row, columns["enrolled"])
    phone = ""
    if "phone" in columns:
        phone = notes.take(tidy.phone(sheet.at(row, columns["phone"])), row, columns["phone"]) or ""
    words = [_text(table, row, key) for key in ("file_number", "language", "form")]
    guardians = listed.guardians.of(row, told=not left)
    key = "name" if "name" in columns else "surname"
    again = bool(name and birth and (name, birth) in listed.seen)
    if again:
        notes.say(row, columns[key], _("each pupil is expected once, this one stands above"))
    if name and birth:
        listed.seen.add((name, birth))
    listed.count += not (left or again)
    if name and birth and sex and school_class and enrolled:
        file_number, language, form = words
        listed.rows.append(
            PupilRow(
                name,
                birth,
                sex,
                school_class,
                file_number,
                enrolled,
                language,
                form,
                phone,
                guardians,
                table.where(row, key),
            )
        )


def _text(table: Table, row: int, key: str) -> str:
    if key not in table.columns:
        return ""
    column = table.columns[key]
    return table.notes.take(tidy.text(table.sheet.at(row, column)), row, column) or ""


def _note_leaver(table: Table, row: int) -> bool:
    """Note somebody who has left; whether the row is one."""
    gone = False
    for column, cell in enumerate(table.sheet.rows[row]):
        if _LEFT.match(tidy.fold(tidy.shown(cell))):
            table.notes.say(row, column, _("people who study here are expected; take the leaver out"))
            gone = True
    key = "name" if "name" in table.columns else "surname"
    return gone or address(row, table.columns.get(key, 0)) in table.sheet.struck


def _name(table: Table, row: int) -> Name | None:
    notes, columns, sheet = table.notes, table.columns, table.sheet
    if "name" in columns:
        found = notes.take(tidy.name(sheet.at(row, columns["name"])), row, columns["name"])
        if found and not (found.patronymic and " " not in found.patronymic):
            notes.say(
                row, columns["name"], _("a name that is not three words is expected in columns of its own")
            )
        return found
    if not {"surname", "given"} <= columns.keys():
        return None
    surname = notes.take(tidy.name_part(sheet.at(row, columns["surname"])), row, columns["surname"])
    given = notes.take(tidy.name_part(sheet.at(row, columns["given"])), row, columns["given"])
    patronymic: str | None = ""
    if "patronymic" in columns:
        cell = sheet.at(row, columns["patronymic"])
        patronymic = notes.take(tidy.name_part(cell, needed=False), row, columns["patronymic"])
    return Name(surname, given, patronymic) if surname and given and patronymic is not None else None


def _note_age(listed: _List, row: int, birth: date | None, school_class: ClassName | None) -> None:
    if not (listed.year and birth and school_class):
        return
    age = listed.year - birth.year
    if abs(age - _AGE_AT_FIRST_GRADE - school_class.grade) > _AGES_APART:
        expected = _("an age that fits the class is expected, this is {age}").format(age=age)
        listed.table.notes.say(row, listed.table.columns["birth"], expected)
