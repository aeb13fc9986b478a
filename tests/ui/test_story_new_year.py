"""The officer and the dispatcher bring the school into the next study year, by keys alone (C26)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ejournal_tui.domain.errors import Refusal
from ejournal_tui.services.operations.home import Home, open_home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.session import Session
from ejournal_tui.services.years.prospect import ShowTurn
from ejournal_tui.services.years.turning import TurnYear
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.dialogs.fill_in import FillIn
from ejournal_tui.ui.dialogs.form import Form
from ejournal_tui.ui.screens.families.diary import DiaryScreen
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from ejournal_tui.ui.screens.next_year.next_year import NextYearScreen
from ejournal_tui.ui.screens.people.people import PeopleScreen
from tests.changing import changed
from tests.people import account_with_role, session_of, teacher_of
from tests.ui.conftest import Sit, Sitting
from tests.ui.test_story_roles import choose

KEPT = ("study_year", "study_group", "membership", "class_teacher", "course", "teaching", "account", "mark")


@pytest.fixture
def june(school_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """The whole school after its last day of lessons."""
    monkeypatch.setenv("EJOURNAL_NOW", "2018-06-25T10:00")
    home = open_home(school_folder, "en")
    yield home
    home.close()


def rows(home: Home, query: str, *values: object) -> list[tuple[object, ...]]:
    return home.school.db.sql(query, *values)


def kept(home: Home) -> dict[str, list[tuple[object, ...]]]:
    """Everything that the turn of a year may touch; how often a row was written is no part of it."""
    found = {}
    for table in KEPT:
        columns = [c.name for c in home.school.db.peewee.get_columns(table) if c.name != "version"]
        found[table] = rows(home, f"SELECT {','.join(columns)} FROM {table} ORDER BY id")
    return found


def next_class(home: Home, surname: str, given: str, day: str = "2018-09-01") -> list[tuple[object, ...]]:
    """Class, how the pupil came into it, and the order."""
    return rows(
        home,
        "SELECT g.name, m.standing, m.order_number FROM membership m JOIN study_group g ON g.id=m.study_group"
        " JOIN pupil p ON p.id=m.pupil WHERE g.kind='class' AND p.surname=? AND p.given=? AND m.starts<=?"
        " AND (m.ends IS NULL OR m.ends>=?)",
        surname, given, day, day,
    )  # fmt: skip


async def at_next_year(person: Sitting, account: int) -> NextYearScreen:
    """Somebody comes in and opens the wizard."""
    await person.enter(account)
    await choose(person, "Next study year")
    return await person.comes_to(NextYearScreen)


async def answer(person: Sitting, words: str) -> None:
    """Choose a line of the dialog."""
    await person.until(lambda: isinstance(person.app.screen, Choose), "no choice")
    place = next(n for n, row in enumerate(person.rows.rows) if words in row[1])
    await person.press("home", *["down"] * place, "enter")


async def fill(person: Sitting, *texts: str) -> None:
    """Fill in the fields and take them."""
    await person.until(lambda: isinstance(person.app.screen, FillIn), "no fields")
    for number, text in enumerate(texts):
        await person.press("end", "ctrl+u")
        await person.type(text)
        await person.press("tab" if number + 1 < len(texts) else "enter")
    await person.comes_to(NextYearScreen)


async def to_row(person: Sitting, words: str, column: int = 0) -> None:
    """Put the cursor on a row by the value of a column."""
    place = next(n for n, row in enumerate(person.rows.rows) if row[column] == words)
    person.rows.move(place)
    await person.settle()


def pupil_of(home: Home, name: str, number: int = 0) -> tuple[str, str, str]:
    """A pupil of a class: surname, given name, full name."""
    found = rows(
        home,
        "SELECT p.surname, p.given, p.patronymic FROM membership m JOIN study_group g ON g.id=m.study_group"
        " JOIN pupil p ON p.id=m.pupil WHERE g.kind='class' AND g.name=? ORDER BY p.search_key", name,
    )  # fmt: skip
    surname, given, patronymic = found[number]
    return str(surname), str(given), f"{surname} {given} {patronymic}"


async def let_leave(person: Sitting, home: Home, *names: str) -> None:
    """In step 2: the classes leave on a day by an order; the second one is offered the same."""
    for number, name in enumerate(names):
        await to_row(person, name)
        await person.press("enter")
        await answer(person, "Last day and order")
        if number:
            await person.until(lambda: isinstance(person.app.screen, FillIn), "no fields")
            await person.press("enter")
            await person.comes_to(NextYearScreen)
        else:
            await fill(person, "22.06", "77-у")


async def test_c26_the_officer_and_the_dispatcher_bring_the_school_into_the_next_year(
    sit: Sit, june: Home, school_folder: Path
) -> None:
    before = kept(june)
    again, weak, gone = (pupil_of(june, "7А", n) for n in range(3))
    tenth = pupil_of(june, "9Б")
    async with sit(school_folder) as person:
        await at_next_year(person, account_with_role(june, "officer"))
        await person.sees("2018/2019 · step 1 of 5: dates", "01.09.2018", "25.05.2019", "6 things are missing")
        await person.press("enter")
        await fill(person, "45-у", "1.09.18", "24.05.2019")
        await person.sees("45-у", "24.05.2019")
        await person.press("right")
        await let_leave(person, june, "9А", "9Б", "9В", "11А", "11Б")
        await person.sees("Nothing is missing")
        await person.press("right")
        for (_surname, _given, full), words in ((again, "repeats the year"), (weak, "conditionally"), (gone, "leaves")):
            await to_row(person, full, 1)
            await person.press("enter")
            await answer(person, words)
            if words == "repeats the year":
                await answer(person, "7А")
            elif words == "leaves":
                await fill(person, "30.06", "80-у")
            await person.comes_to(NextYearScreen)
        await person.sees("7А, repeats the year", "8А, conditionally", "leaves 30.06.2018, order 80-у")
        await to_row(person, tenth[2], 1)
        await person.press("f5")
        await person.sees("10Б")
    assert kept(june) == before
    async with sit(school_folder) as person:
        # What was decided is found again: a summer's work is no work of one sitting.
        await at_next_year(person, account_with_role(june, "officer"))
        await person.press("right", "right", "right", "right")
        await person.sees("13 classes", "repeats the year: 1", again[0], "leave: 122", "9А 23, 9Б 21, 9В 26")
        await person.sees("no class teacher", "10А, 10Б")
        await person.press("enter")
        await answer(person, "Bring 16 classes into 2018/2019")
        await person.sees("2018/2019 is ready.", "Ctrl+Z takes it back.")
        done = kept(june)
        assert next_class(june, *again[:2]) == [("7А", "repeats", "45-у")]
        assert next_class(june, *weak[:2]) == [("8А", "conditional", "45-у")]
        assert next_class(june, *gone[:2]) == []
        assert next_class(june, *tenth[:2]) == [("10Б", "", "45-у")]
        assert next_class(june, *again[:2], "2018-06-26")[0][0] == "7А"
        await person.press("ctrl+z")
        await person.sees("Taken back")
        assert kept(june) == before
        await person.press("ctrl+y")
        await person.sees("Done again")
        redone = kept(june)
        assert {table: len(found) for table, found in redone.items()} == {t: len(found) for t, found in done.items()}
    async with sit(school_folder) as person:
        await at_next_year(person, account_with_role(june, "dispatcher"))
        await person.sees("2018/2019 is in the journal already")
        await person.press("enter")
        await fill(person, "45-у")
        await person.press("right")
        await to_row(person, "5А")
        await person.press("enter")
        await answer(person, "Class teacher")
        await person.press("enter")
        await person.comes_to(NextYearScreen)
        assert all(row[1] != "6А" or row[2] != "no class teacher" for row in person.rows.rows)
        await person.press("right", "right", "right")
        await person.sees("no class teacher", "1А, 1Б, 1В", "5А, 5Б, 5В")
        await person.press("enter")
        await answer(person, "Bring 15 classes")
        await person.sees("Your classes have gone on: 2018/2019 is ready.")
    _whole_school_is_there(june, before)
    async with sit(school_folder) as person:
        await at_next_year(person, account_with_role(june, "deputy"))
        await person.sees("step 1 of 5")


def _whole_school_is_there(june: Home, before: dict[str, list[tuple[object, ...]]]) -> None:
    """Everybody but the leavers is in exactly one class; the workload has gone along; accounts stay but theirs."""
    twice = rows(
        june,
        "SELECT m.pupil, COUNT(*) FROM membership m JOIN study_group g ON g.id=m.study_group WHERE g.kind='class'"
        " AND m.starts<='2018-09-01' AND (m.ends IS NULL OR m.ends>='2018-09-01') GROUP BY m.pupil",
    )
    assert {count for _pupil, count in twice} == {1}
    assert len(twice) == 770 - 122
    ((seven, eight),) = rows(
        june,
        "SELECT (SELECT COUNT(*) FROM study_group WHERE grade=7 AND kind='class' AND year=g.year),"
        " (SELECT COUNT(*) FROM study_group WHERE grade=8 AND kind='class' AND year=g.year)"
        " FROM study_group g ORDER BY g.id DESC LIMIT 1",
    )
    assert (seven, eight) == (3, 3)
    closed = rows(june, "SELECT COUNT(*) FROM account WHERE pupil IS NOT NULL AND closes IS NOT NULL")
    assert closed == [(122,)]
    assert rows(june, "SELECT DISTINCT closes FROM account WHERE pupil IS NOT NULL ORDER BY closes") == (
        [(None,), ("2018-06-22",), ("2018-06-30",)] if june.school.db.path else
        [("2018-06-22",), ("2018-06-30",), (None,)]
    )  # fmt: skip
    assert before["mark"] == kept(june)["mark"]
    assert june.console().ask(VerifyAudit()).whole


async def test_c26_marks_of_the_old_year_stay_readable_and_the_diary_shows_the_new_class(
    sit: Sit, home: Home, home_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ((officer_role,),) = rows(home, "SELECT id FROM staff_role WHERE role='officer' ORDER BY id LIMIT 1")
    changed(home, "staff_role", int(str(officer_role)), first_grade=1, last_grade=11)
    child = rows(home, "SELECT a.id FROM account a WHERE a.pupil IS NOT NULL ORDER BY a.id LIMIT 1")[0][0]
    marks = rows(home, "SELECT id, work, pupil, value FROM mark ORDER BY id")
    monkeypatch.setenv("EJOURNAL_NOW", "2018-08-28T10:00")
    async with sit() as person:
        await at_next_year(person, account_with_role(home, "officer"))
        await person.press("enter")
        await fill(person, "45-у", "01.09.2018", "25.05.2019")
        await person.press(*["right"] * 4, "enter")
        await answer(person, "Bring 1 class into 2018/2019")
        await person.sees("2018/2019 is ready.")
    monkeypatch.setenv("EJOURNAL_NOW", "2018-08-24T10:00")
    async with sit() as person:
        await person.enter(int(str(child)))
        await person.comes_to(DiaryScreen)
        await person.sees("7А")
    monkeypatch.setenv("EJOURNAL_NOW", "2018-09-03T10:00")
    async with sit() as person:
        await person.enter(int(str(child)))
        await person.comes_to(DiaryScreen)
        await person.sees("8А")
    async with sit() as person:
        await person.enter(teacher_of(home, "Русский язык"))
        await person.comes_to(TodayScreen)
        await choose(person, "all journals")
        await person.until(lambda: isinstance(person.app.screen, Choose), "no list")
        place = next(
            n for n, row in enumerate(person.rows.rows) if "7А (2017/2018)" in row[1] and "Русский" in " ".join(row)
        )
        await person.press(*["down"] * place, "enter")
        await person.comes_to(LessonGridScreen)
        await person.sees("7А · Русский язык", "trimester III")
        await person.press("т", "т", "т")
        await person.sees("trimester II ")
        grid = person.grid.grid
        assert grid is not None
        assert any(cell.marks for row in grid.rows for cell in row.cells)
    assert rows(home, "SELECT id, work, pupil, value FROM mark ORDER BY id") == marks


async def test_the_year_does_not_turn_before_its_last_day_nor_over_what_others_have_changed(
    sit: Sit, june: Home, school_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EJOURNAL_NOW", "2018-05-10T10:00")
    async with sit(school_folder) as person:
        await at_next_year(person, account_with_role(june, "officer"))
        await person.sees("The year turns from 25.05.2018 on")
        await person.press("enter")
        await fill(person, "45-у", "01.09.2018", "25.05.2019")
        await person.press("right")
        await let_leave(person, june, "9А", "9Б", "9В", "11А", "11Б")
        await person.press("right", "right", "right", "enter")
        await answer(person, "Bring 16 classes")
        await person.sees("The year turns after its last day of lessons")
    monkeypatch.setenv("EJOURNAL_NOW", "2018-06-25T10:00")
    officer = session_of(june, account_with_role(june, "officer"))
    stale = officer.ask(ShowTurn())
    ((course,),) = rows(june, "SELECT MIN(id) FROM course")
    changed(june, "course", int(str(course)), half_hours=9)
    assert "meanwhile" in _refusal(officer, TurnYear(stale.turn, stale.seen))
    assert rows(june, "SELECT COUNT(*) FROM study_year") == [(1,)]
    assert stale.turn.starts == date(2018, 9, 1)


def _refusal(session: Session, change: TurnYear) -> str:
    classes = tuple(
        one if one.to is not None else replace(one, left=date(2018, 6, 22), order="7") for one in change.turn.classes
    )
    ready = replace(change, turn=replace(change.turn, order="45", classes=classes))
    with pytest.raises(Refusal) as refused:
        session.do(ready)
    return refused.value.title


async def test_who_only_looks_changes_nothing_and_a_teacher_does_not_find_it(
    sit: Sit, june: Home, school_folder: Path
) -> None:
    async with sit(school_folder) as person:
        await at_next_year(person, account_with_role(june, "deputy"))
        await person.press("right")
        await person.sees("step 2 of 5", "(Enter change)")
        for key in ("enter", "insert", "f5"):
            await person.press(key)
            person.on(NextYearScreen)
            assert "kept by another" in person.status
    async with sit(school_folder) as person:
        await person.enter(teacher_of(june, "Физика"))
        await person.comes_to(TodayScreen)
        await person.press("f10")
        assert "Next study year" not in [row[1] for row in person.rows.rows]


async def test_a_first_grader_is_entered_in_august_and_stands_in_the_list_of_the_next_year(
    sit: Sit, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    ((role,),) = rows(home, "SELECT id FROM staff_role WHERE role='officer' ORDER BY id LIMIT 1")
    changed(home, "staff_role", int(str(role)), first_grade=1, last_grade=11)
    monkeypatch.setenv("EJOURNAL_NOW", "2018-08-20T10:00")
    async with sit() as person:
        await at_next_year(person, account_with_role(home, "officer"))
        await person.press("enter")
        await fill(person, "45-у", "01.09.2018", "25.05.2019")
        await person.press("insert")
        await fill(person, "1а")
        await person.sees("step 2 of 5", "1А")
        await person.press("right", "right", "right", "enter")
        await answer(person, "Bring 1 class into 2018/2019")
        await person.sees("2018/2019 is ready.")
        await choose(person, "People")
        await person.comes_to(PeopleScreen)
        await person.press("f3")
        await answer(person, "1А (2018/2019)")
        await person.comes_to(PeopleScreen)
        await person.press("insert")
        await person.until(lambda: isinstance(person.app.screen, Form), "no form")
        for text in ("Ковалёв Пётр Петрович", "12.12.2011", "м", None, "1-з", "", "", "", "", ""):
            if text:
                await person.type(text)
            await person.press("enter")
        await person.comes_to(PeopleScreen)
        await person.sees("1А (2018/2019)", "Ковалёв Пётр")
    assert rows(
        home, "SELECT g.name, m.starts FROM membership m JOIN study_group g ON g.id=m.study_group"
        " JOIN pupil p ON p.id=m.pupil WHERE p.surname='Ковалёв'",
    ) == [("1А", "2018-09-01")]  # fmt: skip
