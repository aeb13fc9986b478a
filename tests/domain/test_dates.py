"""Days as people type them."""

from datetime import date

import pytest

from ejournal_tui.domain.errors import Invalid
from ejournal_tui.domain.text.dates import read_day

NEAR = date(2017, 12, 28)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("29", date(2017, 12, 29)), ("29.12", date(2017, 12, 29)), ("09.01", date(2018, 1, 9)),
        ("9.1.18", date(2018, 1, 9)), (" 09.01.2018 ", date(2018, 1, 9)), ("9/1", date(2018, 1, 9)),
    ],
)  # fmt: skip
def test_a_day_is_read_as_near_as_it_can_be(text: str, day: date) -> None:
    assert read_day(text, NEAR) == day


@pytest.mark.parametrize("text", ["", "30.02", "0", "32", "15.13", "1.2.3.4", "monday", "15.01.218"])
def test_what_is_no_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Invalid, match=r"is not a day\. Write it like 17\.01"):
        read_day(text, NEAR)
