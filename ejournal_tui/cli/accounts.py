"""`ejournal accounts`."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext

from ..domain.accounts.passwords import show_code
from ..domain.errors import Refusal
from ..domain.people.people import ClassId
from ..i18n import _, ngettext
from ..services.accounts.accounts import CODE_DAYS, CodeSlip, Holder, ShowHolders, due, issue_codes
from ..services.accounts.slips import slips_pdf
from ..services.naming import read_class
from ..services.operations.home import Home
from ..services.papers.papers import FindClasses
from ..services.session import Session
from ..services.workbooks.outbox import new_file
from .admitting import DEEDS, admitting
from .homes import opened
from .output import DONE, Misused, Output, note, table

Places = dict[ClassId | None, frozenset[str]]
"""Whose accounts: a class's families, or the staff for None; of those the named logins, all when none is named."""


def accounts(options: argparse.Namespace, output: Output) -> int:
    """List accounts, or issue one-time codes that are shown this once."""
    if options.what in DEEDS:
        return admitting(options, output)
    if options.staff and options.school_class:
        raise Misused(_("--staff and --class are two lists."), _("Ask for them one after the other."))
    if not (options.staff or options.school_class or options.person):
        raise Misused(
            _("Whose accounts?"), _("Name a class with --class, the staff with --staff, or people with --person.")
        )
    with opened(options) as home:
        places = _places(home, options)
        found = {place: home.console().ask(ShowHolders(place)) for place in places}
        if options.what == "list":
            return _list([h for place, only in places.items() for h in due(found[place], only, True)], output)
        if options.dry_run:
            return _list([h for place, only in places.items() for h in due(found[place], only, options.again)], output)
        slips = _issue(home, places, options, output)
        return _tell_codes(slips, 0 if options.person else sum(map(len, found.values())) - len(slips), output)


def _places(home: Home, options: argparse.Namespace) -> Places:
    """Where those who are asked for belong; raises Refusal for a login that is nowhere there."""
    session, wanted = home.console(), frozenset(options.person)
    named = one_class(home, options.school_class) if options.school_class else None
    if not wanted:
        return {named: wanted}
    found: Places = {}
    missing = wanted
    for place in (named,) if named or options.staff else _everywhere(session):
        here = missing & {holder.login for holder in session.ask(ShowHolders(place))}
        missing -= here
        if here:
            found[place] = here
        if not missing:
            return found
    raise Refusal(
        _("Nobody here signs in as {logins}.").format(logins=", ".join(sorted(missing))),
        _("No code was issued: see the logins with “ejournal accounts list”."),
    )


def _everywhere(session: Session) -> Iterator[ClassId | None]:
    yield None
    try:
        classes = session.ask(FindClasses(None))
    except Refusal:
        # A journal without classes has only its staff.
        return
    yield from classes


def _issue(home: Home, places: Places, options: argparse.Namespace, output: Output) -> list[CodeSlip]:
    """Issue codes place by place and hand out every code that was issued, whatever happens then; raises Refusal."""
    slips: list[CodeSlip] = []
    with new_file(options.out) if options.out else nullcontext() as write:
        try:
            for place, only in places.items():
                hasher = home.hasher if place is None else home.families_hasher
                slips += issue_codes(home.console(), hasher, home.clock.instant(), place, only, options.again)
        finally:
            output.tell(codes=[{"login": s.login, "code": s.code, "name": s.name.full} for s in slips])
            if slips:
                _hand_out(home, slips, write, output)
    if options.out:
        output.say(str(options.out))
    return slips


def one_class(home: Home, text: str) -> ClassId:
    """The class of a name; raises Refusal."""
    (found,) = home.console().ask(FindClasses(read_class(text)))
    return found


def _list(holders: Sequence[Holder], output: Output) -> int:
    output.lines += table([
        (h.login, h.name.full, _(h.role), ", ".join(h.children) or h.of,
         _("password") if h.has_password else _("code") if h.has_code else "—")
        for h in holders
    ])  # fmt: skip
    output.tell(accounts=[{"login": h.login, "name": h.name.full, "password": h.has_password} for h in holders])
    return output.finish(DONE)


def _hand_out(home: Home, slips: Sequence[CodeSlip], write: Callable[[bytes], None] | None, output: Output) -> None:
    lines = table([(s.name.full, ", ".join(s.children) or s.of, s.login, show_code(s.code)) for s in slips])
    if write is None:
        output.show_at_once(lines)
        return
    written = False
    try:
        write(slips_pdf(home, slips))
        written = True
    finally:
        if not written:
            # Nothing else holds these codes, and those before them are void.
            note(_("The slips could not be made; these are the codes."))
            output.show_at_once(lines)


def _tell_codes(slips: Sequence[CodeSlip], skipped: int, output: Output) -> int:
    output.tell(skipped=skipped)
    note(
        ngettext(
            "{count} code; it is valid for {term}, shown this once and kept nowhere.",
            "{count} codes; they are valid for {term}, shown this once and kept nowhere.",
            len(slips),
        ).format(count=len(slips), term=code_term())
    )
    if skipped:
        note(
            ngettext(
                "{count} person has a password or a code already and was left alone; --again issues anew.",
                "{count} people have a password or a code already and were left alone; --again issues anew.",
                skipped,
            ).format(count=skipped)
        )
    return output.finish(DONE)


def code_term() -> str:
    """«14 days»."""
    return ngettext("{count} day", "{count} days", CODE_DAYS).format(count=CODE_DAYS)
