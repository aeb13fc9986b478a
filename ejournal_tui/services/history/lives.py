"""The life of a result, of a day of attendance and of a line of the lesson plan, in sentences from the log itself."""

from dataclasses import dataclass
from datetime import date

from ...domain import policy
from ...domain.errors import Invalid
from ...domain.groups.groups import CourseId
from ...domain.journal.outside import ResultKind
from ...domain.people.people import Actor, ClassId, PupilId
from ...i18n import _
from ...storage.groups import groups
from ...storage.log import history as store
from ...storage.people import people
from ...storage.school import School
from ..attendance.class_attendance import read_class
from ..journal.gradebook import read_objection
from ..session import Query
from ..workbooks.importing import day_of
from .cells import tell
from .told import Told


@dataclass(frozen=True)
class ResultLife(Query[tuple[Told, ...]]):
    """Every result that a pupil ever had in a course's subject for a period, the year or at its end, oldest first."""

    course: CourseId
    pupil: PupilId
    number: int
    """The period's number; of no meaning for what is not of a period."""
    kind: ResultKind = ResultKind.PERIOD

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read the course."""
        return read_objection(actor, school, self.course, school.clock.today())

    def answer(self, actor: Actor, school: School) -> tuple[Told, ...]:
        """A sentence a change, with its reason and what was proposed; raises Invalid for a stranger to the course."""
        course = groups.course(school, self.course)
        calendar = school.calendar_of(course.year)
        if not any(
            member.pupil == self.pupil
            for member in groups.members(school, course.group, calendar.starts, calendar.ends)
        ):
            raise Invalid(_("The pupil is not in this group."), _("Open the table again."))
        where: dict[str, object] = {
            "pupil": self.pupil, "subject": course.subject_id, "year": course.year, "kind": self.kind.value,
        }  # fmt: skip
        if self.kind is ResultKind.PERIOD:
            scheme = calendar.scheme_of(course.grade, course.school_class, course.id)
            where |= {"scheme": scheme.value, "number": self.number}
        return tell(school, store.lines_of(school, "result", where))


@dataclass(frozen=True)
class LessonOfDay:
    """What was entered of a pupil at one lesson of a day."""

    title: str
    """«урок 2, Алгебра»."""
    told: tuple[Told, ...]


@dataclass(frozen=True)
class AttendanceLife(Query[tuple[LessonOfDay, ...]]):
    """Everything that was ever entered of a pupil's attendance on a day, lesson by lesson."""

    school_class: ClassId
    pupil: PupilId
    day: date

    def objection(self, actor: Actor, school: School) -> str | None:
        """The class teacher, who leads the school, those who teach: in the answer are their own lessons alone."""
        return policy.may_read_attendance(actor, self.school_class)

    def answer(self, actor: Actor, school: School) -> tuple[LessonOfDay, ...]:
        """The lessons at which something was entered."""
        facts = people.school_class(school, self.school_class)
        whole = actor.is_(*policy.LEADERS) or self.school_class in actor.classes
        found = read_class(school, facts, self.day, self.day, None if whole else actor)
        pupil = next((one for one in found.pupils if one.pupil == self.pupil), None)
        if pupil is None:
            return ()
        lines = store.absence_lines(school, [lesson.id for lesson in pupil.lessons], self.pupil)
        title = _("lesson {number} {subject}")
        return tuple(
            LessonOfDay(title.format(number=x.number, subject=x.subject_name), tell(school, lines[x.id]))
            for x in pupil.lessons
            if x.id in lines
        )


@dataclass(frozen=True)
class PlanLineLife(Query[tuple[Told, ...]]):
    """Everything that ever became of a line of a course's plan, oldest first."""

    course: CourseId
    line: int
    """The entry that keeps it."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read the plan."""
        school_class, teachers = groups.readers(school, self.course, day_of(school))
        return policy.may_read_plan(actor, teachers, school_class)

    def answer(self, actor: Actor, school: School) -> tuple[Told, ...]:
        """A sentence a change; raises Invalid where the line is of another plan."""
        if not school.db.sql("SELECT 1 FROM plan_entry WHERE id=? AND course=?", self.line, self.course):
            raise Invalid(_("This line is not in the plan of this course any more."), _("Open the plan again."))
        return tell(school, store.row_lines(school, "plan_entry", self.line))
