"""The weekly queue: how many sheets each class needs, and the PDF with one key."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from textual.app import ComposeResult
from typing_extensions import override

from ...domain.logins import transliterate
from ...domain.people import ClassId
from ...domain.words import date_range
from ...domain.year import monday
from ...i18n import N_, _, ngettext
from ...services.operations import ShowHealth
from ...services.outbox import save_new
from ...services.papers import QueueLine, ShowWeeklySheets, WeeklyQueue, print_weekly_sheets
from ...services.session import Guarded
from ..commands import PRINT, Command
from ..desk import Desk
from ..widgets.pick_list import ListColumn, PickList
from .base import JournalScreen

HEALTH = Command("health", ("f2",), N_("state"), N_("Show the state of the journal."), 60)
ALL = Command(
    "everybody", ("f5",), N_("all families"), N_("Make sheets for every family, or only for those on paper."), 70
)
WEEK_BEFORE = Command("week_before", ("left",), N_("week back"), N_("Show the week before."))
WEEK_AFTER = Command("week_after", ("right",), N_("week on"), N_("Show the week after."))


class PapersScreen(JournalScreen):
    """Sheets for the families on paper."""

    COMMANDS_HERE = (PRINT, ALL, HEALTH, WEEK_BEFORE, WEEK_AFTER)

    def __init__(self, desk: Desk, name: str, home: Path) -> None:
        super().__init__(desk)
        self._who = name
        self._home = home
        self._week: date = monday(desk.clock.today())
        self._lines: tuple[QueueLine, ...] = ()
        self._everybody = False

    @override
    def body(self) -> ComposeResult:
        yield PickList([
            ListColumn(_("class"), 8), ListColumn(_("class teacher"), 30), ListColumn(_("pupils"), 9, True),
            ListColumn(_("on paper"), 0),
        ])  # fmt: skip

    @override
    def requests(self) -> Mapping[str, Guarded]:
        sheets = ShowWeeklySheets(self._lines[0].school_class if self._lines else ClassId(0), self._week)
        return {PRINT.action: sheets, ALL.action: sheets, HEALTH.action: ShowHealth(self._home)}

    @property
    @override
    def commands(self) -> tuple[Command, ...]:
        """The state of the journal is not shown to whom it does not concern."""
        return tuple(c for c in super().commands if c is not HEALTH or self.enabled(c.action))

    @override
    async def load(self) -> None:
        """Ask for the queue again."""
        found = await self.ask(WeeklyQueue(self._week))
        if found is None:
            return
        self._lines = lines = found.lines
        self.title_line(_("Weekly sheets") + f" · {date_range(found.first, found.last)}", self._who)
        rows = self.query_one(PickList)
        rows.empty = _("No class is yours: the sheets are kept by the class teachers.")
        rows.show([(q.name, q.teacher, str(q.pupils), q.free or str(q.on_paper)) for q in lines])
        rows.focus()
        await self.weigh()
        if lines and not self.enabled(PRINT.action):
            self.summarise(_("Only the counts are shown here."), self._refused[PRINT.action])
            return
        if found.closed:
            self.summarise(found.closed)
            return
        count = sum(q.pupils if self._everybody else q.on_paper for q in lines if not q.free)
        who = _("every family") if self._everybody else _("families on paper")
        self.summarise(
            ngettext("{count} sheet: {who}.", "{count} sheets: {who}.", count).format(count=count, who=who),
            _("F7 makes the PDF of the class under the cursor."),
        )

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter prints too."""
        self.run_worker(self.action_print(), exclusive=True)

    async def action_print(self) -> None:
        """The PDF of the class, saved under the outbox."""
        if not self._lines:
            return
        line = self._lines[self.query_one(PickList).index]
        self.say(_("Making the sheets of {name}…").format(name=line.name))
        week, everybody, home = self._week, self._everybody, self._home
        latin = "".join(sign for sign in transliterate(line.name) if sign.isascii() and sign.isalnum())
        name = f"sheets-{latin}-{week:%Y-%m-%d}"
        done = await self._attempt(lambda: self.desk.run(
            lambda session: (p := print_weekly_sheets(session, [line.school_class], week, everybody),
                             save_new(home, name, "pdf", p.pdf))
        ))  # fmt: skip
        if done is not None:
            printed, path = done
            self.say(
                ngettext(
                    "{count} sheet is ready: {name}, ask the lab assistant for it.",
                    "{count} sheets are ready: {name}, ask the lab assistant for it.",
                    printed.sheets,
                ).format(count=printed.sheets, name=path.name),
                _("Copy it with: scp SERVER:{path} .").format(path=path),
            )

    async def action_everybody(self) -> None:
        """All families, or those on paper."""
        self._everybody = not self._everybody
        await self.load()

    def action_health(self) -> None:
        """The state of the journal."""
        from .operations import OperationsScreen

        self.app.push_screen(OperationsScreen(self.desk, self._who, self._home))

    async def action_week_before(self) -> None:
        """The week before."""
        self._week -= timedelta(days=7)
        await self.load()

    async def action_week_after(self) -> None:
        """The week after."""
        self._week += timedelta(days=7)
        await self.load()

    @override
    def help_words(self) -> list[str]:
        return [
            _("Families that declined the electronic diary get this sheet at least once a week."),
            _("The file waits in the outbox of the journal: the lab assistant takes it from there and prints it."),
        ]
