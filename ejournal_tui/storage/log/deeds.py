"""Pages of the log, newest first: who did what, and what each line of a deed changed."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..school import School
from .audit import PERSONAL_KEY

WINDOW = 100_000
"""How many lines of the log one page looks through at most: a rare thing is looked for page after page."""
LINES = 40
"""How many lines of a deed are told one by one; of a whole import nobody reads more."""

State = Mapping[str, object]


@dataclass(frozen=True)
class Header:
    """One deed."""

    seq: int
    at: int
    actor: int
    terminal: str
    verb: str
    outcome: str
    facts: State
    lines: int
    """How many entities it changed."""


@dataclass(frozen=True)
class Step:
    """What a deed did to one entity."""

    deed: int
    entity: str
    key: int
    act: str
    before: State
    """What stood there, without what was empty; nothing where the deed made it."""
    after: State
    """What stands there since; nothing where the deed removed it."""


@dataclass(frozen=True)
class Wanted:
    """Which deeds are looked for; what is not named does not narrow."""

    actor: int | None = None
    pupil: int | None = None
    lesson: int | None = None
    courses: tuple[int, ...] | None = None
    entities: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    """Names of verbs; none named means all."""
    refused: bool = False
    """Only what was not done: refused, failed, had to wait."""
    deletions: bool = False
    first: int | None = None
    """The first instant, milliseconds of UTC."""
    until: int | None = None
    """The instant after the last one."""

    @property
    def by_lines(self) -> bool:
        """Whether the lines of the deeds must be looked at, not their headers alone."""
        named = (self.pupil, self.lesson, self.courses)
        return bool(self.entities or self.deletions or any(one is not None for one in named))


def page(school: School, wanted: Wanted, before: int | None, size: int) -> tuple[list[Header], int | None]:
    """The next deeds before a line of the log, and the line to go on before; None at the log's beginning."""
    top = school.head() + 1 if before is None else before
    if wanted.until is not None:
        top = min(top, moment(school, wanted.until) + 1)
    bottom = moment(school, wanted.first) if wanted.first is not None else 0
    if not wanted.by_lines:
        rare = bool(wanted.verbs or wanted.refused)
        least = max(bottom, top - WINDOW) if rare else bottom
        found = _headers(school, wanted, least, top, size + 1)
        if len(found) > size:
            return found[:size], found[size - 1].seq
        return found, least if least > bottom else None
    floor = max(bottom, top - WINDOW)
    deeds = _deeds_of_lines(school, wanted, floor, top, size)
    found = headers(school, deeds)
    if len(deeds) == size:
        return found, deeds[-1]
    return found, floor if floor > bottom else None


def moment(school: School, at: int) -> int:
    """The number of the last line that was written before an instant; found by halving, no index is kept for it."""
    low, high = 0, school.head()
    while low < high:
        middle = (low + high + 1) // 2
        rows = school.db.sql("SELECT seq, at FROM deed WHERE seq<=? ORDER BY seq DESC LIMIT 1", middle)
        if not rows or rows[0][1] < at:
            low = middle
        else:
            high = rows[0][0] - 1
    return low


_HEADER = (
    "SELECT d.seq, d.at, d.actor, d.terminal, d.verb, d.outcome, d.facts,"
    " COALESCE((SELECT MIN(n.seq) FROM deed n WHERE n.seq>d.seq), ?) - d.seq - 1 FROM deed d"
)


def _header(row: tuple[object, ...]) -> Header:
    seq, at, actor, terminal, verb, outcome, facts, lines = row
    return Header(seq, at, actor, terminal, verb, outcome, json.loads(str(facts)), lines)  # type: ignore[arg-type]  # a row of the driver


def _headers(school: School, wanted: Wanted, bottom: int, top: int, size: int) -> list[Header]:
    order = "d.at DESC, d.seq DESC" if wanted.actor is not None else "d.seq DESC"
    text, values = _of_header(wanted)
    rows = school.db.sql(
        f"{_HEADER} WHERE d.seq>? AND d.seq<?{text} ORDER BY {order} LIMIT ?",
        school.head() + 1, bottom, top, *values, size,
    )  # fmt: skip
    return [_header(row) for row in rows]


