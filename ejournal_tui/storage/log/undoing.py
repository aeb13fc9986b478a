"""A whole deed put back by what the log tells of it, as long as nothing rests on what it made."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...domain.errors import Conflict
from ...i18n import _
from ..school import School
from ..tables import BLANKS, ENTITIES
from .audit import PERSONAL_KEY
from .records import USED

_KEPT_BY_THE_LEDGER = ("id", "version")
_PART = 500


@dataclass(frozen=True)
class _Line:
    seq: int
    entity: str
    key: int
    act: str
    data: dict[str, object]


def put_deed_back(school: School, deed: int) -> None:
    """Undo everything that a deed wrote; raises Conflict when somebody has changed or used any of it since."""
    rows = school.db.sql(
        "SELECT seq, entity, entity_id, act, data FROM trace WHERE seq>? AND seq<"
        "COALESCE((SELECT MIN(seq) FROM deed WHERE seq>?), ?) ORDER BY seq",
        deed, deed, school.head() + 1,
    )  # fmt: skip
    lines = [_Line(seq, entity, key, act, json.loads(data)) for seq, entity, key, act, data in rows]
    made = {(line.entity, line.key) for line in lines if line.act == "c"}
    _require_untouched(school, lines)
    for line in reversed(lines):
        if line.act != "c" and (line.entity, line.key) not in made:
            _turn_back(school, line)
    for entity in reversed(ENTITIES):
        keys = sorted((line.key for line in lines if line.act == "c" and line.entity == entity), reverse=True)
        _require_unused(school, entity, keys)
        for key in keys:
            school.ledger.delete(entity, key)


def _require_untouched(school: School, lines: Sequence[_Line]) -> None:
    """Refuse where a row has been written since: every deed gives the rows it writes a new version."""
    wanted: dict[str, dict[int, int]] = {}
    for line in lines:
        wanted.setdefault(line.entity, {})[line.key] = line.seq
    for entity, last in wanted.items():
        for part in _parts([*last]):
            later = school.db.sql(
                f"SELECT entity_id, MAX(seq) FROM trace WHERE entity=? AND entity_id IN ({','.join('?' * len(part))})"
                " GROUP BY entity_id",
                entity, *part,
            )  # fmt: skip
            if any(last[key] != seq for key, seq in later):
                raise Conflict(
                    _("Somebody has changed since what came in with this file: nothing was taken back."),
                    _("Put right what is wrong on the cards of the people."),
                )


def _require_unused(school: School, entity: str, keys: Sequence[int]) -> None:
    for table, column in (*school.db.references(entity), *USED.get(entity, ())) if keys else ():
        for part in _parts(keys):
            marks = ",".join("?" * len(part))
            if school.db.sql(f"SELECT 1 FROM {table} WHERE {column} IN ({marks}) LIMIT 1", *part):
                raise Conflict(
                    _("The journal rests on what came in with this file already: nothing was taken back."),
                    _("There are entries, codes or lists since; put right what is wrong on the cards."),
                )


def _turn_back(school: School, line: _Line) -> None:
    before = _state(school, line)
    if line.act == "d":
        blank = {name: value for name, value in BLANKS[line.entity].items() if name not in _KEPT_BY_THE_LEDGER}
        school.ledger.insert(line.entity, **{**blank, **before})
        return
    personal = ENTITIES[line.entity].PERSONAL if PERSONAL_KEY in line.data else ()
    names = [*personal, *(name for name in line.data if name != PERSONAL_KEY)]
    values = {name: before.get(name, BLANKS[line.entity][name]) for name in names}
    school.ledger.update(line.entity, line.key, **values)


def _state(school: School, until: _Line) -> dict[str, object]:
    """What a row held before a line of the log, without what was empty."""
    found: dict[str, object] = {}
    for act, text in school.db.sql(
        "SELECT act, data FROM trace WHERE entity=? AND entity_id=? AND seq<? ORDER BY seq",
        until.entity, until.key, until.seq,
    ):  # fmt: skip
        data = json.loads(text)
        told = data.pop(PERSONAL_KEY, None)
        if told is not None:
            found = {name: value for name, value in found.items() if name not in ENTITIES[until.entity].PERSONAL}
            found |= _texts(school, told)
        found |= data if act == "c" else {name: new for name, (_old, new) in data.items()}
    return found


def _texts(school: School, key: str) -> dict[str, object]:
    rows = school.db.sql("SELECT text FROM personal WHERE hash=?", key)
    return dict(json.loads(rows[0][0])) if rows else {}


def _parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), _PART):
        yield keys[start : start + _PART]
