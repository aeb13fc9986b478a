"""What stands on papers, before anybody draws it: frozen shapes that services fill and reports print."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ...i18n import _
from ..attendance.attendance import Absence
from ..text.words import short_date


@dataclass(frozen=True)
class Stamp:
    """Who took data out of the journal, when and where; stands on every page."""

    who: str
    """Surname and initials."""
    when: datetime
    """The moment in the school's time."""
    terminal: str
    copy: int
    """The copy's number, the same as in the audit."""


def copy_words(number: int) -> str:
    """«экз. № 000123», on the pages of a copy and in the log alike."""
    return _("copy No. {copy}").format(copy=f"{number:06}")


@dataclass(frozen=True)
class SheetDay:
    """One school day of the week's sheet."""

    day: date
    free_because: str = ""
    """Why nobody learns that day: the holiday's name; "" on school days."""


NO_LESSON = -1
"""Stands for the number of a line that is no lesson: what a certificate tells of a day."""


@dataclass(frozen=True)
class SheetLesson:
    """One line of a day as a pupil's family reads it."""

    number: int
    subject: str
    homework: str | None = None
    """None while nothing is said; "" for «не задано»."""
    marks: tuple[str, ...] = ()
    absence: Absence | None = None
    note: str = ""
    """What is unusual, in words: a substitution, a cancellation; what the teacher says of a mark."""
    cancelled: bool = False
    topic: str = ""
    """What was done, once it is written down."""

    @property
    def number_text(self) -> str:
        """The number as it is shown."""
        return "" if self.number == NO_LESSON else str(self.number)

    @property
    def mark(self) -> str:
        """The marks as the diary shows them: «5», «54», «4-,5»."""
        return _joined(self.marks)

    @property
    def printed(self) -> str:
        """The marks as they are printed: paper knows no signs behind a mark."""
        return _joined([mark.replace("+", "").replace("-", "") for mark in self.marks])


def _joined(marks: Sequence[str]) -> str:
    plain = all(len(mark) == 1 for mark in marks)
    return ("" if plain else ",").join(marks)


@dataclass(frozen=True)
class SubjectStanding:
    """Where a pupil stands in a subject at the week's end."""

    subject: str
    average: int | None = None
    """Weighted average of the period in thousandths; None without marks."""
    count: int = 0
    """How many marks made the average."""
    forecast: int | None = None
    """The period's mark as it would come out today."""
    debts: int = 0
    risk: bool = False
    """Whether the result is in danger."""


@dataclass(frozen=True)
class SheetDebt:
    """A work that a pupil owes."""

    subject: str
    day: date
    """Of the work."""
    until: date | None = None
    """Until when it is made up; None where the teacher has set no day."""

    @property
    def words(self) -> str:
        """«Алгебра за 12.01 — до 22.01», «Физика за 15.01»."""
        words = _("{subject} of {day} — until {until}") if self.until else _("{subject} of {day}")
        until = short_date(self.until) if self.until else ""
        return words.format(subject=self.subject, day=short_date(self.day), until=until)


@dataclass(frozen=True)
class Missed:
    """Lessons missed in the week; the late ones were attended."""

    total: int = 0
    ill: int = 0
    excused: int = 0
    late: int = 0


@dataclass(frozen=True)
class PupilWeek:
    """One pupil's week; subgroups and individual plans make it differ from the classmates'."""

    name: str
    days: tuple[tuple[SheetLesson, ...], ...]
    """The pupil's lessons, in step with the days of the class; nothing on free days."""
    subjects: tuple[SubjectStanding, ...] = ()
    missed: Missed = Missed()
    trend: tuple[int | None, ...] = ()
    """Average of each month in thousandths, in step with the months of the class."""
    remarks: tuple[str, ...] = ()
    """Teachers' remarks and messages to the family, newest first."""
    debts: tuple[SheetDebt, ...] = ()
    """The works of the period that are owed, those with the nearest day first."""


@dataclass(frozen=True)
class WeeklySheets:
    """The sheets of a class for a week."""

    school: str
    class_name: str
    class_teacher: str
    """Surname and initials."""
    days: tuple[SheetDay, ...]
    """The days from Monday on: five or six."""
    pupils: tuple[PupilWeek, ...]
    stamp: Stamp
    period_title: str
    """«II триместр»."""
    months: tuple[date, ...] = ()
    """A day of each month beneath the chart."""
    markless: bool = False
    """Class 1: no marks, no averages."""


@dataclass(frozen=True)
class Credential:
    """What one person needs to enter for the first time."""

    name: str
    role: str
    """In words: «учитель», «обучающийся», «родитель (законный представитель)»."""
    class_name: str
    """"" for staff without a class."""
    login: str
    code: str
    """The one-time code, digits only; shown this once."""
    valid_until: date
    children: tuple[str, ...] = ()
    """The pupils whose guardian the person is."""


@dataclass(frozen=True)
class CredentialBatch:
    """Slips that are issued together."""

    school: str
    entrances: tuple[str, ...]
    """How to enter, a line for each door."""
    credentials: tuple[Credential, ...]
    stamp: Stamp
