"""The school year: its periods, its free days, the classes' grades (domain rules 3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import NewType

from ...i18n import _
from ..groups.groups import CourseId
from ..people.people import ClassId

YearId = NewType("YearId", int)
PeriodId = NewType("PeriodId", int)

GRADES = range(1, 12)


@dataclass(frozen=True)
class Year:
    """A study year by its name and days."""

    id: YearId
    title: str
    starts: date
    ends: date
    """The last day of lessons; the year stays in hand until the next one begins."""


def year_in_hand(years: Sequence[Year], day: date) -> Year | None:
    """The year that has begun last; before the first one that is the one being prepared."""
    begun = [year for year in years if year.starts <= day]
    if begun:
        return max(begun, key=lambda year: year.starts)
    return min(years, key=lambda year: year.starts, default=None)


class Scheme(StrEnum):
    """How a year is divided for results."""

    TRIMESTER = "trimester"
    HALF_YEAR = "half_year"
    QUARTER = "quarter"


DEFAULT_SCHEMES = {grade: Scheme.HALF_YEAR if grade >= 10 else Scheme.TRIMESTER for grade in GRADES}
"""Trimesters in 1-9, half-years in 10-11."""


@dataclass(frozen=True)
class Period:
    """One study period of a scheme."""

    scheme: Scheme
    number: int
    starts: date
    ends: date
    id: PeriodId = PeriodId(0)
    closed: bool = False

    def covers(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.starts <= day <= self.ends


class DayKind(StrEnum):
    """What a stretch of the calendar does to lessons."""

    HOLIDAY = "holiday"
    DAY_OFF = "day_off"
    WORKING = "working"
    """A Saturday or Sunday on which lessons are held by the timetable of another weekday."""


@dataclass(frozen=True)
class CalendarSpan:
    """A stretch of days that differs from the plain week."""

    kind: DayKind
    starts: date
    ends: date
    title: str = ""
    first_grade: int = 1
    last_grade: int = 11
    as_weekday: int | None = None
    """For a working day: which weekday's timetable is held, 1 is Monday."""
    school_class: ClassId | None = None
    """Only for this class."""

    def covers(self, day: date, grade: int, school_class: ClassId | None) -> bool:
        """Whether it is about a grade, or one class of it, on a day."""
        return (
            self.starts <= day <= self.ends
            and self.first_grade <= grade <= self.last_grade
            and self.school_class in (None, school_class)
        )

    @property
    def breadth(self) -> tuple[bool, int, int]:
        """How much it is about: a class is less than grades, a day less than a week."""
        return self.school_class is None, (self.ends - self.starts).days, self.last_grade - self.first_grade


@dataclass(frozen=True)
class Calendar:
    """A study year with everything that makes a day a school day or not."""

    title: str
    """«2017/2018»."""
    starts: date
    ends: date
    spans: tuple[CalendarSpan, ...]
    periods: tuple[Period, ...]
    schemes: dict[int, Scheme]
    """The scheme of each grade."""
    week: int = 5
    """School days in a plain week."""
    weeks: Mapping[int, int] = field(default_factory=dict)
    """Of the grades whose plain week is longer or shorter."""
    class_schemes: Mapping[ClassId, Scheme] = field(default_factory=dict)
    """Of the classes that are divided otherwise than their grade."""
    course_schemes: Mapping[CourseId, Scheme] = field(default_factory=dict)
    """Of the courses that are divided otherwise than their class: those of an hour a week, by half-years."""
    closed_classes: frozenset[tuple[PeriodId, ClassId]] = frozenset()
    """The periods that are closed for single classes."""
    closed_grades: frozenset[tuple[PeriodId, int]] = frozenset()
    """The periods that are closed for every class of a grade: there groups of several classes are closed too."""

    @property
    def longest_week(self) -> int:
        """School days in the longest plain week of any grade."""
        return max(self.days_of_weeks)

    @property
    def days_of_weeks(self) -> tuple[int, ...]:
        """School days in a plain week of each grade."""
        return tuple(self.weeks.get(grade, self.week) for grade in GRADES)

    def span_of(self, day: date, grade: int, school_class: ClassId | None = None) -> CalendarSpan | None:
        """The stretch that decides a day: of several the one about the least."""
        found = [span for span in self.spans if span.covers(day, grade, school_class)]
        return min(found, key=lambda span: span.breadth, default=None)

    def weekday(self, day: date, grade: int, school_class: ClassId | None = None) -> int | None:
        """Which weekday's timetable the grade, or one class of it, follows that day (1 is Monday); None when free."""
        if not self.starts <= day <= self.ends:
            return None
        if (span := self.span_of(day, grade, school_class)) is not None:
            return span.as_weekday if span.kind is DayKind.WORKING else None
        return day.isoweekday() if day.isoweekday() <= self.weeks.get(grade, self.week) else None

    def is_odd(self, day: date) -> bool:
        """Whether the day lies in an odd week; the first is that of the study year's first Monday."""
        first = monday(self.starts + timedelta(days=6))
        return (monday(day) - first).days // 7 % 2 == 0

    def week_of(self, day: date, grade: int, school_class: ClassId | None = None) -> tuple[date, ...]:
        """The days of the day's week from Monday on: five, and the Saturday where the grade learns on it."""
        first = monday(day)
        saturday = first + timedelta(days=5)
        longer = self.weeks.get(grade, self.week) > 5
        count = 6 if longer or self.weekday(saturday, grade, school_class) is not None else 5
        return tuple(first + timedelta(days=n) for n in range(count))

    def free_because(self, day: date, grade: int, school_class: ClassId | None = None) -> str:
        """Why the grade is free that day: the title of the stretch it lies in; nothing on plain days."""
        if not self.starts <= day <= self.ends:
            return _("outside the study year")
        span = self.span_of(day, grade, school_class)
        return span.title if span is not None and span.kind is not DayKind.WORKING else ""

    def scheme_of(
        self, grade: int, school_class: ClassId | None = None, course: CourseId | None = None
    ) -> Scheme:
        """How the year is divided: as the course's own, else the class's, else the grade's."""
        if course is not None and course in self.course_schemes:
            return self.course_schemes[course]
        if school_class is not None and school_class in self.class_schemes:
            return self.class_schemes[school_class]
        return self.schemes[grade]

    def period_of(
        self, day: date, grade: int, school_class: ClassId | None = None, course: CourseId | None = None
    ) -> Period:
        """The study period in which the day lies; days outside the year answer the nearest one."""
        mine = self.periods_of(grade, school_class, course)
        return next((period for period in mine if day <= period.ends), mine[-1])

    def periods_of(
        self, grade: int, school_class: ClassId | None = None, course: CourseId | None = None
    ) -> tuple[Period, ...]:
        """The study periods of a grade, of one class or of one course, in order."""
        scheme = self.scheme_of(grade, school_class, course)
        mine = tuple(p for p in self.periods if p.scheme is scheme)
        if not self.closed_classes:
            return mine
        return tuple(replace(p, closed=True) if self._shut(p, grade, school_class) else p for p in mine)

    def _shut(self, period: Period, grade: int, school_class: ClassId | None) -> bool:
        if school_class is None:
            return (period.id, grade) in self.closed_grades
        return (period.id, school_class) in self.closed_classes

    def closed_anywhere(self, period: Period) -> bool:
        """Whether a period is closed for any class."""
        return period.closed or any(period.id == key for key, _class in self.closed_classes)


