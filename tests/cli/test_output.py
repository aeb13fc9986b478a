"""What commands say harms no terminal, is one object for machines whatever happens, and is Russian throughout."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from ejournal_tui.cli.commands import run
from tests.cli.test_commands import BROKEN, DONE, FINDINGS, REFUSED, USAGE, Captured, in_home
from tests.cli.test_commands import spoken as spoken
from tests.terminal import command

pytestmark = pytest.mark.sqlite

HOSTILE = "\x1b[31m\x9b\u202e"


def test_a_home_of_hostile_name_is_refused_without_its_signs(capsys: Captured) -> None:
    assert run(in_home(Path(f"/nowhere{HOSTILE}"), "doctor")) == REFUSED
    told = capsys.readouterr().err
    assert "There is no journal in /nowhere[31m." in told
    assert not set(HOSTILE) - set("[31m") & set(told)


def test_a_workbook_steers_no_terminal_and_the_lines_of_its_problems_stay(
    home_folder: Path, tmp_path: Path, capsys: Captured
) -> None:
    book = openpyxl.load_workbook("data/demo/school-staff.xlsx")
    for sheet in book:
        sheet.cell(2, 1).value = f"Who{HOSTILE.replace(chr(27), '')}"
    book.save(tmp_path / "staff.xlsx")
    words = in_home(home_folder, "import", "staff", str(tmp_path / "staff.xlsx"))
    assert run(words) == FINDINGS
    told = capsys.readouterr()
    assert told.out.count("\n") >= 1
    assert not set("\x9b\u202e") & set(told.out + told.err)
    assert run([*words, "--json"]) == FINDINGS
    told = capsys.readouterr()
    assert told.out.isascii()
    assert json.loads(told.out)["problems"]


def test_a_file_name_that_is_no_text_is_told_all_the_same(home_folder: Path, tmp_path: Path) -> None:
    told = command(*in_home(home_folder, "import", "staff", os.fsdecode(bytes(tmp_path) + b"/\xff.xlsx")))
    assert (told.returncode, "Traceback" in told.stderr) == (REFUSED, False)


@pytest.mark.parametrize("words", [["nonsense"], ["audit", "show", "--last", "0"], ["accounts", "codes"], ["import"]])
def test_wrong_usage_is_an_object_too(capsys: Captured, home_folder: Path, words: list[str]) -> None:
    assert run(in_home(home_folder, *words, "--json")) == USAGE
    answer = json.loads(capsys.readouterr().out)
    assert (answer["exit"], answer["kind"]) == (USAGE, "misused")


def test_a_reader_that_has_seen_enough_is_no_error(home_folder: Path) -> None:
    words = [sys.executable, "-m", "ejournal_tui", "--home", str(home_folder), "audit", "show"]
    deaf, mouth = os.pipe()
    os.close(deaf)
    told = subprocess.run(words, stdout=mouth, stderr=subprocess.PIPE, text=True, check=False)
    os.close(mouth)
    assert (told.returncode, told.stderr) == (DONE, "")


def test_the_help_names_every_value_in_russian(capsys: Captured) -> None:
    for words in ([], ["import"], ["export"], ["template"], ["init"], ["accounts"], ["report"], ["backup"], ["audit"]):
        run([*words, "--help", "--lang", "ru"])
    told = capsys.readouterr().out
    assert not set(re.findall(r"\b[A-Z]{3,}\b", told)) - {"JSON", "PDF", "CSV"}
    assert "--home ПАПКА" in told


def test_the_completion_is_in_the_object(capsys: Captured) -> None:
    assert run(["completion", "bash", "--json"]) == DONE
    assert "backup" in json.loads(capsys.readouterr().out)["script"]


def test_argparses_own_words_are_russian_too(capsys: Captured) -> None:
    for words in (["--help"], ["accounts", "--help"], ["import"], ["nonsense"], ["audit", "show", "--last"]):
        run(["--lang", "ru", *words])
        told = "".join(capsys.readouterr())
        for english in ("usage:", "options", "positional", "show this", "required", "choice", "expected", "argument "):
            assert english not in told, (words, english)
    run(["--lang", "en", "--help"])
    assert "usage: ejournal" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["audit", "verify"], ["report", "weekly-sheets", "--out", "sheets.pdf"], ["backup"]])
def test_a_damaged_journal_is_told_in_one_sentence(home_folder: Path, words: list[str]) -> None:
    file = home_folder / "journal.db"
    with file.open("r+b") as written:
        for page in range(60, file.stat().st_size // 4096, 7):
            written.seek(page * 4096)
            written.write(b"\xff" * 4096)
    told = command(*in_home(home_folder, *words))
    assert (told.returncode, told.stdout) == (BROKEN, "")
    assert told.stderr.count("\n") == 1, told.stderr


@pytest.mark.parametrize("kind", ["journal", "folder", "link", "device"])
@pytest.mark.parametrize(
    "words", [["report", "weekly-sheets", "--week", "2017-12-18"], ["accounts", "codes", "--class", "7А"]]
)
def test_a_paper_takes_the_place_of_nothing(
    home_folder: Path, tmp_path: Path, capsys: Captured, kind: str, words: list[str]
) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    out = {"journal": home_folder / "journal.db", "folder": tmp_path, "link": tmp_path / "link",
           "device": Path("/dev/full")}[kind]  # fmt: skip
    before = (home_folder / "journal.db").read_bytes(), sorted(tmp_path.iterdir())
    assert run(in_home(home_folder, *words, "--out", str(out))) == REFUSED
    assert f"{out} is there already" in capsys.readouterr().err
    assert ((home_folder / "journal.db").read_bytes()[:100], sorted(tmp_path.iterdir())) == (before[0][:100], before[1])
    assert not (tmp_path / "nowhere").exists()


def test_a_paper_is_for_its_owner_alone(home_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "sheets.pdf"
    assert run(in_home(home_folder, "report", "weekly-sheets", "--week", "2017-12-18", "--out", str(out))) == DONE
    assert (out.stat().st_mode & 0o777, out.read_bytes()[:4]) == (0o600, b"%PDF")
    assert [file.name for file in tmp_path.iterdir() if ".part" in file.name] == []
