"""A workbook on its way in: read, checked, and made into the import that would write it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..domain.errors import Invalid
from ..domain.handed_in import Problem
from ..i18n import _
from . import reference
from .importing import Import
from .importing_people import ImportGroups, ImportPupils
from .importing_staff import ImportStaff
from .importing_timetable import ImportTimetable


@dataclass(frozen=True)
class Prepared:
    """What could be read of a workbook, and what is wrong with it."""

    readable: Import
    """The rows that could be read; to be laid beside the journal, not to be written while there are problems."""
    problems: tuple[Problem, ...]

    @property
    def change(self) -> Import | None:
        """What the workbook would do; None when something is wrong with it."""
        return None if self.problems else self.readable


def prepare(kind: str, path: Path, year_starts: date) -> Prepared:
    """Read a workbook of a kind; raises Invalid for what is none."""
    from ..exchange.workbook import read_workbook

    book, aliases = read_workbook(path), reference.aliases()
    if kind == "staff":
        from ..exchange.staff import read_staff

        staff = read_staff(book, aliases)
        return Prepared(ImportStaff(staff.staff, staff.loads), staff.problems)
    if kind == "pupils":
        from ..exchange.roster import read_pupils

        pupils = read_pupils(book, year_starts.year)
        return Prepared(ImportPupils(pupils.rows), pupils.problems)
    if kind == "groups":
        from ..exchange.groups import read_groups

        groups = read_groups(book, aliases)
        return Prepared(ImportGroups(groups.rows), groups.problems)
    if kind == "timetable":
        from ..exchange.timetable import read_timetable

        table = read_timetable(book, aliases)
        change = ImportTimetable(table.slots, table.bells, max(table.starts or year_starts, year_starts))
        return Prepared(change, table.problems)
    raise Invalid(_("There is no import of “{kind}”.").format(kind=kind))
