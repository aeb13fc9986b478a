"""The next study year before it is made: what it is decided from, and what it would bring about (C26)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from ...domain import policy
from ...domain.errors import Invalid
from ...domain.groups.groups import ClassName
from ...domain.people.people import Actor, ClassId, Name, Role, StaffId
from ...domain.years import next_workload, promotion
from ...domain.years.decided import Verdicts, contradictions, with_verdicts
from ...domain.years.promotion import Fate, Load, NextLoad, Present, Turn
from ...domain.years.year import same_day
from ...i18n import _
from ...storage.school import School
from ...storage.years import turning
from ..results.verdicts import verdicts_of
from ..session import Query


@dataclass(frozen=True)
class Prospect:
    """Everything that the next year is decided from."""

    title: str
    """«2018/2019»."""
    this_title: str
    this_starts: date
    opens: date
    """The last day of lessons: from it on the year may turn."""
    today: date
    prepared: bool
    """Whether the next year is in the journal already."""
    existing: tuple[ClassName, ...]
    """Its classes."""
    classes: tuple[Present, ...]
    """Those that this person brings on, or all of them for who only looks."""
    loads: tuple[Load, ...]
    staff: tuple[tuple[StaffId, Name, str], ...]
    verdicts: Verdicts
    """What the pedagogical council decided about pupils."""
    turn: Turn
    """What is usual, and what the council decided."""
    seen: str
    """What stands for all this: the deed says it again."""

    def name_of(self, staff: StaffId | None) -> str:
        """Surname and initials, "" for nobody."""
        return next((name.initials for key, name, _post in self.staff if key == staff), "")


def prospect_of(school: School, grades: frozenset[int] | None) -> Prospect:
    """What the next year is decided from, of some grades or of all; raises Invalid."""
    year = turning.year_to_turn(school)
    if year is None:
        raise Invalid(_("The journal has no study year yet."))
    this = school.calendar_of(year.id)
    following = next((one for one in school.years() if one.starts > year.starts), None)
    starts = following.starts if following else same_day(this.starts, 1)
    ends = following.ends if following else same_day(this.ends, 1)
    waiting = turning.present(school, year.id, starts)
    classes = [one for one in waiting if grades is None or one.name.grade in grades]
    loads = turning.loads(school, year.id, starts)
    opening = [grade for grade in promotion.OPENING if grades is None or grade in grades]
    turn = promotion.proposed(classes, starts, ends, opening)
    existing = turning.names_of(school, following.id) if following else {}
    turn = replace(turn, classes=tuple(one for one in turn.classes if one.of or one.to not in existing))
    verdicts = verdicts_of(school, year.id, classes)
    return Prospect(
        following.title if following else f"{starts.year}/{starts.year + 1}", this.title, this.starts, this.ends,
        school.clock.today(), following is not None, tuple(sorted(existing)), tuple(classes), tuple(loads),
        tuple(turning.staff(school, starts)), verdicts, with_verdicts(turn, classes, verdicts, existing),
        promotion.fingerprint(classes, loads, tuple(verdicts.items())),
    )  # fmt: skip


@dataclass(frozen=True)
class ShowTurn(Query[Prospect]):
    """The next study year as it would be, for who prepares it and who leads the school."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Keepers of data, each for the own grades; the deputy head and the director look."""
        return policy.may_see_turn(actor)

    def answer(self, actor: Actor, school: School) -> Prospect:
        """The classes that this person brings on."""
        return prospect_of(school, _own(actor))


def _own(actor: Actor) -> frozenset[int] | None:
    """The grades that a person brings on; None for who sees them all."""
    return None if actor.is_(Role.CONSOLE) or not actor.grades else actor.grades


@dataclass(frozen=True)
class Summary:
    """What will be, in counts and names."""

    classes: tuple[tuple[ClassName, int, str], ...]
    """Name, number of pupils, class teacher."""
    fates: Mapping[Fate, tuple[str, ...]]
    """Who stays and does not just go on: names with classes."""
    leavers: tuple[tuple[ClassName, tuple[str, ...]], ...]
    """Who leaves, by class; their accounts end with them."""
    loads: tuple[NextLoad, ...]
    unattended: tuple[NextLoad, ...]
    """Courses without a teacher."""
    ungrouped: tuple[tuple[ClassName, str, int], ...]
    """Class, subject, and how many pupils are in no subgroup."""
    faults: tuple[str, ...]


def summary(prospect: Prospect, turn: Turn) -> Summary:
    """What a turn would bring about."""
    to = promotion.destinations(turn, prospect.classes)
    loads = next_workload.next_loads(turn, prospect.loads, prospect.classes)
    names = {pupil: f"{name.short} ({one.name})" for one in prospect.classes for pupil, name in one.pupils}
    fates: dict[Fate, list[str]] = {}
    for one in turn.pupils:
        if one.pupil in names and one.fate is not Fate.LEAVES:
            fates.setdefault(one.fate, []).append(names[one.pupil])
    leavers = [
        (one.name, tuple(name.short for pupil, name in one.pupils if pupil in to and to[pupil] is None))
        for one in prospect.classes
    ]
    formed = [one for one in turn.classes if one.to is not None]
    counts = {name: sum(1 for where in to.values() if where == name) for name in {one.to for one in formed}}
    ungrouped = next_workload.without_subgroup(loads, to)
    return Summary(
        tuple((one.to, counts[one.to], prospect.name_of(one.teacher)) for one in formed if one.to),
        {fate: tuple(found) for fate, found in fates.items()}, tuple((name, who) for name, who in leavers if who),
        tuple(loads), tuple(load for load in loads if not load.teachers),
        tuple((name, subject, len(missing)) for (name, subject), missing in ungrouped.items()),
        tuple(faults_of(prospect, turn)),
    )  # fmt: skip


def faults_of(prospect: Prospect, turn: Turn) -> list[str]:
    """What still stands in the way, a sentence each: what is missing, and what the council decided otherwise."""
    return [
        *promotion.faults(turn, prospect.classes, prospect.existing, prospect.this_starts),
        *contradictions(turn, prospect.classes, prospect.verdicts),
    ]


def brought_on(prospect: Prospect, school_class: ClassId) -> Present | None:
    """A class of those that this person brings on."""
    return next((one for one in prospect.classes if one.id == school_class), None)
