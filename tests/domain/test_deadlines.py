from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.deadlines import (
    Standing,
    homework_due,
    lesson_due,
    marks_due,
    standing,
)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2018, 1, 15), datetime(2018, 1, 15, 23, 59, 59)),
        (date(2017, 12, 31), datetime(2017, 12, 31, 23, 59, 59)),
        (date(2018, 4, 28), datetime(2018, 4, 28, 23, 59, 59)),
        (date(2020, 2, 29), datetime(2020, 2, 29, 23, 59, 59)),
    ],
)
def test_a_lesson_is_entered_on_its_day(day, due):
    assert lesson_due(day) == due


@pytest.mark.parametrize(
    ("day", "last_end", "hours", "due"),
    [
        (date(2018, 1, 15), time(15, 5), 2, datetime(2018, 1, 15, 17, 5)),
        (date(2018, 1, 15), time(9, 15), 2, datetime(2018, 1, 15, 11, 15)),
        (date(2018, 1, 15), time(15, 5), 1, datetime(2018, 1, 15, 16, 5)),
        (date(2018, 1, 15), time(19, 0), 2, datetime(2018, 1, 15, 21, 0)),
        (date(2018, 1, 15), time(19, 0), 6, datetime(2018, 1, 16, 1, 0)),
        (date(2017, 12, 31), time(15, 5), 24, datetime(2018, 1, 1, 15, 5)),
        (date(2018, 2, 28), time(22, 30), 2, datetime(2018, 3, 1, 0, 30)),
    ],
)
def test_homework_is_due_hours_after_the_last_lesson_of_these_pupils(day, last_end, hours, due):
    assert homework_due(day, last_end, hours) == due


def test_the_order_of_this_school_gives_two_hours():
    assert homework_due(date(2018, 1, 15), time(14, 10)) == datetime(2018, 1, 15, 16, 10)


@pytest.mark.parametrize(
    ("day", "days", "due"),
    [
        (date(2018, 1, 15), 7, datetime(2018, 1, 22, 23, 59, 59)),
        (date(2017, 12, 27), 7, datetime(2018, 1, 3, 23, 59, 59)),
        (date(2018, 2, 26), 7, datetime(2018, 3, 5, 23, 59, 59)),
        (date(2020, 2, 26), 7, datetime(2020, 3, 4, 23, 59, 59)),
        (date(2018, 1, 15), 3, datetime(2018, 1, 18, 23, 59, 59)),
        (date(2018, 1, 15), 0, datetime(2018, 1, 15, 23, 59, 59)),
    ],
)
def test_marks_of_a_work_have_a_week_of_calendar_days(day, days, due):
    assert marks_due(day, days) == due


DUE = datetime(2018, 1, 15, 17, 5)


@pytest.mark.parametrize(
    ("now", "done", "where"),
    [
        (datetime(2018, 1, 15, 8, 30), None, Standing.OPEN),
        (datetime(2018, 1, 14, 20, 0), None, Standing.OPEN),
        (datetime(2018, 1, 15, 16, 34, 59), None, Standing.OPEN),
        (datetime(2018, 1, 15, 16, 35), None, Standing.SOON),
        (datetime(2018, 1, 15, 17, 4, 59), None, Standing.SOON),
        (datetime(2018, 1, 15, 17, 5), None, Standing.SOON),
        (datetime(2018, 1, 15, 17, 5, 0, 999_999), None, Standing.SOON),
        (datetime(2018, 1, 15, 17, 5, 1), None, Standing.OVERDUE),
        (datetime(2018, 1, 16, 8, 0), None, Standing.OVERDUE),
        (datetime(2018, 1, 16, 8, 0), datetime(2018, 1, 15, 17, 5), Standing.IN_TIME),
        (datetime(2018, 1, 16, 8, 0), datetime(2018, 1, 15, 17, 5, 1), Standing.LATE),
        (datetime(2018, 1, 15, 12, 0), datetime(2018, 1, 15, 11, 0), Standing.IN_TIME),
    ],
)
def test_an_entry_stands_against_its_term(now, done, where):
    assert standing(DUE, now, done) is where


def test_the_last_second_of_the_day_is_still_the_day():
    due = lesson_due(date(2018, 1, 15))
    assert standing(due, datetime(2018, 1, 15, 23, 59, 59, 999_999)) is Standing.SOON
    assert standing(due, datetime(2018, 1, 16)) is Standing.OVERDUE


def test_marks_may_be_said_to_be_due_soon_a_day_before():
    due = marks_due(date(2018, 1, 15))
    now = datetime(2018, 1, 22, 8, 0)
    assert standing(due, now) is Standing.OPEN
    assert standing(due, now, soon=timedelta(days=1)) is Standing.SOON


@given(st.datetimes(datetime(2017, 9, 1), datetime(2018, 9, 1)), st.timedeltas(timedelta(0), timedelta(9)))
def test_time_only_brings_a_term_nearer(now, later):
    order = [Standing.OPEN, Standing.SOON, Standing.OVERDUE]
    due = marks_due(date(2018, 1, 15))
    assert order.index(standing(due, now + later)) >= order.index(standing(due, now))
