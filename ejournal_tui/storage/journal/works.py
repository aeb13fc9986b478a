"""Works that were missed or gone wrong, and what was made up or corrected for them in later lessons (C03)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ...domain.journal.lessons import LessonId
from ...domain.journal.marks import Mark, Value, WorkId
from ...domain.people.people import PupilId
from ..school import School


@dataclass(frozen=True)
class MadeUp:
    """The marks that a pupil was given elsewhere for a work."""

    lesson: LessonId
    day: date
    marks: tuple[Mark, ...]


def given_later(school: School, works: Iterable[int]) -> dict[tuple[WorkId, PupilId, bool], MadeUp]:
    """What pupils were given for works in later lessons; the latest where there are several.

    By the earlier work, the pupil, and whether mistakes were worked on, not made up what was missed.
    """
    wanted = list(works)
    if not wanted:
        return {}
    rows = school.db.sql(
        "SELECT w.makes_up, m.pupil, CASE WHEN mw.kind<>w.kind THEN 1 ELSE 0 END, l.id, l.day, m.value, m.sign"
        " FROM work w JOIN work mw ON mw.id=w.makes_up JOIN lesson l ON l.id=w.lesson"
        f" JOIN mark m ON m.work=w.id WHERE w.makes_up IN ({','.join('?' * len(wanted))})"
        " ORDER BY l.day, l.number, l.id, m.place",
        *wanted,
    )
    found: dict[tuple[WorkId, PupilId, bool], MadeUp] = {}
    for work, pupil, corrects, lesson, day, value, sign in rows:
        cell, mark = (WorkId(work), PupilId(pupil), bool(corrects)), Mark(Value(value), sign)
        before = found.get(cell)
        marks = (*before.marks, mark) if before and before.lesson == lesson else (mark,)
        found[cell] = MadeUp(LessonId(lesson), date.fromisoformat(day), marks)
    return found


@dataclass(frozen=True)
class MissedWork:
    """A work as whoever makes it up finds it."""

    id: WorkId
    course: int
    day: date
    number: int
    kind: int
    weight: int
    marks: int | None


def missed_work(school: School, lesson: int, code: str) -> MissedWork | None:
    """A work that may be made up, by its lesson and kind; None when it was removed."""
    rows = school.db.sql(
        "SELECT w.id, l.course, l.day, l.number, w.kind, w.weight, w.marks FROM work w JOIN lesson l ON l.id=w.lesson"
        " JOIN work_kind k ON k.id=w.kind WHERE l.id=? AND k.code=? AND w.makes_up IS NULL",
        lesson, code,
    )  # fmt: skip
    return next(
        (MissedWork(WorkId(key), course, date.fromisoformat(day), *rest) for key, course, day, *rest in rows), None
    )


def marks_for(school: School, work: int, pupil: int) -> list[tuple[date, Mark, bool]]:
    """What a pupil was given for a work, there and in later lessons: day, mark, whether mistakes were worked on."""
    rows = school.db.sql(
        "SELECT l.day, m.value, m.sign, CASE WHEN w.id<>r.id AND w.kind<>r.kind THEN 1 ELSE 0 END FROM work r"
        " JOIN work w ON w.id=r.id OR w.makes_up=r.id JOIN mark m ON m.work=w.id JOIN lesson l ON l.id=w.lesson"
        " WHERE r.id=? AND m.pupil=? ORDER BY l.day, l.number, w.id, m.place",
        work, pupil,
    )  # fmt: skip
    return [(date.fromisoformat(day), Mark(Value(value), sign), bool(corrects)) for day, value, sign, corrects in rows]


def corrected_on(school: School, work: int, pupil: int) -> date | None:
    """The day on which a pupil worked on the mistakes of a work, or of what was made up for it."""
    rows = school.db.sql(
        "SELECT l.day FROM work r JOIN work c ON c.makes_up=COALESCE(r.makes_up, r.id) JOIN work o ON o.id=c.makes_up"
        " JOIN mark m ON m.work=c.id JOIN lesson l ON l.id=c.lesson WHERE r.id=? AND c.kind<>o.kind AND m.pupil=?"
        " ORDER BY l.day LIMIT 1",
        work, pupil,
    )  # fmt: skip
    return date.fromisoformat(rows[0][0]) if rows else None


def is_made_up(school: School, work: int) -> bool:
    """Whether somebody has made a work up."""
    return bool(school.db.sql("SELECT 1 FROM work WHERE makes_up=? LIMIT 1", work))
