"""Exams by protocol with the clock that runs from their receipt, olympiads and competitions (C30, R2-3)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ...i18n import N_, _
from ..errors import Invalid
from ..journal.deadlines import Standing
from ..journal.outside import Result
from ..people.people import ClassId, PupilId
from ..text.words import full_date


@dataclass(frozen=True)
class Exam:
    """A protocol: what was examined, when its results were received, who took it."""

    school_class: ClassId
    subject: int
    protocol: str
    received: datetime
    """By the school's clock."""
    pupils: tuple[PupilId, ...]
    key: int = 0
    """0 while it is new."""


@dataclass(frozen=True)
class ExamRow:
    """Somebody who took the exam."""

    pupil: PupilId
    name: str
    result: Result | None
    late: bool = False
    """Whether the result was entered after its term."""
    told: str = ""
    """Who entered it and when."""


@dataclass(frozen=True)
class ExamLine:
    """An exam with its results and its clock."""

    exam: Exam
    subject_name: str
    title: str
    """«9А»."""
    rows: tuple[ExamRow, ...]
    due: datetime
    standing: Standing

    @property
    def missing(self) -> int:
        """How many have no result yet."""
        return sum(row.result is None for row in self.rows)

    @property
    def late(self) -> int:
        """How many results were entered after the term."""
        return sum(row.late for row in self.rows)


class ContestLevel(StrEnum):
    """How far an olympiad or competition reaches."""

    SCHOOL = "school"
    MUNICIPAL = "municipal"
    REGIONAL = "regional"
    NATIONAL = "national"
    INTERNATIONAL = "international"

    @property
    def words(self) -> str:
        """«муниципальный»."""
        return _(_LEVELS[self])


_LEVELS = {
    ContestLevel.SCHOOL: N_("of the school"), ContestLevel.MUNICIPAL: N_("municipal"),
    ContestLevel.REGIONAL: N_("regional"), ContestLevel.NATIONAL: N_("national"),
    ContestLevel.INTERNATIONAL: N_("international"),
}  # fmt: skip


@dataclass(frozen=True)
class Contest:
    """What a pupil took part in, and with what result."""

    pupil: PupilId
    name: str
    level: ContestLevel
    place: str
    """«призёр», «2 место»."""
    day: date
    received: datetime
    key: int = 0

    @property
    def words(self) -> str:
        """«Олимпиада по физике (муниципальный): призёр, 20.03.2018»."""
        return contest_words(self.name, self.level, self.place, self.day)


def contest_words(name: str, level: ContestLevel, place: str, day: date) -> str:
    """«Олимпиада по физике (муниципальный): призёр, 20.03.2018»."""
    return f"{name} ({level.words}): {place}, {full_date(day)}"


def read_level(typed: str) -> ContestLevel:
    """The level whose first letters were typed; raises Invalid with what there is."""
    said = typed.strip().casefold()
    found = [one for one in ContestLevel if said and one.words.casefold().startswith(said)]
    if len(found) != 1:
        words = ", ".join(one.words for one in ContestLevel)
        raise Invalid(_("“{typed}”: {expected}.").format(typed=typed.strip()[:20], expected=words))
    return found[0]
