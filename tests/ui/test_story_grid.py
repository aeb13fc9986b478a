"""Marks in the lesson grid: one keystroke is one mark, saved at once, undone at will, never lost or overwritten."""

import asyncio
from collections.abc import Callable
from contextvars import Context

import pytest

from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.journal.lessons import LessonId, Place
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.domain.people.people import CONSOLE
from ejournal_tui.services.attendance.attendance import PutAbsence
from ejournal_tui.services.journal.lessons import DeclareWork
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.ui.keyboard import CellKey
from ejournal_tui.ui.screens.base import JournalScreen
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from ejournal_tui.ui.widgets.lesson_grid import LessonGridView
from tests.people import lesson_on, pupils_of, session_of, teacher_of
from tests.ui.conftest import Sit, Sitting

DAY, SUBJECT = "2018-01-15", "Русский язык"


@pytest.fixture
def lesson(home: Home) -> LessonId:
    """The Russian lesson that has just been held."""
    return lesson_on(home, SUBJECT, DAY)


@pytest.fixture
def cells(home: Home, lesson: LessonId) -> Callable[[], dict[int, str]]:
    """What the database holds at the lesson: the pupil's place by name, marks and letters as written."""

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


Cells = Callable[[], dict[int, str]]


async def opened(person: Sitting) -> LessonGridScreen:
    """The teacher comes in and opens the grid of the lesson under the cursor."""
    await person.press("1")
    await person.comes_to(TodayScreen)
    await person.press("f2")
    return await person.comes_to(LessonGridScreen)


async def test_27_marks_take_28_keys(sit: Sit, cells: Cells) -> None:
    typed = "543554435" * 3
    async with sit() as person:
        await person.press("1")
        await person.comes_to(TodayScreen)
        await person.press("f2", *typed)
        await person.until(lambda: len(cells()) == 27, "not every mark is there")
        assert cells() == dict(enumerate(typed))


async def test_a_digit_writes_goes_down_and_is_told(sit: Sit, cells: Cells) -> None:
    async with sit() as person:
        await opened(person)
        await person.press("5")
        assert (cells(), person.cell[0], person.shown(0)) == ({0: "5"}, 1, "5")
        assert "Богданов Богдан: 5 — mark 5" in person.status
        await person.press("enter")
        assert person.cell[0] == 1
        await person.press("ctrl+s")
        assert "Saved at 10:14:" in person.status


async def test_keys_in_one_burst_land_in_pupils_one_after_another(sit: Sit, home: Home, cells: Cells) -> None:
    async with sit() as person:
        await opened(person)
        await person.burst(*"54321н5о4д")
        await person.until(lambda: len(cells()) == 10, "not every key arrived")
        assert cells() == dict(enumerate("54321н5о4д"))
        assert person.cell[0] == 10
    assert home.console().ask(VerifyAudit()).whole


async def test_a_refusal_in_a_burst_moves_nobody_elses_mark(
    sit: Sit, home: Home, lesson: LessonId, cells: Cells
) -> None:
    pupils = pupils_of(home, lesson)
    session_of(home, teacher_of(home, SUBJECT)).do(PutAbsence(lesson, pupils[2], Absence.ABSENT))
    async with sit() as person:
        await opened(person)
        await person.burst(*"55555")
        await person.until(lambda: len(cells()) == 5, "not every key arrived")
        assert cells() == {0: "5", 1: "5", 2: "н", 3: "5", 4: "5"}
        assert person.cell[0] == 5


async def test_a_mark_that_stands_already_does_not_hold_the_hand_up(sit: Sit, cells: Cells) -> None:
    async with sit() as person:
        await opened(person)
        await person.press("5", "up", "5", "4")
        assert cells() == {0: "5", 1: "4"}


@pytest.mark.parametrize(
    ("key", "stands"),
    [*((key, "н") for key in "нyhНYH"), *((key, "о") for key in "оjoОJ"), *((key, "д") for key in "дlД")],
)
async def test_letters_say_the_same_in_both_layouts(sit: Sit, cells: Cells, key: str, stands: str) -> None:
    async with sit() as person:
        await opened(person)
        await person.press(key)
        assert (cells(), person.shown(0)) == ({0: stands}, stands)


