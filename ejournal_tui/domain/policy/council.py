"""The end of a year: what the pedagogical council decides, and academic debt."""

from ...i18n import _
from ..people.people import Actor, Role


def may_keep_council(actor: Actor) -> str | None:
    """Decisions of the council and attempts to make good academic debt: the deputy head (C31)."""
    if actor.is_(Role.DEPUTY):
        return None
    return _("Decisions of the pedagogical council are entered by the deputy head.")
