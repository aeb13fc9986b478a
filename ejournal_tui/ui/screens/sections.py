"""Which screen a role begins on."""

from dataclasses import dataclass

from ...domain import policy
from ...domain.people import Actor
from ...i18n import _
from ...services.home import Home
from ..desk import Desk
from .base import JournalScreen


@dataclass(frozen=True)
class Section:
    """A screen that a person may begin on."""

    start: str
    kind: str
    """The class of the screen, to leave out the one that is shown."""
    actions: tuple[str, ...]
    """The commands by which a screen may open it already."""
    words: str


def sections(actor: Actor) -> list[Section]:
    """The screens that stand open to a person with several roles; none for who has one only."""
    found = (
        (policy.may_read_own_day, Section("today", "TodayScreen", ("today",), _("Today"))),
        (policy.may_read_school_day, Section("school", "SchoolDayScreen", ("school",), _("School"))),
        (policy.may_see_queue, Section("papers", "PapersScreen", ("sheets",), _("Weekly sheets"))),
        (policy.may_read_health, Section("health", "OperationsScreen", ("health", "state"), _("State of the journal"))),
    )
    return [section for objection, section in found if objection(actor) is None]


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
