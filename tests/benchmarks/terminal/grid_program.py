"""The lesson grid alone: `python -m tests.benchmarks.terminal.grid_program [LESSONS]`."""

import sys
from datetime import date

from textual import events
from textual.app import ComposeResult

from ejournal_tui.paths import styles_folder
from ejournal_tui.ui import commands
from ejournal_tui.ui.safe import SafeApp
from ejournal_tui.ui.widgets.lesson_grid import LessonGridView
from ejournal_tui.ui.widgets.lines import FooterLine, HeaderLine, StatusLine

from .model import synthetic, typed

FOOTER = [commands.LESSON, commands.FIND, commands.HISTORY, commands.FILL, commands.RESULTS, commands.MENU]


class GridProgram(SafeApp):
    """What the lesson grid's screen does, with a grid that nobody keeps."""

    CSS_PATH = styles_folder() / "shell.tcss"

    def __init__(self, lessons: int = 204) -> None:
        super().__init__()
        self.shown = synthetic(lessons)

    def compose(self) -> ComposeResult:
        yield HeaderLine()
        yield LessonGridView(today=date(2018, 5, 26))
        yield StatusLine(2)
        yield FooterLine()

    def on_mount(self) -> None:
        self.query_one(HeaderLine).say("7А · Русский язык · I триместр", "Аксёнова Н. П.  10:14")
        self.query_one(FooterLine).say(commands.footer(FOOTER), "5 4 3 2 н о")
        grid = self.query_one(LessonGridView)
        grid.show(self.shown)
        grid.focus()

    def on_lesson_grid_view_typed(self, message: LessonGridView.Typed) -> None:
        self.shown = typed(self.shown, message.place, message.key)
        self.query_one(LessonGridView).show(self.shown)

    def on_lesson_grid_view_erase(self, message: LessonGridView.Erase) -> None:
        self.shown = typed(self.shown, message.place, None)
        self.query_one(LessonGridView).show(self.shown)

    def on_lesson_grid_view_moved_to(self, message: LessonGridView.MovedTo) -> None:
        found = message.grid.at(message.place)
        assert found is not None
        row, column, cell = found
        self.query_one(StatusLine).say(f"{row.name} · {column.day:%d.%m}, урок {column.number} — {cell.text}")

    def on_key(self, event: events.Key) -> None:
        if event.key == "q":
            self.exit()


if __name__ == "__main__":
    GridProgram(int(sys.argv[1]) if len(sys.argv) > 1 else 204).run(mouse=False)
