"""The state of the journal with remedies: no personal data on this screen."""

from pathlib import Path

from textual.app import ComposeResult
from typing_extensions import override

from ....i18n import _
from ....services.operations.operations import COUNTED, ShowHealth
from ...desk import Desk
from ...widgets.pick_list import ListColumn, PickList
from ..base import JournalScreen

_SIGNS = {"ok": "+", "warning": "!", "fault": "X"}


class OperationsScreen(JournalScreen):
    """Is everything well?"""

    def __init__(self, desk: Desk, name: str, home: Path) -> None:
        super().__init__(desk)
        self._who = name
        self._home = home

    @override
    def body(self) -> ComposeResult:
        yield PickList([ListColumn("", 1), ListColumn("", 0)], searches=False)

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

    @override
    def help_words(self) -> list[str]:
        return [_("+ is well, ! wants attention, X is damaged; each line says what to do.")]
