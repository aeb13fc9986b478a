"""Work on mistakes: beside the corrected mark, in its place, or the better of both."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ejournal_tui.domain.results.mistakes import BESIDE, BETTER, REPLACES, Given, settle
from ejournal_tui.domain.results.results import MATHEMATICAL, total

TEST, LATER, LATER_STILL = 1, 2, 3


def of_test(value: int) -> Given:
    return Given(value, 4, TEST, TEST)


def corrected(value: int, source: int = LATER) -> Given:
    return Given(value, 1, TEST, source, corrects=True)


@pytest.mark.parametrize(
    ("marks", "how", "counted"),
    [
        ((of_test(2), corrected(4)), BESIDE, [(2, 4), (4, 1)]),
        ((of_test(2), corrected(4)), REPLACES, [(2, 0), (4, 4)]),
        ((of_test(2), corrected(4)), BETTER, [(2, 0), (4, 4)]),
        ((of_test(4), corrected(3)), REPLACES, [(4, 0), (3, 4)]),
        ((of_test(4), corrected(3)), BETTER, [(4, 4), (3, 0)]),
        ((of_test(4), corrected(4)), BETTER, [(4, 4), (4, 0)]),
        # Worked on twice: the last counts, or the best.
        ((of_test(2), corrected(4), corrected(3, LATER_STILL)), REPLACES, [(2, 0), (4, 0), (3, 4)]),
        ((of_test(2), corrected(4), corrected(3, LATER_STILL)), BETTER, [(2, 0), (4, 4), (3, 0)]),
        # A dictation of two marks, corrected by two and by one.
        ((of_test(2), of_test(3), corrected(4), corrected(3)), REPLACES, [(2, 0), (3, 0), (4, 4), (3, 4)]),
        ((of_test(2), of_test(5), corrected(4)), BETTER, [(2, 0), (5, 0), (4, 4)]),
        # What was made up of the test is corrected like the test; other works stay as they are.
        ((Given(3, 4, TEST, 9), Given(5, 1, 7, 7), corrected(5)), REPLACES, [(3, 0), (5, 1), (5, 4)]),
        # Nothing to correct: it stands for itself.
        ((corrected(4), Given(3, 1)), REPLACES, [(4, 1), (3, 1)]),
        # Passed is no mark that counts.
        ((of_test(2), Given(10, 0, TEST, LATER, corrects=True)), REPLACES, [(2, 4), (10, 0)]),
    ],
)  # fmt: skip
def test_what_counts_by_the_rule_of_the_school(
    marks: tuple[Given, ...], how: str, counted: list[tuple[int, int]]
) -> None:
    assert settle(marks, how) == counted


MARKS = some.lists(
    some.builds(
        lambda value, weight, root, source, corrects: Given(
            value, weight, root, source * 10 + 5 if corrects else root, corrects
        ),
        some.integers(2, 5), some.just(3), some.integers(1, 3), some.integers(1, 2), some.booleans(),
    ),
    max_size=14,
)  # fmt: skip


@given(MARKS)
def test_the_better_of_both_is_never_worse_than_either(marks: list[Given]) -> None:
    worlds = {how: settle(marks, how) for how in (BESIDE, REPLACES, BETTER)}
    for root in {one.root for one in marks}:
        its = [n for n, one in enumerate(marks) if one.root == root]
        averages = {how: total(counted[n] for n in its).average or 0 for how, counted in worlds.items()}
        assert averages[BETTER] >= averages[REPLACES]
    assert [value for value, _weight in worlds[BETTER]] == [one.value for one in marks]


@given(MARKS, some.permutations((1, 2, 3)), some.sampled_from([BESIDE, REPLACES, BETTER]))
def test_which_work_was_entered_first_does_not_matter(marks: list[Given], order: list[int], how: str) -> None:
    shuffled = sorted(marks, key=lambda one: order.index(one.root))
    before, after = total(settle(marks, how)), total(settle(shuffled, how))
    assert (before.average, before.proposed(MATHEMATICAL)) == (after.average, after.proposed(MATHEMATICAL))
