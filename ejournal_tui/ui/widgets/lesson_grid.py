"""The lesson grid: pupils against lessons, one keystroke a mark."""

from dataclasses import replace
from datetime import date
from typing import Any

from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from typing_extensions import override

from ...domain.journal.lessons import LessonGrid, LessonId, Place
from ...domain.people.people import PupilId
from ..keyboard import OF_SIGNS, CellKey, Hint, read_key, twins
from .grid_lines import HEADS, Window, corner, lines, week_away
from .lines import Standing

WEEK_BACK_KEYS, WEEK_ON_KEYS = frozenset(twins("х")), frozenset(twins("ъ"))


class LessonGridView(Standing):
    """Draws a grid and says what the person did in it; the terminal's own cursor stands in the cell."""

    DEFAULT_CSS = "LessonGridView { height: 1fr; }"

    class At(Message):
        """Something a person did in a cell, with the grid as it stood before the person's eyes."""

        def __init__(self, grid: LessonGrid, place: Place) -> None:
            super().__init__()
            self.grid = grid
            self.place = place

    class Typed(At):
        """A key of the mark alphabet was pressed."""

        def __init__(self, grid: LessonGrid, place: Place, key: CellKey, part: int = 0) -> None:
            super().__init__(grid, place)
            self.key = key
            self.part = part
            """Which of two marks it is, the first or the second; 0 where a cell takes one."""

    class Erase(At):
        """The cell is to be emptied."""

    class Open(At):
        """The cell is to be opened: marks with kinds, weights, comment."""

    class MovedTo(At):
        """The cursor stands on another cell."""

    class Hinted(Message):
        """A key that could mean two things was pressed; the sentence answers it."""

        def __init__(self, hint: Hint) -> None:
            super().__init__()
            self.hint = hint

    def __init__(self, *, today: date | None = None, results: bool = True, **options: Any) -> None:
        super().__init__(**options)
        self._grid: LessonGrid | None = None
        self._today = today
        self._place = Place()
        self._window = Window(80, 20, results=results)
        self.direction = (1, 0)
        """Rows and columns that a typed mark moves the cursor on."""
        self._last: CellKey | None = None
        """What was typed last, to be repeated."""
        self._begun: Place | None = None
        """Where the first of two marks was typed: the cursor waits there for the second."""
        self._typed_at: Place | None = None
        """Where a mark was typed last, until the cursor is moved: Enter then does nothing, as the hands of
        spreadsheets press it, and a sign goes to that mark."""

    @property
    def place(self) -> Place:
        """Where the cursor stands."""
        return self._place

    @property
    def grid(self) -> LessonGrid | None:
        """What is shown."""
        return self._grid

    @property
    def projector(self) -> bool:
        """Whether the names are hidden."""
        return self._window.hidden

    def show(self, grid: LessonGrid, place: Place | None = None) -> None:
        """Draw this grid; without a place the cursor stays where it is."""
        if self._grid is None or self._shape(grid) != self._shape(self._grid):
            self._typed_at = self._begun = None
        self._grid = grid
        wanted = place or self._place
        self._place = Place(
            max(0, min(wanted.row, len(grid.rows) - 1)), max(0, min(wanted.column, len(grid.columns) - 1))
        )
        self._draw()

    @staticmethod
    def _shape(grid: LessonGrid) -> tuple[list[PupilId], list[tuple[LessonId, str]]]:
        """Whose rows and which columns a grid has: where they change, a place no longer means the same cell."""
        return [row.pupil for row in grid.rows], [(column.lesson, column.work_code) for column in grid.columns]

    def look_back(self, place: Place) -> None:
        """Show a cell with as many lessons before it as there is room for."""
        if self._grid is None:
            return
        shown = self._window.columns
        self._window = replace(self._window, left=max(0, place.column - shown + 3))
        self.show(self._grid, place)

    def hide_names(self, hidden: bool) -> None:
        """Projector mode on or off."""
        self._window = replace(self._window, hidden=hidden)
        self._draw()

    def move_to(self, row: int, column: int) -> None:
        """Put the cursor on a cell, or on the nearest there is."""
        self._typed_at = self._begun = None
        self._go(row, column)

    def begin_anew(self, place: Place) -> None:
        """The first of two marks was not written: the next key there is the first again."""
        if self._begun == place:
            self._begun = None

    def _go(self, row: int, column: int) -> None:
        if self._grid is None:
            return
        place = Place(
            max(0, min(row, len(self._grid.rows) - 1)), max(0, min(column, len(self._grid.columns) - 1))
        )
        if place != self._place:
            self._place = place
            seen = self._window.top, self._window.left
            if corner(self._grid, self._window, place.row, place.column) == seen:
                self.take_cursor()
            else:
                self._draw()
            self.post_message(self.MovedTo(self._grid, place))

    def on_resize(self, event: events.Resize) -> None:
        """Fill the new size."""
        self._window = replace(self._window, width=event.size.width, height=event.size.height)
        self._draw()

    def on_key(self, event: events.Key) -> None:
        """Marks first, then moves."""
        grid = self._grid
        if grid is None or not grid.rows or not grid.columns:
            return
        plain = not event.key.startswith(("alt+", "ctrl+"))
        meaning = read_key(event.character) if plain else None
        if isinstance(meaning, Hint):
            self.post_message(self.Hinted(meaning))
        elif meaning in OF_SIGNS and grid.columns[self._place.column].passes:
            self._write(grid, OF_SIGNS[meaning])
        elif meaning in (CellKey.PLUS, CellKey.MINUS):
            self.post_message(self.Typed(grid, self._typed_at or self._place, meaning))
        elif meaning is not None:
            self._write(grid, meaning)
        elif event.key == "enter" and self._begun is not None:
            # One mark will do: on to the next pupil.
            self.move_to(*self._next(self._place))
        elif event.key == "enter" and self._typed_at is not None:
            self._typed_at = None
        elif not self._steer(event.key, grid):
            return
        event.stop()
        event.prevent_default()

    def _write(self, grid: LessonGrid, key: CellKey) -> None:
        typed_at = self._place
        self._last = key
        part = self._part(grid, key)
        self.post_message(self.Typed(grid, typed_at, key, part))
        if part != 1 and (part == 0 or key.digit):
            # The cursor moves before the mark is saved: a fast hand's next key belongs to the next pupil.
            self._begun = None
            self._go(*self._next(typed_at))
        else:
            self._begun = typed_at
        self._typed_at = typed_at

    def _part(self, grid: LessonGrid, key: CellKey) -> int:
        """Which of two marks a key writes here."""
        if grid.columns[self._place.column].marks == 1:
            return 0
        if self._begun == self._place:
            return 2
        return 1 if key.digit else 0

    def _next(self, place: Place) -> tuple[int, int]:
        """Where the cursor goes on to."""
        down, right = self.direction
        return place.row + down, place.column + right

    def repeat(self) -> bool:
        """Type the last mark here too; False where none was typed."""
        if self._grid is None or self._last is None or not self._grid.rows or not self._grid.columns:
            return False
        self._write(self._grid, self._last)
        return True

    def _steer(self, key: str, grid: LessonGrid) -> bool:
        row, column = self._place.row, self._place.column
        page = max(1, self._window.rows - 1)
        goals = {
            "up": (row - 1, column), "down": (row + 1, column),
            "left": (row, column - 1), "right": (row, column + 1),
            "pageup": (row - page, column), "pagedown": (row + page, column),
            "home": (row, 0), "end": (row, len(grid.columns) - 1),
        }  # fmt: skip
        if key in goals:
            self.move_to(*goals[key])
        elif key in WEEK_BACK_KEYS or key in WEEK_ON_KEYS:
            self.move_to(row, week_away(grid, column, key in WEEK_ON_KEYS))
        elif key == "enter":
            self.post_message(self.Open(grid, self._place))
        elif key == "delete":
            self.post_message(self.Erase(grid, self._place))
        elif key == "backspace":
            if self._typed_at == self._place:
                # After the last pupil's mark the cursor could not go on: the mark to take back is here.
                self._typed_at = None
                self.post_message(self.Erase(grid, self._place))
            elif (row, column) != (before := self._before(row, column)):
                self.move_to(*before)
                self.post_message(self.Erase(grid, self._place))
        else:
            return False
        return True

    def _before(self, row: int, column: int) -> tuple[int, int]:
        """Where a mark typed before would stand."""
        down, right = self.direction
        return max(0, row - down), max(0, column - right)

    def _draw(self) -> None:
        if self._grid is None or not self.size.width:
            return
        top, left = corner(self._grid, self._window, self._place.row, self._place.column)
        self._window = replace(self._window, top=top, left=left)
        self.put(lines(self._grid, self._window, self._today))
        self.take_cursor()

    @override
    def take_cursor(self) -> None:
        if not self.has_focus or self._grid is None:
            return
        x = self._window.x(self._place.column)
        y = HEADS + self._place.row - self._window.top
        at = self.content_region.offset + Offset(x, y)
        if at != self.app.cursor_position:
            self.app.cursor_position = at
            self.refresh(Region(x, y, 1, 1))
