"""The command line: exit codes, one JSON object, dry runs that write nothing, refusals in words."""

import io
import json
import re
import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from ejournal_tui.cli.commands import parser, run
from tests.exchange.formats import csvs
from tests.terminal import ROOT, command

pytestmark = pytest.mark.sqlite
"""What commands leave in the home is read by another library."""

DEMO = ROOT / "data" / "demo"
HANDED_IN = ROOT / "tests" / "exchange" / "samples" / "class-7A-as-handed-in.xlsx"
COMMANDS = next(action.choices for action in parser()._actions if isinstance(action.choices, dict))
DONE, FINDINGS, USAGE, REFUSED, BROKEN = range(5)

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    """English answers, and nobody at a keyboard."""
    monkeypatch.setenv("EJOURNAL_LANG", "en")
    monkeypatch.setattr(sys, "stdin", io.StringIO())


def head(folder: Path) -> int:
    """The number of the log's last line."""
    with closing(sqlite3.connect(folder / "journal.db")) as db:
        return int(db.execute("SELECT seq FROM audit_head").fetchone()[0])


def files(folder: Path) -> list[str]:
    """Every file below a folder."""
    found = (path for path in folder.rglob("*") if path.suffix not in (".db-wal", ".db-shm"))
    return sorted(str(path.relative_to(folder)) for path in found)


def in_home(folder: Path, *words: str) -> list[str]:
    """The arguments of a command in a home."""
    return ["--home", str(folder), *words]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself_with_an_example(name: str, capsys: Captured) -> None:
    assert run([name, "--help"]) == DONE
    told = capsys.readouterr().out
    assert "Example:" in told
    assert f"ejournal {name}" in told.partition("Example:")[2]


@pytest.mark.parametrize(
    "words", [["nonsense"], ["import", "cats", "x.xlsx"], ["report", "weekly-sheets"], ["--lang", "de"],
     ["audit", "show", "--last", "-5"], ["audit", "show", "--last", "0"], ["audit", "show", "--last", "1001"]]
)  # fmt: skip
def test_wrong_usage_is_2(words: list[str]) -> None:
    assert run(words) == USAGE


def test_a_home_that_is_not_there_is_refused_with_what_to_do(tmp_path: Path, capsys: Captured) -> None:
    assert run(in_home(tmp_path / "nowhere", "doctor")) == REFUSED
    told = capsys.readouterr()
    assert told.out == ""
    assert "ejournal init" in told.err
    assert not (tmp_path / "nowhere").exists()


def test_a_file_that_is_no_journal_is_refused(home_folder: Path, capsys: Captured) -> None:
    (home_folder / "journal.db").write_bytes(b"Dear diary, " * 1000)
    assert run(in_home(home_folder, "doctor")) == REFUSED
    assert "no journal or it is damaged" in capsys.readouterr().err


def test_a_journal_of_a_newer_program_is_refused_untouched(home_folder: Path, capsys: Captured) -> None:
    with closing(sqlite3.connect(home_folder / "journal.db")) as db:
        columns = [row[1] for row in db.execute("PRAGMA table_info(schema_migration)")]
        row = dict(zip(columns, db.execute("SELECT * FROM schema_migration").fetchone(), strict=True))
        row |= {"name": "9999_future"} | ({"id": 9999} if "id" in row else {})
        db.execute(
            f"INSERT INTO schema_migration({','.join(row)}) VALUES ({','.join('?' * len(row))})", list(row.values())
        )
        db.commit()
    before = head(home_folder)
    assert run(in_home(home_folder, "audit", "verify")) == REFUSED
    assert "newer version" in capsys.readouterr().err
    assert head(home_folder) == before


def test_a_changed_journal_is_broken(home_folder: Path, capsys: Captured) -> None:
    with closing(sqlite3.connect(home_folder / "journal.db")) as db:
        db.create_function("journal_writer", 0, lambda: 1)
        db.execute("UPDATE mark SET value=5 WHERE id=(SELECT id FROM mark WHERE value=3 LIMIT 1)")
        db.commit()
    assert run(in_home(home_folder, "audit", "verify")) == BROKEN
    assert "does not hold" in capsys.readouterr().out
    assert run(in_home(home_folder, "backup", "--to", str(home_folder / "backups"))) == BROKEN
    assert list((home_folder / "backups").iterdir()) == []


def test_a_log_without_its_head_is_broken_and_told_in_words(home_folder: Path, capsys: Captured) -> None:
    with closing(sqlite3.connect(home_folder / "journal.db", isolation_level=None)) as db:
        db.execute("DELETE FROM audit_head")
    assert run(in_home(home_folder, "audit", "verify")) == BROKEN
    assert "lost its head" in capsys.readouterr().err


