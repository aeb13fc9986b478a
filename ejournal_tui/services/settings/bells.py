"""What the school's bells set a term for."""

from collections.abc import Mapping
from datetime import date

from ...domain.deadlines import homework_due
from ...domain.groups import CourseId
from ...storage import timetable
from ...storage.school import School
from ..rules import rulebook


def homework_until(school: School, day: date, grades: Mapping[CourseId, int]) -> dict[CourseId, str]:
    """Until when today's homework of courses is entered, «17:05» (R1-2.2); other days and class 1 have no term."""
    if day != school.clock.today():
        return {}
    last = timetable.last_bells(school, day, [course for course, grade in grades.items() if grade != 1])
    rules = rulebook(school)
    return {
        course: f"{homework_due(day, bell, rules.homework_hours(day, grades[course])):%H:%M}"
        for course, bell in last.items()
    }
