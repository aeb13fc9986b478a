"""Disks that are full or take no changes, as the kernel has them: mounted in a namespace of the test's own."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import CLEAN, ROOT, Terminal

pytestmark = [pytest.mark.sqlite, pytest.mark.system]

FINDINGS, REFUSED = 1, 3
READ_ONLY = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1"'
SMALL = 'mount -t tmpfs -o size=2m tmpfs "$1"'
NEARLY_FULL = 'mount -t tmpfs -o size=150m tmpfs "$1" && cp -a "$1.lived/." "$1"'
"""A disk of 150 MB with the journal on it."""


def launcher(mounting: str, folder: Path) -> list[str]:
    """What runs a program where a folder is mounted so."""
    script = f'{mounting} && shift && exec "$@"'
    return ["unshare", "--map-root-user", "--mount", "sh", "-c", script, "sh", str(folder)]


def beside(mounting: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the program where a folder is mounted so."""
    return subprocess.run(
        [*launcher(mounting, folder), sys.executable, "-m", "ejournal_tui", *arguments],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd=ROOT, env={**CLEAN, "EJOURNAL_LANG": "en"},
        timeout=300, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("words", [["doctor"], ["audit", "verify"], ["backup"], ["accounts", "codes", "--staff"]])
def test_a_journal_on_a_read_only_disk_is_not_called_damaged(home_folder: Path, words: list[str]) -> None:
    told = beside(READ_ONLY, home_folder, "--home", str(home_folder), *words)
    assert told.returncode == REFUSED
    assert told.stderr.startswith(f"The disk of the journal is read-only: {home_folder}. The journal itself is not")
    assert told.stderr.count("\n") == 1


def test_a_full_disk_of_a_copy_is_the_copys_and_the_next_target_is_tried(home_folder: Path, tmp_path: Path) -> None:
    full, good = tmp_path / "full", tmp_path / "good"
    full.mkdir()
    told = beside(SMALL, full, "--home", str(home_folder), "backup", "--to", str(full), "--to", str(good))
    assert told.returncode == FINDINGS, told.stderr
    assert f"The disk is full: no copy was made in {full}." in told.stderr
    assert len(list(good.iterdir())) == 1


def test_a_read_only_disk_of_a_copy_is_told_before_and_at_the_copy(home_folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    for dry in (["--dry-run"], []):
        told = beside(READ_ONLY, place, "--home", str(home_folder), "backup", "--to", str(place), *dry)
        assert told.returncode == REFUSED
        assert f"No copy was made in {place}" in told.stderr
        assert "damaged" not in told.stderr


def test_c37_on_a_read_only_disk_the_program_tells_its_user_so_and_whom_to_call(home_folder: Path) -> None:
    mounted = launcher(READ_ONLY, home_folder)
    with Terminal(["--home", str(home_folder)], {"EJOURNAL_LANG": "ru"}, launcher=mounted) as window:
        assert window.ends() == REFUSED
        told = " ".join(window.text.split())
        assert "только для чтения" in told
        assert "Traceback" not in told


def test_c37_on_a_nearly_full_disk_everybody_is_told_at_the_sign_in_and_goes_on_writing(home_folder: Path) -> None:
    home_folder.rename(f"{home_folder}.lived")
    home_folder.mkdir(mode=0o700)
    with Terminal(
        ["--home", str(home_folder)], {"EJOURNAL_NOW": "2018-01-15T10:14"}, launcher=launcher(NEARLY_FULL, home_folder)
    ) as window:
        window.sees("Орехова Кира Олеговна")
        window.press("1")
        window.sees("Сегодня, пн 15.01", "Диск почти полон: осталось")
        window.press("f2")
        window.sees("Богданов Богдан")
        window.press("5")
        window.sees("Богданов Богдан: 5 — отметка 5")


def test_c37_a_nearly_full_disk_is_told_by_the_doctor_with_what_to_do(home_folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "small"
    place.mkdir()
    home_folder.rename(f"{place}.lived")
    told = beside(NEARLY_FULL, place, "--home", str(place), "doctor")
    assert told.returncode == FINDINGS, told.stderr
    assert "Free the disk: below 200 MB the journal cannot be written." in told.stdout
