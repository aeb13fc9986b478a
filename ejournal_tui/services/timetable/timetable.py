"""What dispatcher and class teachers do to the timetable; the lessons still to be held follow it at once."""

import hashlib
from abc import abstractmethod
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ...domain import policy
from ...domain.errors import Conflict, Invalid
from ...domain.groups.groups import CourseId
from ...domain.people.people import Actor, Role
from ...domain.text.cleaning import clean
from ...domain.text.words import full_date
from ...domain.timetable.laying import Laying
from ...domain.timetable.timetable import Hand, Slot, SlotStep, Version, differing, filled, in_force
from ...i18n import N_, _
from ...storage.accounts import accounts
from ...storage.journal import marks as marks_store
from ...storage.school import School
from ...storage.timetable import laying, slots, timetable
from ...storage.timetable.slots import SetSlot
from ..session import Change

LONGEST_ROOM = 20
NUMBERS = range(13)
"""The lessons of a day, the zeroth among them."""


def digest(found: Iterable[Slot]) -> str:
    """What a timetable is known by: equal exactly where the slots are."""
    return hashlib.sha256(repr(sorted(found)).encode()).hexdigest()[:16]


class Timetabling(Change):
    """A change of the timetable, whose effect on the lessons is known beforehand."""

    @abstractmethod
    def changed(self, school: School) -> Version | None:
        """The version once it is done, None where it is gone; raises Conflict and Invalid."""

    @abstractmethod
    def effect(self, school: School) -> Laying:
        """What it does to the lessons; raises Conflict and Invalid."""


def _existing(school: School, starts: date) -> Version:
    found = slots.version_from(school, starts)
    if found is None:
        raise Conflict(
            _("The timetable from {day} was taken back meanwhile.").format(day=full_date(starts)),
            _("Look which timetables there are now."),
        )
    return found


def _lay(
    school: School, changed: Version, others: Iterable[Version], courses: Collection[CourseId] | None,
    back: Laying | None, gone: bool = False,
) -> Laying:  # fmt: skip
    """What a version, new or changed or gone, does to the lessons of its days."""
    versions = [*others] if gone else [*others, changed]
    last = min(changed.ends or school.calendar().ends, school.calendar().ends)
    return laying.look(school, changed.starts, last, courses=courses, versions=versions, back=back)


