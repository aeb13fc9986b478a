"""The lesson grid of a course in a period: one keystroke is one mark, saved at once."""

from datetime import date, timedelta

from textual.app import ComposeResult
from typing_extensions import override

from ...domain.groups import CourseId
from ...domain.lessons import Column, LessonGrid, LessonId, Place, Written
from ...domain.words import short_date, weekday_short
from ...i18n import _
from ...services.gradebook import ShowGrid
from ..commands import FIND, HISTORY, LESSON, NEXT_GAP, PERIOD, PROJECTOR
from ..desk import Desk
from ..widgets.lesson_grid import LessonGridView
from .cells import ALPHABET, GridScreen
from .lesson_plan import LessonPlanScreen
from .plan_lines import PLAN


class LessonGridScreen(GridScreen):
    """A subject and class in a period."""

    COMMANDS_HERE = (LESSON, FIND, HISTORY, NEXT_GAP, PERIOD, PLAN, PROJECTOR)

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
        if event.place == self.view().place:
            hushed, self._hushed = self._hushed, None
            if event.place != hushed:
                self._tell(event.place)

    def _tell(self, place: Place) -> None:
        found = self.grid.at(place) if self.grid else None
        if found is None:
            return
        row, column, cell = found
        day = f"{weekday_short(column.day)} {short_date(column.day)}"
        lesson = _("{day}, lesson {number}").format(day=day, number=column.number)
        kind = _("{kind} (weight {weight})").format(kind=column.kind_name, weight=column.weight) if column.kind else ""
        marks = "; ".join(self._written(w) for w in cell.marks)
        origin = _("from {where}").format(where=cell.origin) if cell.origin else ""
        state = cell.absence.words if cell.absence else "" if cell.enrolled else _("not in the group on this day")
        state = origin or state
        self.say(
            " · ".join(filter(None, [self.called(row), lesson, kind, marks, state])),
            " · ".join(filter(None, [self._substitute(column), column.topic, self._homework(column)])),
        )

    def _substitute(self, column: Column) -> str:
        return _("substitution: {name}").format(name=column.substitute) if column.substitute else ""

    def _homework(self, column: Column) -> str:
        return _("homework: {text}").format(text=column.homework) if column.homework else ""

    def _written(self, written: Written) -> str:
        moment = self.desk.clock.local(written.at)
        when = f"{short_date(moment.date())} {moment:%H:%M}"
        return _("{mark}: {who}, {when}").format(mark=written.mark.text, who=written.author, when=when)

    def on_lesson_grid_view_open(self, event: LessonGridView.Open) -> None:
        """Enter tells about the cell."""
        self._tell(event.place)

    def action_lesson(self) -> None:
        """The page of the lesson under the cursor."""
        from .lesson_page import LessonPageScreen

        found = self.grid.at(self.view().place) if self.grid else None
        if found:
            self.app.push_screen(LessonPageScreen(self.desk, found[1].lesson, self._who))

    def action_plan(self) -> None:
        """The lesson plan of the course."""
        self.app.push_screen(LessonPlanScreen(self.desk, self._course, self._who))

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
