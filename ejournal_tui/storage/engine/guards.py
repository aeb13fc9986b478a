"""The guards that keep other programs off the tables the log speaks of: whether all of them still stand."""

import re
from importlib import import_module

from .database import Database
from .migrate import FOLDER

_NAME = re.compile(r"CREATE TRIGGER (\w+)")
_STANDING = (
    "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid=t.tgrelid JOIN pg_proc p ON p.oid=t.tgfoid"
    " WHERE c.relnamespace=current_schema()::regnamespace AND t.tgenabled IN ('O','A')"
    " AND p.prosrc LIKE '%RAISE EXCEPTION%'"
)


def fallen(db: Database) -> list[str]:
    """The guards that were removed, switched off or rewritten, by name."""
    scripts = sorted(path.stem for path in FOLDER.glob("[0-9]*.py"))
    modules = [import_module(f"ejournal_tui.storage.migrations.{name}") for name in scripts]
    wanted = {
        found[1]: statement
        for module in modules
        for statement in (module.POSTGRES_GUARDS if db.postgres else module.SQLITE_GUARDS)
        if (found := _NAME.match(statement))
    }
    if db.postgres:
        names = {name for (name,) in db.sql(_STANDING)}
        return sorted(set(wanted) - names)
    standing = dict(db.sql("SELECT name, sql FROM sqlite_master WHERE type='trigger'"))
    return sorted(name for name, statement in wanted.items() if standing.get(name) != statement)
