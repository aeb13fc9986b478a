"""The table of the terminal, `python -m tests.benchmarks.terminal`: each figure beside yardsticks of the same run."""

import os
import sys
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from statistics import median
from subprocess import run
from time import perf_counter

from ejournal_tui.services.operations.demo import build_demo

from .meter import Answer, Program

MOVES = ["right"] * 4 + ["down"] * 4
GROUPS = {"move": MOVES, "mark": ["5", "4", "5", "3", "5"], "page": ["pgdn", "pgup"], "week": ["]", "]", "["]}
BUDGETS = {"picture": 11 * 1024, "move": 400, "mark": 560, "page": 4096, "week": 4096}
"""Bytes; of the processor 4 ms a key."""
PERIOD = "т"
"""The key that goes on to the next period; after the third of three comes the year."""
HERE = "tests.benchmarks.terminal"
IMPORTS = "import textual.app, peewee"
ROUNDS = 5

Figures = Mapping[str, tuple[float, float]]


def of_keys(program: Program, picture: tuple[float, float]) -> dict[str, tuple[float, float]]:
    """Bytes and milliseconds of each group of keys, the processor's share of a key, megabytes."""
    found = {"picture": picture}
    for name, keys in GROUPS.items():
        answers = [program.press(key) for key in keys]
        found[name] = (median(a.count for a in answers), median(a.milliseconds for a in answers))
    before, presses = program.ticks(), 30
    for n in range(presses):
        program.press("down" if n % 2 else "up")
    return found | {"CPU a key": (0.0, (program.ticks() - before) * 10 / presses), "MB": (program.megabytes(), 0.0)}


def measure(module: str, lessons: int) -> dict[str, tuple[float, float]]:
    """The figures of a program that shows nothing but a grid."""
    program = Program(f"{HERE}.{module}", str(lessons))
    try:
        start = program.answer(15, 1.0)
        return of_keys(program, (float(start.count), start.milliseconds))
    finally:
        program.end()


def measure_journal(home: Path) -> dict[str, tuple[float, float]]:
    """The figures of the program itself, on a journal: its teacher opens the grid of the current lesson."""
    program = journal(home)
    try:
        picture = program.press("f2")
        return of_keys(program, (float(picture.count), picture.milliseconds))
    finally:
        program.end()


def measure_year(home: Path) -> dict[str, tuple[float, float]]:
    """The figures of the whole year in the grid of the same lesson."""
    program = journal(home)
    try:
        picture = to_the_year(program)
        return of_keys(program, (float(picture.count), picture.milliseconds))
    finally:
        program.end()


def to_the_year(program: Program) -> Answer:
    """From the first screen to the grid of the whole year: what the last key on the way brought."""
    for key in ("f2", *[PERIOD] * 2):
        answer = program.press(key)
    return answer


def journal(home: Path) -> Program:
    """The program with a teacher on the first screen."""
    os.environ["EJOURNAL_NOW"] = "2018-01-15T10:14"
    program = Program("ejournal_tui", "--home", str(home))
    program.answer(15, 1.0)
    program.press("1")
    return program


def starts(home: Path) -> tuple[float, float, float, float]:
    """Milliseconds to the sign-in and to nothing but imports, in turn; megabytes there and of bare Textual."""
    ours, imports = [], []
    for _round in range(ROUNDS):
        begun = perf_counter()
        run([sys.executable, "-c", IMPORTS], check=True)
        imports.append((perf_counter() - begun) * 1000)
        program = Program("ejournal_tui", "--home", str(home))
        ours.append(program.answer(15, 1.0).milliseconds)
        sign_in = program.megabytes()
        program.end()
    bare = Program("tests.benchmarks.terminal.bare_program")
    bare.answer(15, 1.0)
    textual = bare.megabytes()
    bare.end()
    return median(ours), median(imports), sign_in, textual


def line(name: str, figures: Mapping[str, Figures]) -> str:
    """One row: bytes and milliseconds of every program, and what ours is of curses."""
    cells = "".join(f"{amount:>9.0f} {time:>8.1f} ms" for amount, time in (f[name] for f in figures.values()))
    ours, curses = figures["journal"][name], figures["curses"][name]
    ratio = ours[0] / curses[0] if curses[0] else ours[1] / (curses[1] or 1)
    return f"{name:>10}{cells} {ratio:>11.2f} {BUDGETS.get(name, 4 if name.startswith('CPU') else ''):>8}"


def table(home: Path) -> str:
    """All figures of a journal's home, with their yardsticks."""
    figures = {
        "journal": measure_journal(home), "its year": measure_year(home), "grid 204": measure("grid_program", 204),
        "grid 1000": measure("grid_program", 1000), "curses": measure("curses_program", 204),
        "DataTable": measure("table_program", 204),
    }  # fmt: skip
    ours, imports, sign_in, textual = starts(home)
    year, period = figures["its year"], figures["journal"]
    ratios = ", ".join(f"{name} {year[name][1] / (period[name][1] or 1):.2f}" for name in ("picture", *GROUPS))
    head = " " * 10 + "".join(f"{name + ': B, ms':>21}" for name in figures) + f"{'of curses':>12}{'budget':>9}"
    rows = [line(name, figures) for name in figures["journal"]]
    return "\n".join([
        head, *rows,
        f"the whole year in times of one period: {ratios}",
        f"start to the sign-in {ours:.0f} ms, {ours / imports:.2f} of importing Textual and peewee ({imports:.0f} ms)",
        f"memory at the sign-in {sign_in:.1f} MB, {sign_in / textual:.2f} of bare Textual ({textual:.1f} MB)",
    ])  # fmt: skip


def main() -> None:
    """Print the table for the demo class."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        build_demo(home, "ru", date(2018, 1, 15), True, lambda _done, _total: None).close()
        print(table(home))


if __name__ == "__main__":
    main()