@pytest.mark.parametrize("key", ["0", ",", "b"])
async def test_a_key_that_could_mean_two_things_is_answered_and_does_nothing(
    sit: Sit, cells: Cells, key: str
) -> None:
    async with sit() as person:
        await opened(person)
        await person.press(key)
        assert "could be" in person.status
        assert (cells(), person.cell[0]) == ({}, 0)


async def test_delete_and_backspace_erase_and_both_are_undone(sit: Sit, cells: Cells) -> None:
    async with sit() as person:
        await opened(person)
        await person.press("5", "4", "home", "up", "up")
        await person.press("end", "home")
        person.grid.move_to(0, _column(person))
        await person.press("delete")
        assert cells() == {1: "4"}
        assert "erased" in person.status
        await person.press("ctrl+z")
        assert cells() == {0: "5", 1: "4"}
        person.grid.move_to(2, _column(person))
        await person.press("backspace")
        assert (cells(), person.cell[0]) == ({0: "5"}, 1)
        await person.press("ctrl+z")
        assert cells() == {0: "5", 1: "4"}
        await person.press("н")
        assert cells() == {0: "5", 1: "4"}


def _column(person: Sitting) -> int:
    grid = person.grid.grid
    assert grid is not None
    return next(n for n, column in enumerate(grid.columns) if column.day.isoformat() == DAY)


@pytest.mark.parametrize(("undo", "redo"), [("ctrl+z", "ctrl+y"), ("ctrl+я", "ctrl+н")])
async def test_undo_and_redo_answer_in_both_layouts(sit: Sit, cells: Cells, undo: str, redo: str) -> None:
    async with sit() as person:
        await opened(person)
        await person.press("5", "н")
        assert cells() == {0: "5", 1: "н"}
        await person.press(undo)
        assert (cells(), person.shown(1)) == ({0: "5"}, "")
        await person.press(undo)
        assert cells() == {}
        await person.press(redo, redo)
        assert (cells(), person.shown(1)) == ({0: "5", 1: "н"}, "н")
        await person.press(undo, undo, undo)
        assert "nothing to undo" in person.status


async def test_plus_and_minus_belong_to_the_mark_written_last(sit: Sit, cells: Cells) -> None:
    async with sit() as person:
        await opened(person)
        await person.press("+")
        assert "write the mark first" in person.status
        await person.press("5", "-")
        assert (cells(), person.cell[0]) == ({0: "5-"}, 1)
        await person.press("+")
        assert cells() == {0: "5+"}
        await person.press("4", "+")
        assert cells() == {0: "5+", 1: "4+"}


async def test_a_mark_on_an_absent_pupil_is_refused_where_it_was_typed(sit: Sit, cells: Cells) -> None:
    async with sit() as person:
        await opened(person)
        await person.press("н", "up", "5")
        assert "was absent" in person.status
        assert (cells(), person.cell[0], person.shown(0)) == ({0: "н"}, 0, "н")
        await person.press("down")
        assert "was absent" not in person.status


async def test_a_lesson_that_lies_ahead_takes_no_marks(sit: Sit, home: Home, cells: Cells) -> None:
    before = home.school.db.sql("SELECT COUNT(*) FROM mark")
    async with sit() as person:
        await opened(person)
        await person.press("right", "5")
        assert "not been held yet" in person.status
        assert home.school.db.sql("SELECT COUNT(*) FROM mark") == before


async def test_a_pupil_not_enrolled_on_the_day_is_locked(
    sit: Sit, home: Home, lesson: LessonId, cells: Cells
) -> None:
    pupil = pupils_of(home, lesson)[1]
    ((place,),) = home.school.db.sql(
        "SELECT m.id FROM membership m JOIN study_group g ON g.id=m.study_group WHERE m.pupil=? AND g.kind='class'",
        pupil,
    )
    home.school.write(CONSOLE, "test", lambda ledger: (
        ledger.update("membership", place, ends="2018-01-12"), ledger.seal("Moved", "done", {})
    ))  # fmt: skip
    async with sit() as person:
        await opened(person)
        await person.press("down")
        assert person.shown(1) == "—"
        assert "not in the group on this day" in person.status
        await person.press("5")
        assert "not in this group" in person.status
        assert (cells(), person.cell[0]) == ({}, 1)


