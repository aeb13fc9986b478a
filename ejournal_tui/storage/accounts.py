"""Accounts, their secrets' hashes, sittings and throttles; and who an account is today."""

import os
from dataclasses import dataclass

from ..domain.errors import Denied
from ..domain.people import (
    CONSOLE,
    AccountId,
    Actor,
    ClassId,
    GuardianId,
    Name,
    PupilId,
    Role,
    StaffId,
)
from ..i18n import N_, _
from .school import School
from .tables import Credential, Draft, Sitting, Throttle

REASONS = {
    "left": N_("you signed out"),
    "replaced": N_("you signed in elsewhere"),
    "disabled": N_("the account was closed"),
    "code": N_("a new one-time code was issued for you"),
}


def sitting_ended(school: School, sitting: str) -> str | None:
    """Why a sitting is over (a msgid), or None while it lasts."""
    rows = school.db.sql("SELECT ended, reason FROM sitting WHERE id=?", sitting)
    if not rows:
        return REASONS["left"]
    return None if rows[0][0] is None else REASONS.get(str(rows[0][1]), REASONS["left"])


def actor(school: School, account: int, terminal: str) -> Actor:
    """Who an account is today, read anew for every request; raises Denied for a closed account."""
    if account == CONSOLE:
        return Actor(CONSOLE, Name(_("console"), ""), frozenset({Role.CONSOLE}), terminal=terminal)
    rows = school.db.sql("SELECT staff, pupil, guardian, disabled FROM account WHERE id=?", account)
    if not rows or rows[0][3]:
        raise Denied(_("This account is closed."), _("Ask the officer for informatization."))
    staff, pupil, guardian, _disabled = rows[0]
    if staff is not None:
        return _staff_actor(school, account, staff, terminal)
    if pupil is not None:
        return Actor(
            AccountId(account), _name(school, "pupil", pupil), frozenset({Role.PUPIL}), pupil=PupilId(pupil),
            terminal=terminal,
        )  # fmt: skip
    today = school.clock.today().isoformat()
    children = school.db.sql(
        "SELECT pupil FROM guardianship WHERE guardian=? AND (ends IS NULL OR ends>=?)", guardian, today
    )
    return Actor(
        AccountId(account), _name(school, "guardian", guardian), frozenset({Role.GUARDIAN}),
        guardian=GuardianId(guardian), children=frozenset(PupilId(row[0]) for row in children), terminal=terminal,
    )  # fmt: skip


def _staff_actor(school: School, account: int, staff: int, terminal: str) -> Actor:
    today = school.clock.today().isoformat()
    rows = school.db.sql(
        "SELECT role, first_grade, last_grade FROM staff_role"
        " WHERE staff=? AND starts<=? AND (ends IS NULL OR ends>=?)",
        staff, today, today,
    )  # fmt: skip
    led = school.db.sql(
        "SELECT school_class FROM class_teacher WHERE staff=? AND starts<=? AND (ends IS NULL OR ends>=?)",
        staff, today, today,
    )  # fmt: skip
    roles = {Role(row[0]) for row in rows} | ({Role.CLASS_TEACHER} if led else set())
    grades = {
        grade
        for role, first, last in rows
        if role in (Role.OFFICER, Role.DISPATCHER) and first is not None
        for grade in range(first, last + 1)
    }
    return Actor(
        AccountId(account), _name(school, "staff", staff), frozenset(roles), staff=StaffId(staff),
        classes=frozenset(ClassId(row[0]) for row in led), grades=frozenset(grades), terminal=terminal,
    )  # fmt: skip


def _name(school: School, table: str, key: int) -> Name:
    ((surname, given, patronymic),) = school.db.sql(f"SELECT surname, given, patronymic FROM {table} WHERE id=?", key)
    return Name(surname, given, patronymic)


@dataclass(frozen=True)
class Account:
    """What signing in needs to know of an account."""

    id: AccountId
    login: str
    staff: int | None
    pupil: int | None
    guardian: int | None
    disabled: bool
    password: str | None
    code: str | None
    code_until: int | None


_ACCOUNT = (
    "SELECT a.id, a.login, a.staff, a.pupil, a.guardian, a.disabled, c.password, c.code, c.code_until"
    " FROM account a LEFT JOIN credential c ON c.account=a.id"
)


