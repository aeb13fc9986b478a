"""Pupils' own dates for a test: all who were absent owe it until a day, part of the class writes it later."""

from datetime import date, datetime

import pytest

from ejournal_tui.clock import held_at
from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.errors import Conflict, Invalid
from ejournal_tui.domain.journal.lessons import Entry, LessonId
from ejournal_tui.domain.journal.marks import Mark, Value, make_up_code
from ejournal_tui.domain.journal.work_dates import DateWhy, OwnDate
from ejournal_tui.domain.people.people import PupilId
from ejournal_tui.services.attendance.attendance import PutAbsence
from ejournal_tui.services.journal.gradebook import ShowGrid
from ejournal_tui.services.journal.lessons import DeclareWork, RemoveWork
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.journal.work_dates import PutWorkDates, ShowDebts, ShowWorkDates
from ejournal_tui.services.mornings.today import MyDay
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.results.forecasts import ExplainForecast
from ejournal_tui.services.session import Session
from ejournal_tui.storage.journal import lessons
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.dialogs.fill_in import FillIn
from ejournal_tui.ui.dialogs.tick import Tick
from ejournal_tui.ui.screens.journal.debts import DebtsScreen
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.journal.lesson_page import LessonPageScreen
from tests.people import lesson_on, pupils_of, session_of, teacher_of
from tests.ui.conftest import Sit, Sitting
from tests.ui.test_story_cell import at_the_lesson

TEST_DAY, SUBJECT = "2018-01-12", "Русский язык"
FOUR = (Mark(Value.FOUR),)


class Test:
    """A test of Friday that two pupils missed."""

    __test__ = False

    def __init__(self, home: Home) -> None:
        self.home = home
        self.teacher: Session = session_of(home, teacher_of(home, SUBJECT))
        self.lesson: LessonId = lesson_on(home, SUBJECT, TEST_DAY)
        self.course = lessons.lesson(home.school, self.lesson).course
        ((self.kind,),) = home.school.db.sql("SELECT id FROM work_kind WHERE code='control'")
        self.teacher.do(DeclareWork(self.lesson, self.kind))
        marked = {pupil for (pupil,) in home.school.db.sql(
            "SELECT m.pupil FROM mark m JOIN work w ON w.id=m.work WHERE w.lesson=?", self.lesson)}  # fmt: skip
        self.pupils = pupils_of(home, self.lesson)
        away = self._absent()
        for pupil in [one for one in self.pupils if one not in marked and one not in away][: max(0, 2 - len(away))]:
            self.teacher.do(PutAbsence(self.lesson, pupil, Absence.ABSENT))
        self.absent = sorted(self._absent())
        ((self.work,),) = home.school.db.sql("SELECT id FROM work WHERE lesson=? AND kind=?", self.lesson, self.kind)

    def _absent(self) -> set[PupilId]:
        return {PupilId(pupil) for (pupil,) in self.home.school.db.sql(
            "SELECT pupil FROM absence WHERE lesson=? AND letter<>'о'", self.lesson)}  # fmt: skip

    def dates(self) -> list[tuple[int, str, str]]:
        """The dates as they are kept: pupil, day, why."""
        rows = self.home.school.db.sql("SELECT pupil, day, why FROM work_date WHERE work=? ORDER BY pupil", self.work)
        return [tuple(row) for row in rows]

    def awaited(self) -> set[int]:
        """Whose mark for the test nobody looks for yet, though the grid leads from gap to gap."""
        grid = self.teacher.ask(ShowGrid(self.course, date(2018, 1, 15)))
        column = next(n for n, one in enumerate(grid.columns) if one.work == self.work)
        return {row.pupil for row in grid.rows if row.cells[column].awaited}

    def at(self, moment: str) -> None:
        """It is another time."""
        self.home.school.clock = held_at(datetime.fromisoformat(moment), self.home.school.clock.zone)

    def owed(self, what: Entry) -> list[str]:
        """What of a kind stands beneath the lessons of the teacher's day."""
        today = self.home.school.clock.today()
        return [x.words for x in self.teacher.ask(MyDay(today)).overdue if x.missing is what]


