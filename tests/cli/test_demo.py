"""`ejournal demo`: a home whole or none at all, any day of its year, the language of whoever asks."""

import io
import json
import re
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from ejournal_tui.cli.commands import run
from tests.terminal import Terminal, command

pytestmark = pytest.mark.sqlite
"""What commands leave in the home is read by another library."""

DONE, REFUSED = 0, 3
CYRILLIC = re.compile("[А-Яа-яЁё]")
CTRL_C = "\x03"

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    """English answers, and nobody at a keyboard."""
    monkeypatch.setenv("EJOURNAL_LANG", "en")
    monkeypatch.setattr(sys, "stdin", io.StringIO())


def asked(folder: Path, sql: str) -> list[tuple[object, ...]]:
    """What the journal of a home answers."""
    with closing(sqlite3.connect(folder / "journal.db")) as db:
        return db.execute(sql).fetchall()


def made(folder: Path, *words: str) -> list[str]:
    """The arguments that make a small demo."""
    return ["--home", str(folder), "demo", "--size", "class", "--no-open", *words]


@pytest.mark.parametrize(
    "day", ["2017-09-01", "2017-09-02", "2017-11-01", "2018-01-15", "2018-04-28", "2018-04-29", "2018-05-25"]
)
def test_a_demo_begins_on_any_day_of_its_year(tmp_path: Path, day: str) -> None:
    assert run(made(tmp_path / "home", "--date", day)) == DONE
    ((last, kept),) = asked(tmp_path / "home", "SELECT MAX(day), COUNT(*) FROM lesson WHERE state='held'")
    assert kept
    assert str(last) <= day
    late = f"SELECT COUNT(*) FROM lesson WHERE state='planned' AND day<'{day}'"
    assert asked(tmp_path / "home", late) == [(0,)]


@pytest.mark.parametrize("day", ["2017-08-31", "2018-05-26"])
def test_a_day_outside_the_demos_year_is_refused_before_anything_is_made(
    tmp_path: Path, capsys: Captured, day: str
) -> None:
    assert run(made(tmp_path / "home", "--date", day)) == REFUSED
    assert "from 2017-09-01 to 2018-05-25" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("named", "stop", "code"),
    [
        (True, CTRL_C, 130), (False, CTRL_C, 130), (True, signal.SIGTERM, 143), (False, signal.SIGTERM, 143),
        (True, signal.SIGHUP, 129),
    ],
)  # fmt: skip
def test_a_demo_that_is_stopped_while_it_is_made_leaves_nothing(
    tmp_path: Path, named: bool, stop: str | signal.Signals, code: int
) -> None:
    place = ["--home", str(tmp_path / "homes" / "demo")] if named else []
    with Terminal([*place, "demo"], {"EJOURNAL_LANG": "en", "TMPDIR": str(tmp_path)}) as terminal:
        terminal.sees("Demo school [######")
        if isinstance(stop, str):
            terminal.press(stop)
        else:
            terminal.process.send_signal(stop)
        assert terminal.ends() == code
        terminal.sees("Stopped; nothing half-made was kept.")
        assert "Traceback" not in terminal.text
    assert list(tmp_path.iterdir()) == []


def test_a_demo_that_cannot_be_made_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ejournal_tui.services.operations.demo.KINDS", ("pupils",))
    assert run(made(tmp_path / "home")) == REFUSED
    assert list(tmp_path.iterdir()) == []


def test_the_temporary_demo_goes_with_the_terminal_that_showed_it(tmp_path: Path) -> None:
    environment = {"EJOURNAL_LANG": "en", "TMPDIR": str(tmp_path)}
    with Terminal(["demo", "--size", "class"], environment) as terminal:
        terminal.sees("Training School No. 0")
        terminal.process.send_signal(signal.SIGHUP)
        terminal.ends()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_is_no_place_for_a_demo(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "letter.txt").write_text("Dear deputy")
    assert run(made(tmp_path)) == REFUSED
    assert "not empty" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_an_empty_folder_becomes_the_home(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    told = command(*made(tmp_path / "home", "--date", "2017-09-01", "--json"))
    assert (told.returncode, json.loads(told.stdout)["home"]) == (DONE, str(tmp_path / "home"))
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


@pytest.mark.parametrize("day", ["2018-01-15", "2018-06-01"])
def test_a_dry_run_says_what_would_be_made_and_where(tmp_path: Path, capsys: Captured, day: str) -> None:
    code = run(made(tmp_path / "home", "--dry-run", "--date", day))
    told = capsys.readouterr()
    assert list(tmp_path.iterdir()) == []
    if day == "2018-06-01":
        assert (code, told.out) == (REFUSED, "")
    else:
        assert code == DONE
        assert all(word in told.out for word in ("class 7А", day, str(tmp_path / "home")))


def test_a_dry_run_beside_a_demo_that_is_there_opens_nothing(home_folder: Path, capsys: Captured) -> None:
    assert run(["--home", str(home_folder), "demo", "--dry-run"]) == DONE
    assert f"Would open the journal that is in {home_folder}" in capsys.readouterr().out


def test_an_english_demo_says_in_english_all_but_the_people_and_what_is_taught(tmp_path: Path) -> None:
    assert run([*made(tmp_path / "home", "--date", "2017-11-08"), "--lang", "en"]) == DONE
    words = {
        "SELECT name FROM subject", "SELECT short FROM subject", "SELECT post FROM staff",
        "SELECT name FROM work_kind", "SELECT short FROM work_kind", "SELECT name FROM lesson_kind",
        "SELECT title FROM calendar_day", "SELECT value FROM setting WHERE name='name'",
        "SELECT name FROM study_group WHERE kind='subgroup'", "SELECT education_form FROM pupil",
        "SELECT language FROM pupil", "SELECT relation FROM guardianship",
    }  # fmt: skip
    found = [str(text) for sql in words for (text,) in asked(tmp_path / "home", sql)]
    assert len(found) > 100
    assert [text for text in found if CYRILLIC.search(text)] == []
    roles = {role for (role,) in asked(tmp_path / "home", "SELECT DISTINCT role FROM staff_role")}
    assert roles == {"director", "deputy", "teacher", "lab_assistant", "officer", "dispatcher"}
    ((topic,),) = asked(tmp_path / "home", "SELECT topic FROM lesson l JOIN course c ON c.id=l.course"
        " JOIN subject s ON s.id=c.subject WHERE s.name='Russian' ORDER BY l.day, l.number LIMIT 1")  # fmt: skip
    assert topic == "Русский язык как развивающееся явление"
