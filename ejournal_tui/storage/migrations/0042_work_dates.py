"""A pupil's own date for a work: until when a debt is settled, or when the rest of the class writes it."""

from typing import Any

from ejournal_tui.storage.dialect import run, sqlite_guards

STATEMENTS = """CREATE TABLE work_date(id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1,
  work INT NOT NULL REFERENCES work(id), pupil INT NOT NULL REFERENCES pupil(id), day TEXT NOT NULL,
  why TEXT NOT NULL, author INT NOT NULL, at INT NOT NULL, UNIQUE(work, pupil));
CREATE INDEX work_date_pupil ON work_date(pupil);
"""
AUDITED = ("work_date",)
SQLITE_GUARDS = sqlite_guards(AUDITED)
POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Make the table and its guards."""
    run(migrator, db, STATEMENTS, SQLITE_GUARDS)
