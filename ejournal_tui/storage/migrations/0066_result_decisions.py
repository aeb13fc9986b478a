"""Results above the proposal wait for the deputy head, others are put off until a day; closed results are corrected."""

from typing import Any

from ejournal_tui.storage.dialect import run, sqlite_guards

STATEMENTS = """CREATE TABLE result_raise(id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1,
  pupil INT NOT NULL REFERENCES pupil(id), subject INT NOT NULL REFERENCES subject(id),
  year INT NOT NULL REFERENCES study_year(id), scheme TEXT NOT NULL, number INT NOT NULL,
  course INT NOT NULL REFERENCES course(id), value INT NOT NULL, proposed INT, reason TEXT NOT NULL,
  state TEXT NOT NULL, author INT NOT NULL, at INT NOT NULL, answer TEXT NOT NULL, answered_by INT, answered_at INT,
  UNIQUE(pupil, subject, year, scheme, number));
CREATE INDEX result_raise_by_state ON result_raise(state, year);
CREATE INDEX result_raise_of_author ON result_raise(author, state);
CREATE TABLE result_deferral(id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1,
  pupil INT NOT NULL REFERENCES pupil(id), subject INT NOT NULL REFERENCES subject(id),
  year INT NOT NULL REFERENCES study_year(id), scheme TEXT NOT NULL, number INT NOT NULL,
  course INT NOT NULL REFERENCES course(id), until TEXT NOT NULL, why TEXT NOT NULL, author INT NOT NULL,
  at INT NOT NULL, UNIQUE(pupil, subject, year, scheme, number));
CREATE INDEX result_deferral_of_course ON result_deferral(course, until);
ALTER TABLE correction ADD COLUMN result_kind TEXT;
ALTER TABLE correction ADD COLUMN number INT;
"""
AUDITED = ("result_raise", "result_deferral")
SQLITE_GUARDS = sqlite_guards(AUDITED)
POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Make the tables and their guards."""
    run(migrator, db, STATEMENTS, SQLITE_GUARDS)