@pytest.fixture
def test(home: Home) -> Test:
    """The test of Friday."""
    return Test(home)


async def on_the_test(person: Sitting, test: Test, pupil: PupilId) -> LessonGridScreen:
    """The grid is opened at a pupil's cell of the test."""
    screen = await at_the_lesson(person)
    grid = person.grid.grid
    assert grid is not None
    column = next(n for n, one in enumerate(grid.columns) if one.work == test.work)
    person.grid.move_to(test.pupils.index(pupil), column)
    return screen


async def test_c03_all_who_missed_a_test_owe_it_until_a_day_with_one_key_and_one_settles_it(
    sit: Sit, test: Test
) -> None:
    first = test.absent[0]
    async with sit() as person:
        await on_the_test(person, test, first)
        await person.press("ж")
        await person.comes_to(FillIn)
        await person.press(*["backspace"] * 10)
        await person.type("11.01")
        await person.press("enter")
        await person.sees("The date is from 15.01 to")
        await person.press(*["backspace"] * 10)
        await person.type("22.01")
        await person.press("enter")
        owed = [(pupil, "2018-01-22", "debt") for pupil in test.absent]
        await person.until(lambda: test.dates() == owed, "not written")
        await person.press("up", "down")
        await person.until(lambda: "owes К/р until 22.01" in person.status, "not told")
        await person.press("ctrl+z")
        assert test.dates() == []
        await person.press("ctrl+y")
        assert test.dates() == owed
        await person.press("з")
        await person.comes_to(DebtsScreen)
        await person.sees("К/р of 12.01", "owes it until 22.01")
        await person.press("f2")
        await person.comes_to(FillIn)
        await person.press(*["backspace"] * 10)
        await person.type("23.01")
        await person.press("enter")
        await person.sees("owes it until 23.01")
        await person.press("delete")
        await person.until(lambda: len(test.dates()) == len(test.absent) - 1, "not taken away")
        await person.press("ctrl+z", "ctrl+z")
        await person.until(lambda: test.dates() == owed, "not brought back")
        listed = test.teacher.ask(ShowDebts(test.course))
        person.rows.move(next(n for n, one in enumerate(listed) if one.pupil == first and one.own))
        await person.press("enter")
        await person.comes_to(LessonGridScreen)
        assert person.cell[0] == test.pupils.index(first)
        await person.press("4")
        await person.comes_to(Choose)
        await person.press("1")
        await person.until(lambda: "made up on 15.01" in person.status, "not made up")
        await person.press("escape")
        await person.comes_to(DebtsScreen)
        assert {one.pupil for one in test.teacher.ask(ShowDebts(test.course)) if one.own} == {*test.absent} - {first}
    assert test.home.console().ask(VerifyAudit()).whole


async def test_c04_part_of_the_class_writes_later_and_is_neither_debt_nor_overdue_before(
    sit: Sit, test: Test
) -> None:
    async with sit() as person:
        await on_the_test(person, test, test.absent[0])
        await person.press("f6")
        await person.comes_to(LessonPageScreen)
        await person.press("f2")
        choice = await person.comes_to(Choose)
        assert choice is not None
        await person.sees("Part of the class writes it later")
        await person.press("end", "enter")
        await person.comes_to(Tick)
        await person.press("space", "space", "enter")
        await person.comes_to(FillIn)
        await person.press(*["backspace"] * 10)
        await person.type("22.01")
        await person.press("enter")
        await person.until(lambda: [why for _pupil, _day, why in test.dates()] == ["later"] * 2, "not written")
        await person.press("ctrl+z")
        assert test.dates() == []
        await person.press("ctrl+y")
        assert len(test.dates()) == 2
    later = {pupil for pupil, _day, _why in test.dates()}
    assert test.awaited() == later
    test.at("2018-01-20T12:00")
    (missing,) = test.owed(Entry.MARKS)
    test.at("2018-01-30T12:00")
    assert test.awaited() == set()
    both = test.owed(Entry.MARKS)
    assert "2 without marks (until 29.01)" in " ".join(both)
    assert both[0] == missing
    for pupil in later:
        test.teacher.do(PutMarks(test.lesson, PupilId(pupil), FOUR, (), "control"))
    assert test.owed(Entry.MARKS) == [missing]
    assert [one for one in test.teacher.ask(ShowDebts(test.course)) if one.pupil in later and one.own] == []


