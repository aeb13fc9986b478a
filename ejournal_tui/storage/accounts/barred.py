"""Whoever has an account, with what was tried in vain under it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ...domain.people.people import ClassId, Name
from ..school import School
from .attempts import ACCOUNT, BETWEEN, PAIR


@dataclass(frozen=True)
class Person:
    """Whose account it is."""

    account: int
    login: str
    name: str
    of: str
    """The post, the class, or whose guardian."""


def exists(school: School, account: int) -> bool:
    """Whether there is such an account."""
    return bool(school.db.sql("SELECT 1 FROM account WHERE id=?", account))


_IN_CLASS = (
    " JOIN membership m ON m.pupil={pupil} AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?)"
    " JOIN study_group c ON c.id=m.study_group AND c.kind='class'"
)
_GUARDS = " JOIN guardianship w ON w.guardian=a.guardian AND (w.ends IS NULL OR w.ends>=?)"


def classes_of(school: School, account: int) -> frozenset[ClassId] | None:
    """The classes of a family's account; None for the staff's."""
    if school.db.sql("SELECT 1 FROM account WHERE id=? AND staff IS NOT NULL", account):
        return None
    today = school.clock.today().isoformat()
    own = school.db.sql(
        f"SELECT c.id FROM account a{_IN_CLASS.format(pupil='a.pupil')} WHERE a.id=?", today, today, account
    )
    children = school.db.sql(
        f"SELECT c.id FROM account a{_GUARDS}{_IN_CLASS.format(pupil='w.pupil')} WHERE a.id=?",
        today, today, today, account,
    )  # fmt: skip
    return frozenset(ClassId(key) for (key,) in (*own, *children))


def holders(school: School, classes: Iterable[ClassId] | None, today: date) -> list[Person]:
    """The staff and all families, or the families of some classes, by name; each once."""
    day, found = today.isoformat(), {}
    if classes is None:
        for key, login, surname, given, patronymic, post in school.db.sql(
            "SELECT a.id, a.login, s.surname, s.given, s.patronymic, s.post FROM account a JOIN staff s ON s.id=a.staff"
            " WHERE s.dismissed IS NULL OR s.dismissed>=? ORDER BY s.search_key, a.id", day,
        ):  # fmt: skip
            found[key] = Person(key, login, Name(surname, given, patronymic).full, post)
    of = "" if classes is None else f" WHERE c.id IN ({','.join(str(int(one)) for one in classes) or '0'})"
    pupils = school.db.sql(
        "SELECT a.id, a.login, p.surname, p.given, p.patronymic, c.grade, c.letter FROM account a"
        f" JOIN pupil p ON p.id=a.pupil{_IN_CLASS.format(pupil='p.id')}{of} ORDER BY p.search_key, a.id", day, day,
    )  # fmt: skip
    guardians = school.db.sql(
        "SELECT a.id, a.login, g.surname, g.given, g.patronymic, c.grade, c.letter FROM account a"
        f" JOIN guardian g ON g.id=a.guardian{_GUARDS}{_IN_CLASS.format(pupil='w.pupil')}{of}"
        " ORDER BY g.search_key, a.id", day, day, day,
    )  # fmt: skip
    for key, login, surname, given, patronymic, grade, letter in (*pupils, *guardians):
        found.setdefault(key, Person(key, login, Name(surname, given, patronymic).full, f"{grade}{letter}"))
    return list(found.values())


Tried = tuple[tuple[str, int, int], ...]


def trouble(school: School) -> dict[int, tuple[int, int, Tried]]:
    """What was tried in vain by account: failures, the last instant, and the terminals with instant and wait."""
    found: dict[int, tuple[int, int, Tried]] = {}
    for kind, key, fails, last, until, account in school.db.sql(
        "SELECT kind, key, fails, last, not_before, account FROM throttle WHERE account IS NOT NULL AND fails>0"
        " ORDER BY last DESC, key"
    ):
        count, at, tried = found.get(account, (0, 0, ()))
        if kind == ACCOUNT:
            count, at = fails, last
        elif kind == PAIR:
            tried = (*tried, (key.split(BETWEEN, 1)[1], last, until))
        found[account] = (count, at, tried)
    return found


def sign_ins(school: School, account: int, count: int) -> list[tuple[int, str, str]]:
    """The last attempts to sign in: when, where, what came of it."""
    rows = school.db.sql(
        "SELECT at, terminal, outcome FROM deed WHERE actor=? AND verb='SignIn' ORDER BY at DESC, seq DESC LIMIT ?",
        account, count,
    )  # fmt: skip
    return [(at, terminal, outcome) for at, terminal, outcome in rows]


def unlockings(school: School, account: int) -> list[tuple[int, int, str]]:
    """When an account was unlocked, after how many failures, and why; the latest first."""
    rows = school.db.sql("SELECT at, fails, reason FROM account_unlock WHERE account=? ORDER BY at DESC", account)
    return [(at, fails, reason) for at, fails, reason in rows]
