"""What the pedagogical council decides at the end of a year, and how academic debt is made good."""

from typing import Any

from ejournal_tui.storage.dialect import run, sqlite_guards

STATEMENTS = """CREATE TABLE council_decision(id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1,
  pupil INT NOT NULL REFERENCES pupil(id), year INT NOT NULL REFERENCES study_year(id),
  school_class INT NOT NULL REFERENCES study_group(id), matter TEXT NOT NULL, kind TEXT NOT NULL,
  protocol TEXT NOT NULL, day TEXT NOT NULL, word TEXT NOT NULL, author INT NOT NULL, at INT NOT NULL,
  UNIQUE(pupil, year, matter));
CREATE INDEX council_decision_class ON council_decision(school_class);
CREATE TABLE debt_attempt(id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1,
  pupil INT NOT NULL REFERENCES pupil(id), subject INT NOT NULL REFERENCES subject(id),
  year INT NOT NULL REFERENCES study_year(id), number INT NOT NULL, day TEXT NOT NULL, value INT, word TEXT NOT NULL,
  author INT NOT NULL, at INT NOT NULL, UNIQUE(pupil, subject, year, number));
"""
AUDITED = ("council_decision", "debt_attempt")
SQLITE_GUARDS = sqlite_guards(AUDITED)
POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Make the tables and their guards."""
    run(migrator, db, STATEMENTS, SQLITE_GUARDS)
