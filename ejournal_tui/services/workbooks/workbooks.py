"""A workbook on its way in: read, checked, and made into the import that would write it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ...domain.errors import Invalid
from ...domain.groups.groups import ClassName
from ...domain.workbooks.decisions import Decisions, Row, row_at
from ...domain.workbooks.handed_in import LeaverRow, Problem
from ...i18n import _
from .. import reference
from .importing import Import
from .importing_marks import ImportMarks
from .importing_people import ImportGroups, ImportPupils
from .importing_staff import ImportStaff
from .importing_timetable import ImportTimetable

if TYPE_CHECKING:
    from ...exchange.files.workbook import Workbook as Workbook


KINDS = ("staff", "pupils", "groups", "timetable", "marks")
"""The lists that are imported as such; a lesson plan belongs to a course."""


@dataclass(frozen=True)
class Prepared:
    """What could be read of a workbook, and what is wrong with it."""

    readable: Import
    """The rows that could be read; to be laid beside the journal, not to be written while there are problems."""
    problems: tuple[Problem, ...]
    book: "Workbook"
    """All that was read."""
    kind: str = ""
    year: date = date.min
    """The first day of the study year it was read for."""
    leavers: tuple[LeaverRow, ...] = ()
    """Those whom the list strikes out."""
    of_class: Mapping[Row, ClassName] = field(default_factory=dict)
    """The class that each row names."""
    others: frozenset[Row] = frozenset()
    """The rows of classes whose data somebody else keeps; they are neither shown nor taken in."""

    @property
    def change(self) -> Import | None:
        """What the workbook would do; None when something is wrong with it."""
        return None if self.problems else self.readable


def prepare(kind: str, path: Path, year_starts: date, more: Sequence[Path] = ()) -> Prepared:
    """Read a workbook of a kind, or the files that are its sheets; raises Invalid for what is none."""
    from ...exchange.files.workbook import read_workbook

    return understood(kind, read_workbook(path, *more), year_starts)


class Reading:
    """A file of the inbox on its way in, guarded and parsed in a process of its own, the journal not asked."""

    def __init__(self, path: Path) -> None:
        from ...exchange.files.child import Patience

        self._path = path
        self._patience = Patience()

    def read(self) -> "Workbook":
        """What the file holds; raises Invalid, also when it was stopped."""
        from ...exchange.files.child import WAITING, Stopped
        from ...exchange.files.workbook import read_workbook

        before = WAITING.set(self._patience)
        try:
            return read_workbook(self._path)
        except Stopped as stopped:
            raise Invalid(_("Stopped: nothing was changed.")) from stopped
        finally:
            WAITING.reset(before)

    def stop(self) -> None:
        """End it at once, from wherever."""
        self._patience.end()


def kind_of(book: "Workbook") -> str:
    """The kind of list a workbook is, "plan" for a lesson plan, "" where its headings tell none."""
    from ...exchange.tables.recognising import recognise

    return recognise(book)


def understood(kind: str, book: "Workbook", year_starts: date) -> Prepared:
    """What a workbook of a kind tells; raises Invalid for another kind than there are."""
    aliases = reference.aliases()
    if kind == "staff":
        from ...exchange.lists.staff import read_staff

        staff = read_staff(book, aliases)
        return Prepared(ImportStaff(staff.staff, staff.loads), staff.problems, book, kind, year_starts)
    if kind == "pupils":
        from ...exchange.lists.roster import read_pupils

        pupils = read_pupils(book, year_starts.year)
        change = ImportPupils(pupils.rows)
        return Prepared(change, pupils.problems, book, kind, year_starts, pupils.leavers, pupils.of_class)
    if kind == "groups":
        from ...exchange.lists.groups import read_groups

        groups = read_groups(book, aliases)
        return Prepared(
            ImportGroups(groups.rows), groups.problems, book, kind, year_starts, of_class=groups.of_class
        )
    if kind == "timetable":
        from ...exchange.lists.timetable import read_timetable

        table = read_timetable(book, aliases)
        slots = ImportTimetable(table.slots, table.bells, max(table.starts or year_starts, year_starts))
        return Prepared(slots, table.problems, book, kind, year_starts)
    if kind == "marks":
        from ...exchange.gradebooks.gradebook import read_gradebook

        journals = read_gradebook(book, aliases, year_starts.year)
        return Prepared(ImportMarks(journals.rows), journals.problems, book, kind, year_starts)
    raise Invalid(_("There is no import of “{kind}”.").format(kind=kind))


def decided(source: Prepared, decisions: Decisions) -> Prepared:
    """The workbook as a person wants it read, with what is still wrong with it."""
    from ...exchange.outgoing.correcting import corrected

    found = source
    if decisions.written:
        found = understood(source.kind, corrected(source.book, decisions.written), source.year)
    open_problems = tuple(problem for problem in found.problems if not decisions.said_of(problem))
    change = replace(_without_rows(found, decisions), ruling=decisions.ruling, file=source.readable.file)
    return replace(found, readable=change, problems=open_problems)


def _without_rows(found: Prepared, decisions: Decisions) -> Import:
    change = found.readable
    if isinstance(change, ImportPupils):
        leaving = decisions.leavers
        leavers = [(row, leaving.get((row.place.sheet, row.place.row))) for row in found.leavers]
        return replace(
            change, pupils=tuple(row for row in change.pupils if not decisions.is_out(row.place)),
            leavers=tuple((row, how) for row, how in leavers if how and not decisions.is_out(row.place)),
            effective=decisions.effective,
        )  # fmt: skip
    if isinstance(change, ImportStaff):
        return replace(
            change, staff=tuple(row for row in change.staff if not decisions.is_out(row.place)),
            loads=tuple(row for row in change.loads if not decisions.is_out(row.place)),
        )  # fmt: skip
    if isinstance(change, ImportGroups):
        return replace(change, rows=tuple(row for row in change.rows if not decisions.is_out(row.place)))
    if not isinstance(change, ImportTimetable):
        return change
    return replace(
        change, slots=tuple(row for row in change.slots if row_at(row.address) not in decisions.out),
        bells=tuple(row for row in change.bells if row_at(row.address) not in decisions.out),
    )  # fmt: skip


def marked(prepared: Prepared, paths: Sequence[Path]) -> bytes:
    """What was read, with everything that is wrong with it at its cell, as a workbook; raises Invalid."""
    from ...exchange.files.child import Excessive, Unreadable
    from ...exchange.outgoing.marking import mark

    try:
        return mark(paths, prepared.book, prepared.problems)
    except (Excessive, Unreadable) as error:
        raise Invalid(
            _("There is too much to mark in {name}.").format(name=paths[0].name),
            _("The import without --marked tells every cell."),
        ) from error
