"""Where the shipped files are, in a checkout and in an installed wheel, and where the live home is."""

import os
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


@cache
def _shipped(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def data_folder() -> Path:
    """The shipped data: words, reference tables, the demo school, templates."""
    return _shipped("data")


def styles_folder() -> Path:
    """The shipped styles of the screens."""
    return _shipped("styles")


def default_home() -> Path:
    """The live home unless one is named: EJOURNAL_HOME, else the platform's place for user data."""
    if named := os.environ.get("EJOURNAL_HOME"):
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("ejournal")
