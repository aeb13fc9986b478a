"""The thread from a school's own workbooks to the printed week, run as people run it: commands and a real terminal."""

import json
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import openpyxl
import pytest

from ejournal_tui.exchange.files.workbook import read_workbook
from tests.conftest import copied_home
from tests.exchange.formats import csvs, ods, xls
from tests.reports.poppler import pages
from tests.terminal import ROOT, Terminal, command

pytestmark = pytest.mark.sqlite
"""The file is read by another library."""

DEMO = ROOT / "data" / "demo"
HANDED_IN = ROOT / "tests" / "exchange" / "samples" / "class-7A-as-handed-in.xlsx"
KINDS = ("staff", "pupils", "groups", "timetable")
PASSWORD = "семь рек под стеклом"
MORNING = {"EJOURNAL_NOW": "2018-01-15T10:14"}
KILLS = int(os.environ.get("EJOURNAL_TEST_KILLS", "3"))
"""How often the program is killed while marks are typed."""


def rows(home: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """What the database holds, read by another library."""
    with closing(sqlite3.connect(f"file:{home / 'journal.db'}?mode=ro", uri=True)) as db:
        return db.execute(sql, values).fetchall()


def count(home: Path, table: str) -> int:
    """How many rows a table has."""
    return int(rows(home, f"SELECT COUNT(*) FROM {table}")[0][0])


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, CompletedProcess[str]]]:
    """The whole school made from its workbooks, and what each command said."""
    folder = tmp_path_factory.mktemp("thread") / "home"
    words = ("--lang", "ru", "init", "--name", "МОУ «Учебная СОШ № 0»", "--yes", "--json")
    said = {"init": command("--home", str(folder), *words)}
    for kind in KINDS:
        said[kind] = command("--home", str(folder), "import", kind, str(DEMO / f"school-{kind}.xlsx"), "--json")
    return folder, said


def cells(file: str, sheet: str) -> list[tuple[Any, ...]]:
    """Every row of a sheet but its head."""
    return [tuple(row) for row in openpyxl.load_workbook(DEMO / file)[sheet].iter_rows(values_only=True)][1:]


def test_the_school_arrives_whole(school: tuple[Path, dict[str, CompletedProcess[str]]]) -> None:
    folder, said = school
    assert {name: (done.returncode, done.stderr) for name, done in said.items()} == dict.fromkeys(said, (0, ""))
    assert folder.stat().st_mode & 0o777 == 0o700
    # The officer whom init names is no member of the school's staff list.
    assert (count(folder, "staff"), count(folder, "pupil"), count(folder, "slot")) == (57 + 1, 770, 961)
    assert rows(folder, "SELECT COUNT(*) FROM study_group WHERE kind='class'") == [(31,)]
    wall = openpyxl.load_workbook(DEMO / "school-timetable.xlsx")["Расписание"]
    filled = sum(
        wall.cell(row, column).value is not None
        for row in range(3, wall.max_row + 1) for column in range(3, wall.max_column + 1)
    )  # fmt: skip
    stored = rows(
        folder,
        "SELECT COUNT(*) FROM (SELECT DISTINCT COALESCE(g.of_class, g.id), s.weekday, s.number FROM slot s"
        " JOIN course c ON c.id=s.course JOIN study_group g ON g.id=c.study_group)",
    )
    assert (filled, stored) == (837, [(837,)])
    assert count(folder, "lesson") > 30_000
    told = command("--home", str(folder), "audit", "verify", "--json")
    assert (told.returncode, json.loads(told.stdout)["whole"]) == (0, True)


@pytest.mark.parametrize("place", [0, 256, 512, 769])
def test_a_pupil_is_who_the_workbook_says(
    school: tuple[Path, dict[str, CompletedProcess[str]]], place: int
) -> None:
    plain = cells("school-pupils.xlsx", "Ученики")[place]
    found = rows(
        school[0],
        "SELECT p.birth, g.grade || g.letter, m.starts, (SELECT COUNT(*) FROM guardianship s WHERE s.pupil=p.id)"
        " FROM pupil p JOIN membership m ON m.pupil=p.id JOIN study_group g ON g.id=m.study_group AND g.kind='class'"
        " WHERE p.surname=? AND p.given=? AND p.patronymic=?",
        *plain[1:4],
    )
    assert [(birth, name, guardians) for birth, name, _starts, guardians in found] == [
        (str(plain[4].date()), plain[6], (plain[12] is not None) + (plain[17] is not None))
    ]


