"""Rows that people hand in as workbooks, and what is wrong with a cell."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from ..i18n import _
from .groups import ClassName
from .people import Name

Row = TypeVar("Row")


@dataclass(frozen=True)
class Problem:
    """What stands in a cell, what should, and a repair to accept or not."""

    sheet: str
    address: str
    found: str
    expected: str
    repair: str = ""

    def sentence(self) -> str:
        """«Ученики!C5: найдено «31.02.2004», нужна дата рождения. Предложение: …»."""
        text = _("{sheet}!{address}: found “{found}”; {expected}.").format(
            sheet=self.sheet, address=self.address, found=self.found, expected=self.expected
        )
        return text + (" " + _("Proposed: {repair}.").format(repair=self.repair) if self.repair else "")


@dataclass(frozen=True)
class Reading(Generic[Row]):
    """The rows of a workbook and everything that is not clean in it."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class StaffRow:
    """A member of staff."""

    name: Name
    post: str
    subject: str
    leads: ClassName | None
    room: str
    phone: str
    email: str
    address: str


@dataclass(frozen=True)
class LoadRow:
    """Who teaches a subject to a class or subgroup."""

    school_class: ClassName
    subject: str
    group: str
    half_hours: int
    teacher: Name
    address: str


@dataclass(frozen=True)
class GuardianRow:
    """A guardian as the pupil's row names one."""

    name: Name
    relation: str
    phone: str
    email: str
    on_paper: bool


@dataclass(frozen=True)
class PupilRow:
    """A pupil with guardians."""

    name: Name
    birth: date
    sex: str
    """"m" or "f"."""
    school_class: ClassName
    file_number: str
    enrolled: date
    language: str
    education_form: str
    phone: str
    guardians: tuple[GuardianRow, ...]
    address: str


@dataclass(frozen=True)
class GroupRow:
    """A pupil's place in a subgroup."""

    school_class: ClassName
    subject: str
    group: str
    pupil: Name
    address: str


@dataclass(frozen=True)
class SlotRow:
    """A filled cell of the wall timetable."""

    school_class: ClassName
    weekday: int
    number: int
    subject: str
    rooms: tuple[str, ...]
    address: str


@dataclass(frozen=True)
class BellRow:
    """When a lesson of the day begins and ends."""

    number: int
    starts: str
    ends: str


@dataclass(frozen=True)
class TimetableReading:
    """The wall timetable with its bells and the day it is valid from."""

    slots: tuple[SlotRow, ...]
    bells: tuple[BellRow, ...]
    starts: date | None
    problems: tuple[Problem, ...] = ()
