"""A work with two marks takes two digits; a work has its own weight; a «1» is asked about once."""

from collections.abc import Callable

import pytest

from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.services.attendance.attendance import PutAbsence
from ejournal_tui.services.journal.lessons import DeclareWork
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.dialogs.fill_in import FillIn
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.journal.lesson_page import LessonPageScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from tests.people import lesson_on, pupils_of, session_of, teacher_of
from tests.ui.conftest import Sit
from tests.ui.test_story_cell import at_the_lesson

DAY, SUBJECT, KIND = "2018-01-15", "Русский язык", "control"
Cells = Callable[[], dict[int, str]]


@pytest.fixture
def lesson(home: Home) -> LessonId:
    """The Russian lesson that has just been held."""
    return lesson_on(home, SUBJECT, DAY)


@pytest.fixture
def cells(home: Home, lesson: LessonId) -> Cells:
    """What the database holds at the lesson: the pupil's place by name, marks as written."""

    def read() -> dict[int, str]:
        found: dict[int, str] = {}
        places = {pupil: place for place, pupil in enumerate(pupils_of(home, lesson))}
        for pupil, value, sign in home.school.db.sql(
            "SELECT m.pupil, m.value, m.sign FROM mark m JOIN work w ON w.id=m.work WHERE w.lesson=?"
            " ORDER BY m.pupil, m.place", lesson,
        ):  # fmt: skip
            found[places[pupil]] = found.get(places[pupil], "") + Mark(Value(value), sign).text
        return dict(sorted(found.items()))

    return read


@pytest.fixture
def dictation(home: Home, lesson: LessonId) -> None:
    """The lesson has a work with two marks."""
    ((kind,),) = home.school.db.sql("SELECT id FROM work_kind WHERE code=?", KIND)
    session_of(home, teacher_of(home, SUBJECT)).do(DeclareWork(lesson, kind, marks=2))


@pytest.mark.usefixtures("dictation")
async def test_two_digits_fill_the_cell_before_the_cursor_goes_down(sit: Sit, home: Home, cells: Cells) -> None:
    async with sit() as person:
        await at_the_lesson(person)
        await person.press("5")
        assert (cells(), person.cell[0]) == ({0: "5"}, 0)
        assert "Now the second mark" in person.status
        await person.press("4")
        assert (cells(), person.cell[0], person.shown(0)) == ({0: "54"}, 1, "54")
        assert "54 — two marks" in person.status
        await person.press("3", "enter", "4", "down", "5", "-", "4")
        assert (cells(), person.cell[0]) == ({0: "54", 1: "3", 2: "4", 3: "5-4"}, 4)
        await person.press("5", "н")
        assert "The second mark is a digit" in person.status
        await person.press("5")
        assert cells() == {0: "54", 1: "3", 2: "4", 3: "5-4", 4: "55"}
        await person.press("ctrl+z")
        assert cells()[4] == "5"
        await person.press(*["ctrl+z"] * 8)
        assert cells() == {}
        await person.press("ctrl+y", "ctrl+y")
        assert cells() == {0: "54"}
    assert home.console().ask(VerifyAudit()).whole


@pytest.mark.usefixtures("dictation")
async def test_pairs_typed_faster_than_the_journal_answers_land_in_pupils_one_after_another(
    sit: Sit, cells: Cells
) -> None:
    async with sit() as person:
        await at_the_lesson(person)
        await person.burst(*"5443", "5", "enter", *"32")
        await person.until(lambda: cells() == {0: "54", 1: "43", 2: "5", 3: "32"}, "not so")
        assert person.cell[0] == 4
        await person.press("up", "5", "5")
        assert cells()[3] == "55"


@pytest.mark.usefixtures("dictation")
async def test_a_first_mark_that_is_refused_takes_no_second(
    sit: Sit, home: Home, lesson: LessonId, cells: Cells
) -> None:
    pupils, colleague = pupils_of(home, lesson), session_of(home, teacher_of(home, SUBJECT))
    async with sit() as person:
        await at_the_lesson(person)
        colleague.do(PutMarks(lesson, pupils[0], (Mark(Value.THREE),), (), KIND))
        await person.burst("5", "4")
        await person.comes_to(Choose)
        assert cells() == {0: "3"}
        await person.press("escape")
        await person.comes_to(LessonGridScreen)
        assert (cells(), person.cell[0]) == ({0: "3"}, 0)
        await person.press("5", "4")
        assert (cells(), person.cell[0]) == ({0: "54"}, 1)
        colleague.do(PutAbsence(lesson, pupils[1], Absence.ABSENT))
        await person.burst("5", "4", "3", "3")
        await person.until(lambda: 2 in cells() or "was not there" in person.text, "not answered")
        assert 1 not in cells()


async def test_a_one_is_asked_about_once_in_a_sitting(sit: Sit, cells: Cells) -> None:
    async with sit() as person:
        await at_the_lesson(person)
        await person.press("1")
        assert "A one is rare: is it meant?" in person.status
        await person.press("1")
        assert cells() == {0: "1", 1: "1"}
        assert "mark 1" in person.status


async def test_a_work_is_declared_with_its_own_weight_and_two_marks(
    sit: Sit, home: Home, lesson: LessonId, cells: Cells
) -> None:
    def works() -> list[tuple[str, int, int | None]]:
        return list(home.school.db.sql(
            "SELECT k.code, w.weight, w.marks FROM work w JOIN work_kind k ON k.id=w.kind WHERE w.lesson=?", lesson
        ))  # fmt: skip

    async with sit() as person:
        await person.press("1")
        await person.comes_to(TodayScreen)
        await person.press("enter")
        await person.comes_to(LessonPageScreen)
        await person.press("tab", "f2")
        await person.comes_to(Choose)
        await person.press("end", "enter")
        await person.sees("Kind of work")
        await person.press("6")
        await person.comes_to(FillIn)
        await person.press("end", *["backspace"] * 3)
        await person.type("99")
        await person.press("enter")
        assert "A weight goes from 0 to 20" in person.text
        await person.press("end", *["backspace"] * 3)
        await person.type("7")
        await person.press("tab", "end", "backspace")
        await person.type("2")
        await person.press("enter")
        await person.until(lambda: works() == [(KIND, 7, 2)], "not declared")
        await person.comes_to(LessonPageScreen)
        await person.until(lambda: "Saved" in person.status, "not told")
        person.grid.focus()
        await person.press("5", "4")
        assert cells() == {0: "54"}
        await person.press(*["ctrl+z"] * 3)
        assert works() == []
        await person.press("ctrl+y")
        assert works() == [(KIND, 7, 2)]
