"""Shorter ways through the lesson grid: the way marks go, repeating, gaps, kinds of work; and whose value stays."""

import pytest

from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.services.attendance.attendance import PutAbsence
from ejournal_tui.services.journal.lessons import DeclareWork
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.operations.home import Home
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from tests.people import lesson_on, pupils_of, session_of, teacher_of
from tests.ui.conftest import Sit, Sitting

DAY, SUBJECT = "2018-01-15", "Русский язык"


@pytest.fixture
def lesson(home: Home) -> LessonId:
    """The Russian lesson that has just been held."""
    return lesson_on(home, SUBJECT, DAY)


def marks(home: Home, lesson: LessonId) -> dict[int, str]:
    """What the database holds at the lesson, by the pupil's place in the list."""
    places = {pupil: place for place, pupil in enumerate(pupils_of(home, lesson))}
    rows = home.school.db.sql(
        "SELECT m.pupil, m.value FROM mark m JOIN work w ON w.id=m.work WHERE w.lesson=? ORDER BY m.place", lesson
    )
    return dict(sorted((places[pupil], str(value)) for pupil, value in rows))


async def opened(person: Sitting) -> LessonGridScreen:
    """The teacher comes in and opens the grid of the lesson under the cursor."""
    await person.press("1")
    await person.comes_to(TodayScreen)
    await person.press("f2")
    return await person.comes_to(LessonGridScreen)


def control(home: Home) -> int:
    """The kind К/р, a work for all."""
    ((key,),) = home.school.db.sql("SELECT id FROM work_kind WHERE code='control'")
    return int(key)


@pytest.mark.parametrize("key", ["ш", "i"])
async def test_marks_go_right_when_the_person_says_so_and_the_next_sitting_knows_it(
    sit: Sit, home: Home, lesson: LessonId, key: str
) -> None:
    earlier = lesson_on(home, SUBJECT, "2018-01-12")
    async with sit() as person:
        await opened(person)
        head = home.school.head()
        await person.press(key)
        assert "A mark goes right now" in person.status
        assert home.school.head() == head
    async with sit() as person:
        await opened(person)
        column = person.cell[1]
        person.grid.move_to(4, column - 1)
        await person.press("5", "4")
        assert (marks(home, earlier).get(4), marks(home, lesson).get(4)) == ("5", "4")
        assert person.cell == (4, column + 1)
        await person.press("backspace", "backspace")
        assert (marks(home, earlier).get(4), marks(home, lesson).get(4)) == (None, None)
        await person.press("ctrl+z")
        assert marks(home, earlier).get(4) == "5"
        await person.press(key)
        assert "A mark goes down now" in person.status


@pytest.mark.parametrize("key", ["с", "c"])
async def test_the_last_mark_is_repeated_on_the_next_pupils(
    sit: Sit, home: Home, lesson: LessonId, key: str
) -> None:
    async with sit() as person:
        await opened(person)
        await person.press(key)
        assert "nothing to repeat yet" in person.status
        await person.press("4", key, "down", key)
        assert marks(home, lesson) == {0: "4", 1: "4", 3: "4"}
        await person.press("ctrl+z")
        assert marks(home, lesson) == {0: "4", 1: "4"}


@pytest.mark.parametrize("key", ["к", "r"])
async def test_gaps_are_pupils_without_a_mark_in_a_work_for_all_then_lessons_without_a_topic(
    sit: Sit, home: Home, lesson: LessonId, key: str
) -> None:
    teacher, pupils = session_of(home, teacher_of(home, SUBJECT)), pupils_of(home, lesson)
    teacher.do(DeclareWork(lesson, control(home)))
    for place, pupil in enumerate(pupils):
        if place not in (5, 9, 20):
            teacher.do(PutMarks(lesson, pupil, (Mark(Value.FOUR),), (), "control"))
    teacher.do(PutAbsence(lesson, pupils[9], Absence.ABSENT))
    async with sit() as person:
        await opened(person)
        column = person.cell[1]
        await person.press(key)
        assert person.cell == (5, column)
        assert "К/р: no mark" in person.status
        await person.press(key)
        assert person.cell == (20, column)
        await person.press(key)
        assert person.cell[1] == column
        assert "no topic" in person.status
        await person.press("5")
        assert marks(home, lesson)[20] == "5"


