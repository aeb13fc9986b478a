"""A table on a sheet: its heading found by words, its rows, and what around it must not get lost."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from ..domain.handed_in import Problem
from ..i18n import _
from .tidy import Tidied, cyrillic, fold, shown
from .workbook import Sheet, Workbook, address

Value = TypeVar("Value")
Headings = Mapping[str, tuple[str, ...]]

HEADING_WITHIN = 15
_FOOT = re.compile(
    r"(всего|итого|директор|зам |заместитель|завуч|классный руководитель|секретарь|исполнитель|подпись)"
)
_DECLARED = re.compile(r"(?:всего|итого)\D*(\d+)")
_FOOT_CELLS = 2


@dataclass
class Notes:
    """What is noticed on one sheet, cell by cell."""

    sheet: Sheet
    problems: dict[tuple[int, int, str], Problem] = field(default_factory=dict)

    def say(self, row: int, column: int, expected: str, repair: str = "") -> None:
        """Write a problem down at its cell, once."""
        found = shown(self.sheet.at(row, column))
        problem = Problem(self.sheet.name, address(row, column), found, expected, repair)
        self.problems.setdefault((row, column, expected), problem)

    def take(self, tidied: Tidied[Value], row: int, column: int) -> Value | None:
        """The value of a cell, its problem written down."""
        if tidied.expected:
            self.say(row, column, tidied.expected, tidied.repair)
        return tidied.value

    def told(self) -> tuple[Problem, ...]:
        """The problems in the order of the sheet."""
        return tuple(self.problems[key] for key in sorted(self.problems))


@dataclass(frozen=True)
class Table:
    """A table with its columns by meaning."""

    notes: Notes
    heading: int
    columns: Mapping[str, int]

    @property
    def sheet(self) -> Sheet:
        """Where the table stands."""
        return self.notes.sheet

    def where(self, row: int, key: str) -> str:
        """A cell as an import names it: «Сотрудники!B5»."""
        return f"{self.sheet.name}!{address(row, self.columns[key])}"

    def body(self) -> Iterator[int]:
        """The rows beneath the heading that hold something, without totals and signatures."""
        for row in range(self.heading + 1, len(self.sheet.rows)):
            if any(cell is not None for cell in self.sheet.rows[row]) and not is_foot(self.sheet, row):
                yield row


def heading_row(sheet: Sheet, headings: Headings, needed: Collection[str]) -> int | None:
    """The first of the upper rows that names every needed column."""
    for row in range(min(HEADING_WITHIN, len(sheet.rows))):
        meant = {meaning(headings, cell) for cell in sheet.rows[row]}
        if meant.issuperset(needed):
            return row
    return None


def meaning(headings: Headings, cell: object) -> str | None:
    """What a heading means; None where it is not known."""
    if not isinstance(cell, str):
        return "number" if cell == "№" else None
    if cell.strip() in ("№", "№ п/п", "N", "N п/п"):
        return "number"
    words = fold(cyrillic(cell)) or fold(cell)
    return next((key for key, names in headings.items() if words in names), None)


def note_surroundings(notes: Notes, heading: int, known: Collection[int]) -> None:
    """Note what a reader of the values would pass over: other columns, the hidden, the crossed out."""
    sheet = notes.sheet
    if sheet.veiled:
        notes.say(heading, 0, _("a sheet that everybody sees is expected, this one is hidden"))
    for row in range(heading, len(sheet.rows)):
        filled = [column for column, cell in enumerate(sheet.rows[row]) if cell is not None]
        if filled and row in sheet.hidden_rows:
            notes.say(row, filled[0], _("a row that everybody sees is expected, this one is hidden"))
        if row == heading or not is_foot(sheet, row):
            _note_strangers(notes, row, heading, [column for column in filled if column not in known])
        struck = [column for column in filled if address(row, column) in sheet.struck]
        for column in struck[1:2] if struck == filled else struck:
            notes.say(row, column, _("a valid entry is expected, this one is crossed out"))
        for column in range(len(sheet.rows[row])):
            if address(row, column) in sheet.unknown:
                notes.say(row, column, _("a value is expected, the formula here has none"))
    for column in sorted(sheet.hidden):
        if sheet.at(heading, column) is not None:
            notes.say(heading, column, _("a column that everybody sees is expected, this one is hidden"))


def _note_strangers(notes: Notes, row: int, heading: int, columns: list[int]) -> None:
    for column in columns:
        if row == heading:
            notes.say(row, column, _("a column that the journal keeps is expected; take this one out"))
        elif notes.sheet.at(heading, column) is None:
            notes.say(row, column, _("nothing is expected outside of the table"))


def is_foot(sheet: Sheet, row: int) -> bool:
    """Whether a row is a total or a signature beneath the table."""
    filled = [cell for cell in sheet.rows[row] if cell is not None]
    return bool(filled) and len(filled) <= _FOOT_CELLS and bool(_FOOT.match(fold(shown(filled[0]))))


def note_declared(table: Table, count: int) -> None:
    """Note a declared number of people that does not fit the count."""
    for row in range(table.heading + 1, len(table.sheet.rows)):
        if not is_foot(table.sheet, row):
            continue
        for column, cell in enumerate(table.sheet.rows[row]):
            match = _DECLARED.search(fold(shown(cell)))
            if match and int(match[1]) != count:
                notes = table.notes
                notes.say(
                    row,
                    column,
                    _("the number of people in the list is expected: {count}").format(count=count),
                )


def missing(book: Workbook, what: str) -> Problem:
    """The problem of a table that is not there."""
    first = book.sheets[0] if book.sheets else Sheet("", ())
    return Problem(
        first.name,
        "A1",
        shown(first.at(0, 0)),
        _("a heading within the first {count} rows is expected with the columns: {what}").format(
            count=HEADING_WITHIN, what=what
        ),
    )


def strays(book: Workbook, known: Collection[str]) -> tuple[Problem, ...]:
    """Sheets with something on them that no table was read from."""
    found = []
    for sheet in book.sheets:
        if sheet.name in known or not sheet.rows:
            continue
        row, column = next(
            (r, c) for r, line in enumerate(sheet.rows) for c, cell in enumerate(line) if cell is not None
        )
        found.append(
            Problem(
                sheet.name,
                address(row, column),
                shown(sheet.at(row, column)),
                _("a sheet with the expected table is expected; take this one out"),
            )
        )
    return tuple(found)
