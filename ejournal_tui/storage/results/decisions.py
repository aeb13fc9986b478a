"""Results that wait for the deputy head, and results put off until a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ...domain.groups.groups import CourseId
from ...domain.journal.marks import Value
from ...domain.people.people import Name, PupilId
from ...domain.results.approval import CourseDecisions, Deferral, Pending, Raise, RaiseState
from ...domain.years.year import Period, Scheme, YearId
from ..groups.individual_plans import learns
from ..school import School

RAISE = ("pupil", "subject", "year", "scheme", "number", "course", "value", "proposed", "reason", "state", "author",
         "at", "answer", "answered_by", "answered_at")  # fmt: skip
DEFERRAL = ("pupil", "subject", "year", "scheme", "number", "course", "until", "why", "author", "at")


def pending(
    school: School, pupils: Iterable[int], subject: int, scheme: Scheme, year: YearId | None = None
) -> dict[tuple[PupilId, int], Pending]:
    """What waits or is put off in a subject, by pupil and period."""
    wanted = list(pupils)
    if not wanted:
        return {}
    where = f"pupil IN ({','.join('?' * len(wanted))}) AND subject=? AND year=? AND scheme=?"
    values = (*wanted, subject, school.year() if year is None else year, scheme.value)
    asked = {
        (PupilId(pupil), number): _raise(row)
        for pupil, number, *row in school.db.sql(
            "SELECT pupil, number, id, value, proposed, reason, state, author, at, answer FROM result_raise"
            f" WHERE {where}", *values,
        )
    }  # fmt: skip
    deferred = {
        (PupilId(pupil), number): Deferral(key, date.fromisoformat(until), why, author, at)
        for pupil, number, key, until, why, author, at in school.db.sql(
            f"SELECT pupil, number, id, until, why, author, at FROM result_deferral WHERE {where}", *values
        )
    }
    return {
        place: Pending(asked.get(place), deferred.get(place)) for place in sorted({*asked, *deferred})
    }


def _raise(row: list[object]) -> Raise:
    key, value, proposed, reason, state, author, at, answer = row
    return Raise(
        int(str(key)), Value(int(str(value))), None if proposed is None else int(str(proposed)), str(reason),
        RaiseState(str(state)), int(str(author)), int(str(at)), str(answer),
    )  # fmt: skip


Whose = tuple[PupilId, int, Scheme, int]
"""Pupil, subject, scheme and number of a result."""


def of_all_subjects(
    school: School, pupils: Iterable[int], year: YearId
) -> tuple[dict[Whose, Value], dict[Whose, date]]:
    """The raises of pupils that wait, and until when results are put off, in all subjects of a year."""
    wanted = list(pupils)
    if not wanted:
        return {}, {}
    where = f"pupil IN ({','.join('?' * len(wanted))}) AND year=?"
    rows = school.db.sql(
        f"SELECT pupil, subject, scheme, number, value, '' FROM result_raise WHERE {where} AND state=?"
        f" UNION ALL SELECT pupil, subject, scheme, number, 0, until FROM result_deferral WHERE {where}",
        *wanted, year, RaiseState.ASKED.value, *wanted, year,
    )  # fmt: skip
    found = [((PupilId(p), subject, Scheme(scheme), n), value, day) for p, subject, scheme, n, value, day in rows]
    return (
        {place: Value(value) for place, value, day in found if not day},
        {place: date.fromisoformat(day) for place, _value, day in found if day},
    )


@dataclass(frozen=True)
class AskedRaise:
    """A raise with whom and what it is about."""

    asked: Raise
    pupil: PupilId
    name: Name
    title: str
    """«7А · Русский язык»."""
    course: CourseId
    subject: int
    scheme: Scheme
    number: int
    answered_by: int | None
    answered_at: int | None


_SELECT = (
    "SELECT r.id, r.value, r.proposed, r.reason, r.state, r.author, r.at, r.answer, r.pupil, r.course, r.subject,"
    " r.scheme, r.number, r.answered_by, r.answered_at, g.name, s.name, p.surname, p.given, p.patronymic"
    " FROM result_raise r JOIN pupil p ON p.id=r.pupil JOIN course c ON c.id=r.course"
    " JOIN study_group g ON g.id=c.study_group JOIN subject s ON s.id=r.subject"
)


def _found(school: School, where: str, *values: object) -> list[AskedRaise]:
    return [
        AskedRaise(
            _raise([key, value, proposed, reason, state, author, at, answer]), PupilId(pupil), Name(*name),
            f"{group} · {title}", CourseId(course), subject, Scheme(scheme), number, by, answered,
        )
        for key, value, proposed, reason, state, author, at, answer, pupil, course, subject, scheme, number, by,
        answered, group, title, *name in school.db.sql(f"{_SELECT} WHERE {where}", *values)
    ]  # fmt: skip


def asked_raise(school: School, key: int) -> AskedRaise | None:
    """One raise."""
    return next(iter(_found(school, "r.id=?", key)), None)


def of_year(school: School) -> list[AskedRaise]:
    """Every raise of the year in hand: those that wait first, by class and pupil, then the newest answers."""
    return _found(
        school, "r.year=? ORDER BY CASE r.state WHEN 'asked' THEN 0 ELSE 1 END, r.answered_at DESC, g.grade, g.name,"
        " s.name, p.search_key, r.id", school.year(),
    )  # fmt: skip


def waiting(school: School) -> list[int]:
    """The raises of the year in hand that nobody has answered."""
    rows = school.db.sql(
        "SELECT id FROM result_raise WHERE state=? AND year=? ORDER BY id", RaiseState.ASKED.value, school.year()
    )
    return [int(key) for (key,) in rows]


def unanswered(school: School) -> tuple[int, int, bool]:
    """What waits for the deputy head: requests to correct, raises of the year in hand, whether it has exams at all."""
    year = school.year()
    ((asked, raised, exams),) = school.db.sql(
        "SELECT (SELECT COUNT(*) FROM correction r JOIN course c ON c.id=r.course"
        " JOIN study_group g ON g.id=c.study_group WHERE r.state='asked' AND g.year=?),"
        " (SELECT COUNT(*) FROM result_raise WHERE state='asked' AND year=?),"
        " CASE WHEN EXISTS (SELECT 1 FROM exam WHERE year=?) THEN 1 ELSE 0 END",
        year, year, year,
    )  # fmt: skip
    return int(asked), int(raised), bool(exams)


@dataclass(frozen=True)
class Note:
    """What a teacher's day tells of a result: a raise, or a result put off whose day is near or over."""

    name: Name
    title: str
    """«7А · Русский язык»."""
    course: CourseId
    scheme: Scheme
    number: int
    value: Value | None
    """Of a raise."""
    state: RaiseState | None
    answer: str
    until: date | None
    """Of a result put off."""


