"""Results of pupils by subject, whichever course or paper they come from."""

from collections.abc import Iterable
from dataclasses import dataclass

from ...domain.journal.marks import Value
from ...domain.journal.outside import Result, ResultKind, Source
from ...domain.people.people import PupilId
from ...domain.years.year import Scheme, YearId
from ..log.records import Record
from ..school import School

RESULT = ("pupil", "subject", "year", "kind", "scheme", "number", "value", "source", "certificate", "author", "at",
          "proposed", "reason")  # fmt: skip


def of_pupils(
    school: School, pupils: Iterable[int], subject: int, scheme: Scheme, year: YearId | None = None
) -> dict[tuple[PupilId, int], Result]:
    """The period results of pupils in a subject, of the year in hand where none is named, by pupil and period."""
    wanted = list(pupils)
    rows = school.db.sql(
        "SELECT r.id, r.pupil, r.number, r.value, r.source, r.author, r.at, COALESCE(c.number, ''),"
        " r.proposed, COALESCE(r.reason, '') FROM result r"
        f" LEFT JOIN certificate c ON c.id=r.certificate WHERE r.pupil IN ({','.join('?' * len(wanted))})"
        " AND r.subject=? AND r.year=? AND r.kind=? AND r.scheme=?",
        *wanted, subject, school.year() if year is None else year, ResultKind.PERIOD.value, scheme.value,
    ) if wanted else []  # fmt: skip
    return {
        (PupilId(pupil), number): Result(key, Value(value), Source(source), author, at, *rest)
        for key, pupil, number, value, source, author, at, *rest in rows
    }


@dataclass(frozen=True)
class SubjectResult:
    """A period's result of a pupil with its subject."""

    pupil: PupilId
    subject: int
    subject_name: str
    short: str
    scheme: Scheme
    number: int
    result: Result


def of_all_subjects(school: School, pupils: Iterable[int], year: YearId) -> list[SubjectResult]:
    """The period results of pupils in all subjects of a year."""
    wanted = list(pupils)
    rows = school.db.sql(
        "SELECT r.pupil, s.id, s.name, s.short, r.scheme, r.number, r.id, r.value, r.source, r.author, r.at,"
        " r.proposed, COALESCE(r.reason, '') FROM result r JOIN subject s ON s.id=r.subject"
        f" WHERE r.pupil IN ({','.join('?' * len(wanted))}) AND r.year=? AND r.kind=?",
        *wanted, year, ResultKind.PERIOD.value,
    ) if wanted else []  # fmt: skip
    return [
        SubjectResult(
            PupilId(pupil), subject, name, short, Scheme(scheme), number,
            Result(key, Value(value), Source(source), author, at, "", *rest),
        )
        for pupil, subject, name, short, scheme, number, key, value, source, author, at, *rest in rows
    ]  # fmt: skip


def put(
    school: School, record: Record, pupil: int, subject: int, scheme: Scheme, number: int, value: Value, source: Source,
    stands: Result | None = None, certificate: int | None = None, proposed: int | None = None, reason: str = "",
    author: int | None = None,
) -> None:
    """Write a period's result in the place of the one that stands, inside a deed; `author` where another gave it."""
    now = {"value": int(value), "source": source.value, "certificate": certificate,
           "author": school.ledger.actor if author is None else author,
           "at": school.ledger.at, "proposed": proposed, "reason": reason or None}  # fmt: skip
    if stands is not None:
        record.update("result", stands.key, **now)
        return
    record.insert(
        "result", pupil=pupil, subject=subject, year=school.year(), kind=ResultKind.PERIOD.value, scheme=scheme.value,
        number=number, **now,
    )  # fmt: skip
