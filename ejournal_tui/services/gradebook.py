"""What people look at in the lesson grid and on the lesson page."""

from dataclasses import dataclass, replace
from datetime import date

from ..domain import policy
from ..domain.attendance import Absence
from ..domain.forecast import forecast
from ..domain.groups import CourseId
from ..domain.lessons import EMPTY, LOCKED, Cell, Column, LessonGrid, LessonId, Row, Written
from ..domain.marks import PLAIN_ANSWER, WorkId
from ..domain.people import Actor, PupilId
from ..domain.words import short_date
from ..domain.year import Period, period_title
from ..i18n import _
from ..storage import groups, plans, substitutions
from ..storage import lessons as store
from ..storage import marks as marks_store
from ..storage.groups import CourseFacts, Member
from ..storage.lessons import LessonFacts, WorkFacts
from ..storage.marks import EarlierMark
from ..storage.school import School
from .bells import homework_until
from .elsewhere import Elsewhere
from .keeping import keeper_objection
from .plan_view import is_approved
from .rules import rulebook
from .session import Query


def read_objection(actor: Actor, school: School, course: CourseId, day: date) -> str | None:
    """Why the actor may not read a course's journal, or None; a substitute reads it on the day of the lesson."""
    school_class, teachers = groups.readers(school, course, day)
    why = policy.may_read_course(actor, teachers, school_class)
    if why is None or actor.staff is None:
        return why
    stands_in = school.db.sql(
        "SELECT 1 FROM lesson WHERE course=? AND day=? AND substitute=? LIMIT 1",
        course, day.isoformat(), actor.staff,
    )  # fmt: skip
    return None if stands_in else why


@dataclass(frozen=True)
class ShowGrid(Query[LessonGrid]):
    """A course in a study period: pupils, lessons, marks (O8.5c)."""

    course: CourseId
    day: date
    """Any day of the period to show."""

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
        period = school.calendar_of(course.year).period_of(
            school.day_in(course.year, self.day), course.grade, course.school_class, course.id
        )
        lessons = store.lessons_of_course(school, self.course, period.starts, period.ends)
        grid = _Grid(school, course, lessons, period)
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
        parts = _Grid(school, course, [lesson], period)
        homework = parts.homework.get(lesson.id)
        declared = parts.works.get(lesson.id, [])
        until = homework_until(school, lesson.day, {course.id: lesson.grade})
        bell = school.ringing().of(lesson.day, lesson.number, lesson.grade, lesson.school_class)
        planned = None if lesson.topic else plans.offers(school, [lesson.id]).get(lesson.id)
        return LessonPage(
            parts.build(), lesson.id, course.id, lesson.day, lesson.number, *bell, lesson.topic,
            lesson.plan_entry, planned, lesson.kind,
            tuple(school.db.sql("SELECT id, name FROM lesson_kind ORDER BY id")),
            tuple(school.db.sql("SELECT id, short, name FROM work_kind ORDER BY id")),
            tuple((w.kind, w.name) for w in declared if w.code != PLAIN_ANSWER or len(declared) > 1),
            lesson.roll_at, homework.said if homework else None, homework.nothing if homework else False,
            (homework.due if homework else None) or store.next_lesson_day(school, course.id, lesson.day),
            lesson.markless, until.get(course.id, "") if homework is None and lesson.state.takes_place else "",
            planned is None or is_approved(school, course.id),
            keeper_objection(actor, school, lesson) or "", _substitution(school, lesson), self._joined(actor, school),
        )  # fmt: skip

    def _joined(self, actor: Actor, school: School) -> tuple[Joined, ...]:
        found = []
        for one in substitutions.joined(school, self.lesson):
            lesson = store.lesson(school, one.id)
            if keeper_objection(actor, school, lesson) is None:
                parts = _Grid(
                    school, groups.course(school, lesson.course), [lesson],
                    school.calendar().period_of(lesson.day, lesson.grade),
                )  # fmt: skip
                homework = parts.homework.get(lesson.id)
                offer = None if lesson.topic else plans.offers(school, [lesson.id]).get(lesson.id)
                said = homework.said if homework else None
                called = lesson.roll_at is not None
                found.append(Joined(lesson.id, one.group_title, lesson.topic, offer, said, called, parts.build()))
        return tuple(found)


