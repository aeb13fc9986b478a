"""The list of pupils with their guardians, as the school keeps it and as class teachers hand it in."""

import re
from dataclasses import dataclass, field
from datetime import date

from ...domain.groups.groups import ClassName
from ...domain.people.people import Name
from ...domain.workbooks.handed_in import Fault, LeaverRow, PupilReading, PupilRow
from ...i18n import _
from ..files.naming import address, letters
from ..files.workbook import CellValue, Workbook
from ..tables import tidy
from ..tables.table import Headings, Line, Table, find_table, heading_row, missing, note_declared, strays
from .guardians import Guardians

_PUPILS: Headings = {
    "surname": ("фамилия",),
    "given": ("имя",),
    "patronymic": ("отчество",),
    "name": (
        *(f"{words}{whose}" for words in ("фамилия имя отчество", "фио", "ф и о")
          for whose in ("", " ученика", " обучающегося", " учащегося")),
    ),
    "birth": ("дата рождения", "дата рожд", "день рождения", "д р"),
    "sex": ("пол", "пол м ж"),
    "class": ("класс",),
    "file_number": ("личного дела", "номер личного дела"),
    "enrolled": ("дата зачисления",),
    "language": ("иностранный язык", "язык", "ин яз", "иностр язык"),
    "form": ("форма обучения",),
    "phone": ("телефон ученика", "тел ученика"),
    "guardian": (
        *(f"родитель {n}" for n in range(1, 5)), "фио матери законного представителя", "фио матери", "фио отца", "мать",
        "отец", "мать фио", "отец фио",
    ),
    "relation": ("степень родства",),
    "guardian_phone": (*(f"телефон родителя {n}" for n in range(1, 5)), "тел матери", "тел отца", "телефон матери",
        "телефон отца"),
    "guardian_email": (*(f"e mail родителя {n}" for n in range(1, 5)), "e mail", "эл почта", "электронная почта"),
    "informing": ("форма информирования", "эл дневник распечатка", "способ информирования"),
}
_NEEDED = ("birth", "sex", "class")
_REPEATED = ("guardian", "relation", "guardian_phone", "guardian_email", "informing")
_YEAR = re.compile(r"\b(20\d\d)\s*/\s*20\d\d\b")
_LEFT = re.compile(r"(выбыл|отчислен|переведен)")
_HINT = re.compile(r"вы|отч|пер", re.IGNORECASE)
_LEFT_ON = re.compile(r"(?:выбыл|отчислен|переведен)\D*(\d{1,2} \d{1,2} (?:\d{4}|\d{2}))\b")
_AGE_AT_FIRST_GRADE = 6
_AGES_APART = 2
"""So many years above or below the usual age are lawful in a class without a question."""


@dataclass
class _List:
    table: Table
    guardians: Guardians
    year: int
    rows: list[PupilRow] = field(default_factory=list)
    leavers: list[LeaverRow] = field(default_factory=list)
    count: int = 0
    seen: set[tuple[Name, date]] = field(default_factory=set)
    of_class: dict[tuple[str, int], ClassName] = field(default_factory=dict)


def is_pupils(book: Workbook) -> bool:
    """Whether a workbook is a list of pupils."""
    return any(heading_row(sheet, _PUPILS, _NEEDED) is not None for sheet in book.sheets)


def read_pupils(book: Workbook, year: int) -> PupilReading:
    """The pupils that can be told and every problem of the workbook; the study year begins in `year`."""
    table = find_table(book, _PUPILS, _NEEDED, _REPEATED)
    if table is None:
        return PupilReading((), (missing(book, "«Фамилия», «Имя», «Дата рождения», «Пол», «Класс»"),))
    _note_missing(table)
    _note_year(table, year)
    listed = _List(table, Guardians(table), year)
    for line in table.body():
        _read(listed, line)
    note_declared(table, listed.count)
    return PupilReading(
        tuple(listed.rows), table.notes.told() + strays(book, [table.sheet]), listed.of_class, tuple(listed.leavers)
    )


def _note_missing(table: Table) -> None:
    notes, columns = table.notes, table.columns
    if "name" in columns:
        notes.say(table.heading, columns["name"], _("the columns “Фамилия”, “Имя”, “Отчество” are expected"))
    elif not {"surname", "given"} <= columns.keys():
        notes.say_of_heading(table.heading, _("the columns “Фамилия”, “Имя”, “Отчество” are expected"))
    if "enrolled" not in columns:
        notes.say_of_heading(table.heading, _("a column “Дата зачисления” is expected"))


