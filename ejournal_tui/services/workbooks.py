"""A workbook on its way in: read, checked, and made into the import that would write it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.errors import Invalid
from ..domain.handed_in import Problem
from ..i18n import _
from . import reference
from .importing import Import
from .importing_marks import ImportMarks
from .importing_people import ImportGroups, ImportPupils
from .importing_staff import ImportStaff
from .importing_timetable import ImportTimetable

if TYPE_CHECKING:
    from ..exchange.workbook import Workbook


@dataclass(frozen=True)
class Prepared:
    """What could be read of a workbook, and what is wrong with it."""

    readable: Import
    """The rows that could be read; to be laid beside the journal, not to be written while there are problems."""
    problems: tuple[Problem, ...]
    book: "Workbook"
    """All that was read."""

    @property
    def change(self) -> Import | None:
        """What the workbook would do; None when something is wrong with it."""
        return None if self.problems else self.readable


def prepare(kind: str, path: Path, year_starts: date, more: Sequence[Path] = ()) -> Prepared:
    """Read a workbook of a kind, or the files that are its sheets; raises Invalid for what is none."""
    from ..exchange.workbook import read_workbook

    book, aliases = read_workbook(path, *more), reference.aliases()
    if kind == "staff":
        from ..exchange.staff import read_staff

        staff = read_staff(book, aliases)
        return Prepared(ImportStaff(staff.staff, staff.loads), staff.problems, book)
    if kind == "pupils":
        from ..exchange.roster import read_pupils

        pupils = read_pupils(book, year_starts.year)
        return Prepared(ImportPupils(pupils.rows), pupils.problems, book)
    if kind == "groups":
        from ..exchange.groups import read_groups

        groups = read_groups(book, aliases)
        return Prepared(ImportGroups(groups.rows), groups.problems, book)
    if kind == "timetable":
        from ..exchange.timetable import read_timetable

        table = read_timetable(book, aliases)
        change = ImportTimetable(table.slots, table.bells, max(table.starts or year_starts, year_starts))
        return Prepared(change, table.problems, book)
    if kind == "marks":
        from ..exchange.gradebook import read_gradebook

        journals = read_gradebook(book, aliases, year_starts.year)
        return Prepared(ImportMarks(journals.rows), journals.problems, book)
    raise Invalid(_("There is no import of “{kind}”.").format(kind=kind))


def marked(prepared: Prepared, paths: Sequence[Path]) -> bytes:
    """What was read, with everything that is wrong with it at its cell, as a workbook; raises Invalid."""
    from ..exchange.child import Excessive, Unreadable
    from ..exchange.marking import mark

    try:
        return mark(paths, prepared.book, prepared.problems)
    except (Excessive, Unreadable) as error:
        raise Invalid(
            _("There is too much to mark in {name}.").format(name=paths[0].name),
            _("The import without --marked tells every cell."),
        ) from error
