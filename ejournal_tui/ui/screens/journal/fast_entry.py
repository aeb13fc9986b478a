"""What makes the entry fast in the grid and on the lesson page: filling, repeating, the way marks go, gaps, kinds."""

from textual import work

from ....domain.journal.gaps import next_gap
from ....domain.journal.lessons import Cell, Column, LessonGrid, LessonId, Place, Row
from ....domain.text.words import short_date, weekday_short
from ....i18n import _
from ....services.journal.gradebook import ShowGrid, ShowLesson
from ....services.journal.lessons import DeclareWork
from ....services.session import Query
from ...dialogs.choose import Choose
from ...widgets.lesson_grid import LessonGridView
from .cells import GridScreen
from .correcting import ASK_CORRECTION, ask_to_correct
from .filling import FillScreen, Target
from .lesson_works import limits_told

DOWN, RIGHT = (1, 0), (0, 1)
DIRECTION_KEPT, RIGHTWARDS = "direction", "right"
"""Under which name the direction of entry is kept for a person, and how; down is what needs no keeping."""


class FastEntryScreen(GridScreen):
    """A screen with cells to write into, and with shorter ways to do it."""

    def shown_by(self) -> Query[LessonGrid] | None:
        """What the grid is asked with where its columns are filled; each screen says how."""
        return None

    def on_lesson_grid_view_open(self, event: LessonGridView.Open) -> None:
        """Enter opens the cell."""
        self._open_cell(event.grid.at(event.place))

    def action_cell(self) -> None:
        """Open the cell under the cursor: its works, marks and comments."""
        self._open_cell(self.grid.at(self.view().place) if self.grid else None)

    def _open_cell(self, found: tuple[Row, Column, Cell] | None) -> None:
        from .cell import CellScreen
        from .cell_lines import CellTarget

        query = self.shown_by()
        if found is None or query is None or self._of_papers(found[1]):
            return
        row, column, cell = found
        if cell.origin or not cell.enrolled:
            where = _("from {where}").format(where=cell.origin) if cell.origin else _("not in the group on this day")
            self.app.bell()
            self.say(f"{self.called(row)}: {where}.", _("The cell is locked."))
            return
        target = CellTarget(query, column.lesson, row.pupil, column.work_code, self.called(row))
        self._back.clear()

        def left(_nothing: None) -> None:
            self.run_worker(self._after_cell())

        self.app.push_screen(CellScreen(self.desk, target, self._who), left)

    async def _after_cell(self) -> None:
        """What the cell says now."""
        await self._back.wait()
        view = self.view()
        if view.grid is not None:
            view.post_message(LessonGridView.MovedTo(view.grid, view.place))

    @work
    async def action_ask_correction(self) -> None:
        """Ask the deputy head to let the lesson under the cursor be corrected."""
        query = self.shown_by()
        if isinstance(query, ShowGrid) and not self._says_why_not(ASK_CORRECTION.action):
            found = self.grid.at(self.view().place) if self.grid else None
            await ask_to_correct(self, query.course, found[1].day if found else query.day)

    def action_fill(self) -> None:
        """Fill the column under the cursor: what would be written is shown first."""
        found = self.grid.at(self.view().place) if self.grid else None
        query = self.shown_by()
        if found is None or query is None or self._of_papers(found[1]):
            return
        target = Target(
            query, found[1].lesson, found[1].work_code, self.view().place.row, self.view().projector
        )
        # At once: the next key belongs to what is to be filled in, not to a cell.
        screen = FillScreen(self.desk, target, self._who)
        self._back.clear()

        def left(_nothing: None) -> None:
            self.run_worker(self._after_filling(screen))

        self.app.push_screen(screen, left)

    async def _after_filling(self, screen: FillScreen) -> None:
        await self._back.wait()
        if screen.told:
            self.say(screen.told, _("Ctrl+Z takes it back."))

    def _says_why_not(self, action: str) -> bool:
        why = self._refused.get(action)
        if why:
            self.app.bell()
            self.say(why)
        return bool(why)

    async def take_direction(self) -> None:
        """Let marks go the way that the person has chosen."""
        chosen = await self._attempt(lambda: self.desk.preference(DIRECTION_KEPT))
        self.view().direction = RIGHT if chosen == RIGHTWARDS else DOWN

    async def action_direction(self) -> None:
        """Marks go down to the next pupil, or right to the next lesson."""
        right = self.view().direction == DOWN
        self.view().direction = RIGHT if right else DOWN
        kept = RIGHTWARDS if right else ""
        await self._attempt(lambda: self.desk.keep_preference(DIRECTION_KEPT, kept))
        self.say(
            _("A mark goes right now, to the next lesson of the same pupil.") if right
            else _("A mark goes down now, to the next pupil."),
            _("It is kept for you; the same key changes it back."),
        )  # fmt: skip

    def action_repeat(self) -> None:
        """The last mark once more."""
        if not self.view().repeat():
            self.say(_("There is nothing to repeat yet: type a mark first."))

    def action_next_gap(self) -> None:
        """The next pupil without a mark in a work for all, or the next lesson that is not filled in."""
        if self.grid is None or not self.grid.columns:
            return
        gap = next_gap(self.grid, self.view().place, self.desk.clock.today())
        if gap is None:
            self.say(_("Everything up to today is filled in."))
            return
        self._hushed = gap.place if gap.place != self.view().place else None
        self.view().move_to(gap.place.row, gap.place.column)
        found = self.grid.at(gap.place)
        if found:
            day = f"{weekday_short(found[1].day)} {short_date(found[1].day)}"
            who = f"{self.called(found[0])} · " if found[1].topic else ""
            self.say(f"{who}{day} · {gap.what}", _("The same key goes to the next gap."))

    @work
    async def action_same_kind(self) -> None:
        """Declare a kind of work at the lesson under the cursor: first those of the columns before it."""
        found = self.grid.at(self.view().place) if self.grid else None
        if self.grid is None or found is None or self._of_papers(found[1]):
            return
        lesson = found[1].lesson
        page = await self.ask(ShowLesson(lesson))
        if page is None:
            return
        before = [c.kind for c in reversed(self.grid.columns[: self.view().place.column]) if c.kind]
        order = list(dict.fromkeys(before))
        kinds = sorted(page.work_kinds, key=lambda kind: order.index(kind[1]) if kind[1] in order else len(order))
        rows = [(name, short) for _key, short, name in kinds]
        title = _("Kind of work, {day}").format(day=f"{weekday_short(page.day)} {short_date(page.day)}")
        chosen = await self.dialog(Choose(title, rows))
        if chosen is not None and await self.do(DeclareWork(lesson, kinds[chosen][0])):
            await self.load()
            self._go_to_work(lesson, kinds[chosen][1])
            said = [_("{work}: declared.").format(work=kinds[chosen][2]), await limits_told(self, lesson)]
            self.say(" ".join(filter(None, said)), _("Ctrl+Z takes it back."))

    def _go_to_work(self, lesson: LessonId, kind: str) -> None:
        columns = self.grid.columns if self.grid else ()
        number = next((n for n, c in enumerate(columns) if (c.lesson, c.kind) == (lesson, kind)), None)
        if number is not None and number != self.view().place.column:
            self._hushed = Place(self.view().place.row, number)
            self.view().move_to(self.view().place.row, number)
