"""Finding the heading row of a list by the words of its columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..domain.errors import Invalid
from ..domain.handed_in import Problem
from ..i18n import _
from .tidy import Tidied, shown, squeezed
from .workbook import CellValue, Sheet, address

SEARCHED = 15
_TOTALS = ("всего", "итого", "директор", "классный руководитель")


def plain_heading(cell: CellValue) -> str:
    """A heading without case, ё, marks and double spaces."""
    text = squeezed(cell).casefold().replace("ё", "е")
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


@dataclass
class List:
    """A sheet read as a list: which column holds what, and the problems met so far."""

    sheet: Sheet
    head: int
    columns: dict[str, list[int]]
    problems: list[Problem]

    def rows(self) -> Iterator[int]:
        """The numbers of the rows that hold somebody: no blank rows, totals or signatures."""
        for number in range(self.head + 1, len(self.sheet.rows)):
            cells = [c for c in self.sheet.rows[number] if c is not None and shown(c).strip()]
            if cells and not any(plain_heading(cell).startswith(_TOTALS) for cell in cells[:2]):
                yield number

    def cell(self, row: int, column: str, which: int = 0) -> CellValue:
        """A cell of a column; None where the list has no such column."""
        found = self.columns.get(column, [])
        return self.sheet.at(row, found[which]) if which < len(found) else None

    def take(self, row: int, column: str, tidied: Tidied[object], which: int = 0) -> None:
        """Note a cell that is not clean."""
        if tidied.expected:
            self.problem(row, column, tidied.expected, tidied.repair, which)

    def problem(self, row: int, column: str, expected: str, repair: str = "", which: int = 0) -> None:
        """Note a problem at a cell."""
        found = self.columns.get(column, [0])
        place = found[min(which, len(found) - 1)]
        self.problems.append(
            Problem(self.sheet.name, address(row, place), shown(self.sheet.at(row, place)), expected, repair)
        )

    def where(self, row: int) -> str:
        """The address of a row's first cell with its sheet."""
        return f"{self.sheet.name}!A{row + 1}"


def find_list(sheet: Sheet, synonyms: Mapping[str, Sequence[str]], needed: Sequence[str]) -> List:
    """The list of a sheet; raises Invalid when no row of the first ones has the needed headings."""
    words = {synonym: column for column, found in synonyms.items() for synonym in found}
    best: tuple[int, dict[str, list[int]]] = (0, {})
    for number in range(min(SEARCHED, len(sheet.rows))):
        columns: dict[str, list[int]] = {}
        for place, cell in enumerate(sheet.rows[number]):
            column = words.get(plain_heading(cell))
            if column:
                columns.setdefault(column, []).append(place)
        if len(columns) > len(best[1]):
            best = (number, columns)
    missing = [synonyms[column][0] for column in needed if column not in best[1]]
    if missing:
        raise Invalid(
            _("The sheet “{sheet}” has no column “{column}”.").format(sheet=sheet.name, column=missing[0]),
            _("The heading row must be among the first {count} rows.").format(count=SEARCHED),
        )
    return List(sheet, best[0], best[1], [])
