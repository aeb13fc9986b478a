"""Marks and absences, cell by cell and in whole grids."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ...domain.attendance.attendance import Absence
from ...domain.groups.groups import group_title
from ...domain.journal.lessons import LessonId, Written
from ...domain.journal.marks import Mark, Value, WorkId
from ...domain.people.people import Name, PupilId
from ..accounts.accounts import authors as authors
from ..school import School


def marks_of_works(school: School, works: Iterable[int]) -> dict[tuple[WorkId, PupilId], tuple[Written, ...]]:
    """The marks of works by cell, in the order they stand."""
    wanted = list(works)
    if not wanted:
        return {}
    rows = school.db.sql(
        "SELECT m.work, m.pupil, m.value, m.sign, m.comment, m.at, s.surname, s.given, s.patronymic FROM mark m"
        " LEFT JOIN account a ON a.id=m.author LEFT JOIN staff s ON s.id=a.staff"
        f" WHERE m.work IN ({','.join('?' * len(wanted))}) ORDER BY m.work, m.pupil, m.place",
        *wanted,
    )
    found: dict[tuple[WorkId, PupilId], tuple[Written, ...]] = {}
    initials = {row[6:]: Name(*row[6:]).initials if row[6] else "" for row in rows}
    for work, pupil, value, sign, comment, at, *name in rows:
        cell = (WorkId(work), PupilId(pupil))
        written = Written(Mark(Value(value), sign), initials[tuple(name)], at, comment)
        found[cell] = (*found.get(cell, ()), written)
    return found


@dataclass(frozen=True)
class EarlierMark:
    """A mark that came with a pupil from another group of the same subject."""

    pupil: PupilId
    day: date
    weight: int
    written: Written
    group: str
    root: int = 0
    """The work that it was given for."""
    source: int = 0
    """The work that it stands in."""
    corrects: bool = False
    """Whether it was given for a work on mistakes."""


def earlier_marks(school: School, course: int, pupils: Iterable[int], first: date, last: date) -> list[EarlierMark]:
    """The marks of pupils in other groups of a course's subject, by day."""
    wanted = list(pupils)
    if not wanted:
        return []
    rows = school.db.sql(
        "SELECT m.pupil, l.day, w.weight, m.value, m.sign, m.comment, m.at, s.surname, s.given, s.patronymic, g.kind,"
        " g.grade, g.letter, g.name, COALESCE(w.makes_up, w.id), w.id, CASE WHEN mw.kind<>w.kind THEN 1 ELSE 0 END"
        " FROM mark m JOIN work w ON w.id=m.work LEFT JOIN work mw ON mw.id=w.makes_up JOIN lesson l ON l.id=w.lesson"
        " JOIN course c ON c.id=l.course JOIN study_group g ON g.id=c.study_group LEFT JOIN account a ON a.id=m.author"
        " LEFT JOIN staff s ON s.id=a.staff WHERE c.id<>? AND c.subject=(SELECT subject FROM course WHERE id=?)"
        f" AND l.day BETWEEN ? AND ? AND m.pupil IN ({','.join('?' * len(wanted))})"
        " ORDER BY l.day, l.number, w.id, m.place",
        course, course, first.isoformat(), last.isoformat(), *wanted,
    )  # fmt: skip
    return [
        EarlierMark(
            PupilId(pupil), date.fromisoformat(day), weight,
            Written(Mark(Value(value), sign), Name(*name).initials if name[0] else "", at, comment),
            group_title(kind, grade, letter, title), root, source, bool(corrects),
        )
        for pupil, day, weight, value, sign, comment, at, *name, kind, grade, letter, title, root, source, corrects
        in rows
    ]  # fmt: skip


def absences_of_lessons(school: School, lessons: Iterable[int]) -> dict[tuple[LessonId, PupilId], Absence]:
    """The absences of lessons by cell."""
    wanted = list(lessons)
    if not wanted:
        return {}
    rows = school.db.sql(
        f"SELECT lesson, pupil, letter FROM absence WHERE lesson IN ({','.join('?' * len(wanted))})", *wanted
    )
    return {(LessonId(lesson), PupilId(pupil)): Absence(letter) for lesson, pupil, letter in rows}


def cell_marks(school: School, work: int, pupil: int) -> list[tuple[int, Mark, str, int, int]]:
    """A cell's marks in order: id, mark, comment, author's account, instant."""
    rows = school.db.sql(
        "SELECT id, value, sign, comment, author, at FROM mark WHERE work=? AND pupil=? ORDER BY place", work, pupil
    )
    return [(key, Mark(Value(value), sign), comment, author, at) for key, value, sign, comment, author, at in rows]


def put_cell(
    school: School,
    work: int,
    pupil: int,
    marks: tuple[Mark, ...],
    comments: tuple[str, ...] | None = None,
    reason: str | None = None,
) -> None:
    """Make a cell hold exactly these marks, inside a deed; without comments each place keeps its own."""
    ledger = school.ledger
    present = cell_marks(school, work, pupil)
    for place, mark in enumerate(marks):
        stands = present[place][2] if place < len(present) else ""
        comment = stands if comments is None else comments[place]
        values: dict[str, object] = {
            "value": int(mark.value), "sign": mark.sign, "author": ledger.actor, "at": ledger.at, "comment": comment,
        }  # fmt: skip
        if place >= len(present):
            ledger.insert("mark", work=work, pupil=pupil, place=place, **values)
        elif present[place][1] != mark:
            ledger.update("mark", present[place][0], reason=reason, **values)
        elif comment != stands:
            ledger.update("mark", present[place][0], comment=comment)
    for key, *_rest in present[len(marks) :]:
        # The log tells of what is gone why it went.
        ledger.update("mark", key, reason=reason)
        ledger.delete("mark", key)


def absence_at(school: School, lesson: int, pupil: int) -> tuple[int, Absence, int, int] | None:
    """An absence: id, letter, author's account, instant."""
    rows = school.db.sql("SELECT id, letter, author, at FROM absence WHERE lesson=? AND pupil=?", lesson, pupil)
    return (rows[0][0], Absence(rows[0][1]), rows[0][2], rows[0][3]) if rows else None


def absence_details(school: School, lesson: int, pupil: int) -> tuple[int | None, int | None]:
    """How many minutes late somebody was, and the paper that gave the letter."""
    rows = school.db.sql("SELECT minutes, paper FROM absence WHERE lesson=? AND pupil=?", lesson, pupil)
    return (rows[0][0], rows[0][1]) if rows else (None, None)


def put_absence(
    school: School, lesson: int, pupil: int, letter: Absence | None, minutes: int | None = None,
    paper: int | None = None,
) -> None:  # fmt: skip
    """Make a cell say this absence, or presence, inside a deed."""
    ledger = school.ledger
    present = absence_at(school, lesson, pupil)
    if letter is None:
        if present:
            ledger.delete("absence", present[0])
        return
    values = {"letter": letter.value, "minutes": minutes, "paper": paper, "author": ledger.actor, "at": ledger.at}
    if present:
        ledger.update("absence", present[0], **values)
    else:
        ledger.insert("absence", lesson=lesson, pupil=pupil, **values)
