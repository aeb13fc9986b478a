"""What values do not tell of a sheet of an .ods, and how many cells its repeated rows and columns claim."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from .looks import Look
from .naming import address

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _STYLE, _TEXT, _OFFICE = (f"{{{_NAMES}{part}:1.0}}" for part in ("table", "style", "text", "office"))
_KIND = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_HIDDEN = ("collapse", "filter")
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


@dataclass
class _Styles:
    """The styles that are struck out or hide a sheet."""

    parents: dict[str, str] = field(default_factory=dict)
    lines: dict[str, bool] = field(default_factory=dict)
    veils: set[str] = field(default_factory=set)

    def take(self, style: Any) -> None:
        """Learn a style."""
        name = style.get(f"{_STYLE}name", "")
        self.parents[name] = style.get(f"{_STYLE}parent-style-name", "")
        words = style.find(f"{_STYLE}text-properties")
        line = None if words is None else words.get(f"{_STYLE}text-line-through-style")
        if line is not None:
            self.lines[name] = line != "none"
        sheet = style.find(f"{_STYLE}table-properties")
        if sheet is not None and sheet.get(f"{_TABLE}display") == "false":
            self.veils.add(name)

    def struck(self, name: str) -> bool:
        """Whether text of a style is."""
        seen: set[str] = set()
        while name and name not in seen:
            if name in self.lines:
                return self.lines[name]
            seen.add(name)
            name = self.parents.get(name, "")
        return False


@dataclass
class _Sheet:
    look: Look
    row: int = 0
    columns: list[tuple[int, str]] = field(default_factory=list)
    """How many columns have which style."""
    across: int = 0

    def style_of(self, column: int) -> str:
        """The style of a column."""
        for count, style in self.columns:
            column -= count
            if column < 0:
                return style
        return ""


def open_looks(data: bytes, rows: int, columns: int) -> dict[str, Look]:
    """The looks of every sheet by its name, as far as the given rows and columns; raises OverflowError."""
    found: dict[str, Look] = {}
    styles, sheet = _Styles(), _Sheet(Look())
    with ZipFile(BytesIO(data)) as archive:
        if "styles.xml" in archive.namelist():
            _learn(archive, styles)
        for event, element in _walk(archive, "content.xml", ("start", "end")):
            if event == "start":
                if element.tag == f"{_TABLE}table":
                    sheet = _Sheet(found.setdefault(element.get(f"{_TABLE}name", ""), Look()))
                    sheet.look.veiled = element.get(f"{_TABLE}style-name") in styles.veils
            elif element.tag == f"{_STYLE}style":
                styles.take(element)
            elif element.tag == f"{_TABLE}table-column":
                _take_column(sheet, element, columns)
            elif element.tag == f"{_TABLE}table-row":
                _take_row(sheet, element, styles, rows, columns)
                element.clear()
    return found


def _learn(archive: ZipFile, styles: _Styles) -> None:
    for _event, element in _walk(archive, "styles.xml", ("end",)):
        if element.tag == f"{_STYLE}style":
            styles.take(element)


def _walk(archive: ZipFile, part: str, events: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    from defusedxml.ElementTree import iterparse

    with archive.open(part) as stream:
        yield from iterparse(stream, events=events, forbid_dtd=True)


def _repeated(element: Any, what: str) -> int:
    return max(1, int(element.get(f"{_TABLE}number-{what}-repeated", "1")))


def _take_column(sheet: _Sheet, element: Any, columns: int) -> None:
    count = _repeated(element, "columns")
    if element.get(f"{_TABLE}visibility") in _HIDDEN:
        sheet.look.hidden |= set(range(sheet.across, min(sheet.across + count, columns)))
    sheet.columns.append((count, element.get(f"{_TABLE}default-cell-style-name", "")))
    sheet.across += count


def _take_row(sheet: _Sheet, element: Any, styles: _Styles, rows: int, columns: int) -> None:
    """Note a row; one with words may be repeated, but not beyond what a list of the school can be."""
    count, column, filled = _repeated(element, "rows"), 0, False
    for cell in element:
        if cell.tag not in _CELLS:
            continue
        wide = _repeated(cell, "columns")
        if _is_filled(cell):
            filled = True
            if sheet.row + count > rows or column + wide > columns:
                raise OverflowError
            style = cell.get(f"{_TABLE}style-name") or element.get(f"{_TABLE}default-cell-style-name")
            _look_at(sheet, cell, styles, style or sheet.style_of(column), range(sheet.row, sheet.row + count),
                     range(column, column + wide))  # fmt: skip
        column += wide
    if element.get(f"{_TABLE}visibility") in _HIDDEN and (filled or sheet.row < rows):
        sheet.look.hidden_rows |= set(range(sheet.row, min(sheet.row + count, rows)))
    sheet.row += count


def _is_filled(cell: Any) -> bool:
    return (
        cell.get(f"{_OFFICE}value-type") is not None
        or cell.get(f"{_TABLE}formula") is not None
        or cell.find(f"{_TEXT}p") is not None
    )


def _look_at(sheet: _Sheet, cell: Any, styles: _Styles, style: str, rows: range, columns: range) -> None:
    kind = cell.get(f"{_OFFICE}value-type")
    lost = (kind is None and cell.get(f"{_TABLE}formula") is not None) or cell.get(_KIND) == "error"
    spans = (span.get(f"{_TEXT}style-name", "") for span in cell.iter(f"{_TEXT}span"))
    struck = styles.struck(style) or any(styles.struck(name) for name in spans)
    for place in (address(row, column) for row in rows for column in columns) if lost or struck else ():
        if struck:
            sheet.look.struck.add(place)
        if lost:
            sheet.look.unknown.add(place)