async def test_a_conflict_leaves_theirs_and_the_next_key_replaces_what_is_seen_now(
    sit: Sit, home: Home, lesson: LessonId, cells: Cells
) -> None:
    author = teacher_of(home, SUBJECT)
    async with sit() as person:
        await opened(person)
        session_of(home, author).do(PutMarks(lesson, pupils_of(home, lesson)[0], (Mark(Value.TWO),), ()))
        await person.press("5", "enter")
        await person.comes_to(LessonGridScreen)
        assert (cells(), person.shown(0), person.cell[0]) == ({0: "2"}, "2", 0)
        await person.press("5")
        assert cells() == {0: "5"}


async def test_somebody_elses_mark_appears_by_itself(sit: Sit, home: Home, lesson: LessonId) -> None:
    async with sit() as person:
        screen = await opened(person)
        session_of(home, teacher_of(home, SUBJECT)).do(
            PutMarks(lesson, pupils_of(home, lesson)[3], (Mark(Value.FOUR),), ())
        )
        assert person.shown(3) == ""
        await screen.poll()
        assert person.shown(3) == "4"


async def test_the_history_of_a_cell_is_told_in_sentences(sit: Sit, cells: Cells) -> None:
    async with sit() as person:
        await opened(person)
        await person.press("4", "up", "5", "up", "f4")
        await person.sees("“4”", "“5”", "15.01 10:1")
        await person.press("escape")
        await person.comes_to(LessonGridScreen)
        await person.press("down", "f4")
        await person.sees("Nothing was ever written here.")


@pytest.mark.parametrize("typed", ["назар", "yfpfh"])
async def test_a_pupil_is_found_by_typing_in_either_layout(sit: Sit, typed: str) -> None:
    async with sit() as person:
        screen = await opened(person)
        await person.press("f3")
        await person.type(typed)
        await person.press("enter")
        await person.comes_to(LessonGridScreen)
        assert screen.grid is not None
        assert screen.grid.rows[person.cell[0]].name.startswith("Назарова")


@pytest.mark.parametrize("key", ["я", "z"])
async def test_a_projector_shows_no_names(sit: Sit, key: str) -> None:
    async with sit() as person:
        screen = await opened(person)
        assert screen.grid is not None
        names = [row.name[:10] for row in screen.grid.rows]
        assert any(name in person.text for name in names)
        await person.press(key)
        assert not any(any(name in line for line in person.grid.shown) for name in names)
        await person.press("5", "down")
        assert [name for name in names if name in person.text] == []


async def test_every_key_of_the_menu_does_what_its_line_says(sit: Sit) -> None:
    async with sit() as person:
        screen: JournalScreen = await opened(person)
        await person.press("f10", "1")
        await person.until(lambda: type(person.app.screen).__name__ == "LessonPageScreen", "F6 by its digit")
        await person.press("escape")
        await person.until(lambda: person.app.screen is screen, "back")
        await person.press("f1")
        await person.sees("Keys of this screen")
        await person.press("pagedown")
        await person.sees("F6", "F2")
        await person.press("pagedown")
        await person.sees("F5")
        await person.press("end")
        await person.sees("Take back the last change.")
        await person.press("escape")
        await person.until(lambda: person.app.screen is screen, "back")


async def test_a_key_means_the_cell_that_was_seen_when_it_was_pressed(
    sit: Sit, home: Home, lesson: LessonId, cells: Cells
) -> None:
    """The picture may change between the key and its turn: another's mark, another's column before this one."""
    pupil = pupils_of(home, lesson)[0]
    colleague = session_of(home, teacher_of(home, SUBJECT))
    ((control,),) = home.school.db.sql("SELECT id FROM work_kind WHERE code='control'")
    earlier = lesson_on(home, SUBJECT, "2018-01-12")
    async with sit() as person:
        screen = await opened(person)
        seen, place = person.grid.grid, person.grid.place
        assert seen is not None
        colleague.do(PutMarks(lesson, pupil, (Mark(Value.TWO),), ()))
        colleague.do(DeclareWork(earlier, control))
        await screen.poll()
        before = home.school.db.sql("SELECT COUNT(*) FROM mark")
        person.grid.post_message(LessonGridView.Typed(seen, place, CellKey.FIVE))
        await person.settle()
        await person.settle()
        await person.sees("“2” stands here already")
        assert cells() == {0: "2"}
        assert home.school.db.sql("SELECT COUNT(*) FROM mark") == before
        await person.press("escape")
        await person.comes_to(LessonGridScreen)
        person.grid.post_message(LessonGridView.Typed(seen, Place(1, place.column), CellKey.FOUR))
        await person.until(lambda: cells() == {0: "2", 1: "4"}, "the mark went elsewhere")


