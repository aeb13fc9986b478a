"""Lessons and what a grid of them shows."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from ...i18n import _
from ..attendance.attendance import Absence
from ..groups.groups import CourseId
from ..people.people import PupilId
from ..text.words import short_date
from ..years.year import Period
from .deadlines import Standing
from .marks import Mark, WorkId

LessonId = NewType("LessonId", int)


class LessonState(StrEnum):
    """Where a lesson stands."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"
    MOVED = "moved"

    @property
    def takes_place(self) -> bool:
        """Whether the lesson is held at its time: neither cancelled nor moved away."""
        return self in (LessonState.PLANNED, LessonState.HELD)


@dataclass(frozen=True)
class Written:
    """One mark of a cell with who wrote it and when."""

    mark: Mark
    author: str
    """Surname and initials; "" where unknown."""
    at: int
    """The instant of writing, milliseconds of UTC."""
    comment: str = ""


@dataclass(frozen=True)
class Cell:
    """What stands where a pupil's row meets a work's column."""

    marks: tuple[Written, ...] = ()
    absence: Absence | None = None
    enrolled: bool = True
    """False on days the pupil was not in the group: the cell is locked and shows «—»."""
    origin: str = ""
    """Where and when a mark of a locked cell was given, «7Б 13.09»: it came with the pupil (C16, C17)."""
    at_home: bool = False
    """Whether the pupil is taught at home on this day (C14)."""
    made_up: tuple[Mark, ...] = ()
    """What the pupil was given for this work in a later lesson (C03)."""
    made_up_on: date | None = None
    corrected: tuple[Mark, ...] = ()
    """What the pupil was given in a later lesson for the work on the mistakes of this one."""
    corrected_on: date | None = None
    between: str = ""
    """What stands between two marks of the cell, as the school writes them: «54» or «5/4»."""
    own_date: str = ""
    """The pupil's own date for the work, in words: «должен К/р до 22.01», «пишет К/р 22.01» (C03, C04)."""
    left_out: bool = False
    """Whether the pupil does not learn the subject by an individual plan (C15): locked, and nothing in it counts."""
    awaited: bool = False
    """Whether the pupil writes the work on a day still to come: no mark is wanting yet (C04)."""

    @property
    def seen(self) -> tuple[Mark, ...]:
        """The marks that a person sees in the cell; a change carries them so that nobody overwrites blindly."""
        return tuple(written.mark for written in self.marks)

    @property
    def said(self) -> tuple[str, ...]:
        """The comments that a person sees at the marks."""
        return tuple(written.comment for written in self.marks)

    @property
    def text(self) -> str:
        """The cell as it is drawn: «54», «н», «4о», «2→4», «—», nothing."""
        if self.at_home and not self.marks and not self.absence:
            return _("home")
        if not self.enrolled and not self.marks:
            return "—"
        marks = self.between.join(w.mark.text for w in self.marks)
        given_later = self.between.join(mark.text for mark in self.corrected or self.made_up)
        later = f"→{given_later}" if given_later else ""
        return marks + (self.absence.value if self.absence else "") + later


EMPTY = Cell()
LOCKED = Cell(enrolled=False)
LEFT_OUT = Cell(enrolled=False, left_out=True)
"""The subject is not in the pupil's individual plan (C15)."""
AT_HOME = Cell(at_home=True)
AT_HOME_ELSEWHERE = Cell(enrolled=False, at_home=True)
"""Taught at home in lessons of the pupil's own: the marks are kept there (C14)."""


@dataclass(frozen=True)
class Column:
    """One column of the grid: a work of a lesson; a lesson without works has one column for «ответ на уроке»."""

    lesson: LessonId
    work: WorkId | None
    """None while no mark asked for the plain «ответ на уроке»."""
    work_code: str
    """The code of the work's kind; with the lesson it names the work for good, though it be removed and made anew."""
    day: date
    number: int
    """The lesson's number in the day."""
    kind: str
    """The work's short name («отв», «К/р»), "" for the plain answer."""
    kind_name: str
    weight: int
    state: LessonState
    topic: str = ""
    homework: str = ""
    closed: bool = False
    """Whether the period or the edit window forbids writing here."""
    substitute: str = ""
    """Who keeps the lesson instead of its teacher, surname and initials (R1-2.1)."""
    on_paper: bool = False
    """Whether the lesson was kept in the paper journal: its marks come from there (C25)."""
    of_certificates: bool = False
    """Whether this is no lesson, but what certificates brought into the period (C17)."""
    for_all: bool = False
    """Whether the work is one that every pupil gets a mark for."""
    due: datetime | None = None
    """Until when the marks of a declared work are entered (R1-2.4)."""
    marks: int = 1
    """How many marks are typed into a cell before the hand goes on: two for «54»."""
    root: WorkId | None = None
    """The work that the marks are for: this one, or the earlier one that is made up or corrected here."""
    corrects: bool = False
    """Whether it is a work on the mistakes of an earlier one."""


