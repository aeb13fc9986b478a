"""Workbooks that leave the journal: tables as data, before anybody draws them."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ..papers.papers import Stamp

Value = str | int | float | date | None


class Kind(StrEnum):
    """What a workbook is about; the words of the command line."""

    STAFF = "staff"
    PUPILS = "pupils"
    GROUPS = "groups"
    TIMETABLE = "timetable"
    MARKS = "marks"


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    heading: str
    width: int
    """In characters."""
    choices: tuple[str, ...] = ()
    """What a cell may hold, for a drop-down."""
    only: bool = False
    """Whether a cell may hold nothing else."""
    of_days: bool = False
    wraps: bool = False
    """Whether a long text goes on in the next line of its cell."""
    of_text: bool = False
    """Whether a number typed here stays as it is typed: phones, file numbers."""


@dataclass(frozen=True)
class Page:
    """One sheet with one table."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...] = ()
    title: str = ""
    """A line above the headings."""
    fixed: int = 0
    """How many columns stay in sight."""
    above: tuple[tuple[Value, ...], ...] = field(default=(), kw_only=True)
    """Lines between the title and the headings."""
    empty_rows: int = field(default=0, kw_only=True)
    """For how many rows beneath the last the drop-downs are there."""


@dataclass(frozen=True)
class Handout:
    """A workbook on its way out."""

    kind: Kind
    pages: tuple[Page, ...]
    stamp: Stamp
    people: int = 0
    """Of how many people it tells."""
    left_out: tuple[str, ...] = ()
    """What the layout has no place for, in words."""
