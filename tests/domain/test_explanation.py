"""The forecast explained: nothing else counts, and one more mark does what it is said to do."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.domain.results.explanation import CountedMark, Explanation, WorkWeight, by_risk, kinds_used
from ejournal_tui.domain.results.forecast import Risk
from ejournal_tui.domain.results.results import MATHEMATICAL, Thresholds

DAY = date(2018, 1, 15)
PLAIN = WorkWeight("отв", 1)
given_marks = st.lists(st.tuples(st.integers(2, 5), st.integers(0, 4)), max_size=20)


def explained(marks: list[tuple[int, int]], minimum: int = 0, held: int = 0, missed: int = 0) -> Explanation:
    found = tuple(CountedMark(DAY, "", Mark(Value(value)), weight) for value, weight in marks)
    kinds = (PLAIN, WorkWeight("К/р", 4))
    return Explanation("Алгебра", "Алгебра", "II", found, MATHEMATICAL, minimum, kinds, held, missed)


@pytest.mark.parametrize(
    ("marks", "weight", "fives", "drop"),
    [
        # domain rules 3: k = ceil((T·W - S) / (w·(5 - T)))
        ([(4, 1)], 1, 1, 2),
        ([(4, 1), (4, 1), (4, 1)], 1, 3, None),
        ([(3, 1), (4, 1)], 1, 4, 3),
        ([(3, 4)], 1, 2, None),
        ([(3, 4)], 4, 1, None),
        ([(2, 1), (2, 1)], 1, 1, None),
        ([(5, 1)], 1, None, 3),
        ([(4, 1)] * 9, 4, 3, 2),
    ],
)
def test_what_lifts_and_what_lowers(
    marks: list[tuple[int, int]], weight: int, fives: int | None, drop: int | None
) -> None:
    found = explained(marks)
    assert (found.fives(weight), found.drops(weight)) == (fives, drop)


@given(given_marks, st.integers(1, 4))
def test_as_many_fives_as_are_told_lift_it_and_one_fewer_does_not(marks: list[tuple[int, int]], weight: int) -> None:
    found = explained(marks)
    count = found.fives(weight)
    now = found.forecast.proposed
    if count is None or now is None:
        return
    assert explained([*marks, *[(5, weight)] * count]).forecast.proposed >= now + 1  # type: ignore[operator]
    assert count == 0 or explained([*marks, *[(5, weight)] * (count - 1)]).forecast.proposed == now


@given(given_marks, st.integers(1, 4))
def test_a_better_mark_never_makes_less(marks: list[tuple[int, int]], weight: int) -> None:
    then = explained(marks).one_more(weight)
    assert [one.mark for one in then] == [5, 4, 3, 2]
    assert [one.average for one in then] == sorted((one.average for one in then), reverse=True)
    assert [one.proposed for one in then] == sorted((one.proposed for one in then), reverse=True)
    for one in then:
        assert explained([*marks, (one.mark, weight)]).forecast.proposed == one.proposed


@given(given_marks, st.integers(2, 7))
def test_weights_matter_only_beside_each_other(marks: list[tuple[int, int]], factor: int) -> None:
    plain, scaled = explained(marks), explained([(value, weight * factor) for value, weight in marks])
    assert (plain.forecast.average, plain.forecast.proposed) == (scaled.forecast.average, scaled.forecast.proposed)


@given(given_marks, st.randoms())
def test_the_order_of_marks_makes_no_average(marks: list[tuple[int, int]], chance: object) -> None:
    mixed = sorted(marks)
    assert explained(marks).forecast.average == explained(mixed).forecast.average
    assert explained(marks).total == explained(mixed).total


@pytest.mark.parametrize(
    ("found", "risk"),
    [
        (explained([(2, 1)]), Risk.TWO),
        (explained([(5, 1), (5, 1), (2, 1)]), Risk.LAST_IS_TWO),
        (explained([(5, 1)], minimum=3), Risk.TOO_FEW),
        (explained([(4, 1)] * 8 + [(3, 1)] * 10), Risk.BORDERLINE),
        (explained([(4, 1)], held=9, missed=3), Risk.MISSED),
    ],
)
def test_each_danger_is_seen(found: Explanation, risk: Risk) -> None:
    assert risk in found.forecast.risks
    assert by_risk(found) < by_risk(explained([(4, 1)]))


def test_a_few_missed_lessons_are_no_danger() -> None:
    assert Risk.MISSED not in explained([(4, 1)], held=10, missed=3).forecast.risks
    assert explained([], held=0, missed=0).forecast.risks == frozenset()


def test_the_plain_answer_is_always_among_the_kinds() -> None:
    marks = (CountedMark(DAY, "К/р", Mark(Value.FOUR), 4), CountedMark(DAY, "РНО", Mark(Value.FIVE), 0))
    assert kinds_used(marks, PLAIN) == (PLAIN, WorkWeight("К/р", 4))


def test_stricter_thresholds_ask_for_more_fives() -> None:
    found = explained([(4, 1)] * 4)
    strict = Explanation("", "", "", found.marks, Thresholds(4650, 3650, 2650), 0, found.kinds)
    assert (found.fives(1), strict.fives(1)) == (4, 8)
