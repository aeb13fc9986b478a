"""The dispatcher's day: lessons without a teacher, who is free for each, what was ordered already."""

from dataclasses import dataclass, replace
from datetime import date

from ...domain import policy
from ...domain.journal.lessons import LessonId, LessonState
from ...domain.people.people import Actor, ClassId, StaffId
from ...domain.timetable.substitutions import Away, Candidate, Kind, Order, share_out
from ...i18n import _
from ...storage.people import people
from ...storage.school import School
from ...storage.timetable import substitutions as store
from ...storage.timetable.substitutions import Placed
from ..session import Query
from .clashes import twins


@dataclass(frozen=True)
class Line:
    """One lesson of the day."""

    lesson: LessonId
    number: int
    time: str
    group: str
    school_class: ClassId
    grade: int
    subject: str
    room: str
    state: LessonState
    teachers: str
    """Who teaches it by the timetable."""
    order: Order | None
    keeper: str
    """Who keeps it by order."""
    unattended: bool
    """Whether nobody keeps it."""
    away: Away | None
    """Why its teacher is not there."""
    candidates: tuple[Candidate, ...] = ()
    offered: Candidate | None = None
    """Whom the journal would give it to."""
    also: str = ""
    """The lesson that its substitute has at the same time."""
    moved_to: tuple[date, int] | None = None
    instead: str = ""
    """What is held in its place: another subject and who gives it."""


@dataclass(frozen=True)
class Absent:
    """Somebody who is away that day."""

    staff: StaffId
    name: str
    away: Away


@dataclass(frozen=True)
class SubstitutionDay:
    """A day on the dispatcher's screen."""

    day: date
    absent: tuple[Absent, ...]
    lines: tuple[Line, ...]
    staff: tuple[tuple[StaffId, str], ...]
    """Everybody who teaches, to say who is away."""
    classes: tuple[tuple[ClassId, str, int], ...]
    """Every class with its grade."""
    free_because: str = ""


@dataclass(frozen=True)
class ShowSubstitutions(Query[SubstitutionDay]):
    """The lessons of a day whose teachers are away or about which something was ordered; or all of a class."""

    day: date
    school_class: int | None = None

    def objection(self, actor: Actor, school: School) -> str | None:
        """The dispatcher, the deputy head, the director."""
        return policy.may_read_substitutions(actor)

    def answer(self, actor: Actor, school: School) -> SubstitutionDay:
        """The lines by teacher and number, each with who is free."""
        return _Day(school, self.day).answer(self.school_class)


