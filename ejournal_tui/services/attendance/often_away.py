"""Pupils who miss much of a month without a reason: of a class, or of the whole school."""

from dataclasses import dataclass
from datetime import date

from ...domain import policy
from ...domain.attendance.often_away import OftenAway, often_away
from ...domain.people.people import Actor, ClassId
from ...storage.attendance import attendance
from ...storage.people import people
from ...storage.school import School
from ..rules import rulebook
from ..session import Query
from .class_attendance import read_class


@dataclass(frozen=True)
class OftenAwayList:
    """The list of a month."""

    lines: tuple[OftenAway, ...]
    shares: tuple[int, ...]
    """From which shares of the lessons on, in per cent: one, or several where grades differ."""


@dataclass(frozen=True)
class ListOftenAway(Query[OftenAwayList]):
    """Who missed more than the school's share of the lessons of a month without a reason."""

    first: date
    last: date
    school_class: ClassId | None = None
    """None for all classes."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The class teacher about the own class, who leads the school about all."""
        return policy.may_list_often_away(actor, self.school_class)

    def answer(self, actor: Actor, school: School) -> OftenAwayList:
        """Who missed most comes first; classes where nobody is away without a reason are not looked at."""
        today = school.clock.today()
        day = min(self.last, max(self.first, today))
        rules = rulebook(school)
        away = attendance.classes_with_plain_absences(school, self.first, self.last)
        classes = [
            one for one in people.classes(school, school.year(day)) if self.school_class in (None, one.id)
        ]
        shares = {one.id: rules.often_away_share(day, one.name.grade) for one in classes}
        found = [
            (read_class(school, one, self.first, self.last), shares[one.id]) for one in classes if one.id in away
        ]
        return OftenAwayList(tuple(often_away(found)), tuple(sorted(set(shares.values()))))
