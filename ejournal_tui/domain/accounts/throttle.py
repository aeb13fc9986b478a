"""How long a person waits between attempts to sign in.

Three counters: a login from one source (the pair), everything from one source, and a login from anywhere.
An attempt is reserved in all three before anything is verified, so that attempts at once or cut short are
counted too; success gives its own reservation back. Instants are milliseconds.

An account that many have failed with is guarded: only where its person has signed in before is it opened, and
what strangers try meanwhile is not counted, so that they can lock nobody out.
"""

from dataclasses import dataclass, replace
from enum import Enum

_SECOND = 1000
_STEPS = (5, 15, 30, 60, 120, 300, 900, 3600)
"""How the waits of a pair grow once its free tries are spent."""
CLOCK_BACK = 60
"""From how many seconds on a clock that was set back is worth a word."""


class Standing(Enum):
    """How an account stands before an attempt."""

    OPEN = "open"
    GUARDED = "guarded"
    """Only where the person has signed in before."""
    LOCKED = "locked"
    """Nowhere, until somebody unlocks it."""


@dataclass(frozen=True)
class Counter:
    """The failures of a pair, a source or an account."""

    fails: int = 0
    last: int = 0
    """The instant of the last reserved attempt."""
    not_before: int = 0
    """The instant before which no attempt is taken."""


@dataclass(frozen=True)
class Throttle:
    """The figures, in seconds where they are times."""

    pair_delays: tuple[int, ...] = (0, 0, 0, *_STEPS)
    """The wait after so many failures in a row; the last one holds for more."""
    source_delays: tuple[tuple[int, int], ...] = ((15, 10), (30, 60), (60, 900))
    """From how many failures of a source on, the wait."""
    pair_memory: int = 24 * 3600
    """After how long a quiet pair or account begins anew."""
    source_memory: int = 15 * 60
    longest: int = 3600
    """No wait is longer, not even when the clock was set back."""
    account_guard: int = 20
    """From how many failures on only sources known to the account may try."""
    account_hard: int = 100
    """How many failures in a row lock the account until a person unlocks it."""


    def standing(self, account: Counter) -> Standing:
        """How an account stands with so many failures."""
        if account.fails >= self.account_hard:
            return Standing.LOCKED
        return Standing.GUARDED if account.fails >= self.account_guard else Standing.OPEN


    def account_standing(self, fails: int, last: int, now: int) -> Standing:
        """How an account stands now: a guard ends by itself, a lock does not."""
        standing = self.standing(Counter(fails, last))
        over = now - last > self.pair_memory * _SECOND
        return Standing.OPEN if standing is Standing.GUARDED and over else standing


DEFAULT = Throttle()


def throttle_of(free_tries: int, guard: int, hard: int) -> Throttle:
    """The figures of a school that decides these three."""
    return Throttle(pair_delays=((0,) * free_tries + _STEPS), account_guard=guard, account_hard=hard)


@dataclass(frozen=True)
class Decision:
    """Whether an attempt is taken."""

    wait_seconds: int
    """How long to wait; 0 when the attempt is taken and reserved."""
    counters: tuple[Counter, Counter, Counter]
    """Pair, source and account; stored in either case, or after a clock set back waits have no end."""
    eligible: bool = True
    """Whether the right secret opens; it is verified in either case, or the time would tell."""
    begins: Standing = Standing.OPEN
    """What this attempt, should it fail, puts the account under."""
    clock_back: int = 0
    """How many seconds the clock was set back since the attempt before; 0 for none."""


def reserve(
    pair: Counter, source: Counter, account: Counter, now: int, throttle: Throttle = DEFAULT, known: bool = False,
    admitted: bool = False,
) -> Decision:  # fmt: skip
    """Take an attempt, counting it as a failure at once, or tell how long to wait; a wait is not counted.

    `known`: the person has signed in there before; `admitted`: somebody lets the person in there just now.
    """
    set_back = max(0, *(counter.last - now for counter in (pair, source, account))) // _SECOND
    back = set_back if set_back >= CLOCK_BACK else 0
    pair = _aged(pair, now, throttle.pair_memory, throttle)
    source = _aged(source, now, throttle.source_memory, throttle)
    # What only a person unlocks is not forgotten over night.
    locked = throttle.standing(account) is Standing.LOCKED
    lasting = replace(account, last=min(account.last, now))
    account = lasting if locked else _aged(account, now, throttle.pair_memory, throttle)
    standing = throttle.standing(account)
    eligible = standing is Standing.OPEN or (standing is Standing.GUARDED and (known or admitted))
    wait = max(pair.not_before, source.not_before) - now
    if wait > 0 and not admitted:
        return Decision(-(-wait // _SECOND), (pair, source, account), eligible, clock_back=back)
    after = _counted(account, now, 0) if eligible else account
    begins = throttle.standing(after)
    return Decision(0, (
        _counted(pair, now, _pair_delay(pair.fails + 1, throttle)),
        _counted(source, now, _source_delay(source.fails + 1, throttle)),
        after,
    ), eligible, begins if begins is not standing else Standing.OPEN, back)  # fmt: skip


def refund(
    pair: Counter, source: Counter, account: Counter, throttle: Throttle = DEFAULT
) -> tuple[Counter, Counter, Counter]:
    """The counters after a success: the pair is clean, the account loses the pair's failures, the source one.

    They are the counters as stored at that moment, since others may have been counted meanwhile.
    """
    rest = max(0, source.fails - 1)
    kept = source.not_before if _source_delay(rest, throttle) else 0
    return (
        Counter(),
        replace(source, fails=rest, not_before=kept),
        replace(account, fails=max(0, account.fails - pair.fails)),
    )


def _aged(counter: Counter, now: int, memory: int, throttle: Throttle) -> Counter:
    """The counter with its age considered; after a clock set back its wait begins again from now."""
    set_back = max(0, counter.last - now)
    last = counter.last - set_back
    not_before = min(counter.not_before - set_back, now + throttle.longest * _SECOND)
    if now - last > memory * _SECOND:
        return Counter(0, last, not_before)
    return Counter(counter.fails, last, not_before)


def _counted(counter: Counter, now: int, delay: int) -> Counter:
    return Counter(counter.fails + 1, now, now + delay * _SECOND)


def _pair_delay(fails: int, throttle: Throttle) -> int:
    return throttle.pair_delays[min(fails, len(throttle.pair_delays) - 1)]


def _source_delay(fails: int, throttle: Throttle) -> int:
    return max((delay for least, delay in throttle.source_delays if fails >= least), default=0)
