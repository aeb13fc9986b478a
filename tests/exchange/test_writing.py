"""Workbooks that leave: made for paper and for being read in again, and nothing in them is ever a formula."""

import tempfile
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from ejournal_tui.domain.workbooks.handed_out import Column, Page
from ejournal_tui.exchange.files.workbook import read_workbook
from ejournal_tui.exchange.outgoing.writing import Aside, write_book

COLUMNS = (Column("№", 5), Column("Фамилия", 20), Column("Дата", 12, of_days=True))
ROWS = ((1, "Орехова", date(2017, 9, 1)), (2, None, None), (3, "-", date(2018, 1, 15)))
FOOTER = "Выгрузил: Куликова К. О. & Ко · экз. № 000123"


def opened(data: bytes) -> Worksheet:
    """The first sheet, seen by another library."""
    (first, *_rest) = openpyxl.load_workbook(BytesIO(data)).worksheets
    assert isinstance(first, Worksheet)
    return first


def test_values_stand_under_their_headings_and_are_read_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(write_book([Page("Список", COLUMNS, ROWS, "Школа № 0")]))
    (sheet,) = read_workbook(tmp_path / "a.xlsx").sheets
    assert (sheet.name, sheet.rows) == (
        "Список", (("Школа № 0",), ("№", "Фамилия", "Дата"), ROWS[0], (2,), ROWS[2]),
    )  # fmt: skip
    assert not sheet.unknown


def test_a_page_is_ready_for_the_printer() -> None:
    sheet = opened(write_book([Page("Список", COLUMNS, ROWS, "Школа № 0", fixed=2)], FOOTER, 123))
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("C3", "$1:$2")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.column_dimensions["C"].width >= 5.5
    assert str(sheet["C3"].number_format) == "DD.MM.YYYY"
    # an ampersand alone would be a command of the footer
    assert sheet.oddFooter.center.text == FOOTER.replace("&", "&&")


def test_the_number_of_the_copy_stands_in_the_file_itself() -> None:
    book = openpyxl.load_workbook(BytesIO(write_book([Page("Список", COLUMNS, ROWS)], FOOTER, 123)))
    assert (book.properties.identifier, book.properties.description) == ("000123", FOOTER)


SIGNS = st.builds(
    str.__add__, st.sampled_from(["=", "+", "-", "@", "\t"]),
    st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]), max_size=20),
)  # fmt: skip
"""Words that some spreadsheet program would take for a formula."""


@settings(max_examples=60, deadline=None)
@given(st.lists(SIGNS, min_size=1, max_size=30))
def test_a_text_that_begins_like_a_formula_stays_a_text(words: list[str]) -> None:
    data = write_book([Page("Список", (Column("Слова", 20),), tuple((word,) for word in words))])
    sheet = opened(data)
    for row, word in enumerate(words, 2):
        cell = sheet.cell(row, 1)
        assert (cell.value, cell.data_type, cell.number_format) == (word, "s", "@")
        # so that it stays one too when somebody edits the cell
        assert cell.quotePrefix
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        path.write_bytes(data)
        (read,) = read_workbook(path).sheets
        told = [read.at(row, 0) for row in range(1, len(words) + 1)]
        assert told == [word if word.strip() else None for word in words]
        assert not read.unknown


def test_signs_that_no_workbook_can_hold_are_left_out() -> None:
    assert opened(write_book([Page("Список", (Column("Слова", 9),), (("Оре\x07хо\u202eва\x1b",),))]))["A2"].value == (
        "Орехова"
    )


def test_empty_rows_offer_what_may_be_chosen() -> None:
    many = tuple(f"Предмет с длинным названием {n}" for n in range(30))
    sex, subject = Column("Пол", 5, ("М", "Ж"), only=True), Column("Предмет", 30, many)
    columns = (sex, subject, Column("Телефон", 20, of_text=True))
    data = write_book([Page("Список", columns, empty_rows=10)])
    sheet = opened(data)
    sexes, subjects = sheet.data_validations.dataValidation
    assert (str(sexes.sqref), sexes.formula1, sexes.errorStyle) == ("A2:A11", '"М,Ж"', "stop")
    assert (str(subjects.sqref), subjects.formula1, subjects.errorStyle) == ("B2:B11", "'Списки'!$A$3:$A$32", "warning")
    assert sheet.column_dimensions["C"].number_format == "@"
    lists = openpyxl.load_workbook(BytesIO(data))["Списки"]
    assert [cell.value for (cell,) in lists["A3:A32"]] == list(many)


def test_sheets_that_explain_are_not_read_in(tmp_path: Path) -> None:
    aside = Aside("Пример", [["Этот лист не загружается: на нём показано, как."], ["ФИО", "Должность"]])
    (tmp_path / "a.xlsx").write_bytes(write_book([Page("Список", COLUMNS, ROWS)], asides=[aside]))
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames == ["Список", "Пример"]
    assert [sheet.name for sheet in read_workbook(tmp_path / "a.xlsx").sheets] == ["Список"]
