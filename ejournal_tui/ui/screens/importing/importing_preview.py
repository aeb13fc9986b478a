"""One file beside the journal: decided line by line, then imported as one deed, or handed to the keeper."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from textual import work
from typing_extensions import override

from ....domain.people.people import ClassId
from ....i18n import N_, _, ngettext
from ....services.session import Guarded
from ....services.workbooks.import_preview import Preview, clean_rows
from ....services.workbooks.inbox import HandOverList, InboxFile, inbox_file
from ....services.workbooks.outbox import save_new
from ....services.workbooks.workbooks import marked
from ...commands import Command
from ...desk import Desk
from ...dialogs.choose import Choose
from .importing_deciding import ACCEPT, DECIDE, FROM, KIND, OUT, DecidingScreen
from .importing_lines import counted, summed

IMPORT = Command("bring_in", ("f8",), N_("import"), N_("Import everything that was agreed to, as one change."), 98)
CLEAN = Command("clean", ("f9",), N_("clean rows"), N_("Import only the rows about which nothing is open."), 60)
HAND = Command("hand_over", ("f4",), N_("hand over"), N_("Hand the list to the keeper of the data."), 92)
MARKED = Command(
    "marked", ("f7",), N_("marked file"), N_("Put the file with its faulty cells marked into the outbox."), 50
)


class ImportPreviewScreen(DecidingScreen):
    """What comes in with one file."""

    COMMANDS_HERE = (DECIDE, ACCEPT, KIND, IMPORT, CLEAN, HAND, MARKED, FROM, OUT)

    def __init__(self, desk: Desk, name: str, home: Path, file: InboxFile, preview: Preview) -> None:
        super().__init__(desk, name, file, preview)
        self._home = home
        self.done: tuple[str, str] | None = None
        """What is said of this file on the screen before, once it was imported or handed over."""

    @override
    def requests(self) -> Mapping[str, Guarded]:
        change = self._preview.change
        return {
            IMPORT.action: change, CLEAN.action: change, HAND.action: HandOverList(self._file.mark, self._own_class),
        }  # fmt: skip

    @property
    def _own_class(self) -> ClassId:
        return self._class_keys.get(self._preview.class_name, ClassId(0))

    @property
    @override
    def commands(self) -> tuple[Command, ...]:
        """Whoever hands a list over does not import it, and the other way round."""
        roles = (IMPORT, CLEAN, HAND)
        return tuple(c for c in super().commands if c not in roles or self.enabled(c.action))

    async def action_bring_in(self) -> None:
        """Everything that was agreed to, as one change."""
        waiting = len(self._preview.open)
        if waiting:
            left = ngettext("{count} line waits for a decision.", "{count} lines wait for a decision.", waiting)
            how = _("Enter decides; F9 imports only the rows about which nothing is open.")
            self.say(left.format(count=waiting), how)
            return
        await self._bring_in()

    async def _bring_in(self) -> None:
        tally = self._preview.tally
        if tally.nothing_new:
            self.say(_("There is nothing new in the file: the journal stays as it is."))
            return
        if await self.do(self._preview.change):
            words = _("Imported: {counts}.").format(counts=counted(summed(tally.added, tally.changed)))
            self._leave(words, _("Ctrl+Z takes it back."))

    @work(exclusive=True)
    async def action_clean(self) -> None:
        """Only the rows about which nothing is open; how many there are is said first."""
        preview = self._preview
        if not preview.open:
            await self._bring_in()
            return
        clean = await self._attempt(lambda: self.desk.run(lambda session: clean_rows(session, preview)))
        if clean is None:
            return
        if clean.open or clean.tally.nothing_new:
            self.say(_("The clean rows bring nothing new.") if not clean.open else clean.open[0].words)
            return
        left = len(clean.decisions.out - preview.decisions.out)
        yes = _("Import the clean rows: {counts}").format(
            counts=counted(summed(clean.tally.added, clean.tally.changed))
        )
        words = ngettext("{count} row would be left out.", "{count} rows would be left out.", left).format(count=left)
        if await self.dialog(Choose(words, [(yes,), (_("Go on deciding"),)])) == 0:
            self._preview = clean
            await self._bring_in()

    async def action_hand_over(self) -> None:
        """Hand the list to the keeper of the data."""
        if await self.do(HandOverList(self._file.mark, self._own_class)):
            said = _("The list was handed over: the keeper of the data sees it waiting.")
            self._leave(said, _("Ctrl+Z takes it back."))

    def _leave(self, first: str, second: str) -> None:
        self.done = (first, second)
        self.app.pop_screen()

    async def action_marked(self) -> None:
        """The file with its faulty cells marked, into the outbox."""
        preview, home, name = self._preview, self._home, self._file.name
        if not preview.problems:
            self.say(_("Nothing is wrong with the cells of the file: there is nothing to mark."))
            return
        self.say(_("Marking the cells…"))

        def make() -> Path:
            prepared = replace(preview.source, problems=preview.problems)
            return save_new(home, "marked", "xlsx", marked(prepared, [inbox_file(home, name)]))

        path = await self._attempt(lambda: asyncio.to_thread(make))
        if path is not None:
            self.say(_("The marked workbook is in the outbox: {name}.").format(name=path.name),
                     _("Copy it with: scp SERVER:{path} .").format(path=path))  # fmt: skip

    @override
    def help_words(self) -> list[str]:
        return [
            _("Each line is something that would change or that cannot be read; + stands before what is decided."),
            _("Enter decides one line, F5 accepts what is proposed on it, F6 on all lines of its kind."),
            _("Nothing is imported before everything is decided, unless F9 leaves out the rows that are still open."),
            _("What is decided is kept with the file when you leave or lock the screen."),
            _("Nobody is taken out of the journal because the file does not name them."),
        ]
