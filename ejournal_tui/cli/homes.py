"""The home that a command works on."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from ..i18n import DEFAULT, LANGUAGES, _
from ..paths import default_home
from ..services.operations.home import Home, open_home
from .output import Misused


def home_folder(options: argparse.Namespace) -> Path:
    """The folder that --home, EJOURNAL_HOME or the platform names."""
    named: Path | None = getattr(options, "home", None)
    return named or default_home()


def new_language(options: argparse.Namespace) -> str:
    """The language of a home that is made: --lang, EJOURNAL_LANG, else the default."""
    wanted = getattr(options, "lang", None) or os.environ.get("EJOURNAL_LANG")
    return wanted if wanted in LANGUAGES else DEFAULT


@contextmanager
def opened(options: argparse.Namespace, keyless: bool = False) -> Iterator[Home]:
    """The home, open while the command works; raises Broken."""
    home = open_home(home_folder(options), getattr(options, "lang", None), keyless)
    try:
        yield home
    finally:
        home.close()


def read_day(text: str, option: str) -> date:
    """A day as written on the command line; raises Misused."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Misused(
            _("{option} is not a day: “{text}”.").format(option=option, text=text[:20]),
            _("Write it like 2018-01-15."),
        ) from error
