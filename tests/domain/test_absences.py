"""Attendance adds up whatever stands in it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.attendance.absences import (
    Count,
    Paper,
    PaperKind,
    count_day,
    day_text,
    require_sound,
)
from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.errors import Invalid
from ejournal_tui.domain.people.people import PupilId

N, O, B, P = Absence.ABSENT, Absence.LATE, Absence.ILL, Absence.EXCUSED  # noqa: E741  # the letters of the journal
DAYS = st.lists(st.one_of(st.none(), st.sampled_from(Absence)), max_size=8)


@given(st.lists(DAYS, max_size=20), st.integers(0, 8))
def test_the_letters_of_any_days_add_up(days: list[list[Absence | None]], full_day: int) -> None:
    total = Count()
    for letters in days:
        total += count_day(letters, full_day)
    assert total.lessons == total.ill + total.excused + total.unexcused
    assert total.days_ill <= total.days <= len(days)
    assert total.lessons + total.late <= total.held == sum(map(len, days))


@given(DAYS)
def test_a_full_day_by_the_shipped_rule_has_no_lesson_at_which_the_pupil_was(letters: list[Absence | None]) -> None:
    assert count_day(letters, 0).days == int(bool(letters) and all(one is not None and one.missed for one in letters))


@pytest.mark.parametrize(
    ("letters", "full_day", "days", "days_ill"),
    [
        ([N, N, N, None], 0, 0, 0), ([N, N, N, None], 3, 1, 0), ([N, N, None, None], 3, 0, 0),
        ([B, B], 0, 1, 1), ([B, N], 0, 1, 0), ([O, N], 0, 0, 0), ([], 0, 0, 0), ([B, B, B, None], 3, 1, 1),
    ],
)  # fmt: skip
def test_a_full_day_is_what_the_school_has_ruled(
    letters: list[Absence | None], full_day: int, days: int, days_ill: int
) -> None:
    counted = count_day(letters, full_day)
    assert (counted.days, counted.days_ill) == (days, days_ill)


@pytest.mark.parametrize(
    ("letters", "text"),
    [([B] * 6, "6б"), ([N, N, B], "2н1б"), ([O, None], "о"), ([O, P], "1п"), ([None, None], ""), ([], "")],
)
def test_a_day_of_a_month_tells_number_and_letter(letters: list[Absence | None], text: str) -> None:
    assert day_text(letters) == text


def _paper(**other: object) -> Paper:
    facts = {"letter": B, "starts": date(2018, 1, 15), "ends": date(2018, 1, 19), "lessons": None} | other
    return Paper(
        PupilId(1), PaperKind.CERTIFICATE, "болезнь", facts["letter"], "12", date(2018, 1, 22),  # type: ignore[arg-type]
        facts["starts"], facts["ends"], facts["lessons"],  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"letter": N}, "makes “б” or “п”"), ({"ends": date(2018, 1, 14)}, "before the first"),
        ({"ends": date(2020, 1, 14)}, "a year at most"), ({"lessons": (3, 1)}, "numbered from 1"),
        ({"lessons": (0, 1)}, "numbered from 1"),
    ],
)  # fmt: skip
def test_a_paper_that_makes_no_sense_is_refused(wrong: dict[str, object], words: str) -> None:
    with pytest.raises(Invalid, match=words):
        require_sound(_paper(**wrong))


def test_a_paper_speaks_of_its_days_and_lessons_alone() -> None:
    paper = _paper(lessons=(2, 3))
    assert [paper.covers(date(2018, 1, 16), number) for number in (1, 2, 3, 4)] == [False, True, True, False]
    assert not paper.covers(date(2018, 1, 20), 2)
    assert paper.when == "15.01–19.01, lessons 2–3"
    assert _paper(ends=date(2018, 1, 15), lessons=(4, 4)).when == "15.01, lesson 4"
