"""The calendar of homework: what is due when, of a class and of a pupil, against the norm of the grade (R1-2.3)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ...domain import policy
from ...domain.errors import Refusal
from ...domain.groups.groups import CourseId
from ...domain.journal.homework import DayLoad, Given, load
from ...domain.people.people import Actor, ClassId, Name, PupilId
from ...domain.years.year import Calendar, monday
from ...i18n import _
from ...storage.groups import groups
from ...storage.groups.groups import CourseFacts, Enrolled
from ...storage.journal import homework as store
from ...storage.journal.homework import Unsaid
from ...storage.people import people
from ...storage.school import School
from ..journal.gradebook import read_objection
from ..rules import rulebook
from ..session import Query
from ..settings.terms import homework_until
from .homework_view import groups_by_pupil


@dataclass(frozen=True)
class HomeworkDay:
    """What has to be ready on a day."""

    load: DayLoad
    given: tuple[Given, ...]
    free_because: str = ""

    @property
    def day(self) -> date:
        """The day."""
        return self.load.day


@dataclass(frozen=True)
class HomeworkWeek:
    """A week of a class's or a pupil's homework."""

    title: str
    days: tuple[HomeworkDay, ...]
    unsaid: tuple[Unsaid, ...] = ()
    """The lessons of the week of which nobody has said in time what is set for home; none for families."""
    names: Mapping[PupilId, str] | None = None
    """Who the pupils are; none for families."""

    @property
    def total(self) -> int:
        """How much is due."""
        return sum(len(day.given) for day in self.days)


@dataclass(frozen=True)
class HomeworkOf:
    """A class, or a group of several, whose homework can be looked at."""

    course: CourseId
    """The course by which the person may."""
    title: str


@dataclass(frozen=True)
class HomeworkClasses(Query[tuple[HomeworkOf, ...]]):
    """The classes whose homework the person may look at, the own class first."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever teaches, leads a class or the school."""
        return policy.may_read_homework(actor)

    def answer(self, actor: Actor, school: School) -> tuple[HomeworkOf, ...]:
        """By grade and letter, groups of several classes among them."""
        if actor.is_(*policy.LEADERS):
            courses = groups.courses_of_year(school)
        else:
            courses = groups.courses_of_classes(school, actor.classes)
            courses += groups.courses_of_staff(school, actor.staff or 0, school.clock.today())
        titles: dict[int, str] = {one.id: str(one.name) for one in people.classes(school)}
        found: dict[int, HomeworkOf] = {}
        for course in courses:
            if not course.individual:
                key = course.school_class or course.group
                found.setdefault(key, HomeworkOf(course.id, titles.get(key, course.group_title)))
        return tuple(found.values())


@dataclass(frozen=True)
class ShowHomework(Query[HomeworkWeek]):
    """The homework of the class of a course in the week of a day; of its group where that is of several classes."""

    course: CourseId
    day: date

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read the course: the load of the class is known to all who set homework for it (R1-2.3)."""
        return read_objection(actor, school, self.course, school.clock.today())

    def answer(self, actor: Actor, school: School) -> HomeworkWeek:
        """Day by day, in a constant number of queries."""
        course = groups.course(school, self.course)
        calendar = school.calendar(self.day)
        days = calendar.week_of(self.day, course.grade, course.school_class)
        names = self._pupils(school, course, days)
        of = groups.groups_of(school, names, days[0], days[-1])
        given = store.given_to(school, of, days[0], days[-1])
        unsaid = [] if course.grade == 1 else store.unsaid(school, of, days[0], days[-1])
        today = school.clock.today()
        running = homework_until(
            school, today, {one.course: course.grade for one in unsaid if one.day == today}
        )
        now = f"{school.clock.now():%H:%M}"
        late = tuple(
            one for one in unsaid
            if one.day < today or (one.day == today and now > running.get(one.course, now))
        )  # fmt: skip
        planned = _days(school, calendar, course.grade, course.school_class, days, given, groups_by_pupil(of))
        title = course.group_title
        if course.school_class is not None:
            title = str(people.school_class(school, course.school_class).name)
        return HomeworkWeek(title, planned, late, {key: name.short for key, name in names.items()})

    def _pupils(self, school: School, course: CourseFacts, days: Sequence[date]) -> dict[PupilId, Name]:
        if course.school_class is not None:
            return {one.pupil: one.name for one in groups.enrolled(school, days[0], days[-1], course.school_class)}
        return {one.pupil: one.name for one in groups.members(school, course.group, days[0], days[-1])}


def _days(
    school: School, calendar: Calendar, grade: int, school_class: ClassId | None, days: Iterable[date],
    given: list[Given], mine: Mapping[PupilId, frozenset[int]],
) -> tuple[HomeworkDay, ...]:  # fmt: skip
    rules = rulebook(school)
    plans = school.plans()
    return tuple(
        HomeworkDay(
            load(day, rules.homework_norm(day, grade), given, mine, plans),
            tuple(one for one in given if one.due == day),
            calendar.free_because(day, grade, school_class),
        )
        for day in days
    )  # fmt: skip


@dataclass(frozen=True)
class ShowPupilHomework(Query[HomeworkWeek]):
    """What a pupil has to have ready in the week of a day, and what was set when."""

    pupil: PupilId
    day: date

    def objection(self, actor: Actor, school: School) -> str | None:
        """The pupil and the family, the class teacher, the deputy head and the director."""
        found = self._enrolled(school)
        return policy.may_read_diary(actor, self.pupil, found.school_class if found else None)

    def answer(self, actor: Actor, school: School) -> HomeworkWeek:
        """What is for all of the pupil's groups and for this pupil alone, nobody else's; raises Refusal."""
        found = self._enrolled(school)
        if found is None:
            raise Refusal(_("The pupil was in no class that week."))
        calendar, grade = school.calendar(self.day), people.school_class(school, found.school_class).name.grade
        days = calendar.week_of(self.day, grade, found.school_class)
        of = groups.groups_of(school, [self.pupil], days[0], days[-1])
        plans = school.plans()
        given = [
            one for one in store.given_to(school, of, days[0], days[-1])
            if (not one.pupils or self.pupil in one.pupils)
            and any(span.covers(one.day) for span in of[one.group].get(self.pupil, ()))
            and not plans.leave_out(self.pupil, one.subject, one.due)
        ]  # fmt: skip
        planned = _days(school, calendar, grade, found.school_class, days, given, groups_by_pupil(of))
        return HomeworkWeek(found.name.short, planned)

    def _enrolled(self, school: School) -> Enrolled | None:
        first = monday(self.day)
        return next(iter(groups.enrolled(school, first, first + timedelta(days=6), pupil=self.pupil)), None)
