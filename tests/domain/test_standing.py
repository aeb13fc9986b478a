"""How a pupil stands: н/а, the minimum, the mark just out of reach, and when a result asks for a reason."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.journal.lessons import (
    EMPTY,
    LOCKED,
    Cell,
    Column,
    LessonGrid,
    LessonId,
    LessonState,
    Row,
    Written,
)
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.domain.people.people import PupilId
from ejournal_tui.domain.results.results import MATHEMATICAL, Thresholds, total
from ejournal_tui.domain.results.standing import Standing, asks_why, standings
from ejournal_tui.domain.years.year import Period, Scheme

DAY = date(2017, 9, 4)
TODAY = date(2017, 11, 30)
MARKS = st.lists(st.tuples(st.integers(2, 5), st.integers(1, 5)), min_size=1, max_size=20)


def column(lesson: int, weight: int = 1, day: date = DAY, state: LessonState = LessonState.HELD) -> Column:
    return Column(LessonId(lesson), None, "answer", day, 1, "", "", weight, state)


def standing(*pairs: tuple[Column, Cell], average: int | None = None, proposed: int | None = None) -> Standing:
    columns, cells = (tuple(part) for part in zip(*pairs, strict=True))
    row = Row(PupilId(1), "Абрамов Иван", cells, average, proposed)
    period = Period(Scheme.TRIMESTER, 1, DAY, TODAY)
    grid = LessonGrid(CourseId(1), "", period, "", columns, (row,))
    return standings(grid, MATHEMATICAL, 3, TODAY)[PupilId(1)]


def mark(*values: Value) -> Cell:
    return Cell(tuple(Written(Mark(value), "", 0) for value in values))


def test_a_lesson_with_two_works_is_missed_once() -> None:
    one = standing((column(1), Cell(absence=Absence.ABSENT)), (column(1), EMPTY), (column(2), EMPTY))
    assert (one.missed, one.lessons, one.missed_percent) == (1, 2, 50)


def test_a_late_pupil_was_there() -> None:
    assert standing((column(1), Cell(absence=Absence.LATE))).missed == 0


def test_lessons_before_the_pupil_came_called_off_or_ahead_do_not_count() -> None:
    one = standing(
        (column(1), LOCKED), (column(2, state=LessonState.CANCELLED), EMPTY),
        (column(3, day=date(2017, 12, 1)), EMPTY), (column(4), EMPTY),
    )  # fmt: skip
    assert one.lessons == 1


def test_marks_of_no_weight_and_debts_are_no_marks_of_the_minimum() -> None:
    one = standing((column(1), mark(Value.FIVE, Value.FOUR)), (column(2, 0), mark(Value.FIVE)),
                   (column(3), mark(Value.DEBT)))  # fmt: skip
    assert (one.marks, one.missing, one.debts) == (2, 1, 1)
    assert not one.plain


@pytest.mark.parametrize(
    ("missed", "lessons", "marks", "candidate"),
    [
        (20, 30, 2, False),  # exactly two thirds are not more than two thirds
        (21, 30, 2, True),
        (21, 30, 3, False),  # enough marks
        (0, 0, 0, False),
        (30, 30, 0, True),
    ],
)
def test_not_attested_is_considered_above_two_thirds_missed_with_too_few_marks(
    missed: int, lessons: int, marks: int, candidate: bool
) -> None:
    assert Standing(None, None, marks, 3, missed, lessons).unattested(667) is candidate


@pytest.mark.parametrize(
    ("average", "proposed", "near"),
    [
        (4350, 4, 5), (4349, 4, None), (4499, 4, 5), (4500, 5, None), (3350, 3, 4), (2340, 2, None), (2350, 2, 3),
        (None, None, None),
    ],
)  # fmt: skip
def test_a_mark_is_nearly_reached_within_fifteen_hundredths(
    average: int | None, proposed: int | None, near: int | None
) -> None:
    assert standing((column(1), EMPTY), average=average, proposed=proposed).near == near


@pytest.mark.parametrize(
    ("value", "proposed", "asks"),
    [
        (Value.FOUR, 4, False), (Value.THREE, 4, False), (Value.FIVE, 4, True), (Value.FOUR, None, True),
        (Value.NOT_ATTESTED, None, True), (Value.NOT_ATTESTED, 4, True), (Value.EXEMPT, None, False),
        (Value.PASS, None, False),
    ],
)  # fmt: skip
def test_raises_and_not_attested_ask_for_a_reason(value: Value, proposed: int | None, asks: bool) -> None:
    assert bool(asks_why(value, proposed)) is asks


@given(MARKS, st.randoms(), st.integers(1, 7))
def test_neither_the_order_of_entry_nor_the_scale_of_the_weights_changes_a_proposal(marks, chance, factor) -> None:
    shuffled = chance.sample(marks, len(marks))
    scaled = [(value, weight * factor) for value, weight in shuffled]
    for scheme in (MATHEMATICAL, Thresholds(4650, 3650, 2650), Thresholds(4650, 3600, 2600)):
        assert total(scaled).proposed(scheme) == total(marks).proposed(scheme)
        assert total(scaled).average == total(marks).average
