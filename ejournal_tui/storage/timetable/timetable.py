"""Courses, the versions of the timetable with their slots, and the bells."""

from dataclasses import dataclass
from datetime import date

from ...domain.groups.groups import ClassName, CourseId
from ...domain.people.people import ClassId
from ...domain.timetable.timetable import CoursePlace, Slot, Version, Weeks
from ..school import School


def courses(school: School) -> dict[tuple[ClassName, str, str], int]:
    """The year's courses by class, subject and subgroup ("" for the whole class)."""
    rows = school.db.sql(
        "SELECT g.grade, g.letter, s.name, CASE g.kind WHEN 'class' THEN '' ELSE g.name END, c.id FROM course c"
        " JOIN subject s ON s.id=c.subject JOIN study_group g ON g.id=c.study_group WHERE g.year=?"
        " AND g.kind<>'individual'",
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


def versions(school: School) -> list[Version]:
    """The timetables of the year with their slots, the earliest first."""
    found: dict[int, set[Slot]] = {}
    for version, course, weekday, number, room, weeks in school.db.sql(
        "SELECT s.timetable, s.course, s.weekday, s.number, s.room, s.weeks FROM slot s"
        " JOIN timetable t ON t.id=s.timetable WHERE t.year=?",
        school.year(),
    ):
        found.setdefault(version, set()).add(Slot(CourseId(course), weekday, number, room, Weeks(weeks)))
    rows = school.db.sql("SELECT id, starts, ends FROM timetable WHERE year=? ORDER BY starts, id", school.year())
    return [
        Version(
            key, date.fromisoformat(starts), date.fromisoformat(ends) if ends else None,
            frozenset(found.get(key, ())),
        )
        for key, starts, ends in rows
    ]  # fmt: skip


def standing(school: School, starts: date | None = None) -> Standing | None:
    """The timetable of the year that begins on a day, else the one that began last; None when there is none."""
    found = [version for version in versions(school) if starts in (None, version.starts)]
    return Standing(found[-1].starts, found[-1].slots, bells(school)) if found else None


def places(school: School) -> dict[CourseId, CoursePlace]:
    """Where the courses of the year belong."""
    rows = school.db.sql(
        "SELECT c.id, g.grade, g.letter, CASE g.kind WHEN 'class' THEN g.id ELSE g.of_class END FROM course c"
        " JOIN study_group g ON g.id=c.study_group WHERE g.year=?",
        school.year(),
    )
    return {
        CourseId(course): CoursePlace(grade, letter, ClassId(of) if of is not None else None)
        for course, grade, letter, of in rows
    }


def bells(school: School) -> dict[int, tuple[str, str]]:
    """When the lessons of a day begin and end, by their numbers."""
    return {n: (starts, ends) for n, starts, ends in school.db.sql("SELECT number, starts, ends FROM bell")}
