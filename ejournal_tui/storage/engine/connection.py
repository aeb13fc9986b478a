"""One connection to a journal's database and what it answers, the same on SQLite and on PostgreSQL."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import peewee

from ...domain.errors import Broken, Denied
from ...i18n import _
from .confinement import Rights
from .engine import Url, read_url, refuse_network, refuse_read_only, sqlite_is_safe
from .failures import in_words, no_answer, not_authorized
from .waiting import Queue

PRAGMAS = {
    "synchronous": 2, "foreign_keys": 1, "busy_timeout": 15000, "cache_size": -8000, "temp_store": 2,
    "secure_delete": 1, "journal_size_limit": 16777216, "recursive_triggers": 1, "query_only": 1,
}  # fmt: skip
"""What every SQLite connection is set to, read back at the start because a misspelt pragma is silently ignored."""

_AS_PEEWEE = vars(peewee)["__exception_wrapper__"]
"""What peewee puts around a statement, for the drivers' calls that it leaves bare."""

_FOREIGN_KEYS = (
    "SELECT source.relname, a.attname, dest.relname FROM pg_constraint c"
    " JOIN pg_class source ON source.oid=c.conrelid JOIN pg_class dest ON dest.oid=c.confrelid"
    " JOIN pg_attribute a ON a.attrelid=c.conrelid AND a.attnum=ANY(c.conkey)"
    " WHERE c.contype='f' AND source.relnamespace=current_schema()::regnamespace"
)
"""One question of the catalogue: the standard's views take a second for each table."""


