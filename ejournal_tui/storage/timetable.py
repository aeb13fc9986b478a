"""Courses, slots, bells and the lessons that a timetable lays on the calendar."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, time

from ..clock import days
from ..domain.groups import ClassName, CourseId
from .school import School

Slot = tuple[int, int, int, str]
"""Course, weekday, number of the lesson, room."""
LESSON = ("course", "day", "number", "room", "state", "topic")


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
    """The own room of each course's teacher today, or of the next one where nobody has the course yet."""
    today = max(school.clock.today(), school.calendar().starts).isoformat()
    rows = school.db.sql(
        "SELECT t.course, s.room FROM teaching t JOIN staff s ON s.id=t.staff WHERE t.ends IS NULL OR t.ends>=?"
        " ORDER BY CASE WHEN t.starts<=? THEN 1 ELSE 0 END, t.starts DESC, t.id DESC",
        today, today,
    )  # fmt: skip
    # The last of a course stands: who has taught it longest of those who teach it now.
    return dict(rows)


@dataclass(frozen=True)
class Standing:
    """The timetable that the journal holds."""

    starts: date
    slots: frozenset[Slot]
    bells: dict[int, tuple[str, str]]
    """Beginnings and ends by the number of the lesson."""


def standing(school: School) -> Standing | None:
    """The timetable of the year, None when there is none yet."""
    rows = school.db.sql("SELECT id, starts FROM timetable WHERE year=? ORDER BY starts DESC LIMIT 1", school.year())
    if not rows:
        return None
    ((key, starts),) = rows
    slots = school.db.sql("SELECT course, weekday, number, room FROM slot WHERE timetable=?", key)
    return Standing(date.fromisoformat(starts), frozenset((c, w, n, r) for c, w, n, r in slots), bells(school))


def bells(school: School) -> dict[int, tuple[str, str]]:
    """When the lessons of a day begin and end, by their numbers."""
    return {n: (starts, ends) for n, starts, ends in school.db.sql("SELECT number, starts, ends FROM bell")}


def planned_lessons(school: School, slots: Collection[Slot], first: date, last: date) -> list[tuple[object, ...]]:
    """The lessons that slots make on the school days of a stretch, as the columns of `LESSON`."""
    calendar = school.calendar()
    classes = {
        course: (grade, letter)
        for course, grade, letter in school.db.sql(
            "SELECT c.id, g.grade, g.letter FROM course c JOIN study_group g ON g.id=c.study_group"
        )
    }
    by_day: dict[tuple[int, int], list[Slot]] = {}
    for slot in sorted(slots, key=lambda slot: (*classes[slot[0]], slot[2], slot[0])):
        by_day.setdefault((classes[slot[0]][0], slot[1]), []).append(slot)
    grades = sorted({grade for grade, _weekday in by_day})
    return [
        (course, day.isoformat(), number, room, "planned", "")
        for day in days(first, last)
        for grade in grades
        if (weekday := calendar.weekday(day, grade)) is not None
        for course, _weekday, number, room in by_day.get((grade, weekday), ())
    ]


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
