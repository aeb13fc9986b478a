"""A teacher keeps a lesson: roll call, topic, homework, marks; every step is in the database when it is told."""

import pytest

from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.services.accounts.reception import Reception
from ejournal_tui.services.journal.gradebook import ShowLesson
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.ui.keyboard import other_layout
from ejournal_tui.ui.screens import base
from ejournal_tui.ui.screens.entrance.sign_in import SignInScreen
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.journal.lesson_page import LessonPageScreen
from ejournal_tui.ui.screens.journal.roll_call import called
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from tests.changing import changed
from tests.people import lesson_on, session_of, teacher_of
from tests.ui.conftest import Sit, Sitting

DAY, SUBJECT = "2018-01-15", "Русский язык"
ABSENT = (8, 15, 22)


@pytest.fixture
def lesson(home: Home) -> LessonId:
    """The Russian lesson that has just been held."""
    return lesson_on(home, SUBJECT, DAY)


def facts(home: Home, lesson: LessonId, column: str) -> object:
    """One column of the lesson."""
    return home.school.db.sql(f"SELECT {column} FROM lesson WHERE id=?", lesson)[0][0]


def absences(home: Home, lesson: LessonId) -> list[tuple[str, str]]:
    """Surname and letter of everybody marked at the lesson."""
    return home.school.db.sql(
        "SELECT p.surname, a.letter FROM absence a JOIN pupil p ON p.id=a.pupil WHERE a.lesson=? ORDER BY p.search_key",
        lesson,
    )


def homework(home: Home, lesson: LessonId) -> list[tuple[str, int]]:
    """Text of the lesson's homework and whether none was set."""
    return home.school.db.sql("SELECT text, none_set FROM homework WHERE lesson=?", lesson)


def marks(home: Home, lesson: LessonId) -> list[int]:
    """The marks of the lesson, by name."""
    rows = home.school.db.sql(
        "SELECT m.value FROM mark m JOIN work w ON w.id=m.work JOIN pupil p ON p.id=m.pupil WHERE w.lesson=?"
        " ORDER BY p.search_key", lesson,
    )  # fmt: skip
    return [value for (value,) in rows]


async def opened(person: Sitting) -> LessonPageScreen:
    """The teacher comes in and opens the lesson under the cursor."""
    await person.press("1")
    await person.comes_to(TodayScreen)
    await person.press("enter")
    return await person.comes_to(LessonPageScreen)


def calling(page: LessonPageScreen, places: tuple[int, ...]) -> list[str]:
    """The fewest letters that find each pupil, an Enter after each, and the Enter for everybody else."""
    assert page.page is not None
    rows = page.page.grid.rows
    keys: list[str] = []
    for place in places:
        name = rows[place].name.lower()
        length = next(n for n in range(1, len(name)) if called(name[:n], rows)[:1] == [rows[place]])
        keys += [*name[:length], "enter"]
    return [*keys, "enter"]


@pytest.mark.parametrize("latin", [False, True])
async def test_the_roll_of_27_with_3_absent_takes_at_most_12_keys(
    sit: Sit, home: Home, lesson: LessonId, latin: bool
) -> None:
    async with sit() as person:
        page = await opened(person)
        keys = calling(page, ABSENT)
        assert len(keys) <= 12
        await person.press(*(other_layout(key) if latin and len(key) == 1 else key for key in keys))
        await person.until(lambda: facts(home, lesson, "roll_at") is not None, "the roll is not called")
        assert page.page is not None
        surnames = [page.page.grid.rows[n].name.split()[0] for n in ABSENT]
        assert absences(home, lesson) == [(surname, "н") for surname in surnames]
        await person.sees("3 absent, 10:14")


async def test_a_fast_hand_calls_the_roll_without_waiting(sit: Sit, home: Home, lesson: LessonId) -> None:
    async with sit() as person:
        page = await opened(person)
        await person.burst(*calling(page, ABSENT))
        await person.until(lambda: facts(home, lesson, "roll_at") is not None, "the roll is not called")
        assert [letter for _name, letter in absences(home, lesson)] == ["н"] * 3


async def test_digits_refine_what_the_roll_says(sit: Sit, home: Home, lesson: LessonId) -> None:
    async with sit() as person:
        page = await opened(person)
        assert page.page is not None
        name = page.page.grid.rows[0].name
        await person.press(*name[:4].lower(), "2")
        assert [letter for _name, letter in absences(home, lesson)] == ["о"]
        assert "late" in person.status
        await person.press(*name[:4].lower(), "0")
        assert absences(home, lesson) == []


async def test_nobody_of_that_name_changes_nothing(sit: Sit, home: Home, lesson: LessonId) -> None:
    async with sit() as person:
        await opened(person)
        await person.type("щщ")
        assert "Nobody is called “щщ”" in person.status
        await person.press("enter")
        assert "Nobody is called “щщ”" in person.status
        assert (facts(home, lesson, "roll_at"), absences(home, lesson)) == (None, [])


