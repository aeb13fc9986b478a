"""Courses and lessons of pupils taught at home, each alone with a teacher (C14)."""

from datetime import date

from ...domain.groups.groups import CourseId, GroupKind, group_title
from ...domain.people.cards import OwnCourse
from ...domain.people.people import Name
from ..groups import groups
from ..log.records import Record
from ..school import School

LESSON = (
    "course", "day", "number", "room", "state", "topic", "plan_entry", "kind", "substitute", "roll_at", "held_at",
    "on_paper_at",
)  # fmt: skip
_OF_PUPIL = (
    " FROM membership m JOIN study_group g ON g.id=m.study_group JOIN course c ON c.study_group=g.id"
    " JOIN subject s ON s.id=c.subject WHERE g.kind='individual' AND m.pupil=? AND (m.ends IS NULL OR m.ends>=?)"
)


def group_of(school: School, pupil: int, day: date) -> int | None:
    """The group of a pupil alone, on a day or later."""
    rows = school.db.sql(
        "SELECT g.id FROM membership m JOIN study_group g ON g.id=m.study_group WHERE g.kind='individual'"
        " AND m.pupil=? AND (m.ends IS NULL OR m.ends>=?) ORDER BY m.id DESC LIMIT 1",
        pupil, day.isoformat(),
    )  # fmt: skip
    return int(rows[0][0]) if rows else None


def new_group(school: School, record: Record, pupil: int, school_class: int, day: date, words: str) -> int:
    """A group of one; it is called by a number, for names stay out of the log."""
    ((grade, letter),) = school.db.sql("SELECT grade, letter FROM study_group WHERE id=?", school_class)
    ((count,),) = school.db.sql(
        "SELECT COUNT(*) FROM study_group WHERE kind='individual' AND of_class=?", school_class
    )
    group = record.insert(
        "study_group", year=school.year(), kind=GroupKind.INDIVIDUAL.value, name=words.format(number=count + 1),
        grade=grade, letter=letter, of_class=school_class,
    )  # fmt: skip
    record.insert(
        "membership", study_group=group, pupil=pupil, starts=day.isoformat(), ends=None, order_number="",
        left_order="",
    )  # fmt: skip
    return group


def courses(school: School, pupil: int, today: date) -> list[OwnCourse]:
    """What is taught to a pupil alone, by subject, with the lessons still to come."""
    rows = school.db.sql(f"SELECT c.id, s.name, c.half_hours{_OF_PUPIL} ORDER BY s.name", pupil, today.isoformat())
    names = groups.teacher_names(school, [key for key, *_rest in rows], today)
    ahead: dict[int, list[tuple[date, int]]] = {}
    for course, day, number in school.db.sql(
        f"SELECT l.course, l.day, l.number FROM lesson l WHERE l.day>=? AND l.state='planned' AND l.course IN"
        f" (SELECT c.id{_OF_PUPIL}) ORDER BY l.day, l.number",
        today.isoformat(), pupil, today.isoformat(),
    ):  # fmt: skip
        ahead.setdefault(course, []).append((date.fromisoformat(day), number))
    return [
        OwnCourse(CourseId(key), subject, hours, names.get(CourseId(key), ()), tuple(ahead.get(key, ())))
        for key, subject, hours in rows
    ]


def teachers_of(school: School, pupil: int, day: date) -> list[tuple[int, str, int, str]]:
    """Subject, its name, staff and name of everybody who teaches a subject of a pupil's classes on a day."""
    rows = school.db.sql(
        "SELECT DISTINCT s.id, s.name, f.id, f.search_key, f.surname, f.given, f.patronymic FROM course c"
        " JOIN subject s ON s.id=c.subject JOIN teaching t ON t.course=c.id AND t.starts<=?"
        " AND (t.ends IS NULL OR t.ends>=?) JOIN staff f ON f.id=t.staff WHERE s.id IN"
        " (SELECT o.subject FROM membership m JOIN course o ON o.study_group=m.study_group WHERE m.pupil=?"
        " AND (m.ends IS NULL OR m.ends>=?)) ORDER BY s.name, f.search_key, f.id",
        day.isoformat(), day.isoformat(), pupil, day.isoformat(),
    )  # fmt: skip
    return [(subject, name, staff, Name(*who).initials) for subject, name, staff, _key, *who in rows]


def pupil_of(school: School, course: int) -> int | None:
    """Whose course it is, where it is taught to one pupil alone."""
    rows = school.db.sql(
        "SELECT m.pupil FROM course c JOIN study_group g ON g.id=c.study_group JOIN membership m ON m.study_group=g.id"
        " WHERE c.id=? AND g.kind='individual' ORDER BY m.id DESC LIMIT 1",
        course,
    )  # fmt: skip
    return int(rows[0][0]) if rows else None


def held_then(school: School, day: date, number: int, staff: tuple[int, ...], group: int) -> str | None:
    """What a teacher or the pupil has at a day and number, «7А Русский язык»; None where both are free."""
    marks = ",".join("?" * len(staff))
    rows = school.db.sql(
        "SELECT g.kind, g.grade, g.letter, g.name, s.name FROM lesson l JOIN course c ON c.id=l.course"
        " JOIN study_group g ON g.id=c.study_group JOIN subject s ON s.id=c.subject"
        " WHERE l.day=? AND l.number=? AND l.state IN ('planned','held') AND (g.id=?"
        f" OR l.substitute IN ({marks}) OR (l.substitute IS NULL AND EXISTS (SELECT 1 FROM teaching t"
        f" WHERE t.course=c.id AND t.staff IN ({marks}) AND t.starts<=l.day AND (t.ends IS NULL OR t.ends>=l.day))))"
        " ORDER BY l.id LIMIT 1",
        day.isoformat(), number, group, *staff, *staff,
    ) if staff else []  # fmt: skip
    return f"{group_title(*rows[0][:4])} {rows[0][4]}" if rows else None


def end(school: School, record: Record, pupil: int, day: date) -> None:
    """Take out the lessons of a pupil alone from a day on, those of which nothing is on record."""
    for (key,) in school.db.sql(
        "SELECT l.id FROM lesson l JOIN course c ON c.id=l.course JOIN study_group g ON g.id=c.study_group"
        " WHERE g.kind='individual' AND l.day>=? AND l.state='planned' AND l.topic='' AND l.roll_at IS NULL"
        " AND EXISTS (SELECT 1 FROM membership m WHERE m.study_group=g.id AND m.pupil=?)"
        " AND NOT EXISTS (SELECT 1 FROM work w WHERE w.lesson=l.id)"
        " AND NOT EXISTS (SELECT 1 FROM homework h WHERE h.lesson=l.id)"
        " AND NOT EXISTS (SELECT 1 FROM conduct_note n WHERE n.lesson=l.id)"
        " AND NOT EXISTS (SELECT 1 FROM personal_homework h WHERE h.lesson=l.id)"
        " AND NOT EXISTS (SELECT 1 FROM absence a WHERE a.lesson=l.id)"
        " AND NOT EXISTS (SELECT 1 FROM substitution x WHERE x.lesson=l.id OR x.moved_to=l.id) ORDER BY l.id",
        day.isoformat(), pupil,
    ):  # fmt: skip
        record.delete("lesson", key, LESSON)