@dataclass(frozen=True)
class PutSlots(Timetabling):
    """Set, move, swap or clear lessons of the week in the timetable that begins on a day."""

    TITLE = N_("timetable changed")
    starts: date
    steps: tuple[SlotStep, ...]
    back: Laying | None = None
    """What the change did to the lessons that this one undoes."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The dispatcher; a class teacher in the own class, but for what the dispatcher has set (O8.2a, O8.4a)."""
        if policy.may_keep_timetable(actor) is None:
            return None
        courses = slots.courses(school)
        classes = [courses[step.course].school_class if step.course in courses else None for step in self.steps]
        return policy.may_set_slots(actor, classes, self._set_by_dispatcher(school, set(classes)))

    def _set_by_dispatcher(self, school: School, classes: Collection[object]) -> str:
        """The dispatcher who has set a lesson of these classes in one of the cells, "" where none has."""
        # A timetable that is only being begun is as the one that holds then.
        version = slots.version_from(school, self.starts) or in_force(timetable.versions(school), self.starts)
        cells = {(step.weekday, step.number) for step in self.steps}
        courses = slots.courses(school)
        authors = [
            one.hand.author
            for one in (slots.of_version(school, version.id) if version else ())
            if one.hand.binds and (one.slot.weekday, one.slot.number) in cells
            and courses[one.slot.course].school_class in classes
        ]  # fmt: skip
        names = marks_store.authors(school, [author for author in authors if author is not None])
        return next((names.get(author, _("console")) for author in authors if author is not None), "")

    def changed(self, school: School) -> Version:
        """With the steps done."""
        version = _existing(school, self.starts)
        self._check(school, version)
        return filled(version, self._clean_steps)

    @property
    def _clean_steps(self) -> list[SlotStep]:
        """With rooms as they are kept."""
        return [
            replace(step, wanted=step.wanted and replace(step.wanted, room=clean(step.wanted.room).strip()))
            for step in self.steps
        ]

    def effect(self, school: School) -> Laying:
        """Of the courses whose week it changes."""
        version = self.changed(school)
        others = [other for other in timetable.versions(school) if other.id != version.id]
        return _lay(school, version, others, {step.course for step in self.steps}, self.back)

    def _check(self, school: School, version: Version) -> None:
        courses, week = slots.courses(school), max(school.calendar().week, 6)
        for step in self.steps:
            found = slots.at(school, version.id, step.place)
            if (found[1] if found else None) != step.expects:
                raise Conflict(_changed(school, found[2] if found else Hand()), _("Look at the week again."))
            if step.course not in courses:
                raise Invalid(_("This course is not taught this year."), _("Choose another one."))
            if not (1 <= step.weekday <= week and step.number in NUMBERS):
                raise Invalid(_("There is no such place in the week."))
            if step.wanted is not None and len(step.wanted.room) > LONGEST_ROOM:
                raise Invalid(_("A room is at most {count} characters long.").format(count=LONGEST_ROOM))

    def apply(self, school: School) -> "PutSlots":
        """Write slots and lessons; raises Conflict and Invalid."""
        laid = self.effect(school)
        version = _existing(school, self.starts)
        mine = _hand_of(school)
        inverse = []
        for step in self._clean_steps:
            found = slots.at(school, version.id, step.place)
            slots.put(school, version.id, step.place, step.wanted, step.hand or mine)
            hand = found[2] if found else None
            inverse.append(replace(step, wanted=found[1] if found else None, expects=step.wanted, hand=hand))
        laying.carry_out(school, laid)
        return PutSlots(self.starts, tuple(reversed(inverse)), laid)

    def facts(self) -> Mapping[str, object]:
        """Which timetable, and how many places of the week."""
        return {"starts": self.starts.isoformat(), "places": len(self.steps)}


def _changed(school: School, hand: Hand) -> str:
    name = marks_store.authors(school, [hand.author]).get(hand.author) if hand.author is not None else None
    if name is None:
        return _("Somebody has changed this place of the week meanwhile.")
    return _("{name} has changed this place of the week meanwhile.").format(name=name)


def _hand_of(school: School) -> Hand:
    """Whoever does the deed in hand, in the role that lets them."""
    actor = accounts.actor(school, school.ledger.actor, "")
    role = Role.DISPATCHER if policy.may_keep_timetable(actor) is None else Role.CLASS_TEACHER
    return Hand(actor.account, school.ledger.at, role)


@dataclass(frozen=True)
class CopyTimetable(Timetabling):
    """Begin another timetable on a day: as the one that begins on `source`, to be changed then; empty without one."""

    TITLE = N_("timetable begun")
    starts: date
    source: date | None
    ends: date | None = None

    def objection(self, actor: Actor, school: School) -> str | None:
        """The dispatcher, and class teachers, whose changes begin on a day too (O8.2a, O8.4a)."""
        return policy.may_begin_timetable(actor)

    def _slots(self, school: School) -> list[SetSlot]:
        return slots.of_version(school, _existing(school, self.source).id) if self.source is not None else []

    def changed(self, school: School) -> Version:
        """A new one."""
        _require_place(school, self.starts, self.ends)
        return Version(0, self.starts, self.ends, frozenset(one.slot for one in self._slots(school)))

    def effect(self, school: School) -> Laying:
        """Of all lessons from its day on."""
        return _lay(school, self.changed(school), timetable.versions(school), None, None)

    def apply(self, school: School) -> "DropTimetable":
        """Write it; raises Conflict and Invalid."""
        laid, found = self.effect(school), self._slots(school)
        slots.add_version(school, self.starts, self.ends, found)
        laying.carry_out(school, laid)
        return DropTimetable(self.starts, digest(one.slot for one in found), laid)


