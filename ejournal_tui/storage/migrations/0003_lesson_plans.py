"""Lesson plans with sections and days, and the deputy head's agreement to them."""

from typing import Any

STATEMENTS = (
    "ALTER TABLE plan_entry ADD COLUMN section TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE plan_entry ADD COLUMN planned_on TEXT",
    "CREATE TABLE plan_approval(id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1,"
    " course INT NOT NULL UNIQUE REFERENCES course(id), staff INT NOT NULL REFERENCES staff(id), at INT NOT NULL,"
    " digest TEXT NOT NULL)",
    # Whether a lesson rests on an entry is asked whenever a plan changes.
    "CREATE INDEX lesson_plan_entry ON lesson(plan_entry) WHERE plan_entry IS NOT NULL",
)

SQLITE_GUARDS = [
    f"CREATE TRIGGER plan_approval_guard_{verb.lower()} BEFORE {verb} ON plan_approval"
    " BEGIN SELECT journal_writer(); END"
    for verb in ("INSERT", "UPDATE", "DELETE")
]
POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Widen the plans and make the table of approvals with its guards."""
    postgres = type(migrator).__name__ != "SqliteMigrator"
    for statement in STATEMENTS:
        db.execute_sql(_dialect(statement, postgres))
    for guard in POSTGRES_GUARDS if postgres else SQLITE_GUARDS:
        db.execute_sql(guard)


def _dialect(statement: str, postgres: bool) -> str:
    if postgres:
        return statement.replace(" INT", " BIGINT").replace(" TEXT", ' TEXT COLLATE "C"')
    if statement.startswith("CREATE TABLE"):
        return statement.replace("id INT NOT NULL PRIMARY KEY", "id INTEGER NOT NULL PRIMARY KEY") + " STRICT"
    return statement
