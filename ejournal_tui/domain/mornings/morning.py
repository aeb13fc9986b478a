"""What somebody has to know first thing in the morning, line by line (C38)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ..journal.lessons import LessonId
from ..people.people import ClassId, GuardianId, PupilId


class Sign(StrEnum):
    """How much a line asks of the person; the values are what the screen shows."""

    ASKS = "!"
    TELLS = ""


@dataclass(frozen=True)
class Line:
    """One thing that the morning asks about."""

    what: str
    words: str
    """A figure or a few words."""
    sign: Sign = Sign.TELLS
    details: tuple[str, ...] = ()
    """Who or what is behind the figure."""
    opens: str = ""
    """The section where it is seen to, "" where the details are all there is."""
    lesson: LessonId | None = None
    """The lesson that it is about."""
    pupil: PupilId | None = None
    """The pupil that it is about."""
    school_class: ClassId | None = None
    guardian: GuardianId | None = None
    """The guardian whose proposal it is."""
    notice: int | None = None
    """The announced absence that waits for an answer."""


@dataclass(frozen=True)
class Morning:
    """A page of such lines."""

    lines: tuple[Line, ...]
    free_because: str = ""
    """Why the day is free, "" on a school day."""

    @property
    def asking(self) -> int:
        """How many lines ask for the person's hand."""
        return sum(line.sign is Sign.ASKS for line in self.lines)


def runs(numbers: Iterable[int]) -> str:
    """Numbers of lessons as they are told: «1–3, 5»."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and found[-1][-1] == number - 1:
            found[-1].append(number)
        else:
            found.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in found)
