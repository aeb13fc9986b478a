"""Dates and figures read as people write them."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.text import words
from ejournal_tui.i18n import speak


@pytest.fixture
def russian() -> None:
    speak("ru")


@pytest.fixture
def english() -> None:
    speak("en")


@pytest.mark.usefixtures("russian")
def test_a_russian_date_has_its_month_in_the_genitive() -> None:
    day = date(2018, 1, 15)
    assert words.day_month(day) == "15 января"
    assert words.day_month_year(day) == "15 января 2018 г."
    assert words.month_name(day) == "январь"
    assert words.month_letter(day) == "Я"
    assert (words.weekday_long(day), words.weekday_short(day)) == ("понедельник", "пн")
    assert (words.short_date(day), words.full_date(day)) == ("15.01", "15.01.2018")


@pytest.mark.usefixtures("russian")
@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2018, 1, 15), date(2018, 1, 19), "15–19 января 2018 г."),
        (date(2018, 1, 29), date(2018, 2, 2), "29 января – 2 февраля 2018 г."),
        (date(2018, 12, 31), date(2019, 1, 4), "31 декабря 2018 г. – 4 января 2019 г."),
        (date(2018, 1, 15), date(2018, 1, 15), "15 января 2018 г."),
    ],
)
def test_a_stretch_of_days_says_month_and_year_once(first: date, last: date, said: str) -> None:
    assert words.date_range(first, last) == said


@pytest.mark.usefixtures("english")
def test_english_needs_no_catalogue() -> None:
    day = date(2018, 5, 7)
    assert words.date_range(day, day + timedelta(days=4)) == "7–11 May 2018"
    assert (words.month_name(day), words.weekday_short(day), words.language()) == ("May", "Mo", "en")
    assert words.decimal(4333) == "4.33"


@pytest.mark.usefixtures("russian")
@pytest.mark.parametrize(
    ("thousandths", "places", "said"),
    [
        (4333, 2, "4,33"),
        (4335, 2, "4,34"),
        (4999, 2, "5,00"),
        (2500, 0, "3"),
        (50, 1, "0,1"),
        (-4, 2, "0,00"),
    ],
)
def test_figures_round_half_up(thousandths: int, places: int, said: str) -> None:
    assert words.decimal(thousandths, places) == said


@given(st.integers(0, 10**6), st.integers(0, 3))
def test_a_figure_is_never_further_than_half_a_step_from_the_truth(thousandths: int, places: int) -> None:
    speak("en")
    said = Fraction(words.decimal(thousandths, places))
    assert abs(said - Fraction(thousandths, 1000)) <= Fraction(1, 2 * 10**places)


@pytest.mark.usefixtures("russian")
def test_every_month_and_weekday_has_its_words() -> None:
    months = {words.month_name(date(2018, n, 1)) for n in range(1, 13)}
    days = {words.weekday_long(date(2018, 1, n)) for n in range(15, 22)}
    assert len(months) == 12
    assert len(days) == 7
    assert all(word.isalpha() and not word.isascii() for word in months | days)
