"""Pupils come with marks: from another class, from another school, from a sanatorium; by keys alone (C16, C17)."""

from datetime import date

import pytest

from ejournal_tui.domain.people.people import PupilId
from ejournal_tui.services.journal.gradebook import ShowGrid
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.papers.papers import ShowDiary, ShowWeeklySheets
from ejournal_tui.services.people.pupils import MovePupil
from ejournal_tui.storage.journal import lessons
from ejournal_tui.ui.screens.entrance.sign_in import SignInScreen
from ejournal_tui.ui.screens.families.diary import DiaryScreen
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.results.results import ResultsScreen
from tests.changing import made
from tests.classes import Classes, more_classes
from tests.people import account_with_role, class_teacher, lesson_on, session_of, teacher_of
from tests.ui.conftest import Sit, Sitting
from tests.ui.test_story_on_paper import at_grid, course_of
from tests.ui.test_story_people import at_people, deed, fill, opens

SUBJECT = "Русский язык"
DAY = date(2018, 1, 15)


@pytest.fixture
def classes(home: Home) -> Classes:
    """7Б with three lessons of Russian beside 7А."""
    found = more_classes(home)
    for day in ("2018-01-11", "2018-01-12", "2018-01-15"):
        made(home, "lesson", course=course_of(home, found.seven_b), day=day, number=2, room="", state="planned",
             topic="", plan_entry=None, kind=None, substitute=None, roll_at=None, held_at=None)  # fmt: skip
    return found


def somebody(home: Home) -> PupilId:
    """The first pupil of 7А."""
    ((pupil,),) = home.school.db.sql("SELECT id FROM pupil WHERE search_key LIKE 'богданов богдан%'")
    return PupilId(pupil)


def standing(home: Home, pupil: PupilId, day: date = DAY) -> tuple[int | None, int, int]:
    """Average, count and debts in Russian as the family's diary has them."""
    session = session_of(home, account_with_role(home, "deputy"))
    week = session.ask(ShowDiary(pupil, day)).pupils[0]
    (found,) = [one for one in week.subjects if one.subject == "Русский язык"]
    return found.average, found.count, found.debts


def russian(home: Home) -> int:
    return int(lessons.lesson(home.school, lesson_on(home, SUBJECT, "2018-01-15")).course)


async def leave(person: Sitting) -> None:
    await person.press("f12")
    await person.comes_to(SignInScreen)


async def test_c16_marks_go_along_with_whoever_changes_the_class(sit: Sit, home: Home, classes: Classes) -> None:
    pupil = somebody(home)
    before = standing(home, pupil)
    assert before[1] > 0
    async with sit() as person:
        await at_people(person, account_with_role(home, "officer"))
        await opens(person, "богданов богдан")
        await person.press("f2")
        await deed(person, "To another class")
        await deed(person, "7Б")
        await fill(person, "15.01", "12")
        await person.sees("Saved.")
        await leave(person)
        # the new teacher: earlier cells read-only with where they come from, the average whole
        await at_grid(person, home, "7б")
        await person.sees("Богданов Богдан")
        grid = person.grid.grid
        assert grid is not None
        assert [row.average for row in grid.rows] == [before[0]]
        assert [cell.enrolled for cell in grid.rows[0].cells] == [False, False, True]
        await person.press("left")
        await person.sees("from 7А")
        await person.press("f4")
        await person.sees("” from 7А")
        await person.press("escape", "right", "5")
        await person.sees("mark 5")
        await leave(person)
        # the old teacher: the line stays, nothing is to be written from the day on
        await at_grid(person, home, "русский")
        old = person.grid.grid
        assert old is not None
        ((row, cells),) = [(n, r.cells) for n, r in enumerate(old.rows) if r.pupil == pupil]
        assert any(cell.marks for cell in cells)
        last = next(n for n, column in enumerate(old.columns) if column.day == DAY)
        person.grid.move_to(row, last)
        await person.press("4")
        await person.sees("not in this group on 15.01")
        assert person.shown(row) == "—"
        await leave(person)
        # the family
        ((account,),) = home.school.db.sql("SELECT id FROM account WHERE pupil=?", pupil)
        await person.enter(account)
        await person.comes_to(DiaryScreen)
        await person.sees("7Б", "Русский язык       5")
    after = standing(home, pupil)
    assert after[1] == before[1] + 1
    sheets = session_of(home, account_with_role(home, "deputy")).ask(
        ShowWeeklySheets(classes.seven_b, DAY, everybody=True)
    )
    (week,) = [one for one in sheets.pupils if one.name.startswith("Богданов")]
    assert [one.average for one in week.subjects if one.subject == "Русский язык"] == [after[0]]


