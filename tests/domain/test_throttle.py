from dataclasses import astuple, replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.accounts.throttle import DEFAULT, Counter, Standing, Throttle, refund, reserve, throttle_of

SECOND, HOUR, DAY = 1000, 3_600_000, 86_400_000
NOW = 1_516_000_000_000
FRESH = (Counter(), Counter(), Counter())
INSTANTS = st.integers(0, 4 * 10**12)
COUNTERS = st.builds(
    lambda fails, last, wait: Counter(fails, last, last + wait * SECOND),
    st.integers(0, 200), INSTANTS, st.integers(0, 3600),
)  # fmt: skip


def failing(times, now=NOW, counters=FRESH):
    """Fail so often, each time as soon as it is allowed; answer the waits, the counters and the instant."""
    waits = []
    for _attempt in range(times):
        decision = reserve(*counters, now)
        waits.append(decision.wait_seconds)
        now += decision.wait_seconds * SECOND
        counters = reserve(*decision.counters, now).counters if decision.wait_seconds else decision.counters
    return waits, counters, now


def test_the_waits_of_one_login_at_one_terminal_grow_to_an_hour():
    quiet = Throttle(source_delays=())
    counters, now, waits = FRESH, NOW, []
    for _attempt in range(13):
        wait = reserve(*counters, now, quiet).wait_seconds
        waits.append(wait)
        now += wait * SECOND
        counters = reserve(*counters, now, quiet).counters
    assert waits == [0, 0, 0, 5, 15, 30, 60, 120, 300, 900, 3600, 3600, 3600]


@pytest.mark.parametrize(
    ("fails", "wait"), [(14, 0), (15, 10), (29, 10), (30, 60), (59, 60), (60, 900), (500, 900)]
)
def test_a_terminal_that_fails_with_many_logins_waits(fails, wait):
    source = Counter(fails - 1, NOW)
    taken = reserve(Counter(), source, Counter(), NOW).counters
    assert reserve(Counter(), taken[1], Counter(), NOW).wait_seconds == wait


def test_a_wait_is_not_counted_and_does_not_begin_anew():
    _waits, counters, now = failing(3)
    first = reserve(*counters, now + SECOND)
    assert first.wait_seconds == 4
    assert first.counters == counters
    assert reserve(*first.counters, now + 2 * SECOND).wait_seconds == 3
    assert reserve(*first.counters, now + 5 * SECOND).wait_seconds == 0


def test_part_of_a_second_is_a_second():
    _waits, counters, now = failing(3)
    assert reserve(*counters, now + 5 * SECOND - 1).wait_seconds == 1


def test_another_terminal_does_not_wait_for_this_one():
    _waits, (_pair, _source, account), now = failing(10)
    assert reserve(Counter(), Counter(), account, now).wait_seconds == 0


def many(account, times, known=False, throttle=DEFAULT):
    """Fail so often, each time at another terminal."""
    for _terminal in range(times):
        account = reserve(Counter(), Counter(), account, NOW, throttle, known).counters[2]
    return account


def test_strangers_put_an_account_under_guard_and_never_lock_it():
    account = many(Counter(), 19)
    last = reserve(Counter(), Counter(), account, NOW)
    assert (last.eligible, last.begins) == (True, Standing.GUARDED)
    account = many(last.counters[2], 1000)
    assert account.fails == 20
    stranger, owner, guest = (
        reserve(Counter(), Counter(), account, NOW, known=known, admitted=admitted)
        for known, admitted in ((False, False), (True, False), (False, True))
    )
    assert (stranger.wait_seconds, owner.wait_seconds, guest.wait_seconds) == (0, 0, 0)
    assert (stranger.eligible, owner.eligible, guest.eligible) == (False, True, True)


def test_a_hundred_failures_where_the_person_is_known_lock_until_somebody_unlocks():
    account = many(Counter(), 99, known=True)
    last = reserve(Counter(), Counter(), account, NOW, known=True)
    assert (last.eligible, last.begins) == (True, Standing.LOCKED)
    for later in (NOW, NOW + 400 * DAY):
        for known, admitted in ((True, False), (False, True)):
            there = reserve(Counter(), Counter(), last.counters[2], later, known=known, admitted=admitted)
            assert not there.eligible
            assert there.counters[2].fails == 100


def test_the_guard_ends_a_day_after_the_last_failure_that_counted():
    account = many(Counter(), 20)
    assert not reserve(Counter(), Counter(), account, NOW + DAY).eligible
    assert reserve(Counter(), Counter(), account, NOW + DAY + 1).eligible


def test_an_admission_waits_for_nothing():
    waiting = Counter(10, NOW, NOW + HOUR)
    assert reserve(waiting, waiting, Counter(), NOW).wait_seconds == 3600
    assert reserve(waiting, waiting, Counter(), NOW, admitted=True).wait_seconds == 0


def test_a_clock_set_back_is_told_of_once():
    decision = reserve(Counter(1, NOW), Counter(), Counter(), NOW - HOUR)
    assert decision.clock_back == 3600
    assert reserve(*decision.counters, NOW - HOUR).clock_back == 0
    assert reserve(Counter(1, NOW), Counter(), Counter(), NOW - 59 * SECOND).clock_back == 0


