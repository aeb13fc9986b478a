"""Who learns in which subgroup or group of several classes from when (O8.1e, C09)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from ...domain import policy
from ...domain.errors import Conflict, Invalid
from ...domain.groups.division import Division, GroupStay, Part
from ...domain.groups.groups import CourseId
from ...domain.people.people import Actor, PupilId, Span
from ...domain.text.words import full_date
from ...i18n import N_, _
from ...storage.groups import division as store
from ...storage.groups import stays
from ...storage.log.records import Record
from ...storage.people import people
from ...storage.school import School
from ..people.personal import PersonalChange, require_seen

A_DAY = timedelta(days=1)


def grades_of(school: School, division: Division, pupil: PupilId | None = None) -> set[int]:
    """The grades whose data a division concerns: the pupil's where one is meant and classes are mixed."""
    if not division.crosses or pupil is None:
        return {division.grade}
    here = store.class_titles(school, school.clock.today()).get(pupil)
    return {here[2]} if here else {division.grade}


def divide_objection(actor: Actor, school: School, course: int, pupil: PupilId | None = None) -> str | None:
    """Why the actor may not make up the groups of a course's division, or None."""
    found = store.division_of(school, course, school.clock.today())
    return policy.may_divide(actor, found.school_class, grades_of(school, found, pupil))


def require_year(school: School, day: date) -> None:
    """Refuse a day outside the study year in hand."""
    calendar = school.calendar()
    if not calendar.starts <= day <= calendar.ends:
        raise Invalid(
            _("{day} is not in the study year {year}.").format(day=full_date(day), year=calendar.title),
            _("Write a day of this study year."),
        )


class GroupChange(PersonalChange):
    """A change of who learns with whom."""

    course: CourseId
    """A course of the division that is meant."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The class teacher, the keeper of the grade's data."""
        return divide_objection(actor, school, self.course)


@dataclass(frozen=True)
class PlaceInGroup(GroupChange):
    """Let a pupil learn in a subgroup from a day, or in none; marks stay with pupil and subject (C16)."""

    TITLE = N_("subgroup of a pupil")
    course: CourseId
    pupil: PupilId
    to: int | None
    day: date
    expects: tuple[int, ...]
    """The groups of the subject that the person saw the pupil in on that day."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The class teacher, the keeper of the pupil's grade."""
        return divide_objection(actor, school, self.course, self.pupil)

    def carry_out(self, school: School, record: Record) -> None:
        """End what stands, begin what is wanted; raises Invalid and Conflict."""
        division = store.division_of(school, self.course, self.day)
        require_groups(school, division, self.pupil, self.day, self.expects)
        if self.expects == ((self.to,) if self.to is not None else ()):
            raise Invalid(_("The pupil is there already."), _("Choose another group."))
        place(school, record, division, self.pupil, self.to, self.day)

    def check(self, school: School) -> None:
        """One subgroup of a subject on each day."""
        require_one_place(school, (self.pupil,))


def _stays_of(school: School, division: Division, pupil: PupilId, day: date) -> list[GroupStay]:
    found = store.stays(school, [part.group for part in division.parts], day)
    return [stay for stay in found if stay.pupil == pupil]


def require_groups(
    school: School, division: Division, pupil: PupilId, day: date, expects: tuple[int, ...]
) -> None:
    """Refuse to overwrite a group that the person has not seen the pupil in; raises Conflict."""
    now = [stay for stay in _stays_of(school, division, pupil, day) if stay.span.covers(day)]
    names = [part.name for stay in now if (part := division.part(stay.group))]
    stands = tuple(sorted(stay.group for stay in now))
    words = ", ".join(names) or _("in no group")
    require_seen(school, "membership", now[0].key if now else 0, stands, tuple(sorted(expects)), words)


