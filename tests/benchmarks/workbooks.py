"""The table of workbooks of 900 people: `python -m tests.benchmarks.workbooks`; beside each figure openpyxl alone."""

import subprocess
import sys
import tempfile
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl

from ejournal_tui.domain.errors import Invalid
from ejournal_tui.domain.workbooks.decisions import Decisions
from ejournal_tui.domain.workbooks.handed_in import Problem
from ejournal_tui.domain.workbooks.handed_out import Column, Page, Value
from ejournal_tui.exchange.files.workbook import read_workbook
from ejournal_tui.exchange.outgoing.marking import mark
from ejournal_tui.exchange.outgoing.writing import write_book
from ejournal_tui.services.operations.home import open_home
from ejournal_tui.services.workbooks.import_preview import look
from ejournal_tui.services.workbooks.importing import PreviewImport
from ejournal_tui.services.workbooks.workbooks import Reading, prepare, understood
from tests.benchmarks.storage import Row, printed, times
from tests.school import build_school

DEMO = Path(__file__).parents[2] / "data" / "demo"
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


def pupils(folder: Path) -> Path:
    """The school's list of pupils in the size of the design: who is too few comes again a day younger."""
    rows = list(openpyxl.load_workbook(DEMO / "school-pupils.xlsx").worksheets[0].iter_rows(values_only=True))
    heading, *stand = (row[:COLUMNS] for row in rows)
    birth = heading.index("Дата рождения")
    more = [(*row[:birth], row[birth] + timedelta(days=1), *row[birth + 1 :]) for row in stand[: PEOPLE - len(stand)]]
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Ученики")
    for row in (heading, *stand, *more):
        sheet.append(row)
    book.save(folder / "pupils.xlsx")
    return folder / "pupils.xlsx"


def previews(folder: Path) -> tuple[float, float, float]:
    """Pupils laid beside their journal once they are read; all the workbooks of the school, read too; the yardstick."""
    home = open_home(build_school(folder / "school", date(2018, 1, 15)), "ru")
    console, starts = home.console(), home.school.calendar().starts
    files = {kind: DEMO / f"school-{kind}.xlsx" for kind in ("staff", "pupils", "groups", "timetable")}
    book = Reading(pupils(folder)).read()
    assert [len(book.sheets[0].rows), len(book.sheets[0].rows[0])] == [PEOPLE + 1, COLUMNS]

    def preview() -> None:
        look(console, understood("pupils", book, starts), Decisions())

    def dry_run() -> None:
        for kind, file in files.items():
            console.ask(PreviewImport(prepare(kind, file, starts).readable))

    def bare() -> None:
        for file in files.values():
            bare_read(file)

    figures = (times(preview, _COUNT)[0], times(dry_run, _COUNT)[0], times(bare, _COUNT)[0])
    home.close()
    return figures


def loaded(path: Path, sheet: bytes) -> Path:
    """A good workbook with one sheet more."""
    with ZipFile(DEMO / "school-staff.xlsx") as source, ZipFile(path, "w", ZIP_DEFLATED) as copy:
        for part in source.namelist():
            copy.writestr(part, source.read(part))
        copy.writestr("xl/worksheets/sheet9.xml", sheet)
    return path


def bomb(folder: Path) -> Path:
    """A small file that would be large."""
    return loaded(folder / "bomb.xlsx", b"\0" * (100 * 2**20))


def million(folder: Path) -> Path:
    """A file of a million rows that the limits of size let pass."""
    rows = "".join(f'<row r="{n}"><c><v>{n}</v></c></row>' for n in range(1, 1_000_001))
    return loaded(folder / "million.xlsx", f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode())


def refused(path: Path) -> None:
    """Hand a file in that is not taken."""
    try:
        Reading(path).read()
    except Invalid:
        return
    raise AssertionError(path)


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
        preview, dry_run, bare_dry_run = previews(Path(folder))
        bad = bomb(Path(folder))
        told, most = times(lambda: refused(bad), _COUNT), _memory_of_refusal(bad)
        long = million(Path(folder))
        told_long, most = times(lambda: refused(long), _COUNT), max(most, _memory_of_refusal(long))
    return [
        Row("a workbook of 900x15 written", written[0], "ms", bare_written[0], 300),
        Row("one of 900x15 marked, 200 faults", marked[0], "ms", bare_marked[0], 500),
        Row("one of 900x15 read", read[0], "ms", bare_were_read[0], 300),
        Row("pupils of 900x15 laid beside the journal", preview, "ms", bare_were_read[0], 100),
        Row("all of the school's workbooks, a dry run", dry_run, "ms", bare_dry_run, 1500),
        Row("a bomb of 100 MB refused", told[0], "ms", None, 1000),
        Row("a million rows refused", told_long[0], "ms", None, 1000),
        Row("the process that refuses them, at most", most, "MB", None, 200),
    ]


def _memory_of_refusal(path: Path) -> float:
    """The most memory, in MB, of a process that does nothing but refuse a file."""
    code = (
        "import sys; from pathlib import Path; from tests.benchmarks.workbooks import refused; "
        "refused(Path(sys.argv[1])); print(Path('/proc/self/status').read_text())"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, check=True, text=True)
    # The peak of this process alone: getrusage tells that of the larger one which started it.
    (most,) = (line.split()[1] for line in done.stdout.splitlines() if line.startswith("VmHWM:"))
    return int(most) / 1024


def main() -> None:
    """Print the table."""
    print(printed(table(), "openpyxl"))


if __name__ == "__main__":
    main()
