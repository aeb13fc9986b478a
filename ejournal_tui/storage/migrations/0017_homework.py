"""Homework: a day as such, and homework of some pupils of a lesson."""

from typing import Any

from ejournal_tui.storage.dialect import run, sqlite_guards

STATEMENTS = """ALTER TABLE homework ADD COLUMN on_day INT;
CREATE TABLE personal_homework(id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1,
  lesson INT NOT NULL REFERENCES lesson(id), place INT NOT NULL, text TEXT NOT NULL, due TEXT, on_day INT,
  minutes INT, author INT NOT NULL, at INT NOT NULL, UNIQUE(lesson, place));
CREATE TABLE homework_pupil(id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1,
  homework INT NOT NULL REFERENCES personal_homework(id), pupil INT NOT NULL REFERENCES pupil(id),
  UNIQUE(homework, pupil));
CREATE INDEX homework_pupil_pupil ON homework_pupil(pupil);
CREATE INDEX homework_due ON homework(due);
"""
AUDITED = ("personal_homework", "homework_pupil")
SQLITE_GUARDS = sqlite_guards(AUDITED)
POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Make the column, the tables and their guards."""
    run(migrator, db, STATEMENTS, SQLITE_GUARDS)
