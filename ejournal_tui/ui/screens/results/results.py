"""The results of a course's pupils by period: proposed, given, or brought in from the paper journal (C25, C28)."""

from collections.abc import Mapping

from textual import work
from typing_extensions import override

from ....domain.journal.marks import Mark, Value
from ....domain.journal.outside import Source
from ....domain.results.standing import asks_why
from ....i18n import N_, _, ngettext
from ....services.journal.on_paper import SetPastResult
from ....services.results.giving import Given, GiveResults, Proposals
from ....services.session import Change, Guarded
from ...commands import FIND, HISTORY, PAST, Command
from ...dialogs.choose import Choose
from ...dialogs.fill_in import FillIn
from ...dialogs.tick import Tick
from ...widgets.lines import StatusLine
from ...widgets.pick_list import PickList
from .results_list import ResultList, doubts, whys
from .results_table import AFTER, BEFORE, ResultsTableScreen
from .year_results import YEAR_OF, YearResultsScreen

PROPOSED = Command(
    "fill", ("f5",), N_("proposals"), N_("Give the proposed marks to those you tick, borderline ones first."), 90
)
ERASE = Command("erase", ("delete",), N_("erase"), N_("Take the result out."), 60)


class ResultsScreen(ResultsTableScreen):
    """Pupils and periods; a key writes a result and goes down, F5 gives the proposed ones."""

    COMMANDS_HERE = (PROPOSED, FIND, HISTORY, ERASE, BEFORE, AFTER, YEAR_OF, PAST)

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
        nothing = self._change((Given(self._table.rows[0].pupil, None, None),))
        return {ERASE.action: nothing, PROPOSED.action: nothing}

    @override
    def enabled(self, action: str) -> bool:
        """What paper tells is not proposed."""
        on_paper = self._proposals is None or self._proposals.on_paper
        return super().enabled(action) and not (action == PROPOSED.action and on_paper)

    async def on_result_list_typed(self, event: ResultList.Typed) -> None:
        """Write what was typed, having asked why where that is wanted."""
        here = self._at(event.index)
        standing = self._standing(here[0].pupil) if here is not None else None
        found = self._proposals
        stands = here[1] if here is not None else None
        # What a certificate brought is not typed over: the door says so, and nothing is asked before.
        ours = stands is None or stands.source is not Source.CERTIFICATE
        ours = ours and here is not None and not here[0].left_out[self._period]
        due = found is not None and not found.on_paper and self.desk.clock.today() >= found.opens
        question = asks_why(event.value, standing.proposed, standing.passes) if standing is not None else ""
        if due and ours and not self._refused and question:
            self._ask_why(event.index, event.value, question)
            return
        if not await self._put(event.index, event.value):
            self._come_back(event.index)

    def _come_back(self, index: int) -> None:
        """After a refusal the cursor goes back to the line, unless the hand has gone on."""
        rows = self.query_one(ResultList)
        if rows.index == index + 1:
            rows.go(index)

    @work
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

    async def action_erase(self) -> None:
        """Take the result out."""
        await self._put(self.query_one(PickList).index, None)

    async def _put(self, index: int, value: Value | None, reason: str = "") -> bool:
        """Make a line say a result; answers whether it says so now."""
        here, table = self._at(index), self._table
        if here is None or table is None:
            return False
        row, stands = here
        period = table.periods[self._period]
        if (stands.value if stands else None) == value and not reason:
            self.say(_("{name}: it stands so already.").format(name=row.name))
            return True
        done = await self.do(self._change((Given(row.pupil, value, stands.value if stands else None, reason),)))
        said = self.query_one(StatusLine).said
        await self.load()
        if done is None:
            self.say(*said)
            return False
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
        at = self._period
        asked = [row for row in table.rows if row.results[at] is None and not row.left_out[at]]
        waiting = [(row, one) for row in asked if (one := found.standings.get(row.pupil)) and one.proposed is not None]
        waiting.sort(key=lambda pair: pair[1].plain)
        if not waiting:
            self.say(_("There is nothing to propose."), self._left_to_give())
            return
        lines = [f"{row.name}: {one.proposed_text}" + (f" ({told})" if (told := doubts(one)) else "")
                 for row, one in waiting]  # fmt: skip
        title = _("Proposed marks, {period}").format(period=table.periods[self._period].title)
        ticked = await self.dialog(Tick(title, lines, [n for n, (_row, one) in enumerate(waiting) if one.plain]))
        if ticked is None:
            return
        given = tuple(
            Given(row.pupil, Value(one.proposed), None)
            for n, (row, one) in enumerate(waiting)
            if n in ticked and one.proposed is not None
        )
        if await self.do(self._change(given)) is None:
            return
        await self.load()
        words = ngettext("{count} result was given.", "{count} results were given.", len(given))
        self.say(words.format(count=len(given)) + " " + self._left_to_give(), _("Ctrl+Z takes all of it back."))

    def _why_not_propose(self, found: Proposals) -> str:
        if found.on_paper:
            return _("Type the results as they stand in the paper journal; * marks what came from paper.")
        if self._refused or self.desk.clock.today() < found.opens:
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
            _("Periods kept on paper are typed as they stand there; * marks them."),
            _("Digits write marks, н is not attested, о excused, + passed, - not passed; Del takes a result out."),
            _("A result that a certificate brought is changed on the pupil's card by the class teacher."),
        ]
