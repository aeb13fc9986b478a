"""The lesson grid under the hands of a teacher."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import ComposeResult
from textual.geometry import Offset
from textual.message import Message

from ejournal_tui.domain.journal.lessons import Cell, Column, LessonGrid, LessonState, Place
from ejournal_tui.ui.keyboard import CellKey
from ejournal_tui.ui.safe import SafeApp
from ejournal_tui.ui.widgets.grid_lines import Window, corner, lines, week_start
from ejournal_tui.ui.widgets.lesson_grid import LessonGridView
from tests.benchmarks.terminal.model import synthetic

GRID = synthetic(24)


class Desk(SafeApp):
    """A grid and a note of everything it says."""

    def __init__(self, grid: LessonGrid = GRID) -> None:
        super().__init__()
        self.given = grid
        self.said: list[Message] = []

    def compose(self) -> ComposeResult:
        yield LessonGridView(today=date(2017, 9, 20))

    def on_mount(self) -> None:
        self.view.show(self.given)
        self.view.focus()

    @property
    def view(self) -> LessonGridView:
        return self.query_one(LessonGridView)

    def on_lesson_grid_view_typed(self, message: LessonGridView.Typed) -> None:
        self.said.append(message)

    def on_lesson_grid_view_erase(self, message: LessonGridView.Erase) -> None:
        self.said.append(message)

    def on_lesson_grid_view_open(self, message: LessonGridView.Open) -> None:
        self.said.append(message)

    def on_lesson_grid_view_hinted(self, message: LessonGridView.Hinted) -> None:
        self.said.append(message)

    @property
    def typed(self) -> list[tuple[int, int, CellKey]]:
        return [(m.place.row, m.place.column, m.key) for m in self.said if isinstance(m, LessonGridView.Typed)]


@pytest.mark.parametrize("absent", ["н", "y", "h"])
async def test_a_column_of_marks_is_one_key_a_pupil_in_either_layout(absent: str) -> None:
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("right", "5", "4", absent)
        assert app.typed == [(0, 1, CellKey.FIVE), (1, 1, CellKey.FOUR), (2, 1, CellKey.ABSENT)]
        assert app.view.place == Place(3, 1)


async def test_enter_straight_after_a_mark_does_nothing_and_then_opens_the_cell() -> None:
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("5", "enter")
        assert len(app.said) == 1
        await pilot.press("enter")
        assert isinstance(app.said[-1], LessonGridView.Open)


async def test_alt_and_a_digit_is_no_mark_and_a_comma_is_answered() -> None:
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("alt+5", "comma", "0")
        assert app.typed == []
        assert [type(m) for m in app.said] == [LessonGridView.Hinted, LessonGridView.Hinted]


async def test_backspace_goes_up_and_erases_delete_erases_here() -> None:
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "down", "delete", "backspace")
        assert [(type(m), m.place.row) for m in app.said if isinstance(m, LessonGridView.At)] == [
            (LessonGridView.Erase, 2), (LessonGridView.Erase, 1)]  # fmt: skip


@pytest.mark.parametrize(("back", "on"), [("х", "ъ"), ("left_square_bracket", "right_square_bracket")])
async def test_the_bracket_keys_go_by_the_week_in_both_layouts(back: str, on: str) -> None:
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("right", on)
        assert app.view.place == Place(0, 6)
        await pilot.press(on, back)
        assert app.view.place == Place(0, 6)


async def test_the_terminals_cursor_stands_in_the_cell() -> None:
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("right", "right", "down")
        at = app.cursor_position
        assert at == Offset(4 + 18 + 2 * 5, 3 + 1)
        assert app.view.shown[at.y][at.x] == (GRID.rows[1].cells[2].text or " ")[0]


async def test_projector_mode_leaves_numbers_only() -> None:
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        app.view.hide_names(True)
        await pilot.pause()
        screen = "\n".join(app.view.shown)
        assert not any(row.name.split()[0] in screen for row in GRID.rows)
        assert " 17 " in screen


async def test_a_wider_terminal_shows_more_columns() -> None:
    app = Desk()
    async with app.run_test(size=(132, 24)):
        assert "20" in app.view.shown[1]


def looks(first: Column) -> str:
    """Day and kind of the first column where it is this one."""
    drawn = lines(replace(GRID, columns=(first, *GRID.columns[1:])), Window(80, 20), date(2017, 9, 20))
    return drawn[1][0].text[22:27] + drawn[2][0].text[22:27]


def test_cancelled_moved_closed_and_future_lessons_differ_without_colour() -> None:
    plain = GRID.columns[0]
    columns = [
        plain,
        replace(plain, state=LessonState.CANCELLED),
        replace(plain, state=LessonState.MOVED),
        replace(plain, closed=True),
        replace(plain, day=date(2017, 9, 21), state=LessonState.PLANNED),
    ]
    assert len({looks(column) for column in columns}) == len(columns)


def test_a_pupil_not_enrolled_on_the_day_shows_a_dash() -> None:
    row = replace(GRID.rows[0], cells=(Cell(enrolled=False), *GRID.rows[0].cells[1:]))
    drawn = lines(replace(GRID, rows=(row, *GRID.rows[1:])), Window(80, 20), None)
    assert drawn[3][0].text[22] == "—"


def test_a_grid_without_lessons_or_pupils_is_drawn() -> None:
    for empty in (replace(GRID, columns=(), rows=()), replace(GRID, rows=())):
        assert len(lines(empty, Window(80, 20), None)) == 3


@given(
    st.integers(0, 29), st.integers(0, 23), st.integers(0, 29), st.integers(0, 23),
    st.integers(80, 200), st.integers(8, 40),
)  # fmt: skip
def test_the_cursor_is_always_in_the_window(
    row: int, column: int, top: int, left: int, width: int, height: int
) -> None:
    window = Window(width, height, top, left)
    top, left = corner(GRID, window, row, column)
    assert top <= row < top + window.rows
    assert left <= column < left + window.columns
    drawn = lines(GRID, replace(window, top=top, left=left), None)
    assert {len("".join(run.text for run in line)) for line in drawn} == {width}
    assert week_start(GRID, column) <= column
