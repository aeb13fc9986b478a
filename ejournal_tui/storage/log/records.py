"""What a deed changed, row by row, so that it can be put back as it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ...domain.errors import Conflict
from ...i18n import _
from ..school import School

Values = tuple[tuple[str, object], ...]

USED = {"account": (("sitting", "account"),)}
"""What rests on a new row beside the tables that refer to it: whoever has come in once is known to the log."""
REFERS = {("absence", "paper"): "absence_paper"}
"""Columns of rows that an undo puts back, and the rows they name, which an undo may put back too."""
_NOT_OF_PEOPLE = ("study_year", "study_group", "course", "lesson", "work", "certificate", "absence_paper",
                   "absence_notice")  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One row that a deed made, changed or removed."""

    entity: str
    key: int
    act: str
    """"c", "u" or "d", as in the log."""
    before: Values
    after: Values


class Record:
    """Writes through the ledger and remembers each step."""

    def __init__(self, school: School) -> None:
        self._school = school
        self.steps: list[Step] = []

    def insert(self, entity: str, **values: object) -> int:
        """Add a row."""
        key = self._school.ledger.insert(entity, **values)
        self.steps.append(Step(entity, key, "c", (), tuple(values.items())))
        return key

    def insert_many(self, entity: str, columns: tuple[str, ...], rows: Sequence[Sequence[object]]) -> list[int]:
        """Add rows and answer their ids in order."""
        keys = self._school.ledger.insert_many(entity, columns, rows)
        self.steps += [
            Step(entity, key, "c", (), tuple(zip(columns, row, strict=True)))
            for key, row in zip(keys, rows, strict=True)
        ]
        return keys

    def update_many(self, entity: str, columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> None:
        """Change columns of rows, each the id, then the values."""
        for key, *values in rows:
            before = _stored(self._school, entity, key, columns)
            if tuple(value for _name, value in before) != tuple(values):
                self.steps.append(Step(entity, key, "u", before, tuple(zip(columns, values, strict=True))))
        self._school.ledger.update_many(entity, columns, rows)

    def update(self, entity: str, key: int, **values: object) -> None:
        """Change columns of a row."""
        before = _stored(self._school, entity, key, tuple(values))
        if self._school.ledger.update(entity, key, **values):
            self.steps.append(Step(entity, key, "u", before, tuple(values.items())))

    def delete(self, entity: str, key: int, columns: tuple[str, ...]) -> None:
        """Remove a row that consists of these columns."""
        before = _stored(self._school, entity, key, columns)
        self._school.ledger.delete(entity, key)
        self.steps.append(Step(entity, key, "d", before, ()))


def _stored(school: School, entity: str, key: int, columns: tuple[str, ...]) -> Values:
    rows = school.db.sql(f"SELECT {','.join(columns)} FROM {entity} WHERE id=?", key)
    return tuple(zip(columns, rows[0], strict=True)) if rows else ()


Row = tuple[str, int]
"""A table and the number of a row in it."""


def put_back(school: School, steps: tuple[Step, ...]) -> tuple[Row, ...]:
    """Undo steps, the last first, and answer the rows that are gone by it, in the order in which they came.

    Raises Conflict when somebody has changed or used the rows since.
    """
    gone: list[Row] = []
    for step in reversed(steps):
        if step.act == "d":
            school.reborn[step.entity, step.key] = school.ledger.insert(step.entity, **dict(step.before))
            continue
        columns = tuple(name for name, _value in step.after)
        key = key_now(school, step.entity, step.key)
        if _stored(school, step.entity, key, columns) != _values_now(school, step.entity, step.after):
            raise Conflict(
                _("Somebody has changed this since: nothing was taken back."),
                _("Open the card again and look what stands there."),
            )
        if step.act == "u":
            school.ledger.update(step.entity, key, **dict(_values_now(school, step.entity, step.before)))
            continue
        _require_unused(school, step, key)
        school.ledger.delete(step.entity, key)
        gone.append((step.entity, key))
    return tuple(reversed(gone))


def made_again(school: School, gone: tuple[Row, ...], steps: Sequence[Step]) -> None:
    """What was undone was done again: what is still to be done again knows its rows by their old numbers."""
    made = [(step.entity, step.key) for step in steps if step.act == "c"]
    for old, new in zip(gone, made, strict=False):  # whoever did more meanwhile has more rows
        if old[0] == new[0]:
            school.reborn[old] = new[1]


def key_now(school: School, entity: str, key: int) -> int:
    """The number of a row, which may have gone and come back since."""
    while (entity, key) in school.reborn and not _stored(school, entity, key, ("id",)):
        key = school.reborn[entity, key]
    return key


def _values_now(school: School, entity: str, values: Values) -> Values:
    """The values of a row, where they name rows that have gone and come back since."""
    return tuple(
        (name, key_now(school, REFERS[entity, name], value))
        if (entity, name) in REFERS and isinstance(value, int) else (name, value)
        for name, value in values
    )  # fmt: skip


def _require_unused(school: School, step: Step, key: int) -> None:
    for table, column in (*school.db.references(step.entity), *USED.get(step.entity, ())):
        if not school.db.sql(f"SELECT 1 FROM {table} WHERE {column}=? LIMIT 1", key):
            continue
        if step.entity in _NOT_OF_PEOPLE:
            raise Conflict(
                _("More was written here since: nothing was taken back."), _("Erase first what was added.")
            )
        raise Conflict(
            _("The journal has entries or a code of this person already: nothing was taken back."),
            _("Let the person leave with a date instead."),
        )


def last_writer(school: School, entity: str, key: int) -> tuple[int, int]:
    """Who wrote a row last, and when."""
    rows = school.db.sql(
        "SELECT d.actor, d.at FROM trace t JOIN deed d ON d.seq=t.deed WHERE t.entity=? AND t.entity_id=?"
        " ORDER BY t.seq DESC LIMIT 1",
        entity, key,
    )  # fmt: skip
    return (rows[0][0], rows[0][1]) if rows else (0, 0)
