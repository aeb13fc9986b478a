"""Figures of the morning: who is absent, what is missing in the school's data."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from ...domain.attendance.attendance import Absence
from ...domain.groups.groups import group_title
from ...domain.people.people import ClassId, Name, PupilId
from ..school import School

_IN_CLASS = (
    "EXISTS (SELECT 1 FROM membership m JOIN study_group g ON g.id=m.study_group WHERE m.pupil=p.id"
    " AND g.kind='class' AND g.grade IN ({grades}) AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?))"
)


@dataclass(frozen=True)
class Missed:
    """A lesson of a day that a pupil missed."""

    pupil: PupilId
    number: int
    letter: Absence


def missed(school: School, pupils: Collection[int], day: date) -> list[Missed]:
    """The lessons of a day that pupils missed, by pupil and number."""
    rows = school.db.sql(
        "SELECT a.pupil, l.number, a.letter FROM absence a JOIN lesson l ON l.id=a.lesson"
        f" WHERE l.day=? AND a.letter<>'о' AND a.pupil IN ({','.join('?' * len(pupils))}) ORDER BY a.pupil, l.number",
        day.isoformat(), *pupils,
    ) if pupils else []  # fmt: skip
    return [Missed(PupilId(pupil), number, Absence(letter)) for pupil, number, letter in rows]


def absent_and_enrolled(school: School, day: date) -> tuple[int, int]:
    """How many pupils missed a lesson of a day, and how many there are in the classes."""
    ((absent,),) = school.db.sql(
        "SELECT COUNT(DISTINCT a.pupil) FROM absence a JOIN lesson l ON l.id=a.lesson WHERE l.day=? AND a.letter<>'о'",
        day.isoformat(),
    )
    ((enrolled,),) = school.db.sql(
        "SELECT COUNT(DISTINCT m.pupil) FROM membership m JOIN study_group g ON g.id=m.study_group"
        " WHERE g.kind='class' AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?)",
        day.isoformat(), day.isoformat(),
    )  # fmt: skip
    return absent, enrolled


def _of_grades(grades: Collection[int], day: date) -> tuple[str, tuple[object, ...]]:
    marks = ",".join("?" * len(grades))
    return _IN_CLASS.format(grades=marks), (*sorted(grades), day.isoformat(), day.isoformat())


def without_guardian(school: School, grades: Collection[int], day: date) -> list[str]:
    """The pupils of some grades for whom nobody stands."""
    where, values = _of_grades(grades, day)
    rows = school.db.sql(
        f"SELECT p.surname, p.given, p.patronymic FROM pupil p WHERE {where} AND NOT EXISTS (SELECT 1"
        " FROM guardianship k WHERE k.pupil=p.id AND (k.ends IS NULL OR k.ends>=?)) ORDER BY p.search_key",
        *values, day.isoformat(),
    ) if grades else []  # fmt: skip
    return [Name(*name).short for name in rows]


def unreachable(school: School, grades: Collection[int], day: date) -> list[str]:
    """The pupils of some grades whose guardians have neither phone nor e-mail."""
    where, values = _of_grades(grades, day)
    rows = school.db.sql(
        f"SELECT p.surname, p.given, p.patronymic FROM pupil p WHERE {where} AND EXISTS (SELECT 1 FROM guardianship k"
        " WHERE k.pupil=p.id AND (k.ends IS NULL OR k.ends>=?)) AND NOT EXISTS (SELECT 1 FROM guardianship k"
        " JOIN guardian d ON d.id=k.guardian WHERE k.pupil=p.id AND (k.ends IS NULL OR k.ends>=?)"
        " AND (d.phone<>'' OR d.email<>'')) ORDER BY p.search_key",
        *values, day.isoformat(), day.isoformat(),
    ) if grades else []  # fmt: skip
    return [Name(*name).short for name in rows]


def without_access(school: School, grades: Collection[int], day: date, now: int) -> list[tuple[str, int]]:
    """How many pupils of each class of some grades have neither a password nor a code that works."""
    rows = school.db.sql(
        "SELECT g.grade, g.letter, COUNT(*) FROM membership m JOIN study_group g ON g.id=m.study_group"
        " JOIN account a ON a.pupil=m.pupil LEFT JOIN credential c ON c.account=a.id"
        f" WHERE g.kind='class' AND g.grade IN ({','.join('?' * len(grades))}) AND m.starts<=?"
        " AND (m.ends IS NULL OR m.ends>=?) AND c.password IS NULL AND (c.code IS NULL OR c.code_until<?)"
        " GROUP BY g.grade, g.letter ORDER BY g.grade, g.letter",
        *sorted(grades), day.isoformat(), day.isoformat(), now,
    ) if grades else []  # fmt: skip
    return [(f"{grade}{letter}", count) for grade, letter, count in rows]


_WHOSE = (
    " LEFT JOIN staff f ON f.id=a.staff LEFT JOIN pupil p ON p.id=a.pupil LEFT JOIN guardian g ON g.id=a.guardian"
)
_NAME = ", ".join(f"COALESCE(f.{part}, p.{part}, g.{part}, '')" for part in ("surname", "given", "patronymic"))


def closed_accounts(school: School) -> list[str]:
    """Whose accounts are closed of the people who are still here."""
    rows = school.db.sql(
        f"SELECT {_NAME} FROM account a{_WHOSE} WHERE a.disabled=1 AND f.dismissed IS NULL ORDER BY 1, 2, 3"
    )
    return [Name(*name).full for name in rows]


def refused_sign_ins(school: School, since: int, least: int) -> list[tuple[str, int]]:
    """Who has failed so often to sign in since an instant and has not come in after that; with the number."""
    rows = school.db.sql(
        f"SELECT {_NAME}, COUNT(*) FROM deed d JOIN account a ON a.id=d.actor{_WHOSE} WHERE d.verb='SignIn'"
        " AND d.outcome='failed' AND d.at>=? AND NOT EXISTS (SELECT 1 FROM deed e WHERE e.actor=d.actor"
        " AND e.verb='SignIn' AND e.outcome='done' AND e.seq>d.seq) GROUP BY 1, 2, 3, a.id HAVING COUNT(*)>=?"
        " ORDER BY 1, 2, 3",
        since, least,
    )  # fmt: skip
    return [(Name(*name).full, int(count)) for *name, count in rows]


def courses_without_teacher(school: School, day: date) -> list[str]:
    """The courses of the year that nobody teaches on a day."""
    rows = school.db.sql(
        "SELECT g.kind, g.grade, g.letter, g.name, s.name FROM course c JOIN study_group g ON g.id=c.study_group"
        " JOIN subject s ON s.id=c.subject WHERE g.year=? AND NOT EXISTS (SELECT 1 FROM teaching t WHERE t.course=c.id"
        " AND t.starts<=? AND (t.ends IS NULL OR t.ends>=?)) ORDER BY g.grade, g.letter, s.name, c.id",
        school.year(), day.isoformat(), day.isoformat(),
    )  # fmt: skip
    return [f"{group_title(*group)} {subject}" for *group, subject in rows]


def title_of_class(school: School, key: int) -> tuple[ClassId, str]:
    """A class as it is called."""
    ((grade, letter),) = school.db.sql("SELECT grade, letter FROM study_group WHERE id=?", key)
    return ClassId(key), f"{grade}{letter}"
