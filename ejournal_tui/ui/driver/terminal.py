"""What the program asks of a terminal, in words where it is not met."""

import os

from ...i18n import _

LEAST = (80, 24)
MOST = (500, 200)
"""Columns and lines; a larger window would cost memory and bytes and show nothing more."""

_UNABLE = frozenset({"", "dumb", "unknown"})


def refusal(term: str | None) -> str | None:
    """Why the program cannot be drawn on a terminal of this name, or None."""
    if (term or "") in _UNABLE:
        return _(
            "This terminal cannot show the journal (TERM is “{term}”). Open it in an ordinary "
            "terminal window or in PuTTY, or set TERM=xterm."
        ).format(term=(term or "")[:20])
    return None


def window_words(columns: int, lines: int) -> str | None:
    """What is wrong with the size of the window, or None."""
    if columns > MOST[0] or lines > MOST[1]:
        words = _("The window is too large: at most {columns} x {lines} are drawn.")
        return words.format(columns=MOST[0], lines=MOST[1])
    if columns < LEAST[0] or lines < LEAST[1]:
        words = _("The window is too small: {columns} x {lines} are needed.")
        return words.format(columns=LEAST[0], lines=LEAST[1])
    return None


def window(descriptor: int, whole: bool = False) -> tuple[int, int]:
    """Columns and lines of the window behind a descriptor; unless the whole is asked for, no more than are drawn."""
    try:
        size = os.get_terminal_size(descriptor)
    except OSError:
        return LEAST
    if whole:
        return size.columns, size.lines
    return min(size.columns or LEAST[0], MOST[0]), min(size.lines or LEAST[1], MOST[1])
