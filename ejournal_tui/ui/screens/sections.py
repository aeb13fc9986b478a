"""Which screen a role begins on."""

from ...domain.people import Actor
from ...services.home import Home
from ..desk import Desk
from .base import JournalScreen


def first_screen(start: str, desk: Desk, actor: Actor, home: Home) -> JournalScreen:
    """The start screen of a person (C38); only the one that is needed is imported."""
    name = actor.name.initials
    if start == "diary":
        from .diary import DiaryScreen

        return DiaryScreen(desk, name)
    if start == "school":
        from .school_day import SchoolDayScreen

        return SchoolDayScreen(desk, name)
    if start == "papers":
        from .papers import PapersScreen

        return PapersScreen(desk, name, home.path)
    if start == "today":
        from .today import TodayScreen

        return TodayScreen(desk, actor, home.path)
    from .operations import OperationsScreen

    return OperationsScreen(desk, name, home.path)
