"""The requirements of ASVS that concern this program: each has a test that exists, or is open and says why."""

import ast
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROWS = tomllib.loads((Path(__file__).parent / "asvs.toml").read_text(encoding="utf8"))
OPEN = 18
"""How many rows nothing answers yet: whoever closes one lowers it, whoever opens one has to raise it here too."""


def test_every_row_names_what_answers_it_and_a_test_that_exists_or_why_there_is_none() -> None:
    for number, row in ROWS.items():
        assert set(row) in ({"asks", "control", "test"}, {"asks", "control", "open"}), number
        assert all(row.values()), number
        if "test" in row:
            path, _, name = row["test"].partition("::")
            tree = ast.parse((ROOT / path).read_text(encoding="utf8"))
            told = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
            assert name in told if name else any(one.startswith("test_") for one in told), row["test"]


def test_what_is_open_is_counted_and_nobody_adds_to_it_in_silence() -> None:
    assert sum("open" in row for row in ROWS.values()) == OPEN
