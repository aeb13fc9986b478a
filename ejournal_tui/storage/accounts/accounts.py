"""Accounts, their secrets' hashes and sittings; and who an account is today."""

import os
from collections.abc import Iterable
from dataclasses import dataclass

from ...domain.accounts.zones import Zone, machine_of
from ...domain.errors import Denied
from ...domain.people.people import CONSOLE, AccountId, Actor, ClassId, GuardianId, Name, PupilId, Role, StaffId
from ...i18n import N_, _
from ..school import School
from ..tables import Credential, Draft, Sitting

DRAFT_DAYS, DRAFT_LIMIT = 30, 10_000
"""How long an unfinished text is kept, and how many characters of it: far more than a field takes."""
LONG, LONG_DAYS, LONG_LIMIT = "year:", 120, 200_000
"""Where a whole summer's work is kept: the next study year, begun in June and finished before September."""
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


_ACTOR = (
    "SELECT CASE WHEN a.disabled=1 OR s.dismissed<? OR a.closes<? THEN 1 ELSE 0 END, a.staff, a.pupil, a.guardian,"
    " COALESCE(s.surname, p.surname, g.surname),"
    " COALESCE(s.given, p.given, g.given), COALESCE(s.patronymic, p.patronymic, g.patronymic),"
    " r.role, r.first_grade, r.last_grade, t.school_class, w.pupil{place} FROM account a"
    " LEFT JOIN staff s ON s.id=a.staff LEFT JOIN pupil p ON p.id=a.pupil LEFT JOIN guardian g ON g.id=a.guardian"
    " LEFT JOIN staff_role r ON r.staff=a.staff AND r.starts<=? AND (r.ends IS NULL OR r.ends>=?)"
    " LEFT JOIN class_teacher t ON t.staff=a.staff AND t.starts<=? AND (t.ends IS NULL OR t.ends>=?)"
    " LEFT JOIN guardianship w ON w.guardian=a.guardian AND (w.ends IS NULL OR w.ends>=?) WHERE a.id=?"
)

_PLACE = (
    ", (SELECT z.zone FROM terminal z WHERE z.source IN (?,?) ORDER BY LENGTH(z.source) DESC LIMIT 1),"
    " (SELECT COUNT(*) FROM terminal)"
)
"""Where the person sits, in the same question: the line itself before its machine, and whether zones are in force."""


def actor(school: School, account: int, terminal: str) -> Actor:
    """Who an account is today, read anew for every request in one query; raises Denied for a closed account."""
    if account == CONSOLE:
        return Actor(CONSOLE, Name(_("console"), ""), frozenset({Role.CONSOLE}), terminal=terminal)
    today = school.clock.today().isoformat()
    # The families' own door knows no register: it is told by the door.
    here = () if school.spool is not None else (terminal, machine_of(terminal))
    rows = school.db.sql(
        _ACTOR.format(place=_PLACE if here else ""), *[today] * 2, *here, *[today] * 5, account
    )
    if not rows or rows[0][0]:
        raise Denied(_("This account is closed."), _("Ask the officer for informatization."))
    _disabled, staff, pupil, guardian, *name = rows[0][:7]
    # Roles, classes and children of one person come in every combination: sets count each once.
    assigned = {row[7:10] for row in rows if row[7] is not None}
    led = frozenset(ClassId(row[10]) for row in rows if row[10] is not None)
    roles = {Role(role) for role, _first, _last in assigned} | ({Role.CLASS_TEACHER} if led else set())
    if staff is None:
        roles = {Role.PUPIL if pupil is not None else Role.GUARDIAN}
    grades = {
        grade
        for role, first, last in assigned
        if role in (Role.OFFICER, Role.DISPATCHER) and first is not None
        for grade in range(first, last + 1)
    }
    return Actor(
        AccountId(account), Name(*name), frozenset(roles), staff and StaffId(staff), pupil and PupilId(pupil),
        guardian and GuardianId(guardian), led, frozenset(PupilId(row[11]) for row in rows if row[11] is not None),
        frozenset(grades), terminal, _zone(rows[0][12:]),
    )  # fmt: skip


def _zone(told: tuple[object, ...]) -> Zone | None:
    if not told:
        return Zone.DIARY
    zone, registered = told
    return Zone(str(zone)) if zone else Zone.PUPIL if registered else None


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
    changed_at: int | None = None
    """When its secrets were changed last."""


