"""Results above the proposal that wait for the deputy head, and results put off until a day (domain rules 1.3, 1.5)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..journal.marks import Value
from .standing import Standing


class RaiseRule(StrEnum):
    """Which results above the proposal wait for the deputy head."""

    NEVER = "never"
    BORDER = "border"
    """Those whose average is further from the threshold than the border."""
    TWO = "two"
    """Those two marks or more above the proposal."""
    EVERY = "every"


class RaiseState(StrEnum):
    """How far a result above the proposal is."""

    ASKED = "asked"
    APPROVED = "approved"
    RETURNED = "returned"


@dataclass(frozen=True)
class Raise:
    """A result above the proposal, as its giver asked for it."""

    key: int
    value: Value
    proposed: int | None
    reason: str
    state: RaiseState
    author: int
    at: int
    answer: str = ""
    """The deputy head's word where it was sent back."""

    @property
    def waits(self) -> bool:
        """Whether the deputy head has not answered."""
        return self.state is RaiseState.ASKED


@dataclass(frozen=True)
class Deferral:
    """A result put off until a day."""

    key: int
    until: date
    """The last day on which it may be given."""
    why: str
    author: int
    at: int

    def over(self, today: date) -> bool:
        """Whether its day has gone by."""
        return self.until < today


@dataclass(frozen=True)
class Pending:
    """What stands in the place of a pupil's result, or beside it."""

    asked: Raise | None = None
    """The raise that was asked for last."""
    deferral: Deferral | None = None

    @property
    def waiting(self) -> Raise | None:
        """The raise that waits for the deputy head."""
        return self.asked if self.asked is not None and self.asked.waits else None

    @property
    def returned(self) -> Raise | None:
        """The raise that the deputy head sent back."""
        return self.asked if self.asked is not None and self.asked.state is RaiseState.RETURNED else None


@dataclass(frozen=True)
class CourseDecisions:
    """What stands in the place of results in a course and period."""

    waiting: int = 0
    """Raises that wait for the deputy head."""
    excused: int = 0
    """Pupils without a result who are not missing one: it waits, or is put off until a day ahead."""
    deferred: int = 0
    overdue: int = 0
    """Results put off whose day has gone by."""


NOTHING_DECIDED = CourseDecisions()


def needs_approval(rule: RaiseRule, value: Value, standing: Standing) -> bool:
    """Whether a result waits for the deputy head before it stands."""
    if not value.counts or rule is RaiseRule.NEVER:
        return False
    proposed = standing.proposed
    if proposed is None:
        # A mark without marks is as far from any threshold as can be.
        return rule is not RaiseRule.TWO
    if value <= proposed:
        return False
    if rule is RaiseRule.TWO:
        return value - proposed >= 2
    return rule is RaiseRule.EVERY or standing.near != value
