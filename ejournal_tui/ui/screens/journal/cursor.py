"""Where the terminal's own cursor stands: Textual places it before a new screen has been laid out, and wherever a
text field is filled."""

from typing import Any

from textual.geometry import Region
from textual.screen import Screen
from textual.widgets import Input

from ...widgets.lines import Standing


def show_cursor(screen: Screen[Any]) -> None:
    """Put the terminal's cursor into what has the focus, and send it there."""
    focused = screen.focused
    if isinstance(focused, Input):
        screen.app.cursor_position = focused.cursor_screen_offset
    elif isinstance(focused, Standing):
        focused.take_cursor()
    else:
        return
    focused.refresh(Region(0, 0, 1, 1))
