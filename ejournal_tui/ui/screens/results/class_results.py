"""The results of a class: pupils by subjects for a period, with the figures that reports ask for."""

from collections.abc import Callable, Iterable, Sequence

from textual.app import ComposeResult
from typing_extensions import override

from ....domain.journal.marks import Mark, Value
from ....domain.journal.outside import ResultKind
from ....domain.people.people import ClassId
from ....domain.results.hours import Attended, percent
from ....domain.results.quality import Level, level, only_one
from ....domain.text.words import decimal, short_date
from ....i18n import N_, _
from ....services.results.class_results import ClassCell, ClassResults, ClassRow, ShowClassResults
from ....services.results.class_year import KINDS
from ...commands import FIND, Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.text import ShowText
from ...widgets.class_table import ClassTable
from ..base import JournalScreen
from . import council_column
from .council import CouncilScreen
from .hours import HoursScreen, attended_words
from .results import ResultsScreen
from .year_results import YearResultsScreen

OPEN = Command("open", ("enter",), N_("subject"), N_("Open the results of the subject under the cursor."), 100)
LISTS = Command("lists", ("f2",), N_("lists"), N_("List excellent, good and failing pupils by name."), 90)
PERIOD = Command("period", ("т",), N_("period"), N_("Choose another period."), 85)
CLASS = Command("choose_class", ("к",), N_("class"), N_("Choose another class."), 80)
COUNCIL = Command("council", ("f6",), N_("council"), N_("Show what the pedagogical council decided at year's end."), 75)


class ClassResultsScreen(JournalScreen):
    """How a class does in a period."""

    COMMANDS_HERE = (OPEN, LISTS, FIND, PERIOD, CLASS, COUNCIL)

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(desk)
        self._who = name
        self._class: ClassId | None = None
        self._number: int | None = None
        self._found: ClassResults | None = None
        self._decided: council_column.Decided = {}
        """What the pedagogical council decided, beside the marks of the year."""

    @override
    def body(self) -> ComposeResult:
        yield ClassTable()

    @override
    async def load(self) -> None:
        """Ask for the class again."""
        found = await self.ask(ShowClassResults(self._class, self._number))
        if found is None:
            return
        # What another person changes meanwhile must not turn the screen to another period.
        self._found, self._class, self._number = found, found.school_class, found.number
        self.title_line(
            _("Results of the class · {group} · {period}").format(group=found.title, period=found.period_title),
            self._who,
        )
        table = self.query_one(ClassTable)
        table.empty = _("The class has no pupils or no subjects in this period.")
        self._decided = await council_column.decided(self, found)
        table.show(
            [*(one.short for one in found.subjects), *council_column.heads(self._decided)],
            [
                (row.name, [*(cell.text if cell else "—" for cell in row.cells),
                            *council_column.cells(self._decided, row.pupil)])
                for row in found.rows
            ],
            [(name, [*figures, *("" for _head in council_column.heads(self._decided))])
             for name, figures in _feet(found)],
        )
        table.focus()
        self._tell()

    def _tell(self) -> None:
        """The cell under the cursor, then the class as a whole."""
        found, here = self._found, self._here()
        if found is None or here is None:
            self.summarise("")
            return
        row, place = here
        if place >= len(row.cells):
            self.summarise(f"{row.name}: {council_column.told(self._decided, row.pupil)}", _whole(found))
            return
        cell = row.cells[place]
        self.summarise(f"{row.name} · {found.subjects[place].name} · {_told(cell)}", _whole(found))

    def _here(self) -> tuple[ClassRow, int] | None:
        table, found = self.query_one(ClassTable), self._found
        if found is None or not found.rows or not found.subjects:
            return None
        return found.rows[table.row], table.column

    def on_class_table_moved(self, _event: ClassTable.Moved) -> None:
        """Tell about the cell."""
        self._tell()

    def action_open(self) -> None:
        """The results of the subject, of the pupil's own group."""
        here = self._here()
        if here is None:
            return
        row, place = here
        if place >= len(row.cells):
            self.action_council()
            return
        cell = row.cells[place]
        if cell is None or cell.course is None:
            self.app.bell()
            self.say(_("{name} does not learn this subject.").format(name=row.name), _("Choose another pupil."))
            return
        if cell.attended is not None:
            self.app.push_screen(HoursScreen(self.desk, cell.course, self._who))
            return
        if cell.number in KINDS:
            kind = ResultKind.FINAL if KINDS[cell.number] is ResultKind.FINAL else ResultKind.YEAR
            self.app.push_screen(YearResultsScreen(self.desk, cell.course, self._who, kind))
            return
        self.app.push_screen(ResultsScreen(self.desk, cell.course, self._who, cell.number))

    def action_council(self) -> None:
        """The decisions about this class."""
        self.app.push_screen(CouncilScreen(self.desk, self._who, self._class))

    def action_lists(self) -> None:
        """The pupils by level, by name."""
        found = self._found
        if found is not None:
            title = _("Class {group}, {period}").format(group=found.title, period=found.period_title)
            self.app.push_screen(ShowText(title, _lists(found), _("No marks are given in class 1.")))

    def action_find(self) -> None:
        """Go to a pupil by typing."""
        if self._found is not None:
            rows = [(row.name,) for row in self._found.rows]
            self._choose(_("Pupil"), rows, self._go_to)

    def _go_to(self, index: int) -> None:
        table = self.query_one(ClassTable)
        table.go(index, table.column)

    def action_period(self) -> None:
        """Another period that has begun."""
        found = self._found
        if found is None:
            return

        def chosen(index: int) -> None:
            self._number = found.periods[index][0]
            self.run_worker(self.load())

        self._choose(_("Period"), [(title,) for _number, title in found.periods], chosen)

    def action_choose_class(self) -> None:
        """Another class; it may be divided otherwise, so its own period in hand is shown."""
        found = self._found
        if found is None:
            return

        def chosen(index: int) -> None:
            self._class, self._number = found.classes[index][0], None
            self.run_worker(self.load())

        self._choose(_("Class"), [(title,) for _key, title in found.classes], chosen)

    def _choose(self, title: str, rows: list[tuple[str]], then: Callable[[int], None]) -> None:
        def chosen(index: int | None) -> None:
            if index is not None:
                then(index)

        self.app.push_screen(Choose(title, rows, searches=True), chosen)

    @override
    def help_words(self) -> list[str]:
        return [
            _("Results of the period; in brackets what the marks propose while the teacher has not decided."),
            _("5? waits for the deputy head; off: the result is put off until a day."),
            _("· no marks yet, — the pupil does not learn the subject, empty: no result in this period."),
            _("The figures below count proposals too; excused, passed and empty ones are left out."),
            _("Class 1 has no marks: missed of the lessons held, below the hours given and the part attended."),
            _("Degree of learning = (5×100 + 4×64 + 3×36 + 2×16 + n/a×7) / number of results."),
        ]


