"""The bytes of the lesson grid stay within budget, however many lessons there are; times stand beside yardsticks."""

from pathlib import Path

import pytest

from .__main__ import BUDGETS, HERE, journal, table, to_the_year
from .meter import Program

KEYS = {"move": ["right", "down"], "mark": ["5", "н"], "page": ["pgdn"], "week": ["]", "]", "]"]}


def assert_little_is_sent(program: Program) -> None:
    """Every key within its budget, and nothing for a key that means nothing."""
    for group, keys in KEYS.items():
        for key in keys:
            assert 0 < program.press(key).count <= BUDGETS[group], group
    assert program.press("x").count == 0, "a key that means nothing sends nothing"


@pytest.mark.parametrize("lessons", [40, 1000])
def test_the_grid_sends_little_and_no_more_for_more_lessons(lessons: int) -> None:
    program = Program(f"{HERE}.grid_program", str(lessons))
    try:
        assert 2000 < program.answer(15, 1.0).count <= BUDGETS["picture"]
        assert_little_is_sent(program)
    finally:
        program.end()


def test_the_journal_itself_sends_no_more_than_that(home_folder: Path) -> None:
    program = journal(home_folder)
    try:
        assert 2000 < program.press("f2").count <= BUDGETS["picture"]
        assert_little_is_sent(program)
    finally:
        program.end()


def test_the_whole_year_sends_no_more_than_a_period(home_folder: Path) -> None:
    program = journal(home_folder)
    try:
        assert 0 < to_the_year(program).count <= BUDGETS["picture"]
        assert "year 2017/2018" in program.raw.decode() or "год 2017/2018" in program.raw.decode()
        assert_little_is_sent(program)
    finally:
        program.end()


@pytest.mark.sqlite
def test_the_table_is_printed(home_folder: Path) -> None:
    text = table(home_folder)
    print("\n" + text)
    assert "of bare Textual" in text