def _note_year(table: Table, year: int) -> None:
    """Note a title that names another study year."""
    for row in range(table.heading):
        for column, cell in enumerate(table.sheet.rows[row]):
            match = _YEAR.search(tidy.shown(cell))
            if match and int(match[1]) != year:
                expected = _("a list of the study year {year} is expected").format(year=f"{year}/{year + 1}")
                table.notes.say(row, column, expected)


def _read(listed: _List, line: Line) -> None:
    left = _note_leaver(line)
    name = _name(line)
    birth = line.read("birth", tidy.day)
    sex = line.read("sex", lambda cell: tidy.sex(cell, name.patronymic if name else ""))
    school_class = line.read("class", tidy.school_class)
    if school_class:
        listed.of_class[line.row_place] = school_class
    _note_age(listed, line, birth, school_class)
    enrolled = line.read("enrolled", tidy.day)
    phone = line.read("phone", tidy.phone)
    language = line.read("language", tidy.language)
    file_number, form = (line.read(key, tidy.text) for key in ("file_number", "form"))
    guardians = listed.guardians.of(line, told=not left)
    again = bool(name and birth and (name, birth) in listed.seen)
    if again:
        line.say(_named(line), _("each pupil is expected once, this one stands above"), Fault.TWICE)
    if name and birth:
        listed.seen.add((name, birth))
    listed.count += not (left or again)
    if left and name and birth and school_class:
        listed.leavers.append(LeaverRow(name, birth, school_class, _told_day(line), line.place()))
    if name and birth and school_class and not (left or again):
        listed.rows.append(
            PupilRow(
                name, birth, sex or "", school_class, file_number or "", enrolled, language or "", form or "",
                phone or "", guardians, line.place(),
            )
        )  # fmt: skip


def _told_day(line: Line) -> date | None:
    """The day that a leaver's row tells: «выбыл 12.10.2017»."""
    cells = (tidy.fold(tidy.shown(cell)) for cell in line.notes.sheet.rows[line.row])
    days = (_LEFT_ON.match(cell) for cell in cells)
    found = next((match for match in days if match), None)
    return tidy.day(found[1].replace(" ", ".")).value if found else None


def _named(line: Line) -> str:
    return "name" if "name" in line.columns else "surname"


def _note_leaver(line: Line) -> bool:
    """Note somebody who has left; whether the row is one."""
    sheet = line.notes.sheet
    gone = False
    for column, cell in enumerate(sheet.rows[line.row]):
        if _may_tell_leaver(cell) and _LEFT.match(tidy.fold(tidy.shown(cell))):
            expected = _("people who study here are expected; take the leaver out")
            line.notes.say(line.row, column, expected, fault=Fault.LEAVERS)
            gone = True
    return gone or address(line.row, line.columns.get(_named(line), 0)) in sheet.struck


def _may_tell_leaver(cell: CellValue) -> bool:
    """Whether it is worth while to read a cell closely for somebody who has left: hardly any is."""
    return isinstance(cell, str) and (_HINT.search(cell) is not None or not cell.isprintable())


def _name(line: Line) -> Name | None:
    if "name" in line.columns:
        found = line.read("name", tidy.name)
        if found and not found.patronymic:
            expected = _("a patronymic is expected; where there is none, lawfully, a column for each name")
            line.say("name", expected, Fault.NAMES)
        elif found and " " in found.patronymic:
            expected = _("a column for each name is expected where the patronymic is two words: {patronymic}")
            line.say("name", expected.format(patronymic=found.patronymic), Fault.NAMES)
        return found
    surname, given = line.read("surname", tidy.name_part), line.read("given", tidy.name_part)
    patronymic: str | None = ""
    if "patronymic" in line.columns:
        patronymic = line.read("patronymic", lambda cell: tidy.name_part(cell, needed=False))
    if not surname or not given or patronymic is None:
        return None
    line.told["name"] = letters(line.columns["surname"])
    return Name(surname, given, patronymic)


def _note_age(listed: _List, line: Line, birth: date | None, school_class: ClassName | None) -> None:
    if not (birth and school_class):
        return
    age = listed.year - birth.year
    if abs(age - _AGE_AT_FIRST_GRADE - school_class.grade) > _AGES_APART:
        line.say("birth", _("an age that fits the class is expected, this is {age}").format(age=age), Fault.AGES)
