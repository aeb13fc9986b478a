"""When a day's lessons end for the pupils of a course: also of those who come from several classes."""

from collections.abc import Iterable, Mapping
from datetime import date, time

from ...domain.groups.groups import CourseId, GroupKind
from ...domain.timetable.bells import latest
from ..school import School

Crossing = Mapping[int, frozenset[int]]
"""The groups of several classes with the classes of their pupils."""


def last_bells(school: School, day: date, courses: Iterable[int]) -> dict[CourseId, time]:
    """When the last lesson of each course's pupils ends on a day; nothing for those without lessons (R1-2.2).

    The pupils of a class or of a part of it have the lessons of the class, its parts and the groups that some of
    them go to; a group of several classes has those of all of them; a pupil taught at home has the own ones alone.
    """
    wanted = list(courses)
    if not wanted:
        return {}
    asked = school.db.sql(
        "SELECT c.id, g.id, g.kind, COALESCE(g.of_class, g.id) FROM course c JOIN study_group g ON g.id=c.study_group"
        f" WHERE c.id IN ({','.join('?' * len(wanted))})",
        *wanted,
    )
    rows = school.db.sql(
        "SELECT DISTINCT l.number, g.id, g.kind, g.grade, COALESCE(g.of_class, g.id) FROM lesson l"
        " JOIN course c ON c.id=l.course JOIN study_group g ON g.id=c.study_group"
        " WHERE l.day=? AND l.state IN ('planned','held')",
        day.isoformat(),
    )
    groups = {group for _course, group, kind, _of in asked if kind == GroupKind.CROSS}
    groups |= {group for _number, group, kind, _grade, _of in rows if kind == GroupKind.CROSS}
    crossing = _classes(school, groups, day)
    ringing = school.ringing()
    ends: dict[tuple[str, int], list[str]] = {}
    for number, group, kind, grade, of in rows:
        end = ringing.of(day, number, grade, of)[1]
        for place in _places(kind, group, of, crossing):
            ends.setdefault(place, []).append(end)
    found = {
        CourseId(course): latest(end for place in _places(kind, group, of, crossing) for end in ends.get(place, ()))
        for course, group, kind, of in asked
    }
    return {course: last for course, last in found.items() if last is not None}


def _places(kind: str, group: int, of: int, crossing: Crossing) -> list[tuple[str, int]]:
    """Whose lessons count: the pupil's alone, the class's, those of the group and of all its classes."""
    if kind == GroupKind.INDIVIDUAL:
        return [(kind, group)]
    if kind == GroupKind.CROSS:
        return [(kind, group), *((GroupKind.CLASS.value, one) for one in crossing.get(group, ()))]
    return [(GroupKind.CLASS.value, of)]


def _classes(school: School, groups: set[int], day: date) -> Crossing:
    """The classes of the pupils of groups on a day."""
    if not groups:
        return {}
    rows = school.db.sql(
        "SELECT DISTINCT m.study_group, k.id FROM membership m JOIN membership o ON o.pupil=m.pupil"
        " JOIN study_group k ON k.id=o.study_group AND k.kind='class'"
        f" WHERE m.study_group IN ({','.join('?' * len(groups))}) AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?)"
        " AND o.starts<=? AND (o.ends IS NULL OR o.ends>=?)",
        *groups, *[day.isoformat()] * 4,
    )  # fmt: skip
    found: dict[int, frozenset[int]] = {}
    for group, school_class in rows:
        found[group] = found.get(group, frozenset()) | {school_class}
    return found
