"""F5: a column filled in one go, from one value, a line or a spreadsheet; what would be written is shown first."""

from collections.abc import Mapping
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static
from typing_extensions import override

from ....domain.errors import Conflict, Refusal
from ....domain.journal.filling import Reading, Step, propose, read_line, read_paste
from ....domain.journal.lessons import Column, LessonGrid, LessonId
from ....domain.text.words import short_date, weekday_short
from ....i18n import N_, _, ngettext
from ....services.journal.filling import FillColumn, filling
from ....services.journal.marks import PutMarks
from ....services.session import Guarded, Query
from ...commands import Command
from ...desk import Desk
from ...safe import T
from ...widgets.pick_list import ListColumn, PickList
from ..asking import start
from ..base import JournalScreen
from .cursor import show_cursor
from .fill_field import LINE_LIMIT, FillField
from .fill_words import counted, pasted_lines
from .why import ask_why, wants_why

WRITE = Command("write", ("enter",), N_("write"), N_("Write what is shown; one Ctrl+Z takes it back."), 90, True)
REPLACE = Command(
    "replace", ("f2",), N_("replace too"),
    N_("Replace what stands in the cells too, or fill the empty ones only."), 80,
)  # fmt: skip
HIGHER = Command("higher", ("up",), N_("begin above"), N_("Begin with the pupil above."))
LOWER = Command("lower", ("down",), N_("begin below"), N_("Begin with the pupil below."))


@dataclass(frozen=True)
class Target:
    """Which column is filled, and how it is looked at."""

    query: Query[LessonGrid]
    lesson: LessonId
    work_code: str
    start: int
    """The pupil with whom a line begins."""
    hidden: bool
    """Whether a projector shows the screen to all: pupils go by their numbers."""


