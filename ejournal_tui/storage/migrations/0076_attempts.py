"""Where somebody has signed in before, who is let in now, and who was unlocked and why."""

from typing import Any

from ejournal_tui.storage.dialect import run, sqlite_guards

# Whoever has signed in before is known there; " INT" is a type's name for both engines, so INTO begins a line.
STATEMENTS = """ALTER TABLE throttle ADD COLUMN account INT;
CREATE TABLE known_source(account INT NOT NULL, source TEXT NOT NULL, last_ok INT NOT NULL,
  PRIMARY KEY(account, source));
INSERT
INTO known_source(account, source, last_ok) SELECT account, terminal, MAX(started) FROM sitting
  GROUP BY account, terminal;
CREATE TABLE admission(account INT NOT NULL, source TEXT NOT NULL, until INT NOT NULL, tries INT NOT NULL,
  PRIMARY KEY(account, source));
CREATE TABLE account_unlock(id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1,
  account INT NOT NULL REFERENCES account(id), reason TEXT NOT NULL, fails INT NOT NULL, author INT NOT NULL,
  at INT NOT NULL);
CREATE INDEX account_unlock_account ON account_unlock(account);
"""
AUDITED = ("account_unlock",)
SQLITE_GUARDS = sqlite_guards(AUDITED)
POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Make the tables and their guards."""
    run(migrator, db, STATEMENTS, SQLITE_GUARDS)
