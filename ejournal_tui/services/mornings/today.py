"""The first screens: a teacher's day, the school's day."""

from dataclasses import dataclass
from datetime import date, datetime

from ...domain import policy
from ...domain.groups.groups import CourseId
from ...domain.journal.deadlines import Standing
from ...domain.journal.lessons import LessonId, LessonLine, LessonState, Today
from ...domain.people.people import Actor, Role
from ...domain.text.words import short_date
from ...i18n import _
from ...storage.mornings import today as store
from ...storage.mornings.today import DayLesson
from ...storage.plans import plans
from ...storage.results import decisions
from ...storage.school import School
from ...storage.timetable import substitutions
from ..journal.corrections import told_of_corrections
from ..results.exams import waiting
from ..results.telling import told_of_results
from ..session import Query
from ..settings.terms import homework_terms
from .overdue import overdue


@dataclass(frozen=True)
class MyDay(Query[Today]):
    """The lessons that the person gives on a day, with what is still missing (O8.5, R1-2.1, R1-2.2)."""

    day: date

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever teaches; only their own day."""
        return policy.may_read_own_day(actor)

    def answer(self, actor: Actor, school: School) -> Today:
        """The day's lines, and which one is going on."""
        found = store.of_teacher(school, actor.staff or 0, self.day)
        offers = plans.offers(school, [lesson.id for lesson in found if not lesson.topic])
        terms = None
        if self.day == school.clock.today():
            terms = homework_terms(school, self.day, {x.course: x.grade for x in found if x.homework is None})
        until = {course: f"{due:%H:%M}" for course, due in (terms or {}).items()}
        lines = tuple(_line(lesson, actor, offers.get(lesson.id), until) for lesson in found)
        free = school.calendar(self.day).free_because(self.day, 11) if not lines else ""
        going_on = _going_on(school, self.day, lines)
        begun = any(line.roll is not None or line.marks for line in lines)
        beside = store.beside(school, actor.staff or 0, actor.account)
        untouched = bool(lines) and not begun and not beside.kept
        told = told_of_corrections(school, actor.staff or 0) if beside.corrections else ()
        notes = told_of_results(school, actor) if beside.results else ()
        owed = overdue(school, actor.staff or 0, terms)
        return Today(self.day, lines, free, owed, going_on, untouched, told, notes)


def _line(lesson: DayLesson, actor: Actor, offer: plans.Offer | None, until: dict[CourseId, str]) -> LessonLine:
    topic, planned = (offer[1], True) if offer else (lesson.topic, False)
    substitution = ""
    if lesson.substitute is not None:
        mine = lesson.substitute == actor.staff
        words = _("substitution, instead of {name}") if mine else _("kept by {name}")
        substitution = words.format(name=", ".join(lesson.teachers) if mine else lesson.substitute_name)
        if lesson.joint and mine:
            substitution = _("joint lesson, instead of {name}").format(name=", ".join(lesson.teachers))
        if lesson.claimed:
            substitution = _("{words} (not confirmed)").format(words=substitution)
    if lesson.moved_to is not None:
        substitution = _("moved to {day}, lesson {number}").format(
            day=short_date(lesson.moved_to[0]), number=lesson.moved_to[1]
        )
    if lesson.instead:
        substitution = _("instead: {subject}").format(subject=lesson.instead)
    if lesson.in_place_of:
        substitution = _("in place of {subject}").format(subject=lesson.in_place_of)
    if lesson.extra:
        substitution = _("extra lesson")
    due = lesson.homework is None and lesson.state.takes_place
    return LessonLine(
        lesson.id, lesson.course, lesson.number, lesson.starts, lesson.ends, lesson.group, lesson.subject,
        lesson.room, lesson.state, None if lesson.roll_at is None else lesson.absent, topic, planned, lesson.marks,
        lesson.homework, until.get(lesson.course, "") if due else "", substitution,
        lesson.substitute not in (None, actor.staff),
    )  # fmt: skip


def _going_on(school: School, day: date, lines: tuple[LessonLine, ...]) -> int:
    now = school.clock.now()
    if day != now.date():
        return 0 if lines and day > now.date() else -1
    for index, line in enumerate(lines):
        if line.ends and line.state.takes_place and f"{now:%H:%M}" <= line.ends.rjust(5, "0"):
            return index
    return -1


