"""Success, quality and the degree of learning, by the formulas of the built-in help of NetSchool."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.journal.marks import Value
from ejournal_tui.domain.journal.outside import RESULT_VALUES
from ejournal_tui.domain.results.quality import Level, LowDegrees, class_figures, figures, level, only_one

SHIPPED = LowDegrees(16, 7)
RESULTS = st.lists(st.sampled_from([*RESULT_VALUES, None]), max_size=30)
WRITTEN = {
    "5": Value.FIVE, "4": Value.FOUR, "3": Value.THREE, "2": Value.TWO, "н": Value.NOT_ATTESTED, "о": Value.EXEMPT,
    "з": Value.PASS, "х": Value.FAIL, "·": None,
}  # fmt: skip


def read(text: str) -> list[Value | None]:
    """«54н·»: н is not attested, о excused, з passed, х not passed, · nothing."""
    return [WRITTEN[sign] for sign in text]


@pytest.mark.parametrize(
    ("results", "asked", "success", "quality", "degree", "average"),
    [
        # NetSchool: success (n5+n4+n3)·100/N, quality (n5+n4)·100/N, СОУ (100n5+64n4+36n3+16n2+7n(н/а))/N.
        ("", 0, None, None, None, None),
        ("5", 1, 100000, 100000, 100000, 5000),
        ("4", 1, 100000, 100000, 64000, 4000),
        ("3", 1, 100000, 0, 36000, 3000),
        ("2", 1, 0, 0, 16000, 2000),
        ("5432", 4, 75000, 50000, 54000, 3500),
        ("554443332", 9, 88889, 55556, 57333, 3667),
        # «н/а» is in N and weighs 7; the average is of the digits alone.
        ("н", 1, 0, 0, 7000, None),
        ("5н", 2, 50000, 50000, 53500, 5000),
        ("543н", 4, 75000, 50000, 51750, 4000),
        # Excused, passed and empty ones are out of N.
        ("5о", 1, 100000, 100000, 100000, 5000),
        ("4··", 1, 100000, 100000, 64000, 4000),
        ("3зх", 1, 100000, 0, 36000, 3000),
        ("оз·", 0, None, None, None, None),
        # Half up in the last place.
        ("533", 3, 100000, 33333, 57333, 3667),
        ("443", 3, 100000, 66667, 54667, 3667),
    ],
)
def test_the_figures_of_a_subject(results, asked, success, quality, degree, average):
    found = figures(read(results), SHIPPED)
    assert (found.asked, found.success, found.quality, found.degree, found.average) == (
        asked, success, quality, degree, average,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("two", "not_attested", "degree"),
    # Schools that weigh a 2 with 14, that leave "not attested" without weight; the five is 100 everywhere.
    [(16, 7, 41000), (14, 7, 40333), (16, 0, 38667), (0, 0, 33333)],
)
def test_what_low_results_weigh_is_for_the_school_to_say(two, not_attested, degree):
    found = figures(read("52н"), LowDegrees(two, not_attested))
    assert (found.degree, found.success, found.quality) == (degree, 33333, 33333)


@pytest.mark.parametrize(
    ("results", "expected", "one_four", "one_three"),
    [
        # Excellent: all are fives; good: a four and no three, two or «н/а»; excused and passed are left out.
        ("555", Level.EXCELLENT, False, False),
        ("55о", Level.EXCELLENT, False, False),
        ("5з·", Level.EXCELLENT, False, False),
        ("554", Level.GOOD, True, False),
        ("544", Level.GOOD, False, False),
        ("4оо", Level.GOOD, True, False),
        ("543", Level.MIDDLING, False, True),
        ("553", Level.MIDDLING, False, True),
        ("533", Level.MIDDLING, False, False),
        ("552", Level.FAILING, False, False),
        ("432", Level.FAILING, False, False),
        ("55н", Level.FAILING, False, False),
        ("55х", Level.FAILING, False, False),
        ("оз·", Level.UNKNOWN, False, False),
        ("", Level.UNKNOWN, False, False),
    ],
)
def test_the_level_of_a_pupil(results, expected, one_four, one_three):
    values = read(results)
    assert level(values) is expected
    assert (only_one(values, Value.FOUR), only_one(values, Value.THREE)) == (one_four, one_three)


def test_the_quality_of_a_class_is_of_those_who_have_results():
    found = class_figures(read(words) for words in ("555", "554", "543", "552", "·о"))
    assert found.levels == {
        Level.EXCELLENT: 1, Level.GOOD: 1, Level.MIDDLING: 1, Level.FAILING: 1, Level.UNKNOWN: 1,
    }  # fmt: skip
    assert (found.quality, found.success) == (50000, 75000)
    assert class_figures([]).quality is None


@given(RESULTS, st.randoms())
def test_order_never_matters_and_quality_is_never_above_success(results, random):
    mixed = list(results)
    random.shuffle(mixed)
    found = figures(results, SHIPPED)
    assert found == figures(mixed, SHIPPED)
    assert level(results) is level(mixed)
    if found.asked:
        assert found.success is not None
        assert found.quality is not None
        assert found.degree is not None
        assert 0 <= found.quality <= found.success <= 100000
        assert 7000 <= found.degree <= 100000
