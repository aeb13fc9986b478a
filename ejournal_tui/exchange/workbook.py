"""Workbooks in: guarded before they are parsed, parsed in a process of their own with little memory and time."""

import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..domain.errors import Invalid
from ..i18n import _

LARGEST_FILE, LARGEST_UNPACKED, MOST_PARTS, HIGHEST_RATIO = 5_000_000, 128_000_000, 200, 200
MEMORY, SECONDS = 1_000_000_000, 20
ROWS, COLUMNS = 20_000, 200

CellValue = str | float | bool | date | None

_REQUIRED = ("[Content_Types].xml", "xl/workbook.xml")
_FORBIDDEN = ("vbaProject", "externalLinks/", "embeddings/", "activeX/")


@dataclass(frozen=True)
class Sheet:
    """One sheet with its plain values."""

    name: str
    rows: tuple[tuple[CellValue, ...], ...]
    struck: frozenset[str] = frozenset()
    """Addresses of cells that are crossed out."""
    hidden: frozenset[int] = frozenset()
    """Numbers of hidden columns, from 0."""

    def at(self, row: int, column: int) -> CellValue:
        """A cell, None beyond the used area."""
        line = self.rows[row] if row < len(self.rows) else ()
        return line[column] if column < len(line) else None


@dataclass(frozen=True)
class Workbook:
    """A workbook that was handed in."""

    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of a name, without regard to case and spaces."""
        wanted = name.casefold().strip()
        return next((s for s in self.sheets if s.name.casefold().strip() == wanted), None)


def address(row: int, column: int) -> str:
    """«C5» for row 4 and column 2."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def _not_a_workbook(why: str) -> Invalid:
    return Invalid(why, _("Save the list as an Excel workbook (.xlsx) and hand that in."))


def guard(path: Path) -> None:
    """Refuse what is no workbook or may do harm, before any of it is parsed; raises Invalid."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise Invalid(_("The file {name} cannot be read.").format(name=path.name)) from error
    if size > LARGEST_FILE:
        raise _not_a_workbook(_("The file is larger than 5 MB: that is no list of people."))
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _guard_parts(parts)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as stream:
                        if b"<!DOCTYPE" in stream.read(2048):
                            raise _not_a_workbook(_("The workbook declares entities, which no list needs."))
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise _not_a_workbook(_("The file {name} is not an Excel workbook.").format(name=path.name)) from error


def _guard_parts(parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename for part in parts}
    if any(needed not in names for needed in _REQUIRED):
        raise _not_a_workbook(_("The file is an archive but not an Excel workbook."))
    if any(word in name for name in names for word in _FORBIDDEN):
        raise _not_a_workbook(_("The workbook carries macros, links to other files or embedded objects."))
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or unpacked > HIGHEST_RATIO * max(packed, 1):
        raise _not_a_workbook(_("The workbook unpacks to far more than a list of people needs."))


def read_workbook(path: Path) -> Workbook:
    """A workbook's sheets; raises Invalid with what to do instead."""
    guard(path)
    root = str(Path(__file__).parent.parent.parent)
    start = f"import sys; sys.path.insert(0, {root!r}); from ejournal_tui.exchange.parsing import main; main()"
    command = [sys.executable, "-I", "-X", "utf8", "-c", start, str(path.absolute())]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS + 5, check=False)
    except subprocess.TimeoutExpired as error:
        raise _not_a_workbook(_("The workbook takes too long to read.")) from error
    if done.returncode != 0:
        raise _not_a_workbook(_("The workbook cannot be read: it is damaged or far too large."))
    return Workbook(tuple(_sheet(found) for found in json.loads(done.stdout)))


def _sheet(found: dict[str, list[list[object]]]) -> Sheet:
    rows = tuple(tuple(_value(cell) for cell in row) for row in found["rows"])
    return Sheet(str(found["name"]), rows, frozenset(map(str, found["struck"])), frozenset(found["hidden"]))  # type: ignore[arg-type]  # numbers


def _value(cell: object) -> CellValue:
    if isinstance(cell, dict):
        return date.fromisoformat(cell["day"])
    if cell == "":
        return None
    assert cell is None or isinstance(cell, str | float | int)
    return cell
