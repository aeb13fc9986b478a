"""The journal as it stood at a moment of its log: asked like the journal itself, rewound under every question.

An entity bears the number of the line that made it, so what was made later is left out by its id alone. What was
changed or removed later is put beside it as it was, from the log. The rows that a question finds are then those of
the moment: a table named in it is a view over both, named like the table.
"""

import copy
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from ...clock import Clock
from ...i18n import _
from ..engine.database import Database
from ..school import School
from ..tables import BLANKS, ENTITIES
from .audit import PERSONAL_KEY
from .deeds import Life, State, texts

_PART = 500
OF_LESSONS = ("lesson", "work", "mark", "absence", "homework")
"""Changed at every lesson of the school: only what belongs to the subject in hand is rewound."""


class Past:
    """A journal's database as it stood; nothing can be written to it."""

    def __init__(self, db: Database, until: int, rewound: dict[str, dict[int, State | None]]) -> None:
        self._db = db
        self._until = until
        self._rewound = rewound
        """What is otherwise by now, by table and id: as it was, None where it was not there any more."""
        self.postgres = db.postgres

    def sql(self, text: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows that a question would have found then."""
        named = [name for name in ENTITIES if re.search(rf'\b(?:FROM|JOIN|,)\s+"?{name}"?\b', text)]
        views, before = [], []
        for name in named:
            view, given = self._view(name)
            views.append(view)
            before += given
        return self._db.sql((f"WITH {', '.join(views)} " if views else "") + text, *before, *values)

    def rows(self, query: Any) -> list[tuple[Any, ...]]:
        """The rows of a peewee query."""
        text, values = query.sql()
        return self.sql(text, *values)

    def _view(self, table: str) -> tuple[str, list[object]]:
        columns = [*BLANKS[table]]
        names = ",".join(columns)
        here = f"{self._db.url.schema if self.postgres else 'main'}.{table}"
        changed = self._rewound.get(table, {})
        if not changed:
            return f"{table}({names}) AS (SELECT {names} FROM {here} WHERE id<=?)", [self._until]
        then = [[state[name] for name in columns] for state in changed.values() if state is not None]
        values: list[object] = [self._until, json.dumps([*changed]), json.dumps(then, ensure_ascii=False)]
        return (
            f"{table}({names}) AS (SELECT {names} FROM {here} WHERE id<=? AND id NOT IN ({self._each})"
            f" UNION ALL SELECT {self._unpacked(table)} FROM {self._array})",
            values,
        )

    @property
    def _each(self) -> str:
        if self.postgres:
            return "SELECT value::bigint FROM json_array_elements_text(?::json)"
        return "SELECT value FROM json_each(?)"

    @property
    def _array(self) -> str:
        return "json_array_elements(?::json)" if self.postgres else "json_each(?)"

    def _unpacked(self, table: str) -> str:
        if not self.postgres:
            return ",".join(f"json_extract(value,'$[{n}]')" for n in range(len(BLANKS[table])))
        kinds = {field.name: field.field_type for field in ENTITIES[table]._meta.sorted_fields}
        return ",".join(
            f"(value->>{n}){'' if kinds[name] == 'TEXT' else '::bigint'}" for n, name in enumerate(BLANKS[table])
        )


def as_of(school: School, until: int, clock: Clock, subject: int) -> School:
    """The school as it stood after a line of its log, the journals of one subject rewound with it."""
    past = copy.copy(school)
    past.clock = clock
    past.db = Past(school.db, until, _rewound(school, until, subject))  # type: ignore[assignment]  # what is asked of it there is
    past._cached = (0, {})
    past._looking, past._head = True, until
    return past


def _rewound(school: School, until: int, subject: int) -> dict[str, dict[int, State | None]]:
    """Everything that was changed or removed since, as it was."""
    others = [name for name in ENTITIES if name not in OF_LESSONS]
    rows = school.db.sql(
        f"SELECT DISTINCT entity, entity_id FROM trace WHERE entity IN ({','.join('?' * len(others))})"
        " AND act<>'c' AND seq>? AND entity_id<=?",
        *others, until, until,
    )  # fmt: skip
    keys: dict[str, set[int]] = {}
    for entity, key in rows:
        keys.setdefault(entity, set()).add(key)
    keys |= _of_subject(school, until, subject)
    return {entity: _states(school, entity, wanted, until) for entity, wanted in keys.items() if wanted}


def _of_subject(school: School, until: int, subject: int) -> dict[str, set[int]]:
    """The lessons of a subject's courses with all that belongs to them, as far as they were changed or removed."""
    sql = school.db.sql
    courses = {key for (key,) in sql("SELECT id FROM course WHERE subject=?", subject)}
    gone = {entity: _removed(school, entity, until) for entity in OF_LESSONS}
    held = sql("SELECT l.id FROM lesson l JOIN course c ON c.id=l.course WHERE c.subject=?", subject)
    lessons = {key for (key,) in held}
    lessons |= {key for key, made in gone["lesson"].items() if made["course"] in courses}
    works = {key for (key,) in _held(school, "work", "lesson", lessons)}
    works |= {key for key, made in gone["work"].items() if made["lesson"] in lessons}
    found = {"lesson": lessons, "work": works}
    found["mark"] = {key for (key,) in _held(school, "mark", "work", works)}
    found["mark"] |= {key for key, made in gone["mark"].items() if made["work"] in works}
    for entity in ("absence", "homework"):
        found[entity] = {key for (key,) in _held(school, entity, "lesson", lessons)}
        found[entity] |= {key for key, made in gone[entity].items() if made["lesson"] in lessons}
    return {entity: _changed(school, entity, keys, until) for entity, keys in found.items()}


def _removed(school: School, entity: str, until: int) -> dict[int, State]:
    """What was removed since, as it was made."""
    rows = school.db.sql(
        "SELECT c.seq, c.data FROM trace d JOIN trace c ON c.seq=d.entity_id"
        " WHERE d.entity=? AND d.act<>'c' AND d.act='d' AND d.seq>? AND d.entity_id<=?",
        entity, until, until,
    )  # fmt: skip
    return {key: json.loads(data) for key, data in rows}


def _held(school: School, entity: str, by: str, keys: Iterable[int]) -> list[tuple[int]]:
    return [
        row
        for part in _parts(keys)
        for row in school.db.sql(f"SELECT id FROM {entity} WHERE {by} IN ({','.join('?' * len(part))})", *part)
    ]


def _changed(school: School, entity: str, keys: Iterable[int], until: int) -> set[int]:
    """Those of the entities that were changed or removed since."""
    found: set[int] = set()
    for part in _parts(key for key in keys if key <= until):
        rows = school.db.sql(
            f"SELECT DISTINCT entity_id FROM trace WHERE entity=? AND entity_id IN ({','.join('?' * len(part))})"
            " AND act<>'c' AND seq>?",
            entity, *part, until,
        )  # fmt: skip
        found |= {key for (key,) in rows}
    return found


def _states(school: School, entity: str, keys: Iterable[int], until: int) -> dict[int, State | None]:
    """The entities as they stood, with every column."""
    lives: dict[int, Life] = {}
    for part in _parts(keys):
        for seq, key, act, data in school.db.sql(
            f"SELECT seq, entity_id, act, data FROM trace WHERE entity=? AND entity_id IN ({','.join('?' * len(part))})"
            " AND seq<=? ORDER BY seq",
            entity, *part, until,
        ):  # fmt: skip
            lives.setdefault(key, Life()).add(seq, act, json.loads(data))
    stood = {key: life.around(until)[1] for key, life in lives.items()}
    kept = {
        name: text
        for part in _parts([key for key, state in stood.items() if PERSONAL_KEY in state])
        for name, text in texts(school, (stood[key] for key in part)).items()
    }
    return {key: _whole(entity, key, state, kept, len(lives[key])) for key, state in stood.items()}


def _whole(entity: str, key: int, state: State, kept: Mapping[str, State], version: int) -> State | None:
    if not state:
        return None
    found = {**BLANKS[entity], **{name: value for name, value in state.items() if name != PERSONAL_KEY}}
    if PERSONAL_KEY in state:
        lost = dict.fromkeys(ENTITIES[entity].PERSONAL, _("the text is no longer kept"))
        found |= kept.get(str(state[PERSONAL_KEY]), lost)
    return {**found, "id": key, "version": version}


def _parts(keys: Iterable[int]) -> list[list[int]]:
    wanted = sorted(keys)
    return [wanted[start : start + _PART] for start in range(0, len(wanted), _PART)]
