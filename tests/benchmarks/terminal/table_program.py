"""The yardstick of habit: the same grid in Textual's own table, header and footer."""

import sys

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer, Header

from .model import synthetic


class TableProgram(App[None]):
    """What a first sketch would be."""

    def compose(self) -> ComposeResult:
        yield Header()
        yield DataTable(fixed_columns=1)
        yield Footer()

    def on_mount(self) -> None:
        grid = synthetic(int(sys.argv[1]) if len(sys.argv) > 1 else 204)
        table = self.query_one(DataTable)
        table.add_columns("Ученик", *(f"{column.day:%d}" for column in grid.columns))
        for row in grid.rows:
            table.add_row(row.name, *(cell.text for cell in row.cells))
        table.focus()


if __name__ == "__main__":
    TableProgram().run()
