"""The journal began in the middle of the year: what the paper journal holds is brought in, by keys alone (C25)."""

from datetime import date

import pytest

from ejournal_tui.domain.errors import Conflict
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.domain.people.people import PupilId
from ejournal_tui.services.journal.gradebook import ShowGrid
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.journal.on_paper import HoldOnPaper, SetPastResult
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.storage.journal import lessons
from ejournal_tui.ui.dialogs.fill_in import FillIn
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from ejournal_tui.ui.screens.results.results import ResultsScreen
from tests.classes import Classes, more_classes
from tests.people import lesson_on, session_of, teacher_of
from tests.ui.conftest import Sit, Sitting

SUBJECT = "Русский язык"


@pytest.fixture
def classes(home: Home) -> Classes:
    """7Б beside 7А: its journal is empty, as that of a school that begins on 15.01."""
    return more_classes(home)


def course_of(home: Home, group: int) -> int:
    """The only course of a class."""
    ((course,),) = home.school.db.sql("SELECT id FROM course WHERE study_group=?", group)
    return int(course)


def join(home: Home, classes: Classes) -> PupilId:
    """Somebody of 7А has been in 7Б from the first day on."""
    ((pupil,),) = home.school.db.sql("SELECT id FROM pupil WHERE surname='Богданов'")

    def deed(ledger: object) -> None:
        for (key,) in home.school.db.sql("SELECT id FROM membership WHERE pupil=?", pupil):
            home.school.ledger.delete("membership", key)
        home.school.ledger.insert(
            "membership", study_group=classes.seven_b, pupil=pupil, starts="2017-09-01", ends=None, order_number="",
            left_order="",
        )  # fmt: skip
        home.school.ledger.seal("Test", "done", {})

    home.school.write(0, "test", deed)
    return PupilId(pupil)


def trimester_on_paper(home: Home) -> None:
    """The lessons of the first trimester were kept in the paper journal: the school began later."""

    def deed(ledger: object) -> None:
        for (key,) in home.school.db.sql("SELECT id FROM lesson WHERE day<'2017-12-01' AND held_at IS NOT NULL"):
            home.school.ledger.update("lesson", key, on_paper_at=1)
        home.school.ledger.seal("Test", "done", {})

    home.school.write(0, "test", deed)


async def at_grid(person: Sitting, home: Home, group: str) -> LessonGridScreen:
    """The teacher of Russian opens the grid of a class."""
    await person.enter(teacher_of(home, SUBJECT))
    await person.comes_to(TodayScreen)
    await person.press("ж")
    await person.type(group)
    await person.press("enter")
    return await person.comes_to(LessonGridScreen)


async def paper_day(person: Sitting, day: str) -> None:
    """Ins, the date, Enter."""
    await person.press("insert")
    await person.until(lambda: isinstance(person.app.screen, FillIn), "no dialog")
    await person.type(day)
    await person.press("enter")


async def test_c25_marks_by_date_come_from_the_paper_journal(sit: Sit, home: Home, classes: Classes) -> None:
    course, pupil = course_of(home, classes.seven_b), join(home, classes)
    async with sit() as person:
        await at_grid(person, home, "7б")
        await person.sees("There is nothing here yet.")
        await paper_day(person, "12.01")
        await person.sees("12.01: kept on paper.")
        await person.press("4")
        await person.sees("4*")
        await paper_day(person, "11.01")
        await person.press("5")
        await person.sees("5*", "4.50")
        assert home.school.db.sql(
            "SELECT day, number, state FROM lesson WHERE course=? AND on_paper_at IS NOT NULL ORDER BY day", course
        ) == [("2018-01-11", 1, "held"), ("2018-01-12", 1, "held")]
        await person.press("f4")
        await person.sees("“5” was written, from the paper journal")
        await person.press("escape")
        await paper_day(person, "11.01")
        await person.sees("The lesson stands in the grid already, as kept on paper.")
        await paper_day(person, "13.01")
        await person.sees("13.01.2018 is no school day of this class.")
        await paper_day(person, "15.01")
        await person.sees("The paper journal tells of days that are over.")
        await person.press("ctrl+z", "ctrl+z")
        assert home.school.db.sql("SELECT day FROM lesson WHERE course=?", course) == [("2018-01-12",)]
        await person.press("ctrl+z", "ctrl+z")
        assert home.school.db.sql("SELECT day FROM lesson WHERE course=?", course) == []
        await person.press("ctrl+y")
        await person.sees("Done again: lesson kept on paper")
        await person.press("4")
        await person.sees("4*")
    assert home.console().ask(VerifyAudit()).whole
    grid = session_of(home, teacher_of(home, SUBJECT)).ask(ShowGrid(course, date(2018, 1, 15)))  # type: ignore[arg-type]
    assert [(row.pupil, row.average) for row in grid.rows] == [(pupil, 4000)]


