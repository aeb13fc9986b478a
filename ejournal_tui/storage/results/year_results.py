"""Year, exam and final marks of pupils by subject, and the earlier ones that they follow from."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from ...domain.groups.groups import CourseId
from ...domain.journal.marks import Value
from ...domain.journal.outside import Result, ResultKind, Source
from ...domain.people.people import PupilId
from ...domain.years.year import Scheme, YearId
from ..groups.individual_plans import learns
from ..log.records import Record
from ..school import School

OF_YEAR = (ResultKind.YEAR, ResultKind.EXAM, ResultKind.FINAL)
WHOLE = ""
"""In place of the scheme of periods: what is of the year as a whole."""


@dataclass(frozen=True)
class YearResult:
    """A result of the year as a whole."""

    pupil: PupilId
    subject: int
    subject_name: str
    short: str
    kind: ResultKind
    result: Result


def of_years(
    school: School, pupils: Iterable[int], year: YearId | None = None, subjects: Collection[int] = ()
) -> list[YearResult]:
    """Year, exam and final marks of pupils in a year, that in hand where none is named, in all subjects or some."""
    wanted = list(pupils)
    only = f" AND r.subject IN ({','.join('?' * len(subjects))})" if subjects else ""
    rows = school.db.sql(
        "SELECT r.pupil, s.id, s.name, s.short, r.kind, r.id, r.value, r.source, r.author, r.at, r.proposed,"
        " COALESCE(r.reason, '') FROM result r JOIN subject s ON s.id=r.subject"
        f" WHERE r.pupil IN ({','.join('?' * len(wanted))}) AND r.year=? AND r.kind IN (?,?,?){only}"
        " ORDER BY r.number, r.id",
        *wanted, school.year() if year is None else year, *(kind.value for kind in OF_YEAR), *subjects,
    ) if wanted else []  # fmt: skip
    return [
        YearResult(
            PupilId(pupil), subject, name, short, ResultKind(kind),
            Result(key, Value(value), Source(source), author, at, "", *rest),
        )
        for pupil, subject, name, short, kind, key, value, source, author, at, *rest in rows
    ]  # fmt: skip


def put(
    school: School, record: Record, pupil: int, subject: int, kind: ResultKind, value: Value,
    stands: Result | None = None, proposed: int | None = None, reason: str = "", number: int = 0,
) -> None:
    """Write a year's, exam's or final mark in the place of the one that stands; an exam's has its protocol's number."""
    now = {"value": int(value), "source": Source.JOURNAL.value, "certificate": None, "author": school.ledger.actor,
           "at": school.ledger.at, "proposed": proposed, "reason": reason or None}  # fmt: skip
    if stands is not None:
        record.update("result", stands.key, **now)
        return
    record.insert(
        "result", pupil=pupil, subject=subject, year=school.year(), kind=kind.value, scheme=WHOLE, number=number,
        **now,
    )  # fmt: skip


@dataclass(frozen=True)
class EarlierResult:
    """A period's or year's result of a grade that the pupil has gone through."""

    grade: int
    kind: ResultKind
    scheme: Scheme | None
    number: int
    value: Value


def of_grades(
    school: School, pupils: Iterable[int], subject: int, grades: Collection[int]
) -> dict[PupilId, list[EarlierResult]]:
    """Results of periods and years in the grades that pupils went through, whichever class it was, in order."""
    wanted = list(pupils)
    rows = school.db.sql(
        "SELECT DISTINCT r.pupil, g.grade, r.kind, r.scheme, r.number, r.value, y.starts FROM result r"
        " JOIN study_year y ON y.id=r.year JOIN study_group g ON g.year=r.year AND g.kind='class'"
        " JOIN membership m ON m.study_group=g.id AND m.pupil=r.pupil"
        f" WHERE r.pupil IN ({','.join('?' * len(wanted))}) AND r.subject=? AND r.kind IN (?,?)"
        f" AND g.grade IN ({','.join('?' * len(grades))}) ORDER BY r.pupil, y.starts, r.kind, r.number",
        *wanted, subject, ResultKind.PERIOD.value, ResultKind.YEAR.value, *grades,
    ) if wanted else []  # fmt: skip
    found: dict[PupilId, dict[tuple[int, str, str, int], EarlierResult]] = {}
    for pupil, grade, kind, scheme, number, value, _starts in rows:
        # Of a grade gone through twice the later year counts.
        one = EarlierResult(grade, ResultKind(kind), Scheme(scheme) if scheme else None, number, Value(value))
        found.setdefault(PupilId(pupil), {})[grade, kind, scheme, number] = one
    return {pupil: list(its.values()) for pupil, its in found.items()}


def with_results_of(school: School, pupils: Iterable[int], grade: int) -> frozenset[PupilId]:
    """Who has any results of a grade: a subject that is not among them was not taught there."""
    wanted = list(pupils)
    rows = school.db.sql(
        "SELECT DISTINCT r.pupil FROM result r JOIN study_group g ON g.year=r.year AND g.kind='class' AND g.grade=?"
        " JOIN membership m ON m.study_group=g.id AND m.pupil=r.pupil"
        f" WHERE r.pupil IN ({','.join('?' * len(wanted))})",
        grade, *wanted,
    ) if wanted else []  # fmt: skip
    return frozenset(PupilId(pupil) for (pupil,) in rows)


def periods_of_year(school: School) -> dict[tuple[int, PupilId, int, Scheme], list[Value]]:
    """The period results of the year in hand, by grade, pupil, subject and scheme."""
    rows = school.db.sql(
        "SELECT g.grade, r.pupil, r.subject, r.scheme, r.value FROM result r JOIN study_group g ON g.year=r.year"
        " AND g.kind='class' JOIN membership m ON m.study_group=g.id AND m.pupil=r.pupil"
        " AND (m.ends IS NULL OR m.ends>=?) WHERE r.year=? AND r.kind=? ORDER BY r.pupil, r.subject, r.number",
        school.clock.today().isoformat(), school.year(), ResultKind.PERIOD.value,
    )  # fmt: skip
    found: dict[tuple[int, PupilId, int, Scheme], list[Value]] = {}
    for grade, pupil, subject, scheme, value in rows:
        found.setdefault((grade, PupilId(pupil), subject, Scheme(scheme)), []).append(Value(value))
    return found


def without_year_mark(school: School, day: date) -> dict[CourseId, int]:
    """How many pupils of each course with marks have no year mark, of those who are there on a day."""
    rows = school.db.sql(
        "SELECT c.id, COUNT(*) FROM course c JOIN study_group g ON g.id=c.study_group"
        " JOIN subject s ON s.id=c.subject JOIN membership m ON m.study_group=g.id"
        " WHERE g.year=? AND g.grade>1 AND s.markless=0 AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?)"
        " AND NOT EXISTS (SELECT 1 FROM result r WHERE r.pupil=m.pupil AND r.subject=c.subject AND r.year=g.year"
        f" AND r.kind=?) AND {learns('m.pupil', 'c.subject', '?')} GROUP BY c.id",
        school.year(), day.isoformat(), day.isoformat(), ResultKind.YEAR.value, day.isoformat(), day.isoformat(),
    )  # fmt: skip
    return {CourseId(course): int(count) for course, count in rows}
