"""The audit chain: what every deed changed, written in the deed's own transaction, each line hashed onto the last.

Two tables share one numbering: a deed's header, then a line an entity changed. The id of an entity is the number
of the line that created it, so ids are never used twice. Texts about people stay out of the chain: it carries the
salted hash under which `personal` keeps them.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping, Sequence

from ...domain.errors import Damaged
from ...i18n import _
from ..engine.database import Database
from ..tables import BLANKS, ENTITIES

GENESIS = bytes(32)
PERSONAL_KEY = "~"


def line_hash(previous: bytes, *parts: object) -> bytes:
    """The hash of a line: SHA-256 over the previous hash and the line's parts, one a line of text.

    No part holds a line break: numbers, plain names, and JSON, which escapes it.
    """
    return hashlib.sha256(previous + "\n".join(map(str, parts)).encode()).digest()


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def compact(value: object) -> str:
    """JSON without spaces, as stored."""
    return _ENCODER.encode(value)


class Ledger:
    """Writes entities and their lines of the chain during one deed."""

    def __init__(self, db: Database, at: int, actor: int, terminal: str) -> None:
        self._db = db
        self.at = at
        self.actor = actor
        self.terminal = terminal
        seq, self._previous = head(db, " FOR UPDATE" if db.postgres else "")
        self._deed = self._seq = seq + 1
        self._lines: list[tuple[int, str, int, str, str]] = []
        self._texts: list[tuple[str, str, str]] = []
        self.told: dict[str, int] = {}
        """What the header tells besides the verb's own facts."""

    def insert(self, entity: str, **values: object) -> int:
        """Add an entity and answer its id."""
        return self.insert_many(entity, tuple(values), [tuple(values.values())])[0]

    def insert_many(self, entity: str, columns: tuple[str, ...], rows: Sequence[Sequence[object]]) -> list[int]:
        """Add entities of one kind and answer their ids in order."""
        personal, blanks = ENTITIES[entity].PERSONAL, BLANKS[entity]
        ids = list(range(self._seq + 1, self._seq + 1 + len(rows)))
        self._seq += len(rows)
        marks = ",".join("?" * (len(columns) + 2))
        names = ",".join(columns)
        self._db.many(
            f"INSERT INTO {entity}(id,version,{names}) VALUES ({marks})",
            [(key, 1, *row) for key, row in zip(ids, rows, strict=True)],
        )
        for key, row in zip(ids, rows, strict=True):
            state = {c: v for c, v in zip(columns, row, strict=True) if v != blanks[c] and c not in personal}
            texts = {c: v for c, v in zip(columns, row, strict=True) if c in personal and v}
            if texts:
                state[PERSONAL_KEY] = self._keep(texts)
            self._lines.append((key, entity, key, "c", compact(state)))
        return ids

    def update(self, entity: str, key: int, **values: object) -> bool:
        """Change columns of an entity; answers whether anything differed."""
        columns = tuple(values)
        personal = ENTITIES[entity].PERSONAL
        found = self._db.sql(f"SELECT {','.join(columns)} FROM {entity} WHERE id=?", key)
        if not found:
            raise LookupError(f"{entity} {key}")
        changed = {c: (old, values[c]) for c, old in zip(columns, found[0], strict=True) if old != values[c]}
        if not changed:
            return False
        setters = ",".join(f"{c}=?" for c in changed)
        self._db.sql(
            f"UPDATE {entity} SET {setters}, version=version+1 WHERE id=?", *(new for _, new in changed.values()), key
        )
        data: dict[str, object] = {c: pair for c, pair in changed.items() if c not in personal}
        if any(c in personal for c in changed):
            data[PERSONAL_KEY] = self._keep(self._texts_of(entity, key))
        self._seq += 1
        self._lines.append((self._seq, entity, key, "u", compact(data)))
        return True

    def update_many(self, entity: str, columns: tuple[str, ...], rows: Sequence[Sequence[object]]) -> None:
        """Change the same columns of many entities; each row is the id, then the values."""
        personal = [c for c in columns if c in ENTITIES[entity].PERSONAL]
        names = ",".join(columns)
        old = {
            row[0]: row[1:]
            for part in _parts([row[0] for row in rows])
            for row in self._db.sql(f"SELECT id,{names} FROM {entity} WHERE id IN ({','.join('?' * len(part))})", *part)
        }
        setters = ",".join(f"{c}=?" for c in columns)
        differing = [row for row in rows if tuple(old[row[0]]) != tuple(row[1:])]
        self._db.many(
            f"UPDATE {entity} SET {setters}, version=version+1 WHERE id=?", [(*row[1:], row[0]) for row in differing]
        )
        for row in differing:
            key, values = int(str(row[0])), row[1:]
            pairs = zip(columns, old[key], values, strict=True)
            changed = {c: (was, new) for c, was, new in pairs if was != new}
            data: dict[str, object] = {c: pair for c, pair in changed.items() if c not in personal}
            if any(c in personal for c in changed):
                data[PERSONAL_KEY] = self._keep(self._texts_of(entity, key))
            self._seq += 1
            self._lines.append((self._seq, entity, key, "u", compact(data)))

    def _texts_of(self, entity: str, key: object) -> dict[str, object]:
        personal = ENTITIES[entity].PERSONAL
        (texts,) = self._db.sql(f"SELECT {','.join(personal)} FROM {entity} WHERE id=?", key)
        return {c: v for c, v in zip(personal, texts, strict=True) if v}

    def delete(self, entity: str, key: int) -> None:
        """Remove an entity; what it was stands in its earlier lines."""
        self._db.sql(f"DELETE FROM {entity} WHERE id=?", key)
        self._seq += 1
        self._lines.append((self._seq, entity, key, "d", "{}"))

    def _keep(self, texts: Mapping[str, object]) -> str:
        salt, text = secrets.token_urlsafe(9), compact(texts)
        key = personal_hash(salt, text)
        self._texts.append((key, salt, text))
        return key

    @property
    def number(self) -> int:
        """The number of the deed's header."""
        return self._deed

    @property
    def touched(self) -> tuple[tuple[str, int], ...]:
        """Every entity this deed has changed so far."""
        return tuple((entity, key) for _, entity, key, _, _ in self._lines)

    def seal(self, verb: str, outcome: str, facts: Mapping[str, object]) -> int:
        """Write the header and the lines, move the head, answer the header's number."""
        text = compact({**facts, **self.told})
        previous = line_hash(self._previous, self._deed, self.at, self.actor, self.terminal, verb, outcome, text)
        self._db.sql(
            "INSERT INTO deed(seq,at,actor,terminal,verb,outcome,facts,hash) VALUES (?,?,?,?,?,?,?,?)",
            self._deed, self.at, self.actor, self.terminal, verb, outcome, text, previous,
        )  # fmt: skip
        rows = []
        for seq, entity, key, act, data in sorted(self._lines):
            previous = line_hash(previous, seq, self._deed, entity, key, act, data)
            rows.append((seq, self._deed, entity, key, act, data, previous))
        self._db.many("INSERT INTO trace(seq,deed,entity,entity_id,act,data,hash) VALUES (?,?,?,?,?,?,?)", rows)
        self._db.many("INSERT INTO personal(hash,salt,text) VALUES (?,?,?)", self._texts)
        self._db.sql("UPDATE audit_head SET seq=?, hash=? WHERE id=1", self._seq, previous)
        return self._deed


