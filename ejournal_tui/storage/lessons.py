"""Lessons with their works, topics and homework."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..domain.errors import Invalid
from ..domain.groups import CourseId
from ..domain.lessons import LessonId, LessonState
from ..domain.marks import WorkId
from ..domain.people import ClassId, StaffId
from ..i18n import _
from .school import School


@dataclass(frozen=True)
class LessonFacts:
    """What the rules need to know of a lesson."""

    id: LessonId
    course: CourseId
    day: date
    number: int
    state: LessonState
    topic: str
    plan_entry: int | None
    kind: int | None
    substitute: StaffId | None
    roll_at: int | None
    held_at: int | None
    grade: int
    markless: bool
    school_class: ClassId | None
    """The class of the group; None for a cross-class group."""
    group: int
    starts: str
    """When the lesson begins, «8:30»; "" where the bells are not known."""
    ends: str


_LESSON = (
    "SELECT l.id, l.course, l.day, l.number, l.state, l.topic, l.plan_entry, l.kind, l.substitute, l.roll_at,"
    " l.held_at, g.grade, s.markless, g.kind, g.id, g.of_class, COALESCE(b.starts, ''), COALESCE(b.ends, '')"
    " FROM lesson l JOIN course c ON c.id=l.course JOIN subject s ON s.id=c.subject"
    " JOIN study_group g ON g.id=c.study_group LEFT JOIN bell b ON b.number=l.number"
)


def _facts(row: tuple[object, ...]) -> LessonFacts:
    (
        key, course, day, number, state, topic, entry, kind, substitute, roll, held, grade, markless, k, g, of,
        starts, ends,
    ) = row  # fmt: skip
    return LessonFacts(
        LessonId(key), CourseId(course), date.fromisoformat(str(day)), number,  # type: ignore[arg-type]  # a row of the driver
        LessonState(str(state)), str(topic), entry, kind, substitute, roll, held, grade,  # type: ignore[arg-type]
        bool(markless) or grade == 1, ClassId(g) if k == "class" else of and ClassId(of), g,  # type: ignore[arg-type]
        str(starts), str(ends),
    )  # fmt: skip


def lesson(school: School, key: int) -> LessonFacts:
    """A lesson; raises Invalid when there is none."""
    rows = school.db.sql(f"{_LESSON} WHERE l.id=?", key)
    if not rows:
        raise Invalid(_("There is no such lesson."), _("It was removed: go back and open the day again."))
    return _facts(rows[0])


def has_entries(school: School, key: int) -> bool:
    """Whether a mark or an absence stands at a lesson."""
    return bool(
        school.db.sql(
            "SELECT 1 FROM mark m JOIN work w ON w.id=m.work WHERE w.lesson=?"
            " UNION ALL SELECT 1 FROM absence WHERE lesson=? LIMIT 1",
            key, key,
        )
    )  # fmt: skip


def lessons_of_course(school: School, course: int, first: date, last: date) -> list[LessonFacts]:
    """The lessons of a course in a stretch of days, in order."""
    rows = school.db.sql(
        f"{_LESSON} WHERE l.course=? AND l.day BETWEEN ? AND ? ORDER BY l.day, l.number",
        course, first.isoformat(), last.isoformat(),
    )  # fmt: skip
    return [_facts(row) for row in rows]


@dataclass(frozen=True)
class WorkFacts:
    """A work of a lesson."""

    id: WorkId
    lesson: LessonId
    kind: int
    code: str
    short: str
    name: str
    weight: int
    for_all: bool


def works(school: School, keys: Iterable[int]) -> dict[LessonId, list[WorkFacts]]:
    """The works of lessons, in the order of their kinds."""
    wanted = list(keys)
    if not wanted:
        return {}
    found: dict[LessonId, list[WorkFacts]] = {}
    marks = ",".join("?" * len(wanted))
    rows = school.db.sql(
        "SELECT w.id, w.lesson, w.kind, k.code, k.short, k.name, w.weight, w.for_all FROM work w"
        f" JOIN work_kind k ON k.id=w.kind WHERE w.lesson IN ({marks}) ORDER BY w.kind",
        *wanted,
    )
    for key, of, kind, code, short, name, weight, for_all in rows:
        fact = WorkFacts(WorkId(key), LessonId(of), kind, code, short, name, weight, bool(for_all))
        found.setdefault(fact.lesson, []).append(fact)
    return found


@dataclass(frozen=True)
class HomeworkFacts:
    """What a lesson set for home."""

    id: int
    lesson: LessonId
    text: str
    nothing: bool
    due: date | None
    minutes: int | None

    @property
    def said(self) -> str:
        """What a person sees: the text, "" for «не задано»."""
        return "" if self.nothing else self.text


def homework(school: School, keys: Iterable[int]) -> dict[LessonId, HomeworkFacts]:
    """The homework of lessons."""
    wanted = list(keys)
    if not wanted:
        return {}
    rows = school.db.sql(
        "SELECT id, lesson, text, none_set, due, minutes FROM homework"
        f" WHERE lesson IN ({','.join('?' * len(wanted))})",
        *wanted,
    )
    return {
        LessonId(of): HomeworkFacts(
            key, LessonId(of), text, bool(nothing), date.fromisoformat(due) if due else None, minutes
        )
        for key, of, text, nothing, due, minutes in rows
    }


def put_homework(
    school: School, lesson: int, text: str, nothing: bool, due: date | None, minutes: int | None
) -> None:
    """Set a lesson's homework, inside a deed."""
    values = {
        "text": text, "none_set": int(nothing), "due": due.isoformat() if due else None, "minutes": minutes,
        "author": school.ledger.actor, "at": school.ledger.at,
    }  # fmt: skip
    if existing := homework(school, [lesson]):
        school.ledger.update("homework", existing[LessonId(lesson)].id, **values)
    else:
        school.ledger.insert("homework", lesson=lesson, **values)


def next_lesson_day(school: School, course: int, after: date) -> date | None:
    """The next day on which a course has a lesson; the second half of a double lesson leaves no time for homework."""
    rows = school.db.sql(
        "SELECT day FROM lesson WHERE course=? AND day>? AND state IN ('planned','held') ORDER BY day LIMIT 1",
        course, after.isoformat(),
    )  # fmt: skip
    return date.fromisoformat(rows[0][0]) if rows else None
