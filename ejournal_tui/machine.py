"""What this machine knows of a journal, read before anything of the journal is imported."""

import tomllib
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

CONFIGURATION = "ejournal.toml"


def configured_database(home: Path) -> str:
    """The database address of a home's configuration, "" for the home's own file; raises ValueError when unreadable."""
    file = home / CONFIGURATION
    return str(tomllib.loads(file.read_text(encoding="utf8")).get("database", "")) if file.exists() else ""


def ready_driver(url: str) -> None:
    """Import the driver of a database server, if the address names one and the driver is installed."""
    if url.startswith("postgres") and find_spec("psycopg"):
        import_module("psycopg")