def notes_of(school: School, account: int, staff: int, since: int, today: date, until: date) -> list[Note]:
    """What somebody's day tells: raises that wait or were answered since, results put off until a day at the most."""
    about = (
        " JOIN course c ON c.id=d.course JOIN study_group g ON g.id=c.study_group JOIN subject s ON s.id=d.subject"
        " JOIN pupil p ON p.id=d.pupil"
    )
    whom = "d.course, d.scheme, d.number, g.name, s.name, p.surname, p.given, p.patronymic, p.search_key"
    rows = school.db.sql(
        f"SELECT d.until, 0, '', '', {whom} FROM result_deferral d{about} WHERE d.until<=? AND d.year=? AND d.course IN"
        " (SELECT t.course FROM teaching t WHERE t.staff=? AND t.starts<=? AND (t.ends IS NULL OR t.ends>=?))"
        " AND NOT EXISTS (SELECT 1 FROM result r WHERE r.pupil=d.pupil AND r.subject=d.subject AND r.year=d.year"
        " AND r.kind='period' AND r.scheme=d.scheme AND r.number=d.number)"
        f" UNION ALL SELECT '', d.value, d.state, d.answer, {whom} FROM result_raise d{about}"
        " WHERE d.author=? AND d.year=? AND (d.state='asked' OR d.answered_at>=?) ORDER BY 1 DESC, 3, 13",
        until.isoformat(), school.year(), staff, today.isoformat(), today.isoformat(), account, school.year(), since,
    )  # fmt: skip
    return [
        Note(
            Name(surname, given, patronymic), f"{group} · {title}", CourseId(course), Scheme(scheme), number,
            Value(value) if state else None, RaiseState(state) if state else None, answer,
            date.fromisoformat(day) if day else None,
        )
        for day, value, state, answer, course, scheme, number, group, title, surname, given, patronymic, _key in rows
    ]  # fmt: skip


def by_course(school: School, period: Period, day: date, today: date) -> dict[CourseId, CourseDecisions]:
    """What stands in the place of results of a period, by course, of the pupils who were there on a day."""
    there = (
        " FROM course c JOIN study_group g ON g.id=c.study_group JOIN membership m ON m.study_group=g.id"
        " JOIN {table} d ON d.pupil=m.pupil AND d.subject=c.subject AND d.year=g.year"
        " LEFT JOIN result r ON r.pupil=d.pupil AND r.subject=d.subject AND r.year=d.year AND r.kind='period'"
        " AND r.scheme=d.scheme AND r.number=d.number"
        " WHERE d.year=? AND d.scheme=? AND d.number=? AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?)"
        f" AND {learns('m.pupil', 'c.subject', '?')}"
    )
    about = (school.year(), period.scheme.value, period.number, *[day.isoformat()] * 4)
    waits = school.db.sql(
        "SELECT c.id, m.pupil, r.id" + there.format(table="result_raise") + " AND d.state='asked'", *about
    )
    put_off = school.db.sql(
        "SELECT c.id, m.pupil, d.until" + there.format(table="result_deferral") + " AND r.id IS NULL", *about
    )
    running = {(c, p) for c, p, until in put_off if until >= today.isoformat()}
    excused = {*running, *((c, p) for c, p, result in waits if result is None)}
    return {
        CourseId(course): CourseDecisions(
            sum(c == course for c, _pupil, _result in waits), sum(c == course for c, _pupil in excused),
            sum(c == course for c, _pupil in running),
            sum(c == course and until < today.isoformat() for c, _pupil, until in put_off),
        )
        for course in {row[0] for row in (*waits, *put_off)}
    }  # fmt: skip
