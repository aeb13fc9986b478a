"""The forecast: fives wanted are ceil((T·W - S) / (w·(5 - T))); risks as tools for Moscow region journals name them."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ejournal_tui.domain.results.forecast import Risk, forecast
from ejournal_tui.domain.results.results import MATHEMATICAL, Thresholds

MARK = st.tuples(st.integers(1, 5), st.integers(0, 6))
MARKS = st.lists(MARK, max_size=40)
SCHEMES = st.sampled_from([MATHEMATICAL, Thresholds(4650, 3650, 2650), Thresholds(4650, 3600, 2600)])


def ones(*values):
    return [(value, 1) for value in values]


def test_a_steady_pupil_runs_no_risk():
    seen = forecast(ones(5, 4, 4), minimum=3)
    assert (seen.average, seen.proposed, seen.risks, seen.missing) == (4333, 4, frozenset(), 0)


def test_nobody_knows_anything_without_marks():
    seen = forecast([], minimum=3)
    assert (seen.average, seen.proposed, seen.to_lift, seen.missing) == (None, None, None, 3)
    assert seen.risks == {Risk.TOO_FEW}


def test_a_mark_of_no_weight_neither_counts_nor_fills_the_minimum():
    assert forecast([(4, 1), (4, 1), (2, 0)], minimum=3) == forecast(ones(4, 4), minimum=3)
    assert Risk.LAST_IS_TWO not in forecast([(4, 1), (2, 0)]).risks


@pytest.mark.parametrize(
    ("marks", "risk"),
    [
        (ones(2, 3, 2, 3, 2), Risk.TWO),
        (ones(5, 4, 4, 5, 4), Risk.BORDERLINE),
        (ones(5, 5), Risk.TOO_FEW),
        (ones(5, 5, 5, 2), Risk.LAST_IS_TWO),
        (ones(5, 5, 5, 1), Risk.LAST_IS_TWO),
    ],
)
def test_each_risk_is_seen(marks, risk):
    assert risk in forecast(marks, minimum=3).risks


@pytest.mark.parametrize(("hundredths", "borderline"), [(434, False), (435, True), (449, True), (450, False)])
def test_borderline_begins_fifteen_hundredths_below(hundredths, borderline):
    marks = [(5, hundredths - 400), (4, 500 - hundredths)]
    assert (Risk.BORDERLINE in forecast(marks).risks) is borderline


@pytest.mark.parametrize(
    ("marks", "weight", "fives"),
    [(ones(4), 1, 1), (ones(4, 4), 1, 2), (ones(3, 3, 3), 1, 1), (ones(3, 3, 3, 3), 1, 2),
     (ones(3, 3, 3, 3), 2, 1), (ones(2, 2), 1, 1), (ones(5), 1, None)],
)  # fmt: skip
def test_so_many_fives_lift_the_proposal(marks, weight, fives):
    assert forecast(marks, weight=weight).to_lift == fives


@given(MARKS, SCHEMES, st.integers(1, 6))
def test_the_fives_named_lift_and_one_fewer_does_not(marks, scheme, weight):
    before = forecast(marks, scheme, weight=weight)
    assume(before.to_lift is not None)
    lifted = forecast(marks + [(5, weight)] * before.to_lift, scheme)
    short = forecast(marks + [(5, weight)] * (before.to_lift - 1), scheme)
    assert lifted.proposed > before.proposed
    assert short.proposed == before.proposed


@given(MARKS, st.integers(0, 6), st.integers(1, 4), SCHEMES)
def test_a_better_next_mark_never_makes_the_forecast_worse(marks, weight, value, scheme):
    worse = forecast([*marks, (value, weight)], scheme, 5)
    better = forecast([*marks, (value + 1, weight)], scheme, 5)
    assert (better.average or 0) >= (worse.average or 0)
    assert (better.proposed or 0) >= (worse.proposed or 0)
    for risk in (Risk.TWO, Risk.TOO_FEW, Risk.LAST_IS_TWO):
        assert (risk in better.risks) <= (risk in worse.risks)


@given(st.lists(MARK, max_size=12).flatmap(lambda m: st.tuples(st.just(m), st.permutations(m))), SCHEMES)
def test_only_the_last_two_depends_on_the_order(both, scheme):
    one, other = (forecast(marks, scheme, 5) for marks in both)
    assert (one.average, one.proposed, one.to_lift, one.missing) == (
        other.average, other.proposed, other.to_lift, other.missing,
    )  # fmt: skip
    assert one.risks - {Risk.LAST_IS_TWO} == other.risks - {Risk.LAST_IS_TWO}


@given(MARKS, st.integers(1, 9), SCHEMES, st.integers(1, 6))
def test_weights_in_another_measure_say_the_same(marks, factor, scheme, weight):
    scaled = [(value, w * factor) for value, w in marks]
    assert forecast(scaled, scheme, 5, weight * factor) == forecast(marks, scheme, 5, weight)
