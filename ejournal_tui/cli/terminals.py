"""`ejournal terminals`."""

import argparse
import os

from ..domain.accounts.zones import REGISTERED, Terminal, Zone, machine_of
from ..domain.errors import Refusal
from ..i18n import _
from ..services.accounts.terminals import PutTerminal, ShowTerminals, TerminalList
from ..services.history.told import when_told
from ..services.operations.home import Home
from ..services.terminals import source_of
from .homes import opened
from .output import DONE, Misused, Output, note, table


def terminals(options: argparse.Namespace, output: Output) -> int:
    """The register of workplaces: look, register, say where one stands, take one out."""
    if options.what == "list":
        with opened(options) as home:
            return _list(home, output)
    if not options.name:
        raise Misused(_("Which workplace?"), _("Name it: ejournal terminals add “room 12” --zone class."))
    if options.what != "retire" and not options.zone:
        raise Misused(
            _("Where does it stand?"), _("Say --zone and one of {zones}.").format(zones=", ".join(REGISTERED))
        )
    with opened(options) as home:
        change = _change(options, home.console().ask(ShowTerminals()))
        if not options.dry_run:
            home.console().do(change)
        return _told(change, options.dry_run, output)


def _change(options: argparse.Namespace, found: TerminalList) -> PutTerminal:
    if options.what == "add":
        return PutTerminal(Terminal(options.key or _here(), options.name, Zone(options.zone), options.room))
    stands = next((one for one in found.terminals if one.name.casefold() == options.name.casefold()), None)
    if stands is None:
        raise Refusal(
            _("No workplace is called “{name}”.").format(name=options.name[:40]),
            _("See them with “ejournal terminals list”."),
        )
    if options.what == "retire":
        return PutTerminal(None, stands)
    room = options.room or stands.room
    return PutTerminal(Terminal(stands.source, stands.name, Zone(options.zone), room, stands.tested, stands.faults),
                       stands)  # fmt: skip


def _here() -> str:
    """Where this is typed; a window of a desktop is the machine, for its number is another every time."""
    source = source_of(os.environ)
    line = source.rpartition(":")[2]
    return source if line.startswith("tty") else machine_of(source) or source


def _told(change: PutTerminal, dry: bool, output: Output) -> int:
    if change.wanted is not None:
        output.say(f"{change.wanted.told}: {change.wanted.source}")
    elif change.expects is not None:
        output.say(_("Taken out: {name}.").format(name=change.expects.told))
    output.say(_("Nothing was changed.") if dry else "")
    output.lines = [line for line in output.lines if line]
    wanted = change.wanted
    output.tell(terminal=None if wanted is None else _facts(wanted))
    return output.finish(DONE)


def _facts(one: Terminal) -> dict[str, str]:
    return {"name": one.name, "zone": one.zone.value, "room": one.room, "key": one.source}


def _list(home: Home, output: Output) -> int:
    found = home.console().ask(ShowTerminals())
    output.lines += table([(one.name, one.zone.words, one.room, one.source) for one in found.terminals])
    if not found.terminals:
        note(_("No workplace is registered: every place counts as a class room, and families sign in there too."))
    output.lines += table([
        (_("not registered"), when_told(home.school, one.at), one.source) for one in found.unregistered
    ])  # fmt: skip
    output.tell(
        terminals=[_facts(one) for one in found.terminals], unregistered=[one.source for one in found.unregistered]
    )
    return output.finish(DONE)
