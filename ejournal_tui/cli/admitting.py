"""`ejournal accounts barred`, `admit` and `unlock`: whoever cannot sign in."""

import argparse

from ..domain.errors import Refusal
from ..i18n import _
from ..services.accounts.admitting import (
    AccessLine,
    AdmitAccount,
    Barred,
    ListAccess,
    UnlockAccount,
)
from ..services.session import Session
from .homes import opened
from .output import DONE, Misused, Output, table

DEEDS = ("barred", "admit", "unlock")


def admitting(options: argparse.Namespace, output: Output) -> int:
    """List who is kept out, let one person in at a terminal, or unlock one account."""
    if options.what != "barred" and len(options.person) != 1:
        raise Misused(_("Whom?"), _("Name one login with --person."))
    if options.what == "admit" and not options.terminal:
        raise Misused(_("At which terminal?"), _("Name it with --terminal, as “ejournal accounts barred” shows it."))
    if options.what == "unlock" and not options.reason:
        raise Misused(_("Say why, in a few words."), _("Give it with --reason."))
    with opened(options) as home:
        session = home.console()
        found = session.ask(ListAccess())
        if options.what == "barred":
            return _list([line for line in found if line.barred is not Barred.FREE], output)
        _help(session, options, found)
        return output.finish(DONE)


def _help(session: Session, options: argparse.Namespace, found: tuple[AccessLine, ...]) -> None:
    (login,) = options.person
    line = next((line for line in found if line.login == login), None)
    if line is None:
        raise Refusal(
            _("Nobody here signs in as {logins}.").format(logins=login),
            _("See the logins with “ejournal accounts list”."),
        )
    if options.what == "admit":
        session.do(AdmitAccount(line.account, options.terminal))
    else:
        session.do(UnlockAccount(line.account, options.reason))


def _list(lines: list[AccessLine], output: Output) -> int:
    output.lines += table([
        (line.login, line.name, line.of, line.why, ", ".join(terminal for terminal, _when in line.terminals))
        for line in lines
    ])  # fmt: skip
    output.tell(barred=[
        {"login": line.login, "why": line.barred.name.lower(), "terminals": [one for one, _when in line.terminals]}
        for line in lines
    ])  # fmt: skip
    return output.finish(DONE)