def place(
    school: School, record: Record, division: Division, pupil: PupilId, to: int | None, day: date
) -> None:
    """Write that a pupil learns in a part from a day, whatever was written for later; raises Invalid."""
    require_year(school, day)
    part = _part(division, to, day) if to is not None else None
    whole = _time_at(school, division, pupil, day)
    for stay in _stays_of(school, division, pupil, day):
        if stay.group != to:
            _require_no_entries(school, division, stay, day)
        if stay.span.starts >= day:
            record.delete("membership", stay.key, store.MEMBERSHIP)
        else:
            record.update("membership", stay.key, ends=(day - A_DAY).isoformat())
    if part is None:
        return
    last = min((end for end in (whole.ends, part.span.ends) if end is not None), default=None)
    record.insert(
        "membership", study_group=part.group, pupil=pupil, starts=day.isoformat(), ends=last and last.isoformat(),
        order_number="", left_order="",
    )  # fmt: skip


def _part(division: Division, to: int, day: date) -> Part:
    part = division.part(to)
    if part is None or not part.span.covers(day):
        raise Invalid(_("There is no such group on that day."), _("Look at the groups again."))
    return part


def _time_at(school: School, division: Division, pupil: PupilId, day: date) -> Span:
    if division.school_class is None:
        found = store.school_span(school, pupil, day)
    else:
        found = store.class_span(school, division.school_class, pupil, day)
    if found is None:
        raise Invalid(
            _("{name} is not in {group} on {day}.").format(
                name=people.name_of(school, "pupil", pupil).short,
                group=_("the school") if division.crosses else division.title, day=full_date(day)
            ),
            _("Write a later day, or look at the pupil's card."),
        )
    return found


def _require_no_entries(school: School, division: Division, stay: GroupStay, day: date) -> None:
    last = store.entries_after(school, stay.group, stay.pupil, day)
    if last is not None:
        part = division.part(stay.group)
        raise Invalid(
            _("{name} has a mark or an absence in {group} on {day}.").format(
                name=people.name_of(school, "pupil", stay.pupil).short, group=part.name if part else "",
                day=full_date(last),
            ),
            _("Choose a day after that: what was taught together stays."),
        )  # fmt: skip


def require_one_place(school: School, pupils: Collection[PupilId]) -> None:
    """Refuse a pupil in two groups of a subject at once; raises Conflict."""
    for pupil in pupils:
        if stays.is_astray(school, pupil) or store.is_doubled(school, pupil):
            raise Conflict(
                _("{name} would be in two groups of one subject at once, or in one of a class left.").format(
                    name=people.name_of(school, "pupil", pupil).short
                ),
                _("Somebody has changed the groups meanwhile: look at them again."),
            )


Seen = tuple[tuple[PupilId, ...], tuple[PupilId, ...]]


@dataclass(frozen=True)
class SwapPupils(GroupChange):
    """Let the pupils of two subgroups change places from a day: one change, one undo (C09)."""

    TITLE = N_("subgroups swapped")
    course: CourseId
    one: int
    other: int
    day: date
    expects: Seen
    """Who was in the one and in the other on that day when the person looked."""

    def carry_out(self, school: School, record: Record) -> None:
        """Place everybody of the one in the other; raises Invalid and Conflict."""
        division = store.division_of(school, self.course, self.day)
        _part(division, self.one, self.day)
        _part(division, self.other, self.day)
        if self.one == self.other:
            raise Invalid(_("These are one and the same group."), _("Choose another group."))
        found = store.stays(school, (self.one, self.other), self.day)
        if any(stay.span.starts > self.day for stay in found):
            raise Invalid(
                _("Somebody comes to one of these groups later: that move would be lost."),
                _("Put that pupil right first, or choose a later day."),
            )
        members = tuple(self._of(found, group) for group in (self.one, self.other))
        key = next((stay.key for stay in found), 0)
        require_seen(school, "membership", key, members, self.expects, _("other pupils"))
        if not any(members):
            raise Invalid(_("Nobody is in these groups on that day."))
        for pupils, to in zip(members, (self.other, self.one), strict=True):
            for pupil in pupils:
                place(school, record, division, pupil, to, self.day)

    def _of(self, found: list[GroupStay], group: int) -> tuple[PupilId, ...]:
        return tuple(sorted(stay.pupil for stay in found if stay.group == group))

    def check(self, school: School) -> None:
        """One subgroup of a subject on each day."""
        require_one_place(school, {*self.expects[0], *self.expects[1]})
