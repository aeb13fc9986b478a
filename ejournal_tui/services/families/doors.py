"""Which door a home is: the staff's that puts the diary out, or the families' that reads it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from ...domain.errors import Broken
from ...i18n import _
from ...machine import CONFIGURATION


@dataclass(frozen=True)
class Doors:
    """What `[diary]` says in the configuration of a home."""

    publish: Path | None = None
    """Where the staff's home puts the diary out."""
    read: Path | None = None
    """Where the families' home finds it."""
    spool: Path | None = None
    """Where letters of families lie between the two."""


def doors_of(home: Path) -> Doors:
    """What a home is told of the two doors; raises Broken when it cannot be read."""
    file = home / CONFIGURATION
    try:
        found = tomllib.loads(file.read_text(encoding="utf8")).get("diary", {}) if file.exists() else {}
        if not isinstance(found, dict) or not all(isinstance(place, str) for place in found.values()):
            raise ValueError("[diary]")
    except (OSError, ValueError) as error:
        raise Broken(_("{name} cannot be read: {error}.").format(name=CONFIGURATION, error=error)) from error
    places = {name: Path(found[name]) for name in ("publish", "read", "spool") if found.get(name)}
    return Doors(**places)
