"""The table of storage: `python -m tests.benchmarks.storage [HOME]`; beside each figure bare SQL of the same run."""

import hashlib
import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.services.journal.gradebook import ShowGrid
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.operations.demo import build_demo
from ejournal_tui.services.operations.home import Home, open_home
from ejournal_tui.services.session import Session
from ejournal_tui.storage.journal import lessons
from ejournal_tui.storage.log.proof import verify
from tests.people import teacher_of
from tests.storage.queries import statements_sent
from tests.storage.writers import SUBJECT, free_cells

YEAR = 1_000_000
"""Lines of the log that a school writes in a year."""


@dataclass(frozen=True)
class Row:
    """A figure, its yardstick of the same run, and what the design allows."""

    name: str
    figure: float
    unit: str
    yardstick: float | None
    budget: float


def times(work: Callable[[], object], count: int) -> tuple[float, float]:
    """Half and 99 of a hundred of a piece of work's milliseconds."""
    taken = []
    for _ in range(count):
        began = perf_counter()
        work()
        taken.append((perf_counter() - began) * 1000)
    taken.sort()
    return taken[count // 2], taken[count * 99 // 100]


def saves(home: Home, count: int) -> tuple[float, float]:
    """Marks written through the door."""
    session = Session(home.school, teacher_of(home, SUBJECT), "benchmark")
    cells = iter(free_cells(home))
    return times(lambda: session.do(PutMarks(*next(cells), (Mark(Value.FIVE),), ())), count)


def bare_saves(folder: Path, count: int) -> tuple[float, float]:
    """The same rows by bare SQL: a read, a mark, a header, a line, the head."""
    with closing(sqlite3.connect(str(folder / "bare.db"), isolation_level=None)) as connection:
        run = connection.execute
        run("PRAGMA journal_mode=WAL")
        run("PRAGMA synchronous=FULL")
        for table in ("mark", "deed", "trace"):
            run(f"CREATE TABLE {table}(id INTEGER PRIMARY KEY, a INT, b INT, c INT, t TEXT, h BLOB)")
        run("CREATE TABLE head(id INTEGER PRIMARY KEY, seq INT)")
        run("INSERT INTO head VALUES (1, 0)")

        def save() -> None:
            run("BEGIN IMMEDIATE")
            ((seq,),) = run("SELECT seq FROM head").fetchall()
            for table in ("mark", "deed", "trace"):
                run(f"INSERT INTO {table} VALUES (?,1,2,3,?,?)", (seq + 1, "x" * 90, bytes(32)))
            run("UPDATE head SET seq=seq+1")
            run("COMMIT")

        return times(save, count)


def grids(home: Home, count: int) -> tuple[tuple[float, float], tuple[float, float], int]:
    """The grid of a course, the same statements by a bare connection, and how many they are."""
    session = Session(home.school, teacher_of(home, SUBJECT), "benchmark")
    lesson = free_cells(home)[0][0]
    query = ShowGrid(lessons.lesson(home.school, lesson).course, home.clock.today())
    session.ask(query)
    sent: list[str] = []
    connection = home.school.db.peewee.connection()
    connection.set_trace_callback(sent.append)
    session.ask(query)
    connection.set_trace_callback(None)
    selects = [text for text in sent if text.startswith("SELECT")]

    def bare() -> None:
        for text in selects:
            connection.execute(text).fetchall()

    return times(lambda: session.ask(query), count), times(bare, count), len(selects)


def grid_statements(home: Home) -> int:
    """How many statements the grid of a course sends."""
    session = Session(home.school, teacher_of(home, SUBJECT), "benchmark")
    query = ShowGrid(lessons.lesson(home.school, free_cells(home)[0][0]).course, home.clock.today())
    session.ask(query)
    with statements_sent() as sent:
        session.ask(query)
    return len([text for text in sent if text.startswith("SELECT")])


def proofs(home: Home) -> tuple[float, float, int]:
    """Seconds of the proof and of hashing every line of the log by a bare connection; and the lines."""
    verify(home.school.db)
    began = perf_counter()
    lines = verify(home.school.db).lines
    ours = perf_counter() - began
    began = perf_counter()
    with closing(sqlite3.connect(str(home.school.db.path))) as connection:
        for *parts, kept in connection.execute("SELECT * FROM trace ORDER BY seq"):
            hashlib.sha256(kept + "\n".join(map(str, parts)).encode()).digest()
    return ours, perf_counter() - began, lines


def log_bytes(home: Home) -> float:
    """Bytes of an average line of the log, headers included."""
    ((count, size),) = home.school.db.sql(
        "SELECT COUNT(*), SUM(n) FROM (SELECT octet_length(entity)+octet_length(act)+octet_length(data)"
        "+octet_length(hash)+24 AS n FROM trace UNION ALL SELECT octet_length(terminal)+octet_length(verb)"
        "+octet_length(outcome)+octet_length(facts)+octet_length(hash)+24 FROM deed) lines"
    )
    return float(size) / int(count)


def table(home: Home) -> list[Row]:
    """Every figure."""
    with tempfile.TemporaryDirectory(dir=home.path) as folder:
        bare_half, bare_worst = bare_saves(Path(folder), 300)
    half, worst = saves(home, 300)
    (grid_half, grid_worst), (bare_grid, bare_grid_worst), statements = grids(home, 100)
    proof, hashing, lines = proofs(home)
    looked, _ = times(home.school.update, 50)
    polled, _ = times(home.school.head, 200)
    return [
        Row("a mark saved, half of them", half, "ms", bare_half, 15),
        Row("a mark saved, 99 of 100", worst, "ms", bare_worst, 15),
        Row("a grid read, half of them", grid_half, "ms", bare_grid, 5),
        Row("a grid read, 99 of 100", grid_worst, "ms", bare_grid_worst, 10),
        Row("statements of a grid", statements, "", None, 10),
        Row("a year's log proven", proof / lines * YEAR, "s", hashing / lines * YEAR, 5),
        Row("an average line of the log", log_bytes(home), "B", None, 200),
        Row("the look whether tables are current", looked, "ms", None, 3),
        Row("the look whether anything changed", polled, "ms", None, 1),
    ]


def printed(rows: list[Row], yardstick: str = "bare SQL") -> str:
    """The table as text."""
    lines = [f"{'':<40}{'ours':>11}{yardstick:>11}{'ratio':>7}{'budget':>9}"]
    for row in rows:
        bare = f"{row.yardstick:>11.3f}{row.figure / row.yardstick:>7.1f}" if row.yardstick else f"{'':>18}"
        over = "" if row.figure <= row.budget else "  over"
        lines.append(f"{row.name:<40}{row.figure:>8.3f} {row.unit:<2}{bare}{row.budget:>9g}{over}")
    return "\n".join(lines)


def main() -> None:
    """Print the table of a home, by default of a whole school made for it."""
    os.environ.pop("EJOURNAL_NOW", None)
    with tempfile.TemporaryDirectory() as folder:
        if len(sys.argv) > 1:
            home = open_home(Path(sys.argv[1]), "en")
        else:
            home = build_demo(Path(folder) / "home", "ru", date(2018, 1, 15), False, lambda _done, _total: None)
        print(printed(table(home)))
        home.close()


if __name__ == "__main__":
    main()
