"""People and what they may be: ids, names, roles, the actor behind a deed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from ..accounts.zones import Zone

PupilId = NewType("PupilId", int)
GuardianId = NewType("GuardianId", int)
StaffId = NewType("StaffId", int)
AccountId = NewType("AccountId", int)
ClassId = NewType("ClassId", int)

CONSOLE = AccountId(0)
"""The account number under which the operating system's console signs its deeds."""


class Role(StrEnum):
    """Who somebody is in the order of 15.01.2018, point 8; dated assignments, a person may hold several."""

    PUPIL = "pupil"
    GUARDIAN = "guardian"
    TEACHER = "teacher"
    CLASS_TEACHER = "class_teacher"
    DISPATCHER = "dispatcher"
    OFFICER = "officer"
    LAB_ASSISTANT = "lab_assistant"
    DEPUTY = "deputy"
    DIRECTOR = "director"
    CONSOLE = "console"
    """The operating system's user of the home; writes no marks."""


STAFF_ROLES = frozenset(Role) - {Role.PUPIL, Role.GUARDIAN, Role.CONSOLE}


@dataclass(frozen=True, order=True)
class Name:
    """A person's name; a patronymic may lawfully be absent."""

    surname: str
    given: str
    patronymic: str = ""

    @property
    def full(self) -> str:
        """«Иванов Пётр Сергеевич»."""
        return " ".join(part for part in (self.surname, self.given, self.patronymic) if part)

    @property
    def short(self) -> str:
        """«Иванов Пётр», as pupils stand in the grid."""
        return f"{self.surname} {self.given}".strip()

    @property
    def initials(self) -> str:
        """«Иванов П. С.», as people stand in papers and headings."""
        letters = " ".join(f"{part[0]}." for part in (self.given, self.patronymic) if part)
        return f"{self.surname} {letters}".strip()


@dataclass(frozen=True)
class Actor:
    """Who is at the keyboard, re-read from the database for every request."""

    account: AccountId
    name: Name
    roles: frozenset[Role]
    staff: StaffId | None = None
    pupil: PupilId | None = None
    guardian: GuardianId | None = None
    classes: frozenset[ClassId] = frozenset()
    """The classes this actor leads as class teacher today."""
    children: frozenset[PupilId] = frozenset()
    """The pupils whose guardian this actor is today."""
    grades: frozenset[int] = frozenset()
    """The grades whose data this actor keeps (officer, dispatcher)."""
    terminal: str = ""
    """Where the deed is done: the terminal's source."""
    zone: Zone | None = None
    """What kind of place that is; None for the console, and while the school knows no workplace."""

    def is_(self, *roles: Role) -> bool:
        """Whether the actor holds one of the roles."""
        return not self.roles.isdisjoint(roles)


@dataclass(frozen=True)
class Contact:
    """How a guardian is reached and informed."""

    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Span:
    """A stretch of days, both ends included; an open end lasts."""

    starts: date
    ends: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the day lies inside."""
        return self.starts <= day and (self.ends is None or day <= self.ends)
