"""A slot of the timetable knows its weeks, who set it by hand, when and in which role."""

from typing import Any

from ejournal_tui.storage.dialect import run

STATEMENTS = """ALTER TABLE slot ADD COLUMN weeks TEXT NOT NULL DEFAULT '';
ALTER TABLE slot ADD COLUMN author INT;
ALTER TABLE slot ADD COLUMN at INT;
ALTER TABLE slot ADD COLUMN role TEXT NOT NULL DEFAULT '';
CREATE INDEX slot_course ON slot(course);
"""

SQLITE_GUARDS: list[str] = []
POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Widen the slots."""
    run(migrator, db, STATEMENTS, SQLITE_GUARDS)