class Connection:
    """A connection that is read; one thread only."""

    SETTINGS: ClassVar[dict[str, int]] = PRAGMAS

    def __init__(self, url: str, alone: bool = False) -> None:
        self.url: Url = read_url(url)
        self._alone = alone
        """Whether nobody else opens it, like a copy: then it may lie on another computer's disk."""
        self.path: Path | None = self.url.sqlite
        self._writing = False
        self._reading = False
        self.queue: Queue | None = None
        self.peewee: Any
        self._walks = 0
        self._references: dict[str, list[tuple[str, str]]] = {}
        """Asked once: the schema stays as it is while the journal is open."""
        self._rights: Rights | None = None
        """What somebody is confined to, None for whoever the verbs alone bind."""
        if self.path is not None:
            self._open_sqlite()
        else:
            self._open_postgres()

    def _open_sqlite(self) -> None:
        assert self.path is not None
        if not self._alone:
            refuse_network(self.path)
            refuse_read_only(self.path)
        if not sqlite_is_safe(vars(peewee)["sqlite3"].sqlite_version_info):
            raise Broken(
                _("The SQLite library of this machine can damage a journal that many people write."),
                _("Install the program with its own SQLite (package pysqlite3)."),
            )
        self.peewee = peewee.SqliteDatabase(
            str(self.path), timeout=15, lock_type="immediate", autoconnect=False, pragmas=self.SETTINGS,
            check_same_thread=False, cached_statements=256,
        )  # fmt: skip
        self.peewee.register_function(self._journal_writer, "journal_writer", 0)
        try:
            self.peewee.connect()
            for name, wanted in self.SETTINGS.items():
                if self.peewee.pragma(name) != wanted:
                    raise Broken(_("The database does not take the setting {name}.").format(name=name))
        except peewee.DatabaseError as error:
            raise in_words(error) from error
        if not self._alone:
            self.queue = Queue(self.path.with_name(self.path.name + ".writers"))

    def _open_postgres(self) -> None:
        url = self.url
        if vars(peewee)["psycopg"] is None:
            raise Broken(
                _("This journal lives on a database server, and the server's driver is not installed."),
                _("Install the program with its extra “postgres”."),
            )
        self.peewee = peewee.PostgresqlDatabase(
            url.name, host=url.host or None, port=url.port, user=url.user or None, password=url.password or None,
            autoconnect=False, prefer_psycopg3=True,
            options=f"-c search_path={url.schema} -c default_transaction_read_only=on",
        )  # fmt: skip
        self._connect()

    def _connect(self) -> None:
        try:
            self.peewee.connect()
        except peewee.OperationalError as error:
            raise no_answer() from error
        if self._rights:
            self._take_on(self._rights)

    def confine(self, rights: Rights | None) -> None:
        """Let the engine itself refuse what goes beyond some rights, or nothing for None; between requests only."""
        self._rights = rights
        if self.path is not None:
            self.peewee.connection().set_authorizer(rights.authorizer() if rights else None)
        elif not self._server_gone:
            self._take_on(rights)

    def _take_on(self, rights: Rights | None) -> None:
        """Be a server's role for a family's session, where its keeper has made one for this very journal."""
        role = f"{self.url.schema}_{rights.role}" if rights else "NONE"
        # Roles are the whole server's: another journal on it may have one of the same name, which reads nothing here.
        made = (
            "SELECT 1 FROM pg_roles WHERE rolname=%s AND pg_has_role(oid, 'MEMBER')"
            " AND has_schema_privilege(oid, current_schema(), 'USAGE')"
            " AND has_any_column_privilege(oid, (SELECT c.oid FROM pg_class c WHERE c.relname='lesson'"
            " AND c.relnamespace=current_schema()::regnamespace), 'SELECT')"
        )
        if rights is None or self.peewee.execute_sql(made, (role,)).fetchall():
            self.peewee.execute_sql(f"SET ROLE {role}")

    @contextmanager
    def unconfined(self) -> Iterator[None]:
        """The program's own work in the middle of a confined sitting: setting a password."""
        rights = self._rights
        if rights is None:
            yield
            return
        self.confine(None)
        try:
            yield
        finally:
            self.confine(rights)

    def _journal_writer(self) -> int:
        if not self._writing:
            raise RuntimeError("write outside the journal's door")
        return 1

    @property
    def postgres(self) -> bool:
        """Whether a server stands behind this connection."""
        return self.path is None

    def close(self) -> None:
        """Let go of the database."""
        self.peewee.close()
        if self.queue:
            self.queue.close()

    def sql(self, text: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows that a statement answers; parameters are `?` on both engines."""
        with self._said_if_alone():
            cursor = self.peewee.execute_sql(self._dialect(text), values)
            with _AS_PEEWEE:
                return cursor.fetchall() if cursor.description else []

    def each(self, text: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement one by one, for tables too long to hold."""
        if not self.postgres:
            cursor = self.peewee.execute_sql(text, values)
            with _AS_PEEWEE:
                # Delegated to, the cursor would be closed when a walk is given up, maybe after its database.
                for row in cursor:  # noqa: UP028
                    yield row
            return
        self._walks += 1
        with _AS_PEEWEE, self.peewee.connection().cursor(name=f"walk{self._walks}") as cursor:
            cursor.itersize = 5000
            cursor.execute(self._dialect(text), values)
            yield from cursor

    def rows(self, query: Any) -> list[tuple[Any, ...]]:
        """The rows of a peewee query, as tuples."""
        with self._said_if_alone():
            found = query.tuples().execute(self.peewee)
            with _AS_PEEWEE:
                return list(found)

    def many(self, text: str, rows: Sequence[Sequence[object]]) -> None:
        """Run one statement for many rows."""
        if rows:
            with _AS_PEEWEE:
                self.peewee.cursor().executemany(self._dialect(text), rows)

    def _dialect(self, text: str) -> str:
        return text.replace("%", "%%").replace("?", "%s") if self.postgres else text

    def has_table(self, name: str) -> bool:
        """Whether the table exists."""
        with self._said_if_alone():
            return bool(self.peewee.table_exists(name))

    def tables(self) -> list[str]:
        """The tables of the database, or of the school's part of it."""
        with self._said_if_alone():
            return list(self.peewee.get_tables())

    def columns(self, table: str) -> set[str]:
        """The columns of a table; none when it does not exist."""
        with self._said_if_alone():
            return {column.name for column in self.peewee.get_columns(table)}

    def references(self, table: str) -> list[tuple[str, str]]:
        """The tables that refer to rows of a table, with the column that does."""
        if not self._references:
            with self._said_if_alone():
                found = self._foreign_keys()
            for source, column, dest in sorted(found):
                self._references.setdefault(dest, []).append((source, column))
        return self._references.get(table, [])

    def _foreign_keys(self) -> list[tuple[str, str, str]]:
        """Table, column and the table that it refers to, of the whole schema."""
        if self.postgres:
            return [(source, column, dest) for source, column, dest in self.peewee.execute_sql(_FOREIGN_KEYS)]
        return [
            (key.table, key.column, key.dest_table)
            for table in self.tables()
            for key in self.peewee.get_foreign_keys(table)
        ]

    @contextmanager
    def _said_if_alone(self) -> Iterator[None]:
        """Let the failure of a statement outside any transaction be said in words; those inside say their own."""
        if self._reading or self.peewee.in_transaction():
            yield
            return
        self._find_the_server()
        try:
            yield
        except peewee.DatabaseError as error:
            raise self._in_words(error) from error

    def _in_words(self, error: Exception, wrote: bool = False) -> Exception:
        if self._rights and not_authorized(error):
            return Denied(_("This is closed to families and pupils."))
        return no_answer() if self._server_gone else in_words(error, wrote)

    @property
    def _server_gone(self) -> bool:
        return self.postgres and (self.peewee.is_closed() or bool(self.peewee.connection().closed))

    def _find_the_server(self) -> None:
        """Connect anew when the connection was lost; raises Broken while nobody answers."""
        if self._server_gone:
            self.peewee.close()
            self._connect()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One unchanging picture of the database for several queries; raises Refusal when the machine fails."""
        if self._reading or self.peewee.in_transaction():
            yield
            return
        try:
            self._begin_reading()
            self._reading = True
            try:
                yield
            finally:
                self._reading = False
                self.peewee.execute_sql("COMMIT")
        except peewee.DatabaseError as error:
            raise self._in_words(error) from error

    def _begin_reading(self) -> None:
        self._find_the_server()
        begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if self.postgres else "BEGIN"
        try:
            self.peewee.execute_sql(begin)
        except peewee.OperationalError:
            # A server that was begun anew since the last statement is noticed only now.
            if not self._server_gone:
                raise
            self._find_the_server()
            self.peewee.execute_sql(begin)
