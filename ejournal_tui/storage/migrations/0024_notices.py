"""Notices of families: a child will be away, and what the class teacher answered."""

from typing import Any

from ejournal_tui.storage.dialect import run, sqlite_guards

STATEMENTS = """CREATE TABLE absence_notice(id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1,
  pupil INT NOT NULL REFERENCES pupil(id), reason TEXT NOT NULL, word TEXT NOT NULL, starts TEXT NOT NULL,
  ends TEXT NOT NULL, state TEXT NOT NULL, answer TEXT NOT NULL, said TEXT NOT NULL, author INT NOT NULL,
  at INT NOT NULL);
CREATE INDEX absence_notice_pupil ON absence_notice(pupil, ends);
CREATE INDEX absence_notice_state ON absence_notice(state);
"""
AUDITED = ("absence_notice",)
SQLITE_GUARDS = sqlite_guards(AUDITED)
POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Make the table and its guards."""
    run(migrator, db, STATEMENTS, SQLITE_GUARDS)