def _parts(keys: list[object], size: int = 5000) -> Iterator[list[object]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]


def personal_hash(salt: str, text: str) -> str:
    """The name under which the chain knows a text about a person."""
    return hashlib.sha256((salt + "\n" + text).encode()).hexdigest()[:32]


def head(db: Database, suffix: str = "") -> tuple[int, bytes]:
    """The number and the hash of the last line; raises Damaged when they are gone."""
    rows = db.sql(f"SELECT seq, hash FROM audit_head WHERE id=1{suffix}")
    if not rows:
        raise _beheaded()
    return int(rows[0][0]), bytes(rows[0][1])


def _beheaded() -> Damaged:
    return Damaged(
        _("The log of the journal has lost its head: it cannot be continued or proven."),
        _("Keep the last good backup and call the officer."),
    )


def changes_since(db: Database, head: int) -> tuple[int, frozenset[str]]:
    """The number of the last line, and the entities of the lines after `head`; one walk along the key."""
    # Asked for distinct names, SQLite would walk the index of the whole log.
    rows = db.sql("SELECT h.seq, t.entity FROM audit_head h LEFT JOIN trace t ON t.seq>? WHERE h.id=1", head)
    if not rows:
        raise _beheaded()
    return int(rows[0][0]), frozenset(entity for _seq, entity in rows if entity is not None)