_ACCOUNT = (
    "SELECT a.id, a.login, a.staff, a.pupil, a.guardian,"
    " CASE WHEN a.disabled=1 OR s.dismissed<? OR a.closes<? THEN 1 ELSE 0 END, c.password, c.code, c.code_until,"
    " c.changed_at FROM account a LEFT JOIN credential c ON c.account=a.id LEFT JOIN staff s ON s.id=a.staff"
)


def by_login(school: School, login: str) -> Account | None:
    """The account of a login, already folded."""
    rows = school.db.sql(f"{_ACCOUNT} WHERE a.login=?", *[school.clock.today().isoformat()] * 2, login)
    return _account(rows[0]) if rows else None


def by_id(school: School, account: int) -> Account:
    """An account; raises LookupError."""
    rows = school.db.sql(f"{_ACCOUNT} WHERE a.id=?", *[school.clock.today().isoformat()] * 2, account)
    if not rows:
        raise LookupError(f"account {account}")
    return _account(rows[0])


def _account(row: tuple[object, ...]) -> Account:
    key, login, staff, pupil, guardian, disabled, *secrets = row
    return Account(AccountId(key), login, staff, pupil, guardian, bool(disabled), *secrets)  # type: ignore[arg-type]  # a row of the driver


def logins(school: School) -> set[str]:
    """Every login taken."""
    return {row[0] for row in school.db.sql("SELECT login FROM account")}


def closing(school: School, pupil: int) -> list[int]:
    """The accounts of a pupil and the guardians that end with a day."""
    rows = school.db.sql(
        "SELECT id FROM account WHERE closes IS NOT NULL AND (pupil=? OR guardian IN"
        " (SELECT guardian FROM guardianship WHERE pupil=?)) ORDER BY id",
        pupil, pupil,
    )  # fmt: skip
    return [key for (key,) in rows]


def put_secrets(school: School, rows: list[tuple[int, str | None, str | None, int | None]]) -> None:
    """Set password hash, code hash and the code's last instant of accounts, inside a deed."""
    now = school.clock.instant()
    before = dict(school.db.sql(
        f"SELECT account, changed_at FROM credential WHERE account IN ({','.join('?' * len(rows)) or 'NULL'})",
        *(account for account, *_secrets in rows),
    ))  # fmt: skip
    for account, password, code, until in rows:
        # What is newer stays newer, also where the clock was set back meanwhile.
        changed = max(now, (before.get(account) or 0) + 1)
        values = {"password": password, "code": code, "code_until": until, "changed_at": changed}
        Credential.insert(account=account, **values).on_conflict(
            conflict_target=[Credential.account], update=values
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
    """The unfinished text somebody left at a place, "" when none or when it was left too long ago."""
    here = (Draft.account == account) & (Draft.place == place) & (Draft.at >= _drafts_begin(school, _days(place)))
    rows = school.db.rows(Draft.select(Draft.text).where(here))
    return str(rows[0][0]) if rows else ""


def put_draft(school: School, account: int, place: str, text: str) -> None:
    """Keep an unfinished text, or forget it when empty; everybody's drafts that are too old go."""
    short = (Draft.at < _drafts_begin(school, DRAFT_DAYS)) & ~Draft.place.startswith(LONG)
    Draft.delete().where(short | (Draft.at < _drafts_begin(school, LONG_DAYS))).execute(school.db.peewee)
    if not text:
        here = (Draft.account == account) & (Draft.place == place)
        Draft.delete().where(here).execute(school.db.peewee)
        return
    limit = LONG_LIMIT if place.startswith(LONG) else DRAFT_LIMIT
    values = {"text": text[:limit], "at": school.clock.instant()}
    Draft.insert(account=account, place=place, **values).on_conflict(
        conflict_target=[Draft.account, Draft.place], update=values
    ).execute(school.db.peewee)


def _days(place: str) -> int:
    return LONG_DAYS if place.startswith(LONG) else DRAFT_DAYS


def _drafts_begin(school: School, days: int) -> int:
    return school.clock.instant() - days * 86_400_000


def authors(school: School, accounts: Iterable[int]) -> dict[int, str]:
    """Surname and initials of the accounts that wrote something."""
    wanted = sorted(set(accounts))
    if not wanted:
        return {}
    rows = school.db.sql(
        "SELECT a.id, s.surname, s.given, s.patronymic FROM account a JOIN staff s ON s.id=a.staff"
        f" WHERE a.id IN ({','.join('?' * len(wanted))})",
        *wanted,
    )
    return {key: Name(*name).initials for key, *name in rows}
