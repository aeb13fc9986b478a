"""The results of a course's pupils by period: proposed, given, or brought in from the paper journal (C25, C28)."""

from collections.abc import Mapping

from textual import work
from textual.app import ComposeResult
from typing_extensions import override

from ....domain.groups.groups import CourseId
from ....domain.groups.individual_plans import not_learnt
from ....domain.journal.marks import Mark, Value
from ....domain.journal.outside import Result, ResultRow, ResultTable, Source
from ....domain.people.people import PupilId
from ....domain.results.standing import Standing, asks_why
from ....domain.text.words import bare, decimal, short_date
from ....i18n import N_, _, ngettext
from ....services.journal.on_paper import SetPastResult, ShowResults
from ....services.results.giving import Given, GiveResults, Proposals, ShowProposals
from ....services.session import Change, Guarded
from ...commands import FIND, PAST, Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.fill_in import FillIn
from ...dialogs.tick import Tick
from ...widgets.lines import StatusLine
from ...widgets.pick_list import ListColumn, PickList
from ..base import JournalScreen
from .results_list import ALPHABET, DIFFERS, NAMES, NEAR, OTHER, PERIOD, ResultList, doubts, standing_words, whys

BEFORE = Command("period_before", ("left",), N_("period before"), N_("Go to the period before."))
AFTER = Command("period_after", ("right",), N_("next period"), N_("Go to the next period."))
PROPOSED = Command(
    "fill", ("f5",), N_("proposals"), N_("Give the proposed marks to those you tick, borderline ones first."), 90
)
ERASE = Command("erase", ("delete",), N_("erase"), N_("Take the result out."), 60)



