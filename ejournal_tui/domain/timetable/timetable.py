"""The timetable: its versions, the slots of a week, odd and even weeks (domain rules 9)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from ..groups.groups import CourseId
from ..people.people import AccountId, ClassId, Role


class Weeks(StrEnum):
    """In which weeks a slot is held."""

    EVERY = ""
    ODD = "odd"
    EVEN = "even"

    def meets(self, other: "Weeks") -> bool:
        """Whether both are held in some week."""
        return self is other or Weeks.EVERY in (self, other)

    def in_week(self, odd: bool) -> bool:
        """Whether it is held in an odd or in an even week."""
        return self is Weeks.EVERY or odd == (self is Weeks.ODD)


@dataclass(frozen=True, order=True)
class Slot:
    """A course at a place of the week."""

    course: CourseId
    weekday: int
    number: int
    room: str
    weeks: Weeks = Weeks.EVERY

    @property
    def place(self) -> tuple[CourseId, int, int]:
        """What a timetable has once: the course, the weekday, the number of the lesson."""
        return self.course, self.weekday, self.number


@dataclass(frozen=True)
class Filling:
    """What stands at a place of a course."""

    room: str
    weeks: Weeks = Weeks.EVERY


@dataclass(frozen=True)
class Hand:
    """Who set a slot last; nobody where it came with a whole timetable."""

    author: AccountId | None = None
    at: int | None = None
    role: Role | None = None
    """In which role."""

    @property
    def binds(self) -> bool:
        """Whether it holds against the class teacher: the dispatcher wins (domain rules 0)."""
        return self.role is Role.DISPATCHER


@dataclass(frozen=True)
class SlotStep:
    """What shall stand at a place of a course, and what the person saw there."""

    course: CourseId
    weekday: int
    number: int
    wanted: Filling | None
    expects: Filling | None
    hand: Hand | None = None
    """Whose setting comes back, where a change is undone."""

    @property
    def place(self) -> tuple[CourseId, int, int]:
        """Which slot it is about."""
        return self.course, self.weekday, self.number


@dataclass(frozen=True)
class Version:
    """A timetable that holds from a day on."""

    id: int
    starts: date
    ends: date | None
    """The last day of one that holds for a time only; None until the next one."""
    slots: frozenset[Slot]

    def covers(self, day: date) -> bool:
        """Whether the day lies in it, though a later version may take its place."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


def in_force(versions: Iterable[Version], day: date) -> Version | None:
    """The timetable of a day: the one that began last."""
    covering = [version for version in versions if version.covers(day)]
    return max(covering, key=lambda version: (version.starts, version.id), default=None)


@dataclass(frozen=True)
class CoursePlace:
    """Where a course belongs: what the calendar and the order of lessons ask about it."""

    grade: int
    letter: str
    school_class: ClassId | None
    """None for a group of several classes."""


def filled(version: Version, steps: Iterable[SlotStep]) -> Version:
    """The version once the steps are done."""
    slots = {slot.place: slot for slot in version.slots}
    for step in steps:
        slots.pop(step.place, None)
        if step.wanted is not None:
            slots[step.place] = Slot(*step.place, step.wanted.room, step.wanted.weeks)
    return replace(version, slots=frozenset(slots.values()))


def holds_until(versions: Sequence[Version], version: Version) -> date | None:
    """The last day before another one takes its place; None where it lasts to the end of the year."""
    following = min((other.starts for other in versions if other.starts > version.starts), default=None)
    before = following - timedelta(days=1) if following else None
    return min(filter(None, (before, version.ends)), default=None)


def differing(one: Version | None, other: Version | None) -> set[CourseId]:
    """The courses whose week is not the same in two timetables."""
    return {slot.course for slot in (one.slots if one else frozenset()) ^ (other.slots if other else frozenset())}


Cell = tuple[int, int]
"""A weekday and the number of a lesson."""


def exchanged(of: Iterable[Slot], to: Cell, other: Iterable[Slot] = (), origin: Cell = (0, 0)) -> tuple[SlotStep, ...]:
    """The steps that move slots to a cell, and those of `other` the other way, to the cell they came from."""
    moving, coming = list(of), list(other)
    before = {slot.place: Filling(slot.room, slot.weeks) for slot in (*moving, *coming)}
    after = {(slot.course, *to): Filling(slot.room, slot.weeks) for slot in moving}
    after |= {(slot.course, *origin): Filling(slot.room, slot.weeks) for slot in coming}
    return tuple(
        SlotStep(*place, after.get(place), before.get(place))
        for place in sorted(before | after)
        if after.get(place) != before.get(place)
    )
