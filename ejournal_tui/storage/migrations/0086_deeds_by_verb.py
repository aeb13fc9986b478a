"""Who has read a card is found in a long log at once."""

from typing import Any

from ejournal_tui.storage.dialect import run

STATEMENTS = """CREATE INDEX deed_verb ON deed(verb, seq);
"""
AUDITED: tuple[str, ...] = ()
SQLITE_GUARDS: list[str] = []
POSTGRES_GUARDS: list[str] = []


def up(migrator: Any, db: Any) -> None:
    """Find deeds by what they are called."""
    run(migrator, db, STATEMENTS, SQLITE_GUARDS)
