from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.journal.deadlines import Standing, homework_due, lesson_due, marks_due, result_due, standing


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


HOLIDAYS = {date(2017, 10, 30) + timedelta(days=n) for n in range(8)}
WINTER = {date(2017, 12, 28) + timedelta(days=n) for n in range(14)}


def _weekends(day: date) -> bool:
    return day.isoweekday() > 5


def _autumn(day: date) -> bool:
    return day in HOLIDAYS or _weekends(day)


def _winter(day: date) -> bool:
    return day in WINTER or _weekends(day)


def _winter_on_six_days(day: date) -> bool:
    return day in WINTER or day.isoweekday() == 7


@pytest.mark.parametrize(
    ("day", "days", "free", "due"),
    [
        # The seven days of a work of Monday are seven days with lessons where days off prolong the term.
        (date(2018, 1, 15), 7, _weekends, date(2018, 1, 24)),
        (date(2018, 1, 15), 5, _weekends, date(2018, 1, 22)),
        (date(2018, 1, 15), 1, _weekends, date(2018, 1, 16)),
        (date(2018, 1, 19), 1, _weekends, date(2018, 1, 22)),
        (date(2018, 1, 20), 1, _weekends, date(2018, 1, 22)),
        (date(2018, 1, 19), 0, _weekends, date(2018, 1, 19)),
        (date(2017, 10, 27), 1, _autumn, date(2017, 11, 7)),
        (date(2017, 10, 27), 7, _autumn, date(2017, 11, 15)),
        (date(2017, 10, 26), 7, _autumn, date(2017, 11, 14)),
        (date(2017, 10, 20), 5, _autumn, date(2017, 10, 27)),
        (date(2017, 10, 20), 6, _autumn, date(2017, 11, 7)),
        (date(2017, 12, 27), 7, _winter, date(2018, 1, 19)),
        (date(2017, 12, 27), 1, _winter, date(2018, 1, 11)),
        (date(2017, 12, 25), 7, _winter, date(2018, 1, 17)),
        (date(2017, 12, 27), 3, _winter_on_six_days, date(2018, 1, 13)),
        (date(2017, 12, 27), 4, _winter_on_six_days, date(2018, 1, 15)),
    ],
)
def test_days_off_prolong_the_term_where_a_school_wants_it(day, days, free, due):
    assert marks_due(day, days, free) == datetime.combine(due, time(23, 59, 59))


@given(st.dates(date(2017, 9, 1), date(2018, 5, 25)), st.integers(0, 14))
def test_days_off_never_shorten_a_term(day, days):
    assert marks_due(day, days, _winter) >= marks_due(day, days)
    assert not days or not _winter(marks_due(day, days, _winter).date())


def test_a_summer_without_lessons_does_not_prolong_for_ever():
    assert marks_due(date(2018, 5, 25), 7, lambda _day: True) < datetime(2018, 10, 1)


@pytest.mark.parametrize(
    ("received", "hours", "due"),
    [
        (datetime(2018, 2, 28, 10, 0), 24, datetime(2018, 3, 1, 10, 0)),
        (datetime(2018, 5, 25, 14, 30), 24, datetime(2018, 5, 26, 14, 30)),
        (datetime(2017, 12, 31, 23, 59), 24, datetime(2018, 1, 1, 23, 59)),
        (datetime(2018, 6, 9, 18, 0), 24, datetime(2018, 6, 10, 18, 0)),
        (datetime(2018, 6, 9, 18, 0), 48, datetime(2018, 6, 11, 18, 0)),
        (datetime(2018, 6, 9, 18, 0), 1, datetime(2018, 6, 9, 19, 0)),
        (datetime(2020, 2, 28, 12, 0), 24, datetime(2020, 2, 29, 12, 0)),
        (datetime(2018, 3, 24, 9, 0), 72, datetime(2018, 3, 27, 9, 0)),
    ],
)
def test_a_result_is_entered_within_a_day_of_being_known(received, hours, due):
    assert result_due(received, hours) == due


def test_the_order_gives_a_result_24_hours():
    assert result_due(datetime(2018, 3, 1, 10)) == datetime(2018, 3, 2, 10)


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
