"""Averages, rounding and the least number of marks, by the sources that schools follow.

Thresholds: mathematical rounding; those of the Ministry of Education of the Novosibirsk region (ngs.ru, 22.03.2022);
those of a lyceum near Moscow. Least marks: 3, 5, 7 a trimester for 1, 2, 3 and more hours a week, as tools for Moscow
journals check them; half-years in proportion.
"""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.results.results import (
    MATHEMATICAL,
    Thresholds,
    Total,
    minimum_marks,
    total,
    weighted_average,
)
from ejournal_tui.domain.years.year import Scheme

NOVOSIBIRSK = Thresholds(4650, 3650, 2650)
LYCEUM = Thresholds(4650, 3600, 2600)
MARKS = st.lists(st.tuples(st.integers(1, 5), st.integers(0, 6)), max_size=40)


@pytest.mark.parametrize(
    ("marks", "average"),
    [
        ([], None),
        ([(5, 0)], None),
        ([(5, 1)], 5000),
        ([(4, 1), (5, 1)], 4500),
        ([(5, 1), (4, 1), (4, 1)], 4333),
        ([(5, 1), (5, 1), (4, 1)], 4667),
        ([(5, 4), (2, 1)], 4400),
        ([(5, 1), (2, 0)], 5000),
        ([(4, 7), (5, 1)], 4125),
        ([(4, 15), (5, 1)], 4063),
        ([(2, 31), (3, 1)], 2031),
    ],
)
def test_the_average_counts_weights_and_rounds_half_up(marks, average):
    assert weighted_average(marks) == average


@pytest.mark.parametrize(
    ("thresholds", "average", "mark"),
    [
        (MATHEMATICAL, 4500, 5), (MATHEMATICAL, 4499, 4), (MATHEMATICAL, 3500, 4), (MATHEMATICAL, 3499, 3),
        (MATHEMATICAL, 2500, 3), (MATHEMATICAL, 2499, 2), (MATHEMATICAL, 1000, 2),
        (NOVOSIBIRSK, 4650, 5), (NOVOSIBIRSK, 4649, 4), (NOVOSIBIRSK, 3650, 4), (NOVOSIBIRSK, 3649, 3),
        (NOVOSIBIRSK, 2650, 3), (NOVOSIBIRSK, 2649, 2),
        (LYCEUM, 4650, 5), (LYCEUM, 4649, 4), (LYCEUM, 3600, 4), (LYCEUM, 3599, 3),
        (LYCEUM, 2600, 3), (LYCEUM, 2599, 2),
    ],
)  # fmt: skip
def test_each_scheme_proposes_from_its_own_thresholds(thresholds, average, mark):
    assert Total(average, 1000).proposed(thresholds) == mark


def test_an_average_that_only_shows_as_the_threshold_does_not_reach_it():
    just_below = Total(points=44_999, weight=10_000)
    assert just_below.average == 4500
    assert just_below.proposed(MATHEMATICAL) == 4


def test_without_a_counted_mark_nothing_is_proposed():
    assert total([(5, 0)]).proposed(MATHEMATICAL) is None


@pytest.mark.parametrize(
    ("half_hours", "scheme", "marks"),
    [
        (1, Scheme.TRIMESTER, 3), (2, Scheme.TRIMESTER, 3), (3, Scheme.TRIMESTER, 3),
        (4, Scheme.TRIMESTER, 5), (5, Scheme.TRIMESTER, 5), (6, Scheme.TRIMESTER, 7),
        (10, Scheme.QUARTER, 7), (2, Scheme.HALF_YEAR, 5),
        (4, Scheme.HALF_YEAR, 7), (6, Scheme.HALF_YEAR, 9),
    ],
)  # fmt: skip
def test_the_minimum_of_marks_grows_with_the_hours(half_hours, scheme, marks):
    assert minimum_marks(half_hours, scheme) == marks


@given(MARKS)
def test_the_average_is_the_exact_fraction_rounded_half_up(marks):
    weight = sum(w for _v, w in marks)
    average = weighted_average(marks)
    if not weight:
        assert average is None
        return
    exact = Fraction(sum(v * w for v, w in marks) * 1000, weight)
    assert average - exact <= Fraction(1, 2)
    assert exact - average < Fraction(1, 2)
