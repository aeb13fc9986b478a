"""What may stand in the tree, and what never does."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOP = {
    ".ci", ".gitignore", "CHANGELOG.md", "LICENSE", "README.md", "data", "ejournal_tui", "pyproject.toml",
    "styles", "tests",
}  # fmt: skip
TEXTS = {
    "", ".cfg", ".conf", ".css", ".csv", ".json", ".md", ".po", ".py", ".service", ".sh", ".sql", ".tcss",
    ".toml", ".txt",
}  # fmt: skip
# Put together here, so that this file does not hold them.
MACHINE = re.compile(r"(?<![\w.])/(?:wo" r"rk|ro" r"ot|opt/ve" r"nv|home/\w+)/|\.\./sha" r"red")
HEX_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\b(?![\w-])")


def _kept() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    names = filter(None, listed.stdout.decode().split("\0"))
    return sorted({Path(name) for name in names if (ROOT / name).is_file()})


@pytest.fixture(scope="module")
def kept() -> list[Path]:
    """The files of the tree, git's own and those not yet given to it."""
    return _kept()


def _text(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf8")


def test_the_top_of_the_tree_holds_what_it_should(kept: list[Path]) -> None:
    assert {path.parts[0] for path in kept} <= TOP


def test_no_file_knows_the_machine_it_was_written_on(kept: list[Path]) -> None:
    texts = [path for path in kept if path.suffix in TEXTS]
    assert len(texts) > 50
    assert [str(path) for path in texts if MACHINE.search(_text(path))] == []


def test_the_eye_for_machine_paths_sees_them() -> None:
    for seen in ("see /wo" "rk/main", "'/ro" "ot/.cache/x'", "../sha" "red/design", "/ho" "me/anna/x"):
        assert MACHINE.search(seen), seen
    for fine in ("/var/lib/ejournal", "https://example.org/home/page", "marks/work/lesson", "/home"):
        assert not MACHINE.search(fine), fine


def test_colours_have_one_home(kept: list[Path]) -> None:
    tokens = Path("styles/tokens.tcss")
    drawn = [
        path
        for path in kept
        if (path.suffix == ".tcss" and path != tokens) or path.parts[:2] == ("ejournal_tui", "ui")
    ]
    assert [str(path) for path in drawn if path.suffix in TEXTS and HEX_COLOUR.search(_text(path))] == []


def test_no_live_journal_is_kept_among_the_shipped_data(kept: list[Path]) -> None:
    alive = {".db", ".db-wal", ".db-shm", ".sqlite", ".log"}
    assert [str(path) for path in kept if path.suffix in alive] == []


def test_every_dependency_is_explained_to_the_reader() -> None:
    project = tomllib.loads(_text(Path("pyproject.toml")))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    names = {re.split(r"[\[<>=!;~ ]", line, maxsplit=1)[0] for group in groups for line in group}
    readme = _text(Path("README.md"))
    assert sorted(name for name in names if f"`{name}`" not in readme) == []


def test_every_command_is_in_the_readme() -> None:
    from ejournal_tui.cli.commands import parser

    (commands,) = (action.choices for action in parser()._actions if isinstance(action.choices, dict))
    readme = _text(Path("README.md"))
    assert sorted(name for name in commands if f"`ejournal {name}" not in readme) == []


def test_what_ci_runs_may_be_run() -> None:
    for script in (".ci/run", "data/deploy/enter"):
        assert (ROOT / script).stat().st_mode & 0o111, script
