"""What a person chose for the own hand, as the direction of entry: no part of the record."""

from typing import Any

from ejournal_tui.storage.dialect import run

STATEMENTS = """CREATE TABLE preference(account INT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY(account, name));
"""
AUDITED: tuple[str, ...] = ()
SQLITE_GUARDS: list[str] = []
POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Make the table."""
    run(migrator, db, STATEMENTS, SQLITE_GUARDS)
