"""What is told of a period where no marks are given: hours held, and who was there (C29)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ..attendance.attendance import Absence
from ..journal.lessons import Column, LessonGrid, LessonState, Row
from ..people.people import PupilId
from ..years.year import Period


@dataclass(frozen=True)
class Attended:
    """How often a pupil was there."""

    lessons: int
    """Held while the pupil learned the subject here."""
    missed: int
    ill: int = 0
    excused: int = 0
    late: int = 0

    @property
    def text(self) -> str:
        """«2/24»: missed of those held; nothing where none was held."""
        return f"{self.missed}/{self.lessons}" if self.lessons else ""


@dataclass(frozen=True)
class PeriodHours:
    """A period of a course."""

    title: str
    given: int
    """Lessons held."""
    planned: int
    """Lessons of the timetable, held or still to be held."""
    begun: bool


@dataclass(frozen=True)
class HoursRow:
    """A pupil's line, in step with the periods."""

    pupil: PupilId
    name: str
    periods: tuple[Attended, ...]
    left_out: bool = False
    """Whether the pupil's individual plan leaves the subject out today (C15)."""


@dataclass(frozen=True)
class HoursTable:
    """A course without marks by period."""

    title: str
    """«1А · Музыка»."""
    periods: tuple[PeriodHours, ...]
    rows: tuple[HoursRow, ...]
    running: int
    """Which of the periods is going on, or was last."""


def percent(whole: int, part: int) -> int | None:
    """A part in thousandths of a percent, rounded half up; None of nothing."""
    return (200_000 * part + whole) // (2 * whole) if whole else None


def hours_of(columns: Sequence[Column], period: Period, title: str, today: date) -> PeriodHours:
    """The lessons of a period."""
    mine = {column.lesson: column for column in columns if _is_lesson(column) and period.covers(column.day)}.values()
    held = sum(column.state is LessonState.HELD for column in mine)
    return PeriodHours(title, held, sum(column.state.takes_place for column in mine), period.starts <= today)


def attended(grid: LessonGrid, row: Row, period: Period) -> Attended:
    """How often a pupil was there in a period."""
    held: set[int] = set()
    letters: dict[int, Absence] = {}
    for column, cell in zip(grid.columns, row.cells, strict=True):
        counts = column.state is LessonState.HELD and period.covers(column.day) and _is_lesson(column)
        if counts and cell.enrolled and not cell.at_home:
            held.add(column.lesson)
            if cell.absence is not None:
                letters[column.lesson] = cell.absence
    return Attended(
        len(held), sum(one.missed for one in letters.values()), _count(letters.values(), Absence.ILL),
        _count(letters.values(), Absence.EXCUSED), _count(letters.values(), Absence.LATE),
    )  # fmt: skip


def _count(letters: Iterable[Absence], wanted: Absence) -> int:
    return sum(letter is wanted for letter in letters)


def _is_lesson(column: Column) -> bool:
    return not column.of_certificates
