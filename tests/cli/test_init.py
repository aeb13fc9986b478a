"""A school is founded by whoever answers the questions, or by options alone; wrong ones make nothing."""

import io
import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from ejournal_tui.cli.commands import run
from tests.terminal import Terminal

pytestmark = pytest.mark.sqlite
"""What a home holds is read by another library."""

DONE, USAGE, REFUSED, INTERRUPTED = 0, 2, 3, 130
ENGLISH = {"EJOURNAL_LANG": "en"}
QUESTIONS = (
    "Name of the school:", "Language: ru or en [en]:", "Study year [2017/2018]:", "Time zone [Europe/Moscow]:",
    "Periods by grade [1-9=trimester,10-11=half_year]:",
)  # fmt: skip

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    """English answers, and nobody at a keyboard."""
    monkeypatch.setenv("EJOURNAL_LANG", "en")
    monkeypatch.setattr(sys, "stdin", io.StringIO())


def settings(folder: Path) -> dict[str, str]:
    """What a home knows of its school."""
    with closing(sqlite3.connect(folder / "journal.db")) as db:
        return dict(db.execute("SELECT name, value FROM setting").fetchall())


def schemes(folder: Path) -> list[str]:
    """The periods of the grades from the first on."""
    with closing(sqlite3.connect(folder / "journal.db")) as db:
        return [row[0] for row in db.execute("SELECT scheme FROM grade_scheme ORDER BY grade")]


def begin(folder: Path, *options: str) -> Terminal:
    """`init` on a terminal of eighty columns."""
    return Terminal(["--home", str(folder), "init", *options], ENGLISH)


def test_whoever_founds_a_school_is_asked_and_enter_takes_what_is_offered(tmp_path: Path) -> None:
    with begin(tmp_path / "new") as terminal:
        for question, answer in zip(QUESTIONS, ("School No. 0", "", "", "Asia/Omsk", ""), strict=True):
            terminal.sees(question)
            terminal.press(answer, "enter")
        terminal.sees("The journal of School No. 0 is made in")
        assert terminal.ends() == DONE
    found = settings(tmp_path / "new")
    assert [found[name] for name in ("name", "language", "zone")] == ["School No. 0", "en", "Asia/Omsk"]
    assert schemes(tmp_path / "new") == ["trimester"] * 9 + ["half_year"] * 2


def test_an_answer_that_makes_no_sense_is_asked_for_again(tmp_path: Path) -> None:
    with begin(tmp_path / "new", "--name", "School No. 0", "--lang", "en", "--year", "2017/2018") as terminal:
        terminal.sees("Time zone")
        assert "Name of the school" not in terminal.text
        terminal.press("Mars", "enter")
        terminal.sees("no time zone “Mars”")
        terminal.press("enter")
        terminal.sees("Periods by grade")
        terminal.press("1-4=quarter", "enter")
        terminal.sees("is made in")
        assert terminal.ends() == DONE
    assert schemes(tmp_path / "new") == ["quarter"] * 4 + ["trimester"] * 5 + ["half_year"] * 2


@pytest.mark.parametrize(
    ("key", "said", "code"),
    [("\x04", "nothing was made", USAGE), ("\x03", "Interrupted; nothing half-done", INTERRUPTED)],
)
def test_who_leaves_the_questions_makes_nothing(tmp_path: Path, key: str, said: str, code: int) -> None:
    with begin(tmp_path / "new") as terminal:
        terminal.sees(QUESTIONS[0])
        terminal.listens()
        terminal.press(key)
        terminal.sees(said)
        assert "Traceback" not in terminal.text
        assert terminal.ends() == code
    assert not (tmp_path / "new").exists()


def test_with_yes_nothing_is_asked(tmp_path: Path) -> None:
    with begin(tmp_path / "new", "--name", "School No. 0", "--yes") as terminal:
        terminal.sees("is made in")
        assert terminal.ends() == DONE
        assert "[" not in terminal.text


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "--name"),
        (["--name", " "], "--name"),
        (["--name", "A", "--year", "1917"], "no calendar of 1917"),
        (["--name", "A", "--zone", "Mars"], "no time zone “Mars”"),
        (["--name", "A", "--schemes", "lessons"], "at “lessons”"),
        (["--name", "A", "--schemes", "9-1=quarter"], "no grades “9-1”"),
        (["--name", "A", "--schemes", "12-20=quarter"], "no grades “12-20”"),
        (["--name", "A", "--schemes", "1-5=quarter,5-9=trimester"], "Grade 5 is given two"),
    ],
)
@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
def test_options_that_make_no_sense_are_wrong_usage(
    tmp_path: Path, capsys: Captured, options: list[str], said: str, dry: list[str]
) -> None:
    assert run(["--home", str(tmp_path / "new"), "init", *options, *dry]) == USAGE
    assert said in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
@pytest.mark.parametrize(("place", "said"), [
    ("in use", "is not empty"), ("letter.txt", "cannot be made"), ("letter.txt/new", "cannot be made"),
])  # fmt: skip
def test_a_folder_that_takes_no_home_is_refused_in_words(
    tmp_path: Path, capsys: Captured, place: str, said: str, dry: list[str]
) -> None:
    (tmp_path / "letter.txt").write_text("Dear diary")
    (tmp_path / "in use").mkdir()
    (tmp_path / "in use" / "letter.txt").write_text("Dear diary")
    assert run(["--home", str(tmp_path / place), "init", "--name", "School No. 0", *dry]) == REFUSED
    assert said in capsys.readouterr().err


def test_machines_are_told_what_would_be_made_and_what_was(tmp_path: Path, capsys: Captured) -> None:
    words = ["--home", str(tmp_path / "new"), "init", "--name", "School No. 0", "--schemes", "11=quarter", "--json"]
    answers = []
    for more in (["--dry-run"], []):
        assert run([*words, *more]) == DONE
        answers.append(json.loads(capsys.readouterr().out))
    would, done = answers
    assert (would.pop("made"), done.pop("made")) == (False, True)
    assert would["schemes"] == "1-9=trimester,10=half_year,11=quarter"
    assert done == would | {"login": "officer", "code": done["code"]}


def test_the_name_of_a_school_is_not_put_into_quotes_twice(tmp_path: Path, capsys: Captured) -> None:
    words = ["init", "--name", "МОУ «Учебная СОШ № 0»", "--yes"]
    assert run(["--home", str(tmp_path / "new"), "--lang", "ru", *words]) == DONE
    assert "»»" not in capsys.readouterr().out
