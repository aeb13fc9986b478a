"""What the marks so far promise for the period, and what would lift it (R2-2, domain rules 3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ...i18n import N_, _
from .results import MATHEMATICAL, Thresholds, Total, total

BORDER = 150
"""How far below a threshold, in thousandths, an average still is borderline."""


class Risk(StrEnum):
    """What a teacher and a family should see in time."""

    TWO = "two"
    BORDERLINE = "borderline"
    TOO_FEW = "too_few"
    LAST_IS_TWO = "last_is_two"
    MISSED = "missed"

    @property
    def words(self) -> str:
        """What is wrong, for a list."""
        return _(_WORDS[self])


_WORDS = {
    Risk.TWO: N_("a 2 threatens"),
    Risk.BORDERLINE: N_("nearly the next mark"),
    Risk.TOO_FEW: N_("too few marks"),
    Risk.LAST_IS_TWO: N_("the last mark is a 2"),
    Risk.MISSED: N_("many lessons missed"),
}


@dataclass(frozen=True)
class Forecast:
    """A pupil's result in a course if the period ended today."""

    average: int | None
    """Weighted average in thousandths; None without a counted mark."""
    proposed: int | None
    """The mark that the exact average proposes."""
    risks: frozenset[Risk]
    to_lift: int | None
    """How many fives lift the proposal by one; None where nothing can be lifted."""
    missing: int
    """How many marks are wanting to the minimum."""


def fives_to(reached: Total, threshold: int, weight: int = 1) -> int:
    """How many fives of a weight bring an average to a threshold: ceil((T·W - S) / (w·(5 - T)))."""
    lack = threshold * reached.weight - 1000 * reached.points
    return max(0, -(-lack // (weight * (5000 - threshold))))


def forecast(
    marks: Iterable[tuple[int, int]], thresholds: Thresholds = MATHEMATICAL, minimum: int = 0, weight: int = 1
) -> Forecast:
    """The forecast from marks of (value, weight) in the order they were given.

    `weight` is that of the fives which are counted in `to_lift`.
    """
    counted = [mark for mark in marks if mark[1]]
    reached = total(counted)
    mark = reached.proposed(thresholds)
    missing = max(0, minimum - len(counted))
    risks = {Risk.TOO_FEW} if missing else set()
    if mark is None:
        return Forecast(None, None, frozenset(risks), None, missing)
    if mark == 2:
        risks.add(Risk.TWO)
    if counted[-1][0] <= 2:
        risks.add(Risk.LAST_IS_TWO)
    lift = None
    if mark < 5:
        threshold = thresholds.of(mark + 1)
        lift = fives_to(reached, threshold, weight)
        if reached.reaches(threshold - BORDER):
            risks.add(Risk.BORDERLINE)
    return Forecast(reached.average, mark, frozenset(risks), lift, missing)
