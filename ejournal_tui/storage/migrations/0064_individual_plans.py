"""What pupils do not learn by an individual plan, and when."""

from typing import Any

from ejournal_tui.storage.dialect import run, sqlite_guards

STATEMENTS = """CREATE TABLE individual_plan(id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1,
  pupil INT NOT NULL REFERENCES pupil(id), subject INT NOT NULL REFERENCES subject(id), starts TEXT NOT NULL,
  ends TEXT, number TEXT NOT NULL, stated TEXT NOT NULL, author INT NOT NULL, at INT NOT NULL);
CREATE INDEX individual_plan_pupil ON individual_plan(pupil, subject, starts);
"""
AUDITED = ("individual_plan",)
SQLITE_GUARDS = sqlite_guards(AUDITED)
POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Make the table and its guards."""
    run(migrator, db, STATEMENTS, SQLITE_GUARDS)
