"""A column filled in one go: one value, a line, a spreadsheet; shown before it is written, taken back with one key."""

from collections.abc import Callable

import pytest
from textual import events

from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.services.attendance.attendance import PutAbsence
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.ui.screens.journal.filling import FillField, FillScreen
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.journal.lesson_page import LessonPageScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from tests.changing import changed
from tests.people import lesson_on, pupils_of, session_of, teacher_of
from tests.ui.conftest import Sit, Sitting

DAY, SUBJECT = "2018-01-15", "Русский язык"


@pytest.fixture
def lesson(home: Home) -> LessonId:
    """The Russian lesson that has just been held."""
    return lesson_on(home, SUBJECT, DAY)


Cells = Callable[[], dict[int, str]]


@pytest.fixture
def cells(home: Home, lesson: LessonId) -> Cells:
    """What the database holds at the lesson, by the pupil's place in the list."""

    def read() -> dict[int, str]:
        places = {pupil: place for place, pupil in enumerate(pupils_of(home, lesson))}
        found: dict[int, str] = {}
        for pupil, value, sign in home.school.db.sql(
            "SELECT m.pupil, m.value, m.sign FROM mark m JOIN work w ON w.id=m.work WHERE w.lesson=?"
            " ORDER BY m.pupil, m.place", lesson,
        ):  # fmt: skip
            found[places[pupil]] = found.get(places[pupil], "") + Mark(Value(value), sign).text
        for pupil, letter in home.school.db.sql("SELECT pupil, letter FROM absence WHERE lesson=?", lesson):
            found[places[pupil]] = found.get(places[pupil], "") + letter
        return dict(sorted(found.items()))

    return read


async def opened(person: Sitting) -> FillScreen:
    """The teacher comes in, opens the grid of the lesson and asks to fill its column."""
    await person.press("1")
    await person.comes_to(TodayScreen)
    await person.press("f2")
    await person.comes_to(LessonGridScreen)
    await person.press("f5")
    return await person.comes_to(FillScreen)


async def paste(person: Sitting, text: str) -> None:
    """Paste into the field, as a terminal hands it over."""
    person.app.screen.query_one(FillField).post_message(events.Paste(text))
    await person.settle()
    await person.settle()


async def test_everybody_who_was_there_gets_a_five_and_one_key_takes_all_of_them_back(
    sit: Sit, home: Home, lesson: LessonId, cells: Cells
) -> None:
    teacher, pupils = session_of(home, teacher_of(home, SUBJECT)), pupils_of(home, lesson)
    teacher.do(PutAbsence(lesson, pupils[2], Absence.ABSENT))
    teacher.do(PutMarks(lesson, pupils[4], (Mark(Value.THREE),), ()))
    before = cells()
    async with sit() as person:
        await opened(person)
        await person.press("5")
        await person.sees("25 cells will be written, 2 are left out", "was absent", "has a mark already")
        assert cells() == before
        await person.press("enter")
        await person.comes_to(LessonGridScreen)
        assert cells() == dict.fromkeys(range(27), "5") | before
        assert person.status == "25 cells were written. Ctrl+Z takes it back."
        await person.press("ctrl+z")
        assert cells() == before
        assert "Taken back: column filled, 7А Русский язык 15.01" in person.status
        await person.press("ctrl+y")
        assert len(cells()) == 27
    assert home.console().ask(VerifyAudit()).whole


async def test_a_typed_line_goes_down_from_the_cursor_and_replaces_only_when_asked(
    sit: Sit, home: Home, lesson: LessonId, cells: Cells
) -> None:
    pupils = pupils_of(home, lesson)
    session_of(home, teacher_of(home, SUBJECT)).do(PutMarks(lesson, pupils[1], (Mark(Value.TWO),), ()))
    async with sit() as person:
        await opened(person)
        await person.press("down")
        await person.type("4 = y 54")
        await person.sees("2 cells will be written, 1 is left out")
        await person.press("f2")
        await person.sees("3 cells will be written", "what stands is replaced")
        await person.press("enter")
        await person.comes_to(LessonGridScreen)
        assert cells() == {1: "4", 3: "н", 4: "54"}
        await person.press("ctrl+z")
        assert cells() == {1: "2"}


