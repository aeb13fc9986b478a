"""What somebody has not entered yet: lessons, marks of works for all, homework."""

from dataclasses import dataclass
from datetime import date

from ..domain.groups import CourseId, group_title
from ..domain.lessons import LessonId
from ..domain.people import ClassId, PupilId
from . import outside
from .school import School
from .today import owed_by

MOST = 50
"""How many lessons are told at once."""


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


@dataclass(frozen=True)
class WorkBehind(Behind):
    """A work for all without the marks of pupils who were there."""

    code: str
    kind: str
    """The short name of the kind of work."""
    due_days: int
    pupils: int
    """How many marks are missing."""


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


def _facts(row: tuple[object, ...]) -> tuple[LessonId, CourseId, date, str, int, ClassId | None, str]:
    lesson, course, day, kind, grade, letter, name, school_class, subject = row
    title = group_title(str(kind), grade, str(letter), str(name))  # type: ignore[arg-type]  # a row of the driver
    return lesson, course, date.fromisoformat(str(day)), title, grade, school_class, subject  # type: ignore[return-value]


def unfilled(school: School, staff: int, first: date, last: date) -> list[Behind]:
    """The lessons that somebody had to keep and that lack a topic or the roll call, the oldest first."""
    owed, values = owed_by(staff, school.clock.today())
    rows = school.db.sql(
        f"{_BEHIND.format(more='', joined='', owed=owed)} AND (l.roll_at IS NULL OR l.topic='')"
        f" ORDER BY l.day, l.number, l.id LIMIT {MOST}",
        *values, first.isoformat(), last.isoformat(),
    )  # fmt: skip
    return [Behind(*_facts(row)) for row in rows]


@dataclass(frozen=True)
class HomeworkBehind(Behind):
    """A lesson that says nothing of homework, with the course's lessons around it."""

    before: date | None
    after: date | None


def without_homework(school: School, staff: int, first: date, last: date) -> list[HomeworkBehind]:
    """The lessons that somebody had to keep and that say nothing of homework, the oldest first; class 1 has none."""
    owed, values = owed_by(staff, school.clock.today())
    rows = school.db.sql(
        f"{_BEHIND.format(more=_AROUND, joined='', owed=owed)} AND g.grade>1"
        " AND NOT EXISTS (SELECT 1 FROM homework h WHERE h.lesson=l.id)"
        f" ORDER BY l.day, l.number, l.id LIMIT {MOST}",
        *values, first.isoformat(), last.isoformat(),
    )  # fmt: skip
    return [
        HomeworkBehind(*_facts(tuple(facts)), *(date.fromisoformat(day) if day else None for day in (before, after)))
        for *facts, before, after in rows
    ]


def works_behind(
    school: School, staff: int, first: date, last: date, home_words: tuple[str, ...]
) -> list[WorkBehind]:
    """The works for all that somebody has to mark, with how many of those present have no mark, the oldest first.

    Who was absent owes the work, not the teacher; nor is anybody expected who is taught at home.
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
            more=", k.code, k.short, k.due_days, w.id, m.pupil", owed=owed,
            joined=" JOIN work w ON w.lesson=l.id AND w.for_all=1 JOIN work_kind k ON k.id=w.kind JOIN membership m"
            " ON m.study_group=c.study_group AND m.starts<=l.day AND (m.ends IS NULL OR m.ends>=l.day)",
        )
        + " AND NOT EXISTS (SELECT 1 FROM mark x WHERE x.work=w.id AND x.pupil=m.pupil)"
        " AND NOT EXISTS (SELECT 1 FROM absence a WHERE a.lesson=l.id AND a.pupil=m.pupil AND a.letter<>'о')"
        " ORDER BY l.day, l.number, l.id, w.id",
        *values, *(day.isoformat() for day in stretch),
    )  # fmt: skip
    home = outside.home_spans(school, {row[-1] for row in rows}, home_words)
    found: dict[int, WorkBehind] = {}
    for *facts, code, kind, days, work, pupil in rows:
        lesson = _facts(tuple(facts))
        if any(span.covers(lesson[2]) for span in home.get(PupilId(pupil), ())):
            continue
        counted = found[work].pupils if work in found else 0
        found[work] = WorkBehind(*lesson, code, kind, days, counted + 1)
    return list(found.values())
