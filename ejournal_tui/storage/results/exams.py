"""Protocols of exams with who took them, results of pupils in them, olympiads and competitions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ...domain.journal.marks import Value
from ...domain.journal.outside import Result, ResultKind, Source
from ...domain.people.people import ClassId, PupilId
from ...domain.results.exams import Contest, ContestLevel, Exam
from ...domain.years.year import YearId
from ..school import School

EXAM = ("year", "school_class", "subject", "protocol", "received", "author", "at")
EXAMINEE = ("exam", "pupil")
CONTEST = ("pupil", "name", "level", "place", "day", "received", "author", "at")


@dataclass(frozen=True)
class KeptExam:
    """An exam with the name of its subject."""

    exam: Exam
    subject_name: str
    year: YearId


def exams(school: School, classes: Iterable[int] | None = None, key: int | None = None) -> list[KeptExam]:
    """The exams of classes, of all of the year in hand where none is named, or one by its key; the newest first."""
    wanted = list(classes) if classes is not None else []
    if key is not None:
        where, values = "e.id=?", [key]
    elif classes is None:
        where, values = "e.year=?", [school.year()]
    else:
        where, values = f"e.school_class IN ({','.join('?' * len(wanted)) or 'NULL'})", wanted
    rows = school.db.sql(
        "SELECT e.id, e.school_class, e.subject, e.protocol, e.received, s.name, e.year, i.pupil FROM exam e"
        " JOIN subject s ON s.id=e.subject LEFT JOIN examinee i ON i.exam=e.id"
        f" WHERE {where} ORDER BY e.received DESC, e.id DESC, i.pupil",
        *values,
    )  # fmt: skip
    facts: dict[int, tuple[int, int, str, int, str, int]] = {}
    pupils: dict[int, list[PupilId]] = {}
    for exam, *rest, pupil in rows:
        facts[exam] = tuple(rest)
        pupils.setdefault(exam, [])
        if pupil is not None:
            pupils[exam].append(PupilId(pupil))
    return [
        KeptExam(
            Exam(
                ClassId(school_class), subject, protocol, school.clock.local(received).replace(tzinfo=None),
                tuple(pupils[exam]), exam,
            ),
            name, YearId(year),
        )
        for exam, (school_class, subject, protocol, received, name, year) in facts.items()
    ]  # fmt: skip


def results(school: School, exams: Iterable[int]) -> dict[tuple[int, PupilId], Result]:
    """The results of exams, by exam and pupil."""
    wanted = list(exams)
    rows = school.db.sql(
        "SELECT number, pupil, id, value, source, author, at FROM result WHERE kind=?"
        f" AND number IN ({','.join('?' * len(wanted))})",
        ResultKind.EXAM.value, *wanted,
    ) if wanted else []  # fmt: skip
    return {
        (exam, PupilId(pupil)): Result(key, Value(value), Source(source), author, at)
        for exam, pupil, key, value, source, author, at in rows
    }


def contests(school: School, pupils: Iterable[int], first: date | None = None) -> list[Contest]:
    """What pupils took part in, from a day on, the newest first."""
    wanted = list(pupils)
    rows = school.db.sql(
        "SELECT pupil, name, level, place, day, received, id FROM contest"
        f" WHERE pupil IN ({','.join('?' * len(wanted))}) AND day>=? ORDER BY day DESC, id DESC",
        *wanted, first.isoformat() if first else "",
    ) if wanted else []  # fmt: skip
    return [
        Contest(
            PupilId(pupil), name, ContestLevel(level), place, date.fromisoformat(day),
            school.clock.local(received).replace(tzinfo=None), key,
        )
        for pupil, name, level, place, day, received, key in rows
    ]  # fmt: skip


def contest(school: School, key: int) -> Contest | None:
    """One by its key."""
    rows = school.db.sql("SELECT pupil FROM contest WHERE id=?", key)
    return next((one for one in contests(school, [rows[0][0]]) if one.key == key), None) if rows else None
