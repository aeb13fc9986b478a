"""The reasons of absence that papers give, as the school has them."""

from typing import Any

from ejournal_tui.storage.dialect import run, sqlite_guards

STATEMENTS = """CREATE TABLE absence_reason(id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1,
  code TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE, letter TEXT NOT NULL CHECK(letter IN ('б','п')));
"""
AUDITED = ("absence_reason",)
SQLITE_GUARDS = sqlite_guards(AUDITED)
POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Make the table and its guards."""
    run(migrator, db, STATEMENTS, SQLITE_GUARDS)
