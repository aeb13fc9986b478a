"""Work on mistakes: its mark stands in a later lesson, the corrected one stays to be seen; what counts is a rule."""

from datetime import date, datetime

import pytest

from ejournal_tui.clock import held_at
from ejournal_tui.domain.errors import Invalid
from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.journal.marks import Mark, Value, correction_code, make_up_code
from ejournal_tui.domain.papers.papers import SheetLesson
from ejournal_tui.domain.people.people import PupilId
from ejournal_tui.domain.settings.rule_names import RuleName
from ejournal_tui.domain.settings.rules import Rule
from ejournal_tui.services.journal.gradebook import ShowGrid
from ejournal_tui.services.journal.lessons import DeclareWork
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.papers.papers import ShowWeeklySheets
from ejournal_tui.services.results.forecasts import ExplainForecast
from ejournal_tui.services.session import Session
from ejournal_tui.services.settings.deciding import ShowEffect
from ejournal_tui.services.settings.ruling import PutRule
from ejournal_tui.storage.journal import lessons
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.screens.journal.filling import FillScreen
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from tests.people import account_with_role, class_teacher, lesson_on, pupils_of, session_of, teacher_of
from tests.ui.conftest import Sit
from tests.ui.test_story_cell import at_the_lesson

FRIDAY, MONDAY, SUBJECT = "2018-01-12", date(2018, 1, 15), "Русский язык"
TWO, FOUR = (Mark(Value.TWO),), (Mark(Value.FOUR),)


class Test:
    """A test of Friday with a two."""

    __test__ = False

    def __init__(self, home: Home) -> None:
        self.home = home
        self.teacher: Session = session_of(home, teacher_of(home, SUBJECT))
        self.lesson: LessonId = lesson_on(home, SUBJECT, FRIDAY)
        self.today: LessonId = lesson_on(home, SUBJECT, MONDAY.isoformat())
        self.course = lessons.lesson(home.school, self.lesson).course
        ((self.kind,),) = home.school.db.sql("SELECT id FROM work_kind WHERE code='control'")
        self.teacher.do(DeclareWork(self.lesson, self.kind))
        away = {pupil for (pupil,) in home.school.db.sql(
            "SELECT pupil FROM absence WHERE lesson IN (?, ?)", self.lesson, self.today)}  # fmt: skip
        pupils = pupils_of(home, self.lesson)
        self.place, self.other = [n for n, pupil in enumerate(pupils) if pupil not in away][:2]
        self.pupil: PupilId = pupils[self.place]
        self.code = correction_code("control", self.lesson)
        ((self.work,),) = home.school.db.sql("SELECT id FROM work WHERE lesson=? AND kind=?", self.lesson, self.kind)
        now = home.school.clock
        home.school.clock = held_at(datetime.fromisoformat("2018-01-12T14:00"), now.zone)
        self.teacher.do(PutMarks(self.lesson, self.pupil, TWO, (), "control"))
        home.school.clock = now

    def filed(self) -> list[tuple[str, str, int, int]]:
        """What was given for work on mistakes: day, kind, weight, value."""
        return list(self.home.school.db.sql(
            "SELECT l.day, k.code, w.weight, m.value FROM work w JOIN lesson l ON l.id=w.lesson"
            " JOIN work_kind k ON k.id=w.kind JOIN mark m ON m.work=w.id WHERE w.makes_up=? ORDER BY l.day, m.pupil",
            self.work,
        ))  # fmt: skip

    def marks(self) -> list[tuple[int, int]]:
        """The pupil's other marks of the period: value, weight."""
        return list(self.home.school.db.sql(
            "SELECT m.value, w.weight FROM mark m JOIN work w ON w.id=m.work JOIN lesson l ON l.id=w.lesson"
            " WHERE m.pupil=? AND l.course=? AND l.day>='2017-12-01' AND m.value<=5 AND w.id<>?"
            " AND (w.makes_up IS NULL OR w.makes_up<>?)", self.pupil, self.course, self.work, self.work,
        ))  # fmt: skip

    def average_with(self, *more: tuple[int, int]) -> int:
        """What the average is with some marks more."""
        found = [*self.marks(), *more]
        points, weights = sum(v * w for v, w in found), sum(w for _v, w in found)
        return (2000 * points + weights) // (2 * weights)

    def averages(self) -> set[int | None]:
        """The average as the grid and the explanation tell it: they are one."""
        grid = self.teacher.ask(ShowGrid(self.course, MONDAY))
        told = self.teacher.ask(ExplainForecast(self.course, self.pupil, MONDAY)).forecast.average
        return {next(row.average for row in grid.rows if row.pupil == self.pupil), told}

    def sheet(self) -> SheetLesson:
        """Today's lesson as the family reads it."""
        ((school_class,),) = self.home.school.db.sql("SELECT g.id FROM study_group g WHERE g.kind='class'")
        sheets = session_of(self.home, class_teacher(self.home)).ask(ShowWeeklySheets(school_class, MONDAY, True))
        ((name,),) = self.home.school.db.sql("SELECT surname FROM pupil WHERE id=?", self.pupil)
        ((number,),) = self.home.school.db.sql("SELECT number FROM lesson WHERE id=?", self.today)
        week = next(one for one in sheets.pupils if one.name.startswith(f"{name} "))
        return next(one for one in week.days[0] if one.number == number)


