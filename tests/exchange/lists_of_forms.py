"""Class lists with a column for each name, in a form a table is saved in, made of the clean list and a seed.

Columns change places and names, titles and sheets are added, and faults are planted, each in a row of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from ejournal_tui.domain.workbooks.handed_in import PupilRow

from .formats import csvs, ods, xls

Row = dict[str, Any]
"""The cells of a pupil by the column's name in this module."""

HEADINGS = {
    "no": ("№", "№ п/п"),
    "surname": ("Фамилия", "ФАМИЛИЯ"),
    "given": ("Имя", "имя"),
    "patronymic": ("Отчество", "отчество"),
    "birth": ("Дата рождения", "Дата рожд.", "День рождения"),
    "sex": ("Пол", "пол", "Пол (м/ж)"),
    "class": ("Класс", "класс"),
    "enrolled": ("Дата зачисления",),
    "language": ("Иностранный язык", "Язык", "Ин. яз."),
}
FAMILY = {
    "guardian": ("ФИО матери", "Мать", "ФИО матери (законного представителя)"),
    "guardian_phone": ("тел. матери", "Телефон матери"),
    "guardian_email": ("E-mail", "эл. почта", "Электронная почта"),
    "informing": ("Форма информирования", "Эл. дневник / распечатка", "Способ информирования"),
}
"""These follow each other: whose an address is, the columns before it tell."""
TITLES = ("Список обучающихся", "Классный руководитель: ____________", "МОУ «Учебная СОШ № 0»", None)
LATIN = str.maketrans("аосеАОСЕ", "aoceAOCE")

Plant = Callable[[Row], tuple[str, Any]]
"""Which cell of a row gets which value."""


def _day(row: Row) -> date:
    found = row["birth"]
    assert isinstance(found, date)
    return found


def _latin(row: Row) -> tuple[str, Any]:
    column = next(name for name in ("surname", "given", "patronymic") if row[name].translate(LATIN) != row[name])
    return column, row[column].translate(LATIN)


PLANTED: dict[str, tuple[Plant, str]] = {
    "a day as text": (lambda row: ("birth", f"{_day(row):%d.%m.%Y}"), "дата, а не текст"),
    "a year of two digits": (lambda row: ("birth", f"{_day(row):%d.%m.%y}"), "дата, а не текст"),
    "a day that does not exist": (lambda row: ("birth", f"31.02.{_day(row).year}"), "такого дня нет"),
    "a serial number": (lambda row: ("birth", (_day(row) - date(1899, 12, 30)).days), "дата, а не текст или число"),
    "a parent's birth date": (lambda row: ("birth", _day(row).replace(year=1971, day=1)), "возраст не подходит"),
    "Latin letters": (_latin, "латинск"),
    "spaces": (lambda row: ("given", f" {row['given']}\u00a0"), "пробел"),
    "a class in words": (lambda row: ("class", f"{row['class'][:-1]}-{row['class'][-1]} класс"), "нужен класс"),
    "a class in quotes": (lambda row: ("class", f"{row['class'][:-1]} «{row['class'][-1].lower()}»"), "нужен класс"),
    "two phones": (
        lambda row: ("guardian_phone", "+7 911 123-45-67, +7 921 765-43-20"), "один номер телефона"
    ),
    "a phone as a number": (lambda row: ("guardian_phone", 79111234568), "один номер телефона"),
    "a short phone": (lambda row: ("guardian_phone", "23-45"), "один номер телефона"),
    "a bad address": (lambda row: ("guardian_email", "почта@школа"), "адрес e-mail латинскими"),
    "a sex in words": (lambda row: ("sex", "муж." if row["sex"] == "М" else "жен."), "нужно М или Ж"),
    "no sex": (lambda row: ("sex", None), "лишь догадка по отчеству"),
    "a guardian who is she": (lambda row: ("guardian", "она же"), "нужны фамилия, имя и отчество"),
    "informed by yes": (lambda row: ("informing", "да"), "нужно «электронная» или «бумажная»"),
}  # fmt: skip
TYPED = {"a day as text", "a serial number", "a phone as a number", "a parent's birth date"}
"""Faults of a cell's type, which a text without types cannot hold, or which are told there otherwise."""


