"""C37: a day that is unlike the others has words of its own, and a next step."""

from datetime import date

import pytest

from ejournal_tui.services.operations.home import Home
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.journal.lesson_page import LessonPageScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from tests.changing import changed, gone, made
from tests.people import lesson_on, teacher_of
from tests.ui.conftest import Sit
from tests.ui.test_story_entering import full_disk

SUBJECT = "Русский язык"
TODAY = date(2018, 1, 15)


async def test_c37_a_holiday_is_called_by_its_name_and_the_arrows_lead_on(
    sit: Sit, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EJOURNAL_NOW", "2018-01-10T10:14")
    async with sit() as person:
        await person.enter(teacher_of(home, SUBJECT))
        await person.comes_to(TodayScreen)
        await person.sees("No lessons: Зимние каникулы. The arrows show other days.")
        await person.press("right")
        await person.sees("Day, Th 11.01", SUBJECT)


async def test_c37_whoever_teaches_nothing_today_is_told_where_the_journals_are(
    sit: Sit, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A Sunday belongs to no holiday.
    monkeypatch.setenv("EJOURNAL_NOW", "2018-01-14T10:14")
    async with sit() as person:
        await person.enter(teacher_of(home, SUBJECT))
        await person.comes_to(TodayScreen)
        await person.sees("Sunday is a day off.", "Ж: all your journals")
        await person.press("ж")
        await person.sees("7А", SUBJECT)


async def test_c37_a_closed_period_says_so_in_the_grid_and_on_the_page_and_whom_to_ask(sit: Sit, home: Home) -> None:
    ((period,),) = home.school.db.sql("SELECT id FROM study_period WHERE scheme='trimester' AND number=2")
    changed(home, "study_period", period, closed_at=home.clock.instant())
    before = home.school.db.sql("SELECT COUNT(*) FROM mark")
    async with sit() as person:
        await person.enter(teacher_of(home, SUBJECT))
        await person.comes_to(TodayScreen)
        await person.press("enter")
        await person.comes_to(LessonPageScreen)
        await person.sees("The period is closed", "deputy head")
        await person.press("f6")
        await person.comes_to(LessonGridScreen)
        # It is told before anybody types.
        assert "trimester II · period closed" in person.text
        assert "period closed: entries on the deputy head's word" in person.status
        await person.press("5")
        await person.until(lambda: "The period is closed" in person.status, "nothing was said")
        assert "deputy head" in person.status
    assert home.school.db.sql("SELECT COUNT(*) FROM mark") == before


async def test_c37_a_course_without_lessons_sends_to_the_dispatcher(sit: Sit, home: Home) -> None:
    ((group, staff),) = home.school.db.sql(
        "SELECT c.study_group, t.staff FROM course c JOIN teaching t ON t.course=c.id"
        " JOIN subject s ON s.id=c.subject WHERE s.name=? LIMIT 1", SUBJECT,
    )  # fmt: skip
    other = made(home, "subject", name="Астрономия", short="Астрономия", markless=0)
    course = made(home, "course", subject=other, study_group=group, half_hours=2)
    made(home, "teaching", course=course, staff=staff, starts="2017-09-01", ends=None)
    async with sit() as person:
        await person.enter(teacher_of(home, SUBJECT))
        await person.comes_to(TodayScreen)
        await person.press("ж")
        await person.type("астроном")
        await person.press("enter")
        await person.comes_to(LessonGridScreen)
        await person.sees("There is nothing here yet.", "No lessons are in the timetable", "ask the dispatcher")


async def test_c37_the_first_lesson_of_a_year_stands_ready_without_any_data(sit: Sit, home: Home) -> None:
    lesson = lesson_on(home, SUBJECT, TODAY.isoformat())
    for table in ("mark", "absence", "homework", "work"):
        for (key,) in home.school.db.sql(f"SELECT id FROM {table}"):
            gone(home, table, key)
    async with sit() as person:
        await person.enter(teacher_of(home, SUBJECT))
        await person.comes_to(TodayScreen)
        await person.press("enter")
        page = await person.comes_to(LessonPageScreen)
        assert page.page is not None
        assert page.page.lesson == lesson
        await person.press("f6")
        await person.comes_to(LessonGridScreen)
        await person.press("5")
        await person.sees("mark 5")
        await person.press("up", "г")
        await person.sees("Forecast 5: points 5 by weight 1 make 5.00.", "Marks: 1 of at least 7, 6 wanting.")


@pytest.mark.sqlite
async def test_c37_a_disk_that_fills_up_while_marks_are_typed_loses_nothing_that_was_acknowledged(
    sit: Sit, home: Home
) -> None:
    async with sit() as person:
        await person.enter(teacher_of(home, SUBJECT))
        await person.comes_to(TodayScreen)
        await person.press("f2")
        await person.comes_to(LessonGridScreen)
        await person.press("5")
        await person.sees("mark 5")
        with full_disk():
            await person.press("4")
            await person.until(lambda: "disk of the journal is full" in person.status, "nothing was said")
            assert "free space" in person.status
        assert (person.shown(0), person.shown(1)) == ("5", "")
        await person.press("4")
        await person.sees("mark 4")
    found = home.school.db.sql(
        "SELECT m.value FROM mark m JOIN work w ON w.id=m.work WHERE w.lesson=? ORDER BY m.id",
        lesson_on(home, SUBJECT, TODAY.isoformat()),
    )
    assert found == [(5,), (4,)]
