from datetime import date

import pytest

from ejournal_tui.domain.groups import GroupKind, group_title
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
