"""Workbooks out: values under headings, made to be read on paper and to be read in again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from ...domain.workbooks.handed_in import unseen
from ...domain.workbooks.handed_out import Column, Page, Value
from ..files.naming import letters
from ..files.workbook import ASIDE

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins with one of these is a formula to some spreadsheet program."""
_A4 = 9
_LONGEST_FOOTER = 255
_LISTED = 250
"""So many characters of choices a drop-down can hold itself."""
_PLAIN = PatternFill("solid", fgColor="E7E6E6")
_LINE = Border(bottom=Side(style="thin"))


@dataclass(frozen=True)
class Aside:
    """A sheet that explains and is not read in; its first line says so."""

    name: str
    lines: Sequence[Sequence[Value]]
    widths: Sequence[int] = ()


class _Styles:
    """The few styles that all cells of a workbook share."""

    def __init__(self, sheet: WriteOnlyWorksheet) -> None:
        self._sheet = sheet
        self._head, self._title, self._day, self._text, self._long = (WriteOnlyCell(sheet) for _n in range(5))
        self._title.font = Font(bold=True)
        self._head.font, self._head.fill, self._head.border = Font(bold=True), _PLAIN, _LINE
        self._head.alignment = Alignment(wrap_text=True, vertical="center")
        self._day.number_format = "DD.MM.YYYY"
        self._text.number_format = "@"
        self._text.quotePrefix = True
        self._long.alignment = Alignment(wrap_text=True, vertical="top")

    def heading(self, words: str) -> Cell:
        """A heading."""
        return self._cell(_legal(words), "s", self._head)

    def title(self, words: str) -> Cell:
        """The line above the headings; it runs on over the cells beside it."""
        return self._cell(_legal(words), "s", self._title)

    def of(self, value: Value, wraps: bool = False) -> Value | Cell:
        """A value as it is written; a text is never taken for anything else."""
        if isinstance(value, str):
            plain = _legal(value)
            if plain.startswith(_FORMULA_SIGNS):
                return self._cell(plain, "s", self._text)
            return self._cell(plain, "s", self._long) if wraps else plain
        return self._cell(value, "d", self._day) if isinstance(value, date) else value

    def _cell(self, value: Value, kind: str, like: Any) -> Cell:
        cell: Any = WriteOnlyCell(self._sheet)
        # past the guessing of what a text may mean, and sharing one style: a thousand rows are written at once
        cell._value, cell.data_type, cell._style = value, kind, like._style
        made: Cell = cell
        return made


def _legal(text: str) -> str:
    """The text without the signs that no workbook can hold."""
    return text if text.isprintable() else "".join(sign for sign in text if not unseen(sign))


def write_book(pages: Sequence[Page], footer: str = "", copy_number: int = 0, asides: Sequence[Aside] = ()) -> bytes:
    """A workbook of pages; the footer and the number of the copy stand on every printed page of it."""
    book = Workbook(write_only=True)
    book.properties.creator = "ejournal"
    if footer:
        book.properties.description = footer
        book.properties.identifier = f"{copy_number:06}"
    lists = _Lists()
    for page in pages:
        _write_page(book, page, footer, lists)
    for aside in (*asides, *lists.aside()):
        _write_aside(book, aside)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _write_page(book: Workbook, page: Page, footer: str, lists: "_Lists") -> None:
    sheet = book.create_sheet(page.name)
    heading = 1 + bool(page.title) + len(page.above)
    for number, column in enumerate(page.columns):
        sheet.column_dimensions[letters(number)].width = column.width
        if page.empty_rows:
            sheet.column_dimensions[letters(number)].number_format = _look(column)
    sheet.freeze_panes = f"{letters(page.fixed)}{heading + 1}"
    sheet.print_title_rows = f"1:{heading}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if footer:
        sheet.oddFooter.center.text = footer.replace("&", "&&")[:_LONGEST_FOOTER]
    styles = _Styles(sheet)
    if page.title:
        sheet.append([styles.title(page.title)])
    for line in page.above:
        sheet.append([styles.of(value) for value in line])
    sheet.append([styles.heading(column.heading) for column in page.columns])
    wraps = [column.wraps for column in page.columns]
    for row in page.rows:
        sheet.append([styles.of(*cell) for cell in zip(row, wraps, strict=True)])
    for number, column in enumerate(page.columns):
        if page.empty_rows and column.choices:
            area = f"{letters(number)}{heading + 1}:{letters(number)}{heading + page.empty_rows}"
            sheet.data_validations.append(lists.drop_down(column, area))


def _look(column: Column) -> str:
    return "DD.MM.YYYY" if column.of_days else "@" if column.of_text else "General"


class _Lists:
    """What drop-downs offer; the long lists stand on a sheet of their own."""

    def __init__(self) -> None:
        self._long: list[tuple[str, ...]] = []

    def drop_down(self, column: Column, area: str) -> DataValidation:
        """The drop-down of a column's cells."""
        listed = ",".join(column.choices)
        short = len(listed) <= _LISTED and not any("," in choice or '"' in choice for choice in column.choices)
        found = DataValidation(
            type="list", formula1=f'"{listed}"' if short else self._place(column.choices), allow_blank=True,
            showErrorMessage=True, errorStyle="stop" if column.only else "warning",
        )  # fmt: skip
        found.add(area)
        return found

    def _place(self, choices: tuple[str, ...]) -> str:
        if choices not in self._long:
            self._long.append(choices)
        column = letters(self._long.index(choices))
        return f"'{_LISTS}'!${column}$3:${column}${2 + len(choices)}"

    def aside(self) -> Iterator[Aside]:
        """The sheet of the long lists, where there are any."""
        if self._long:
            count = max(map(len, self._long))
            rows = [[choices[n] if n < len(choices) else None for choices in self._long] for n in range(count)]
            yield Aside(_LISTS, [[f"{ASIDE}: из него берутся списки для выбора."], [], *rows], [30] * len(self._long))


_LISTS = "Списки"


def _write_aside(book: Workbook, aside: Aside) -> None:
    sheet = book.create_sheet(aside.name)
    for number, width in enumerate(aside.widths):
        sheet.column_dimensions[letters(number)].width = width
    styles = _Styles(sheet)
    for row in aside.lines:
        sheet.append([styles.of(value) for value in row])
