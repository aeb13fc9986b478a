"""`ejournal demo`."""

import argparse
import shutil
import tempfile
from pathlib import Path

from ..domain.errors import Refusal
from ..i18n import _
from ..services.demo import build_demo
from .commands import interactive
from .homes import new_language, read_day
from .opening import open_home_on_screen
from .output import DONE, Output, note, progress


def demo(options: argparse.Namespace, output: Output) -> int:
    """Make the demo school in the named home, or in a temporary one that is removed afterwards."""
    day = read_day(options.date, "--date")
    named: Path | None = getattr(options, "home", None)
    folder = named or Path(tempfile.mkdtemp(prefix="ejournal-demo-"))
    try:
        if named and (named / "journal.db").exists():
            if options.no_open:
                raise Refusal(
                    _("This home already holds the journal of a school."), _("Name another folder with --home.")
                )
            return open_home_on_screen(named, options)
        note(_("Making the demo school…"))
        home = build_demo(
            folder, new_language(options), day, options.size == "class", progress(_("Demo school"))
        )
        home.close()
        output.tell(home=str(folder))
        if options.no_open or not interactive():
            output.say(str(folder))
            return output.finish(DONE)
        return open_home_on_screen(folder, options)
    finally:
        if named is None and not options.no_open and interactive():
            shutil.rmtree(folder, ignore_errors=True)
