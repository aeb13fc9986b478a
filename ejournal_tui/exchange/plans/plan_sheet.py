"""A lesson plan as a workbook, in the columns in which it is taken in: read again it changes nothing."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from ...domain.plans.plans import PlanView
from ...domain.workbooks.handed_out import Column, Page, Value
from ..outgoing.writing import write_book
from .plan_cells import NONE, speaks_of_work

Row = tuple[Value, ...]
_TITLE = "Календарно-тематическое планирование"
_LINES = 250
"""For so many lessons an empty plan offers the kinds of work."""
_CONTROL = Column("Вид контроля", 18, wraps=True)
_COLUMNS = (
    Column("№ урока", 9), Column("Раздел / тема урока", 60, wraps=True), Column("Кол-во часов", 8),
    Column("Дата (план)", 12, of_days=True), Column("Дата (факт)", 12, of_days=True),
    _CONTROL, Column("Домашнее задание", 40, wraps=True),
)  # fmt: skip



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
    return write_book([plan_page(rows, view.title)], footer, copy_number)


def plan_page(rows: Sequence[Row], title: str, kinds: Sequence[str] = ()) -> Page:
    """The sheet of a plan; `kinds` of work are offered where it is still to be filled in."""
    columns = tuple(replace(c, choices=(*kinds, NONE)) if c is _CONTROL and kinds else c for c in _COLUMNS)
    return Page("КТП", columns, tuple(rows), f"{_TITLE}. {title}", empty_rows=_LINES if kinds else 0)


def example_rows() -> list[Row]:
    """Some lessons of two sections, one of them with a work."""
    return [
        _sum("Повторение", 2), (1, "Повторение. Синтаксис", 1, None, None, None, "§ 1, упр. 5"),
        (2, "Входная работа", 1, None, None, "Контрольная работа", "повторить § 1"),
        _sum("Причастие", 1), (3, "Причастие как часть речи", 1, None, None, None, "§ 2, упр. 12"),
    ]  # fmt: skip


def _sum(words: str, hours: int) -> Row:
    return None, words, hours, None, None, None, None
