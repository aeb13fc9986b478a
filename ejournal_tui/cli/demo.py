"""`ejournal demo`."""

import argparse
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from ..domain.errors import Refusal
from ..i18n import _
from ..services.operations.demo import build_demo, demo_calendar
from ..services.reference import demo_class
from .commands import interactive
from .homes import new_language, read_day
from .opening import open_home_on_screen
from .output import DONE, Output, note, progress

_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def demo(options: argparse.Namespace, output: Output) -> int:
    """Make the demo school in the named home, or in a temporary one that is removed afterwards."""
    day = read_day(options.date, "--date")
    named: Path | None = getattr(options, "home", None)
    opens = interactive() and not options.no_open
    if named and (named / "journal.db").exists():
        return _there_already(named, options, output)
    demo_calendar(day, new_language(options))
    _require_room(named)
    if options.dry_run:
        return _tell(options, named, output)
    with _scratch(named) as scratch:
        made = scratch / "home"
        note(_("Making the demo school…"))
        build_demo(made, new_language(options), day, options.size == "class", progress(_("Demo school"))).close()
        if opens and not named:
            return open_home_on_screen(made, options)
        home = named or Path(tempfile.mkdtemp(prefix="ejournal-demo-"))
        _put_in_place(made, home)
    output.tell(home=str(home))
    if opens:
        return open_home_on_screen(home, options)
    output.say(str(home))
    return output.finish(DONE)


def _there_already(home: Path, options: argparse.Namespace, output: Output) -> int:
    if options.no_open:
        raise Refusal(_("This home already holds the journal of a school."), _("Name another folder with --home."))
    if not options.dry_run:
        return open_home_on_screen(home, options)
    output.say(_("Would open the journal that is in {path}.").format(path=home))
    output.tell(home=str(home))
    return output.finish(DONE)


def _tell(options: argparse.Namespace, named: Path | None, output: Output) -> int:
    what = _("all 31 classes") if options.size == "school" else _("class {name}").format(name=demo_class())
    where = str(named or _("a temporary folder"))
    output.say(_("Would make the demo school ({what}, begins on {day}): {path}.").format(
        what=what, day=options.date, path=where
    ))  # fmt: skip
    output.tell(home=str(named) if named else None, size=options.size, date=options.date)
    return output.finish(DONE)


def _require_room(named: Path | None) -> None:
    if named and named.exists() and not (named.is_dir() and next(named.iterdir(), None) is None):
        raise Refusal(_("The folder {path} is not empty.").format(path=named), _("Name another folder with --home."))


@contextmanager
def _scratch(named: Path | None) -> Iterator[Path]:
    """A folder on the same disk as the home, gone however its use ends: a home is there whole or not at all."""
    ground = next(folder for folder in named.absolute().parents if folder.exists()) if named else None
    try:
        scratch = Path(tempfile.mkdtemp(prefix=".ejournal-demo-" if named else "ejournal-demo-", dir=ground))
    except OSError as error:
        raise _unwritable(ground or Path(tempfile.gettempdir()), error) from error

    def stopped(number: int, _frame: FrameType | None) -> None:
        shutil.rmtree(scratch, ignore_errors=True)
        # What is being written this moment cannot be written into; the terminal itself may be gone.
        with suppress(OSError):
            os.write(2, ("\n" + _("Stopped; nothing half-made was kept.") + "\n").encode())
        os._exit(128 + number)

    heeded = [number for number in _STOPPING if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, stopped) for number in heeded}
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        for number, handler in before.items():
            signal.signal(number, handler)


def _put_in_place(made: Path, home: Path) -> None:
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        made.rename(home)
    except OSError as error:
        raise _unwritable(home, error) from error


def _unwritable(path: Path, error: OSError) -> Refusal:
    return Refusal(
        _("The folder {path} cannot be written: {error}.").format(path=path, error=error.strerror),
        _("Name another folder with --home."),
    )
