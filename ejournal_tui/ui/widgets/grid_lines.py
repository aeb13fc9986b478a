"""The lesson grid as lines of text: which columns fit, and what each line says."""

from dataclasses import dataclass
from datetime import date

from ...domain.journal.lessons import Cell, Column, LessonGrid, LessonState, Row
from ...domain.journal.marks import Mark, Value
from ...domain.journal.outside import PAPER_SIGN
from ...domain.text.words import bare, decimal
from ...domain.years.year import monday, period_number, scheme_title
from ...i18n import N_, _, ngettext
from .lines import Line, Look, Run, fit

COLUMN = 5
"""Cells a column takes: four for «54», «Сл.д», «4о», and a gap."""
NUMBER = 4
"""Cells of the pupil's number."""
HEADS = 3
"""Lines above the first pupil: months, days, kinds of work."""

_RESULTS = ((6, N_("avg.")), (6, N_("forec.")))
_RESULT = 5
_ROOM = sum(width for width, _title in _RESULTS) + _RESULT
"""Cells at the right for averages and results, or for the results of all periods of the year."""

_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip


@dataclass(frozen=True)
class Window:
    """What of the grid is seen: the room for it and where its corner stands."""

    width: int
    height: int
    top: int = 0
    left: int = 0
    results: bool = True
    """Whether the columns of averages and results are shown."""
    hidden: bool = False
    """Whether the names are hidden, as for a projector."""

    @property
    def names(self) -> int:
        """Cells for the names; wider windows show more lessons, not longer names, but a single lesson leaves room."""
        if not self.results:
            return 30
        return 18 if self.width < 100 else 24

    @property
    def first(self) -> int:
        """Where the first column begins."""
        return NUMBER + self.names

    @property
    def columns(self) -> int:
        """How many columns fit."""
        taken = self.first + _ROOM * self.results
        return max(1, (self.width - taken) // COLUMN)

    @property
    def rows(self) -> int:
        """How many pupils fit."""
        return max(1, self.height - HEADS)

    def seen(self, grid: LessonGrid) -> tuple[Column, ...]:
        """The columns that are drawn."""
        return grid.columns[self.left : self.left + self.columns]

    def x(self, column: int) -> int:
        """Where a column's text begins."""
        return self.first + (column - self.left) * COLUMN


def corner(grid: LessonGrid, window: Window, row: int, column: int) -> tuple[int, int]:
    """Top and left that show this cell: rows turn by the page, columns by the week."""
    top, left = window.top, window.left
    if not top <= row < top + window.rows:
        page = max(1, window.rows - 1)
        top = max(0, min(row // page * page, len(grid.rows) - window.rows))
        top = top if top <= row < top + window.rows else max(0, row - window.rows + 1)
    if not left <= column < left + window.columns:
        left = week_start(grid, column)
        if column >= left + window.columns:
            left = column - window.columns + 1
        # The last weeks fill the window.
        left = min(left, max(0, len(grid.columns) - window.columns))
    return top, left


def week_start(grid: LessonGrid, column: int) -> int:
    """The first column of the week of a column."""
    if not grid.columns:
        return 0
    week = monday(grid.columns[column].day)
    while column and monday(grid.columns[column - 1].day) == week:
        column -= 1
    return column


def week_away(grid: LessonGrid, column: int, on: bool) -> int:
    """The first column of the next week that has lessons, or of the one before."""
    week = monday(grid.columns[column].day)
    if on:
        later = (i for i in range(column, len(grid.columns)) if monday(grid.columns[i].day) > week)
        return next(later, len(grid.columns) - 1)
    return week_start(grid, max(0, week_start(grid, column) - 1))


def lines(grid: LessonGrid, window: Window, today: date | None) -> list[Line]:
    """Everything the window shows."""
    seen = window.seen(grid)
    below = len(grid.rows) - window.top - window.rows
    more = ngettext("{n} more pupil", "{n} more pupils", below).format(n=below) if below > 0 else ""
    head = fit("", NUMBER) + fit(_("Pupil"), window.names)
    months = fit(head + _months(seen), window.width - 16 * window.results)
    if window.results:
        months += fit(scheme_title(grid.period.scheme) if grid.periods else grid.period_title, 16, right=True)
    titles = _at_right(grid, _titles(grid))
    below_names = fit("", NUMBER) + fit(more, window.names)
    days = _assemble(window, below_names, [_day(c, today) for c in seen], "")
    kinds = _assemble(window, fit("", window.first), [_kind(c, grid.columns) for c in seen], titles)
    pupils = enumerate(grid.rows[window.top : window.top + window.rows], window.top + 1)
    heads: list[Line] = [(Run(months),), (Run(days),), (Run(kinds),)]
    return heads + [_row(window, number, row, grid) for number, row in pupils]


def _titles(grid: LessonGrid) -> list[str]:
    """What stands above the columns at the right: one period's average and result, or the year's periods."""
    if grid.periods:
        return [period_number(period.number) for period in grid.periods]
    result = bare(N_("result|res.")) if any(row.result for row in grid.rows) else ""
    return [*(_(title) for _width, title in _RESULTS), result]


def _ends(row: Row) -> list[str]:
    """What stands at the right of a pupil's line."""
    if row.results:
        return list(row.results)
    average = "" if row.average is None else decimal(row.average)
    forecast = "" if row.forecast is None else Mark(Value(row.forecast)).text
    return [average, forecast, row.result]


def _at_right(grid: LessonGrid, ends: list[str]) -> str:
    """The columns at the right: one period's average, forecast and result, or as many as the year has periods."""
    widths = [_RESULT] * len(ends) if grid.periods else [*(width for width, _title in _RESULTS), _RESULT]
    if sum(widths) > _ROOM:
        widths = [_ROOM // len(ends)] * len(ends)
    return "".join(fit(text, width, right=True) for text, width in zip(ends, widths, strict=True))


def _assemble(window: Window, head: str, cells: list[str], ends: str) -> str:
    body = "".join(fit(text, COLUMN - 1) + " " for text in cells)
    line = head + fit(body, window.columns * COLUMN)
    if window.results:
        line += " " * max(0, window.width - len(line) - len(ends)) + ends
    return fit(line, window.width)


def _months(seen: tuple[Column, ...]) -> str:
    """The month's name above its first column, over as many columns as it has."""
    first = [i for i, column in enumerate(seen) if not i or column.day.month != seen[i - 1].day.month]
    ends = [*first[1:], len(seen)]
    names = [_(_MONTHS[seen[i].day.month - 1]) for i in first]
    spans = [(end - i) * COLUMN for i, end in zip(first, ends, strict=False)]
    fitted = [fit(name, span - 1) + " " for name, span in zip(names[:-1], spans, strict=False)]
    # Right of the last month nothing is in its way.
    return "".join(fitted + names[-1:])


def _day(column: Column, today: date | None) -> str:
    if column.of_certificates:
        return ""
    if today and column.day > today:
        return f"({column.day:%d})"
    return f"{column.day:%d}" + ("·" if column.closed else "")


def _kind(column: Column, columns: tuple[Column, ...]) -> str:
    if column.state is LessonState.CANCELLED:
        return _("canc")
    if column.state is LessonState.MOVED:
        return _("mvd")
    double = any(other.day == column.day and other.number != column.number for other in columns)
    return column.kind or (_("l.{number}").format(number=column.number) if double else "")


def _cell(cell: Cell, column: Column) -> str:
    """What stands in a cell; behind what comes from the paper journal a sign, where there is room."""
    text = cell.text
    if len(text) >= COLUMN:
        # The bar between two marks gives way before a mark or a letter does.
        text = text.replace("/", "", text.count("/") if cell.between else 0)
    return text + PAPER_SIGN if column.on_paper and cell.marks and len(text) < COLUMN - 1 else text


def _row(window: Window, number: int, row: Row, grid: LessonGrid) -> Line:
    name = "" if window.hidden else row.name
    shown = slice(window.left, window.left + window.columns)
    cells = [_cell(cell, column) for cell, column in zip(row.cells[shown], grid.columns[shown], strict=True)]
    head = fit(str(number), 3, right=True) + " " + fit(name, window.names - 1) + " "
    return (Run(_assemble(window, head, cells, _at_right(grid, _ends(row))), Look.PLAIN),)
