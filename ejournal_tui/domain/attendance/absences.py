"""A class's attendance: who missed which lessons, why by which paper, and how it adds up (domain rules 2)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ...i18n import N_, _
from ..errors import Invalid
from ..groups.groups import CourseId
from ..journal.lessons import LessonId, LessonState
from ..people.people import ClassId, PupilId, Span
from ..text.words import short_date
from .attendance import Absence
from .notices import Notice


class PaperKind(StrEnum):
    """What a reason of absence is written on."""

    CERTIFICATE = "certificate"
    STATEMENT = "statement"
    ORDER = "order"
    OTHER = "other"

    @property
    def words(self) -> str:
        """«справка»."""
        return _(_KINDS[self])


_KINDS = {
    PaperKind.CERTIFICATE: N_("certificate"),
    PaperKind.STATEMENT: N_("statement"),
    PaperKind.ORDER: N_("order"),
    PaperKind.OTHER: N_("other paper"),
}
FIRST_LESSON, LAST_LESSON = 0, 99


@dataclass(frozen=True)
class Paper:
    """Why a pupil was away, for a stretch of days and perhaps some lessons of them (C10)."""

    pupil: PupilId
    kind: PaperKind
    reason: str
    """«болезнь», as the school's list has it."""
    letter: Absence
    number: str
    stated: date
    """The day on the paper."""
    starts: date
    ends: date
    lessons: tuple[int, int] | None = None
    """The first and the last lesson, on every day; None for whole days."""

    def covers(self, day: date, number: int) -> bool:
        """Whether it speaks of a lesson."""
        first, last = self.lessons or (FIRST_LESSON, LAST_LESSON)
        return self.starts <= day <= self.ends and first <= number <= last

    @property
    def when(self) -> str:
        """«15.01–19.01», «17.01, уроки 1–3»."""
        days = short_date(self.starts)
        if self.ends != self.starts:
            days = f"{days}–{short_date(self.ends)}"
        if self.lessons is None:
            return days
        first, last = self.lessons
        if first == last:
            return _("{days}, lesson {number}").format(days=days, number=first)
        return _("{days}, lessons {numbers}").format(days=days, numbers=f"{first}–{last}")

    @property
    def words(self) -> str:
        """«справка № 12 от 22.01: болезнь»."""
        number = _(" no. {number}").format(number=self.number) if self.number else ""
        return _("{kind}{number} of {day}: {reason}").format(
            kind=self.kind.words, number=number, day=short_date(self.stated), reason=self.reason
        )


LONGEST = 120
MOST_DAYS = 366


def require_sound(paper: Paper) -> None:
    """Refuse a paper that makes no sense; raises Invalid."""
    if paper.letter not in (Absence.ILL, Absence.EXCUSED):
        raise Invalid(_("A paper makes “б” or “п” of an absence: choose one of these reasons."))
    if paper.ends < paper.starts:
        raise Invalid(_("The last day lies before the first."))
    if (paper.ends - paper.starts).days > MOST_DAYS:
        raise Invalid(_("A paper speaks of a year at most."), _("Look at the days again."))
    if paper.lessons is not None and not 1 <= paper.lessons[0] <= paper.lessons[1] <= 12:
        raise Invalid(_("Lessons are numbered from 1 to 12, the first before the last."), _("Write them like 1-3."))
    if max(len(paper.number), len(paper.reason)) > LONGEST:
        raise Invalid(_("The number or the reason is too long: at most {count} characters.").format(count=LONGEST))


@dataclass(frozen=True)
class KeptPaper:
    """A paper as it is kept."""

    key: int
    paper: Paper


@dataclass(frozen=True)
class Letter:
    """What stands at a lesson of a pupil who was not simply there."""

    absence: Absence
    minutes: int | None = None
    """How late, where it is known."""
    covered: Absence | None = None
    """What a paper would make of a plain «н»."""

    @property
    def text(self) -> str:
        """«н», «б», «н→б» where a paper is there already."""
        return f"{self.absence.value}→{self.covered.value}" if self.covered else self.absence.value


@dataclass(frozen=True)
class ClassLesson:
    """A lesson of a class or of a part of it."""

    id: LessonId
    course: CourseId
    day: date
    number: int
    subject: str
    """Short: «Рус»."""
    subject_name: str
    state: LessonState
    called: bool
    """Whether the roll was called."""
    closed: bool = False
    teachers: str = ""


