"""What values do not tell of a sheet of an .xlsx: text struck out, hidden rows and columns, formulas without a value.

Read as a stream from the parts themselves: a library that builds the whole sheet would spend minutes on one
formatted cell at the end of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import join, normpath
from typing import Any
from zipfile import ZipFile

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_TRUE = ("1", "true")


@dataclass
class Look:
    """The looks of one sheet: addresses of cells, numbers of rows and columns from 0."""

    struck: set[str] = field(default_factory=set)
    hidden: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    veiled: bool = False


def looks(data: bytes, rows: int, columns: int) -> dict[str, Look]:
    """The looks of every sheet by its name, as far as the given rows and columns."""
    with ZipFile(BytesIO(data)) as archive:
        struck = _struck_styles(archive)
        return {name: _look(archive, part, struck, rows, columns) for name, part in _sheets(archive)}


def _root(archive: ZipFile, part: str) -> Any:
    from defusedxml.ElementTree import fromstring

    return fromstring(archive.read(part), forbid_dtd=True)


def _sheets(archive: ZipFile) -> Iterator[tuple[str, str]]:
    relations = _root(archive, "xl/_rels/workbook.xml.rels")
    parts = {link.get("Id"): link.get("Target", "") for link in relations}
    present = set(archive.namelist())
    for sheet in _root(archive, "xl/workbook.xml").iter(f"{_MAIN}sheet"):
        target = parts[sheet.get(_LINK)]
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        if part in present:
            yield sheet.get("name", ""), part


def _struck_styles(archive: ZipFile) -> frozenset[str]:
    """The numbers of the cell styles whose font is struck out."""
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    root = _root(archive, "xl/styles.xml")
    fonts = root.find(f"{_MAIN}fonts")
    styles = root.find(f"{_MAIN}cellXfs")
    if fonts is None or styles is None:
        return frozenset()
    struck = {
        str(number)
        for number, font in enumerate(fonts)
        if (line := font.find(f"{_MAIN}strike")) is not None and line.get("val", "1") in _TRUE
    }
    return frozenset(str(number) for number, style in enumerate(styles) if style.get("fontId") in struck)


def _look(archive: ZipFile, part: str, struck: frozenset[str], rows: int, columns: int) -> Look:
    from defusedxml.ElementTree import iterparse

    look = Look()
    with archive.open(part) as stream:
        for _event, element in iterparse(stream, events=("end",), forbid_dtd=True):
            if element.tag == f"{_MAIN}col" and element.get("hidden") in _TRUE:
                last = min(int(element.get("max", "1")), columns)
                look.hidden |= set(range(int(element.get("min", "1")) - 1, last))
            elif element.tag == f"{_MAIN}row":
                number = int(element.get("r", "0")) - 1
                if element.get("hidden") in _TRUE and 0 <= number < rows:
                    look.hidden_rows.add(number)
                for cell in element:
                    _look_at(cell, look, struck, rows)
                element.clear()
    return look


def _look_at(cell: Any, look: Look, struck: frozenset[str], rows: int) -> None:
    place = _CELL.fullmatch(cell.get("r", ""))
    if place is None:
        return
    if int(place[2]) > rows:
        return
    filled = any(child.tag in (f"{_MAIN}v", f"{_MAIN}is") and (child.text or len(child)) for child in cell)
    if filled and cell.get("s") in struck:
        look.struck.add(place[0])
    formula = cell.find(f"{_MAIN}f") is not None
    if cell.get("t") == "e" or (formula and not filled and cell.get("t") != "str"):
        look.unknown.add(place[0])
