"""What the pedagogical council decides at the end of a year, and what speaks for it (C31, article 58 of 273-FZ)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ...i18n import N_, _
from ..journal.marks import Value
from ..people.people import PupilId
from ..text.words import full_date

ENDING = (9, 11)
"""The grades that end with the state exams."""
LAST_OF_PRIMARY = 4
WITH_PRAISE = (*range(2, 9), 10)
"""The grades in which the certificate of merit is awarded; 9 and 11 end with a certificate of education."""
IN_DEBT = frozenset({Value.ONE, Value.TWO, Value.FAIL, Value.NOT_ATTESTED})
"""Results of a year that are academic debt, of an exam or final ones that are not passed."""
NAMED = 4
"""How many subjects are named in a sentence; of more the rest is counted."""
LONGEST_WORD = 120
LONGEST_NUMBER = 20


class Matter(StrEnum):
    """What is decided about: of each a pupil has one decision a year."""

    ADMISSION = "admission"
    OUTCOME = "outcome"
    AWARD = "award"


class DecisionKind(StrEnum):
    """What the council may decide about a pupil."""

    ADMITTED = "admitted"
    NOT_ADMITTED = "not_admitted"
    PROMOTED = "promoted"
    CONDITIONAL = "conditional"
    REPEATS = "repeats"
    OWN_PLAN = "own_plan"
    FINISHED = "finished"
    UNFINISHED = "unfinished"
    PRAISED = "praised"

    @property
    def matter(self) -> Matter:
        """What it is a decision about."""
        return _MATTERS.get(self, Matter.OUTCOME)

    def words(self, grade: int) -> str:
        """As it stands on the summary sheet: «переведён(а) в 8 класс»."""
        return _(_WORDS[self]).format(next=grade + 1, grade=grade)

    def of_many(self, grade: int | None) -> str:
        """Of many pupils at once: «переведены в 8 класс»; of several grades «переведены в следующий класс»."""
        if grade is None and self in _OF_GRADES:
            return _(_OF_GRADES[self])
        return _(_OF_MANY[self]).format(next=(grade or 0) + 1, grade=grade or 0)


_MATTERS = {
    DecisionKind.ADMITTED: Matter.ADMISSION, DecisionKind.NOT_ADMITTED: Matter.ADMISSION,
    DecisionKind.PRAISED: Matter.AWARD,
}  # fmt: skip
_WORDS = {
    DecisionKind.ADMITTED: N_("admitted to the state exams"),
    DecisionKind.NOT_ADMITTED: N_("not admitted to the state exams"),
    DecisionKind.PROMOTED: N_("goes up to grade {next}"),
    DecisionKind.CONDITIONAL: N_("goes up to grade {next} conditionally"),
    DecisionKind.REPEATS: N_("repeats grade {grade}"),
    DecisionKind.OWN_PLAN: N_("goes over to a study plan of the own"),
    DecisionKind.FINISHED: N_("has finished grade {grade} with a certificate"),
    DecisionKind.UNFINISHED: N_("leaves with a statement of studies"),
    DecisionKind.PRAISED: N_("awarded the certificate of merit"),
}
_OF_MANY = {
    DecisionKind.ADMITTED: N_("Admitted to the state exams"),
    DecisionKind.NOT_ADMITTED: N_("Not admitted to the state exams"),
    DecisionKind.PROMOTED: N_("Go up to grade {next}"),
    DecisionKind.CONDITIONAL: N_("Go up to grade {next} conditionally"),
    DecisionKind.REPEATS: N_("Repeat grade {grade}"),
    DecisionKind.OWN_PLAN: N_("Go over to study plans of their own"),
    DecisionKind.FINISHED: N_("Have finished grade {grade}"),
    DecisionKind.UNFINISHED: N_("Leave with a statement of studies"),
    DecisionKind.PRAISED: N_("Awarded the certificate of merit"),
}
_OF_GRADES = {
    DecisionKind.PROMOTED: N_("Go up to the next grade"),
    DecisionKind.CONDITIONAL: N_("Go up to the next grade conditionally"),
    DecisionKind.FINISHED: N_("Have finished school or its middle stage"),
}
BULK = (
    DecisionKind.PROMOTED, DecisionKind.CONDITIONAL, DecisionKind.ADMITTED, DecisionKind.FINISHED,
    DecisionKind.PRAISED,
)  # fmt: skip
"""What is decided for many pupils at once; everything else singly."""


@dataclass(frozen=True)
class Decision:
    """What the council decided, by which protocol."""

    kind: DecisionKind
    protocol: str
    day: date
    word: str = ""
    """What it adds: subjects, terms, reasons."""

    def told(self, grade: int) -> str:
        """«переведён(а) в 8 класс, протокол № 7 от 25.05.2018 (…)»."""
        told = _("{what}, protocol No. {number} of {day}").format(
            what=self.kind.words(grade), number=self.protocol, day=full_date(self.day)
        )
        return f"{told} ({self.word})" if self.word else told


@dataclass(frozen=True)
class YearStanding:
    """How a pupil's year ended, as far as decisions depend on it."""

    grade: int
    missing: tuple[str, ...] = ()
    """Subjects without a result of the year."""
    owed: tuple[str, ...] = ()
    """Subjects with academic debt that is not made good."""
    failed: tuple[str, ...] = ()
    """Subjects with an exam or a final result that is not passed."""
    no_final: tuple[str, ...] = ()
    """Subjects with an exam and without a final result."""
    excellent: bool = False
    """Whether every result of the year is a five."""
    decisions: Mapping[Matter, Decision] | None = None

    def decided(self, matter: Matter) -> DecisionKind | None:
        """What stands in a matter."""
        found = (self.decisions or {}).get(matter)
        return found.kind if found else None

    @property
    def words(self) -> str:
        """What stands in the way, "" where the year is plainly passed."""
        return "; ".join(filter(None, (
            _listed(N_("no year mark: {subjects}"), self.missing),
            _listed(N_("academic debt: {subjects}"), self.owed),
            _listed(N_("not passed: {subjects}"), self.failed),
            _listed(N_("no final mark: {subjects}"), self.no_final),
        )))  # fmt: skip


