"""What families propose: a contact that is in force when the class teacher has the paper."""

from typing import Any

from ejournal_tui.storage.dialect import run, sqlite_guards

STATEMENTS = """CREATE TABLE contact_proposal(id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1,
  guardian INT NOT NULL UNIQUE REFERENCES guardian(id), phone TEXT NOT NULL, email TEXT NOT NULL,
  refused TEXT NOT NULL, at INT NOT NULL);
"""
AUDITED = ("contact_proposal",)
SQLITE_GUARDS = sqlite_guards(AUDITED)
POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Make the table and its guards."""
    run(migrator, db, STATEMENTS, SQLITE_GUARDS)
