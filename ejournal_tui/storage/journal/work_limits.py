"""The long works of a class beside one of its lessons."""

from datetime import date

from ...domain.journal.work_limits import LONG_WORKS, Announced, LongWork
from ..school import School

_CODES = ",".join("?" * len(LONG_WORKS))
_OF_CLASS = "COALESCE(g.of_class, g.id)=(SELECT COALESCE(o.of_class, o.id) FROM study_group o WHERE o.id=?)"


def long_works(school: School, course: int, group: int, day: date) -> list[LongWork]:
    """Those of a course in its year, and those of its class on a day."""
    rows = school.db.sql(
        "SELECT l.id, l.course, c.subject, l.day, k.short, s.short FROM work w JOIN work_kind k ON k.id=w.kind"
        " JOIN lesson l ON l.id=w.lesson JOIN course c ON c.id=l.course JOIN study_group g ON g.id=c.study_group"
        f" JOIN subject s ON s.id=c.subject WHERE k.code IN ({_CODES}) AND w.makes_up IS NULL"
        f" AND l.state IN ('planned','held') AND (l.course=? OR (l.day=? AND {_OF_CLASS})) ORDER BY l.day, l.number",
        *LONG_WORKS, course, day.isoformat(), group,
    )  # fmt: skip
    return [
        LongWork(lesson, of, subject, date.fromisoformat(on), short, name)
        for lesson, of, subject, on, short, name in rows
    ]


def announced(school: School, lesson: int, course: int, group: int, day: date, number: int) -> Announced:
    """A lesson among those of its course and of its class's day."""
    ((subject, half_hours, lessons),) = school.db.sql(
        "SELECT c.subject, c.half_hours, (SELECT COUNT(*) FROM lesson l WHERE l.course=c.id"
        " AND l.state IN ('planned','held')) FROM course c WHERE c.id=?",
        course,
    )
    ((first, last),) = school.db.sql(
        "SELECT MIN(l.number), MAX(l.number) FROM lesson l JOIN course c ON c.id=l.course"
        f" JOIN study_group g ON g.id=c.study_group WHERE l.day=? AND l.state IN ('planned','held') AND {_OF_CLASS}",
        day.isoformat(), group,
    )  # fmt: skip
    return Announced(lesson, course, subject, day, lessons, half_hours, number in (first, last))


def ahead(school: School, day: date) -> list[tuple[date, int]]:
    """The long works announced from a day on: day and grade."""
    rows = school.db.sql(
        "SELECT l.day, g.grade FROM work w JOIN work_kind k ON k.id=w.kind JOIN lesson l ON l.id=w.lesson"
        " JOIN course c ON c.id=l.course JOIN study_group g ON g.id=c.study_group"
        f" WHERE k.code IN ({_CODES}) AND w.makes_up IS NULL AND l.day>=? AND l.state IN ('planned','held')",
        *LONG_WORKS, day.isoformat(),
    )  # fmt: skip
    return [(date.fromisoformat(on), grade) for on, grade in rows]
