"""The year turns: which class becomes which, who goes on, repeats the year, moves or leaves (C26)."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from ...i18n import N_, _
from ..groups.groups import ClassName
from ..people.people import ClassId, Name, PupilId, StaffId
from ..text.words import full_date

OPENING = (1, 10)
"""The grades in which classes are newly formed."""
ENDING = (9, 11)
"""The grades with which school ends; from the first of them some go on."""
LAST_OF_PRIMARY = 4
A_DAY = timedelta(days=1)


class Fate(StrEnum):
    """How a pupil comes into the next year."""

    GOES_ON = "goes_on"
    CONDITIONAL = "conditional"
    REPEATS = "repeats"
    MOVES = "moves"
    LEAVES = "leaves"

    @property
    def words(self) -> str:
        """As people say it."""
        return _(_FATES[self])


_FATES = {
    Fate.GOES_ON: N_("goes on with the class"),
    Fate.CONDITIONAL: N_("goes on conditionally"),
    Fate.REPEATS: N_("repeats the year"),
    Fate.MOVES: N_("goes to another class"),
    Fate.LEAVES: N_("leaves school"),
}


@dataclass(frozen=True)
class Present:
    """A class of the year that ends."""

    id: ClassId
    name: ClassName
    leader: StaffId | None
    pupils: tuple[tuple[PupilId, Name], ...]


@dataclass(frozen=True)
class ClassTurn:
    """What becomes of a class, or a class that is newly formed."""

    of: ClassId | None
    to: ClassName | None
    """Its name in the next year; None for one whose pupils leave."""
    teacher: StaffId | None = None
    left: date | None = None
    """The last day at school of those who leave with the class."""
    order: str = ""
    """The number of the order by which they leave."""


@dataclass(frozen=True)
class PupilTurn:
    """One pupil who does not just go on with the class."""

    pupil: PupilId
    fate: Fate
    to: ClassName | None = None
    left: date | None = None
    order: str = ""


@dataclass(frozen=True)
class Load:
    """A course of the year that ends."""

    to_class: ClassId
    name: ClassName
    subgroup: str
    """"" for the whole class."""
    subject: int
    subject_name: str
    half_hours: int
    teachers: tuple[StaffId, ...]
    members: tuple[PupilId, ...]


@dataclass(frozen=True)
class NextLoad:
    """A course of the next year."""

    to: ClassName
    subgroup: str
    subject: int
    subject_name: str
    half_hours: int
    teachers: tuple[StaffId, ...]
    members: tuple[PupilId, ...]
    """Of a subgroup; the class's own are everybody."""

    @property
    def place(self) -> tuple[ClassName, int, str]:
        """What tells it from the others."""
        return self.to, self.subject, self.subgroup


@dataclass(frozen=True)
class Turn:
    """Everything that a person decides about the next year."""

    starts: date
    ends: date
    """The last day of lessons."""
    order: str
    """The number of the order by which pupils go on."""
    classes: tuple[ClassTurn, ...]
    pupils: tuple[PupilTurn, ...] = ()
    teachers: tuple[tuple[ClassName, int, str, StaffId], ...] = ()
    """Who takes which course that nobody goes on with."""

    def of_class(self, school_class: ClassId) -> ClassTurn | None:
        """What becomes of a class."""
        return next((one for one in self.classes if one.of == school_class), None)

    def with_class(self, turn: ClassTurn, instead: ClassTurn | None) -> "Turn":
        """The same with another decision about a class, or with one more class."""
        if instead is None:
            return replace(self, classes=tuple(sorted((*self.classes, turn), key=_by_name)))
        return replace(self, classes=tuple(turn if one == instead else one for one in self.classes))

    def with_pupil(self, pupil: PupilId, turn: PupilTurn | None) -> "Turn":
        """The same with another decision about a pupil; None lets the pupil go on with the class."""
        others = tuple(one for one in self.pupils if one.pupil != pupil)
        return replace(self, pupils=(*others, turn) if turn else others)


def _by_name(turn: ClassTurn) -> tuple[bool, ClassName]:
    return turn.to is None, turn.to or ClassName(0, "")


def proposed(classes: Sequence[Present], starts: date, ends: date, opening: Collection[int] = OPENING) -> Turn:
    """The usual: every class a grade up with its teacher, grades 9 and 11 leave, new classes in grades 1 and 10."""
    turns = []
    for one in classes:
        grade = one.name.grade
        to = None if grade in ENDING else ClassName(grade + 1, one.name.letter)
        turns.append(ClassTurn(one.id, to, None if grade == LAST_OF_PRIMARY or to is None else one.leader))
    new = [ClassTurn(None, one.name) for one in classes if one.name.grade in opening]
    return Turn(starts, ends, "", tuple(sorted((*turns, *new), key=_by_name)))


