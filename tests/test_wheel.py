"""The wheel: what it carries, and that it starts where there is no checkout."""

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree, built without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment that holds the wheel; the dependencies are lent by this one."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    subprocess.run(
        [
            sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps",
            "--no-index", "--disable-pip-version-check", str(wheel),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    (site,) = (folder / "lib").glob("python*/site-packages")
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf8")
    return python


def _run(python: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(python.parent / "ejournal"), *arguments],
        cwd=home, env={"PATH": "/usr/bin:/bin", "HOME": str(home), "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_the_wheel_carries_words_tables_styles_and_the_demo(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        carried = set(archive.namelist())
    for folder in ("data", "styles"):
        shipped = {
            f"ejournal_tui/{path.relative_to(ROOT).as_posix()}"
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        assert shipped
        assert shipped <= carried
    assert not [name for name in carried if name.startswith("tests/") or name.endswith(".db")]


def test_the_installed_program_finds_its_own_files(installed: Path, tmp_path: Path) -> None:
    where = "from ejournal_tui import paths; print(paths.data_folder(), paths.styles_folder())"
    told = subprocess.run(
        [str(installed), "-c", where], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
    )
    for folder in told.stdout.split():
        assert Path(folder).is_relative_to(installed.parent.parent), folder


def test_the_installed_program_starts_in_both_languages(installed: Path, tmp_path: Path) -> None:
    english, russian = (_run(installed, tmp_path, "--lang", language, "--help") for language in ("en", "ru"))
    assert (english.returncode, russian.returncode) == (0, 0), english.stderr + russian.stderr
    assert "make a demo school and open it" in english.stdout
    assert english.stdout != russian.stdout


def test_the_installed_program_makes_a_home_and_finds_it_sound(installed: Path, tmp_path: Path) -> None:
    made = _run(installed, tmp_path, "init", "--name", "School No. 0", "--year", "2017/2018", "--yes")
    assert made.returncode == 0, made.stderr
    told = _run(installed, tmp_path, "doctor", "--json")
    assert told.returncode in (0, 1), told.stderr


def test_without_a_home_the_doctor_refuses_in_words(installed: Path, tmp_path: Path) -> None:
    told = _run(installed, tmp_path, "--home", str(tmp_path / "nothing"), "doctor")
    assert told.returncode == 3
    assert "Traceback" not in told.stderr
    assert told.stderr.strip()
