"""The journals that a person may open."""

from dataclasses import dataclass

from ...domain import policy
from ...domain.groups.groups import CourseId
from ...domain.people.people import Actor
from ...storage.groups import groups
from ...storage.school import School
from ..session import Query


@dataclass(frozen=True)
class CourseLine:
    """One course to choose from."""

    course: CourseId
    group: str
    subject: str


@dataclass(frozen=True)
class MyCourses(Query[tuple[CourseLine, ...]]):
    """The journals a person may open: those taught, those of the own class, all for who leads the school."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Staff; the answer holds only what each may read."""
        return None if actor.staff is not None else policy.may_read_own_day(actor)

    def answer(self, actor: Actor, school: School) -> tuple[CourseLine, ...]:
        """The courses in the order of classes and subjects."""
        found = {c.id: c for c in groups.courses_of_staff(school, actor.staff or 0, school.clock.today())}
        wide = actor.is_(*policy.LEADERS)
        others = groups.courses_of_year(school) if wide else groups.courses_of_classes(school, actor.classes)
        for course in others:
            found.setdefault(course.id, course)
        lines = [CourseLine(c.id, c.group_title, c.subject) for c in found.values()]
        return (*lines, *self._of_the_year_before(actor, school))

    def _of_the_year_before(self, actor: Actor, school: School) -> list[CourseLine]:
        """What was taught last year stays readable, behind what is taught now."""
        past = [year for year in school.years() if year.starts < school.calendar().starts][-1:]
        found: list[CourseLine] = []
        for year in past:
            last = school.day_in(year.id, school.clock.today())
            courses = (
                groups.courses_of_year(school, year.id) if actor.is_(*policy.LEADERS)
                else groups.courses_of_staff(school, actor.staff or 0, last)
            )  # fmt: skip
            found += [CourseLine(c.id, f"{c.group_title} ({year.title})", c.subject) for c in courses]
        return found
