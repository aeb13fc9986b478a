"""Classes, groups and courses: who learns in them and when, who teaches them and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ...domain.errors import Invalid
from ...domain.groups.groups import CourseId, GroupKind, group_title
from ...domain.people.people import ClassId, Name, PupilId, Span, StaffId
from ...domain.years.year import YearId
from ...i18n import _
from ..school import School


@dataclass(frozen=True)
class CourseFacts:
    """A course with what its heading needs."""

    id: CourseId
    subject: str
    short: str
    markless: bool
    group: int
    group_title: str
    """«7А» or «7А, гр. 1»."""
    grade: int
    school_class: ClassId | None
    half_hours: int
    subject_id: int
    year: YearId
    individual: bool = False
    """Whether it is taught to one pupil alone (C14)."""


_COURSE = (
    "SELECT c.id, s.name, s.short, s.markless, g.id, g.name, g.grade, g.letter, g.kind, g.of_class, c.half_hours,"
    " c.subject, g.year"
    " FROM course c JOIN subject s ON s.id=c.subject JOIN study_group g ON g.id=c.study_group"
)


def _course(row: tuple[object, ...]) -> CourseFacts:
    key, subject, short, markless, group, name, grade, letter, kind, of, hours, subject_id, year = row
    return CourseFacts(
        CourseId(key), str(subject), str(short), bool(markless) or grade == 1, group,  # type: ignore[arg-type]  # a row of the driver
        group_title(str(kind), grade, str(letter), str(name)), grade,  # type: ignore[arg-type]
        ClassId(group) if kind == "class" else of and ClassId(of), hours, subject_id, year,  # type: ignore[arg-type]
        kind == GroupKind.INDIVIDUAL,
    )  # fmt: skip


def _no_course() -> Invalid:
    return Invalid(_("There is no such course."), _("Go back and choose again."))


def course(school: School, key: int) -> CourseFacts:
    """A course; raises Invalid when there is none."""
    rows = school.db.sql(f"{_COURSE} WHERE c.id=?", key)
    if not rows:
        raise _no_course()
    return _course(rows[0])


def courses(school: School, keys: Iterable[int]) -> list[CourseFacts]:
    """These courses, as far as they are there."""
    wanted = list(keys)
    return [
        _course(row) for row in school.db.sql(f"{_COURSE} WHERE c.id IN ({','.join('?' * len(wanted))})", *wanted)
    ] if wanted else []  # fmt: skip


def courses_of_staff(school: School, staff: int, day: date) -> list[CourseFacts]:
    """The courses somebody teaches on a day, by class and subject."""
    rows = school.db.sql(
        f"{_COURSE} JOIN teaching t ON t.course=c.id WHERE t.staff=? AND t.starts<=? AND (t.ends IS NULL OR t.ends>=?)"
        " ORDER BY g.grade, g.letter, s.name, g.name",
        staff, day.isoformat(), day.isoformat(),
    )  # fmt: skip
    return [_course(row) for row in rows]


def courses_of_classes(school: School, classes: Iterable[int]) -> list[CourseFacts]:
    """The courses of classes and of their subgroups, by class and subject."""
    wanted = list(classes)
    marks = ",".join("?" * len(wanted))
    rows = school.db.sql(
        f"{_COURSE} WHERE g.id IN ({marks}) OR g.of_class IN ({marks}) ORDER BY g.grade, g.letter, s.name, g.name",
        *wanted, *wanted,
    ) if wanted else []  # fmt: skip
    return [_course(row) for row in rows]


def courses_of_year(school: School, year: YearId | None = None) -> list[CourseFacts]:
    """Every course of a study year, of that in hand where none is named, by class and subject."""
    wanted = school.year() if year is None else year
    rows = school.db.sql(f"{_COURSE} WHERE g.year=? ORDER BY g.grade, g.letter, s.name, g.name", wanted)
    return [_course(row) for row in rows]


def courses_of_groups(school: School, groups: Iterable[int]) -> list[CourseFacts]:
    """The courses of these very groups, by subject."""
    wanted = list(groups)
    rows = school.db.sql(
        f"{_COURSE} WHERE g.id IN ({','.join('?' * len(wanted))}) ORDER BY s.short, g.id", *wanted
    ) if wanted else []  # fmt: skip
    return [_course(row) for row in rows]


def readers(school: School, course: int, day: date) -> tuple[ClassId | None, frozenset[StaffId]]:
    """What decides who reads a course: its class, and who teaches it on a day or today; raises Invalid."""
    today = school.clock.today()
    rows = school.db.sql(
        "SELECT CASE g.kind WHEN 'class' THEN g.id ELSE g.of_class END, t.staff FROM course c"
        " JOIN study_group g ON g.id=c.study_group"
        " LEFT JOIN teaching t ON t.course=c.id AND (t.starts<=? AND (t.ends IS NULL OR t.ends>=?)"
        " OR t.starts<=? AND (t.ends IS NULL OR t.ends>=?)) WHERE c.id=?",
        *[day.isoformat()] * 2, *[today.isoformat()] * 2, course,
    )  # fmt: skip
    if not rows:
        raise _no_course()
    return rows[0][0] and ClassId(rows[0][0]), frozenset(StaffId(row[1]) for row in rows if row[1] is not None)


def teachers(school: School, course: int, day: date) -> frozenset[StaffId]:
    """Who teaches a course on a day."""
    rows = school.db.sql(
        "SELECT staff FROM teaching WHERE course=? AND starts<=? AND (ends IS NULL OR ends>=?)",
        course, day.isoformat(), day.isoformat(),
    )  # fmt: skip
    return frozenset(StaffId(row[0]) for row in rows)


def keepers(school: School, course: int, day: date) -> frozenset[StaffId]:
    """Who of a course's teachers keeps its lessons of a day; those of who has left it pass to who has it now (C18)."""
    then, today = teachers(school, course, day), school.clock.today()
    now = teachers(school, course, today) if day < today else then
    return then | now if then.isdisjoint(now) else then


