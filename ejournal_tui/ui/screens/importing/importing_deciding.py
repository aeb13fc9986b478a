"""What a file would change, line by line: each decided alone, or all of a kind."""

from collections.abc import Callable
from dataclasses import replace
from textwrap import wrap
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from typing_extensions import override

from ....domain.people.people import ClassId
from ....domain.text.words import full_date
from ....domain.workbooks.decisions import Decisions, Leaving, row_at
from ....i18n import N_, _, ngettext
from ....services.people.people import ListClasses
from ....services.people.personal import require_order
from ....services.typed import read_day
from ....services.workbooks import decision_draft
from ....services.workbooks.import_preview import (
    KINDS,
    TOLD,
    Point,
    Preview,
    Sort,
    accept,
    look,
    pass_over,
    rows_of,
    without_rows,
)
from ....services.workbooks.inbox import InboxFile
from ...commands import Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.fill_in import FillIn
from ...widgets.pick_list import ListColumn, PickList
from ..base import JournalScreen
from ..finding import sought
from .importing_lines import Counts, counted, is_same, row_of_point, several, title_of

DECIDE = Command("decide", ("enter",), N_("decide"), N_("Choose what becomes of the line under the cursor."), 100)
ACCEPT = Command("accept", ("f5",), N_("accept"), N_("Accept what is proposed on this line."), 95)
KIND = Command("kind", ("f6",), N_("all such"), N_("Accept what is proposed on all lines of this kind."), 90)
FROM = Command("from_day", ("f2",), N_("newcomers from"), N_("Choose the day from which newcomers are in their class."))
OUT = Command("row_out", ("delete",), N_("row out"), N_("Leave the row of this line out."), 40)

KIND_WORDS = {
    "staff": N_("staff and workload"), "pupils": N_("pupils"), "groups": N_("groups"), "timetable": N_("timetable"),
    "marks": N_("paper journals"), "plan": N_("lesson plan"),
}  # fmt: skip

Option = tuple[str, Callable[[], Decisions]]


