"""Which roles stand together."""

from ...i18n import _
from ..people.people import Actor, Role

LEADERS = (Role.DEPUTY, Role.DIRECTOR)


def only_console(actor: Actor) -> str | None:
    """Deeds of the operating system's user of the home: founding, demo data."""
    return None if actor.is_(Role.CONSOLE) else _("This is done from the server's console.")


def only_self(actor: Actor, account: int) -> str | None:
    """What concerns a person's own account; the console has none."""
    return None if actor.account == account and not actor.is_(Role.CONSOLE) else _("This belongs to another person.")