@dataclass(frozen=True)
class Attending:
    """A pupil of a class with what stands at the lessons."""

    pupil: PupilId
    name: str
    stays: tuple[Span, ...]
    lessons: tuple[ClassLesson, ...]
    """Those that were the pupil's, in order."""
    letters: Mapping[LessonId, Letter] = field(default_factory=dict)

    def letters_of(self, day: date, all_lessons: bool = False) -> list[Absence | None]:
        """What stands at the held lessons of a day, or at all of them, in order; None where the pupil was there."""
        here = [
            self.letters.get(lesson.id)
            for lesson in self.lessons
            if lesson.day == day and (all_lessons or _counts(lesson, self))
        ]
        return [letter.absence if letter else None for letter in here]

    def missing_now(self, day: date) -> tuple[ClassLesson, ...]:
        """The lessons of a day missed after the pupil had been at an earlier one («был на 1-м уроке, сейчас нет»)."""
        found, was_here = [], False
        for lesson in (one for one in self.lessons if one.day == day):
            letter = self.letters.get(lesson.id)
            if letter is not None and letter.absence.missed:
                if was_here and letter.absence is Absence.ABSENT and not letter.covered:
                    found.append(lesson)
            elif lesson.called:
                was_here = True
        return tuple(found)


def _counts(lesson: ClassLesson, pupil: Attending) -> bool:
    """Whether a lesson is one that was held: kept already, or missed by somebody."""
    return lesson.state is LessonState.HELD or (lesson.state.takes_place and lesson.id in pupil.letters)


@dataclass(frozen=True)
class ClassAttendance:
    """A class in a stretch of days: what the attendance screen draws."""

    school_class: ClassId
    title: str
    grade: int
    first: date
    last: date
    lessons: tuple[ClassLesson, ...]
    pupils: tuple[Attending, ...]
    papers: tuple[KeptPaper, ...] = ()
    full_day: int = 0
    """From how many missed lessons on a day counts as missed; 0: when all were missed."""
    whole: bool = True
    """Whether the reader sees every lesson of the class, or only those of the own courses."""
    leads: bool = False
    """Whether the reader is the class teacher."""
    head: int = 0
    free_because: str = ""
    today: date | None = None
    notices: Mapping[PupilId, Notice] = field(default_factory=dict)
    """Of whom the family says that they are away, on a single day."""

    @property
    def days(self) -> tuple[date, ...]:
        """The days with lessons."""
        return tuple(dict.fromkeys(lesson.day for lesson in self.lessons))


@dataclass(frozen=True)
class Count:
    """How much was missed."""

    days: int = 0
    days_ill: int = 0
    lessons: int = 0
    ill: int = 0
    excused: int = 0
    unexcused: int = 0
    late: int = 0
    held: int = 0
    """Of how many lessons."""

    def __add__(self, other: "Count") -> "Count":
        pairs = zip(self.figures, other.figures, strict=True)
        return Count(*(one + another for one, another in pairs))

    @property
    def figures(self) -> tuple[int, ...]:
        """All of them, in their order."""
        return (self.days, self.days_ill, self.lessons, self.ill, self.excused, self.unexcused, self.late, self.held)


def count_day(letters: Sequence[Absence | None], full_day: int) -> Count:
    """A day of a pupil: a full day is missed when all lessons were, or so many as the school has ruled."""
    missed = [letter for letter in letters if letter is not None and letter.missed]
    whole = bool(missed) and (len(missed) == len(letters) if not full_day else len(missed) >= full_day)
    ill = missed.count(Absence.ILL)
    return Count(
        int(whole), int(whole and ill == len(missed)), len(missed), ill, missed.count(Absence.EXCUSED),
        missed.count(Absence.ABSENT), sum(letter is Absence.LATE for letter in letters), len(letters),
    )  # fmt: skip


def count_pupil(pupil: Attending, days: Iterable[date], full_day: int, today: date | None = None) -> Count:
    """A stretch of days of a pupil; the lessons of today that are still to come keep it from being missed."""
    total = Count()
    for day in days:
        total += count_day(pupil.letters_of(day, day == today), full_day)
    return total


def day_text(letters: Sequence[Absence | None]) -> str:
    """A day of a pupil in a month: how many lessons were missed and why, «6б», «2н1б»; a late one «о» (domain 4c)."""
    missed = [letter for letter in letters if letter is not None]
    kinds = [(kind, missed.count(kind)) for kind in (Absence.ABSENT, Absence.ILL, Absence.EXCUSED)]
    told = "".join(f"{count}{kind.value}" for kind, count in kinds if count)
    return told or (Absence.LATE.value if Absence.LATE in missed else "")
