"""Lessons with their works, topics and homework."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..domain.errors import Invalid
from ..domain.groups import CourseId
from ..domain.laying import Laying
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
    on_paper: bool = False
    """Whether it was kept in the paper journal (C25)."""


_LESSON = (
    "SELECT l.id, l.course, l.day, l.number, l.state, l.topic, l.plan_entry, l.kind, l.substitute, l.roll_at,"
    " l.held_at, g.grade, s.markless, g.kind, g.id, g.of_class, l.on_paper_at"
    " FROM lesson l JOIN course c ON c.id=l.course JOIN subject s ON s.id=c.subject"
    " JOIN study_group g ON g.id=c.study_group"
)


def _facts(row: tuple[object, ...]) -> LessonFacts:
    key, course, day, number, state, topic, entry, kind, substitute, roll, held, grade, markless, k, g, of, paper = row
    school_class = ClassId(g) if k == "class" else of and ClassId(of)  # type: ignore[arg-type]  # a row of the driver
    return LessonFacts(
        LessonId(key), CourseId(course), date.fromisoformat(str(day)), number,  # type: ignore[arg-type]  # a row of the driver
        LessonState(str(state)), str(topic), entry, kind, substitute, roll, held, grade,  # type: ignore[arg-type]
        bool(markless) or grade == 1, school_class, g, paper is not None,  # type: ignore[arg-type]
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


@dataclass(frozen=True)
class MovedDue:
    """A homework whose lesson to be ready for has moved."""

    homework: int
    was: str
    will: str

    @property
    def back(self) -> "MovedDue":
        """The other way round."""
        return MovedDue(self.homework, self.will, self.was)


def moved_dues(school: School, laying: Laying) -> tuple[MovedDue, ...]:
    """The homeworks due at lessons that a laying takes away, with the course's next lesson by then."""
    if not laying.leaving:
        return ()
    leaving = {lesson.id for lesson in laying.leaving}
    gone = {(lesson.course, lesson.day.isoformat()) for lesson in laying.leaving}
    first, last = min(day for _course, day in gone), max(day for _course, day in gone)
    days: dict[int, set[str]] = {}
    for key, course, day in school.db.sql(
        "SELECT id, course, day FROM lesson WHERE day>=? AND state IN ('planned','held')", first
    ):
        if key not in leaving:
            days.setdefault(course, set()).add(day)
    for one in laying.missing:
        days.setdefault(one.course, set()).add(one.day.isoformat())
    found = []
    for key, course, due in school.db.sql(
        "SELECT h.id, l.course, h.due FROM homework h JOIN lesson l ON l.id=h.lesson WHERE h.due BETWEEN ? AND ?"
        " ORDER BY h.id",
        first, last,
    ):  # fmt: skip
        following = min((day for day in days.get(course, ()) if day >= due), default=due)
        if (course, due) in gone and following != due:
            found.append(MovedDue(key, due, following))
    return tuple(found)


def courses_of_homework(school: School, keys: Iterable[int]) -> dict[int, CourseId]:
    """The courses that homeworks are of."""
    wanted = list(keys)
    rows = school.db.sql(
        "SELECT h.id, l.course FROM homework h JOIN lesson l ON l.id=h.lesson"
        f" WHERE h.id IN ({','.join('?' * len(wanted))})", *wanted,
    ) if wanted else []  # fmt: skip
    return {key: CourseId(course) for key, course in rows}


def move_dues(school: School, dues: Iterable[MovedDue]) -> None:
    """Let homeworks be due on other days, inside a deed; those set anew since stay."""
    for due in dues:
        if school.db.sql("SELECT 1 FROM homework WHERE id=? AND due=?", due.homework, due.was):
            school.ledger.update("homework", due.homework, due=due.will)
