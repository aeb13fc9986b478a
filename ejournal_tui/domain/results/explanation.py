"""Why a forecast is what it is: mark by mark, what one more would do, what would lift or drop it (R2-2)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..journal.marks import Mark
from .forecast import Forecast, Risk, fives_to, forecast
from .results import Thresholds, Total, total

NEXT_MARKS = (5, 4, 3, 2)
MANY_MISSED = 333
"""From which part of the lessons missed, in thousandths, absences put a result at risk: half of what н/а asks for."""


@dataclass(frozen=True)
class CountedMark:
    """One mark with what it adds to the average."""

    day: date
    kind: str
    """The short name of its kind of work."""
    mark: Mark
    weight: int
    """As it counts: 0 stands in the journal and adds nothing."""
    origin: str = ""
    """Where it was given, where that was not in this group: another class, a certificate."""
    replaced: bool = False
    """Whether a work on mistakes took its place, or did not better it."""


@dataclass(frozen=True)
class WorkWeight:
    """A kind of work with its weight."""

    short: str
    weight: int


@dataclass(frozen=True)
class WhatIf:
    """Where one more mark would bring the pupil."""

    mark: int
    average: int
    """In thousandths."""
    proposed: int


@dataclass(frozen=True)
class Explanation:
    """A pupil's forecast in a subject with everything that made it."""

    subject: str
    short: str
    """The subject's short name."""
    period_title: str
    marks: tuple[CountedMark, ...]
    """In the order they were given."""
    thresholds: Thresholds
    minimum: int
    kinds: tuple[WorkWeight, ...]
    """The kinds of work that the course uses, those that weigh less first."""
    held: int = 0
    """Lessons of the period so far."""
    missed: int = 0
    """Those that the pupil missed."""
    debts: int = 0
    owed_until: tuple[date, ...] = ()
    """The dates of those that have one (C03)."""

    @property
    def counted(self) -> tuple[tuple[int, int], ...]:
        """Value and weight of what counts."""
        return tuple((int(one.mark.value), one.weight) for one in self.marks if one.weight)

    @property
    def total(self) -> Total:
        """The marks summed."""
        return total(self.counted)

    @property
    def forecast(self) -> Forecast:
        """The result if the period ended today, with what endangers it."""
        seen = forecast(self.counted, self.thresholds, self.minimum)
        if self.held and 1000 * self.missed >= MANY_MISSED * self.held:
            seen = replace(seen, risks=seen.risks | {Risk.MISSED})
        return seen

    def one_more(self, weight: int) -> tuple[WhatIf, ...]:
        """What one more mark of a weight would do, from a five down."""
        found = []
        for mark in NEXT_MARKS:
            then = total((*self.counted, (mark, weight)))
            if then.average is not None:
                found.append(WhatIf(mark, then.average, then.proposed(self.thresholds) or 0))
        return tuple(found)

    def fives(self, weight: int) -> int | None:
        """How many fives of a weight lift the forecast by one; None where nothing can be lifted."""
        mark = self.forecast.proposed
        if mark is None or mark >= 5 or not weight:
            return None
        return fives_to(self.total, self.thresholds.of(mark + 1), weight)

    def drops(self, weight: int) -> int | None:
        """The best mark of a weight that would lower the forecast; None where none does."""
        now = self.forecast.proposed
        return next((one.mark for one in self.one_more(weight) if now is not None and one.proposed < now), None)


def by_risk(explanation: Explanation) -> tuple[int, int]:
    """Sorts those in danger first."""
    seen = explanation.forecast
    order = (Risk.TWO, Risk.LAST_IS_TWO, Risk.TOO_FEW, Risk.MISSED, Risk.BORDERLINE)
    worst = next((place for place, risk in enumerate(order) if risk in seen.risks), len(order))
    return worst, seen.average if seen.average is not None else 0


def kinds_used(marks: Sequence[CountedMark], plain: WorkWeight) -> tuple[WorkWeight, ...]:
    """The kinds of work that marks were given for, the plain answer always among them."""
    found = {plain.short: plain} | {one.kind: WorkWeight(one.kind, one.weight) for one in marks if one.weight}
    return tuple(sorted(found.values(), key=lambda one: (one.weight, one.short)))
