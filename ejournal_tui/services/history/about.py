"""Whom and what the headers of deeds name that change nothing: whose card was read, which class was printed."""

from collections.abc import Iterable, Sequence

from ...domain.groups.groups import ClassName
from ...domain.papers.papers import copy_words
from ...storage.log.deeds import Header
from ...storage.people import people
from ...storage.school import School

_PEOPLE = ("guardian", "staff")
"""Whose names are looked up here; pupils and lessons are told with every deed."""


def about_headers(school: School, found: Sequence[Header]) -> dict[int, str]:
    """«Иванова Анна», «7А · экз. № 000123», by the number of the deed; a constant number of questions."""
    from ..verbs import takings_out

    taken = frozenset(takings_out())
    kept = [one for one in found if not one.lines]
    names = _names(school, kept)
    classes = _classes(school, (key for one in kept if (key := _class_of(one)) is not None))
    told = {}
    for one in kept:
        parts = [classes.get(_class_of(one) or 0, ""), *(names.get(who, "") for who in _persons_of(one))]
        if one.verb in taken and one.outcome == "done":
            parts.append(copy_words(one.seq))
        told[one.seq] = " · ".join(filter(None, parts))
    return told


def _class_of(one: Header) -> int | None:
    key = one.facts.get("school_class", one.facts.get("class"))
    return key if isinstance(key, int) else None


def _persons_of(one: Header) -> list[tuple[str, int]]:
    named = [(kind, one.facts.get(kind)) for kind in _PEOPLE]
    named.append((str(one.facts.get("kind")), one.facts.get("key")))
    return [(kind, key) for kind, key in named if kind in (*_PEOPLE, "pupil") and isinstance(key, int)]


def _names(school: School, found: Iterable[Header]) -> dict[tuple[str, int], str]:
    wanted: dict[str, set[int]] = {}
    for one in found:
        for kind, key in _persons_of(one):
            wanted.setdefault(kind, set()).add(key)
    return {
        (kind, key): name.full for kind, keys in wanted.items() for key, name in people.names_of(school, kind, keys)
    }


def _classes(school: School, keys: Iterable[int]) -> dict[int, str]:
    wanted = sorted(set(keys))
    rows = school.db.sql(
        f"SELECT id, grade, letter FROM study_group WHERE id IN ({','.join('?' * len(wanted))})", *wanted
    ) if wanted else []  # fmt: skip
    return {key: str(ClassName(grade, letter)) for key, grade, letter in rows}
