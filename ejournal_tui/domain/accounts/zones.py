"""Where the terminals of a school stand, and who may sign in there."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address

from ...i18n import N_, _

LOCAL = "local:"


class Zone(StrEnum):
    """What kind of place a terminal stands in."""

    STAFF = "staff"
    CLASS = "class"
    PUPIL = "pupil"
    HOME = "home"
    DIARY = "diary"

    @property
    def words(self) -> str:
        """«класс»."""
        return _(_WORDS[self])


_WORDS = {
    Zone.STAFF: N_("staff room"), Zone.CLASS: N_("class room"), Zone.PUPIL: N_("pupils' place"),
    Zone.HOME: N_("from home"), Zone.DIARY: N_("families' door"),
}  # fmt: skip
REGISTERED = (Zone.STAFF, Zone.CLASS, Zone.PUPIL, Zone.HOME)
"""What a terminal of the register may be; the families' door is known by itself."""
STAFF_ENTER = frozenset((Zone.STAFF, Zone.CLASS, Zone.HOME))
FAMILIES_ENTER = frozenset((Zone.PUPIL, Zone.DIARY))
IDLE_MINUTES = {Zone.STAFF: 10, Zone.CLASS: 3, Zone.PUPIL: 5, Zone.HOME: 5, Zone.DIARY: 10}
"""After how many minutes without a key a terminal should close what is open on it."""


@dataclass(frozen=True)
class Terminal:
    """A terminal of the register."""

    source: str
    """The fingerprint of its key, its address, or this machine with or without a console line."""
    name: str
    zone: Zone
    room: str = ""
    tested: str | None = None
    """The day of its last self-test."""
    faults: str | None = None
    """What the self-test found wanting, as codes."""

    @property
    def told(self) -> str:
        """«кабинет 12 (класс)»."""
        return f"{self.name} ({self.zone.words})"


@dataclass(frozen=True)
class Workplace:
    """Where somebody sits."""

    zone: Zone
    terminal: Terminal | None = None
    """None where the register does not know the place."""
    in_force: bool = False
    """Whether the school tells its places apart: from its first registered terminal on."""

    def admits(self, staff: bool) -> bool:
        """Whether somebody of the staff, or of a family, may sign in here."""
        if not self.in_force:
            return True
        return self.zone in (STAFF_ENTER if staff else FAMILIES_ENTER)


def workplace(source: str, terminals: Sequence[Terminal]) -> Workplace:
    """What the register says of a source; a place that it does not know counts as the pupils' once it is in force."""
    if not terminals:
        return Workplace(Zone.CLASS)
    known = {one.source: one for one in terminals}
    # A window of a desktop has no line of its own: the whole machine may stand in the register.
    found = known.get(source) or known.get(machine_of(source))
    return Workplace(found.zone if found else Zone.PUPIL, found, True)


def machine_of(source: str) -> str:
    """The machine of a console line, "" for what comes over the network."""
    return source.rpartition(":")[0] if source.startswith(LOCAL) and source.count(":") > 1 else ""


def read_source(typed: str) -> str:
    """A key as ssh-keygen shows it, or an address, as the register names them; anything else as it is."""
    said = typed.strip()
    if said.startswith("SHA256:"):
        return f"key:{said}"
    try:
        return f"ssh:{ip_address(said)}"
    except ValueError:
        return said


def read_zone(typed: str) -> Zone | None:
    """A zone as it is called on the command line or in words, None for anything else."""
    said = typed.strip().casefold()
    return next((zone for zone in REGISTERED if said in (zone.value, zone.words.casefold())), None)
