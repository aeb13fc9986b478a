"""The class teacher's morning on screen: reasons, lessons, what families propose, sheets."""

from typing_extensions import override

from ....domain.attendance.attendance import Absence
from ....domain.mornings.morning import Line, Morning
from ....domain.people.people import GuardianId
from ....domain.text.dates import read_day
from ....domain.text.words import full_date
from ....i18n import N_, _
from ....services.attendance.notices import AcceptNotice, DeclineNotice, WaitingNotices
from ....services.journal.reasons import GiveReasons
from ....services.mornings.own_class import MyClassMorning
from ....services.people.contact_proposals import AcceptProposal, RefuseProposal, Waiting, WaitingProposals
from ....services.session import Change, Query
from ...dialogs.choose import Choose
from ...dialogs.fill_in import FillIn
from ..asking import start
from .morning import ATTENDANCE, OPEN, PEOPLE, MorningScreen
from .today import LESSONS


class OwnClassScreen(MorningScreen):
    """The class teacher's morning."""

    COMMANDS_HERE = (OPEN, ATTENDANCE, LESSONS, PEOPLE)
    TITLE_WORDS = N_("My class")

    @override
    def asked(self) -> Query[Morning]:
        return MyClassMorning(self.desk.clock.today())

    @override
    def action_open(self) -> None:
        """The reason of an absence, the lesson that is not filled in, the sheets."""
        line = self.line()
        if line is not None and line.pupil is not None:
            start(self, self._give_reason(line))
        elif line is not None and line.lesson is not None:
            from ..journal.lesson_page import LessonPageScreen

            self.app.push_screen(LessonPageScreen(self.desk, line.lesson, self._who))
        elif line is not None and line.notice is not None:
            start(self, self._answer_notice(line.notice))
        elif line is not None and line.guardian is not None:
            start(self, self._answer_proposal(line.guardian))
        else:
            super().action_open()

    async def _give_reason(self, line: Line) -> None:
        if line.pupil is None or line.school_class is None:
            return
        letters = (Absence.ILL, Absence.EXCUSED)
        rows = [(f"{letter} — {letter.words}",) for letter in letters]
        index = await self.dialog(Choose(_("{name}, today").format(name=line.what), rows))
        if index is None:
            return
        today = self.desk.clock.today()
        reasons = GiveReasons(line.school_class, line.pupil, today, today, letters[index])
        receipt = await self.do(reasons)
        if receipt is not None:
            await self.load()
            none = _("There is no lesson without a reason here.")
            self.say(_("Saved.") if receipt.touched else none, _("Ctrl+Z takes it back.") if receipt.touched else "")

    async def _answer_notice(self, key: int) -> None:
        """Make a statement of what the family says, or say why not."""
        one = next((one for one in await self.ask(WaitingNotices()) or () if one.kept.key == key), None)
        if one is None:
            await self.load()
            self.say(_("The family has taken this back meanwhile."))
            return
        notice = one.kept.notice
        accept = _("Accept: a statement, “н” becomes “{letter}”").format(letter=notice.letter.value)
        title = f"{one.name}: {notice.words}"
        index = await self.dialog(Choose(title, [(accept,), (_("Decline with a word to the family"),)]))
        if index == 0:
            await self._done(AcceptNotice(one.school_class, one.kept))
        elif index == 1:
            filled = await self.dialog(FillIn(title, [(_("Why not"), "")]))
            if filled is not None:
                await self._done(DeclineNotice(one.school_class, one.kept, filled[0]))

    async def _answer_proposal(self, guardian: GuardianId) -> None:
        """Write the proposed contact by the statement, or say why not."""
        waiting = await self.ask(WaitingProposals())
        one = next((one for one in waiting or () if one.guardian == guardian), None)
        if one is None:
            await self.load()
            return
        stands, proposed = (
            " ".join(filter(None, (x.phone, x.email))) or "—" for x in (one.stands, one.proposed)
        )  # fmt: skip
        rows = [
            (_("Accept by the statement: {contact}").format(contact=proposed),),
            (_("Refuse: {contact} stays").format(contact=stands),),
        ]
        title = f"{one.name} ({', '.join(one.children)})"
        index = await self.dialog(Choose(title, rows))
        if index == 0:
            await self._accept(one, title)
        elif index == 1:
            filled = await self.dialog(FillIn(title, [(_("Why not"), "")]))
            if filled is not None:
                await self._done(RefuseProposal(one.guardian, filled[0], one.proposed))

    async def _accept(self, one: Waiting, title: str) -> None:
        today = self.desk.clock.today()
        fields = [(_("Statement no."), ""), (_("Date of the statement"), full_date(today))]
        filled = await self.dialog(FillIn(title, fields, lambda typed: read_day(typed[1], today)))
        if filled is not None:
            stated = read_day(filled[1], today)
            await self._done(AcceptProposal(one.guardian, filled[0], stated, one.proposed, one.stands))

    async def _done(self, change: Change) -> None:
        if await self.do(change):
            await self.load()
            self.say(_("Saved."), _("Ctrl+Z takes it back."))

    @override
    def help_words(self) -> list[str]:
        return [
            _("Your class today: who is absent and why, lessons that are not filled in, sheets to hand out."),
            _("Enter on a pupil says why: н becomes б or п in all lessons of today."),
            _("An absence that a family announces: Enter accepts it as a statement, or declines it with a word."),
            _("A contact that a family proposes is written by its statement, or refused with a word."),
        ]
