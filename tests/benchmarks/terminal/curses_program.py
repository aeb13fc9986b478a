"""The yardstick: the same lines of the same grid drawn by curses."""

import curses
import locale
import sys
from dataclasses import replace

from ejournal_tui.domain.journal.lessons import Place
from ejournal_tui.ui.commands import footer
from ejournal_tui.ui.keyboard import CellKey, read_key
from ejournal_tui.ui.widgets.grid_lines import HEADS, Window, corner, lines, week_away
from ejournal_tui.ui.widgets.lines import fit, two_ends

from .grid_program import FOOTER
from .model import synthetic, typed


def main(screen: "curses.window") -> None:
    """Draw, read a key, draw again."""
    grid = synthetic(int(sys.argv[1]) if len(sys.argv) > 1 else 204)
    height, width = screen.getmaxyx()
    window, row, column, status = Window(width, height - 4), 0, 0, ""
    screen.idlok(True)
    screen.keypad(True)
    keys = "5 4 3 2 н о  " + "  ".join(f"{item.key} {item.words}" for item in footer(FOOTER))
    while True:
        top, left = corner(grid, window, row, column)
        window = replace(window, top=top, left=left)
        title = two_ends("7А · Русский язык · I триместр", "Аксёнова Н. П.  10:14", width)
        screen.addstr(0, 0, title, curses.A_BOLD)
        drawn = ["".join(run.text for run in line) for line in lines(grid, window, None)]
        for y, text in enumerate(drawn[: height - 4], 1):
            screen.addstr(y, 0, text)
        screen.addstr(height - 3, 0, fit(status, width))
        screen.addstr(height - 1, 0, fit(keys, width - 1))
        screen.move(1 + HEADS + row - top, window.x(column))
        screen.refresh()
        key = screen.get_wch()
        page = window.rows - 1
        moves = {
            curses.KEY_UP: (-1, 0), curses.KEY_DOWN: (1, 0), curses.KEY_LEFT: (0, -1),
            curses.KEY_RIGHT: (0, 1), curses.KEY_NPAGE: (page, 0), curses.KEY_PPAGE: (-page, 0),
        }  # fmt: skip
        meaning = read_key(key) if isinstance(key, str) else None
        if isinstance(key, int) and key in moves:
            row, column = row + moves[key][0], column + moves[key][1]
        elif isinstance(meaning, CellKey):
            grid, row = typed(grid, Place(row, column), meaning), row + 1
        elif key in ("[", "]"):
            column = week_away(grid, column, key == "]")
        elif key == "q":
            return
        row, column = max(0, min(row, len(grid.rows) - 1)), max(0, min(column, len(grid.columns) - 1))
        at, who = grid.columns[column], grid.rows[row]
        status = f"{who.name} · {at.day:%d.%m}, урок {at.number} — {who.cells[column].text}"


if __name__ == "__main__":
    locale.setlocale(locale.LC_ALL, "")
    curses.wrapper(main)
