"""Study periods are closed class by class, and opened again with a reason."""

from typing import Any

from ejournal_tui.storage.dialect import run, sqlite_guards

STATEMENTS = """CREATE TABLE period_closing(id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1,
  period INT NOT NULL REFERENCES study_period(id), school_class INT NOT NULL REFERENCES study_group(id),
  closed INT NOT NULL, why TEXT NOT NULL, author INT NOT NULL, at INT NOT NULL, UNIQUE(period, school_class));
"""
AUDITED = ("period_closing",)
SQLITE_GUARDS = sqlite_guards(AUDITED)
POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Make the table and its guards."""
    run(migrator, db, STATEMENTS, SQLITE_GUARDS)
