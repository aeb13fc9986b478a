"""The year and final marks of a course: what the periods propose, what the teacher gives (domain rules 3)."""

from asyncio import Lock
from collections.abc import Mapping
from datetime import date

from textual import work
from textual.app import ComposeResult
from typing_extensions import override

from ....domain.groups.groups import CourseId
from ....domain.journal.marks import Mark, Value
from ....domain.journal.outside import Result, ResultKind
from ....domain.results.year_marks import Proposal, YearRow, YearTable, asks_why
from ....domain.text.words import short_date
from ....i18n import N_, _, ngettext
from ....services.history.lives import ResultLife
from ....services.results.correcting import YEAR, AskResultCorrection
from ....services.results.giving import Given
from ....services.results.year_giving import GiveYearMarks, ShowYear
from ....services.session import Guarded
from ...commands import FIND, HISTORY, Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.fill_in import FillIn
from ...dialogs.tick import Tick
from ...widgets.lines import StatusLine
from ...widgets.pick_list import PickList
from ..base import JournalScreen
from ..finding import find_line
from .asking import ASK_RESULTS, ask_to_correct_results
from .lives import show_life
from .results_list import FIVES, PASSES, ResultList, whys
from .year_lines import cells, columns, decided, proposal_of

YEAR_OF = Command("year", ("г",), N_("year"), N_("Give the marks of the year, and the final ones in 9 and 11."), 75)
TURN = Command("turn", ("right", "left"), N_("year / final"), N_("Turn to the final marks, or back to the year's."))
PROPOSED = Command("fill", ("f5",), N_("proposals"), N_("Give the proposed marks to those you tick."), 90)
ERASE = Command("erase", ("delete",), N_("erase"), N_("Take the mark out."), 60)


