"""The lesson grid of a course in a period: one keystroke is one mark, saved at once."""

from dataclasses import replace
from datetime import date, timedelta

from textual.app import ComposeResult
from typing_extensions import override

from ...domain.attendance import Absence
from ...domain.groups import CourseId
from ...domain.lessons import Cell, Column, LessonGrid, LessonId, Place, Row, Written
from ...domain.marks import Mark, Value
from ...domain.words import short_date, weekday_short
from ...i18n import _
from ...services.attendance import PutAbsence
from ...services.gradebook import ShowGrid
from ...services.history import CellLife
from ...services.marks import PutMarks
from ...services.session import Receipt
from ..commands import FIND, HISTORY, LESSON, NEXT_GAP, PERIOD, PROJECTOR
from ..desk import Desk
from ..dialogs.choose import Choose
from ..dialogs.text import ShowText
from ..keyboard import CellKey
from ..widgets.lesson_grid import LessonGridView
from .base import JournalScreen

ALPHABET = "5 4 3 2 н о д"


class GridScreen(JournalScreen):
    """What the grid and the lesson page do alike: marks and absences typed into cells."""

    grid: LessonGrid | None = None

    def view(self) -> LessonGridView:
        """The grid on this screen."""
        return self.query_one(LessonGridView)

    def cell_at(self, row: int, column: int) -> tuple[Row, Column, Cell] | None:
        """What the grid shows at a place."""
        grid = self.grid
        if grid is None or row >= len(grid.rows) or column >= len(grid.columns):
            return None
        return grid.rows[row], grid.columns[column], grid.rows[row].cells[column]

    async def on_lesson_grid_view_typed(self, event: LessonGridView.Typed) -> None:
        """Save what was typed."""
        key = event.key
        if key in (CellKey.PLUS, CellKey.MINUS):
            await self._sign(str(key.value))
            return
        found = self.cell_at(event.row, event.column)
        if found is None:
            return
        row, column, cell = found
        if key.absence is not None:
            done = await self.put_absence(row, column, cell, key)
        else:
            value = Value.DEBT if key is CellKey.DEBT else Value(int(key.value))
            done = await self.put_marks(row, column, cell, (Mark(value),))
        here = Place(event.row, event.column)
        if done:
            self._last = here
            self.say_understood(row, key)
        if done or self._stands_so(here, key):
            self._hushed = self._after(here)
        else:
            self._stay(here)

    _last: Place | None = None
    _hushed: Place | None = None
    """Where the cursor is about to arrive without wiping away what was just said."""

    def _after(self, here: Place) -> Place:
        """Where a written mark has moved the cursor."""
        down, right = self.view().direction
        grid = self.grid
        assert grid is not None
        return Place(min(here.row + down, len(grid.rows) - 1), min(here.column + right, len(grid.columns) - 1))

    def _stay(self, here: Place) -> None:
        """Bring the cursor back to a refused cell, unless the hand has gone on typing further down."""
        if here != self._after(here) == self.view().place:
            self._hushed = here
            self.view().move_to(here.row, here.column)

    def _stands_so(self, here: Place, key: CellKey) -> bool:
        """Whether the cell says already what was typed: the hand is right to go on to the next pupil."""
        found = self.cell_at(here.row, here.column)
        if found is None:
            return False
        row, column, cell = found
        if key.absence is not None:
            return self._absence_of(row, column) is key.absence
        value = Value.DEBT if key is CellKey.DEBT else Value(int(key.value))
        return tuple(written.mark for written in cell.marks) == (Mark(value),)

    def say_understood(self, row: Row, key: CellKey) -> None:
        """Say what the keystroke meant."""
        mark = _("debt") if key is CellKey.DEBT else _("mark {mark}").format(mark=key.value)
        meaning = key.absence.words if key.absence else mark
        self.say(f"{row.name}: {key.value} — {meaning}", _("Ctrl+Z takes it back."))

    async def put_marks(self, row: Row, column: Column, cell: Cell, marks: tuple[Mark, ...]) -> Receipt | None:
        """Make the cell hold these marks."""
        expects = tuple(written.mark for written in cell.marks)
        if marks == expects:
            self.say(_("{name}: it stands so already.").format(name=row.name))
            return None
        receipt = await self.do(PutMarks(column.lesson, row.pupil, marks, expects, column.work))
        await self.load()
        return receipt

    async def put_absence(self, row: Row, column: Column, cell: Cell, key: CellKey | None) -> Receipt | None:
        """Write or clear an absence."""
        letter = key.absence if key else None
        seen = self._absence_of(row, column)
        if letter == seen:
            self.say(_("{name}: it stands so already.").format(name=row.name))
            return None
        receipt = await self.do(PutAbsence(column.lesson, row.pupil, letter, seen))
        await self.load()
        return receipt

    def _absence_of(self, row: Row, column: Column) -> Absence | None:
        """The lesson's absence stands in the first of its columns."""
        assert self.grid is not None
        pairs = zip(self.grid.columns, row.cells, strict=True)
        return next((c.absence for other, c in pairs if other.lesson == column.lesson and c.absence), None)

    async def _sign(self, sign: str) -> None:
        found = self.cell_at(self._last.row, self._last.column) if self._last else None
        if found is None or not found[2].marks:
            self.say(_("+ and - belong to a mark: write the mark first."))
            return
        row, column, cell = found
        marks = tuple(w.mark for w in cell.marks)
        last = replace(marks[-1], sign="" if marks[-1].sign == sign else sign)
        await self.put_marks(row, column, cell, (*marks[:-1], last))

    async def on_lesson_grid_view_erase(self, event: LessonGridView.Erase) -> None:
        """Empty the cell: the mark first, then the absence."""
        found = self.cell_at(event.row, event.column)
        if found is None:
            return
        row, column, cell = found
        if cell.marks:
            receipt = await self.put_marks(row, column, cell, ())
        elif cell.absence:
            receipt = await self.put_absence(row, column, cell, None)
        else:
            return
        if receipt:
            self.say(_("{name}: erased.").format(name=row.name), _("Ctrl+Z takes it back."))

    async def on_lesson_grid_view_hinted(self, event: LessonGridView.Hinted) -> None:
        """A key that could mean two things is answered, never guessed."""
        self.say(event.hint.words)

    async def action_history(self) -> None:
        """The life of the cell under the cursor, in sentences."""
        place = self.view().place
        found = self.cell_at(place.row, place.column)
        if found is None:
            return
        row, column, _cell = found
        told = await self.ask(CellLife(column.lesson, row.pupil))
        if told is not None:
            title = f"{row.name} · {short_date(column.day)}"
            empty = _("Nothing was ever written here.")
            self.app.push_screen(ShowText(title, [line.sentence() for line in told], empty))

    async def action_find(self) -> None:
        """Go to a pupil by typing."""
        if self.grid is None:
            return

        def chosen(index: int | None) -> None:
            if index is not None:
                self.view().move_to(index, self.view().place.column)

        self.app.push_screen(Choose(_("Pupil"), [(row.name,) for row in self.grid.rows], searches=True), chosen)

    def action_projector(self) -> None:
        """Hide or show the names."""
        self.view().hide_names(not self.view().projector)


