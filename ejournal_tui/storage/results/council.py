"""The end of a year: its results, what the pedagogical council decided, how academic debt is made good."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ...domain.journal.marks import Value
from ...domain.journal.outside import ResultKind
from ...domain.people.people import PupilId
from ...domain.results.academic_debts import Attempt
from ...domain.results.council import Decision, DecisionKind, Matter
from ...domain.years.year import YearId
from ..log.history import Line, lines_of
from ..school import School

DECISION = ("pupil", "year", "school_class", "matter", "kind", "protocol", "day", "word", "author", "at")
ATTEMPT = ("pupil", "subject", "year", "number", "day", "value", "word", "author", "at")


@dataclass(frozen=True)
class KeptDecision:
    """A decision as it stands."""

    key: int
    decision: Decision
    author: int
    at: int


@dataclass(frozen=True)
class EndResult:
    """A result of a year, an exam or a final one."""

    pupil: PupilId
    subject: int
    subject_name: str
    year: YearId
    kind: ResultKind
    value: Value


def decisions(school: School, pupils: Iterable[int], year: YearId) -> dict[PupilId, dict[Matter, KeptDecision]]:
    """What was decided about pupils in a year."""
    found: dict[PupilId, dict[Matter, KeptDecision]] = defaultdict(dict)
    wanted = list(pupils)
    rows = school.db.sql(
        "SELECT pupil, matter, id, kind, protocol, day, word, author, at FROM council_decision"
        f" WHERE pupil IN ({','.join('?' * len(wanted))}) AND year=?",
        *wanted, year,
    ) if wanted else []  # fmt: skip
    for pupil, matter, key, kind, protocol, day, word, author, at in rows:
        one = Decision(DecisionKind(kind), protocol, date.fromisoformat(day), word)
        found[PupilId(pupil)][Matter(matter)] = KeptDecision(key, one, author, at)
    return found


def end_results(school: School, pupils: Iterable[int], years: Iterable[YearId]) -> list[EndResult]:
    """The results of years, exams and the final ones of pupils, by subject."""
    wanted, of = list(pupils), list(years)
    kinds = [ResultKind.YEAR.value, ResultKind.EXAM.value, ResultKind.FINAL.value]
    rows = school.db.sql(
        "SELECT r.pupil, s.id, s.name, r.year, r.kind, r.value FROM result r JOIN subject s ON s.id=r.subject"
        f" WHERE r.pupil IN ({','.join('?' * len(wanted))}) AND r.year IN ({','.join('?' * len(of))})"
        " AND r.kind IN (?,?,?) ORDER BY s.name, r.id",
        *wanted, *of, *kinds,
    ) if wanted and of else []  # fmt: skip
    return [
        EndResult(PupilId(pupil), subject, name, YearId(year), ResultKind(kind), Value(value))
        for pupil, subject, name, year, kind, value in rows
    ]


@dataclass(frozen=True)
class KeptAttempt:
    """An attempt as it stands."""

    key: int
    attempt: Attempt


Place = tuple[PupilId, int, YearId]
"""Pupil, subject and year of a debt."""


def attempts(school: School, pupils: Iterable[int], years: Iterable[YearId]) -> dict[Place, list[KeptAttempt]]:
    """The attempts of pupils to make good the debts of years, in order."""
    wanted, of = list(pupils), list(years)
    rows = school.db.sql(
        "SELECT pupil, subject, year, id, number, day, value, word FROM debt_attempt"
        f" WHERE pupil IN ({','.join('?' * len(wanted))}) AND year IN ({','.join('?' * len(of))}) ORDER BY number",
        *wanted, *of,
    ) if wanted and of else []  # fmt: skip
    found: dict[Place, list[KeptAttempt]] = defaultdict(list)
    for pupil, subject, year, key, number, day, value, word in rows:
        one = Attempt(number, date.fromisoformat(day), None if value is None else Value(value), word)
        found[PupilId(pupil), subject, YearId(year)].append(KeptAttempt(key, one))
    return found


def decision_lines(school: School, pupil: int, year: YearId) -> list[Line]:
    """Every line of the log about decisions on a pupil in a year, oldest first."""
    return lines_of(school, "council_decision", {"pupil": pupil, "year": year})


def decisions_told(school: School, pupil: int, years: Iterable[YearId]) -> list[tuple[int, Decision]]:
    """What was decided about a pupil, as a family reads it: with the grade of the class, by year and matter."""
    of = list(years)
    rows = school.db.sql(
        "SELECT g.grade, d.kind, d.protocol, d.day, d.word FROM council_decision d JOIN study_group g"
        f" ON g.id=d.school_class WHERE d.pupil=? AND d.year IN ({','.join('?' * len(of))}) ORDER BY d.year, d.id",
        pupil, *of,
    ) if of else []  # fmt: skip
    return [
        (grade, Decision(DecisionKind(kind), protocol, date.fromisoformat(day), word))
        for grade, kind, protocol, day, word in rows
    ]
