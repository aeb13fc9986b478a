"""A connection in the hands of somebody who may see little: the engine itself refuses the rest."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

INSERT, UPDATE, DELETE = "INSERT", "UPDATE", "DELETE"

_DELETE, _INSERT, _PRAGMA, _READ, _SELECT = 9, 18, 19, 20, 21
_TRANSACTION, _UPDATE, _FUNCTION, _SAVEPOINT, _RECURSIVE = 22, 23, 31, 32, 33
"""What SQLite asks its authorizer about, by its own numbers; the rest (ATTACH, DROP, CREATE ...) is never allowed."""
_WRITES = {_INSERT: INSERT, _UPDATE: UPDATE, _DELETE: DELETE}
_PLAIN = {_SELECT, _TRANSACTION, _SAVEPOINT, _RECURSIVE}
_PRAGMAS = {"query_only", "foreign_key_list"}
"""Those that the door itself needs: to open for one deed, and to see what rests on a row."""
_SCHEMA = {"sqlite_master", "sqlite_schema"}
_ALLOWED, _DENIED = 0, 1

Authorizer = Callable[[int, str | None, str | None, str | None, str | None], int]


@dataclass(frozen=True)
class Rights:
    """What a confined connection may do."""

    reads: Mapping[str, frozenset[str]]
    """The columns of each table."""
    writes: Mapping[str, frozenset[str]]
    """INSERT, UPDATE, DELETE of each table."""
    role: str
    """The end of the server role's name that holds the same rights; the schema's name stands before it."""

    def authorizer(self) -> Authorizer:
        """What SQLite asks before it prepares a statement."""

        def allow(action: int, first: str | None, second: str | None, _db: str | None, _via: str | None) -> int:
            return _ALLOWED if self._allows(action, first or "", second or "") else _DENIED

        return allow

    def _allows(self, action: int, first: str, second: str) -> bool:
        if action in _PLAIN:
            return True
        if action == _READ:
            # A count reads no column: its second name is empty.
            return first in _SCHEMA or (first in self.reads and (not second or second in self.reads[first]))
        if action in _WRITES:
            return _WRITES[action] in self.writes.get(first, frozenset())
        if action == _PRAGMA:
            return first in _PRAGMAS
        return action == _FUNCTION and second != "load_extension"


def role_statements(rights: Rights, schema: str, login: str) -> list[str]:
    """What a server's keeper runs once, and again after an update: the role, its rights, who may take it on."""
    role = f"{schema}_{rights.role}"
    make = (
        f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname='{role}')"
        f" THEN CREATE ROLE {role} NOLOGIN; END IF; END $$"
    )
    return [
        make,
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}",
        f"GRANT USAGE ON SCHEMA {schema} TO {role}",
        *(f"GRANT SELECT ({', '.join(sorted(columns))}) ON {schema}.{table} TO {role}"
          for table, columns in sorted(rights.reads.items())),
        *(f"GRANT {', '.join(sorted(verbs))} ON {schema}.{table} TO {role}"
          for table, verbs in sorted(rights.writes.items())),
        f'GRANT {role} TO "{login}"',
    ]  # fmt: skip
