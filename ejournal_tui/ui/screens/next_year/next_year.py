"""The next study year: five steps from the dates to the summary, then one deed (C26)."""

from asyncio import Event
from collections.abc import Mapping, Sequence
from dataclasses import replace
from textwrap import wrap
from typing import TypeVar

from textual import work
from textual.app import ComposeResult
from textual.screen import ModalScreen
from typing_extensions import override

from ....domain.text.words import full_date
from ....domain.years.promotion import Turn
from ....i18n import N_, _, ngettext
from ....services.session import Guarded
from ....services.typed import read_day, read_text
from ....services.years import turn_draft
from ....services.years.prospect import Prospect, ShowTurn, Summary, summary
from ....services.years.turning import TurnYear
from ...commands import Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.fill_in import FillIn
from ...widgets.pick_list import PickList
from ..base import JournalScreen
from ..finding import sought
from .next_year_asking import Asking
from .next_year_steps import About, Place, Step, page, said, title

Answer = TypeVar("Answer")

DECIDE = Command("decide", ("enter",), N_("change"), N_("Change what stands under the cursor; at the end, do it."), 100)
ON = Command("step_on", ("right",), N_("next step"), N_("Go to the next step."), 95)
BACK_STEP = Command("step_back", ("left",), N_("step back"), N_("Go a step back."), 90)
NEW = Command("new", ("insert",), N_("new class"), N_("Form a new class."), 60)
TENTH = Command("tenth", ("f5",), N_("to grade 10"), N_("A pupil of grade 9 goes on to grade 10, or does not."), 70)


