"""The page a role begins on: what the morning asks, line by line; Enter goes where it is seen to (C38)."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from typing_extensions import override

from ....domain.mornings.morning import Line, Morning
from ....domain.people.people import Actor
from ....domain.text.words import short_date, weekday_short
from ....i18n import N_, _, ngettext
from ....services.attendance.class_attendance import ListAttendance
from ....services.mornings.morning import DirectorMorning, OfficerMorning
from ....services.mornings.today import MyDay, WholeSchoolDay
from ....services.operations.operations import ShowHealth
from ....services.people.people import FindPeople
from ....services.session import Guarded, Query, Session
from ...commands import PRINT, Command
from ...desk import Desk
from ...dialogs.text import ShowText
from ...widgets.pick_list import ListColumn, PickList
from ..base import JournalScreen
from ..starts import first_screen
from .today import LESSONS

OPEN = Command("open", ("enter",), N_("open"), N_("Go where this is seen to, or show who is behind the figure."), 100)
SCHOOL = Command("school", ("ш",), N_("school's day"), N_("Show how far the school's lessons are kept today."), 80)
ATTENDANCE = Command("attendance", ("п",), N_("attendance"), N_("Who was at which lesson, and why not."), 75)
PEOPLE = Command("people", ("л",), N_("people"), N_("Look up pupils, staff and guardians."), 70)
STATE = Command("state", ("с",), N_("state"), N_("Show the state of the journal."), 60)
WHAT = 34


class MorningScreen(JournalScreen):
    """A page of what the morning asks."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = (OPEN,)
    HIDES_REFUSED = True
    TITLE_WORDS: ClassVar[str] = ""
    """A msgid."""

    def __init__(self, desk: Desk, actor: Actor, home: Path) -> None:
        super().__init__(desk)
        self._actor = actor
        self._who = actor.name.initials
        self._home = home
        self._found: Morning | None = None

    @override
    def body(self) -> ComposeResult:
        yield PickList([ListColumn("", 1), ListColumn("", WHAT), ListColumn("", 0)], searches=False)

    def asked(self) -> Query[Morning]:
        """What the page asks the door; each says what."""
        raise NotImplementedError

    @override
    async def load(self) -> None:
        """Ask for the page again."""
        found = await self.ask(self.asked())
        if found is None:
            return
        self._found = found
        today = self.desk.clock.today()
        self.title_line(f"{_(self.TITLE_WORDS)} · {weekday_short(today)} {short_date(today)}", self._who)
        rows = self.query_one(PickList)
        rows.empty = _("There is nothing to tell yet: people and timetable come first.")
        rows.show([(line.sign, line.what, line.words) for line in found.lines])
        rows.focus()
        self.summarise(self._summary_of(found), self.desk.greeting)

    def _summary_of(self, found: Morning) -> str:
        count = found.asking
        asking = ngettext("{count} line with ! asks for you.", "{count} lines with ! ask for you.", count)
        words = asking.format(count=count) if count else _("Nothing waits for you.")
        free = _("A free day: {why}.").format(why=found.free_because) if found.free_because else ""
        return f"{free} {words}".strip()

    @override
    def requests(self) -> Mapping[str, Guarded]:
        today = self.desk.clock.today()
        offered: dict[Command, Guarded] = {
            LESSONS: MyDay(today), SCHOOL: WholeSchoolDay(today), PEOPLE: FindPeople(), STATE: ShowHealth(self._home),
            ATTENDANCE: ListAttendance(),
        }  # fmt: skip
        return {command.action: offered[command] for command in self.COMMANDS_HERE if command in offered}

    def line(self) -> Line | None:
        """The line under the cursor."""
        index = self.query_one(PickList).index
        return self._found.lines[index] if self._found and index < len(self._found.lines) else None

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter opens it."""
        self.action_open()

    def action_open(self) -> None:
        """Show who is behind the figure; else go where it is seen to."""
        line = self.line()
        if line is None:
            return
        if line.details:
            self.app.push_screen(ShowText(line.what, line.details))
        elif line.opens:
            self._go(line.opens)
        else:
            self.say(_("There is nothing behind this line."))

    def _go(self, start: str) -> None:
        if start:
            self.app.push_screen(first_screen(start, self.desk, self._actor, self._home))

    def _show(self, command: Command, start: str) -> None:
        if why := self._refused.get(command.action):
            self.say(why)
        else:
            self._go(start)

    def action_today(self) -> None:
        """The own lessons."""
        self._show(LESSONS, "today")

    def action_school(self) -> None:
        """The school's day."""
        self._show(SCHOOL, "school")

    def action_people(self) -> None:
        """The people of the school."""
        self._show(PEOPLE, "people")

    def action_attendance(self) -> None:
        """The attendance of the own class, or of any."""
        self._show(ATTENDANCE, "attendance")

    def action_state(self) -> None:
        """The state of the journal."""
        self._show(STATE, "health")


class OfficerScreen(MorningScreen):
    """The officer's morning: who cannot sign in, what is missing in the data."""

    COMMANDS_HERE = (OPEN, PEOPLE, LESSONS, STATE)
    TITLE_WORDS = N_("Accounts and data")

    @override
    def asked(self) -> Query[Morning]:
        return OfficerMorning(self.desk.clock.today(), self._home)

    @override
    def help_words(self) -> list[str]:
        return [
            _("Who cannot sign in yet, and what is missing in the data that you keep. Enter shows who it is."),
            _("Lists that class teachers handed over wait in “Import”: Enter goes there."),
            _("Codes are issued with “ejournal accounts codes”: --staff, --class 7А or --person."),
        ]


class DirectorScreen(MorningScreen):
    """The school in a page."""

    COMMANDS_HERE = (OPEN, SCHOOL, PRINT, ATTENDANCE, PEOPLE, LESSONS, STATE)
    TITLE_WORDS = N_("The school in a page")

    @override
    def asked(self) -> Query[Morning]:
        return DirectorMorning(self.desk.clock.today())

    @work
    async def action_print(self) -> None:
        """The page on paper, with the control line of the log."""
        from ....services.mornings.day_sheet import print_day_sheet
        from ....services.workbooks.outbox import save_new

        day = self.desk.clock.today()

        def save(session: Session) -> Path:
            made = print_day_sheet(session, day)
            return save_new(self._home, f"day-{day:%Y-%m-%d}", "pdf", made.pdf, made.copy)

        self.say(_("Making the paper…"))
        path = await self._attempt(lambda: self.desk.run(save))
        if path is not None:
            self.say(_("The paper is ready: {name}.").format(name=path.name),
                     _("Copy it with: scp SERVER:{path} .").format(path=path))  # fmt: skip

    @override
    def help_words(self) -> list[str]:
        return [
            _("The numbers of the day; Enter shows who is behind a number or where it is seen to."),
            _("F7 prints the page with the control line of the log: kept in a folder, it shows later whether"
              " anybody had the log written anew."),
        ]  # fmt: skip
