"""A table on a sheet: its heading found by words, its rows, and what around it must not get lost."""

import itertools
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from ...domain.workbooks.handed_in import Fault, Place, Problem, visible
from ...i18n import _
from ..files.naming import address, letters
from ..files.workbook import CellValue, Sheet, Workbook
from .tidy import Tidied, cyrillic, fold, hidden_signs, shown

Value = TypeVar("Value")
Headings = Mapping[str, tuple[str, ...] | re.Pattern[str]]
"""What a heading may be called: its words, or for tables that everybody heads otherwise a pattern of them."""
Reader = Callable[[CellValue], Tidied[Value]]

HEADING_WITHIN = 15
_TOTAL = re.compile(r"(?:всего|итого)\b")
_SIGNATURE = re.compile(
    r"директор|зам |заместитель|завуч|классный руководитель|секретарь|исполнитель|подпись|диспетчер"
)
_DECLARED = re.compile(r"(?:всего|итого)\D*(\d+)")
_FOOT_CELLS = 2


def problem_at(
    sheet: Sheet, row: int, column: int, expected: str, repair: str = "", fault: Fault = Fault.LAYOUT
) -> Problem:
    """What is wrong with a cell of a sheet, safe to print."""
    found = visible(shown(sheet.at(row, column)))
    return Problem(visible(sheet.name), address(row, column), found, expected, repair, fault)


@dataclass
class Notes:
    """What is noticed on one sheet, cell by cell."""

    sheet: Sheet
    problems: dict[tuple[int, int, str], Problem] = field(default_factory=dict)

    def say(self, row: int, column: int, expected: str, repair: str = "", fault: Fault = Fault.LAYOUT) -> None:
        """Write a problem down at its cell, once."""
        problem = problem_at(self.sheet, row, column, expected, repair, fault)
        self.problems.setdefault((row, column, expected), problem)

    def say_of_heading(self, row: int, expected: str) -> None:
        """Write down what a heading row lacks, at its first empty cell: no filled one is to blame."""
        line = self.sheet.rows[row]
        self.say(row, next((n for n, cell in enumerate(line) if cell is None), len(line)), expected)

    def take(self, tidied: Tidied[Value], row: int, column: int) -> Value | None:
        """The value of a cell, its problem written down."""
        if tidied.expected:
            self.say(row, column, tidied.expected, tidied.repair, tidied.fault)
        return tidied.value

    def where(self, row: int, column: int) -> str:
        """A cell as an import names it: «Расписание!C5»."""
        return f"{visible(self.sheet.name)}!{address(row, column)}"

    def told(self) -> tuple[Problem, ...]:
        """The problems in the order of the sheet."""
        return tuple(self.problems[key] for key in sorted(self.problems))


@dataclass(frozen=True)
class Table:
    """A table with its columns by meaning."""

    notes: Notes
    heading: int
    columns: Mapping[str, int]
    headed: tuple[tuple[str, int], ...]
    """Every known heading in the order of the sheet; some tables repeat them."""
    feet: Collection[int]
    """The rows of totals and signatures."""

    @property
    def sheet(self) -> Sheet:
        """Where the table stands."""
        return self.notes.sheet

    def body(self) -> Iterator["Line"]:
        """The rows beneath the heading that hold something, without totals and signatures."""
        for row in range(self.heading + 1, len(self.sheet.rows)):
            if row not in self.feet and _filled(self.sheet, row):
                yield Line(self.notes, row, self.columns)


@dataclass
class Line:
    """One row being read: what a cell tells is remembered with its address, what it cannot tell is noted."""

    notes: Notes
    row: int
    columns: Mapping[str, int]
    told: dict[str, str] = field(default_factory=dict)

    def cell(self, key: str) -> CellValue:
        """A cell by its meaning, None where the table has no such column."""
        return self.notes.sheet.at(self.row, self.columns[key]) if key in self.columns else None

    def read(self, key: str, reader: Reader[Value]) -> Value | None:
        """What a cell tells; None where it tells nothing or the table has no such column."""
        if key not in self.columns:
            return None
        tidied = reader(self.cell(key))
        if tidied.value is not None or not tidied.expected:
            self.told[key] = letters(self.columns[key])
        return self.notes.take(tidied, self.row, self.columns[key])

    def say(self, key: str, expected: str, fault: Fault = Fault.OTHER) -> None:
        """Write a problem down at a cell of this row."""
        self.notes.say(self.row, self.columns[key], expected, fault=fault)

    @property
    def row_place(self) -> tuple[str, int]:
        """The sheet and the number of the row, as problems name them."""
        return visible(self.notes.sheet.name), self.row + 1

    def place(self) -> Place:
        """Where the row stands, with what it told."""
        return Place(*self.row_place, dict(self.told))


def find_table(
    book: Workbook, headings: Headings, needed: Collection[str], repeated: Collection[str] = ()
) -> Table | None:
    """The first table with the needed columns, everything around it noted; None where no sheet has one."""
    found = next(((s, row) for s in book.sheets if (row := heading_row(s, headings, needed)) is not None), None)
    if found is None:
        return None
    sheet, heading = found
    notes = Notes(sheet)
    headed = [(key, n) for n, cell in enumerate(sheet.rows[heading]) if (key := meaning(headings, cell)) is not None]
    columns: dict[str, int] = {}
    for key, column in headed:
        if key in columns and key not in repeated:
            notes.say(heading, column, _("each column is expected once"))
        columns.setdefault(key, column)
    feet = feet_of(sheet, heading, [columns[key] for key in needed])
    note_surroundings(notes, heading, [column for _key, column in headed], feet)
    _note_blank_rows(notes, heading, feet)
    return Table(notes, heading, columns, tuple(headed), feet)


