"""Class lists as they are handed in, made from a seed: faults moved, columns in another order and by other names."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ejournal_tui.domain.workbooks.handed_in import PupilRow
from ejournal_tui.exchange.files.naming import address

HEADINGS: dict[str, tuple[str, ...]] = {
    "number": ("№ п/п", "№"),
    "name": ("ФИО", "Фамилия, имя, отчество", "Ф.И.О. ученика", "ФИО обучающегося"),
    "birth": ("Дата рождения", "Дата рожд.", "День рождения", "Д.р."),
    "sex": ("Пол", "пол (м/ж)"),
    "class": ("Класс", "КЛАСС"),
    "language": ("Язык", "Ин. яз.", "Иностранный язык"),
    "mother": ("ФИО матери", "Мать (ФИО)", "ФИО матери (законного представителя)"),
    "mother_phone": ("Тел. матери", "Телефон матери"),
    "father": ("ФИО отца", "Отец (ФИО)"),
    "father_phone": ("Тел. отца", "Телефон отца"),
    "informing": ("Форма информирования", "Эл. дневник / распечатка", "Способ информирования"),
}
Cells = dict[str, object]


@dataclass
class HandedIn:
    """A list with what was planted in it, each fault by its address."""

    path: Path
    planted: dict[str, str] = field(default_factory=dict)
    """Address to what a person should be told or offered."""
    around: set[str] = field(default_factory=set)
    """What is always said of such a layout: heading cells, other sheets."""
    double_surname: str = ""
    """A surname of two words, which is no fault."""


def _latin(cells: Cells) -> None:
    cells["name"] = str(cells["name"]).replace("о", "o", 1).replace("а", "a", 1)


def _spaced(cells: Cells) -> None:
    cells["name"] = "  " + str(cells["name"]).replace(" ", "\xa0  ", 1) + "."


def _no_patronymic(cells: Cells) -> None:
    cells["name"] = " ".join(str(cells["name"]).split()[:2])


def _turkic(cells: Cells) -> None:
    cells["name"] = " ".join([*str(cells["name"]).split()[:2], "Эльдар", "кызы" if cells["sex"] == "ж" else "оглы"])


def _loose_hyphen(cells: Cells) -> None:
    surname, *others = str(cells["name"]).split()
    cells["name"] = " ".join([surname, "-", "Лебедь", *others])


FAULTS: dict[str, tuple[str, Callable[[Cells], None], str]] = {
    "latin": ("name", _latin, "латинск"),
    "spaces": ("name", _spaced, "пробел"),
    "no patronymic": ("name", _no_patronymic, "если его нет и в документах, это допустимо"),
    "two words": ("name", _turkic, "отчество из двух слов"),
    "loose hyphen": ("name", _loose_hyphen, "-Лебедь"),
    "text date": ("birth", lambda c: c.update(birth=f"{c['birth']:%d.%m.%Y}"), "Предлагается"),
    "short year": ("birth", lambda c: c.update(birth=f"{c['birth']:%d.%m.%y} г."), "Предлагается"),
    "serial": ("birth", lambda c: c.update(birth=38107), "Предлагается: 30.04.2004"),
    "no such day": ("birth", lambda c: c.update(birth="31.02.2004"), "такого дня нет"),
    "impossible age": ("birth", lambda c: c.update(birth=date(1971, 3, 5)), "возраст"),
    "class in quotes": ("class", lambda c: c.update({"class": "7 «a»"}), "Предлагается: 7А"),
    "class in words": ("class", lambda c: c.update({"class": "7-А класс"}), "Предлагается: 7А"),
    "sex in words": ("sex", lambda c: c.update(sex="мужской"), "Предлагается: М"),
    "no sex": ("sex", lambda c: c.update(sex=None), "догадка"),
    "phone as number": ("mother_phone", lambda c: c.update(mother_phone=89111234567), "Предлагается"),
    "two phones": ("mother_phone", lambda c: c.update(mother_phone="8(911)123-45-68, 2-34-56"), "Предлагается"),
    "short phone": ("mother_phone", lambda c: c.update(mother_phone="911 123 45"), "один номер телефона"),
    "unreadable guardian": ("mother", lambda c: c.update(mother="она же"), "нужны фамилия, имя и отчество"),
    "informing": ("informing", lambda c: c.update(informing="да"), "электронная"),
}  # fmt: skip


def handed_list(folder: Path, pupils: list[PupilRow], seed: int) -> HandedIn:
    """A class list with every fault in a row of its own."""
    random = Random(seed)
    made = HandedIn(folder / f"list-{seed}.xlsx")
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "7А"
    columns = _order(random)
    heading = random.randrange(1, 9)
    for row in range(1, heading):
        sheet.cell(row, 1, random.choice(("Список обучающихся 7 «А» класса", "на 2017/2018 учебный год", None)))
    for n, key in enumerate(columns, 1):
        sheet.cell(heading, n, random.choice(HEADINGS[key]))
    made.around.add(address(heading - 1, columns.index("name")))
    made.around.add(address(heading - 1, len(columns)))
    rows = random.sample(pupils, len(pupils))
    blank = random.randrange(1, len(rows))
    places = [heading + n + (n >= blank) for n in range(len(rows))]
    made.planted[address(heading + blank, 0)] = "внутри таблицы пустая строка"
    spoiled = random.sample(range(len(rows)), len(FAULTS) + 2)
    faulty = dict(zip(spoiled, FAULTS, strict=False))
    for n, row in enumerate(rows):
        cells = _cells(n, row)
        if n in faulty:
            key, spoil, words = FAULTS[faulty[n]]
            spoil(cells)
            made.planted[address(places[n], columns.index(key))] = words
        if n == spoiled[-1]:
            made.double_surname = f"{row.name.surname}-Лебедь"
            cells["name"] = str(cells["name"]).replace(row.name.surname, made.double_surname, 1)
        for m, key in enumerate(columns, 1):
            sheet.cell(places[n] + 1, m, cells[key])  # type: ignore[arg-type]  # plain values all
    last = heading + len(rows) + 2
    _twice(sheet, places[spoiled[-2]] + 1, last, made, columns)
    _struck(sheet, last + 1, pupils[0], columns, made)
    _total(sheet, last + random.randrange(2, 5), len(rows) + 3, made)
    _hidden(sheet, heading, random.choice(("birth", "language", "father_phone")), columns, made)
    if random.random() < 0.5:
        book.create_sheet("Лист2", random.randrange(2))["B2"] = "черновик"
        made.around.add("B2")
    book.save(made.path)
    return made


def _order(random: Random) -> list[str]:
    """The columns in some order; a parent's phone stays behind the parent."""
    blocks = [["birth"], ["sex"], ["class"], ["language"], ["mother", "mother_phone"], ["father", "father_phone"]]
    random.shuffle(blocks)
    return ["number", "name", *[key for block in blocks for key in block], "informing"]


