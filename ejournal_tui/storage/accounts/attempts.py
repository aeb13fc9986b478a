"""What was tried at the sign-in: counters, where people have signed in before, and who is let in just now."""

from ..school import School
from ..tables import Admission, KnownSource, Throttle

PAIR, SOURCE, ACCOUNT = "pair", "source", "account"
"""The kinds of counters: a login at a terminal, a terminal, a login."""
BETWEEN = "|"
"""What stands between the login's token and the terminal in the key of a pair."""
ADMITTED_TRIES = 3
"""How many attempts an admission covers: a slip of the hand must not use it up."""


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


def put_counter(
    school: School, kind: str, key: str, fails: int, last: int, not_before: int, account: int | None = None
) -> None:
    """Store a counter."""
    values = {"fails": fails, "last": last, "not_before": not_before, "account": account}
    Throttle.insert(kind=kind, key=key, **values).on_conflict(
        conflict_target=[Throttle.kind, Throttle.key], update=values
    ).execute(school.db.peewee)


def known(school: School, account: int, source: str) -> bool:
    """Whether somebody has signed in there before; asked for a login that nobody has too."""
    return bool(school.db.sql("SELECT 1 FROM known_source WHERE account=? AND source=?", account, source))


def known_sources(school: School, account: int) -> list[tuple[str, int]]:
    """Where somebody has signed in, the latest first, with the instant."""
    rows = school.db.sql(
        "SELECT source, last_ok FROM known_source WHERE account=? ORDER BY last_ok DESC, source", account
    )
    return [(source, at) for source, at in rows]


def put_known(school: School, account: int, source: str, at: int) -> None:
    """Note that somebody has signed in there."""
    KnownSource.insert(account=account, source=source, last_ok=at).on_conflict(
        conflict_target=[KnownSource.account, KnownSource.source], update={"last_ok": at}
    ).execute(school.db.peewee)


def works_elsewhere(school: School, account: int, source: str, since: int) -> bool:
    """Whether somebody has done anything since an instant at another terminal, in a sitting not ended yet."""
    return bool(
        school.db.sql(
            "SELECT 1 FROM sitting s WHERE s.account=? AND s.ended IS NULL AND s.terminal<>? AND EXISTS"
            " (SELECT 1 FROM deed d WHERE d.actor=s.account AND d.terminal=s.terminal AND d.outcome='done'"
            " AND d.at>=?) LIMIT 1",
            account, source, since,
        )
    )


def admit(school: School, account: int, source: str, until: int) -> None:
    """Let somebody in at a terminal until an instant."""
    values = {"until": until, "tries": ADMITTED_TRIES}
    Admission.insert(account=account, source=source, **values).on_conflict(
        conflict_target=[Admission.account, Admission.source], update=values
    ).execute(school.db.peewee)


def admitted(school: School, account: int, source: str, now: int) -> bool:
    """Whether somebody is let in there now."""
    return bool(
        school.db.sql(
            "SELECT 1 FROM admission WHERE account=? AND source=? AND until>=? AND tries>0", account, source, now
        )
    )


def admissions(school: School, now: int) -> list[tuple[int, str, int]]:
    """Who is let in where, and until when."""
    rows = school.db.sql("SELECT account, source, until FROM admission WHERE until>=? AND tries>0", now)
    return [(account, source, until) for account, source, until in rows]


def spend(school: School, account: int, source: str) -> None:
    """Take one of the attempts that an admission covers."""
    Admission.update(tries=Admission.tries - 1).where(
        (Admission.account == account) & (Admission.source == source)
    ).execute(school.db.peewee)


def end_admission(school: School, account: int, source: str) -> bool:
    """Take an admission away; whether there was one."""
    gone = Admission.delete().where((Admission.account == account) & (Admission.source == source))
    return bool(gone.execute(school.db.peewee))


def forgive(school: School, account: int) -> None:
    """Forget what an account has failed, everywhere."""
    Throttle.delete().where((Throttle.account == account) & (Throttle.kind << [PAIR, ACCOUNT])).execute(
        school.db.peewee
    )


def failures(school: School, account: int) -> tuple[int, int]:
    """How often an account has failed in a row, and the instant of the last time."""
    rows = school.db.sql("SELECT fails, last FROM throttle WHERE kind=? AND account=?", ACCOUNT, account)
    return (rows[0][0], rows[0][1]) if rows else (0, 0)


def failed_so_often(school: School, least: int) -> int:
    """How many accounts have so many failures."""
    return int(school.db.sql("SELECT COUNT(*) FROM throttle WHERE kind=? AND fails>=?", ACCOUNT, least)[0][0])


def tried(school: School, account: int) -> list[tuple[str, int, int]]:
    """At which terminals an account was tried in vain: the terminal, the last instant, until when it waits."""
    rows = school.db.sql(
        "SELECT key, last, not_before FROM throttle WHERE kind=? AND account=? AND fails>0 ORDER BY last DESC, key",
        PAIR, account,
    )  # fmt: skip
    return [(key.split(BETWEEN, 1)[1], last, until) for key, last, until in rows]
