"""The courses of a year with their hours and dated teachers."""

from collections.abc import Iterable
from datetime import date

from ...domain.groups.groups import CourseId, group_title
from ...domain.groups.workload import CourseLoad, TeacherSpan, vacant_from
from ...domain.people.people import ClassId, Name, StaffId
from ..school import School
from .stays import span

TEACHING = ("course", "staff", "starts", "ends", "signs")


def teachers(school: School, courses: Iterable[int] | None = None) -> dict[CourseId, list[TeacherSpan]]:
    """Everybody who teaches or taught courses, by the day of beginning; without courses those of all."""
    wanted = list(courses) if courses is not None else []
    where = f" WHERE t.course IN ({','.join('?' * len(wanted))})" if wanted else ""
    found: dict[CourseId, list[TeacherSpan]] = {}
    for key, course, staff, surname, given, patronymic, starts, ends, signs in school.db.sql(
        "SELECT t.id, t.course, t.staff, s.surname, s.given, s.patronymic, t.starts, t.ends, t.signs FROM teaching t"
        f" JOIN staff s ON s.id=t.staff{where} ORDER BY t.starts, t.id",
        *wanted,
    ):
        name = Name(surname, given, patronymic).initials
        one = TeacherSpan(key, StaffId(staff), name, span(starts, ends), bool(signs))
        found.setdefault(CourseId(course), []).append(one)
    return found


def loads(school: School, day: date, course: int | None = None) -> list[CourseLoad]:
    """The courses of the year whose groups learn on a day or later, by class and subject; or one of them."""
    only = " AND c.id=?" if course is not None else ""
    rows = school.db.sql(
        "SELECT c.id, g.id, g.kind, g.grade, g.letter, g.name, g.of_class, g.starts, s.id, s.name, c.half_hours"
        " FROM course c JOIN study_group g ON g.id=c.study_group JOIN subject s ON s.id=c.subject"
        f" WHERE g.year=? AND (g.ends IS NULL OR g.ends>=?){only} ORDER BY g.grade,"
        " CASE g.kind WHEN 'cross' THEN 1 ELSE 0 END, g.letter, s.name, g.name, c.id",
        school.year(), day.isoformat(), *([course] if course is not None else []),
    )  # fmt: skip
    taught = teachers(school)
    last = school.calendar().ends
    found = []
    for key, group, kind, grade, letter, name, of, starts, subject, words, hours in rows:
        mine = tuple(taught.get(CourseId(key), ()))
        begins = max(day, date.fromisoformat(starts)) if starts else day
        whose = ClassId(group) if kind == "class" else of and ClassId(of)
        title = group_title(kind, grade, letter, name)
        found.append(
            CourseLoad(
                CourseId(key), group, title, whose, f"{grade}{letter}" if whose else title, grade, subject, words,
                kind != "class", hours, mine, vacant_from(mine, begins, last),
            )
        )  # fmt: skip
    return found


def subjects(school: School) -> list[tuple[int, str]]:
    """The subjects of the school, by the alphabet."""
    return [(key, name) for key, name in school.db.sql("SELECT id, name FROM subject ORDER BY name")]


def staff_at(school: School, day: date) -> list[tuple[StaffId, Name, str]]:
    """Those on the staff on a day with their posts, by name."""
    rows = school.db.sql(
        "SELECT id, surname, given, patronymic, post FROM staff WHERE (dismissed IS NULL OR dismissed>=?)"
        " AND given<>'' ORDER BY search_key, id",
        day.isoformat(),
    )
    return [(StaffId(key), Name(s, g, p), post) for key, s, g, p, post in rows]


def taught_subjects(school: School, day: date) -> dict[StaffId, set[int]]:
    """Which subjects everybody teaches on a day."""
    found: dict[StaffId, set[int]] = {}
    for staff, subject in school.db.sql(
        "SELECT DISTINCT t.staff, c.subject FROM teaching t JOIN course c ON c.id=t.course"
        " WHERE t.starts<=? AND (t.ends IS NULL OR t.ends>=?)",
        day.isoformat(), day.isoformat(),
    ):  # fmt: skip
        found.setdefault(StaffId(staff), set()).add(subject)
    return found


def planned_rooms(school: School, course: int, day: date) -> list[tuple[int, str, int, str]]:
    """The planned lessons of a course from a day on: lesson, day, number, room."""
    rows = school.db.sql(
        "SELECT id, day, number, room FROM lesson WHERE course=? AND day>=? AND state='planned' ORDER BY day, number",
        course, day.isoformat(),
    )  # fmt: skip
    return [(key, on, number, room) for key, on, number, room in rows]
