"""The end of a study period: what is missing by class and teacher, then closed with one key."""

from collections.abc import Mapping, Sequence

from textual import work
from textual.app import ComposeResult
from typing_extensions import override

from ....domain.people.people import ClassId
from ....domain.results.approval import CourseDecisions
from ....domain.text.words import date_range
from ....i18n import N_, _, ngettext
from ....services.results.closing import (
    ClosePeriod,
    ClosingLine,
    ClosingTable,
    Gap,
    OpenPeriod,
    ShowClosing,
)
from ....services.session import Guarded
from ...commands import Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.fill_in import FillIn
from ...dialogs.text import ShowText
from ...widgets.pick_list import ListColumn, PickList
from ..base import JournalScreen

OPEN = Command("missing", ("enter",), N_("what is missing"), N_("Show what is missing in this class, by teacher."), 100)
CLOSE = Command("close_period", ("f6",), N_("close"), N_("Close the period: the class, its grade or all classes."), 90)
REOPEN = Command("reopen", ("delete",), N_("open again"), N_("Open a closed period again, with a reason."), 80)
BEFORE = Command("period_before", ("left",), N_("period before"), N_("Go to the period before."), 40)
AFTER = Command("period_after", ("right",), N_("next period"), N_("Go to the next period."), 40)


class ClosingScreen(JournalScreen):
    """Deputy head: the classes of a period with what is missing; the director reads."""

    COMMANDS_HERE = (OPEN, CLOSE, REOPEN, BEFORE, AFTER)

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(desk)
        self._who = name
        self._table: ClosingTable | None = None

    @override
    def body(self) -> ComposeResult:
        yield PickList([
            ListColumn(_("class"), 12), ListColumn(_("no topic or roll"), 16, True),
            ListColumn(_("without a result"), 16, True), ListColumn(_("debts"), 8, True),
            ListColumn(_("to approve"), 11, True), ListColumn(_("state"), 0),
        ], empty=_("No class has this period."))  # fmt: skip

    @override
    def requests(self) -> Mapping[str, Guarded]:
        if self._table is None:
            return {}
        key = self._table.period.id
        return {CLOSE.action: ClosePeriod(key, ()), REOPEN.action: OpenPeriod(key, (), "")}

    @override
    async def load(self) -> None:
        """Ask for the period again."""
        found = await self.ask(ShowClosing(self._table.period.id if self._table else None))
        if found is not None:
            self._show(found)

    def _show(self, found: ClosingTable) -> None:
        self._table = found
        days = date_range(found.period.starts, found.period.ends)
        self.title_line(_("Closing · {period}, {days}").format(period=found.title, days=days), self._who)
        rows = self.query_one(PickList)
        rows.show([
            (line.name, *(str(n or "·") for n in (line.lessons, line.results, line.debts, line.waiting)), _state(line))
            for line in found.lines
        ])  # fmt: skip
        rows.focus()
        self._tell()

    def on_pick_list_moved(self, _event: PickList.Moved) -> None:
        """Tell about the class under the cursor."""
        self._tell()

    @property
    def _line(self) -> ClosingLine | None:
        place = self.query_one(PickList).index
        return self._table.lines[place] if self._table and place < len(self._table.lines) else None

    def _tell(self) -> None:
        line, table = self._line, self._table
        if line is None or table is None:
            return
        if table.period.ends > self.desk.clock.today():
            self.summarise(_("This period is not over yet."), _("It is closed from its last day on."))
            return
        missing = _("Enter shows what is missing, by teacher.") if line.gaps else _("Nothing is missing.")
        told = " · ".join(filter(None, (line.told, "" if line.closed else missing)))
        closed = sum(one.closed for one in table.lines)
        of = sum(one.school_class is not None for one in table.lines)
        counted = _("Closed: {closed} of {classes} classes.").format(closed=closed, classes=of)
        self.summarise(f"{line.name}: {told}", counted)

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter shows what is missing."""
        self.action_missing()

    def action_missing(self) -> None:
        """What is missing, by teacher."""
        line = self._line
        if line is not None:
            lines = [_gap(gap) for gap in sorted(line.gaps, key=lambda gap: (gap.teacher, gap.title))]
            self.app.push_screen(ShowText(line.name, lines, _("Nothing is missing.")))

    def _scopes(self, closed: bool) -> list[tuple[str, tuple[ClassId, ...]]]:
        """The class under the cursor, its grade, all classes: those that are closed, or open."""
        line, table = self._line, self._table
        if line is None or table is None:
            return []
        there = [one for one in table.lines if one.school_class is not None and one.closed is closed]
        grade, everybody = [one for one in there if one.grade == line.grade], there
        found = [(_("class {name}").format(name=line.name), [line] if line in there else []),
                 (_("all classes of grade {grade}").format(grade=line.grade), grade),
                 (_("all classes with this period"), everybody)]  # fmt: skip
        scopes: list[tuple[str, tuple[ClassId, ...]]] = []
        for words, lines in found:
            classes = tuple(one.school_class for one in lines if one.school_class is not None)
            if classes and classes not in [known for _words, known in scopes]:
                scopes.append((words if closed else _with_gaps(words, lines), classes))
        return scopes

    @work
    async def action_close_period(self) -> None:
        """Choose for whom, and close."""
        if (table := self._table) is None or self._says_why(CLOSE):
            return
        scopes = self._scopes(closed=False)
        if not scopes:
            self.say(_("It is closed already."))
            return
        title = _("Close {period}: nobody enters anything there then").format(period=table.title)
        chosen = await self.dialog(Choose(title, [(words,) for words, _classes in scopes]))
        if chosen is None or await self.do(ClosePeriod(table.period.id, scopes[chosen][1])) is None:
            return
        await self.load()
        count = len(scopes[chosen][1])
        words = ngettext("Closed for {count} class.", "Closed for {count} classes.", count).format(count=count)
        self.say(words, _("Ctrl+Z takes it back."))

    @work
    async def action_reopen(self) -> None:
        """Choose for whom, say why, and open again."""
        if (table := self._table) is None or self._says_why(REOPEN):
            return
        scopes = self._scopes(closed=True)
        if not scopes:
            self.say(_("It is open already."))
            return
        title = _("Open {period} again").format(period=table.title)
        chosen = await self.dialog(Choose(title, [(words,) for words, _classes in scopes]))
        if chosen is None:
            return
        filled = await self.dialog(FillIn(f"{title}: {scopes[chosen][0]}", [(_("Reason"), "")]))
        if filled is None or await self.do(OpenPeriod(table.period.id, scopes[chosen][1], filled[0])) is None:
            return
        await self.load()
        count = len(scopes[chosen][1])
        words = ngettext("Open again for {count} class.", "Open again for {count} classes.", count).format(count=count)
        self.say(words, _("Ctrl+Z takes it back."))

    def _says_why(self, command: Command) -> bool:
        why = self._refused.get(command.action)
        if why:
            self.app.bell()
            self.say(why)
        return bool(why)

    async def _turn(self, step: int) -> None:
        if (table := self._table) is None:
            return
        key = table.periods[(table.place + step) % len(table.periods)]
        found = await self.ask(ShowClosing(key))
        if found is not None:
            self._show(found)
            await self.weigh()

    async def action_period_before(self) -> None:
        """The period before, going round."""
        await self._turn(-1)

    async def action_period_after(self) -> None:
        """The next period, going round."""
        await self._turn(1)

    @override
    def help_words(self) -> list[str]:
        return [
            _("Before a period is closed: lessons without topic or roll call, pupils without a result, debts."),
            _("A closed period takes no entries of anybody; the deputy head opens it again with a reason."),
        ]


def _state(line: ClosingLine) -> str:
    if line.school_class is None:
        return _("with its grade")
    return _("is closed") if line.closed else _("is open")


def _with_gaps(words: str, lines: Sequence[ClosingLine]) -> str:
    lessons, results, debts = (
        sum(figures) for figures in zip(*((one.lessons, one.results, one.debts) for one in lines), strict=True)
    )
    missing = [
        ngettext("{count} lesson not filled in", "{count} lessons not filled in", lessons).format(count=lessons)
        if lessons else "",
        ngettext("{count} result", "{count} results", results).format(count=results) if results else "",
        ngettext("{count} debt", "{count} debts", debts).format(count=debts) if debts else "",
    ]  # fmt: skip
    told = ", ".join(filter(None, missing))
    return _("{whom} – missing: {what}").format(whom=words, what=told) if told else words


def _gap(gap: Gap) -> str:
    parts = [
        ngettext("{count} lesson without topic or roll call", "{count} lessons without topic or roll call",
                 gap.lessons).format(count=gap.lessons) if gap.lessons else "",
        ngettext("{count} pupil without a result", "{count} pupils without a result", gap.results).format(
            count=gap.results) if gap.results else "",
        ngettext("{count} pupil without a year mark", "{count} pupils without a year mark", gap.years).format(
            count=gap.years) if gap.years else "",
        ngettext("{count} debt", "{count} debts", gap.debts).format(count=gap.debts) if gap.debts else "",
        *_decided(gap.decisions),
    ]  # fmt: skip
    return f"{gap.teacher} · {gap.title}: {', '.join(filter(None, parts))}"


def _decided(found: CourseDecisions) -> list[str]:
    """What stands in the place of results: it waits, is put off, or should have been given by now."""
    words = (
        (found.waiting, ngettext("{count} result waits for approval", "{count} results wait for approval",
                                 found.waiting)),
        (found.deferred, ngettext("{count} result is put off", "{count} results are put off", found.deferred)),
        (found.overdue, ngettext("{count} result was put off and its day is over",
                                 "{count} results were put off and their day is over", found.overdue)),
    )  # fmt: skip
    return [said.format(count=count) for count, said in words if count]
