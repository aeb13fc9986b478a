"""Academic debt: a year ended with a 2 or without a mark, made good within a year (article 58 of 273-FZ)."""

from dataclasses import dataclass
from datetime import date

from ...i18n import _
from ..errors import Invalid
from ..journal.marks import Mark, Value
from ..people.people import PupilId
from ..text.words import full_date, short_date
from ..years.year import YearId, same_day
from .council import IN_DEBT

MOST_ATTEMPTS = 2
ATTEMPT_VALUES = (
    Value.FIVE, Value.FOUR, Value.THREE, Value.TWO, Value.PASS, Value.FAIL, Value.NOT_ATTESTED,
)  # fmt: skip
"""What may come of an attempt; н/а is who did not come."""


@dataclass(frozen=True)
class Attempt:
    """A day on which a debt is or was to be made good."""

    number: int
    day: date
    value: Value | None = None
    """None until it was held."""
    word: str = ""

    @property
    def passed(self) -> bool:
        """Whether it made the debt good."""
        return self.value is not None and self.value not in IN_DEBT

    @property
    def told(self) -> str:
        """«12.06: 2», «28.08»."""
        value = f": {Mark(self.value).text}" if self.value is not None else ""
        return f"{short_date(self.day)}{value}"


@dataclass(frozen=True)
class AcademicDebt:
    """A pupil's debt in a subject of a year."""

    pupil: PupilId
    subject: int
    subject_name: str
    year: YearId
    value: Value
    """The result of the year."""
    since: date
    attempts: tuple[Attempt, ...] = ()

    @property
    def until(self) -> date:
        """Within a year of its appearance."""
        return same_day(self.since, 1)

    @property
    def cleared(self) -> bool:
        """Whether it is made good."""
        return any(one.passed for one in self.attempts)

    @property
    def last(self) -> Attempt | None:
        """The attempt that is to be held, or was held last."""
        return self.attempts[-1] if self.attempts else None

    @property
    def appointed(self) -> Attempt | None:
        """The attempt that is still to be held."""
        return self.last if self.last is not None and self.last.value is None else None

    @property
    def spent(self) -> bool:
        """Whether no attempt is left and the debt stands."""
        return not self.cleared and len(self.attempts) == MOST_ATTEMPTS and self.appointed is None

    def state(self, today: date) -> str:
        """What it is like, in a word or two."""
        if self.cleared:
            assert self.last is not None
            return _("made good {day}").format(day=short_date(self.last.day))
        if self.appointed is not None:
            day = self.appointed.day
            return (_("no result of {day}") if day < today else _("attempt on {day}")).format(day=short_date(day))
        if self.spent:
            return _("no attempt is left")
        return _("the term is over") if today > self.until else _("until {day}").format(day=full_date(self.until))

    @property
    def told(self) -> str:
        """«Физика — 2; 12.06: 2; 28.08»."""
        return "; ".join((f"{self.subject_name} — {Mark(self.value).text}", *(one.told for one in self.attempts)))


def appointment_fault(debt: AcademicDebt, day: date, word: str) -> str:
    """Why an attempt cannot be set for a day, "" where it can."""
    if debt.cleared:
        return _("This debt is made good already.")
    number = len(debt.attempts) + (debt.appointed is None)
    if number > MOST_ATTEMPTS:
        return _("Both attempts are used: the council decides what follows.")
    before = [one for one in debt.attempts if one.value is not None]
    if before and day <= before[-1].day:
        return _("The second attempt comes after the first, {day}.").format(day=full_date(before[-1].day))
    if not before and day < debt.since:
        return _("The debt is there from {day} on: choose a later day.").format(day=full_date(debt.since))
    if day > debt.until and not word.strip():
        return _(
            "A debt is made good within a year, until {day}; only illness and leave prolong it: write the reason."
        ).format(day=full_date(debt.until))
    return ""


def result_fault(day: date, today: date) -> str:
    """Why no result can be entered for an attempt, "" where one can."""
    if day > today:
        return _("The attempt is on {day}: its result is entered then.").format(day=full_date(day))
    return ""


def read_attempt(typed: str) -> Value | None:
    """What came of an attempt as it is typed, None for nothing; raises Invalid with what is allowed."""
    if not typed.strip():
        return None
    for value in ATTEMPT_VALUES:
        if typed.strip().casefold() == Mark(value).text:
            return value
    allowed = ", ".join(Mark(value).text for value in ATTEMPT_VALUES)
    raise Invalid(
        _("“{text}” is not a result.").format(text=typed[:8]), _("Allowed are: {results}.").format(results=allowed)
    )
