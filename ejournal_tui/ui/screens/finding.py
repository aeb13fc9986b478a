"""Finding a line of a list by typing: what is said meanwhile, and going to what was chosen."""

from collections.abc import Sequence

from ...i18n import _
from ..dialogs.choose import Choose
from ..widgets.pick_list import PickList
from .base import JournalScreen


def sought(event: PickList.Searched, people: bool = False) -> str:
    """What is being looked for, and whether there is anything like it."""
    missing = _("“{text}”: nobody") if people else _("“{text}”: nothing")
    return (_("“{text}”") if event.found else missing).format(text=event.text)


def find_line(screen: JournalScreen, title: str, rows: Sequence[tuple[str, ...]]) -> None:
    """Choose one of the lines of the screen's list by typing, and go there."""

    def chosen(index: int | None) -> None:
        if index is not None:
            screen.query_one(PickList).move(index)

    screen.app.push_screen(Choose(title, rows, searches=True), chosen)
