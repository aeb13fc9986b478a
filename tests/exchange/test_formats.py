"""Tables of other formats say the same as a workbook, and are guarded as one."""

import contextlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlwt

from ejournal_tui.domain.errors import Invalid
from ejournal_tui.exchange.files.compound import Compound
from ejournal_tui.exchange.files.workbook import Workbook, read_workbook
from ejournal_tui.exchange.lists.groups import read_groups
from ejournal_tui.exchange.lists.roster import read_pupils
from ejournal_tui.exchange.lists.staff import read_staff
from ejournal_tui.exchange.lists.timetable import read_timetable
from ejournal_tui.exchange.tables.table import find_table
from ejournal_tui.services import reference

from .formats import csvs, ods, ods_cell, ods_of, ods_rows, xls
from .test_guard import refusal

DEMO = Path(__file__).parents[2] / "data" / "demo"
READERS: dict[str, Callable[[Workbook], Any]] = {
    "staff": lambda book: read_staff(book, reference.aliases()),
    "pupils": lambda book: read_pupils(book, 2017),
    "groups": lambda book: read_groups(book, reference.aliases()),
    "timetable": lambda book: read_timetable(book, reference.aliases()),
}
ROWS = [["ФИО", "Принят", "Кабинет"], ["Орехова Кира Олеговна", date(2017, 9, 1), 130]]


def sheets_of(book: Workbook) -> dict[str, tuple[tuple[Any, ...], ...]]:
    return {sheet.name: sheet.rows for sheet in book.sheets}


@pytest.mark.parametrize("form", ["xls", "ods", "csv"])
@pytest.mark.parametrize("kind", READERS)
def test_the_schools_own_workbooks_say_the_same_in_every_format(tmp_path: Path, kind: str, form: str) -> None:
    book = read_workbook(DEMO / f"school-{kind}.xlsx")
    sheets = sheets_of(book)
    if form == "csv":
        again = read_workbook(*csvs(tmp_path, sheets))
    else:
        again = read_workbook((xls if form == "xls" else ods)(tmp_path / f"a.{form}", sheets))
    told = READERS[kind](book)
    assert not told.problems
    assert READERS[kind](again) == told


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1251", "utf-16"])
def test_a_text_is_read_whatever_separates_its_cells_and_encodes_its_letters(
    tmp_path: Path, separator: str, encoding: str
) -> None:
    (path,) = csvs(tmp_path, {"Лист": [*ROWS, ["Ким; Ли, Анна", "8:30", 0.5]]}, separator, encoding)
    (sheet,) = read_workbook(path).sheets
    assert sheet.name == "Лист"
    assert sheet.rows == (
        ("ФИО", "Принят", "Кабинет"),
        ("Орехова Кира Олеговна", date(2017, 9, 1), 130),
        ("Ким; Ли, Анна", "8:30", 0.5),
    )


def test_what_looks_like_a_number_or_a_day_and_is_none_stays_as_it_was_typed(tmp_path: Path) -> None:
    typed = ["007", "+7 911 123-45-67", "89111234567890", "=1+1", "-5", "31.02.2004", "1.9.17", "№", "2004-05-06"]
    (path,) = csvs(tmp_path, {"a": [typed]})
    assert read_workbook(path).sheets[0].rows == ((*typed[:4], -5, *typed[5:8], date(2004, 5, 6)),)


def test_several_texts_are_the_sheets_of_one_workbook(tmp_path: Path) -> None:
    book = read_workbook(DEMO / "school-staff.xlsx")
    people, load = csvs(tmp_path, sheets_of(book))
    assert len(read_staff(read_workbook(people), reference.aliases()).problems) == 1
    assert read_staff(read_workbook(load, people), reference.aliases()) == read_staff(book, reference.aliases())
    twice = read_workbook(people, people)
    assert [sheet.name for sheet in twice.sheets] == ["Сотрудники 1", "Сотрудники 2"]


# ----- what values do not tell


