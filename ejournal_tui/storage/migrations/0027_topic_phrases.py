"""Phrases that stand in many topics, and what a lesson tells the family of a pupil."""

from typing import Any

from ejournal_tui.storage.dialect import run, sqlite_guards

STATEMENTS = """CREATE TABLE topic_phrase(id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1,
  text TEXT NOT NULL UNIQUE);
CREATE TABLE conduct_note(id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1,
  lesson INT NOT NULL REFERENCES lesson(id), pupil INT NOT NULL REFERENCES pupil(id), praise INT NOT NULL,
  text TEXT NOT NULL, author INT NOT NULL, at INT NOT NULL, UNIQUE(lesson, pupil));
CREATE INDEX conduct_note_pupil ON conduct_note(pupil);
"""
AUDITED = ("topic_phrase", "conduct_note")
SQLITE_GUARDS = sqlite_guards(AUDITED)
POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Make the tables and their guards."""
    run(migrator, db, STATEMENTS, SQLITE_GUARDS)
