"""A lesson plan as a workbook, in the columns in which it is taken in: read again it changes nothing."""

from itertools import groupby

from ..domain.plans import PlanView
from .plan_cells import NONE, speaks_of_work
from .workbook import CellValue, sheet_bytes

_SHEET = "КТП"
_TITLE = "Календарно-тематическое планирование"
_HEADING = ("№ урока", "Раздел / тема урока", "Кол-во часов", "Дата (план)", "Дата (факт)", "Вид контроля",
            "Домашнее задание")  # fmt: skip
_WIDTHS = (9, 60, 8, 12, 12, 18, 40)
_HEADING_ROW = 3

Row = tuple[CellValue, ...]


def plan_workbook(view: PlanView) -> bytes:
    """The plan with its sections, the days on which lessons were given and the totals."""
    kinds = dict(view.kinds)
    rows: list[Row] = [(None, _TITLE), (None, view.title), (), _HEADING]
    for section, held in groupby(view.rows, key=lambda row: row.line.section):
        lessons = list(held)
        if section:
            rows.append((None, section, len(lessons)))
        for row in lessons:
            line = row.line
            control = NONE if speaks_of_work(line.topic) else None
            if line.work_kind is not None:
                control = kinds[line.work_kind]
            rows.append((
                row.number, line.topic, 1, line.day, row.day if row.given else None, control, line.homework or None,
            ))  # fmt: skip
    rows.append((None, "Итого", len(view.rows)))
    return sheet_bytes(_SHEET, rows, _WIDTHS, _HEADING_ROW)
