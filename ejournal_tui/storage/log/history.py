"""What the log tells of single cells, those included whose entries are gone."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..school import School


@dataclass(frozen=True)
class Line:
    """One line of the log with its header."""

    seq: int
    entity: str
    key: int
    act: str
    """"c" made, "u" changed, "d" removed."""
    data: Mapping[str, object]
    at: int
    actor: int
    terminal: str
    verb: str
    facts: Mapping[str, object]
    """What the header of its deed tells."""


def cell_lines(school: School, lesson: int, pupil: int) -> list[Line]:
    """Every line about a pupil's marks and absences at a lesson, oldest first."""
    gone = _removed(school, ("work", "mark", "absence"), lesson)
    marks: set[int] = set()
    works = _ever(school, "work", {"lesson": lesson}, gone)
    if works:
        stand = school.db.sql(
            f"SELECT id FROM mark WHERE pupil=? AND work IN ({','.join('?' * len(works))})", pupil, *works
        )
        marks = {key for (key,) in stand} | {
            key for key, data in gone["mark"].items() if data.get("pupil") == pupil and data.get("work") in works
        }
    absences = _ever(school, "absence", {"lesson": lesson, "pupil": pupil}, gone)
    return sorted([*_lines(school, "mark", marks), *_lines(school, "absence", absences)], key=lambda line: line.seq)


def lesson_lines(school: School, lesson: int) -> list[Line]:
    """Every line about a lesson as a whole, its works and its homework, oldest first."""
    lines = _lines(school, "lesson", {lesson})
    gone = _removed(school, ("work", "homework"), lesson)
    for entity in gone:
        lines += _lines(school, entity, _ever(school, entity, {"lesson": lesson}, gone))
    return sorted(lines, key=lambda line: line.seq)


Removed = Mapping[str, Mapping[int, Mapping[str, object]]]
"""What was removed, as it was made: by kind and key."""


def _ever(school: School, entity: str, where: Mapping[str, object], gone: Removed) -> set[int]:
    """The entities that hold these values, and those that held them and were removed."""
    standing = school.db.sql(
        f"SELECT id FROM {entity} WHERE {' AND '.join(f'{column}=?' for column in where)}", *where.values()
    )
    return {key for (key,) in standing} | {
        key for key, data in gone[entity].items() if all(data.get(column) == value for column, value in where.items())
    }


def _removed(school: School, entities: tuple[str, ...], after: int) -> Removed:
    """The removed entities of some kinds that are younger than another line.

    An entity bears the number of the line that made it: it is younger than what it belongs to, and that line is
    found by its key. The lines of removals stand in an index without all those that make something.
    """
    rows = school.db.sql(
        "SELECT d.entity, c.seq, c.data FROM trace d JOIN trace c ON c.seq=d.entity_id"
        f" WHERE d.entity IN ({','.join('?' * len(entities))}) AND d.entity_id>? AND d.act<>'c' AND d.act='d'",
        *entities, after,
    )  # fmt: skip
    found: dict[str, dict[int, Mapping[str, object]]] = {entity: {} for entity in entities}
    for entity, key, data in rows:
        found[entity][key] = json.loads(data)
    return found


def _lines(school: School, entity: str, keys: set[int]) -> list[Line]:
    if not keys:
        return []
    rows = school.db.sql(
        "SELECT t.seq, t.entity_id, t.act, t.data, d.at, d.actor, d.terminal, d.verb, d.facts FROM trace t"
        f" JOIN deed d ON d.seq=t.deed WHERE t.entity=? AND t.entity_id IN ({','.join('?' * len(keys))})",
        entity, *sorted(keys),
    )  # fmt: skip
    return [
        Line(seq, entity, key, act, json.loads(data), at, actor, terminal, verb, json.loads(facts))
        for seq, key, act, data, at, actor, terminal, verb, facts in rows
    ]


def absence_lines(school: School, lessons: Sequence[int], pupil: int) -> dict[int, list[Line]]:
    """Every line about a pupil's absences at some lessons, by lesson, oldest first."""
    if not lessons:
        return {}
    standing = school.db.sql(
        f"SELECT id, lesson FROM absence WHERE pupil=? AND lesson IN ({','.join('?' * len(lessons))})", pupil, *lessons
    )
    of: dict[int, object] = dict(standing)
    for key, data in _removed(school, ("absence",), min(lessons))["absence"].items():
        if data.get("pupil") == pupil and data.get("lesson") in lessons:
            of[key] = data["lesson"]
    found: dict[int, list[Line]] = {}
    for line in sorted(_lines(school, "absence", set(of)), key=lambda line: line.seq):
        found.setdefault(int(str(of[line.key])), []).append(line)
    return found


def row_lines(school: School, entity: str, key: int) -> list[Line]:
    """Every line about one row, oldest first."""
    return sorted(_lines(school, entity, {key}), key=lambda line: line.seq)


def lines_of(school: School, entity: str, where: Mapping[str, object]) -> list[Line]:
    """Every line about the rows of a kind that hold these values, those removed included, oldest first."""
    gone = _removed(school, (entity,), 0)
    return sorted(_lines(school, entity, _ever(school, entity, where, gone)), key=lambda line: line.seq)
