"""A class in January with whatever refusals need: called-off lessons, leavers, class 1, closed periods."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.domain.people.people import AccountId, ClassId, PupilId, StaffId
from ejournal_tui.domain.settings.rule_names import RuleName
from ejournal_tui.domain.settings.rules import Rule
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.session import Session
from ejournal_tui.services.settings.ruling import PutRule
from tests.changing import changed, made
from tests.people import account_with_role, class_teacher, lesson_on, pupils_of, session_of, teacher_of

TODAY = date(2018, 1, 15)
FIVE, FOUR, DEBT = Mark(Value.FIVE), Mark(Value.FOUR), Mark(Value.DEBT)


@dataclass
class Scene:
    """The class, its lessons of today and who stands before them."""

    home: Home

    def __post_init__(self) -> None:
        home, sql = self.home, self.home.school.db.sql
        self.teacher: Session = session_of(home, teacher_of(home, "Русский язык"))
        self.other: Session = session_of(home, teacher_of(home, "Физика"))
        self.leader: Session = session_of(home, class_teacher(home))
        self.deputy: Session = session_of(home, account_with_role(home, "deputy"))
        self.dispatcher: Session = session_of(home, account_with_role(home, "dispatcher"))
        self.lesson: LessonId = lesson_on(home, "Русский язык", "2018-01-15")
        self.tomorrow: LessonId = lesson_on(home, "Русский язык", "2018-01-16")
        self.friday: LessonId = lesson_on(home, "Русский язык", "2018-01-12")
        self.old: LessonId = lesson_on(home, "Русский язык", "2017-10-02")
        self.pupil: PupilId = pupils_of(home, self.lesson)[0]
        self.mate: PupilId = pupils_of(home, self.lesson)[1]
        ((course,),) = sql("SELECT course FROM lesson WHERE id=?", self.lesson)
        self.course = CourseId(course)
        ((school_class,),) = sql("SELECT id FROM study_group WHERE kind='class'")
        self.school_class = ClassId(school_class)
        ((staff,),) = sql("SELECT staff FROM teaching WHERE course=? ORDER BY id LIMIT 1", course)
        self.staff = StaffId(staff)
        ((other,),) = sql("SELECT staff FROM account WHERE id=?", teacher_of(home, "Физика"))
        self.other_staff = StaffId(other)
        ((self.control, self.control_code),) = sql("SELECT id, code FROM work_kind WHERE code='control'")

    def row(self, query: str, *values: object) -> Any:
        """The first row of an answer."""
        return self.home.school.db.sql(query, *values)[0]

    def kind(self, number: int) -> int:
        """One of the kinds of work."""
        return int(self.row("SELECT id FROM work_kind WHERE code<>'answer' ORDER BY id LIMIT 1 OFFSET ?", number)[0])

    def insert(self, entity: str, **values: object) -> int:
        """Something that stands there already."""
        return made(self.home, entity, **values)

    @cached_property
    def child(self) -> PupilId:
        """A pupil whose guardian signs in."""
        return PupilId(
            self.row(
                "SELECT w.pupil FROM guardianship w JOIN membership m ON m.pupil=w.pupil WHERE m.study_group=?"
                " ORDER BY w.id LIMIT 1", self.school_class,
            )[0]
        )  # fmt: skip

    @cached_property
    def guardian(self) -> AccountId:
        """The account of that guardian."""
        return AccountId(
            self.row(
                "SELECT a.id FROM account a JOIN guardianship w ON w.guardian=a.guardian WHERE w.pupil=? ORDER BY w.id"
                " LIMIT 1", self.child,
            )[0]
        )  # fmt: skip

    def minutes(self) -> int | None:
        """How late the pupil came to the lesson of today."""
        found: int | None = self.row(
            "SELECT minutes FROM absence WHERE lesson=? AND pupil=?", self.lesson, self.pupil
        )[0]
        return found

    def first_class(self) -> None:
        """The class is the first."""
        changed(self.home, "study_group", self.school_class, grade=1)

    def markless(self) -> None:
        """The subject is without marks."""
        ((subject,),) = self.home.school.db.sql("SELECT subject FROM course WHERE id=?", self.course)
        changed(self.home, "subject", subject, markless=1)

    def passes(self) -> None:
        """The subject is passed or not passed."""
        ((subject,),) = self.home.school.db.sql("SELECT subject FROM course WHERE id=?", self.course)
        rule = Rule(RuleName.SCALE, "passes", date(2017, 9, 1), subject=subject)
        self.deputy.do(PutRule(rule))

    def called_off(self, lesson: LessonId | None = None) -> None:
        """The lesson of today was cancelled."""
        changed(self.home, "lesson", lesson or self.lesson, state="cancelled")

    def closed(self) -> None:
        """Every period is closed."""
        for (key,) in self.home.school.db.sql("SELECT id FROM study_period"):
            changed(self.home, "study_period", key, closed_at=1)

    def left(self) -> None:
        """The pupil left the class on Friday."""
        for (key,) in self.home.school.db.sql("SELECT id FROM membership WHERE pupil=?", self.pupil):
            changed(self.home, "membership", key, ends="2018-01-12")
