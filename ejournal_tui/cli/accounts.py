"""`ejournal accounts`."""

import argparse
from pathlib import Path

from ..domain.errors import Invalid
from ..domain.passwords import show_code
from ..domain.people import ClassId
from ..i18n import _, ngettext
from ..services.accounts import CODE_DAYS, ShowHolders, issue_codes
from ..services.home import Home
from ..services.naming import read_class
from ..services.papers import FindClasses
from ..services.slips import slips_pdf
from .homes import opened
from .output import DONE, Output, note, table


def accounts(options: argparse.Namespace, output: Output) -> int:
    """List accounts, or issue one-time codes that are shown this once."""
    if not options.staff and not options.school_class:
        raise Invalid(_("Whose accounts?"), _("Name a class with --class, or the staff with --staff."))
    with opened(options) as home:
        school_class = None if options.staff else one_class(home, options.school_class)
        if options.what == "list" or options.dry_run:
            return _list(home, school_class, output)
        return _codes(home, school_class, options, output)


def one_class(home: Home, text: str) -> ClassId:
    """The class of a name; raises Refusal."""
    (found,) = home.console().ask(FindClasses(read_class(text)))
    return found


def _list(home: Home, school_class: ClassId | None, output: Output) -> int:
    holders = home.console().ask(ShowHolders(school_class))
    has = {True: _("password"), False: "—"}
    output.lines += table([(h.login, h.name.full, _(h.role), h.child or h.of, has[h.has_password]) for h in holders])
    output.tell(accounts=[{"login": h.login, "name": h.name.full, "password": h.has_password} for h in holders])
    return output.finish(DONE)


def _codes(home: Home, school_class: ClassId | None, options: argparse.Namespace, output: Output) -> int:
    slips = issue_codes(
        home.console(), home.hasher, home.clock.instant(), school_class, frozenset(options.person)
    )
    if options.out:
        write_new(options.out, slips_pdf(home, slips))
        output.say(str(options.out))
    else:
        output.lines += table([(s.name.full, s.child or s.of, s.login, show_code(s.code)) for s in slips])
    output.tell(codes=[{"login": s.login, "code": s.code, "name": s.name.full} for s in slips])
    note(
        ngettext(
            "{count} code, valid for {days} days, shown once: nothing keeps it.",
            "{count} codes, valid for {days} days, shown once: nothing keeps them.",
            len(slips),
        ).format(count=len(slips), days=CODE_DAYS)
    )
    return output.finish(DONE)


def write_new(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, readable by its owner only; raises Invalid."""
    unfinished = path.with_name(f".{path.name}.part")
    try:
        unfinished.unlink(missing_ok=True)
        unfinished.touch(mode=0o600)
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise Invalid(
            _("The file {name} cannot be written: {error}.").format(name=path, error=error.strerror),
            _("Choose another folder with --out."),
        ) from error
