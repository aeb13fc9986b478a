"""Notes for families on the page of a lesson: on the conduct of a pupil, or praise."""

from ....domain.errors import Refusal
from ....domain.journal.conduct import LONGEST_NOTE, Note
from ....domain.journal.lessons import Row
from ....i18n import _
from ....services.journal.conduct import PutNote, ShowNotes
from ...dialogs.choose import Choose
from ...dialogs.form import Field, Form, Values
from ..asking import start
from .lesson_topic import TopicWriting


class NoteWriting(TopicWriting):
    """What the page of a lesson tells families."""

    def action_note(self) -> None:
        """A note for the family of the pupil under the cursor."""
        start(self, self._ask_note())

    async def _ask_note(self) -> None:
        place = self.view().place
        found = self.page.grid.at(place) if self.page else None
        if self.page is None or found is None:
            return
        if self.page.why_not:
            self.say(self.page.why_not)
            return
        notes = await self.ask(ShowNotes(self._lesson))
        if notes is None:
            return
        row, seen = found[0], notes.get(found[0].pupil)
        rows = [(_("Note on conduct…"),), (_("Praise…"),)]
        if seen:
            rows.append((_("Take it back: {text}").format(text=seen.text),))
        title = _("For the family: {name}").format(name=self.called(row))
        index = await self.dialog(Choose(title, rows))
        if index == 2:
            if await self.do(PutNote(self._lesson, row.pupil, None, seen)):
                await self.load()
                self.say(_("The note is taken back."), _("Ctrl+Z brings it back."))
        elif index is not None:
            await self._write_note(row, index == 1, seen)

    async def _write_note(self, row: Row, praise: bool, seen: Note | None) -> None:
        async def accept(values: Values) -> str:
            try:
                self._saved(await self.desk.do(PutNote(self._lesson, row.pupil, Note(values[0], praise), seen)))
            except Refusal as refusal:
                return f"{refusal.title} {refusal.advice}".strip()
            return ""

        start = seen.text if seen else ""
        hint = _("at most {count} characters").format(count=LONGEST_NOTE)
        title = f"{self.called(row)}: {Note('', praise).kind}"
        if await self.dialog(Form(title, [Field(_("Text"), start, hint)], accept)) is None:
            await self.load()
            words = _("The family of {name} reads it in the diary and on the weekly sheet.")
            self.say(words.format(name=self.called(row)), _("Ctrl+Z takes it back."))
