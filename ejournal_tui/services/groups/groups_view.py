"""Looking at groups: every division of the school with its gaps, one division pupil by pupil."""

from dataclasses import dataclass
from datetime import date

from ...domain import policy
from ...domain.groups.division import Answered, DividedPupil, Division, DivisionLine, GroupStay, Proposal
from ...domain.groups.groups import CourseId
from ...domain.people.people import Actor, Name, PupilId, StaffId
from ...storage.groups import division as store
from ...storage.groups import groups
from ...storage.people import people
from ...storage.school import School
from ..session import Query
from ..workbooks.importing import day_of
from .grouping import divide_objection


@dataclass(frozen=True)
class ListDivisions(Query[tuple[DivisionLine, ...]]):
    """The split subjects and the groups of several classes; those that ask for something first."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Teachers, keepers of data, who leads the school."""
        return policy.may_list_groups(actor)

    def answer(self, actor: Actor, school: School) -> tuple[DivisionLine, ...]:
        """What the person may see of it."""
        day = day_of(school)
        rolls = store.rolls(school, day)
        mine = store.courses_taught(school, actor.staff, day)
        found = [one for one in store.divisions(school, day) if self._sees(actor, one, mine)]
        taken = store.stays(school, [part.group for one in found for part in one.parts], day)
        asked = store.proposals(school, [part.course for one in found for part in one.parts])
        by_group: dict[int, list[GroupStay]] = {}
        for stay in taken:
            if stay.span.covers(day):
                by_group.setdefault(stay.group, []).append(stay)
        waits = [one for one in asked if one.state is Answered.OPEN]
        lines = [_line(one, by_group, rolls.get(one.owner, []), waits, day) for one in found]
        return tuple(sorted(lines, key=lambda line: not line.asks))

    def _sees(self, actor: Actor, one: Division, mine: set[CourseId]) -> bool:
        teaches = actor.staff is not None and any(part.course in mine for part in one.parts)
        teachers = {actor.staff} if teaches and actor.staff is not None else set[StaffId]()
        return policy.may_read_groups(actor, one.school_class, {one.grade}, teachers) is None


def _line(
    one: Division, by_group: dict[int, list[GroupStay]], roll: list[PupilId], waits: list[Proposal], day: date
) -> DivisionLine:
    inside = [stay.pupil for part in one.parts for stay in by_group.get(part.group, [])]
    split = not one.crosses and any(part.span.covers(day) for part in one.parts)
    return DivisionLine(
        one, tuple(len(by_group.get(part.group, [])) for part in one.parts),
        len(set(roll) - set(inside)) if split else 0, len({pupil for pupil in inside if inside.count(pupil) > 1}),
        sum(asked.pupil in roll and one.part(asked.group) is not None for asked in waits),
    )  # fmt: skip


@dataclass(frozen=True)
class DivisionPage:
    """One division on a day."""

    division: Division
    day: date
    teachers: tuple[str, ...]
    """Who teaches each part on that day."""
    pupils: tuple[DividedPupil, ...]
    """Those in no part or in several first, then by name."""
    answered: tuple[Proposal, ...]
    """Proposals that were answered, the last first."""

    @property
    def gaps(self) -> int:
        """How many are in no part."""
        return 0 if self.division.crosses else sum(one.is_gap for one in self.pupils)

    @property
    def doubles(self) -> int:
        """How many are in several."""
        return sum(one.is_double for one in self.pupils)

    @property
    def waits(self) -> tuple[Proposal, ...]:
        """The proposals that wait for an answer."""
        return tuple(one.proposal for one in self.pupils if one.proposal)


