"""The lessons of the journal beside what timetable and calendar ask for: read, and brought in line."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from ...domain.groups.groups import CourseId, GroupKind
from ...domain.journal.lessons import LessonId, LessonState
from ...domain.timetable.laying import Bears, Laying, Planned, Standing, asked, lay
from ...domain.timetable.timetable import CoursePlace, Version
from ...domain.years.year import Calendar
from ..school import School
from . import timetable

LESSON = ("course", "day", "number", "room", "state", "topic")


def look(
    school: School, first: date, last: date, *, courses: Collection[CourseId] | None = None,
    versions: Sequence[Version] | None = None, calendar: Calendar | None = None, back: Laying | None = None,
) -> Laying:
    """What a stretch of days would change in the lessons, of some courses or of all.

    `versions` and `calendar` stand in for those of the journal: what would be if. `back` is what an earlier laying
    of the same stretch did, to be undone by this one.
    """  # fmt: skip
    year, places = calendar or school.calendar(), timetable.places(school)
    held = _only(timetable.versions(school) if versions is None else versions, courses)
    stand = [one for one in _standing(school, first, last) if courses is None or one.course in courses]
    wanted: Iterable[Planned] = asked(held, year, places, first, last)
    if any(period.closed for period in year.periods):
        # Nobody writes into a closed period, nor does a timetable.
        wanted = [one for one in wanted if _is_open(year, places, one)]
        stand = [one for one in stand if _is_open(year, places, one)]
    return lay(list(wanted), stand, back)


def _is_open(year: Calendar, places: Mapping[CourseId, CoursePlace], lesson: Planned | Standing) -> bool:
    place = places[lesson.course]
    return not year.period_of(lesson.day, place.grade, place.school_class, lesson.course).closed


def _only(versions: Sequence[Version], courses: Collection[CourseId] | None) -> Sequence[Version]:
    if courses is None:
        return versions
    return [
        Version(v.id, v.starts, v.ends, frozenset(slot for slot in v.slots if slot.course in courses))
        for v in versions
    ]


def _standing(school: School, first: date, last: date) -> list[Standing]:
    """The lessons of a stretch of days with what they bear."""
    rows = school.db.sql(
        "SELECT l.id, l.course, l.day, l.number, l.room, l.state, CASE WHEN l.topic<>'' OR l.plan_entry IS NOT NULL"
        " OR l.kind IS NOT NULL OR l.roll_at IS NOT NULL OR l.held_at IS NOT NULL"
        " OR EXISTS(SELECT 1 FROM work w WHERE w.lesson=l.id)"
        " OR EXISTS(SELECT 1 FROM conduct_note n WHERE n.lesson=l.id)"
        " OR EXISTS(SELECT 1 FROM absence a WHERE a.lesson=l.id) THEN 1 ELSE 0 END,"
        " CASE WHEN EXISTS(SELECT 1 FROM homework h WHERE h.lesson=l.id)"
        " OR EXISTS(SELECT 1 FROM personal_homework h WHERE h.lesson=l.id) THEN 1 ELSE 0 END,"
        " CASE WHEN l.substitute IS NOT NULL OR EXISTS(SELECT 1 FROM substitution s WHERE s.lesson=l.id)"
        " THEN 1 ELSE 0 END,"
        " CASE WHEN EXISTS(SELECT 1 FROM substitution s WHERE s.moved_to=l.id) THEN 1 ELSE 0 END"
        " FROM lesson l JOIN course c ON c.id=l.course JOIN study_group g ON g.id=c.study_group"
        # Lessons at home are set by date, beside every timetable.
        f" WHERE g.kind<>'{GroupKind.INDIVIDUAL}' AND l.day BETWEEN ? AND ? ORDER BY l.day, l.number, l.id",
        first.isoformat(), last.isoformat(),
    )  # fmt: skip
    return [_lesson(*row) for row in rows]


def _lesson(
    key: int, course: int, day: str, number: int, room: str, state: str, written: int, homework: int, given: int,
    moved_here: int,
) -> Standing:  # fmt: skip
    planned = state == LessonState.PLANNED
    bears = next(
        (
            bears
            for bears, so in (
                (Bears.HELD, state == LessonState.HELD), (Bears.CALLED_OFF, not planned),
                (Bears.ORDERED, given or moved_here), (Bears.HOMEWORK, homework), (Bears.WRITTEN, written),
            )
            if so
        ),
        Bears.NOTHING,
    )  # fmt: skip
    return Standing(
        LessonId(key), CourseId(course), date.fromisoformat(day), number, room, bears, planned and not moved_here
    )


def carry_out(school: School, laying: Laying) -> None:
    """Write it, inside a deed."""
    for lesson in laying.leaving:
        school.ledger.delete("lesson", lesson.id)
    school.ledger.update_many("lesson", ("room",), [(lesson.id, room) for lesson, room in laying.rooms])
    school.ledger.insert_many(
        "lesson", LESSON,
        [(one.course, one.day.isoformat(), one.number, one.room, LessonState.PLANNED.value, "")
         for one in laying.missing],
    )  # fmt: skip

