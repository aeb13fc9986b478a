"""Staff, pupils, guardians and the groups they belong to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ...domain.errors import Invalid
from ...domain.groups.groups import ClassName
from ...domain.people.people import ClassId, Name, PupilId
from ...domain.years.year import YearId
from ...i18n import _
from ..school import School


@dataclass(frozen=True)
class ClassFacts:
    """A class of the study year in hand."""

    id: ClassId
    name: ClassName
    teacher: str
    """Surname and initials of the class teacher, "" when there is none."""


_CLASS = (
    "SELECT g.id, g.grade, g.letter, s.surname, s.given, s.patronymic FROM study_group g"
    " LEFT JOIN class_teacher t ON t.school_class=g.id AND t.starts<=? AND (t.ends IS NULL OR t.ends>=?)"
    " LEFT JOIN staff s ON s.id=t.staff WHERE g.kind='class'"
)


def _class(row: tuple[Any, ...]) -> ClassFacts:
    key, grade, letter, *name = row
    return ClassFacts(ClassId(key), ClassName(grade, letter), Name(*name).initials if name[0] else "")


def classes(school: School, year: YearId | None = None) -> list[ClassFacts]:
    """The classes of a year, of that in hand where none is named, by grade and letter."""
    wanted = school.year() if year is None else year
    day = school.day_in(wanted, school.clock.today()).isoformat() if wanted else ""
    rows = school.db.sql(f"{_CLASS} AND g.year=? ORDER BY g.grade, g.letter", day, day, wanted)
    return [_class(row) for row in rows]


def school_class(school: School, key: int) -> ClassFacts:
    """One class; raises Invalid when there is none."""
    today = school.clock.today().isoformat()
    rows = school.db.sql(f"{_CLASS} AND g.id=?", today, today, key)
    if not rows:
        raise Invalid(_("There is no such class."), _("Go back and choose again."))
    return _class(rows[0])


def year_of_class(school: School, school_class: int) -> YearId:
    """The study year of a class; raises Invalid when there is none."""
    rows = school.db.sql("SELECT year FROM study_group WHERE id=? AND kind='class'", school_class)
    if not rows:
        raise Invalid(_("There is no such class."), _("Go back and choose again."))
    return YearId(rows[0][0])


def class_of(school: School, pupil: int, day: date) -> ClassId | None:
    """The class a pupil is in on a day."""
    rows = school.db.sql(
        "SELECT g.id FROM membership m JOIN study_group g ON g.id=m.study_group WHERE m.pupil=? AND g.kind='class'"
        " AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?) ORDER BY m.starts DESC LIMIT 1",
        pupil, day.isoformat(), day.isoformat(),
    )  # fmt: skip
    return ClassId(rows[0][0]) if rows else None


def name_of(school: School, table: str, key: int) -> Name:
    """The name of a pupil, guardian or member of staff."""
    ((surname, given, patronymic),) = school.db.sql(f"SELECT surname, given, patronymic FROM {table} WHERE id=?", key)
    return Name(surname, given, patronymic)


def pupil_names(school: School, pupils: Iterable[int]) -> dict[PupilId, Name]:
    """The names of pupils, in the order of the alphabet (е = ё)."""
    wanted = list(pupils)
    rows = school.db.sql(
        "SELECT id, surname, given, patronymic FROM pupil"
        f" WHERE id IN ({','.join('?' * len(wanted))}) ORDER BY search_key, id",
        *wanted,
    ) if wanted else []  # fmt: skip
    return {PupilId(key): Name(*name) for key, *name in rows}


def names_of(school: School, table: str, keys: Iterable[int]) -> list[tuple[int, Name]]:
    """The names of pupils, guardians or staff."""
    wanted = sorted(set(keys))
    rows = school.db.sql(
        f"SELECT id, surname, given, patronymic FROM {table} WHERE id IN ({','.join('?' * len(wanted))})", *wanted
    )
    return [(key, Name(*name)) for key, *name in rows]


def family_of(school: School, pupil: int | None, guardian: int | None) -> list[tuple[Name, date | None]]:
    """Everybody of a pupil's or a guardian's family that the school knows, with the dates of birth it knows."""
    children = (
        "SELECT pupil FROM guardianship WHERE guardian=?"
        " OR guardian IN (SELECT guardian FROM guardianship WHERE pupil=?)"
    )
    pupils = school.db.sql(
        f"SELECT surname, given, patronymic, birth FROM pupil WHERE id=? OR id IN ({children})", pupil, guardian, pupil
    )
    guardians = school.db.sql(
        "SELECT surname, given, patronymic FROM guardian WHERE id=? OR id IN"
        f" (SELECT guardian FROM guardianship WHERE pupil=? OR pupil IN ({children}))",
        guardian, pupil, guardian, pupil,
    )  # fmt: skip
    born = [(Name(s, g, p), date.fromisoformat(birth) if birth else None) for s, g, p, birth in pupils]
    return [*born, *((Name(s, g, p), None) for s, g, p in guardians)]


def post_of(school: School, staff: int) -> str:
    """What a member of staff does at school."""
    return str(school.db.sql("SELECT post FROM staff WHERE id=?", staff)[0][0])


def pupils_of_class(school: School, school_class: int, day: date) -> list[tuple[PupilId, Name]]:
    """The pupils of a class on a day, by name."""
    rows = school.db.sql(
        "SELECT p.id, p.surname, p.given, p.patronymic FROM membership m JOIN pupil p ON p.id=m.pupil"
        " WHERE m.study_group=? AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?) ORDER BY p.search_key",
        school_class, day.isoformat(), day.isoformat(),
    )  # fmt: skip
    return [(PupilId(key), Name(s, g, p)) for key, s, g, p in rows]


def pupils_of_classes(
    school: School, classes: Iterable[int], day: date
) -> dict[ClassId, list[tuple[PupilId, Name]]]:
    """The pupils of classes on a day, by name."""
    wanted = list(classes)
    found: dict[ClassId, list[tuple[PupilId, Name]]] = {}
    rows = school.db.sql(
        "SELECT m.study_group, p.id, p.surname, p.given, p.patronymic FROM membership m JOIN pupil p ON p.id=m.pupil"
        f" WHERE m.study_group IN ({','.join('?' * len(wanted))}) AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?)"
        " ORDER BY p.search_key, p.id",
        *wanted, day.isoformat(), day.isoformat(),
    ) if wanted else []  # fmt: skip
    for group, key, *name in rows:
        found.setdefault(ClassId(group), []).append((PupilId(key), Name(*name)))
    return found


def staff_by_name(school: School) -> dict[Name, int]:
    """Everybody on the staff by full name."""
    rows = school.db.sql("SELECT id, surname, given, patronymic FROM staff")
    return {Name(s, g, p): key for key, s, g, p in rows}


def guardians_by_phone(school: School) -> dict[tuple[Name, str], int]:
    """Every guardian by full name and phone: siblings share them."""
    rows = school.db.sql("SELECT id, surname, given, patronymic, phone FROM guardian")
    return {(Name(s, g, p), phone): key for key, s, g, p, phone in rows}


def class_ids(school: School) -> dict[ClassName, int]:
    """The classes of the year by name."""
    return {found.name: found.id for found in classes(school)}


def subgroup_ids(school: School) -> dict[tuple[int, str, str], int]:
    """The subgroups of the year that last, by class, subject and name of the group."""
    rows = school.db.sql(
        "SELECT g.of_class, s.name, g.name, g.id FROM study_group g JOIN course c ON c.study_group=g.id"
        " JOIN subject s ON s.id=c.subject WHERE g.kind='subgroup' AND g.year=? AND (g.ends IS NULL OR g.ends>=?)",
        school.year(), school.clock.today().isoformat(),
    )  # fmt: skip
    return {(of, subject, name): key for of, subject, name, key in rows}


def subject_ids(school: School) -> dict[str, int]:
    """The subjects by name."""
    return {name: key for key, name in school.db.sql("SELECT id, name FROM subject")}


def families_on_paper(school: School, day: date) -> set[int]:
    """The pupils with a guardian who chose paper (decision: any of them)."""
    rows = school.db.sql(
        "SELECT DISTINCT pupil FROM guardianship WHERE on_paper=1 AND (ends IS NULL OR ends>=?)", day.isoformat()
    )
    return {row[0] for row in rows}


def children_of(school: School, guardian: int, day: date) -> list[Name]:
    """The pupils whose guardian somebody is on a day, by name."""
    rows = school.db.sql(
        "SELECT p.surname, p.given, p.patronymic FROM guardianship g JOIN pupil p ON p.id=g.pupil"
        " WHERE g.guardian=? AND (g.ends IS NULL OR g.ends>=?) ORDER BY p.search_key",
        guardian, day.isoformat(),
    )  # fmt: skip
    return [Name(*row) for row in rows]


def counts(school: School) -> dict[str, int]:
    """How many of everything there are, for the state of the home."""
    found = {}
    for table in ("staff", "pupil", "guardian", "course", "slot", "lesson", "mark", "absence", "homework", "account"):
        ((found[table],),) = school.db.sql(f"SELECT COUNT(*) FROM {table}")
    ((found["classes"],),) = school.db.sql("SELECT COUNT(*) FROM study_group WHERE kind='class'")
    return found
