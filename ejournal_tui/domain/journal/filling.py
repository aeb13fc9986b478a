"""A whole column at once: what was typed or pasted is read, and told pupil by pupil before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...i18n import _
from ..attendance.attendance import Absence
from ..errors import Invalid, Refusal
from ..groups.individual_plans import not_learnt
from ..text import search
from ..text.layout import other_layout
from .lessons import Cell, Column, LessonGrid, Row
from .marks import Mark, read_mark, read_marks

SKIP = ("=", "-")
"""What passes a pupil over in a line."""
_LOOK_ALIKES = {"h": Absence.ABSENT, "o": Absence.LATE}
"""Latin letters that people take for a Russian one by its shape, as in the cells of the grid."""
_HEADING = 3
"""From how many letters on a first line that is no mark is taken for the heading of a column."""


@dataclass(frozen=True)
class Entry:
    """What is to stand in a cell: marks, or an absence."""

    marks: tuple[Mark, ...] = ()
    absence: Absence | None = None

    @property
    def text(self) -> str:
        """As the cell will show it."""
        return self.absence.value if self.absence else "".join(mark.text for mark in self.marks)


def read_entry(text: str) -> Entry:
    """What a typed value means in a cell, in either layout; raises Invalid."""
    value = text.strip().lower()
    if value == "0":
        raise Invalid(_("0 could be a mark or the letter “o”."), _("Write “о” for a late pupil, = to pass one over."))
    if value in _LOOK_ALIKES:
        return Entry(absence=_LOOK_ALIKES[value])
    for written in (value, other_layout(value)):
        if written in {letter.value for letter in Absence}:
            return Entry(absence=Absence(written))
    if value.isascii() and value.rstrip("+-").replace("/", "").isdigit():
        return Entry(read_marks(value))
    try:
        return Entry((read_mark(value),))
    except Invalid:
        if other_layout(value) == value or value.isdigit():
            raise
        try:
            return Entry((read_mark(other_layout(value)),))
        except Invalid:
            # What was typed is spoken of, not what it would be in the other layout.
            return Entry((read_mark(text.strip()),))


@dataclass(frozen=True)
class Fault:
    """A value that could not be read."""

    where: str
    """«строка 3»."""
    name: str
    """Whose it was to be, or who could not be found."""
    what: str
    """What is wrong with it."""

    def words(self, hidden: bool = False) -> str:
        """The sentence; without the name where others look on."""
        named = ", ".join(filter(None, (self.where, "" if hidden else self.name)))
        return f"{named}: {self.what}" if named else self.what


@dataclass(frozen=True)
class Reading:
    """What was typed or pasted, by pupil."""

    entries: dict[int, Entry] = field(default_factory=dict)
    """What is said of a pupil, by the place in the list."""
    faults: tuple[Fault, ...] = ()
    """What could not be read, each with its line."""
    for_all: bool = False
    """Whether one value was given for everybody."""


def read_line(typed: str, pupils: Sequence[Row], start: int = 0) -> Reading:
    """A line for the whole column: one value is for everybody, several go down the list from a pupil on."""
    values = _values(typed)
    if not values:
        return Reading()
    if len(values) == 1 and values[0] not in SKIP and not typed.endswith(" "):
        try:
            entry = read_entry(values[0])
        except Refusal as refusal:
            return Reading(faults=(Fault("", "", _said(refusal)),))
        return Reading(dict.fromkeys(range(len(pupils)), entry), for_all=True)
    return _down_the_list(values, pupils, start, _("value {number}"))


def _values(typed: str) -> list[str]:
    """The values of a line; a comma after a value parts it from the next, a lone one is a value nobody can read."""
    found: list[str] = []
    for part in typed.split():
        inner = part.replace(";", ",").strip(",")
        found += [value for value in inner.split(",") if value] or [part]
    return found


def _down_the_list(values: Sequence[str], pupils: Sequence[Row], start: int, called: str) -> Reading:
    entries: dict[int, Entry] = {}
    faults: list[Fault] = []
    for number, value in enumerate(values):
        place, where = start + number, called.format(number=number + 1)
        if not value or value in SKIP:
            continue
        if place >= len(pupils):
            faults.append(Fault(where, "", _("“{text}”: the list has no more pupils.").format(text=value[:12])))
            continue
        try:
            entries[place] = read_entry(value)
        except Refusal as refusal:
            faults.append(Fault(where, pupils[place].name, _said(refusal)))
    return Reading(entries, tuple(faults))


def read_paste(text: str, pupils: Sequence[Row], start: int = 0) -> Reading:
    """Lines of a spreadsheet: a mark each, in the order of the list, or a name and a mark."""
    lines = [[part.strip() for part in line.split("\t")] for line in text.rstrip().splitlines()]
    if all(len(parts) == 1 for parts in lines):
        values = [parts[0] for parts in lines]
        if values and _is_heading(values[0]):
            values = values[1:]
        return _down_the_list(values, pupils, start, _("line {number}"))
    return _by_name(lines, pupils)


def _is_heading(text: str) -> bool:
    if len(text) < _HEADING or any(sign.isdigit() for sign in text):
        return False
    try:
        read_entry(text)
    except Invalid:
        return True
    return False


def _by_name(lines: Sequence[Sequence[str]], pupils: Sequence[Row]) -> Reading:
    entries: dict[int, Entry] = {}
    faults: list[Fault] = []
    for number, parts in enumerate(lines, 1):
        value, name = parts[-1], max(parts[:-1], key=_letters, default="")
        if (number == 1 and _is_heading(value)) or not name or not value or value in SKIP:
            continue
        try:
            place = _pupil_of(name, pupils)
            if place in entries:
                raise Invalid(_("{name} was named already.").format(name=pupils[place].name))
            entries[place] = read_entry(value)
        except Refusal as refusal:
            where = _("line {number}").format(number=number)
            faults.append(Fault(where, name[:24], _said(refusal)))
    return Reading(entries, tuple(faults))


def _said(refusal: Refusal) -> str:
    return f"{refusal.title} {refusal.advice}".strip()


def _letters(text: str) -> int:
    return sum(sign.isalpha() for sign in text)


def _pupil_of(name: str, pupils: Sequence[Row]) -> int:
    """The one pupil of a name, be it whole or with initials; raises Invalid."""
    found = [place for place, row in enumerate(pupils) if is_called(row.name, name)]
    if not found:
        raise Invalid(_("nobody of this group is called so."))
    if len(found) > 1:
        names = ", ".join(pupils[place].name for place in found)
        raise Invalid(_("several are called so: {names}.").format(names=names), _("Write the first name too."))
    return found[0]


def is_called(pupil: str, name: str) -> bool:
    """Whether a name from a spreadsheet, with patronymic, initials or neither, is that of a pupil."""
    known, given = search.key(pupil).split(), search.key(name.replace(".", " ")).split()
    if not known or known[0] not in given:
        return False
    given.remove(known[0])
    return all(word.startswith(part) for word, part in zip(known[1:], given, strict=False))


@dataclass(frozen=True)
class Step:
    """What becomes of one pupil's cell."""

    row: Row
    cell: Cell
    """What stands there now; an absence is that at the lesson."""
    entry: Entry | None = None
    """What was said of the pupil."""
    why: str = ""
    """Why it is left out, "" where it is written."""

    @property
    def writes(self) -> bool:
        """Whether the cell will change."""
        return self.entry is not None and not self.why


