"""A class in January with whatever refusals need: called-off lessons, leavers, class 1, closed periods."""

from dataclasses import dataclass
from datetime import date

from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.domain.people.people import ClassId, PupilId, StaffId
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.session import Session
from tests.changing import changed
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

    def first_class(self) -> None:
        """The class is the first."""
        changed(self.home, "study_group", self.school_class, grade=1)

    def markless(self) -> None:
        """The subject is without marks."""
        ((subject,),) = self.home.school.db.sql("SELECT subject FROM course WHERE id=?", self.course)
        changed(self.home, "subject", subject, markless=1)

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
