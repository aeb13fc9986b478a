"""`ejournal` without a command: the program itself."""

import argparse
from importlib import import_module
from pathlib import Path

from ..domain.errors import Invalid
from ..i18n import _
from .commands import interactive
from .homes import home_folder
from .output import Output


def open_program(options: argparse.Namespace, _output: Output) -> int:
    """Open the sign-in screen of the home."""
    return open_home_on_screen(home_folder(options), options)


def open_home_on_screen(folder: Path, options: argparse.Namespace) -> int:
    """Hand the terminal over to the program; raises Invalid without one."""
    if not interactive():
        raise Invalid(_("The program needs a terminal."), _("Over SSH use ssh -t; for commands see ejournal --help."))
    # The composition root stands above the command line and is found by name.
    return int(import_module("ejournal_tui.app").open_on_screen(folder, getattr(options, "lang", None)))