def changes_since_sign_in(school: School, account: int) -> int:
    """How many deeds under an account have changed something since it was last signed in to."""
    ((count,),) = school.db.sql(
        "SELECT COUNT(*) FROM deed d WHERE d.actor=? AND d.outcome='done' AND d.at>=COALESCE((SELECT MAX(s.at)"
        " FROM deed s WHERE s.actor=? AND s.verb='SignIn' AND s.outcome='done'), 0)"
        " AND EXISTS (SELECT 1 FROM trace t WHERE t.seq=d.seq+1 AND t.deed=d.seq)",
        account, account,
    )  # fmt: skip
    return int(count)


def headers(school: School, deeds: Iterable[int]) -> list[Header]:
    """These deeds, newest first."""
    keys = list(deeds)
    rows = school.db.sql(
        f"{_HEADER} WHERE d.seq IN ({','.join('?' * len(keys))}) ORDER BY d.seq DESC", school.head() + 1, *keys
    ) if keys else []  # fmt: skip
    return [_header(row) for row in rows]


def _deeds_of_lines(school: School, wanted: Wanted, floor: int, top: int, size: int) -> list[int]:
    """The last deeds in a stretch of the log one of whose lines is wanted; each deed is passed once it is found."""
    text, values = _condition(school, wanted)
    found: list[int] = []
    while len(found) < size:
        rows = school.db.sql(
            "SELECT t.deed FROM trace t LEFT JOIN trace c ON c.seq=t.entity_id JOIN deed d ON d.seq=t.deed"
            f" WHERE t.seq>? AND t.seq<?{text} ORDER BY t.seq DESC LIMIT ?",
            floor, found[-1] if found else top, *values, 4 * size,
        )  # fmt: skip
        if not rows:
            break
        found += [deed for (deed,) in dict.fromkeys(rows)]
    return found[:size]


def _of_header(wanted: Wanted) -> tuple[str, list[object]]:
    """What the header of a deed must say."""
    text, values = "", list[object]()
    if wanted.actor is not None:
        text, values = " AND d.actor=?", [wanted.actor]
    if wanted.verbs:
        text += f" AND d.verb IN ({','.join('?' * len(wanted.verbs))})"
        values += wanted.verbs
    return text + (" AND d.outcome<>'done'" if wanted.refused else ""), values


def _condition(school: School, wanted: Wanted) -> tuple[str, list[object]]:
    parts: list[str] = []
    values: list[object] = []

    def add(part: str, *of: object) -> None:
        parts.append(part)
        values.extend(of)

    if wanted.entities:
        add(f"t.entity IN ({','.join('?' * len(wanted.entities))})", *wanted.entities)
    if wanted.deletions:
        add("t.act='d'")
    if wanted.pupil is not None:
        add(f"(t.entity='pupil' AND t.entity_id=? OR {_of(school, 'pupil')}=?)", wanted.pupil, wanted.pupil)
    if wanted.lesson is not None:
        add(_at_lessons(school, "IN (?)"), *[wanted.lesson] * 3)
    if wanted.courses is not None:
        marks = ",".join("?" * len(wanted.courses)) or "NULL"
        add(_at_lessons(school, f"IN (SELECT id FROM lesson WHERE course IN ({marks}))"), *wanted.courses * 3)
    of_header, named = _of_header(wanted)
    return of_header + "".join(f" AND {part}" for part in parts), named + values


def _at_lessons(school: School, which: str) -> str:
    """Lines of lessons, of what belongs to them, and of the marks of their works."""
    work = _of(school, "work")
    of_work = f"(SELECT {_fact(school, 'wc.data', 'lesson')} FROM trace wc WHERE wc.seq={work})"
    return (
        f"(t.entity='lesson' AND t.entity_id {which} OR {_of(school, 'lesson')} {which}"
        f" OR t.entity='mark' AND {of_work} {which})"
    )


