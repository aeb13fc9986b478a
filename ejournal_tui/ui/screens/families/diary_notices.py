"""A guardian says in the diary that the child will be away, and reads what the class teacher answered."""

from collections.abc import Sequence
from datetime import date, timedelta

from ....domain.attendance.notices import KeptNotice, Notice, NoticeState
from ....domain.errors import Refusal
from ....domain.people.people import PupilId
from ....domain.settings.reference import AbsenceReasonRef
from ....domain.text.dates import read_day
from ....domain.text.words import full_date
from ....i18n import N_, _
from ....services.attendance.notices import ReasonsToSay, SayAbsent, TakeBackNotice
from ...commands import Command
from ...dialogs.choose import Choose
from ...dialogs.form import Field, Form, Values
from ..base import JournalScreen

AWAY = Command(
    "away", ("з",), N_("will be away"), N_("Tell the class teacher that the child is ill or will be away."), 88
)
SUNDAY = 6
TOLD_FOR = timedelta(days=7)
"""How long after its last day an answer still stands at the foot of the diary."""


def notice_on(notices: Sequence[KeptNotice], day: date) -> str:
    """What was said of a day, "" where nothing was."""
    one = next((one for one in reversed(notices) if one.notice.covers(day)), None)
    return f"{one.notice.why} — {one.state_words}" if one else ""


def latest(notices: Sequence[KeptNotice], today: date) -> str:
    """The notice that a family wants to hear of now: what waits before what was answered."""
    now = [one for one in notices if one.notice.ends >= today - TOLD_FOR]
    waiting = [one for one in now if one.state is NoticeState.WAITING]
    one = (waiting or now)[-1:]
    return _("You said: {words} — {state}.").format(words=one[0].notice.words, state=one[0].state_words) if one else ""


class NoticeSaying(JournalScreen):
    """Asks a guardian which days the child will be away."""

    async def say_away(self, pupil: PupilId, name: str, notices: Sequence[KeptNotice]) -> None:
        """Say that the child will be away, or take back what was said."""
        waiting = [one for one in notices if one.state is NoticeState.WAITING]
        if waiting:
            rows = [(_("Take back: {words}").format(words=one.notice.words),) for one in waiting]
            index = await self.dialog(Choose(_("{name}: you said").format(name=name), [*rows, (_("Say more days"),)]))
            if index is None:
                return
            if index < len(waiting):
                if await self.do(TakeBackNotice(waiting[index])):
                    await self.load()
                    self._tell_passed(_("It is taken back."), _("Ctrl+Z brings it back."))
                return
        reasons = await self.ask(ReasonsToSay(pupil))
        if reasons is None:
            return
        chosen = [(one.spoken,) for one in reasons]
        index = await self.dialog(Choose(_("{name} will be away: why").format(name=name), chosen))
        if index is not None:
            await self._fill_notice(pupil, name, reasons[index])

    async def _fill_notice(self, pupil: PupilId, name: str, reason: AbsenceReasonRef) -> None:
        today = self.desk.clock.today()
        tomorrow = today + timedelta(days=2 if (today + timedelta(days=1)).weekday() == SUNDAY else 1)
        fields = (
            Field(_("First day"), full_date(tomorrow)),
            Field(_("Last day"), "", _("that day alone"), optional=True),
            Field(_("A word"), "", _("for the class teacher, if you like"), optional=True),
        )

        async def accept(values: Values) -> str:
            try:
                starts = read_day(values[0], tomorrow)
                ends = read_day(values[1], starts) if values[1].strip() else starts
                said = Notice(pupil, reason.code, reason.name, reason.letter, starts, ends, values[2])
                self._saved(await self.desk.do(SayAbsent(said)))
            except Refusal as refusal:
                return f"{refusal.title} {refusal.advice}".strip()
            done.append(said)
            return ""

        done: list[Notice] = []
        title = f"{name}: {reason.spoken}"
        await self.dialog(Form(title, fields, accept))
        if done:
            await self.load()
            self._tell_passed(
                _("The class teacher and the teachers of these days are told: {when}.").format(when=done[0].when),
                _("Ctrl+Z takes it back."),
            )

    def _tell_passed(self, done: str, undo: str) -> None:
        if self.desk.apart:
            self.say(_("It is on its way to the school."), _("Within a minute or so it stands in the diary."))
        else:
            self.say(done, undo)
