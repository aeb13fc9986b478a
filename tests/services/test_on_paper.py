"""Paper journals come in as a workbook: one deed, one undo, nothing typed in the journal replaced (C25)."""

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ejournal_tui.cli.commands import run
from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.errors import Refusal
from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.domain.workbooks.gradebook import DayCell, DayColumn, GradebookSheet
from ejournal_tui.domain.workbooks.handed_out import Kind
from ejournal_tui.services.journal.on_paper import HoldOnPaper
from ejournal_tui.services.mornings.today import MyDay
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.workbooks.exporting import export_workbook
from ejournal_tui.services.workbooks.importing import PreviewImport
from ejournal_tui.services.workbooks.importing_marks import ImportMarks
from ejournal_tui.services.workbooks.templates import template_workbook
from ejournal_tui.services.workbooks.workbooks import Prepared, prepare
from tests.changing import made
from tests.classes import Classes, more_classes
from tests.people import account_with_role, session_of, teacher_of

CELLS = (
    ("Предмет: Русский язык",),
    ("Группа: 7Б",),
    ("Учитель: Орехова Ксения Олеговна",),
    (None, "Месяц", 1, 1, 1, "Т1"),
    (None, "Число", 11, 12, 12, None),
    ("№", "ФИО", "оц", "оц", "К/р", "итог"),
)
Row = tuple[object, ...]


@pytest.fixture
def classes(home: Home) -> Classes:
    """7Б, whose journal is empty, with two pupils of 7А."""
    found = more_classes(home)
    rows = home.school.db.sql(
        "SELECT p.id FROM pupil p JOIN membership m ON m.pupil=p.id WHERE m.study_group=?"
        " ORDER BY p.search_key LIMIT 2", found.seven_a,
    )

    def deed(ledger: object) -> None:
        for (pupil,) in rows:
            for (key,) in home.school.db.sql("SELECT id FROM membership WHERE pupil=?", pupil):
                home.school.ledger.delete("membership", key)
            home.school.ledger.insert(
                "membership", study_group=found.seven_b, pupil=pupil, starts="2017-09-01", ends=None,
                order_number="", left_order="",
            )  # fmt: skip
        home.school.ledger.seal("Test", "done", {})

    home.school.write(0, "test", deed)
    return found


def names(home: Home) -> list[str]:
    """The two pupils of 7Б."""
    rows = home.school.db.sql(
        "SELECT p.surname, p.given, p.patronymic FROM pupil p JOIN membership m ON m.pupil=p.id JOIN study_group g"
        " ON g.id=m.study_group WHERE g.kind='class' AND g.letter='Б' ORDER BY p.search_key"
    )
    return [" ".join(row) for row in rows]


