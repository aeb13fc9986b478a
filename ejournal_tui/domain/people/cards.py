"""What is held about a person, as a card shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..groups.groups import CourseId
from ..groups.individual_plans import LeftOut
from ..journal.outside import CertificateLine
from ..results.exams import Contest
from .people import ClassId, Contact, GuardianId, Name, PupilId, Role, Span, StaffId


class PersonKind(StrEnum):
    """Which of the school's lists somebody stands in."""

    PUPIL = "pupil"
    GUARDIAN = "guardian"
    STAFF = "staff"


@dataclass(frozen=True)
class PersonLine:
    """One person of a list."""

    kind: PersonKind
    key: int
    name: Name
    of: str
    """The class, the post, or the children with their classes."""
    open: bool
    """Whether the reader may open the full card."""
    left: date | None = None
    """The last day at school, where it is over."""
    number: int | None = None
    """The number in the paper list of the class (C20)."""


@dataclass(frozen=True)
class ClassStay:
    """A pupil's time in a class."""

    key: int
    school_class: ClassId
    title: str
    grade: int
    span: Span
    order_number: str
    left_order: str
    standing: str = ""
    """"conditional", "repeats", or nothing."""


def stay_on(stays: Sequence[ClassStay], day: date) -> ClassStay | None:
    """Where a pupil's data belong on a day: the class of the day, else the last one before, else the first to come."""
    begun = [stay for stay in stays if stay.span.starts <= day]
    return begun[-1] if begun else stays[0] if stays else None


@dataclass(frozen=True)
class NewGuardian:
    """A guardian as a parent's statement tells it."""

    name: Name
    relation: str
    contact: Contact
    on_paper: bool = False


@dataclass(frozen=True)
class Kin:
    """A guardian or a child, as the other's card shows them."""

    key: int
    name: Name
    of: str
    """The child's class."""
    relation: str
    contact: Contact
    on_paper: bool
    ends: date | None
    """The last day of a guardianship that ends."""


@dataclass(frozen=True)
class Statement:
    """A family's paper that changed a contact or the form of informing."""

    at: int
    who: str
    what: str
    """A msgid."""
    number: str
    stated: date
    about: str = ""
    """Whose, where several families stand in one list."""


@dataclass(frozen=True)
class HomeSpan:
    """A stretch of days of tuition at home."""

    key: int
    span: Span
    order_number: str


@dataclass(frozen=True)
class OwnCourse:
    """A subject taught to one pupil at home (C14)."""

    course: CourseId
    subject: str
    half_hours: int
    teachers: tuple[str, ...]
    ahead: tuple[tuple[date, int], ...]
    """The lessons still to come: day and number."""


@dataclass(frozen=True)
class PupilCard:
    """Everything held about a pupil that is no mark."""

    pupil: PupilId
    name: Name
    birth: date | None
    sex: str
    phone: str
    file_number: str
    language: str
    form: str
    school_class: ClassId | None
    """None for whoever is not at school."""
    of: str
    stays: tuple[ClassStay, ...]
    groups: tuple[tuple[str, str], ...]
    """Subject and subgroup."""
    lacking: tuple[str, ...]
    """Split subjects of the class without a subgroup for this pupil."""
    home: tuple[HomeSpan, ...]
    at_home: bool
    kin: tuple[Kin, ...]
    statements: tuple[Statement, ...]
    subjects: tuple[tuple[int, str], ...] = ()
    """What the pupil is taught: id and name."""
    certificates: tuple[CertificateLine, ...] = ()
    own: tuple[OwnCourse, ...] = ()
    """What is taught to the pupil at home."""
    left_out: tuple[LeftOut, ...] = ()
    """What the pupil's individual plan leaves out (C15)."""
    taught: tuple[tuple[int, str], ...] = ()
    """Every subject of the pupil's groups: id and name."""
    contests: tuple[Contest, ...] = ()
    """Olympiads and competitions of all years."""

    @property
    def lasting_class(self) -> ClassId | None:
        """The class without an end, which the next order is about: a pupil may be told to leave or move later."""
        last = self.stays[-1] if self.stays else None
        return last.school_class if last and last.span.ends is None else None

    @property
    def lasting_at_home(self) -> bool:
        """Whether the last order leaves the pupil at home."""
        return self.home[-1].span.ends is None if self.home else self.at_home


@dataclass(frozen=True)
class GuardianCard:
    """Everything held about a guardian."""

    guardian: GuardianId
    name: Name
    contact: Contact
    children: tuple[Kin, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class RoleSpan:
    """A role with its days."""

    key: int
    role: Role
    first_grade: int | None
    last_grade: int | None
    span: Span


@dataclass(frozen=True)
class StaffCard:
    """Everything held about a member of staff."""

    staff: StaffId
    name: Name
    post: str
    room: str
    contact: Contact
    dismissed: date | None
    roles: tuple[RoleSpan, ...]
    leads: tuple[tuple[ClassId, str, Span], ...]
    courses: tuple[str, ...]
    """What is taught now: «7А Физика»."""
