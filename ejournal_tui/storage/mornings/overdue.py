"""What somebody has not entered yet: lessons, marks of works for all, homework."""

from dataclasses import dataclass
from datetime import date

from ...domain.groups.groups import CourseId, GroupKind, group_title
from ...domain.journal.lessons import LessonId
from ...domain.people.people import ClassId, PupilId
from ..groups.individual_plans import learns
from ..journal import outside
from ..school import School
from .today import owed_by

LOOKED_AT = 200
"""How many lessons are looked at: those of closed periods among them are owed no more."""


@dataclass(frozen=True)
class Behind:
    """A lesson at which something is missing."""

    lesson: LessonId
    course: CourseId
    day: date
    group: str
    grade: int
    school_class: ClassId | None
    subject: str
    """The subject's short name."""
    alone: bool
    """Whether it is of a pupil taught at home, on whatever day."""


@dataclass(frozen=True)
class WorkBehind(Behind):
    """A work for all without the marks of pupils who were there."""

    code: str
    kind: str
    """The short name of the kind of work."""
    due_days: int
    pupils: int
    """How many marks are missing."""
    expected: date
    """The day of the lesson, or the later one on which these pupils wrote it (C04)."""


_BEHIND = (
    "SELECT l.id, l.course, l.day, g.kind, g.grade, g.letter, g.name, CASE g.kind WHEN 'class' THEN g.id ELSE"
    " g.of_class END, s.short{more} FROM lesson l JOIN course c ON c.id=l.course"
    " JOIN study_group g ON g.id=c.study_group JOIN subject s ON s.id=c.subject{joined}"
    " WHERE {owed} AND l.day>=? AND l.day<=? AND l.state IN ('planned','held') AND l.on_paper_at IS NULL"
)

_AROUND = (
    ", (SELECT MAX(p.day) FROM lesson p WHERE p.course=l.course AND p.day<l.day),"
    " (SELECT MIN(n.day) FROM lesson n WHERE n.course=l.course AND n.day>l.day)"
)


def _facts(row: tuple[object, ...]) -> tuple[LessonId, CourseId, date, str, int, ClassId | None, str, bool]:
    lesson, course, day, kind, grade, letter, name, school_class, subject = row
    title = group_title(str(kind), grade, str(letter), str(name))  # type: ignore[arg-type]  # a row of the driver
    alone = kind == GroupKind.INDIVIDUAL
    return lesson, course, date.fromisoformat(str(day)), title, grade, school_class, subject, alone  # type: ignore[return-value]


@dataclass(frozen=True)
class LessonBehind(Behind):
    """A lesson that is not filled in or says nothing of homework, with the course's lessons around it."""

    unfilled: bool
    """Whether it lacks the topic or the roll call."""
    silent: bool
    """Whether it says nothing of homework, where some may be set."""
    before: date | None
    after: date | None


def lessons_behind(school: School, staff: int, first: date, last: date) -> list[LessonBehind]:
    """The lessons that somebody had to keep and did not keep whole, the latest first; class 1 has no homework."""
    owed, values = owed_by(staff, school.clock.today())
    bare = "(l.roll_at IS NULL OR l.topic='')"
    silent = "(g.grade>1 AND NOT EXISTS (SELECT 1 FROM homework h WHERE h.lesson=l.id))"
    flags = "".join(f", CASE WHEN {flag} THEN 1 ELSE 0 END" for flag in (bare, silent))
    rows = school.db.sql(
        _BEHIND.format(more=flags + _AROUND, joined="", owed=owed)
        + f" AND ({bare} OR {silent})"
        f" ORDER BY l.day DESC, l.number DESC, l.id DESC LIMIT {LOOKED_AT}",
        *values, first.isoformat(), last.isoformat(),
    )  # fmt: skip
    return [
        LessonBehind(
            *_facts(tuple(facts)), bool(unfilled), bool(untold),
            *(date.fromisoformat(day) if day else None for day in (before, after)),
        )
        for *facts, unfilled, untold, before, after in rows
    ]  # fmt: skip


def works_behind(
    school: School, staff: int, first: date, last: date, home_words: tuple[str, ...]
) -> list[WorkBehind]:
    """The works for all that somebody has to mark, with how many of those present have no mark, the oldest first.

    Who was absent owes the work, not the teacher; nor is anybody expected who is taught at home, or who writes it
    on a day still to come (C04).
    """
    owed, values = owed_by(staff, school.clock.today())
    return _works(school, owed, values, (first, last), home_words)


def unmarked_works(school: School, first: date, last: date) -> list[WorkBehind]:
    """The works for all of the whole school that somebody who was there has no mark in."""
    return _works(school, "1=1", (), (first, last), ())


def _works(
    school: School, owed: str, values: tuple[object, ...], stretch: tuple[date, date], home_words: tuple[str, ...]
) -> list[WorkBehind]:
    rows = school.db.sql(
        _BEHIND.format(
            more=", k.code, k.short, k.due_days, d.day, w.id, m.pupil", owed=owed,
            joined=" JOIN work w ON w.lesson=l.id AND w.for_all=1 JOIN work_kind k ON k.id=w.kind JOIN membership m"
            " ON m.study_group=c.study_group AND m.starts<=l.day AND (m.ends IS NULL OR m.ends>=l.day)"
            " LEFT JOIN work_date d ON d.work=w.id AND d.pupil=m.pupil AND d.why='later'",
        )
        + " AND (d.day IS NULL OR d.day<=?)"
        " AND NOT EXISTS (SELECT 1 FROM mark x WHERE x.work=w.id AND x.pupil=m.pupil)"
        " AND NOT EXISTS (SELECT 1 FROM absence a WHERE a.lesson=l.id AND a.pupil=m.pupil AND a.letter<>'о')"
        f" AND {learns('m.pupil', 'c.subject', 'l.day')}"
        " ORDER BY l.day, l.number, l.id, w.id",
        *values, *(day.isoformat() for day in stretch), school.clock.today().isoformat(),
    )  # fmt: skip
    home = outside.home_spans(school, {row[-1] for row in rows}, home_words)
    found: dict[tuple[int, date], WorkBehind] = {}
    for *facts, code, kind, days, later, work, pupil in rows:
        lesson = _facts(tuple(facts))
        if any(span.covers(lesson[2]) for span in home.get(PupilId(pupil), ())):
            continue
        expected = date.fromisoformat(later) if later else lesson[2]
        counted = found[work, expected].pupils if (work, expected) in found else 0
        found[work, expected] = WorkBehind(*lesson, code, kind, days, counted + 1, expected)
    return list(found.values())
