"""What year and final marks follow from: tables of cases, with the source of each."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ejournal_tui.domain.journal.marks import Value
from ejournal_tui.domain.results.results import MATHEMATICAL, Thresholds
from ejournal_tui.domain.results.year_marks import Part, Proposal, Trouble, asks_why, proposal

STRICT = Thresholds(4650, 3650, 2650)
LYCEUM = Thresholds(4650, 3600, 2600)
READ = {"н": Value.NOT_ATTESTED, "о": Value.EXEMPT, "з": Value.PASS, "х": Value.FAIL, "-": None}


def parts(text: str) -> list[Part]:
    """«4 5 н -»: a result a period."""
    return [
        Part(f"{n} тр.", Value(int(sign)) if sign.isdigit() else READ[sign]) for n, sign in enumerate(text.split(), 1)
    ]


# Domain rules 3: the year is the mean of the periods, rounded as the school does (1.3: three schemes).
YEARS = [
    # mathematical, from a half up
    ("5 5 5", MATHEMATICAL, 5, 5000), ("4 5 5", MATHEMATICAL, 5, 4667), ("4 4 5", MATHEMATICAL, 4, 4333),
    ("3 4 4", MATHEMATICAL, 4, 3667), ("3 3 4", MATHEMATICAL, 3, 3333), ("2 3 3", MATHEMATICAL, 3, 2667),
    ("2 2 3", MATHEMATICAL, 2, 2333), ("2 3 4", MATHEMATICAL, 3, 3000), ("2 5 5", MATHEMATICAL, 4, 4000),
    # half-years: a half goes up
    ("4 5", MATHEMATICAL, 5, 4500), ("3 4", MATHEMATICAL, 4, 3500), ("2 3", MATHEMATICAL, 3, 2500),
    # quarters
    ("4 4 5 5", MATHEMATICAL, 5, 4500), ("3 3 4 4", MATHEMATICAL, 4, 3500), ("3 3 3 4", MATHEMATICAL, 3, 3250),
    # the scheme of НСО (И16): 4,65 3,65 2,65
    ("4 5", STRICT, 4, 4500), ("4 5 5", STRICT, 5, 4667), ("4 4 5 5", STRICT, 4, 4500), ("3 4 4", STRICT, 4, 3667),
    ("2 3 3", STRICT, 3, 2667), ("2 3", STRICT, 2, 2500),
    # a lyceum's (И17): 4,65 3,60 2,60
    ("3 4 4", LYCEUM, 4, 3667), ("3 3 4 4 4", LYCEUM, 4, 3600), ("3 4", LYCEUM, 3, 3500),
    # excused periods are left out (И2, И3)
    ("о 4 5", MATHEMATICAL, 5, 4500), ("5 о о", MATHEMATICAL, 5, 5000),
]  # fmt: skip


@pytest.mark.parametrize(("text", "thresholds", "mark", "average"), YEARS)
def test_the_year_is_the_mean_of_its_periods(text: str, thresholds: Thresholds, mark: int, average: int) -> None:
    found = proposal(parts(text), thresholds)
    assert (found.mark, found.average, found.trouble) == (mark, average, None)


# Domain rules 1.5: with н/а in a period nothing is computed silently; 1.6: mark-free subjects.
UNDECIDED = [
    ("- - -", Trouble.NOTHING), ("", Trouble.NOTHING), ("4 5 -", Trouble.MISSING), ("- 5 5", Trouble.MISSING),
    ("н 5 5", Trouble.UNATTESTED), ("4 н 4", Trouble.UNATTESTED), ("о н 5", Trouble.UNATTESTED),
    ("з 5 5", Trouble.MIXED), ("з з х", Trouble.MIXED), ("х х х", Trouble.MIXED), ("н - 5", Trouble.MISSING),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trouble"), UNDECIDED)
def test_nothing_is_guessed_where_something_is_wanting(text: str, trouble: Trouble) -> None:
    found = proposal(parts(text), MATHEMATICAL)
    assert (found.value, found.average, found.trouble) == (None, None, trouble)
    assert found.why
    if Value.NOT_ATTESTED in [one.value for one in parts(text)] and trouble is not Trouble.MISSING:
        assert "тр." in found.why


def test_passes_and_excuses_are_a_year_of_their_own() -> None:
    assert proposal(parts("з з з"), MATHEMATICAL).value is Value.PASS
    assert proposal(parts("о о"), MATHEMATICAL).value is Value.EXEMPT
    assert proposal(parts("з о"), MATHEMATICAL).value is Value.PASS
    assert proposal(parts("о о"), MATHEMATICAL).mark is None


# Order 115 of 14.02.2014, 5.3, and order 546 of 05.10.2020: year and exam, mathematical rounding.
NINE = [("4 5", 5), ("5 4", 5), ("3 4", 4), ("4 3", 4), ("5 3", 4), ("3 5", 4), ("4 2", 3), ("3 3", 3), ("5 5", 5),
        ("2 3", 3)]  # fmt: skip
# Order 546: algebra, geometry and the exam of mathematics are one mark; with probability as the newer plans have it.
MATHS = [("4 5 4", 4), ("5 5 4", 5), ("3 4 4", 4), ("3 3 4", 3), ("4 4 5 5", 5), ("3 3 4 4", 4), ("3 4 3 3", 3)]
# Both orders: the half-years and years of 10 and 11.
ELEVEN = [("4 5 5 5 5 5", 5), ("4 4 4 5 5 5", 5), ("4 4 4 4 5 5", 4), ("3 4 4 3 4 4", 4), ("3 3 3 3 4 4", 3),
          ("3 3 3 4 4 4", 4), ("5 5 5", 5)]  # fmt: skip


@pytest.mark.parametrize(("text", "mark"), [*NINE, *MATHS, *ELEVEN])
def test_final_marks_are_means_rounded_mathematically(text: str, mark: int) -> None:
    assert proposal(parts(text), MATHEMATICAL).mark == mark


@pytest.mark.parametrize(
    ("value", "text", "asked"),
    [
        (Value.FOUR, "4 4 4", False), (Value.THREE, "4 4 4", False), (Value.FIVE, "4 4 4", True),
        (Value.FOUR, "4 4 н", True), (Value.FOUR, "4 4 -", True), (Value.NOT_ATTESTED, "4 4 4", True),
        (Value.EXEMPT, "4 4 -", False), (Value.FOUR, "з з з", True), (Value.PASS, "з з з", False),
    ],
)  # fmt: skip
def test_a_raise_and_a_mark_out_of_nothing_ask_why(value: Value, text: str, asked: bool) -> None:
    assert bool(asks_why(value, proposal(parts(text), MATHEMATICAL))) is asked


def test_the_explanation_says_all_that_was_counted() -> None:
    assert proposal(parts("4 5 5"), MATHEMATICAL).told == "1 тр. 4, 2 тр. 5, 3 тр. 5: 4.67 → 5"
    assert proposal(parts("4 -"), MATHEMATICAL).told == "no result: 2 тр."
    assert proposal(parts("4 н"), MATHEMATICAL).told == "1 тр. 4, 2 тр. н/а: the teacher decides"
    assert Proposal(()).told == ""


DIGITS = some.lists(some.integers(2, 5), min_size=1, max_size=6)


@given(DIGITS, some.randoms())
def test_the_order_of_the_periods_never_matters(values: list[int], random: object) -> None:
    shuffled = list(values)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives random.Random
    assert _mark(values) == _mark(shuffled)


@given(DIGITS, some.integers(0, 5))
def test_a_better_period_never_makes_a_worse_year(values: list[int], place: int) -> None:
    place %= len(values)
    better = [min(5, one + 1) if n == place else one for n, one in enumerate(values)]
    assert _mark(better) >= _mark(values)
    assert min(values) <= _mark(values) <= max(values)


def _mark(values: Sequence[int]) -> int:
    found = proposal([Part("", Value(one)) for one in values], MATHEMATICAL).mark
    assert found is not None
    return found
