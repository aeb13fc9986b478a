"""Looking at the workload: courses, hours, teachers, what has nobody."""

from dataclasses import dataclass
from datetime import date

from ...domain import policy
from ...domain.groups.workload import CourseLoad
from ...domain.people.people import Actor, ClassId, Name, Role, StaffId
from ...storage.groups import workload as store
from ...storage.people import people
from ...storage.school import School
from ..session import Query
from ..workbooks.importing import day_of


@dataclass(frozen=True)
class Workload:
    """The courses that a person may see, as of a day."""

    day: date
    weeks: tuple[int, ...]
    """School days a week of each grade: the most hours depend on it."""
    loads: tuple[CourseLoad, ...]
    whole: bool
    """Whether these are all courses of the school: only then do sums mean something."""
    period_ends: date
    """The last day of the running study period: who teaches then signs."""


@dataclass(frozen=True)
class ShowWorkload(Query[Workload]):
    """What is taught to whom by whom, and how many hours a week."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Teachers, keepers of data, who leads the school."""
        return policy.may_read_workload(actor)

    def answer(self, actor: Actor, school: School) -> Workload:
        """All of it; for who only teaches or leads a class what is theirs."""
        day = day_of(school)
        calendar = school.calendar()
        found = store.loads(school, day)
        whole = actor.is_(*policy.LEADERS, Role.DISPATCHER, Role.OFFICER, Role.CONSOLE)
        mine = found if whole else [
            one for one in found
            if one.school_class in actor.classes or any(t.staff == actor.staff for t in one.teachers)
        ]  # fmt: skip
        return Workload(day, calendar.days_of_weeks, tuple(mine), whole, calendar.period_of(day, 9).ends)


@dataclass(frozen=True)
class LoadChoices:
    """What to choose from when the workload is changed."""

    classes: tuple[tuple[ClassId, str], ...]
    subjects: tuple[tuple[int, str], ...]
    staff: tuple[tuple[StaffId, Name, str, frozenset[int]], ...]
    """Who may teach: number, name, post, and the subjects taught now."""


@dataclass(frozen=True)
class ShowLoadChoices(Query[LoadChoices]):
    """The classes, subjects and teachers of the school."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Who keeps the workload."""
        return policy.may_keep_workload(actor)

    def answer(self, actor: Actor, school: School) -> LoadChoices:
        """By the alphabet."""
        day = day_of(school)
        taught = store.taught_subjects(school, day)
        staff = tuple(
            (key, name, post, frozenset(taught.get(key, set()))) for key, name, post in store.staff_at(school, day)
        )
        classes = tuple((one.id, str(one.name)) for one in people.classes(school))
        return LoadChoices(classes, tuple(store.subjects(school)), staff)
