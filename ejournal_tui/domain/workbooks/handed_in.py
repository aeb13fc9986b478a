"""Rows that people hand in as workbooks, and what is wrong with a cell."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from ...i18n import _
from ..groups.groups import ClassName
from ..people.people import Name
from ..timetable.timetable import Weeks

Row = TypeVar("Row")

_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})


def unseen(sign: str) -> bool:
    """Whether a sign is a control, a direction or another one that nobody sees; line breaks and tabs are spaces."""
    return sign not in "\t\n\r" and unicodedata.category(sign) in _UNSEEN


def code(sign: str) -> str:
    """A sign by its number: «U+202E»."""
    return f"U+{ord(sign):04X}"


def visible(text: str) -> str:
    """The text on one line, its unseen signs told by their numbers: safe to print and to read."""
    if text.isprintable():
        return text
    return "".join(f"[{code(c)}]" if unseen(c) else " " if c in "\t\n\r" else c for c in text)


class Fault(StrEnum):
    """What a cell is at fault in; all of a kind can be decided at once."""

    LETTERS = "letters"
    DATES = "dates"
    CLASSES = "classes"
    PHONES = "phones"
    EMAILS = "emails"
    SEX = "sex"
    GUESSES = "guesses"
    NAMES = "names"
    AGES = "ages"
    LEAVERS = "leavers"
    TWICE = "twice"
    LAYOUT = "layout"
    OTHER = "other"


LONGEST_FOUND = 60
"""How much of a cell a sentence repeats: the address tells the rest."""


@dataclass(frozen=True)
class Problem:
    """What stands in a cell, what should, and a repair to accept or not."""

    sheet: str
    address: str
    found: str
    expected: str
    repair: str = ""
    fault: Fault = Fault.OTHER

    def sentence(self) -> str:
        """«Ученики!C5: стоит «31.02.2004»; такого дня нет; нужна дата.»."""
        text = _("{sheet}!{address}: found “{found}”; {expected}.")
        if not self.found:
            text = _("{sheet}!{address}: nothing stands here; {expected}.")
        found = self.found if len(self.found) <= LONGEST_FOUND else f"{self.found[:LONGEST_FOUND]}…"
        said = text.format(sheet=self.sheet, address=self.address, found=found, expected=self.expected)
        return visible(said + (" " + _("Proposed: {repair}.").format(repair=self.repair) if self.repair else ""))


@dataclass(frozen=True)
class Reading(Generic[Row]):
    """The rows that could be read of a workbook and everything that is not clean in it."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    of_class: Mapping[tuple[str, int], ClassName] = field(default_factory=dict)
    """The class that each row of a sheet names, also of rows that cannot be read otherwise."""


@dataclass(frozen=True)
class Place:
    """Where a row stands, and which cells of it told something."""

    sheet: str
    row: int
    columns: Mapping[str, str] = field(default_factory=dict)
    """The letters of the columns by what they tell; what the workbook has no readable cell for is missing."""

    def of(self, fact: str) -> str:
        """The address of the cell that tells a fact, else of the name, else of the row: «Сотрудники!C5»."""
        letters = self.columns.get(fact) or self.columns.get("name", "A")
        return f"{self.sheet}!{letters}{self.row}"


@dataclass(frozen=True)
class StaffRow:
    """A member of staff."""

    name: Name
    post: str
    leads: ClassName | None
    room: str
    phone: str
    email: str
    place: Place


@dataclass(frozen=True)
class LoadRow:
    """Who teaches a subject to a class or subgroup."""

    school_class: ClassName
    subject: str
    group: str
    half_hours: int
    teacher: Name
    place: Place


@dataclass(frozen=True)
class StaffReading:
    """The staff list with the workload."""

    staff: tuple[StaffRow, ...]
    loads: tuple[LoadRow, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class GuardianRow:
    """A guardian as the pupil's row names one."""

    name: Name
    relation: str
    phone: str
    email: str
    on_paper: bool
    place: Place


@dataclass(frozen=True)
class PupilRow:
    """A pupil with guardians."""

    name: Name
    birth: date
    sex: str
    """"m" or "f", "" where the cell tells neither."""
    school_class: ClassName
    file_number: str
    enrolled: date | None
    language: str
    education_form: str
    phone: str
    guardians: tuple[GuardianRow, ...]
    place: Place


@dataclass(frozen=True)
class LeaverRow:
    """Somebody whom a list strikes out."""

    name: Name
    birth: date
    school_class: ClassName
    left: date | None
    """The day that the list tells, to be proposed."""
    place: Place


@dataclass(frozen=True)
class PupilReading(Reading[PupilRow]):
    """A list of pupils with those who left."""

    leavers: tuple[LeaverRow, ...] = ()


@dataclass(frozen=True)
class GroupRow:
    """A pupil's place in a subgroup."""

    school_class: ClassName
    subject: str
    group: str
    pupil: Name
    place: Place


@dataclass(frozen=True)
class SlotRow:
    """A filled cell of the wall timetable."""

    school_class: ClassName
    weekday: int
    number: int
    subject: str
    rooms: tuple[str, ...]
    address: str
    weeks: Weeks = Weeks.EVERY


@dataclass(frozen=True)
class BellRow:
    """When a lesson of the day begins and ends."""

    number: int
    starts: str
    ends: str
    address: str


@dataclass(frozen=True)
class TimetableReading:
    """The wall timetable with its bells and the day it is valid from."""

    slots: tuple[SlotRow, ...]
    bells: tuple[BellRow, ...]
    starts: date | None
    problems: tuple[Problem, ...] = ()