async def test_a_whole_lesson_from_the_roll_to_the_marks(sit: Sit, home: Home, lesson: LessonId) -> None:
    planned = home.school.db.sql(
        "SELECT e.id, e.topic, e.homework FROM plan_entry e JOIN lesson l ON l.course=e.course WHERE l.id=? AND"
        " e.number=(SELECT 1 + COUNT(*) FROM lesson h WHERE h.course=l.course AND h.topic<>'')", lesson,
    )[0]  # fmt: skip
    async with sit() as person:
        page = await opened(person)
        assert planned[1][:20] in person.text
        await person.press(*calling(page, ABSENT))
        await person.press("enter")
        assert (facts(home, lesson, "plan_entry"), facts(home, lesson, "topic")) == planned[:2]
        await person.press("enter")
        assert homework(home, lesson) == [(planned[2], 0)]
        assert person.app.cursor_position.y == person.grid.content_region.y + 3
        await person.press(*"54345543")
        assert marks(home, lesson) == [5, 4, 3, 4, 5, 5, 4, 3]
        await person.press("escape")
        await person.comes_to(TodayScreen)
        row = person.rows.rows[person.rows.index]
        assert row[4:7] == ("3", "written", "8")
        assert planned[2][:10] in row[7]
    assert home.console().ask(VerifyAudit()).whole


async def test_ones_own_topic_and_homework_are_taken_as_typed(sit: Sit, home: Home, lesson: LessonId) -> None:
    async with sit() as person:
        await opened(person)
        await person.press("enter")
        await person.type(" [b]Диктант[/b] ")
        await person.press("enter")
        assert facts(home, lesson, "topic") == "[b]Диктант[/b]"
        await person.sees("[b]Диктант[/b]")
        await person.type("упр. 7")
        await person.press("enter")
        assert homework(home, lesson) == [("упр. 7", 0)]


async def test_nothing_set_for_home_is_a_choice(sit: Sit, home: Home, lesson: LessonId) -> None:
    async with sit() as person:
        await opened(person)
        await person.press("f2", "4")
        await person.until(lambda: homework(home, lesson) == [("", 1)], "nothing was said of the homework")
        await person.sees("none set")


async def test_a_declared_work_is_a_column_of_the_grid(sit: Sit, home: Home, lesson: LessonId) -> None:
    def works() -> list[tuple[str, str]]:
        return home.school.db.sql(
            "SELECT k.name, k.short FROM work w JOIN work_kind k ON k.id=w.kind WHERE w.lesson=?", lesson
        )

    async with sit() as person:
        await opened(person)
        await person.press("f2", "3")
        await person.press("2")
        await person.until(lambda: len(works()) == 1, "no work was declared")
        ((name, short),) = works()
        await person.sees(name)
        await person.press("f6")
        await person.comes_to(LessonGridScreen)
        await person.sees(short)
        await person.press("escape")
        await person.comes_to(LessonPageScreen)
        await person.press("f2", "5")
        await person.until(lambda: works() == [], "the work was not removed")


@pytest.mark.parametrize("leave", ["escape", "f12"])
async def test_an_unfinished_topic_waits_for_its_author(
    sit: Sit, home: Home, lesson: LessonId, leave: str
) -> None:
    async with sit() as person:
        await opened(person)
        await person.press("enter")
        await person.type("Диктант по теме")
        await person.press(leave)
        if leave == "f12":
            await person.comes_to(SignInScreen)
            assert "Диктант" not in person.text
            await opened(person)
        else:
            await person.comes_to(TodayScreen)
            await person.press("enter")
            await person.comes_to(LessonPageScreen)
        await person.sees("Диктант по теме", "An unfinished text was kept")
        assert facts(home, lesson, "topic") == ""


async def test_a_text_being_written_survives_marks_menus_and_other_peoples_changes(
    sit: Sit, home: Home, lesson: LessonId
) -> None:
    async with sit() as person:
        page = await opened(person)
        await person.press("enter")
        await person.type("Диктант")
        await person.press("tab")
        await person.type("повторить")
        await person.press("tab", "5", "f10", "escape")
        await page.load()
        await person.sees("Диктант", "повторить")
        assert marks(home, lesson) == [5]
        assert facts(home, lesson, "topic") == ""


async def test_a_colleagues_lesson_is_shown_but_not_kept(sit: Sit, home: Home, lesson: LessonId) -> None:
    head = home.school.db.sql("SELECT a.id FROM class_teacher t JOIN account a ON a.staff=t.staff LIMIT 1")[0][0]
    async with sit() as person:
        await person.enter(head)
        await person.comes_to(TodayScreen)
        await person.press("ж")
        await person.type("русский")
        await person.press("enter")
        await person.comes_to(LessonGridScreen)
        await person.press("5")
        assert "kept by its teacher" in person.status
        assert person.cell[0] == 0
        assert marks(home, lesson) == []