async def test_a_second_key_on_the_same_cell_is_no_conflict_with_oneself(sit: Sit, cells: Cells) -> None:
    async with sit() as person:
        await opened(person)
        await person.burst("5", "up", "4", "up", "3", "+")
        await person.until(lambda: cells() == {0: "3+"}, "not every key was taken")
        await person.press("ctrl+z", "ctrl+z")
        assert cells() == {0: "4"}


async def test_a_sign_goes_to_the_cell_under_the_cursor_once_it_was_moved(sit: Sit, cells: Cells) -> None:
    async with sit() as person:
        await opened(person)
        await person.press("5", "4", "3", "up", "up", "+")
        assert cells() == {0: "5", 1: "4+", 2: "3"}
        assert person.status.startswith(name_of(person, 1) + ": 4+")
        await person.press("down", "down", "down", "+")
        assert "write the mark first" in person.status
        assert cells() == {0: "5", 1: "4+", 2: "3"}


async def test_a_sign_never_reaches_back_into_another_period(sit: Sit, home: Home, cells: Cells) -> None:
    async with sit() as person:
        await opened(person)
        await person.press("5", "т")
        before = home.school.db.sql("SELECT id, sign FROM mark ORDER BY id")
        await person.press("+")
        after = home.school.db.sql("SELECT id, sign FROM mark ORDER BY id")
        changed = {key for key, _sign in set(after) - set(before)}
        assert changed <= {key for (key,) in home.school.db.sql(
            "SELECT m.id FROM mark m JOIN work w ON w.id=m.work JOIN lesson l ON l.id=w.lesson"
            " WHERE l.day NOT BETWEEN '2017-12-01' AND '2018-02-28'"
        )}  # fmt: skip
        assert cells() == {0: "5"}


def name_of(person: Sitting, row: int) -> str:
    grid = person.grid.grid
    assert grid is not None
    return grid.rows[row].name


async def test_backspace_takes_back_the_last_pupils_mark_and_nothing_above_the_first(sit: Sit, cells: Cells) -> None:
    async with sit() as person:
        await opened(person)
        await person.press("5", "4")
        column = person.cell[1]
        assert person.grid.grid is not None
        last = len(person.grid.grid.rows) - 1
        person.grid.move_to(last - 1, column)
        await person.press("3", "2")
        assert cells() == {0: "5", 1: "4", last - 1: "3", last: "2"}
        await person.press("backspace")
        assert cells() == {0: "5", 1: "4", last - 1: "3"}
        await person.press("backspace")
        assert cells() == {0: "5", 1: "4"}
        person.grid.move_to(0, column)
        await person.press("backspace")
        assert cells() == {0: "5", 1: "4"}


@pytest.mark.parametrize("key", ["т", "n"])
async def test_the_period_key_is_the_same_in_both_layouts_and_writes_nothing(
    sit: Sit, cells: Cells, key: str
) -> None:
    async with sit() as person:
        screen = await opened(person)
        assert screen.grid is not None
        before = screen.grid.period.number
        await person.press(key)
        assert screen.grid.period.number != before
        assert cells() == {}


async def test_what_was_told_during_a_look_around_stays_told(
    sit: Sit, home: Home, lesson: LessonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker may finish while the screen asks for what others have changed."""
    async with sit() as person:
        screen = await opened(person)
        session_of(home, teacher_of(home, SUBJECT)).do(
            PutMarks(lesson, pupils_of(home, lesson)[3], (Mark(Value.FOUR),), ())
        )
        load = screen.load

        async def told_meanwhile() -> None:
            await load()
            await asyncio.create_task(tell(screen), context=Context())

        monkeypatch.setattr(screen, "load", told_meanwhile)
        await screen.poll()
        assert "The paper is ready" in person.status
        assert person.shown(3) == "4"


async def tell(screen: LessonGridScreen) -> None:
    screen.say("The paper is ready.")


async def test_undo_tells_what_it_took_back(sit: Sit, cells: Cells) -> None:
    async with sit() as person:
        await opened(person)
        await person.press("5", "4", "ctrl+z")
        assert person.status.startswith(f"Taken back: mark, 7А {SUBJECT} 15.01, {name_of(person, 1)}.")
        await person.press("ctrl+y")
        assert person.status.startswith(f"Done again: mark, 7А {SUBJECT} 15.01, {name_of(person, 1)}.")
