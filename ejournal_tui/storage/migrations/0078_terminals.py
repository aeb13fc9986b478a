"""The register of terminals: where they stand, and how their last self-test went."""

from typing import Any

from ejournal_tui.storage.dialect import run, sqlite_guards

STATEMENTS = """CREATE TABLE terminal(id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1,
  source TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE, room TEXT NOT NULL,
  zone TEXT NOT NULL CHECK(zone IN ('staff','class','pupil','home')), tested TEXT, faults TEXT);
"""
AUDITED = ("terminal",)
SQLITE_GUARDS = sqlite_guards(AUDITED)
POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Make the table and its guards."""
    run(migrator, db, STATEMENTS, SQLITE_GUARDS)
