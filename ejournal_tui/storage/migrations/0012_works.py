"""A mark that was changed later than its day says why."""

from typing import Any

from ejournal_tui.storage.dialect import run

STATEMENTS = """ALTER TABLE mark ADD COLUMN reason TEXT;
"""
AUDITED: tuple[str, ...] = ()
SQLITE_GUARDS: list[str] = []
POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Add the column."""
    run(migrator, db, STATEMENTS, SQLITE_GUARDS)
