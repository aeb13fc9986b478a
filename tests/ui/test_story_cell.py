"""A cell opened: its works and marks, who wrote them, what is said of them, and why an old mark was changed."""

from datetime import date

import pytest

from ejournal_tui.domain.errors import Invalid
from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.domain.people.people import ClassId
from ejournal_tui.services.history.cells import CellLife
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.papers.papers import ShowWeeklySheets
from ejournal_tui.ui.screens.journal.cell import CellScreen
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from tests.people import lesson_on, pupils_of, session_of, teacher_of
from tests.ui.conftest import Sit, Sitting

DAY, SUBJECT = "2018-01-15", "Русский язык"
Stands = list[tuple[str, str, str]]


def stands(home: Home, lesson: LessonId, place: int = 0) -> Stands:
    """What the database holds in a pupil's cells: kind of work, mark, comment."""
    rows = home.school.db.sql(
        "SELECT k.code, m.value, m.sign, m.comment FROM mark m JOIN work w ON w.id=m.work"
        " JOIN work_kind k ON k.id=w.kind WHERE w.lesson=? AND m.pupil=? ORDER BY k.id, m.place",
        lesson, pupils_of(home, lesson)[place],
    )  # fmt: skip
    return [(code, Mark(Value(value), sign).text, comment) for code, value, sign, comment in rows]


def reasons(home: Home, lesson: LessonId, place: int) -> list[str | None]:
    """Why the pupil's marks were changed."""
    pupil = pupils_of(home, lesson)[place]
    rows = home.school.db.sql(
        "SELECT m.reason FROM mark m JOIN work w ON w.id=m.work WHERE w.lesson=? AND m.pupil=?", lesson, pupil
    )
    return [reason for (reason,) in rows]


async def at_the_lesson(person: Sitting) -> LessonGridScreen:
    """The teacher comes in and opens the grid of the lesson under the cursor."""
    await person.press("1")
    await person.comes_to(TodayScreen)
    await person.press("f2")
    return await person.comes_to(LessonGridScreen)


async def cell_opened(person: Sitting, key: str = "f2") -> CellScreen:
    """The cell under the cursor is opened."""
    await person.press(key)
    return await person.comes_to(CellScreen)


async def typed_in(person: Sitting, *fields: str) -> None:
    """The form is filled in, line by line; each line is wiped first."""
    for text in fields:
        await person.press("end", *["backspace"] * 20)
        await person.type(text)
        await person.press("enter")


async def test_a_cell_takes_a_mark_with_a_comment_which_stays_through_retyping(sit: Sit, home: Home) -> None:
    lesson = lesson_on(home, SUBJECT, DAY)
    async with sit() as person:
        await at_the_lesson(person)
        await cell_opened(person)
        await person.press("f2")
        await typed_in(person, "4", "read well")
        await person.until(lambda: stands(home, lesson) == [("answer", "4", "read well")], "not written")
        await person.sees("read well")
        await person.press("5", "-")
        assert stands(home, lesson) == [("answer", "5-", "read well")]
        await person.press("escape")
        await person.comes_to(LessonGridScreen)
        assert person.shown(0) == "5-"
        await person.until(lambda: "5-: read well" in person.status, "not told")
        await person.press("4")
        assert stands(home, lesson) == [("answer", "4", "read well")]
        await person.press(*["ctrl+z"] * 4)
        assert stands(home, lesson) == []
        await person.press("ctrl+y")
        assert stands(home, lesson) == [("answer", "4", "read well")]


async def test_letters_write_what_is_no_digit_in_both_layouts_and_two_marks_stand_together(
    sit: Sit, home: Home
) -> None:
    lesson = lesson_on(home, SUBJECT, DAY)
    async with sit() as person:
        await at_the_lesson(person)
        await cell_opened(person, "enter")
        seen = []
        for key in ("з", "p", "о", "y", "l", "1"):
            await person.press(key)
            seen += [mark for _kind, mark, _said in stands(home, lesson)]
        assert seen == ["зач", "нз", "осв", "н/а", "д", "1"]
        await person.press("f2")
        await typed_in(person, "5/4", "")
        assert [mark for _kind, mark, _said in stands(home, lesson)] == ["5", "4"]
        await person.press("insert")
        await typed_in(person, "3", "")
        await person.sees("A cell takes two marks at most.")
        await person.press("escape", "down", "delete")
        assert [mark for _kind, mark, _said in stands(home, lesson)] == ["5"]


async def test_another_work_is_declared_from_the_cell_and_marked_there(sit: Sit, home: Home) -> None:
    lesson = lesson_on(home, SUBJECT, DAY)
    async with sit() as person:
        await at_the_lesson(person)
        await person.press("5", "up")
        await cell_opened(person)
        await person.press("в", "6", "4")
        assert stands(home, lesson) == [("answer", "5", ""), ("control", "4", "")]
        await person.press("escape")
        await person.comes_to(LessonGridScreen)
        await person.press("ctrl+z", "ctrl+z")
        assert stands(home, lesson) == [("answer", "5", "")]


