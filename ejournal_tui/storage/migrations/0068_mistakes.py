"""A lesson may hold what one pupil makes up of a work and what another corrects of it."""

from typing import Any

from ejournal_tui.storage.dialect import run

STATEMENTS = """DROP INDEX work_made_up;
CREATE UNIQUE INDEX work_made_up ON work(makes_up, lesson, kind) WHERE makes_up IS NOT NULL;
"""
AUDITED: tuple[str, ...] = ()
SQLITE_GUARDS: list[str] = []
POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Tell them apart by their kinds."""
    run(migrator, db, STATEMENTS, SQLITE_GUARDS)
