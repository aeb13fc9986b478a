"""Exams with their protocols and who takes them; olympiads and competitions of pupils."""

from typing import Any

from ejournal_tui.storage.dialect import run, sqlite_guards

STATEMENTS = """CREATE TABLE exam(id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1,
  year INT NOT NULL REFERENCES study_year(id), school_class INT NOT NULL REFERENCES study_group(id),
  subject INT NOT NULL REFERENCES subject(id), protocol TEXT NOT NULL, received INT NOT NULL,
  author INT NOT NULL, at INT NOT NULL, UNIQUE(school_class, subject, protocol));
CREATE TABLE examinee(id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1,
  exam INT NOT NULL REFERENCES exam(id), pupil INT NOT NULL REFERENCES pupil(id), UNIQUE(exam, pupil));
CREATE INDEX examinee_pupil ON examinee(pupil);
CREATE TABLE contest(id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1,
  pupil INT NOT NULL REFERENCES pupil(id), name TEXT NOT NULL, level TEXT NOT NULL, place TEXT NOT NULL,
  day TEXT NOT NULL, received INT NOT NULL, author INT NOT NULL, at INT NOT NULL);
CREATE INDEX contest_pupil ON contest(pupil);
"""
AUDITED = ("exam", "examinee", "contest")
SQLITE_GUARDS = sqlite_guards(AUDITED)
POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Make the tables and their guards."""
    run(migrator, db, STATEMENTS, SQLITE_GUARDS)
