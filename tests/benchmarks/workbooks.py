"""The table of workbooks of 900 people: `python -m tests.benchmarks.workbooks`; beside each figure openpyxl alone."""

import tempfile
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl

from ejournal_tui.domain.handed_in import Problem
from ejournal_tui.domain.handed_out import Column, Page, Value
from ejournal_tui.exchange.marking import mark
from ejournal_tui.exchange.workbook import read_workbook
from ejournal_tui.exchange.writing import write_book
from tests.benchmarks.storage import Row, printed, times

PEOPLE, COLUMNS, FAULTS = 900, 15, 200
_COUNT = 5


def page() -> Page:
    """A list as a school has one: words, phones and days."""

    def row(number: int) -> tuple[Value, ...]:
        words = (f"Орехова {number}", date(2004, 5, 1 + number % 28), f"+7 911 123-{number:04}")
        return (number, *(words[column % 3] for column in range(COLUMNS - 1)))

    columns = tuple(Column(f"Столбец {n}", 14) for n in range(COLUMNS))
    return Page("Список", columns, tuple(row(number) for number in range(1, PEOPLE + 1)), fixed=2)


def bare_write(made: Page) -> bytes:
    """The same values by the library alone."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(made.name)
    sheet.append([column.heading for column in made.columns])
    for row in made.rows:
        sheet.append(row)
    done = BytesIO()
    book.save(done)
    return done.getvalue()


def bare_mark(path: Path) -> None:
    """The same workbook opened and saved by the library alone, in this process."""
    openpyxl.load_workbook(path).save(BytesIO())


def bare_read(path: Path) -> None:
    """The same workbook read by the library alone."""
    for row in openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True):
        tuple(row)


def table() -> list[Row]:
    """Every figure."""
    made = page()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        path.write_bytes(write_book([made]))
        book = read_workbook(path)
        faults = [Problem("Список", f"C{row}", "", "нужна дата", "01.09.2017") for row in range(2, 2 + FAULTS)]
        written, bare_written = times(lambda: write_book([made]), _COUNT), times(lambda: bare_write(made), _COUNT)
        marked, bare_marked = times(lambda: mark([path], book, faults), _COUNT), times(lambda: bare_mark(path), _COUNT)
        read, bare_were_read = times(lambda: read_workbook(path), _COUNT), times(lambda: bare_read(path), _COUNT)
    return [
        Row("a workbook of 900x15 written", written[0], "ms", bare_written[0], 300),
        Row("one of 900x15 marked, 200 faults", marked[0], "ms", bare_marked[0], 500),
        Row("one of 900x15 read", read[0], "ms", bare_were_read[0], 300),
    ]


def main() -> None:
    """Print the table."""
    print(printed(table(), "openpyxl"))


if __name__ == "__main__":
    main()
