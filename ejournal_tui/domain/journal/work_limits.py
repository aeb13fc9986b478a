"""How often a class writes long works: what is warned of when one is announced (letter SK-228/03 of 06.08.2021)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ...i18n import _
from ..text.words import short_date

LONG_WORKS = ("control", "dictation", "exposition", "composition", "national")
"""The codes of the kinds that the whole class writes for half an hour and more."""
GAP_DAYS, MOST_PERCENT, ONE_HOUR = 17, 10, 2
"""Days between two works of a subject; the part of its lessons; half-hours a week of a subject of one hour."""


@dataclass(frozen=True)
class LongWork:
    """A long work of a class."""

    lesson: int
    course: int
    subject: int
    day: date
    title: str
    """«К/р»."""
    subject_short: str


@dataclass(frozen=True)
class Announced:
    """The lesson at which works were announced, among the others of the class."""

    lesson: int
    course: int
    subject: int
    day: date
    lessons: int
    """Of the course in the year."""
    half_hours: int
    edge: bool
    """Whether it is the first or the last lesson of the class's day."""


def warnings(here: Announced, works: Iterable[LongWork]) -> tuple[str, ...]:
    """What is beyond the limits, in sentences; nothing where the lesson has no long work."""
    found = list(works)
    if not any(one.lesson == here.lesson for one in found):
        return ()
    others = [one for one in found if one.lesson != here.lesson]
    told = []
    same_day = next((one for one in others if one.day == here.day and one.subject != here.subject), None)
    if same_day is not None:
        told.append(
            _("The class writes {work} in {subject} on this day already.").format(
                work=same_day.title, subject=same_day.subject_short
            )
        )
    mine = [one for one in others if one.course == here.course]
    near = min(mine, key=lambda one: abs(one.day - here.day), default=None)
    if near is not None and abs((near.day - here.day).days) < GAP_DAYS:
        told.append(
            _("Less than {days} days to {work} of {day}.").format(
                days=GAP_DAYS, work=near.title, day=short_date(near.day)
            )
        )
    if (len(mine) + 1) * 100 > MOST_PERCENT * here.lessons:
        told.append(
            _("Long works take {count} of {lessons} lessons: more than {percent} %.").format(
                count=len(mine) + 1, lessons=here.lessons, percent=MOST_PERCENT
            )
        )
    if here.edge and here.half_hours > ONE_HOUR:
        told.append(_("It is the first or the last lesson of the day."))
    return tuple(told)
