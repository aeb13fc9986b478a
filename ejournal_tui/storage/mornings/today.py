"""A day's lessons: of a teacher, of the whole school."""

from dataclasses import dataclass
from datetime import date

from ...domain.groups.groups import CourseId, group_title
from ...domain.journal.lessons import LessonId, LessonState
from ...domain.people.people import Name, StaffId
from ...domain.timetable.bells import Ringing
from ..school import School


@dataclass(frozen=True)
class DayLesson:
    """One lesson of a day with how far it is kept."""

    id: LessonId
    course: CourseId
    number: int
    starts: str
    """«8:30»; "" where the bells are not known."""
    ends: str
    room: str
    state: LessonState
    topic: str
    roll_at: int | None
    group: str
    """«7А» or «7А, гр. 1»."""
    school_class: int
    """The class; a group of several classes stands for itself."""
    class_name: str
    grade: int
    subject: str
    absent: int
    marks: int
    homework: str | None
    """None while nothing is said; "" for «не задано»."""
    substitute: StaffId | None
    substitute_name: str
    teachers: tuple[str, ...]
    """Those of the course on that day, surname and initials."""
    claimed: bool = False
    """Whether the substitute took it without an order, and the dispatcher has yet to confirm it."""
    moved_to: tuple[date, int] | None = None
    """The day and number at which it is held instead."""
    on_paper: bool = False
    """Whether it was kept in the paper journal: nothing of it is missing here (C25)."""
    instead: str = ""
    """The subject that is held in its place."""
    in_place_of: str = ""
    """The subject in whose place it is held."""
    extra: bool = False
    """Whether it was added to the timetable by order."""
    joint: bool = False
    """Whether its substitute keeps it together with another group's."""

    @property
    def keeper(self) -> str:
        """Who has to fill it in: the substitute where there is one."""
        return self.substitute_name or ", ".join(self.teachers)


_DAY = (
    "SELECT l.id, l.course, l.number, l.room, l.state, l.topic,"
    " l.roll_at, g.kind, g.letter, g.name, COALESCE(g.of_class, g.id), g.grade, s.name,"
    " (SELECT COUNT(*) FROM absence a WHERE a.lesson=l.id AND a.letter<>'о'),"
    " (SELECT COUNT(*) FROM mark m JOIN work w ON w.id=m.work WHERE w.lesson=l.id),"
    " CASE h.none_set WHEN 1 THEN '' ELSE h.text END, l.substitute, f.surname, f.given, f.patronymic,"
    " x.confirmed, x.kind, m.day, m.number,"
    " (SELECT s2.name FROM course c2 JOIN subject s2 ON s2.id=c2.subject WHERE c2.id=m.course),"
    " (SELECT s3.name FROM substitution y JOIN lesson a ON a.id=y.lesson JOIN course c3 ON c3.id=a.course"
    " JOIN subject s3 ON s3.id=c3.subject WHERE y.moved_to=l.id AND y.kind='other_subject'), l.on_paper_at"
    " FROM lesson l JOIN course c ON c.id=l.course JOIN study_group g ON g.id=c.study_group"
    " JOIN subject s ON s.id=c.subject LEFT JOIN homework h ON h.lesson=l.id"
    " LEFT JOIN staff f ON f.id=l.substitute"
    " LEFT JOIN substitution x ON x.lesson=l.id LEFT JOIN lesson m ON m.id=x.moved_to"
)

_TAUGHT = (
    "EXISTS (SELECT 1 FROM teaching t WHERE t.course=l.course AND t.staff=? AND t.starts<=l.day"
    " AND (t.ends IS NULL OR t.ends>=l.day))"
)

_NOW = "t.starts<=? AND (t.ends IS NULL OR t.ends>=?)"
_OWED = (
    # Whoever taught then and teaches the course still, or has nobody to pass it to; else whoever teaches it now (C18).
    f"({_TAUGHT} AND (EXISTS (SELECT 1 FROM teaching t WHERE t.course=l.course AND {_NOW} AND t.staff=?)"
    f" OR NOT EXISTS (SELECT 1 FROM teaching t WHERE t.course=l.course AND {_NOW}))"
    f" OR EXISTS (SELECT 1 FROM teaching t WHERE t.course=l.course AND t.staff=? AND {_NOW})"
    " AND NOT EXISTS (SELECT 1 FROM teaching u JOIN teaching t ON t.course=u.course AND t.staff=u.staff"
    f" WHERE u.course=l.course AND u.starts<=l.day AND (u.ends IS NULL OR u.ends>=l.day) AND {_NOW}))"
)


