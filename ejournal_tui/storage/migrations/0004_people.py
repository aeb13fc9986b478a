"""People change: tuition at home, statements about contacts, orders of leaving, days of dismissal."""

from typing import Any

ENTITY = "id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1"

TABLES = f"""
CREATE TABLE home_tuition({ENTITY}, pupil INT NOT NULL REFERENCES pupil(id), starts TEXT NOT NULL, ends TEXT,
  order_number TEXT NOT NULL);
CREATE INDEX home_tuition_pupil ON home_tuition(pupil);
CREATE TABLE contact_statement({ENTITY}, what TEXT NOT NULL CHECK(what IN ('contact','informing')),
  pupil INT REFERENCES pupil(id), guardian INT REFERENCES guardian(id), number TEXT NOT NULL, stated TEXT NOT NULL,
  author INT NOT NULL, at INT NOT NULL);
CREATE INDEX contact_statement_pupil ON contact_statement(pupil);
CREATE INDEX contact_statement_guardian ON contact_statement(guardian);
ALTER TABLE membership ADD COLUMN left_order TEXT NOT NULL DEFAULT '';
ALTER TABLE staff ADD COLUMN dismissed TEXT;
"""

AUDITED = ("home_tuition", "contact_statement")

SQLITE_GUARDS = [
    f"CREATE TRIGGER {table}_guard_{verb.lower()} BEFORE {verb} ON {table} BEGIN SELECT journal_writer(); END"
    for table in AUDITED
    for verb in ("INSERT", "UPDATE", "DELETE")
]

POSTGRES_GUARDS: list[str] = []


def _statements(postgres: bool) -> list[str]:
    statements = []
    for statement in TABLES.strip().split(";\n"):
        text = statement.strip().rstrip(";")
        if postgres:
            text = text.replace(" INT", " BIGINT").replace(" TEXT", ' TEXT COLLATE "C"')
        elif text.startswith("CREATE TABLE"):
            text = text.replace("id INT NOT NULL PRIMARY KEY", "id INTEGER NOT NULL PRIMARY KEY") + " STRICT"
        statements.append(text)
    return statements + (POSTGRES_GUARDS if postgres else SQLITE_GUARDS)


def up(migrator: Any, db: Any) -> None:
    """Make the tables and their guards, add the columns."""
    for statement in _statements(type(migrator).__name__ != "SqliteMigrator"):
        db.execute_sql(statement)
