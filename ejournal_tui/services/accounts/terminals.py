"""The register of terminals: where they stand, who may sign in there, how their self-test went."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ...domain import policy
from ...domain.accounts.zones import REGISTERED, STAFF_ENTER, Terminal, Workplace, read_source, workplace
from ...domain.errors import Conflict, Invalid
from ...domain.people.people import CONSOLE, Actor
from ...domain.text.cleaning import clean
from ...i18n import N_, _
from ...storage.accounts import terminals as store
from ...storage.school import School
from ...storage.settings import settings
from ..places import place_of
from ..session import Change, Query
from ..typed import read_text

LONGEST, LONGEST_SOURCE = 40, 80
TESTED = {
    "keys": N_("keys"), "letters": N_("letters"), "frames": N_("frames"), "layout": N_("layouts"),
    "light": N_("brightness"), "printing": N_("printing"),
}  # fmt: skip
"""The parts of the self-test."""


@dataclass(frozen=True)
class Unregistered:
    """A place from which somebody signed in or tried to, and which the register does not know."""

    source: str
    at: int
    """The last time."""


@dataclass(frozen=True)
class TerminalList:
    """The register, and what is missing in it."""

    terminals: tuple[Terminal, ...]
    unregistered: tuple[Unregistered, ...]
    here: Workplace
    """The place of whoever asks."""
    source: str


@dataclass(frozen=True)
class ShowTerminals(Query[TerminalList]):
    """Which terminals there are and where they stand; nobody's name is in it (O8.1a, O8.3)."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The officer, the lab assistant, who leads the school, the console."""
        return policy.may_read_terminals(actor)

    def answer(self, actor: Actor, school: School) -> TerminalList:
        """The register by name, and the places it does not know, the last used first."""
        found = (Unregistered(source, at) for source, at in store.unregistered(school))
        return TerminalList(
            store.registered(school), tuple(found), place_of(school, actor.terminal), actor.terminal
        )


@dataclass(frozen=True)
class PutTerminal(Change):
    """Register a terminal, say anew what it is called and where it stands, or take it out."""

    TITLE = N_("workplace in the register")
    wanted: Terminal | None
    expects: Terminal | None = None
    """What the person saw, None for a new one."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The officer, the lab assistant, the console."""
        return policy.may_keep_terminals(actor)

    def facts(self) -> Mapping[str, object]:
        """What became of it; its name stands in the line of the chain."""
        return {"zone": self.wanted.zone.value} if self.wanted else {}

    def apply(self, school: School) -> "PutTerminal":
        """Write it; raises Invalid and Conflict."""
        stands = store.registered(school)
        if self.expects is not None and self.expects not in stands:
            raise Conflict(_("Somebody has changed this workplace meanwhile."), _("Look at the list again."))
        if self.wanted is None and self.expects is None:
            raise Invalid(_("There is nothing to do."))
        others = [one for one in stands if one != self.expects]
        wanted = None if self.wanted is None else _read(self.wanted, others)
        _require_way_in(school, [*others, *([wanted] if wanted else [])])
        settings.swap(school, "terminal", _row(self.expects), _row(wanted))
        return PutTerminal(self.expects, wanted)


@dataclass(frozen=True)
class RecordSelfTest(Change):
    """Write down how the self-test of the place where one sits went (C36)."""

    TITLE = N_("self-test of a workplace")
    QUIET = True
    faults: tuple[str, ...] = ()
    """What was found wanting, by the names of the parts."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The officer, the lab assistant."""
        return policy.may_keep_terminals(actor)

    def apply(self, school: School) -> None:
        """Today's day and the faults; raises Invalid."""
        here = workplace(school.ledger.terminal, store.registered(school)).terminal
        if here is None:
            raise Invalid(_("This place does not stand in the register."), _("Register it first."))
        if not set(self.faults) <= set(TESTED):
            raise Invalid(_("There is nothing to do."))
        faults = ",".join(self.faults) or None
        now = replace(here, tested=school.clock.today().isoformat(), faults=faults)
        settings.swap(school, "terminal", _row(here), _row(now))


def _read(wanted: Terminal, others: list[Terminal]) -> Terminal:
    """A terminal as it was typed, without what does not belong in it; raises Invalid."""
    source = read_source(read_text(wanted.source, _("Key or address")))
    name, room = read_text(wanted.name, _("Name")), clean(wanted.room).strip()
    for text, longest in ((source, LONGEST_SOURCE), (name, LONGEST), (room, LONGEST)):
        if len(text) > longest:
            raise Invalid(_("“{text}” is too long: at most {count} characters.").format(text=text[:20], count=longest))
    if wanted.zone not in REGISTERED:
        raise Invalid(_("The families' own door is known by itself: it is not registered."))
    for one in others:
        if one.source == source:
            raise Invalid(_("This place is registered already: {name}.").format(name=one.told))
        if one.name.casefold() == name.casefold():
            raise Invalid(_("“{name}” is in the list already.").format(name=name), _("Give it another name."))
    return replace(wanted, source=source, name=name, room=room)


def _require_way_in(school: School, becomes: list[Terminal]) -> None:
    """Refuse what would shut out the whole staff, or whoever does it; raises Invalid."""
    if not becomes:
        return
    if not any(one.zone in STAFF_ENTER for one in becomes):
        raise Invalid(
            _("After this nobody of the staff could sign in anywhere."),
            _("Register a place of the staff or a class room first."),
        )
    if school.ledger.actor != CONSOLE and not workplace(school.ledger.terminal, becomes).admits(True):
        raise Invalid(
            _("After this you could not sign in here yourself."),
            _("Register the place where you sit first, as a staff room or a class room."),
        )


def _row(one: Terminal | None) -> Mapping[str, object] | None:
    if one is None:
        return None
    return {
        "source": one.source, "name": one.name, "room": one.room, "zone": one.zone.value, "tested": one.tested,
        "faults": one.faults,
    }  # fmt: skip
