"""The school's own workbooks arrive exactly, seen beside an independent reading of the same files."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ejournal_tui.domain.groups.groups import ClassName
from ejournal_tui.domain.workbooks.handed_in import Problem
from ejournal_tui.exchange.files.workbook import Workbook, read_workbook
from ejournal_tui.exchange.lists.groups import read_groups
from ejournal_tui.exchange.lists.roster import read_pupils
from ejournal_tui.exchange.lists.staff import read_staff
from ejournal_tui.exchange.lists.timetable import read_timetable
from ejournal_tui.services import reference

DEMO = Path(__file__).parents[2] / "data" / "demo"
HANDED_IN = Path(__file__).parent / "samples" / "class-7A-as-handed-in.xlsx"


def cells(file: str, sheet: str) -> list[tuple[Any, ...]]:
    """Every row of a sheet, read by another library."""
    return [tuple(row) for row in openpyxl.load_workbook(DEMO / file)[sheet].iter_rows(values_only=True)]


def tenths(count: int) -> Iterator[int]:
    """Ten places spread over a list."""
    return iter(range(3, count, count // 10))


def test_all_57_people_of_the_staff_arrive() -> None:
    reading = read_staff(read_workbook(DEMO / "school-staff.xlsx"), reference.aliases())
    assert (len(reading.staff), reading.problems) == (57, ())
    plain = cells("school-staff.xlsx", "Сотрудники")[1:]
    for place in tenths(57):
        row, (_number, name, post, _subject, leads, room, phone, email) = reading.staff[place], plain[place]
        assert (row.name.full, row.post, row.phone) == (name, post, phone)
        assert (str(row.leads) if row.leads else None, row.room or None) == (
            leads,
            str(room) if room else None,
        )
        assert (row.email or None) == email


def test_all_432_rows_and_961_hours_of_the_load_arrive() -> None:
    reading = read_staff(read_workbook(DEMO / "school-staff.xlsx"), reference.aliases())
    assert (len(reading.loads), reading.problems) == (432, ())
    plain = cells("school-staff.xlsx", "Нагрузка")[1:]
    assert sum(row.half_hours for row in reading.loads) == 2 * sum(row[3] for row in plain) == 2 * 961
    for place in tenths(432):
        row, (school_class, subject, group, hours, teacher) = reading.loads[place], plain[place]
        assert (str(row.school_class), row.subject, row.group or None) == (school_class, subject, group)
        assert (row.half_hours, row.teacher.full) == (2 * hours, teacher)


def test_all_770_pupils_arrive_with_their_guardians() -> None:
    reading = read_pupils(read_workbook(DEMO / "school-pupils.xlsx"), 2017)
    assert (len(reading.rows), reading.problems) == (770, ())
    plain = cells("school-pupils.xlsx", "Ученики")[1:]
    named = sum((row[12] is not None) + (row[17] is not None) for row in plain)
    assert sum(len(row.guardians) for row in reading.rows) == named
    for place in tenths(770):
        row, seen = reading.rows[place], plain[place]
        assert (row.name.surname, row.name.given, row.name.patronymic) == seen[1:4]
        assert (row.birth, row.enrolled) == (seen[4].date(), seen[8].date())
        assert (row.sex, str(row.school_class), row.file_number) == (
            "m" if seen[5] == "М" else "f",
            seen[6],
            seen[7],
        )
        assert (row.language or None, row.education_form, row.phone or None) == seen[9:12]
        for guardian, (name, relation, phone, email, informing) in zip(
            row.guardians, (seen[12:17], seen[17:22]), strict=False
        ):
            assert (guardian.name.full, guardian.relation, guardian.phone) == (name, relation, phone)
            assert (guardian.email or None, guardian.on_paper) == (email, informing == "бумажная")


def test_all_1415_places_in_subgroups_arrive() -> None:
    reading = read_groups(read_workbook(DEMO / "school-groups.xlsx"), reference.aliases())
    assert (len(reading.rows), reading.problems) == (1415, ())
    plain = cells("school-groups.xlsx", "Состав подгрупп")[1:]
    for place in tenths(1415):
        row = reading.rows[place]
        name = row.pupil
        assert (
            str(row.school_class),
            row.subject,
            row.group,
            name.surname,
            name.given,
            name.patronymic,
        ) == plain[place]


def test_all_837_cells_of_the_timetable_arrive_with_the_bells_and_the_day_it_begins() -> None:
    aliases = reference.aliases()
    reading = read_timetable(read_workbook(DEMO / "school-timetable.xlsx"), aliases)
    assert (len(reading.slots), reading.problems, reading.starts) == (837, (), date(2017, 9, 1))
    wall = openpyxl.load_workbook(DEMO / "school-timetable.xlsx")["Расписание"]
    for place in tenths(837):
        slot = reading.slots[place]
        cell = wall[slot.address.rpartition("!")[2]]
        subject, _space, rooms = str(cell.value).rpartition(" ")
        assert (aliases[subject.casefold()], tuple(rooms.split("/"))) == (slot.subject, slot.rooms)
        assert wall.cell(2, cell.column).value == str(slot.school_class)
        assert wall.cell(cell.row, 2).value == slot.number
        assert (cell.row - 3) // 8 + 1 == slot.weekday
    plain = cells("school-timetable.xlsx", "Звонки")[1:]
    assert [(bell.number, bell.starts, bell.ends) for bell in reading.bells] == plain


def test_two_groups_stand_in_two_rooms_in_their_order() -> None:
    reading = read_timetable(read_workbook(DEMO / "school-timetable.xlsx"), reference.aliases())
    monday = {
        slot.number: slot
        for slot in reading.slots
        if slot.school_class == ClassName(7, "А") and slot.weekday == 1
    }
    assert (monday[4].subject, monday[4].rooms) == ("Английский язык", ("125", "126"))


READERS: dict[str, Callable[[Workbook], tuple[Problem, ...]]] = {
    "staff": lambda book: read_staff(book, reference.aliases()).problems,
    "pupils": lambda book: read_pupils(book, 2017).problems,
    "groups": lambda book: read_groups(book, reference.aliases()).problems,
    "timetable": lambda book: read_timetable(book, reference.aliases()).problems,
}


@pytest.mark.parametrize("kind", READERS)
def test_another_workbook_is_refused_with_the_columns_that_were_looked_for(kind: str) -> None:
    for file in {f"school-{other}.xlsx" for other in READERS if other != kind} | {"lesson-plan-russian-7.xlsx"}:
        (told,) = READERS[kind](read_workbook(DEMO / file))
        assert (told.address, "«") == ("A1", told.expected[told.expected.index("«")])


def test_the_list_of_a_class_as_handed_in_is_refused() -> None:
    assert read_pupils(read_workbook(HANDED_IN), 2017).problems


def test_a_problem_is_said_in_one_sentence_with_its_place() -> None:
    sentence = Problem("7А", "E12", "7-А класс", "a class is expected, like 7А", "7А").sentence()
    assert "7А!E12" in sentence
    assert "7-А класс" in sentence
    assert sentence.endswith("7А.")
