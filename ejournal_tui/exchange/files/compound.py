"""The container of old Excel files (.xls) and the records inside, walked by their lengths and never trusted.

Nothing is interpreted here: chains of sectors may not run in circles or out of the file, and what a record says of
rows and columns is handed on to whoever judges it.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER, _ENTRY = 512, 128
_IN_HEADER = 109
_SECTOR_SHIFTS = (9, 12)
_MINI = 64
_LAST_SECTOR = 0xFFFFFFF9
_STREAM, _ROOT = 2, 5

BOF, FILEPASS, SHEET, FONT, STYLE, COLUMNS, ROW, USED = 0x809, 0x2F, 0x85, 0x31, 0xE0, 0x7D, 0x208, 0x200
NUMBER, LABEL_SHARED, SMALL, SMALLS, LABEL, FORMULA, ERROR, RICH = 0x203, 0xFD, 0x27E, 0xBD, 0x204, 0x06, 0x205, 0xD6
CELLS = frozenset({NUMBER, LABEL_SHARED, SMALL, SMALLS, LABEL, FORMULA, ERROR, RICH})
"""The records of filled cells; each begins with its row and column."""


@dataclass(frozen=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


class Compound:
    """A compound file; raises ValueError where it is damaged."""

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER or not data.startswith(SIGNATURE):
            raise ValueError("no compound file")
        (shift,) = struct.unpack_from("<H", data, 30)
        count, first = struct.unpack_from("<II", data, 44)
        if shift not in _SECTOR_SHIFTS or count > _IN_HEADER:
            raise ValueError("odd sectors")
        self._data, self._size = data, 1 << shift
        self._cutoff, self._minis = struct.unpack_from("<II", data, 56)
        table = b"".join(self._sector(n) for n in struct.unpack_from(f"<{count}I", data, 76))
        self._next = struct.unpack(f"<{len(table) // 4}I", table)
        self.entries = tuple(self._entries(self._chain(first)))

    def _sector(self, number: int) -> bytes:
        found = self._data[(number + 1) * self._size : (number + 2) * self._size]
        if not found:
            raise ValueError("a sector outside of the file")
        return found.ljust(self._size, b"\0")

    def _numbers(self, start: int, after: tuple[int, ...]) -> Iterator[int]:
        seen: set[int] = set()
        while start < _LAST_SECTOR:
            if start in seen or start >= len(after):
                raise ValueError("a chain that goes in circles")
            seen.add(start)
            yield start
            start = after[start]

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in self._numbers(start, self._next))

    def _entries(self, folder: bytes) -> Iterator[_Entry]:
        for at in range(0, len(folder) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", folder, at + 64)
            start, size = struct.unpack_from("<II", folder, at + 116)
            if kind:
                name = folder[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
                yield _Entry(name, kind, start, size)

    def stream(self, *names: str) -> bytes | None:
        """The bytes of the first stream of these names, None where there is none."""
        found = next((e for e in self.entries if e.kind == _STREAM and e.name in names), None)
        if found is None:
            return None
        if found.size >= self._cutoff:
            return self._chain(found.start)[: found.size]
        root = next((e for e in self.entries if e.kind == _ROOT), None)
        if root is None:
            raise ValueError("no root")
        table, small = self._chain(self._minis), self._chain(root.start)
        after = struct.unpack(f"<{len(table) // 4}I", table)
        parts = [small[n * _MINI : (n + 1) * _MINI] for n in self._numbers(found.start, after)]
        return b"".join(parts)[: found.size]


def records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Every record of a workbook's stream: where it begins, its number, its body; raises ValueError."""
    at = 0
    while at + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        if len(body) < length:
            raise ValueError("a record that is cut off")
        if number == 0 and length == 0:
            return
        yield at, number, body
        at += 4 + length


def place(number: int, body: bytes) -> tuple[int, int, int]:
    """The row, the first and the last column of the record of filled cells."""
    if len(body) < 6:
        raise ValueError("a cell that is cut off")
    row, first = struct.unpack_from("<HH", body)
    last = struct.unpack_from("<H", body, len(body) - 2)[0] if number == SMALLS else first
    return row, first, last
