"""The journal of a course as it stood at the end of a day, as a plain paper: marks, then lessons."""

from dataclasses import dataclass
from datetime import date

from ..journal.lessons import LessonGrid
from ..text.words import short_date
from .papers import Stamp


@dataclass(frozen=True)
class PastJournal:
    """What the paper shows."""

    school: str
    until: date
    grid: LessonGrid
    stamp: Stamp

    @property
    def heads(self) -> tuple[str, ...]:
        """The days, column by column."""
        return tuple(short_date(one.day) for one in self.grid.columns)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of work, «К/р», column by column."""
        return tuple(one.kind for one in self.grid.columns)

    @property
    def marks(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The pupils with their cells, column by column."""
        return tuple((row.name, tuple(cell.text for cell in row.cells)) for row in self.grid.rows)

    @property
    def results(self) -> tuple[tuple[str, ...], ...]:
        """The results of each pupil: of the period, or of every one where the year is shown."""
        return tuple(row.results if self.grid.periods else (row.result,) for row in self.grid.rows)

    @property
    def lessons(self) -> tuple[tuple[str, str, str], ...]:
        """Every lesson once: its day, topic and homework."""
        found = {
            one.lesson: (short_date(one.day), one.topic, one.homework)
            for one in self.grid.columns if not one.of_certificates
        }  # fmt: skip
        return tuple(found.values())