def old_file(path: Path) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Лист")
    struck = xlwt.easyxf("font: struck_out on")
    for row, values in enumerate(ROWS):
        for column, value in enumerate(values):
            sheet.write(row, column, str(value), *([struck] if (row, column) == (1, 0) else []))
    for column in (3, 4):
        sheet.write(1, column, 5, struck)
    sheet.write(2, 0, xlwt.Formula("1/0"))
    sheet.row(1).hidden = True
    sheet.col(2).hidden = True
    book.add_sheet("Тайный").visibility = 1
    book.save(str(path))
    return path


def open_file(path: Path) -> Path:
    cells = "".join((
        ods_cell("Орехова", 'table:style-name="under"'), ods_cell("2017"), ods_cell("130"),
        ods_cell(5, 'table:number-columns-repeated="2" table:style-name="struck"'),
    ))  # fmt: skip
    column = '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
    return ods_of(
        path,
        f'<table:table table:name="Лист">{column}{ods_rows(ROWS[:1])}'
        f'<table:table-row table:visibility="collapse">{cells}</table:table-row>'
        '<table:table-row><table:table-cell table:formula="of:=1/0"/></table:table-row></table:table>'
        '<table:table table:name="Тайный" table:style-name="veiled"/>',
    )


@pytest.mark.parametrize(("name", "made"), [("a.xls", old_file), ("a.ods", open_file)])
def test_the_crossed_out_and_the_hidden_are_seen(tmp_path: Path, name: str, made: Callable[[Path], Path]) -> None:
    first, second = read_workbook(made(tmp_path / name)).sheets
    assert first.struck == {"A2", "D2", "E2"}
    assert (first.hidden, first.hidden_rows, first.unknown) == ({2}, {1}, {"A3"})
    assert (first.veiled, second.veiled) == (False, True)


def test_a_column_crosses_out_the_cells_that_say_nothing_else(tmp_path: Path) -> None:
    column = '<table:table-column table:default-cell-style-name="struck"/>'
    table = f'<table:table table:name="Лист">{column}{ods_rows([["Орехова", "учитель"]])}</table:table>'
    assert read_workbook(ods_of(tmp_path / "a.ods", table)).sheets[0].struck == {"A1"}


def test_a_sheet_is_told_by_its_own_looks(tmp_path: Path) -> None:
    old, new = read_workbook(old_file(tmp_path / "a.xls")), read_workbook(open_file(tmp_path / "a.ods"))
    for book in (old, new):
        table = find_table(book, {"name": ("фио",), "room": ("кабинет",)}, ("name", "room"))
        assert table is not None
        told = {(p.address, p.expected) for p in table.notes.told()}
        assert ("A2", "a row that everybody sees is expected, this one is hidden") in told
        assert ("C1", "a column that everybody sees is expected, this one is hidden") in told


# ----- bombs and what is no table


def test_an_open_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    zeros = b"\0" * (8 * 2**20)
    refusal(ods_of(tmp_path / "a.ods", "", **{"Pictures/a.png": zeros}))


@pytest.mark.parametrize("many", ["rows", "columns"])
def test_a_cell_repeated_a_million_times_is_too_much_and_is_said_so(tmp_path: Path, many: str) -> None:
    cell = ods_cell("Орехова", 'table:number-columns-repeated="1048576"' if many == "columns" else "")
    repeated = 'table:number-rows-repeated="1048576"' if many == "rows" else ""
    row = f"<table:table-row {repeated}>{cell}</table:table-row>"
    with pytest.raises(Invalid, match="too long or too much memory"):
        read_workbook(ods_of(tmp_path / "a.ods", f'<table:table table:name="Лист">{row}</table:table>'))


def test_an_old_cell_at_the_end_of_the_sheet_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    for row, column in ((65535, 0), (0, 255)):
        book = xlwt.Workbook()
        book.add_sheet("Лист").write(row, column, "конец")
        book.save(str(tmp_path / "a.xls"))
        assert "too large" in refusal(tmp_path / "a.xls").title


def changed(path: Path, change: Callable[[bytearray, int], None]) -> Path:
    """An old file with something changed in it; the stream of the workbook begins at the place that is told."""
    data = bytearray(xls(path, {"Лист": ROWS}).read_bytes())
    change(data, 512)
    path.write_bytes(data)
    return path


