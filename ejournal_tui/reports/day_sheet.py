"""The deputy head's sheet of a day: its numbers, and the control line of the log to keep on paper."""

from collections.abc import Mapping
from pathlib import Path

from ..domain.papers.day_sheet import DaySheet
from ..domain.text.words import full_date
from ..i18n import _
from .table import Column, Look, Table, table_paper


def day_sheet_pdf(found: DaySheet, fonts: Mapping[str, Path] | None = None) -> bytes:
    """One page to be put into the folder of the day's sheets."""
    title = _("The school on {day}").format(day=full_date(found.day))
    paper = table_paper(title, found.school, found.stamp, fonts)
    columns = (Column("", 90), Column("", 100))
    table = Table(paper, columns, Look(11, 5, frozenset({1})), (found.school, title), found.stamp)
    for what, words in found.lines:
        table.row((what, words))
    table.heading(_("Control line of the log"))
    table.row((_("Number of the line"), str(found.anchor_line)))
    table.row((_("Sign of the line"), found.anchor_groups))
    table.row((_("Taken"), found.anchor_when))
    table.row((_("How it is checked"), f'ejournal audit verify --line "{found.anchor_line} {found.anchor_groups}"'))
    table.end()
    return paper.pdf()
