"""What a family reads of results, by the columns that it may see: no author, no reason, no note."""

from dataclasses import dataclass
from datetime import date

from ...domain.journal.marks import Value
from ...domain.journal.outside import ResultKind
from ...domain.results.exams import ContestLevel, contest_words
from ...domain.years.year import Scheme, YearId
from ..school import School


@dataclass(frozen=True)
class ShownResult:
    """A result without who gave it."""

    subject: str
    kind: ResultKind
    scheme: Scheme | None
    """None for what is of the year as a whole."""
    number: int
    value: Value


def results(school: School, pupil: int, year: YearId) -> list[ShownResult]:
    """A pupil's results of a year by subject, periods first."""
    rows = school.db.sql(
        "SELECT s.name, r.kind, r.scheme, r.number, r.value FROM result r JOIN subject s ON s.id=r.subject"
        " WHERE r.pupil=? AND r.year=? ORDER BY s.name, r.scheme DESC, r.number",
        pupil, year,
    )  # fmt: skip
    order = list(ResultKind)
    found = [
        ShownResult(subject, ResultKind(kind), Scheme(scheme) if scheme else None, number, Value(value))
        for subject, kind, scheme, number, value in rows
    ]
    return sorted(found, key=lambda one: order.index(one.kind))


def put_off(school: School, pupil: int, year: YearId) -> list[tuple[str, Scheme, int, date]]:
    """A pupil's results of periods that are put off until a day and not given yet: subject, scheme, number, day."""
    rows = school.db.sql(
        "SELECT s.name, d.scheme, d.number, d.until FROM result_deferral d JOIN subject s ON s.id=d.subject"
        " WHERE d.pupil=? AND d.year=? AND NOT EXISTS (SELECT 1 FROM result r WHERE r.pupil=d.pupil"
        " AND r.subject=d.subject AND r.year=d.year AND r.kind='period' AND r.scheme=d.scheme AND r.number=d.number)"
        " ORDER BY s.name, d.number",
        pupil, year,
    )  # fmt: skip
    return [(subject, Scheme(scheme), number, date.fromisoformat(until)) for subject, scheme, number, until in rows]


def contests(school: School, pupil: int, first: date) -> list[str]:
    """What a pupil took part in from a day on, in words, the newest first."""
    rows = school.db.sql(
        "SELECT name, level, place, day FROM contest WHERE pupil=? AND day>=? ORDER BY day DESC, id DESC",
        pupil, first.isoformat(),
    )
    return [
        contest_words(name, ContestLevel(level), place, date.fromisoformat(day)) for name, level, place, day in rows
    ]
