"""A teacher asks to correct closed lessons; the deputy head allows it until a day."""

from typing import Any

from ejournal_tui.storage.dialect import run, sqlite_guards

STATEMENTS = """CREATE TABLE correction(id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1,
  course INT NOT NULL REFERENCES course(id), staff INT NOT NULL REFERENCES staff(id), starts TEXT NOT NULL,
  ends TEXT NOT NULL, why TEXT NOT NULL, expires TEXT NOT NULL, state TEXT NOT NULL, answer TEXT NOT NULL,
  asked_at INT NOT NULL, answered_by INT, answered_at INT);
CREATE INDEX correction_of_staff ON correction(staff, course);
CREATE INDEX correction_by_state ON correction(state, expires);
"""
AUDITED = ("correction",)
SQLITE_GUARDS = sqlite_guards(AUDITED)
POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Make the table and its guards."""
    run(migrator, db, STATEMENTS, SQLITE_GUARDS)
