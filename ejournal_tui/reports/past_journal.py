"""The journal of a course as it stood at the end of a day: marks in blocks of lessons, then topics and homework."""

from collections.abc import Mapping
from pathlib import Path

from ..domain.papers.past_journal import PastJournal
from ..domain.text.words import full_date
from ..i18n import _
from .table import WIDTH, Column, Look, Table, table_paper

NAMES, NUMBER, CELL = 46.0, 8.0, 8.5
BLOCK = int((WIDTH - NAMES - NUMBER) // CELL)
"""How many columns of marks stand beside the names."""


def past_journal_pdf(found: PastJournal, fonts: Mapping[str, Path] | None = None) -> bytes:
    """As many pages as it takes; as of when it is stands on each of them."""
    grid = found.grid
    title = _("As it stood on {day}: {title}, {period}").format(
        day=full_date(found.until), title=grid.title, period=grid.period_title
    )
    paper = table_paper(title, found.school, found.stamp, fonts)
    source = _("{school} · journal as of the end of the day, from the log of changes").format(school=found.school)
    head = (source, title)
    results = [_("result")] if not grid.periods else [str(n + 1) for n in range(len(grid.periods))]
    heads = [*found.heads, *results]
    rows = [(name, [*cells, *given]) for (name, cells), given in zip(found.marks, found.results, strict=True)]
    for first in range(0, max(len(heads), 1), BLOCK):
        shown = heads[first : first + BLOCK]
        columns = (Column(_("no."), NUMBER, "R"), Column(_("pupil"), NAMES),
                   *(Column(words, CELL, "C") for words in shown))  # fmt: skip
        table = Table(paper, columns, Look(9, 4.0), head, found.stamp)
        if any(kinds := found.kinds[first : first + BLOCK]):
            table.row(("", "", *kinds, *[""] * (len(shown) - len(kinds))))
        for number, (name, cells) in enumerate(rows, 1):
            table.row((str(number), name, *cells[first : first + BLOCK]))
        table.end()
    columns = (Column(_("day"), 16), Column(_("topic"), 100), Column(_("homework"), 74))
    lessons = Table(paper, columns, Look(9, 4.0), head, found.stamp)
    for line in found.lessons:
        lessons.row(line)
    lessons.end()
    return paper.pdf()
