"""A journal as it stood at the end of a day: looked at like the journal, and nothing in it can be changed."""

from collections.abc import Mapping
from datetime import date
from typing import cast

from textual import work
from textual.app import ComposeResult
from typing_extensions import override

from ....domain.groups.groups import CourseId
from ....domain.journal.lessons import LessonGrid
from ....domain.journal.outside import ResultTable
from ....domain.text.words import short_date, weekday_short
from ....i18n import _
from ....services.history.past import ShowGridAsOf, ShowResultsAsOf
from ....services.history.past_paper import print_past_journal
from ....services.journal.gradebook import ShowGrid
from ....services.journal.on_paper import ShowResults
from ....services.session import Guarded, Query
from ....services.typed import read_day
from ....services.workbooks.outbox import save_new
from ...commands import FIND, HISTORY, PAST, PERIOD, PRINT, PROJECTOR
from ...desk import Desk
from ...dialogs.fill_in import FillIn
from ...dialogs.text import ShowText
from ...host import Host
from ...widgets.lesson_grid import LessonGridView
from ...widgets.lines import fit
from ..base import JournalScreen
from ..journal.lesson_grid import LessonGridScreen

NAME, PERIOD_WIDTH = 24, 14


def told(day: date) -> str:
    """«пт 12.01»."""
    return f"{weekday_short(day)} {short_date(day)}"


async def ask_day(screen: JournalScreen) -> date | None:
    """The day whose evening a person wants to see; None when none was chosen."""
    today = screen.desk.clock.today()

    def check(typed: tuple[str, ...]) -> object:
        return read_day(typed[0], today)

    title = _("As it stood at the end of the day")
    filled = await screen.dialog(FillIn(title, [(_("Date"), "")], check))
    return read_day(filled[0], today) if filled is not None else None


async def show_past_grid(screen: JournalScreen, course: CourseId, day: date, name: str) -> None:
    """Ask for a day and show the journal of that evening."""
    until = await ask_day(screen)
    if until is not None and await screen.ask(ShowGridAsOf(ShowGrid(course, day), until)) is not None:
        screen.app.push_screen(PastGridScreen(screen.desk, course, day, name, until))


async def show_past_results(screen: JournalScreen, course: CourseId) -> None:
    """Ask for a day and show the results of that evening."""
    until = await ask_day(screen)
    if until is None:
        return
    found = await screen.ask(ShowResultsAsOf(ShowResults(course), until))
    if found is not None:
        title = _("{course}: results as they stood on {day}").format(course=found.title, day=told(until))
        screen.app.push_screen(ShowText(title, _result_lines(found), _("There were no pupils in the group.")))


def _result_lines(table: ResultTable) -> list[str]:
    if not table.rows:
        return []
    lines = [("", *(period.title for period in table.periods))]
    lines += [(row.name, *(result.text if result else "·" for result in row.results)) for row in table.rows]
    return [fit(name, NAME) + "".join(fit(text, PERIOD_WIDTH) for text in rest) for name, *rest in lines]


class PastGridScreen(LessonGridScreen):
    """The lesson grid of an evening."""

    COMMANDS_HERE = (FIND, HISTORY, PRINT, PERIOD, PAST, PROJECTOR)

    def __init__(self, desk: Desk, course: CourseId, day: date, name: str, until: date) -> None:
        super().__init__(desk, course, day, name)
        self._until = until

    @override
    def body(self) -> ComposeResult:
        yield LessonGridView(today=self._until)

    @override
    def shown_by(self) -> Query[LessonGrid]:
        return ShowGridAsOf(ShowGrid(self._course, self._day, self._whole_year), self._until)

    @override
    def title_line(self, title: str, name: str = "") -> None:
        """The day of the evening leads: nobody takes it for the journal of today."""
        super().title_line(_("AS IT STOOD ON {day}: {title}").format(day=told(self._until), title=title), name)

    @override
    async def poll(self) -> None:
        """An evening that is over does not change; the sitting may end."""
        await self._attempt(self.desk.head)

    @override
    def show_footer(self, lead: str = "") -> None:
        """Nothing is written here: no alphabet leads."""
        JournalScreen.show_footer(self)

    @override
    def requests(self) -> Mapping[str, Guarded]:
        return {}

    @work
    async def action_print(self) -> None:
        """The journal of the evening as a PDF, into the outbox."""
        home = cast(Host, self.app).home.path
        asked = ShowGridAsOf(ShowGrid(self._course, self._day, self._whole_year), self._until)
        name = f"journal-{self._course}-{self._until.isoformat()}"
        self.say(_("Making the paper…"))
        path = await self._attempt(lambda: self.desk.run(
            lambda session: (made := print_past_journal(session, asked),
                             save_new(home, name, "pdf", made.pdf, made.copy))[1]
        ))  # fmt: skip
        if path is not None:
            self.say(_("The paper is ready: {name}.").format(name=path.name),
                     _("Copy it with: scp SERVER:{path} .").format(path=path))  # fmt: skip

    def _read_only(self) -> None:
        self.app.bell()
        words = _("This is the journal as it stood on {day}: it is read only.")
        self.say(words.format(day=told(self._until)), _("Esc goes back to the journal of today."))

    @override
    async def on_lesson_grid_view_typed(self, event: LessonGridView.Typed) -> None:
        """Nothing is written here."""
        event.prevent_default()
        self._stay(event.place)
        self._read_only()

    @override
    async def on_lesson_grid_view_erase(self, event: LessonGridView.Erase) -> None:
        """Nothing is erased here."""
        event.prevent_default()
        self._stay(event.place)
        self._read_only()

    @override
    def on_lesson_grid_view_open(self, event: LessonGridView.Open) -> None:
        """Enter tells about the cell: there is nothing to write in it."""
        event.prevent_default()
        self.tell(event.place)

    @override
    async def action_undo(self) -> None:
        """What is undone is not to be seen here."""
        self._read_only()

    @override
    async def action_redo(self) -> None:
        """What is repeated is not to be seen here."""
        self._read_only()

    @override
    def help_words(self) -> list[str]:
        return [
            _("The journal as it stood at the end of that day, found in the log; what came later is not in it."),
            _("F4 tells the whole life of a cell, up to today. Esc goes back."),
            _("F7 saves it as a PDF that says on each page as of when it is and who printed it."),
        ]
