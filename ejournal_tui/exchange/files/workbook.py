"""Workbooks in, of every format: guarded before they are parsed, parsed in a process of their own."""

import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from ...domain.errors import Invalid
from ...i18n import _
from .child import Excessive, Unreadable, run_child
from .guard import damaged, guard

CellValue = str | int | float | bool | date | None

ASIDE = "Этот лист не загружается"
"""How the first cell begins on a sheet that the journal itself put into a workbook: errors, examples."""


@dataclass(frozen=True)
class Sheet:
    """One sheet with its plain values; rows and columns count from 0."""

    name: str
    rows: tuple[tuple[CellValue, ...], ...]
    struck: frozenset[str] = frozenset()
    """Addresses of filled cells that are crossed out."""
    hidden: frozenset[int] = frozenset()
    """Hidden columns."""
    hidden_rows: frozenset[int] = frozenset()
    unknown: frozenset[str] = frozenset()
    """Addresses of cells whose formula has no value or an error."""
    veiled: bool = False
    """Whether the sheet itself is hidden."""

    def at(self, row: int, column: int) -> CellValue:
        """A cell, None beyond the used area."""
        line = self.rows[row] if row < len(self.rows) else ()
        return line[column] if column < len(line) else None


@dataclass(frozen=True)
class Workbook:
    """A workbook that was handed in."""

    sheets: tuple[Sheet, ...]


def read_workbook(path: Path, *more: Path) -> Workbook:
    """The sheets of a workbook, or of several files of one sheet each; raises Invalid with what to do instead."""
    found = [sheet for file in (path, *more) for sheet in _sheets(file)]
    if len({sheet.name for sheet in found}) < len(found):
        found = [replace(sheet, name=f"{sheet.name} {number}") for number, sheet in enumerate(found, 1)]
    return Workbook(tuple(found))


def _sheets(path: Path) -> list[Sheet]:
    kind, data = guard(path)
    try:
        answer = run_child("files.parsing", data, kind.value, path.stem)
    except Unreadable as error:
        raise damaged(path) from error
    except Excessive as error:
        raise _excessive(path) from error
    sheets = [_sheet(raw) for raw in json.loads(answer)]
    return [sheet for sheet in sheets if not str(sheet.at(0, 0) or "").startswith(ASIDE)]


def _excessive(path: Path) -> Invalid:
    return Invalid(
        _("The file {name} takes too long or too much memory to read.").format(name=path.name),
        _("Copy the table alone into a new workbook and save it as .xlsx."),
    )


def _sheet(raw: dict[str, Any]) -> Sheet:
    return Sheet(
        name=raw["name"],
        rows=tuple(tuple(_value(cell) for cell in row) for row in raw["rows"]),
        struck=frozenset(raw["struck"]),
        hidden=frozenset(raw["hidden"]),
        hidden_rows=frozenset(raw["hidden_rows"]),
        unknown=frozenset(raw["unknown"]),
        veiled=raw["veiled"],
    )


def _value(cell: Any) -> CellValue:
    if isinstance(cell, dict):
        return date.fromisoformat(cell["day"])
    if cell is None or isinstance(cell, str | float | int):
        return cell
    raise TypeError(type(cell))
