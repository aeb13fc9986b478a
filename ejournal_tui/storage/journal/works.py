"""Works that were missed, and what was made up for them in later lessons (C03)."""

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


def made_up(school: School, works: Iterable[int]) -> dict[tuple[WorkId, PupilId], MadeUp]:
    """What pupils have made up of works, by the missed work and the pupil; the latest where there are several."""
    wanted = list(works)
    if not wanted:
        return {}
    rows = school.db.sql(
        "SELECT w.makes_up, m.pupil, l.id, l.day, m.value, m.sign FROM work w JOIN lesson l ON l.id=w.lesson"
        f" JOIN mark m ON m.work=w.id WHERE w.makes_up IN ({','.join('?' * len(wanted))})"
        " ORDER BY l.day, l.number, l.id, m.place",
        *wanted,
    )
    found: dict[tuple[WorkId, PupilId], MadeUp] = {}
    for work, pupil, lesson, day, value, sign in rows:
        cell, mark = (WorkId(work), PupilId(pupil)), Mark(Value(value), sign)
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


def is_made_up(school: School, work: int) -> bool:
    """Whether somebody has made a work up."""
    return bool(school.db.sql("SELECT 1 FROM work WHERE makes_up=? LIMIT 1", work))
