"""A class journal as a workbook has it: a sheet a subject, pupils down, days and periods across (C25)."""

from dataclasses import dataclass
from datetime import date

from ..attendance.attendance import Absence
from ..journal.marks import Mark, Value
from ..years.year import Scheme


@dataclass(frozen=True)
class DayColumn:
    """A column of a day: a lesson, or a work of one."""

    day: date
    kind: str
    """The short name of the kind of work, "" for the plain answer."""
    number: int | None
    """The lesson's number where the workbook tells it."""
    address: str


@dataclass(frozen=True)
class PeriodColumn:
    """A column of a period's results."""

    scheme: Scheme
    number: int
    address: str


@dataclass(frozen=True)
class DayCell:
    """What stands in a pupil's cell of a day."""

    pupil: str
    column: DayColumn
    marks: tuple[Mark, ...]
    absence: Absence | None
    address: str


@dataclass(frozen=True)
class PeriodCell:
    """A pupil's result of a period."""

    pupil: str
    column: PeriodColumn
    value: Value
    address: str


@dataclass(frozen=True)
class GradebookSheet:
    """A subject of a group with what its sheet tells."""

    subject: str
    group: str
    where: str
    """The address of the group's cell."""
    pupils: tuple[tuple[str, str], ...]
    """The names as they are written, with their addresses."""
    days: tuple[DayCell, ...]
    periods: tuple[PeriodCell, ...]
