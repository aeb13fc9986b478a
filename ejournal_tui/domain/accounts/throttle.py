"""How long a person waits between attempts to sign in.

Three counters: a login from one source (the pair), everything from one source, and a login from anywhere.
An attempt is reserved in all three before anything is verified, so that attempts at once or cut short are
counted too; success gives its own reservation back. Instants are milliseconds.
"""

from dataclasses import dataclass, replace

_SECOND = 1000


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

    pair_delays: tuple[int, ...] = (0, 0, 0, 5, 15, 30, 60, 120, 300, 900, 3600)
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


DEFAULT = Throttle()


@dataclass(frozen=True)
class Decision:
    """Whether an attempt is taken."""

    wait_seconds: int
    """How long to wait; 0 when the attempt is taken and reserved."""
    counters: tuple[Counter, Counter, Counter]
    """Pair, source and account; stored in either case, or after a clock set back waits have no end."""


def reserve(
    pair: Counter, source: Counter, account: Counter, now: int, throttle: Throttle = DEFAULT
) -> Decision:
    """Take an attempt, counting it as a failure at once, or tell how long to wait; a wait is not counted."""
    pair = _aged(pair, now, throttle.pair_memory, throttle)
    source = _aged(source, now, throttle.source_memory, throttle)
    account = _aged(account, now, throttle.pair_memory, throttle)
    wait = max(pair.not_before, source.not_before) - now
    if wait > 0:
        return Decision(-(-wait // _SECOND), (pair, source, account))
    return Decision(0, (
        _counted(pair, now, _pair_delay(pair.fails + 1, throttle)),
        _counted(source, now, _source_delay(source.fails + 1, throttle)),
        _counted(account, now, 0),
    ))  # fmt: skip


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