def test_c03_a_debt_past_its_date_is_the_pupils_and_the_family_is_told_of_it(test: Test) -> None:
    pupil = test.absent[0]
    own = OwnDate(date(2018, 1, 22), DateWhy.DEBT)
    before = test.teacher.ask(ExplainForecast(test.course, pupil, date(2018, 1, 15)))
    test.teacher.do(PutWorkDates(test.lesson, "control", tuple((one, own) for one in test.absent)))
    after = test.teacher.ask(ExplainForecast(test.course, pupil, date(2018, 1, 15)))
    assert (after.debts, after.owed_until) == (before.debts + 1, (own.day,))
    assert test.owed(Entry.DEBT) == []
    test.at("2018-01-23T12:00")
    assert test.owed(Entry.DEBT) == [f"К/р: {len(test.absent)} pupils owe it since 22.01"]
    test.at("2018-01-15T12:00")
    later = lesson_on(test.home, SUBJECT, "2018-01-15")
    test.teacher.do(PutMarks(later, pupil, FOUR, (), make_up_code("control", test.lesson)))
    test.at("2018-01-23T12:00")
    assert "since" not in "".join(test.owed(Entry.DEBT)) or f"{len(test.absent) - 1} pupil" in test.owed(Entry.DEBT)[0]


def test_a_date_is_after_the_lesson_for_a_declared_work_and_for_whoever_was_in_the_class(test: Test) -> None:
    teacher, pupil = test.teacher, test.absent[0]
    own = OwnDate(date(2018, 1, 22), DateWhy.DEBT)
    for day in (date(2018, 1, 12), date(2018, 1, 14), date(2019, 1, 1)):
        with pytest.raises(Invalid, match="The date is from"):
            teacher.do(PutWorkDates(test.lesson, "control", ((pupil, OwnDate(day, DateWhy.DEBT)),)))
    for work, why in (("answer", "declared work"), ("essay?", "was removed from the lesson")):
        with pytest.raises(Invalid, match=why):
            teacher.do(PutWorkDates(test.lesson, work, ((pupil, own),)))
    with pytest.raises(Invalid, match="at least one pupil"):
        teacher.do(PutWorkDates(test.lesson, "control", ()))
    with pytest.raises(Invalid, match="was not in this group"):
        teacher.do(PutWorkDates(test.lesson, "control", ((PupilId(10**9), own),)))
    here = next(one.pupil for one in teacher.ask(ShowWorkDates(test.lesson, "control")).pupils if not one.absent)
    teacher.do(PutMarks(test.lesson, here, FOUR, (), "control"))
    with pytest.raises(Invalid, match="has a mark for this work already"):
        teacher.do(PutWorkDates(test.lesson, "control", ((here, own),)))


def test_a_date_that_somebody_changed_meanwhile_is_not_overwritten_and_keeps_its_work(test: Test) -> None:
    pupil, own = test.absent[0], OwnDate(date(2018, 1, 22), DateWhy.DEBT)
    other = session_of(test.home, teacher_of(test.home, SUBJECT))
    test.teacher.do(PutWorkDates(test.lesson, "control", ((pupil, own),)))
    with pytest.raises(Conflict, match="changed meanwhile"):
        other.do(PutWorkDates(test.lesson, "control", ((pupil, OwnDate(date(2018, 1, 23), DateWhy.DEBT)),)))
    with pytest.raises(Invalid, match="dates of their own"):
        other.do(RemoveWork(test.lesson, test.kind))
    other.do(PutWorkDates(test.lesson, "control", ((pupil, None),), ((pupil, own),)))
    with pytest.raises(Conflict, match="changed meanwhile"):
        test.teacher.undo()
    assert test.dates() == []
