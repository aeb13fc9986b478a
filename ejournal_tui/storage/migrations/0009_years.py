"""The year turns: which class follows which, how a pupil goes on, until when an account lasts."""

from typing import Any

from ejournal_tui.storage.dialect import run

STATEMENTS = """
ALTER TABLE study_group ADD COLUMN follows INT REFERENCES study_group(id);
ALTER TABLE membership ADD COLUMN standing TEXT NOT NULL DEFAULT '' CHECK(standing IN ('','conditional','repeats'));
ALTER TABLE account ADD COLUMN closes TEXT;
"""

SQLITE_GUARDS: list[str] = []
POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Add the columns."""
    run(migrator, db, STATEMENTS, SQLITE_GUARDS)
