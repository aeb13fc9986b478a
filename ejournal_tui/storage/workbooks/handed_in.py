"""What the journal holds, fact by fact, to be laid beside what a workbook tells."""

from dataclasses import dataclass
from datetime import date

from ...domain.groups.groups import ClassName
from ...domain.people.people import Name
from ..school import School


@dataclass(frozen=True)
class StaffFacts:
    """A member of staff."""

    post: str
    room: str
    phone: str
    email: str
    key: int


@dataclass(frozen=True)
class PupilFacts:
    """A pupil with the class of a day."""

    id: int
    name: Name
    birth: date
    sex: str
    file_number: str
    enrolled: date | None
    language: str
    education_form: str
    phone: str
    school_class: ClassName | None


@dataclass(frozen=True)
class GuardianFacts:
    """A guardian of a pupil."""

    name: Name
    relation: str
    phone: str
    email: str
    on_paper: bool
    key: int
    bond: int
    """The guardianship."""


@dataclass(frozen=True)
class CourseFacts:
    """A course with its teachers of a day."""

    half_hours: int
    teachers: tuple[Name, ...]
    key: int


@dataclass(frozen=True)
class Stay:
    """A pupil's time in a subgroup."""

    group: int
    name: str
    pupil: int
    subject: str
    ends: date | None


def staff(school: School) -> dict[Name, StaffFacts]:
    """The staff by full name."""
    rows = school.db.sql("SELECT surname, given, patronymic, post, room, phone, email, id FROM staff")
    return {Name(s, g, p): StaffFacts(*facts) for s, g, p, *facts in rows}


def leaders(school: School, day: date) -> dict[ClassName, Name]:
    """Who leads which class of the year on a day or from a later one."""
    rows = school.db.sql(
        "SELECT g.grade, g.letter, s.surname, s.given, s.patronymic FROM class_teacher t JOIN staff s ON s.id=t.staff"
        " JOIN study_group g ON g.id=t.school_class WHERE g.year=? AND (t.ends IS NULL OR t.ends>=?) ORDER BY t.starts",
        school.year(), day.isoformat(),
    )  # fmt: skip
    return {ClassName(grade, letter): Name(s, g, p) for grade, letter, s, g, p in rows}


def courses(school: School, day: date) -> dict[tuple[ClassName, str, str], CourseFacts]:
    """The year's courses that last, by class, subject and subgroup ("" for the whole class).

    A course that nobody teaches on the day is told with whoever comes to it later.
    """
    now: dict[int, list[Name]] = {}
    later: dict[int, list[Name]] = {}
    for course, starts, s, g, p in school.db.sql(
        "SELECT t.course, t.starts, s.surname, s.given, s.patronymic FROM teaching t JOIN staff s ON s.id=t.staff"
        " WHERE t.ends IS NULL OR t.ends>=? ORDER BY t.starts, t.id",
        day.isoformat(),
    ):
        (now if starts <= day.isoformat() else later).setdefault(course, []).append(Name(s, g, p))
    teachers = later | now
    rows = school.db.sql(
        "SELECT g.grade, g.letter, s.name, CASE g.kind WHEN 'class' THEN '' ELSE g.name END, c.id, c.half_hours"
        " FROM course c JOIN subject s ON s.id=c.subject JOIN study_group g ON g.id=c.study_group WHERE g.year=?"
        " AND g.kind<>'individual' AND (g.ends IS NULL OR g.ends>=?)",
        school.year(), day.isoformat(),
    )  # fmt: skip
    return {
        (ClassName(grade, letter), subject, group): CourseFacts(hours, tuple(teachers.get(key, ())), key)
        for grade, letter, subject, group, key, hours in rows
    }


def pupils(school: School, day: date) -> dict[tuple[Name, date], PupilFacts]:
    """Every pupil by full name and birth date, with the class of a day or a later one."""
    classes = {
        pupil: ClassName(grade, letter)
        for pupil, grade, letter in school.db.sql(
            "SELECT m.pupil, g.grade, g.letter FROM membership m JOIN study_group g ON g.id=m.study_group"
            " WHERE g.kind='class' AND g.year=? AND (m.ends IS NULL OR m.ends>=?) ORDER BY m.starts",
            school.year(), day.isoformat(),
        )
    }  # fmt: skip
    rows = school.db.sql(
        "SELECT id, surname, given, patronymic, birth, sex, file_number, enrolled, language, education_form, phone"
        " FROM pupil"
    )
    return {
        (Name(s, g, p), date.fromisoformat(birth)): PupilFacts(
            key, Name(s, g, p), date.fromisoformat(birth), sex, number,
            date.fromisoformat(enrolled) if enrolled else None, language, form, phone, classes.get(key),
        )
        for key, s, g, p, birth, sex, number, enrolled, language, form, phone in rows
    }  # fmt: skip


def guardians(school: School, day: date) -> dict[int, list[GuardianFacts]]:
    """The guardians of every pupil on a day."""
    found: dict[int, list[GuardianFacts]] = {}
    for pupil, s, g, p, relation, phone, email, on_paper, key, bond in school.db.sql(
        "SELECT k.pupil, u.surname, u.given, u.patronymic, k.relation, u.phone, u.email, k.on_paper, u.id, k.id"
        " FROM guardianship k JOIN guardian u ON u.id=k.guardian WHERE k.ends IS NULL OR k.ends>=? ORDER BY k.id",
        day.isoformat(),
    ):
        facts = GuardianFacts(Name(s, g, p), relation, phone, email, bool(on_paper), key, bond)
        found.setdefault(pupil, []).append(facts)
    return found


def stays(school: School) -> list[Stay]:
    """Everybody's times in subgroups of the year, past ones first."""
    rows = school.db.sql(
        "SELECT g.id, g.name, m.pupil, s.name, m.ends FROM membership m JOIN study_group g ON g.id=m.study_group"
        " JOIN course c ON c.study_group=g.id JOIN subject s ON s.id=c.subject"
        " WHERE g.kind='subgroup' AND g.year=? ORDER BY m.starts, m.id",
        school.year(),
    )
    return [Stay(g, name, p, subject, date.fromisoformat(e) if e else None) for g, name, p, subject, e in rows]
