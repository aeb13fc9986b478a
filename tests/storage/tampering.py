"""A stranger with the file of the journal and a plain SQLite, who first drops what guards it."""

import sqlite3
from contextlib import closing

from ejournal_tui.services.operations.home import Home


def outside(home: Home, *statements: str) -> None:
    """Run statements on the file without the program."""
    path = home.school.db.path
    with closing(sqlite3.connect(str(path), isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def unguarded(home: Home, table: str, *statements: str) -> None:
    """Drop every trigger of a table, then run statements."""
    path = home.school.db.path
    with closing(sqlite3.connect(str(path), isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name=?", (table,))
        for (name,) in triggers.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