def teacher_names(school: School, courses: Iterable[int], day: date) -> dict[CourseId, tuple[str, ...]]:
    """Who teaches courses on a day, surname and initials."""
    wanted = list(courses)
    found: dict[CourseId, tuple[str, ...]] = {}
    rows = school.db.sql(
        "SELECT t.course, s.surname, s.given, s.patronymic FROM teaching t JOIN staff s ON s.id=t.staff"
        f" WHERE t.course IN ({','.join('?' * len(wanted))}) AND t.starts<=? AND (t.ends IS NULL OR t.ends>=?)"
        " ORDER BY t.course, s.search_key",
        *wanted, day.isoformat(), day.isoformat(),
    ) if wanted else []  # fmt: skip
    for course, *name in rows:
        found[CourseId(course)] = (*found.get(CourseId(course), ()), Name(*name).initials)
    return found


def teaching(school: School, courses: Iterable[int]) -> dict[CourseId, list[tuple[StaffId, Span]]]:
    """Who teaches courses, and when."""
    wanted = list(courses)
    found: dict[CourseId, list[tuple[StaffId, Span]]] = {}
    rows = school.db.sql(
        f"SELECT course, staff, starts, ends FROM teaching WHERE course IN ({','.join('?' * len(wanted))})", *wanted
    )
    for course, staff, starts, ends in rows:
        found.setdefault(CourseId(course), []).append((StaffId(staff), _span(starts, ends)))
    return found


def _span(starts: str, ends: str | None) -> Span:
    return Span(date.fromisoformat(starts), date.fromisoformat(ends) if ends else None)


Stays = dict[PupilId, list[Span]]
"""When each pupil was somewhere."""


def stays(school: School, courses: Iterable[int]) -> dict[CourseId, Stays]:
    """When each pupil was in the groups of courses."""
    wanted = list(courses)
    found: dict[CourseId, Stays] = {}
    rows = school.db.sql(
        "SELECT c.id, m.pupil, m.starts, m.ends FROM course c JOIN membership m ON m.study_group=c.study_group"
        f" WHERE c.id IN ({','.join('?' * len(wanted))})",
        *wanted,
    )
    for course, pupil, starts, ends in rows:
        found.setdefault(CourseId(course), {}).setdefault(PupilId(pupil), []).append(_span(starts, ends))
    return found


def groups_of(school: School, pupils: Iterable[int], first: date, last: date) -> dict[int, Stays]:
    """The groups that pupils were in at some time of a stretch of days, and when each was there."""
    wanted = list(pupils)
    found: dict[int, Stays] = {}
    rows = school.db.sql(
        "SELECT study_group, pupil, starts, ends FROM membership"
        f" WHERE pupil IN ({','.join('?' * len(wanted))}) AND starts<=? AND (ends IS NULL OR ends>=?)",
        *wanted, last.isoformat(), first.isoformat(),
    ) if wanted else []  # fmt: skip
    for group, pupil, starts, ends in rows:
        found.setdefault(group, {}).setdefault(PupilId(pupil), []).append(_span(starts, ends))
    return found


@dataclass(frozen=True)
class Enrolled:
    """A pupil and the class."""

    school_class: ClassId
    pupil: PupilId
    name: Name


