"""What a school decides for itself: rules with their terms, sets of bells, calendars and schemes of its classes."""

from typing import Any

from ejournal_tui.storage.dialect import run, sqlite_guards

ENTITY = "id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1"

STATEMENTS = f"""
CREATE TABLE rule({ENTITY}, name TEXT NOT NULL, value TEXT NOT NULL, starts TEXT NOT NULL, ends TEXT,
  first_grade INT NOT NULL, last_grade INT NOT NULL, subject INT REFERENCES subject(id));
CREATE TABLE bell_set({ENTITY}, name TEXT NOT NULL UNIQUE, times TEXT NOT NULL);
CREATE TABLE bell_use({ENTITY}, bell_set INT NOT NULL REFERENCES bell_set(id), starts TEXT NOT NULL,
  ends TEXT NOT NULL, weekday INT, first_grade INT NOT NULL, last_grade INT NOT NULL,
  school_class INT REFERENCES study_group(id));
CREATE TABLE own_scheme({ENTITY}, school_class INT REFERENCES study_group(id), course INT REFERENCES course(id),
  scheme TEXT NOT NULL, CHECK((school_class IS NULL) <> (course IS NULL)));
ALTER TABLE calendar_day ADD COLUMN school_class INT REFERENCES study_group(id);
ALTER TABLE grade_scheme ADD COLUMN week INT;
"""

AUDITED = ("rule", "bell_set", "bell_use", "own_scheme")
SQLITE_GUARDS = sqlite_guards(AUDITED)
POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Make the tables and their guards, add the columns."""
    run(migrator, db, STATEMENTS, SQLITE_GUARDS)
