"""The school year: its periods, its free days, the classes' grades (domain rules 3)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import NewType

from ..i18n import _

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

    def weekday(self, day: date, grade: int) -> int | None:
        """Which weekday's timetable the grade follows that day (1 is Monday), or None when it is free."""
        if not self.starts <= day <= self.ends:
            return None
        for span in self.spans:
            if span.starts <= day <= span.ends and span.first_grade <= grade <= span.last_grade:
                return span.as_weekday if span.kind is DayKind.WORKING else None
        return day.isoweekday() if day.isoweekday() <= self.week else None

    def week_of(self, day: date, grade: int) -> tuple[date, ...]:
        """The days of the day's week from Monday on: five, and the Saturday where the grade learns on it."""
        first = monday(day)
        saturday = first + timedelta(days=5)
        count = 6 if self.week > 5 or self.weekday(saturday, grade) is not None else 5
        return tuple(first + timedelta(days=n) for n in range(count))

    def free_because(self, day: date, grade: int) -> str:
        """Why the grade is free that day: the title of the stretch it lies in; nothing on plain days."""
        if not self.starts <= day <= self.ends:
            return _("outside the study year")
        for span in self.spans:
            if span.starts <= day <= span.ends and span.first_grade <= grade <= span.last_grade:
                return span.title if span.kind is not DayKind.WORKING else ""
        return ""

    def period_of(self, day: date, grade: int) -> Period:
        """The study period of the grade in which the day lies; days outside the year answer the nearest one."""
        mine = [p for p in self.periods if p.scheme is self.schemes[grade]]
        for period in mine:
            if day <= period.ends:
                return period
        return mine[-1]

    def periods_of(self, grade: int) -> tuple[Period, ...]:
        """The study periods of the grade in order."""
        return tuple(p for p in self.periods if p.scheme is self.schemes[grade])


_LONG = timedelta(days=3)
"""Days off shorter than this keep their date, holidays keep their weekdays."""


def next_calendar(this: Calendar, starts: date, ends: date) -> Calendar:
    """The calendar of the year after, as it is usual: the same periods and days off, holidays on the same weekdays."""
    years = starts.year - this.starts.year
    spans = tuple(_later(span, years) for span in this.spans if span.kind is not DayKind.WORKING)
    periods = tuple(
        period
        for scheme in Scheme
        for period in _periods_later([p for p in this.periods if p.scheme is scheme], years, starts, ends)
    )
    title = f"{starts.year}/{starts.year + 1}"
    return Calendar(title, starts, ends, spans, periods, dict(this.schemes), this.week)


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


_ROMAN = ("", "I", "II", "III", "IV")


def period_title(scheme: Scheme, number: int) -> str:
    """«II триместр»."""
    words = {
        Scheme.TRIMESTER: _("trimester {number}"),
        Scheme.HALF_YEAR: _("half-year {number}"),
        Scheme.QUARTER: _("quarter {number}"),
    }
    return words[scheme].format(number=_ROMAN[number])
