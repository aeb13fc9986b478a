"""The weekly queue: how many sheets each class needs, and the PDF with one key."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from textual.app import ComposeResult
from typing_extensions import override

from ....domain.accounts.logins import transliterate
from ....domain.people.people import ClassId
from ....domain.text.words import date_range
from ....domain.years.year import monday
from ....i18n import N_, _, ngettext
from ....services.operations.operations import ShowHealth
from ....services.papers.papers import QueueLine, ShowWeeklySheets, WeeklyQueue, print_weekly_sheets
from ....services.papers.releases import ReleaseSheets, WithdrawSheets
from ....services.session import Guarded
from ....services.workbooks.outbox import save_new
from ...commands import PRINT, Command
from ...desk import Desk
from ...widgets.pick_list import ListColumn, PickList
from ..asking import start
from ..base import JournalScreen

HEALTH = Command("health", ("f2",), N_("state"), N_("Show the state of the journal."), 60)
ALL = Command(
    "everybody", ("f5",), N_("all families"), N_("Make sheets for every family, or only for those on paper."), 70
)
RELEASE = Command(
    "release", ("f6",), N_("to the print"), N_("Give the sheets of the class to the print, or take them back."), 65
)
WEEK_BEFORE = Command("week_before", ("left",), N_("week back"), N_("Show the week before."))
WEEK_AFTER = Command("week_after", ("right",), N_("week on"), N_("Show the week after."))


class PapersScreen(JournalScreen):
    """Sheets for the families on paper."""

    COMMANDS_HERE = (PRINT, RELEASE, ALL, HEALTH, WEEK_BEFORE, WEEK_AFTER)

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
        first = self._lines[0].school_class if self._lines else ClassId(0)
        given = next((line.school_class for line in self._lines if line.released), first)
        return {
            PRINT.action: ShowWeeklySheets(given, self._week), RELEASE.action: ReleaseSheets(first, self._week),
            ALL.action: ShowWeeklySheets(first, self._week, True), HEALTH.action: ShowHealth(self._home),
        }  # fmt: skip

    @property
    @override
    def commands(self) -> tuple[Command, ...]:
        """What is others' is not shown; the print stays, in brackets until there is something to print."""
        return tuple(c for c in super().commands if c is PRINT or self.enabled(c.action))

    @property
    def _keeps_the_print(self) -> bool:
        """Whether the person prints what the class teachers have given, and sees counts only."""
        return not self.enabled(ALL.action)

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
        rows.show([(q.name, q.teacher, str(q.pupils), self._on_paper(q)) for q in lines])
        rows.focus()
        await self.weigh()
        if found.closed:
            self.summarise(found.closed)
            return
        if lines and self._keeps_the_print:
            self._summarise_print([line for line in lines if line.released], await self._health_words())
            return
        count = sum(q.pupils if self._everybody else q.on_paper for q in lines if not q.free)
        who = _("every family") if self._everybody else _("families on paper")
        self.summarise(
            ngettext("{count} sheet: {who}.", "{count} sheets: {who}.", count).format(count=count, who=who),
            _("F7 makes the PDF of the class under the cursor."),
        )

    def _on_paper(self, line: QueueLine) -> str:
        given = "  " + _("given to the print") if line.released else ""
        return line.free or f"{line.on_paper}{given}"

    async def _health_words(self) -> str:
        """Whether everything is well, for whoever looks after the machines too."""
        if not self.enabled(HEALTH.action) or (found := await self.ask(ShowHealth(self._home))) is None:
            return ""
        waiting = sum(finding.level != "ok" for finding in found.findings)
        words = ngettext("{count} line of the state asks for a hand: F2.",
                         "{count} lines of the state ask for a hand: F2.", waiting)  # fmt: skip
        return words.format(count=waiting) if waiting else _("The journal is well.")

    def _summarise_print(self, given: list[QueueLine], health: str) -> None:
        count = sum(line.on_paper for line in given)
        if not given:
            self.summarise(_("No class teacher has given the sheets of this week to the print yet."), health)
            return
        sheets = ngettext("{count} sheet was given to the print.", "{count} sheets were given to the print.", count)
        one_key = _("F7 makes one PDF of all of them.")
        self.summarise(sheets.format(count=count), f"{one_key} {health}".strip())

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter prints too."""
        start(self, self.action_print())

    async def action_print(self) -> None:
        """The PDF of the class, saved under the outbox."""
        if not self._lines:
            return
        if not self.enabled(PRINT.action):
            self.say(self._refused[PRINT.action])
            return
        line = self._lines[self.query_one(PickList).index]
        wanted, of = [line], "".join(s for s in transliterate(line.name) if s.isascii() and s.isalnum())
        self.say(_("Making the sheets of {name}…").format(name=line.name))
        if self._keeps_the_print:
            wanted, of = [given for given in self._lines if given.released], "print"
            self.say(_("Making the sheets that were given to the print…"))
        week, everybody, home = self._week, self._everybody, self._home
        name = f"sheets-{of}-{week:%Y-%m-%d}"
        done = await self._attempt(lambda: self.desk.run(
            lambda session: (p := print_weekly_sheets(session, [q.school_class for q in wanted], week, everybody),
                             save_new(home, name, "pdf", p.pdf, p.copy))
        ))  # fmt: skip
        if done is not None:
            printed, path = done
            ready = ngettext("{count} sheet is ready: {name}.", "{count} sheets are ready: {name}.", printed.sheets)
            self.say(
                ready.format(count=printed.sheets, name=path.name) if self._keeps_the_print else ngettext(
                    "{count} sheet is ready: {name}, ask the lab assistant for it.",
                    "{count} sheets are ready: {name}, ask the lab assistant for it.",
                    printed.sheets,
                ).format(count=printed.sheets, name=path.name),
                _("Copy it with: scp SERVER:{path} .").format(path=path),
            )

    async def action_release(self) -> None:
        """Give the class's sheets to the print, or take them back."""
        if not self._lines:
            return
        line = self._lines[self.query_one(PickList).index]
        change = (WithdrawSheets if line.released else ReleaseSheets)(line.school_class, self._week)
        if await self.do(change):
            await self.load()
            back = _("{name}: the sheets were taken back from the print.")
            given = _("{name}: the sheets were given to the print; the lab assistant prints them.")
            self.say((back if line.released else given).format(name=line.name), _("Ctrl+Z takes it back."))

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
            _("The class teacher gives the sheets to the print; the lab assistant prints all of them with one key."),
            _("The file waits in the outbox of the journal: the lab assistant takes it from there and prints it."),
        ]