@dataclass(frozen=True)
class ShowDivision(Query[DivisionPage]):
    """Who learns in which part of a division on a day."""

    course: CourseId
    day: date

    def objection(self, actor: Actor, school: School) -> str | None:
        """Who makes it up, who teaches it, who leads the school."""
        found = store.division_of(school, self.course, self.day)
        courses = [part.course for part in found.parts] or [self.course]
        teachers = store.teachers(school, courses, school.clock.today())
        return policy.may_read_groups(actor, found.school_class, {found.grade}, teachers)

    def answer(self, actor: Actor, school: School) -> DivisionPage:
        """Pupil by pupil; a day outside the study year is its nearest one."""
        calendar = school.calendar()
        day = min(max(self.day, calendar.starts), calendar.ends)
        found = store.division_of(school, self.course, day)
        taken: dict[PupilId, list[GroupStay]] = {}
        for stay in store.stays(school, [part.group for part in found.parts], day):
            taken.setdefault(stay.pupil, []).append(stay)
        roll = store.rolls(school, day).get(found.owner, [])
        proposals = store.proposals(school, [part.course for part in found.parts])
        waits = {one.pupil: one for one in proposals if one.state is Answered.OPEN}
        titles = store.class_titles(school, day)
        names = people.pupil_names(school, {*roll, *taken})
        pupils = [
            _pupil(pupil, name, titles.get(pupil, (0, "", 0))[1], taken.get(pupil, []), waits.get(pupil), day)
            for pupil, name in names.items()
        ]
        if not found.crosses:
            pupils = [one for one in pupils if one.pupil in roll]
        pupils.sort(key=lambda one: not (one.is_double or (one.is_gap and not found.crosses)))
        teachers = groups.teacher_names(school, [part.course for part in found.parts], day)
        said = tuple(", ".join(teachers.get(part.course, ())) for part in found.parts)
        answered = tuple(one for one in proposals if one.state is not Answered.OPEN)
        return DivisionPage(found, day, said, tuple(pupils), answered)


def _pupil(
    pupil: PupilId, name: Name, of: str, taken: list[GroupStay], proposal: Proposal | None, day: date
) -> DividedPupil:
    now = tuple(stay for stay in taken if stay.span.covers(day))
    later = tuple(stay for stay in taken if stay.span.starts > day)
    return DividedPupil(pupil, name, of, now, later, proposal)


@dataclass(frozen=True)
class Newcomer:
    """Somebody who may come into a group of several classes."""

    pupil: PupilId
    name: Name
    of: str


@dataclass(frozen=True)
class FindNewcomers(Query[tuple[Newcomer, ...]]):
    """The pupils of the own grades who are not in a group of several classes yet, by class and name."""

    course: CourseId
    day: date

    def objection(self, actor: Actor, school: School) -> str | None:
        """Who makes up the group."""
        return divide_objection(actor, school, self.course)

    def answer(self, actor: Actor, school: School) -> tuple[Newcomer, ...]:
        """Those whom the person may bring in."""
        found = store.division_of(school, self.course, self.day)
        inside = {stay.pupil for stay in store.stays(school, [part.group for part in found.parts], self.day)}
        here = {
            pupil: (key, title, grade)
            for pupil, (key, title, grade) in store.class_titles(school, self.day).items()
            if pupil not in inside and policy.may_divide(actor, None, {grade}) is None
        }
        names = people.pupil_names(school, here)
        newcomers = [Newcomer(pupil, name, here[pupil][1]) for pupil, name in names.items()]
        return tuple(sorted(newcomers, key=lambda one: (here[one.pupil][2], one.of)))


@dataclass(frozen=True)
class FindUndivided(Query[tuple[tuple[CourseId, str, str], ...]]):
    """The courses that whole classes learn together, of the classes that the person may divide."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Teachers, keepers of data, who leads the school."""
        return policy.may_list_groups(actor)

    def answer(self, actor: Actor, school: School) -> tuple[tuple[CourseId, str, str], ...]:
        """Course, class and subject, by class."""
        return tuple(
            (one.id, one.group_title, one.subject)
            for one in groups.courses_of_year(school)
            if one.school_class == one.group and policy.may_divide(actor, one.school_class, {one.grade}) is None
        )
