"""What teachers ask to correct in closed lessons: the deputy head allows it until a day, or declines with a word."""

from collections.abc import Mapping
from datetime import timedelta

from textual import work
from textual.app import ComposeResult
from typing_extensions import override

from ....domain.errors import Refusal
from ....domain.journal.corrections import CorrectionState
from ....domain.text.words import full_date, short_date
from ....i18n import N_, _, ngettext
from ....services.journal.corrections import USUAL_WINDOW, AnswerCorrection, CorrectionLine, ShowCorrections
from ....services.session import Guarded
from ....services.typed import read_day
from ...commands import Command
from ...desk import Desk
from ...dialogs.form import Field, Form, Values
from ...widgets.pick_list import ListColumn, PickList
from ..asking import AskingScreen

ALLOW = Command("allow", ("enter",), N_("allow"), N_("Let the teacher correct the lessons until a day."), 100)
DECLINE = Command(
    "decline", ("delete",), N_("decline"), N_("Decline with a word, or end what was allowed."), 90
)  # fmt: skip


class CorrectionsScreen(AskingScreen):
    """Deputy head: requests to correct; the director reads."""

    COMMANDS_HERE = (ALLOW, DECLINE)

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(desk)
        self._who = name
        self._lines: tuple[CorrectionLine, ...] = ()

    @override
    def body(self) -> ComposeResult:
        yield PickList([
            ListColumn(_("teacher"), 17), ListColumn(_("journal"), 20), ListColumn(_("lessons of"), 19),
            ListColumn(_("state"), 0),
        ], empty=_("Nobody has asked to correct a closed lesson."))  # fmt: skip

    @override
    def requests(self) -> Mapping[str, Guarded]:
        request = AnswerCorrection(0, None, "", CorrectionState.ASKED)
        return {ALLOW.action: request, DECLINE.action: request}

    @override
    async def load(self) -> None:
        """Ask for the requests again."""
        found = await self.ask(ShowCorrections())
        if found is None:
            return
        self._lines = found
        self.title_line(_("Requests to correct"), self._who)
        rows = self.query_one(PickList)
        rows.show([(line.teacher, line.title, line.days, _state(line)) for line in found])
        rows.focus()
        self._tell()

    def on_pick_list_moved(self, _event: PickList.Moved) -> None:
        """Tell the request under the cursor whole."""
        self._tell()

    @property
    def _line(self) -> CorrectionLine | None:
        place = self.query_one(PickList).index
        return self._lines[place] if place < len(self._lines) else None

    def _tell(self) -> None:
        line = self._line
        if line is None:
            self.summarise(_("A teacher asks in the lesson or the journal: F10, “ask to correct”."), "")
            return
        waits = sum(one.state is CorrectionState.ASKED for one in self._lines)
        count = ngettext("{count} waits for an answer.", "{count} wait for an answer.", waits).format(count=waits)
        asked = _("asked until {day}").format(day=short_date(line.expires))
        self.summarise(f"“{line.why}” · {line.told or asked}", count if waits else _("Nothing waits."))

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter allows."""
        self.action_allow()

    @work
    async def action_allow(self) -> None:
        """Ask until when, and allow."""
        line = self._line
        if line is None or self.refused(ALLOW.action):
            return
        if line.state is CorrectionState.DECLINED or line.over:
            self.say(_("This is answered: the teacher asks anew."))
            return
        today = self.desk.clock.today()
        until = line.expires if line.expires >= today else today + timedelta(days=USUAL_WINDOW)

        async def accept(values: Values) -> str:
            try:
                day = read_day(values[0], today)
                await self.desk.do(AnswerCorrection(line.key, day, "", line.state))
            except Refusal as refusal:
                return f"{refusal.title} {refusal.advice}".strip()
            done.append(_("Allowed until {day}.").format(day=short_date(day)))
            return ""

        done: list[str] = []
        title = _("{teacher} corrects {title}, {days}").format(teacher=line.teacher, title=line.title, days=line.days)
        await self.dialog(Form(title, [Field(_("Until"), full_date(until))], accept))
        if done:
            self.say(done[0], _("Ctrl+Z takes it back."))

    @work
    async def action_decline(self) -> None:
        """Ask for a word, and decline."""
        line = self._line
        if line is None or self.refused(DECLINE.action):
            return
        if line.state is CorrectionState.DECLINED or line.over:
            self.say(_("This is answered: the teacher asks anew."))
            return

        async def accept(values: Values) -> str:
            try:
                await self.desk.do(AnswerCorrection(line.key, None, values[0], line.state))
            except Refusal as refusal:
                return f"{refusal.title} {refusal.advice}".strip()
            done.append(_("Declined: the teacher reads your word."))
            return ""

        done: list[str] = []
        title = _("Decline: {teacher}, {title}, {days}").format(
            teacher=line.teacher, title=line.title, days=line.days
        )
        await self.dialog(Form(title, [Field(_("Why not"))], accept))
        if done:
            self.say(done[0], _("Ctrl+Z takes it back."))

    @override
    def help_words(self) -> list[str]:
        return [
            _("Teachers ask to correct lessons and results that are closed; what waits stands first."),
            _("What you allow ends by itself after its day; nobody else and no other lesson is opened."),
        ]


def _state(line: CorrectionLine) -> str:
    if line.state is CorrectionState.ASKED:
        return _("waits")
    if line.state is CorrectionState.DECLINED:
        return _("is declined")
    return _("is over") if line.over else _("until {day}").format(day=short_date(line.expires))
