"""Rows, cells and sheets that a reader of values would pass over: each is read, or told at its cell."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from ejournal_tui.domain.workbooks.handed_in import Problem, Reading, StaffReading, TimetableReading
from ejournal_tui.exchange.files.workbook import read_workbook
from ejournal_tui.exchange.lists.groups import read_groups
from ejournal_tui.exchange.lists.roster import read_pupils
from ejournal_tui.exchange.lists.staff import read_staff
from ejournal_tui.exchange.lists.timetable import read_timetable
from ejournal_tui.i18n import speak
from ejournal_tui.services import reference

DIRECTOR, TEACHER = "Куликова Кира Олеговна", "Пахомова Екатерина Максимовна"
STAFF = [["ФИО", "Должность", "Кабинет"], [DIRECTOR, "директор", None], [TEACHER, "учитель", 151]]
LOADS = [["Класс", "Предмет", "Группа", "Часы", "Учитель"], ["7А", "Алгебра", None, 3, TEACHER]]
GROUPS = [
    ["Класс", "Предмет", "Группа", "Фамилия", "Имя", "Отчество"],
    ["7А", "Англ. яз.", "гр. 1", "Ершов", "Андрей", "Игоревич"],
    ["7А", "Английский язык", "гр. 2", "Ершов", "Семён", "Матвеевич"],
]
WALL = [
    ["Расписание уроков, с 01.09.2017"],
    ["День", "№", "7А", "7Б"],
    ["Понедельник", 1, "Алгебра 128", "Англ. яз. 125/126"],
    [None, 2, "ИЗО 122", None],
]
BELLS = [["№", "Начало", "Конец"], [1, "8:30", "9:15"], [2, "9:25", "10:10"]]
PUPILS = [
    [
        "Фамилия", "Имя", "Отчество", "Дата рождения", "Пол", "Класс", "Дата зачисления", "Родитель 1",
        "Степень родства", "Телефон родителя 1", "Форма информирования", "Родитель 2", "Степень родства",
        "Телефон родителя 2", "Форма информирования",
    ],
    [
        "Ершов", "Андрей", "Игоревич", date(2004, 4, 2), "М", "7А", date(2011, 9, 1), "Ершова Варвара Ярославовна",
        "мать", "+7 954 221-20-69", "электронная",
    ],
]  # fmt: skip

Rows = Sequence[Sequence[Any]]


@pytest.fixture(autouse=True)
def russian() -> None:
    speak("ru")


class Handed:
    """A workbook put together in a test."""

    def __init__(self, folder: Path, **sheets: Rows) -> None:
        self.file = folder / "сдано.xlsx"
        self.book = openpyxl.Workbook()
        self.book.remove(self.book.worksheets[0])
        for name, rows in sheets.items():
            sheet = self.book.create_sheet(name)
            for row in rows:
                sheet.append(list(row))

    def __getitem__(self, name: str) -> Worksheet:
        found = self.book[name]
        assert isinstance(found, Worksheet)
        return found

    def _saved(self) -> Path:
        self.book.save(self.file)
        return self.file

    def staff(self) -> StaffReading:
        return read_staff(read_workbook(self._saved()), reference.aliases())

    def groups(self) -> Reading[Any]:
        return read_groups(read_workbook(self._saved()), reference.aliases())

    def pupils(self) -> Reading[Any]:
        return read_pupils(read_workbook(self._saved()), 2017)

    def timetable(self) -> TimetableReading:
        return read_timetable(read_workbook(self._saved()), reference.aliases())


def told(problems: Sequence[Problem]) -> dict[str, str]:
    """What is said of each cell."""
    return {f"{problem.sheet}!{problem.address}": problem.expected for problem in problems}


def strike(sheet: Worksheet, *cells: str) -> None:
    for cell in cells:
        sheet[cell].font = Font(strike=True)


@pytest.mark.parametrize("turned", [False, True])
def test_the_director_is_on_the_staff_wherever_the_post_stands(tmp_path: Path, turned: bool) -> None:
    rows = [[row[1], row[0]] if turned else row for row in STAFF]
    found = Handed(tmp_path, Сотрудники=rows, Нагрузка=LOADS).staff()
    assert [row.name.full for row in found.staff] == [DIRECTOR, TEACHER]
    assert found.problems == ()


def test_totals_and_signatures_beneath_a_list_are_nobody(tmp_path: Path) -> None:
    foot = [[], ["Всего: 2 чел."], ["Директор ____________"], ["Директор", "Куликова К. О."]]
    staff = Handed(tmp_path, Сотрудники=[*STAFF, *foot[:3]], Нагрузка=[*LOADS, ["Итого", None, None, 3]]).staff()
    assert (len(staff.staff), len(staff.loads), staff.problems) == (2, 1, ())
    groups = Handed(tmp_path, Состав=[*GROUPS, *foot]).groups()
    assert (len(groups.rows), groups.problems) == (2, ())


def test_a_post_in_the_middle_of_a_list_is_no_signature(tmp_path: Path) -> None:
    rows = [["Должность", "ФИО"], ["директор", None], ["учитель", TEACHER]]
    found = Handed(tmp_path, Сотрудники=rows, Нагрузка=LOADS).staff()
    assert set(told(found.problems)) == {"Сотрудники!B2"}


def test_a_total_that_does_not_fit_is_told(tmp_path: Path) -> None:
    found = Handed(tmp_path, Сотрудники=[*STAFF, ["Всего 57 человек"]], Нагрузка=LOADS).staff()
    assert told(found.problems) == {"Сотрудники!A4": "нужно число людей в списке: 2"}


def test_crossed_out_and_hidden_rows_are_told_in_every_workbook(tmp_path: Path) -> None:
    books = {
        "staff": Handed(tmp_path, Сотрудники=STAFF, Нагрузка=LOADS),
        "groups": Handed(tmp_path, Состав=GROUPS),
        "timetable": Handed(tmp_path, Расписание=WALL, Звонки=BELLS),
    }
    for kind, book in books.items():
        for sheet in book.book.worksheets:
            last = sheet.max_row
            strike(sheet, f"A{last}", f"B{last}", f"C{last}")
            sheet.row_dimensions[last].hidden = True
        problems = getattr(book, kind)().problems
        for sheet in book.book.worksheets:
            words = [p.expected for p in problems if p.sheet == sheet.title]
            assert any("зачёркнута" in said for said in words), (kind, sheet.title)
            assert any("скрыта" in said for said in words), (kind, sheet.title)


def test_a_crossed_out_cell_alone_in_its_row_is_told(tmp_path: Path) -> None:
    book = Handed(tmp_path, Состав=[*GROUPS, ["8А"]])
    strike(book["Состав"], "A4")
    assert any("зачёркнута" in p.expected for p in book.groups().problems if p.address == "A4")


def test_columns_and_sheets_that_nobody_asked_for_are_told(tmp_path: Path) -> None:
    rows = [[*row, more] for row, more in zip(STAFF, ["Разряд", 12, 11], strict=True)]
    found = told(Handed(tmp_path, Сотрудники=rows, Нагрузка=LOADS, Черновик=[["старое"]]).staff().problems)
    assert set(found) == {"Сотрудники!D1", "Черновик!A1"}


def test_a_hidden_sheet_is_told(tmp_path: Path) -> None:
    book = Handed(tmp_path, Расписание=WALL, Звонки=BELLS)
    book["Звонки"].sheet_state = "hidden"
    assert set(told(book.timetable().problems)) == {"Звонки!A1"}


def test_a_blank_row_inside_a_table_is_told_and_beneath_it_is_not(tmp_path: Path) -> None:
    found = Handed(tmp_path, Состав=[GROUPS[0], GROUPS[1], [], GROUPS[2], [], ["Директор"]]).groups()
    assert set(told(found.problems)) == {"Состав!A3"}


@pytest.mark.parametrize("written", ["Англ. яз.", "англ.яз.", "АНГЛИЙСКИЙ ЯЗЫК", "Английский  язык"])
def test_a_subject_is_known_by_every_spelling_of_the_school(tmp_path: Path, written: str) -> None:
    loads = [LOADS[0], ["7А", written, "гр. 1", 3, TEACHER]]
    found = Handed(tmp_path, Сотрудники=STAFF, Нагрузка=loads).staff()
    assert [row.subject for row in found.loads] == ["Английский язык"]


def test_a_line_of_the_workload_is_one_line_however_its_subject_is_spelled(tmp_path: Path) -> None:
    loads = [LOADS[0], ["7А", "Англ. яз.", "гр. 1", 3, TEACHER], ["7А", "Английский язык", "гр. 1", 2, TEACHER]]
    found = Handed(tmp_path, Сотрудники=STAFF, Нагрузка=loads).staff()
    assert set(told(found.problems)) == {"Нагрузка!B3"}


def test_a_subject_of_the_schools_own_is_spelled_in_one_way(tmp_path: Path) -> None:
    loads = [LOADS[0], ["7А", "Лего-студия", None, 1, TEACHER], ["7Б", "лего студия", None, 1, TEACHER]]
    found = Handed(tmp_path, Сотрудники=STAFF, Нагрузка=loads).staff()
    assert "«Лего-студия»" in told(found.problems)["Нагрузка!B3"]


@pytest.mark.parametrize("hours", [0, -1, 0.3, 41, True, "два", None])
def test_hours_that_are_none_are_told(tmp_path: Path, hours: object) -> None:
    loads = [LOADS[0], ["7А", "Алгебра", None, hours, TEACHER]]
    assert "Нагрузка!D2" in told(Handed(tmp_path, Сотрудники=STAFF, Нагрузка=loads).staff().problems)


def test_a_cell_that_cannot_be_read_says_nothing_of_its_person(tmp_path: Path) -> None:
    staff = [["ФИО", "Должность", "Телефон"], [DIRECTOR, "директор", "12-34"], [TEACHER, "учитель", None]]
    found = Handed(tmp_path, Сотрудники=staff, Нагрузка=LOADS).staff()
    assert [set(row.place.columns) for row in found.staff] == [{"name", "post"}, {"name", "post", "phone"}]
    assert found.staff[0].place.of("post") == "Сотрудники!B2"


def test_the_same_guardian_twice_in_a_row_is_told(tmp_path: Path) -> None:
    row = [*PUPILS[1], *PUPILS[1][7:]]
    found = Handed(tmp_path, Ученики=[PUPILS[0], row]).pupils()
    assert told(found.problems) == {"Ученики!L2": "этот родитель уже указан в этой строке"}


@pytest.mark.parametrize(("column", "words"), [("Форма информирования", "«Форма информирования»"),
                                               ("Степень родства", "«Степень родства»")])  # fmt: skip
def test_what_no_column_tells_of_a_guardian_is_asked_for(tmp_path: Path, column: str, words: str) -> None:
    kept = [place for place, heading in enumerate(PUPILS[0][:11]) if heading != column]
    found = Handed(tmp_path, Ученики=[[row[place] for place in kept] for row in PUPILS]).pupils()
    assert words in told(found.problems)["Ученики!K1"]


def test_a_guardians_phone_before_any_guardian_is_told(tmp_path: Path) -> None:
    rows = [["Тел. матери", *PUPILS[0][:7]], ["+7 954 221-20-69", *PUPILS[1][:7]]]
    assert set(told(Handed(tmp_path, Ученики=rows).pupils().problems)) == {"Ученики!A1"}


def test_a_list_of_another_year_is_told_and_ages_are_those_of_this_year(tmp_path: Path) -> None:
    title = ["Список обучающихся на 2016/2017 учебный год"]
    found = Handed(tmp_path, Ученики=[title, *PUPILS]).pupils()
    assert told(found.problems) == {"Ученики!A1": "нужен список на учебный год 2017/2018"}


def test_a_day_the_timetable_cannot_begin_on_is_told(tmp_path: Path) -> None:
    wall = [["Расписание уроков, с 31.02.2018"], *WALL[1:]]
    found = Handed(tmp_path, Расписание=wall, Звонки=BELLS).timetable()
    assert (found.starts, told(found.problems)) == (None, {"Расписание!A1": "такого дня нет; нужна дата"})


@pytest.mark.parametrize("number", [13, "третий", None, 2.5])
def test_a_bell_without_a_lessons_number_is_told(tmp_path: Path, number: object) -> None:
    found = Handed(tmp_path, Расписание=WALL, Звонки=[*BELLS, [number, "10:30", "11:15"]]).timetable()
    assert set(told(found.problems)) == {"Звонки!A4"}


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ([None, 13, "Алгебра 128"], "B5"),
        ([None, "два", "Алгебра 128"], "B5"),
        ([None, 2, "Алгебра 128"], "B5"),
        (["Понидельник", 3, "Алгебра 128"], "A5"),
        ([None, 3, "Алгебра"], "C5"),
        ([None, 3, "Волшебство 128"], "C5"),
        ([None, 3, None, None, "Алгебра 128"], "E5"),
    ],
)
def test_a_cell_of_the_timetable_that_leads_nowhere_is_told(tmp_path: Path, row: list[object], cell: str) -> None:
    found = Handed(tmp_path, Расписание=[*WALL, row], Звонки=BELLS).timetable()
    assert set(told(found.problems)) == {f"Расписание!{cell}"}
    assert len(found.slots) == 3


def test_a_bell_that_rings_twice_is_told(tmp_path: Path) -> None:
    found = Handed(tmp_path, Расписание=WALL, Звонки=[*BELLS, [2, "10:30", "11:15"]]).timetable()
    assert set(told(found.problems)) == {"Звонки!A4"}


@pytest.mark.parametrize("sign", ["\x1b", "\x9b", "\u202e", "\u200b", "\u2028"])
def test_signs_nobody_sees_are_told_at_their_cell_and_never_printed(tmp_path: Path, sign: str) -> None:
    kept = "_x001B_" if sign == "\x1b" else sign  # the way a workbook writes what XML cannot
    books = [
        Handed(tmp_path, Сотрудники=[STAFF[0], [DIRECTOR, f"дирек{kept}тор"]], Нагрузка=LOADS),
        Handed(tmp_path, Сотрудники=[["ФИО", f"Долж{kept}ность"], STAFF[1][:2]], Нагрузка=LOADS),
        Handed(tmp_path, Сотрудники=[[f"Школа{kept}"], STAFF[0], [DIRECTOR, "директор"]], Нагрузка=LOADS),
    ]
    for book, cell in zip(books, ("B2", "B1", "A1"), strict=True):
        problems = book.staff().problems
        assert {p.address for p in problems} == {cell}
        assert all(f"U+{ord(sign):04X}" in p.expected for p in problems)
        assert all(p.sentence().replace("\u00a0", " ").isprintable() and sign not in p.found for p in problems)


def test_a_problem_made_of_anything_is_safe_to_print() -> None:
    problem = Problem("\u202eЛист", "A1", "a\x1b[31mb\nc", "x\x9by", "\u2066z")
    assert problem.sentence().isprintable()
    assert "[U+001B][31mb c" in problem.sentence()
