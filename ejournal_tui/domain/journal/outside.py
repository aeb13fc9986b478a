"""What stands in the journal and comes from no lesson of it: results, and what papers bring (C17, C25)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ...i18n import _
from ..errors import Invalid
from ..people.people import PupilId
from ..text.words import short_date
from .marks import Mark, Value

RESULT_VALUES = (
    Value.FIVE, Value.FOUR, Value.THREE, Value.TWO, Value.PASS, Value.FAIL, Value.NOT_ATTESTED, Value.EXEMPT,
)  # fmt: skip
"""What a result may be."""

PAPER_SIGN = "*"
"""Stands behind what comes from the paper journal."""


class ResultKind(StrEnum):
    """What a result is of."""

    PERIOD = "period"
    YEAR = "year"
    EXAM = "exam"
    FINAL = "final"


class Source(StrEnum):
    """Where a result comes from."""

    JOURNAL = "journal"
    PAPER = "paper"
    CERTIFICATE = "certificate"


@dataclass(frozen=True)
class Result:
    """A pupil's result of a period in a subject."""

    key: int
    value: Value
    source: Source
    author: int
    at: int
    certificate: str = ""
    """The number of the paper it came with."""
    proposed: int | None = None
    """The mark that the program proposed when it was given."""
    reason: str = ""
    """Why it is higher than proposed, or why there is none."""

    @property
    def differs(self) -> bool:
        """Whether the teacher decided otherwise than the program proposed."""
        return self.proposed is not None and self.value.counts and self.value != self.proposed

    @property
    def text(self) -> str:
        """As a cell shows it: «4», «4*» of the paper journal or of a certificate."""
        return Mark(self.value).text + ("" if self.source is Source.JOURNAL else PAPER_SIGN)


@dataclass(frozen=True)
class ResultPeriod:
    """A column of the table of results."""

    number: int
    title: str
    """«I триместр»."""
    past: bool
    closed: bool


@dataclass(frozen=True)
class ResultRow:
    """A pupil's line of the table of results."""

    pupil: PupilId
    name: str
    results: tuple[Result | None, ...]
    """In step with the periods."""
    told: tuple[str, ...]
    """Who wrote each and when, in step with the periods."""
    left_out: tuple[bool, ...]
    """Whether the pupil's individual plan leaves the subject out at the end of each period (C15)."""


@dataclass(frozen=True)
class ResultTable:
    """Pupils and periods of a course."""

    title: str
    periods: tuple[ResultPeriod, ...]
    rows: tuple[ResultRow, ...]
    markless: bool = False


@dataclass(frozen=True)
class CertificateMark:
    """A mark that a certificate tells."""

    day: date
    mark: Mark


@dataclass(frozen=True)
class CertificateResult:
    """A result of a period that a certificate tells."""

    number: int
    value: Value


@dataclass(frozen=True)
class CertificateLine:
    """What a certificate tells of one subject."""

    certificate: int
    number: str
    issued: date
    place: str
    subject: int
    subject_name: str
    marks: tuple[CertificateMark, ...]
    results: tuple[CertificateResult, ...]

    @property
    def marks_text(self) -> str:
        """As it is typed: «11.01 5 4, 12.01 3»."""
        days: dict[date, list[str]] = {}
        for one in self.marks:
            days.setdefault(one.day, []).append(one.mark.text)
        return ", ".join(f"{short_date(day)} {' '.join(texts)}" for day, texts in days.items())

    @property
    def results_text(self) -> str:
        """As it is typed: «1=4, 2=5»."""
        return ", ".join(f"{one.number}={Mark(one.value).text}" for one in self.results)


def read_result(typed: str) -> Value:
    """The result that a typed text means; raises Invalid with what is allowed."""
    for value in RESULT_VALUES:
        if typed.strip().casefold() == Mark(value).text:
            return value
    allowed = ", ".join(Mark(value).text for value in RESULT_VALUES)
    raise Invalid(
        _("“{text}” is not a result.").format(text=typed[:8]), _("Allowed are: {results}.").format(results=allowed)
    )