class ResultsScreen(JournalScreen):
    """Pupils and periods; a key writes a result and goes down, F5 gives the proposed ones."""

    COMMANDS_HERE = (PROPOSED, FIND, ERASE, BEFORE, AFTER, PAST)

    def __init__(self, desk: Desk, course: CourseId, name: str, number: int | None = None) -> None:
        super().__init__(desk)
        self._wanted = number
        """The period to begin with, where one was chosen."""
        self._course = course
        self._who = name
        self._table: ResultTable | None = None
        self._proposals: Proposals | None = None
        self._period = 0

    @override
    def body(self) -> ComposeResult:
        yield ResultList(searches=False, empty=_("No pupils are in this group: ask the class teacher."))

    @override
    async def load(self) -> None:
        """Ask for the table again."""
        first = self._table is None
        found = await self.ask(ShowResults(self._course))
        if found is None:
            return
        self._table = found
        if first:
            self._period = self._begins_with(found)
        await self._look_at_period()
        self._draw()
        if first:
            self.query_one(PickList).focus()
            self._tell()

    def _begins_with(self, table: ResultTable) -> int:
        """The period chosen, else the one whose results are given now: the last that is over."""
        chosen = [n for n, period in enumerate(table.periods) if period.number == self._wanted]
        if chosen:
            return chosen[0]
        past = [n for n, period in enumerate(table.periods) if period.past]
        return past[-1] if past else 0

    async def _look_at_period(self) -> None:
        table = self._table
        self._proposals = None
        if table is not None and table.periods and not table.markless:
            self._proposals = await self.ask(ShowProposals(self._course, table.periods[self._period].number))

    def _draw(self) -> None:
        table, rows = self._table, self.query_one(PickList)
        assert table is not None
        self.title_line(_("{course} · results of the periods").format(course=table.title), self._who)
        heads = [
            ListColumn(f"[{period.title}]", PERIOD) if n == self._period else ListColumn(str(period.number), OTHER)
            for n, period in enumerate(table.periods)
        ]
        figures = [
            ListColumn(bare(N_("results|avg")), 4, True), ListColumn(bare(N_("results|prop")), 4, True),
            ListColumn(bare(N_("results|marks")), 5, True), ListColumn(bare(N_("results|missed")), 4, True),
        ]  # fmt: skip
        shown = figures if self._proposals is not None and not self._proposals.on_paper else []
        rows.columns = (ListColumn("", 3, True), ListColumn(_("Pupil"), NAMES), *shown, *heads)
        rows.show(
            [
                (str(n), row.name, *(self._figures(row) if shown else ()), *self._results(row))
                for n, row in enumerate(table.rows, 1)
            ]
        )

    def _results(self, row: ResultRow) -> list[str]:
        return [
            f" {result.text + DIFFERS * result.differs if result else _nothing(row, n)}" if n == self._period
            else result.text if result else _nothing(row, n)
            for n, result in enumerate(row.results)
        ]  # fmt: skip

    def _standing(self, pupil: PupilId) -> Standing | None:
        return self._proposals.standings.get(pupil) if self._proposals is not None else None

    def _figures(self, row: ResultRow) -> tuple[str, ...]:
        one = None if row.left_out[self._period] else self._standing(row.pupil)
        if one is None:
            return ("", "", "", "")
        average = decimal(one.average) if one.average is not None else ""
        proposed = "" if one.proposed is None else f"{one.proposed}{NEAR * (one.near is not None)}"
        return average, proposed, f"{one.marks}/{one.minimum}", f"{one.missed_percent}%" if one.missed else ""

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

    @override
    def show_footer(self, lead: str = "") -> None:
        """What may be written leads, for whoever may write."""
        super().show_footer("" if self._refused else ALPHABET)

    def _at(self, index: int) -> tuple[ResultRow, Result | None] | None:
        table = self._table
        if table is None or not 0 <= index < len(table.rows) or not table.periods:
            return None
        row = table.rows[index]
        return row, row.results[self._period]

    def on_pick_list_moved(self, _event: PickList.Moved) -> None:
        """Tell about the result under the cursor."""
        self._tell()

    def _tell(self) -> None:
        here, table = self._at(self.query_one(PickList).index), self._table
        if here is None or table is None:
            return
        row, period = here[0], table.periods[self._period]
        told = row.told[self._period] or _("no result")
        if row.left_out[self._period]:
            told = ", ".join((row.told[self._period] or "—", not_learnt()))
        standing = None if row.left_out[self._period] else self._standing(row.pupil)
        if standing is not None and self._proposals is not None and not self._proposals.on_paper:
            words = standing_words(standing, self._proposals.share)
            told = f"{told} · {words}" if row.told[self._period] else words
        self.say(f"{row.name} · {period.title} · {told}", self._advice())

    def _advice(self) -> str:
        """What can be done in this period."""
        found = self._proposals
        if found is None:
            return _("No marks are given here: the subject or the class is without marks.")
        if self._refused:
            return next(iter(self._refused.values()))
        if found.on_paper:
            return _("Type the results as they stand in the paper journal; * marks what came from paper.")
        if self.desk.clock.today() < found.opens:
            return _("This period is not over yet: its results are given from {day}.").format(
                day=short_date(found.opens)
            )
        return _("{left} Type a result, or F5 for the proposed ones.").format(left=self._left_to_give())

    def _left_to_give(self) -> str:
        """How many results are wanting, and for whom "not attested" comes into question."""
        table, found = self._table, self._proposals
        assert table is not None
        assert found is not None
        at = self._period
        open_ones = {row.pupil: row.name for row in table.rows if row.results[at] is None and not row.left_out[at]}
        words = ngettext("{count} has no result.", "{count} have no result.", len(open_ones))
        parts = [words.format(count=len(open_ones))] if open_ones else [_("Everybody has a result.")]
        names = [open_ones[pupil] for pupil in found.candidates() if pupil in open_ones]
        if names:
            parts.append(_("Not attested? {names}.").format(names=", ".join(names)))
        return " ".join(parts)

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
        if due and ours and not self._refused and standing is not None and asks_why(event.value, standing.proposed):
            self._ask_why(event.index, event.value, asks_why(event.value, standing.proposed))
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
        lines = [f"{row.name}: {one.proposed} ({doubts(one)})" for row, one in waiting]
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

    async def _turn(self, step: int) -> None:
        if self._table is not None and self._table.periods:
            self._period = (self._period + step) % len(self._table.periods)
            await self._look_at_period()
            self._draw()
            await self.weigh()
            self._tell()

    async def action_period_before(self) -> None:
        """The period before, going round."""
        await self._turn(-1)

    async def action_period_after(self) -> None:
        """The next period, going round."""
        await self._turn(1)

    @work
    async def action_past(self) -> None:
        """The results as they stood at the end of a day."""
        from ..history.past import show_past_results

        await show_past_results(self, self._course)

    def action_find(self) -> None:
        """Go to a pupil by typing."""
        table = self._table
        if table is None:
            return

        def chosen(index: int | None) -> None:
            if index is not None:
                self.query_one(PickList).move(index)

        self.app.push_screen(Choose(_("Pupil"), [(row.name,) for row in table.rows], searches=True), chosen)

    @override
    def help_words(self) -> list[str]:
        return [
            _("A key gives the result of the period in brackets and goes down; F5 gives the proposed ones."),
            _("Average, proposed mark (+ nearly one better), marks of the minimum, part of the lessons missed."),
            _("A result that differs from the proposal bears !; one above it, and not attested, need a reason."),
            _("Periods kept on paper are typed as they stand there; * marks them."),
            _("Digits write marks, н is not attested, о excused, з passed; Del takes a result out."),
            _("A result that a certificate brought is changed on the pupil's card by the class teacher."),
        ]


def _nothing(row: ResultRow, period: int) -> str:
    """What stands where there is no result."""
    return "—" if row.left_out[period] else "·"