class FillScreen(JournalScreen):
    """What is to be written into a column, pupil by pupil."""

    COMMANDS_HERE = (WRITE, REPLACE, HIGHER, LOWER)

    def __init__(self, desk: Desk, target: Target, name: str) -> None:
        super().__init__(desk)
        self._target = target
        self._who = name
        self._grid: LessonGrid | None = None
        self._start = target.start
        self._pasted = ""
        self._replace = False
        self._warned = False
        """Whether the person knows that some lines cannot be read: the next Enter writes the others."""
        self.told = ""
        """What was written, for the screen beneath."""

    @override
    def body(self) -> ComposeResult:
        with Horizontal(classes="field"):
            yield Static(T(_("Marks")), classes="label narrow")
            yield FillField(max_length=LINE_LIMIT, id="line")
        columns = (ListColumn("№", 3, True), ListColumn(_("pupil"), 26), ListColumn(_("stands"), 8),
                   ListColumn(_("will be"), 9), ListColumn("", 0))  # fmt: skip
        yield PickList(columns, searches=False)

    @property
    def _field(self) -> FillField:
        return self.query_one(FillField)

    @property
    def _place(self) -> str:
        return f"fill:{self._target.lesson}:{self._target.work_code}"

    @override
    async def load(self) -> None:
        """Look at the column as it is now; what was typed stays."""
        found = await self.ask(self._target.query)
        if found is None:
            return
        first, self._grid = self._grid is None, found
        self.head = found.head
        column = self._column
        if column is None:
            self.say(_("This work was removed from the lesson."), _("Esc goes back."))
            return
        kind = f" · {column.kind}" if column.kind else ""
        day = f"{weekday_short(column.day)} {short_date(column.day)}"
        self.title_line(f"{found.title} · {day}{kind}", self._who)
        if first:
            await self._bring_back()
            self._field.focus()
        self._show()

    async def _bring_back(self) -> None:
        """What was typed here when the person last left."""
        draft = await self._attempt(lambda: self.desk.draft(self._place)) or ""
        if "\n" in draft or "\t" in draft:
            self._pasted = draft
        elif draft and not self._field.value:
            self._field.value = draft

    @property
    def _number(self) -> int | None:
        """Which column of the grid it is."""
        columns = self._grid.columns if self._grid else ()
        where = (self._target.lesson, self._target.work_code)
        return next((n for n, c in enumerate(columns) if (c.lesson, c.work_code) == where), None)

    @property
    def _column(self) -> Column | None:
        number = self._number
        return self._grid.columns[number] if self._grid and number is not None else None

    def _reading(self, grid: LessonGrid) -> Reading:
        if self._pasted:
            return read_paste(self._pasted, grid.rows, self._start)
        return read_line(self._field.value, grid.rows, self._start)

    def _steps(self, reading: Reading) -> tuple[Step, ...]:
        number = self._number
        if self._grid is None or number is None:
            return ()
        return propose(self._grid, number, reading, self._replace)

    def _show(self) -> None:
        grid = self._grid
        if grid is None or self._column is None:
            return
        reading = self._reading(grid)
        steps = self._steps(reading)
        faults = [("", f"! {fault.words(self._target.hidden)}") for fault in reading.faults]
        rows = [self._line(number, step) for number, step in enumerate(steps, 1)]
        self.query_one(PickList).show([*faults, *rows], 0 if faults else self._start)
        self._field.placeholder = T(pasted_lines(self._pasted)).plain
        self.summarise(*self._summed_up(grid, reading, steps))
        self.call_after_refresh(show_cursor, self)

    def _line(self, number: int, step: Step) -> tuple[str, ...]:
        name = "" if self._target.hidden else step.row.name
        will = step.entry.text if step.entry and step.writes else ""
        return str(number), name, step.cell.text, will, step.why

    @override
    def requests(self) -> Mapping[str, Guarded]:
        grid, column = self._grid, self._column
        if grid is None or column is None or not grid.rows:
            return {}
        nothing = PutMarks(column.lesson, grid.rows[0].pupil, (), (), column.work_code)
        return {WRITE.action: FillColumn((nothing,))}

    @override
    async def weigh(self) -> None:
        """Say at once why nothing can be written here."""
        await super().weigh()
        self._show()

    def _why_shut(self, column: Column) -> str:
        """Why the column takes nothing, "" where it does."""
        if column.day > self.desk.clock.today():
            return _("The lesson has not been held yet: marks come on its day.")
        if not column.state.takes_place:
            return _("The lesson was not held: it was cancelled or moved.")
        return self._refused.get(WRITE.action, "")

    def _summed_up(self, grid: LessonGrid, reading: Reading, steps: tuple[Step, ...]) -> tuple[str, str]:
        column = self._column
        if column and (shut := self._why_shut(column)):
            return shut, _("Esc goes back.")
        return counted(reading, steps, self._replace, self._named(grid, self._start))

    def _named(self, grid: LessonGrid, place: int) -> str:
        number = str(place + 1)
        return number if self._target.hidden or place >= len(grid.rows) else f"{number} {grid.rows[place].name}"

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what the line means so far; typing forgets a paste."""
        if event.value:
            self._pasted = ""
        self._warned = False
        self._show()

    def on_fill_field_pasted(self, event: FillField.Pasted) -> None:
        """Show what the lines of the spreadsheet mean."""
        self._pasted, self._warned = event.text, False
        self._show()

    def action_higher(self) -> None:
        """Begin the line with the pupil above."""
        self._begin(self._start - 1)

    def action_lower(self) -> None:
        """Begin the line with the pupil below."""
        self._begin(self._start + 1)

    def _begin(self, start: int) -> None:
        if self._grid is not None:
            self._start, self._warned = max(0, min(start, len(self._grid.rows) - 1)), False
            self._show()

    def action_replace(self) -> None:
        """Replace what stands too, or not."""
        self._replace, self._warned = not self._replace, False
        self._show()

    async def _write_with_why(self) -> None:
        """Marks of an earlier day are replaced: the reason is asked once for the column (C05)."""
        reason = await ask_why(self)
        if reason:
            await self._write(reason)

    async def action_write(self) -> None:
        """Write what is shown, all of it or nothing."""
        await self._write()

    async def _write(self, reason: str = "") -> None:
        grid, column = self._grid, self._column
        if grid is None or column is None:
            return
        reading = self._reading(grid)
        steps = self._steps(reading)
        deed = filling(column, steps, reason)
        faults = [fault.words(self._target.hidden) for fault in reading.faults]
        if not deed.changes:
            self.app.bell()
            self.say(_("There is nothing to write."), faults[0] if faults else "")
            return
        if faults and not self._warned:
            self._warned = True
            self.app.bell()
            self.say(faults[0], _("Enter once more writes the others and leaves out what cannot be read."))
            return
        if not reason and any(s.writes and s.entry and s.entry.marks and wants_why(
            self.desk.clock, s.cell.marks, s.entry.marks) for s in steps):  # fmt: skip
            start(self, self._write_with_why())
            return
        try:
            receipt = self._saved(await self.desk.do(deed))
        except Conflict as conflict:
            await self._look_again(conflict)
            return
        except Refusal:
            receipt = await self.do(deed)
        if receipt is not None:
            self._pasted, self._field.value = "", ""
            count = len(deed.changes)
            self.told = ngettext("{count} cell was written.", "{count} cells were written.", count).format(count=count)
            await self.action_back()

    async def _look_again(self, conflict: Refusal) -> None:
        """Somebody was faster: show what stands there now; nothing typed is lost."""
        await self.load()
        self.app.bell()
        self.say(conflict.title, _("Nothing was written: look at the list, Enter writes what it shows."))

    async def _keep(self) -> None:
        text = self._pasted or self._field.value
        await self._attempt(lambda: self.desk.keep_draft(self._place, text))

    @override
    async def action_back(self) -> None:
        """Go back; what was typed is kept."""
        await self._keep()
        self.dismiss(None)

    @override
    async def before_leaving(self) -> None:
        """What is unfinished is kept."""
        await self._keep()

    @override
    def help_words(self) -> list[str]:
        return [
            _("One value fills the empty cells of everybody who was there: 5, 4, н."),
            _("Several values go down the list: “5 4 = н 3”. = passes a pupil over; “54” is two marks in one cell."),
            _("A column copied from a spreadsheet is pasted here: a mark a line, or name and mark."),
        ]
