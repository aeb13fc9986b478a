"""Marks of certificates, and who is taught at home: what a course's own lessons do not tell."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ...domain.journal.marks import Mark, Value
from ...domain.journal.outside import CertificateLine, CertificateMark, CertificateResult
from ...domain.people.people import PupilId, Span
from ..groups import stays
from ..school import School

CERTIFICATE = ("pupil", "number", "issued", "place", "author", "at")
CERTIFICATE_MARK = ("certificate", "subject", "day", "place", "value", "sign")
PLAIN_WEIGHT = 1
"""A certificate tells no kinds of work: its marks weigh like an answer."""


@dataclass(frozen=True)
class Brought:
    """A mark that a certificate brought."""

    pupil: PupilId
    subject: str
    """The subject's short name."""
    day: date
    mark: Mark
    number: str
    issued: date
    place: str
    author: int
    at: int


def certificate_marks(
    school: School, pupils: Iterable[int], first: date, last: date, subject: int | None = None
) -> list[Brought]:
    """The marks of certificates in a stretch of days, of one subject or of all, by day."""
    wanted = list(pupils)
    only = (subject,) if subject is not None else ()
    rows = school.db.sql(
        "SELECT c.pupil, s.short, m.day, m.value, m.sign, c.number, c.issued, c.place, c.author, c.at"
        " FROM certificate_mark m JOIN certificate c ON c.id=m.certificate JOIN subject s ON s.id=m.subject"
        f" WHERE c.pupil IN ({','.join('?' * len(wanted))}) AND m.day BETWEEN ? AND ?"
        f"{' AND m.subject=?' * len(only)} ORDER BY m.day, c.id, m.place, m.id",
        *wanted, first.isoformat(), last.isoformat(), *only,
    ) if wanted else []  # fmt: skip
    return [
        Brought(
            PupilId(pupil), subject_name, date.fromisoformat(day), Mark(Value(value), sign), number,
            date.fromisoformat(issued), place, author, at,
        )
        for pupil, subject_name, day, value, sign, number, issued, place, author, at in rows
    ]  # fmt: skip


def certificate_lines(school: School, pupil: int) -> list[CertificateLine]:
    """What the certificates of a pupil tell, subject by subject, older papers first."""
    found: dict[tuple[int, int], tuple[list[CertificateMark], list[CertificateResult]]] = {}
    for certificate, subject, day, value, sign in school.db.sql(
        "SELECT m.certificate, m.subject, m.day, m.value, m.sign FROM certificate_mark m"
        " JOIN certificate c ON c.id=m.certificate WHERE c.pupil=? ORDER BY m.day, m.place", pupil,
    ):  # fmt: skip
        one = CertificateMark(date.fromisoformat(day), Mark(Value(value), sign))
        found.setdefault((certificate, subject), ([], []))[0].append(one)
    for certificate, subject, number, value in school.db.sql(
        "SELECT certificate, subject, number, value FROM result WHERE pupil=? AND certificate IS NOT NULL"
        " ORDER BY number", pupil,
    ):  # fmt: skip
        found.setdefault((certificate, subject), ([], []))[1].append(CertificateResult(number, Value(value)))
    papers = {
        key: (number, date.fromisoformat(issued), place)
        for key, number, issued, place in school.db.sql(
            "SELECT id, number, issued, place FROM certificate WHERE pupil=?", pupil
        )
    }
    names = dict(school.db.sql("SELECT id, name FROM subject"))
    lines = [
        CertificateLine(certificate, *papers[certificate], subject, names[subject], tuple(marks), tuple(results))
        for (certificate, subject), (marks, results) in found.items()
    ]
    return sorted(lines, key=lambda line: (line.issued, line.certificate, line.subject_name))


def subjects_of(school: School, pupil: int, day: date) -> list[tuple[int, str]]:
    """The subjects with marks that a pupil is taught on a day, by name."""
    return school.db.sql(
        "SELECT DISTINCT s.id, s.name FROM membership m JOIN course c ON c.study_group=m.study_group"
        " JOIN subject s ON s.id=c.subject WHERE m.pupil=? AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?)"
        " AND s.markless=0 ORDER BY s.name",
        pupil, day.isoformat(), day.isoformat(),
    )  # fmt: skip


def home_spans(school: School, pupils: Iterable[int], home_words: tuple[str, ...]) -> dict[PupilId, list[Span]]:
    """When pupils are taught at home: by the orders, else always where the list that was handed in says so."""
    wanted = list(pupils)
    marks = ",".join("?" * len(wanted))
    found: dict[PupilId, list[Span]] = {}
    if not wanted:
        return found
    rows = school.db.sql(
        f"SELECT pupil, starts, ends, '' FROM home_tuition WHERE pupil IN ({marks}) UNION ALL"
        f" SELECT id, '', NULL, education_form FROM pupil WHERE id IN ({marks}) AND education_form<>''",
        *wanted, *wanted,
    )  # fmt: skip
    for pupil, starts, ends, _form in rows:
        if starts:
            found.setdefault(PupilId(pupil), []).append(stays.span(starts, ends))
    begun = school.calendar().starts
    for pupil, starts, _ends, form in rows:
        if not starts and pupil not in found and any(words in form.casefold() for words in home_words):
            found[PupilId(pupil)] = [Span(begun, None)]
    return found


def own_lessons(school: School, pupils: Iterable[int], subject: int) -> dict[PupilId, list[Span]]:
    """When pupils have lessons of their own in a subject, alone with a teacher (C14)."""
    wanted = list(pupils)
    found: dict[PupilId, list[Span]] = {}
    rows = school.db.sql(
        "SELECT m.pupil, m.starts, m.ends FROM membership m JOIN study_group g ON g.id=m.study_group"
        " JOIN course c ON c.study_group=g.id WHERE g.kind='individual' AND c.subject=?"
        f" AND m.pupil IN ({','.join('?' * len(wanted))})",
        subject, *wanted,
    ) if wanted else []  # fmt: skip
    for pupil, starts, ends in rows:
        found.setdefault(PupilId(pupil), []).append(stays.span(starts, ends))
    return found