@dataclass(frozen=True)
class Row:
    """One pupil's line of the grid."""

    pupil: PupilId
    name: str
    """«Абрамов Иван»."""
    cells: tuple[Cell, ...]
    average: int | None
    """Weighted average in thousandths; None without marks."""
    forecast: int | None
    """The proposed mark at today's average."""
    result: str = ""
    """The period's mark where it is set."""
    results: tuple[str, ...] = ()
    """Of the whole year: the mark of each of its periods, "" where none is set."""


@dataclass(frozen=True)
class Place:
    """Where the cursor stands in a grid."""

    row: int = 0
    column: int = 0


@dataclass(frozen=True)
class LessonGrid:
    """A subject and group in a period: everything the lesson grid draws."""

    course: CourseId
    title: str
    """«7А · Русский язык»."""
    period: Period
    period_title: str
    """«II триместр»."""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    markless: bool = False
    """Class 1 and subjects without marks take no digits."""
    head: int = 0
    """The log's head when this was read: what has changed since is asked from here."""
    periods: tuple[Period, ...] = ()
    """The periods of the year where the whole of it is shown; empty where one period is."""
    mistakes: str = "beside"
    """What a work on mistakes does to the mark that it corrects, by the school's rule."""

    def at(self, place: Place) -> tuple[Row, Column, Cell] | None:
        """The pupil, the column and the cell at a place, None outside of the grid."""
        if not (0 <= place.row < len(self.rows) and 0 <= place.column < len(self.columns)):
            return None
        row = self.rows[place.row]
        return row, self.columns[place.column], row.cells[place.column]

    def find(self, pupil: PupilId, column: Column) -> tuple[Row, Column, Cell] | None:
        """The cell of a pupil at the work that a column of another picture of this grid showed."""
        where = (column.lesson, column.work_code)
        rows = (n for n, row in enumerate(self.rows) if row.pupil == pupil)
        columns = (n for n, other in enumerate(self.columns) if (other.lesson, other.work_code) == where)
        return self.at(Place(next(rows, -1), next(columns, -1)))

    def absence(self, row: Row, lesson: LessonId) -> Absence | None:
        """A pupil's absence at a lesson; it stands in the first of the lesson's columns."""
        pairs = zip(self.columns, row.cells, strict=True)
        return next((cell.absence for column, cell in pairs if column.lesson == lesson and cell.absence), None)



@dataclass(frozen=True)
class LessonLine:
    """One lesson on Today."""

    lesson: LessonId
    course: CourseId
    number: int
    starts: str
    ends: str
    group: str
    subject: str
    room: str
    state: LessonState
    roll: int | None
    """How many are absent; None while the roll is not called."""
    topic: str
    planned_topic: bool
    marks: int
    homework: str | None
    """None while nothing is said; "" for «не задано»."""
    homework_due: str = ""
    """«17:05» where the clock runs."""
    substitution: str = ""
    """Instead of whom the person keeps it, or who keeps it instead of them; where it was moved."""
    of_others: bool = False
    """Whether somebody else keeps it."""


class Entry(StrEnum):
    """What may be missing at a lesson."""

    LESSON = "lesson"
    HOMEWORK = "homework"
    MARKS = "marks"
    DEBT = "debt"
    """What pupils owe past their date: theirs, not the teacher's."""


@dataclass(frozen=True)
class Overdue:
    """Something that a teacher has not entered in time, or soon will not have."""

    lesson: LessonId
    course: CourseId
    day: date
    group: str
    subject: str
    missing: Entry
    words: str
    """What is missing, and until when it was to be entered: «К/р: без отметок 12 (до 22.01)»."""
    due: datetime
    standing: Standing
    work: str = ""
    """The code of the work whose marks are missing."""

    @property
    def title(self) -> str:
        """«7А Русский 12.01»."""
        return _("{group} {subject} {day}").format(group=self.group, subject=self.subject, day=short_date(self.day))


@dataclass(frozen=True)
class ResultNote:
    """What is told of a result: it waits, was answered, or its day comes near."""

    words: str
    course: CourseId
    number: int
    """Of the period."""


@dataclass(frozen=True)
class Today:
    """A teacher's day."""

    day: date
    lines: tuple[LessonLine, ...]
    free_because: str = ""
    overdue: tuple[Overdue, ...] = field(default=())
    """The oldest first."""
    now: int = -1
    """Which line is going on now or comes next; -1 when the day is over or empty."""
    untouched: bool = False
    """Whether the person's journals are empty as yet (C37)."""
    corrections: tuple[str, ...] = ()
    answers: tuple[ResultNote, ...] = ()
    """What is told of the teacher's requests to correct closed lessons."""
