"""Until when a lesson, its homework and its marks are entered, by the school's clock (domain rules 8.1)."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from enum import StrEnum

_END_OF_DAY = time(23, 59, 59)
SOON = timedelta(minutes=30)
_LONGEST_HOLIDAYS = 120

IsFree = Callable[[date], bool]
"""Whether a class has no lessons on a day."""


def no_day_is_free(_day: date) -> bool:
    """Calendar days count strictly, as the order has it."""
    return False


def lesson_due(day: date) -> datetime:
    """The lesson and its absentees: on the day itself (R1-2.1)."""
    return datetime.combine(day, _END_OF_DAY)


def homework_due(day: date, last_end: time, hours: int = 2) -> datetime:
    """Homework: hours after the last lesson that day of any of the lesson's pupils (R1-2.2)."""
    return datetime.combine(day, last_end) + timedelta(hours=hours)


def marks_due(day: date, days: int = 7, free: IsFree = no_day_is_free) -> datetime:
    """Marks of a work: within a week of the day it was written (R1-2.4).

    Where holidays prolong the term, the days that are `free` do not count.
    """
    last, left = day, days
    for _step in range(days + _LONGEST_HOLIDAYS):
        if not left:
            break
        last += timedelta(days=1)
        left -= not free(last)
    return datetime.combine(last, _END_OF_DAY)


def result_due(received: datetime, hours: int = 24) -> datetime:
    """A result of a period, a year, an exam: hours after it was received (R2-3)."""
    return received + timedelta(hours=hours)


class Standing(StrEnum):
    """Where an entry stands against its term."""

    IN_TIME = "in_time"
    LATE = "late"
    """Entered, but after the term."""
    OPEN = "open"
    SOON = "soon"
    OVERDUE = "overdue"


def standing(due: datetime, now: datetime, done: datetime | None = None, soon: timedelta = SOON) -> Standing:
    """Where an entry stands; the second of the term itself still is in time."""
    if done is not None:
        return Standing.LATE if _passed(due, done) else Standing.IN_TIME
    if _passed(due, now):
        return Standing.OVERDUE
    return Standing.SOON if due - now <= soon else Standing.OPEN


def _passed(due: datetime, moment: datetime) -> bool:
    return moment.replace(microsecond=0) > due