def _substitution(school: School, lesson: LessonFacts) -> str:
    if lesson.substitute is None:
        return ""
    teachers = groups.teachers(school, lesson.course, lesson.day)
    names = substitutions.names(school, {lesson.substitute, *teachers})
    return _("substitution: {name} instead of {teachers}").format(
        name=names[lesson.substitute], teachers=", ".join(sorted(names[staff] for staff in teachers))
    )


class _Grid:
    """Puts a grid together from a handful of queries."""

    def __init__(self, school: School, course: CourseFacts, lessons: list[LessonFacts], period: Period) -> None:
        self.school = school
        self.course = course
        self.lessons = lessons
        self.period = period
        keys = [lesson.id for lesson in lessons]
        first = lessons[0].day if lessons else period.starts
        last = lessons[-1].day if lessons else period.ends
        self.members = groups.members(school, course.group, first, last)
        self.works = store.works(school, keys)
        self.marks = marks_store.marks_of_works(school, [w.id for found in self.works.values() for w in found])
        self.absences = marks_store.absences_of_lessons(school, keys)
        self.homework = store.homework(school, keys)
        self.substitutes = substitutions.names(school, {x.substitute for x in lessons if x.substitute is not None})
        self.rules = rulebook(school)
        self.about = (period.ends, course.grade, course.subject_id)
        """A period counts by the rules of its last day."""
        self.thresholds = self.rules.thresholds(*self.about)
        self.minimum = self.rules.minimum(course.half_hours, period.scheme, *self.about)
        self.elsewhere = Elsewhere(school, course, self.members)

    def look_elsewhere(self) -> None:
        """What came with the pupils from other groups and papers (C14, C16, C17, C25)."""
        self.elsewhere = Elsewhere(self.school, self.course, self.members, self.period)

    def build(self) -> LessonGrid:
        """The finished grid."""
        columns = (*self.elsewhere.column(self.lessons), *self._columns())
        self._index(columns)
        pupils: dict[PupilId, list[Member]] = {}
        for member in self.members:
            pupils.setdefault(member.pupil, []).append(member)
        rows = tuple(self._row(columns, pupil, stays) for pupil, stays in pupils.items())
        return LessonGrid(
            self.course.id, f"{self.course.group_title} · {self.course.subject}", self.period,
            period_title(self.period.scheme, self.period.number), columns, rows, self.course.markless,
            self.school.head(),
        )  # fmt: skip

    def _index(self, columns: tuple[Column, ...]) -> None:
        """Where each work and lesson stands, and what each pupil has."""
        self.place_of_work = {column.work: n for n, column in enumerate(columns) if column.work is not None}
        self.place_of_lesson = {column.lesson: n for n, column in reversed(list(enumerate(columns)))}
        self.marks_of: dict[PupilId, dict[WorkId, tuple[Written, ...]]] = {}
        for (work, pupil), written in self.marks.items():
            self.marks_of.setdefault(pupil, {})[work] = written
        self.absences_of: dict[PupilId, dict[LessonId, Absence]] = {}
        for (lesson, pupil), absence in self.absences.items():
            self.absences_of.setdefault(pupil, {})[lesson] = absence

    def _columns(self) -> tuple[Column, ...]:
        found: list[Column] = []
        for lesson in self.lessons:
            works: list[WorkFacts | None] = [*self.works.get(lesson.id, [])] or [None]
            found += [self._column(lesson, work) for work in works]
        return tuple(found)

    def _column(self, lesson: LessonFacts, work: WorkFacts | None) -> Column:
        homework = self.homework.get(lesson.id)
        plain = work is None or work.code == PLAIN_ANSWER
        return Column(
            lesson.id, work.id if work else None, work.code if work else PLAIN_ANSWER, lesson.day, lesson.number,
            "" if plain or work is None else work.short, work.name if work else "", work.weight if work else 1,
            lesson.state, lesson.topic, homework.said if homework else "", self.period.closed,
            self.substitutes.get(lesson.substitute, "") if lesson.substitute else "", lesson.on_paper,
        )  # fmt: skip

    def _row(self, columns: tuple[Column, ...], pupil: PupilId, stays: list[Member]) -> Row:
        # Most cells are empty: only those with something in them are made.
        cells = self._empty_cells(columns, pupil, stays)
        for work, written in self.marks_of.get(pupil, {}).items():
            place = self.place_of_work[work]
            cells[place] = replace(cells[place], marks=written)
        for lesson, absence in self.absences_of.get(pupil, {}).items():
            place = self.place_of_lesson[lesson]
            cells[place] = replace(cells[place], absence=absence)
        brought = self.elsewhere.earlier.get(pupil, [])
        self._show_earlier(columns, cells, brought)
        if columns and columns[0].of_certificates:
            cells[0] = self.elsewhere.cell(pupil)
        counted = [(int(e.written.mark.value), e.weight) for e in brought if e.written.mark.value.counts]
        counted += self.elsewhere.counted(pupil)
        counted += [
            (int(w.mark.value), columns[place].weight)
            for place in sorted(self.place_of_work[work] for work in self.marks_of.get(pupil, {}))
            for w in cells[place].marks
            if w.mark.value.counts
        ]
        seen = forecast(self.rules.counted(counted, *self.about), self.thresholds, self.minimum)
        result = self.elsewhere.results.get(pupil)
        return Row(
            pupil, stays[-1].name.short, tuple(cells), seen.average, seen.proposed, result.text if result else ""
        )

    def _show_earlier(self, columns: tuple[Column, ...], cells: list[Cell], brought: list[EarlierMark]) -> None:
        """Earlier marks stand in the locked cells: each on its day or the next free one, else where there is room."""
        for mark in brought:
            free = [place for place, cell in enumerate(cells) if not cell.enrolled and not cell.marks]
            if free:
                place = next((place for place in free if columns[place].day >= mark.day), free[-1])
                origin = f"{mark.group} {short_date(mark.day)}"
                cells[place] = replace(cells[place], marks=(mark.written,), origin=origin)

    def _empty_cells(self, columns: tuple[Column, ...], pupil: PupilId, stays: list[Member]) -> list[Cell]:
        first, last = (columns[0].day, columns[-1].day) if columns else (self.period.starts, self.period.ends)
        at_home = pupil in self.elsewhere.home
        if not at_home and any(stay.span.covers(first) and stay.span.covers(last) for stay in stays):
            return [EMPTY] * len(columns)
        return [
            self.elsewhere.empty(pupil, column.day) if any(stay.span.covers(column.day) for stay in stays) else LOCKED
            for column in columns
        ]


