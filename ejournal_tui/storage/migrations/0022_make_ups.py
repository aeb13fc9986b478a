"""A work that is made up in a later lesson is a work of that lesson which names the one that was missed."""

from typing import Any

from ejournal_tui.storage.dialect import run

STATEMENTS = """ALTER TABLE work ADD COLUMN makes_up INT REFERENCES work(id);
DROP INDEX work_once;
CREATE UNIQUE INDEX work_once ON work(lesson, kind) WHERE makes_up IS NULL;
CREATE UNIQUE INDEX work_made_up ON work(makes_up, lesson) WHERE makes_up IS NOT NULL;
"""
AUDITED: tuple[str, ...] = ()
SQLITE_GUARDS: list[str] = []
POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Add the column, and let a lesson hold a work of a kind beside those made up in it."""
    run(migrator, db, STATEMENTS, SQLITE_GUARDS)
