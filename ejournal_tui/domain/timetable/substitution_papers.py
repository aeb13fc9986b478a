"""The papers about substitutions, before anybody draws them: the sheet on the wall and the register."""

from dataclasses import dataclass
from datetime import date

from ..papers.papers import Stamp


@dataclass(frozen=True)
class WallLine:
    """A lesson that is not held as the timetable has it."""

    number: int
    time: str
    class_name: str
    instead: str
    """Subject and teacher by the timetable; "" where the class would be free."""
    becomes: str
    """What will be: subject and teacher, cancelled, moved."""
    room: str


@dataclass(frozen=True)
class WallSheet:
    """The changes of a day, for everybody to read; no reasons on it."""

    school: str
    day: date
    lines: tuple[WallLine, ...]
    stamp: Stamp


@dataclass(frozen=True)
class RegisterLine:
    """A lesson missed by its teacher or not held, and what became of it."""

    day: date
    number: int
    absent: str
    """Who teaches it by the timetable."""
    subject: str
    class_name: str
    reason: str
    """With the number of the order."""
    substitute: str
    """Who kept it; in words where nobody did."""
    kept_subject: str
    share: int | None
    """The part of a lesson that is paid for, in thousandths; None where nobody kept it by order."""


@dataclass(frozen=True)
class Register:
    """The register of missed and substituted lessons of a stretch of days."""

    school: str
    first: date
    last: date
    lines: tuple[RegisterLine, ...]
    stamp: Stamp

    def totals(self) -> tuple[tuple[str, int, int], ...]:
        """For each substitute: how many lessons, and how many of them are paid for, in thousandths."""
        found: dict[str, tuple[int, int]] = {}
        for line in self.lines:
            if line.share is not None:
                count, share = found.get(line.substitute, (0, 0))
                found[line.substitute] = count + 1, share + line.share
        return tuple((name, *found[name]) for name in sorted(found))
