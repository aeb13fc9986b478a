"""What is written into the cells of a grid, and the questions that it takes."""

from asyncio import Lock
from collections.abc import Awaitable, Callable
from functools import partial

from ....domain.attendance.attendance import Absence
from ....domain.errors import Conflict
from ....domain.journal.lessons import Cell, Column, LessonGrid, LessonId, Row
from ....domain.journal.marks import MADE_UP, PLAIN_ANSWER, Mark, Why, make_up_code, why_words
from ....domain.people.people import PupilId
from ....domain.text.words import short_date
from ....i18n import _
from ....services.attendance.attendance import PutAbsence
from ....services.journal.make_ups import MakeUpLessons
from ....services.journal.marks import PutMarks
from ....services.session import Receipt
from ...desk import Desk
from ...dialogs.choose import Choose
from ...widgets.lesson_grid import LessonGridView
from ..base import JournalScreen
from .mistakes import can_correct, work_on_mistakes
from .settling import Entry, settle, written
from .why import ask_why, wants_why


class CellWriter(JournalScreen):
    """Marks and absences of cells through the door: what was seen, who was faster, what has to be asked before."""

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
        if marks and self._misses(grid, row, column, cell):
            self._ask_in_turn(lambda: self._make_up(row, column, cell, marks))
            return None
        if cell.enrolled and where not in own and wants_why(self.desk.clock, cell.marks, marks):
            self._ask_in_turn(lambda: self._put_with_why(grid, (row, column, cell), marks, expects))
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

    def _ask_in_turn(self, question: Callable[[], Awaitable[None]]) -> None:
        """Ask beside the keys that follow; a question that comes meanwhile waits until this one is answered."""

        async def asked() -> None:
            async with self._settling:
                await question()

        self.run_worker(asked(), group="settling")

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
        self, grid: LessonGrid, at: tuple[Row, Column, Cell], marks: tuple[Mark, ...], expects: tuple[Mark, ...]
    ) -> None:
        """Ask for the reason first (C05); work on mistakes has a mark of its own, if it is wanted so."""
        row, column, cell = at
        reason = await ask_why(self)
        if reason == Why.CORRECTIONS and can_correct(column, cell, marks) and await work_on_mistakes(
            self, column, cell, row.pupil, self.called(row), marks
        ):  # fmt: skip
            return
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
            self._ask_in_turn(partial(self._settle, change, conflict, row, column))
        return receipt

    async def _settle(self, change: Entry, conflict: Conflict, row: Row, column: Column) -> None:
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
