"""Results remember what the program proposed, and why they differ."""

from typing import Any

from ejournal_tui.storage.dialect import run, sqlite_guards

STATEMENTS = """ALTER TABLE result ADD COLUMN proposed INT;
ALTER TABLE result ADD COLUMN reason TEXT;
"""
AUDITED: tuple[str, ...] = ()
SQLITE_GUARDS = sqlite_guards(AUDITED)
POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Add the columns."""
    run(migrator, db, STATEMENTS, SQLITE_GUARDS)