def test_an_old_file_that_claims_a_billion_cells_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    def claim(data: bytearray, _start: int) -> None:
        place = data.index(b"\x00\x02\x0e\x00")
        data[place + 4 : place + 16] = b"\0\0\0\0\xff\xff\xff\x7f\0\0\xff\xff"

    assert "too large" in refusal(changed(tmp_path / "a.xls", claim)).title


def test_a_chain_of_sectors_that_goes_in_circles_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    def bend(data: bytearray, _start: int) -> None:
        table = 512 * (int.from_bytes(data[76:80], "little") + 1)
        data[table + 4 : table + 8] = b"\0\0\0\0"

    path = changed(tmp_path / "a.xls", bend)
    with pytest.raises(ValueError, match="circles"):
        Compound(path.read_bytes()).stream("Workbook")
    assert "damaged" in refusal(path).title


@pytest.mark.parametrize("cut", [600, 1000, 2000, 3000])
def test_an_old_file_that_is_cut_off_is_refused(tmp_path: Path, cut: int) -> None:
    path = xls(tmp_path / "a.xls", {"Лист": ROWS})
    path.write_bytes(path.read_bytes()[:cut])
    refusal(path)


def test_an_old_file_whose_every_byte_may_lie_is_read_or_refused_in_words(tmp_path: Path) -> None:
    path = xls(tmp_path / "a.xls", {"Лист": ROWS})
    good = path.read_bytes()
    for place in range(24, len(good), 97):
        path.write_bytes(good[:place] + bytes([good[place] ^ 0xFF]) + good[place + 1 :])
        with contextlib.suppress(Invalid):
            read_workbook(path)


def test_a_long_word_told_many_times_over_is_too_much_and_is_said_so(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Лист")
    for row in range(400):
        for column in range(60):
            sheet.write(row, column, "о" * 32000)
    book.save(str(tmp_path / "a.xls"))
    with pytest.raises(Invalid):
        read_workbook(tmp_path / "a.xls")


@pytest.mark.parametrize("stream", ["_VBA_PROJECT_CUR", "MBD0018", "EncryptedPackage"])
def test_old_files_with_macros_other_files_or_a_lock_are_refused(tmp_path: Path, stream: str) -> None:
    def rename(data: bytearray, _start: int) -> None:
        folder = data.index("Root Entry".encode("utf-16-le")) + 256
        name = stream.encode("utf-16-le")
        data[folder : folder + len(name)] = name
        data[folder + 64 : folder + 67] = (len(name) + 2).to_bytes(2, "little") + b"\x01"

    assert ("locked" if "Pack" in stream else "macros") in refusal(changed(tmp_path / "a.xls", rename)).title


def test_a_locked_old_file_is_refused(tmp_path: Path) -> None:
    def lock(data: bytearray, start: int) -> None:
        # the record after the first one says that the rest is enciphered
        place = start + 4 + int.from_bytes(data[start + 2 : start + 4], "little")
        data[place : place + 2] = b"\x2f\x00"

    assert "locked" in refusal(changed(tmp_path / "a.xls", lock)).title


def test_open_files_with_macros_or_a_lock_are_refused(tmp_path: Path) -> None:
    table = '<table:table table:name="Лист"/>'
    for part in ("Basic/script-lc.xml", "Scripts/python/a.py", "Object 1/content.xml"):
        assert "macros" in refusal(ods_of(tmp_path / "a.ods", table, **{part: b"<x/>"})).title
    locked = b'<manifest><file-entry><encryption-data checksum="0"/></file-entry></manifest>'
    assert "locked" in refusal(ods_of(tmp_path / "a.ods", table, manifest=locked)).title
    assert read_workbook(ods_of(tmp_path / "a.ods", table)).sheets[0].rows == ()


def test_a_text_over_five_megabytes_and_one_of_a_million_lines_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Фамилия;Имя\n".encode() * 2**18)
    assert "too large" in refusal(path).title
    path.write_bytes(b"a\n" * 10**6)
    with pytest.raises(Invalid, match="too long or too much memory"):
        read_workbook(path)
    path.write_bytes(b";" * 10**6 + b"x")
    with pytest.raises(Invalid):
        read_workbook(path)


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\0\0\0", b"%PDF-1.4\x00\x01", b"\x1b]0;t\x07"])
def test_a_text_is_one_by_its_content_too(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    refusal(path)
