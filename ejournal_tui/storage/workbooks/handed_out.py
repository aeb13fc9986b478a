"""What the journal holds beside the facts that imports compare, for the workbooks that leave it."""

from dataclasses import dataclass
from datetime import date

from ...domain.groups.groups import ClassName
from ...domain.people.people import Name
from ..school import School


@dataclass(frozen=True)
class Subgroup:
    """A subgroup of a class."""

    school_class: ClassName
    name: str


def subgroups(school: School) -> dict[int, Subgroup]:
    """The year's subgroups by their ids."""
    rows = school.db.sql(
        "SELECT g.id, k.grade, k.letter, g.name FROM study_group g JOIN study_group k ON k.id=g.of_class"
        " WHERE g.kind='subgroup' AND g.year=?",
        school.year(),
    )
    return {key: Subgroup(ClassName(grade, letter), name) for key, grade, letter, name in rows}


def gone(school: School, day: date) -> set[Name]:
    """Whose last day at school was before a day, where nobody of the same name has stayed."""
    rows = school.db.sql("SELECT surname, given, patronymic, dismissed FROM staff")
    here = {Name(*name) for *name, last in rows if last is None or last >= day.isoformat()}
    return {Name(*name) for *name, _last in rows} - here


def subjects_taught(school: School, day: date) -> dict[Name, list[str]]:
    """The subjects that each of the staff teaches on a day or later, by the alphabet."""
    found: dict[Name, list[str]] = {}
    for s, g, p, subject in school.db.sql(
        "SELECT DISTINCT t.surname, t.given, t.patronymic, b.name FROM teaching h JOIN staff t ON t.id=h.staff"
        " JOIN course c ON c.id=h.course JOIN subject b ON b.id=c.subject WHERE h.ends IS NULL OR h.ends>=?",
        day.isoformat(),
    ):
        found.setdefault(Name(s, g, p), []).append(subject)
    return {name: sorted(subjects) for name, subjects in found.items()}


def courses_of_no_class(school: School) -> list[tuple[str, str]]:
    """Subject and group of the year's courses whose group is neither a class nor a part of one."""
    rows = school.db.sql(
        "SELECT s.name, g.name FROM course c JOIN subject s ON s.id=c.subject JOIN study_group g ON g.id=c.study_group"
        " WHERE g.kind NOT IN ('class','subgroup') AND g.year=? ORDER BY s.name, g.name",
        school.year(),
    )
    return [(subject, group) for subject, group in rows]


def short_names(school: School) -> dict[str, str]:
    """The short names of the subjects by their full ones."""
    return dict(school.db.sql("SELECT name, short FROM subject"))
