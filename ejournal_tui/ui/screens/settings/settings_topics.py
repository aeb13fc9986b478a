"""What a topic of the settings is: its lines, what can be changed in each, what can be added."""

from collections.abc import Callable
from dataclasses import dataclass

from ....services.settings.deciding import Decision
from ....services.settings.settings import Settings
from ...widgets.pick_list import ListColumn
from ..people.people_deeds import Deed


@dataclass(frozen=True)
class Line:
    """One line of a topic."""

    cells: tuple[str, ...]
    edit: Deed | None = None
    remove: Decision | None = None
    removed: str = ""
    """What is asked before it is taken away."""
    new: tuple[Deed, ...] = ()
    """What can be added from here; where there is nothing the topic's own."""


@dataclass(frozen=True)
class Topic:
    """One topic of the settings."""

    words: str
    """«Календарь»."""
    summary: Callable[[Settings], str]
    """What stands behind it in the list of topics."""
    columns: tuple[ListColumn, ...]
    lines: Callable[[Settings], list[Line]]
    new: Callable[[Settings], tuple[Deed, ...]]
    """What can be added."""
    probe: Callable[[Settings], Decision]
    """Asked at the door beforehand: whether the person may change anything here."""
    help: tuple[str, ...]


def nothing(_found: Settings) -> tuple[Deed, ...]:
    """Where nothing can be added."""
    return ()
