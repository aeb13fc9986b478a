"""A day's lessons: of a teacher, of a class, of the whole school."""

from dataclasses import dataclass
from datetime import date

from .school import School


@dataclass(frozen=True)
class DayLesson:
    """One lesson of a day with how far it is kept."""

    lesson: int
    course: int
    number: int
    room: str
    state: str
    topic: str
    roll_at: int | None
    substitute: int | None
    group: str
    """«7А» or «7А, гр. 1»."""
    school_class: int
    grade: int
    subject: str
    markless: bool
    absent: int
    marks: int
    homework: str | None
    homework_due: str | None
    teacher: str


_DAY = (
    "SELECT l.id, l.course, l.number, l.room, l.state, l.topic, l.roll_at, l.substitute, g.kind, g.grade, g.letter,"
    " g.name, COALESCE(g.of_class, g.id), s.name, s.markless,"
    " (SELECT COUNT(*) FROM absence a WHERE a.lesson=l.id AND a.letter<>'о'),"
    " (SELECT COUNT(*) FROM mark m JOIN work w ON w.id=m.work WHERE w.lesson=l.id),"
    " h.text, h.none_set, h.due, f.surname, f.given, f.patronymic"
    " FROM lesson l JOIN course c ON c.id=l.course JOIN study_group g ON g.id=c.study_group"
    " JOIN subject s ON s.id=c.subject LEFT JOIN homework h ON h.lesson=l.id"
    " LEFT JOIN teaching t ON t.course=c.id AND t.starts<=l.day AND (t.ends IS NULL OR t.ends>=l.day)"
    " LEFT JOIN staff f ON f.id=t.staff"
)


def _line(row: tuple[object, ...]) -> DayLesson:
    (
        key, course, number, room, state, topic, roll, substitute, kind, grade, letter, name, school_class, subject,
        markless, absent, marks, text, none_set, due, surname, given, patronymic,
    ) = row  # fmt: skip
    group = f"{grade}{letter}" if kind == "class" else f"{grade}{letter}, {name}"
    initials = " ".join(f"{str(part)[0]}." for part in (given, patronymic) if part)
    return DayLesson(
        key, course, number, str(room), str(state), str(topic), roll, substitute, group, school_class, grade,  # type: ignore[arg-type]  # a row of the driver
        str(subject), bool(markless) or grade == 1, absent, marks,  # type: ignore[arg-type]
        None if text is None else "" if none_set else str(text), due and str(due),  # type: ignore[arg-type]
        f"{surname} {initials}" if surname else "",
    )  # fmt: skip


def of_teacher(school: School, staff: int, day: date) -> list[DayLesson]:
    """The lessons somebody gives on a day, substitutions in and out included."""
    rows = school.db.sql(
        f"{_DAY} WHERE l.day=? AND (t.staff=? OR l.substitute=?) ORDER BY l.number, g.grade, g.letter, g.name",
        day.isoformat(), staff, staff,
    )  # fmt: skip
    return [_line(row) for row in rows]


def of_school(school: School, day: date) -> list[DayLesson]:
    """Every lesson of a day, by class and number."""
    rows = school.db.sql(f"{_DAY} WHERE l.day=? ORDER BY g.grade, g.letter, l.number, g.name", day.isoformat())
    return [_line(row) for row in rows]
