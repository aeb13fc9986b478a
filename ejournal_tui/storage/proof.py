"""The proof of the audit chain: every line hashes onto the last, and the journal's tables are what the lines say."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..i18n import N_
from .audit import GENESIS, PERSONAL_KEY, compact, head, personal_hash
from .database import Database
from .tables import ENTITIES

CHAIN, TAIL = N_("a line was altered"), N_("the end was cut off")
STATE, TEXT = N_("the journal differs from the log"), N_("a text was altered")


@dataclass(frozen=True)
class Verdict:
    """What a check of the chain found."""

    lines: int
    fault: str = ""
    """What is wrong, "" when the chain is whole and the journal is what it says."""
    at_line: int = 0
    head: str = ""
    """The head's hash, for paper and for backups."""

    @property
    def whole(self) -> bool:
        """Whether nothing was altered."""
        return not self.fault


# The engine joins a line's parts as line_hash does: a year of a million lines is a matter of seconds.
_LINES = (
    "SELECT seq, seq||char(10)||at||char(10)||actor||char(10)||terminal||char(10)||verb||char(10)||outcome||char(10)"
    "||facts AS parts, hash FROM deed UNION ALL SELECT seq, seq||char(10)||deed||char(10)||entity||char(10)||entity_id"
    "||char(10)||act||char(10)||data, hash FROM trace ORDER BY seq"
)


def verify(db: Database) -> Verdict:
    """Prove the chain line by line, then table by table that the journal is what the chain says."""
    with db.reading():
        verdict = _chain(db)
        if not verdict.whole:
            return verdict
        for row in db.each("SELECT hash, salt, text FROM personal"):
            if personal_hash(row[1], row[2]) != row[0]:
                return Verdict(verdict.lines, TEXT)
        for entity in ENTITIES:
            if fault := _Table(db, entity).fault():
                return Verdict(verdict.lines, *fault)
    return verdict


def _chain(db: Database) -> Verdict:
    previous, last = GENESIS, 0
    sha256 = hashlib.sha256
    for seq, parts, stored in db.each(_LINES if not db.postgres else _LINES.replace("char(", "chr(")):
        previous = sha256(previous + parts.encode()).digest()
        if previous != stored or seq != last + 1:
            return Verdict(last, CHAIN, seq)
        last = seq
    if head(db) != (last, previous):
        return Verdict(last, TAIL, last)
    return Verdict(last, head=previous.hex())


class _Table:
    """Walks a table and its lines of the log side by side, in the order of ids."""

    def __init__(self, db: Database, entity: str) -> None:
        model = ENTITIES[entity]
        self._db = db
        self._entity = entity
        self._personal = model.PERSONAL
        self._columns = [c for c in model._meta.sorted_field_names if c not in ("id", "version")]
        self._plain = [c for c in self._columns if c not in self._personal]

    def fault(self) -> tuple[str, int] | None:
        """What is wrong, and at which id."""
        rows = iter(self._db.sql(f"SELECT id,{','.join(self._columns)} FROM {self._entity} ORDER BY id"))
        for key, state in self._logged():
            row = next(rows, None)
            if row is None or row[0] != key:
                return STATE, key
            if fault := self._compare(row, state):
                return fault, key
        extra = next(rows, None)
        return None if extra is None else (STATE, extra[0])

    def _logged(self) -> Iterator[tuple[int, str | dict[str, Any]]]:
        """Every entity that the log leaves alive: its line when nothing changed it, else its folded state."""
        key, state = 0, None
        lines = self._db.each(
            "SELECT entity_id, act, data FROM trace WHERE entity=? ORDER BY entity_id, seq", self._entity
        )
        for entity_id, act, data in lines:
            if act == "c":
                if state is not None:
                    yield key, state
                key, state = entity_id, data
            elif act == "d":
                state = None
            elif state is not None:
                state = json.loads(state) if isinstance(state, str) else state
                for column, value in json.loads(data).items():
                    state[column] = value if column == PERSONAL_KEY else value[1]
        if state is not None:
            yield key, state

    def _compare(self, row: tuple[Any, ...], state: str | dict[str, Any]) -> str:
        values = dict(zip(self._columns, row[1:], strict=True))
        plain = {c: values[c] for c in self._plain if values[c] not in (None, "")}
        if not self._personal:
            if isinstance(state, str):
                # Most lines were written once: comparing texts spares parsing them.
                return "" if compact(plain) == state or json.loads(state) == plain else STATE
            return "" if {c: v for c, v in state.items() if v not in (None, "")} == plain else STATE
        found = json.loads(state) if isinstance(state, str) else dict(state)
        name = found.pop(PERSONAL_KEY, None)
        if {c: v for c, v in found.items() if v not in (None, "")} != plain:
            return STATE
        return self._compare_texts({c: values[c] for c in self._personal if values[c]}, name)

    def _compare_texts(self, current: dict[str, Any], name: str | None) -> str:
        kept = self._db.sql("SELECT text FROM personal WHERE hash=?", name) if name else []
        if not kept:
            return TEXT if current else ""
        return "" if json.loads(kept[0][0]) == current else STATE
