"""The list of a class, as it hangs in the class and lies in the journal."""

from collections.abc import Mapping
from pathlib import Path

from ..domain.groups.class_list import ClassList
from ..domain.text.words import full_date
from ..i18n import _
from .table import Column, Look, Table, table_paper


def class_list_pdf(found: ClassList, fonts: Mapping[str, Path] | None = None) -> bytes:
    """A line a pupil by the numbers of the paper list; leavers keep theirs."""
    title = _("List of class {name}, study year {year}").format(name=found.class_name, year=found.year)
    paper = table_paper(title, found.school, found.stamp, fonts)
    parts = (
        found.school, _("class teacher: {name}").format(name=found.teacher) if found.teacher else "",
        _("on {day}").format(day=full_date(found.day)),
    )  # fmt: skip
    columns = (
        Column(_("no."), 9, "R"), Column(_("surname, name, patronymic"), 76), Column(_("born"), 22, "C"),
        Column(_("came"), 41), Column(_("left"), 42),
    )  # fmt: skip
    head = (" · ".join(filter(None, parts)), title)
    table = Table(paper, columns, Look(10, 4.4, frozenset({1})), head, found.stamp)
    for line in found.lines:
        born = full_date(line.birth) if line.birth else ""
        table.row((str(line.number), line.name.full, born, line.came, line.left))
    table.end()
    return paper.pdf()
