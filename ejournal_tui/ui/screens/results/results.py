"""The results of a course's pupils by period: proposed, given, or brought in from the paper journal (C25, C28)."""

from asyncio import Lock
from collections.abc import Mapping

from textual import work
from typing_extensions import override

from ....domain.groups.groups import CourseId
from ....domain.journal.marks import Mark, Value
from ....domain.journal.outside import Source
from ....domain.people.people import PupilId
from ....domain.results.approval import Pending, needs_approval
from ....domain.results.standing import asks_why
from ....i18n import N_, _, ngettext
from ....services.journal.on_paper import SetPastResult
from ....services.results.correcting import AskResultCorrection
from ....services.results.deferring import DeferResult
from ....services.results.giving import Given, GiveResults, Proposals
from ....services.session import Change, Guarded
from ...commands import FIND, HISTORY, PAST, Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.fill_in import FillIn
from ...dialogs.tick import Tick
from ...widgets.lines import StatusLine
from ...widgets.pick_list import PickList
from .asking import ASK_RESULTS, ask_to_correct_results
from .pending import DEFER, put_off, settled, take_back_deferral
from .results_list import ResultList, doubts, whys
from .results_table import AFTER, BEFORE, ResultsTableScreen
from .year_results import YEAR_OF, YearResultsScreen

PROPOSED = Command(
    "fill", ("f5",), N_("proposals"), N_("Give the proposed marks to those you tick, borderline ones first."), 90
)
ERASE = Command("erase", ("delete",), N_("erase"), N_("Take the result out."), 60)


