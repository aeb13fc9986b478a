"""A workbook on its way in: read, checked, and made into the import that would write it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..domain.errors import Invalid
from ..domain.handed_in import Problem
from ..i18n import _
from . import reference
from .importing import Import
from .importing_people import ImportGroups, ImportPupils, ImportStaff
from .importing_timetable import ImportTimetable


@dataclass(frozen=True)
class Prepared:
    """What a workbook would do, or what is wrong with it."""

    change: Import | None
    problems: tuple[Problem, ...]


def prepare(kind: str, path: Path, year_starts: date) -> Prepared:
    """Read a workbook of a kind; raises Invalid for what is none."""
    from ..exchange.workbook import read_workbook

    book = read_workbook(path)
    if kind == "staff":
        from ..exchange.staff import read_loads, read_staff

        staff, loads = read_staff(book), read_loads(book)
        return _prepared(ImportStaff(staff.rows, loads.rows), staff.problems + loads.problems)
    if kind == "pupils":
        from ..exchange.roster import read_pupils

        pupils = read_pupils(book)
        return _prepared(ImportPupils(pupils.rows), pupils.problems)
    if kind == "groups":
        from ..exchange.groups import read_groups

        groups = read_groups(book)
        return _prepared(ImportGroups(groups.rows), groups.problems)
    if kind == "timetable":
        from ..exchange.timetable import read_timetable

        table = read_timetable(book, reference.aliases())
        change = ImportTimetable(table.slots, table.bells, max(table.starts or year_starts, year_starts))
        return _prepared(change, table.problems)
    raise Invalid(_("There is no import of “{kind}”.").format(kind=kind))


def _prepared(change: Import, problems: tuple[Problem, ...]) -> Prepared:
    return Prepared(None if problems else change, problems)
