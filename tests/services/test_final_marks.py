"""Final marks of 9 and 11 in a real journal: what they follow from, by which order, and who waits for what."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.journal.marks import Value
from ejournal_tui.domain.journal.outside import ResultKind
from ejournal_tui.domain.people.people import ClassId, PupilId
from ejournal_tui.domain.results.exams import Exam
from ejournal_tui.domain.results.year_marks import YearRow
from ejournal_tui.domain.settings.rule_names import ONE_MARK, RuleName
from ejournal_tui.domain.settings.rules import Rule
from ejournal_tui.services.operations.home import Home, open_home
from ejournal_tui.services.results.class_results import ShowClassResults
from ejournal_tui.services.results.class_year import EXAM, FINAL
from ejournal_tui.services.results.exams import GiveExamResults, PutExam, ShowExams
from ejournal_tui.services.results.giving import Given
from ejournal_tui.services.results.year_giving import GiveYearMarks, ShowYear
from ejournal_tui.services.session import Session
from ejournal_tui.services.settings.ruling import PutRule
from tests.changing import changed, made
from tests.people import account_with_role, class_teacher, session_of


@pytest.fixture
def home(home_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """The demo class in June, after its exams."""
    monkeypatch.setenv("EJOURNAL_NOW", "2018-06-15T13:00")
    opened = open_home(home_folder, "en")
    yield opened
    opened.close()


class Graduates:
    """The demo class as one that leaves school."""

    def __init__(self, home: Home, grade: int) -> None:
        self.home, self.sql = home, home.school.db.sql
        ((key,),) = self.sql("SELECT id FROM study_group WHERE kind='class'")
        for (group,) in self.sql("SELECT id FROM study_group"):
            changed(home, "study_group", group, grade=grade)
        self.school_class = ClassId(key)
        self.pupil = PupilId(
            self.sql("SELECT m.pupil FROM membership m WHERE m.study_group=? ORDER BY m.pupil LIMIT 1", key)[0][0]
        )
        self.deputy = session_of(home, account_with_role(home, "deputy"))
        self.leader = session_of(home, class_teacher(home))

    def subject(self, name: str) -> int:
        """By its name; made where the school has none of it."""
        rows = self.sql("SELECT id FROM subject WHERE name=?", name)
        return int(rows[0][0]) if rows else made(self.home, "subject", name=name, short=name[:10], markless=0)

    def teacher(self, name: str) -> tuple[CourseId, Session]:
        """The course of a subject and its teacher."""
        ((course, account),) = self.sql(
            "SELECT c.id, a.id FROM course c JOIN teaching t ON t.course=c.id JOIN account a ON a.staff=t.staff"
            " WHERE c.subject=? AND c.study_group=? ORDER BY a.id LIMIT 1", self.subject(name), self.school_class,
        )  # fmt: skip
        return CourseId(course), session_of(self.home, account)

    def gave(self, subject: str, kind: str, value: int, number: int = 0, year: int | None = None) -> None:
        """A result that stands."""
        scheme = "half_year" if kind == "period" else ""
        made(
            self.home, "result", pupil=self.pupil, subject=self.subject(subject),
            year=year or self.home.school.year(), kind=kind, scheme=scheme, number=number, value=value,
            source="journal", certificate=None, author=0, at=1527000000000, proposed=None, reason=None,
        )  # fmt: skip

    def row(self, subject: str) -> YearRow:
        """The pupil's line in a subject."""
        course, session = self.teacher(subject)
        return next(row for row in session.ask(ShowYear(course)).rows if row.pupil == self.pupil)

    def examined(self, subject: str, value: Value) -> None:
        """The pupil's exam, entered by the class teacher."""
        exam = Exam(self.school_class, self.subject(subject), "4", datetime(2018, 6, 15, 9), (self.pupil,))
        self.leader.do(PutExam(exam))
        key = self.leader.ask(ShowExams(self.school_class)).exams[0].exam.key
        self.leader.do(GiveExamResults(self.school_class, key, (Given(self.pupil, value, None),)))


def test_class_nine_waits_for_the_exam_and_takes_its_mean_with_the_year(home: Home) -> None:
    nine = Graduates(home, 9)
    nine.gave("Русский язык", "year", 4)
    nine.gave("Физика", "year", 4)
    assert nine.row("Русский язык").final_proposal.why == "no result: exam"
    # Physics was not taken: its final mark is that of the year.
    assert nine.row("Физика").final_proposal.mark == 4
    nine.examined("Русский язык", Value.FIVE)
    assert nine.row("Русский язык").final_proposal.told == "year 4, exam 5: 4.50 → 5"
    course, teacher = nine.teacher("Русский язык")
    teacher.do(GiveYearMarks(course, ResultKind.FINAL, (Given(nine.pupil, Value.FIVE, None),)))
    for column, text in ((FINAL, "5"), (EXAM, "5")):
        found = nine.leader.ask(ShowClassResults(nine.school_class, column))
        place = next(n for n, one in enumerate(found.subjects) if one.name == "Русский язык")
        cell = next(row.cells[place] for row in found.rows if row.pupil == nine.pupil)
        assert cell is not None
        assert cell.text == text
    teacher.undo()
    assert nine.row("Русский язык").final is None


def test_mathematics_follows_the_order_in_force_or_the_rule_of_the_school(home: Home) -> None:
    nine = Graduates(home, 9)
    nine.gave("Алгебра", "year", 3)
    nine.gave("Геометрия", "year", 4)
    nine.examined("Математика", Value.FOUR)
    # In 2018 order 115 of 2014 acts: each subject by itself with the exam of mathematics.
    assert nine.row("Алгебра").final_proposal.told == "year 3, exam 4: 3.50 → 4"
    assert nine.row("Геометрия").final_proposal.mark == 4
    nine.deputy.do(PutRule(Rule(RuleName.FINAL_MATHS, ONE_MARK, date(2018, 1, 1))))
    together = nine.row("Алгебра").final_proposal
    assert {one.title: one.value for one in together.parts} == {"Алгебра": 3, "Геометрия": 4, "exam": 4}
    assert (together.average, together.mark) == (3667, 4)
    assert nine.row("Геометрия").final_proposal.average == 3667


def test_class_eleven_is_the_mean_of_two_years(home: Home) -> None:
    eleven = Graduates(home, 11)
    for kind, value, number in (("period", 4, 1), ("period", 5, 2), ("year", 5, 0)):
        eleven.gave("Физика", kind, value, number)
    assert eleven.row("Физика").final_proposal.why == "no result: class 10"
    year = made(home, "study_year", title="2016/2017", starts="2016-09-01", ends="2017-05-25", week=5)
    group = made(
        home, "study_group", year=year, kind="class", name="10А", grade=10, letter="А", of_class=None
    )
    made(
        home, "membership", study_group=group, pupil=eleven.pupil, starts="2016-09-01", ends="2017-05-25",
        order_number="",
    )  # fmt: skip
    for kind, value, number in (("period", 4, 1), ("period", 4, 2), ("year", 4, 0)):
        eleven.gave("Физика", kind, value, number, year)
    found = eleven.row("Физика").final_proposal
    assert (len(found.parts), found.average, found.mark) == (6, 4333, 4)
    # A subject that class 10 did not have counts its own year alone.
    for kind, value, number in (("period", 5, 1), ("period", 5, 2), ("year", 5, 0)):
        eleven.gave("Биология", kind, value, number)
    assert eleven.row("Биология").final_proposal.mark == 5
