"""Where pupils are and were: classes and their groups, day by day."""

from dataclasses import dataclass
from datetime import date

from ...domain.groups.class_list import Listed
from ...domain.groups.class_list import paper_numbers as numbers
from ...domain.people.cards import ClassStay
from ...domain.people.people import ClassId, Name, PupilId, Span
from ..school import School

MEMBERSHIP = ("study_group", "pupil", "starts", "ends", "order_number", "left_order", "standing")


def span(starts: str, ends: str | None) -> Span:
    """A stretch of days as stored."""
    return Span(date.fromisoformat(starts), date.fromisoformat(ends) if ends else None)


def _stay(row: tuple[object, ...]) -> ClassStay:
    key, group, grade, letter, starts, ends, order, left, standing = row
    return ClassStay(
        int(str(key)), ClassId(int(str(group))), f"{grade}{letter}", int(str(grade)),
        span(str(starts), str(ends) if ends else None), str(order), str(left), str(standing),
    )  # fmt: skip


_STAY = (
    "SELECT m.id, g.id, g.grade, g.letter, m.starts, m.ends, m.order_number, m.left_order,"
    " m.standing, m.pupil FROM membership m"
    " JOIN study_group g ON g.id=m.study_group WHERE g.kind='class'"
)


def class_stays(school: School, pupil: int) -> list[ClassStay]:
    """The classes of a pupil, past ones first."""
    return [_stay(row[:-1]) for row in school.db.sql(f"{_STAY} AND m.pupil=? ORDER BY m.starts, m.id", pupil)]


def everybodys_stays(school: School) -> dict[int, list[ClassStay]]:
    """The classes of every pupil, past ones first."""
    found: dict[int, list[ClassStay]] = {}
    for row in school.db.sql(f"{_STAY} ORDER BY m.starts, m.id"):
        found.setdefault(row[-1], []).append(_stay(row[:-1]))
    return found


def stays_of_family(school: School, guardian: int) -> dict[int, list[ClassStay]]:
    """The classes of each child of a guardian, past ones first."""
    found: dict[int, list[ClassStay]] = {}
    for row in school.db.sql(
        f"{_STAY} AND m.pupil IN (SELECT pupil FROM guardianship WHERE guardian=?) ORDER BY m.starts, m.id", guardian
    ):
        found.setdefault(row[-1], []).append(_stay(row[:-1]))
    return found


def paper_numbers(school: School, school_class: int, first_day: date) -> dict[PupilId, int]:
    """The numbers of a class's paper list (C20)."""
    rows = school.db.sql(
        "SELECT m.pupil, p.search_key, m.starts, m.ends FROM membership m JOIN pupil p ON p.id=m.pupil"
        " WHERE m.study_group=?",
        school_class,
    )
    stays = [Listed(PupilId(pupil), words, span(starts, ends)) for pupil, words, starts, ends in rows]
    return numbers(stays, first_day)


def ever_in_class(school: School, school_class: int) -> list[tuple[PupilId, Name, date | None, list[ClassStay]]]:
    """Everybody who is or was in a class, with the date of birth and the stays in it."""
    rows = school.db.sql(
        f"{_STAY} AND g.id=? ORDER BY m.starts, m.id", school_class
    )
    here: dict[int, list[ClassStay]] = {}
    for row in rows:
        here.setdefault(row[-1], []).append(_stay(row[:-1]))
    people = school.db.sql(
        "SELECT id, surname, given, patronymic, birth FROM pupil WHERE id IN"
        " (SELECT pupil FROM membership WHERE study_group=?) ORDER BY search_key, id",
        school_class,
    )
    return [
        (PupilId(key), Name(s, g, p), date.fromisoformat(birth) if birth else None, here[key])
        for key, s, g, p, birth in people
    ]


@dataclass(frozen=True)
class GroupStay:
    """A pupil's time in a group that is no class."""

    key: int
    of_class: int | None
    span: Span


def later_groups(school: School, pupil: int, day: date) -> list[GroupStay]:
    """The groups, other than classes, that a pupil is in on a day or later."""
    rows = school.db.sql(
        "SELECT m.id, g.of_class, m.starts, m.ends FROM membership m JOIN study_group g ON g.id=m.study_group"
        " WHERE m.pupil=? AND g.kind<>'class' AND (m.ends IS NULL OR m.ends>=?) ORDER BY m.id",
        pupil, day.isoformat(),
    )  # fmt: skip
    return [GroupStay(key, of, span(starts, ends)) for key, of, starts, ends in rows]


def is_astray(school: School, pupil: int) -> bool:
    """Whether a pupil is on some day in two classes, in two subgroups of a subject, or stays in one of a class left."""
    meets = "n.starts<=COALESCE(m.ends,'9999') AND m.starts<=COALESCE(n.ends,'9999') AND m.id<n.id"
    classes = (
        "SELECT 1 FROM membership m JOIN study_group g ON g.id=m.study_group JOIN membership n ON n.pupil=m.pupil"
        f" JOIN study_group h ON h.id=n.study_group WHERE m.pupil=? AND g.kind='class' AND h.kind='class' AND {meets}"
    )
    subgroups = (
        "SELECT 1 FROM membership m JOIN study_group g ON g.id=m.study_group JOIN course c ON c.study_group=g.id"
        " JOIN membership n ON n.pupil=m.pupil JOIN study_group h ON h.id=n.study_group"
        " JOIN course d ON d.study_group=h.id AND d.subject=c.subject"
        f" WHERE m.pupil=? AND g.kind='subgroup' AND h.kind='subgroup' AND {meets}"
    )
    left = (
        "SELECT 1 FROM membership m JOIN study_group g ON g.id=m.study_group WHERE m.pupil=? AND g.kind='subgroup'"
        " AND NOT EXISTS (SELECT 1 FROM membership c WHERE c.pupil=m.pupil AND c.study_group=g.of_class"
        " AND c.starts<=COALESCE(m.ends,'9999') AND COALESCE(c.ends,'9999')>=COALESCE(m.ends,'9999'))"
    )
    return bool(school.db.sql(f"{classes} UNION ALL {subgroups} UNION ALL {left} LIMIT 1", pupil, pupil, pupil))


def subgroups(school: School, pupil: int, day: date) -> list[tuple[str, str]]:
    """Subject and name of the subgroups that a pupil is in on a day."""
    return school.db.sql(
        "SELECT s.name, g.name FROM membership m JOIN study_group g ON g.id=m.study_group"
        " JOIN course c ON c.study_group=g.id JOIN subject s ON s.id=c.subject"
        " WHERE m.pupil=? AND g.kind NOT IN ('class','individual') AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?)"
        " ORDER BY s.name",
        pupil, day.isoformat(), day.isoformat(),
    )  # fmt: skip


def split_subjects(school: School, school_class: int) -> list[str]:
    """The subjects for which a class is divided into subgroups today."""
    rows = school.db.sql(
        "SELECT DISTINCT s.name FROM study_group g JOIN course c ON c.study_group=g.id JOIN subject s ON s.id=c.subject"
        " WHERE g.kind='subgroup' AND g.of_class=? AND (g.starts IS NULL OR g.starts<=?)"
        " AND (g.ends IS NULL OR g.ends>=?) ORDER BY s.name",
        school_class, *[school.clock.today().isoformat()] * 2,
    )  # fmt: skip
    return [name for (name,) in rows]
