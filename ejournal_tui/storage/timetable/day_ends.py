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
    found = school.db.sql(
        "SELECT c.id, -1, g.id, g.kind, g.grade, COALESCE(g.of_class, g.id) FROM course c"
        f" JOIN study_group g ON g.id=c.study_group WHERE c.id IN ({','.join('?' * len(wanted))})"
        " UNION ALL SELECT DISTINCT 0, l.number, g.id, g.kind, g.grade, COALESCE(g.of_class, g.id) FROM lesson l"
        " JOIN course c ON c.id=l.course JOIN study_group g ON g.id=c.study_group"
        " WHERE l.day=? AND l.state IN ('planned','held')",
        *wanted, day.isoformat(),
    )  # fmt: skip
    crossing = _classes(school, {group for _course, _number, group, kind, *_rest in found if kind == GroupKind.CROSS},
                        day)  # fmt: skip
    ringing = school.ringing()
    ends: dict[tuple[str, int], list[str]] = {}
    for asked, number, group, kind, grade, of in found:
        if not asked:
            end = ringing.of(day, number, grade, of)[1]
            for place in _places(kind, group, of, crossing):
                ends.setdefault(place, []).append(end)
    last = {
        CourseId(course): latest(end for place in _places(kind, group, of, crossing) for end in ends.get(place, ()))
        for course, _number, group, kind, _grade, of in found
        if course
    }
    return {course: end for course, end in last.items() if end is not None}


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
