"""Everybody else at the journal: what each role sees first, what it is refused, what an empty screen says."""

from pathlib import Path

import pytest

from ejournal_tui.domain.people.people import CONSOLE, ClassId
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.papers.releases import WithdrawSheets
from ejournal_tui.ui.screens.entrance.sign_in import SignInScreen
from ejournal_tui.ui.screens.families.diary import DiaryScreen
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.mornings.school_day import SchoolDayScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from ejournal_tui.ui.screens.operations.operations import OperationsScreen
from ejournal_tui.ui.screens.operations.papers import PapersScreen
from ejournal_tui.ui.screens.starts import STARTS
from tests.people import account_with_role, class_teacher, session_of, teacher_of
from tests.ui.conftest import Sit, Sitting

KEYS = {"teacher": "1", "class teacher": "2", "deputy": "3", "dispatcher": "4", "officer": "5", "lab assistant": "6",
        "pupil": "7", "guardian": "8", "director": "9"}  # fmt: skip


def pupils(home: Home) -> list[str]:
    """The names of all pupils as screens write them."""
    return [f"{s} {g}" for s, g in home.school.db.sql("SELECT surname, given FROM pupil")]


def seen(person: Sitting, names: list[str]) -> list[str]:
    """Which of the names stand on the screen."""
    return [name for name in names if name in person.text]


async def choose(person: Sitting, words: str) -> None:
    """Choose a line of the menu by its words."""
    await person.press("f10")
    rows = [row[1] for row in person.rows.rows]
    await person.press(*["down"] * rows.index(words), "enter")


