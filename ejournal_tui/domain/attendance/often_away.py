"""Pupils who miss so much of a month without a reason that the school has to act (domain rules 2.2)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..people.people import ClassId, PupilId
from .absences import Attending, ClassAttendance, Count, Letter, count_pupil


@dataclass(frozen=True)
class OftenAway:
    """A pupil of the list, with what was missed of the lessons held in the month."""

    school_class: ClassId
    title: str
    pupil: PupilId
    name: str
    count: Count

    @property
    def share(self) -> int:
        """How many per cent were missed without a reason; a part of a per cent is left out."""
        return self.count.unexcused * 100 // self.count.held


def beyond(count: Count, share: int) -> bool:
    """Whether more than so many per cent of the lessons were missed without a reason."""
    return count.unexcused * 100 > share * count.held


def counted(pupil: Attending, found: ClassAttendance) -> Count:
    """What a pupil missed of the held lessons; a paper excuses before its letter is applied."""
    letters = {key: Letter(one.covered or one.absence) for key, one in pupil.letters.items()}
    return count_pupil(replace(pupil, letters=letters), found.days, found.full_day)


def often_away(classes: Iterable[tuple[ClassAttendance, int]]) -> list[OftenAway]:
    """Those of classes beyond the share of each, who missed most first."""
    lines = [
        OftenAway(found.school_class, found.title, pupil.pupil, pupil.name, count)
        for found, share in classes
        for pupil in found.pupils
        if beyond(count := counted(pupil, found), share)
    ]
    return sorted(lines, key=lambda one: (-one.count.unexcused / one.count.held, one.title, one.name))
