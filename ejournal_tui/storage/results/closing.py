"""Which classes' periods are closed, and what is missing before they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ...domain.groups.groups import CourseId
from ...domain.journal.marks import Value
from ...domain.journal.outside import ResultKind
from ...domain.people.people import ClassId, Name
from ...domain.years.year import Period, PeriodId
from ..groups.individual_plans import learns
from ..journal.work_dates import SETTLED
from ..school import School

COLUMNS = ("period", "school_class", "closed", "why", "author", "at")


@dataclass(frozen=True)
class Closing:
    """What was decided last about a period of a class."""

    key: int
    closed: bool
    why: str
    author: int
    at: int


def closings(school: School, period: PeriodId) -> dict[ClassId, Closing]:
    """What was decided about a period, by class."""
    rows = school.db.sql("SELECT school_class, id, closed, why, author, at FROM period_closing WHERE period=?", period)
    return {ClassId(one): Closing(key, bool(closed), why, author, at) for one, key, closed, why, author, at in rows}


def unfilled(school: School, first: date, last: date) -> dict[CourseId, int]:
    """How many lessons of each course have no topic or no roll call in a stretch of days."""
    return _counted(
        school, "SELECT course, COUNT(*) FROM lesson WHERE day BETWEEN ? AND ? AND state IN ('planned','held')"
        " AND on_paper_at IS NULL AND (topic='' OR roll_at IS NULL) GROUP BY course",
        first.isoformat(), last.isoformat(),
    )  # fmt: skip


def debts(school: School, first: date, last: date) -> dict[CourseId, int]:
    """How many debts stand in the lessons of each course in a stretch of days, with «д» or with a date alone (C03)."""
    owed = (
        "SELECT l.course AS course FROM mark m JOIN work w ON w.id=m.work JOIN lesson l ON l.id=w.lesson"
        " JOIN course c ON c.id=l.course"
        f" WHERE m.value=? AND l.day BETWEEN ? AND ? AND {learns('m.pupil', 'c.subject', 'l.day')}"
        " UNION ALL SELECT l.course FROM work_date d JOIN work w ON w.id=d.work JOIN lesson l ON l.id=w.lesson"
        " JOIN course c ON c.id=l.course WHERE d.why='debt' AND l.day BETWEEN ? AND ?"
        " AND NOT EXISTS (SELECT 1 FROM mark o WHERE o.work=w.id AND o.pupil=d.pupil)"
        f" AND NOT {SETTLED.format(pupil='d.pupil', work='w.id')} AND {learns('d.pupil', 'c.subject', 'l.day')}"
    )
    days = (first.isoformat(), last.isoformat())
    return _counted(
        school, f"SELECT course, COUNT(*) FROM ({owed}) x GROUP BY course", Value.DEBT.value, *days, *days
    )  # fmt: skip


def without_result(school: School, period: Period, day: date) -> dict[CourseId, int]:
    """How many pupils of each course with marks have no result of a period, of those who were there on a day."""
    return _counted(
        school, "SELECT c.id, COUNT(*) FROM course c JOIN study_group g ON g.id=c.study_group"
        " JOIN subject s ON s.id=c.subject JOIN membership m ON m.study_group=g.id"
        " WHERE g.year=? AND g.grade>1 AND s.markless=0 AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?)"
        f" AND {learns('m.pupil', 'c.subject', '?')}"
        " AND NOT EXISTS (SELECT 1 FROM result r WHERE r.pupil=m.pupil AND r.subject=c.subject AND r.year=g.year"
        " AND r.kind=? AND r.scheme=? AND r.number=?) GROUP BY c.id",
        school.year(), *[day.isoformat()] * 4, ResultKind.PERIOD.value, period.scheme.value, period.number,
    )  # fmt: skip


def teachers(school: School, courses: Iterable[int], day: date) -> dict[CourseId, str]:
    """Who teaches courses on a day, surnames and initials."""
    wanted = list(courses)
    rows = school.db.sql(
        "SELECT t.course, f.surname, f.given, f.patronymic FROM teaching t JOIN staff f ON f.id=t.staff"
        f" WHERE t.starts<=? AND (t.ends IS NULL OR t.ends>=?) AND t.course IN ({','.join('?' * len(wanted))})"
        " ORDER BY t.course, f.search_key",
        day.isoformat(), day.isoformat(), *wanted,
    ) if wanted else []  # fmt: skip
    found: dict[CourseId, str] = {}
    for course, *name in rows:
        found[course] = ", ".join(filter(None, (found.get(course, ""), Name(*name).initials)))
    return found


def _counted(school: School, question: str, *values: object) -> dict[CourseId, int]:
    return {CourseId(course): int(count) for course, count in school.db.sql(question, *values)}
