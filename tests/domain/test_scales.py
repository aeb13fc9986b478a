"""Passed and not passed: what a work may be worth, and what a result follows from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.errors import Invalid
from ejournal_tui.domain.journal.marks import Mark, Value, read_mark
from ejournal_tui.domain.results.quality import Level, LowDegrees, figures, level
from ejournal_tui.domain.results.results import MATHEMATICAL
from ejournal_tui.domain.results.scales import proposed, require_of_scale, require_result_of_scale
from ejournal_tui.domain.results.standing import asks_why
from ejournal_tui.domain.results.year_marks import Part, Trouble, of_scale, proposal

PASS, FAIL, FIVE = Value.PASS, Value.FAIL, Value.FIVE
VALUES = st.lists(st.sampled_from(list(Value)))


@pytest.mark.parametrize(
    ("values", "follows"),
    [
        ([], None), ([FIVE, Value.EXEMPT], None), ([PASS], PASS), ([PASS, Value.DEBT, PASS], PASS),
        ([PASS, FAIL, PASS], None), ([FAIL], None), ([FIVE, PASS], PASS),
    ],
)  # fmt: skip
def test_passed_follows_where_every_work_is(values: list[Value], follows: Value | None) -> None:
    assert proposed(values) is follows


@given(VALUES, st.randoms())
def test_neither_the_order_nor_a_digit_changes_what_follows(values: list[Value], chance) -> None:  # type: ignore[no-untyped-def]
    shuffled = [*values, FIVE]
    chance.shuffle(shuffled)
    assert proposed(shuffled) is proposed(values)


@given(VALUES)
def test_one_work_that_is_not_passed_leaves_it_to_the_teacher(values: list[Value]) -> None:
    assert proposed([*values, FAIL]) is None


@pytest.mark.parametrize("value", list(Value))
def test_each_scale_takes_its_own_and_what_is_of_both(value: Value) -> None:
    for passes, refused in ((True, value.counts), (False, value in (PASS, FAIL))):
        if refused:
            with pytest.raises(Invalid):
                require_result_of_scale(passes, value)
        else:
            require_result_of_scale(passes, value)
    # In a lesson of five points a test may be passed or not.
    require_of_scale(False, (Mark(value),))


@pytest.mark.parametrize(
    ("value", "follows", "asks"),
    [(PASS, PASS, False), (PASS, None, True), (FAIL, PASS, False), (FAIL, None, False), (FIVE, None, False),
     (Value.NOT_ATTESTED, PASS, True), (Value.EXEMPT, None, False)],
)  # fmt: skip
def test_passed_without_works_that_say_so_asks_why(value: Value, follows: Value | None, asks: bool) -> None:
    assert bool(asks_why(value, follows, True)) is asks


@pytest.mark.parametrize(
    ("periods", "passes", "value", "trouble"),
    [
        ((PASS, PASS), True, PASS, None), ((PASS, FAIL), True, None, Trouble.MIXED),
        ((FIVE, FIVE), True, None, Trouble.MIXED), ((PASS, PASS), False, None, Trouble.MIXED),
        ((FIVE, PASS), True, None, Trouble.MIXED), ((PASS, Value.EXEMPT), True, PASS, None),
        ((PASS, None), True, None, Trouble.MISSING), ((FIVE, FIVE), False, FIVE, None),
    ],
)  # fmt: skip
def test_a_year_follows_from_periods_of_its_own_scale(
    periods: tuple[Value | None, ...], passes: bool, value: Value | None, trouble: Trouble | None
) -> None:
    found = of_scale(proposal([Part("", one) for one in periods], MATHEMATICAL), passes)
    assert (found.value, found.trouble) == (value, trouble)


def test_a_report_leaves_passed_out_and_whoever_has_not_passed_does_not_succeed() -> None:
    low = LowDegrees(16, 7)
    assert figures([FIVE, PASS, PASS], low) == figures([FIVE], low)
    assert level([FIVE, PASS]) is Level.EXCELLENT
    assert level([FIVE, FAIL]) is Level.FAILING


@pytest.mark.parametrize(("text", "value"), [("зач", PASS), ("Зачёт", PASS), ("нз", FAIL), ("незач", FAIL)])
def test_the_words_are_read_in_short_and_in_full(text: str, value: Value) -> None:
    assert read_mark(text) == Mark(value)
