"""An attempt to sign in, counted before anything is verified (security: throttle, guard, hard lock, admission)."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...domain.accounts.throttle import Counter, Standing, Throttle, refund, reserve, throttle_of
from ...domain.settings.rule_names import RuleName
from ...domain.settings.rules import numbers
from ...domain.years.year import GRADES
from ...storage.accounts import accounts as store
from ...storage.accounts import attempts as kept
from ...storage.school import School

RIGHT_REFUSED = "right_refused"
"""How a right secret stands in the log that opened nothing: somebody knows it who should not, or needs help."""
BEGAN, NEW_TERMINAL, ELSEWHERE, ADMITTED, CLOCK_BACK = "began", "new_terminal", "elsewhere", "admitted", "clock_back"
"""What the header of a sign-in tells beside its outcome."""
_NOBODY = -1
"""What is asked about where a login is nobody's: the same questions, the same time."""


@dataclass(frozen=True)
class Attempt:
    """One attempt as it was taken, or the wait it has to go through."""

    account: store.Account | None
    source: str
    keys: tuple[tuple[str, str], ...]
    wait_seconds: int
    eligible: bool
    """Whether the right secret opens."""
    known: bool
    """Whether the person has signed in at this terminal before."""
    admitted: bool
    begins: Standing
    clock_back: int

    def facts(self, failed: bool) -> Mapping[str, object]:
        """What the log tells of it."""
        found: dict[str, object] = {}
        if failed and self.begins is not Standing.OPEN:
            found[BEGAN] = self.begins.value
        if not failed and self.admitted:
            found[ADMITTED] = True
        if self.clock_back:
            found[CLOCK_BACK] = self.clock_back
        return found


def throttle_in(school: School) -> Throttle:
    """The figures that the school has decided."""
    # Without the tables of the rules nobody could sign in who would write them.
    from ..rules import rulebook

    rules, today = rulebook(school), school.clock.today()
    free, guard, hard = (
        numbers(rules.value(name, today, GRADES[-1]))[0]
        for name in (RuleName.FREE_TRIES, RuleName.ACCOUNT_GUARD, RuleName.ACCOUNT_LOCK)
    )
    return throttle_of(free, guard, max(guard, hard))


def take(school: School, login: str, token: str, source: str) -> Attempt:
    """Count an attempt of a folded login at a terminal, or tell how long it waits; inside a write."""
    now = school.clock.instant()
    account = store.by_login(school, login)
    who = account.id if account is not None else _NOBODY
    keys = (
        (kept.PAIR, f"{token}{kept.BETWEEN}{source}"), (kept.SOURCE, source), (kept.ACCOUNT, token),
    )  # fmt: skip
    pair, place, whole = _counters(school, keys)
    known, admitted = kept.known(school, who, source), kept.admitted(school, who, source, now)
    if account is not None and account.code is not None and (account.changed_at or 0) > whole.last:
        # A new code came into the person's hand: what was guessed of the old secret is void.
        pair = whole = Counter()
    decision = reserve(pair, place, whole, now, throttle_in(school), known, admitted)
    _put(school, keys, decision.counters, account)
    if admitted:
        kept.spend(school, who, source)
    open_to = account is not None and not account.disabled
    return Attempt(
        account, source, keys, decision.wait_seconds, open_to and decision.eligible, known, admitted,
        decision.begins, decision.clock_back,
    )  # fmt: skip


def give_back(school: School, attempt: Attempt) -> None:
    """After a success: the counters as they should have been, the terminal known, the admission used up."""
    pair, source, whole = _counters(school, attempt.keys)
    _put(school, attempt.keys, refund(pair, source, whole), attempt.account)
    if attempt.account is not None:
        kept.put_known(school, attempt.account.id, attempt.source, school.clock.instant())
        kept.end_admission(school, attempt.account.id, attempt.source)


def _counters(school: School, keys: tuple[tuple[str, str], ...]) -> tuple[Counter, Counter, Counter]:
    found = kept.counters(school, list(keys))
    pair, source, account = (Counter(*found.get(key, (0, 0, 0))) for key in keys)
    return pair, source, account


def _put(
    school: School, keys: tuple[tuple[str, str], ...], counters: tuple[Counter, ...], account: store.Account | None
) -> None:
    for (kind, key), counter in zip(keys, counters, strict=True):
        whose = account.id if account is not None and kind != kept.SOURCE else None
        kept.put_counter(school, kind, key, counter.fails, counter.last, counter.not_before, whose)
