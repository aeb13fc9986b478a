"""How a class is divided for a subject, and who learns in a group of several classes, as of a day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..people.people import ClassId, Name, PupilId, Span
from .groups import CourseId


class Answered(StrEnum):
    """How a proposal stands."""

    OPEN = "open"
    AGREED = "agreed"
    REFUSED = "refused"


@dataclass(frozen=True)
class Part:
    """One of the groups that a subject is divided into; a group of several classes is its only one."""

    group: int
    name: str
    course: CourseId
    span: Span
    """The days on which it learns."""


@dataclass(frozen=True)
class Division:
    """A subject with the groups it is taught in: those of a class, or one of several classes."""

    owner: int
    """The class; of several classes the group itself."""
    school_class: ClassId | None
    title: str
    """«7А»; of several classes the group's name."""
    grade: int
    subject: int
    subject_name: str
    parts: tuple[Part, ...]

    @property
    def crosses(self) -> bool:
        """Whether pupils of several classes learn together here."""
        return self.school_class is None

    def part(self, group: int | None) -> Part | None:
        """The part that is a group."""
        return next((part for part in self.parts if part.group == group), None)


@dataclass(frozen=True)
class GroupStay:
    """A pupil's time in a part."""

    key: int
    group: int
    pupil: PupilId
    span: Span


@dataclass(frozen=True)
class Proposal:
    """What a teacher proposed for a pupil, and the answer."""

    key: int
    pupil: PupilId
    group: int
    course: CourseId
    day: date
    staff: int
    teacher: str
    state: Answered
    answer: str = ""


@dataclass(frozen=True)
class DividedPupil:
    """A pupil in a division on a day."""

    pupil: PupilId
    name: Name
    of: str
    """The class."""
    stays: tuple[GroupStay, ...]
    """Where the pupil is that day: exactly one is right."""
    later: tuple[GroupStay, ...]
    proposal: Proposal | None = None

    @property
    def is_gap(self) -> bool:
        """Whether the pupil is in no part."""
        return not self.stays

    @property
    def is_double(self) -> bool:
        """Whether the pupil is in several parts at once."""
        return len(self.stays) > 1

    @property
    def group(self) -> int | None:
        """The one part that the pupil is in."""
        return self.stays[0].group if len(self.stays) == 1 else None


@dataclass(frozen=True)
class DivisionLine:
    """A division in a list."""

    division: Division
    counts: tuple[int, ...]
    """How many learn in each part."""
    gaps: int
    doubles: int
    proposed: int
    """Proposals that wait for an answer."""

    @property
    def asks(self) -> bool:
        """Whether something is to be put right or answered."""
        return bool(self.gaps or self.doubles or self.proposed)