async def test_c25_a_lesson_kept_in_the_journal_takes_no_marks_from_paper(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await at_grid(person, home, "русский")
        await paper_day(person, "12.01")
        await person.sees("The lesson of 12.01.2018 was kept in the journal itself.", "Type its marks in its column.")


async def test_c25_results_of_past_periods_are_typed_in_a_table(sit: Sit, home: Home) -> None:
    teacher = teacher_of(home, SUBJECT)
    course = lessons.lesson(home.school, lesson_on(home, SUBJECT, "2018-01-15")).course
    results = "SELECT value, source FROM result ORDER BY id"
    trimester_on_paper(home)
    async with sit() as person:
        await at_grid(person, home, "русский")
        await person.press("f8")
        await person.comes_to(ResultsScreen)
        await person.sees("[trimester I]")
        await person.press("4", "5", "н", "y")
        await person.sees("4*", "5*", "н/а*")
        assert home.school.db.sql(results) == [(4, "paper"), (5, "paper"), (12, "paper"), (12, "paper")]
        await person.press("up", "delete")
        await person.sees("taken out")
        await person.press("ctrl+z")
        await person.sees("Taken back: result of a past period")
        assert len(home.school.db.sql(results)) == 4
        await person.press("home")
        await person.sees("4 from the paper journal")
        ((first,),) = home.school.db.sql("SELECT pupil FROM result WHERE value=4")
        other = session_of(home, teacher)
        other.do(SetPastResult(course, first, 1, Value.THREE, Value.FOUR))
        await person.press("2")
        await person.sees("“3” stands here already")
        await person.press("2")
        assert home.school.db.sql("SELECT value FROM result WHERE pupil=?", first) == [(2,)]
        await person.press("right", "5")
        await person.sees("It is too early for results of trimester II")
        await person.press("escape")
        await person.comes_to(LessonGridScreen)
        await person.press("т", "т", "т")
        await person.sees("trimester I ", "res.")
        grid = person.grid.grid
        assert grid is not None
        assert grid.rows[0].result == "2*"


async def test_c25_results_typed_faster_than_they_are_saved_stand_where_they_were_meant(sit: Sit, home: Home) -> None:
    trimester_on_paper(home)
    async with sit() as person:
        await at_grid(person, home, "русский")
        await person.press("f8")
        await person.comes_to(ResultsScreen)
        await person.burst("4", "5", "down", "3", "up", "up", "2")
        await person.until(lambda: len(home.school.db.sql("SELECT 1 FROM result")) == 4, "not every result is there")
        rows = home.school.db.sql(
            "SELECT r.value FROM result r JOIN pupil p ON p.id=r.pupil ORDER BY p.search_key"
        )
        assert [value for (value,) in rows] == [4, 5, 2, 3]


async def test_c25_other_people_read_the_results_and_write_none(sit: Sit, home: Home) -> None:
    trimester_on_paper(home)
    async with sit() as person:
        await person.press("3")
        await person.press("f2")
        await person.type("физика")
        await person.press("enter")
        await person.comes_to(LessonGridScreen)
        await person.press("insert")
        await person.sees("entered by the course's teacher")
        await person.press("f8")
        await person.comes_to(ResultsScreen)
        await person.press("5")
        await person.sees("entered by the course's teacher")
        assert home.school.db.sql("SELECT 1 FROM result") == []


def test_c25_a_paper_lesson_is_not_taken_back_from_under_its_marks(home: Home, classes: Classes) -> None:
    course, pupil = course_of(home, classes.seven_b), join(home, classes)
    first, second = (session_of(home, teacher_of(home, SUBJECT)) for _n in range(2))
    first.do(HoldOnPaper(course, date(2018, 1, 11)))  # type: ignore[arg-type]
    ((lesson,),) = home.school.db.sql("SELECT id FROM lesson WHERE course=?", course)
    second.do(PutMarks(lesson, pupil, (Mark(Value.FIVE),), ()))
    with pytest.raises(Conflict, match="More was written"):
        first.undo()
    second.undo()
    assert home.school.db.sql("SELECT state FROM lesson WHERE id=?", lesson) == [("held",)]
