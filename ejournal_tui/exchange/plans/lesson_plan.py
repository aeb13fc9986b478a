"""A lesson plan (КТП): every school heads its columns otherwise, sections stand between the lessons."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ...domain.plans.plans import LONGEST_HOMEWORK, LONGEST_TOPIC, PlanLine, PlanReading, part
from ...domain.workbooks.handed_in import Problem, visible
from ...domain.years.year import Calendar
from ...i18n import _, ngettext
from ..files.naming import address
from ..files.workbook import CellValue, Workbook
from ..tables import tidy
from ..tables.table import Line, Table, find_table, heading_row, missing, strays
from . import plan_cells
from .plan_headings import HEADINGS, LEFT_OUT, TABLES, WORK_HOURS, in_one_row

_TOTAL = re.compile(r"(?:итого|всего|общее (?:количество|число) часов)\b")
_PART_OF_YEAR = re.compile(
    r"(?:\d|i{1,3}|iv|перв\w+|втор\w+|трет\w+|четверт\w+)(?: ?[яей]| ?[аи]я| ?[ои]е)? (?:четверт|тримест|полугод)"
)
_MOST_LESSONS = 400


@dataclass
class _Plan:
    """A plan being read."""

    table: Table
    calendar: Calendar
    kinds: Mapping[str, int]
    lines: list[PlanLine] = field(default_factory=list)
    section: str = ""
    declared: tuple[Line, float] | None = None
    """The section's own number of hours, with the row that tells it."""
    section_hours: float = 0
    subtotal: float = 0
    """The hours since the last total."""
    hours: float = 0
    rows: int = 0
    section_rows: int = 0
    half: Line | None = None
    """A row of half an hour that waits for its other half."""
    unknown: dict[str, list[str]] = field(default_factory=dict)
    """Where the plan speaks of controls that are no kinds of work."""

    @property
    def weeks(self) -> bool:
        """Whether a bare number among the days is that of a week."""
        column = self.table.columns.get("day")
        return column is not None and "недел" in tidy.fold(tidy.shown(self.table.sheet.at(self.table.heading, column)))


def is_lesson_plan(book: Workbook) -> bool:
    """Whether a workbook is a lesson plan."""
    return any(heading_row(sheet, HEADINGS, needed) is not None for sheet in book.sheets for needed in TABLES)


def read_lesson_plan(book: Workbook, calendar: Calendar, kinds: Mapping[str, int]) -> PlanReading:
    """The lessons that can be told; `kinds` lead from every spelling of a kind of work to its id."""
    book = replace(book, sheets=tuple(map(in_one_row, book.sheets)))
    table = next((t for needed in TABLES if (t := _table(book, needed)) is not None), None)
    if table is None:
        return PlanReading((), (missing(book, "«№», «Тема», «Часы»"),))
    plan = _Plan(table, calendar, {tidy.fold(word): kind for word, kind in kinds.items()})
    for row in range(table.heading + 1, len(table.sheet.rows)):
        if any(cell is not None for cell in table.sheet.rows[row]):
            _read_row(plan, Line(table.notes, row, table.columns), row in table.feet)
    _close_half(plan)
    _close_section(plan)
    if not plan.lines and not table.notes.problems:
        expected = _("lessons of the plan are expected beneath the heading")
        table.notes.say(table.heading, table.columns["topic"], expected)
    problems: tuple[Problem, ...] = table.notes.told() + strays(book, [table.sheet])
    return PlanReading(tuple(plan.lines), problems, tuple(_left_out(plan)))


def _table(book: Workbook, needed: tuple[str, str]) -> Table | None:
    if all(heading_row(sheet, HEADINGS, needed) is None for sheet in book.sheets):
        return None
    return find_table(book, HEADINGS, needed, repeated=LEFT_OUT)


def _read_row(plan: _Plan, line: Line, foot: bool) -> None:
    words = next((tidy.fold(tidy.shown(cell)) for cell in plan.table.sheet.rows[line.row] if cell is not None), "")
    if _TOTAL.match(words):
        _check_total(plan, line)
    elif foot:
        return
    elif _is_section(plan, line):
        _begin_section(plan, line)
    else:
        _read_lesson(plan, line)


