"""What is no longer needed of sign-ins and drafts: counters that count nothing, texts and codes too old to be used."""

from dataclasses import dataclass

from ...domain.accounts.throttle import DEFAULT
from ..school import School
from .accounts import DRAFT_DAYS, LONG, LONG_DAYS

COUNTER_DAYS, CODE_DAYS = 30, 14
"""For how long attempts to sign in and codes that ran out are kept."""
_DAY = 86_400_000


@dataclass(frozen=True)
class Expired:
    """How much there is of each."""

    counters: int = 0
    drafts: int = 0
    codes: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.counters + self.drafts + self.codes


def _conditions(school: School) -> tuple[tuple[str, str, tuple[object, ...]], ...]:
    now = school.clock.instant()
    return (
        # Whom too many failures have shut out stays shut out until somebody lets them in.
        ("throttle", "last<? AND NOT (kind='account' AND fails>=?)", (now - COUNTER_DAYS * _DAY, DEFAULT.account_hard)),
        ("draft", "at<? AND (at<? OR substr(place,1,?)<>?)",
         (now - DRAFT_DAYS * _DAY, now - LONG_DAYS * _DAY, len(LONG), LONG)),
        ("credential", "code IS NOT NULL AND code_until<?", (now - CODE_DAYS * _DAY,)),
    )  # fmt: skip


def expired(school: School) -> Expired:
    """What could go now."""
    counts = []
    for table, condition, values in _conditions(school):
        ((count,),) = school.db.sql(f"SELECT COUNT(*) FROM {table} WHERE {condition}", *values)
        counts.append(int(count))
    return Expired(*counts)


def remove(school: School) -> None:
    """Let it go, inside a deed."""
    for table, condition, values in _conditions(school):
        gone = "UPDATE credential SET code=NULL, code_until=NULL" if table == "credential" else f"DELETE FROM {table}"
        school.db.sql(f"{gone} WHERE {condition}", *values)