@pytest.mark.parametrize("place", [0, 28, 56])
def test_a_member_of_the_staff_is_who_the_workbook_says(
    school: tuple[Path, dict[str, CompletedProcess[str]]], place: int
) -> None:
    _number, name, post, _subject, leads, *_rest = cells("school-staff.xlsx", "Сотрудники")[place]
    found = rows(
        school[0],
        "SELECT s.post, g.grade || g.letter FROM staff s LEFT JOIN class_teacher t ON t.staff=s.id"
        " LEFT JOIN study_group g ON g.id=t.school_class WHERE s.surname || ' ' || s.given || ' ' || s.patronymic=?",
        name,
    )
    assert found == [(post, leads)]


@pytest.mark.parametrize(("row", "column"), [(3, 3), (12, 15), (21, 30)])
def test_a_lesson_stands_where_the_timetable_on_the_wall_has_it(
    school: tuple[Path, dict[str, CompletedProcess[str]]], row: int, column: int
) -> None:
    wall = openpyxl.load_workbook(DEMO / "school-timetable.xlsx")["Расписание"]
    class_name, number, said = wall.cell(2, column).value, wall.cell(row, 2).value, wall.cell(row, column).value
    found = rows(
        school[0],
        "SELECT b.name, b.short, s.room FROM slot s JOIN course c ON c.id=s.course JOIN subject b ON b.id=c.subject"
        " JOIN study_group g ON g.id=c.study_group JOIN study_group k ON k.id=COALESCE(g.of_class, g.id)"
        " WHERE k.grade || k.letter=? AND s.weekday=? AND s.number=? ORDER BY s.room",
        class_name, (row - 3) // 8 + 1, number,
    )  # fmt: skip
    if said is None:
        assert found == []
        return
    subject, _space, rooms = str(said).rpartition(" ")
    assert sorted(room for _name, _short, room in found) == sorted(rooms.split("/"))
    assert all(name[:3].casefold() == subject[:3].casefold() for name, _short, _room in found)


def test_a_class_as_handed_in_is_refused_at_its_cells(
    school: tuple[Path, dict[str, CompletedProcess[str]]],
) -> None:
    folder, _said = school
    before = rows(folder, "SELECT seq FROM audit_head")
    told = command("--home", str(folder), "import", "pupils", str(HANDED_IN))
    assert told.returncode == 1
    assert len(re.findall(r"![A-Z]{1,2}\d+", told.stdout)) > 5
    assert "The file is refused" in told.stderr
    assert rows(folder, "SELECT seq FROM audit_head") == before


def test_the_same_workbook_twice_changes_nothing(school: tuple[Path, dict[str, CompletedProcess[str]]]) -> None:
    folder, _said = school
    before = rows(folder, "SELECT seq FROM audit_head")
    told = command("--home", str(folder), "import", "pupils", str(DEMO / "school-pupils.xlsx"), "--json")
    assert (told.returncode, json.loads(told.stdout)["conflicts"]) == (0, [])
    assert (count(folder, "pupil"), rows(folder, "SELECT seq FROM audit_head")) == (770, before)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["xlsx", "xls", "ods", "csv"])
def test_the_whole_school_goes_out_and_comes_in_unchanged_in_every_format(
    school: tuple[Path, dict[str, CompletedProcess[str]]], tmp_path: Path, kind: str, form: str
) -> None:
    home, out = ["--home", str(school[0])], tmp_path / f"{kind}.xlsx"
    assert command(*home, "export", kind, "--out", str(out)).returncode == 0
    files = [out]
    if form != "xlsx":
        sheets = {sheet.name: sheet.rows for sheet in read_workbook(out).sheets}
        files = csvs(tmp_path, sheets) if form == "csv" else [{"xls": xls, "ods": ods}[form](tmp_path / "a", sheets)]
    before = rows(school[0], "SELECT seq FROM audit_head")
    told = command(*home, "import", kind, *map(str, files), "--dry-run", "--json")
    answer = json.loads(told.stdout)
    assert (told.returncode, answer["added"], answer["conflicts"]) == (0, {}, [])
    counts = {
        "staff": {"staff": 57, "classes": 31, "courses": 432}, "pupils": {"pupils": 770, "guardians": 1315},
        "groups": {"memberships": 1415}, "timetable": {"bells": 8, "slots": 961},
    }  # fmt: skip
    assert answer["unchanged"] == counts[kind]
    assert rows(school[0], "SELECT seq FROM audit_head") == before