def _cells(number: int, row: PupilRow) -> Cells:
    mother = next((one for one in row.guardians if one.relation == "мать"), None)
    father = next((one for one in row.guardians if one.relation == "отец"), None)
    return {
        "number": number + 1, "name": row.name.full, "birth": row.birth, "sex": "м" if row.sex == "m" else "ж",
        "class": "7А", "language": "англ.", "mother": mother and mother.name.full,
        "mother_phone": mother and mother.phone, "father": father and father.name.full,
        "father_phone": father and father.phone,
        "informing": "распечатка" if any(one.on_paper for one in row.guardians) else "ЭД",
    }  # fmt: skip


def _twice(sheet: Worksheet, source: int, to: int, made: HandedIn, columns: list[str]) -> None:
    """Somebody stands in the list once more."""
    for column in range(1, len(columns) + 1):
        sheet.cell(to, column, sheet.cell(source, column).value)
    made.planted[address(to - 1, columns.index("name"))] = "уже есть в списке выше"


def _struck(sheet: Worksheet, to: int, row: PupilRow, columns: list[str], made: HandedIn) -> None:
    """A row crossed out, for somebody who has left."""
    cells = _cells(0, row) | {"name": "Пропавший Пётр Петрович", "informing": "выбыл 12.10.2017"}
    for n, key in enumerate(columns, 1):
        cell = sheet.cell(to, n, cells[key])
        cell.font = Font(strike=True)
    made.planted[address(to - 1, columns.index("informing"))] = "уберите выбывшего"
    struck = [n for n, key in enumerate(columns) if cells[key] is not None]
    made.planted[address(to - 1, struck[1])] = "зачёркнута"


def _total(sheet: Worksheet, to: int, count: int, made: HandedIn) -> None:
    """The foot of the list counts people who are not in it."""
    sheet.cell(to, 2, f"Всего: {count} чел.")
    made.planted[address(to - 1, 1)] = "нужно число людей в списке: "


def _hidden(sheet: Worksheet, heading: int, key: str, columns: list[str], made: HandedIn) -> None:
    """A column is folded away."""
    sheet.column_dimensions[get_column_letter(columns.index(key) + 1)].hidden = True
    made.planted[address(heading - 1, columns.index(key))] = "столбец скрыт"
