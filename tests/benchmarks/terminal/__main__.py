"""The table of ratios: `python -m tests.benchmarks.terminal`."""

from statistics import median

from .meter import Program

MOVES = ["right"] * 4 + ["down"] * 4
GROUPS = {"move": MOVES, "mark": ["5", "4", "н", "3", "5"], "page": ["pgdn", "pgup"], "week": ["]", "]", "["]}
PROGRAMS = {"ours": "grid_program", "curses": "curses_program", "DataTable": "table_program"}


def measure(module: str, lessons: int) -> dict[str, tuple[float, float]]:
    """Bytes and milliseconds of the first picture and of each group of keys; and of the processor, a key."""
    program = Program(module, str(lessons))
    try:
        start = program.answer(15, 1.0)
        found = {"start": (float(start.count), start.milliseconds)}
        for name, keys in GROUPS.items():
            answers = [program.press(key) for key in keys]
            found[name] = (median(a.count for a in answers), median(a.milliseconds for a in answers))
        before, presses = program.ticks(), 30
        for _ in range(presses):
            program.press("down" if _ % 2 else "up")
        found["cpu"] = (0.0, (program.ticks() - before) * 10 / presses)
        return found
    finally:
        program.end()


def main() -> None:
    """Print bytes and milliseconds of every program and the ratio of ours to curses."""
    for lessons in (40, 204, 1000):
        found = {name: measure(module, lessons) for name, module in PROGRAMS.items()
                 if name != "DataTable" or lessons < 1000}  # fmt: skip
        print(f"\n30 pupils, {lessons} lessons" + "".join(f"{name:>22}" for name in found) + "   ours/curses")
        for group in (*["start"], *GROUPS, "cpu"):
            cells = "".join(f"{n:>10.0f} B {ms:>7.1f} ms" for n, ms in (f[group] for f in found.values()))
            ours, curses = found["ours"][group], found["curses"][group]
            ratio = ours[0] / curses[0] if curses[0] else ours[1] / (curses[1] or 1)
            print(f"{group:>24}{cells}   {ratio:.2f}")


if __name__ == "__main__":
    main()
