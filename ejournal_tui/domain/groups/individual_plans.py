"""What pupils do not learn by an individual plan: outside of marks, results, roll calls and homework (C15)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ...i18n import _
from ..people.people import PupilId, Span
from ..text.words import full_date


@dataclass(frozen=True)
class LeftOut:
    """A subject that the plan of a pupil leaves out."""

    key: int
    subject: int
    subject_name: str
    span: Span
    number: str
    stated: date

    @property
    def words(self) -> str:
        """«Музыка с 15.01.2018, приказ № 7 от 12.01.2018»."""
        ends = self.span.ends
        when = (
            _("since {day}").format(day=full_date(self.span.starts)) if ends is None
            else f"{full_date(self.span.starts)}–{full_date(ends)}"
        )  # fmt: skip
        return _("{subject} {when}, order No. {number} of {day}").format(
            subject=self.subject_name, when=when, number=self.number, day=full_date(self.stated)
        )


Subject = int | str
"""A subject by its number, or by its short name where a paper knows no other."""


@dataclass(frozen=True)
class Plans:
    """Which subjects the plans of some pupils leave out, and when."""

    spans: Mapping[tuple[PupilId, Subject], Sequence[Span]] = field(default_factory=dict)

    def ever(self, pupil: PupilId, subject: Subject) -> bool:
        """Whether a pupil does not learn a subject at some time."""
        return (pupil, subject) in self.spans

    def leave_out(self, pupil: PupilId, subject: Subject, day: date) -> bool:
        """Whether a pupil does not learn a subject on a day."""
        return any(span.covers(day) for span in self.spans.get((pupil, subject), ()))


NO_PLANS = Plans()


def not_learnt() -> str:
    """What is said at a cell of a subject that the plan of the pupil leaves out."""
    return _("does not learn the subject by an individual plan")
