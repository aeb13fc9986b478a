"""A test that was missed is made up in a later lesson: one mark, filed under its day, seen from the test."""

import pytest

from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.errors import Invalid
from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.journal.marks import Mark, Value, make_up_code
from ejournal_tui.domain.people.people import PupilId
from ejournal_tui.services.attendance.attendance import PutAbsence
from ejournal_tui.services.journal.gradebook import ShowGrid
from ejournal_tui.services.journal.lessons import DeclareWork, RemoveWork
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.session import Session
from ejournal_tui.storage.journal import lessons
from tests.people import lesson_on, pupils_of, session_of, teacher_of
from tests.ui.conftest import Sit
from tests.ui.test_story_cell import at_the_lesson

TEST_DAY, TODAY, SUBJECT = "2018-01-12", "2018-01-15", "Русский язык"
FOUR, FIVE = (Mark(Value.FOUR),), (Mark(Value.FIVE),)


class Missed:
    """A test of Friday that one pupil was not there to write."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.teacher: Session = session_of(home, teacher_of(home, SUBJECT))
        self.test: LessonId = lesson_on(home, SUBJECT, TEST_DAY)
        self.today: LessonId = lesson_on(home, SUBJECT, TODAY)
        ((self.kind,),) = home.school.db.sql("SELECT id FROM work_kind WHERE code='control'")
        free = {pupil for (pupil,) in home.school.db.sql(
            "SELECT pupil FROM mark m JOIN work w ON w.id=m.work WHERE w.lesson=?", self.test)}  # fmt: skip
        away = {pupil for (pupil,) in home.school.db.sql("SELECT pupil FROM absence WHERE lesson=?", self.test)}
        pupils = pupils_of(home, self.test)
        self.place = next(n for n, pupil in enumerate(pupils) if pupil not in free | away)
        self.pupil: PupilId = pupils[self.place]
        self.teacher.do(DeclareWork(self.test, self.kind))
        self.teacher.do(PutAbsence(self.test, self.pupil, Absence.ABSENT))
        ((self.work,),) = home.school.db.sql("SELECT id FROM work WHERE lesson=? AND kind=?", self.test, self.kind)
        self.code = make_up_code("control", self.test)

    def filed(self) -> list[tuple[str, int, int, int]]:
        """What was made up: day, kind, weight, value."""
        return list(self.home.school.db.sql(
            "SELECT l.day, w.kind, w.weight, m.value FROM work w JOIN lesson l ON l.id=w.lesson"
            " JOIN mark m ON m.work=w.id WHERE w.makes_up=? ORDER BY l.day", self.work
        ))  # fmt: skip

    def average(self) -> int | None:
        """The pupil's average in the running period."""
        course = lessons.lesson(self.home.school, self.test).course
        grid = self.teacher.ask(ShowGrid(course, self.home.clock.today()))
        return next(row.average for row in grid.rows if row.pupil == self.pupil)


@pytest.fixture
def missed(home: Home) -> Missed:
    """The test that was missed."""
    return Missed(home)


async def test_c03_a_mark_at_a_missed_test_is_filed_in_the_lesson_in_which_it_was_made_up(
    sit: Sit, missed: Missed
) -> None:
    before = missed.average()
    async with sit() as person:
        await at_the_lesson(person)
        grid = person.grid.grid
        assert grid is not None
        column = next(n for n, one in enumerate(grid.columns) if (one.lesson, one.work) == (missed.test, missed.work))
        person.grid.move_to(missed.place, column)
        await person.press("4")
        await person.sees("was not there on 12.01", "made up on 15.01, lesson 2")
        await person.press("escape")
        await person.until(lambda: "Nothing was written." in person.status, "not told")
        assert missed.filed() == []
        person.grid.move_to(missed.place, column)
        await person.press("4", "1")
        await person.until(lambda: missed.filed() == [(TODAY, missed.kind, 4, 4)], "not filed")
        assert "for К/р of 12.01, made up on 15.01" in person.status
        after = missed.average()
        assert after is not None
        assert after != before
        shown = person.grid.grid
        assert shown is not None
        assert shown.rows[missed.place].cells[column].text in ("→4", "н→4")
        made, plain = [one for one in shown.columns if one.lesson == missed.today][::-1]
        assert (plain.work_code, made.kind, made.weight, made.kind_name) == (
            "answer", "К/р", 4, "Контрольная работа of 12.01, made up"
        )  # fmt: skip
        person.grid.move_to(missed.place, column)
        await person.press("5")
        await person.until(lambda: "was made up on 15.01" in person.status, "not told")
        await person.press("ctrl+z")
        assert missed.filed() == []
        assert missed.average() == before
        await person.press("ctrl+y")
        assert missed.filed() == [(TODAY, missed.kind, 4, 4)]
    assert missed.home.console().ask(VerifyAudit()).whole


async def test_a_test_of_today_that_was_missed_waits_for_a_later_lesson(sit: Sit, missed: Missed) -> None:
    missed.teacher.do(DeclareWork(missed.today, missed.kind))
    missed.teacher.do(PutAbsence(missed.today, missed.pupil, Absence.ABSENT))
    async with sit() as person:
        await at_the_lesson(person)
        person.grid.move_to(missed.place, person.cell[1])
        await person.press("4")
        await person.until(lambda: "made up in a later lesson" in person.status, "not told")
        assert missed.filed() == []


def test_a_work_is_made_up_once_later_and_in_its_subject(missed: Missed, home: Home) -> None:
    teacher, code = missed.teacher, missed.code
    other = pupils_of(home, missed.test)[missed.place - 1]
    with pytest.raises(Invalid, match="in a later lesson of the same subject"):
        teacher.do(PutMarks(lesson_on(home, SUBJECT, "2018-01-11"), missed.pupil, FOUR, (), code))
    other_subject = session_of(home, teacher_of(home, "Алгебра"))
    with pytest.raises(Invalid, match="of the same subject"):
        other_subject.do(PutMarks(lesson_on(home, "Алгебра", TODAY), missed.pupil, FOUR, (), code))
    teacher.do(PutMarks(missed.test, other, FIVE, (), "control"))
    with pytest.raises(Invalid, match=r"The pupil has “5” for this work from 12\.01"):
        teacher.do(PutMarks(missed.today, other, FOUR, (), code))
    for gone in ("control@0", "control@x", make_up_code("control", missed.today)):
        with pytest.raises(Invalid, match="was removed from its lesson"):
            teacher.do(PutMarks(missed.today, missed.pupil, FOUR, (), gone))


def test_a_work_that_was_made_up_stays_and_a_lesson_has_its_own_beside_it(missed: Missed) -> None:
    teacher = missed.teacher
    teacher.do(PutMarks(missed.today, missed.pupil, FOUR, (), missed.code))
    teacher.do(DeclareWork(missed.today, missed.kind))
    with pytest.raises(Invalid, match="were given for this work in other lessons"):
        teacher.do(RemoveWork(missed.test, missed.kind))
    teacher.do(RemoveWork(missed.today, missed.kind))
    teacher.do(PutMarks(missed.today, missed.pupil, (), FOUR, missed.code))
    teacher.do(RemoveWork(missed.test, missed.kind))
    for _step in range(5):
        teacher.undo()
    assert missed.filed() == []
