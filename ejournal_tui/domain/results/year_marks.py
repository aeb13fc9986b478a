"""What the mark of a year and the final mark follow from, on integers only (domain rules 3, 1.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from ...i18n import _
from ..journal.marks import Mark, Value
from ..journal.outside import Result
from ..people.people import PupilId
from ..text.words import decimal
from .results import Thresholds, total
from .scales import PASSED


class Trouble(Enum):
    """Why nothing is proposed: the teacher decides."""

    NOTHING = auto()
    """There is nothing yet to follow from."""
    MISSING = auto()
    UNATTESTED = auto()
    MIXED = auto()
    """Digits stand beside passes, or somebody has not passed."""


@dataclass(frozen=True)
class Part:
    """A result that a later one follows from."""

    title: str
    """«I триместр», «экзамен»."""
    value: Value | None


@dataclass(frozen=True)
class Proposal:
    """The mark that follows from earlier results, or why none does."""

    parts: tuple[Part, ...]
    value: Value | None = None
    average: int | None = None
    """In thousandths."""
    trouble: Trouble | None = None

    @property
    def mark(self) -> int | None:
        """The digit that is proposed."""
        return int(self.value) if self.value is not None and self.value.counts else None

    @property
    def told(self) -> str:
        """How it comes: «I триместр 4, II триместр 5: ср. 4,50 → 5»."""
        parts = ", ".join(f"{one.title} {Mark(one.value).text if one.value else '—'}" for one in self.parts)
        if self.value is None:
            return ": ".join((parts, _("the teacher decides"))) if self._is_whole else self.why
        text = Mark(self.value).text
        return f"{parts}: {decimal(self.average)} → {text}" if self.average is not None else f"{parts} → {text}"

    @property
    def _is_whole(self) -> bool:
        return self.trouble in (Trouble.UNATTESTED, Trouble.MIXED)

    @property
    def why(self) -> str:
        """Why nothing is proposed."""
        wanting = ", ".join(one.title for one in self.parts if one.value is None)
        refused = ", ".join(one.title for one in self.parts if one.value is Value.NOT_ATTESTED)
        words = {
            Trouble.NOTHING: _("there are no results yet"),
            Trouble.MISSING: _("no result: {parts}").format(parts=wanting),
            Trouble.UNATTESTED: _("not attested: {parts}").format(parts=refused),
            Trouble.MIXED: _("passed and not passed are not averaged"),
        }
        return words[self.trouble] if self.trouble is not None else ""


def proposal(parts: Sequence[Part], thresholds: Thresholds) -> Proposal:
    """The mean of earlier results; excused ones are left out, none is guessed where one is missing or not attested."""
    found, values = tuple(parts), [one.value for one in parts]
    if all(value is None for value in values):
        return Proposal(found, trouble=Trouble.NOTHING)
    if None in values:
        return Proposal(found, trouble=Trouble.MISSING)
    if Value.NOT_ATTESTED in values:
        return Proposal(found, trouble=Trouble.UNATTESTED)
    counted = [value for value in values if value is not None and value is not Value.EXEMPT]
    if not counted:
        return Proposal(found, Value.EXEMPT)
    if all(value is Value.PASS for value in counted):
        return Proposal(found, Value.PASS)
    if not all(value.counts for value in counted):
        return Proposal(found, trouble=Trouble.MIXED)
    whole = total((int(value), 1) for value in counted)
    mark = whole.proposed(thresholds)
    return Proposal(found, Value(mark) if mark is not None else None, whole.average)


def of_scale(found: Proposal, passes: bool) -> Proposal:
    """The proposal, unless it is of the other scale: then the teacher decides."""
    if found.value is None or not (found.value.counts if passes else found.value in PASSED):
        return found
    return Proposal(found.parts, trouble=Trouble.MIXED)


def asks_why(value: Value, proposed: Proposal) -> str:
    """What the giver of a year or final mark is asked, "" where the mark speaks for itself."""
    if value is Value.NOT_ATTESTED:
        return _("Why not attested?")
    if not value.counts:
        return ""
    if proposed.mark is None:
        return _("Why, with nothing proposed ({why})?").format(why=proposed.why or Mark(proposed.value or value).text)
    if value > proposed.mark:
        return _("Why higher than the proposed {mark}?").format(mark=proposed.mark)
    return ""


@dataclass(frozen=True)
class YearRow:
    """A pupil's line: the periods, the year, the exam, the final mark."""

    pupil: PupilId
    name: str
    periods: tuple[Result | None, ...]
    year: Result | None
    year_proposal: Proposal
    exam: Result | None = None
    final: Result | None = None
    final_proposal: Proposal = Proposal(())
    told: tuple[str, str, str] = ("", "", "")
    """Who gave year, exam and final mark, and when."""


@dataclass(frozen=True)
class YearTable:
    """The pupils of a course in the year."""

    title: str
    periods: tuple[str, ...]
    """«I триместр»."""
    rows: tuple[YearRow, ...]
    opens: date
    """From which day on year marks are given."""
    finals: bool
    """Whether final marks are given: in 9 and 11."""
    markless: bool = False
    passes: bool = False
    """Whether the subject is passed or not passed, without digits."""

    def takes(self, value: Value) -> bool:
        """Whether a mark is of the subject's scale; what is not is refused before anything is asked."""
        return not self.markless and not (value.counts if self.passes else value in PASSED)
