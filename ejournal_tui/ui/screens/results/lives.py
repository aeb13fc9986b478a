"""F4 on a result: its life in sentences."""

from ....i18n import _
from ....services.history.lives import ResultLife
from ...dialogs.text import ShowText
from ..base import JournalScreen


async def show_life(screen: JournalScreen, query: ResultLife, title: str) -> None:
    """What results the pupil ever had there, who gave them and why; asked from a worker."""
    told = await screen.ask(query)
    if told is not None:
        lines = [line.sentence() for line in told]
        await screen.dialog(ShowText(title, lines, _("No result was ever given here.")))
