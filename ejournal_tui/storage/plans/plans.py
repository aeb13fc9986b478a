"""Lesson plans: their lines, who approved them, and what stands next for a lesson that has no topic yet."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ...domain.groups.groups import CourseId
from ...domain.journal.lessons import LessonId
from ...domain.people.people import Name
from ...domain.plans.plans import Lines, PlanLine
from ..school import School

Offer = tuple[int, str, str, int | None]
"""An entry of a plan: its id, topic, homework and kind of work."""
_COLUMNS = ("number", "topic", "homework", "work_kind", "section", "planned_on")


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


def lines_of(school: School, courses: Iterable[int]) -> dict[CourseId, Lines]:
    """The plans of courses, line by line; a course without a plan is missing."""
    wanted = list(courses)
    if not wanted:
        return {}
    found: dict[CourseId, list[PlanLine]] = {}
    rows = school.db.sql(
        "SELECT course, id, topic, homework, work_kind, section, planned_on FROM plan_entry"
        f" WHERE course IN ({','.join('?' * len(wanted))}) ORDER BY course, number",
        *wanted,
    )
    for course, *line in rows:
        found.setdefault(CourseId(course), []).append(_line(*line))
    return {course: tuple(lines) for course, lines in found.items()}


def _line(key: int, topic: str, homework: str, kind: int | None, section: str, day: str | None) -> PlanLine:
    return PlanLine(topic, homework, kind, section, date.fromisoformat(day) if day else None, key)


def lines(school: School, course: int) -> Lines:
    """The plan of one course."""
    return lines_of(school, [course]).get(CourseId(course), ())


def given(school: School, course: int) -> frozenset[int]:
    """The entries that lessons of the course have used."""
    rows = school.db.sql("SELECT DISTINCT plan_entry FROM lesson WHERE course=? AND plan_entry IS NOT NULL", course)
    return frozenset(key for (key,) in rows)


def last_change(school: School, course: int, verbs: Sequence[str]) -> tuple[int, int] | None:
    """Whose deed wrote the plan last, and when: a line that was taken out has left nothing but the deed."""
    rows = school.db.sql(
        f"SELECT actor, at, facts FROM deed WHERE verb IN ({','.join('?' * len(verbs))}) AND outcome='done'"
        " ORDER BY seq DESC",
        *verbs,
    )
    for actor, at, text in rows:
        facts = json.loads(text)
        if course in (facts.get("course"), *facts.get("courses", ())):
            return actor, at
    return None


def put(school: School, course: int, after: Sequence[PlanLine]) -> None:
    """Make a course's plan these lines, inside a deed; lines keep their entries, and their order among each other."""
    stands = dict(school.db.sql("SELECT id, number FROM plan_entry WHERE course=? ORDER BY number", course))
    rows = [(line.key, n, *_values(line)) for n, line in enumerate(after, 1)]
    kept = [row for row in rows if row[0] in stands]
    for key in stands.keys() - {row[0] for row in kept}:
        school.ledger.delete("plan_entry", key)
    # A number is free before it is taken: those that go up from below, those that go down from above.
    up = [row for row in kept if row[1] <= stands[row[0]]]
    down = [row for row in reversed(kept) if row[1] > stands[row[0]]]
    school.ledger.update_many("plan_entry", _COLUMNS, [*up, *down])
    new = [(course, *row[1:]) for row in rows if row[0] not in stands]
    school.ledger.insert_many("plan_entry", ("course", *_COLUMNS), new)


def _values(line: PlanLine) -> tuple[object, ...]:
    return line.topic, line.homework, line.work_kind, line.section, line.day and line.day.isoformat()


@dataclass(frozen=True)
class Approval:
    """The deputy head's agreement to a plan as it was."""

    staff: int
    at: int
    """The instant, milliseconds of UTC."""
    digest: str
    """What the plan said."""


def approvals(school: School, courses: Iterable[int]) -> dict[CourseId, tuple[Approval, Name]]:
    """The approvals of courses' plans with the names of who gave them."""
    wanted = list(courses)
    if not wanted:
        return {}
    rows = school.db.sql(
        "SELECT a.course, a.staff, a.at, a.digest, s.surname, s.given, s.patronymic FROM plan_approval a"
        f" JOIN staff s ON s.id=a.staff WHERE a.course IN ({','.join('?' * len(wanted))})",
        *wanted,
    )
    return {
        CourseId(course): (Approval(staff, at, said), Name(*name)) for course, staff, at, said, *name in rows
    }


def agreed(school: School, course: int) -> tuple[str, Lines]:
    """What the plan of a course said when it was agreed to, "" when it never was, and its lines, in one question."""
    rows = school.db.sql(
        "SELECT a.digest, e.id, e.topic, e.homework, e.work_kind, e.section, e.planned_on FROM plan_approval a"
        " JOIN plan_entry e ON e.course=a.course WHERE a.course=? ORDER BY e.number",
        course,
    )
    return (rows[0][0], tuple(_line(*line) for _said, *line in rows)) if rows else ("", ())


def put_approval(school: School, course: int, approval: Approval | None) -> None:
    """Write an approval down, or take it away, inside a deed."""
    stands = school.db.sql("SELECT id FROM plan_approval WHERE course=?", course)
    if approval is None:
        for (key,) in stands:
            school.ledger.delete("plan_approval", key)
    elif stands:
        school.ledger.update("plan_approval", stands[0][0], **vars(approval))
    else:
        school.ledger.insert("plan_approval", course=course, **vars(approval))