@dataclass(frozen=True)
class HandedIn:
    """A list, what was planted in it, and whom it tells without a fault."""

    path: Path
    faults: dict[tuple[str, str], str]
    """Words that stand in what is told, by sheet and address."""
    clean: tuple[PupilRow, ...]


def handed_in(seed: int, pupils: Sequence[PupilRow], folder: Path, form: str) -> HandedIn:
    """A list of one class in one of the forms: xlsx, xls, ods, csv."""
    chance = Random(seed)
    order = _order(chance)
    headings = {key: chance.choice(words) for key, words in (HEADINGS | FAMILY).items()}
    rows = [_row(number, pupil) for number, pupil in enumerate(pupils, 1)]
    kinds = [kind for kind in PLANTED if form != "csv" or kind not in TYPED]
    places = dict(zip(chance.sample(range(len(rows)), len(kinds)), kinds, strict=True))
    titles: list[list[Any]] = [[title] for title in chance.sample(TITLES, chance.randrange(len(TITLES)))]
    sheet, first = "Список" if form == "csv" else str(pupils[0].school_class), len(titles) + 2
    faults: dict[tuple[str, str], str] = {}
    for place, kind in places.items():
        plant, words = PLANTED[kind]
        key, value = plant(rows[place])
        rows[place][key] = value
        faults[sheet, f"{get_column_letter(order.index(key) + 1)}{first + place}"] = words
    clean = [pupil for place, pupil in enumerate(pupils) if place not in places]
    rows.append(rows[next(place for place in range(len(rows)) if place not in places)])
    faults[sheet, f"{get_column_letter(order.index('surname') + 1)}{first + len(rows) - 1}"] = "уже есть в списке выше"
    table = [*titles, [headings[key] for key in order], *([row[key] for key in order] for row in rows)]
    sheets = {sheet: table}
    if form != "csv":
        sheets["черновик"] = [["проверить телефоны"]]
        faults["черновик", "A1"] = "нет нужной таблицы"
    return HandedIn(_save(folder / f"handed-in-{seed}", form, sheets), faults, tuple(clean))


def _order(chance: Random) -> list[str]:
    alone = list(HEADINGS)
    chance.shuffle(alone)
    cut = chance.randrange(len(alone) + 1)
    return [*alone[:cut], *FAMILY, *alone[cut:]]


def _row(number: int, pupil: PupilRow) -> Row:
    guardian = next((one for one in pupil.guardians if one.relation == "мать"), None)
    return {
        "no": number, "surname": pupil.name.surname, "given": pupil.name.given, "patronymic": pupil.name.patronymic,
        "birth": pupil.birth, "sex": "М" if pupil.sex == "m" else "Ж", "class": str(pupil.school_class),
        "enrolled": pupil.enrolled, "language": pupil.language or None,
        "guardian": guardian.name.full if guardian else None, "guardian_phone": guardian.phone if guardian else None,
        "guardian_email": (guardian.email or None) if guardian else None,
        "informing": ("бумажная" if guardian.on_paper else "электронная") if guardian else None,
    }  # fmt: skip


def _save(path: Path, form: str, sheets: dict[str, list[list[Any]]]) -> Path:
    if form == "xls":
        return xls(path.with_suffix(".xls"), sheets)
    if form == "ods":
        return ods(path.with_suffix(".ods"), sheets)
    if form == "csv":
        return csvs(path, sheets, encoding="cp1251")[0]
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.cell(4000, 3).font = Font(bold=True)
        for cells in sheet.iter_rows():
            for cell in cells:
                if isinstance(cell.value, date):
                    cell.number_format = "DD.MM.YYYY"
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")
