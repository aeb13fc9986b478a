"""Groups begin and end with a day, teachers propose who learns in which, one of several teachers signs."""

from typing import Any

from ejournal_tui.storage.dialect import run, sqlite_guards

STATEMENTS = """
ALTER TABLE study_group ADD COLUMN starts TEXT;
ALTER TABLE study_group ADD COLUMN ends TEXT;
ALTER TABLE teaching ADD COLUMN signs INT;
CREATE TABLE split_proposal(id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1,
  course INT NOT NULL REFERENCES course(id), pupil INT NOT NULL REFERENCES pupil(id), starts TEXT NOT NULL,
  staff INT NOT NULL REFERENCES staff(id), state TEXT NOT NULL CHECK(state IN ('open','agreed','refused')),
  answer TEXT NOT NULL, answered_by INT, answered_at INT);
CREATE INDEX split_proposal_course ON split_proposal(course);
CREATE INDEX split_proposal_pupil ON split_proposal(pupil);
"""

AUDITED = ("split_proposal",)

SQLITE_GUARDS = sqlite_guards(AUDITED)

POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Add the columns, make the table and its guards."""
    run(migrator, db, STATEMENTS, SQLITE_GUARDS)