class YearResultsScreen(JournalScreen):
    """Pupils with their periods; a key writes the mark of the year, or the final one, and goes down."""

    COMMANDS_HERE = (PROPOSED, FIND, HISTORY, ERASE, ASK_RESULTS, TURN)

    def __init__(self, desk: Desk, course: CourseId, name: str, kind: ResultKind = ResultKind.YEAR) -> None:
        super().__init__(desk)
        self._course = course
        self._who = name
        self._kind = kind
        self._table: YearTable | None = None
        self._one_by_one = Lock()
        """What is typed faster than it can be signed or explained waits its turn."""

    @override
    def body(self) -> ComposeResult:
        yield ResultList(searches=False, empty=_("No pupils are in this group: ask the class teacher."))

    @override
    async def load(self) -> None:
        """Ask for the table again."""
        first, found = self._table is None, await self.ask(ShowYear(self._course))
        if found is None:
            return
        self._table = found
        if not found.finals:
            self._kind = ResultKind.YEAR
        self._draw(found)
        if first:
            self.query_one(PickList).focus()
            self._tell()

    def _draw(self, table: YearTable) -> None:
        self.title_line(_("{course} · marks of the year").format(course=table.title), self._who)
        rows = self.query_one(PickList)
        rows.columns = columns(table, self._kind)
        rows.show([(str(n), row.name, *cells(row, table, self._kind)) for n, row in enumerate(table.rows, 1)])

    def _proposal(self, row: YearRow) -> Proposal:
        return proposal_of(row, self._kind)

    def _stands(self, row: YearRow) -> Result | None:
        return row.year if self._kind is ResultKind.YEAR else row.final

    @override
    def requests(self) -> Mapping[str, Guarded]:
        if self._table is None or not self._table.rows:
            return {}
        nothing = GiveYearMarks(self._course, self._kind, (Given(self._table.rows[0].pupil, None, None),))
        ask = AskResultCorrection(self._course, YEAR, "", self.desk.clock.today())
        return {ERASE.action: nothing, PROPOSED.action: nothing, ASK_RESULTS.action: ask}

    @work
    async def action_ask_correction(self) -> None:
        """Ask the deputy head to let the marks of the year be corrected."""
        if self._table is not None:
            await ask_to_correct_results(self, self._course, YEAR, f"{self._table.title}, {self._title}")

    @override
    def enabled(self, action: str) -> bool:
        """Only classes 9 and 11 have final marks."""
        finals = self._table is not None and self._table.finals
        return super().enabled(action) and (finals or action != TURN.action)

    @override
    def show_footer(self, lead: str = "") -> None:
        """What may be written leads, for whoever may write."""
        passes = self._table is not None and self._table.passes
        super().show_footer("" if self._refused else PASSES if passes else FIVES)

    def _at(self, index: int) -> YearRow | None:
        rows = self._table.rows if self._table is not None else ()
        return rows[index] if 0 <= index < len(rows) else None

    @property
    def _title(self) -> str:
        return _("year") if self._kind is ResultKind.YEAR else _("final")

    def on_pick_list_moved(self, _event: PickList.Moved) -> None:
        """Tell about the pupil under the cursor."""
        self._tell()

    @work
    async def action_history(self) -> None:
        """What marks of the year, or final ones, the pupil ever had, who gave them and why."""
        row = self._at(self.query_one(PickList).index)
        if row is not None:
            await show_life(self, ResultLife(self._course, row.pupil, 0, self._kind), f"{row.name} · {self._title}")

    def _tell(self) -> None:
        row = self._at(self.query_one(PickList).index)
        if row is None:
            return
        year, exam, final = row.told
        told = year if self._kind is ResultKind.YEAR else final
        words = [self._proposal(row).told, told, _("exam {told}").format(told=exam) if exam else ""]
        self.say(f"{row.name} · {self._title} · " + " · ".join(filter(None, words)), self._advice())

    def _advice(self) -> str:
        table = self._table
        assert table is not None
        if table.markless:
            return _("No marks are given here: the subject or the class is without marks.")
        if self._refused:
            return next(iter(self._refused.values()))
        if self._early(table):
            return _("Year marks are given from {day}.").format(day=short_date(table.opens))
        return _("{left} Type a mark, or F5 for the proposed ones.").format(left=self._wanting(table))

    def _early(self, table: YearTable) -> bool:
        today: date = self.desk.clock.today()
        return today < table.opens

    def _wanting(self, table: YearTable) -> str:
        """How many marks are wanting."""
        count = sum(self._stands(row) is None for row in table.rows)
        if not count:
            return _("Everybody has a mark.")
        return ngettext("{count} has no mark.", "{count} have no mark.", count).format(count=count)

    def on_result_list_typed(self, event: ResultList.Typed) -> None:
        """Write what was typed."""
        self._type(event.index, event.value)

    @work
    async def _type(self, index: int, value: Value) -> None:
        """Write what was typed, having asked why where that is wanted."""
        async with self._one_by_one:
            row, table = self._at(index), self._table
            if row is None or table is None:
                return
            question = asks_why(value, self._proposal(row))
            if question and not self._refused and not self._early(table) and table.takes(value):
                await self._ask_why(index, value, question)
            elif not await self._put(index, value):
                self._come_back(index)

    def _come_back(self, index: int) -> None:
        """After a refusal the cursor goes back to the line, unless the hand has gone on."""
        rows = self.query_one(ResultList)
        if rows.index == index + 1:
            rows.go(index)

    async def _ask_why(self, index: int, value: Value, question: str) -> None:
        """A word of reason, then the mark."""
        row = self._at(index)
        if row is None:
            return
        title = f"{row.name}: {Mark(value).text}. {question}"
        usual = whys() if value is Value.NOT_ATTESTED else decided()
        reason = ""
        if value is Value.NOT_ATTESTED or self._proposal(row).mark is None:
            chosen = await self.dialog(Choose(title, [(words,) for words in (*usual, _("another reason"))]))
            if chosen is None:
                self._come_back(index)
                self.say(_("No mark was given."), _("Such a result needs a word of reason."))
                return
            reason = usual[chosen] if chosen < len(usual) else ""
        if not reason:
            filled = await self.dialog(FillIn(title, [(_("Reason"), "")]))
            reason = filled[0] if filled else ""
        if not reason:
            self._come_back(index)
            self.say(_("No mark was given."), _("Such a result needs a word of reason."))
        elif not await self._put(index, value, reason):
            self._come_back(index)

    @work
    async def action_erase(self) -> None:
        """Take the mark out."""
        async with self._one_by_one:
            await self._put(self.query_one(PickList).index, None)

    async def _put(self, index: int, value: Value | None, reason: str = "") -> bool:
        """Make a line say a mark; answers whether it says so now."""
        row = self._at(index)
        if row is None:
            return False
        stands = self._stands(row)
        if (stands.value if stands else None) == value and not reason:
            self.say(_("{name}: it stands so already.").format(name=row.name))
            return True
        given = Given(row.pupil, value, stands.value if stands else None, reason)
        done = await self.do(GiveYearMarks(self._course, self._kind, (given,)))
        said = self.query_one(StatusLine).said
        await self.load()
        if done is None:
            self.say(*said)
            return False
        words = Mark(value).text if value is not None else _("taken out")
        proposed = self._proposal(row).mark
        if value is not None and value.counts and proposed not in (None, int(value)):
            words += " · " + _("proposed was {mark}").format(mark=proposed)
        self.say(f"{row.name} · {self._title}: {words}", _("Ctrl+Z takes it back."))
        return True

    @work
    async def action_fill(self) -> None:
        """Give the proposed marks to those who are ticked."""
        table = self._table
        if table is None:
            return
        if self._refused or table.markless or self._early(table):
            self.app.bell()
            self.say(self._advice())
            return
        asked = [(row, self._proposal(row)) for row in table.rows if self._stands(row) is None]
        waiting = [(row, one) for row, one in asked if one.value is not None]
        if not waiting:
            self.say(_("There is nothing to propose."), self._wanting(table))
            return
        lines = [f"{row.name}: {one.told}" for row, one in waiting]
        ticked = await self.dialog(
            Tick(_("Proposed marks, {period}").format(period=self._title), lines, range(len(lines)))
        )
        if ticked is None:
            return
        given = tuple(Given(row.pupil, one.value, None) for n, (row, one) in enumerate(waiting) if n in ticked)
        if await self.do(GiveYearMarks(self._course, self._kind, given)) is None:
            return
        await self.load()
        words = ngettext("{count} mark was given.", "{count} marks were given.", len(given))
        self.say(
            words.format(count=len(given)) + " " + self._wanting(self._table or table),
            _("Ctrl+Z takes all of it back."),
        )

    async def action_turn(self) -> None:
        """From the year to the final marks and back."""
        table = self._table
        if table is None or not table.finals:
            return
        self._kind = ResultKind.FINAL if self._kind is ResultKind.YEAR else ResultKind.YEAR
        self._draw(table)
        await self.weigh()
        self._tell()

    def action_find(self) -> None:
        """Go to a pupil by typing."""
        table = self._table
        if table is not None:
            find_line(self, _("Pupil"), [(row.name,) for row in table.rows])

    @override
    def help_words(self) -> list[str]:
        return [
            _("The year follows from its periods: their mean, rounded as the school has decided."),
            _("Nothing is proposed (?) where a period has no result or is not attested: then you decide, and say why."),
            _("Class 9: the final mark is the mean of year and exam; class 11: of the periods and years of 10 and 11."),
            _("A mark that differs from the proposal bears !; a higher one needs a reason."),
            _("Digits write marks, н is not attested, о excused, + passed, - not passed; Del takes a mark out."),
        ]
