"""The week as the timetable has it, whole: what stands where, what clashes, what has no place yet."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ...domain import policy
from ...domain.groups.groups import CourseId, GroupKind, group_title
from ...domain.people.people import Actor, ClassId, PupilId, StaffId
from ...domain.text.words import short_date, weekday_name
from ...domain.timetable.clashes import Clash, ClashKind, Occupied, clashes
from ...domain.timetable.timetable import Hand, Slot, Weeks, holds_until, in_force
from ...domain.timetable.week import Foreseen, Offer, Placed, Timetable, ToldClash
from ...i18n import _
from ...storage.journal import marks as marks_store
from ...storage.people import people
from ...storage.school import School
from ...storage.timetable import slots, timetable
from ...storage.timetable.slots import CourseWeek, SetSlot
from ..session import Query
from .timetable import Timetabling, digest


@dataclass(frozen=True)
class ShowTimetable(Query[Timetable]):
    """A timetable of the school: the one that begins on a day, else the one that holds today or comes next."""

    starts: date | None = None

    def objection(self, actor: Actor, school: School) -> str | None:
        """Everybody of the staff."""
        return policy.may_read_timetable(actor)

    def answer(self, actor: Actor, school: School) -> Timetable:
        """All of it: screens choose what they show."""
        return _Week(school, self.starts).timetable(actor)


@dataclass(frozen=True)
class ShowClassTimetable(Query[Timetable]):
    """The timetable of a pupil's class that holds today or comes next."""

    pupil: PupilId

    def objection(self, actor: Actor, school: School) -> str | None:
        """As the pupil's diary."""
        today = school.clock.today()
        return policy.may_read_diary(actor, self.pupil, people.class_of(school, self.pupil, today))

    def answer(self, actor: Actor, school: School) -> Timetable:
        """The week of that class, without what the school decides with it."""
        week = _Week(school, None)
        of = people.class_of(school, self.pupil, week.day)
        return week.only(of)


