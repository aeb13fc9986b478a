"""A lesson plan as teachers keep it: it arrives whole, whatever the columns are called and however days stand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.plans.plans import PlanLine, PlanReading, PlanRow, PlanState, PlanView
from ejournal_tui.exchange.files.workbook import read_workbook
from ejournal_tui.exchange.plans.lesson_plan import read_lesson_plan
from ejournal_tui.exchange.plans.plan_sheet import plan_workbook
from ejournal_tui.services import reference
from tests.terminal import ROOT

SAMPLE = ROOT / "data" / "demo" / "lesson-plan-russian-7.xlsx"
CALENDAR = reference.calendar("2017/2018")
KINDS = {word: n for n, kind in enumerate(reference.works(), 1) for word in (kind.name, kind.short, kind.code)}
CODES = {n: kind.code for n, kind in enumerate(reference.works(), 1)}

Cells = Sequence[object]


def read(path: Path) -> PlanReading:
    """The plan of a file."""
    return read_lesson_plan(read_workbook(path), CALENDAR, KINDS)


def saved(tmp_path: Path, rows: Sequence[Cells], name: str = "КТП") -> Path:
    """These rows as a workbook."""
    book = Workbook()
    sheet = book.create_sheet(name, 0)
    del book[book.sheetnames[1]]
    for row in rows:
        sheet.append(list(row))
    path = tmp_path / "plan.xlsx"
    book.save(path)
    return path


def refused(path: Path) -> dict[str, str]:
    """What is wrong, by address."""
    return {problem.address: problem.expected for problem in read(path).problems}


def sample_rows() -> list[list[object]]:
    """The rows of the sample beneath its title."""
    sheet = load_workbook(SAMPLE)["КТП"]
    return [list(row) for row in sheet.iter_rows(min_row=4, values_only=True)]


def test_the_sample_arrives_exactly() -> None:
    found = read(SAMPLE)
    assert (found.problems, found.left_out) == ((), ())
    lines = found.lines
    assert len(lines) == 63
    sections: dict[str, int] = {}
    for line in lines:
        sections[line.section] = sections.get(line.section, 0) + 1
    assert sections == {
        "Введение": 2, "Повторение изученного в 5–6 классах": 8, "Причастие": 17, "Деепричастие": 9, "Наречие": 13,
        "Служебные части речи": 14,
    }  # fmt: skip
    works = [(n, CODES[line.work_kind]) for n, line in enumerate(lines, 1) if line.work_kind]
    assert works == [
        (9, "dictation"), (17, "composition"), (22, "exposition"), (27, "control"), (35, "composition"),
        (36, "dictation"), (49, "control"), (60, "composition"), (62, "dictation"),
    ]  # fmt: skip
    assert lines[0] == PlanLine(
        "Русский язык как развивающееся явление", "§ 1, упр. 10", None, "Введение", date(2017, 9, 1)
    )
    assert lines[4].day == date(2017, 9, 7)
    double = "Р.р. Сочинение-описание по личным наблюдениям"
    assert [(line.topic, line.homework, line.day) for line in lines[15:17]] == [
        (f"{double} (1/2)", "", date(2017, 9, 22)), (f"{double} (2/2)", "§ 16, упр. 55", None),
    ]  # fmt: skip
    assert [line.topic for line in lines if line.topic.endswith("(1/2)")] == [
        f"{double} (1/2)", "Р.р. Сочинение по картине (1/2)", "Р.р. Сочинение-рассказ (1/2)",
    ]  # fmt: skip
    assert (lines[62].topic, lines[62].homework, lines[62].day) == ("Резерв", "", date(2017, 12, 6))


def test_other_headings_in_another_order_say_the_same(tmp_path: Path) -> None:
    heading, *rows = sample_rows()
    order = [5, 1, 6, 0, 3, 2]
    names = ["Форма контроля", "Содержание урока", "Д/з", "№ п/п", "Дата проведения по плану", "Часы"]
    path = saved(tmp_path, [["Рабочая программа"], names, *([row[n] for n in order] for row in rows)])
    assert heading[0] == "№ урока"
    assert read(path).problems == ()
    assert read(path).lines == read(SAMPLE).lines


def test_sections_in_a_column_of_their_own_reach_down(tmp_path: Path) -> None:
    path = saved(tmp_path, [
        ["№", "Раздел", "Тема урока", "Кол-во часов", "Домашнее задание"],
        [1, "Причастие", "Понятие о причастии", 1, "§ 12"],
        [2, None, "Причастный оборот", 1, "§ 13"],
        ["3-4", None, "Сочинение", 2, "дописать"],
        [5, "Деепричастие", "Понятие о деепричастии", 1, None],
        [None, None, "Итого", 5, None],
    ])  # fmt: skip
    found = read(path)
    assert found.problems == ()
    assert [line.section for line in found.lines] == ["Причастие"] * 4 + ["Деепричастие"]
    assert [line.topic for line in found.lines][2:4] == ["Сочинение (1/2)", "Сочинение (2/2)"]
    assert [CODES.get(line.work_kind or 0) for line in found.lines] == [None, None, None, "composition", None]


def test_days_are_read_however_they_are_written(tmp_path: Path) -> None:
    written = [datetime(2017, 9, 1), "04.09", "05.09.17", "06.09.2017 г.", 42986, "11-15.09", "3 неделя", "сентябрь",
               "1 нед.", "10.01", "май"]  # fmt: skip
    path = saved(tmp_path, [["№", "Тема", "Дата (план)"], *([n, f"Тема {n}", day] for n, day in enumerate(written, 1))])
    found = read(path)
    assert found.problems == ()
    assert [line.day for line in found.lines] == [
        date(2017, 9, 1), date(2017, 9, 4), date(2017, 9, 5), date(2017, 9, 6), date(2017, 9, 8), date(2017, 9, 15),
        date(2017, 9, 15), date(2017, 9, 30), date(2017, 9, 1), date(2018, 1, 10), date(2018, 5, 25),
    ]  # fmt: skip


def test_the_simple_table_of_the_ministry_is_a_plan_too(tmp_path: Path) -> None:
    path = saved(tmp_path, [
        ["№ урока", "Тема урока"], [1, "Входная контрольная работа"], [2, "Итоговое повторение. Тест"],
        [3, "Анализ диктанта"],
    ])  # fmt: skip
    found = read(path)
    assert found.problems == ()
    assert [CODES.get(line.work_kind or 0) for line in found.lines] == ["control", None, None]


def test_months_and_weeks_are_read_as_people_write_them(tmp_path: Path) -> None:
    written = ["1 сентября", "8 сент.", "11 сентября 2017 г.", "12/09/2017", "2017-09-13", "5–6 неделя", "окт.",
               "3 мая"]  # fmt: skip
    rows = [[n, f"Тема {n}", day] for n, day in enumerate(written, 1)]
    found = read(saved(tmp_path, [["№", "Тема", "Сроки"], *rows]))
    assert found.problems == ()
    assert [line.day for line in found.lines] == [
        date(2017, 9, 1), date(2017, 9, 8), date(2017, 9, 11), date(2017, 9, 12), date(2017, 9, 13),
        date(2017, 10, 6), date(2017, 10, 31), date(2018, 5, 3),
    ]  # fmt: skip
    numbers = saved(tmp_path, [["№", "Тема", "Учебная неделя"], [1, "Язык", 1], [2, "Речь", 2.0], [3, "Слог", "40"]])
    assert [line.day for line in read(numbers).lines] == [date(2017, 9, 1), date(2017, 9, 8), date(2018, 5, 25)]


def test_a_heading_in_two_rows_is_read_as_one(tmp_path: Path) -> None:
    path = saved(tmp_path, [
        ["Календарно-тематическое планирование, 7 класс"],
        ["№ п/п", "Тема урока", "Кол-во часов", "Дата", None, "Дом. задание"],
        [None, None, None, "по плану", "по факту", None],
        [1, 2, 3, 4, 5, 6],
        [1, "Понятие о причастии", 1, "01.09", "04.09", "§ 12"],
        [2, "Причастный оборот", 2, "05.09", None, "§ 13"],
    ])  # fmt: skip
    found = read(path)
    assert (found.problems, len(found.lines)) == ((), 3)
    assert [(line.topic, line.day, line.homework) for line in found.lines[:2]] == [
        ("Понятие о причастии", date(2017, 9, 1), "§ 12"), ("Причастный оборот (1/2)", date(2017, 9, 5), ""),
    ]  # fmt: skip
    assert found.left_out == ("E3: the column “Дата, по факту” (1 cell) is not kept in the journal.",)


@pytest.mark.parametrize("in_two_rows", [True, False])
def test_hours_of_tests_and_practicals_are_the_works_of_their_lessons(tmp_path: Path, in_two_rows: bool) -> None:
    two = [
        ["№ п/п", "Тема урока", "Количество часов", None, None, "Дата изучения", "ЭЦОР"],
        [None, None, "Всего", "Контрольные работы", "Практические работы", None, None],
    ]
    heading = two if in_two_rows else [["№", "Тема", "всего ч", "КР", "ПР", "Дата изучения", "ЭЦОР"]]
    found = read(saved(tmp_path, [
        *heading,
        [1, "Строение вещества", 1, 0, 0, "01.09.2017", None], [2, "Измерение объёма", 1, 0, 1, "05.09.2017", None],
        [3, "Проверка знаний", 1, 1, None, "06.09.2017", None],
        ["ОБЩЕЕ КОЛИЧЕСТВО ЧАСОВ ПО ПРОГРАММЕ", None, 3, 1, 1, None, None],
    ]))  # fmt: skip
    assert (found.problems, found.left_out) == ((), ())
    assert [CODES.get(line.work_kind or 0) for line in found.lines] == [None, "practical", "control"]


def test_a_section_over_the_whole_width_stands_in_the_first_column(tmp_path: Path) -> None:
    found = read(saved(tmp_path, [
        ["№", "Тема", "Часы"], ["1 триместр"], ["Раздел 1. Причастие"], [1, "Понятие о причастии", 1],
        ["Итого за I триместр", None, 1], ["2-й триместр"], [2, "Причастный оборот", 1], ["Деепричастие"],
        [3, "Понятие о деепричастии", 1], ["Итого", None, 3],
    ]))  # fmt: skip
    assert found.problems == ()
    assert [(line.topic, line.section) for line in found.lines] == [
        ("Понятие о причастии", "Раздел 1. Причастие"), ("Причастный оборот", "Раздел 1. Причастие"),
        ("Понятие о деепричастии", "Деепричастие"),
    ]  # fmt: skip


def test_a_column_that_nobody_foresaw_is_told_and_does_not_stop_the_plan(tmp_path: Path) -> None:
    found = read(saved(tmp_path, [["№", "Тема", "Словарная работа"], [1, "Причастие", "оборот"]]))
    assert (found.problems, len(found.lines)) == ((), 1)
    assert found.left_out == ("C1: the column “Словарная работа” (1 cell) is not kept in the journal.",)


def test_a_topic_of_several_lessons_leaves_room_for_their_numbers(tmp_path: Path) -> None:
    assert refused(saved(tmp_path, [["№", "Тема", "Часы"], [1, "Я" * 295, 2], [3, "Я" * 300, 1]])) == {
        "B2": "at most 294 characters are expected"
    }


def test_two_halves_of_an_hour_are_one_lesson(tmp_path: Path) -> None:
    path = saved(tmp_path, [
        ["№", "Тема", "Часы", "Д/з"],
        [1, "Музыка народов мира", "0,5 ч", "песня"], [2, "Слушание", 0.5, None], [3, "Опера", 1, None],
        [4, "Балет", 0.5, None], [None, "Всего", 2.5, None],
    ])  # fmt: skip
    found = read(path)
    assert [line.topic for line in found.lines] == ["Музыка народов мира. Слушание", "Опера", "Балет"]
    assert found.lines[0].homework == "песня"
    assert refused(path) == {"C5": "another half an hour is expected in the next row: together they are one lesson"}


def test_what_the_journal_has_no_place_for_is_told_and_not_lost_silently(tmp_path: Path) -> None:
    path = saved(tmp_path, [
        ["№", "Тема", "Тип урока", "УУД", "Вид контроля", "Дата (факт)", "Примечание"],
        [1, "Введение", "урок изучения нового", "личностные", "Текущий", None, None],
        [2, "Диктант", "урок контроля", None, "Контрольный диктант", None, None],
        [3, "Повторение", None, None, "Фронтальный опрос", None, None],
    ])  # fmt: skip
    found = read(path)
    assert found.problems == ()
    assert [CODES.get(line.work_kind or 0) for line in found.lines] == [None, "dictation", None]
    assert found.left_out == (
        "C1: the column “Тип урока” (2 cells) is not kept in the journal.",
        "D1: the column “УУД” (1 cell) is not kept in the journal.",
        "E2: “Текущий” (1 cell) is a control without a work of its own.",
        "E4: “Фронтальный опрос” (1 cell) is a control without a work of its own.",
    )


def test_every_fault_is_found_at_its_cell(tmp_path: Path) -> None:
    rows = sample_rows()
    rows[1][2] = 3  # the section's hours
    rows[2][3] = "31.09"
    rows[3][0] = 7
    rows[5][3] = datetime(2018, 9, 5)
    rows[6][1] = None
    rows[7][2] = "много"
    rows[12][5] = "Викторина"
    rows[13][1] = "Анализ  диктанта"
    rows[20][0] = datetime(2017, 2, 1)
    rows[-1][2] = 64
    assert refused(saved(tmp_path, rows)) == {
        "C2": "the sum of the hours beneath is expected: 2",
        "D3": "a day of the study year is expected, like 01.09, or its week or month",
        "A4": "the number of the next lesson is expected: 2",
        "D6": "a day from 01.09.2017 to 25.05.2018 is expected",
        "B7": "a topic is expected",
        "C8": "hours are expected, like 1, 2 or 0.5",
        "F13": "a kind of work of the school is expected, like a dictation",
        "B14": "to be put right: several spaces in a row",
        "A21": "a lesson's number as text is expected, not a date",
        "C68": "the sum of the hours above is expected: 63",
    }


def test_a_workbook_of_something_else_names_what_is_missing(tmp_path: Path) -> None:
    (problem,) = read(ROOT / "data" / "demo" / "school-staff.xlsx").problems
    assert "a heading within the first 15 rows is expected with the columns: «№», «Тема», «Часы»" in problem.expected
    assert refused(saved(tmp_path, [["№", "Тема урока", "Часы"]])) == {
        "B1": "lessons of the plan are expected beneath the heading"
    }


@pytest.mark.parametrize("sign", ["=1+1", "+7", "-5", "@cmd"])
def test_a_plan_goes_out_and_comes_in_again_unchanged(tmp_path: Path, sign: str) -> None:
    names = {n: kind.name for n, kind in enumerate(reference.works(), 1)}
    lines = (*read(SAMPLE).lines, PlanLine(f"{sign} тема", sign, section="Служебные части речи"))
    rows = tuple(
        PlanRow(line, n, date(2017, 9, n % 28 + 1), "", PlanState.GIVEN if n < 5 else PlanState.AHEAD)
        for n, line in enumerate(lines, 1)
    )
    view = PlanView(CourseId(1), "7А · Русский язык", rows, "", 170, 4, 0, 0, None, tuple(names.items()), False)
    path = tmp_path / "out.xlsx"
    path.write_bytes(plan_workbook(view))
    found = read(path)
    assert found.problems == ()
    assert found.lines == tuple(replace(line, key=0) for line in lines)
    cell = load_workbook(path)["КТП"]["B72"]
    assert (cell.value, cell.data_type) == (f"{sign} тема", "s")
