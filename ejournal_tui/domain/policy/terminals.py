"""The terminals of the school: who keeps their register, and what is not done from home."""

from ...i18n import _
from ..accounts.zones import Zone
from ..people.people import Actor, Role
from .roles import LEADERS


def may_read_terminals(actor: Actor) -> str | None:
    """Which terminals there are and where they stand: no personal data in it (O8.1a, O8.3)."""
    if actor.is_(*LEADERS, Role.OFFICER, Role.LAB_ASSISTANT, Role.CONSOLE):
        return None
    return _("The workplaces are seen by the officer, the lab assistant and who leads the school.")


def may_keep_terminals(actor: Actor) -> str | None:
    """To register a terminal, to say where it stands, to take it out (O8.1a, O8.3)."""
    if actor.is_(Role.OFFICER, Role.LAB_ASSISTANT, Role.CONSOLE):
        return None
    return _("The workplaces are registered by the officer for informatization and the lab assistant.")


def not_from_home(actor: Actor) -> str | None:
    """What leaves the journal as a file or a code is made in the school."""
    return _("This is done at school, not from home.") if actor.zone is Zone.HOME else None
