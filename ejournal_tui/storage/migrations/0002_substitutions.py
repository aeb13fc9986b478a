"""Who of the staff is away, and what becomes of the lessons: given to others, called off, moved."""

from typing import Any

ENTITY = "id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1"

TABLES = f"""
CREATE TABLE staff_absence({ENTITY}, staff INT NOT NULL REFERENCES staff(id), starts TEXT NOT NULL,
  ends TEXT NOT NULL, reason TEXT NOT NULL, order_number TEXT NOT NULL, UNIQUE(staff, starts));
CREATE TABLE substitution({ENTITY}, lesson INT NOT NULL UNIQUE REFERENCES lesson(id), kind TEXT NOT NULL,
  substitute INT REFERENCES staff(id), reason TEXT NOT NULL, order_number TEXT NOT NULL,
  confirmed INT NOT NULL CHECK(confirmed IN (0,1)), moved_to INT REFERENCES lesson(id));
CREATE INDEX substitution_moved ON substitution(moved_to) WHERE moved_to IS NOT NULL;
"""

AUDITED = ("staff_absence", "substitution")

SQLITE_GUARDS = [
    f"CREATE TRIGGER {table}_guard_{verb.lower()} BEFORE {verb} ON {table} BEGIN SELECT journal_writer(); END"
    for table in AUDITED
    for verb in ("INSERT", "UPDATE", "DELETE")
]
POSTGRES_GUARDS: list[str] = []


def _statements(postgres: bool) -> list[str]:
    tables = []
    for statement in TABLES.strip().split(";\n"):
        text = statement.strip().rstrip(";")
        if postgres:
            text = text.replace(" INT", " BIGINT").replace(" TEXT", ' TEXT COLLATE "C"')
        elif text.startswith("CREATE TABLE"):
            text = text.replace("id INT NOT NULL PRIMARY KEY", "id INTEGER NOT NULL PRIMARY KEY") + " STRICT"
        tables.append(text)
    return tables + (POSTGRES_GUARDS if postgres else SQLITE_GUARDS)


def up(migrator: Any, db: Any) -> None:
    """Make the tables, the index and the guards."""
    for statement in _statements(type(migrator).__name__ != "SqliteMigrator"):
        db.execute_sql(statement)
