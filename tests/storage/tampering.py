"""A stranger with the file of the journal and a plain SQLite, who first drops what guards it."""

import sqlite3
from contextlib import closing

from ejournal_tui.services.operations.home import Home
from ejournal_tui.storage.log.audit import GENESIS, line_hash


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


LOG = ("deed", "trace", "personal", "audit_head")


def master(home: Home, *statements: tuple[object, ...]) -> None:
    """The owner of the database himself, on either engine: takes the guards of the log away and runs statements."""
    db = home.school.db
    if not db.postgres:
        for table in LOG:
            unguarded(home, table)
    with db.schema_change():
        for table in LOG if db.postgres else ():
            db.sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement, *values in statements:
            db.sql(str(statement), *values)


def rechained(home: Home) -> None:
    """Hash the whole log anew and move its head: a chain that proves whatever the tables say now."""
    db, previous, last = home.school.db, GENESIS, 0
    headers = db.sql("SELECT seq, 'deed', at, actor, terminal, verb, outcome, facts FROM deed")
    lines = db.sql("SELECT seq, 'trace', deed, entity, entity_id, act, data FROM trace")
    written: list[tuple[object, ...]] = []
    for seq, table, *parts in sorted([*headers, *lines]):
        previous, last = line_hash(previous, seq, *parts), seq
        written.append((f"UPDATE {table} SET hash=? WHERE seq=?", previous, seq))
    master(home, *written, ("UPDATE audit_head SET seq=?, hash=? WHERE id=1", last, previous))