@pytest.fixture
def test(home: Home) -> Test:
    """The test of Friday."""
    return Test(home)


async def test_work_on_mistakes_is_filed_in_a_later_lesson_and_the_first_mark_stays(sit: Sit, test: Test) -> None:
    async with sit() as person:
        await at_the_lesson(person)
        grid = person.grid.grid
        assert grid is not None
        column = next(n for n, one in enumerate(grid.columns) if one.work == test.work)
        person.grid.move_to(test.place, column)
        await person.press("4", "3")
        await person.sees("Work on mistakes", "mark of the lesson of 15.01", "it takes the place of this one")
        await person.press("escape")
        await person.until(lambda: "Nothing was written." in person.status, "not told")
        person.grid.move_to(test.place, column)
        await person.press("4")
        await person.comes_to(Choose)
        await person.press("3")
        await person.sees("mark of the lesson of 15.01")
        await person.press("1")
        await person.until(lambda: test.filed() == [("2018-01-15", "mistakes", 1, 4)], "not filed")
        await person.until(lambda: "work on mistakes, К/р of 12.01; filed on 15.01" in person.status, "not told")
        person.grid.move_to(test.place, column)
        assert person.shown(test.place) == "2→4"
        await person.press("down", "up")
        await person.until(lambda: "work on mistakes 15.01: 4" in person.status, "not told of")
        # The column stands in today's lesson: the next pupil has no mark of the test.
        shown = person.grid.grid
        assert shown is not None
        of_mistakes = next(n for n, one in enumerate(shown.columns) if one.corrects)
        assert shown.columns[of_mistakes].kind == "РНО"
        person.grid.move_to(test.other, of_mistakes)
        await person.press("5")
        await person.until(lambda: "there is nothing to correct" in person.status, "not refused")
        await person.press("f5")
        await person.comes_to(FillScreen)
        await person.type("5")
        await person.sees("no mark to correct", "There is nothing to write yet.")
        await person.press("backspace", "escape")
        await person.comes_to(LessonGridScreen)
        person.grid.move_to(test.place, column)
        await person.press("delete", "1")
        await person.until(lambda: "was corrected by work on mistakes on 15.01" in person.status, "not refused")
        person.grid.move_to(test.place, column)
        await person.press("5")
        await person.comes_to(Choose)
        await person.press("3")
        await person.until(lambda: "stands there: “4”" in person.status, "not told that it was corrected")
        # Back, and again, as one change.
        await person.press("ctrl+z")
        assert test.filed() == []
        await person.press("ctrl+y")
        assert test.filed() == [("2018-01-15", "mistakes", 1, 4)]
        # Without a mark of its own it changes the one that stands, with its reason (C05).
        await person.press("ctrl+z")
        person.grid.move_to(test.place, column)
        await person.press("3")
        await person.comes_to(Choose)
        await person.press("3", "2")
        await person.comes_to(LessonGridScreen)
        await person.until(lambda: person.shown(test.place) == "3", "not replaced")
    assert test.filed() == []
    assert test.home.console().ask(VerifyAudit()).whole


def test_what_counts_is_the_schools_rule_everywhere_alike(test: Test, home: Home) -> None:
    deputy = session_of(home, account_with_role(home, "deputy"))
    test.teacher.do(PutMarks(test.today, test.pupil, FOUR, (), test.code))
    assert test.averages() == {test.average_with((2, 4), (4, 1))}
    replaces = PutRule(Rule(RuleName.MISTAKES, "replaces", date(2017, 9, 1)))
    assert "mark" in deputy.ask(ShowEffect(replaces))[0]
    deputy.do(replaces)
    assert test.averages() == {test.average_with((4, 4))}
    told = test.teacher.ask(ExplainForecast(test.course, test.pupil, MONDAY))
    assert [(one.mark.text, one.weight) for one in told.marks if one.replaced] == [("2", 0)]
    # One more mark is no work on mistakes.
    assert "РНО" not in {kind.short for kind in told.kinds}
    deputy.do(PutRule(Rule(RuleName.MISTAKES, "better", date(2017, 9, 1)), replaces.wanted))
    assert test.averages() == {test.average_with((4, 4))}
    test.teacher.do(PutMarks(test.today, test.pupil, (Mark(Value.ONE),), FOUR, test.code))
    assert test.averages() == {test.average_with((2, 4))}
    lesson = test.sheet()
    assert lesson.mark.endswith("1")
    assert "1: work on mistakes" in lesson.note


def test_one_makes_a_test_up_and_another_works_on_its_mistakes_in_the_same_lesson(test: Test, home: Home) -> None:
    pupils = pupils_of(home, test.lesson)
    test.teacher.do(PutMarks(test.today, test.pupil, FOUR, (), test.code))
    made_up = make_up_code("control", test.lesson)
    test.teacher.do(PutMarks(test.today, pupils[test.other], FOUR, (), made_up))
    assert sorted(test.filed()) == [("2018-01-15", "control", 4, 4), ("2018-01-15", "mistakes", 1, 4)]
    with pytest.raises(Invalid, match="in a later lesson"):
        test.teacher.do(PutMarks(lesson_on(home, SUBJECT, "2018-01-11"), test.pupil, FOUR, (), test.code))
    for _step in range(2):
        test.teacher.undo()
    assert test.filed() == []