@dataclass(frozen=True)
class ClassDay:
    """One class's line of the school's day."""

    name: str
    lessons: int
    """Those that are held at their time."""
    filled: int
    """Lessons with a roll call and a topic."""
    absent: int
    """The most pupils absent from one lesson."""
    missing: tuple[str, ...]
    """The lessons that are not filled in after their bell: number, subject, who keeps them."""
    missing_lessons: tuple[LessonId, ...] = ()
    """The same lessons, to open."""


@dataclass(frozen=True)
class SchoolDay:
    """The school's day on one screen."""

    day: date
    classes: tuple[ClassDay, ...]
    free_because: str = ""
    unattended: int = 0
    """Lessons whose teachers are away and that nobody keeps."""
    claims: int = 0
    """Lessons that somebody took at once, and that wait for the dispatcher's word."""
    corrections: int = 0
    """Requests to correct closed lessons that the deputy head has not answered."""
    raises: int = 0
    """Results above the proposal that the deputy head has not answered."""
    exams: int = 0
    """Results of exams that were received and are still to be entered."""
    exams_late: bool = False
    """Whether the term of some of them is over."""


@dataclass(frozen=True)
class WholeSchoolDay(Query[SchoolDay]):
    """How far each class's lessons of a day are kept (O7, O8.6)."""

    day: date

    def objection(self, actor: Actor, school: School) -> str | None:
        """The deputy head, the director, the dispatcher."""
        return policy.may_read_school_day(actor)

    def answer(self, actor: Actor, school: School) -> SchoolDay:
        """A line a class, in the order of the classes."""
        by_class: dict[int, list[DayLesson]] = {}
        found = store.of_school(school, self.day)
        for lesson in found:
            by_class.setdefault(lesson.school_class, []).append(lesson)
        now = school.clock.now()
        lines = tuple(class_day(self.day, lessons, now) for lessons in by_class.values())
        free = "" if lines else school.calendar(self.day).free_because(self.day, 11)
        claims = sum(lesson.claimed for lesson in found)
        # Where nobody is away, the courses without a teacher are all there is.
        vacant = sum(lesson.state is LessonState.PLANNED and not lesson.keeper for lesson in found)
        asked, raised, examined = decisions.unanswered(school)
        if policy.may_answer_corrections(actor) is not None:
            asked = raised = 0
        away = substitutions.unattended(school, self.day) if lines else 0
        owed = waiting(school) if examined and policy.may_enter_exams(actor, None) is None else []
        late = any(one.standing is Standing.OVERDUE for one in owed)
        wanting = sum(one.missing for one in owed)
        return SchoolDay(self.day, lines, free, max(vacant, away), claims, asked, raised, wanting, late)


def class_day(day: date, lessons: list[DayLesson], now: datetime) -> ClassDay:
    """How far the lessons of one class are kept."""
    held = [lesson for lesson in lessons if lesson.state.takes_place]
    unfilled = [x for x in held if not x.on_paper and (x.roll_at is None or not x.topic)]
    late = [
        lesson
        for lesson in unfilled
        if (day, (lesson.ends or "23:59").rjust(5, "0")) < (now.date(), f"{now:%H:%M}")
    ]
    return ClassDay(
        lessons[0].class_name, len(held), len(held) - len(unfilled), max((x.absent for x in held), default=0),
        tuple(f"{lesson.number} {lesson.subject} ({lesson.keeper})" for lesson in late),
        tuple(lesson.id for lesson in late),
    )  # fmt: skip


def start_of(actor: Actor) -> str:
    """Which screen a person begins on (C38): the one of the role whose morning cannot wait.

    A family reads the week. Who leads the school sees it whole; the dispatcher sees the lessons without a teacher,
    also with lessons of the own. Everybody else who teaches begins with the own lessons, because a class waits, and
    reaches the other role with one key. Who leads a class and teaches nothing begins with the class.
    """
    starts = (
        ("diary", (Role.PUPIL, Role.GUARDIAN)), ("director", (Role.DIRECTOR,)), ("school", (Role.DEPUTY,)),
        ("substitutions", (Role.DISPATCHER,)), ("today", (Role.TEACHER,)), ("own_class", (Role.CLASS_TEACHER,)),
        ("officer", (Role.OFFICER,)), ("papers", (Role.LAB_ASSISTANT,)),
    )  # fmt: skip
    return next((start for start, roles in starts if actor.is_(*roles)), "health")
