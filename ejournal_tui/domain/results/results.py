"""Averages and the marks they propose, on integers only (domain rules 1.3 and 1.4)."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..years.year import Scheme


@dataclass(frozen=True)
class Thresholds:
    """The least average, in thousandths, that proposes a mark; below the last it is a two."""

    five: int
    four: int
    three: int

    def of(self, mark: int) -> int:
        """The least average of a mark from three to five."""
        return {5: self.five, 4: self.four, 3: self.three}[mark]


MATHEMATICAL = Thresholds(4500, 3500, 2500)


@dataclass(frozen=True)
class Total:
    """Marks summed exactly: nothing is rounded before it is shown."""

    points: int = 0
    """The sum of value times weight."""
    weight: int = 0
    """The sum of the weights."""

    @property
    def average(self) -> int | None:
        """In thousandths, rounded half up; None without a counted mark."""
        return (2000 * self.points + self.weight) // (2 * self.weight) if self.weight else None

    def reaches(self, threshold: int) -> bool:
        """Whether the exact average is at least the threshold in thousandths."""
        return 1000 * self.points >= threshold * self.weight

    def proposed(self, thresholds: Thresholds) -> int | None:
        """The mark that the average proposes; the teacher decides."""
        if not self.weight:
            return None
        return next((mark for mark in (5, 4, 3) if self.reaches(thresholds.of(mark))), 2)


def total(marks: Iterable[tuple[int, int]]) -> Total:
    """Sum marks of (value, weight); a weight of 0 stands in the journal and is not counted."""
    points = weights = 0
    for value, weight in marks:
        points += value * weight
        weights += weight
    return Total(points, weights)


def weighted_average(marks: Iterable[tuple[int, int]]) -> int | None:
    """The average of (value, weight) in thousandths."""
    return total(marks).average


_MINIMUM = {
    Scheme.TRIMESTER: (3, 5, 7),
    Scheme.QUARTER: (3, 5, 7),
    Scheme.HALF_YEAR: (5, 7, 9),
}


def minimum_marks(half_hours: int, scheme: Scheme) -> int:
    """How many marks a period needs, for courses of up to one, of two, of three or more hours a week."""
    few, some, many = _MINIMUM[scheme]
    if half_hours >= 6:
        return many
    return some if half_hours >= 4 else few
