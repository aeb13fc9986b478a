"""Accounts: who cannot sign in and why; one key lets a person in at the terminal where they stand."""

from collections.abc import Mapping

from textual import work
from textual.app import ComposeResult
from typing_extensions import override

from ....i18n import N_, _, ngettext
from ....services.accounts.admitting import (
    ADMITTED_MINUTES,
    AccessLine,
    AdmitAccount,
    Barred,
    ListAccess,
    ShowAccess,
    UnlockAccount,
)
from ....services.session import Guarded
from ...commands import Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.fill_in import FillIn
from ...dialogs.text import ShowText
from ...widgets.pick_list import ListColumn, PickList
from ..base import JournalScreen

OPEN = Command("open", ("enter",), N_("what happened"), N_("Show where and when this person signed in or failed."), 100)
ADMIT = Command("admit", ("f5",), N_("let in"), N_("Let this person in at one terminal, once, within ten minutes."), 95)
UNLOCK = Command("unlock", ("f6",), N_("unlock"), N_("Forget the failures of this account; say why."), 90)
_SIGNS = {Barred.LOCKED: "X", Barred.GUARDED: "!", Barred.WAITING: "…", Barred.FREE: ""}


class AccessScreen(JournalScreen):
    """Who cannot sign in."""

    COMMANDS_HERE = (OPEN, ADMIT, UNLOCK)

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(desk)
        self._who = name
        self._lines: tuple[AccessLine, ...] = ()

    @override
    def body(self) -> ComposeResult:
        yield PickList(
            [ListColumn("", 1), ListColumn(_("name"), 30), ListColumn(_("sign-in"), 33), ListColumn(_("who"), 0)],
            empty=_("There is nobody to let in."),
        )

    @override
    def requests(self) -> Mapping[str, Guarded]:
        return {OPEN.action: ListAccess()}

    @override
    async def load(self) -> None:
        """Ask again."""
        found = await self.ask(ListAccess())
        if found is None:
            return
        self._lines = found
        self.title_line(_("Accounts"), self._who)
        rows = self.query_one(PickList)
        rows.show([(_SIGNS[line.barred], line.name, line.why, line.of) for line in found])
        rows.focus()
        count = sum(line.barred is not Barred.FREE for line in found)
        self.summarise(
            ngettext("{count} person is kept out.", "{count} people are kept out.", count).format(count=count)
            if count else _("Nobody is kept out."),
            _("Letters find a name. F5 lets in, F6 unlocks, Enter shows what happened."),
        )  # fmt: skip

    def _here(self) -> AccessLine | None:
        index = self.query_one(PickList).index
        return self._lines[index] if index < len(self._lines) else None

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter shows what happened."""
        self.action_open()

    @work
    async def action_open(self) -> None:
        """Where and when."""
        if (line := self._here()) is None:
            return
        told = await self.ask(ShowAccess(line.account))
        if told is not None:
            title = " · ".join(filter(None, (line.name, line.login, line.why)))
            self.app.push_screen(ShowText(title, told, _("Nobody has tried to sign in under this name.")))

    @work
    async def action_admit(self) -> None:
        """Choose the terminal where the person stands, and let them in there."""
        if (line := self._here()) is None:
            return
        if not line.terminals:
            self.say(
                _("{name} has not failed anywhere: nothing has to be opened.").format(name=line.name),
                _("Let the person try once; then the terminal stands here."),
            )
            return
        chosen = await self.dialog(Choose(_("At which terminal?"), line.terminals))
        if chosen is None:
            return
        terminal = line.terminals[chosen][0]
        if await self.do(AdmitAccount(line.account, terminal)):
            await self.load()
            self.say(
                _("{name} may come in at {terminal}, once, within {count} minutes.").format(
                    name=line.name, terminal=terminal, count=ADMITTED_MINUTES
                ),
                _("Ctrl+Z takes it back."),
            )

    @work
    async def action_unlock(self) -> None:
        """Ask why, then forget the failures."""
        if (line := self._here()) is None:
            return
        if line.barred is Barred.FREE and not line.terminals:
            self.say(_("Nothing keeps this person out."))
            return
        title = _("Unlock: {name}").format(name=line.name)
        filled = await self.dialog(FillIn(title, [(_("Why"), "")], lambda typed: typed[0]))
        if filled is not None and await self.do(UnlockAccount(line.account, filled[0], line.fails)):
            await self.load()
            self.say(_("{name} may sign in anywhere again.").format(name=line.name))

    @override
    def help_words(self) -> list[str]:
        return [
            _("X is locked until you unlock it; ! opens only where the person has signed in before; … has to wait."),
            _("See the person before you let them in: that is what the terminal cannot do."),
        ]
