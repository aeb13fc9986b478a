"""What is read of a workbook beside its values, and that the values are the workbook's own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, time
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from ejournal_tui.domain.errors import Invalid
from ejournal_tui.exchange.files.child import Stopped
from ejournal_tui.exchange.files.naming import address
from ejournal_tui.exchange.files.workbook import read_workbook
from ejournal_tui.services.workbooks.workbooks import Reading

HANDED_IN = Path(__file__).parent / "samples" / "class-7A-as-handed-in.xlsx"


def test_the_empty_formatted_tail_of_a_list_is_not_read() -> None:
    sheet = read_workbook(HANDED_IN).sheets[0]
    assert openpyxl.load_workbook(HANDED_IN).worksheets[0].max_row == 4033
    assert len(sheet.rows) == 37


def test_crossed_out_cells_and_hidden_columns_are_seen() -> None:
    sheet = read_workbook(HANDED_IN).sheets[0]
    assert sheet.struck == {f"{letter}29" for letter in "ABCDEFGHKL"}
    assert sheet.hidden == {10}


def test_values_come_as_a_person_typed_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([101, 0.5, "  7А ", date(2017, 9, 1), time(8, 30), True, None, "   ", "=1+1", "конец"])
    sheet["A1"].font = Font(strike=True)
    sheet.row_dimensions[1].hidden = True
    book.create_sheet("Тайный").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    first, second = read_workbook(tmp_path / "a.xlsx").sheets
    assert first.rows == ((101, 0.5, "  7А ", date(2017, 9, 1), "8:30", True, None, None, None, "конец"),)
    assert isinstance(first.at(0, 0), int)
    assert first.struck == {"A1"}
    assert first.hidden_rows == {0}
    assert first.unknown == {"I1"}
    assert (first.veiled, second.veiled) == (False, True)
    assert first.at(5, 5) is None


@pytest.mark.parametrize("column", [0, 25, 26, 51, 52, 701, 702, 16383])
def test_addresses_are_those_of_the_spreadsheet(column: int) -> None:
    assert address(8, column) == f"{get_column_letter(column + 1)}9"


def _children() -> set[int]:
    found = (Path(f"/proc/self/task/{task.name}/children").read_text() for task in Path("/proc/self/task").iterdir())
    return {int(number) for text in found for number in text.split()}


def test_a_reading_that_nobody_waits_for_any_more_ends_its_process_at_once(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Фамилия;Имя;Класс\n" + "Абрамов;Иван;7А\n" * 20_000, encoding="utf8")
    before, reading = _children(), Reading(file)
    with ThreadPoolExecutor(1) as threads:
        answer = threads.submit(reading.read)
        while not (_children() - before or answer.done()):
            pass
        reading.stop()
        with pytest.raises(Invalid) as stopped:
            answer.result()
    assert isinstance(stopped.value.__cause__, Stopped)
    assert _children() <= before


def test_a_reading_that_was_stopped_before_it_began_reads_nothing(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Фамилия;Имя;Класс\nАбрамов;Иван;7А\n", encoding="utf8")
    assert Reading(file).read().sheets
    reading = Reading(file)
    reading.stop()
    with pytest.raises(Invalid) as stopped:
        reading.read()
    assert isinstance(stopped.value.__cause__, Stopped)
