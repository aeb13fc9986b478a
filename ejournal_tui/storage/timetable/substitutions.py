"""A day's lessons as substitutions need them: who keeps each, what was ordered, who is away, who is free."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ...domain.groups.groups import CourseId, GroupKind, group_title
from ...domain.journal.lessons import LessonId, LessonState
from ...domain.people.people import ClassId, Name, StaffId
from ...domain.timetable.substitutions import Away, Kind, Order, Reason
from ..school import School


@dataclass(frozen=True)
class Placed:
    """A lesson at its day and number."""

    id: LessonId
    course: CourseId
    day: date
    number: int
    room: str
    state: LessonState
    starts: str
    """«8:30»; "" where the bells are not known."""
    ends: str
    subject: int
    subject_name: str
    group: int
    group_title: str
    school_class: ClassId
    """The class; a group of several classes stands for itself."""
    whole_class: bool
    grade: int
    substitute: StaffId | None
    teachers: tuple[StaffId, ...]
    """Those of the course on that day."""
    order: Order | None
    alone: bool = False
    """Whether it is taught to one pupil at home, apart from the class (C14)."""

    @property
    def keepers(self) -> tuple[StaffId, ...]:
        """Who has to keep it."""
        return self.teachers if self.substitute is None else (self.substitute,)

    def has_no_teacher(self, away: Iterable[StaffId]) -> bool:
        """Whether it should be held and everybody who keeps it is away, or its course has no teacher that day."""
        return self.state is LessonState.PLANNED and set(self.keepers) <= set(away)


_PLACED = (
    "SELECT l.id, l.course, l.day, l.number, l.room, l.state, s.id,"
    " s.name, g.id, g.kind, g.grade, g.letter, g.name, COALESCE(g.of_class, g.id), l.substitute,"
    " x.kind, x.reason, x.order_number, x.substitute, x.confirmed, x.moved_to"
    " FROM lesson l JOIN course c ON c.id=l.course JOIN subject s ON s.id=c.subject"
    " JOIN study_group g ON g.id=c.study_group"
    " LEFT JOIN substitution x ON x.lesson=l.id"
)
_TEACHERS = (
    "SELECT l.id, t.staff FROM lesson l JOIN teaching t ON t.course=l.course AND t.starts<=l.day"
    " AND (t.ends IS NULL OR t.ends>=l.day) LEFT JOIN substitution x ON x.lesson=l.id"
)
_ORDER = " ORDER BY l.day, l.number, g.grade, g.letter, g.name, l.id"


def _order(
    kind: str | None, reason: str, number: str, substitute: int | None, confirmed: int, moved_to: int | None
) -> Order | None:
    if kind is None:
        return None
    return Order(
        Kind(kind), Reason(reason), number, StaffId(substitute) if substitute else None, bool(confirmed),
        LessonId(moved_to) if moved_to else None,
    )  # fmt: skip


def _placed(school: School, where: str, *values: object) -> list[Placed]:
    teachers: dict[int, tuple[StaffId, ...]] = {}
    for lesson, staff in school.db.sql(f"{_TEACHERS} WHERE {where} ORDER BY t.id", *values):
        teachers[lesson] = (*teachers.get(lesson, ()), StaffId(staff))
    found, ringing = [], school.ringing()
    for row in school.db.sql(f"{_PLACED} WHERE {where}{_ORDER}", *values):
        key, course, day, number, room, state, subject, name, group, kind, *rest = row
        grade, letter, title, of, substitute, *order = rest
        bell = ringing.of(date.fromisoformat(day), number, grade, of)
        found.append(
            Placed(
                LessonId(key), CourseId(course), date.fromisoformat(day), number, room, LessonState(state), *bell,
                subject, name, group, group_title(kind, grade, letter, title), ClassId(of), kind == "class",
                grade, substitute and StaffId(substitute), teachers.get(key, ()), _order(*order),
                kind == GroupKind.INDIVIDUAL,
            )
        )  # fmt: skip
    return found


def of_day(school: School, day: date, last: date | None = None) -> list[Placed]:
    """Every lesson of a day, or of a stretch of days, by number and class."""
    return _placed(school, "l.day BETWEEN ? AND ?", day.isoformat(), (last or day).isoformat())


def at(school: School, day: date, number: int) -> list[Placed]:
    """Every lesson at a day and number, by class."""
    return _placed(school, "l.day=? AND l.number=?", day.isoformat(), number)


def one(school: School, lesson: int) -> Placed | None:
    """A lesson at its place."""
    found = _placed(school, "l.id=?", lesson)
    return found[0] if found else None


def ordered(school: School, first: date, last: date) -> list[Placed]:
    """The lessons of a stretch of days about which something was ordered."""
    return _placed(school, "x.id IS NOT NULL AND l.day BETWEEN ? AND ?", first.isoformat(), last.isoformat())


def moved_to(school: School, day: date) -> list[tuple[Placed, Placed]]:
    """The lessons that were moved to a day, each with the place that it left."""
    found = []
    for left, here in school.db.sql(
        "SELECT x.lesson, l.id FROM substitution x JOIN lesson l ON l.id=x.moved_to WHERE l.day=? AND x.kind=?"
        " ORDER BY x.id",
        day.isoformat(), Kind.MOVED.value,
    ):  # fmt: skip
        pair = one(school, here), one(school, left)
        if pair[0] is not None and pair[1] is not None:
            found.append((pair[0], pair[1]))
    return found


def moved_here(school: School, lesson: int) -> list[LessonId]:
    """The places that a lesson was moved away from, the latest first."""
    return [LessonId(key) for (key,) in school.db.sql(
        "SELECT lesson FROM substitution WHERE moved_to=? ORDER BY id DESC", lesson
    )]  # fmt: skip


def moved(school: School, lessons: Iterable[int]) -> set[LessonId]:
    """Which of these lessons were moved to where they are."""
    wanted = list(lessons)
    marks = ",".join("?" * len(wanted))
    rows = school.db.sql(f"SELECT moved_to FROM substitution WHERE moved_to IN ({marks})", *wanted) if wanted else []
    return {LessonId(key) for (key,) in rows}


def order_of(school: School, lesson: int) -> Order | None:
    """What stands at a lesson by order."""
    rows = school.db.sql(
        "SELECT kind, reason, order_number, substitute, confirmed, moved_to FROM substitution WHERE lesson=?", lesson
    )
    return _order(*rows[0]) if rows else None


def orders(school: School, lessons: Iterable[int]) -> dict[LessonId, Order]:
    """What stands at lessons by order."""
    wanted = list(lessons)
    rows = school.db.sql(
        "SELECT lesson, kind, reason, order_number, substitute, confirmed, moved_to FROM substitution"
        f" WHERE lesson IN ({','.join('?' * len(wanted))})",
        *wanted,
    ) if wanted else []  # fmt: skip
    return {LessonId(key): order for key, *row in rows if (order := _order(*row)) is not None}


def put_order(school: School, lesson: int, order: Order | None) -> None:
    """Write what stands at a lesson by order, inside a deed."""
    rows = school.db.sql("SELECT id FROM substitution WHERE lesson=?", lesson)
    if order is None:
        for (key,) in rows:
            school.ledger.delete("substitution", key)
        return
    values = dict(zip(ORDER, order_row(order), strict=True))
    if rows:
        school.ledger.update("substitution", rows[0][0], **values)
    else:
        school.ledger.insert("substitution", lesson=lesson, **values)


ORDER = ("kind", "substitute", "reason", "order_number", "confirmed", "moved_to")


def order_row(order: Order) -> tuple[object, ...]:
    """An order as the columns of `ORDER`."""
    return (
        order.kind.value, order.substitute, order.reason.value, order.number, int(order.confirmed), order.moved_to,
    )  # fmt: skip


def away(school: School, day: date) -> dict[StaffId, Away]:
    """Who of the staff is not at school on a day."""
    rows = school.db.sql(
        "SELECT staff, starts, ends, reason, order_number FROM staff_absence WHERE starts<=? AND ends>=?",
        day.isoformat(), day.isoformat(),
    )  # fmt: skip
    return {StaffId(staff): _away(*rest) for staff, *rest in rows}


def _away(starts: str, ends: str, reason: str, number: str) -> Away:
    return Away(date.fromisoformat(starts), date.fromisoformat(ends), Reason(reason), number)


def away_from(school: School, staff: int, starts: date) -> tuple[int, Away] | None:
    """The absence of somebody that begins on a day, with its id."""
    rows = school.db.sql(
        "SELECT id, starts, ends, reason, order_number FROM staff_absence WHERE staff=? AND starts=?",
        staff, starts.isoformat(),
    )  # fmt: skip
    return (rows[0][0], _away(*rows[0][1:])) if rows else None


def away_between(school: School, staff: int, first: date, last: date) -> list[Away]:
    """The absences of somebody that meet a stretch of days."""
    rows = school.db.sql(
        "SELECT starts, ends, reason, order_number FROM staff_absence WHERE staff=? AND starts<=? AND ends>=?"
        " ORDER BY starts",
        staff, last.isoformat(), first.isoformat(),
    )  # fmt: skip
    return [_away(*row) for row in rows]


def teaching_staff(school: School, day: date) -> dict[StaffId, Name]:
    """Everybody who may keep lessons on a day, by name."""
    rows = school.db.sql(
        "SELECT DISTINCT f.search_key, f.id, f.surname, f.given, f.patronymic FROM staff f"
        " JOIN staff_role r ON r.staff=f.id AND r.role='teacher' AND r.starts<=? AND (r.ends IS NULL OR r.ends>=?)"
        " LEFT JOIN account a ON a.staff=f.id WHERE COALESCE(a.disabled, 0)=0 ORDER BY f.search_key, f.id",
        day.isoformat(), day.isoformat(),
    )  # fmt: skip
    return {StaffId(key): Name(*name) for _sort, key, *name in rows}


def names(school: School, staff: Iterable[int]) -> dict[StaffId, str]:
    """Surnames with initials."""
    wanted = sorted(set(staff))
    rows = school.db.sql(
        f"SELECT id, surname, given, patronymic FROM staff WHERE id IN ({','.join('?' * len(wanted))})", *wanted
    ) if wanted else []  # fmt: skip
    return {StaffId(key): Name(*name).initials for key, *name in rows}


def skills(school: School, day: date) -> list[tuple[StaffId, int, ClassId]]:
    """What everybody teaches on a day: who, which subject, which class."""
    rows = school.db.sql(
        "SELECT t.staff, c.subject, COALESCE(g.of_class, g.id) FROM teaching t JOIN course c ON c.id=t.course"
        " JOIN study_group g ON g.id=c.study_group"
        " WHERE g.year=? AND t.starts<=? AND (t.ends IS NULL OR t.ends>=?)",
        school.year(day), day.isoformat(), day.isoformat(),
    )  # fmt: skip
    return [(StaffId(staff), subject, ClassId(of)) for staff, subject, of in rows]


def share_pupils(school: School, group: int, day: date) -> set[int]:
    """The groups in which pupils of this group learn too on a day, the group itself among them."""
    rows = school.db.sql(
        "SELECT DISTINCT o.study_group FROM membership m JOIN membership o ON o.pupil=m.pupil"
        " WHERE m.study_group=? AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?)"
        " AND o.starts<=? AND (o.ends IS NULL OR o.ends>=?)",
        group, *[day.isoformat()] * 4,
    )  # fmt: skip
    return {group, *(key for (key,) in rows)}


def unattended(school: School, day: date) -> int:
    """How many lessons of a day have nobody to keep them; asked only where somebody is away."""
    absent = away(school, day)
    return sum(lesson.has_no_teacher(absent) for lesson in of_day(school, day)) if absent else 0


def joined(school: School, lesson: int) -> list[Placed]:
    """The lessons that one teacher keeps together with this one by order (C08)."""
    rows = school.db.sql(
        "SELECT DISTINCT o.id FROM lesson l JOIN lesson o ON o.day=l.day AND o.number=l.number AND o.id<>l.id"
        " JOIN substitution x ON x.lesson IN (l.id, o.id) AND x.kind=? AND x.confirmed=1"
        " WHERE l.id=? ORDER BY o.id",
        Kind.JOINT.value, lesson,
    )  # fmt: skip
    if not rows or (here := one(school, lesson)) is None or not here.state.takes_place:
        return []
    others = filter(None, (one(school, key) for (key,) in rows))
    return [
        other for other in others
        if other.state.takes_place and other.subject == here.subject and set(other.keepers) & set(here.keepers)
    ]  # fmt: skip