class LessonGridScreen(GridScreen):
    """A subject and class in a period."""

    COMMANDS_HERE = (LESSON, FIND, HISTORY, NEXT_GAP, PERIOD, PROJECTOR)

    def __init__(self, desk: Desk, course: CourseId, day: date, name: str, lesson: LessonId | None = None) -> None:
        super().__init__(desk)
        self._course = course
        self._day = day
        self._who = name
        self._lesson = lesson

    @override
    def body(self) -> ComposeResult:
        yield LessonGridView(today=self.desk.clock.today())

    @override
    async def load(self) -> None:
        """Ask for the grid again; only what differs is drawn."""
        found = await self.ask(ShowGrid(self._course, self._day))
        if found is None:
            return
        first = self.grid is None or self.grid.period != found.period
        self.grid = found
        self.head = found.head
        self.title_line(f"{found.title} · {found.period_title}", self._who)
        view = self.view()
        if first:
            # The weeks before the lesson are what a teacher looks at: they stand to its left.
            view.show(found, Place(0, 0))
            view.look_back(self._start(found))
        else:
            view.show(found)
        if not found.rows or not found.columns:
            self.say(_("There is nothing here yet."), self._why_empty(found))
        elif first:
            self._tell(view.place)
        if first:
            view.focus()

    def _why_empty(self, grid: LessonGrid) -> str:
        if not grid.rows:
            return _("No pupils are in this group: ask the class teacher.")
        return _("No lessons are in the timetable in this period: ask the dispatcher.")

    def _start(self, grid: LessonGrid) -> Place:
        """The column of the lesson asked for, else of today or the last held before it."""
        today = self.desk.clock.today()
        best = 0
        for number, column in enumerate(grid.columns):
            if self._lesson is not None and column.lesson == self._lesson:
                return Place(0, number)
            if column.day <= today:
                best = number
        return Place(0, best)

    @override
    def show_footer(self, lead: str = "") -> None:
        """The mark alphabet leads."""
        super().show_footer(ALPHABET)

    def on_lesson_grid_view_moved_to(self, event: LessonGridView.MovedTo) -> None:
        """Tell about the cell; a move that a later one has overtaken says nothing."""
        here = Place(event.row, event.column)
        if here == self.view().place:
            hushed, self._hushed = self._hushed, None
            if here != hushed:
                self._tell(here)

    def _tell(self, place: Place) -> None:
        found = self.cell_at(place.row, place.column)
        if found is None:
            return
        row, column, cell = found
        day = f"{weekday_short(column.day)} {short_date(column.day)}"
        lesson = _("{day}, lesson {number}").format(day=day, number=column.number)
        kind = _("{kind} (weight {weight})").format(kind=column.kind_name, weight=column.weight) if column.kind else ""
        marks = "; ".join(self._written(w) for w in cell.marks)
        state = cell.absence.words if cell.absence else "" if cell.enrolled else _("not in the group on this day")
        self.say(
            " · ".join(filter(None, [row.name, lesson, kind, marks, state])),
            " · ".join(filter(None, [column.topic, self._homework(column)])),
        )

    def _homework(self, column: Column) -> str:
        return _("homework: {text}").format(text=column.homework) if column.homework else ""

    def _written(self, written: Written) -> str:
        moment = self.desk.clock.local(written.at)
        when = f"{short_date(moment.date())} {moment:%H:%M}"
        return _("{mark}: {who}, {when}").format(mark=written.mark.text, who=written.author, when=when)

    def on_lesson_grid_view_open(self, event: LessonGridView.Open) -> None:
        """Enter tells about the cell."""
        self._tell(Place(event.row, event.column))

    def action_lesson(self) -> None:
        """The page of the lesson under the cursor."""
        from .lesson_page import LessonPageScreen

        found = self.cell_at(*_pair(self.view().place))
        if found:
            self.app.push_screen(LessonPageScreen(self.desk, found[1].lesson, self._who))

    def action_next_gap(self) -> None:
        """The next held lesson without a topic, going round."""
        grid, here = self.grid, self.view().place.column
        if grid is None:
            return
        today = self.desk.clock.today()
        order = [*range(here + 1, len(grid.columns)), *range(here + 1)]
        gap = next((n for n in order if grid.columns[n].day <= today and not grid.columns[n].topic), None)
        if gap is None:
            self.say(_("Every lesson up to today has its topic."))
        else:
            self.view().move_to(self.view().place.row, gap)

    async def action_period(self) -> None:
        """The next study period, going round."""
        if self.grid is None:
            return
        self._day = self.grid.period.ends + timedelta(days=1)
        before = self.grid.period
        await self.load()
        if self.grid.period == before:
            self._day = date(before.starts.year - (before.starts.month < 9), 9, 1)
            await self.load()

    @override
    def help_words(self) -> list[str]:
        return [
            _("A digit writes a mark and goes down; н absent, о late, д a debt; Del erases; all is saved at once."),
            _("Arrows move, PgUp and PgDn turn pupils, х and ъ go a week back and on."),
        ]


def _pair(place: Place) -> tuple[int, int]:
    return place.row, place.column
