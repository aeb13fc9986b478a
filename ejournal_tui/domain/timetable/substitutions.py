"""Lessons whose teacher is away, or that are not held as the timetable has them: what may become of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ...i18n import N_, _
from ..journal.lessons import LessonId
from ..people.people import StaffId


class Kind(StrEnum):
    """What was ordered about a lesson."""

    SUBSTITUTE = "substitute"
    JOINT = "joint"
    """Kept together with the lesson that the substitute has at the same time: another group of the grade (C08)."""
    CANCELLED = "cancelled"
    MOVED = "moved"
    """Held at another time; stands at the place that the lesson left."""
    OTHER_SUBJECT = "other_subject"
    """Another subject of the class is held at this place; stands at the lesson that is not held."""
    EXTRA = "extra"
    """A lesson beyond the timetable."""

    @property
    def words(self) -> str:
        """What it is called in the register."""
        return _(_KINDS[self])

    @property
    def share(self) -> int:
        """How much of a lesson whoever keeps it is paid for, in thousandths."""
        return {Kind.CANCELLED: 0, Kind.MOVED: 0, Kind.JOINT: JOINT_SHARE}.get(self, 1000)


JOINT_SHARE = 500
"""How much of the joint lesson is paid for beside the own one, in thousandths, unless a school says otherwise."""
_KINDS = {
    Kind.SUBSTITUTE: N_("substitution"), Kind.JOINT: N_("joint lesson"), Kind.CANCELLED: N_("cancelled"),
    Kind.MOVED: N_("moved"), Kind.OTHER_SUBJECT: N_("another subject"), Kind.EXTRA: N_("extra lesson"),
}  # fmt: skip


class Reason(StrEnum):
    """Why a teacher is away or a lesson is not held as planned."""

    ILLNESS = "illness"
    COURSE = "course"
    TRIP = "trip"
    LEAVE = "leave"
    FAMILY = "family"
    OUTING = "outing"
    QUARANTINE = "quarantine"
    FROST = "frost"
    BREAKDOWN = "breakdown"
    EVENT = "event"
    NO_TEACHER = "no_teacher"
    OTHER = "other"

    @property
    def words(self) -> str:
        """The reason as it is told."""
        return _(_REASONS[self])


_REASONS = {
    Reason.ILLNESS: N_("illness"), Reason.COURSE: N_("a course"), Reason.TRIP: N_("a business trip"),
    Reason.LEAVE: N_("leave"), Reason.FAMILY: N_("family reasons"), Reason.OUTING: N_("away with pupils"),
    Reason.QUARANTINE: N_("quarantine"), Reason.FROST: N_("frost"), Reason.BREAKDOWN: N_("a breakdown"),
    Reason.EVENT: N_("an event of the school"), Reason.NO_TEACHER: N_("no teacher"),
    Reason.OTHER: N_("another reason"),
}  # fmt: skip

OF_TEACHERS = (
    Reason.ILLNESS, Reason.COURSE, Reason.TRIP, Reason.LEAVE, Reason.FAMILY, Reason.OUTING, Reason.OTHER,
)  # fmt: skip
"""Why a teacher is away, in the order of the digits that choose it."""
OF_LESSONS = (
    Reason.QUARANTINE, Reason.FROST, Reason.BREAKDOWN, Reason.EVENT, Reason.NO_TEACHER, Reason.OTHER,
)  # fmt: skip
"""Why lessons are called off or moved."""


@dataclass(frozen=True)
class Order:
    """What stands at a lesson by order."""

    kind: Kind
    reason: Reason
    number: str = ""
    """The number of the order, "" while there is none."""
    substitute: StaffId | None = None
    confirmed: bool = True
    """False while somebody keeps the lesson on their own word, and the dispatcher has yet to say so."""
    moved_to: LessonId | None = None

    @property
    def is_claim(self) -> bool:
        """Whether somebody took the lesson without an order."""
        return not self.confirmed


@dataclass(frozen=True)
class Away:
    """A stretch of days on which somebody of the staff is not at school."""

    starts: date
    ends: date
    reason: Reason
    number: str = ""


@dataclass(frozen=True)
class Candidate:
    """Somebody who is free when a lesson is held."""

    staff: StaffId
    name: str
    same_subject: bool = False
    knows_class: bool = False
    at_school: bool = False
    """Whether the timetable brings them to school that day anyway."""
    given: int = 0
    """How many lessons of others they keep that day already."""
    joint: bool = False
    """Not free, but at another group's lesson of the same subject and grade."""

    @property
    def rank(self) -> tuple[bool, bool, bool, bool, int, str]:
        """Whoever comes first is offered first: teachers of the subject, then those who know the class."""
        return (
            self.joint, not self.same_subject, not self.knows_class, not self.at_school, self.given, self.name,
        )  # fmt: skip


def share_out(lessons: Sequence[tuple[int, Sequence[Candidate]]]) -> tuple[Candidate | None, ...]:
    """One candidate for each lesson (its number, who is free), nobody at two places at once, the load spread."""
    taken: set[tuple[int, StaffId]] = set()
    load: dict[StaffId, int] = {}
    found: list[Candidate | None] = []
    for number, candidates in lessons:
        free = [c for c in candidates if (number, c.staff) not in taken and not c.joint]
        best = min(free, key=lambda c: (*c.rank[:4], c.given + load.get(c.staff, 0), c.name), default=None)
        if best is not None:
            taken.add((number, best.staff))
            load[best.staff] = load.get(best.staff, 0) + 1
        found.append(best)
    return tuple(found)
