"""Screens whose deeds are filled in in forms: a form that was left is found again as it was."""

import json

from typing_extensions import override

from ....domain.errors import Refusal
from ....services.session import Change
from ...dialogs.choose import Choose
from ...dialogs.form import Form, Values
from ..base import JournalScreen
from .people_deeds import Deed


class FormScreen(JournalScreen):
    """A screen with forms."""

    async def fill_in(self, deed: Deed) -> None:
        """Ask what the deed needs to know and do it; what was typed is kept until it is done."""
        choice, title = 0, deed.words
        if deed.choices:
            rows = [(one,) for one in deed.choices]
            chosen = await self.app.push_screen_wait(Choose(deed.words, rows, searches=True))
            if chosen is None:
                return
            choice = chosen
            # What was chosen stands above the form: nothing else in it would say so.
            title = f"{deed.words} {deed.choices[choice]}"

        if not deed.fields:
            if await self.do(deed.read(choice, ())):
                await self.show_done(deed)
            return

        async def accept(values: Values) -> str:
            try:
                change = deed.read(choice, values)
                if notice := await self.consider(change, values):
                    return notice
                self._saved(await self.desk.do(change))
            except Refusal as refusal:
                return f"{refusal.title} {refusal.advice}".strip()
            return ""

        self._open_form = f"people:{deed.key}"
        draft = await self._attempt(lambda: self.desk.draft(self._open_form))
        kept = tuple(json.loads(draft)) if draft else None
        fitting = kept if kept is not None and len(kept) == len(deed.fields) else None
        left = await self.app.push_screen_wait(Form(title, deed.fields, accept, fitting))
        await self._keep(left)
        if left is None:
            await self.show_done(deed)

    _open_form = ""
    """Where an unfinished form is kept."""

    async def _keep(self, left: Values | None) -> None:
        text = json.dumps(left, ensure_ascii=False) if left else ""
        await self._attempt(lambda: self.desk.keep_draft(self._open_form, text))

    async def consider(self, change: Change, values: Values) -> str:
        """What the person has to know before the change is made by another Enter; "" makes it; raises Refusal."""
        return ""

    async def show_done(self, deed: Deed) -> None:
        """Show what has changed and say so; each screen says how."""

    @override
    async def before_leaving(self) -> None:
        """What is unfinished is kept."""
        form = self.app.screen
        if isinstance(form, Form) and form.changed:
            await self._keep(form.values)
