from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.groups.groups import GroupKind, group_title
from ejournal_tui.domain.years.year import DayKind, Scheme, Year, YearId, next_calendar, same_day, year_in_hand
from ejournal_tui.services import reference

YEAR = reference.calendar("2017/2018")


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2018, 1, 15), date(2018, 1, 15), date(2018, 1, 19)),
        (date(2018, 1, 21), date(2018, 1, 15), date(2018, 1, 19)),
        (date(2018, 4, 28), date(2018, 4, 23), date(2018, 4, 28)),
        (date(2018, 5, 2), date(2018, 4, 30), date(2018, 5, 4)),
        (date(2017, 9, 1), date(2017, 8, 28), date(2017, 9, 1)),
    ],
)
def test_a_week_ends_on_the_last_day_that_anybody_may_learn(day: date, first: date, last: date) -> None:
    week = YEAR.week_of(day, 7)
    assert (week[0], week[-1]) == (first, last)


@pytest.mark.parametrize(
    ("day", "grade", "why"),
    [
        (date(2018, 1, 15), 7, ""),
        (date(2018, 2, 5), 1, "Дополнительные каникулы"),
        (date(2018, 2, 5), 7, ""),
        (date(2018, 4, 28), 7, ""),
        (date(2018, 5, 9), 7, "День Победы"),
        (date(2017, 8, 31), 7, "outside the study year"),
        (date(2018, 5, 26), 7, "outside the study year"),
    ],
)
def test_a_free_day_says_why(day: date, grade: int, why: str) -> None:
    assert YEAR.free_because(day, grade) == why


@pytest.mark.parametrize(
    ("kind", "letter", "name", "title"),
    [
        (GroupKind.CLASS, "А", "7А", "7А"),
        (GroupKind.SUBGROUP, "А", "гр. 1", "7А, гр. 1"),
        (GroupKind.CROSS, "", "Химия, профиль", "Химия, профиль"),
    ],
)
def test_a_group_is_called_after_its_class_if_it_has_one(kind: GroupKind, letter: str, name: str, title: str) -> None:
    assert group_title(kind, 7, letter, name) == title


STARTS = st.lists(st.integers(0, 6), min_size=1, max_size=4, unique=True)


@given(STARTS, st.dates(date(2016, 1, 1), date(2026, 1, 1)))
def test_the_year_in_hand_is_the_one_begun_last_and_before_the_first_the_one_to_come(
    starts: list[int], day: date
) -> None:
    years = [
        Year(YearId(n), f"{2017 + n}/{2018 + n}", date(2017 + n, 9, 1), date(2018 + n, 5, 25)) for n in starts
    ]
    found = year_in_hand(years, day)
    assert found is not None
    begun = [year for year in years if year.starts <= day]
    assert found == (max(begun, key=lambda y: y.starts) if begun else min(years, key=lambda y: y.starts))


def test_in_summer_the_old_year_stays_in_hand_until_the_new_one_begins() -> None:
    years = [Year(YearId(1), "2017/2018", date(2017, 9, 1), date(2018, 5, 25)),
             Year(YearId(2), "2018/2019", date(2018, 9, 1), date(2019, 5, 25))]  # fmt: skip
    in_hand = {day: year_in_hand(years, day) for day in (date(2018, 7, 1), date(2018, 8, 31), date(2018, 9, 1))}
    assert [year and year.title for year in in_hand.values()] == ["2017/2018", "2017/2018", "2018/2019"]
    assert year_in_hand([], date(2018, 7, 1)) is None


@given(st.integers(1, 12))
def test_a_calendar_moved_on_covers_its_year_without_a_gap(years: int) -> None:
    starts, ends = same_day(YEAR.starts, years), same_day(YEAR.ends, years)
    found = next_calendar(YEAR, starts, ends)
    for scheme in Scheme:
        periods = [period for period in found.periods if period.scheme is scheme]
        assert (periods[0].starts, periods[-1].ends) == (starts, ends)
        assert all((b.starts - a.ends).days == 1 for a, b in pairwise(periods))
    holidays = [span for span in found.spans if span.title == "Осенние каникулы"]
    assert [span.starts.weekday() for span in holidays] == [0]
    assert any(span.starts == date(2018 + years, 5, 9) for span in found.spans)
    assert not any(span.kind is DayKind.WORKING for span in found.spans)