def _is_section(plan: _Plan, line: Line) -> bool:
    """A row that names a topic and neither a number, a day, a control nor homework; hours may sum it up.

    A heading over the whole width of the table stands in its first cell.
    """
    if line.cell("topic") is None:
        return _over_all(plan, line) is not None
    if any(line.cell(key) is not None for key in ("number", "day", "control", "homework")):
        return False
    return "number" in plan.table.columns or line.cell("hours") is None


def _over_all(plan: _Plan, line: Line) -> str | None:
    """The column of the only words of a row, where they are no number of a lesson."""
    filled = [key for key, column in plan.table.columns.items() if line.cell(key) is not None]
    cells = [cell for cell in plan.table.sheet.rows[line.row] if cell is not None]
    if len(cells) != 1 or len(filled) != 1 or filled[0] not in ("number", "section"):
        return None
    return filled[0] if isinstance(cells[0], str) and any(map(str.isalpha, cells[0])) else None


def _begin_section(plan: _Plan, line: Line) -> None:
    _close_half(plan)
    _close_section(plan)
    words = line.read(_over_all(plan, line) or "topic", tidy.text) or ""
    if _PART_OF_YEAR.match(tidy.fold(words)):
        # A plan may be cut by periods too: its sections go on over them.
        plan.declared = None
        return
    plan.section = words
    plan.section_hours, plan.section_rows = 0, 0
    hours = line.read("hours", plan_cells.hours) if line.cell("hours") is not None else None
    plan.declared = (line, hours) if hours is not None else None


def _close_section(plan: _Plan) -> None:
    if plan.declared is not None and plan.declared[1] != plan.section_hours:
        plan.declared[0].say("hours", _sum_expected(plan.section_hours))
    plan.declared = None


def _sum_expected(hours: float) -> str:
    return _("the sum of the hours beneath is expected: {count}").format(count=f"{hours:g}")


def _check_total(plan: _Plan, line: Line) -> None:
    _close_half(plan)
    told = line.read("hours", plan_cells.hours_told) if "hours" in line.columns else None
    if told is not None and told not in (plan.hours, plan.section_hours, plan.subtotal):
        expected = _("the sum of the hours above is expected: {count}").format(count=f"{plan.hours:g}")
        line.say("hours", expected)
    plan.subtotal = 0


def _read_lesson(plan: _Plan, line: Line) -> None:
    plan.rows, plan.section_rows = plan.rows + 1, plan.section_rows + 1
    topic = line.read("topic", _topic)
    if "section" in plan.table.columns and line.cell("section") is not None:
        # A cell over many rows holds its words in the first of them.
        plan.section = line.read("section", tidy.text) or plan.section
    span = line.read("number", plan_cells.number) if line.cell("number") is not None else None
    hours = line.read("hours", plan_cells.hours) if line.cell("hours") is not None else None
    _check_number(plan, line, span)
    count = hours if hours is not None else float(span[1] - span[0] + 1 if span else 1)
    if span and hours is not None and hours > 0.5 and span[1] != span[0] and span[1] - span[0] + 1 != hours:
        line.say("hours", _("as many hours as lessons are expected: {count}").format(count=span[1] - span[0] + 1))
    found = PlanLine(
        topic or "", line.read("homework", _homework) or "", _control(plan, line, topic or ""), plan.section,
        line.read("day", lambda cell: plan_cells.day(cell, plan.calendar, plan.weeks)),
    )  # fmt: skip
    plan.hours, plan.subtotal = plan.hours + count, plan.subtotal + count
    plan.section_hours += count
    _lay_down(plan, line, found, count)


def _check_number(plan: _Plan, line: Line, span: tuple[int, int] | None) -> None:
    """Lessons are numbered on and on, or anew in each section, by lessons or by rows."""
    if span is None or len(plan.lines) > _MOST_LESSONS:
        return
    next_one = len(plan.lines) + 1
    in_section = sum(known.section == plan.section for known in plan.lines) + 1
    if span[0] not in (next_one, in_section, plan.rows, plan.section_rows):
        line.say("number", _("the number of the next lesson is expected: {number}").format(number=next_one))