def _require_place(school: School, starts: date, ends: date | None) -> None:
    calendar = school.calendar()
    if not calendar.starts <= starts <= calendar.ends:
        raise Invalid(
            _("{day} lies outside the study year {title}.").format(day=full_date(starts), title=calendar.title),
            _("Choose a day from {first} to {last}.").format(
                first=full_date(calendar.starts), last=full_date(calendar.ends)
            ),
        )
    if ends is not None and ends < starts:
        raise Invalid(_("The last day lies before the first."))
    if slots.version_from(school, starts) is not None:
        raise Invalid(
            _("A timetable from {day} stands already.").format(day=full_date(starts)),
            _("Change that one, or choose another day."),
        )


@dataclass(frozen=True)
class DropTimetable(Timetabling):
    """Take a timetable back: the one before it holds on."""

    TITLE = N_("timetable taken back")
    starts: date
    expects: str
    """The digest of what the person saw in it."""
    back: Laying | None = None

    def objection(self, actor: Actor, school: School) -> str | None:
        """The dispatcher; a class teacher where nothing but the own class differs (O8.2a, O8.4a)."""
        if policy.may_keep_timetable(actor) is None:
            return None
        version = slots.version_from(school, self.starts)
        beneath = in_force([v for v in timetable.versions(school) if v.starts != self.starts], self.starts)
        courses = slots.courses(school)
        return policy.may_drop_timetable(
            actor, [courses[course].school_class for course in differing(version, beneath)]
        )

    def changed(self, school: School) -> None:
        """Gone."""

    def effect(self, school: School) -> Laying:
        """Of all lessons from its day on."""
        version = _existing(school, self.starts)
        if digest(version.slots) != self.expects:
            raise Conflict(_("This timetable was changed meanwhile."), _("Look at it again, then decide."))
        others = [other for other in timetable.versions(school) if other.id != version.id]
        return _lay(school, version, others, None, self.back, gone=True)

    def apply(self, school: School) -> "PutTimetableBack":
        """Write it; raises Conflict."""
        laid, version = self.effect(school), _existing(school, self.starts)
        stood = tuple(slots.of_version(school, version.id))
        slots.remove_version(school, version.id)
        laying.carry_out(school, laid)
        return PutTimetableBack(version.starts, version.ends, stood, laid)


@dataclass(frozen=True)
class PutTimetableBack(Timetabling):
    """Bring a timetable that was taken back again as it stood."""

    TITLE = N_("timetable brought back")
    starts: date
    ends: date | None
    slots: tuple[SetSlot, ...]
    back: Laying | None

    def objection(self, actor: Actor, school: School) -> str | None:
        """As for taking it back: what others' classes had in it is theirs."""
        beneath, courses = in_force(timetable.versions(school), self.starts), slots.courses(school)
        found = [courses[course].school_class for course in differing(self._version, beneath) if course in courses]
        return policy.may_drop_timetable(actor, found)

    @property
    def _version(self) -> Version:
        return Version(0, self.starts, self.ends, frozenset(one.slot for one in self.slots))

    def changed(self, school: School) -> Version:
        """As it stood."""
        _require_place(school, self.starts, self.ends)
        return self._version

    def effect(self, school: School) -> Laying:
        """Of all lessons from its day on."""
        return _lay(school, self.changed(school), timetable.versions(school), None, self.back)

    def apply(self, school: School) -> DropTimetable:
        """Write it; raises Invalid."""
        laid = self.effect(school)
        slots.add_version(school, self.starts, self.ends, self.slots)
        laying.carry_out(school, laid)
        return DropTimetable(self.starts, digest(one.slot for one in self.slots), laid)

    def facts(self) -> Mapping[str, object]:
        """Which timetable."""
        return {"starts": self.starts.isoformat()}
