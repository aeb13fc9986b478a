"""The process that parses one workbook: little memory, little time, plain values out as JSON."""

import json
import re
import resource
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

from .workbook import COLUMNS, MEMORY, ROWS, SECONDS

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def main() -> None:
    """Parse the workbook named on the command line."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    path = sys.argv[1]
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    looks = _looks(path)
    sheets = []
    for number, name in enumerate(book.sheet_names):
        rows = book.get_sheet_by_index(number).to_python(skip_empty_area=False, nrows=ROWS)
        struck, hidden = looks.get(number, ([], []))
        plain = [[_plain(cell) for cell in row[:COLUMNS]] for row in rows]
        while plain and not any(cell not in ("", None) for cell in plain[-1]):
            plain.pop()
        sheets.append({"name": name, "rows": plain, "struck": struck, "hidden": hidden})
    sys.stdout.write(json.dumps(sheets, ensure_ascii=False))


def _plain(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return {"day": cell.date().isoformat()} if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return {"day": cell.isoformat()}
    if isinstance(cell, time):
        return f"{cell.hour}:{cell.minute:02d}"
    if isinstance(cell, timedelta):
        return f"{cell.seconds // 3600}:{cell.seconds // 60 % 60:02d}"
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell


def _looks(path: str) -> dict[int, tuple[list[str], list[int]]]:
    """The crossed-out cells and hidden columns of each sheet, in the order of the sheets."""
    from defusedxml.ElementTree import parse

    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        if "xl/styles.xml" not in names:
            return {}
        with archive.open("xl/styles.xml") as stream:
            struck = _struck_styles(parse(stream).getroot())
        files = sorted(
            (n for n in names if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", n)),
            key=lambda n: int(re.sub(r"\D", "", n)),
        )
        found = {}
        for number, name in enumerate(files):
            with archive.open(name) as stream:
                found[number] = _sheet_looks(parse(stream).getroot(), struck)
    return found


def _struck_styles(root: Any) -> set[str]:
    fonts = [font.find(f"{_MAIN}strike") is not None for font in root.iterfind(f"{_MAIN}fonts/{_MAIN}font")]
    styles = root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")
    return {str(n) for n, style in enumerate(styles) if fonts[int(style.get("fontId", "0"))]}


def _sheet_looks(root: Any, struck: set[str]) -> tuple[list[str], list[int]]:
    hidden = [
        column
        for span in root.iterfind(f"{_MAIN}cols/{_MAIN}col")
        if span.get("hidden") in ("1", "true")
        for column in range(int(span.get("min")) - 1, min(int(span.get("max")), COLUMNS))
    ]
    crossed = [
        cell.get("r")
        for cell in root.iterfind(f"{_MAIN}sheetData/{_MAIN}row/{_MAIN}c")
        if cell.get("s") in struck and len(cell)
    ]
    return crossed, hidden


