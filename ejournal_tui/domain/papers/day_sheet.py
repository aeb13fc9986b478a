"""The deputy head's sheet of a day, before anybody draws it."""

from dataclasses import dataclass
from datetime import date

from .papers import Stamp


@dataclass(frozen=True)
class DaySheet:
    """The school in a page, with the line of the log that proves later what the journal holds on that evening."""

    school: str
    day: date
    lines: tuple[tuple[str, str], ...]
    """What is counted, and how much of it there is."""
    anchor_line: int
    anchor_groups: str
    """Eight groups of four."""
    anchor_when: str
    stamp: Stamp
