"""Two things at once in a week: a class, pupils of two groups, a teacher, a room."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from ..groups.groups import GroupKind
from ..people.people import ClassId, StaffId
from .timetable import Slot


class ClashKind(StrEnum):
    """Who or what is wanted twice."""

    CLASS = "class"
    PUPILS = "pupils"
    """Of a group of several classes, or of two subgroups."""
    TEACHER = "teacher"
    ROOM = "room"


@dataclass(frozen=True)
class Occupied:
    """A slot with whom and what it occupies."""

    slot: Slot
    group: int
    kind: GroupKind
    school_class: ClassId | None
    teachers: frozenset[StaffId]


@dataclass(frozen=True)
class Clash:
    """Two slots of a place of the week that cannot both be held."""

    kind: ClashKind
    one: Slot
    other: Slot
    teacher: StaffId | None = None
    """Whose, where a teacher is wanted twice."""


def clashes(slots: Iterable[Occupied], sharing: Mapping[int, Collection[int]]) -> list[Clash]:
    """Every clash of a week, day after day; `sharing` are the groups that have pupils of a group."""
    places: dict[tuple[int, int], list[Occupied]] = {}
    for one in sorted(slots, key=lambda one: one.slot):
        places.setdefault((one.slot.weekday, one.slot.number), []).append(one)
    return [
        clash
        for _place, together in sorted(places.items())
        for one, other in combinations(together, 2)
        if one.slot.weeks.meets(other.slot.weeks)
        for clash in _of_two(one, other, sharing)
    ]


def _of_two(one: Occupied, other: Occupied, sharing: Mapping[int, Collection[int]]) -> Iterator[Clash]:
    # Who is taught at home has lessons of the own while the class has its own.
    if GroupKind.INDIVIDUAL not in (one.kind, other.kind):
        same = one.school_class is not None and one.school_class == other.school_class
        if same and GroupKind.CLASS in (one.kind, other.kind):
            yield Clash(ClashKind.CLASS, one.slot, other.slot)
        elif one.group == other.group or other.group in sharing.get(one.group, ()):
            yield Clash(ClashKind.PUPILS, one.slot, other.slot)
    for teacher in sorted(one.teachers & other.teachers):
        yield Clash(ClashKind.TEACHER, one.slot, other.slot, teacher)
    if one.slot.room and one.slot.room == other.slot.room:
        yield Clash(ClashKind.ROOM, one.slot, other.slot)
