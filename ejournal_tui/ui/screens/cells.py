"""What the lesson grid and the lesson page do alike: marks and absences typed into cells."""

from asyncio import Lock
from dataclasses import replace

from textual.widgets import Input

from ...domain.attendance import Absence
from ...domain.errors import Conflict
from ...domain.lessons import Cell, Column, LessonGrid, LessonId, Place, Row
from ...domain.marks import MADE_UP, PLAIN_ANSWER, Mark, Value, make_up_code, why_words
from ...domain.people import PupilId
from ...domain.words import short_date
from ...i18n import _
from ...services.history.cells import CellLife, LessonLife
from ...services.journal.attendance import PutAbsence
from ...services.journal.make_ups import MakeUpLessons
from ...services.journal.marks import PutMarks
from ...services.session import Receipt
from ..desk import Desk
from ..dialogs.choose import Choose
from ..dialogs.text import ShowText
from ..keyboard import CellKey
from ..widgets.lesson_grid import LessonGridView
from .base import JournalScreen
from .settling import Entry, settle, written
from .why import ask_why, wants_why

ALPHABET = "5 4 3 2 н о д"


class GridScreen(JournalScreen):
    """What the grid and the lesson page do alike: marks and absences typed into cells."""

    grid: LessonGrid | None = None

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._who = ""
        """Who looks, as the header tells it."""
        self._settling = Lock()
        """Two questions about two cells come one after the other."""
        self._typed_on: LessonGrid | None = None
        self._own_marks: dict[tuple[PupilId, LessonId, str], tuple[Mark, ...]] = {}
        self._own_absences: dict[tuple[PupilId, LessonId], Absence | None] = {}

    def view(self) -> LessonGridView:
        """The grid on this screen."""
        return self.query_one(LessonGridView)

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
        mark = _("debt") if key is CellKey.DEBT else _("mark {mark}").format(mark=key.value)
        meaning = key.absence.words if key.absence else mark
        self.say(f"{self.called(row)}: {key.value} — {meaning}", advice or _("Ctrl+Z takes it back."))

    def called(self, row: Row) -> str:
        """How a pupil is called here: by name, by number where a projector shows the screen to all."""
        if self.grid is None or not self.view().projector:
            return row.name
        return _("No. {number}").format(number=[r.pupil for r in self.grid.rows].index(row.pupil) + 1)

    async def put_marks(
        self, grid: LessonGrid, row: Row, column: Column, cell: Cell, marks: tuple[Mark, ...]
    ) -> Receipt | None:
        """Make the cell hold these marks, unless something else stands there than the person saw on this grid."""
        own = self._own_since(grid)
        where = (row.pupil, column.lesson, column.work_code)
        expects = own.get(where, cell.seen)
        if marks == expects:
            self.say(_("{name}: it stands so already.").format(name=self.called(row)))
            return None
        if marks and cell.enrolled and self._misses(grid, row, column, cell):
            self.run_worker(self._make_up(row, column, cell, marks), exclusive=True)
            return None
        if cell.enrolled and where not in own and wants_why(self.desk.clock, cell.marks, marks):
            self.run_worker(self._put_with_why(grid, row, column, marks, expects), exclusive=True)
            return None
        return await self._write_marks(grid, row, column, marks, expects)

    async def _write_marks(
        self, grid: LessonGrid, row: Row, column: Column, marks: tuple[Mark, ...], expects: tuple[Mark, ...],
        reason: str = "",
    ) -> Receipt | None:
        change = PutMarks(column.lesson, row.pupil, marks, expects, column.work_code, reason=reason)
        receipt = await self._enter_cell(change, row, column)
        if receipt is not None:
            self._own_since(grid)[row.pupil, column.lesson, column.work_code] = marks
        await self.load()
        return receipt

    def _misses(self, grid: LessonGrid, row: Row, column: Column, cell: Cell) -> bool:
        """Whether the mark is of a work that the pupil was not there to write (C03)."""
        absence = self._own_absences_since(grid).get((row.pupil, column.lesson), grid.absence(row, column.lesson))
        declared = column.work is not None and column.work_code != PLAIN_ANSWER and MADE_UP not in column.work_code
        return declared and absence is not None and absence.missed and cell.enrolled

    async def _make_up(self, row: Row, column: Column, cell: Cell, marks: tuple[Mark, ...]) -> None:
        """Ask in which later lesson the work was made up, and file the mark there (C03)."""
        name, missed = self.called(row), short_date(column.day)
        if cell.made_up and cell.made_up_on:
            self.app.bell()
            told = "".join(mark.text for mark in cell.made_up)
            text = _("{name}: “{mark}” was made up on {day}.")
            self.say(text.format(name=name, mark=told, day=short_date(cell.made_up_on)), _("Change it there."))
            return
        lessons = await self.ask(MakeUpLessons(column.lesson, row.pupil))
        if lessons is None:
            return
        if not lessons:
            self.app.bell()
            self.say(
                _("{name} was not there: a mark does not stand with “н”.").format(name=name),
                _("It is made up in a later lesson; if the roll call is wrong, correct it first."),
            )
            return
        rows = [
            (_("made up on {day}, lesson {number}").format(day=short_date(one.day), number=one.number),)
            for one in lessons
        ]
        chosen = await self.dialog(Choose(_("{name} was not there on {day}").format(name=name, day=missed), rows))
        if chosen is None:
            self.say(_("Nothing was written."))
            return
        later, work = lessons[chosen], make_up_code(column.work_code, column.lesson)
        if await self.do(PutMarks(later.lesson, row.pupil, marks, (), work)):
            await self.load()
            told = _("{name}: “{mark}” for {work} of {missed}, made up on {day}.")
            text = "".join(mark.text for mark in marks)
            self.say(
                told.format(name=name, mark=text, work=column.kind, missed=missed, day=short_date(later.day)),
                _("Ctrl+Z takes it back."),
            )

    async def _put_with_why(
        self, grid: LessonGrid, row: Row, column: Column, marks: tuple[Mark, ...], expects: tuple[Mark, ...]
    ) -> None:
        """Ask for the reason first (C05)."""
        reason = await ask_why(self)
        if reason is None:
            self.say(_("{name}: the mark stays as it was.").format(name=self.called(row)))
        elif await self._write_marks(grid, row, column, marks, expects, reason):
            text = "".join(mark.text for mark in marks) or _("erased")
            self.say(f"{self.called(row)}: {text} — {why_words(reason)}", _("Ctrl+Z takes it back."))

    async def put_absence(
        self, grid: LessonGrid, row: Row, column: Column, letter: Absence | None
    ) -> Receipt | None:
        """Write or clear an absence, unless another stands there than the person saw on this grid."""
        own = self._own_absences_since(grid)
        where = (row.pupil, column.lesson)
        seen = own.get(where, grid.absence(row, column.lesson))
        if letter is seen:
            self.say(_("{name}: it stands so already.").format(name=self.called(row)))
            return None
        receipt = await self._enter_cell(PutAbsence(column.lesson, row.pupil, letter, seen), row, column)
        if receipt is not None:
            own[where] = letter
        await self.load()
        return receipt

    async def _enter_cell(self, change: Entry, row: Row, column: Column) -> Receipt | None:
        """Write into a cell; where somebody was faster, ask which of the two stays."""
        found: list[Conflict] = []

        async def deed() -> Receipt | None:
            try:
                return await self.desk.do(change)
            except Conflict as conflict:
                found.append(conflict)
                return None

        receipt = self._saved(await self._attempt(deed))
        for conflict in found:
            self.refuse(conflict)
            # Beside the keys that follow: what was typed on before the question came is written meanwhile.
            self.run_worker(self._settle(change, conflict, row, column), group="settling")
        return receipt

    async def _settle(self, change: Entry, conflict: Conflict, row: Row, column: Column) -> None:
        async with self._settling:
            await self.load()
            if self.grid is None:
                return
            receipt = await settle(self, change, conflict, (row, column, self.grid), self.called(row))
            if receipt is not None:
                await self.load()
                value = written(change) or "—"
                self.say(_("{name}: {mark}").format(name=self.called(row), mark=value), _("Ctrl+Z takes it back."))

    def _own_since(self, grid: LessonGrid) -> dict[tuple[PupilId, LessonId, str], tuple[Mark, ...]]:
        """What this person wrote while this grid stood before their eyes: a second key there is no conflict."""
        self._forget_other_than(grid)
        return self._own_marks

    def _own_absences_since(self, grid: LessonGrid) -> dict[tuple[PupilId, LessonId], Absence | None]:
        self._forget_other_than(grid)
        return self._own_absences

    def _forget_other_than(self, grid: LessonGrid) -> None:
        if self._typed_on is not grid:
            self._typed_on, self._own_marks, self._own_absences = grid, {}, {}

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
