"""A pupil's own date for a work (C03, C04)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ...i18n import _
from ..people.people import PupilId
from ..text.words import short_date
from .lessons import LessonId


class DateWhy(StrEnum):
    """Why a pupil has a date of the own."""

    DEBT = "debt"
    """The work is owed: until then it is made up."""
    LATER = "later"
    """This part of the class writes it on another day."""


@dataclass(frozen=True)
class OwnDate:
    """A day that a pupil has for a work."""

    day: date
    why: DateWhy

    def told(self, work: str) -> str:
        """«должен К/р до 22.01», «пишет К/р 22.01»."""
        words = _("owes {work} until {day}") if self.why is DateWhy.DEBT else _("writes {work} on {day}")
        return words.format(work=work, day=short_date(self.day))


@dataclass(frozen=True)
class Owed:
    """A work that a pupil still has to do."""

    pupil: PupilId
    name: str
    lesson: LessonId
    day: date
    """The day of the work."""
    work_code: str
    work: str
    """The short name of its kind."""
    own: OwnDate | None
    """None where only «д» stands, without a date."""

    def late(self, today: date) -> bool:
        """Whether its date is over."""
        return self.own is not None and self.own.day < today
