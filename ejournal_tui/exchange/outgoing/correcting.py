"""A workbook with cells as a person wants them read; the file itself is never written to."""

from collections.abc import Mapping
from dataclasses import replace

from ...domain.workbooks.handed_in import visible
from ..files.naming import address
from ..files.parsing import meant
from ..files.workbook import CellValue, Sheet, Workbook


def corrected(book: Workbook, written: Mapping[tuple[str, str], str]) -> Workbook:
    """The same workbook with other texts in cells, by sheet and address."""
    if not written:
        return book
    return Workbook(tuple(_sheet(sheet, written) for sheet in book.sheets))


def _sheet(sheet: Sheet, written: Mapping[tuple[str, str], str]) -> Sheet:
    name = visible(sheet.name)
    texts = {where: _cell(text) for (of, where), text in written.items() if of == name}
    if not texts:
        return sheet
    rows = tuple(
        tuple(texts.get(address(y, x), cell) for x, cell in enumerate(_wide_enough(row, y, texts)))
        for y, row in enumerate(sheet.rows)
    )
    return replace(sheet, rows=rows, unknown=sheet.unknown - set(texts))


def _wide_enough(row: tuple[CellValue, ...], y: int, texts: Mapping[str, CellValue]) -> tuple[CellValue, ...]:
    """The row, longer where something is written behind its last cell."""
    width = max((x + 1 for x in range(len(row), len(row) + 30) if address(y, x) in texts), default=len(row))
    return row + (None,) * (width - len(row))


def _cell(text: str) -> CellValue:
    found: CellValue = meant(text) if text.strip() else None
    return found
