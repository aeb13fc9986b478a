"""The process that parses one workbook: little memory, little time, plain values out as JSON."""

import json
import sys
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from .looks import looks
from .workbook import COLUMNS, MEMORY, ROWS, SECONDS, UNREADABLE

_TOO_LARGE = 3
_LONGEST_TEXT = 2000
_MOST_CELLS = 10**7


def main() -> int:
    """Parse the workbook on standard input; the answer is the exit code and JSON on standard output."""
    _limit()
    from python_calamine import CalamineError

    try:
        sheets = _sheets(sys.stdin.buffer.read())
    except OverflowError:
        return _TOO_LARGE
    except (CalamineError, KeyError, ValueError, SyntaxError):
        return UNREADABLE
    sys.stdout.buffer.write(json.dumps(sheets).encode())
    return 0


def _limit() -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _sheets(data: bytes) -> list[dict[str, Any]]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(BytesIO(data))
    seen = looks(data, ROWS, COLUMNS)
    answer: list[dict[str, Any]] = []
    for meta in book.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(meta.name)
        if sheet.total_height * sheet.total_width > _MOST_CELLS:
            raise OverflowError
        look = seen[meta.name]
        answer.append(
            {
                "name": meta.name,
                "veiled": meta.visible != SheetVisibleEnum.Visible,
                "rows": _trimmed(sheet.to_python(skip_empty_area=False)),
                "struck": sorted(look.struck),
                "hidden": sorted(look.hidden),
                "hidden_rows": sorted(look.hidden_rows),
                "unknown": sorted(look.unknown),
            }
        )
    return answer


def _trimmed(rows: list[list[Any]]) -> list[list[Any]]:
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
