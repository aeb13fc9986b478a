"""The first screens: a teacher's day, the school's day."""

from dataclasses import dataclass
from datetime import date, datetime, time

from ..domain import policy
from ..domain.deadlines import homework_due
from ..domain.groups import CourseId
from ..domain.lessons import LessonId, LessonLine, LessonState, Today
from ..domain.people import Actor, Role
from ..domain.words import short_date
from ..i18n import _
from ..storage import lessons as lessons_store
from ..storage import today as store
from ..storage.school import School
from ..storage.today import DayLesson
from .session import Query


def bells(school: School) -> dict[int, tuple[str, str]]:
    """When each lesson of the day begins and ends."""
    return {n: (a, b) for n, a, b in school.db.sql("SELECT number, starts, ends FROM bell ORDER BY number")}


@dataclass(frozen=True)
class MyDay(Query[Today]):
    """The lessons that the person gives on a day, with what is still missing (O8.5, R1-2.1, R1-2.2)."""

    day: date

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever teaches; only their own day."""
        return policy.may_read_own_day(actor)

    def answer(self, actor: Actor, school: School) -> Today:
        """The day's lines, and which one is going on."""
        rung = bells(school)
        found = store.of_teacher(school, actor.staff or 0, self.day)
        lines = tuple(self._line(school, lesson, rung, actor) for lesson in found)
        free = school.calendar().free_because(self.day, 11) if not lines else ""
        return Today(self.day, lines, free, _overdue(school, actor), _going_on(school, self.day, lines))

    def _line(self, school: School, lesson: DayLesson, rung: dict[int, tuple[str, str]], actor: Actor) -> LessonLine:
        topic, planned = lesson.topic, False
        if not topic and (
            offered := lessons_store.planned_topic(school, lesson.course, self.day, lesson.number)
        ):
            topic, planned = offered[1], True
        starts, ends = rung.get(lesson.number, ("", ""))
        substitution = ""
        if lesson.substitute is not None:
            mine = lesson.substitute == actor.staff
            words = _("instead of {name}") if mine else _("kept by a substitute")
            substitution = words.format(name=lesson.teacher)
        return LessonLine(
            LessonId(lesson.lesson), CourseId(lesson.course), lesson.number, starts, ends, lesson.group,
            lesson.subject, lesson.room, LessonState(lesson.state), None if lesson.roll_at is None else lesson.absent,
            topic, planned, lesson.marks, lesson.homework, _homework_clock(school, lesson, self.day), substitution,
        )  # fmt: skip


def _homework_clock(school: School, lesson: DayLesson, day: date) -> str:
    """Until when the homework is due, «17:05», while it is missing on its day."""
    if lesson.homework is not None or lesson.grade == 1 or day != school.clock.today():
        return ""
    last = last_bell(school, lesson.course, day)
    return f"{homework_due(day, last):%H:%M}" if last else ""


def last_bell(school: School, course: int, day: date) -> time | None:
    """When the last lesson of a course's pupils ends that day (R1-2.2: all member classes count)."""
    rows = school.db.sql(
        "SELECT MAX(l.number) FROM lesson l JOIN course c ON c.id=l.course JOIN study_group g ON g.id=c.study_group"
        " WHERE l.day=? AND l.state<>'cancelled' AND COALESCE(g.of_class, g.id) IN"
        " (SELECT COALESCE(k.of_class, k.id) FROM course x JOIN study_group k ON k.id=x.study_group WHERE x.id=?)",
        day.isoformat(), course,
    )  # fmt: skip
    if not rows or rows[0][0] is None:
        return None
    ends = bells(school).get(rows[0][0], ("", ""))[1]
    return time.fromisoformat(ends.rjust(5, "0")) if ends else None


def _going_on(school: School, day: date, lines: tuple[LessonLine, ...]) -> int:
    now = school.clock.now()
    if day != now.date():
        return 0 if lines and day > now.date() else -1
    for index, line in enumerate(lines):
        if line.ends and line.state is not LessonState.CANCELLED and f"{now:%H:%M}" <= line.ends.rjust(5, "0"):
            return index
    return -1