class ResultsScreen(ResultsTableScreen):
    """Pupils and periods; a key writes a result and goes down, F5 gives the proposed ones."""

    COMMANDS_HERE = (PROPOSED, FIND, HISTORY, ERASE, DEFER, ASK_RESULTS, BEFORE, AFTER, YEAR_OF, PAST)

    def __init__(self, desk: Desk, course: CourseId, name: str, number: int | None = None) -> None:
        super().__init__(desk, course, name, number)
        self._one_by_one = Lock()
        """What is typed faster than it can be signed or explained waits its turn."""

    def _change(self, given: tuple[Given, ...]) -> Change:
        assert self._table is not None
        number = self._table.periods[self._period].number
        if self._proposals is not None and self._proposals.on_paper:
            one = given[0]
            return SetPastResult(self._course, one.pupil, number, one.value, one.expects)
        return GiveResults(self._course, number, given)

    @override
    def requests(self) -> Mapping[str, Guarded]:
        if self._table is None or not self._table.rows or not self._table.periods:
            return {}
        # A result put off may be given when the period is closed to all the others.
        rows = [row for row in self._table.rows if self._pending(row.pupil).deferral is None] or self._table.rows
        nothing = self._change((Given(rows[0].pupil, None, None),))
        number = self._table.periods[self._period].number
        put_off = DeferResult(self._course, rows[0].pupil, number, None, "", None)
        ask = AskResultCorrection(self._course, number, "", self.desk.clock.today())
        return {ERASE.action: nothing, PROPOSED.action: nothing, DEFER.action: put_off, ASK_RESULTS.action: ask}

    @override
    def enabled(self, action: str) -> bool:
        """What paper tells is not proposed; only a closed period is asked for."""
        table = self._table
        if action == ASK_RESULTS.action and table is not None and table.periods:
            return super().enabled(action) and table.periods[self._period].closed
        on_paper = self._proposals is None or self._proposals.on_paper
        return super().enabled(action) and not (action == PROPOSED.action and on_paper)

    def on_result_list_typed(self, event: ResultList.Typed) -> None:
        """Write what was typed."""
        self._type(event.index, event.value)

    @work
    async def _type(self, index: int, value: Value) -> None:
        """Write what was typed, having asked why where that is wanted."""
        async with self._one_by_one:
            await self._give(index, value)

    async def _give(self, index: int, value: Value) -> None:
        here, found = self._at(index), self._proposals
        standing = self._standing(here[0].pupil) if here is not None else None
        stands = here[1] if here is not None else None
        # What a certificate brought is not typed over: the door says so, and nothing is asked before.
        ours = stands is None or stands.source is not Source.CERTIFICATE
        ours = ours and here is not None and not here[0].left_out[self._period]
        due = ours and found is not None and not found.on_paper and self.desk.clock.today() >= found.opens
        if here is not None and due and found is not None and standing is not None and self._may_give(here[0].pupil):
            question = asks_why(value, standing.proposed)
            if question and needs_approval(found.raises, value, standing):
                question = _("{question} The deputy head approves it.").format(question=question)
            if question:
                await self._ask_why(index, value, question)
                return
        if not await self._put(index, value):
            self._come_back(index)

    def _may_give(self, pupil: PupilId) -> bool:
        """Whether the door would let the result of a pupil in, as far as it was asked."""
        deferral = self._pending(pupil).deferral
        running = deferral is not None and not deferral.over(self.desk.clock.today())
        return running or ERASE.action not in self._refused

    def _come_back(self, index: int) -> None:
        """After a refusal the cursor goes back to the line, unless the hand has gone on."""
        rows = self.query_one(ResultList)
        if rows.index == index + 1:
            rows.go(index)

    async def _ask_why(self, index: int, value: Value, question: str) -> None:
        """A word of reason, then the result."""
        here = self._at(index)
        if here is None:
            return
        title = f"{here[0].name}: {Mark(value).text}. {question}"
        reason = ""
        if value is Value.NOT_ATTESTED:
            chosen = await self.dialog(Choose(title, [(words,) for words in (*whys(), _("another reason"))]))
            if chosen is not None and chosen < len(whys()):
                reason = whys()[chosen]
            elif chosen is None:
                self._come_back(index)
                self.say(_("No result was given."), _("Not attested needs a reason."))
                return
        if not reason:
            filled = await self.dialog(FillIn(title, [(_("Reason"), "")]))
            reason = filled[0] if filled else ""
        if not reason:
            self._come_back(index)
            self.say(_("No result was given."), _("Such a result needs a word of reason."))
        elif not await self._put(index, value, reason):
            self._come_back(index)

    @work
    async def action_erase(self) -> None:
        """Take the result out, or what stands in its place."""
        async with self._one_by_one:
            index = self.query_one(PickList).index
            here, table = self._at(index), self._table
            if here is None or table is None:
                return
            row, stands = here
            deferral = self._pending(row.pupil).deferral
            if stands is None and deferral is not None and self._pending(row.pupil).waiting is None:
                await take_back_deferral(self, self._course, row, table.periods[self._period].number, deferral)
            else:
                await self._put(index, None)

    @work
    async def action_ask_correction(self) -> None:
        """Ask the deputy head to let the results of the period be corrected."""
        table = self._table
        if table is None or not table.periods:
            return
        period = table.periods[self._period]
        if not period.closed:
            self.say(_("These results are open: correct them at once."))
            return
        await ask_to_correct_results(self, self._course, period.number, f"{table.title}, {period.title}")

    @work
    async def action_defer(self) -> None:
        """Put the result of the pupil under the cursor off until a day."""
        here, table = self._at(self.query_one(PickList).index), self._table
        if here is None or table is None:
            return
        if why := self._refused.get(DEFER.action):
            self.app.bell()
            self.say(why)
            return
        deferral = self._pending(here[0].pupil).deferral
        await put_off(self, self._course, here[0], table.periods[self._period], deferral)

    async def _put(self, index: int, value: Value | None, reason: str = "") -> bool:
        """Make a line say a result; answers whether it says so now."""
        here, table = self._at(index), self._table
        if here is None or table is None:
            return False
        row, stands = here
        period = table.periods[self._period]
        waiting = self._pending(row.pupil).waiting
        if (stands.value if stands else None) == value and not reason and waiting is None:
            self.say(_("{name}: it stands so already.").format(name=row.name))
            return True
        given = Given(
            row.pupil, value, stands.value if stands else None, reason,
            waiting.value if waiting is not None else None,
        )
        done = await self.do(self._change((given,)))
        said = self.query_one(StatusLine).said
        await self.load()
        if done is None:
            self.say(*said)
            return False
        if (now := self._pending(row.pupil).waiting) is not None and now.value is value:
            self.say(
                _("{name} · {period}: {mark} waits for the deputy head.").format(
                    name=row.name, period=period.title, mark=Mark(value).text
                ),
                _("The family sees it once it is approved. Ctrl+Z takes it back."),
            )
            return True
        words = Mark(value).text if value is not None else _("taken out")
        standing = self._standing(row.pupil)
        if value is not None and value.counts and standing is not None and standing.proposed not in (None, int(value)):
            words += " · " + _("proposed was {mark}").format(mark=standing.proposed)
        self.say(f"{row.name} · {period.title}: {words}", _("Ctrl+Z takes it back."))
        return True

    @work
    async def action_fill(self) -> None:
        """Give the proposed marks: those that need a second look stand first and are not ticked (C28)."""
        found, table = self._proposals, self._table
        if found is None or table is None:
            return
        if why := self._why_not_propose(found):
            self.app.bell()
            self.say(why)
            return
        at, today = self._period, self.desk.clock.today()
        asked = [
            row
            for row in table.rows
            if row.results[at] is None and not row.left_out[at] and not settled(self._pending(row.pupil), today)
        ]
        waiting = [(row, one) for row in asked if (one := found.standings.get(row.pupil)) and one.proposed is not None]
        waiting.sort(key=lambda pair: pair[1].plain)
        if not waiting:
            self.say(_("There is nothing to propose."), self._left_to_give())
            return
        lines = [f"{row.name}: {one.proposed} ({doubts(one)})" for row, one in waiting]
        title = _("Proposed marks, {period}").format(period=table.periods[self._period].title)
        ticked = await self.dialog(Tick(title, lines, [n for n, (_row, one) in enumerate(waiting) if one.plain]))
        if ticked is None:
            return
        given = tuple(
            Given(row.pupil, Value(one.proposed), None, asked=_waiting(self._pending(row.pupil)))
            for n, (row, one) in enumerate(waiting)
            if n in ticked and one.proposed is not None
        )
        async with self._one_by_one:
            if await self.do(self._change(given)) is None:
                return
        await self.load()
        words = ngettext("{count} result was given.", "{count} results were given.", len(given))
        self.say(words.format(count=len(given)) + " " + self._left_to_give(), _("Ctrl+Z takes all of it back."))

    def _why_not_propose(self, found: Proposals) -> str:
        if found.on_paper:
            return _("Type the results as they stand in the paper journal; * marks what came from paper.")
        if PROPOSED.action in self._refused or self.desk.clock.today() < found.opens:
            return self._advice()
        return ""

    def action_year(self) -> None:
        """The marks of the year."""
        self.app.push_screen(YearResultsScreen(self.desk, self._course, self._who))

    @override
    def help_words(self) -> list[str]:
        return [
            _("A key gives the result of the period in brackets and goes down; F5 gives the proposed ones."),
            _("Average, proposed mark (+ nearly one better), marks of the minimum, part of the lessons missed."),
            _("A result that differs from the proposal bears !; one above it, and not attested, need a reason."),
            _("What stands further above the proposal than the school allows waits for the deputy head: “waits”."),
            _("Ctrl+D puts a result off until a day (long illness); then it may be given though the period is closed."),
            _("Periods kept on paper are typed as they stand there; * marks them."),
            _("Digits write marks, н is not attested, о excused, з passed; Del takes a result out."),
            _("A result that a certificate brought is changed on the pupil's card by the class teacher."),
        ]


def _waiting(pending: Pending) -> Value | None:
    return pending.waiting.value if pending.waiting is not None else None
