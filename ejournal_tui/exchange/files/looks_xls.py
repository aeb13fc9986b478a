"""What values do not tell of a sheet of an old .xls: text struck out, the hidden, formulas without a value."""

import struct

from . import compound
from .compound import Compound, records
from .looks import Look
from .naming import address

_STRUCK, _HIDDEN_COLUMN, _HIDDEN_ROW = 0x08, 0x01, 0x20
_ERROR_VALUE, _EMPTY_VALUE = 2, 3
_MISSING_FONT = 4
"""The number that fonts are counted without."""


class _Styles:
    """Which styles of the workbook are struck out."""

    def __init__(self) -> None:
        self.fonts: list[bool] = []
        self.styles: list[int] = []

    def take(self, number: int, body: bytes) -> None:
        """Learn from a record."""
        if number == compound.FONT:
            self.fonts.append(bool(struct.unpack_from("<H", body, 2)[0] & _STRUCK))
        elif number == compound.STYLE:
            self.styles.append(struct.unpack_from("<H", body)[0])

    def struck(self, style: int) -> bool:
        """Whether cells of a style are."""
        font = self.styles[style] if style < len(self.styles) else 0
        font -= font > _MISSING_FONT
        return font < len(self.fonts) and self.fonts[font]


def old_looks(data: bytes, rows: int, columns: int) -> dict[str, Look]:
    """The looks of every sheet by its name, as far as the given rows and columns."""
    stream = Compound(data).stream("Workbook", "Book") or b""
    names: dict[int, str] = {}
    styles = _Styles()
    found: dict[str, Look] = {}
    look = Look()
    for at, number, body in records(stream):
        styles.take(number, body)
        if number == compound.SHEET:
            names[struct.unpack_from("<I", body)[0]] = _name(body)
        elif number == compound.BOF and at in names:
            look = found.setdefault(names[at], Look())
        else:
            _look(look, styles, number, body, rows, columns)
    return found


def _name(body: bytes) -> str:
    """The name of a sheet, of one or two bytes a letter."""
    length, wide = body[6], body[7] & 1
    return body[8 : 8 + length * (2 if wide else 1)].decode("utf-16-le" if wide else "latin-1", "replace")


def _look(look: Look, styles: _Styles, number: int, body: bytes, rows: int, columns: int) -> None:
    if number == compound.COLUMNS:
        first, last, _width, _style, options = struct.unpack_from("<5H", body)
        if options & _HIDDEN_COLUMN:
            look.hidden |= set(range(first, min(last + 1, columns)))
    elif number == compound.ROW:
        row, options = struct.unpack_from("<H", body)[0], struct.unpack_from("<H", body, 12)[0]
        if options & _HIDDEN_ROW and row < rows:
            look.hidden_rows.add(row)
    elif number in compound.CELLS:
        _look_at(look, styles, number, body)


def _look_at(look: Look, styles: _Styles, number: int, body: bytes) -> None:
    row, first, last = compound.place(number, body)
    for column in range(first, last + 1):
        # several small numbers in one record have a style each, six bytes apart
        style = struct.unpack_from("<H", body, 4 + 6 * (column - first))[0]
        if styles.struck(style):
            look.struck.add(address(row, column))
    lost = number == compound.FORMULA and body[12:14] == b"\xff\xff" and body[6] in (_ERROR_VALUE, _EMPTY_VALUE)
    if lost or (number == compound.ERROR and body[7]):
        look.unknown.add(address(row, first))