def test_c16_marks_of_a_stay_between_two_stays_come_back_too(home: Home, classes: Classes) -> None:
    pupil, officer = somebody(home), session_of(home, account_with_role(home, "officer"))
    before = standing(home, pupil)
    officer.do(MovePupil(pupil, classes.seven_b, date(2018, 1, 11), "1", classes.seven_a))
    ((lesson,),) = home.school.db.sql(
        "SELECT id FROM lesson WHERE course=? AND day='2018-01-11'", course_of(home, classes.seven_b)
    )
    ((kind,),) = home.school.db.sql("SELECT id FROM work_kind WHERE code='answer'")
    work = made(home, "work", lesson=lesson, kind=kind, weight=1, for_all=0)
    made(home, "mark", work=work, pupil=pupil, place=0, value=2, sign="", comment="", author=1, at=1)
    officer.do(MovePupil(pupil, classes.seven_a, date(2018, 1, 12), "2", classes.seven_b))
    grid = session_of(home, teacher_of(home, SUBJECT)).ask(ShowGrid(russian(home), DAY))  # type: ignore[arg-type]
    (row,) = [one for one in grid.rows if one.pupil == pupil]
    assert [cell.text for cell in row.cells if cell.origin] == ["2"]
    assert (row.average, before[1] + 1) == standing(home, pupil)[:2]


async def test_c17_marks_of_a_certificate_are_kept_shown_and_counted(sit: Sit, home: Home) -> None:
    pupil = somebody(home)
    before = standing(home, pupil)
    async with sit() as person:
        await at_people(person, class_teacher(home))
        await opens(person, "богданов богдан")
        await person.press("f2")
        await deed(person, "Marks of a certificate")
        await deed(person, "Русский язык")
        await fill(person, "", "12.01", "санаторий «Сосны»", "11.01 5 4, 12.01 33", "1=4")
        await person.sees("The number of the paper is missing.")
        await fill(person, "7", None, None, None, None)
        await person.sees("Saved.", "certificate", "12.01 3 3; 1=4")
        assert home.school.db.sql("SELECT pupil, number, issued, place FROM certificate") == [
            (pupil, "7", "2018-01-12", "санаторий «Сосны»")
        ]
        average, count, _debts = standing(home, pupil)
        assert count == before[1] + 4
        await person.press("f2")
        await deed(person, "Certificate No. 7")
        await fill(person, None, None, None, "11.01 5, 12.01 3", None)
        await person.sees("12.01 3; 1=4")
        await person.press("ctrl+z")
        await person.sees("Taken back: marks of a certificate", "12.01 3 3; 1=4")
        await leave(person)
        await at_grid(person, home, "русский")
        grid = person.grid.grid
        assert grid is not None
        assert (grid.columns[0].of_certificates, grid.rows[0].cells[0].text) == (True, "5433")
        assert grid.rows[0].average == average
        await person.press("home")
        await person.sees("cert", "5433", "from certificate No. 7 of 12.01.2018, санаторий «Сосны»")
        assert "11.01 5 4, 12.01 3 3 · entered by" in person.status
        await person.press("5")
        await person.sees("These marks came with a certificate.")
        await person.press("f4")
        await person.sees("“11.01 5” from certificate No. 7")
        await person.press("escape", "f6")
        person.on(LessonGridScreen)
        await person.press("f8")
        await person.comes_to(ResultsScreen)
        await person.press("5")
        await person.sees("comes from certificate No. 7", "class teacher changes it")
        await leave(person)
        ((account,),) = home.school.db.sql("SELECT id FROM account WHERE pupil=?", pupil)
        await person.enter(account)
        await person.comes_to(DiaryScreen)
        await person.press("left")
        await person.sees("certificate No. 7")
    assert home.console().ask(VerifyAudit()).whole
