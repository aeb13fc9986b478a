"""Courses, slots, bells and the lessons that a timetable lays on the calendar."""

from collections.abc import Iterable
from datetime import date, time

from ..clock import days
from ..domain.groups import ClassName, CourseId
from .school import School


def courses(school: School) -> dict[tuple[ClassName, str, str], int]:
    """The year's courses by class, subject and subgroup ("" for the whole class)."""
    rows = school.db.sql(
        "SELECT g.grade, g.letter, s.name, CASE g.kind WHEN 'class' THEN '' ELSE g.name END, c.id FROM course c"
        " JOIN subject s ON s.id=c.subject JOIN study_group g ON g.id=c.study_group WHERE g.year=?",
        school.year(),
    )
    return {(ClassName(grade, letter), subject, group): key for grade, letter, subject, group, key in rows}


def courses_by_subject(school: School) -> dict[tuple[ClassName, str], list[int]]:
    """The courses of a class and subject in the order of their groups."""
    found: dict[tuple[ClassName, str], list[int]] = {}
    for (name, subject, _group), key in sorted(courses(school).items(), key=lambda item: item[0]):
        found.setdefault((name, subject), []).append(key)
    return found


def teacher_rooms(school: School) -> dict[int, str]:
    """The own room of each course's teacher."""
    return dict(
        school.db.sql("SELECT t.course, s.room FROM teaching t JOIN staff s ON s.id=t.staff WHERE t.ends IS NULL")
    )


def make_lessons(school: School, first: date, last: date) -> int:
    """Lay the slots on the school days of a stretch as planned lessons, inside a deed; answers how many."""
    calendar = school.calendar()
    slots: dict[tuple[int, int], list[tuple[int, int, str]]] = {}
    rows = school.db.sql(
        "SELECT g.grade, t.weekday, t.course, t.number, t.room FROM slot t JOIN course c ON c.id=t.course"
        " JOIN study_group g ON g.id=c.study_group ORDER BY g.grade, g.letter, t.number, t.course"
    )
    for grade, weekday, course, number, room in rows:
        slots.setdefault((grade, weekday), []).append((course, number, room))
    grades = sorted({grade for grade, _weekday in slots})
    lessons = [
        (course, day.isoformat(), number, room, "planned", "")
        for day in days(first, last)
        for grade in grades
        if (weekday := calendar.weekday(day, grade)) is not None
        for course, number, room in slots.get((grade, weekday), ())
    ]
    school.ledger.insert_many("lesson", ("course", "day", "number", "room", "state", "topic"), lessons)
    return len(lessons)


def last_bells(school: School, day: date, courses: Iterable[int]) -> dict[CourseId, time]:
    """When the last lesson of each course's pupils ends on a day; nothing for those without lessons."""
    wanted = list(courses)
    if not wanted:
        return {}
    rows = school.db.sql(
        "SELECT x.course, b.ends FROM (SELECT c.id AS course, MAX(l.number) AS number FROM course c"
        " JOIN study_group g ON g.id=c.study_group"
        " JOIN study_group k ON COALESCE(k.of_class, k.id)=COALESCE(g.of_class, g.id)"
        " JOIN course o ON o.study_group=k.id JOIN lesson l ON l.course=o.id"
        f" WHERE c.id IN ({','.join('?' * len(wanted))}) AND l.day=? AND l.state IN ('planned','held') GROUP BY c.id) x"
        " JOIN bell b ON b.number=x.number",
        *wanted, day.isoformat(),
    )  # fmt: skip
    return {CourseId(course): time.fromisoformat(ends.rjust(5, "0")) for course, ends in rows}
