"""Attendance: papers that say why a pupil was away, and which letter came by which paper."""

from typing import Any

from ejournal_tui.storage.dialect import run, sqlite_guards

STATEMENTS = """CREATE TABLE absence_paper(id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1,
  pupil INT NOT NULL REFERENCES pupil(id), kind TEXT NOT NULL, reason TEXT NOT NULL, letter TEXT NOT NULL,
  number TEXT NOT NULL, stated TEXT NOT NULL, starts TEXT NOT NULL, ends TEXT NOT NULL, first_lesson INT,
  last_lesson INT, author INT NOT NULL, at INT NOT NULL);
CREATE INDEX absence_paper_pupil ON absence_paper(pupil, starts);
ALTER TABLE absence ADD COLUMN paper INT REFERENCES absence_paper(id);
CREATE INDEX absence_by_paper ON absence(paper);
"""
AUDITED = ("absence_paper",)
SQLITE_GUARDS = sqlite_guards(AUDITED)
POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Make the table, the column and their guards."""
    run(migrator, db, STATEMENTS, SQLITE_GUARDS)