def _listed(words: str, subjects: Sequence[str]) -> str:
    if len(subjects) <= NAMED:
        return _(words).format(subjects=", ".join(subjects)) if subjects else ""
    first, more = ", ".join(subjects[: NAMED - 1]), len(subjects) - NAMED + 1
    return _(words).format(subjects=_("{subjects} and {count} more").format(subjects=first, count=more))


def kinds_for(grade: int) -> tuple[DecisionKind, ...]:
    """What may be decided about a pupil of a grade, the usual first."""
    if grade in ENDING:
        return (
            DecisionKind.ADMITTED, DecisionKind.NOT_ADMITTED, DecisionKind.FINISHED, DecisionKind.UNFINISHED,
            DecisionKind.REPEATS, *((DecisionKind.PRAISED,) if grade in WITH_PRAISE else ()),
        )  # fmt: skip
    usual = (DecisionKind.PROMOTED, DecisionKind.CONDITIONAL, DecisionKind.REPEATS, DecisionKind.OWN_PLAN)
    return (*usual, DecisionKind.PRAISED) if grade in WITH_PRAISE else usual


def fault(kind: DecisionKind, standing: YearStanding) -> str:
    """Why the council cannot decide so about this pupil, "" where it can."""
    if kind not in kinds_for(standing.grade):
        return _("this is not decided in grade {grade}").format(grade=standing.grade)
    missing, owed = standing.words if standing.missing else "", standing.words if standing.owed else ""
    if kind in (DecisionKind.PROMOTED, DecisionKind.ADMITTED):
        return missing or owed
    if kind is DecisionKind.CONDITIONAL:
        return missing or ("" if owed else _("there is no academic debt"))
    if kind is DecisionKind.FINISHED:
        admission = standing.decided(Matter.ADMISSION)
        if admission is None:
            return _("admission to the state exams is not decided yet")
        return _("not admitted to the state exams") if admission is DecisionKind.NOT_ADMITTED else standing.words
    if kind is DecisionKind.PRAISED:
        return missing or ("" if standing.excellent else _("not every mark of the year is a 5"))
    return ""


def question(kind: DecisionKind, standing: YearStanding) -> str:
    """What has to be said with a decision that the marks do not explain, "" where they do."""
    if kind in (DecisionKind.REPEATS, DecisionKind.OWN_PLAN, DecisionKind.NOT_ADMITTED, DecisionKind.UNFINISHED):
        return "" if standing.words else _("The marks do not explain this: write the reason.")
    if kind is DecisionKind.CONDITIONAL and standing.grade == LAST_OF_PRIMARY:
        return _("After grade {grade} this needs a reason: the next stage begins.").format(grade=LAST_OF_PRIMARY)
    return ""


def proposed(matter: Matter, standing: YearStanding) -> DecisionKind | None:
    """What the marks propose in a matter; None where a person has to decide."""
    ending = standing.grade in ENDING
    usual = {
        Matter.ADMISSION: (DecisionKind.ADMITTED, DecisionKind.NOT_ADMITTED) if ending else (),
        Matter.OUTCOME: (DecisionKind.FINISHED,) if ending else (DecisionKind.PROMOTED, DecisionKind.CONDITIONAL),
        Matter.AWARD: (DecisionKind.PRAISED,),
    }[matter]
    if matter is Matter.ADMISSION and standing.missing:
        return None
    return next((kind for kind in usual if not fault(kind, standing) and not question(kind, standing)), None)


@dataclass(frozen=True)
class Bulk:
    """Who is in a decision about many, and who is an exception."""

    included: tuple[PupilId, ...]
    exceptions: tuple[tuple[PupilId, str], ...]
    """With the reason."""
    decided: tuple[PupilId, ...]
    """About whom something is decided in the matter already."""


def bulk(kind: DecisionKind, standings: Mapping[PupilId, YearStanding]) -> Bulk:
    """Divide pupils for a decision about many: those whom it fits plainly, and those about whom one decides singly."""
    included, exceptions, decided = [], [], []
    for pupil, one in standings.items():
        if kind not in kinds_for(one.grade):
            continue
        if one.decided(kind.matter) is not None:
            decided.append(pupil)
        elif why := fault(kind, one) or question(kind, one):
            exceptions.append((pupil, why))
        else:
            included.append(pupil)
    if kind is DecisionKind.PRAISED or kind is DecisionKind.CONDITIONAL:
        # Nobody misses what was never in question.
        exceptions = [(pupil, why) for pupil, why in exceptions if _near(kind, standings[pupil])]
    return Bulk(tuple(included), tuple(exceptions), tuple(decided))


def _near(kind: DecisionKind, standing: YearStanding) -> bool:
    return kind is DecisionKind.CONDITIONAL and bool(standing.owed)
