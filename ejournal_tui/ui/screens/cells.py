"""What the lesson grid and the lesson page do alike: marks and absences typed into cells."""

from dataclasses import replace

from ...domain.attendance import Absence
from ...domain.lessons import Cell, Column, LessonGrid, Place, Row
from ...domain.marks import Mark, Value
from ...domain.words import short_date
from ...i18n import _
from ...services.attendance import PutAbsence
from ...services.history import CellLife
from ...services.marks import PutMarks
from ...services.session import Receipt
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
        self.say(f"{self.called(row)}: {key.value} — {meaning}", _("Ctrl+Z takes it back."))

    def called(self, row: Row) -> str:
        """How a pupil is called here: by name, by number where a projector shows the screen to all."""
        if self.grid is None or not self.view().projector:
            return row.name
        return _("No. {number}").format(number=[r.pupil for r in self.grid.rows].index(row.pupil) + 1)

    async def put_marks(self, row: Row, column: Column, cell: Cell, marks: tuple[Mark, ...]) -> Receipt | None:
        """Make the cell hold these marks."""
        expects = tuple(written.mark for written in cell.marks)
        if marks == expects:
            self.say(_("{name}: it stands so already.").format(name=self.called(row)))
            return None
        receipt = await self.do(PutMarks(column.lesson, row.pupil, marks, expects, column.work))
        await self.load()
        return receipt

    async def put_absence(self, row: Row, column: Column, cell: Cell, key: CellKey | None) -> Receipt | None:
        """Write or clear an absence."""
        letter = key.absence if key else None
        seen = self._absence_of(row, column)
        if letter == seen:
            self.say(_("{name}: it stands so already.").format(name=self.called(row)))
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
            self.say(_("{name}: erased.").format(name=self.called(row)), _("Ctrl+Z takes it back."))

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
            title = f"{self.called(row)} · {short_date(column.day)}"
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
        self.say(_("The names are hidden.") if self.view().projector else _("The names are shown."))