def test_a_journal_whose_guards_were_removed_is_broken(home_folder: Path, capsys: Captured) -> None:
    with closing(sqlite3.connect(home_folder / "journal.db", isolation_level=None)) as db:
        db.execute("DROP TRIGGER mark_guard_update")
    assert run(in_home(home_folder, "audit", "verify")) == BROKEN
    assert "was removed" in capsys.readouterr().out
    assert run(in_home(home_folder, "doctor")) == BROKEN
    assert "mark_guard_update" in capsys.readouterr().out


def test_a_damaged_journal_is_broken(home_folder: Path) -> None:
    file = home_folder / "journal.db"
    size = file.stat().st_size
    with file.open("r+b") as written:
        for place in range(size // 3, size - 4096, 4096 * 7):
            written.seek(place // 4096 * 4096)
            written.write(b"\xff" * 4096)
    assert run(in_home(home_folder, "doctor")) == BROKEN


def test_a_sound_home_needs_a_backup_and_an_anchor_first(home_folder: Path, tmp_path: Path, capsys: Captured) -> None:
    assert run(in_home(home_folder, "doctor")) == FINDINGS
    told = capsys.readouterr().out
    assert "No backup was made yet" in told
    assert "The log was never anchored" in told
    assert run(in_home(home_folder, "backup", "--to", str(tmp_path / "a"), "--to", str(tmp_path / "b"))) == DONE
    assert [len(list((tmp_path / n).iterdir())) for n in "ab"] == [1, 1]
    assert run(in_home(home_folder, "audit", "anchor", "--to", str(tmp_path / "a"))) == DONE
    capsys.readouterr()
    assert run(in_home(home_folder, "doctor", "--json")) == DONE
    found = json.loads(capsys.readouterr().out)
    assert {finding["level"] for finding in found["findings"]} == {"ok"}
    assert found["counts"]["pupil"] == 27


def test_a_handed_in_list_is_refused_with_its_cells(home_folder: Path, capsys: Captured) -> None:
    before = head(home_folder)
    assert run(in_home(home_folder, "import", "pupils", str(HANDED_IN), "--json")) == FINDINGS
    told = capsys.readouterr()
    answer = json.loads(told.out)
    assert (answer["exit"], answer["imported"]) == (FINDINGS, False)
    assert len(answer["problems"]) > 5
    assert "The file is refused" in told.err
    assert head(home_folder) == before


def test_a_refused_list_is_laid_beside_the_journal_after_its_problems(home_folder: Path, capsys: Captured) -> None:
    assert run(in_home(home_folder, "import", "pupils", str(HANDED_IN))) == FINDINGS
    problems, _heading, differences = capsys.readouterr().out.partition("Beside the journal")
    assert "7А!B36: found “Всего: 30 чел.”" in problems
    assert "7А!B23: Никитина Ангелина: name is “Никитина Ангелина Вадимовна” in the journal" in differences
    assert differences.endswith("7А!B7: Герасимов Максим Артёмович is new in 7А.\n")


def test_the_marked_workbook_comes_back_and_the_journal_stays_as_it_is(
    home_folder: Path, tmp_path: Path, capsys: Captured
) -> None:
    before, out = head(home_folder), tmp_path / "m.xlsx"
    assert run(in_home(home_folder, "import", "pupils", str(HANDED_IN), "--marked", str(out), "--json")) == FINDINGS
    answer = json.loads(capsys.readouterr().out)
    sheet = openpyxl.load_workbook(out)["Ошибки"]
    assert (answer["marked"], sheet.max_row - 2) == (str(out), len(answer["problems"]))
    assert out.stat().st_mode & 0o777 == 0o600
    assert head(home_folder) == before


def test_a_clean_workbook_is_not_marked(home_folder: Path, tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "m.xlsx"
    words = ["import", "staff", str(DEMO / "school-staff.xlsx"), "--dry-run", "--marked", str(out)]
    assert run(in_home(home_folder, *words)) == DONE
    assert "nothing to mark" in capsys.readouterr().err
    assert not out.exists()


def test_a_marked_workbook_that_cannot_be_written_is_refused(
    home_folder: Path, tmp_path: Path, capsys: Captured
) -> None:
    own = tmp_path / "list.xlsx"
    shutil.copy(HANDED_IN, own)
    for out in (tmp_path / "no" / "m.xlsx", own):
        assert run(in_home(home_folder, "import", "pupils", str(own), "--marked", str(out))) == REFUSED
        assert "--marked" in capsys.readouterr().err
    assert own.read_bytes() == HANDED_IN.read_bytes()


@pytest.mark.parametrize("kind", ["staff", "pupils", "groups", "timetable"])
def test_an_exported_workbook_comes_in_and_nothing_is_new(
    home_folder: Path, tmp_path: Path, capsys: Captured, kind: str
) -> None:
    out = tmp_path / "a.xlsx"
    before = head(home_folder)
    assert run(in_home(home_folder, "export", kind, "--out", str(out), "--json")) == DONE
    told = json.loads(capsys.readouterr().out)
    assert (told["copy"], told["left_out"], out.stat().st_mode & 0o777) == (before + 1, [], 0o600)
    assert run(in_home(home_folder, "import", kind, str(out), "--dry-run", "--json")) == DONE
    answer = json.loads(capsys.readouterr().out)
    assert (answer["added"], answer["conflicts"], head(home_folder)) == ({}, [], before + 1)


@pytest.mark.parametrize(("words", "said"), [
    (["pupils", "--class", "11Я"], "no class 11Я"), (["staff", "--class", "7А"], "exported whole"),
    (["timetable", "--class", "7А"], "exported whole"),
])  # fmt: skip
def test_an_export_that_is_refused_makes_no_file(
    home_folder: Path, tmp_path: Path, capsys: Captured, words: list[str], said: str
) -> None:
    assert run(in_home(home_folder, "export", *words, "--out", str(tmp_path / "a.xlsx"))) == REFUSED
    assert said in capsys.readouterr().err
    assert not (tmp_path / "a.xlsx").exists()


@pytest.mark.parametrize("kind", ["staff", "pupils", "groups", "timetable", "marks", "plan"])
def test_an_empty_workbook_is_made_and_leaves_no_trace(home_folder: Path, tmp_path: Path, kind: str) -> None:
    before = head(home_folder)
    assert run(in_home(home_folder, "template", kind, "--out", str(tmp_path / "a.xlsx"))) == DONE
    names = openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames
    assert any(name.startswith("Пример") for name in names)
    assert head(home_folder) == before


def test_the_sheets_of_a_workbook_may_come_as_texts(home_folder: Path, tmp_path: Path, capsys: Captured) -> None:
    book = openpyxl.load_workbook(DEMO / "school-staff.xlsx")
    files = csvs(tmp_path, {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book})
    assert run(in_home(home_folder, "import", "staff", *map(str, files))) == DONE
    assert capsys.readouterr().out.startswith("Added: ")


@pytest.mark.parametrize("kind", ["staff", "pupils", "groups", "timetable"])
def test_a_workbook_of_something_else_is_a_finding_for_every_kind(
    home_folder: Path, capsys: Captured, kind: str
) -> None:
    plan = str(DEMO / "lesson-plan-russian-7.xlsx")
    assert run(in_home(home_folder, "import", kind, plan, "--json")) == FINDINGS
    answer = json.loads(capsys.readouterr().out)
    assert (answer["imported"], len(answer["problems"])) == (False, 1)


def test_a_folder_is_refused_by_the_name_it_was_called(home_folder: Path, capsys: Captured) -> None:
    assert run(in_home(home_folder, "import", "staff", ".")) == REFUSED
    assert capsys.readouterr().err.startswith(". is not a file.")


def test_what_was_done_and_what_would_be_are_said_in_different_words(home_folder: Path, capsys: Captured) -> None:
    said = []
    for more in (["--dry-run"], [], []):
        words = in_home(home_folder, "import", "staff", str(DEMO / "school-staff.xlsx"), *more)
        assert run(words) == DONE
        said.append(capsys.readouterr().out.splitlines())
    would, done, again = said
    assert would[0].startswith("Would be added: classes 30, class teachers 30, ")
    assert done[0] == would[0].replace("Would be added", "Added")
    assert again[0] == "There is nothing new in the file."
    assert again[1] == "Unchanged: staff 57, classes 31, courses 432."


def test_imported_is_only_what_was_written(home_folder: Path, capsys: Captured) -> None:
    answers = []
    for more in (["--dry-run"], [], []):
        words = in_home(home_folder, "import", "staff", str(DEMO / "school-staff.xlsx"), "--json", *more)
        assert run(words) == DONE
        answers.append(json.loads(capsys.readouterr().out)["imported"])
    assert answers == [False, True, False]


def test_rows_of_classes_that_are_not_there_are_told_class_by_class(home_folder: Path, capsys: Captured) -> None:
    for kind in ("pupils", "groups", "timetable"):
        assert run(in_home(home_folder, "import", kind, str(DEMO / f"school-{kind}.xlsx"))) == FINDINGS
        lines = capsys.readouterr().out.splitlines()
        assert len(lines) <= 30, kind
        assert all("the journal has no class" in line for line in lines), kind


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 not a workbook", b"name;surname\n"])
def test_a_wrong_file_is_refused_in_words(
    home_folder: Path, tmp_path: Path, capsys: Captured, content: bytes | None
) -> None:
    file = tmp_path / "staff.xlsx"
    if content is not None:
        file.write_bytes(content)
    before = head(home_folder)
    assert run(in_home(home_folder, "import", "staff", str(file))) == REFUSED
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.strip().splitlines()) == 1
    assert "Traceback" not in told.err
    assert head(home_folder) == before


DRY = [
    ["import", "staff", str(DEMO / "school-staff.xlsx")],
    ["accounts", "codes", "--class", "7А"],
    ["accounts", "codes", "--staff"],
    ["report", "weekly-sheets", "--class", "7А", "--week", "2018-01-15", "--all", "--out", "sheets.pdf"],
    ["backup", "--to", "copies"],
]


@pytest.mark.parametrize("words", DRY)
def test_a_dry_run_writes_nothing(
    home_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    before = head(home_folder), files(tmp_path)
    assert run(in_home(home_folder, *words, "--dry-run")) == DONE
    assert capsys.readouterr().out
    assert (head(home_folder), files(tmp_path)) == before


def test_a_dry_run_of_init_makes_nothing(tmp_path: Path, capsys: Captured) -> None:
    assert run(in_home(tmp_path / "new", "init", "--name", "School No. 0", "--dry-run")) == DONE
    assert "School No. 0" in capsys.readouterr().out
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        (["doctor"], "findings"),
        (["audit", "verify"], "whole"),
        (["accounts", "list", "--staff"], "accounts"),
        (["accounts", "list", "--class", "7A"], "accounts"),
        (["accounts", "codes", "--class", "7А"], "codes"),
        (["import", "pupils", str(DEMO / "school-pupils.xlsx"), "--dry-run"], "added"),
        (["backup"], "copies"),
    ],
)
def test_json_is_one_object_and_words_go_elsewhere(
    home_folder: Path, capsys: Captured, words: list[str], fact: str
) -> None:
    code = run(in_home(home_folder, *words, "--json"))
    told = capsys.readouterr()
    answer = json.loads(told.out)
    assert told.out.count("\n") == 1
    assert answer["exit"] == code
    assert answer[fact] is not None


def test_a_refusal_is_an_object_too(home_folder: Path, capsys: Captured) -> None:
    assert run(in_home(home_folder, "accounts", "codes", "--class", "11Я", "--json")) == REFUSED
    told = capsys.readouterr()
    answer = json.loads(told.out)
    assert (answer["exit"], answer["kind"]) == (REFUSED, "refusal")
    assert answer["refusal"] in told.err


def test_codes_are_shown_once_and_nowhere_kept(home_folder: Path, capsys: Captured) -> None:
    assert run(in_home(home_folder, "accounts", "codes", "--class", "7А", "--json")) == DONE
    codes = [line["code"] for line in json.loads(capsys.readouterr().out)["codes"]]
    assert len(set(codes)) == len(codes) > 27
    kept = b"".join(path.read_bytes() for path in home_folder.rglob("*") if path.is_file())
    assert [code for code in codes if code.encode() in kept] == []


def test_the_slips_of_a_class_are_a_paper_of_its_owner(home_folder: Path, tmp_path: Path) -> None:
    paper = tmp_path / "slips.pdf"
    assert run(in_home(home_folder, "accounts", "codes", "--class", "7А", "--out", str(paper))) == DONE
    assert paper.read_bytes().startswith(b"%PDF")
    assert paper.stat().st_mode & 0o777 == 0o600


def credentials(folder: Path) -> list[tuple[object, ...]]:
    """What everybody signs in with."""
    with closing(sqlite3.connect(folder / "journal.db")) as db:
        return db.execute("SELECT account, password, code FROM credential ORDER BY account").fetchall()


@pytest.mark.parametrize("name", ["no/slips.pdf", "there.pdf", "."])
def test_slips_that_cannot_be_written_void_nothing(
    home_folder: Path, tmp_path: Path, capsys: Captured, name: str
) -> None:
    codes = in_home(home_folder, "accounts", "codes", "--class", "7А", "--again")
    assert run(codes) == DONE
    kept = credentials(home_folder)
    (tmp_path / "there.pdf").write_bytes(b"the slips of another class")
    assert run([*codes, "--out", str(tmp_path / name)]) == REFUSED
    assert "--out" in capsys.readouterr().err
    assert credentials(home_folder) == kept
    assert (tmp_path / "there.pdf").read_bytes() == b"the slips of another class"


def test_codes_whose_slips_could_not_be_made_are_shown(
    home_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "fontpkg", None)
        with pytest.raises(ImportError):
            run(in_home(home_folder, "accounts", "codes", "--class", "7А", "--out", str(tmp_path / "slips.pdf")))
    told = capsys.readouterr()
    assert "these are the codes" in told.err
    assert len(re.findall(r"\d{4}[- ]\d{4}[- ]\d{4}", told.out)) == len(credentials(home_folder)) > 27
    assert [file for file in tmp_path.iterdir() if "slips" in file.name] == []


def test_a_second_batch_leaves_alone_those_who_have_a_code(home_folder: Path, capsys: Captured) -> None:
    codes = in_home(home_folder, "accounts", "codes", "--class", "7А")
    person = [*codes, "--person"]
    assert run([*codes, "--json"]) == DONE
    first = json.loads(capsys.readouterr().out)["codes"]
    kept = credentials(home_folder)
    assert run(codes) == REFUSED
    assert "--again" in capsys.readouterr().err
    assert run([*codes, "--dry-run"]) == DONE
    assert capsys.readouterr().out == ""
    assert credentials(home_folder) == kept
    assert run([*person, first[0]["login"]]) == DONE
    assert len(set(credentials(home_folder)) - set(kept)) == 1
    assert run([*codes, "--again"]) == DONE
    assert set(credentials(home_folder)) & set(kept) == set()


def test_a_batch_says_how_many_it_left_alone(home_folder: Path, capsys: Captured) -> None:
    codes = in_home(home_folder, "accounts", "codes", "--class", "7А")
    assert run([*codes, "--json", "--dry-run"]) == DONE
    logins = [line["login"] for line in json.loads(capsys.readouterr().out)["accounts"]]
    assert run([*codes, "--person", logins[0], "--person", logins[1]]) == DONE
    assert "left alone" not in capsys.readouterr().err
    assert run([*codes, "--json"]) == DONE
    told = capsys.readouterr()
    answer = json.loads(told.out)
    assert (answer["skipped"], len(answer["codes"])) == (2, len(logins) - 2)
    assert "2 people have a password or a code already" in told.err


def test_people_are_named_by_login_alone_wherever_they_belong(home_folder: Path, capsys: Captured) -> None:
    everybody = []
    for place in (["--staff"], ["--class", "7А"]):
        assert run(in_home(home_folder, "accounts", "list", *place, "--json")) == DONE
        everybody.append([line["login"] for line in json.loads(capsys.readouterr().out)["accounts"]])
    wanted = {everybody[0][3], everybody[1][0], everybody[1][1]}
    people = [word for login in sorted(wanted) for word in ("--person", login)]
    assert run(in_home(home_folder, "accounts", "codes", *people, "--json")) == DONE
    told = capsys.readouterr()
    assert {line["login"] for line in json.loads(told.out)["codes"]} == wanted
    assert "3 codes; they are valid for 14 days, shown this once and kept nowhere." in told.err
    kept = credentials(home_folder)
    assert len(kept) == 3
    assert run(in_home(home_folder, "accounts", "codes", *people, "--person", "nobody")) == REFUSED
    assert "Nobody here signs in as nobody. No code was issued" in capsys.readouterr().err
    assert credentials(home_folder) == kept


def test_one_bad_place_for_a_copy_is_a_finding_and_only_bad_ones_are_a_refusal(
    home_folder: Path, tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "letter.txt").write_text("Dear diary")
    bad, good = ["--to", str(tmp_path / "letter.txt")], ["--to", str(tmp_path / "disk")]
    for dry in (["--dry-run"], []):
        assert run(in_home(home_folder, "backup", *bad, *good, *dry)) == FINDINGS
        told = capsys.readouterr()
        assert f"No copy was made in {tmp_path / 'letter.txt'}" in told.err
        assert "damaged" not in told.err
        assert run(in_home(home_folder, "backup", *bad, *dry)) == REFUSED
        capsys.readouterr()
    assert len(list((tmp_path / "disk").iterdir())) == 1


def test_a_dry_run_of_a_backup_calls_nothing_whole_that_is_not(home_folder: Path, capsys: Captured) -> None:
    with closing(sqlite3.connect(home_folder / "journal.db")) as db:
        db.create_function("journal_writer", 0, lambda: 1)
        db.execute("UPDATE mark SET value=5 WHERE id=(SELECT id FROM mark WHERE value=3 LIMIT 1)")
        db.commit()
    assert run(in_home(home_folder, "backup", "--dry-run")) == BROKEN
    assert "whole" not in capsys.readouterr().out


def test_the_doctor_goes_on_without_the_key_and_knows_a_wrong_one(home_folder: Path, capsys: Captured) -> None:
    key, said = home_folder / "pepper.key", []
    own = key.read_text()
    for content in (own, own[::-1].strip() + "\n", "rubbish\n"):
        key.unlink()
        key.write_text(content)
        key.chmod(0o400)
        run(in_home(home_folder, "doctor", "--json"))
        answer = json.loads(capsys.readouterr().out)
        assert len(answer["findings"]) == 9
        said.append((answer["exit"], [f["what"] for f in answer["findings"] if f["level"] == "fault"]))
    assert said[0] == (FINDINGS, [])
    assert said[1] == (BROKEN, ["The key of the passwords is not the one that this journal was made with."])
    assert said[2] == (BROKEN, [f"The key of the passwords is damaged: {key}."])


def test_only_the_families_on_paper_get_a_sheet_unless_all_are_asked_for(
    home_folder: Path, tmp_path: Path, capsys: Captured
) -> None:
    sheets = []
    for more in ([], ["--all"]):
        out = tmp_path / f"sheets{len(more)}.pdf"
        words = ["report", "weekly-sheets", "--class", "7а", "--week", "2018-01-17", "--out", str(out), "--json", *more]
        assert run(in_home(home_folder, *words)) == DONE
        sheets.append(json.loads(capsys.readouterr().out)["sheets"])
        assert out.read_bytes().startswith(b"%PDF")
    assert sheets == [4, 27]


@pytest.mark.parametrize(
    ("week", "code", "said"),
    [
        ("2017-08-22", REFUSED, "outside the study year"), ("2018-06-04", REFUSED, "outside the study year"),
        ("2018-01-24", REFUSED, "has not begun yet"), ("2018-01-04", FINDINGS, "No lessons in the week of 1–5 January"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("more", [[], ["--dry-run"]])
def test_a_week_without_lessons_makes_no_sheets_and_says_so(
    home_folder: Path, tmp_path: Path, capsys: Captured, week: str, code: int, said: str, more: list[str]
) -> None:
    before = head(home_folder)
    words = ["report", "weekly-sheets", "--week", week, "--all", "--out", str(tmp_path / "x.pdf"), *more]
    assert run(in_home(home_folder, *words)) == code
    told = capsys.readouterr()
    assert said in (told.err if code == REFUSED else told.out)
    assert not (tmp_path / "x.pdf").exists()
    assert run(in_home(home_folder, *words, "--json")) == code
    assert json.loads(capsys.readouterr().out)["exit"] == code
    assert head(home_folder) == before


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        (["report", "weekly-sheets", "--week", "15.01.2018", "--out", "x.pdf"], "2018-01-15", USAGE),
        (["report", "weekly-sheets", "--class", "7А", "--week", "2018-01-15", "--out", "no/x.pdf"], "written", REFUSED),
        (["accounts", "codes"], "--class", USAGE),
        (["accounts", "codes", "--class", "7А", "--staff"], "two lists", USAGE),
        (["init", "--name", "School No. 0"], "not empty", REFUSED),
    ],
)
def test_a_refusal_says_what_to_do(
    home_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured, words: list[str], said: str,
    code: int,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert run(in_home(home_folder, *words)) == code
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("words", [["init"], []])
def test_nothing_asks_where_nobody_can_answer(class_home: Path, tmp_path: Path, words: list[str]) -> None:
    folder = tmp_path / "home"
    if not words:
        shutil.copytree(class_home, folder)
    told = command(*in_home(folder, *words))
    assert (told.returncode, told.stdout) == (USAGE if words else REFUSED, "")
    assert ("--name" if words else "needs a terminal") in told.stderr


def test_a_home_that_exists_is_not_made_again_by_a_demo(home_folder: Path) -> None:
    before = head(home_folder)
    told = command(*in_home(home_folder, "demo", "--size", "class", "--no-open"))
    assert "Traceback" not in told.stderr
    assert head(home_folder) == before


def test_the_log_is_told_in_sentences(home_folder: Path, capsys: Captured) -> None:
    assert run(in_home(home_folder, "audit", "show", "--last", "5")) == DONE
    assert len(capsys.readouterr().out.splitlines()) == 5


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_shells_complete_every_command(shell: str, capsys: Captured) -> None:
    assert run(["completion", shell]) == DONE
    told = capsys.readouterr().out
    assert [name for name in COMMANDS if name not in told] == []


def test_both_languages_answer(home_folder: Path, capsys: Captured) -> None:
    said = []
    for language in ("ru", "en"):
        assert run([*in_home(home_folder, "audit", "verify"), "--lang", language]) == DONE
        said.append(capsys.readouterr().out)
    assert "whole" in said[1]
    assert "whole" not in said[0]


def test_a_fault_of_the_program_is_an_incident_and_no_damage(home_folder: Path) -> None:
    with closing(sqlite3.connect(home_folder / "journal.db")) as db:
        db.execute("DROP TABLE homework")
    told = command(*in_home(home_folder, "doctor", "--json"))
    assert told.returncode == BROKEN
    assert "backup" not in told.stderr
    answer = json.loads(told.stdout)
    assert answer["exit"] == BROKEN
    assert answer["incident"] in told.stderr
    log = (home_folder / "log" / "incidents.log").read_text(encoding="utf8")
    assert log.startswith(f"{answer['incident']}\nOperationalError\n")
    # Where it happened, never with what.
    assert "no such table" not in log + told.stderr


@pytest.mark.parametrize(("words", "spoken_there"), [
    ([], "en"), (["--lang", "ru"], "ru"), (["--lang", "en"], "en"),
])  # fmt: skip
@pytest.mark.parametrize("making", [["init", "--name", "School No. 0"], ["demo", "--size", "class", "--no-open"]])
def test_a_new_home_speaks_the_language_of_whoever_makes_it(
    tmp_path: Path, capsys: Captured, making: list[str], words: list[str], spoken_there: str
) -> None:
    assert run([*in_home(tmp_path / "new", *making), *words]) == DONE
    capsys.readouterr()
    with closing(sqlite3.connect(tmp_path / "new" / "journal.db")) as db:
        assert db.execute("SELECT value FROM setting WHERE name='language'").fetchall() == [(spoken_there,)]


RUSSIAN = ("--course", "7А Русский язык")
PLAN = str(DEMO / "lesson-plan-russian-7.xlsx")


def test_a_lesson_plan_is_previewed_taken_in_and_given_out_again(
    home_folder: Path, tmp_path: Path, capsys: Captured
) -> None:
    before = head(home_folder)
    assert run(in_home(home_folder, "import", "plan", PLAN, *RUSSIAN, "--dry-run")) == DONE
    assert capsys.readouterr().out.splitlines() == [
        "In the file: lessons 63, sections 6, works 9.",
        "7А Русский язык: would be: given, left as they are 80, taken out 84.",
        "  The plan has 80 lessons and the timetable 164: the difference is -84.",
        "  The file differs in 80 lines that have been given; the journal keeps what was taught.",
    ]
    assert head(home_folder) == before
    # The teacher's own plan, out and in: nothing changes.
    out = tmp_path / "plan.xlsx"
    assert run(in_home(home_folder, "export", "plan", *RUSSIAN, "--out", str(out), "--json")) == DONE
    assert json.loads(capsys.readouterr().out) == {"exit": DONE, "lessons": 164, "path": str(out)}
    given_out = head(home_folder)
    assert given_out == before + 1
    assert run(in_home(home_folder, "import", "plan", str(out), *RUSSIAN)) == DONE
    assert "nothing new in the file" in capsys.readouterr().out
    assert head(home_folder) == given_out
    assert run(in_home(home_folder, "import", "plan", PLAN, *RUSSIAN, "--json")) == DONE
    answer = json.loads(capsys.readouterr().out)
    assert (answer["imported"], answer["lessons"], answer["sections"], answer["works"]) == (True, 63, 6, 9)
    assert [(c["title"], c["kept"], c["removed"]) for c in answer["courses"]] == [("7А Русский язык", 80, 84)]
    assert run(in_home(home_folder, "import", "plan", PLAN, *RUSSIAN, "--json")) == DONE
    assert json.loads(capsys.readouterr().out)["imported"] is False


def test_a_lesson_plan_for_nobody_or_for_a_course_that_is_none_is_refused(
    home_folder: Path, tmp_path: Path, capsys: Captured
) -> None:
    before = head(home_folder)
    for words, said in (
        (["plan", PLAN], "Whose lesson plan is it?"),
        (["plan", PLAN, "--course", "7А Английский язык"], "There is: 7А, гр. 1 Английский язык; 7А, гр. 2"),
        (["staff", PLAN, *RUSSIAN], "Only a lesson plan is taken in for a course."),
    ):
        assert run(in_home(home_folder, "import", *words)) == REFUSED
        assert said in capsys.readouterr().err
    out = tmp_path / "out.xlsx"
    for words, said in (
        (["plan"], "Whose lesson plan is it?"),
        (["plan", *RUSSIAN, "--class", "7А"], "A lesson plan is exported for a course."),
        (["staff", *RUSSIAN], "Only a lesson plan is exported for a course."),
    ):
        assert run(in_home(home_folder, "export", *words, "--out", str(out))) == REFUSED
        assert said in capsys.readouterr().err
    assert run(in_home(home_folder, "import", "plan", PLAN, *RUSSIAN, "--marked", str(out))) == REFUSED
    assert "Leave --marked out." in capsys.readouterr().err
    assert not out.exists()
    assert run(in_home(home_folder, "import", "plan", str(DEMO / "school-staff.xlsx"), *RUSSIAN, "--json")) == FINDINGS
    answer = json.loads(capsys.readouterr().out)
    assert (answer["imported"], len(answer["problems"])) == (False, 1)
    assert head(home_folder) == before


def test_substitutions_are_printed_for_a_day_or_as_a_register(
    home_folder: Path, tmp_path: Path, capsys: Captured
) -> None:
    # On the demo's next school day somebody is at a course, and the lesson is given already.
    wall, register = tmp_path / "wall.pdf", tmp_path / "register.pdf"
    words = ["report", "substitutions", "--json", "--out"]
    for out, days in ((wall, ["--date", "2018-01-16"]), (register, ["--from", "2018-01-15", "--to", "2018-01-19"])):
        dry = [*words, str(out), *days, "--dry-run"]
        assert run(in_home(home_folder, *dry)) == DONE
        assert json.loads(capsys.readouterr().out)["lines"] >= 1
        assert not out.exists()
        assert run(in_home(home_folder, *words, str(out), *days)) == DONE
        assert json.loads(capsys.readouterr().out)["lines"] >= 1
        assert out.read_bytes().startswith(b"%PDF")
    for days in ([], ["--date", "2018-01-16", "--to", "2018-01-17"], ["--from", "2018-01-16"]):
        assert run(in_home(home_folder, *words, str(tmp_path / "no.pdf"), *days)) == REFUSED
        assert "Which days?" in json.loads(capsys.readouterr().out)["refusal"]


def test_an_import_accepts_what_is_proposed_of_the_kinds_that_are_named(
    home_folder: Path, tmp_path: Path, capsys: Captured
) -> None:
    kinds = ("letters", "dates", "classes", "phones", "sex", "guesses", "emails", "names", "ages", "layout", "other",
             "twice", "leavers", "phone", "name", "birth")  # fmt: skip
    named = [word for kind in kinds for word in ("--accept", kind)]
    line = in_home(home_folder, "import", "pupils", str(HANDED_IN), "--json", *named[:6])
    assert run([*line, "--dry-run"]) == FINDINGS
    answer = json.loads(capsys.readouterr().out)
    assert not {"C6", "B9", "E11"} & {problem["address"] for problem in answer["problems"]}
    assert {"H14", "C21"} <= {problem["address"] for problem in answer["problems"]}
    book = openpyxl.load_workbook(HANDED_IN)
    book["7А"]["C21"] = date(2004, 3, 5)
    book.save(tmp_path / "a.xlsx")
    line = in_home(home_folder, "import", "pupils", str(tmp_path / "a.xlsx"), "--json", *named)
    assert run([*line, "--effective", "10.01.2018", "--dry-run"]) == DONE
    answer = json.loads(capsys.readouterr().out)
    assert (answer["added"], answer["changed"], answer["imported"]) == (
        {"pupils": 1, "guardians": 2}, {"pupils": 4, "guardians": 3}, False,
    )  # fmt: skip
    assert run([*line, "--effective", "10.01.2018"]) == DONE
    assert json.loads(capsys.readouterr().out)["imported"]
    with closing(sqlite3.connect(home_folder / "journal.db")) as db:
        sql = "SELECT m.ends, m.left_order FROM membership m JOIN pupil p ON p.id=m.pupil JOIN study_group g"
        sql += " ON g.id=m.study_group WHERE p.surname='Сазонов' AND g.kind='class'"
        assert db.execute(sql).fetchall() == [(None, "")]
        assert run([*line, "--dismiss", "Приказ № 17"]) == DONE
        assert json.loads(capsys.readouterr().out)["changed"] == {"leavers": 1}
        assert db.execute(sql).fetchall() == [("2017-10-11", "Приказ № 17")]
    assert run([*line, "--dismiss", "Приказ № 17"]) == DONE
    assert not json.loads(capsys.readouterr().out)["imported"]
    book["7А"]["L29"] = "выбыл"
    book.save(tmp_path / "b.xlsx")
    line[line.index(str(tmp_path / "a.xlsx"))] = str(tmp_path / "b.xlsx")
    assert run([*line, "--dismiss", "Приказ № 17"]) == REFUSED
    assert "B29: the list does not tell when" in json.loads(capsys.readouterr().out)["refusal"]
    assert run([*line, "--accept", "anything"]) == REFUSED
    assert "letters, dates" in capsys.readouterr().out


def test_the_log_is_anchored_on_a_medium_and_held_against_it(
    home_folder: Path, tmp_path: Path, capsys: Captured
) -> None:
    assert run(in_home(home_folder, "audit", "anchor")) == FINDINGS
    said = capsys.readouterr()
    assert "kept nowhere yet" in said.err
    line = said.out.partition(": ")[2].strip()
    assert run(in_home(home_folder, "audit", "verify", "--line", line)) == DONE
    assert "1 anchor holds." in capsys.readouterr().out
    number, groups = line.split(maxsplit=3)[2:]
    assert run(in_home(home_folder, "audit", "verify", "--line", f"{int(number) - 1} {groups}")) == BROKEN
    assert f"not after line {int(number) - 1}, anchored on paper" in capsys.readouterr().out
    before = head(home_folder)
    assert run(in_home(home_folder, "audit", "anchor", "--to", str(tmp_path), "--dry-run")) == DONE
    assert (head(home_folder), list(tmp_path.glob("*.txt"))) == (before, [])
    assert run(in_home(home_folder, "audit", "anchor", "--to", str(tmp_path / "none"))) == REFUSED
    assert run(in_home(home_folder, "audit", "anchor", "--to", str(tmp_path))) == DONE
    capsys.readouterr()
    file = tmp_path / "ejournal-anchors.txt"
    assert run(in_home(home_folder, "--json", "audit", "verify", "--anchors", str(file))) == DONE
    assert json.loads(capsys.readouterr().out)["anchors"] == 1
    assert run(in_home(home_folder, "audit", "verify", "--anchors", str(tmp_path / "lost.txt"))) == FINDINGS
    assert run(in_home(home_folder, "audit", "verify", "--line", "nonsense")) == REFUSED