def test_a_teacher_signs_in_with_a_code_and_a_password_of_her_own(
    school: tuple[Path, dict[str, CompletedProcess[str]]],
) -> None:
    folder, _said = school
    told = command("--home", str(folder), "accounts", "codes", "--staff", "--person", "orekhova_ko", "--json")
    ((code,),) = [(line["code"],) for line in json.loads(told.stdout)["codes"]]
    assert (told.returncode, len(code)) == (0, 12)
    with Terminal(["--home", str(folder)]) as window:
        window.sees("МОУ «Учебная СОШ № 0»", "Логин", "Пароль")
        assert "Орехова" not in window.text
        window.press("f2")
        window.sees("Код")
        window.press("orekhova_ko")
        window.sees("orekhova_ko")
        line = window.screen.cursor.y
        window.press("enter")
        window.until(lambda: window.screen.cursor.y != line, "the cursor did not go on to the code")
        window.press(code, "enter")
        window.sees("Новый пароль", "Ещё раз")
        first, second = (next(n for n, line in enumerate(window.lines) if w in line) for w in ("Новый", "Ещё раз"))
        window.until(lambda: window.screen.cursor.y == first, "the cursor is elsewhere")
        window.press(PASSWORD, "enter")
        window.until(lambda: window.screen.cursor.y == second, "the cursor did not go on")
        window.press(PASSWORD, "enter")
        window.sees("Сегодня", "Орехова К. О.", "Уроков нет: вне учебного года")
        assert PASSWORD not in window.text
        assert code not in window.text
        window.press("f12")
        window.sees("Логин")
        assert "Орехова" not in window.text
        window.press("f10")
        assert window.ends() == 0
    stored = rows(
        folder,
        "SELECT c.code, c.password LIKE '%$argon2id$%' FROM credential c JOIN account a ON a.id=c.account"
        " WHERE a.login=?",
        "orekhova_ko",
    )
    assert stored == [(None, 1)]


