"""The results of a course's pupils by period, looked at: the table, its figures and what is told about a line."""

from textual import work
from textual.app import ComposeResult
from typing_extensions import override

from ....domain.groups.groups import CourseId
from ....domain.groups.individual_plans import not_learnt
from ....domain.journal.outside import Result, ResultRow, ResultTable
from ....domain.people.people import PupilId
from ....domain.results.approval import Pending
from ....domain.results.standing import Standing
from ....domain.text.words import bare, decimal, short_date
from ....i18n import N_, _, ngettext
from ....services.history.lives import ResultLife
from ....services.journal.on_paper import ShowResults
from ....services.results.giving import Proposals, ShowProposals
from ...commands import Command
from ...desk import Desk
from ...widgets.pick_list import ListColumn, PickList
from ..base import JournalScreen
from ..finding import find_line
from .lives import show_life
from .pending import pending_cell, pending_words, settled
from .results_list import DIFFERS, FIVES, NAMES, NEAR, OTHER, PASSES, PERIOD, ResultList, standing_words

BEFORE = Command("period_before", ("left",), N_("period before"), N_("Go to the period before."))
AFTER = Command("period_after", ("right",), N_("next period"), N_("Go to the next period."))


class ResultsTableScreen(JournalScreen):
    """Pupils and periods; the arrows go from period to period."""

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
            f" {self._cell(row, result)}" if n == self._period else result.text if result else _nothing(row, n)
            for n, result in enumerate(row.results)
        ]

    def _cell(self, row: ResultRow, result: Result | None) -> str:
        """The result, what waits for the deputy head, or until when it is put off."""
        shown = result.text + DIFFERS * result.differs if result else _nothing(row, self._period)
        return pending_cell(shown, result, self._pending(row.pupil), self.desk.clock.today())

    def _pending(self, pupil: PupilId) -> Pending:
        found = self._proposals.pending if self._proposals is not None else {}
        return found.get(pupil, Pending())

    def _standing(self, pupil: PupilId) -> Standing | None:
        return self._proposals.standings.get(pupil) if self._proposals is not None else None

    def _figures(self, row: ResultRow) -> tuple[str, ...]:
        one = None if row.left_out[self._period] else self._standing(row.pupil)
        if one is None:
            return ("", "", "", "")
        average = decimal(one.average) if one.average is not None else ""
        proposed = f"{one.proposed_text}{NEAR * (one.near is not None)}"
        return average, proposed, f"{one.marks}/{one.minimum}", f"{one.missed_percent}%" if one.missed else ""

    @override
    def show_footer(self, lead: str = "") -> None:
        """What may be written leads, for whoever may write."""
        standings = self._proposals.standings.values() if self._proposals is not None else ()
        passes = any(one.passes for one in standings)
        super().show_footer("" if self._refused else PASSES if passes else FIVES)

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
        if beside := pending_words(here[1], self._pending(row.pupil), self.desk.clock.today()):
            told = f"{beside} · {told}"
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
        at, today = self._period, self.desk.clock.today()
        open_ones = {
            row.pupil: row.name
            for row in table.rows
            if row.results[at] is None and not row.left_out[at] and not settled(self._pending(row.pupil), today)
        }
        words = ngettext("{count} has no result.", "{count} have no result.", len(open_ones))
        parts = [words.format(count=len(open_ones))] if open_ones else [_("Everybody has a result.")]
        names = [open_ones[pupil] for pupil in found.candidates() if pupil in open_ones]
        if names:
            parts.append(_("Not attested? {names}.").format(names=", ".join(names)))
        return " ".join(parts)

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
    async def action_history(self) -> None:
        """What results the pupil ever had for the period under the cursor, who gave them and why."""
        here, table = self._at(self.query_one(PickList).index), self._table
        if here is None or table is None:
            return
        row, period = here[0], table.periods[self._period]
        await show_life(self, ResultLife(self._course, row.pupil, period.number), f"{row.name} · {period.title}")

    @work
    async def action_past(self) -> None:
        """The results as they stood at the end of a day."""
        from ..history.past import show_past_results

        await show_past_results(self, self._course)

    def action_find(self) -> None:
        """Go to a pupil by typing."""
        table = self._table
        if table is not None:
            find_line(self, _("Pupil"), [(row.name,) for row in table.rows])


def _nothing(row: ResultRow, period: int) -> str:
    """What stands where there is no result."""
    return "—" if row.left_out[period] else "·"
