"""What a person decided about a workbook that was handed in; each decision gives a new value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from .handed_in import Fault, Place, Problem

Cell = tuple[str, str]
"""A sheet and an address on it."""
Row = tuple[str, int]
"""A sheet and the number of a row on it."""


def row_of(address: str) -> int:
    """The number of the row that a cell stands in: 5 for «C5»."""
    return int("".join(sign for sign in address if sign.isdigit()) or 0)


def row_at(where: str) -> Row:
    """The row of a cell as an import names it: «Ученики!C5»."""
    sheet, _sign, address = where.rpartition("!")
    return sheet, row_of(address)


@dataclass(frozen=True)
class Leaving:
    """From which day on somebody is no pupil any more, and by which order."""

    day: date
    order: str


@dataclass(frozen=True)
class Ruling:
    """Who is right where the file contradicts the journal."""

    taken: frozenset[str] = frozenset()
    """The contradictions in which the file is."""
    kept: frozenset[str] = frozenset()
    """Those in which the journal is."""


NOTHING_DECIDED = Ruling()


@dataclass(frozen=True)
class Decisions:
    """All that was decided about one workbook."""

    written: Mapping[Cell, str] = field(default_factory=dict)
    """What is to be read in a cell instead of what stands there: a proposal accepted, or typed."""
    passed: frozenset[tuple[str, str, str]] = frozenset()
    """What was noted at a cell and is no matter: sheet, address, what was expected."""
    out: frozenset[Row] = frozenset()
    """The rows that are left out."""
    leavers: Mapping[Row, Leaving] = field(default_factory=dict)
    ruling: Ruling = NOTHING_DECIDED
    effective: date | None = None
    """From which day on newcomers are in a class that is there already."""

    def accept(self, problems: Iterable[Problem]) -> "Decisions":
        """Take what is proposed at cells."""
        return replace(self, written={**self.written, **{(p.sheet, p.address): p.repair for p in problems if p.repair}})

    def write(self, cell: Cell, text: str) -> "Decisions":
        """Let something else be read in a cell."""
        return replace(self, written={**self.written, cell: text})

    def overlook(self, problems: Iterable[Problem]) -> "Decisions":
        """Let what was noted be no matter: what can be read of the cells comes in."""
        return replace(self, passed=self.passed | {_name(problem) for problem in problems})

    def leave_out(self, rows: Iterable[Row]) -> "Decisions":
        """Leave rows out."""
        return replace(self, out=self.out | set(rows))

    def dismiss(self, row: Row, leaving: Leaving) -> "Decisions":
        """Let somebody who is struck out leave."""
        return replace(self, leavers={**self.leavers, row: leaving})

    def take(self, keys: Iterable[str]) -> "Decisions":
        """Let the file be right."""
        kept, taken = self.ruling.kept - set(keys), self.ruling.taken | set(keys)
        return replace(self, ruling=Ruling(taken, kept))

    def keep(self, keys: Iterable[str]) -> "Decisions":
        """Let the journal be right."""
        taken, kept = self.ruling.taken - set(keys), self.ruling.kept | set(keys)
        return replace(self, ruling=Ruling(taken, kept))

    def forget(self, problem: Problem) -> "Decisions":
        """Take back what was decided about a cell and its row."""
        cell, row = (problem.sheet, problem.address), (problem.sheet, row_of(problem.address))
        return replace(
            self, written={key: text for key, text in self.written.items() if key != cell},
            passed=self.passed - {_name(problem)}, out=self.out - {row},
            leavers={key: leaving for key, leaving in self.leavers.items() if key != row},
        )  # fmt: skip

    def forget_key(self, key: str) -> "Decisions":
        """Take back who is right."""
        return replace(self, ruling=Ruling(self.ruling.taken - {key}, self.ruling.kept - {key}))

    def is_out(self, place: Place) -> bool:
        """Whether a row is left out."""
        return (place.sheet, place.row) in self.out

    def said_of(self, problem: Problem) -> bool:
        """Whether it was decided what becomes of a problem."""
        row = (problem.sheet, row_of(problem.address))
        leaves = row in self.leavers and problem.fault is Fault.LEAVERS
        return row in self.out or leaves or _name(problem) in self.passed


def _name(problem: Problem) -> tuple[str, str, str]:
    return problem.sheet, problem.address, problem.expected
