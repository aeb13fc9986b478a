"""What people look at in the lesson grid and on the lesson page."""

from dataclasses import dataclass
from datetime import date

from ...domain import policy
from ...domain.groups.groups import CourseId
from ...domain.journal.homework import NEXT_LESSON, Task, Terms
from ...domain.journal.lessons import LessonGrid, LessonId
from ...domain.journal.marks import PLAIN_ANSWER
from ...domain.people.people import Actor, Role
from ...domain.years.year import Period
from ...i18n import _
from ...storage.groups import groups
from ...storage.journal import lessons as store
from ...storage.journal.homework import due_day, tasks
from ...storage.journal.lessons import LessonFacts
from ...storage.journal.standing import standing
from ...storage.plans import plans
from ...storage.school import School
from ...storage.timetable import substitutions
from ..plans.plan_view import is_approved
from ..session import Query
from ..settings.terms import homework_until
from .grid_building import WHOLE_YEAR, GridBuilder
from .keeping import keeper_objection
from .states import state_words


def read_objection(actor: Actor, school: School, course: CourseId, day: date) -> str | None:
    """Why the actor may not read a course's journal, or None; a substitute reads it on the day of the lesson."""
    school_class, teachers = groups.readers(school, course, day)
    why = policy.may_read_course(actor, teachers, school_class)
    if why is None or not actor.is_(Role.TEACHER):
        return why
    stands_in = school.db.sql(
        "SELECT 1 FROM lesson WHERE course=? AND day=? AND substitute=? LIMIT 1",
        course, day.isoformat(), actor.staff,
    )  # fmt: skip
    return None if stands_in else why


@dataclass(frozen=True)
class ShowGrid(Query[LessonGrid]):
    """A course in a study period or in its whole year: pupils, lessons, marks (O8.5c)."""

    course: CourseId
    day: date
    """Any day of the period to show."""
    whole_year: bool = False

    def objection(self, actor: Actor, school: School) -> str | None:
        """The course's teachers and substitutes, its class teacher, the deputy head and the director."""
        why = read_objection(actor, school, self.course, school.clock.today())
        if why is None or len(school.years()) == 1:
            return why
        # A journal of last year is read by whoever taught it at its end.
        day = school.day_in(groups.course(school, self.course).year, school.clock.today())
        return read_objection(actor, school, self.course, day)

    def answer(self, actor: Actor, school: School) -> LessonGrid:
        """The grid in a constant number of queries."""
        course = groups.course(school, self.course)
        calendar, mine = school.calendar_of(course.year), (course.grade, course.school_class, course.id)
        period = calendar.period_of(school.day_in(course.year, self.day), *mine)
        if self.whole_year:
            period = Period(period.scheme, WHOLE_YEAR, calendar.starts, calendar.ends)
        lessons = store.lessons_of_course(school, self.course, period.starts, period.ends)
        grid = GridBuilder(school, course, lessons, period, calendar.periods_of(*mine) if self.whole_year else ())
        grid.look_elsewhere()
        return grid.build()


@dataclass(frozen=True)
class Joined:
    """A lesson of another group that is kept together with this one (C08)."""

    lesson: LessonId
    group: str
    topic: str
    planned: tuple[int, str, str, int | None] | None
    homework: str | None
    terms: Terms
    called: bool
    """Whether its roll was called."""
    grid: LessonGrid
    """Its pupils."""


@dataclass(frozen=True)
class LessonPage:
    """One lesson, top to bottom: everything its page shows."""

    grid: LessonGrid
    """The lesson's own columns with its pupils."""
    lesson: LessonId
    course: CourseId
    day: date
    number: int
    starts: str
    ends: str
    topic: str
    plan_entry: int | None
    planned: tuple[int, str, str, int | None] | None
    """The plan's offer: entry, topic, homework, kind of work."""
    kind: int | None
    kinds: tuple[tuple[int, str], ...]
    work_kinds: tuple[tuple[int, str, str], ...]
    """Kinds of work to declare: id, short name, name."""
    works: tuple[tuple[int, str], ...]
    """The works declared: kind and name; an «ответ на уроке» that stands alone is not spoken of."""
    roll_at: int | None
    homework: str | None
    nothing_set: bool
    homework_for: date | None
    markless: bool
    homework_until: str = ""
    """«17:05» while the homework of today is missing."""
    plan_approved: bool = True
    """False where the offer is of a plan that the deputy head has not agreed to as it stands (C27)."""
    why_not: str = ""
    """Why the person may not keep this lesson, "" when they may."""
    substitution: str = ""
    """Who keeps it instead of whom (R1-2.1); "" where it is kept by its own teacher."""
    joined: tuple[Joined, ...] = ()
    """Those that the person keeps together with it."""
    terms: Terms = NEXT_LESSON
    """For when the homework is, and how long it takes."""
    tasks: tuple[tuple[int, Task], ...] = ()
    """The homework of some pupils, by its place."""
    state: str = ""
    """What is unusual about the lesson, in words: called off, moved, the second in a row (C06)."""
    notes: int = 0
    """How many notes for families were written at it."""
    second: int | None = None
    """The number of the second lesson in a row that follows this one."""
    work_terms: tuple[tuple[int, int], ...] = ()
    """Weight and number of marks of each kind of work to declare."""


