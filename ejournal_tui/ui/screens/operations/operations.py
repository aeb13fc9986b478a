"""The state of the journal with remedies: no personal data on this screen."""

from collections.abc import Mapping
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from typing_extensions import override

from ....i18n import N_, _
from ....services.operations.anchors import RecordAnchor, anchor_log, kept_anchors, places_of, verdict_told
from ....services.operations.operations import COUNTED, ShowHealth, VerifyAudit
from ....services.operations.retention import RemoveExpired, ShowExpired, expired_told
from ....services.session import Guarded
from ...commands import Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.text import ShowText
from ...widgets.pick_list import ListColumn, PickList
from ..base import JournalScreen

_SIGNS = {"ok": "+", "warning": "!", "fault": "X"}
PROVE = Command(
    "prove", ("f6",), N_("prove the log"), N_("Prove that nobody altered the log or the journal past the program."), 90
)
ANCHOR = Command(
    "anchor", ("f5",), N_("anchor"), N_("Keep the last line of the log on another medium and show it for paper."), 85
)

CLEAN = Command(
    "clean", ("f8",), N_("clean up"), N_("Remove drafts, one-time codes and counters that have served."), 50
)


class OperationsScreen(JournalScreen):
    """Is everything well?"""

    COMMANDS_HERE = (PROVE, ANCHOR, CLEAN)
    HIDES_REFUSED = True

    def __init__(self, desk: Desk, name: str, home: Path) -> None:
        super().__init__(desk)
        self._who = name
        self._home = home

    @override
    def body(self) -> ComposeResult:
        yield PickList([ListColumn("", 1), ListColumn("", 0)], searches=False)

    @override
    def requests(self) -> Mapping[str, Guarded]:
        return {PROVE.action: VerifyAudit(), ANCHOR.action: RecordAnchor(0), CLEAN.action: ShowExpired()}

    @override
    async def load(self) -> None:
        """Ask again."""
        found = await self.ask(ShowHealth(self._home))
        if found is None:
            return
        self.title_line(_("State of the journal"), self._who)
        rows = [(_SIGNS[f.level], f"{f.what} {f.remedy}".strip()) for f in found.findings]
        rows += [("", ""), *(("", f"{_(words)}: {found.counts[name]}") for name, words in COUNTED.items())]
        view = self.query_one(PickList)
        view.show(rows)
        view.focus()
        self.summarise(
            _("Everything is well.") if found.sound else _("Lines with ! need somebody's hand."),
            _("People and timetable come in with “ejournal import”; codes with “ejournal accounts codes”."),
        )

    @work
    async def action_prove(self) -> None:
        """The log line by line, the journal against it, the anchors against both."""
        if why := self._refused.get(PROVE.action):
            self.say(why)
            return
        self.say(_("Proving the log…"))
        kept = await self._attempt(lambda: self.desk.run(lambda _session: kept_anchors(self._home)))
        if kept is None:
            return
        verdict = await self.ask(VerifyAudit(kept.anchors))
        if verdict is not None:
            told = verdict_told(self.desk.clock, verdict)
            self.app.push_screen(ShowText(_("Proof of the log"), [*told, *kept.notes]))

    @work
    async def action_anchor(self) -> None:
        """Keep the last line on the media of the configuration, and show it to be copied by hand."""
        if why := self._refused.get(ANCHOR.action):
            self.say(why)
            return
        made = await self._attempt(
            lambda: self.desk.run(lambda session: anchor_log(session, places_of(self._home)))
        )
        if made is None:
            return
        lines = [
            _("Write this line into the log book, or print the day's sheet (The school in a page, F7):"), "",
            _("line {line} · {when}").format(line=made.anchor.line, when=made.anchor.when), made.anchor.groups, "",
            *(_("Kept in {path}.").format(path=path) for path in made.paths),
            *(f"{failure.what} {failure.remedy}" for failure in made.failures),
        ]  # fmt: skip
        if not made.paths and not made.failures:
            lines.append(_("No other medium is named: the officer writes [audit] anchors into ejournal.toml."))
        await self.load()
        self.app.push_screen(ShowText(_("The log is anchored"), lines))

    @work
    async def action_clean(self) -> None:
        """Show how much has served its time, and let it go when the person agrees."""
        if why := self._refused.get(CLEAN.action):
            self.say(why)
            return
        found = await self.ask(ShowExpired())
        if found is None:
            return
        if not found.total:
            self.say(_("Nothing has served its time yet."))
            return
        title = _("Has served its time: {words}.").format(words=expired_told(found))
        answer = await self.dialog(Choose(title, [(_("Remove it for good"),), (_("Leave it"),)]))
        if answer == 0 and await self.do(RemoveExpired(found.counters, found.drafts, found.codes)):
            self.say(_("It is removed; the log tells how much of what."))

    @override
    def help_words(self) -> list[str]:
        return [
            _("+ is well, ! wants attention, X is damaged; each line says what to do."),
            _("An anchor is the last line of the log, kept on paper or on another disk: it shows if somebody"
              " has the whole log written anew."),
        ]  # fmt: skip