def book(folder: Path, *rows: Row, heads: tuple[Row, ...] = CELLS) -> Path:
    """A workbook with a journal."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "7Б"
    for row in (*heads, *rows):
        sheet.append(row)
    path = folder / "marks.xlsx"
    made.save(path)
    return path


def read(home: Home, path: Path) -> Prepared:
    return prepare("marks", path, home.school.calendar().starts)


def standing(home: Home) -> list[tuple[object, ...]]:
    """Every mark of 7Б: day, kind, value; then letters and results."""
    sql = home.school.db.sql
    of = " JOIN lesson l ON l.id={} JOIN course c ON c.id=l.course JOIN study_group g ON g.id=c.study_group"
    marks = sql(
        "SELECT l.day, k.short, m.value FROM mark m JOIN work w ON w.id=m.work JOIN work_kind k ON k.id=w.kind"
        + of.format("w.lesson") + " WHERE g.letter='Б' ORDER BY l.day, k.id, m.pupil, m.place"
    )
    letters = sql("SELECT l.day, a.letter FROM absence a" + of.format("a.lesson") + " WHERE g.letter='Б'")
    return [*marks, *letters, *sql("SELECT number, value, source FROM result ORDER BY id")]


def test_c25_a_workbook_of_the_paper_journal_comes_in_as_one_deed_and_goes_out_as_one(
    home: Home, classes: Classes, tmp_path: Path
) -> None:
    first, second = names(home)
    path = book(tmp_path, (1, first, "5, 4", "н", None, 4), (2, second, None, 3, "4-", "н/а"))
    prepared = read(home, path)
    assert prepared.problems == ()
    session = session_of(home, account_with_role(home, "officer"))
    found = session.ask(PreviewImport(prepared.readable))
    assert (found.added, found.conflicts) == (
        {"marks": 4, "absences": 1, "results of periods": 2, "lessons on paper": 2}, [],
    )  # fmt: skip
    assert standing(home) == []
    assert prepared.change is not None
    session.do(prepared.change)
    full = [
        ("2018-01-11", "отв", 5), ("2018-01-11", "отв", 4), ("2018-01-12", "отв", 3), ("2018-01-12", "К/р", 4),
        ("2018-01-12", "н"), (1, 4, "paper"), (1, 12, "paper"),
    ]  # fmt: skip
    assert standing(home) == full
    again = session.ask(PreviewImport(read(home, path).readable))
    assert (again.added, again.conflicts) == ({}, [])
    session.undo()
    assert standing(home) == []
    assert home.school.db.sql("SELECT 1 FROM lesson WHERE on_paper_at IS NOT NULL") == []
    session.redo()
    assert standing(home) == full
    assert home.console().ask(VerifyAudit()).whole


def test_c25_what_stands_in_the_journal_is_not_replaced_by_paper(
    home: Home, classes: Classes, tmp_path: Path
) -> None:
    first, second = names(home)
    session = home.console()
    change = read(home, book(tmp_path, (1, first, 5, None, None, 4))).change
    assert change is not None
    session.do(change)
    other = read(home, book(tmp_path, (1, first, 3, None, None, 5), (2, "Никто Неведомый", 4)))
    assert session.ask(PreviewImport(other.readable)).conflicts == [
        "7Б!B8: there is no “Никто Неведомый” in 7Б.",
        "7Б!C7: “5” stands in the journal: paper does not replace it.",
        "7Б!F7: “4” stands in the journal: paper does not replace it.",
    ]
    assert other.change is not None
    with pytest.raises(Refusal, match="contradicts"):
        session.do(other.change)
    # the lessons of 7А were kept in the journal itself
    heads = (CELLS[0], ("Группа: 7А",), *CELLS[2:])
    ((mate,),) = home.school.db.sql(
        "SELECT p.surname || ' ' || p.given || ' ' || p.patronymic FROM pupil p JOIN membership m ON m.pupil=p.id"
        " WHERE m.study_group=? ORDER BY p.search_key LIMIT 1", classes.seven_a,
    )  # fmt: skip
    kept = read(home, book(tmp_path, (1, mate, "1, 1, 1"), heads=heads))
    (told,) = session.ask(PreviewImport(kept.readable)).conflicts
    assert told.startswith("7Б!C7: ")
    assert second in names(home)


@pytest.mark.parametrize(
    ("row", "address", "words"),
    [
        ((1, "Богданов", "5(2)"), "C7", "a mark alone is expected"),
        ((1, "Богданов", "H"), "C7", "Russian letters are expected"),
        ((1, "Богданов", "5н"), "C7", "marks from 5 to 1"),
        ((1, "Богданов", "5 н"), "C7", "a mark does not stand with “н”"),
        ((1, "Богданов", None, None, None, "4,5"), "F7", "a result is expected"),
        ((1, None, 5), "B7", "the name of the pupil is expected"),
        ((1, "Богданов", 5, None, None, None, 5), "G5", "a month in row 4 and a day in row 5"),
    ],
)
def test_c25_a_wrong_cell_is_told_by_its_address(
    home: Home, tmp_path: Path, row: Row, address: str, words: str
) -> None:
    found = read(home, book(tmp_path, row))
    assert found.change is None
    assert any(problem.address == address and words in problem.expected for problem in found.problems), found.problems


def test_c25_a_day_ahead_a_holiday_and_a_running_period_are_no_paper(
    home: Home, classes: Classes, tmp_path: Path
) -> None:
    first, _second = names(home)
    heads = (*CELLS[:3], (None, None, 1, 1, 1, "Т2"), (None, None, 15, 5, 12, None), (None, None, "оц", "оц", "Зз", ""))
    told = home.console().ask(PreviewImport(read(home, book(tmp_path, (1, first, 5, 5, 5, 4), heads=heads)).readable))
    assert told.conflicts == [
        "7Б!C4: the paper journal tells of days that are over.",
        "7Б!D4: 05.01.2018 is no school day of this class.",
        "7Б!E4: the school has no kind of work “Зз”.",
        "7Б!F4: this period is not over yet.",
    ]


def test_a_template_is_read_in_and_the_command_line_takes_the_workbook(
    home: Home, classes: Classes, tmp_path: Path, home_folder: Path
) -> None:
    empty = tmp_path / "empty.xlsx"
    empty.write_bytes(template_workbook(home.console(), Kind.MARKS))
    assert read(home, empty).problems == ()
    first, _second = names(home)
    path = book(tmp_path, (1, first, 5))
    words = ("--home", str(home_folder), "--lang", "en", "import", "marks", str(path))
    assert run([*words, "--dry-run"]) == 0
    assert standing(home) == []
    assert run([*words]) == 0
    assert standing(home) == [("2018-01-11", "отв", 5)]
    made = export_workbook(home.console(), Kind.MARKS, classes.seven_b)
    sheet = next(s for s in openpyxl.load_workbook(BytesIO(made.xlsx)).worksheets if s["A1"].value == CELLS[0][0])
    assert [sheet["C4"].value, sheet["C5"].value, sheet["C6"].value, sheet["C7"].value] == [1, 11, "оц", 5]


def test_c25_the_lesson_of_the_timetable_is_held_on_paper_and_is_nobodys_debt(home: Home, classes: Classes) -> None:
    ((course,),) = home.school.db.sql("SELECT id FROM course WHERE study_group=?", classes.seven_b)
    lesson = made(
        home, "lesson", course=course, day="2018-01-11", number=3, room="", state="planned", topic="", plan_entry=None,
        kind=None, substitute=None, roll_at=None, held_at=None,
    )  # fmt: skip
    session = session_of(home, teacher_of(home, "Русский язык"))
    missing = "7Б Русский язык 11.01"
    assert missing in [one.title for one in session.ask(MyDay(date(2018, 1, 15))).overdue]
    session.do(HoldOnPaper(CourseId(course), date(2018, 1, 11)))
    assert home.school.db.sql("SELECT state, number FROM lesson WHERE course=?", course) == [("held", 3)]
    assert missing not in [one.title for one in session.ask(MyDay(date(2018, 1, 15))).overdue]
    session.undo()
    assert home.school.db.sql("SELECT id, state, on_paper_at FROM lesson WHERE course=?", course) == [
        (lesson, "planned", None)
    ]


told = st.dictionaries(
    st.tuples(st.integers(0, 1), st.sampled_from((11, 12)), st.sampled_from(("", "К/р", "С/р"))),
    st.one_of(
        st.lists(st.sampled_from(list(Value)[:5]), min_size=1, max_size=2).map(lambda values: tuple(map(Mark, values))),
        st.sampled_from(list(Absence)),
    ),
    max_size=6,
)  # fmt: skip


def test_c25_whatever_comes_in_from_paper_comes_in_once_and_goes_out_whole(home: Home, classes: Classes) -> None:
    pupils, session = names(home), home.console()

    def cell(where: tuple[int, int, str], what: tuple[Mark, ...] | Absence) -> DayCell:
        pupil, day, kind = where
        column = DayColumn(date(2018, 1, day), kind, None, f"7Б!{day}")
        marks, letter = (what, None) if isinstance(what, tuple) else ((), what)
        return DayCell(pupils[pupil], column, marks, letter, f"7Б!{pupil}.{day}{kind}")

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(told)
    def taken_in(cells: dict[tuple[int, int, str], tuple[Mark, ...] | Absence]) -> None:
        days = tuple(cell(where, what) for where, what in cells.items())
        sheet = GradebookSheet("Русский язык", "7Б", "7Б!A2", tuple((p, "7Б!B7") for p in pupils), days, ())
        change = ImportMarks((sheet,))
        try:
            session.do(change)
        except Refusal:
            # an absence beside a mark, or two letters for one day
            assert standing(home) == []
            return
        found = standing(home)
        assert len(found) == sum(len(day.marks) for day in days) + len(
            {(day.pupil, day.column.day) for day in days if day.absence}
        )
        again = session.ask(PreviewImport(change))
        assert (again.added, again.conflicts) == ({}, [])
        session.undo()
        assert standing(home) == []

    taken_in()
    assert home.console().ask(VerifyAudit()).whole