@dataclass(frozen=True)
class ShowLesson(Query[LessonPage]):
    """The page of one lesson."""

    lesson: LessonId

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read the course."""
        lesson = store.lesson(school, self.lesson)
        return read_objection(actor, school, lesson.course, lesson.day)

    def answer(self, actor: Actor, school: School) -> LessonPage:
        """The lesson with the plan's offer and its pupils."""
        lesson = store.lesson(school, self.lesson)
        course = groups.course(school, lesson.course)
        calendar = school.calendar_of(course.year)
        period = calendar.period_of(lesson.day, lesson.grade, course.school_class, course.id)
        parts = GridBuilder(school, course, [lesson], period)
        homework = parts.homework.get(lesson.id)
        declared = parts.works.get(lesson.id, [])
        until = homework_until(school, lesson.day, {course.id: lesson.grade})
        bell = school.ringing().of(lesson.day, lesson.number, lesson.grade, lesson.school_class)
        planned = None if lesson.topic else plans.offers(school, [lesson.id]).get(lesson.id)
        beside = standing(school, lesson.id, lesson.course, lesson.day, lesson.number)
        terms = homework.terms if homework else NEXT_LESSON
        kinds = school.db.sql("SELECT id, short, name, weight, COALESCE(marks, 1) FROM work_kind ORDER BY id")
        return LessonPage(
            parts.build(), lesson.id, course.id, lesson.day, lesson.number, *bell, lesson.topic,
            lesson.plan_entry, planned, lesson.kind,
            tuple(school.db.sql("SELECT id, name FROM lesson_kind ORDER BY id")),
            tuple((key, short, name) for key, short, name, *_terms in kinds),
            tuple(
                (w.kind, w.name)
                for w in declared
                if w.makes_up is None and (w.code != PLAIN_ANSWER or len(declared) > 1)
            ),
            lesson.roll_at, homework.said if homework else None, homework.nothing if homework else False,
            due_day(school, course.id, lesson.day, terms) if terms.due else beside.next_day,
            lesson.markless, until.get(course.id, "") if homework is None and lesson.state.takes_place else "",
            planned is None or is_approved(school, course.id),
            keeper_objection(actor, school, lesson) or "", _substitution(school, lesson), self._joined(actor, school),
            terms, tuple(tasks(school, [lesson.id]).get(lesson.id, {}).items()) if beside.tasks else (),
            state_words(school, lesson, beside), beside.notes, beside.after.number if beside.after else None,
            work_terms=tuple((weight, marks) for *_named, weight, marks in kinds),
        )  # fmt: skip

    def _joined(self, actor: Actor, school: School) -> tuple[Joined, ...]:
        found = []
        for one in substitutions.joined(school, self.lesson):
            lesson = store.lesson(school, one.id)
            if keeper_objection(actor, school, lesson) is None:
                parts = GridBuilder(
                    school, groups.course(school, lesson.course), [lesson],
                    school.calendar().period_of(lesson.day, lesson.grade),
                )  # fmt: skip
                homework = parts.homework.get(lesson.id)
                offer = None if lesson.topic else plans.offers(school, [lesson.id]).get(lesson.id)
                said = homework.said if homework else None
                terms = homework.terms if homework else NEXT_LESSON
                called = lesson.roll_at is not None
                grid = parts.build()
                found.append(Joined(lesson.id, one.group_title, lesson.topic, offer, said, terms, called, grid))
        return tuple(found)


def _substitution(school: School, lesson: LessonFacts) -> str:
    if lesson.substitute is None:
        return ""
    teachers = groups.teachers(school, lesson.course, lesson.day)
    names = substitutions.names(school, {lesson.substitute, *teachers})
    return _("substitution: {name} instead of {teachers}").format(
        name=names[lesson.substitute], teachers=", ".join(sorted(names[staff] for staff in teachers))
    )
