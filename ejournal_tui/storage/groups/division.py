"""Subgroups and groups of several classes: which there are on a day, who is in them, what is proposed."""

from collections.abc import Iterable
from datetime import date

from ...domain.errors import Invalid
from ...domain.groups.division import Answered, Division, GroupStay, Part, Proposal
from ...domain.groups.groups import CourseId, group_title
from ...domain.people.people import ClassId, Name, PupilId, Span
from ...i18n import _
from ..school import School
from .stays import span

MEMBERSHIP = ("study_group", "pupil", "starts", "ends", "order_number", "left_order")

_PARTS = (
    "SELECT COALESCE(g.of_class, g.id), g.of_class, g.grade, g.letter, g.name, s.id, s.name, g.id, c.id, g.starts,"
    " g.ends FROM study_group g JOIN course c ON c.study_group=g.id JOIN subject s ON s.id=c.subject"
    " WHERE g.kind IN ('subgroup','cross')"
)


def divisions(school: School, day: date, owner: int | None = None, subject: int | None = None) -> list[Division]:
    """The divisions of the year on a day by class and subject, those of several classes with them."""
    asked = {"COALESCE(g.of_class, g.id)": owner, "s.id": subject}
    wanted = {column: key for column, key in asked.items() if key is not None}
    rows = school.db.sql(
        f"{_PARTS} AND g.year=? AND (g.ends IS NULL OR g.ends>=?)"
        f"{''.join(f' AND {column}=?' for column in wanted)} ORDER BY g.grade, g.letter, s.name, g.name, g.id",
        school.year(), day.isoformat(), *wanted.values(),
    )  # fmt: skip
    found: dict[tuple[int, int], Division] = {}
    first = school.calendar().starts.isoformat()
    for whose, of, grade, letter, name, key, words, group, course, starts, ends in rows:
        kind = "class" if of else "cross"
        stands = found.get((whose, key)) or Division(
            whose, of and ClassId(of), group_title(kind, grade, letter, name), grade, key, words, ()
        )
        part = Part(group, name, CourseId(course), span(starts or first, ends))
        found[whose, key] = Division(
            stands.owner, stands.school_class, stands.title, grade, key, words, (*stands.parts, part)
        )
    return list(found.values())


def division_of(school: School, course: int, day: date) -> Division:
    """The division that a course belongs to; of a subject taught to the whole class it has no parts yet."""
    rows = school.db.sql(
        "SELECT COALESCE(g.of_class, g.id), g.kind, g.grade, g.letter, g.name, s.id, s.name FROM course c"
        " JOIN study_group g ON g.id=c.study_group JOIN subject s ON s.id=c.subject WHERE c.id=?",
        course,
    )
    if not rows:
        raise Invalid(_("There is no such course."), _("Go back and choose again."))
    owner, kind, grade, letter, name, subject, words = rows[0]
    found = divisions(school, day, owner, subject)
    if found:
        return found[0]
    crosses = kind == "cross"
    title = group_title("cross" if crosses else "class", grade, letter, name)
    return Division(owner, None if crosses else ClassId(owner), title, grade, subject, words, ())


def stays(school: School, groups: Iterable[int], day: date) -> list[GroupStay]:
    """Who is in groups on a day or later, by the day of coming."""
    wanted = list(groups)
    rows = school.db.sql(
        "SELECT id, study_group, pupil, starts, ends FROM membership"
        f" WHERE study_group IN ({','.join('?' * len(wanted))}) AND (ends IS NULL OR ends>=?) ORDER BY starts, id",
        *wanted, day.isoformat(),
    ) if wanted else []  # fmt: skip
    return [GroupStay(key, group, PupilId(pupil), span(starts, ends)) for key, group, pupil, starts, ends in rows]


def rolls(school: School, day: date) -> dict[int, list[PupilId]]:
    """Who is in which class on a day, by name."""
    rows = school.db.sql(
        "SELECT m.study_group, m.pupil FROM membership m JOIN study_group g ON g.id=m.study_group"
        " JOIN pupil p ON p.id=m.pupil WHERE g.kind='class' AND g.year=? AND m.starts<=?"
        " AND (m.ends IS NULL OR m.ends>=?) ORDER BY p.search_key, p.id",
        school.year(), day.isoformat(), day.isoformat(),
    )  # fmt: skip
    found: dict[int, list[PupilId]] = {}
    for group, pupil in rows:
        found.setdefault(group, []).append(PupilId(pupil))
    return found


def class_titles(school: School, day: date) -> dict[PupilId, tuple[int, str, int]]:
    """The class of every pupil on a day: its id, its name, its grade."""
    rows = school.db.sql(
        "SELECT m.pupil, g.id, g.grade, g.letter FROM membership m JOIN study_group g ON g.id=m.study_group"
        " WHERE g.kind='class' AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?)",
        day.isoformat(), day.isoformat(),
    )  # fmt: skip
    return {PupilId(pupil): (key, f"{grade}{letter}", grade) for pupil, key, grade, letter in rows}


def teachers(school: School, courses: Iterable[int], day: date) -> set[int]:
    """Who teaches any of these courses on a day or later."""
    wanted = list(courses)
    rows = school.db.sql(
        f"SELECT staff FROM teaching WHERE course IN ({','.join('?' * len(wanted))})"
        " AND (ends IS NULL OR ends>=?)",
        *wanted, day.isoformat(),
    ) if wanted else []  # fmt: skip
    return {staff for (staff,) in rows}