def _lay_down(plan: _Plan, line: Line, found: PlanLine, hours: float) -> None:
    if hours == 0.5:
        _lay_half(plan, line, found)
        return
    _close_half(plan)
    count = min(max(int(hours), 1), plan_cells.MOST_HOURS)
    if hours > plan_cells.MOST_HOURS:
        line.say("hours", _("at most {count} hours of one topic are expected").format(count=plan_cells.MOST_HOURS))
    if hours != int(hours):
        line.say("hours", _("whole hours are expected, or two rows of half an hour one after the other"))
    if len(part(found.topic, count, count)) > LONGEST_TOPIC:
        line.say("topic", _at_most(LONGEST_TOPIC - len(part("", count, count))))
    for n in range(1, count + 1):
        last = n == count
        # What is checked and set for home belongs to the last of them, the day of the plan to the first.
        plan.lines.append(replace(
            found, topic=part(found.topic, n, count), homework=found.homework if last else "",
            work_kind=found.work_kind if last else None, day=found.day if n == 1 else None,
        ))  # fmt: skip


def _lay_half(plan: _Plan, line: Line, found: PlanLine) -> None:
    """Two rows of half an hour are one lesson."""
    if plan.half is None:
        plan.half = line
        plan.lines.append(found)
        return
    plan.half = None
    first = plan.lines.pop()
    plan.lines.append(replace(
        first, topic=f"{first.topic.rstrip(' .')}. {found.topic}",
        homework="; ".join(filter(None, (first.homework, found.homework))),
        work_kind=first.work_kind or found.work_kind, day=first.day or found.day,
    ))  # fmt: skip


def _close_half(plan: _Plan) -> None:
    if plan.half is not None:
        plan.half.say("hours", _("another half an hour is expected in the next row: together they are one lesson"))
        plan.half = None


def _topic(cell: CellValue) -> tidy.Tidied[str]:
    found = tidy.text(cell)
    if not found.value:
        return tidy.Tidied(None, _("a topic is expected"))
    return _limited(found, LONGEST_TOPIC)


def _homework(cell: CellValue) -> tidy.Tidied[str]:
    return tidy.Tidied("") if cell is None else _limited(tidy.text(cell), LONGEST_HOMEWORK)


def _limited(found: tidy.Tidied[str], most: int) -> tidy.Tidied[str]:
    return tidy.Tidied(None, _at_most(most)) if found.value and len(found.value) > most else found


def _at_most(characters: int) -> str:
    return _("at most {count} characters are expected").format(count=characters)


def _control(plan: _Plan, line: Line, topic: str) -> int | None:
    """The kind of work that the plan names, else the one that its topic begins with."""
    cell = line.cell("control")
    if cell is None:
        counted = (_counted(plan, line, key) for key in WORK_HOURS if line.cell(key) is not None)
        return next(filter(None, counted), plan_cells.kind_of_topic(topic, plan.kinds))
    told = line.read("control", lambda c: plan_cells.kind(c, plan.kinds))
    if told == plan_cells.NO_WORK:
        if words := tidy.fold(tidy.shown(cell)) and visible(tidy.squeezed(cell)):
            plan.unknown.setdefault(words, []).append(address(line.row, line.columns["control"]))
        return None
    return told


def _counted(plan: _Plan, line: Line, key: str) -> int | None:
    """The kind of work that a column of its hours gives to a lesson: «1» beneath «Контрольные работы»."""
    told = line.read(key, plan_cells.hours_told)
    return plan.kinds.get(WORK_HOURS[key]) if told else None


def _left_out(plan: _Plan) -> list[str]:
    """What the journal has no place for, in words: columns that hold something, controls that give no marks."""
    sheet, told = plan.table.sheet, []
    for key, column in plan.table.headed:
        beneath = range(plan.table.heading + 1, len(sheet.rows))
        filled = sum(sheet.at(row, column) is not None for row in beneath) if key in LEFT_OUT else 0
        if filled:
            words = ngettext("{address}: the column “{title}” ({count} cell) is not kept in the journal.",
                             "{address}: the column “{title}” ({count} cells) is not kept in the journal.", filled)
            title = visible(tidy.squeezed(sheet.at(plan.table.heading, column)))
            told.append(words.format(address=address(plan.table.heading, column), title=title, count=filled))
    for control, cells in plan.unknown.items():
        words = ngettext("{address}: “{control}” ({count} cell) is a control without a work of its own.",
                         "{address}: “{control}” ({count} cells) is a control without a work of its own.", len(cells))
        told.append(words.format(address=cells[0], control=control, count=len(cells)))
    return told