@dataclass(frozen=True)
class CourseLine:
    """One course to choose from."""

    course: CourseId
    group: str
    subject: str


@dataclass(frozen=True)
class MyCourses(Query[tuple[CourseLine, ...]]):
    """The journals a person may open: those taught, those of the own class, all for who leads the school."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Staff; the answer holds only what each may read."""
        return None if actor.staff is not None else policy.may_read_own_day(actor)

    def answer(self, actor: Actor, school: School) -> tuple[CourseLine, ...]:
        """The courses in the order of classes and subjects."""
        found = {c.id: c for c in groups.courses_of_staff(school, actor.staff or 0, school.clock.today())}
        wide = actor.is_(*policy.LEADERS)
        others = groups.courses_of_year(school) if wide else groups.courses_of_classes(school, actor.classes)
        for course in others:
            found.setdefault(course.id, course)
        lines = [CourseLine(c.id, c.group_title, c.subject) for c in found.values()]
        return (*lines, *self._of_the_year_before(actor, school))

    def _of_the_year_before(self, actor: Actor, school: School) -> list[CourseLine]:
        """What was taught last year stays readable, behind what is taught now."""
        past = [year for year in school.years() if year.starts < school.calendar().starts][-1:]
        found: list[CourseLine] = []
        for year in past:
            last = school.day_in(year.id, school.clock.today())
            courses = (
                groups.courses_of_year(school, year.id) if actor.is_(*policy.LEADERS)
                else groups.courses_of_staff(school, actor.staff or 0, last)
            )  # fmt: skip
            found += [CourseLine(c.id, f"{c.group_title} ({year.title})", c.subject) for c in courses]
        return found