def heading_row(sheet: Sheet, headings: Headings, needed: Collection[str]) -> int | None:
    """The first of the upper rows that names every needed column."""
    for row in range(min(HEADING_WITHIN, len(sheet.rows))):
        meant = {meaning(headings, cell) for cell in sheet.rows[row]}
        if meant.issuperset(needed):
            return row
    return None


def meaning(headings: Headings, cell: CellValue) -> str | None:
    """What a heading means; None where it is not known."""
    if not isinstance(cell, str):
        return None
    if cell.strip() in ("№", "№ п/п", "N", "N п/п"):
        return "number"
    words = fold(cyrillic(cell)) or fold(cell)
    return next((key for key, names in headings.items() if _is_called(names, words)), None)


def _is_called(names: tuple[str, ...] | re.Pattern[str], words: str) -> bool:
    return words in names if isinstance(names, tuple) else names.search(words) is not None


def feet_of(sheet: Sheet, heading: int, needed: Sequence[int]) -> frozenset[int]:
    """The rows of totals, and of signatures beneath the last row of the table.

    A row with all that the table needs is somebody's, whatever it begins with: a director is on the staff.
    """
    feet: set[int] = set()
    ended = False
    for row in range(len(sheet.rows) - 1, heading, -1):
        filled = _filled(sheet, row)
        if not filled:
            continue
        words = fold(shown(sheet.at(row, filled[0])))
        whole = bool(needed) and set(needed).issubset(filled)
        if whole or len(filled) > _FOOT_CELLS:
            ended = True
        elif _TOTAL.match(words) or (_SIGNATURE.match(words) and not ended):
            feet.add(row)
        else:
            ended = True
    return frozenset(feet)


def _filled(sheet: Sheet, row: int) -> list[int]:
    return [column for column, cell in enumerate(sheet.rows[row]) if cell is not None]


def note_surroundings(notes: Notes, heading: int, known: Collection[int], feet: Collection[int]) -> None:
    """Note what a reader of the values would pass over: other columns, the hidden, the crossed out."""
    sheet = notes.sheet
    if sheet.veiled:
        notes.say(heading, 0, _("a sheet that everybody sees is expected, this one is hidden"))
    for row in range(len(sheet.rows)):
        filled = _filled(sheet, row)
        for column in filled:
            if words := hidden_signs(sheet.at(row, column)):
                notes.say(row, column, words, fault=Fault.LETTERS)
        if row < heading:
            continue
        if filled and row in sheet.hidden_rows:
            notes.say(row, filled[0], _("a row that everybody sees is expected, this one is hidden"))
        if row not in feet:
            _note_strangers(notes, row, heading, [column for column in filled if column not in known])
        _note_cells(notes, row, filled)
    for column in sorted(sheet.hidden):
        if sheet.at(heading, column) is not None:
            notes.say(heading, column, _("a column that everybody sees is expected, this one is hidden"))


def _note_cells(notes: Notes, row: int, filled: list[int]) -> None:
    """Note the crossed out, a row that is so as a whole once, and formulas without a value."""
    struck = [column for column in filled if address(row, column) in notes.sheet.struck]
    for column in (struck[1:2] or struck) if struck == filled else struck:
        notes.say(row, column, _("a valid entry is expected, this one is crossed out"), fault=Fault.LEAVERS)
    for column in range(len(notes.sheet.rows[row])):
        if address(row, column) in notes.sheet.unknown:
            notes.say(row, column, _("a value is expected, the formula here has none"))


def _note_strangers(notes: Notes, row: int, heading: int, columns: list[int]) -> None:
    for column in columns:
        if row == heading:
            notes.say(row, column, _("a column that the journal keeps is expected; take this one out"))
        elif notes.sheet.at(heading, column) is None:
            notes.say(row, column, _("nothing is expected outside of the table"))


def _note_blank_rows(notes: Notes, heading: int, feet: Collection[int]) -> None:
    """Note blank rows that have rows of the table above and below: somebody may have been wiped out there."""
    held = [row for row in range(heading + 1, len(notes.sheet.rows)) if _filled(notes.sheet, row) and row not in feet]
    for above, below in itertools.pairwise(held):
        for row in range(above + 1, below):
            if row not in feet:
                notes.say(row, 0, _("a row of the table is expected; take the blank row out"))


def note_declared(table: Table, count: int) -> None:
    """Note a declared number of people that does not fit the count."""
    for row in sorted(table.feet):
        for column, cell in enumerate(table.sheet.rows[row]):
            match = _DECLARED.search(fold(shown(cell)))
            if match and int(match[1]) != count:
                expected = _("the number of people in the list is expected: {count}").format(count=count)
                table.notes.say(row, column, expected)


def missing(book: Workbook, what: str) -> Problem:
    """The problem of a table that is not there."""
    expected = _("a heading within the first {count} rows is expected with the columns: {what}").format(
        count=HEADING_WITHIN, what=what
    )
    return problem_at(book.sheets[0] if book.sheets else Sheet("", ()), 0, 0, expected)


def strays(book: Workbook, known: Collection[Sheet]) -> tuple[Problem, ...]:
    """Sheets with something on them that no table was read from."""
    names = {sheet.name for sheet in known}
    found = []
    for sheet in book.sheets:
        first = next(((row, cells[0]) for row in range(len(sheet.rows)) if (cells := _filled(sheet, row))), None)
        if first and sheet.name not in names:
            expected = _("a sheet with the expected table is expected; take this one out")
            found.append(problem_at(sheet, *first, expected))
    return tuple(found)
