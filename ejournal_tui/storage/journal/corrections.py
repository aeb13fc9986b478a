"""Requests to correct closed lessons, and what was answered."""

from dataclasses import dataclass
from datetime import date

from ...domain.groups.groups import CourseId
from ...domain.journal.corrections import CorrectionState
from ...domain.people.people import Name, StaffId
from ..school import School


@dataclass(frozen=True)
class Correction:
    """A request of a teacher."""

    key: int
    course: CourseId
    staff: StaffId
    first: date
    last: date
    why: str
    expires: date
    """The last day on which the lessons may be corrected."""
    state: CorrectionState
    answer: str
    """The deputy head's word, "" where none was said."""
    answered_by: int | None
    answered_at: int | None
    title: str
    """«7А · Русский язык»."""
    teacher: str
    """Who asks."""


_SELECT = (
    "SELECT r.id, r.course, r.staff, r.starts, r.ends, r.why, r.expires, r.state, r.answer, r.answered_by,"
    " r.answered_at, g.name, s.name, f.surname, f.given, f.patronymic FROM correction r JOIN course c ON c.id=r.course"
    " JOIN study_group g ON g.id=c.study_group JOIN subject s ON s.id=c.subject JOIN staff f ON f.id=r.staff"
)


def _found(school: School, where: str, *values: object) -> list[Correction]:
    rows = school.db.sql(f"{_SELECT} WHERE {where}", *values)
    return [
        Correction(
            key, CourseId(course), StaffId(staff), date.fromisoformat(first), date.fromisoformat(last), why,
            date.fromisoformat(expires), CorrectionState(state), answer, by, at, f"{group} · {subject}",
            Name(*name).initials,
        )
        for key, course, staff, first, last, why, expires, state, answer, by, at, group, subject, *name in rows
    ]  # fmt: skip


def correction(school: School, key: int) -> Correction | None:
    """One request."""
    return next(iter(_found(school, "r.id=?", key)), None)


def of_year(school: School) -> list[Correction]:
    """Every request of the year in hand, those that wait first, then the newest."""
    order = "g.year=? ORDER BY CASE r.state WHEN 'asked' THEN 0 ELSE 1 END, r.answered_at DESC, r.id"
    return _found(school, order, school.year())


def of_staff(school: School, staff: int, since: date, at: int) -> list[Correction]:
    """What somebody's day tells: what waits, what runs, what was declined since an instant."""
    return _found(
        school, "r.staff=? AND (r.state='asked' OR r.state='allowed' AND r.expires>=?"
        " OR r.state='declined' AND r.answered_at>=?) ORDER BY r.id",
        staff, since.isoformat(), at,
    )  # fmt: skip


def waiting_of(school: School, staff: int, course: int) -> list[Correction]:
    """What somebody has asked in a course and nobody has answered."""
    return _found(school, "r.staff=? AND r.course=? AND r.state='asked' ORDER BY r.id", staff, course)


def waiting(school: School) -> int:
    """How many requests nobody has answered."""
    rows = school.db.sql(
        "SELECT COUNT(*) FROM correction r JOIN course c ON c.id=r.course JOIN study_group g ON g.id=c.study_group"
        " WHERE r.state='asked' AND g.year=?", school.year(),
    )  # fmt: skip
    return int(rows[0][0])


def allowed(school: School, staff: int | None, course: int, day: date) -> bool:
    """Whether somebody may correct the lessons of a course and day today."""
    if staff is None:
        return False
    today = school.clock.today().isoformat()
    return bool(school.db.sql(
        "SELECT 1 FROM correction WHERE staff=? AND course=? AND state='allowed' AND expires>=? AND starts<=?"
        " AND ends>=? LIMIT 1",
        staff, course, today, day.isoformat(), day.isoformat(),
    ))  # fmt: skip


def days_of(school: School, course: int, first: date, last: date) -> list[date]:
    """The days of a stretch with lessons of a course."""
    rows = school.db.sql(
        "SELECT DISTINCT day FROM lesson WHERE course=? AND day BETWEEN ? AND ? ORDER BY day",
        course, first.isoformat(), last.isoformat(),
    )  # fmt: skip
    return [date.fromisoformat(day) for (day,) in rows]


def stands_in(school: School, staff: int | None, course: int, first: date, last: date) -> bool:
    """Whether somebody keeps a lesson of a course in a stretch of days as a substitute."""
    return staff is not None and bool(school.db.sql(
        "SELECT 1 FROM lesson WHERE course=? AND substitute=? AND day BETWEEN ? AND ? LIMIT 1",
        course, staff, first.isoformat(), last.isoformat(),
    ))  # fmt: skip


def staff_of(school: School, account: int) -> StaffId | None:
    """Whose account it is."""
    rows = school.db.sql("SELECT staff FROM account WHERE id=? AND staff IS NOT NULL", account)
    return StaffId(rows[0][0]) if rows else None