async def test_every_screen_of_the_menu_is_made_and_opens(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await person.press(KEYS["teacher"])
        desk = (await person.comes_to(TodayScreen)).desk
        actor = await desk.run(lambda session: session.actor())
        for start, told in STARTS.items():
            person.app.push_screen(told.make(desk, actor, home.path))
            await person.until(lambda kind=told.kind: type(person.app.screen).__name__ == kind, f"{start} never came")
            await person.settle()
            person.app.pop_screen()


async def test_the_deputy_sees_the_schools_day(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await person.press(KEYS["deputy"])
        await person.comes_to(SchoolDayScreen)
        ((lessons,),) = home.school.db.sql("SELECT COUNT(*) FROM lesson WHERE day='2018-01-15'")
        (row,) = person.rows.rows
        assert row[:3] == ("7А", str(lessons), "1")
        assert "2 Русский язык" in row[4]
        await person.press("enter")
        await person.sees("2 Русский язык")
        await person.press("escape", "f2")
        await person.type("физика")
        await person.press("enter")
        await person.comes_to(LessonGridScreen)
        await person.press("5")
        assert "kept by its teacher" in person.status


async def test_a_sunday_says_why_it_is_empty(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EJOURNAL_NOW", "2018-01-14T10:00")
    async with sit() as person:
        await person.press(KEYS["deputy"])
        await person.comes_to(SchoolDayScreen)
        await person.sees("No lessons", "The arrows show other days.")
        await person.press("right")
        await person.sees("15.01", "7А")
        await person.press("f12")
        await person.comes_to(SignInScreen)
        await person.press(KEYS["teacher"])
        await person.comes_to(TodayScreen)
        await person.sees("Sunday is a day off.")
        await person.press("enter", "f2")
        person.on(TodayScreen)


async def test_a_day_without_lessons_of_ones_own_says_what_to_do(sit: Sit) -> None:
    async with sit() as person:
        await person.press(KEYS["class teacher"])
        await person.comes_to(TodayScreen)
        await person.sees("You have no lessons on this day", "all your journals")


async def test_a_group_without_pupils_says_whom_to_ask(sit: Sit, home: Home) -> None:
    rows = home.school.db.sql("SELECT id FROM membership")
    home.school.write(CONSOLE, "test", lambda ledger: (
        ledger.update_many("membership", ("ends",), [(key, "2017-09-02") for (key,) in rows]),
        ledger.seal("Moved", "done", {}),
    ))  # fmt: skip
    async with sit() as person:
        await person.press(KEYS["teacher"])
        await person.comes_to(TodayScreen)
        await person.press("f2")
        await person.comes_to(LessonGridScreen)
        assert "There is nothing here yet." in person.status
        assert "ask the class teacher" in person.status
        await person.press("5", "delete", "f4", "f6", "к", "escape")
        await person.comes_to(TodayScreen)


async def test_the_lab_assistant_prints_what_was_given_to_the_print_with_one_key(
    sit: Sit, home: Home, home_folder: Path
) -> None:
    async with sit() as person:
        await person.press(KEYS["lab assistant"])
        await person.comes_to(PapersScreen)
        assert person.rows.rows[0][2:] == ("27", "4  given to the print")
        assert "4 sheets were given to the print" in person.status
        assert seen(person, pupils(home)) == []
        await person.press("f7")
        await person.until(lambda: "4 sheets are ready" in person.status, "nothing was printed")
        (paper,) = (home_folder / "outbox").iterdir()
        ((copy,),) = home.school.db.sql("SELECT seq FROM deed WHERE verb='RecordPrint'")
        assert paper.name == f"sheets-print-2018-01-15-{copy:06}.pdf"
        assert seen(person, pupils(home)) == []
        await person.press("f2")
        await person.comes_to(OperationsScreen)
        await person.sees("pupils: 27")
    ((actor, facts),) = home.school.db.sql("SELECT actor, facts FROM deed WHERE verb='RecordPrint'")
    assert actor == account_with_role(home, "lab_assistant")
    assert '"sheets":4' in facts


async def test_what_nobody_gave_to_the_print_the_lab_assistant_does_not_print(
    sit: Sit, home: Home, home_folder: Path
) -> None:
    week = ClassId(home.school.db.sql("SELECT school_class FROM class_teacher")[0][0]), home.clock.today()
    session_of(home, class_teacher(home)).do(WithdrawSheets(*week))
    async with sit() as person:
        await person.press(KEYS["lab assistant"])
        await person.comes_to(PapersScreen)
        assert person.rows.rows[0][2:] == ("27", "4")
        assert "No class teacher has given" in person.status
        assert "(F7 print)" in person.lines[23]
        for keys in (("f7",), ("f5", "f7"), ("f6", "f7"), ("enter",)):
            await person.press(*keys)
            assert "has not given these sheets to the print" in person.status
        assert list((home_folder / "outbox").iterdir()) == []


async def test_the_class_teacher_gives_the_sheets_to_the_print_and_takes_them_back(sit: Sit, home: Home) -> None:
    def given() -> list[str]:
        return [week for (week,) in home.school.db.sql("SELECT week FROM sheet_release ORDER BY week")]

    async with sit() as person:
        await person.press(KEYS["class teacher"])
        await person.comes_to(TodayScreen)
        await person.press("f7")
        await person.comes_to(PapersScreen)
        assert given() == ["2018-01-15"]
        await person.press("f6")
        assert (given(), person.rows.rows[0][3]) == ([], "4")
        assert "taken back from the print" in person.status
        await person.press("ctrl+z")
        assert (given(), person.rows.rows[0][3]) == (["2018-01-15"], "4  given to the print")
        await person.press("left", "f6")
        assert given() == ["2018-01-08", "2018-01-15"]
        await person.press("right", "right")
        await person.sees("has not begun yet")
        await person.press("f6")
        assert "has not begun" in person.status
        assert given() == ["2018-01-08", "2018-01-15"]
    assert home.console().ask(VerifyAudit()).whole


async def test_the_class_teacher_prints_the_sheets_of_the_week(sit: Sit, home: Home, home_folder: Path) -> None:
    async with sit() as person:
        await person.press(KEYS["class teacher"])
        await person.comes_to(TodayScreen)
        await person.press("f7")
        await person.comes_to(PapersScreen)
        await person.sees("4 sheets: families on paper")
        await person.press("f7")
        await person.until(lambda: "sheets are ready" in person.status, "nothing was printed")
        (paper,) = (home_folder / "outbox").iterdir()
        assert paper.read_bytes().startswith(b"%PDF")
        assert paper.stat().st_mode & 0o777 == 0o600
        assert str(paper)[:30] in person.status
        await person.press("f5", "f7")
        await person.until(lambda: "27 sheets are ready" in person.status, "not every sheet was printed")
        assert len(list((home_folder / "outbox").iterdir())) == 2
    rows = home.school.db.sql("SELECT actor, outcome FROM deed WHERE verb='RecordPrint' ORDER BY seq")
    assert rows == [(class_teacher(home), "done")] * 2


async def test_a_teacher_without_a_class_is_told_who_prints(sit: Sit) -> None:
    async with sit() as person:
        await person.press(KEYS["teacher"])
        await person.comes_to(TodayScreen)
        await person.press("f7")
        assert "kept by the lab assistant and the class teachers" in person.status
        person.on(TodayScreen)


@pytest.mark.parametrize("who", ["pupil", "guardian"])
async def test_a_family_reads_its_own_diary_only(sit: Sit, home: Home, who: str) -> None:
    async with sit() as person:
        await person.press(KEYS[who])
        await person.comes_to(DiaryScreen)
        await person.sees("Богданов Богдан", "Monday")
        assert "15 January" in person.text
        assert seen(person, pupils(home)) == ["Богданов Богдан"]
        await person.press("f2")
        assert [row[1] for row in person.rows.rows] == ["Богданов Богдан"]
        await person.press("escape")
        await person.press("left")
        await person.sees("8–12 January")
        await person.press("f8")
        await person.sees("average")
        await person.press("escape", "5", "н", "delete")
        assert home.school.db.sql("SELECT COUNT(*) FROM deed WHERE verb IN ('PutMarks', 'PutAbsence')") == [(0,)]


async def test_the_officer_reaches_the_state_of_the_journal(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await person.press(KEYS["officer"])
        await person.until(lambda: not isinstance(person.app.screen, SignInScreen), "nobody came in")
        await person.settle()
        await choose(person, "state")
        await person.comes_to(OperationsScreen)
        await person.sees("The database is sound.", "No backup was made yet.", "pupils: 27")
        assert seen(person, pupils(home)) == []


async def test_the_dispatcher_reaches_the_schools_day(sit: Sit) -> None:
    async with sit() as person:
        await person.press(KEYS["dispatcher"])
        await person.until(lambda: not isinstance(person.app.screen, SignInScreen), "nobody came in")
        await person.settle()
        await choose(person, "School")
        await person.comes_to(SchoolDayScreen)


@pytest.mark.parametrize("who", sorted(KEYS))
async def test_every_role_has_a_help_a_menu_and_a_way_out(sit: Sit, who: str) -> None:
    async with sit() as person:
        await person.press(KEYS[who])
        await person.until(lambda: not isinstance(person.app.screen, SignInScreen), "nobody came in")
        await person.settle()
        await person.settle()
        start = person.app.screen
        assert "F10 menu" in person.lines[23]
        await person.press("f1")
        await person.sees("Keys of this screen")
        await person.press("f1")
        await person.until(lambda: person.app.screen is start, "the help did not close")
        await person.press("f10")
        await person.sees("What to do", "1.")
        keys = [row[2] for row in person.rows.rows]
        assert "F12" in keys
        assert "Esc" not in keys
        await person.press("f10")
        await person.until(lambda: person.app.screen is start, "the menu did not close")
        await person.press("escape")
        assert person.app.screen is start
        await person.press("f12")
        await person.comes_to(SignInScreen)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", ("Сегодня, пн 15.01", "F10 меню", "класс", "до 17:05")),
        ("en", ("Today, Mo 15.01", "F10 menu", "class", "until 17:05")),
    ],
)
async def test_both_languages_are_spoken_throughout(sit: Sit, language: str, words: tuple[str, ...]) -> None:
    async with sit(language=language) as person:
        await person.press(KEYS["teacher"])
        await person.comes_to(TodayScreen)
        await person.sees(*words)


async def test_the_arrows_go_through_the_days(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await person.enter(teacher_of(home, "Русский язык"))
        await person.comes_to(TodayScreen)
        await person.press("left", "left", "left")
        await person.sees("Day, Fr 12.01")
        assert "Русский язык" in [row[3] for row in person.rows.rows]
        await person.press("right", "right", "right", "right")
        await person.sees("Day, Tu 16.01")
