"""Lesson plans: what stands next for a lesson that has no topic yet."""

from collections.abc import Iterable

from ..domain.lessons import LessonId
from .school import School

Offer = tuple[int, str, str, int | None]
"""An entry of a plan: its id, topic, homework and kind of work."""


def is_of(school: School, course: int, entry: int) -> bool:
    """Whether an entry is of the plan of this course."""
    return bool(school.db.sql("SELECT 1 FROM plan_entry WHERE id=? AND course=?", entry, course))


def offers(school: School, lessons: Iterable[int]) -> dict[LessonId, Offer]:
    """What the plans of their courses offer to lessons without a topic.

    The unused entries of a plan are dealt out to its course's lessons without a topic in the order of their dates.
    """
    wanted = list(lessons)
    if not wanted:
        return {}
    marks = ",".join("?" * len(wanted))
    courses = f"SELECT course FROM lesson WHERE id IN ({marks})"
    rows = school.db.sql(
        "SELECT l.id, e.id, e.topic, e.homework, e.work_kind FROM"
        " (SELECT id, course, ROW_NUMBER() OVER (PARTITION BY course ORDER BY day, number) AS place FROM lesson"
        f" WHERE course IN ({courses}) AND plan_entry IS NULL AND topic='' AND state IN ('planned','held')) l"
        " JOIN (SELECT id, course, topic, homework, work_kind,"
        " ROW_NUMBER() OVER (PARTITION BY course ORDER BY number) AS place FROM plan_entry"
        f" WHERE course IN ({courses}) AND id NOT IN"
        f" (SELECT plan_entry FROM lesson WHERE course IN ({courses}) AND plan_entry IS NOT NULL)) e"
        f" ON e.course=l.course AND e.place=l.place WHERE l.id IN ({marks})",
        *wanted, *wanted, *wanted, *wanted,
    )  # fmt: skip
    return {LessonId(lesson): (entry, topic, homework, kind) for lesson, entry, topic, homework, kind in rows}