def destinations(turn: Turn, classes: Sequence[Present]) -> dict[PupilId, ClassName | None]:
    """The class of every pupil in the next year, None for those who leave."""
    singly = {one.pupil: one for one in turn.pupils}
    found: dict[PupilId, ClassName | None] = {}
    for present in classes:
        with_class = turn.of_class(present.id)
        if with_class is None:
            continue
        for pupil, _name in present.pupils:
            one = singly.get(pupil)
            if one is None or one.fate is Fate.CONDITIONAL:
                found[pupil] = with_class.to
            else:
                found[pupil] = None if one.fate is Fate.LEAVES else one.to
    return found


def leavings(turn: Turn, classes: Sequence[Present]) -> dict[PupilId, tuple[date | None, str]]:
    """Who leaves: the last day and the order of each."""
    singly = {one.pupil: one for one in turn.pupils}
    found: dict[PupilId, tuple[date | None, str]] = {}
    for pupil, to in destinations(turn, classes).items():
        if to is not None:
            continue
        present = next(one for one in classes if any(key == pupil for key, _name in one.pupils))
        with_class = turn.of_class(present.id)
        decided = singly.get(pupil) or with_class
        assert decided is not None
        found[pupil] = decided.left, decided.order
    return found


def targets(
    fate: Fate, grade: int, turn: Turn, existing: Collection[ClassName], own: ClassName | None
) -> list[ClassName]:
    """The classes of the next year that a pupil of a grade may come into."""
    wanted = grade if fate is Fate.REPEATS else grade + 1
    known = {one.to for one in turn.classes if one.to is not None} | set(existing)
    return sorted(name for name in known if name.grade == wanted and (fate is Fate.REPEATS or name != own))


def faults(
    turn: Turn, classes: Sequence[Present], existing: Collection[ClassName], this_starts: date
) -> list[str]:
    """What still stands in the way, a sentence each."""
    return [*_of_days(turn, this_starts), *_of_classes(turn, classes, existing), *_of_pupils(turn, classes, existing)]


def _of_days(turn: Turn, this_starts: date) -> list[str]:
    found = []
    if not this_starts + timedelta(days=300) <= turn.starts <= this_starts + timedelta(days=430):
        found.append(_("The first day, {day}, is not a year after the last first day.").format(
            day=full_date(turn.starts)
        ))  # fmt: skip
    if not turn.starts + timedelta(days=200) <= turn.ends <= turn.starts + timedelta(days=330):
        found.append(_("The last day of lessons, {day}, does not lie in the spring of that year.").format(
            day=full_date(turn.ends)
        ))  # fmt: skip
    if not turn.order.strip():
        found.append(_("The order by which pupils go on has no number yet (step 1)."))
    return found


def _of_classes(turn: Turn, classes: Sequence[Present], existing: Collection[ClassName]) -> list[str]:
    found, names = [], [one.to for one in turn.classes if one.to is not None]
    for name in sorted({name for name in names if names.count(name) > 1 or name in existing}):
        found.append(_("There would be two classes {name}.").format(name=name))
    by_id = {one.id: one for one in classes}
    leaving = destinations(turn, classes)
    for one in turn.classes:
        present = by_id.get(one.of) if one.of is not None else None
        if present is None or one.to is not None:
            continue
        goes = any(leaving.get(pupil) is None for pupil, _name in present.pupils)
        if goes and (one.left is None or not one.order.strip()):
            found.append(_("{name} leaves: the last day and the order are missing (step 2).").format(name=present.name))
    return found


def _of_pupils(turn: Turn, classes: Sequence[Present], existing: Collection[ClassName]) -> list[str]:
    grades = {pupil: one.name.grade for one in classes for pupil, _name in one.pupils}
    names = {pupil: name.short for one in classes for pupil, name in one.pupils}
    found = []
    for one in turn.pupils:
        if one.pupil not in grades:
            continue
        name, grade = names[one.pupil], grades[one.pupil]
        if one.fate in (Fate.REPEATS, Fate.MOVES) and one.to not in targets(one.fate, grade, turn, existing, None):
            found.append(
                _("{name}: there is no such class {to} in the next year.").format(name=name, to=one.to or "")
            )
        if one.fate is Fate.LEAVES and (one.left is None or not one.order.strip()):
            found.append(_("{name} leaves: the last day and the order are missing (step 3).").format(name=name))
    # A repeater's class may not have come from below yet: the pupil waits for its keeper.
    return [*found, *_of_last_days(turn, classes, names)]


def _of_last_days(turn: Turn, classes: Sequence[Present], names: Mapping[PupilId, str]) -> list[str]:
    late = [pupil for pupil, (day, _order) in leavings(turn, classes).items() if day and day >= turn.starts]
    return [
        _("{name} would leave only after the new year has begun.").format(name=names[pupil]) for pupil in late[:3]
    ]


def fingerprint(classes: Sequence[Present], loads: Sequence[Load], decided: object = ()) -> str:
    """What stands for everything the next year is made of: whoever decides has seen it so."""
    return hashlib.sha256(repr((tuple(classes), tuple(loads), decided)).encode()).hexdigest()
