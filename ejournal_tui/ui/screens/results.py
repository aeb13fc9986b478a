"""The results of a course's pupils by period: those of the past are brought in from the paper journal (C25)."""

from collections.abc import Mapping

from textual import events, work
from textual.app import ComposeResult
from textual.message import Message
from typing_extensions import override

from ...domain.groups import CourseId
from ...domain.marks import Mark, Value
from ...domain.outside import Result, ResultRow, ResultTable
from ...i18n import N_, _
from ...services.journal.on_paper import SetPastResult, ShowResults
from ...services.session import Guarded
from ..commands import FIND, PAST, Command
from ..desk import Desk
from ..dialogs.choose import Choose
from ..keyboard import RESULT_KEYS
from ..widgets.lines import StatusLine
from ..widgets.pick_list import ListColumn, PickList
from .base import JournalScreen

BEFORE = Command("period_before", ("left",), N_("period before"), N_("Go to the period before."))
AFTER = Command("period_after", ("right",), N_("next period"), N_("Go to the next period."))
ERASE = Command("erase", ("delete",), N_("erase"), N_("Take the result out."), 60)

ALPHABET = " ".join(Mark(value).text for value in dict.fromkeys(RESULT_KEYS.values()))
NAMES, PERIOD = 24, 15


class ResultList(PickList):
    """Lines that take results: the cursor goes on before the result is saved, as a fast hand expects."""

    class Typed(Message):
        """A result was typed on a line."""

        def __init__(self, index: int, value: Value) -> None:
            super().__init__()
            self.index = index
            self.value = value

    @override
    def on_key(self, event: events.Key) -> None:
        """Results first; what is none of them goes on to the list's own keys."""
        value = None if event.key.startswith(("alt+", "ctrl+")) else RESULT_KEYS.get(event.character or "")
        if value is None or not self.rows:
            return
        event.stop()
        event.prevent_default()
        self.post_message(self.Typed(self.index, value))
        self.go(self.index + 1)

    def go(self, index: int) -> None:
        """Put the cursor on a line without telling about it."""
        with self.prevent(PickList.Moved):
            self.move(index)


class ResultsScreen(JournalScreen):
    """Pupils and periods; a key writes the result of a past period and goes down."""

    COMMANDS_HERE = (FIND, ERASE, BEFORE, AFTER, PAST)

    def __init__(self, desk: Desk, course: CourseId, name: str) -> None:
        super().__init__(desk)
        self._course = course
        self._who = name
        self._table: ResultTable | None = None
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
            past = [n for n, period in enumerate(found.periods) if period.past]
            self._period = past[-1] if past else 0
        self._draw()
        if first:
            self.query_one(PickList).focus()
            self._tell()

    def _draw(self) -> None:
        table, rows = self._table, self.query_one(PickList)
        assert table is not None
        self.title_line(_("{course} · results of the periods").format(course=table.title), self._who)
        heads = [
            ListColumn(f"[{period.title}]" if n == self._period else f" {period.title}", PERIOD)
            for n, period in enumerate(table.periods)
        ]
        rows.columns = (ListColumn("", 3, True), ListColumn(_("Pupil"), NAMES), *heads)
        rows.show(
            [
                (str(n), row.name, *(f" {result.text if result else '·'}" for result in row.results))
                for n, row in enumerate(table.rows, 1)
            ]
        )

    @override
    def requests(self) -> Mapping[str, Guarded]:
        if self._table is None or not self._table.rows or not self._table.periods:
            return {}
        number = self._table.periods[self._period].number
        return {ERASE.action: SetPastResult(self._course, self._table.rows[0].pupil, number, None, None)}

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
        advice = "" if period.past else _("This period is not over yet: its result is given at its end.")
        if not advice and self._refused:
            advice = next(iter(self._refused.values()))
        elif not advice:
            advice = _("Type the results as they stand in the paper journal; * marks what came from paper.")
        told = row.told[self._period] or _("no result")
        self.say(f"{row.name} · {period.title} · {told}", advice)

    async def on_result_list_typed(self, event: ResultList.Typed) -> None:
        """Write what was typed; after a refusal the cursor goes back to it, unless the hand has gone on."""
        if not await self._put(event.index, event.value):
            rows = self.query_one(ResultList)
            if rows.index == event.index + 1:
                rows.go(event.index)

    async def action_erase(self) -> None:
        """Take the result out."""
        await self._put(self.query_one(PickList).index, None)

    async def _put(self, index: int, value: Value | None) -> bool:
        """Make a line say a result; answers whether it says so now."""
        here, table = self._at(index), self._table
        if here is None or table is None:
            return False
        row, stands = here
        period = table.periods[self._period]
        if (stands.value if stands else None) == value:
            self.say(_("{name}: it stands so already.").format(name=row.name))
            return True
        change = SetPastResult(self._course, row.pupil, period.number, value, stands.value if stands else None)
        done = await self.do(change)
        said = self.query_one(StatusLine).said
        await self.load()
        if done is None:
            self.say(*said)
            return False
        words = Mark(value).text if value is not None else _("taken out")
        self.say(f"{row.name} · {period.title}: {words}", _("Ctrl+Z takes it back."))
        return True

    async def _turn(self, step: int) -> None:
        if self._table is not None and self._table.periods:
            self._period = (self._period + step) % len(self._table.periods)
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
        from .past import show_past_results

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
            _("The results of the periods that are over, as the paper journal has them: a key writes and goes down."),
            _("Digits write marks, н is not attested, о excused, з passed; Del takes a result out."),
            _("A result that a certificate brought is changed on the pupil's card by the class teacher."),
        ]
