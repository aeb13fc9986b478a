"""The process that parses one file: little memory, little time, plain values out as JSON."""

import csv
import json
import re
import struct
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from typing import Any

from .child import UNREADABLE, limit
from .guard import COLUMNS, ROWS, Format
from .looks import Look, looks
from .looks_ods import open_looks
from .looks_xls import old_looks

_TOO_LARGE = 3
_LONGEST_TEXT = 2000
_MOST_CELLS = 10**7
_SEPARATORS = (";", ",", "\t")
_UPPER = 15
"""So many rows tell which sign separates the cells."""
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,8})")
_PART = re.compile(r"-?(?:0|[1-9][0-9]{0,8})[.,][0-9]{1,4}")
_DAY = re.compile(
    r"(?P<day>[0-3][0-9])\.(?P<month>[01][0-9])\.(?P<year>[0-9]{4})|(?P<y>[0-9]{4})-(?P<m>[01][0-9])-(?P<d>[0-3][0-9])"
)


def main(kind: str, name: str) -> int:
    """Parse the file on standard input; the answer is the exit code and JSON on standard output."""
    limit()
    from python_calamine import CalamineError

    data = sys.stdin.buffer.read()
    try:
        sheets = [_text_sheet(data, name)] if kind == Format.CSV else _sheets(data, LOOKS[Format(kind)])
    except OverflowError:
        return _TOO_LARGE
    except (CalamineError, KeyError, ValueError, SyntaxError, struct.error):
        return UNREADABLE
    sys.stdout.buffer.write(json.dumps(sheets).encode())
    return 0


LOOKS: dict[Format, Callable[[bytes, int, int], dict[str, Look]]] = {
    Format.XLSX: looks, Format.ODS: open_looks, Format.XLS: old_looks,
}  # fmt: skip


def _sheets(data: bytes, look_at: Callable[[bytes, int, int], dict[str, Look]]) -> list[dict[str, Any]]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    # first: what the looks find too large is not parsed at all
    seen = look_at(data, ROWS, COLUMNS)
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    answer: list[dict[str, Any]] = []
    for meta in book.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(meta.name)
        if sheet.total_height * sheet.total_width > _MOST_CELLS:
            raise OverflowError
        rows = _trimmed(sheet.to_python(skip_empty_area=False))
        answer.append(_told(meta.name, rows, seen.get(meta.name, Look()), meta.visible != SheetVisibleEnum.Visible))
    return answer


def _told(name: str, rows: list[list[Any]], look: Look, veiled: bool) -> dict[str, Any]:
    return {
        "name": name, "veiled": veiled or look.veiled, "rows": rows, "struck": sorted(look.struck),
        "hidden": sorted(look.hidden), "hidden_rows": sorted(look.hidden_rows), "unknown": sorted(look.unknown),
    }  # fmt: skip


def _text_sheet(data: bytes, name: str) -> dict[str, Any]:
    """The one sheet of a text with separators: all of it is words, so plain numbers and days are told apart here."""
    text = _decoded(data)
    separator = max(_SEPARATORS, key=lambda sign: _regular(text, sign))
    csv.field_size_limit(_LONGEST_TEXT * 4)
    lines = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        return _told(name, _trimmed([meant(cell) for cell in line] for line in lines), Look(), veiled=False)
    except csv.Error as error:
        raise ValueError(name) from error


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251")


def _regular(text: str, separator: str) -> int:
    """How much of the upper rows is one regular table with a separator: rows of the same width, times the width."""
    upper = csv.reader(StringIO("\n".join(text.splitlines()[:_UPPER])), delimiter=separator)
    try:
        widths = Counter(len(row) for row in upper)
    except csv.Error:
        return 0
    return max((rows * width for width, rows in widths.items() if width > 1), default=0)


def meant(cell: str) -> Any:
    """A cell of a text as the spreadsheet program would have it: numbers and days, never formulas."""
    plain = cell.strip()
    if _WHOLE.fullmatch(plain):
        return int(plain)
    if _PART.fullmatch(plain):
        return float(plain.replace(",", "."))
    if match := _DAY.fullmatch(plain):
        try:
            return date(*(int(match[long] or match[long[0]]) for long in ("year", "month", "day")))
        except ValueError:
            return cell
    return cell


def _trimmed(rows: Iterable[list[Any]]) -> list[list[Any]]:
    """The rows without their empty tails; more than a school's list can hold is an overflow, never cut."""
    kept: list[list[Any]] = []
    last = 0
    for row in rows:
        values = [_plain(cell) for cell in row]
        while values and values[-1] is None:
            values.pop()
        kept.append(values)
        last = len(kept) if values else last
        if len(values) > COLUMNS or last > ROWS:
            raise OverflowError
    return kept[:last]


def _plain(cell: Any) -> Any:
    if isinstance(cell, str):
        if len(cell) > _LONGEST_TEXT:
            raise OverflowError
        return cell if cell.strip() else None
    if isinstance(cell, datetime):
        return {"day": cell.date().isoformat()} if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return {"day": cell.isoformat()}
    if isinstance(cell, timedelta):
        minutes = int(cell.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(cell, time):
        return f"{cell.hour}:{cell.minute:02d}"
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell
