"""What the next study year is made of: the classes as they are, their workload, whose accounts end with them."""

from collections.abc import Iterable, Sequence
from datetime import date

from ...domain.groups.groups import ClassName
from ...domain.people.people import ClassId, Name, PupilId, StaffId
from ...domain.years.promotion import Load, Present
from ...domain.years.year import Year, YearId
from ..school import School


def year_to_turn(school: School) -> Year | None:
    """The year whose classes go on: the one before while some of them still wait, else the one in hand."""
    years = [year for year in school.years() if year.starts <= school.calendar().starts]
    if len(years) > 1 and _open_classes(school, years[-2].id):
        return years[-2]
    return years[-1] if years else None


def _open_classes(school: School, year: YearId) -> bool:
    return bool(
        school.db.sql(
            "SELECT 1 FROM membership m JOIN study_group g ON g.id=m.study_group"
            " WHERE g.year=? AND g.kind='class' AND m.ends IS NULL LIMIT 1",
            year,
        )
    )


def present(school: School, year: YearId, day: date) -> list[Present]:
    """The classes of a year that have not gone on yet, with whoever stays in them, by name."""
    pupils: dict[int, list[tuple[PupilId, Name]]] = {}
    for group, key, *name in school.db.sql(
        "SELECT g.id, p.id, p.surname, p.given, p.patronymic FROM membership m JOIN study_group g"
        " ON g.id=m.study_group JOIN pupil p ON p.id=m.pupil WHERE g.year=? AND g.kind='class' AND m.ends IS NULL"
        " ORDER BY p.search_key, p.id",
        year,
    ):
        pupils.setdefault(group, []).append((PupilId(key), Name(*name)))
    leaders = dict(
        school.db.sql(
            "SELECT t.school_class, t.staff FROM class_teacher t JOIN staff s ON s.id=t.staff WHERE t.ends IS NULL"
            " AND (s.dismissed IS NULL OR s.dismissed>=?) ORDER BY t.id",
            day.isoformat(),
        )
    )
    rows = school.db.sql(
        "SELECT g.id, g.grade, g.letter FROM study_group g WHERE g.year=? AND g.kind='class'"
        " AND NOT EXISTS (SELECT 1 FROM study_group n WHERE n.follows=g.id) ORDER BY g.grade, g.letter",
        year,
    )
    found = [
        Present(ClassId(key), ClassName(grade, letter), leaders.get(key), tuple(pupils.get(key, ())))
        for key, grade, letter in rows
    ]
    ended = {
        key for (key,) in school.db.sql(
            "SELECT DISTINCT m.study_group FROM membership m JOIN study_group g ON g.id=m.study_group WHERE g.year=?",
            year,
        )
    }  # fmt: skip
    # Of a class that has left nobody stays; one that never had pupils still goes on.
    return [one for one in found if one.pupils or one.id not in ended]


def names_of(school: School, year: YearId) -> dict[ClassName, ClassId]:
    """The classes of a year by name."""
    rows = school.db.sql("SELECT id, grade, letter FROM study_group WHERE year=? AND kind='class'", year)
    return {ClassName(grade, letter): ClassId(key) for key, grade, letter in rows}


def loads(school: School, year: YearId, day: date) -> list[Load]:
    """What is taught to the classes of a year and their subgroups, by whom of those who stay."""
    teachers: dict[int, list[StaffId]] = {}
    for course, staff in school.db.sql(
        "SELECT t.course, t.staff FROM teaching t JOIN course c ON c.id=t.course JOIN study_group g"
        " ON g.id=c.study_group JOIN staff s ON s.id=t.staff WHERE g.year=? AND t.ends IS NULL"
        " AND (s.dismissed IS NULL OR s.dismissed>=?) ORDER BY t.id",
        year, day.isoformat(),
    ):  # fmt: skip
        teachers.setdefault(course, []).append(StaffId(staff))
    members: dict[int, list[PupilId]] = {}
    for group, pupil in school.db.sql(
        "SELECT g.id, m.pupil FROM membership m JOIN study_group g ON g.id=m.study_group"
        " WHERE g.year=? AND g.kind='subgroup' AND m.ends IS NULL ORDER BY m.id",
        year,
    ):
        members.setdefault(group, []).append(PupilId(pupil))
    rows = school.db.sql(
        "SELECT c.id, g.id, g.kind, g.name, k.id, k.grade, k.letter, s.id, s.name, c.half_hours FROM course c"
        " JOIN study_group g ON g.id=c.study_group JOIN study_group k ON k.id=COALESCE(g.of_class, g.id)"
        " JOIN subject s ON s.id=c.subject WHERE g.year=? AND k.kind='class'"
        " ORDER BY k.grade, k.letter, s.name, g.name",
        year,
    )
    return [
        Load(ClassId(of), ClassName(grade, letter), name if kind == "subgroup" else "", subject, title, hours,
             tuple(teachers.get(course, ())), tuple(members.get(group, ())))
        for course, group, kind, name, of, grade, letter, subject, title, hours in rows
    ]  # fmt: skip


def staff(school: School, day: date) -> list[tuple[StaffId, Name, str]]:
    """Who is on the staff on a day: name and post, by name."""
    rows = school.db.sql(
        "SELECT id, surname, given, patronymic, post FROM staff WHERE given<>'' AND (dismissed IS NULL OR dismissed>=?)"
        " ORDER BY search_key, id",
        day.isoformat(),
    )
    return [(StaffId(key), Name(s, g, p), post) for key, s, g, p, post in rows]


def open_memberships(school: School, pupils: Iterable[int], year: YearId) -> list[tuple[int, int, str, bool]]:
    """Where pupils stay in a year without an end: the row, the pupil, since when, whether it is a class."""
    wanted = set(pupils)
    rows = school.db.sql(
        "SELECT m.id, m.pupil, m.starts, g.kind FROM membership m JOIN study_group g ON g.id=m.study_group"
        " WHERE g.year=? AND m.ends IS NULL ORDER BY m.id",
        year,
    )
    return [(key, pupil, starts, kind == "class") for key, pupil, starts, kind in rows if pupil in wanted]


def open_teaching(school: School, classes: Sequence[ClassId], grades: Iterable[int], year: YearId) -> list[int]:
    """Who teaches classes, their subgroups and the groups of several classes of their grades, without an end."""
    wanted, of_grades = set(classes), set(grades)
    rows = school.db.sql(
        "SELECT t.id, COALESCE(g.of_class, g.id), g.grade, g.kind FROM teaching t JOIN course c ON c.id=t.course"
        " JOIN study_group g ON g.id=c.study_group WHERE g.year=? AND t.ends IS NULL ORDER BY t.id",
        year,
    )
    return [
        key for key, of, grade, kind in rows
        if of in wanted or (kind not in ("class", "subgroup") and grade in of_grades)
    ]  # fmt: skip


def open_leads(school: School, classes: Sequence[ClassId]) -> list[int]:
    """Who leads classes, without an end."""
    wanted = set(classes)
    rows = school.db.sql("SELECT id, school_class FROM class_teacher WHERE ends IS NULL ORDER BY id")
    return [key for key, school_class in rows if school_class in wanted]


def accounts_of(school: School, leavers: dict[PupilId, str]) -> list[tuple[int, str]]:
    """The accounts that end with those who leave: their own and those of guardians with no other child here."""
    found = [
        (account, leavers[pupil])
        for account, pupil in school.db.sql("SELECT id, pupil FROM account WHERE pupil IS NOT NULL AND closes IS NULL")
        if pupil in leavers
    ]
    at_school = {
        pupil for (pupil,) in school.db.sql(
            "SELECT DISTINCT m.pupil FROM membership m JOIN study_group g ON g.id=m.study_group"
            " WHERE g.kind='class' AND m.ends IS NULL"
        )
    }  # fmt: skip
    families: dict[int, set[int]] = {}
    for account, pupil in school.db.sql(
        "SELECT a.id, k.pupil FROM account a JOIN guardianship k ON k.guardian=a.guardian WHERE a.closes IS NULL"
        " ORDER BY a.id"
    ):
        families.setdefault(account, set()).add(pupil)
    for account, children in families.items():
        if (gone := children & leavers.keys()) and not children & at_school - leavers.keys():
            found.append((account, max(leavers[PupilId(pupil)] for pupil in gone)))
    return found


def twice_placed(school: School) -> bool:
    """Whether anybody is in two classes on one day."""
    return bool(
        school.db.sql(
            "SELECT 1 FROM membership m JOIN study_group g ON g.id=m.study_group JOIN membership n ON n.pupil=m.pupil"
            " JOIN study_group h ON h.id=n.study_group WHERE g.kind='class' AND h.kind='class' AND m.id<n.id"
            " AND n.starts<=COALESCE(m.ends,'9999') AND m.starts<=COALESCE(n.ends,'9999') LIMIT 1"
        )
    )