def _percent(thousandths: int | None) -> str:
    return "" if thousandths is None else decimal(thousandths, 1)


def _attended(cells: Iterable[ClassCell | None]) -> list[Attended]:
    return [cell.attended for cell in cells if cell is not None and cell.attended is not None]


def _part(found: Sequence[Attended]) -> str:
    """What part of the lessons was attended."""
    held, missed = sum(one.lessons for one in found), sum(one.missed for one in found)
    return _percent(percent(held, held - missed))


def _feet_of_hours(found: ClassResults) -> list[tuple[str, list[str]]]:
    columns = [_attended(column) for column in zip(*(row.cells for row in found.rows), strict=True)]
    given = [max((one.lessons for one in column), default=0) for column in columns]
    return [
        (_("Hours given"), [str(count) for count in given]), (_("Attendance, %"), [_part(column) for column in columns])
    ]


def _feet(found: ClassResults) -> list[tuple[str, list[str]]]:
    if found.markless:
        return _feet_of_hours(found)
    figures = [one.figures for one in found.subjects]
    return [
        (_("Success, %"), [_percent(one.success) for one in figures]),
        (_("Quality, %"), [_percent(one.quality) for one in figures]),
        (_("Degree, %"), [_percent(one.degree) for one in figures]),
        (_("Average mark"), ["" if one.average is None else decimal(one.average) for one in figures]),
    ]


def _told(cell: ClassCell | None) -> str:
    if cell is None:
        return _("does not learn this subject")
    if cell.attended is not None:
        return attended_words(cell.attended)
    if not cell.due:
        return _("no result is given in this period")
    if cell.result is not None:
        proposed = cell.result.proposed
        given = _("given {mark}").format(mark=Mark(cell.result.value).text)
        return given if proposed is None else given + ", " + _("proposed was {mark}").format(mark=proposed)
    if cell.raised is not None:
        return _("{mark} waits for the deputy head; the family sees it once it is approved").format(
            mark=Mark(cell.raised).text
        )
    if cell.until is not None:
        return _("put off until {day}").format(day=short_date(cell.until))
    if cell.proposed is not None:
        return _("proposed {mark}, not given yet").format(mark=cell.proposed)
    return _("no marks yet")


def _whole(found: ClassResults) -> str:
    """The class in a line."""
    if found.markless:
        part = _part(_attended(cell for row in found.rows for cell in row.cells))
        told = _("attendance {percent} %").format(percent=part) if part else _("no lesson was held yet")
        return _("taught without marks · {told}").format(told=told)
    due = found.due
    given = _("given {count} of {total}").format(count=sum(cell.result is not None for cell in due), total=len(due))
    whole = found.whole
    if whole.quality is None:
        return given
    levels = _("exc. {excellent}, good {good}, fail. {failing} · quality {quality}%, success {success}%").format(
        excellent=whole.levels[Level.EXCELLENT], good=whole.levels[Level.GOOD], failing=whole.levels[Level.FAILING],
        quality=_percent(whole.quality), success=_percent(whole.success),
    )  # fmt: skip
    return f"{levels} · {given}"


def _lists(found: ClassResults) -> list[str]:
    """Excellent, good, with a single four or three, failing with the subjects."""
    if found.markless:
        return []
    def names(fits: Callable[[ClassRow], bool], about: Callable[[ClassRow], str] = lambda _row: "") -> str:
        return ", ".join(row.name + about(row) for row in found.rows if fits(row)) or "—"

    def where(*values: Value) -> Callable[[ClassRow], str]:
        def subjects(row: ClassRow) -> str:
            places = zip(found.subjects, row.values, strict=True)
            return " (" + ", ".join(one.short for one, value in places if value in values) + ")"

        return subjects

    lines = [
        _("Excellent: {names}").format(names=names(lambda row: level(row.values) is Level.EXCELLENT)),
        _("Good: {names}").format(names=names(lambda row: level(row.values) is Level.GOOD)),
        _("With a single 4: {names}").format(
            names=names(lambda row: only_one(row.values, Value.FOUR), where(Value.FOUR))
        ),
        _("With a single 3: {names}").format(
            names=names(lambda row: only_one(row.values, Value.THREE), where(Value.THREE))
        ),
        _("Failing: {names}").format(
            names=names(
                lambda row: level(row.values) is Level.FAILING,
                where(Value.ONE, Value.TWO, Value.NOT_ATTESTED, Value.FAIL),
            )
        ),
    ]
    if any(cell.result is None for cell in found.due):
        lines.append(_("Not all results are given: the marks proposed so far are counted."))
    return lines