async def test_a_surname_goes_before_a_first_name_and_the_arrows_show_who_else_is_called_so(
    sit: Sit, home: Home, lesson: LessonId
) -> None:
    async with sit() as person:
        page = await opened(person)
        assert page.page is not None
        rows = page.page.grid.rows
        typed = next(
            row.name[:3].lower() for place, row in enumerate(rows)
            if any(f" {row.name[:3]}" in other.name and other.name[:3] != row.name[:3] for other in rows[:place])
        )  # fmt: skip
        hits = called(typed, rows)
        assert hits[0].name.lower().startswith(typed) > hits[-1].name.lower().startswith(typed)
        assert rows.index(hits[0]) > rows.index(hits[-1])
        await person.press(*typed)
        assert hits[0].name in person.status
        assert "↓ shows the next" in person.status
        await person.press("down")
        assert hits[1].name in person.status
        await person.press("enter")
        assert [name for name, _letter in absences(home, lesson)] == [hits[1].name.split()[0]]
        await person.press(*typed, "enter")
        assert {name for name, _letter in absences(home, lesson)} == {hit.name.split()[0] for hit in hits[:2]}


async def test_a_topic_and_homework_that_are_emptied_are_erased_and_told_so(
    sit: Sit, home: Home, lesson: LessonId
) -> None:
    async with sit() as person:
        await opened(person)
        await person.press("enter")
        await person.type("Диктант")
        await person.press("enter")
        await person.type("упр. 7")
        await person.press("enter")
        assert (facts(home, lesson, "topic"), homework(home, lesson)) == ("Диктант", [("упр. 7", 0)])
        await person.press("shift+tab", "ctrl+u", "enter")
        assert homework(home, lesson) == []
        assert "erased" in person.status
        await person.press("shift+tab", "shift+tab", "ctrl+u", "enter")
        assert facts(home, lesson, "topic") == ""
        await person.press("ctrl+z", "ctrl+z")
        assert (facts(home, lesson, "topic"), homework(home, lesson)) == ("Диктант", [("упр. 7", 0)])


async def test_a_pupil_found_on_the_page_of_the_lesson_takes_the_next_digit(
    sit: Sit, home: Home, lesson: LessonId
) -> None:
    async with sit() as person:
        page = await opened(person)
        await person.press("f3")
        await person.type("назар")
        await person.sees("Pupil  “назар”")
        await person.press("enter")
        await person.comes_to(LessonPageScreen)
        await person.press("5")
        assert marks(home, lesson) == [5]
        assert page.page is not None
        assert "5 4 3 2 н о д" in person.lines[23]
        await person.press("shift+tab")
        assert "5 4 3 2 н о д" not in person.lines[23]


async def test_a_lesson_that_lies_ahead_begins_with_its_topic(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await person.press("1")
        await person.comes_to(TodayScreen)
        await person.press("right")
        await person.sees("Day, Tu 16.01")
        await person.press("enter")
        page = await person.comes_to(LessonPageScreen)
        assert "lies ahead" in person.status
        assert person.app.focused is not None
        assert person.app.focused.id == "topic"
        assert page.page is not None


async def test_homework_of_a_double_lesson_is_for_another_day(sit: Sit, home: Home, lesson: LessonId) -> None:
    ((course, number),) = home.school.db.sql("SELECT course, number FROM lesson WHERE id=?", lesson)
    home.school.write(0, "test", lambda ledger: (
        ledger.insert("lesson", course=course, day=DAY, number=number + 1, room="", state="planned", topic="",
                      plan_entry=None, kind=None, substitute=None, roll_at=None, held_at=None),
        ledger.seal("World", "done", {}),
    ))  # fmt: skip
    async with sit() as person:
        await person.press("1")
        await person.comes_to(TodayScreen)
        await person.press("up", "enter")
        await person.comes_to(LessonPageScreen)
        await person.press("enter", "enter", "enter")
        page = session_of(home, teacher_of(home, "Русский язык")).ask(ShowLesson(lesson))
        assert page.homework
        due = page.homework_for
        assert due is not None
        assert due.isoformat() > DAY
        ((following,),) = home.school.db.sql("SELECT id FROM lesson WHERE course=? AND day=?", course, due.isoformat())
        changed(home, "lesson", following, state="cancelled")
        later = session_of(home, teacher_of(home, "Русский язык")).ask(ShowLesson(lesson)).homework_for
        assert later is not None
        assert later > due


async def test_whoever_came_in_elsewhere_finds_the_first_terminal_at_the_sign_in(
    sit: Sit, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the screen's own look around, not by a key: it ends with the screen that looked."""
    monkeypatch.setattr(base, "POLL", 0.01)
    async with sit() as person:
        await person.press("1")
        await person.comes_to(TodayScreen)
        await person.press("enter")
        await person.comes_to(LessonPageScreen)
        Reception(home.school, home.hasher, "room 14").enter(teacher_of(home, SUBJECT))
        await person.comes_to(SignInScreen)
        await person.sees("This session was ended")


async def test_whoever_came_in_elsewhere_opens_no_screen_here(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await person.press("1")
        await person.comes_to(TodayScreen)
        Reception(home.school, home.hasher, "room 14").enter(teacher_of(home, SUBJECT))
        await person.press("enter")
        await person.comes_to(SignInScreen)