async def test_a_comment_that_a_colleague_has_changed_meanwhile_is_not_overwritten(sit: Sit, home: Home) -> None:
    lesson = lesson_on(home, SUBJECT, DAY)
    pupil, five = pupils_of(home, lesson)[0], (Mark(Value.FIVE),)
    colleague = session_of(home, teacher_of(home, SUBJECT))
    async with sit() as person:
        await at_the_lesson(person)
        await person.press("5", "up")
        await cell_opened(person)
        await person.press("f2", "enter")
        colleague.do(PutMarks(lesson, pupil, five, five, comments=("at the board",), expects_comments=("",)))
        await person.type("mine")
        await person.press("enter")
        await person.sees("The comment of “5” was changed meanwhile.")
        assert stands(home, lesson) == [("answer", "5", "at the board")]
        await person.press("escape", "escape")
        await person.comes_to(LessonGridScreen)
        await person.press("ctrl+z")
        assert "changed meanwhile" in person.status
        assert stands(home, lesson) == [("answer", "5", "at the board")]


async def test_c05_a_mark_corrected_a_week_later_says_why_and_the_old_one_stays_in_the_history(
    sit: Sit, home: Home
) -> None:
    lesson = lesson_on(home, SUBJECT, "2018-01-12")
    place = next(n for n in range(20) if stands(home, lesson, n))
    ((_kind, old, _said),) = stands(home, lesson, place)
    new = "2" if old != "2" else "3"
    async with sit() as person:
        await at_the_lesson(person)
        await person.press("left")
        person.grid.move_to(place, person.cell[1])
        await person.press(new)
        await person.sees("Why is it changed?", "mistake in entering", "taken again", "work on mistakes")
        await person.press("escape")
        await person.until(lambda: "the mark stays as it was" in person.status, "not told")
        assert (stands(home, lesson, place)[0][1], person.cell[0]) == (old, place)
        await person.press(new, "2")
        await person.until(lambda: stands(home, lesson, place)[0][1] == new, "not written")
        assert "taken again" in person.status
        assert reasons(home, lesson, place) == ["retake"]
        await person.press("f4")
        await person.sees(f"“{old}” became “{new}” — taken again")
        # A slip of the moment asks nothing, taking back neither.
        await person.press("escape", "4")
        await person.press("up", "ctrl+z", "ctrl+z")
        assert stands(home, lesson, place)[0][1] == old
        other = next(n for n in range(place + 1, 20) if stands(home, lesson, n))
        person.grid.move_to(other, person.cell[1])
        await person.press("delete", "4")
        await person.sees("Why is the mark changed?")
        await person.type("mixed up")
        await person.press("enter")
        await person.until(lambda: not stands(home, lesson, other), "not erased")
        await person.press("f4")
        await person.sees("was erased — mixed up")
    assert home.console().ask(VerifyAudit()).whole


async def test_c05_in_the_cell_the_form_asks_for_the_reason_and_takes_its_number(sit: Sit, home: Home) -> None:
    lesson = lesson_on(home, SUBJECT, "2018-01-12")
    place = next(n for n in range(20) if stands(home, lesson, n))
    old = stands(home, lesson, place)[0][1]
    async with sit() as person:
        await at_the_lesson(person)
        await person.press("left")
        person.grid.move_to(place, person.cell[1])
        await cell_opened(person)
        await person.press("f2")
        await typed_in(person, "1", "", "")
        await person.sees("say in the last line why")
        assert stands(home, lesson, place)[0][1] == old
        await person.type("3")
        await person.press("enter")
        await person.until(lambda: stands(home, lesson, place)[0][1] == "1", "not written")
        assert reasons(home, lesson, place) == ["corrections"]
        await person.press("f4")
        await person.sees("became “1” — work on mistakes")


def test_a_mark_of_an_earlier_day_needs_a_reason_at_the_door_too(home: Home) -> None:
    lesson = lesson_on(home, SUBJECT, "2018-01-12")
    place = next(n for n in range(20) if stands(home, lesson, n))
    pupil = pupils_of(home, lesson)[place]
    teacher = session_of(home, teacher_of(home, SUBJECT))
    seen = (Mark(Value(int(stands(home, lesson, place)[0][1]))),)
    with pytest.raises(Invalid, match="changed with a reason"):
        teacher.do(PutMarks(lesson, pupil, (Mark(Value.ONE),), seen))
    teacher.do(PutMarks(lesson, pupil, (Mark(Value.ONE),), seen, reason="error"))
    teacher.undo()
    assert [told.what for told in teacher.ask(CellLife(lesson, pupil))][-2].endswith("“1” — mistake in entering")


def test_the_family_reads_what_is_said_of_a_mark_in_the_diary_and_on_the_sheet(home: Home) -> None:
    lesson = lesson_on(home, SUBJECT, DAY)
    pupil = pupils_of(home, lesson)[0]
    session_of(home, teacher_of(home, SUBJECT)).do(
        PutMarks(lesson, pupil, (Mark(Value.FIVE),), (), comments=("read\u202e well\x1b[31m",), expects_comments=())
    )
    sheet = home.console().ask(ShowWeeklySheets(own_class(home), date(2018, 1, 15), True))
    notes = [{one.note for day in pupil.days for one in day} - {"", "substitution"} for pupil in sheet.pupils]
    assert notes[0] == {"5: read well[31m"}
    assert not any(notes[1:])


def own_class(home: Home) -> ClassId:
    """The demo's class."""
    return ClassId(home.school.db.sql("SELECT school_class FROM class_teacher")[0][0])