_LONG = timedelta(days=3)
"""Days off shorter than this keep their date, holidays keep their weekdays."""


def next_calendar(this: Calendar, starts: date, ends: date) -> Calendar:
    """The calendar of the year after, as it is usual: the same periods and days off, holidays on the same weekdays."""
    years = starts.year - this.starts.year
    spans = tuple(
        _later(span, years) for span in this.spans if span.kind is not DayKind.WORKING and span.school_class is None
    )
    periods = tuple(
        period
        for scheme in Scheme
        for period in _periods_later([p for p in this.periods if p.scheme is scheme], years, starts, ends)
    )
    title = f"{starts.year}/{starts.year + 1}"
    return Calendar(title, starts, ends, spans, periods, dict(this.schemes), this.week, this.weeks)


def _periods_later(periods: Sequence[Period], years: int, starts: date, ends: date) -> list[Period]:
    begins = [starts, *(same_day(period.starts, years) for period in periods[1:])]
    last = [*(day - timedelta(days=1) for day in begins[1:]), ends]
    return [
        Period(period.scheme, period.number, first, until)
        for period, first, until in zip(periods, begins, last, strict=False)  # no periods, no bounds
    ]


def _later(span: CalendarSpan, years: int) -> CalendarSpan:
    if span.kind is DayKind.HOLIDAY and span.ends - span.starts >= _LONG:
        shift = timedelta(weeks=52 * years)
        return replace(span, starts=span.starts + shift, ends=span.ends + shift)
    return replace(span, starts=same_day(span.starts, years), ends=same_day(span.ends, years))


def same_day(day: date, years: int) -> date:
    """The same date so many years later; of 29 February the day before."""
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    return day.replace(year=day.year + years)


def monday(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def scheme_title(scheme: Scheme) -> str:
    """«триместры»."""
    words = {
        Scheme.TRIMESTER: _("trimesters"),
        Scheme.HALF_YEAR: _("half-years"),
        Scheme.QUARTER: _("quarters"),
    }
    return words[scheme]


_ROMAN = ("", "I", "II", "III", "IV")


def period_number(number: int) -> str:
    """«II»."""
    return _ROMAN[number]


def period_title(scheme: Scheme, number: int) -> str:
    """«II триместр»."""
    words = {
        Scheme.TRIMESTER: _("trimester {number}"),
        Scheme.HALF_YEAR: _("half-year {number}"),
        Scheme.QUARTER: _("quarter {number}"),
    }
    return words[scheme].format(number=_ROMAN[number])


def period_short(scheme: Scheme, number: int) -> str:
    """«II тр.», where many stand side by side."""
    words = {
        Scheme.TRIMESTER: _("tr. {number}"),
        Scheme.HALF_YEAR: _("half {number}"),
        Scheme.QUARTER: _("qu. {number}"),
    }
    return words[scheme].format(number=_ROMAN[number])