def by_login(school: School, login: str) -> Account | None:
    """The account of a login, already folded."""
    rows = school.db.sql(f"{_ACCOUNT} WHERE a.login=?", login)
    return _account(rows[0]) if rows else None


def by_id(school: School, account: int) -> Account:
    """An account; raises LookupError."""
    rows = school.db.sql(f"{_ACCOUNT} WHERE a.id=?", account)
    if not rows:
        raise LookupError(f"account {account}")
    return _account(rows[0])


def _account(row: tuple[object, ...]) -> Account:
    key, login, staff, pupil, guardian, disabled, password, code, until = row
    return Account(AccountId(key), login, staff, pupil, guardian, bool(disabled), password, code, until)  # type: ignore[arg-type]  # a row of the driver


def logins(school: School) -> set[str]:
    """Every login taken."""
    return {row[0] for row in school.db.sql("SELECT login FROM account")}


def put_secrets(school: School, rows: list[tuple[int, str | None, str | None, int | None]]) -> None:
    """Set password hash, code hash and the code's last instant of accounts, inside a deed."""
    now = school.clock.instant()
    for account, password, code, until in rows:
        values = {"password": password, "code": code, "code_until": until, "changed_at": now}
        Credential.insert(account=account, **values).on_conflict(
            conflict_target=[Credential.account], update=values
        ).execute(school.db.peewee)


def counters(school: School, keys: list[tuple[str, str]]) -> dict[tuple[str, str], tuple[int, int, int]]:
    """The failures, last instant and earliest next instant of throttled things."""
    found = {}
    for kind, key in keys:
        rows = school.db.rows(
            Throttle.select(Throttle.fails, Throttle.last, Throttle.not_before).where(
                (Throttle.kind == kind) & (Throttle.key == key)
            )
        )
        if rows:
            found[kind, key] = (rows[0][0], rows[0][1], rows[0][2])
    return found


def put_counter(school: School, kind: str, key: str, fails: int, last: int, not_before: int) -> None:
    """Store a throttle."""
    values = {"fails": fails, "last": last, "not_before": not_before}
    Throttle.insert(kind=kind, key=key, **values).on_conflict(
        conflict_target=[Throttle.kind, Throttle.key], update=values
    ).execute(school.db.peewee)


def open_sitting(school: School, sitting: str, account: int, terminal: str, at: int) -> None:
    """Begin a sitting."""
    Sitting.insert(
        id=sitting, account=account, terminal=terminal, pid=os.getpid(), started=at, last_seen=at
    ).execute(school.db.peewee)


def at_process(school: School, pid: int) -> int:
    """Whose sitting a process of this machine keeps; the console's when it keeps none."""
    rows = school.db.rows(
        Sitting.select(Sitting.account)
        .where((Sitting.pid == pid) & Sitting.ended.is_null())
        .order_by(Sitting.started.desc())
        .limit(1)
    )
    return int(rows[0][0]) if rows else CONSOLE


def end_sittings(school: School, account: int, reason: str, at: int, but: str = "") -> None:
    """End every sitting of an account but one."""
    Sitting.update(ended=at, reason=reason).where(
        (Sitting.account == account) & (Sitting.ended.is_null()) & (Sitting.id != but)
    ).execute(school.db.peewee)


def end_sitting(school: School, sitting: str, reason: str, at: int) -> None:
    """End one sitting."""
    Sitting.update(ended=at, reason=reason).where((Sitting.id == sitting) & (Sitting.ended.is_null())).execute(
        school.db.peewee
    )


def draft(school: School, account: int, place: str) -> str:
    """The unfinished text somebody left at a place, "" when none."""
    rows = school.db.rows(Draft.select(Draft.text).where((Draft.account == account) & (Draft.place == place)))
    return str(rows[0][0]) if rows else ""


def put_draft(school: School, account: int, place: str, text: str) -> None:
    """Keep an unfinished text, or forget it when empty."""
    here = (Draft.account == account) & (Draft.place == place)
    if not text:
        Draft.delete().where(here).execute(school.db.peewee)
        return
    values = {"text": text, "at": school.clock.instant()}
    Draft.insert(account=account, place=place, **values).on_conflict(
        conflict_target=[Draft.account, Draft.place], update=values
    ).execute(school.db.peewee)
