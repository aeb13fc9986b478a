"""Where the terminal's own cursor stands: Textual places it before a new screen has been laid out, and wherever a
text field is filled."""

from typing import Any

from textual.geometry import Region
from textual.screen import Screen
from textual.widgets import Input

from ..widgets.lesson_grid import LessonGridView
from ..widgets.pick_list import PickList
from ..widgets.week_grid import WeekGrid


def show_cursor(screen: Screen[Any]) -> None:
    """Put the terminal's cursor into what has the focus, and send it there."""
    focused = screen.focused
    if isinstance(focused, Input):
        screen.app.cursor_position = focused.cursor_screen_offset
    elif isinstance(focused, PickList | LessonGridView | WeekGrid):
        focused.on_focus()
    else:
        return
    focused.refresh(Region(0, 0, 1, 1))
