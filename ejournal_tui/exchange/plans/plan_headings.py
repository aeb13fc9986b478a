"""How lesson plans head their columns: by many names, in one row or in two."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ..files.workbook import CellValue, Sheet
from ..tables.table import Headings, heading_row, meaning
from ..tables.tidy import fold, shown

HEADINGS: Headings = {
    "left": re.compile(r"факт|тип|результат|ууд|цор|эор|ресурс|примеч|оборуд|деятел|понят|в разделе"),
    "homework": re.compile(r"\bд з\b|\bдз\b|домаш|\bдом зад|на дом\b"),
    "topic": re.compile(r"\bтем(?:а|ы)?\b|содержание|название урока"),
    "section": re.compile(r"раздел|модуль"),
    "control_hours": re.compile(r"(?:^|час\w* |количество |кол во )(?:к р|кр|контрольн\w* (?:работ|раб)\w*)$"),
    "practical_hours": re.compile(r"(?:^|час\w* |количество |кол во )(?:п р|пр|практическ\w* (?:работ|раб)\w*)$"),
    "laboratory_hours": re.compile(r"(?:^|час\w* |количество |кол во )(?:л р|лр|лабораторн\w* (?:работ|раб)\w*)$"),
    "hours": re.compile(r"\bчас|кол во|количество|^ч$|^всего(?: ч)?$"),
    "control": re.compile(r"контрол|форма|\bвид"),
    "day": re.compile(r"дата|\bплан|срок|недел|месяц"),
    "number": re.compile(r"^(?:п п|номер.*|урока?|уроков|n п п)$"),
    "other": re.compile(r"."),
}
"""In the order in which they are tried: «Дата (факт)» is no date of the plan, «Раздел / тема урока» is the topic."""
LEFT_OUT = ("left", "other")
"""What the journal has no place for: it is told, and the plan comes in without it."""
WORK_HOURS = {"control_hours": "control", "practical_hours": "practical", "laboratory_hours": "laboratory"}
"""Columns that count the hours of a kind of work."""
TABLES = (("number", "topic"), ("topic", "hours"), ("topic", "homework"), ("topic", "day"), ("topic", "control"))
"""A title may speak of a topic too: a heading names another column beside it."""
_BENEATH = re.compile(r"план|факт|всего|коррек|^(?:к|п|л) ?р$|контрольн|практическ|лабораторн")
"""What stands beneath a heading of its own: «Дата» over «план» and «факт»."""


def in_one_row(sheet: Sheet) -> Sheet:
    """The sheet with its heading in one row: «Дата» over «план» is «Дата, план», numbers of columns are none of it."""
    found = (row for needed in TABLES if (row := heading_row(sheet, HEADINGS, needed)) is not None)
    row = next(found, None)
    if row is None:
        return sheet
    beneath = sheet.rows[row + 1] if row + 1 < len(sheet.rows) else ()
    rows = list(sheet.rows)
    if _goes_on(rows[row], beneath):
        # In the second of the two: what stands beneath keeps its address.
        rows[row : row + 2] = [(), _both(rows[row], beneath)]
        row += 1
    if row + 1 < len(rows) and _counts_columns(rows[row + 1]):
        rows[row + 1] = ()
    return replace(sheet, rows=tuple(rows))


def _goes_on(heading: Sequence[CellValue], beneath: Sequence[CellValue]) -> bool:
    filled = [column for column, cell in enumerate(beneath) if cell is not None]
    return bool(filled) and all(_is_beneath(heading, beneath, column) for column in filled)


def _is_beneath(heading: Sequence[CellValue], beneath: Sequence[CellValue], column: int) -> bool:
    own, cell = heading[column] if column < len(heading) else None, beneath[column]
    if not isinstance(cell, str) or meaning(HEADINGS, own) in ("number", "topic", "section", "homework"):
        return False
    return bool(_BENEATH.search(fold(cell))) or (own is None and any(above is not None for above in heading[:column]))


def _both(heading: Sequence[CellValue], beneath: Sequence[CellValue]) -> tuple[CellValue, ...]:
    found: list[CellValue] = []
    group: CellValue = None
    for column in range(max(len(heading), len(beneath))):
        own = heading[column] if column < len(heading) else None
        cell = beneath[column] if column < len(beneath) else None
        group = own if own is not None else group
        found.append(f"{shown(group)}, {shown(cell)}" if cell is not None else own)
    return tuple(found)


def _counts_columns(beneath: Sequence[CellValue]) -> bool:
    """Whether a row only numbers the columns: 1, 2, 3, 4."""
    filled = [shown(cell) for cell in beneath if cell is not None]
    return len(filled) > 1 and filled == [str(n) for n in range(1, len(filled) + 1)]
