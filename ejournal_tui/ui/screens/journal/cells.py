"""What the lesson grid and the lesson page do alike: marks and absences typed into cells."""

from dataclasses import replace

from textual.widgets import Input

from ....domain.journal.lessons import Cell, Column, LessonId, Place, Row
from ....domain.journal.marks import Mark, Value
from ....domain.people.people import PupilId
from ....domain.text.words import short_date
from ....i18n import _
from ....services.history.cells import CellLife, LessonLife
from ...dialogs.choose import Choose
from ...dialogs.text import ShowText
from ...keyboard import CellKey
from ...widgets.lesson_grid import LessonGridView
from .cell_writing import CellWriter

ALPHABET = "5 4 3 2 н о д"
PASSING = f"+ {Mark(Value.PASS).text} - {Mark(Value.FAIL).text} н о д"
"""Where works are passed or not passed."""


class GridScreen(CellWriter):
    """What the grid and the lesson page do alike: marks and absences typed into cells."""

    @property
    def alphabet(self) -> str:
        """The keys that write here, as the footer tells them."""
        columns = self.grid.columns if self.grid is not None else ()
        here = min(self.view().place.column, len(columns) - 1)
        return PASSING if columns and columns[here].passes else ALPHABET

    async def on_lesson_grid_view_typed(self, event: LessonGridView.Typed) -> None:
        """Save what was typed, at the cell that the person saw."""
        found = event.grid.at(event.place)
        if found is None:
            return
        row, column, cell = found
        key = event.key
        if self._of_papers(column):
            self._stay(event.place)
            return
        if key in (CellKey.PLUS, CellKey.MINUS):
            await self._sign(event, found, str(key.value))
            return
        if event.part:
            await self._put_of_two(event, found)
            return
        if key.absence is not None:
            done = await self.put_absence(event.grid, row, column, key.absence)
        else:
            done = await self.put_marks(event.grid, row, column, cell, (key.mark,))
        if done:
            self.say_understood(row, key)
        if done or self._stands_so(row, column, key):
            self._hushed = self._after(event.place)
        else:
            self._stay(event.place)

    async def _put_of_two(self, event: LessonGridView.Typed, found: tuple[Row, Column, Cell]) -> None:
        """Save the first of two marks, or set the second beside it; a first that was refused takes no second."""
        row, column, cell = found
        where, key = (row.pupil, column.lesson, column.work_code), event.key
        if event.part == 1:
            done = await self.put_marks(event.grid, row, column, cell, (key.mark,))
            begun = bool(done) or self._stands_so(row, column, key)
            self._first = (where, key.mark.value) if begun else None
            if done:
                self.say_understood(row, key, _("Now the second mark; Enter leaves one. Ctrl+Z takes it back."))
            elif not begun:
                self.view().begin_anew(event.place)
            return
        seen = self._own_since(event.grid).get(where, cell.seen)
        if self._first is None or (where, *(mark.value for mark in seen)) != self._first:
            self.app.bell()
            self.view().begin_anew(event.place)
            self._stay(event.place)
        elif not key.digit:
            self.app.bell()
            self.say(_("The second mark is a digit."), _("Enter leaves one mark and goes on."))
        elif await self.put_marks(event.grid, row, column, cell, (seen[0], key.mark)):
            text = f"{seen[0].text}{key.value}"
            told = _("{name}: {marks} — two marks").format(name=self.called(row), marks=text)
            self.say(told, _("Ctrl+Z takes back the second, once more the first."))
            self._hushed = self._after(event.place)
        else:
            self._stay(event.place)

    _first: tuple[tuple[PupilId, LessonId, str], Value] | None = None
    """The first of two marks that was written last."""

    def _of_papers(self, column: Column) -> bool:
        """Whether a column is of certificates: there is nothing to write in it, which is said."""
        if column.of_certificates:
            self.app.bell()
            self.say(_("These marks came with a certificate."), column.topic)
        return column.of_certificates

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

    def _stands_so(self, row: Row, column: Column, key: CellKey) -> bool:
        """Whether the journal says already what was typed: the hand is right to go on to the next pupil."""
        assert self.grid is not None
        found = self.grid.find(row.pupil, column)
        if found is None:
            return False
        if key.absence is not None:
            return self.grid.absence(found[0], column.lesson) is key.absence
        return found[2].seen == (key.mark,)

    def say_understood(self, row: Row, key: CellKey, advice: str = "") -> None:
        """Say what the keystroke meant; a «1», which is rare, is asked about once in a sitting."""
        if key is CellKey.ONE and self.desk.first_one():
            self.app.bell()
            told = _("{name}: 1 was written. A one is rare: is it meant?").format(name=self.called(row))
            self.say(told, _("If not, Ctrl+Z takes it back. This is asked once."))
            return
        worded = {CellKey.DEBT: _("debt"), CellKey.PASSED: _("passed"), CellKey.NOT_PASSED: _("not passed")}
        mark = worded.get(key) or _("mark {mark}").format(mark=key.value)
        meaning = key.absence.words if key.absence else mark
        self.say(f"{self.called(row)}: {key.value} — {meaning}", advice or _("Ctrl+Z takes it back."))

    async def _sign(self, event: LessonGridView.Typed, found: tuple[Row, Column, Cell], sign: str) -> None:
        row, column, cell = found
        marks = self._own_since(event.grid).get((row.pupil, column.lesson, column.work_code), cell.seen)
        if not marks or not marks[-1].value.counts:
            self.say(_("+ and - belong to a mark: write the mark first."))
            return
        last = replace(marks[-1], sign="" if marks[-1].sign == sign else sign)
        if await self.put_marks(event.grid, row, column, cell, (*marks[:-1], last)):
            self.say(_("{name}: {mark}").format(name=self.called(row), mark=last.text), _("Ctrl+Z takes it back."))

    async def on_lesson_grid_view_erase(self, event: LessonGridView.Erase) -> None:
        """Empty the cell: the mark first, then the absence."""
        found = event.grid.at(event.place)
        if found is None:
            return
        row, column, cell = found
        if self._of_papers(column):
            return
        if self._own_since(event.grid).get((row.pupil, column.lesson, column.work_code), cell.seen):
            receipt = await self.put_marks(event.grid, row, column, cell, ())
        elif self._own_absences_since(event.grid).get((row.pupil, column.lesson), cell.absence):
            receipt = await self.put_absence(event.grid, row, column, None)
        else:
            return
        if receipt:
            self.say(_("{name}: erased.").format(name=self.called(row)), _("Ctrl+Z takes it back."))

    async def on_lesson_grid_view_hinted(self, event: LessonGridView.Hinted) -> None:
        """A key that could mean two things is answered, never guessed."""
        self.say(event.hint.words)

    async def action_history(self) -> None:
        """The life of the cell under the cursor, in sentences; from a text field that of the lesson."""
        if isinstance(self.focused, Input) and self.grid is not None and self.grid.columns:
            column = self.grid.columns[0]
            await self._lesson_history(column.lesson, f"{self.grid.title} · {short_date(column.day)}")
            return
        found = self.grid.at(self.view().place) if self.grid else None
        if found is None:
            return
        row, column, cell = found
        empty = _("Nothing was ever written here.")
        if cell.origin or column.of_certificates:
            self.app.push_screen(ShowText(self.called(row), self._brought_lines(cell), empty))
            return
        told = await self.ask(CellLife(column.lesson, row.pupil))
        of_lesson = await self.ask(LessonLife(column.lesson))
        if told is None or of_lesson is None:
            return
        title = f"{self.called(row)} · {short_date(column.day)}"
        lines = [line.sentence() for line in told] or [empty]
        if of_lesson:
            lines += ["", _("About the lesson:"), *(line.sentence() for line in of_lesson)]
        self.app.push_screen(ShowText(title, lines))

    async def _lesson_history(self, lesson: LessonId, title: str) -> None:
        """The life of a lesson's topic, homework and works, in sentences."""
        told = await self.ask(LessonLife(lesson))
        if told is not None:
            empty = _("Nothing was ever written here.")
            self.app.push_screen(ShowText(title, [line.sentence() for line in told], empty))

    def _brought_lines(self, cell: Cell) -> list[str]:
        """Where the marks of a cell come from that were given elsewhere, who wrote them and when."""
        lines = []
        for one in cell.marks:
            moment = self.desk.clock.local(one.at)
            mark = f"{one.comment} {one.mark.text}".strip()
            lines.append(
                _("{when} {who}: “{mark}” from {where}").format(
                    when=f"{short_date(moment.date())} {moment:%H:%M}", who=one.author, mark=mark, where=cell.origin
                )
            )
        return lines

    async def action_find(self) -> None:
        """Go to a pupil by typing."""
        if self.grid is None:
            return

        def chosen(index: int | None) -> None:
            if index is not None:
                self.view().move_to(index, self.view().place.column)
                self.view().focus()

        self.app.push_screen(Choose(_("Pupil"), [(row.name,) for row in self.grid.rows], searches=True), chosen)

    def action_projector(self) -> None:
        """Hide or show the names."""
        self.view().hide_names(not self.view().projector)
        self.say(_("The names are hidden.") if self.view().projector else _("The names are shown."))