def _of(school: School, name: str) -> str:
    """What the line that made an entity says of it."""
    return _fact(school, "c.data", name)


def _fact(school: School, data: str, name: str) -> str:
    if school.db.postgres:
        return f"({data}::json->>'{name}')::bigint"
    return f"json_extract({data},'$.{name}')"


def steps(school: School, deeds: Sequence[Header]) -> dict[int, list[Step]]:
    """What each of the deeds did to its first entities, in a constant number of queries."""
    spans = [(one.seq, min(one.lines, LINES)) for one in deeds if one.lines]
    if not spans:
        return {}
    wanted = [number for seq, count in spans for number in range(seq + 1, seq + count + 1)]
    lines = sorted(
        school.db.sql(
            f"SELECT seq, deed, entity, entity_id, act FROM trace WHERE seq IN ({','.join('?' * len(wanted))})", *wanted
        )
    )
    lives = _lives(school, {(entity, key) for _seq, _deed, entity, key, _act in lines})
    found: dict[int, list[Step]] = {}
    for seq, deed, entity, key, act in lines:
        before, after = lives[key].around(seq)
        found.setdefault(deed, []).append(Step(deed, entity, key, act, before, after))
    return found


class Life:
    """Everything the log tells of one entity."""

    def __init__(self) -> None:
        self._lines: list[tuple[int, str, dict[str, object]]] = []

    def add(self, seq: int, act: str, data: dict[str, object]) -> None:
        """The next line."""
        self._lines.append((seq, act, data))

    def __len__(self) -> int:
        return len(self._lines)

    def around(self, seq: int) -> tuple[State, State]:
        """What it held before and after a line."""
        before: dict[str, object] = {}
        after: dict[str, object] = {}
        for number, act, data in self._lines:
            if number > seq:
                break
            before, after = after, after_line(after, act, data)
        return before, after


def after_line(before: State, act: str, data: Mapping[str, object]) -> dict[str, object]:
    """An entity as it stands after a line of the log; a change tells what was and what is."""
    if act == "d":
        return {}
    new = {name: value[1] if isinstance(value, list) else value for name, value in data.items()}
    return {**before, **new}


def _lives(school: School, entities: set[tuple[str, int]]) -> dict[int, Life]:
    keys = sorted({key for _entity, key in entities})
    kinds = sorted({entity for entity, _key in entities})
    rows = school.db.sql(
        f"SELECT seq, entity_id, act, data FROM trace WHERE entity IN ({','.join('?' * len(kinds))})"
        f" AND entity_id IN ({','.join('?' * len(keys))})",
        *kinds, *keys,
    )  # fmt: skip
    found = {key: Life() for key in keys}
    # Asked for them in order, SQLite would walk the whole log.
    for seq, key, act, data in sorted(rows):
        found[key].add(seq, act, json.loads(data))
    return found


def made_as(school: School, keys: Iterable[int]) -> dict[int, State]:
    """What entities were made with, those included that are gone: an entity bears the number of its first line."""
    wanted = sorted(set(keys))
    rows = school.db.sql(
        f"SELECT seq, data FROM trace WHERE seq IN ({','.join('?' * len(wanted))})", *wanted
    ) if wanted else []  # fmt: skip
    return {seq: json.loads(data) for seq, data in rows}


def texts(school: School, states: Iterable[State]) -> dict[str, State]:
    """The texts that the log names by their hashes, as far as they are still kept."""
    wanted = sorted({str(state[PERSONAL_KEY]) for state in states if PERSONAL_KEY in state})
    rows = school.db.sql(
        f"SELECT hash, text FROM personal WHERE hash IN ({','.join('?' * len(wanted))})", *wanted
    ) if wanted else []  # fmt: skip
    return {key: json.loads(text) for key, text in rows}
