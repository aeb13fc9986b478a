"""Results above the proposal: the deputy head approves them or sends them back with a word."""

from collections.abc import Mapping

from textual import work
from textual.app import ComposeResult
from typing_extensions import override

from ....domain.errors import Refusal
from ....domain.results.approval import RaiseState
from ....domain.text.words import bare
from ....i18n import N_, _, ngettext
from ....services.results.raising import AnswerRaises, RaiseLine, ShowRaises
from ....services.session import Guarded
from ...commands import FIND, Command
from ...desk import Desk
from ...dialogs.form import Field, Form, Values
from ...dialogs.tick import Tick
from ...widgets.pick_list import ListColumn, PickList
from ..asking import AskingScreen
from ..finding import find_line

APPROVE = Command("approve", ("enter",), N_("approve"), N_("Approve: it stands, and the family sees it."), 100)
SEND_BACK = Command("send_back", ("delete",), N_("send back"), N_("Send it back to the teacher with a word."), 90)
SEVERAL = Command("several", ("f5",), N_("several"), N_("Approve those you tick."), 80)


class RaisesScreen(AskingScreen):
    """Deputy head: what waits stands first; the director reads."""

    COMMANDS_HERE = (APPROVE, SEND_BACK, SEVERAL, FIND)

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(desk)
        self._who = name
        self._lines: tuple[RaiseLine, ...] = ()

    @override
    def body(self) -> ComposeResult:
        yield PickList([
            ListColumn(_("Pupil"), 19), ListColumn(_("journal"), 19), ListColumn(_("period"), 12),
            ListColumn(bare(N_("results|prop")), 4, True), ListColumn(_("result"), 4, True), ListColumn(_("state"), 0),
        ], empty=_("No result above the proposal waits: teachers' requests come here by themselves."))  # fmt: skip

    @override
    def requests(self) -> Mapping[str, Guarded]:
        request = AnswerRaises((), True)
        return {APPROVE.action: request, SEND_BACK.action: request, SEVERAL.action: request}

    @override
    async def load(self) -> None:
        """Ask for the list again."""
        found = await self.ask(ShowRaises())
        if found is None:
            return
        self._lines = found
        self.title_line(_("Results above the proposal"), self._who)
        rows = self.query_one(PickList)
        rows.show([(one.pupil, one.title, one.period, one.proposed, one.value, _state(one)) for one in found])
        rows.focus()
        self._tell()

    def on_pick_list_moved(self, _event: PickList.Moved) -> None:
        """Tell the request under the cursor whole."""
        self._tell()

    @property
    def _line(self) -> RaiseLine | None:
        place = self.query_one(PickList).index
        return self._lines[place] if place < len(self._lines) else None

    @property
    def _waiting(self) -> list[RaiseLine]:
        return [one for one in self._lines if one.state is RaiseState.ASKED]

    def _tell(self) -> None:
        line = self._line
        if line is None:
            self.summarise("", "")
            return
        count = len(self._waiting)
        words = ngettext("{count} waits for an answer.", "{count} wait for an answer.", count).format(count=count)
        asked = _("asked by {teacher}, {day}").format(teacher=line.teacher, day=line.asked)
        self.summarise(f"“{line.reason}” · {line.told or asked}", words if count else _("Nothing waits."))

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter approves."""
        self.action_approve()

    def _answerable(self, action: str) -> RaiseLine | None:
        line = self._line
        if line is None or self.refused(action):
            return None
        if line.state is not RaiseState.ASKED:
            self.say(_("This is answered: the teacher asks anew."))
            return None
        return line

    @work
    async def action_approve(self) -> None:
        """Approve the one under the cursor."""
        if (line := self._answerable(APPROVE.action)) is None:
            return
        if await self.do(AnswerRaises((line.key,), True)) is None:
            return
        await self.load()
        self.say(
            _("Approved: {mark}, {pupil}.").format(mark=line.value, pupil=line.pupil), _("Ctrl+Z takes it back.")
        )

    @work
    async def action_several(self) -> None:
        """Approve those that are ticked."""
        if self.refused(SEVERAL.action):
            return
        waiting = self._waiting
        if not waiting:
            self.say(_("Nothing waits."))
            return
        lines = [f"{one.pupil}, {one.title}: {one.proposed} → {one.value} ({one.reason})" for one in waiting]
        ticked = await self.dialog(Tick(_("Approve"), lines))
        if ticked is None:
            return
        keys = tuple(one.key for place, one in enumerate(waiting) if place in ticked)
        if await self.do(AnswerRaises(keys, True)) is None:
            return
        await self.load()
        words = ngettext("{count} result was approved.", "{count} results were approved.", len(keys))
        self.say(words.format(count=len(keys)), _("Ctrl+Z takes all of it back."))

    @work
    async def action_send_back(self) -> None:
        """Ask for a word, and send it back."""
        if (line := self._answerable(SEND_BACK.action)) is None:
            return

        async def accept(values: Values) -> str:
            try:
                await self.desk.do(AnswerRaises((line.key,), False, values[0]))
            except Refusal as refusal:
                return f"{refusal.title} {refusal.advice}".strip()
            done.append(line)
            return ""

        done: list[RaiseLine] = []
        title = _("Send back: {mark}, {pupil}, {title}").format(mark=line.value, pupil=line.pupil, title=line.title)
        await self.dialog(Form(title, [Field(_("Why not"))], accept))
        if done:
            self.say(_("Sent back: the teacher reads your word."), _("Ctrl+Z takes it back."))

    def action_find(self) -> None:
        """Go to a line by typing."""
        rows = [(one.pupil, one.title) for one in self._lines]
        find_line(self, _("Pupil"), rows)

    @override
    def help_words(self) -> list[str]:
        return [
            _("Which results wait for you is a rule of the school (Settings, rules)."),
            _("Until you approve it the family does not see the mark; the teacher's own day tells the answer."),
        ]


def _state(line: RaiseLine) -> str:
    words = {
        RaiseState.ASKED: _("waits"), RaiseState.APPROVED: _("is approved"), RaiseState.RETURNED: _("is sent back"),
    }  # fmt: skip
    return words[line.state]
