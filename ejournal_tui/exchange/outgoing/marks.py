"""The process that marks one workbook: cells coloured and commented, the sheet of the errors added."""

import json
import sys
from base64 import b64decode
from datetime import date
from io import BytesIO
from typing import Any, cast
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from ...domain.workbooks.handed_in import unseen, visible
from ..files.child import UNREADABLE, limit
from ..files.naming import address, letters
from ..files.workbook import ASIDE

_ERRORS = "Ошибки"
_AUTHOR = "ejournal"
_FAULTY = PatternFill("solid", fgColor="FFC7CE")
_CLEAN = PatternFill()
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_LINK = Font(color="0563C1", underline="single")
_WIDTHS = (5, 18, 9, 34, 56, 34)
_COMMENT = (160, 320)
"""Height and width."""
_FIRST = 3
"""The row of the first error."""
_LONGEST_NAME = 31
_FORBIDDEN = str.maketrans("[]:*?/\\", "()-----")


def main() -> int:
    """Mark the workbook of the task on standard input; the marked one goes to standard output."""
    limit()
    task = json.loads(sys.stdin.buffer.read())
    try:
        book = _opened(b64decode(task["file"])) if "file" in task else _rebuilt(task["sheets"])
        present = cast(list[Worksheet], book.worksheets)
        read = [sheet["name"] for sheet in task["sheets"]] if "sheets" in task else [sheet.title for sheet in present]
        sheets = dict(zip(map(visible, read), present, strict=True))
        _mark(sheets, task["problems"])
    except (BadZipFile, KeyError, ValueError, TypeError, IndexError, AttributeError, SyntaxError):
        return UNREADABLE
    _list(book, task["head"], task["problems"], sheets)
    made = BytesIO()
    book.save(made)
    sys.stdout.buffer.write(made.getvalue())
    return 0


def _opened(data: bytes) -> Workbook:
    """The workbook without the marks of an earlier time."""
    book = load_workbook(BytesIO(data), keep_links=False)
    for sheet in book.worksheets:
        if sheet.title.startswith(_ERRORS) and str(sheet["A1"].value or "").startswith(ASIDE):
            book.remove(sheet)
            continue
        for cell in sheet._cells.values():
            if cell.comment is not None and cell.comment.author == _AUTHOR:
                cell.comment, cell.fill = None, _CLEAN
    return book


def _rebuilt(sheets: list[dict[str, Any]]) -> Workbook:
    """A new workbook of the values of another format."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for read in sheets:
        sheet = book.create_sheet((visible(read["name"]).translate(_FORBIDDEN) or _ERRORS)[:_LONGEST_NAME])
        for row, values in enumerate(read["rows"], 1):
            for column, value in enumerate(values, 1):
                if value is not None:
                    _put(sheet.cell(row, column), value)
    return book


def _put(cell: Any, value: Any) -> None:
    """A value as it was read: a text stays one, whatever it begins with."""
    if isinstance(value, dict):
        cell.value, cell.number_format = date.fromisoformat(value["day"]), "DD.MM.YYYY"
    elif isinstance(value, str):
        cell.value = "".join(sign for sign in value if not unseen(sign))
        cell.data_type = "s"
    else:
        cell.value = value


def _mark(sheets: dict[str, Worksheet], problems: list[list[str]]) -> None:
    """Colour and comment the cells."""
    words: dict[tuple[str, str], list[str]] = {}
    for name, where, *_told, comment in problems:
        words.setdefault((name, where), []).append(comment)
    for (name, where), comments in words.items():
        if name not in sheets:
            # nothing at all was handed in: there is no cell to colour
            continue
        cell = _cell(sheets[name], where)
        cell.fill = _FAULTY
        cell.comment = Comment("\n".join(comments), _AUTHOR, *_COMMENT)


def _cell(sheet: Worksheet, where: str) -> Cell:
    """The cell of an address; of cells that are one, the first."""
    cell = sheet[where]
    if isinstance(cell, MergedCell):
        area = next(area for area in sheet.merged_cells.ranges if where in area)
        cell = sheet.cell(area.min_row, area.min_col)
    assert isinstance(cell, Cell)
    return cell


def _list(book: Workbook, head: list[Any], problems: list[list[str]], sheets: dict[str, Worksheet]) -> None:
    """The sheet of the errors, a link to each cell; the import passes it over."""
    sheet = book.create_sheet(_ERRORS)
    sheet["A1"] = head[0]
    for column, words in enumerate(head[1], 1):
        sheet.cell(2, column, words).font = Font(bold=True)
        sheet.column_dimensions[letters(column - 1)].width = _WIDTHS[column - 1]
    sheet.freeze_panes = f"A{_FIRST}"
    for row, (name, where, found, expected, repair, _comment) in enumerate(problems, _FIRST):
        sheet.cell(row, 1, row - _FIRST + 1)
        for column, told in enumerate((name, where, found, expected, repair), 2):
            _put(sheet.cell(row, column), told)
            if column > 3:
                sheet.cell(row, column).alignment = _WRAPPED
        if name in sheets:
            link = Hyperlink(ref=address(row - 1, 2), location=f"{quote_sheetname(sheets[name].title)}!{where}")
            sheet.cell(row, 3).hyperlink = link
            sheet.cell(row, 3).font = _LINK

