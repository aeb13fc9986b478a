"""What teachers propose about the groups of a division: agreed to, refused with a word, remembered."""

from textual import work

from ....domain.groups.groups import CourseId
from ....i18n import N_, _, ngettext
from ....services.groups.groups_view import DivisionPage
from ....services.groups.proposals import AnswerProposals, require_word
from ...commands import Command
from ...dialogs.choose import Choose
from ...dialogs.fill_in import FillIn
from ...dialogs.text import ShowText
from ..people.people_forms import FormScreen
from .division_list import answer_words

ANSWERS = Command("answers", ("f4",), N_("answers"), N_("Show what became of earlier proposals."), 40)
ANSWER = Command("answer", ("f5",), N_("proposals"), N_("Agree to what a teacher proposes, or refuse it."), 85)


class Answering(FormScreen):
    """A screen of a division on which proposals are answered."""

    page: DivisionPage | None = None
    course: CourseId

    async def weigh_quietly(self) -> None:
        """Ask the door again; what was said stays."""
        await super().weigh()

    @work
    async def action_answer(self) -> None:
        """Agree to what teachers propose, or refuse it with a word."""
        page = self.page
        if page is None or not page.waits:
            self.say(_("Nothing is proposed here."))
            return
        if why := self._refused.get(ANSWER.action):
            self.say(why)
            return
        seen = tuple(one.key for one in page.waits)
        count = len(seen)
        title = ngettext("{count} proposal of {who}", "{count} proposals of {who}", count).format(
            count=count, who=", ".join(sorted({one.teacher for one in page.waits}))
        )
        agree = ngettext("Agree: move {count} pupil", "Agree: move {count} pupils", count).format(count=count)
        chosen = await self.app.push_screen_wait(Choose(title, [(agree,), (_("Refuse with a word…"),)]))
        if chosen == 0:
            await self._answer(AnswerProposals(self.course, True, "", seen))
        elif chosen == 1:
            filled = await self.app.push_screen_wait(FillIn(_("Why it is refused"), [(_("Word"), "")], require_word))
            if filled is not None:
                await self._answer(AnswerProposals(self.course, False, filled[0], seen))

    async def _answer(self, change: AnswerProposals) -> None:
        if await self.do(change):
            await self.load()
            await self.weigh_quietly()
            said = _("Agreed: the pupils are moved.") if change.agrees else _("Refused: the teacher sees the word.")
            self.say(said, _("Ctrl+Z takes it back."))

    def action_answers(self) -> None:
        """What became of earlier proposals."""
        page = self.page
        if page is None:
            return
        lines = [answer_words(page, one) for one in page.answered]
        self.app.push_screen(ShowText(_("Earlier proposals"), lines, _("Nothing was proposed here yet.")))
