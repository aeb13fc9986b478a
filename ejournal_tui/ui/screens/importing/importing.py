"""Files that were handed in: the inbox by name, who waits for what, and the imports that can be taken back."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.worker import Worker
from typing_extensions import override

from ....domain.workbooks.decisions import Decisions
from ....i18n import N_, _
from ....services.session import Guarded
from ....services.workbooks import decision_draft
from ....services.workbooks.import_preview import Preview, look
from ....services.workbooks.inbox import InboxFile, PastImport, ShowImports, ShowInbox, inbox_file
from ....services.workbooks.workbooks import KINDS, Reading, kind_of, understood
from ...commands import Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.text import ShowText
from ...widgets.pick_list import ListColumn, PickList
from ..base import JournalScreen
from ..finding import sought
from .importing_deciding import KIND_WORDS
from .importing_plan import plan_deed
from .importing_preview import ImportPreviewScreen

OPEN = Command("open", ("enter",), N_("look at it"), N_("Read the file and show what it would change."), 100)
PAST = Command("past", ("f4",), N_("imports"), N_("Show the imports that were done, and take one back."), 80)
AGAIN = Command("again", ("f5",), N_("look anew"), N_("Look what lies in the inbox now."), 60)

_TITLES = {
    "ImportStaff": N_("staff and workload"), "ImportPupils": N_("pupils"), "ImportGroups": N_("groups"),
    "ImportTimetable": N_("timetable"), "ImportMarks": N_("paper journals"),
}  # fmt: skip


class ImportingScreen(JournalScreen):
    """The inbox."""

    COMMANDS_HERE = (OPEN, AGAIN, PAST)

    def __init__(self, desk: Desk, name: str, home: Path) -> None:
        super().__init__(desk)
        self._who = name
        self._home = home
        self._files: tuple[InboxFile, ...] = ()
        self._year = desk.clock.today()
        self._reading: Worker[None] | None = None
        self._parsing: Reading | None = None
        """The file's own process, while it reads."""
        self._below: ImportPreviewScreen | None = None

    @override
    def body(self) -> ComposeResult:
        yield PickList([ListColumn(_("file"), 36), ListColumn(_("what became of it"), 0)])

    @override
    def requests(self) -> Mapping[str, Guarded]:
        return {PAST.action: ShowImports()}

    @property
    @override
    def commands(self) -> tuple[Command, ...]:
        """The list of imports is of those who import."""
        return tuple(c for c in super().commands if c is not PAST or self.enabled(c.action))

    @override
    async def load(self) -> None:
        """Look into the inbox again."""
        found = await self.ask(ShowInbox(self._home))
        if found is None:
            return
        rows = self.query_one(PickList)
        stood = self._files[rows.index].name if self._files else ""
        self._files, self._year = found.files, found.year_starts
        names = [file.name for file in self._files]
        self.title_line(_("Import"), self._who)
        rows.empty = _("Nothing was handed in. The lab assistant puts files into the folder inbox of the journal.")
        rows.show([(file.name, file.state) for file in self._files], names.index(stood) if stood in names else None)
        rows.focus()
        done, self._below = self._below.done if self._below else None, None
        if done:
            self.say(*done)
        elif self._reading is None:
            self.summarise(self._summary_words(), _("Enter reads the file under the cursor; nothing changes by that."))

    def _summary_words(self) -> str:
        waiting = [file.name for file in self._files if file.waits]
        if waiting:
            return _("Waits for the keeper of the data: {names}.").format(names=", ".join(waiting))
        return _("Files of the inbox: {count}.").format(count=len(self._files))

    def on_pick_list_searched(self, event: PickList.Searched) -> None:
        """Tell what is looked for."""
        if event.text:
            self.say(sought(event))

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter reads the file."""
        self.action_open()

    def action_open(self) -> None:
        """Read the file under the cursor beside the screen, so that Esc can stop it."""
        if self._files and self._reading is None:
            self._reading = self._read_file(self._files[self.query_one(PickList).index])

    @override
    async def action_back(self) -> None:
        """Stop reading; nothing of the file was kept."""
        if self._reading is None:
            await super().action_back()
            return
        self._stop_parsing()
        self._reading.cancel()
        self._reading = None
        self.say(_("Stopped: nothing was changed."))

    def _stop_parsing(self) -> None:
        if self._parsing is not None:
            self._parsing.stop()
            self._parsing = None

    @override
    async def before_leaving(self) -> None:
        """Nobody waits for the file any more."""
        self._stop_parsing()

    async def action_again(self) -> None:
        """The inbox as it is now."""
        await self.load()

    @work(exclusive=True)
    async def _read_file(self, file: InboxFile) -> None:
        self.say(_("Reading {name}…").format(name=file.name), _("Esc stops; nothing changes by reading."))
        self._parsing = parsing = Reading(inbox_file(self._home, file.name))
        book = await self._attempt(lambda: asyncio.to_thread(parsing.read))
        self._parsing = None
        if book is None:
            self._reading = None
            return
        kind = kind_of(book) or await self._asked_kind()
        self._reading = None
        if kind == "plan":
            await plan_deed(self, book)
            return
        if kind is None:
            return
        kept = await self._attempt(lambda: self.desk.draft(decision_draft.place_of(file.mark)))
        first = decision_draft.read(kept) if kept else Decisions(effective=self.desk.clock.today())
        source = understood(kind, book, self._year)
        source = replace(source, readable=replace(source.readable, file=file.mark))
        preview = await self._attempt(lambda: self.desk.run(lambda session: look(session, source, first)))
        if preview is not None:
            self._show(preview, file)

    def _show(self, preview: Preview, file: InboxFile) -> None:
        self._below = ImportPreviewScreen(self.desk, self._who, self._home, file, preview)
        self.app.push_screen(self._below)

    async def _asked_kind(self) -> str | None:
        rows = [(_(KIND_WORDS[kind]),) for kind in (*KINDS, "plan")]
        chosen = await self.dialog(Choose(_("What kind of list is it?"), rows))
        return None if chosen is None else (*KINDS, "plan")[chosen]

    @work(exclusive=True)
    async def action_past(self) -> None:
        """The imports that were done; the chosen one is taken back."""
        found = await self.ask(ShowImports())
        if not found:
            if found is not None:
                self.app.push_screen(ShowText(_("Imports"), [], _("Nothing was imported yet.")))
            return
        chosen = await self.dialog(Choose(_("Which import is to be taken back?"), [(_past(one),) for one in found]))
        if chosen is None:
            return
        if found[chosen].taken_back:
            self.say(_("This import was taken back already."))
        elif await self.do(found[chosen].undoing):
            await self.load()
            self.say(_("The import was taken back: the journal is as it was before."))

    @override
    def help_words(self) -> list[str]:
        return [
            _("Files lie in the folder inbox of the journal; the lab assistant puts them there."),
            _("Enter reads one and shows every line that needs a decision; only then it is imported, all or nothing."),
            _("A class teacher looks through the list of the own class and hands it over to the keeper of its data."),
            _("An import can be taken back as a whole as long as nothing in the journal rests on it: F4."),
        ]


def _past(one: PastImport) -> str:
    words = _("{when} {who}: {what}").format(when=one.when, who=one.who, what=_(_TITLES.get(one.verb, one.verb)))
    return _("{what} — taken back").format(what=words) if one.taken_back else words
