"""The periods of a course without marks: hours given and attendance, as class 1 has them (C29)."""

from dataclasses import dataclass

from ...domain.groups.groups import CourseId
from ...domain.people.people import Actor
from ...domain.results.hours import HoursRow, HoursTable, attended, hours_of
from ...domain.years.year import Period, period_title
from ...storage.groups import groups
from ...storage.journal import lessons
from ...storage.school import School
from ..journal.gradebook import read_objection
from ..journal.grid_building import WHOLE_YEAR, GridBuilder
from ..session import Query


@dataclass(frozen=True)
class ShowHours(Query[HoursTable]):
    """What was held in a course by period, and how often each pupil was there."""

    course: CourseId

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read the course."""
        return read_objection(actor, school, self.course, school.clock.today())

    def answer(self, actor: Actor, school: School) -> HoursTable:
        """Everybody of the group, in a constant number of queries."""
        course = groups.course(school, self.course)
        calendar, today = school.calendar_of(course.year), school.clock.today()
        periods = calendar.periods_of(course.grade, course.school_class, course.id)
        scheme = calendar.scheme_of(course.grade, course.school_class, course.id)
        year = Period(scheme, WHOLE_YEAR, calendar.starts, calendar.ends)
        found = lessons.lessons_of_course(school, course.id, calendar.starts, calendar.ends)
        grid = GridBuilder(school, course, found, year, periods).build()
        plans = school.plans()
        begun = [n for n, period in enumerate(periods) if period.starts <= today]
        return HoursTable(
            grid.title,
            tuple(hours_of(grid.columns, p, period_title(p.scheme, p.number), today) for p in periods),
            tuple(
                HoursRow(
                    row.pupil, row.name, tuple(attended(grid, row, period) for period in periods),
                    plans.leave_out(row.pupil, course.subject_id, today),
                )
                for row in grid.rows
            ),
            begun[-1] if begun else 0,
        )  # fmt: skip
