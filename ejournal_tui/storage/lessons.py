"""Lessons, their works, topics and homework, and who sits in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..domain.errors import Invalid
from ..domain.groups import CourseId
from ..domain.lessons import LessonId, LessonState
from ..domain.marks import WorkId
from ..domain.people import ClassId, Name, PupilId, Span, StaffId
from ..i18n import _
from .school import School


@dataclass(frozen=True)
class LessonFacts:
    """What the rules need to know of a lesson."""

    id: LessonId
    course: CourseId
    day: date
    number: int
    room: str
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


_LESSON = (
    "SELECT l.id, l.course, l.day, l.number, l.room, l.state, l.topic, l.plan_entry, l.kind, l.substitute, l.roll_at,"
    " l.held_at, g.grade, s.markless, g.kind, g.id, g.of_class"
    " FROM lesson l JOIN course c ON c.id=l.course JOIN subject s ON s.id=c.subject"
    " JOIN study_group g ON g.id=c.study_group"
)


def _facts(row: tuple[object, ...]) -> LessonFacts:
    key, course, day, number, room, state, topic, entry, kind, substitute, roll, held, grade, markless, k, g, of = row
    return LessonFacts(
        LessonId(key), CourseId(course), date.fromisoformat(str(day)), number, str(room),  # type: ignore[arg-type]  # a row of the driver
        LessonState(str(state)), str(topic), entry, kind, substitute, roll, held, grade,  # type: ignore[arg-type]
        bool(markless) or grade == 1, ClassId(g) if k == "class" else of and ClassId(of), g,  # type: ignore[arg-type]
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


def teachers(school: School, course: int, day: date) -> frozenset[StaffId]:
    """Who teaches a course on a day."""
    rows = school.db.sql(
        "SELECT staff FROM teaching WHERE course=? AND starts<=? AND (ends IS NULL OR ends>=?)",
        course, day.isoformat(), day.isoformat(),
    )  # fmt: skip
    return frozenset(StaffId(row[0]) for row in rows)


def teaching(school: School, courses: Iterable[int]) -> dict[CourseId, list[tuple[StaffId, Span]]]:
    """Who teaches courses, and when."""
    wanted = list(courses)
    found: dict[CourseId, list[tuple[StaffId, Span]]] = {}
    rows = school.db.sql(
        f"SELECT course, staff, starts, ends FROM teaching WHERE course IN ({','.join('?' * len(wanted))})", *wanted
    )
    for course, staff, starts, ends in rows:
        span = Span(date.fromisoformat(starts), date.fromisoformat(ends) if ends else None)
        found.setdefault(CourseId(course), []).append((StaffId(staff), span))
    return found


def stays(school: School, courses: Iterable[int]) -> dict[CourseId, dict[PupilId, list[Span]]]:
    """When each pupil was in the groups of courses."""
    wanted = list(courses)
    found: dict[CourseId, dict[PupilId, list[Span]]] = {}
    rows = school.db.sql(
        "SELECT c.id, m.pupil, m.starts, m.ends FROM course c JOIN membership m ON m.study_group=c.study_group"
        f" WHERE c.id IN ({','.join('?' * len(wanted))})",
        *wanted,
    )
    for course, pupil, starts, ends in rows:
        span = Span(date.fromisoformat(starts), date.fromisoformat(ends) if ends else None)
        found.setdefault(CourseId(course), {}).setdefault(PupilId(pupil), []).append(span)
    return found


def is_member(school: School, group: int, pupil: int, day: date) -> bool:
    """Whether a pupil was in a group on a day."""
    return bool(
        school.db.sql(
            "SELECT 1 FROM membership WHERE study_group=? AND pupil=? AND starts<=? AND (ends IS NULL OR ends>=?)",
            group, pupil, day.isoformat(), day.isoformat(),
        )
    )  # fmt: skip


@dataclass(frozen=True)
class Member:
    """A pupil's stay in a group."""

    pupil: PupilId
    name: Name
    starts: date
    ends: date | None

    def on(self, day: date) -> bool:
        """Whether the pupil was there that day."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


def members(school: School, group: int, first: date, last: date) -> list[Member]:
    """Everyone who was in a group at some time of a stretch, by name (е = ё)."""
    rows = school.db.sql(
        "SELECT m.pupil, p.surname, p.given, p.patronymic, m.starts, m.ends FROM membership m"
        " JOIN pupil p ON p.id=m.pupil WHERE m.study_group=? AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?)"
        " ORDER BY p.search_key, m.starts",
        group, last.isoformat(), first.isoformat(),
    )  # fmt: skip
    return [
        Member(
            PupilId(p), Name(s, g, n), date.fromisoformat(starts), date.fromisoformat(ends) if ends else None
        )
        for p, s, g, n, starts, ends in rows
    ]  # fmt: skip


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
    at: int

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
        "SELECT id, lesson, text, none_set, due, minutes, at FROM homework"
        f" WHERE lesson IN ({','.join('?' * len(wanted))})",
        *wanted,
    )
    return {
        LessonId(of): HomeworkFacts(
            key, LessonId(of), text, bool(nothing), date.fromisoformat(due) if due else None, minutes, at
        )
        for key, of, text, nothing, due, minutes, at in rows
    }


@dataclass(frozen=True)
class CourseFacts:
    """A course with what its heading needs."""

    id: CourseId
    subject: str
    short: str
    markless: bool
    group: int
    group_title: str
    """«7А» or «7А, гр. 1»."""
    grade: int
    school_class: ClassId | None
    half_hours: int


_COURSE = (
    "SELECT c.id, s.name, s.short, s.markless, g.id, g.name, g.grade, g.letter, g.kind, g.of_class, c.half_hours"
    " FROM course c JOIN subject s ON s.id=c.subject JOIN study_group g ON g.id=c.study_group"
)


def _course(row: tuple[object, ...]) -> CourseFacts:
    key, subject, short, markless, group, name, grade, letter, kind, of, hours = row
    own = kind == "class"
    title = f"{grade}{letter}" if own else f"{grade}{letter}, {name}" if letter else str(name)
    return CourseFacts(
        CourseId(key), str(subject), str(short), bool(markless) or grade == 1, group, title, grade,  # type: ignore[arg-type]  # a row of the driver
        ClassId(group) if own else of and ClassId(of), hours,  # type: ignore[arg-type]
    )  # fmt: skip


def course(school: School, key: int) -> CourseFacts:
    """A course; raises Invalid when there is none."""
    rows = school.db.sql(f"{_COURSE} WHERE c.id=?", key)
    if not rows:
        raise Invalid(_("There is no such course."), _("Go back and choose again."))
    return _course(rows[0])


def courses_of_staff(school: School, staff: int, day: date) -> list[CourseFacts]:
    """The courses somebody teaches on a day, by class and subject."""
    rows = school.db.sql(
        f"{_COURSE} JOIN teaching t ON t.course=c.id WHERE t.staff=? AND t.starts<=? AND (t.ends IS NULL OR t.ends>=?)"
        " ORDER BY g.grade, g.letter, s.name, g.name",
        staff, day.isoformat(), day.isoformat(),
    )  # fmt: skip
    return [_course(row) for row in rows]


def courses_of_class(school: School, school_class: int) -> list[CourseFacts]:
    """The courses of a class and of its subgroups."""
    rows = school.db.sql(f"{_COURSE} WHERE g.id=? OR g.of_class=? ORDER BY s.name, g.name", school_class, school_class)
    return [_course(row) for row in rows]


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
        "SELECT day FROM lesson WHERE course=? AND day>? AND state<>'cancelled' ORDER BY day LIMIT 1",
        course, after.isoformat(),
    )  # fmt: skip
    return date.fromisoformat(rows[0][0]) if rows else None


def is_planned(school: School, course: int, entry: int) -> bool:
    """Whether a line of a plan is of this course."""
    return bool(school.db.sql("SELECT 1 FROM plan_entry WHERE id=? AND course=?", entry, course))


def planned_topic(school: School, course: int, day: date, number: int) -> tuple[int, str, str, int | None] | None:
    """The plan's next unused entry for a lesson: its id, topic, homework and kind of work.

    Entries are dealt out to the lessons without a topic in the order of their dates.
    """
    ((before,),) = school.db.sql(
        "SELECT COUNT(*) FROM lesson WHERE course=? AND plan_entry IS NULL AND topic='' AND state<>'cancelled'"
        " AND (day<? OR (day=? AND number<?))",
        course, day.isoformat(), day.isoformat(), number,
    )  # fmt: skip
    rows = school.db.sql(
        "SELECT id, topic, homework, work_kind FROM plan_entry e WHERE course=? AND NOT EXISTS"
        " (SELECT 1 FROM lesson l WHERE l.course=e.course AND l.plan_entry=e.id) ORDER BY e.number LIMIT 1 OFFSET ?",
        course, before,
    )  # fmt: skip
    return (rows[0][0], rows[0][1], rows[0][2], rows[0][3]) if rows else None
