"""What the lists that people hand in must not say (domain rules 5 and 6): each fault told in both languages."""

import csv
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from ejournal_tui.domain.workbooks.handed_in import Problem
from ejournal_tui.exchange.files.workbook import read_workbook
from ejournal_tui.exchange.lists.roster import read_pupils
from ejournal_tui.exchange.plans.lesson_plan import read_lesson_plan
from ejournal_tui.i18n import speak
from ejournal_tui.services import reference

CALENDAR = reference.calendar("2017/2018")
KINDS = {word: n for n, kind in enumerate(reference.works(), 1) for word in (kind.name, kind.short, kind.code)}
PUPILS = ["Фамилия", "Имя", "Отчество", "Дата рождения", "Пол", "Класс", "Дата зачисления", "ФИО матери",
          "Степень родства", "Телефон матери", "E-mail", "Форма информирования"]  # fmt: skip
PLAN = ["№", "Тема урока", "Кол-во часов", "Дата (план)", "Домашнее задание", "Форма контроля"]
SURNAMES = ("Абрамов", "Белов", "Громов", "Дёмин", "Ершов", "Жуков", "Зайцев", "Ильин", "Карпов", "Лосев")
Cells = list[object]
Table = dict[str, tuple[str, object]]
"""The column and what stands in it, by the fault."""

IN_PUPILS: Table = {
    "6 a whole name in the cell of the surname": ("Фамилия", "Абрамов Пётр Ильич"),
    "6 Latin letters in a surname": ("Фамилия", "Aбрамов"),
    "6 two spaces and a dot": ("Имя", "Пётр  И."),
    "6 a class in Latin letters": ("Класс", "7A"),
    "6 a class with a space and quotes": ("Класс", "7 «а»"),
    "6 a class in words": ("Класс", "седьмой"),
    "6 a day as text": ("Дата рождения", "21.06.2004"),
    "6 a year of two digits": ("Дата рождения", "21.06.04"),
    "6 a day that is none": ("Дата рождения", "31.02.2004"),
    "6 a serial number": ("Дата рождения", 38159),
    "6 a parent's age": ("Дата рождения", datetime(1971, 6, 21)),
    "6 no sex": ("Пол", None),
    "6 a sex in words": ("Пол", "мужской"),
    "6 two phones": ("Телефон матери", "+7 911 123-45-67, 8 921 765-43-20"),
    "6 a phone in powers of ten": ("Телефон матери", 7.91e10),
    "6 a phone without its beginning": ("Телефон матери", "23-45"),
    "6 an address in Russian letters": ("E-mail", "мама@школа.example"),
    "6 a kinship that is none": ("Степень родства", "соседка"),
    "6 informed by yes": ("Форма информирования", "да"),
    "6 a guardian without a patronymic": ("ФИО матери", "Абрамова"),
}
IN_PLAN: Table = {
    "5 a line without a topic": ("Тема урока", None),
    "5 a number that jumps": ("№", 40),
    "5 a number that is a day": ("№", datetime(2018, 2, 1)),
    "5 hours in words": ("Кол-во часов", "два"),
    "5 half an hour alone": ("Кол-во часов", 0.5),
    "5 thirty hours of a topic": ("Кол-во часов", 30),
    "5 a day that is none": ("Дата (план)", "31.02"),
    "5 a day outside the year": ("Дата (план)", "01.08.2018"),
    "5 a control that is none": ("Форма контроля", "КВН"),
    "5 a topic longer than a line": ("Тема урока", "т" * 400),
}


def table() -> dict[str, tuple[str, str]]:
    """The words of each fault."""
    with (Path(__file__).parent / "import_refusals.csv").open(encoding="utf8") as lines:
        return {row["refused"]: (row["english"], row["russian"]) for row in csv.DictReader(lines, delimiter=";")}


WORDS = table()


def _pupil(number: int) -> Cells:
    surname = SURNAMES[number % len(SURNAMES)]
    return [surname, "Пётр", ("Ильич", "Павлович", "Олегович")[number // 10], datetime(2004, 5, 1 + number), "М", "7А",
            datetime(2017, 9, 1), f"{surname}а Елена Ильинична", "мать", f"+7 911 123-45-{number:02}",
            f"mother{number}@home.example", "электронная"]  # fmt: skip


def _line(number: int) -> Cells:
    return [number + 1, f"Тема {number + 1}", 1, None, "§ 1", None]


def handed_in(
    folder: Path, name: str, heading: list[str], row: Callable[[int], Cells], faults: Table
) -> tuple[Path, dict[str, str]]:
    """A list with one fault in each line, and the cells of the faults."""
    book = Workbook()
    sheet = book.create_sheet(name, 0)
    del book[book.sheetnames[1]]
    sheet.append(heading)
    where: dict[str, str] = {}
    for number, (fault, (column, value)) in enumerate(faults.items()):
        cells = row(number)
        place = heading.index(column)
        cells[place] = value
        sheet.append(cells)
        where[fault] = f"{'ABCDEFGHIJKL'[place]}{number + 2}"
    path = folder / f"{name}.xlsx"
    book.save(path)
    return path, where


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, ...]]:
    """What is told of each fault, language by language."""
    folder = tmp_path_factory.mktemp("faults")
    pupils, in_pupils = handed_in(folder, "7А", PUPILS, _pupil, IN_PUPILS)
    plan, in_plan = handed_in(folder, "КТП", PLAN, _line, IN_PLAN)
    found: dict[str, tuple[str, ...]] = {}
    for language in ("en", "ru"):
        speak(language)
        of_pupils = read_pupils(read_workbook(pupils), 2017).problems
        of_plan = read_lesson_plan(read_workbook(plan), CALENDAR, KINDS).problems
        for where, problems in ((in_pupils, of_pupils), (in_plan, of_plan)):
            for fault, address in where.items():
                found[fault] = (*found.get(fault, ()), _said(problems, address))
    speak("en")
    return found


def _said(problems: tuple[Problem, ...], address: str) -> str:
    return " | ".join(problem.sentence() for problem in problems if problem.address == address)


@pytest.mark.parametrize("fault", [*IN_PUPILS, *IN_PLAN])
def test_a_fault_is_told_at_its_cell_in_both_languages(told: dict[str, tuple[str, ...]], fault: str) -> None:
    assert told[fault] == WORDS[fault]


def test_every_fault_of_the_table_is_tried() -> None:
    assert [*WORDS] == [*IN_PUPILS, *IN_PLAN]
