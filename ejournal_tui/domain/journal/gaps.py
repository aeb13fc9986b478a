"""What still has to be written in a journal, one gap after another."""

from dataclasses import dataclass
from datetime import date

from ...i18n import _
from .lessons import Cell, Column, LessonGrid, Place


@dataclass(frozen=True)
class Gap:
    """A place where something is missing."""

    place: Place
    what: str


def next_gap(grid: LessonGrid, here: Place, today: date) -> Gap | None:
    """The next pupil without a mark in a work for all, else the next lesson that is not filled in, going round."""
    below = _pupil_without(grid, here.column, here.row + 1) if _due(grid.columns[here.column], today) else None
    if below is not None:
        return _mark_gap(grid, below, here.column)
    for number in (*range(here.column + 1, len(grid.columns)), *range(here.column + 1)):
        column = grid.columns[number]
        if not _due(column, today):
            continue
        if not column.topic and not column.on_paper:
            return Gap(Place(here.row, number), _("no topic"))
        row = _pupil_without(grid, number, 0)
        if row is not None and Place(row, number) != here:
            return _mark_gap(grid, row, number)
    return None


def _due(column: Column, today: date) -> bool:
    return column.day <= today and column.state.takes_place and not column.of_certificates


def _pupil_without(grid: LessonGrid, number: int, first: int) -> int | None:
    column = grid.columns[number]
    if not column.for_all or grid.markless:
        return None
    for place in range(first, len(grid.rows)):
        row = grid.rows[place]
        if _lacks(row.cells[number]) and not getattr(grid.absence(row, column.lesson), "missed", False):
            return place
    return None


def _lacks(cell: Cell) -> bool:
    return cell.enrolled and not cell.at_home and not cell.marks and not cell.awaited


def _mark_gap(grid: LessonGrid, row: int, number: int) -> Gap:
    column = grid.columns[number]
    return Gap(Place(row, number), _("{kind}: no mark").format(kind=column.kind or column.kind_name))