def propose(grid: LessonGrid, place: int, reading: Reading, replace: bool) -> tuple[Step, ...]:
    """What would be written into a column, pupil by pupil, and what is left out and why.

    Only empty cells are filled unless `replace` is asked for; a mark never stands with «н» (domain rules 2).
    """
    column = grid.columns[place]
    steps = []
    for number, row in enumerate(grid.rows):
        cell = row.cells[place]
        stands = Cell(cell.marks, grid.absence(row, column.lesson), cell.enrolled, cell.origin, cell.at_home,
                      left_out=cell.left_out)
        entry = reading.entries.get(number)
        why = _why_not(grid, row, column, stands, entry, replace) if entry else ""
        steps.append(Step(row, stands, entry, why))
    return tuple(steps)


def _why_not(grid: LessonGrid, row: Row, column: Column, cell: Cell, entry: Entry, replace: bool) -> str:
    if cell.left_out:
        return not_learnt()
    if not cell.enrolled or cell.origin:
        return _("not in the group on this day")
    if cell.at_home:
        return _("taught at home")
    if entry.absence is not None:
        return _why_no_absence(cell, entry.absence, replace, _marked(grid, row, column))
    if grid.markless:
        return _("no marks are given here")
    if column.passes and any(mark.value.counts for mark in entry.marks):
        return _("marked passed or not passed here")
    if cell.absence and cell.absence.missed:
        return cell.absence.words
    if cell.seen == entry.marks:
        return _("stands so already")
    if _nothing_to_correct(grid, row, column):
        return _("no mark to correct")
    if cell.marks and not replace:
        return _("has a mark already")
    return ""


def _nothing_to_correct(grid: LessonGrid, row: Row, column: Column) -> bool:
    """Whether work on mistakes is marked for a pupil who has no mark of the work, as far as the grid shows that."""
    pairs = zip(grid.columns, row.cells, strict=True)
    first = [cell for other, cell in pairs if other.root == column.root and not other.corrects]
    return column.corrects and bool(first) and not any(mark.value.counts for cell in first for mark in cell.seen)


def _marked(grid: LessonGrid, row: Row, column: Column) -> bool:
    """Whether a pupil has a mark at a lesson, in whichever of its works."""
    at_lesson = (c for other, c in zip(grid.columns, row.cells, strict=True) if other.lesson == column.lesson)
    return any(mark.value.counts for cell in at_lesson for mark in cell.seen)


def _why_no_absence(cell: Cell, letter: Absence, replace: bool, marked: bool) -> str:
    if cell.absence is letter:
        return _("stands so already")
    if letter.missed and marked:
        return _("has a mark: was there")
    if cell.absence and not replace:
        return _("has a letter already")
    return ""
