"""The topic on the page of a lesson: of the plan, typed, put together of phrases; and the second lesson in a row."""

from textual.widgets import Input

from ....domain.plans.plans import LONGEST_TOPIC
from ....i18n import N_, _
from ....services.homework.in_a_row import CarryOver
from ....services.journal.lessons import DeclareWork, SetTopic
from ....services.journal.phrases import TopicPhrases
from ....services.session import Change
from ...commands import Command
from ...dialogs.choose import Choose
from ...safe import T
from ..asking import start
from .joint import as_one, topics
from .lesson_homework import HomeworkWriting
from .lesson_works import limits_told

PHRASE = Command(
    "phrase", ("ctrl+f",), N_("phrase for the topic"), N_("Put a phrase of the school into the topic."), 0, True
)
SECOND = Command(
    "second", ("ctrl+n",), N_("2nd lesson"),
    N_("Write roll call and topic into the second lesson in a row too."), 65,
)  # fmt: skip


class TopicWriting(HomeworkWriting):
    """What the page of a lesson does about its topic."""

    async def save_topic(self, typed: str) -> None:
        """Enter in the field: what was typed, or what the plan has; the homework comes next."""
        page = self.page
        assert page is not None
        planned = page.planned
        text, entry = typed, page.plan_entry if typed else None
        if planned and not text:
            text = planned[1]
        if planned and text.startswith(planned[1]):
            # What was added to the planned topic belongs to the same line of the plan.
            entry = planned[0]
        changes: list[Change] = []
        if text != page.topic:
            changes.append(SetTopic(self._lesson, text, entry, page.topic))
            if planned and planned[3] and entry == planned[0] and not page.works and not page.markless:
                changes.append(DeclareWork(self._lesson, planned[3]))
        changes += topics(page, text)
        if changes and not await self.write("topic", as_one(changes)):
            return
        self._offer = planned[2] if planned else self._offer
        await self.load()
        field = self.query_one("#homework", Input)
        field.placeholder = T(self._offer).plain
        self._focused = "homework"
        field.focus()
        said = _("Topic saved.") if text else _("The topic was erased.") if page.topic else _("No topic yet.")
        offer = _("Homework: Enter takes the one of the plan; F2: nothing set.")
        advice = offer if self._offer else _("Homework: type it; F2: nothing set.")
        announced = any(isinstance(change, DeclareWork) for change in changes)
        if announced and (told := await limits_told(self, self._lesson)):
            self.say(told, f"{said} {advice}")
            return
        await self.tell_load(f"{said} {advice}")

    def action_phrase(self) -> None:
        """A phrase of the school at the end of the topic; digits and letters choose."""
        if self.page is not None:
            start(self, self._put_phrase())

    async def _put_phrase(self) -> None:
        phrases = await self.ask(TopicPhrases())
        page = self.page
        if phrases is None or page is None:
            return
        if page.why_not:
            self.say(page.why_not)
            return
        if not phrases:
            self.say(_("The school has no phrases for topics yet: the deputy head adds them in the settings."))
            return
        index = await self.dialog(Choose(_("Phrase for the topic"), [(text,) for text in phrases]))
        field = self.query_one("#topic", Input)
        if index is not None:
            before = field.value.strip() or (page.planned[1] if page.planned else "")
            text = f"{before.rstrip('. ')}. {phrases[index]}" if before else phrases[index]
            if len(text) > LONGEST_TOPIC:
                self.say(_("The topic is too long: at most {count} characters.").format(count=LONGEST_TOPIC))
                return
            field.value = text
            field.cursor_position = len(text)
            self.say(_("The phrase stands in the topic: Enter saves it."))
        field.focus()

    async def action_second(self) -> None:
        """The roll call and the topic of this lesson for the second in a row too."""
        if self.page is None:
            return
        if self.page.second is None:
            self.say(_("No second lesson of this subject follows in a row."))
        elif await self.do(CarryOver(self._lesson)):
            words = _("Roll call and topic are written into lesson {number} too.").format(number=self.page.second)
            self.say(words, _("Ctrl+Z takes it back."))
