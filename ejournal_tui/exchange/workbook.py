"""Workbooks in: guarded before they are parsed, parsed in a process of their own with little memory."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from ..domain.errors import Invalid
from ..i18n import _
from .guard import guard

MEMORY, SECONDS = 2**30, 20
ROWS, COLUMNS = 5000, 100

CellValue = str | int | float | bool | date | None

_CHILD = (
    "import sys; sys.path.append(sys.argv[1]); "
    "from ejournal_tui.exchange.parsing import main; sys.exit(main())"
)
UNREADABLE = 4
"""How the parsing process ends when the file is damaged; any other end but 0 means too much of something."""


@dataclass(frozen=True)
class Sheet:
    """One sheet with its plain values; rows and columns count from 0."""

    name: str
    rows: tuple[tuple[CellValue, ...], ...]
    struck: frozenset[str] = frozenset()
    """Addresses of filled cells that are crossed out."""
    hidden: frozenset[int] = frozenset()
    """Hidden columns."""
    hidden_rows: frozenset[int] = frozenset()
    unknown: frozenset[str] = frozenset()
    """Addresses of cells whose formula has no value or an error."""
    veiled: bool = False
    """Whether the sheet itself is hidden."""

    def at(self, row: int, column: int) -> CellValue:
        """A cell, None beyond the used area."""
        line = self.rows[row] if row < len(self.rows) else ()
        return line[column] if column < len(line) else None


@dataclass(frozen=True)
class Workbook:
    """A workbook that was handed in."""

    sheets: tuple[Sheet, ...]


@cache
def letters(column: int) -> str:
    """«C» for column 2."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def address(row: int, column: int) -> str:
    """«C5» for row 4 and column 2."""
    return f"{letters(column)}{row + 1}"


def read_workbook(path: Path) -> Workbook:
    """A workbook's sheets; raises Invalid with what to do instead."""
    data = guard(path)
    command = [sys.executable, "-I", "-c", _CHILD, str(Path(__file__).parents[2])]
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and our own words
            command, input=data, capture_output=True, timeout=SECONDS, check=False, env={}
        )
    except subprocess.TimeoutExpired as error:
        raise _excessive(path) from error
    if done.returncode == UNREADABLE:
        raise Invalid(
            _("The file {name} is damaged and cannot be read.").format(name=path.name),
            _("Open it in the spreadsheet program and save it again as .xlsx."),
        )
    if done.returncode:
        raise _excessive(path)
    return Workbook(tuple(_sheet(raw) for raw in json.loads(done.stdout)))


def sheet_bytes(name: str, rows: Sequence[Sequence[CellValue]], widths: Sequence[int], heading: int) -> bytes:
    """A workbook of one sheet as a file; texts are texts, whatever sign they begin with.

    The widths are the columns' in signs; the row of the heading (from 0) stays in sight and on every page.
    """
    from openpyxl import Workbook as Book
    from openpyxl.styles import Alignment, Font

    book = Book()
    sheet = book.create_sheet(name, 0)
    del book[book.sheetnames[1]]
    for y, row in enumerate(rows, 1):
        for x, value in enumerate(row, 1):
            if value is None:
                continue
            cell = sheet.cell(y, x, value)
            if isinstance(value, str):
                cell.data_type = "s"
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            elif isinstance(value, date):
                cell.number_format = "DD.MM.YYYY"
            if y == heading + 1:
                cell.font = Font(bold=True)
    for x, width in enumerate(widths):
        sheet.column_dimensions[letters(x)].width = width
    sheet.freeze_panes = f"A{heading + 2}"
    sheet.print_title_rows = f"{heading + 1}:{heading + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _excessive(path: Path) -> Invalid:
    return Invalid(
        _("The file {name} takes too long or too much memory to read.").format(name=path.name),
        _("Copy the table alone into a new workbook and save it as .xlsx."),
    )


def _sheet(raw: dict[str, Any]) -> Sheet:
    return Sheet(
        name=raw["name"],
        rows=tuple(tuple(_value(cell) for cell in row) for row in raw["rows"]),
        struck=frozenset(raw["struck"]),
        hidden=frozenset(raw["hidden"]),
        hidden_rows=frozenset(raw["hidden_rows"]),
        unknown=frozenset(raw["unknown"]),
        veiled=raw["veiled"],
    )


def _value(cell: Any) -> CellValue:
    if isinstance(cell, dict):
        return date.fromisoformat(cell["day"])
    if cell is None or isinstance(cell, str | float | int):
        return cell
    raise TypeError(type(cell))
