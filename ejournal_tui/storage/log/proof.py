"""The proof of the audit chain: every line hashes onto the last, and the journal's tables are what the lines say."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from ..engine.database import Database
from ..engine.guards import fallen
from ..tables import BLANKS, ENTITIES
from .anchors import Anchor, broken
from .audit import GENESIS, PERSONAL_KEY, head, personal_hash
from .verdict import CHAIN, EMPTY, GUARDS, MISSING, STATE, TAIL, TEXT, Verdict, placed

State = dict[str, Any]

_decode = json.JSONDecoder().raw_decode
"""The log's JSON has no spaces around it, which spares looking for them a million times."""

# The engine joins a line's parts as line_hash does: a year of a million lines is a matter of seconds.
_HEADERS = (
    "SELECT seq, {bytes}(concat_ws({nl},seq,at,actor,terminal,verb,outcome,facts){end}), hash FROM deed ORDER BY seq"
)
_LINES = "SELECT seq, {bytes}(concat_ws({nl},seq,deed,entity,entity_id,act,data){end}), hash FROM trace ORDER BY seq"
_SQLITE = {"bytes": "CAST", "nl": "char(10)", "end": " AS BLOB"}
_POSTGRES = {"bytes": "convert_to", "nl": "chr(10)", "end": ",'UTF8'"}


def verify(db: Database, anchors: Iterable[Anchor] = ()) -> Verdict:
    """Prove the chain line by line, that it passes through the anchors, and that the journal is what it says."""
    with db.reading():
        return placed(db, _proven(db, tuple(anchors)))


def _proven(db: Database, held: tuple[Anchor, ...]) -> Verdict:
    verdict = replace(_chain(db), anchors=len(held))
    if not verdict.whole:
        return verdict
    if lost := broken(db, held):
        return Verdict(verdict.lines, lost.fault, lost.line, lost.after, lost.when, len(held))
    for name, salt, text in db.each("SELECT hash, salt, text FROM personal"):
        if personal_hash(salt, text) != name:
            return Verdict(verdict.lines, TEXT, _line_of_text(db, name))
    for entity in ENTITIES:
        if fault := _Table(db, entity).fault():
            return Verdict(verdict.lines, *fault)
    return verdict if has_school(db) else Verdict(verdict.lines, EMPTY)


def _line_of_text(db: Database, name: str) -> int:
    """The line of the log that names a text."""
    ((line,),) = db.sql("SELECT MIN(seq) FROM trace WHERE data LIKE ?", f'%"{name}"%')
    return int(line or 0)


def has_school(db: Database) -> bool:
    """Whether a school was ever founded here and is named: what is wholly empty agrees with an empty log."""
    return bool(db.sql("SELECT 1 FROM deed LIMIT 1") and db.sql("SELECT 1 FROM setting WHERE name='name'"))


def verify_guarded(db: Database, anchors: Iterable[Anchor] = ()) -> Verdict:
    """As `verify`, and whether the guards that the engine keeps at the journal's tables still stand."""
    verdict = verify(db, anchors)
    return replace(verdict, fault=GUARDS) if verdict.whole and fallen(db) else verdict


def _chain(db: Database) -> Verdict:
    dialect = _POSTGRES if db.postgres else _SQLITE
    headers = db.each(_HEADERS.format(**dialect))
    previous, last = GENESIS, 0
    sha256 = hashlib.sha256
    for line in db.each(_LINES.format(**dialect)):
        seq, parts, stored = line
        while seq != last + 1:
            # Only a header may stand between the lines of two deeds.
            number, header, kept = next(headers, line)
            previous = sha256(previous + header).digest()
            if number != last + 1:
                return Verdict(last, MISSING, last + 1)
            if previous != kept:
                return Verdict(last, CHAIN, number)
            last = number
        previous = sha256(previous + parts).digest()
        if previous != stored:
            return Verdict(last, CHAIN, seq)
        last = seq
    for number, header, kept in headers:
        previous = sha256(previous + header).digest()
        if number != last + 1:
            return Verdict(last, MISSING, last + 1)
        if previous != kept:
            return Verdict(last, CHAIN, number)
        last = number
    if head(db) != (last, previous):
        return Verdict(last, TAIL, last)
    return Verdict(last, head=previous.hex())


@dataclass
class _Life:
    """What the log says of an entity that was changed or removed after its first line."""

    key: int
    state: State | None
    """None once it was removed."""
    texts: dict[str, str]
    """The texts about people met on the way, by their names in the chain."""
    version: int = 1


