"""Requests to correct closed lessons, and what was answered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from ...domain.groups.groups import CourseId
from ...domain.journal.corrections import CorrectionState
from ...domain.journal.outside import ResultKind
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
    results: ResultKind | None
    """Of what results it is, instead of lessons."""
    number: int
    """Of their period."""


PERMISSION = "correction"
"""Under which name the header of a deed tells the request that let it pass."""


_SELECT = (
    "SELECT r.id, r.course, r.staff, r.starts, r.ends, r.why, r.expires, r.state, r.answer, r.answered_by,"
    " r.answered_at, r.result_kind, r.number, g.name, s.name, f.surname, f.given, f.patronymic"
    " FROM correction r JOIN course c ON c.id=r.course"
    " JOIN study_group g ON g.id=c.study_group JOIN subject s ON s.id=c.subject JOIN staff f ON f.id=r.staff"
)


def _found(school: School, where: str, *values: object) -> list[Correction]:
    rows = school.db.sql(f"{_SELECT} WHERE {where}", *values)
    return [
        Correction(
            key, CourseId(course), StaffId(staff), date.fromisoformat(first), date.fromisoformat(last), why,
            date.fromisoformat(expires), CorrectionState(state), answer, by, at, f"{group} · {subject}",
            Name(*name).initials, ResultKind(kind) if kind else None, number or 0,
        )
        for key, course, staff, first, last, why, expires, state, answer, by, at, kind, number, group, subject, *name
        in rows
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
    """Lessons of a course that somebody has asked to correct and nobody has answered."""
    where = "r.staff=? AND r.course=? AND r.state='asked' AND r.result_kind IS NULL ORDER BY r.id"
    return _found(school, where, staff, course)


def results_asked(school: School, staff: int, course: int, kind: ResultKind, number: int) -> bool:
    """Whether somebody waits for an answer about results already."""
    where = "r.staff=? AND r.course=? AND r.state='asked' AND r.result_kind=? AND r.number=?"
    return bool(_found(school, where, staff, course, kind.value, number))


def allowed(school: School, staff: int | None, course: int, day: date) -> bool:
    """Whether somebody may correct the lessons of a course and day today."""
    if staff is None:
        return False
    return _permitted(school, staff, course, "result_kind IS NULL AND starts<=? AND ends>=?", day.isoformat(),
                      day.isoformat())  # fmt: skip


def results_allowed(school: School, staff: int | None, course: int, kind: ResultKind, number: int) -> bool:
    """Whether somebody may correct results of a course today."""
    if staff is None:
        return False
    return _permitted(school, staff, course, "result_kind=? AND number=?", kind.value, number)


def _permitted(school: School, staff: int, course: int, where: str, *values: object) -> bool:
    """Whether a request of somebody was allowed and holds; the deed that it lets pass names it."""
    rows = school.db.sql(
        f"SELECT id FROM correction WHERE staff=? AND course=? AND state='allowed' AND expires>=? AND {where}"
        " ORDER BY id LIMIT 1",
        staff, course, school.clock.today().isoformat(), *values,
    )  # fmt: skip
    for (key,) in rows:
        school.tell(PERMISSION, key)
    return bool(rows)


def answered(school: School, keys: Collection[int]) -> dict[int, int | None]:
    """When requests were answered."""
    if not keys:
        return {}
    return dict(school.db.sql(
        f"SELECT id, answered_at FROM correction WHERE id IN ({','.join('?' * len(keys))})", *sorted(keys)
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