@pytest.fixture
def lived(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """The demo of one class, for a test of its own."""
    with copied_home(request, tmp_path / "demo") as folder:
        yield folder


LESSON = (
    "SELECT l.id FROM lesson l JOIN course c ON c.id=l.course JOIN subject s ON s.id=c.subject"
    " WHERE s.name='Русский язык' AND l.day='2018-01-15'"
)


def keep_the_lesson(folder: Path) -> None:
    """A teacher's lesson at the keys of a Russian keyboard."""
    with Terminal(["--home", str(folder)], MORNING) as window:
        window.sees("Орехова Кира Олеговна")
        window.press("1")
        window.sees("Сегодня, пн 15.01", "9:25–10:10")
        window.press("enter")
        window.sees("Перекличка", "не проведена")
        window.press("ермак", "enter")
        window.sees("Ермакова Анна: н — отсутствовал")
        window.press("зим", "2")
        window.sees("Зимина Дарья: о — опоздал")
        window.press("enter")
        window.sees("Перекличка проведена")
        window.press("enter")
        window.sees("Тема сохранена")
        window.press("enter")
        window.sees("Задание сохранено")
        window.press("5", "4", "down", "3")
        window.sees("Ершов Андрей: 3 — отметка 3")
        window.press("f12")
        window.sees("Логин")
        window.press("f10")
        assert window.ends() == 0


def test_a_lesson_is_kept_and_its_week_is_printed_copied_and_proven(lived: Path, tmp_path: Path) -> None:
    keep_the_lesson(lived)
    ((lesson,),) = rows(lived, LESSON)
    assert rows(
        lived, "SELECT p.surname, a.letter FROM absence a JOIN pupil p ON p.id=a.pupil WHERE a.lesson=? ORDER BY 1",
        lesson,
    ) == [("Ермакова", "н"), ("Зимина", "о")]  # fmt: skip
    assert rows(
        lived, "SELECT p.surname || ' ' || p.given, m.value FROM mark m JOIN work w ON w.id=m.work"
        " JOIN pupil p ON p.id=m.pupil WHERE w.lesson=? ORDER BY p.search_key", lesson,
    ) == [("Богданов Богдан", 5), ("Богданова Диана", 4), ("Ершов Андрей", 3)]  # fmt: skip
    ((topic, planned, roll),) = rows(
        lived, "SELECT l.topic, e.topic, l.roll_at FROM lesson l JOIN plan_entry e ON e.id=l.plan_entry WHERE l.id=?",
        lesson,
    )  # fmt: skip
    assert topic == planned
    assert roll is not None
    assert rows(lived, "SELECT COUNT(*) FROM homework WHERE lesson=? AND none_set=0", lesson) == [(1,)]
    home, paper, usb = ["--home", str(lived)], tmp_path / "sheets.pdf", tmp_path / "usb"
    printed = command(
        *home, "report", "weekly-sheets", "--class", "7А", "--week", "2018-01-15", "--all",
        "--out", str(paper), "--json", environment=MORNING,
    )  # fmt: skip
    assert (printed.returncode, json.loads(printed.stdout)["sheets"]) == (0, 27)
    assert paper.read_bytes().startswith(b"%PDF")
    assert len(re.findall(rb"/Type /Page\b", paper.read_bytes())) >= 14
    assert command(*home, "doctor", environment=MORNING).returncode == 1
    copied = command(*home, "backup", "--to", str(usb), "--json", environment=MORNING)
    ((copy,),) = [(Path(c["path"]),) for c in json.loads(copied.stdout)["copies"]]
    assert (copied.returncode, copy.parent, copy.stat().st_mode & 0o777) == (0, usb, 0o600)
    assert "Last backup" in command(*home, "doctor", environment=MORNING).stdout
    verified = command(*home, "audit", "verify", "--json", environment=MORNING)
    told = json.loads(verified.stdout)
    assert (verified.returncode, told["whole"], told["fault"]) == (0, True, "")
    assert told["lines"] == rows(lived, "SELECT seq FROM audit_head")[0][0]
    with closing(sqlite3.connect(lived / "journal.db")) as db:
        db.create_function("journal_writer", 0, lambda: 1)
        db.execute("UPDATE mark SET value=5 WHERE value=3 AND work IN (SELECT id FROM work WHERE lesson=?)", (lesson,))
        db.commit()
    assert command(*home, "audit", "verify", environment=MORNING).returncode == 4


@pytest.mark.system
def test_the_printed_week_holds_the_lesson_that_was_kept(lived: Path, tmp_path: Path) -> None:
    keep_the_lesson(lived)
    paper = tmp_path / "sheets.pdf"
    printed = command(
        "--home", str(lived), "report", "weekly-sheets", "--class", "7А", "--week", "2018-01-15", "--all", "--out",
        str(paper), environment=MORNING,
    )  # fmt: skip
    assert printed.returncode == 0
    text = " ".join(pages(paper))
    for words in ("Богданов Богдан", "Ермакова Анна", "Русский язык", "Контурная карта"):
        assert words in text


def shown(window: Terminal) -> dict[str, str]:
    """The marks of the day in the grid, by the pupil's number."""
    x = window.lines[2].find("15 ")
    found: dict[str, str] = {}
    if x < 0:
        return found
    for line in window.lines[4:21]:
        number, mark = line[:4].strip(), line[x : x + 4].strip()
        if number.isdigit() and mark:
            found[number] = mark
    return found


def test_a_killed_program_has_saved_every_mark_that_it_showed(lived: Path) -> None:
    ((lesson,),) = rows(lived, LESSON)
    for round_number in range(KILLS):
        wanted = 1 + 5 * round_number % 13
        with Terminal(["--home", str(lived)], MORNING) as window:
            window.sees("Орехова Кира Олеговна")
            window.press("1")
            window.sees("Сегодня, пн 15.01")
            window.press("f2")
            window.sees("II триместр", "F8 итоги", "Богданов Богдан")
            value = "54"[round_number % 2]
            window.press(value * 16)
            window.until(lambda w=window, n=wanted, v=value: list(shown(w).values()).count(v) >= n, "no marks appear")
            window.kill()
            acknowledged = shown(window)
        stored = dict(rows(
            lived, "SELECT CAST(ROW_NUMBER() OVER (ORDER BY p.search_key) AS TEXT), (SELECT CAST(m.value AS TEXT)"
            " FROM mark m JOIN work w ON w.id=m.work WHERE m.pupil=p.id AND w.lesson=l.id) FROM lesson l"
            " JOIN course c ON c.id=l.course JOIN membership s ON s.study_group=c.study_group"
            " JOIN pupil p ON p.id=s.pupil WHERE l.id=?", lesson,
        ))  # fmt: skip
        assert len(acknowledged) >= wanted
        # What was typed after the last picture may be there too: never less than was shown.
        lost = {n: mark for n, mark in acknowledged.items() if mark == value and stored.get(n) != mark}
        assert lost == {}
        assert rows(lived, "PRAGMA integrity_check") == [("ok",)]
        assert command("--home", str(lived), "audit", "verify", environment=MORNING).returncode == 0
