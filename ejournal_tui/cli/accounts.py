"""`ejournal accounts`."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..domain.errors import Invalid, Refusal
from ..domain.passwords import show_code
from ..domain.people import ClassId
from ..i18n import _, ngettext
from ..services.accounts import CODE_DAYS, CodeSlip, Holder, ShowHolders, due, issue_codes
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
        holders = home.console().ask(ShowHolders(school_class))
        if options.what == "list":
            return _list(holders, output)
        only = frozenset(options.person)
        if options.dry_run:
            return _list(due(holders, only, options.again), output)
        with _place_for(options.out):
            slips = issue_codes(home.console(), home.hasher, home.clock.instant(), school_class, only, options.again)
            output.tell(codes=[{"login": s.login, "code": s.code, "name": s.name.full} for s in slips])
            _hand_out(home, slips, options.out, output)
        return _tell_codes(slips, 0 if only else len(holders) - len(slips), output)


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


@contextmanager
def _place_for(path: Path | None) -> Iterator[None]:
    """See that the slips can be written before their codes void what people have; raises Refusal."""
    if path is None:
        yield
        return
    if path.exists():
        raise Refusal(
            _("There is a file {name} already.").format(name=path), _("It may hold codes: choose another with --out.")
        )
    place = _unfinished(path)
    try:
        yield
    finally:
        place.unlink(missing_ok=True)


def _hand_out(home: Home, slips: Sequence[CodeSlip], path: Path | None, output: Output) -> None:
    lines = table([(s.name.full, ", ".join(s.children) or s.of, s.login, show_code(s.code)) for s in slips])
    if path is None:
        output.lines += lines
        return
    written = False
    try:
        write_new(path, slips_pdf(home, slips))
        written = True
    finally:
        if not written:
            # Nothing else holds these codes, and those before them are void.
            note(_("The slips could not be made; these are the codes."))
            output.show_at_once(lines)
    output.say(str(path))


def _tell_codes(slips: Sequence[CodeSlip], skipped: int, output: Output) -> int:
    output.tell(skipped=skipped)
    note(
        ngettext(
            "{count} code, valid for {days} days, shown once: nothing keeps it.",
            "{count} codes, valid for {days} days, shown once: nothing keeps them.",
            len(slips),
        ).format(count=len(slips), days=CODE_DAYS)
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


def write_new(path: Path, content: bytes, option: str = "--out") -> None:
    """Write a file whole or not at all, readable by its owner only; raises Invalid."""
    unfinished = _unfinished(path, option)
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise _unwritable(path, error, option) from error


def _unfinished(path: Path, option: str = "--out") -> Path:
    unfinished = path.with_name(f".{path.name}.part")
    try:
        unfinished.unlink(missing_ok=True)
        unfinished.touch(mode=0o600)
    except OSError as error:
        raise _unwritable(path, error, option) from error
    return unfinished


def _unwritable(path: Path, error: OSError, option: str) -> Invalid:
    return Invalid(
        _("The file {name} cannot be written: {error}.").format(name=path, error=error.strerror),
        _("Choose another folder with {option}.").format(option=option),
    )