def enrolled(
    school: School, first: date, last: date, school_class: int | None = None, pupil: int | None = None
) -> list[Enrolled]:
    """Who was in a class at some time of a stretch of days, by name (е = ё); whoever moved counts in the last class."""
    wanted = {"m.study_group": school_class, "m.pupil": pupil}
    asked = {column: key for column, key in wanted.items() if key is not None}
    rows = school.db.sql(
        "SELECT g.id, m.pupil, p.surname, p.given, p.patronymic FROM membership m"
        " JOIN study_group g ON g.id=m.study_group JOIN pupil p ON p.id=m.pupil"
        " WHERE g.kind='class' AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?) AND NOT EXISTS"
        " (SELECT 1 FROM membership n JOIN study_group k ON k.id=n.study_group"
        " WHERE n.pupil=m.pupil AND k.kind='class' AND n.starts>m.starts AND n.starts<=?)"
        f"{''.join(f' AND {column}=?' for column in asked)} ORDER BY p.search_key, p.id",
        last.isoformat(), first.isoformat(), last.isoformat(), *asked.values(),
    )  # fmt: skip
    return [Enrolled(ClassId(group), PupilId(key), Name(s, g, p)) for group, key, s, g, p in rows]


def is_member(school: School, group: int, pupil: int, day: date) -> bool:
    """Whether a pupil was in a group on a day."""
    return bool(
        school.db.sql(
            "SELECT 1 FROM membership WHERE study_group=? AND pupil=? AND starts<=? AND (ends IS NULL OR ends>=?)",
            group, pupil, day.isoformat(), day.isoformat(),
        )
    )  # fmt: skip


@dataclass(frozen=True)
class Member:
    """A pupil's stay in a group."""

    pupil: PupilId
    name: Name
    span: Span
    form: str = ""
    """The form of education that the list named."""
    elsewhere: bool = False
    """Whether something about the pupil comes from no lesson of a class: tuition at home, certificates, results."""


def members(school: School, group: int, first: date, last: date) -> list[Member]:
    """Everyone who was in a group at some time of a stretch, by name (е = ё)."""
    rows = school.db.sql(
        "SELECT m.pupil, p.surname, p.given, p.patronymic, m.starts, m.ends, p.education_form,"
        " CASE WHEN EXISTS (SELECT 1 FROM home_tuition h WHERE h.pupil=p.id) OR EXISTS"
        " (SELECT 1 FROM certificate c WHERE c.pupil=p.id) OR EXISTS (SELECT 1 FROM result r WHERE r.pupil=p.id)"
        " THEN 1 ELSE 0 END FROM membership m"
        " JOIN pupil p ON p.id=m.pupil WHERE m.study_group=? AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?)"
        " ORDER BY p.search_key, m.starts",
        group, last.isoformat(), first.isoformat(),
    )  # fmt: skip
    return [
        Member(PupilId(p), Name(s, g, n), _span(starts, ends), form, bool(more))
        for p, s, g, n, starts, ends, form, more in rows
    ]


_ON_DAY = "m.starts<=? AND (m.ends IS NULL OR m.ends>=?)"


def subgroups(school: School, school_class: int, day: date) -> tuple[tuple[str, frozenset[PupilId]], ...]:
    """The subgroups of a class with who is in them on a day, by name."""
    rows = school.db.sql(
        "SELECT g.name, m.pupil FROM study_group g JOIN membership m ON m.study_group=g.id WHERE g.kind='subgroup'"
        " AND g.of_class=? AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?) ORDER BY g.name, g.id",
        school_class, *[day.isoformat()] * 2,
    )  # fmt: skip
    found: dict[str, frozenset[PupilId]] = {}
    for name, pupil in rows:
        found[name] = found.get(name, frozenset()) | {PupilId(pupil)}
    return tuple(found.items())


def parts_of(school: School, group: int, school_class: int, day: date) -> tuple[int, ...]:
    """The subgroups of a class all of whose pupils are in another group too on a day."""
    rows = school.db.sql(
        "SELECT g.id FROM study_group g WHERE g.kind='subgroup' AND g.of_class=? AND g.id<>? AND EXISTS"
        f" (SELECT 1 FROM membership m WHERE m.study_group=g.id AND {_ON_DAY}) AND NOT EXISTS"
        f" (SELECT 1 FROM membership m WHERE m.study_group=g.id AND {_ON_DAY} AND m.pupil NOT IN"
        f" (SELECT m.pupil FROM membership m WHERE m.study_group=? AND {_ON_DAY})) ORDER BY g.id",
        school_class, group, *[day.isoformat()] * 4, group, *[day.isoformat()] * 2,
    )  # fmt: skip
    return tuple(key for (key,) in rows)