class _Day:
    """Puts a day together from a handful of queries."""

    def __init__(self, school: School, day: date) -> None:
        self.school = school
        self.day = day
        self.lessons = store.of_day(school, day)
        self.away = store.away(school, day)
        self.staff = store.teaching_staff(school, day)
        known = {staff for lesson in self.lessons for staff in (*lesson.teachers, *lesson.keepers)}
        self.names = store.names(school, known | set(self.away) | set(self.staff))
        self.busy: dict[int, dict[StaffId, list[Placed]]] = {}
        self.at_school: set[StaffId] = set()
        self.given: dict[StaffId, int] = {}
        for lesson in self.lessons:
            if lesson.state.takes_place:
                for staff in lesson.keepers:
                    self.busy.setdefault(lesson.number, {}).setdefault(staff, []).append(lesson)
                    self.at_school.add(staff)
                if lesson.substitute is not None:
                    self.given[lesson.substitute] = self.given.get(lesson.substitute, 0) + 1
        self.subjects: set[tuple[StaffId, int]] = set()
        self.classes: set[tuple[StaffId, ClassId]] = set()
        for staff, subject, of in store.skills(school, day):
            self.subjects.add((staff, subject))
            self.classes.add((staff, of))

    def answer(self, school_class: int | None) -> SubstitutionDay:
        """The whole screen: first the lessons of those who are away."""
        shown = [lesson for lesson in self.lessons if self._meant(lesson, school_class)]
        if school_class is None:
            shown.sort(key=lambda lesson: (not self._missed(lesson), self._teachers(lesson), lesson.number))
        lines = [self._line(lesson) for lesson in shown]
        open_ones = [line for line in lines if line.unattended]
        offers = dict(
            zip(
                (line.lesson for line in open_ones),
                share_out([(line.number, line.candidates) for line in open_ones]),
                strict=True,
            )
        )
        absent = sorted(
            (Absent(staff, self.names[staff], away) for staff, away in self.away.items()), key=lambda one: one.name
        )
        classes = tuple((c.id, str(c.name), c.name.grade) for c in people.classes(self.school))
        return SubstitutionDay(
            self.day, tuple(absent), tuple(_offered(line, offers.get(line.lesson)) for line in lines),
            tuple((staff, name.full) for staff, name in self.staff.items()), classes,
            "" if self.lessons else self.school.calendar(self.day).free_because(self.day, 11),
        )  # fmt: skip

    def _meant(self, lesson: Placed, school_class: int | None) -> bool:
        if school_class is not None:
            return lesson.school_class == school_class
        return lesson.order is not None or self._missed(lesson)

    def _missed(self, lesson: Placed) -> bool:
        """Whether all who teach it by the timetable are away, or nobody does."""
        return set(lesson.teachers) <= set(self.away)

    def _teachers(self, lesson: Placed) -> str:
        return ", ".join(self.names[staff] for staff in lesson.teachers) or _("no teacher")

    def _keepers(self, lesson: Placed) -> str:
        return ", ".join(self.names[staff] for staff in lesson.keepers)

    def _line(self, lesson: Placed) -> Line:
        order = lesson.order
        other = store.one(self.school, order.moved_to) if order and order.moved_to else None
        moved = other if order and order.kind is Kind.MOVED else None
        instead = f"{other.subject_name}, {self._keepers(other)}" if other and not moved else ""
        given = lesson.state is LessonState.PLANNED and not (order and order.kind is Kind.EXTRA)
        return Line(
            lesson.id, lesson.number, lesson.starts, lesson.group_title, lesson.school_class, lesson.grade,
            lesson.subject_name, lesson.room, lesson.state, self._teachers(lesson), order,
            self.names.get(lesson.substitute, "") if lesson.substitute else "", lesson.has_no_teacher(self.away),
            next((self.away[staff] for staff in lesson.teachers if staff in self.away), None),
            self._candidates(lesson) if given else (), None, self._also(lesson),
            (moved.day, moved.number) if moved else None, instead,
        )  # fmt: skip

    def _also(self, lesson: Placed) -> str:
        if lesson.substitute is None or not lesson.state.takes_place or lesson.order is None:
            return ""
        then = self.busy.get(lesson.number, {}).get(lesson.substitute, [])
        others = [o for o in then if o.id != lesson.id]
        joint = lesson.order.kind is Kind.JOINT
        return ", ".join(f"{o.group_title} {o.subject_name}" for o in others if not (joint and twins(lesson, o)))

    def _candidates(self, lesson: Placed) -> tuple[Candidate, ...]:
        """Who is free when the lesson is held, the best first; then who could join it to the other subgroup's."""
        then = self.busy.get(lesson.number, {})
        found = []
        for staff in self.staff:
            if staff in self.away or staff in lesson.teachers or staff == lesson.substitute:
                continue
            has = then.get(staff, [])
            joint = bool(has) and all(twins(lesson, other) for other in has)
            if has and not joint:
                continue
            found.append(
                Candidate(
                    staff, self.names[staff], (staff, lesson.subject) in self.subjects,
                    (staff, lesson.school_class) in self.classes, staff in self.at_school, self.given.get(staff, 0),
                    joint,
                )
            )  # fmt: skip
        return tuple(sorted(found, key=lambda one: one.rank))


def _offered(line: Line, offered: Candidate | None) -> Line:
    return replace(line, offered=offered) if offered else line
