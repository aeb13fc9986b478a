"""Everything held about a person, on as many pages as it takes."""

from collections.abc import Mapping
from pathlib import Path

from ..domain.people.person_extract import PersonExtract
from ..domain.text.words import full_date
from ..i18n import N_, _
from .table import Column, Look, Table, table_paper


def person_extract_pdf(extract: PersonExtract, fonts: Mapping[str, Path] | None = None) -> bytes:
    """The extract: a heading a section, a line a fact."""
    title = _("Everything held about a person")
    paper = table_paper(title, extract.school, extract.stamp, fonts)
    head = _("{school} · all that the journal holds on {day}").format(school=extract.school, day=full_date(extract.day))
    columns = (Column("", 42), Column("", 148))
    table = Table(
        paper, columns, Look(9, 3.9, frozenset({0})), (head, extract.name), extract.stamp, N_("Exported by: {who}")
    )
    for section in extract.sections:
        table.heading(section.title)
        for label, text in section.lines:
            table.row((label, text))
    table.end()
    return paper.pdf()