async def test_names_and_marks_of_a_spreadsheet_are_matched_and_what_cannot_be_read_is_left_out_only_when_told(
    sit: Sit, cells: Cells
) -> None:
    async with sit() as person:
        screen = await opened(person)
        assert screen._grid is not None
        names = [row.name for row in screen._grid.rows]
        await paste(person, f"{names[5]}\t5\r\n{names[0]}\t4-\r\nЩукин Пётр\t3\r\n")
        await person.sees("2 cells will be written, 1 cannot be read", "line 3, Щукин Пётр: nobody of this group")
        await person.press("enter")
        assert cells() == {}
        assert "Enter once more" in person.status
        await person.press("enter")
        await person.comes_to(LessonGridScreen)
        assert cells() == {0: "4-", 5: "5"}


async def test_a_pasted_column_goes_down_the_list(sit: Sit, cells: Cells) -> None:
    async with sit() as person:
        await opened(person)
        await paste(person, "5\n\n4\n")
        await person.sees("(3 lines pasted)", "2 cells will be written")
        await person.press("backspace")
        await person.sees("One value is for everybody")
        await paste(person, "5\n\n4\n")
        await person.sees("2 cells will be written")
        await person.press("enter")
        await person.comes_to(LessonGridScreen)
        assert cells() == {0: "5", 2: "4"}


async def test_somebody_faster_is_shown_and_nothing_is_half_written(
    sit: Sit, home: Home, lesson: LessonId, cells: Cells
) -> None:
    async with sit() as person:
        await opened(person)
        await person.type("5 4 3")
        colleague = session_of(home, teacher_of(home, SUBJECT))
        colleague.do(PutMarks(lesson, pupils_of(home, lesson)[1], (Mark(Value.TWO),), ()))
        await person.press("enter")
        assert cells() == {1: "2"}
        assert "“2” stands here already" in person.status
        assert "Nothing was written" in person.status
        await person.sees("has a mark already")
        await person.press("enter")
        await person.comes_to(LessonGridScreen)
        assert cells() == {0: "5", 1: "2", 2: "3"}


async def test_what_was_typed_is_kept_when_the_screen_is_left(sit: Sit, cells: Cells) -> None:
    async with sit() as person:
        screen = await opened(person)
        await person.type("5 4 н")
        await person.press("escape")
        await person.comes_to(LessonGridScreen)
        await person.press("f5")
        again = await person.comes_to(FillScreen)
        assert again is not screen
        assert again.query_one(FillField).value == "5 4 н"
        await person.press(*["backspace"] * 5)
        assert "One value is for everybody" in person.status
        await person.press("enter")
        assert "nothing to write" in person.status
        assert cells() == {}


async def test_a_lesson_ahead_and_a_closed_period_say_so_and_take_nothing(
    sit: Sit, home: Home, lesson: LessonId, cells: Cells
) -> None:
    async with sit() as person:
        await person.press("1")
        await person.comes_to(TodayScreen)
        await person.press("f2")
        await person.comes_to(LessonGridScreen)
        await person.press("right", "f5")
        await person.comes_to(FillScreen)
        assert "has not been held yet" in person.status
        await person.press("5", "enter")
        assert isinstance(person.app.screen, FillScreen)
        await person.press("backspace", "escape")
        await person.comes_to(LessonGridScreen)
        ((period,),) = home.school.db.sql("SELECT id FROM study_period WHERE scheme='trimester' AND number=2")
        changed(home, "study_period", period, closed_at=1)
        await person.press("left", "f5")
        await person.comes_to(FillScreen)
        assert "closed" in person.status
        await person.press("5", "enter")
        assert "closed" in person.status
        assert cells() == {}


async def test_the_page_of_a_lesson_fills_its_column_too_and_a_projector_shows_no_names(
    sit: Sit, cells: Cells
) -> None:
    async with sit() as person:
        await person.press("1")
        await person.comes_to(TodayScreen)
        await person.press("enter")
        page = await person.comes_to(LessonPageScreen)
        page.view().focus()
        await person.press("я", "f5")
        screen = await person.comes_to(FillScreen)
        assert screen._grid is not None
        await person.type("5 9 4")
        await person.sees("value 2: “9” is not a mark")
        assert [row.name for row in screen._grid.rows if row.name.split()[0] in person.text] == []
        await person.press("enter", "enter")
        await person.comes_to(LessonPageScreen)
        assert cells() == {0: "5", 2: "4"}
