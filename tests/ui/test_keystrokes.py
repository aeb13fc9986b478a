"""How many keys the daily work takes: a class of 30 marked, its roll called, a whole lesson kept."""

from pathlib import Path

import pytest

from ejournal_tui.domain.journal.lessons import LessonId, Row
from ejournal_tui.services.operations.home import Home
from ejournal_tui.storage.log.audit import Ledger
from ejournal_tui.ui.screens.journal.lesson_page import LessonPageScreen
from ejournal_tui.ui.screens.journal.roll_call import called
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from tests.people import lesson_on
from tests.ui.conftest import Sit, Sitting

DAY, SUBJECT, PUPILS = "2018-01-15", "Русский язык", 30
NEWCOMERS = ("Арсеньева Вера", "Климов Павел", "Ясенев Олег")
ABSENT = (8, 15, 22)


@pytest.fixture
def thirty(home_folder: Path, home: Home) -> LessonId:
    """The Russian lesson of the day, in a class that three newcomers have made thirty."""
    ((group,),) = home.school.db.sql("SELECT id FROM study_group WHERE kind='class'")

    def deed(ledger: Ledger) -> None:
        for name in NEWCOMERS:
            surname, given = name.split()
            pupil = ledger.insert(
                "pupil", surname=surname, given=given, patronymic="", search_key=name.lower(), birth="2004-05-06",
                sex="", file_number="", language="", education_form="", phone="", enrolled="2017-09-01",
            )  # fmt: skip
            ledger.insert("membership", study_group=group, pupil=pupil, starts="2017-09-01", ends=None, order_number="")
        ledger.seal("Test", "done", {})

    home.school.write(0, "test", deed)
    return lesson_on(home, SUBJECT, DAY)


def marks(home: Home, lesson: LessonId) -> list[tuple[str, int]]:
    """The kind and value of each mark of the lesson, by the name of its pupil."""
    return home.school.db.sql(
        "SELECT k.code, m.value FROM mark m JOIN work w ON w.id=m.work JOIN work_kind k ON k.id=w.kind"
        " JOIN pupil p ON p.id=m.pupil WHERE w.lesson=? ORDER BY p.search_key", lesson,
    )  # fmt: skip


def finding(rows: tuple[Row, ...], place: int) -> list[str]:
    """The fewest keys that find a pupil: letters of the surname, then ↓ past others who are called so."""
    name = rows[place].name.lower()
    ways = []
    for length in range(1, len(name)):
        hits = called(name[:length], rows)
        ways.append([*name[:length], *["down"] * hits.index(rows[place])])
    return min(ways, key=len)


def calling(rows: tuple[Row, ...], places: tuple[int, ...]) -> list[str]:
    """Each pupil found and marked with Enter, then the Enter for everybody else."""
    return [key for place in places for key in [*finding(rows, place), "enter"]] + ["enter"]


async def signed_in(person: Sitting) -> None:
    await person.press("1")
    await person.comes_to(TodayScreen)


async def test_thirty_marks_take_31_keys_from_the_first_screen(sit: Sit, home: Home, thirty: LessonId) -> None:
    typed = "543554435" * 3 + "543"
    keys = ["f2", *typed]
    assert len(keys) == PUPILS + 1
    async with sit() as person:
        await signed_in(person)
        await person.press(*keys)
        await person.until(lambda: len(marks(home, thirty)) == PUPILS, "not every mark is there")
        assert [value for _kind, value in marks(home, thirty)] == [int(sign) for sign in typed]


async def test_the_roll_of_30_with_any_3_absent_takes_at_most_12_keys(sit: Sit, home: Home, thirty: LessonId) -> None:
    async with sit() as person:
        await signed_in(person)
        await person.press("enter")
        page = await person.comes_to(LessonPageScreen)
        assert page.page is not None
        rows = page.page.grid.rows
        # The three who take most keys to find: namesakes, and those whose surnames begin alike.
        absent = tuple(sorted(range(PUPILS), key=lambda place: len(finding(rows, place)))[-3:])
        keys = calling(rows, absent)
        assert len(rows) == PUPILS
        assert len(keys) <= 12
        await person.press(*keys)
        await person.sees("3 absent, 10:14")
        found = home.school.db.sql("SELECT pupil, letter FROM absence WHERE lesson=? ORDER BY pupil", thirty)
        assert found == sorted((rows[place].pupil, "н") for place in absent)


async def test_a_whole_lesson_takes_at_most_60_keys(sit: Sit, home: Home, thirty: LessonId) -> None:
    """From the first screen: the roll, the planned topic and homework, and К/р for eight pupils about the class."""
    async with sit() as person:
        await signed_in(person)
        keys = ["enter"]
        await person.press("enter")
        page = await person.comes_to(LessonPageScreen)
        assert page.page is not None
        planned, rows = page.page.planned, page.page.grid.rows
        assert planned is not None
        roll = calling(rows, ABSENT)
        await person.press(*roll, "enter", "enter")
        kinds = page.page.work_kinds
        place = next(n for n, (_key, short, _name) in enumerate(kinds) if short == "К/р")
        declared = ["f2", "3", str(place + 1)]
        await person.press(*declared)
        await person.until(lambda: page.page is not None and len(page.page.works) == 1, "no work")
        at_the_board = {1: "5", 4: "4", 5: "4", 11: "3", 17: "5", 18: "5", 24: "4", 28: "2"}
        walked: list[str] = []
        here = 0
        for row, mark in at_the_board.items():
            walked += [*["down"] * (row - here), mark]
            here = row + 1
        await person.press(*walked)
        keys += [*roll, "enter", "enter", *declared, *walked]
        assert len(keys) <= 60
        await person.until(lambda: len(marks(home, thirty)) == 8, "not every mark is there")
        assert marks(home, thirty) == [("control", int(mark)) for mark in at_the_board.values()]
        facts = home.school.db.sql("SELECT topic, roll_at IS NOT NULL FROM lesson WHERE id=?", thirty)
        assert facts == [(planned[1], 1)]
        assert home.school.db.sql("SELECT text FROM homework WHERE lesson=?", thirty) == [(planned[2],)]
