"""What a school decides for itself, as it is kept."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from ...domain.settings.rule_names import RuleName
from ...domain.settings.rules import Rule
from ...domain.timetable.bells import BellUse, Ringing, read_times

if TYPE_CHECKING:
    from ..school import School

Row = Mapping[str, object]
"""An entity by its columns, without id and version."""


def rules(school: "School") -> tuple[Rule, ...]:
    """The rules in the order they were written down."""
    day = date.fromisoformat
    return tuple(
        Rule(RuleName(name), value, day(starts), day(ends) if ends else None, first, last, subject)
        for name, value, starts, ends, first, last, subject in school.db.sql(
            "SELECT name, value, starts, ends, first_grade, last_grade, subject FROM rule ORDER BY id"
        )
    )


def ringing(school: "School") -> Ringing:
    """The plain bells, those of special days, and when these hold."""
    plain = {n: (starts, ends) for n, starts, ends in school.db.sql("SELECT number, starts, ends FROM bell")}
    sets = {name: read_times(times) for name, times in school.db.sql("SELECT name, times FROM bell_set ORDER BY name")}
    day = date.fromisoformat
    uses = tuple(
        BellUse(name, day(starts), day(ends), *rest)
        for name, starts, ends, *rest in school.db.sql(
            "SELECT s.name, u.starts, u.ends, u.weekday, u.first_grade, u.last_grade, u.school_class FROM bell_use u"
            " JOIN bell_set s ON s.id=u.bell_set ORDER BY u.id"
        )
    )
    return Ringing(plain, sets, uses)


def topic_phrases(school: "School") -> tuple[str, ...]:
    """The phrases for topics, by name."""
    return tuple(text for (text,) in school.db.sql("SELECT text FROM topic_phrase ORDER BY text"))


def absence_reasons(school: "School") -> list[tuple[str, str, str]]:
    """The school's reasons of absence by code, name and letter, in the order they were written down."""
    return school.db.sql("SELECT code, name, letter FROM absence_reason ORDER BY id")


def find(school: "School", table: str, row: Row) -> int | None:
    """The id of an entity that is exactly so, None when there is none."""
    # In this form both engines find what is empty too.
    told = " AND ".join(f"{column} IS NULL" if value is None else f"{column}=?" for column, value in row.items())
    values = [value for value in row.values() if value is not None]
    rows = school.db.sql(f"SELECT id FROM {table} WHERE {told} ORDER BY id LIMIT 1", *values)
    return int(rows[0][0]) if rows else None


def swap(school: "School", table: str, stands: Row | None, wanted: Row | None) -> bool:
    """Put one entity in the place of another, inside a deed; False when what should stand there does not."""
    key = find(school, table, stands) if stands is not None else None
    if stands is not None and key is None:
        return False
    if key is None and wanted is not None:
        school.ledger.insert(table, **wanted)
    elif key is not None and wanted is None:
        school.ledger.delete(table, key)
    elif key is not None and wanted is not None:
        school.ledger.update(table, key, **wanted)
    return True
