"""Everything that the journal holds about a person, as a paper: sections of plain lines (152-FZ, article 14)."""

from dataclasses import dataclass
from datetime import date

from ..papers.papers import Stamp


@dataclass(frozen=True)
class Section:
    """Lines of one kind."""

    title: str
    lines: tuple[tuple[str, str], ...]
    """What it is, and what stands there."""


@dataclass(frozen=True)
class PersonExtract:
    """The whole extract."""

    school: str
    name: str
    day: date
    sections: tuple[Section, ...]
    """Those that hold something."""
    stamp: Stamp
