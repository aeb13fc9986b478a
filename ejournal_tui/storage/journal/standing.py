"""How a lesson stands in its day: called off, moved, in place of another, the second in a row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ...domain.journal.lessons import LessonId
from ..school import School


@dataclass(frozen=True)
class Beside:
    """A lesson that has to do with another one: where it was moved, from where, what follows it."""

    lesson: LessonId
    day: date
    number: int
    subject: str


@dataclass(frozen=True)
class Standing:
    """What was ordered about a lesson, and what comes right after it."""

    kind: str = ""
    """The kind of the order; "" where there is none."""
    reason: str = ""
    moved_to: Beside | None = None
    moved_from: Beside | None = None
    in_place_of: bool = False
    """Whether it is held in the place of `moved_from`, another subject's, not moved from there."""
    before: Beside | None = None
    """The lesson of the same course right before it, with which it is a double one."""
    after: Beside | None = None
    """The lesson of the same course right after it."""
    notes: int = 0
    """How many notes for families were written at it."""
    tasks: int = 0
    """How many homeworks of some pupils were set at it."""
    next_day: date | None = None
    """The next day on which the course has a lesson."""


def standing(school: School, lesson: LessonId, course: int, day: date, number: int) -> Standing:
    """How one lesson stands."""
    rows = school.db.sql(
        "SELECT 'order', s.kind, s.reason, m.id, m.day, m.number, COALESCE(t.name, '') FROM substitution s"
        " LEFT JOIN lesson m ON m.id=s.moved_to LEFT JOIN course c ON c.id=m.course"
        " LEFT JOIN subject t ON t.id=c.subject WHERE s.lesson=?"
        " UNION ALL SELECT 'from', s.kind, s.reason, l.id, l.day, l.number, t.name FROM substitution s"
        " JOIN lesson l ON l.id=s.lesson JOIN course c ON c.id=l.course JOIN subject t ON t.id=c.subject"
        " WHERE s.moved_to=?"
        " UNION ALL SELECT CASE WHEN number<? THEN 'before' ELSE 'after' END, '', '', id, day, number, '' FROM lesson"
        " WHERE course=? AND day=? AND number IN (?, ?) AND state IN ('planned','held')"
        " UNION ALL SELECT 'notes', '', '', NULL, '', COUNT(*), '' FROM conduct_note WHERE lesson=?"
        " UNION ALL SELECT 'tasks', '', '', NULL, '', COUNT(*), '' FROM personal_homework WHERE lesson=?"
        " UNION ALL SELECT 'next', '', '', NULL, MIN(day), 0, '' FROM lesson WHERE course=? AND day>?"
        " AND state IN ('planned','held')",
        lesson, lesson, number, course, day.isoformat(), number - 1, number + 1, lesson, lesson,
        course, day.isoformat(),
    )  # fmt: skip
    kind = reason = ""
    found: dict[str, Beside] = {}
    other, counts, next_day = False, dict[str, int](), None
    for what, of, why, key, at, place, subject in rows:
        if what == "order":
            kind, reason = of, why
        if what in ("notes", "tasks"):
            counts[what] = place
        if what == "next" and at:
            next_day = date.fromisoformat(at)
        if key is not None:
            found[what] = Beside(LessonId(key), date.fromisoformat(at), place, subject)
        other = other or (what == "from" and of == "other_subject")
    return Standing(
        kind, reason, found.get("order"), found.get("from"), other, found.get("before"), found.get("after"),
        counts["notes"], counts["tasks"], next_day,
    )


def moved_to(school: School, lessons: Iterable[int]) -> dict[LessonId, tuple[date, int]]:
    """Where lessons were moved that are held on another day or number."""
    wanted = list(lessons)
    rows = school.db.sql(
        "SELECT s.lesson, m.day, m.number FROM substitution s JOIN lesson m ON m.id=s.moved_to WHERE s.kind='moved'"
        f" AND s.lesson IN ({','.join('?' * len(wanted))})",
        *wanted,
    ) if wanted else []  # fmt: skip
    return {LessonId(key): (date.fromisoformat(day), number) for key, day, number in rows}