def _overdue(school: School, actor: Actor) -> tuple[str, ...]:
    """Lessons of the year up to yesterday without a topic or a roll call, the oldest first."""
    today = school.clock.today()
    rows = school.db.sql(
        "SELECT l.day, g.grade, g.letter, s.short FROM lesson l JOIN course c ON c.id=l.course"
        " JOIN study_group g ON g.id=c.study_group JOIN subject s ON s.id=c.subject"
        " JOIN teaching t ON t.course=c.id AND t.starts<=l.day AND (t.ends IS NULL OR t.ends>=l.day)"
        " WHERE t.staff=? AND l.day<? AND l.day>=? AND l.substitute IS NULL AND l.state IN ('planned','held')"
        " AND (l.roll_at IS NULL OR l.topic='') ORDER BY l.day, l.number LIMIT 50",
        actor.staff, today.isoformat(), school.calendar().starts.isoformat(),
    )  # fmt: skip
    return tuple(
        _("{group} {subject} {day}").format(
            group=f"{grade}{letter}", subject=subject, day=short_date(date.fromisoformat(day))
        )
        for day, grade, letter, subject in rows
    )


@dataclass(frozen=True)
class ClassDay:
    """One class's line of the school's day."""

    name: str
    lessons: int
    filled: int
    """Lessons with a roll call and a topic."""
    absent: int
    """The most pupils absent from one lesson."""
    missing: str
    """What is not filled in yet, in words."""


@dataclass(frozen=True)
class SchoolDay:
    """The school's day on one screen."""

    day: date
    classes: tuple[ClassDay, ...]
    free_because: str = ""


@dataclass(frozen=True)
class WholeSchoolDay(Query[SchoolDay]):
    """How far each class's lessons of a day are kept (O7, O8.6)."""

    day: date

    def objection(self, actor: Actor, school: School) -> str | None:
        """The deputy head, the director, the dispatcher."""
        return policy.may_read_school_day(actor)

    def answer(self, actor: Actor, school: School) -> SchoolDay:
        """A line a class, in the order of the classes."""
        rung = bells(school)
        now = school.clock.now()
        by_class: dict[str, list[DayLesson]] = {}
        for lesson in store.of_school(school, self.day):
            by_class.setdefault(lesson.group.partition(",")[0], []).append(lesson)
        lines = tuple(self._line(name, lessons, rung, now) for name, lessons in by_class.items())
        return SchoolDay(self.day, lines, "" if lines else school.calendar().free_because(self.day, 11))

    def _line(
        self, name: str, lessons: list[DayLesson], rung: dict[int, tuple[str, str]], now: datetime
    ) -> ClassDay:
        open_ones = [lesson for lesson in lessons if lesson.roll_at is None or not lesson.topic]
        late = [
            lesson
            for lesson in open_ones
            if (self.day, rung.get(lesson.number, ("", "23:59"))[1].rjust(5, "0")) < (now.date(), f"{now:%H:%M}")
        ]
        missing = ", ".join(f"{lesson.number} {lesson.subject} ({lesson.teacher})" for lesson in late)
        return ClassDay(
            name, len(lessons), len(lessons) - len(open_ones), max((x.absent for x in lessons), default=0), missing
        )


def start_of(actor: Actor) -> str:
    """Which screen a person begins on: "today", "school", "papers", "health" or "diary" (C38)."""
    if actor.is_(Role.PUPIL, Role.GUARDIAN):
        return "diary"
    if actor.is_(Role.DEPUTY, Role.DIRECTOR):
        return "school"
    if actor.is_(Role.LAB_ASSISTANT):
        return "papers"
    if actor.is_(Role.TEACHER, Role.CLASS_TEACHER):
        return "today"
    return "school" if actor.is_(Role.DISPATCHER) else "health"