class NextYearScreen(JournalScreen):
    """How the school goes on: nothing is written before the summary is agreed to."""

    COMMANDS_HERE = (DECIDE, BACK_STEP, ON, TENTH, NEW)

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(desk)
        self._who = name
        self._step = Step.DATES
        self._places = dict.fromkeys(Step, 0)
        self._prospect: Prospect | None = None
        self._text: str | None = None
        """The draft: everything decided so far."""
        self._about: tuple[About, ...] = ()
        self._returned = Event()

    @override
    def body(self) -> ComposeResult:
        yield PickList()

    @property
    def _rows(self) -> PickList:
        return self.query_one(PickList)

    @override
    async def load(self) -> None:
        """Ask how the school stands, lay what was decided over it, show the step."""
        found = await self.ask(ShowTurn())
        if found is not None:
            if self._text is None or self._prospect is None or self._prospect.title != found.title:
                self._text = await self._attempt(lambda: self.desk.draft(turn_draft.place_of(found))) or ""
            self._prospect = found
            self._show()
        self._returned.set()

    def _decided(self, prospect: Prospect) -> Turn:
        return turn_draft.read(self._text or "", prospect)

    def _show(self) -> None:
        prospect = self._prospect
        if prospect is None:
            return
        turn = self._decided(prospect)
        found = summary(prospect, turn)
        number = _("step {number} of {all}: {title}").format(
            number=int(self._step), all=len(Step), title=title(self._step)
        )
        self.title_line(f"{prospect.title} · {number}", self._who)
        shown = page(self._step, prospect, turn, found)
        rows = self._rows
        rows.columns = shown.columns
        rows.empty = self._why_empty(prospect)
        lines = self._folded(shown.rows) if self._step is Step.SUMMARY else shown.rows
        self._about = shown.about
        rows.show(lines if prospect.classes else (), self._places[self._step])
        rows.focus()
        self.summarise(said(self._step), self._state(prospect, found))

    def _folded(self, rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
        """Long lines of the summary on as many lines as they need."""
        width = max(self.size.width - 28, 20)
        return [
            (label if not number else "", part)
            for label, words in rows
            for number, part in enumerate(wrap(words, width) or [""])
        ]

    def _why_empty(self, prospect: Prospect) -> str:
        if prospect.prepared:
            return _("Your classes have gone on: {year} is ready.").format(year=prospect.title)
        return _("There are no classes yet: import the staff with their workload first.")

    def _state(self, prospect: Prospect, found: Summary) -> str:
        if not prospect.classes:
            return _("Codes are needed by newcomers only; all others sign in as before.") if prospect.prepared else ""
        if prospect.today < prospect.opens:
            return _("The year turns from {day} on; what you choose until then is kept as a draft.").format(
                day=full_date(prospect.opens)
            )
        open_points = len(found.faults)
        if open_points:
            return ngettext(
                "{count} thing is missing still: see step 5.", "{count} things are missing still: see step 5.",
                open_points,
            ).format(count=open_points)  # fmt: skip
        return _("Nothing is missing. What you choose is kept as a draft until it is done in step 5.")

    @override
    def requests(self) -> Mapping[str, Guarded]:
        if self._prospect is None:
            return {}
        probe = TurnYear(self._decided(self._prospect), self._prospect.seen)
        return {command.action: probe for command in (DECIDE, NEW, TENTH)}

    def on_pick_list_moved(self, event: PickList.Moved) -> None:
        """The cursor keeps its place in every step."""
        self._places[self._step] = event.index

    def on_pick_list_searched(self, event: PickList.Searched) -> None:
        """Tell what is looked for."""
        if event.text:
            self.say(sought(event))
        else:
            self._show()

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter changes the line, in the summary it does the deed."""
        self.action_decide()

    def action_step_on(self) -> None:
        """The next step."""
        self._go(min(self._step + 1, len(Step)))

    def action_step_back(self) -> None:
        """The step before."""
        self._go(max(self._step - 1, 1))

    def _go(self, number: int) -> None:
        self._step = Step(number)
        self._show()

    async def dialog(self, dialog: ModalScreen[Answer]) -> Answer | None:
        """What a dialog answers, once this screen stands there again."""
        self._returned.clear()
        answer = await self.app.push_screen_wait(dialog)
        await self._returned.wait()
        return answer

    async def _keep(self, turn: Turn) -> None:
        """Remember a decision: on the screen and, for later, as a draft."""
        assert self._prospect is not None
        place = turn_draft.place_of(self._prospect)
        self._text = turn_draft.written(turn)
        await self._attempt(lambda: self.desk.keep_draft(place, self._text or ""))
        self._show()

    def _refused_now(self) -> bool:
        why = self._refused.get(DECIDE.action)
        if why:
            self.say(why)
        return bool(why)

    @work(exclusive=True)
    async def action_decide(self) -> None:
        """What belongs to the line under the cursor."""
        prospect = self._prospect
        if prospect is None or not prospect.classes or self._refused_now():
            return
        if self._step is Step.SUMMARY:
            await self._turn(prospect)
        elif self._step is Step.DATES:
            await self._ask_dates(prospect)
        elif (about := self._at_cursor()) is not None:
            asking = Asking(prospect, self._decided(prospect), self.dialog, prospect.today)
            if (decided := await asking.about(about)) is not None:
                await self._keep(decided)

    def _at_cursor(self) -> About:
        index = self._rows.index
        return self._about[index] if index < len(self._about) else None

    async def _ask_dates(self, prospect: Prospect) -> None:
        turn = self._decided(prospect)
        fields = [(_("Order No."), turn.order)]
        if not prospect.prepared:
            fields += [(_("First day"), full_date(turn.starts)), (_("Last day"), full_date(turn.ends))]

        def read(typed: tuple[str, ...]) -> Turn:
            order = read_text(typed[0], fields[0][0])
            if prospect.prepared:
                return replace(turn, order=order)
            starts, ends = read_day(typed[1], turn.starts), read_day(typed[2], turn.ends)
            return replace(turn, order=order, starts=starts, ends=ends)

        filled = await self.dialog(FillIn(prospect.title, fields, read))
        if filled is not None:
            await self._keep(read(filled))

    async def _turn(self, prospect: Prospect) -> None:
        """Do it, once a person has said yes."""
        turn = self._decided(prospect)
        if faults := summary(prospect, turn).faults:
            self.say(faults[0], _("Put it right, then do it again."))
            return
        count = len(prospect.classes)
        yes = ngettext(
            "Bring {count} class into {year}", "Bring {count} classes into {year}", count
        ).format(count=count, year=prospect.title)
        if await self.dialog(Choose(prospect.title, [(yes,), (_("Not yet"),)])) != 0:
            return
        self.say(_("One moment…"))
        if await self.do(TurnYear(turn, prospect.seen)):
            await self.load()
            await self.weigh()
            self.say(_("{year} is ready.").format(year=prospect.title), _("Ctrl+Z takes it back."))

    @override
    async def action_undo(self) -> None:
        """Take back the last change; what can be done is weighed anew."""
        await super().action_undo()
        await self.weigh()

    @override
    async def action_redo(self) -> None:
        """Do again what was taken back."""
        await super().action_redo()
        await self.weigh()

    @work(exclusive=True)
    async def action_new(self) -> None:
        """One more class in the next year."""
        prospect = self._prospect
        if prospect is None or not prospect.classes or self._refused_now():
            return
        asking = Asking(prospect, self._decided(prospect), self.dialog, prospect.today)
        if (decided := await asking.new_class()) is not None:
            self._step = Step.CLASSES
            await self._keep(decided)

    async def action_tenth(self) -> None:
        """Tick a pupil of grade 9 for the first class of grade 10, or untick; the next pupil follows."""
        prospect, place = self._prospect, self._at_cursor()
        if prospect is None or self._refused_now():
            return
        if not isinstance(place, Place):
            self.say(_("Pupils are ticked in step 3."))
            return
        decided = Asking(prospect, self._decided(prospect), self.dialog, prospect.today).ticked(place)
        if isinstance(decided, str):
            self.say(decided)
            return
        await self._keep(decided)
        self._rows.move(self._rows.index + 1)

    @override
    def help_words(self) -> list[str]:
        return [
            _("Every class goes a grade up with its teacher, grades 9 and 11 leave, new classes are formed."),
            _("Only exceptions are entered: who repeats, goes on conditionally, moves, leaves, who goes to grade 10."),
            _("The steps are a draft that is kept all summer; the year turns in step 5, all at once."),
            _("Marks of this year stay where they are; the new classes, lists and diaries begin on the first day."),
        ]
