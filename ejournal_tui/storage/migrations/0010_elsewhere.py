"""What comes from no lesson of this journal: lessons kept on paper, results, certificates of other schools."""

from typing import Any

from ejournal_tui.storage.dialect import run, sqlite_guards

STATEMENTS = """
ALTER TABLE lesson ADD COLUMN on_paper_at INT;
CREATE TABLE certificate(id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1,
  pupil INT NOT NULL REFERENCES pupil(id), number TEXT NOT NULL, issued TEXT NOT NULL, place TEXT NOT NULL,
  author INT NOT NULL, at INT NOT NULL, UNIQUE(pupil, number, issued));
CREATE TABLE certificate_mark(id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1,
  certificate INT NOT NULL REFERENCES certificate(id), subject INT NOT NULL REFERENCES subject(id), day TEXT NOT NULL,
  place INT NOT NULL, value INT NOT NULL CHECK(value BETWEEN 1 AND 14),
  sign TEXT NOT NULL CHECK(sign IN ('','+','-')), UNIQUE(certificate, subject, day, place));
CREATE TABLE result(id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1,
  pupil INT NOT NULL REFERENCES pupil(id), subject INT NOT NULL REFERENCES subject(id),
  year INT NOT NULL REFERENCES study_year(id), kind TEXT NOT NULL CHECK(kind IN ('period','year','exam','final')),
  scheme TEXT NOT NULL, number INT NOT NULL, value INT NOT NULL CHECK(value BETWEEN 1 AND 14),
  source TEXT NOT NULL CHECK(source IN ('journal','paper','certificate')),
  certificate INT REFERENCES certificate(id), author INT NOT NULL, at INT NOT NULL,
  UNIQUE(pupil, subject, year, kind, scheme, number));
"""

AUDITED = ("certificate", "certificate_mark", "result")
SQLITE_GUARDS = sqlite_guards(AUDITED)
POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Let lessons say that they were kept on paper, and make the tables with their guards."""
    run(migrator, db, STATEMENTS, SQLITE_GUARDS)