@pytest.mark.parametrize("key", ["у", "e"])
async def test_the_kind_of_work_of_the_column_before_is_declared_with_two_keys(
    sit: Sit, home: Home, lesson: LessonId, key: str
) -> None:
    session_of(home, teacher_of(home, SUBJECT)).do(DeclareWork(lesson_on(home, SUBJECT, "2018-01-12"), control(home)))
    async with sit() as person:
        await opened(person)
        await person.press(key)
        await person.comes_to(Choose)
        await person.press("enter")
        screen = await person.comes_to(LessonGridScreen)
        assert "declared" in person.status
        assert screen.grid is not None
        assert screen.grid.columns[person.cell[1]].work_code == "control"
        await person.press("5")
        assert marks(home, lesson) == {0: "5"}
        await person.press("ctrl+z", "ctrl+z")
        assert home.school.db.sql("SELECT COUNT(*) FROM work WHERE lesson=?", lesson) == [(0,)]


@pytest.mark.parametrize(("answer", "stands"), [(["enter"], "2"), (["escape"], "2"), (["5", "down", "enter"], "5")])
async def test_a_conflict_shows_both_values_with_who_and_when_and_asks_which_stays(
    sit: Sit, home: Home, lesson: LessonId, answer: list[str], stands: str
) -> None:
    author = teacher_of(home, SUBJECT)
    ((surname,),) = home.school.db.sql(
        "SELECT s.surname FROM account a JOIN staff s ON s.id=a.staff WHERE a.id=?", author
    )
    async with sit() as person:
        await opened(person)
        session_of(home, author).do(PutMarks(lesson, pupils_of(home, lesson)[0], (Mark(Value.TWO),), ()))
        await person.press("5")
        await person.comes_to(Choose)
        await person.sees("“2” stands here already", surname, "15.01 10:1", "Which one stays?")
        await person.sees("leave “2”", "write “5”")
        assert marks(home, lesson) == {0: "2"}
        await person.press(*answer)
        await person.comes_to(LessonGridScreen)
        await person.until(lambda: marks(home, lesson) == {0: stands}, "not what was chosen")
        await person.sees("“2” stays" if stands == "2" else ": 5")


async def test_what_was_emptied_meanwhile_and_a_letter_of_another_are_asked_about_too(
    sit: Sit, home: Home, lesson: LessonId
) -> None:
    colleague, pupils = session_of(home, teacher_of(home, SUBJECT)), pupils_of(home, lesson)
    colleague.do(PutMarks(lesson, pupils[0], (Mark(Value.TWO),), ()))
    async with sit() as person:
        await opened(person)
        colleague.do(PutMarks(lesson, pupils[0], (), (Mark(Value.TWO),)))
        colleague.do(PutAbsence(lesson, pupils[1], Absence.LATE))
        await person.burst("5", "н", "4")
        await person.comes_to(Choose)
        await person.sees("“2” was erased", "leave an empty cell")
        await person.until(lambda: marks(home, lesson) == {2: "4"}, "the hand was held up")
        await person.press("down", "enter")
        await person.sees("“о” stands here already", "leave “о”", "write “н”")
        assert marks(home, lesson) == {0: "5", 2: "4"}
        await person.press("enter")
        await person.comes_to(LessonGridScreen)
        letters = home.school.db.sql("SELECT pupil, letter FROM absence WHERE lesson=?", lesson)
        assert letters == [(pupils[1], "о")]


async def test_a_pupil_with_yo_in_the_name_is_found_by_ye(sit: Sit, home: Home) -> None:
    async with sit() as person:
        screen = await opened(person)
        await person.press("f3")
        await person.type("королев")
        await person.press("enter")
        await person.comes_to(LessonGridScreen)
        assert screen.grid is not None
        assert screen.grid.rows[person.cell[0]].name == "Королёв Семён"
