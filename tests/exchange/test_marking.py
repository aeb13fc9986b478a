"""The workbook back to whoever handed it in: every fault at its cell and on a sheet of its own, corrected and clean."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook as Book

from ejournal_tui.domain.workbooks.handed_in import Problem, Reading
from ejournal_tui.exchange.files.workbook import read_workbook
from ejournal_tui.exchange.lists.roster import read_pupils
from ejournal_tui.exchange.outgoing.marking import mark

from .formats import csvs, ods, xls

HANDED_IN = Path(__file__).parent / "samples" / "class-7A-as-handed-in.xlsx"
PUPILS = Path(__file__).parents[2] / "data" / "demo" / "school-pupils.xlsx"
FAULTY = "00FFC7CE"


def read(path: Path) -> Reading[Any]:
    return read_pupils(read_workbook(path), 2017)


def marked(path: Path, problems: Sequence[Problem], target: Path) -> Book:
    """The marked workbook, seen by another library."""
    target.write_bytes(mark([path], read_workbook(path), problems))
    book: Book = openpyxl.load_workbook(target)
    return book


def coloured(book: Book, name: str) -> set[str]:
    return {
        cell.coordinate for row in book[name].iter_rows() for cell in row if cell.fill.fgColor.rgb == FAULTY
    }


def test_every_faulty_cell_is_coloured_and_says_what_is_expected(tmp_path: Path) -> None:
    problems = read(HANDED_IN).problems
    book = marked(HANDED_IN, problems, tmp_path / "m.xlsx")
    assert coloured(book, "7А") == {problem.address for problem in problems if problem.sheet == "7А"}
    for problem in problems:
        comment = book[problem.sheet][problem.address].comment
        assert comment is not None
        assert problem.expected[1:] in comment.text
        assert problem.repair in comment.text


def test_the_sheet_of_the_errors_leads_to_each_of_them(tmp_path: Path) -> None:
    problems = read(HANDED_IN).problems
    sheet = marked(HANDED_IN, problems, tmp_path / "m.xlsx")["Ошибки"]
    rows = sheet.iter_rows(min_row=3, min_col=2, max_col=6, values_only=True)
    told = [tuple("" if value is None else str(value) for value in row) for row in rows]
    assert told == [(p.sheet, p.address, p.found, p.expected, p.repair) for p in problems]
    links = [sheet.cell(row, 3).hyperlink for row in range(3, 3 + len(problems))]
    assert [link and link.location for link in links] == [f"'{p.sheet}'!{p.address}" for p in problems]


def _looks(cell: Any) -> tuple[Any, ...]:
    return cell.value, cell.number_format, cell.font.b, cell.font.strike, cell.border.left.style


def test_all_else_in_the_workbook_is_as_it_was(tmp_path: Path) -> None:
    book, own = marked(HANDED_IN, read(HANDED_IN).problems, tmp_path / "m.xlsx"), openpyxl.load_workbook(HANDED_IN)
    assert book.sheetnames == [*own.sheetnames, "Ошибки"]
    for name in own.sheetnames:
        area = {"max_row": 60, "max_col": own[name].max_column}
        for mine, theirs in zip(book[name].iter_rows(**area), own[name].iter_rows(**area), strict=True):
            assert [_looks(cell) for cell in mine] == [_looks(cell) for cell in theirs]
    assert book["7А"].column_dimensions["K"].hidden


def test_a_marked_workbook_is_read_like_the_one_that_was_handed_in(tmp_path: Path) -> None:
    first = read(HANDED_IN)
    marked(HANDED_IN, first.problems, tmp_path / "m.xlsx")
    assert read(tmp_path / "m.xlsx") == first
    again = marked(tmp_path / "m.xlsx", first.problems, tmp_path / "n.xlsx")
    assert again.sheetnames.count("Ошибки") == 1
    assert len(again.sheetnames) == len(openpyxl.load_workbook(tmp_path / "m.xlsx").sheetnames)


def test_what_was_corrected_is_no_longer_marked(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(PUPILS)
    sheet = book.worksheets[0]
    sheet["E2"], sheet["G3"] = "31.02.2010", "1-А класс"
    book.save(tmp_path / "a.xlsx")
    done = marked(tmp_path / "a.xlsx", read(tmp_path / "a.xlsx").problems, tmp_path / "m.xlsx")
    assert {"E2", "G3"} <= coloured(done, "Ученики")
    done["Ученики"]["E2"] = date(2010, 12, 15)
    done.save(tmp_path / "b.xlsx")
    problems = read(tmp_path / "b.xlsx").problems
    last = marked(tmp_path / "b.xlsx", problems, tmp_path / "n.xlsx")
    assert coloured(last, "Ученики") == {problem.address for problem in problems} == {"G3"}
    assert last["Ученики"]["E2"].comment is None


def test_a_faulty_cell_among_merged_ones_is_marked_at_the_first_of_them(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(PUPILS)
    book.worksheets[0].merge_cells("E2:E3")
    book.save(tmp_path / "a.xlsx")
    problem = Problem("Ученики", "E3", "", "нужна дата")
    done = marked(tmp_path / "a.xlsx", [problem], tmp_path / "m.xlsx")
    assert coloured(done, "Ученики") == {"E2"}


@pytest.mark.parametrize("form", ["xls", "ods", "csv"])
def test_a_table_of_another_format_comes_back_as_a_workbook(tmp_path: Path, form: str) -> None:
    rows = [list(row) for row in read_workbook(PUPILS).sheets[0].rows[:5]]
    rows[1][4], rows[2][2] = "31.02.2010", "=HYPERLINK(1)"
    sheets = {"Ученики": rows}
    if form == "csv":
        (path,) = csvs(tmp_path, sheets)
    else:
        path = (xls if form == "xls" else ods)(tmp_path / f"a.{form}", sheets)
    first = read(path)
    book = marked(path, first.problems, tmp_path / "m.xlsx")
    assert coloured(book, "Ученики") == {problem.address for problem in first.problems} == {"E2", "C3"}
    assert (book["Ученики"]["C3"].value, book["Ученики"]["C3"].data_type) == ("=HYPERLINK(1)", "s")
    assert read(tmp_path / "m.xlsx") == first


def test_a_sheet_whose_name_no_workbook_can_bear_is_marked_too(tmp_path: Path) -> None:
    name = "Список учеников [7А] за весь учебный год"
    (path,) = csvs(tmp_path, {name: [list(row) for row in read_workbook(PUPILS).sheets[0].rows[:2]]})
    book = marked(path, [Problem(name, "B2", "", "нужна фамилия")], tmp_path / "m.xlsx")
    assert coloured(book, book.sheetnames[0]) == {"B2"}
    link = book["Ошибки"]["C3"].hyperlink
    assert link is not None
    assert book.sheetnames[0] in str(link.location)


def test_a_workbook_of_nothing_but_errors_of_an_earlier_time_is_told_and_not_marked(tmp_path: Path) -> None:
    marked(HANDED_IN, read(HANDED_IN).problems, tmp_path / "m.xlsx")
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    for name in book.sheetnames[:-1]:
        del book[name]
    book.save(tmp_path / "a.xlsx")
    (problem,) = read(tmp_path / "a.xlsx").problems
    assert marked(tmp_path / "a.xlsx", [problem], tmp_path / "n.xlsx")["Ошибки"].max_row == 3


def test_a_formatted_cell_at_the_end_of_the_sheet_does_not_stop_the_marking(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(PUPILS)
    book.worksheets[0]["A1048576"].number_format = "0.00"
    book.worksheets[0]["E2"] = "31.02.2010"
    book.save(tmp_path / "a.xlsx")
    problems = read(tmp_path / "a.xlsx").problems
    assert coloured_cells(mark([tmp_path / "a.xlsx"], read_workbook(tmp_path / "a.xlsx"), problems), tmp_path) == 1


def coloured_cells(data: bytes, folder: Path) -> int:
    """How many errors the sheet of a marked workbook tells; nobody walks over its million rows."""
    (folder / "m.xlsx").write_bytes(data)
    return openpyxl.load_workbook(folder / "m.xlsx")["Ошибки"].max_row - 2
