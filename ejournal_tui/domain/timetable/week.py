"""The week of the timetable as it is looked at: by class, by teacher, by room."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..groups.groups import CourseId
from ..people.people import ClassId, StaffId
from .clashes import Clash
from .timetable import Slot, Version


class View(StrEnum):
    """By what the week is shown."""

    CLASS = "class"
    TEACHER = "teacher"
    ROOM = "room"


@dataclass(frozen=True)
class Placed:
    """A slot with everything that a cell may say of it."""

    slot: Slot
    subject: str
    short: str
    group_name: str
    """The subgroup's name, "" for a whole class."""
    of: str
    """The class, «7А», or the name of a group of several classes."""
    classes: frozenset[ClassId]
    """In whose weeks it stands: those whose pupils learn in it."""
    teachers: tuple[StaffId, ...]
    teacher_names: str
    set_by: str
    """Whose hand set it last and when, "" where it came with the whole timetable."""
    binds: bool
    """Whether the dispatcher has set it, so that a class teacher does not change it."""

    def stands_in(self, view: View, key: object) -> bool:
        """Whether it belongs to the week of a class, a teacher, a room."""
        if view is View.CLASS:
            return key in self.classes
        return key in self.teachers if view is View.TEACHER else key == self.slot.room


@dataclass(frozen=True)
class Offer:
    """A course with how much of its hours stands in the timetable."""

    course: CourseId
    subject: str
    group: str
    classes: frozenset[ClassId]
    teachers: tuple[StaffId, ...]
    teacher_names: str
    half_hours: int
    placed: int
    """Half hours a week that stand: an odd or even week's lesson is one."""
    room: str
    """Where it is held mostly, else its teacher's room."""

    @property
    def missing(self) -> bool:
        """Whether some of its hours have no place yet."""
        return self.placed < self.half_hours


@dataclass(frozen=True)
class ToldClash:
    """A clash in words."""

    clash: Clash
    words: str

    def meets(self, slot: Slot) -> bool:
        """Whether a slot has a part in it."""
        return slot.place in (self.clash.one.place, self.clash.other.place)


@dataclass(frozen=True)
class Foreseen:
    """What a change of the timetable would do."""

    lessons: tuple[str, ...]
    """To the lessons, in sentences."""
    clashes: tuple[str, ...]
    """Which clashes it makes that were not there."""


@dataclass(frozen=True)
class Timetable:
    """A version of the timetable, whole."""

    version: Version | None
    """None while the school has none."""
    until: date | None
    versions: tuple[Version, ...]
    now: date | None
    """The beginning of the one that holds today."""
    placed: tuple[Placed, ...]
    offers: tuple[Offer, ...]
    clashes: tuple[ToldClash, ...]
    classes: tuple[tuple[ClassId, str], ...]
    teachers: tuple[tuple[StaffId, str], ...]
    rooms: tuple[str, ...]
    bells: dict[int, tuple[str, str]]
    weekdays: int
    digest: str
    next_day: date
    """The next school day after today: when a change begins, unless said otherwise."""
    own_class: ClassId | None = None
    own_staff: StaffId | None = None
    keeps_all: bool = False
    """Whether the reader keeps the timetable of every class."""

    def at(self, slot: Slot) -> Placed | None:
        """What stands at a slot."""
        return next((one for one in self.placed if one.slot.place == slot.place), None)

    def clashing(self, slot: Slot) -> list[ToldClash]:
        """The clashes that a slot has a part in."""
        return [told for told in self.clashes if told.meets(slot)]


