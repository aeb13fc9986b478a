"""The register of terminals, and the places from which somebody came without standing in it."""

from ...domain.accounts.zones import Terminal, Zone, machine_of
from ..log.audit import head
from ..school import School

LOOKED_BACK = 5_000
"""How many lines of the log are searched for places that the register does not know."""


def registered(school: School) -> tuple[Terminal, ...]:
    """Every terminal of the register, by name."""
    rows = school.db.sql("SELECT source, name, zone, room, tested, faults FROM terminal ORDER BY name, id")
    return tuple(Terminal(source, name, Zone(zone), *rest) for source, name, zone, *rest in rows)


def unregistered(school: School) -> tuple[tuple[str, int], ...]:
    """From where somebody signed in or tried to lately, with the moment of it, the last one first."""
    found = school.db.sql(
        "SELECT terminal, MAX(at) FROM deed WHERE seq>? AND verb='SignIn' GROUP BY terminal ORDER BY 2 DESC",
        head(school.db)[0] - LOOKED_BACK,
    )
    known = {one.source for one in registered(school)}
    return tuple((source, at) for source, at in found if source not in known and machine_of(source) not in known)
