"""A journal's database: asked at any time, written only inside a deed.

Outside `write` the connection is read-only by the engine itself. A change runs again from its start when
PostgreSQL asks for it, so changes must be re-runnable.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import random
from time import sleep
from typing import TypeVar

import peewee

from ...domain.errors import Broken
from ...i18n import _
from .connection import Connection
from .failures import copying_in_words, may_be_repeated

Result = TypeVar("Result")

ATTEMPTS = 20
"""How often a change is begun again before a server counts as too busy."""
APPLICATION_ID = 0x456A6F75


class Database(Connection):
    """A connection that is read and, in a deed, written."""

    def settle(self) -> None:
        """Set what stays in the file itself; done once, under the migration lock."""
        if self.path is not None:
            with self._unlocked():
                self.peewee.pragma("journal_mode", "wal")
                self.peewee.pragma("application_id", APPLICATION_ID)
        elif self.url.schema != "public":
            with self.schema_change():
                self.sql(f"CREATE SCHEMA IF NOT EXISTS {self.url.schema}")

    @contextmanager
    def schema_change(self) -> Iterator[None]:
        """Open the database for migrations; raises Refusal when the machine fails."""
        try:
            with self._open_for_migrations():
                yield
        except peewee.DatabaseError as error:
            raise self._in_words(error, wrote=True) from error

    @contextmanager
    def _open_for_migrations(self) -> Iterator[None]:
        if self.postgres:
            self.sql("SET default_transaction_read_only = off")
            try:
                yield
            finally:
                self.sql("SET default_transaction_read_only = on")
            return
        assert self.queue is not None
        with self.queue.turn(), self._unlocked():
            yield

    @contextmanager
    def _unlocked(self) -> Iterator[None]:
        self.peewee.pragma("query_only", 0)
        self._writing = True
        try:
            yield
        finally:
            self._writing = False
            self.peewee.pragma("query_only", 1)

    def write(self, deed: Callable[[], Result]) -> Result:
        """Run a re-runnable deed in one transaction that may write; raises what the deed raises, having undone it."""
        if self.postgres:
            return self._write_postgres(deed)
        assert self.queue is not None
        try:
            with self.queue.turn(), self._unlocked(), self.peewee.atomic():
                return deed()
        except peewee.DatabaseError as error:
            raise self._in_words(error, wrote=True) from error

    def _write_postgres(self, deed: Callable[[], Result]) -> Result:
        for attempt in range(ATTEMPTS):
            self._find_the_server()
            done = False
            try:
                with self.peewee.atomic():
                    # The ledger's hold on the head keeps writers apart; a stricter level would only send them back.
                    self.sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE")
                    result = deed()
                    done = True
                return result
            except peewee.DatabaseError as error:
                if done and self._server_gone:
                    raise Broken(
                        _("The database server went away while the change was being written."),
                        _("Look whether it stands there before you repeat it."),
                    ) from error
                # What was not handed over for good before the server went away is not there: it may be done again.
                if not (self._server_gone or may_be_repeated(error)):
                    raise self._in_words(error) from error
            # Those who were sent back together must not come back together.
            sleep(random() * 0.001 * 2 ** min(attempt, 7))
        raise Broken(_("The database server is too busy."), _("Nothing was changed: try again in a minute."))

    @contextmanager
    def hurried(self) -> Iterator[None]:
        """Write without waiting for the disk: only while a home is being made that nobody uses yet."""
        if self.postgres:
            yield
            return
        hasty = {"synchronous": 0, "cache_size": -200_000, "wal_autocheckpoint": 100_000}
        usual = {name: self.peewee.pragma(name) for name in hasty}
        for name, value in hasty.items():
            self.peewee.pragma(name, value)
        try:
            yield
        finally:
            for name, value in usual.items():
                self.peewee.pragma(name, value)
            with self._unlocked():
                self.sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def copy_into(self, path: Path) -> None:
        """Write the whole SQLite database as it is now into a new file, beside working writers; raises Refusal."""
        try:
            with self._unlocked():
                self.peewee.execute_sql("VACUUM INTO ?", (str(path),))
        except peewee.DatabaseError as error:
            raise copying_in_words(error, path.parent) from error
