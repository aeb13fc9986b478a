"""The gate before the tables: one migrator at a time; newer, edited and foreign schemas refused in words."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ...domain.errors import Broken, Damaged, Refusal
from ...i18n import _
from .waiting import locked_file

if TYPE_CHECKING:
    from .database import Database

FOLDER = Path(__file__).parents[1] / "migrations"


def _scripts() -> dict[str, str]:
    return {p.stem: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(FOLDER.glob("[0-9]*.py"))}


def script_names() -> set[str]:
    """The names of all the migrations that this program knows."""
    return {path.stem for path in FOLDER.glob("[0-9]*.py")}


def pending(db: "Database") -> list[str]:
    """The migrations that this database still needs; raises Broken for a newer or an edited schema."""
    scripts = _scripts()
    if not db.has_table("schema_migration"):
        return list(scripts)
    applied = dict(
        db.sql("SELECT m.name, s.sha256 FROM schema_migration m LEFT JOIN schema_migration_sum s ON s.name=m.name")
    )
    if newer := sorted(set(applied) - set(scripts)):
        raise Broken(
            _("This journal was changed by a newer version of the program ({names}).").format(names=", ".join(newer)),
            _("Update the program; nothing was touched."),
        )
    if edited := [name for name, sha in applied.items() if sha is not None and sha != scripts[name]]:
        raise Broken(
            _("The program's own migrations were altered ({names}).").format(names=", ".join(edited)),
            _("Install the program anew; nothing was touched."),
        )
    return [name for name in scripts if name not in applied]


def begin(db: "Database") -> list[str]:
    """Make the tables of a new journal and answer what was applied; raises Refusal where others' tables are."""
    if not pending(db):
        return []
    with _alone(db):
        # Of a founding that was interrupted, the sums alone may be there.
        if not db.has_table("schema_migration") and set(db.tables()) - {"schema_migration_sum"}:
            raise Refusal(
                _("This database belongs to another program."), _("Name an empty one; nothing was touched.")
            )
        return _bring_up(db, pending(db))


def migrate(db: "Database", before_change: Callable[[], None] | None = None) -> list[str]:
    """Bring a journal up to date and answer what was applied; it is first handed to `before_change`.

    Raises Damaged where no journal is: only founding a school makes one.
    """
    todo = pending(db)
    if not todo:
        return []
    if not db.has_table("schema_migration"):
        raise Damaged(
            _("The journal's database is empty or another program's; nothing was touched."),
            _("Put the last backup in its place."),
        )
    with _alone(db):
        todo = pending(db)
        if todo and before_change:
            before_change()
        return _bring_up(db, todo)


def _bring_up(db: "Database", todo: list[str]) -> list[str]:
    if not todo:
        return []
    db.settle()
    return _apply(db, todo)


def _apply(db: "Database", todo: list[str]) -> list[str]:
    from playhouse.migrations import Runner

    runner = Runner(db.peewee, str(FOLDER))
    scripts = _scripts()
    with db.schema_change():
        db.sql("CREATE TABLE IF NOT EXISTS schema_migration_sum(name TEXT PRIMARY KEY, sha256 TEXT NOT NULL)")
        for name in todo:
            runner.up(name)
            db.sql("INSERT INTO schema_migration_sum(name, sha256) VALUES (?, ?)", name, scripts[name])
    return todo


@contextmanager
def _alone(db: "Database") -> Iterator[None]:
    if db.path is not None:
        with locked_file(db.path.with_name(db.path.name + ".migrating")):
            yield
        return
    db.sql("SELECT pg_advisory_lock(7231001)")
    try:
        yield
    finally:
        db.sql("SELECT pg_advisory_unlock(7231001)")
