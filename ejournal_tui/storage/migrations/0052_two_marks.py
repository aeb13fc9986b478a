"""A kind of work, and each work, says how many marks a cell of it takes."""

from typing import Any

from ejournal_tui.storage.dialect import run

STATEMENTS = """ALTER TABLE work_kind ADD COLUMN marks INT;
ALTER TABLE work ADD COLUMN marks INT;
"""
AUDITED: tuple[str, ...] = ()
SQLITE_GUARDS: list[str] = []
POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Add the columns; what is empty takes one mark."""
    run(migrator, db, STATEMENTS, SQLITE_GUARDS)
