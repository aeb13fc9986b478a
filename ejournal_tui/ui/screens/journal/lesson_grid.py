"""The lesson grid of a course in a period: one keystroke is one mark, saved at once."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from typing_extensions import override

from ....domain.groups.groups import CourseId
from ....domain.journal.lessons import LessonGrid, LessonId, Place
from ....domain.people.people import PupilId
from ....domain.text.words import short_date
from ....i18n import N_, _
from ....services.journal.gradebook import ShowGrid
from ....services.journal.on_paper import HoldOnPaper
from ....services.session import Guarded, Query
from ....services.typed import read_day
from ...commands import (
    CELL,
    DIRECTION,
    FILL,
    FIND,
    HISTORY,
    LESSON,
    NEXT_GAP,
    PAST,
    PERIOD,
    PROJECTOR,
    REPEAT,
    RESULTS,
    SAME_KIND,
    Command,
)
from ...desk import Desk
from ...dialogs.fill_in import FillIn
from ...widgets.lesson_grid import LessonGridView
from ...widgets.lines import StatusLine
from ..plans.lesson_plan import LessonPlanScreen
from ..plans.plan_lines import PLAN
from .cell_telling import CellTelling
from .cells import PASSING
from .correcting import ASK_CORRECTION, asking
from .fast_entry import FastEntryScreen
from .work_dates import DEBTS, OWE, WorkDating

ON_PAPER = Command(
    "on_paper", ("insert",), N_("from paper"),
    N_("Add a lesson of the paper journal; its marks bear a *."),
)  # fmt: skip
WHY = Command("why", ("г",), N_("forecast"), N_("Explain the pupil's forecast mark by mark."))


class LessonGridScreen(FastEntryScreen, WorkDating, CellTelling):
    """A subject and class in a period."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = (
        LESSON, CELL, FIND, HISTORY, FILL, RESULTS, NEXT_GAP, REPEAT, SAME_KIND, DIRECTION, WHY, OWE, DEBTS, PERIOD,
        PLAN, PAST, ON_PAPER, ASK_CORRECTION, PROJECTOR,
    )

    def __init__(
        self, desk: Desk, course: CourseId, day: date, name: str, lesson: LessonId | None = None, work: str = "",
        pupil: PupilId | None = None,
    ) -> None:
        super().__init__(desk)
        self._course = course
        self._day = day
        self._who = name
        self._lesson = lesson
        self._work = work
        self._pupil = pupil
        self._whole_year = False

    @override
    def body(self) -> ComposeResult:
        yield LessonGridView(today=self.desk.clock.today())

    @override
    def shown_by(self) -> Query[LessonGrid]:
        return ShowGrid(self._course, self._day, self._whole_year)

    @override
    async def load(self) -> None:
        """Ask for the grid again; only what differs is drawn."""
        found = await self.ask(self.shown_by())
        if found is None:
            return
        first = self.grid is None or self.grid.period != found.period
        self.grid = found
        self.head = found.head
        closed = _("period closed") if found.period.closed else ""
        self.title_line(" · ".join(filter(None, (found.title, found.period_title, closed))), self._who)
        view = self.view()
        if first:
            await self.take_direction()
            # The weeks before the lesson are what a teacher looks at: they stand to its left.
            view.show(found, Place(0, 0))
            view.look_back(self._start(found))
        else:
            view.show(found)
        if not found.rows or not found.columns:
            self.say(_("There is nothing here yet."), self._why_empty(found))
        elif first and not found.period.closed and not any(cell.text for row in found.rows for cell in row.cells):
            self._say_how_to_begin(found)
        elif first:
            self.tell(view.place)
        if first:
            view.focus()

    def _why_empty(self, grid: LessonGrid) -> str:
        if not grid.rows:
            return _("No pupils are in this group: ask the class teacher.")
        return _("No lessons are in the timetable in this period: ask the dispatcher.")

    def _say_how_to_begin(self, grid: LessonGrid) -> None:
        lesson = _("F6 opens the lesson with its roll call.")
        digit = _("A digit writes a mark at the cursor.")
        if self.alphabet == PASSING:
            digit = _("+ writes “passed” at the cursor, - “not passed”.")
        digit = "" if grid.markless else digit
        self.say(_("Nothing is entered in this period yet."), f"{digit} {lesson}".strip())

    def _start(self, grid: LessonGrid) -> Place:
        """The column of the lesson asked for, else of today or the last held before it."""
        today = self.desk.clock.today()
        row = next((n for n, one in enumerate(grid.rows) if one.pupil == self._pupil), 0)
        best = 0
        for number, column in enumerate(grid.columns):
            if self._lesson is not None and column.lesson == self._lesson and self._work in ("", column.work_code):
                return Place(row, number)
            if column.day <= today:
                best = number
        return Place(row, best)

    @override
    def show_footer(self, lead: str = "") -> None:
        """The mark alphabet leads."""
        super().show_footer(self.alphabet)

    @override
    def requests(self) -> Mapping[str, Guarded]:
        today = self.desk.clock.today()
        return {
            ON_PAPER.action: HoldOnPaper(self._course, today),
            ASK_CORRECTION.action: asking(self._course, self._day, today),
        }

    def on_lesson_grid_view_moved_to(self, event: LessonGridView.MovedTo) -> None:
        """Tell about the cell; a move that a later one has overtaken says nothing."""
        if event.place == self.view().place:
            hushed, self._hushed = self._hushed, None
            if event.place != hushed:
                self.tell(event.place)

    def action_lesson(self) -> None:
        """The page of the lesson under the cursor."""
        from .lesson_page import LessonPageScreen

        found = self.grid.at(self.view().place) if self.grid else None
        if found and not self._of_papers(found[1]):
            self.app.push_screen(LessonPageScreen(self.desk, found[1].lesson, self._who))

    @work
    async def action_past(self) -> None:
        """The journal as it stood at the end of a day."""
        from ..history.past import show_past_grid

        await show_past_grid(self, self._course, self._day, self._who)

    async def action_why(self) -> None:
        """Why the forecast of the pupil under the cursor is what it is."""
        from ..results.forecasts import explain

        found = self.grid.at(self.view().place) if self.grid else None
        if found is not None and self.grid is not None:
            day = min(self.desk.clock.today(), self.grid.period.ends)
            await explain(self, self._course, found[0].pupil, self.called(found[0]), day)

    def action_debts(self) -> None:
        """Who of the course owes which work."""
        from .debts import DebtsScreen

        if self.grid is not None:
            self.app.push_screen(DebtsScreen(self.desk, self._course, self.grid.title, self._who))

    def action_plan(self) -> None:
        """The lesson plan of the course."""
        self.app.push_screen(LessonPlanScreen(self.desk, self._course, self._who))

    def action_results(self) -> None:
        """The results of the course's pupils by period."""
        from ..results.hours import HoursScreen
        from ..results.results import ResultsScreen

        if self.grid is not None and self.grid.markless:
            self.app.push_screen(HoursScreen(self.desk, self._course, self._who))
        else:
            self.app.push_screen(ResultsScreen(self.desk, self._course, self._who))

    @work
    async def action_on_paper(self) -> None:
        """Ask for the day, hold its lesson as kept on paper, and go to its column."""
        if why := self._refused.get(ON_PAPER.action):
            self.say(why)
            return
        today = self.desk.clock.today()

        def check(typed: tuple[str, ...]) -> object:
            return read_day(typed[0], today)

        title = _("Lesson of the paper journal")
        filled = await self.app.push_screen_wait(FillIn(title, [(_("Date"), "")], check))
        if filled is None:
            return
        day = read_day(filled[0], today)
        done = await self.do(HoldOnPaper(self._course, day))
        if self.grid is not None and not self.grid.period.covers(day):
            self._day = day
        await self._go_to(day)
        if done:
            self.say(
                _("{day}: kept on paper. Type the marks; a work is declared on the lesson's page (F6).").format(
                    day=short_date(day)
                ),
                _("Ctrl+Z takes it back."),
            )

    async def _go_to(self, day: date) -> None:
        """Put the cursor on the lesson of a day, without wiping away what was said."""
        said = self.query_one(StatusLine).said
        await self.load()
        grid, view = self.grid, self.view()
        place = next((n for n, column in enumerate(grid.columns) if column.day == day), None) if grid else None
        if place is not None:
            at = Place(view.place.row, place)
            self._hushed = at if at != view.place else None
            view.move_to(at.row, at.column)
        view.focus()
        self.say(*said)

    async def action_period(self) -> None:
        """The next study period, after the last one the whole year, and round to the first."""
        if self.grid is None:
            return
        before = self.grid.period
        self._day = before.starts if self._whole_year else before.ends + timedelta(days=1)
        self._whole_year = False
        await self.load()
        if self.grid.period == before:
            self._whole_year = True
            await self.load()

    @override
    def help_words(self) -> list[str]:
        return [
            _("A digit writes a mark and goes down; н absent, о late, д a debt; Del erases; all is saved at once."),
            _("In a work with two marks two digits fill the cell (“54”); Enter leaves one."),
            _("Where a subject is passed or not passed, + writes “passed”, - “not passed”; digits are refused."),
            _("Arrows move, PgUp and PgDn turn pupils, х and ъ go a week back and on."),
            _("Work on mistakes: type the new mark at the marked test and answer so; it is filed in a later lesson."),
            _("At a work ж gives all who were absent a date until which they owe it; з lists the debts."),
            _("т goes on to the next period, after the last to the whole year: there the periods' results stand."),
        ]
