"""The families' door: a database of its own for who comes in, beside the copy of the journal that it may read."""

import os
from collections.abc import Callable
from pathlib import Path
from time import time
from typing import TypeVar
from urllib.parse import quote

from ...clock import Clock
from ...domain.errors import Broken
from ...i18n import _
from ..engine.connection import PRAGMAS
from ..engine.database import Database
from ..engine.engine import file_url
from ..engine.migrate import script_names
from ..school import School
from .snapshot import NAME, OWN
from .spool import Spool

OWN_FILE = "auth.db"
Result = TypeVar("Result")


class DoorDatabase(Database):
    """The door's own file, with the copy attached to it; the copy is taken anew whenever another stands there."""

    # What refers to people here refers to the copy, which no constraint reaches.
    SETTINGS = PRAGMAS | {"foreign_keys": 0}

    def __init__(self, own: Path, copy: Path) -> None:
        super().__init__(file_url(own))
        self._copy = copy
        self._inode = 0
        self.generation = 0
        """How often another copy was taken."""
        self.refresh()

    @property
    def age(self) -> float:
        """How many seconds ago the copy was true."""
        return max(0.0, time() - self._stands().st_mtime)

    def _stands(self) -> os.stat_result:
        try:
            return self._copy.stat()
        except OSError as error:
            raise Broken(
                _("The school has not put the diary out yet."), _("Try again in a minute, or ask the school.")
            ) from error

    def refresh(self) -> None:
        """Take the copy that stands there now, with the codes that were issued since; raises Broken."""
        inode = self._stands().st_ino
        if inode == self._inode:
            return
        with self.unconfined():
            if self._inode:
                self.peewee.execute_sql("DETACH diary")
            self._inode = 0
            # It is never changed where it stands: no lock and no file beside it is needed to read it.
            self.peewee.execute_sql(f"ATTACH 'file:{quote(str(self._copy))}?mode=ro&immutable=1' AS diary")
            self._inode = inode
            self._require_version()
            self._keep_shapes()
            super().write(self._take_codes)
        self.generation += 1

    def _begin_reading(self) -> None:
        self.refresh()
        super()._begin_reading()

    def write(self, deed: Callable[[], Result]) -> Result:
        """Run a deed on the door's own file; raises what it raises, having undone it."""
        self.refresh()
        return super().write(deed)

    def _require_version(self) -> None:
        if {name for (name,) in self.peewee.execute_sql("SELECT name FROM diary.schema_migration")} != script_names():
            self._inode = -1
            raise Broken(_("The diary is being brought up to date."), _("Try again in a minute."))

    def _keep_shapes(self) -> None:
        """Give the door's own file the tables that are its own, in the shape that the program knows."""
        kept = "SELECT name FROM main.sqlite_master"
        if not self.peewee.execute_sql(kept).fetchall():
            self.settle()
        with self.schema_change():
            # Asked in turn: the first two people of a morning may come in at once.
            made = {name for (name,) in self.peewee.execute_sql(kept)}
            shapes = "SELECT name, sql FROM diary.sqlite_master WHERE tbl_name=? AND sql IS NOT NULL ORDER BY rowid"
            for table in OWN:
                for name, statement in self.peewee.execute_sql(shapes, (table,)).fetchall():
                    if name not in made:
                        self.peewee.execute_sql(statement)
                self._keep_columns(table)
            self.peewee.execute_sql("INSERT OR IGNORE INTO main.audit_head(id,seq,hash) VALUES (1,0,zeroblob(32))")

    def _keep_columns(self, table: str) -> None:
        here = {row[1] for row in self.peewee.execute_sql(f"PRAGMA main.table_info({table})")}
        for _place, name, kind, *_rest in self.peewee.execute_sql(f"PRAGMA diary.table_info({table})").fetchall():
            if name not in here:
                self.peewee.execute_sql(f"ALTER TABLE main.{table} ADD COLUMN {name} {kind}")

    def _take_codes(self) -> None:
        """A code that the school issued later voids what stands here; a password set here stays until then."""
        newer = [row[0] for row in self.peewee.execute_sql(
            "SELECT d.account FROM diary.credential d LEFT JOIN main.credential c ON c.account=d.account"
            " WHERE c.account IS NULL OR COALESCE(d.changed_at,0)>COALESCE(c.changed_at,0)"
        )]  # fmt: skip
        for account in newer:
            self.peewee.execute_sql(
                "INSERT OR REPLACE INTO main.credential(account,password,code,code_until,changed_at)"
                " SELECT account,password,code,code_until,changed_at FROM diary.credential WHERE account=?", (account,)
            )  # fmt: skip
            self.peewee.execute_sql(
                "UPDATE main.sitting SET ended=?, reason='code' WHERE account=? AND ended IS NULL",
                (int(time() * 1000), account),
            )
        self.peewee.execute_sql("DELETE FROM main.credential WHERE account NOT IN (SELECT id FROM diary.account)")


class DoorSchool(School):
    """The school as families see it through their door: the copy, and a log of the door's own."""

    def __init__(self, own: Path, folder: Path, clock: Clock, spool: Spool) -> None:
        self._door = DoorDatabase(own, folder / NAME)
        super().__init__("", clock, self._door)
        self.spool = spool
        self._generation = 0

    @property
    def as_of(self) -> int | None:
        """The instant of which the copy tells."""
        return self.clock.instant() - int(self._door.age * 1000)

    def head(self) -> int:
        """The number of the journal's last line that the copy knows."""
        rows = self.db.sql("SELECT seq FROM diary.audit_head")
        return int(rows[0][0])

    def changes_since(self, head: int) -> tuple[int, frozenset[str]]:
        """The number of the last line that the copy knows, and that something changed when it moved."""
        now = self.head()
        return now, frozenset({"diary"} if now != head else ())

    def _remembered(self, name: str, read: Callable[[], object]) -> object:
        if self._generation != self._door.generation:
            self._generation, self._cached = self._door.generation, (0, {})
        if name not in self._cached[1]:
            self._cached[1][name] = read()
        return self._cached[1][name]
