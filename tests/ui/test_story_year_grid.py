"""The whole year in the lesson grid: the periods go round to it, and it is read and written like one of them."""

from datetime import date

from ejournal_tui.domain.journal.lessons import Place
from ejournal_tui.domain.journal.marks import Value
from ejournal_tui.services.journal.gradebook import ShowGrid
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.results.closing import ClosePeriod
from ejournal_tui.services.results.giving import Given, GiveResults
from ejournal_tui.storage.journal import lessons
from ejournal_tui.ui.keyboard import CellKey, read_key
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.widgets.lesson_grid import LessonGridView
from tests.people import account_with_role, lesson_on, pupils_of, session_of, teacher_of
from tests.ui.conftest import Sit, Sitting
from tests.ui.test_story_cell import at_the_lesson, reasons, stands
from tests.ui.test_story_closing import trimester

DAY, SUBJECT = "2018-01-15", "Русский язык"


def day_of(person: Sitting) -> date:
    """The day of the column under the cursor."""
    grid = person.grid.grid
    assert grid is not None
    return grid.columns[person.grid.place.column].day


async def test_after_the_last_period_the_whole_year_is_shown_and_a_mark_lands_in_its_lesson(
    sit: Sit, home: Home
) -> None:
    september = lesson_on(home, SUBJECT, "2017-09-04")
    course = lessons.lesson(home.school, september).course
    teacher, pupil = session_of(home, teacher_of(home, SUBJECT)), pupils_of(home, september)[1]
    teacher.do(GiveResults(course, 1, (Given(pupil, Value.THREE, None),)))
    place = next(n for n, _pupil in enumerate(pupils_of(home, september)) if not stands(home, september, n))
    async with sit() as person:
        screen = await at_the_lesson(person)
        await person.sees("trimester II", "avg.")
        await person.press("т", "т")
        await person.sees("year 2017/2018", "trimesters", "I   II  III")
        assert "avg." not in person.text
        assert day_of(person) == date(2018, 1, 15)
        grid = screen.grid
        assert grid is not None
        assert grid.rows[1].results == ("3", "", "")
        assert (grid.rows[1].average, grid.rows[1].forecast) == (None, None)
        assert next(line for line in person.lines if line.startswith("  2 ")).split()[-1] == "3"
        await person.press("х")
        assert day_of(person) == date(2018, 1, 11)
        await person.press("ъ")
        assert day_of(person) == date(2018, 1, 15)
        await person.press("end")
        assert day_of(person) == grid.columns[-1].day > date(2018, 5, 1)
        await person.press("home")
        assert day_of(person) == grid.columns[0].day < date(2017, 9, 8)
        column = next(n for n, one in enumerate(grid.columns) if one.lesson == september)
        person.grid.move_to(place, column)
        await person.press("5")
        await person.until(lambda: [mark for _kind, mark, _said in stands(home, september, place)] == ["5"])
        await person.press("ctrl+z")
        await person.until(lambda: not stands(home, september, place), "not taken back")
        await person.press("т")
        await person.sees("trimester I ", "avg.")
        assert screen.grid is not None
        assert screen.grid.rows[1].result == "4"
    assert home.console().ask(VerifyAudit()).whole


def test_each_column_of_the_year_is_closed_with_its_own_period(home: Home) -> None:
    course = lessons.lesson(home.school, lesson_on(home, SUBJECT, DAY)).course
    deputy = session_of(home, account_with_role(home, "deputy"))
    ((school_class,),) = home.school.db.sql("SELECT id FROM study_group WHERE kind='class'")
    deputy.do(ClosePeriod(trimester(home, 1), (school_class,)))
    grid = deputy.ask(ShowGrid(course, date(2018, 1, 15), whole_year=True))
    first = grid.periods[0]
    assert {column.closed for column in grid.columns if first.covers(column.day)} == {True}
    assert {column.closed for column in grid.columns if not first.covers(column.day)} == {False}
    assert len(grid.columns) > 150


async def test_two_old_marks_changed_at_once_are_asked_about_one_after_the_other(sit: Sit, home: Home) -> None:
    lesson = lesson_on(home, SUBJECT, "2018-01-12")
    first, second = [n for n in range(20) if stands(home, lesson, n)][:2]
    new = {n: "2" if stands(home, lesson, n)[0][1] != "2" else "3" for n in (first, second)}
    async with sit() as person:
        screen = await at_the_lesson(person)
        await person.press("left")
        person.grid.move_to(first, person.cell[1])
        view, column = person.grid, person.cell[1]
        assert view.grid is not None
        # Both keys were pressed before the first question came up.
        for place in (first, second):
            key = read_key(new[place])
            assert isinstance(key, CellKey)
            view.post_message(LessonGridView.Typed(view.grid, Place(place, column), key))
        await person.settle()
        await person.sees("Why is it changed?")
        await person.press("2")
        await person.until(lambda: stands(home, lesson, first)[0][1] == new[first], "the first answer was lost")
        await person.sees("Why is it changed?")
        await person.press("3")
        await person.until(lambda: stands(home, lesson, second)[0][1] == new[second], "the second was lost")
        assert (reasons(home, lesson, first), reasons(home, lesson, second)) == (["retake"], ["corrections"])
        assert person.on(LessonGridScreen) is screen


async def test_the_list_of_keys_says_that_it_goes_on_below(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await at_the_lesson(person)
        await person.press("f1")
        await person.sees("Keys of this screen", "more lines")
        await person.press("end")
        await person.until(lambda: "↓" not in person.lines[-3] and "more line" not in person.text, "goes on for ever")
        await person.sees("Esc")
