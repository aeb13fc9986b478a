"""Lessons with their works, topics and homework."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ...domain.errors import Invalid
from ...domain.groups.groups import CourseId
from ...domain.journal.homework import Terms
from ...domain.journal.lessons import LessonId, LessonState
from ...domain.journal.marks import CORRECTING, WorkId, make_up_code
from ...domain.people.people import ClassId, StaffId
from ...i18n import _
from ..school import School


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
    subject: int = 0


_LESSON = (
    "SELECT l.id, l.course, l.day, l.number, l.state, l.topic, l.plan_entry, l.kind, l.substitute, l.roll_at,"
    " l.held_at, g.grade, s.markless, g.kind, g.id, g.of_class, l.on_paper_at,"
    " c.subject FROM lesson l JOIN course c ON c.id=l.course JOIN subject s ON s.id=c.subject"
    " JOIN study_group g ON g.id=c.study_group"
)


def _facts(row: tuple[object, ...]) -> LessonFacts:
    key, course, day, number, state, topic, entry, kind, substitute, roll, held, grade, markless, *rest = row
    k, g, of, paper, subject = rest
    school_class = ClassId(g) if k == "class" else of and ClassId(of)  # type: ignore[arg-type]  # a row of the driver
    return LessonFacts(
        LessonId(key), CourseId(course), date.fromisoformat(str(day)), number,  # type: ignore[arg-type]  # a row of the driver
        LessonState(str(state)), str(topic), entry, kind, substitute, roll, held, grade,  # type: ignore[arg-type]
        bool(markless) or grade == 1, school_class, g, paper is not None, subject,  # type: ignore[arg-type]
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
    due_days: int = 7
    """How many days its marks may take, where the school allows no fewer."""
    makes_up: date | None = None
    """The day of the lesson whose work is made up in this one (C03)."""
    marks: int = 1
    """How many marks a cell takes one after the other."""
    made_up: bool = False
    """Whether somebody has made it up in a later lesson (C03)."""
    dated: bool = False
    """Whether pupils have dates of their own for it (C03, C04)."""
    answers: WorkId | None = None
    """The work of an earlier lesson that is made up or corrected in this one."""
    corrected: str = ""
    """The short name of the kind of the earlier work, where its mistakes are worked on here."""

    @property
    def root(self) -> WorkId:
        """The work that its marks are for."""
        return self.answers or self.id


def works(school: School, keys: Iterable[int]) -> dict[LessonId, list[WorkFacts]]:
    """The works of lessons, in the order of their kinds."""
    wanted = list(keys)
    if not wanted:
        return {}
    found: dict[LessonId, list[WorkFacts]] = {}
    marks = ",".join("?" * len(wanted))
    rows = school.db.sql(
        "SELECT w.id, w.lesson, w.kind, k.code, k.short, k.name, w.weight, w.for_all, k.due_days, mw.lesson, ml.day,"
        " w.marks, CASE WHEN EXISTS (SELECT 1 FROM work u WHERE u.makes_up=w.id) THEN 1 ELSE 0 END,"
        " CASE WHEN EXISTS (SELECT 1 FROM work_date d WHERE d.work=w.id) THEN 1 ELSE 0 END,"
        " mw.id, CASE WHEN mw.kind<>w.kind THEN mk.code END, CASE WHEN mw.kind<>w.kind THEN mk.short END"
        " FROM work w JOIN work_kind k ON k.id=w.kind LEFT JOIN work mw ON mw.id=w.makes_up"
        " LEFT JOIN work_kind mk ON mk.id=mw.kind"
        f" LEFT JOIN lesson ml ON ml.id=mw.lesson WHERE w.lesson IN ({marks}) ORDER BY w.kind, w.id",
        *wanted,
    )
    for key, of, kind, code, short, name, weight, for_all, days, missed, day, marks, made_up, dated, *earlier in rows:
        answers, corrected, of_kind = earlier
        called = code if missed is None else make_up_code(corrected or code, missed) + CORRECTING * bool(corrected)
        fact = WorkFacts(
            WorkId(key), LessonId(of), kind, called, short, name, weight, bool(for_all), days,
            date.fromisoformat(day) if day else None, marks or 1, bool(made_up), bool(dated),
            WorkId(answers) if answers is not None else None, of_kind or "",
        )  # fmt: skip
        found.setdefault(fact.lesson, []).append(fact)
    return found


@dataclass(frozen=True)
class HomeworkFacts:
    """What a lesson set for home."""

    id: int
    lesson: LessonId
    text: str
    nothing: bool
    terms: Terms

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
        "SELECT id, lesson, text, none_set, due, on_day, minutes FROM homework"
        f" WHERE lesson IN ({','.join('?' * len(wanted))})",
        *wanted,
    )
    return {
        LessonId(of): HomeworkFacts(
            key, LessonId(of), text, bool(nothing),
            Terms(date.fromisoformat(due) if due else None, bool(on_day), minutes),
        )
        for key, of, text, nothing, due, on_day, minutes in rows
    }


def put_homework(school: School, lesson: int, text: str, nothing: bool, terms: Terms) -> None:
    """Set a lesson's homework, inside a deed."""
    values = {
        "text": text, "none_set": int(nothing), "due": terms.due.isoformat() if terms.due else None,
        "on_day": int(terms.on_day) or None, "minutes": terms.minutes, "author": school.ledger.actor,
        "at": school.ledger.at,
    }  # fmt: skip
    if existing := homework(school, [lesson]):
        school.ledger.update("homework", existing[LessonId(lesson)].id, **values)
    else:
        school.ledger.insert("homework", lesson=lesson, **values)
