"""The attendance of a class over a day, a month, a study period: lessons, letters, papers, whom to call."""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from ...domain import policy
from ...domain.attendance.absences import Attending, ClassAttendance, ClassLesson, KeptPaper, Letter
from ...domain.attendance.attendance import Absence
from ...domain.attendance.notices import Notice
from ...domain.groups.individual_plans import Plans
from ...domain.journal.lessons import LessonId
from ...domain.people.people import Actor, ClassId, PupilId, Span
from ...domain.years.year import Calendar
from ...i18n import _
from ...storage.attendance import attendance, notices
from ...storage.groups import groups
from ...storage.groups.groups import Member
from ...storage.people import people
from ...storage.people.people import ClassFacts
from ...storage.school import School
from ..absence_reasons import known_reasons
from ..rules import rulebook
from ..session import Query

Lessons = Sequence[tuple[int, ClassLesson]]
"""With the group of each."""


class Reach(StrEnum):
    """How many days are looked at."""

    DAY = "day"
    MONTH = "month"
    PERIOD = "period"


def span_of(calendar: Calendar, grade: int, school_class: ClassId, day: date, reach: Reach) -> Span:
    """The days that a look around a day takes in."""
    if reach is Reach.DAY:
        return Span(day, day)
    if reach is Reach.MONTH:
        return Span(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
    period = calendar.period_of(day, grade, school_class)
    return Span(period.starts, period.ends)


@dataclass(frozen=True)
class ShowAttendance(Query[ClassAttendance]):
    """A class around a day, as the attendance screen shows it."""

    school_class: ClassId
    day: date
    reach: Reach = Reach.DAY

    def objection(self, actor: Actor, school: School) -> str | None:
        """The class teacher, who leads the school, those who teach: in the answer are their own lessons alone."""
        return policy.may_read_attendance(actor, self.school_class)

    def answer(self, actor: Actor, school: School) -> ClassAttendance:
        """Everything at once; a teacher of the class is answered the own lessons."""
        facts = people.school_class(school, self.school_class)
        whole = actor.is_(*policy.LEADERS) or self.school_class in actor.classes
        calendar = school.calendar(self.day)
        span = span_of(calendar, facts.name.grade, self.school_class, self.day, self.reach)
        first, last = span.starts, span.ends or span.starts
        found = read_class(school, facts, first, last, None if whole else actor)
        free = calendar.free_because(self.day, facts.name.grade, self.school_class)
        return replace(
            found, whole=whole, leads=self.school_class in actor.classes, papers=found.papers if whole else (),
            head=school.head(), free_because=free, notices=self._notices(school, found),
        )  # fmt: skip

    def _notices(self, school: School, found: ClassAttendance) -> Mapping[PupilId, Notice]:
        """What families say of the pupils that are shown, on a single day."""
        if self.reach is not Reach.DAY:
            return {}
        shown = [one.pupil for one in found.pupils]
        return notices.on_day(school, shown, self.day, known_reasons(school))


def read_class(
    school: School, facts: ClassFacts, first: date, last: date, own_of: Actor | None = None
) -> ClassAttendance:
    """The attendance of a class in a stretch of days, of one teacher's lessons where one is named."""
    members = groups.members(school, facts.id, first, last)
    stays: dict[PupilId, list[Span]] = {}
    for member in members:
        stays.setdefault(member.pupil, []).append(member.span)
    parts = groups.groups_of(school, stays, first, last)
    lessons: Lessons = attendance.lessons_of_groups(school, [*parts], first, last)
    if own_of is not None:
        lessons = _own(school, own_of, lessons, [*parts], first, last)
    letters = attendance.letters(school, [*stays], first, last)
    papers = attendance.papers(school, [*stays], first, last)
    lessons = _told(school, facts, lessons, last)
    plans = school.plans()
    everybody = tuple(_pupil(member, stays, parts, lessons, letters, papers, plans) for member in _each_once(members))
    pupils = tuple(one for one in everybody if own_of is None or one.lessons)
    theirs = {lesson.id for pupil in pupils for lesson in pupil.lessons}
    full_day = rulebook(school).full_day(last, facts.name.grade)
    return ClassAttendance(
        facts.id, str(facts.name), facts.name.grade, first, last,
        tuple(lesson for _group, lesson in lessons if lesson.id in theirs), pupils, tuple(papers), full_day,
        today=school.clock.today(),
    )  # fmt: skip


def _each_once(members: Iterable[Member]) -> Iterable[Member]:
    return {member.pupil: member for member in members}.values()


def _own(school: School, actor: Actor, lessons: Lessons, parts: list[int], first: date, last: date) -> Lessons:
    taught = attendance.taught_here(school, parts, actor.staff or 0, first, last)
    instead = attendance.substituted(school, actor.staff or 0, first, last)
    return [(group, one) for group, one in lessons if one.course in taught or one.id in instead]


def _told(school: School, facts: ClassFacts, lessons: Lessons, last: date) -> Lessons:
    """The lessons with who teaches them and whether their period is closed."""
    names = groups.teacher_names(school, {lesson.course for _group, lesson in lessons}, last)
    calendar, grade = school.calendar(last), facts.name.grade
    return [
        (group, replace(
            lesson, teachers=", ".join(names.get(lesson.course, ())),
            closed=calendar.period_of(lesson.day, grade, facts.id, lesson.course).closed,
        ))
        for group, lesson in lessons
    ]  # fmt: skip


def _pupil(
    member: Member, stays: Mapping[PupilId, list[Span]], parts: Mapping[int, groups.Stays], lessons: Lessons,
    letters: Mapping[tuple[LessonId, PupilId], tuple[Absence, int | None]], papers: Iterable[KeptPaper],
    plans: Plans,
) -> Attending:  # fmt: skip
    key = member.pupil
    mine = tuple(
        lesson
        for group, lesson in lessons
        if any(span.covers(lesson.day) for span in stays[key])
        and any(span.covers(lesson.day) for span in parts[group].get(key, ()))
        and not plans.leave_out(key, lesson.subject, lesson.day)
    )
    own = [one.paper for one in sorted(papers, key=lambda one: one.key) if one.paper.pupil == key]
    found: dict[LessonId, Letter] = {}
    for lesson in mine:
        stands = letters.get((lesson.id, key))
        if stands is None:
            continue
        covering = next((p.letter for p in own if p.covers(lesson.day, lesson.number)), None)
        found[lesson.id] = Letter(stands[0], stands[1], covering if stands[0] is Absence.ABSENT else None)
    return Attending(key, member.name.short, tuple(stays[key]), mine, found)


@dataclass(frozen=True)
class AttendanceClass:
    """A class whose attendance somebody may look at."""

    school_class: ClassId
    title: str
    teacher: str
    leads: bool


@dataclass(frozen=True)
class ListAttendance(Query[tuple[AttendanceClass, ...]]):
    """The classes whose attendance a person may look at: the own class first, then those taught, or all."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Who teaches and who leads the school."""
        return policy.may_list_attendance(actor)

    def answer(self, actor: Actor, school: School) -> tuple[AttendanceClass, ...]:
        """By grade and letter behind the own class."""
        today = school.day_in(school.year(), school.clock.today())
        taught = attendance.classes_taught(school, actor.staff or 0, today)
        wide = actor.is_(*policy.LEADERS)
        lines = [
            AttendanceClass(one.id, str(one.name), one.teacher, one.id in actor.classes)
            for one in people.classes(school)
            if wide or one.id in actor.classes or one.id in taught
        ]
        return tuple(sorted(lines, key=lambda line: not line.leads))


@dataclass(frozen=True)
class ToCall:
    """A pupil who is away for a reason that nobody knows, with whom to call."""

    pupil: PupilId
    name: str
    lessons: tuple[int, ...]
    phones: tuple[str, ...]
    """«мать Абрамова Е. Р. +7 915 …»."""


@dataclass(frozen=True)
class WhomToCall(Query[tuple[ToCall, ...]]):
    """The families of pupils of a class who are away on a day for no known reason."""

    school_class: ClassId
    day: date

    def objection(self, actor: Actor, school: School) -> str | None:
        """The class teacher and who leads the school."""
        return policy.may_call_families(actor, self.school_class)

    def answer(self, actor: Actor, school: School) -> tuple[ToCall, ...]:
        """By name."""
        found = read_class(school, people.school_class(school, self.school_class), self.day, self.day)
        away = [
            (pupil, tuple(
                lesson.number for lesson in pupil.lessons
                if (letter := pupil.letters.get(lesson.id)) and letter.absence is Absence.ABSENT and not letter.covered
            ))
            for pupil in found.pupils
        ]  # fmt: skip
        near = attendance.relatives(school, [pupil.pupil for pupil, lessons in away if lessons], self.day)
        return tuple(
            ToCall(pupil.pupil, pupil.name, lessons, tuple(
                " ".join(filter(None, (one.relation, one.name.initials, one.phone or _("no phone"))))
                for one in near.get(pupil.pupil, ())
            ))
            for pupil, lessons in away
            if lessons
        )  # fmt: skip