class DecidingScreen(JournalScreen):
    """Lines to decide."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = (DECIDE, ACCEPT, KIND, FROM, OUT)

    def __init__(self, desk: Desk, name: str, file: InboxFile, preview: Preview) -> None:
        super().__init__(desk)
        self._who = name
        self._file = file
        self._preview = preview
        self._class_keys: dict[str, ClassId] = {}

    @override
    def body(self) -> ComposeResult:
        yield Counts()
        yield PickList([
            ListColumn("", 1), ListColumn(_("what"), 11), ListColumn(_("cell"), 6), ListColumn(_("in words"), 0),
        ])  # fmt: skip

    @override
    async def load(self) -> None:
        """Lay the file beside the journal again: somebody may have changed it."""
        if not self._class_keys:
            self._class_keys = {str(one.name): one.key for one in await self.ask(ListClasses()) or ()}
        await self._decide(self._preview.decisions, moved=False)

    async def _decide(self, decisions: Decisions, moved: bool = True) -> None:
        """Show everything as it is with these decisions; the cursor goes on to what is open still."""
        source = self._preview.source
        found = await self._attempt(lambda: self.desk.run(lambda session: look(session, source, decisions)))
        if found is None:
            return
        if decisions != self._preview.decisions:
            place, text = decision_draft.place_of(self._file.mark), decision_draft.written(decisions)
            await self._attempt(lambda: self.desk.keep_draft(place, text))
        rows = self.query_one(PickList)
        stood = self._point()
        self._preview = found
        title = f"{_(KIND_WORDS[source.kind]).capitalize()} · {self._file.name}"
        self.title_line(title, self._who)
        self.query_one(Counts).say(self._numbers())
        rows.empty = _("There is nothing to decide.")
        rows.show([row_of_point(point) for point in found.points], self._place(stood, moved))
        rows.focus()
        await self.weigh()
        self._tell()

    def _place(self, stood: Point | None, moved: bool) -> int | None:
        """Where the cursor is to stand: on the same line, or on the next open one behind it."""
        if stood is None:
            return next((n for n, point in enumerate(self._preview.points) if point.open), 0)
        here = next((n for n, point in enumerate(self._preview.points) if is_same(point, stood)), None)
        start = self.query_one(PickList).index if here is None else here
        if not moved:
            return start
        waiting = [n for n, point in enumerate(self._preview.points) if point.open]
        return next((n for n in waiting if n >= start), waiting[0] if waiting else start)

    def _numbers(self) -> str:
        tally = self._preview.tally
        parts = [(_("New: {counts}."), tally.added), (_("Changed: {counts}."), tally.changed)]
        told = [words.format(counts=counted(counts)) for words, counts in parts if counts]
        if tally.unchanged:
            told.append(_("Unchanged: {counts}.").format(counts=sum(tally.unchanged.values())))
        count = len(self._preview.open)
        left = ngettext("{count} line waits for a decision.", "{count} lines wait for a decision.", count)
        return " ".join([left.format(count=count) if count else _("Everything is decided."), *told])

    def _point(self) -> Point | None:
        rows, points = self.query_one(PickList), self._preview.points
        return points[rows.index] if rows.rows and rows.index < len(points) else None

    def on_pick_list_moved(self, _event: PickList.Moved) -> None:
        """Show the whole of the line under the cursor."""
        self._tell()

    def on_pick_list_searched(self, event: PickList.Searched) -> None:
        """Tell what is looked for."""
        if event.text:
            self.say(sought(event))
        else:
            self._tell()

    def _tell(self) -> None:
        point = self._point()
        if point is None:
            self.summarise(self._numbers(), _("F8 imports it.") if not self._preview.tally.nothing_new else "")
            return
        decided = f" → {point.decided}" if point.decided else ""
        text = f"{point.address}: {point.words}{decided}" if point.address else f"{point.words}{decided}"
        first, *more = wrap(text, (self.size.width or 80) - 1) or [""]
        self.summarise(first, " ".join(more))

    # What is decided

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter decides."""
        self.action_decide()

    @work(exclusive=True)
    async def action_decide(self) -> None:
        """Choose what becomes of this line."""
        point = self._point()
        if point is None or point.sort in TOLD:
            self.say(_("There is nothing to decide on this line."))
            return
        if point.leaver is not None and not point.decided:
            await self._decide_leaver(point)
            return
        options = self._options(point)
        writes = point.problem is not None and not point.decided
        rows = [(words,) for words, _done in options] + [(_("Write what stands there…"),)] * writes
        chosen = await self.dialog(Choose(title_of(point), rows))
        if chosen is None:
            return
        if chosen == len(options):
            await self._write(point)
        else:
            await self._decide(options[chosen][1]())

    def _options(self, point: Point) -> list[Option]:
        now = self._preview.decisions
        if point.decided:
            return [(_("Decide anew"), lambda: self._forget(point))]
        alike, kind = self._alike(point), _(KINDS.get(point.kind, N_("other remarks")))
        found: list[Option] = []
        if point.sort is Sort.REPAIR:
            found.append((_("Read it as “{text}”").format(text=point.proposal), lambda: accept(now, [point])))
            if len(alike) > 1:
                found.append((several(_("Accept all {count}: {kind}"), alike, kind), lambda: accept(now, alike)))
            cell = point.problem
            if cell is not None:
                found.append((_("Leave the cell out"), lambda: now.write((cell.sheet, cell.address), "")))
        if point.sort is Sort.ERROR:
            found.append((_("Pass it over: what can be read comes in"), lambda: pass_over(now, [point])))
            if len(alike) > 1:
                found.append((several(_("Pass over all {count}: {kind}"), alike, kind), lambda: pass_over(now, alike)))
        if point.sort is Sort.CHANGE:
            found.append((_("As in the file"), lambda: accept(now, [point])))
            found.append((_("Leave as in the journal"), lambda: pass_over(now, [point])))
            if len(alike) > 1:
                words = _("As in the file, all {count}: {kind}"), _("As in the journal, all {count}: {kind}")
                found.append((several(words[0], alike, kind), lambda: accept(now, alike)))
                found.append((several(words[1], alike, kind), lambda: pass_over(now, alike)))
        if point.contradiction and point.contradiction.key and not point.contradiction.can_take:
            found.append((_("Leave as in the journal"), lambda: pass_over(now, [point])))
        if rows_of([point]):
            found.append((_("Leave the row out"), lambda: without_rows(now, [point])))
        return found or [(_("This has to be put right in the file or in the journal"), lambda: now)]

    def _forget(self, point: Point) -> Decisions:
        now = self._preview.decisions
        if point.problem:
            return now.forget(point.problem)
        if point.contradiction:
            return now.forget_key(point.contradiction.key)
        row = row_at(point.address)
        return replace(now, out=now.out - {row}, leavers={k: how for k, how in now.leavers.items() if k != row})

    def _alike(self, point: Point) -> list[Point]:
        """The open lines of the same sort and kind."""
        return [one for one in self._preview.open if (one.sort, one.kind) == (point.sort, point.kind)]

    async def _write(self, point: Point) -> None:
        problem = point.problem
        if problem is None:
            return
        fields = [(_("Read in {address}").format(address=problem.address), problem.repair or problem.found)]
        filled = await self.dialog(FillIn(title_of(point), fields))
        if filled is not None:
            await self._decide(self._preview.decisions.write((problem.sheet, problem.address), filled[0]))

    async def _decide_leaver(self, point: Point) -> None:
        leaver, now = point.leaver, self._preview.decisions
        if leaver is None:
            return
        rows = [(_("Leaves the school…"),), (_("Does not leave: the row is left out"),)]
        chosen = await self.dialog(Choose(leaver.name.full, rows))
        if chosen == 1:
            await self._decide(without_rows(now, [point]))
        if chosen != 0:
            return
        today = self.desk.clock.today()
        fields = [(_("Not at school from"), full_date(leaver.left) if leaver.left else ""), (_("Order no."), "")]

        def check(typed: tuple[str, ...]) -> object:
            return read_day(typed[0], today), require_order(typed[1])

        filled = await self.dialog(FillIn(leaver.name.full, fields, check))
        if filled is not None:
            leaving = Leaving(read_day(filled[0], today), require_order(filled[1]))
            await self._decide(now.dismiss(row_at(point.address), leaving))

    async def action_accept(self) -> None:
        """What is proposed on this line."""
        await self._accept(one=True)

    async def action_kind(self) -> None:
        """What is proposed on all lines of its kind."""
        await self._accept(one=False)

    async def _accept(self, one: bool) -> None:
        point = self._point()
        if point is None or not point.open or point.sort not in (Sort.REPAIR, Sort.CHANGE):
            self.say(_("Nothing is proposed on this line: Enter shows what can be decided."))
            return
        await self._decide(accept(self._preview.decisions, [point] if one else self._alike(point)))

    async def action_row_out(self) -> None:
        """Leave the row of this line out."""
        point = self._point()
        if point is None or not point.open or not rows_of([point]):
            self.say(_("This line stands for no row of the list."))
            return
        await self._decide(without_rows(self._preview.decisions, [point]))

    @work(exclusive=True)
    async def action_from_day(self) -> None:
        """From which day on newcomers are in a class that is there already."""
        today, now = self.desk.clock.today(), self._preview.decisions
        fields = [(_("Newcomers from"), full_date(now.effective or today))]
        filled = await self.dialog(FillIn(_("New pupils of the classes"), fields, lambda v: read_day(v[0], today)))
        if filled is not None:
            await self._decide(replace(now, effective=read_day(filled[0], today)), moved=False)
