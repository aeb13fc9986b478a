"""One text of a migration for both engines.

What stands here is part of every migration that was ever run: add to it, never change what it answers.
"""

from collections.abc import Iterable
from typing import Any


def run(migrator: Any, db: Any, statements: str, guards: Iterable[str] = ()) -> None:
    """Run the statements, told apart by ";" at a line's end, and on SQLite the guards."""
    postgres = type(migrator).__name__ != "SqliteMigrator"
    for statement in statements.strip().split(";\n"):
        db.execute_sql(_spelled(statement.strip().rstrip(";"), postgres))
    if not postgres:
        for trigger in guards:
            db.execute_sql(trigger)


def sqlite_guards(audited: Iterable[str]) -> list[str]:
    """The triggers under which a write from outside the door fails: their function exists only within it."""
    return [
        f"CREATE TRIGGER {table}_guard_{verb.lower()} BEFORE {verb} ON {table} BEGIN SELECT journal_writer(); END"
        for table in audited
        for verb in ("INSERT", "UPDATE", "DELETE")
    ]


def _spelled(statement: str, postgres: bool) -> str:
    if postgres:
        return statement.replace(" INT", " BIGINT").replace(" TEXT", ' TEXT COLLATE "C"')
    if statement.startswith("CREATE TABLE"):
        return statement.replace("id INT NOT NULL PRIMARY KEY", "id INTEGER NOT NULL PRIMARY KEY") + " STRICT"
    return statement