@dataclass(frozen=True)
class PreviewTimetable(Query[Foreseen]):
    """What a change of the timetable would do, without doing it."""

    change: Timetabling

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may do it may look first."""
        return self.change.objection(actor, school)

    def answer(self, actor: Actor, school: School) -> Foreseen:
        """The lessons that come, go and stay, the clashes that come; raises Conflict and Invalid."""
        lessons = self.change.effect(school).sentences()
        changed = self.change.changed(school)
        if changed is None:
            return Foreseen(tuple(lessons), ())
        before = _Week(school, changed.starts)
        stood = before.clashes(before.version.slots if before.version else ())
        fresh = [clash for clash in before.clashes(changed.slots) if clash not in stood]
        told = [before.words(clash) for clash in fresh]
        if _zeroth(changed.slots) > _zeroth(before.version.slots if before.version else ()):
            told.append(_("Zeroth lessons are not allowed by the sanitary rules (SanPiN 2.4.2.2821-10, 10.4)."))
        return Foreseen(tuple(lessons), tuple(told))


def _zeroth(found: Iterable[Slot]) -> int:
    """How many lessons of a week are held before the first one of the day."""
    return sum(slot.number == 0 for slot in found)


class _Week:
    """Everything that is asked of the journal for one picture of a version."""

    def __init__(self, school: School, starts: date | None) -> None:
        self.school = school
        today = school.clock.today()
        self.versions = timetable.versions(school)
        self.now = in_force(self.versions, max(today, school.calendar().starts))
        coming = min((v for v in self.versions if v.starts > today), key=lambda v: v.starts, default=None)
        self.version = next((v for v in self.versions if v.starts == starts), self.now or coming)
        self.until = holds_until(self.versions, self.version) if self.version else None
        self.day = self._day(today)
        self.courses = slots.courses(school)
        self.teaching, self.names = slots.teachers(school, self.day)
        self.sharing = slots.sharing(school, self.day)
        self.classes = {found.id: str(found.name) for found in people.classes(school)}
        self.slots = slots.of_version(school, self.version.id) if self.version else []

    def _day(self, today: date) -> date:
        """The day whose teachers and pupils are meant: today, or the nearest on which the version holds."""
        calendar = self.school.calendar()
        first = max(self.version.starts if self.version else calendar.starts, calendar.starts)
        return max(first, min(today, self.until or calendar.ends, calendar.ends))

    def classes_of(self, course: CourseWeek) -> frozenset[ClassId]:
        """In whose weeks a course stands."""
        if course.school_class is not None:
            return frozenset({course.school_class})
        return frozenset(ClassId(group) for group in self.sharing.get(course.group, ()) if group in self.classes)

    def timetable(self, actor: Actor) -> Timetable:
        """The whole school's week."""
        calendar, today = self.school.calendar(), self.school.clock.today()
        rooms = Counter(one.slot.room for one in self.slots if one.slot.room)
        own = min(actor.classes, default=None)
        saturdays = max((one.slot.weekday for one in self.slots), default=0)
        return Timetable(
            self.version, self.until, tuple(self.versions), self.now.starts if self.now else None, self._placed(),
            self._offers(), self._told(), tuple(self.classes.items()), self._teachers(),
            tuple(sorted(rooms, key=lambda room: (not room[:1].isdigit(), room.rjust(6)))),
            timetable.bells(self.school), max(calendar.longest_week, saturdays),
            digest(one.slot for one in self.slots), _next_school_day(self.school, today), own, actor.staff,
            policy.may_keep_timetable(actor) is None,
        )  # fmt: skip

    def only(self, of: ClassId | None) -> Timetable:
        """What a family sees."""
        whole = self._placed()
        mine = tuple(one for one in whole if of in one.classes)
        classes = tuple((key, name) for key, name in self.classes.items() if key == of)
        saturdays = max((one.slot.weekday for one in mine), default=0)
        return Timetable(
            self.version, self.until, (), self.now.starts if self.now else None, mine, (), (), classes, (), (),
            timetable.bells(self.school), max(self.school.calendar().longest_week, saturdays), "",
            self.school.clock.today(), of,
        )  # fmt: skip

    def _placed(self) -> tuple[Placed, ...]:
        authors = marks_store.authors(self.school, {one.hand.author for one in self.slots if one.hand.author})
        return tuple(self._one(found, authors) for found in self.slots)

    def _one(self, found: SetSlot, authors: Mapping[int, str]) -> Placed:
        course = self.courses[found.slot.course]
        teachers = self.teaching.get(course.id, ())
        return Placed(
            found.slot, course.subject, course.short, "" if course.kind is GroupKind.CLASS else course.group_name,
            f"{course.grade}{course.letter}" if course.letter else course.group_name, self.classes_of(course),
            teachers, self._named(teachers), self._set_by(found.hand, authors), found.hand.binds,
        )  # fmt: skip

    def _named(self, teachers: Collection[StaffId]) -> str:
        return ", ".join(self.names[staff] for staff in teachers)

    def _set_by(self, hand: Hand, authors: Mapping[int, str]) -> str:
        if hand.author is None or hand.at is None:
            return ""
        at = self.school.clock.local(hand.at)
        name = authors.get(hand.author, _("console"))
        words = _("{name} (dispatcher), {day} {time:%H:%M}") if hand.binds else _("{name}, {day} {time:%H:%M}")
        return words.format(name=name, day=short_date(at.date()), time=at)

    def _offers(self) -> tuple[Offer, ...]:
        placed: Counter[CourseId] = Counter()
        held: dict[CourseId, Counter[str]] = {}
        for one in self.slots:
            placed[one.slot.course] += 2 if one.slot.weeks is Weeks.EVERY else 1
            held.setdefault(one.slot.course, Counter())[one.slot.room] += 1
        own = timetable.teacher_rooms(self.school)
        return tuple(
            Offer(
                course.id, course.subject, "" if course.kind is GroupKind.CLASS else course.group_name,
                self.classes_of(course), self.teaching.get(course.id, ()),
                self._named(self.teaching.get(course.id, ())), course.half_hours, placed[course.id],
                held[course.id].most_common(1)[0][0] if course.id in held else own.get(course.id, ""),
            )
            for course in self.courses.values()
        )  # fmt: skip

    def _told(self) -> tuple[ToldClash, ...]:
        return tuple(ToldClash(clash, self.words(clash)) for clash in self.clashes(one.slot for one in self.slots))

    def clashes(self, of: Iterable[Slot]) -> list[Clash]:
        """What cannot be held at once among these slots."""
        return clashes([self._occupied(slot) for slot in of if slot.course in self.courses], self.sharing)

    def _occupied(self, slot: Slot) -> Occupied:
        course = self.courses[slot.course]
        teachers = frozenset(self.teaching.get(course.id, ()))
        return Occupied(slot, course.group, course.kind, course.school_class, teachers)

    def words(self, clash: Clash) -> str:
        """«пн, урок 3: Аксёнова Н. П. ведёт и 7А Русский язык, и 8Б Литература»."""
        one, other = self._lesson(clash.one), self._lesson(clash.other)
        said = {
            ClashKind.CLASS: _("{place}: the class has both {one} and {other}"),
            ClashKind.PUPILS: _("{place}: pupils have both {one} and {other}"),
            ClashKind.TEACHER: _("{place}: {teacher} teaches both {one} and {other}"),
            ClashKind.ROOM: _("{place}: room {room} has both {one} and {other}"),
        }[clash.kind]
        place = _("{weekday}, lesson {number}").format(
            weekday=weekday_name(clash.one.weekday), number=clash.one.number
        )
        teacher = self.names[clash.teacher] if clash.teacher is not None else ""
        return said.format(place=place, one=one, other=other, teacher=teacher, room=clash.one.room)

    def _lesson(self, slot: Slot) -> str:
        course = self.courses[slot.course]
        return f"{group_title(course.kind, course.grade, course.letter, course.group_name)} {course.short}"

    def _teachers(self) -> tuple[tuple[StaffId, str], ...]:
        return tuple(self.names.items())


def _next_school_day(school: School, today: date) -> date:
    calendar = school.calendar()
    grades = sorted(calendar.schemes) or [1]
    day = max(today + timedelta(days=1), calendar.starts)
    while day < calendar.ends and all(calendar.weekday(day, grade) is None for grade in grades):
        day += timedelta(days=1)
    return day
