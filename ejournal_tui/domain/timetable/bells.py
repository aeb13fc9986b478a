"""When lessons begin and end: which bells hold for a class on a day is decided here and nowhere else."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

from ...i18n import _
from ..errors import Invalid
from ..years.year import GRADES

Times = Mapping[int, tuple[str, str]]
"""Beginnings and ends, «8:30», by the number of the lesson."""
UNKNOWN = ("", "")
NUMBERS = range(13)


@dataclass(frozen=True)
class BellUse:
    """For whom and when a set of bells holds."""

    bell_set: str
    """Its name."""
    starts: date
    ends: date
    weekday: int | None = None
    """Only on this day of the week, 1 is Monday."""
    first_grade: int = GRADES[0]
    last_grade: int = GRADES[-1]
    school_class: int | None = None
    """Only for this class."""

    def holds(self, day: date, grade: int, school_class: int | None) -> bool:
        """Whether it is about a class on a day."""
        return (
            self.starts <= day <= self.ends
            and self.weekday in (None, day.isoweekday())
            and self.first_grade <= grade <= self.last_grade
            and self.school_class in (None, school_class)
        )

    @property
    def breadth(self) -> tuple[int, bool, bool, int]:
        """How much it is about: days, then weekdays, then classes, then grades."""
        return (
            (self.ends - self.starts).days, self.weekday is None, self.school_class is None,
            self.last_grade - self.first_grade,
        )  # fmt: skip


@dataclass(frozen=True)
class Ringing:
    """All the bells of a school."""

    plain: Times
    sets: Mapping[str, Times]
    """By their names."""
    uses: tuple[BellUse, ...]
    """In the order they were written down."""

    def times(self, day: date, grade: int, school_class: int | None) -> Times:
        """The bells of a class on a day: what is about the fewest days holds, then what is about the fewest classes."""
        found = [use for use in self.uses if use.holds(day, grade, school_class)]
        if not found:
            return self.plain
        return self.sets[min(reversed(found), key=lambda use: use.breadth).bell_set]

    def of(self, day: date, number: int, grade: int, school_class: int | None) -> tuple[str, str]:
        """When a lesson begins and ends; empty where the bells are not known."""
        return self.times(day, grade, school_class).get(number, UNKNOWN)


def clock_time(text: str) -> time:
    """«8:30» as a time."""
    return time.fromisoformat(text.rjust(5, "0"))


_BELL = re.compile(r"(\d{1,2})\s*[.)]?\s+(\d{1,2})[:.](\d\d)\s*[-–—]\s*(\d{1,2})[:.](\d\d)")


def read_times(text: str) -> dict[int, tuple[str, str]]:
    """Bells as people write them: «1 8:30–9:15, 2 9:25–10:10»; raises Invalid."""
    found: dict[int, tuple[str, str]] = {}
    for part in filter(None, (one.strip() for one in re.split(r"[,;\n]", text))):
        bell = _BELL.fullmatch(part)
        if not bell:
            raise Invalid(
                _("“{typed}” is no bell.").format(typed=part[:30]), _("Write them like 1 8:30–9:15, 2 9:25–10:10.")
            )
        number, *clock = map(int, bell.groups())
        if number not in NUMBERS or number in found or max(clock[0], clock[2]) > 23 or max(clock[1], clock[3]) > 59:
            raise Invalid(_("“{typed}” is no bell.").format(typed=part[:30]), _("Each lesson has one time of the day."))
        found[number] = (f"{clock[0]}:{clock[1]:02}", f"{clock[2]}:{clock[3]:02}")
    if not found:
        raise Invalid(_("There is no bell yet."), _("Write them like 1 8:30–9:15, 2 9:25–10:10."))
    require_sound(found)
    return found


def require_sound(found: Times) -> None:
    """Refuse lessons that do not follow one another; raises Invalid."""
    moments = [clock_time(moment) for number in sorted(found) for moment in found[number]]
    if any(before >= after for before, after in pairwise(moments)):
        raise Invalid(_("The lessons must follow one another: each ends after it begins, and before the next."))


def write_times(times: Times) -> str:
    """Bells as they are shown and kept."""
    return ", ".join(f"{number} {starts}–{ends}" for number, (starts, ends) in sorted(times.items()))


def latest(ends: Iterable[str]) -> time | None:
    """The last of some ends, None where none is known."""
    return max((clock_time(end) for end in ends if end), default=None)
