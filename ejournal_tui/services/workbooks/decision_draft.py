"""What was decided about a handed-in file and is not imported yet: kept as text, until it comes in."""

import json
from datetime import date

from ...domain.workbooks.decisions import Decisions, Leaving, Ruling


def place_of(mark: str) -> str:
    """Under which name the draft of a file is kept: by its content, for another content needs other decisions."""
    return f"import:{mark}"


def written(decisions: Decisions) -> str:
    """The draft as text."""
    return json.dumps(
        {
            "written": [[*cell, text] for cell, text in decisions.written.items()],
            "passed": sorted(decisions.passed),
            "out": sorted(decisions.out),
            "leavers": [[*row, one.day.isoformat(), one.order] for row, one in decisions.leavers.items()],
            "taken": sorted(decisions.ruling.taken),
            "kept": sorted(decisions.ruling.kept),
            "effective": decisions.effective and decisions.effective.isoformat(),
        },
        ensure_ascii=False, separators=(",", ":"),
    )  # fmt: skip


def read(text: str) -> Decisions:
    """The decisions of a draft."""
    kept = json.loads(text)
    return Decisions(
        {(sheet, address): said for sheet, address, said in kept["written"]},
        frozenset((sheet, address, expected) for sheet, address, expected in kept["passed"]),
        frozenset((sheet, row) for sheet, row in kept["out"]),
        {(sheet, row): Leaving(date.fromisoformat(day), order) for sheet, row, day, order in kept["leavers"]},
        Ruling(frozenset(kept["taken"]), frozenset(kept["kept"])),
        date.fromisoformat(kept["effective"]) if kept["effective"] else None,
    )