def courses_taught(school: School, staff: int | None, day: date) -> set[CourseId]:
    """The courses that somebody teaches on a day or later."""
    rows = school.db.sql("SELECT course FROM teaching WHERE staff=? AND (ends IS NULL OR ends>=?)", staff or 0,
                         day.isoformat())  # fmt: skip
    return {CourseId(course) for (course,) in rows}


def entries_after(school: School, group: int, pupil: int, day: date) -> date | None:
    """The last day, this one or later, on which a pupil has a mark or an absence at a lesson of a group."""
    rows = school.db.sql(
        "SELECT MAX(l.day) FROM lesson l JOIN course c ON c.id=l.course WHERE c.study_group=? AND l.day>=? AND ("
        " EXISTS (SELECT 1 FROM absence a WHERE a.lesson=l.id AND a.pupil=?) OR EXISTS"
        " (SELECT 1 FROM mark m JOIN work w ON w.id=m.work WHERE w.lesson=l.id AND m.pupil=?))",
        group, day.isoformat(), pupil, pupil,
    )  # fmt: skip
    return date.fromisoformat(rows[0][0]) if rows[0][0] else None


def lessons_after(school: School, group: int, day: date) -> int:
    """How many lessons of a group stand in the timetable on a day or later."""
    ((count,),) = school.db.sql(
        "SELECT COUNT(*) FROM lesson l JOIN course c ON c.id=l.course WHERE c.study_group=? AND l.day>=?"
        " AND l.state IN ('planned','held')",
        group, day.isoformat(),
    )  # fmt: skip
    return int(count)


def is_doubled(school: School, pupil: int) -> bool:
    """Whether a pupil is on some day in two groups of one subject."""
    rows = school.db.sql(
        "SELECT 1 FROM membership m JOIN study_group g ON g.id=m.study_group JOIN course c ON c.study_group=g.id"
        " JOIN membership n ON n.pupil=m.pupil JOIN study_group h ON h.id=n.study_group"
        " JOIN course d ON d.study_group=h.id AND d.subject=c.subject WHERE m.pupil=? AND g.kind<>'class'"
        " AND h.kind<>'class' AND n.starts<=COALESCE(m.ends,'9999') AND m.starts<=COALESCE(n.ends,'9999')"
        " AND m.id<n.id LIMIT 1",
        pupil,
    )
    return bool(rows)


def proposals(school: School, courses: Iterable[int]) -> list[Proposal]:
    """What is or was proposed for courses, the last first."""
    wanted = list(courses)
    rows = school.db.sql(
        "SELECT p.id, p.pupil, c.study_group, c.id, p.starts, p.staff, s.surname, s.given, s.patronymic, p.state,"
        " p.answer FROM split_proposal p JOIN course c ON c.id=p.course JOIN staff s ON s.id=p.staff"
        f" WHERE p.course IN ({','.join('?' * len(wanted))}) ORDER BY p.id DESC",
        *wanted,
    ) if wanted else []  # fmt: skip
    return [
        Proposal(
            key, PupilId(pupil), group, CourseId(course), date.fromisoformat(starts), staff, Name(*name).initials,
            Answered(state), answer,
        )
        for key, pupil, group, course, starts, staff, *name, state, answer in rows
    ]  # fmt: skip


def begins(school: School) -> dict[int, date]:
    """The first days of the groups that were made within the year."""
    rows = school.db.sql("SELECT id, starts FROM study_group WHERE starts IS NOT NULL AND year=?", school.year())
    return {group: date.fromisoformat(starts) for group, starts in rows}


def half_hours(school: School, owner: int, subject: int) -> int | None:
    """The hours that a class has of a subject, None where it has none."""
    rows = school.db.sql(
        "SELECT MAX(c.half_hours) FROM course c JOIN study_group g ON g.id=c.study_group"
        " WHERE c.subject=? AND (g.id=? OR g.of_class=?)",
        subject, owner, owner,
    )  # fmt: skip
    return None if rows[0][0] is None else int(rows[0][0])


def class_span(school: School, school_class: int, pupil: int, day: date) -> Span | None:
    """The stretch of days in a class that holds a day."""
    rows = school.db.sql(
        "SELECT starts, ends FROM membership WHERE study_group=? AND pupil=? AND starts<=?"
        " AND (ends IS NULL OR ends>=?)",
        school_class, pupil, day.isoformat(), day.isoformat(),
    )  # fmt: skip
    return span(*rows[0]) if rows else None


def school_span(school: School, pupil: int, day: date) -> Span | None:
    """Until when somebody at school on a day stays, whatever the class."""
    rows = school.db.sql(
        "SELECT m.starts, m.ends FROM membership m JOIN study_group g ON g.id=m.study_group WHERE g.kind='class'"
        " AND m.pupil=? AND (m.ends IS NULL OR m.ends>=?) ORDER BY m.starts",
        pupil, day.isoformat(),
    )  # fmt: skip
    if not rows or rows[0][0] > day.isoformat():
        return None
    return Span(date.fromisoformat(rows[0][0]), date.fromisoformat(rows[-1][1]) if rows[-1][1] else None)
