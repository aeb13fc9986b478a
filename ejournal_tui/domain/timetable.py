"""The timetable: its versions, the slots of a week, odd and even weeks (domain rules 9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .groups import CourseId
from .people import ClassId


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