@pytest.mark.parametrize("free", [3, 5, 10])
def test_a_school_gives_more_free_tries(free):
    quiet = replace(throttle_of(free, 50, 100), source_delays=())
    counters = FRESH
    for _attempt in range(free):
        decision = reserve(*counters, NOW, quiet)
        assert decision.wait_seconds == 0
        counters = decision.counters
    assert reserve(*counters, NOW, quiet).wait_seconds == 5


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=150))
def test_only_failures_where_the_person_is_known_ever_lock(attempts):
    small = throttle_of(3, 5, 10)
    account, at_home = Counter(), 0
    for _terminal, known in attempts:
        account = reserve(Counter(), Counter(), account, NOW, small, known).counters[2]
        at_home += known
    assert (small.standing(account) is not Standing.LOCKED) or at_home >= 5


def test_a_success_cleans_the_pair_and_gives_back_only_its_own():
    _waits, counters, _now = failing(4)
    pair, source, account = refund(counters[0], Counter(12, NOW), Counter(9, NOW))
    assert pair == Counter()
    assert source.fails == 11
    assert account.fails == 5


def test_ones_own_success_does_not_free_a_terminal_that_tries_others():
    source, now, waits = Counter(), NOW, 0
    for attempt in range(80):
        now += SECOND
        if attempt % 3 == 0 and not reserve(Counter(), source, Counter(), now).wait_seconds:
            source = refund(*reserve(Counter(), source, Counter(), now).counters)[1]
        decision = reserve(Counter(), source, Counter(), now)
        waits += decision.wait_seconds > 0
        source = decision.counters[1]
    assert waits > 50


def test_a_class_that_signs_in_well_never_waits_at_its_shared_terminal():
    source = Counter()
    for pupil in range(200):
        decision = reserve(Counter(), source, Counter(), NOW + pupil)
        assert decision.wait_seconds == 0
        source = refund(*decision.counters)[1]


def test_the_fifteenth_attempt_that_succeeds_leaves_no_wait_behind():
    taken = reserve(Counter(), Counter(14, NOW), Counter(), NOW).counters
    assert taken[1].not_before == NOW + 10 * SECOND
    assert reserve(Counter(), refund(*taken)[1], Counter(), NOW).wait_seconds == 0


@pytest.mark.parametrize(("quiet", "fails"), [(DAY, 6), (DAY + 1, 1)])
def test_a_pair_begins_anew_after_a_quiet_day(quiet, fails):
    assert reserve(Counter(5, NOW), Counter(), Counter(5, NOW), NOW + quiet).counters[0].fails == fails
    assert reserve(Counter(5, NOW), Counter(), Counter(5, NOW), NOW + quiet).counters[2].fails == fails


@pytest.mark.parametrize(("quiet", "fails"), [(900 * SECOND, 15), (900 * SECOND + 1, 1)])
def test_a_terminal_begins_anew_after_a_quiet_quarter_of_an_hour(quiet, fails):
    assert reserve(Counter(), Counter(14, NOW), Counter(), NOW + quiet).counters[1].fails == fails


def test_a_clock_set_back_a_year_waits_an_hour_at_most_and_then_lets_in():
    _waits, counters, now = failing(11)
    counters = reserve(*counters, now).counters
    back = now - 365 * DAY
    decision = reserve(*counters, back)
    assert 0 < decision.wait_seconds <= 3600
    assert reserve(*decision.counters, back + HOUR).wait_seconds == 0


def test_a_clock_set_back_a_little_costs_no_more_than_the_wait_itself():
    _waits, counters, now = failing(3)
    assert reserve(*counters, now - 10 * 60 * SECOND).wait_seconds == 5


@given(COUNTERS, COUNTERS, COUNTERS, INSTANTS)
def test_no_clock_makes_anybody_wait_longer_than_an_hour(pair, source, account, now):
    decision = reserve(pair, source, account, now)
    assert 0 <= decision.wait_seconds <= 3600
    later = reserve(*decision.counters, now + HOUR)
    assert later.wait_seconds == 0


@given(COUNTERS, COUNTERS, st.integers(0, 50), st.integers(0, 50), INSTANTS)
def test_more_failures_never_shorten_the_wait(pair, source, more, others, now):
    worse_pair = Counter(pair.fails + more, pair.last, pair.not_before)
    worse_source = Counter(source.fails + others, source.last, source.not_before)
    waits = []
    for counters in ((pair, source, Counter()), (worse_pair, worse_source, Counter())):
        first = reserve(*counters, now)
        waits.append((first.wait_seconds, reserve(*first.counters, now).wait_seconds))
    assert waits[0][0] <= waits[1][0]
    assert waits[0][1] <= waits[1][1]


@given(COUNTERS, COUNTERS, COUNTERS, INSTANTS)
def test_an_attempt_is_either_reserved_everywhere_or_counted_nowhere(pair, source, account, now):
    decision = reserve(pair, source, account, now)
    again = reserve(*decision.counters, now)
    if decision.wait_seconds:
        assert again == replace(decision, clock_back=0)
    else:
        assert all(counter.fails >= 1 and counter.last == now for counter in decision.counters[:2])
        assert (decision.counters[2].last == now) or not decision.eligible


@given(COUNTERS, COUNTERS, COUNTERS, INSTANTS)
def test_a_refund_never_leaves_more_than_there_was(pair, source, account, now):
    reserved = reserve(pair, source, account, now).counters
    for before, after in zip(reserved, refund(*reserved), strict=True):
        assert 0 <= after.fails <= before.fails
        assert after.not_before <= before.not_before


def test_the_figures_of_the_school_only_grow():
    figures = Throttle()
    assert all(one <= other for one, other in pairwise(figures.pair_delays))
    assert sorted(figures.source_delays) == sorted(figures.source_delays, key=lambda pair: pair[1])
    assert max(figures.pair_delays) == figures.longest
    assert astuple(Counter()) == (0, 0, 0)
