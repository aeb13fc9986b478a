"""Until when entries are due, by the school's bells, calendar and rules (domain rules 8.1)."""

from collections.abc import Mapping
from datetime import date, datetime

from ...domain.groups.groups import CourseId
from ...domain.journal.deadlines import IsFree, homework_due, marks_due, no_day_is_free
from ...domain.people.people import ClassId
from ...domain.settings.rules import Rulebook
from ...domain.years.year import Calendar
from ...storage.school import School
from ...storage.timetable.day_ends import last_bells
from ..rules import rulebook


def homework_until(school: School, day: date, grades: Mapping[CourseId, int]) -> dict[CourseId, str]:
    """Until when today's homework of courses is entered, «17:05» (R1-2.2); other days and class 1 have no term."""
    if day != school.clock.today():
        return {}
    return {course: f"{due:%H:%M}" for course, due in homework_terms(school, day, grades).items()}


def homework_terms(school: School, day: date, grades: Mapping[CourseId, int]) -> dict[CourseId, datetime]:
    """Until when a day's homework of courses, with their grades, is entered (R1-2.2); class 1 has none."""
    last = last_bells(school, day, [course for course, grade in grades.items() if grade != 1])
    rules = rulebook(school)
    return {
        course: homework_due(day, bell, rules.homework_hours(day, grades[course])) for course, bell in last.items()
    }


def work_due(
    calendar: Calendar, rules: Rulebook, day: date, due_days: int, grade: int, school_class: ClassId | None
) -> datetime:
    """Until when the marks of a work are entered: its kind's days, at most the school's (R1-2.4)."""
    free: IsFree = no_day_is_free
    if rules.over_holidays(day, grade):
        def free(one: date) -> bool:
            return calendar.weekday(one, grade, school_class) is None

    return marks_due(day, min(due_days, rules.marks_days(day, grade)), free)