class _Table:
    """One table against its lines of the log.

    A row that nobody changed equals its first line, whose number is the row's id; the engine itself compares those
    and hands out the rest. Who is not handed out and was not removed must add up to the lines that created them.
    """

    def __init__(self, db: Database, entity: str) -> None:
        model = ENTITIES[entity]
        # A copy that is made before an update lacks what this program is about to add.
        self._there = db.columns(entity)
        fields = [f for f in model._meta.sorted_fields if f.name in self._there and f.name not in ("id", "version")]
        self._db = db
        self._entity = entity
        self._columns = [f.name for f in fields]
        self._personal = set(model.PERSONAL)
        self._blanks = BLANKS[entity]
        self._plain_json = ",".join(self._member(f) for f in fields if f.name not in self._personal) or "''"
        self._texts_json = ",".join(self._member(f) for f in fields if f.name in self._personal)
        self._later_lines = 0
        self._removed = 0

    def _member(self, field: Any) -> str:
        """SQL that writes a column as a member of the state's JSON, as the log does: nothing for a blank one."""
        name, column = f"',\"{field.name}\":'", f"e.{field.name}"
        if field.field_type == "TEXT":
            quoted = f"to_json({column})::text" if self._db.postgres else f"json_quote({column})"
            blank = f"{column} IS NULL" if field.null else f"{column}=''"
            return f"CASE WHEN {blank} THEN NULL ELSE {name}||{quoted} END"
        return f"{name}||{column}" if field.null else f"{name},{column}"

    def fault(self) -> tuple[str, int] | None:
        """What is wrong, and at which id."""
        if not self._there:
            ((first,),) = self._db.sql("SELECT MIN(seq) FROM trace WHERE entity=?", self._entity)
            return (STATE, first) if first else None
        lives = self._lives()
        life = next(lives, None)
        for key, version, first, name, text, *values in self._doubtful():
            while life and life.key < key:
                if life.state is not None:
                    return STATE, life.key
                life = next(lives, None)
            if life and life.key == key:
                fault, told = self._compare(values, life.state, life.texts), life.version
                life = next(lives, None)
            else:
                fault, told = self._compare(values, first and json.loads(first), {name: text}), 1
            if fault or version != told:
                return fault or STATE, key
        while life:
            if life.state is not None:
                return STATE, life.key
            life = next(lives, None)
        return self._miscounted()

    def _doubtful(self) -> Iterator[tuple[Any, ...]]:
        """The rows changed or unlike their first line: id, version, first line, a text of it, columns."""
        join, kept, same = "", "NULL, NULL", f"t.data=concat('{{',substr(concat({self._plain_json}),2),'}}')"
        if self._personal:
            texts = f"concat({self._texts_json})"
            join = (
                " LEFT JOIN personal p ON p.hash="
                f"CASE WHEN {texts}<>'' THEN substr(t.data,length(t.data)-33,32) END"
            )
            kept = "p.hash, p.text"
            name = f"CASE WHEN {texts}='' THEN '' ELSE ',\"{PERSONAL_KEY}\":\"'||p.hash||'\"' END"
            same = (
                f"t.data=concat('{{',substr(concat({self._plain_json})||{name},2),'}}')"
                f" AND ({texts}='' OR p.text='{{'||substr({texts},2)||'}}')"
            )
        yield from self._db.each(
            f"SELECT e.id, e.version, t.data, {kept}, {','.join('e.' + c for c in self._columns)} FROM {self._entity} e"
            f" LEFT JOIN trace t ON t.seq=e.id AND t.entity_id=e.id AND t.entity=? AND t.act='c'{join}"
            f" WHERE e.version<>1 OR ({same}) IS NOT TRUE ORDER BY e.id",
            self._entity,
        )

    def _lives(self) -> Iterator[_Life]:
        """Everything that has later lines than its first, by id; stops short where those make no sense."""
        life = _Life(0, None, {})
        join, kept = "", "NULL, NULL"
        if self._personal:
            join, kept = " LEFT JOIN personal p ON p.hash=substr(t.data,length(t.data)-33,32)", "p.hash, p.text"
        for key, act, data, first, here, name, text in self._db.each(
            f"SELECT t.entity_id, t.act, t.data, c.data, e.id, {kept} FROM trace t"
            " LEFT JOIN trace c ON c.seq=t.entity_id AND c.entity_id=t.entity_id AND c.entity=t.entity AND c.act='c'"
            f" LEFT JOIN {self._entity} e ON e.id=t.entity_id{join}"
            " WHERE t.entity=? AND t.act<>'c' ORDER BY t.entity_id, t.seq",
            self._entity,
        ):
            if key != life.key:
                if life.key:
                    yield life
                life = _Life(key, _decode(first)[0] if first else None, {})
            self._later_lines += 1
            if life.state is None or (act == "d" and here is not None):
                # A change of nothing, or a row that the log has removed: no row can agree with this.
                life.state = {"": key}
            elif act == "d":
                life.state = None
                self._removed += 1
            else:
                _fold(life.state, _decode(data)[0])
                life.texts[name] = text
                life.version += 1
        if life.key:
            yield life

    def _miscounted(self) -> tuple[str, int] | None:
        ((lines,),) = self._db.sql("SELECT COUNT(*) FROM trace WHERE entity=?", self._entity)
        ((rows,),) = self._db.sql(f"SELECT COUNT(*) FROM {self._entity}")
        if rows + self._removed == lines - self._later_lines:
            return None
        ((key,),) = self._db.sql(
            f"SELECT MIN(t.seq) FROM trace t LEFT JOIN {self._entity} e ON e.id=t.entity_id WHERE t.entity=?"
            " AND t.act='c' AND e.id IS NULL AND NOT EXISTS"
            " (SELECT 1 FROM trace d WHERE d.entity=t.entity AND d.entity_id=t.entity_id AND d.act='d')",
            self._entity,
        )
        return STATE, key or 0

    def _compare(self, values: list[Any], state: State | None, texts: dict[str, str]) -> str:
        if state is None:
            return STATE
        plain: State = {}
        personal: State = {}
        for column, value in zip(self._columns, values, strict=True):
            if value != self._blanks[column]:
                (personal if column in self._personal else plain)[column] = value
        name = state.pop(PERSONAL_KEY, None)
        if {c: v for c, v in state.items() if v != self._blanks.get(c)} != plain:
            return STATE
        return self._compare_texts(personal, name, texts) if self._personal else ""

    def _compare_texts(self, current: State, name: str | None, texts: dict[str, str]) -> str:
        kept = texts.get(name) if name else None
        if kept is None and name:
            found = self._db.sql("SELECT text FROM personal WHERE hash=?", name)
            kept = found[0][0] if found else None
        if kept is None:
            return TEXT if current else ""
        return "" if json.loads(kept) == current else STATE


def _fold(state: State, changes: State) -> None:
    for column, value in changes.items():
        state[column] = value if column == PERSONAL_KEY else value[1]
