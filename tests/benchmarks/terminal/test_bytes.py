"""The bytes of the lesson grid stay within their budgets, however many lessons there are."""

import pytest

from .meter import Program

BUDGETS = {"move": 400, "mark": 560, "page": 4096, "week": 4096}
KEYS = {"move": ["right", "down"], "mark": ["5", "н"], "page": ["pgdn"], "week": ["]", "]", "]"]}
START = 11 * 1024


@pytest.mark.parametrize("lessons", [40, 1000])
def test_the_grid_sends_little_and_no_more_for_more_lessons(lessons: int) -> None:
    program = Program("grid_program", str(lessons))
    try:
        assert 2000 < program.answer(15, 1.0).count <= START
        for group, keys in KEYS.items():
            for key in keys:
                assert 0 < program.press(key).count <= BUDGETS[group], group
        assert program.press("x").count == 0, "a key that means nothing sends nothing"
    finally:
        program.end()