def _line(row: tuple[object, ...], teachers: dict[int, tuple[str, ...]], ringing: Ringing, day: date) -> DayLesson:
    (
        key, course, number, room, state, topic, roll, kind, letter, name, school_class, grade, subject,
        absent, marks, homework, substitute, surname, given, patronymic, confirmed, order, moved_day,
        moved_number, other_subject, in_place_of, paper,
    ) = row  # fmt: skip
    group = group_title(str(kind), grade, str(letter), str(name))  # type: ignore[arg-type]  # a row of the driver
    starts, ends = ringing.of(day, number, grade, school_class)  # type: ignore[arg-type]
    return DayLesson(
        LessonId(key), CourseId(course), number, starts, ends, str(room), LessonState(str(state)),  # type: ignore[arg-type]
        str(topic), roll, group, school_class, f"{grade}{letter}" if letter else group, grade, str(subject),  # type: ignore[arg-type]
        absent, marks, homework, substitute,  # type: ignore[arg-type]
        Name(str(surname), str(given), str(patronymic)).initials if surname else "", teachers.get(course, ()),  # type: ignore[call-overload]
        confirmed == 0, (date.fromisoformat(str(moved_day)), moved_number) if order == "moved" else None,  # type: ignore[arg-type]
        paper is not None,
        str(other_subject) if order == "other_subject" else "", str(in_place_of or ""), order == "extra",
        order == "joint",
    )  # fmt: skip


def _teachers(school: School, day: date) -> dict[int, tuple[str, ...]]:
    """The teachers of the day's courses."""
    rows = school.db.sql(
        "SELECT DISTINCT t.course, f.search_key, f.surname, f.given, f.patronymic FROM teaching t"
        " JOIN staff f ON f.id=t.staff JOIN lesson l ON l.course=t.course AND l.day=?"
        " WHERE t.starts<=l.day AND (t.ends IS NULL OR t.ends>=l.day) ORDER BY t.course, f.search_key",
        day.isoformat(),
    )
    found: dict[int, tuple[str, ...]] = {}
    for course, _key, *name in rows:
        found[course] = (*found.get(course, ()), Name(*name).initials)
    return found


def of_teacher(school: School, staff: int, day: date) -> list[DayLesson]:
    """The lessons somebody gives on a day, substitutions in and out included."""
    rows = school.db.sql(
        f"{_DAY} WHERE l.day=? AND ({_TAUGHT} OR l.substitute=?) ORDER BY l.number, g.grade, g.letter, g.name, l.id",
        day.isoformat(), staff, staff,
    )  # fmt: skip
    teachers, ringing = _teachers(school, day), school.ringing()
    return [_line(row, teachers, ringing, day) for row in rows]


@dataclass(frozen=True)
class Beside:
    """What there is beside the lessons of somebody's day; asked at once, so that a quiet day costs one question."""

    kept: bool
    """Whether anything is on record of any lesson."""
    corrections: bool
    """Whether requests to correct were ever made."""
    results: bool
    """Whether results wait for an approval or are put off."""


def beside(school: School, staff: int, account: int) -> Beside:
    """Of a person's lessons, requests and results."""
    ((kept, corrections, results),) = school.db.sql(
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM lesson l WHERE l.held_at IS NOT NULL"
        " AND (l.substitute=? OR l.course IN (SELECT course FROM teaching WHERE staff=?))) THEN 1 ELSE 0 END,"
        " CASE WHEN EXISTS (SELECT 1 FROM correction WHERE staff=?) THEN 1 ELSE 0 END,"
        " CASE WHEN EXISTS (SELECT 1 FROM result_raise WHERE author=?)"
        " OR EXISTS (SELECT 1 FROM result_deferral) THEN 1 ELSE 0 END",
        staff, staff, staff, account,
    )  # fmt: skip
    return Beside(bool(kept), bool(corrections), bool(results))


def of_school(school: School, day: date) -> list[DayLesson]:
    """Every lesson of a day, by class and number."""
    rows = school.db.sql(f"{_DAY} WHERE l.day=? ORDER BY g.grade, g.letter, l.number, g.name, l.id", day.isoformat())
    teachers, ringing = _teachers(school, day), school.ringing()
    return [_line(row, teachers, ringing, day) for row in rows]


def owed_by(staff: int, today: date) -> tuple[str, tuple[object, ...]]:
    """The condition that somebody has to keep a lesson `l`, or to bring it up to date, with its values."""
    now = (today.isoformat(), today.isoformat())
    return (
        "(l.substitute=? OR (l.course IN (SELECT course FROM teaching WHERE staff=?)"
        f" AND l.substitute IS NULL AND {_OWED}))",
        (staff, staff, staff, *now, staff, *now, staff, *now, *now),
    )
