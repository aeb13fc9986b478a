"""A lesson plan as a workbook, in the columns in which it is taken in: read again it changes nothing."""

from itertools import groupby

from ..domain.handed_out import Column, Page, Value
from ..domain.plans import PlanView
from .plan_cells import NONE, speaks_of_work
from .writing import write_book

_TITLE = "Календарно-тематическое планирование"
_COLUMNS = (
    Column("№ урока", 9), Column("Раздел / тема урока", 60, wraps=True), Column("Кол-во часов", 8),
    Column("Дата (план)", 12, of_days=True), Column("Дата (факт)", 12, of_days=True),
    Column("Вид контроля", 18, wraps=True), Column("Домашнее задание", 40, wraps=True),
)  # fmt: skip

Row = tuple[Value, ...]


def plan_workbook(view: PlanView, footer: str = "", copy_number: int = 0) -> bytes:
    """The plan with its sections, the days on which lessons were given and the totals."""
    kinds = dict(view.kinds)
    rows: list[Row] = []
    for section, held in groupby(view.rows, key=lambda row: row.line.section):
        lessons = list(held)
        if section:
            rows.append(_sum(section, len(lessons)))
        for row in lessons:
            line = row.line
            control = NONE if speaks_of_work(line.topic) else None
            if line.work_kind is not None:
                control = kinds[line.work_kind]
            rows.append((
                row.number, line.topic, 1, line.day, row.day if row.given else None, control, line.homework or None,
            ))  # fmt: skip
    rows.append(_sum("Итого", len(view.rows)))
    return write_book([Page("КТП", _COLUMNS, tuple(rows), f"{_TITLE}. {view.title}")], footer, copy_number)


def _sum(words: str, hours: int) -> Row:
    return None, words, hours, None, None, None, None
