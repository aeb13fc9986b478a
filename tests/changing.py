"""Changing the demo school as screens that do not exist yet will: through the ledger, sealed like any deed."""

from ejournal_tui.services.operations.home import Home
from ejournal_tui.storage.log.audit import Ledger


def made(home: Home, entity: str, **values: object) -> int:
    """A new entity."""

    def deed(ledger: Ledger) -> int:
        key = ledger.insert(entity, **values)
        ledger.seal("Test", "done", {})
        return key

    return home.school.write(0, "test", deed)


def changed(home: Home, entity: str, key: int, **values: object) -> None:
    """An entity with other values."""

    def deed(ledger: Ledger) -> None:
        ledger.update(entity, key, **values)
        ledger.seal("Test", "done", {})

    home.school.write(0, "test", deed)


def gone(home: Home, entity: str, key: int) -> None:
    """An entity taken out."""

    def deed(ledger: Ledger) -> None:
        ledger.delete(entity, key)
        ledger.seal("Test", "done", {})

    home.school.write(0, "test", deed)
