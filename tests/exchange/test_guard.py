"""Files that are no workbooks or do harm are refused in words, before anything is parsed."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from ejournal_tui.domain.errors import Invalid
from ejournal_tui.exchange.files.guard import MAX_FILE, MAX_RATIO, MAX_UNPACKED
from ejournal_tui.exchange.files.workbook import read_workbook

STAFF = Path(__file__).parents[2] / "data" / "demo" / "school-staff.xlsx"

_started: list[list[str]] | None = None


def _listen(event: str, args: tuple[object, ...]) -> None:
    if _started is not None and event == "subprocess.Popen":
        _started.append([str(args[0])])


sys.addaudithook(_listen)


@contextmanager
def children() -> Iterator[list[list[str]]]:
    """The processes that the interpreter itself reports as started meanwhile."""
    global _started
    _started = []
    try:
        yield _started
    finally:
        _started = None


def repacked(target: Path, change: Callable[[ZipFile], None], without: str = "") -> Path:
    """A real workbook with parts added or one part left out."""
    with ZipFile(STAFF) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for part in source.namelist():
            if part != without:
                copy.writestr(part, source.read(part))
        change(copy)
    return target


def refusal(path: Path) -> Invalid:
    """How a file is refused; no process may have been started for it."""
    with children() as started, pytest.raises(Invalid) as caught:
        read_workbook(path)
    assert started == []
    assert caught.value.title
    assert caught.value.advice
    return caught.value


def test_a_good_workbook_is_parsed_in_a_process_of_its_own() -> None:
    with children() as started:
        assert read_workbook(STAFF).sheets
    assert len(started) == 1


@pytest.mark.parametrize(
    "content", [b"", "Фамилия;Имя\n".encode(), b"\xd0\xcf\x11\xe0" + b"\0" * 600, b"PK\x03\x04"]
)
def test_a_file_that_is_no_workbook_is_refused_whatever_its_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "список.xlsx"
    path.write_bytes(content)
    assert "список.xlsx" in refusal(path).title


def test_a_workbook_is_known_by_what_it_is_and_not_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "список.txt"
    path.write_bytes(STAFF.read_bytes())
    assert read_workbook(path) == read_workbook(STAFF)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    refusal(tmp_path)
    assert refusal(Path()).title.startswith(". ")
    refusal(tmp_path / "нет.xlsx")


def test_an_archive_of_something_else_is_refused(tmp_path: Path) -> None:
    refusal(repacked(tmp_path / "a.xlsx", lambda _copy: None, without="xl/workbook.xml"))


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    zeros = b"\0" * (8 * 2**20)
    bomb = repacked(tmp_path / "a.xlsx", lambda copy: copy.writestr("xl/worksheets/sheet9.xml", zeros))
    assert bomb.stat().st_size < 100_000
    refusal(bomb)


def claiming(target: Path, size: int) -> Path:
    """A real workbook whose table of contents claims that a part is so large."""
    repacked(target, lambda copy: copy.writestr("xl/worksheets/sheet9.xml", b"<x/>"))
    data = bytearray(target.read_bytes())
    entry = data.rfind(b"PK\x01\x02", 0, data.rfind(b"sheet9.xml"))
    data[entry + 24 : entry + 28] = size.to_bytes(4, "little")
    target.write_bytes(bytes(data))
    return target


def test_a_claim_of_two_gigabytes_is_refused(tmp_path: Path) -> None:
    assert "too large" in refusal(claiming(tmp_path / "a.xlsx", 2 * 2**30)).title


def test_a_file_over_five_megabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(STAFF.read_bytes() + b"\0" * (5 * 2**20))
    refusal(path)


def test_more_than_two_hundred_parts_are_refused(tmp_path: Path) -> None:
    def add(copy: ZipFile) -> None:
        for number in range(200):
            copy.writestr(f"xl/media/{number}.png", b"")

    refusal(repacked(tmp_path / "a.xlsx", add))


@pytest.mark.parametrize(
    "part",
    [
        "xl/vbaProject.bin",
        "xl/VBAPROJECT.BIN",
        "xl/externalLinks/externalLink1.xml",
        "xl/embeddings/oleObject1.bin",
    ],
)
def test_macros_links_and_embedded_files_are_refused(tmp_path: Path, part: str) -> None:
    refusal(repacked(tmp_path / "a.xlsx", lambda copy: copy.writestr(part, b"<x/>")))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("padding", [0, 20_000])
@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]>',
    ],
)
def test_declarations_are_refused_wherever_they_hide(
    tmp_path: Path, declaration: str, padding: int, encoding: str
) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><!--{" " * padding}-->{declaration}<a>&b;</a>'
    refusal(
        repacked(
            tmp_path / "a.xlsx", lambda copy: copy.writestr("docProps/custom.xml", text.encode(encoding))
        )
    )


def test_a_cell_at_the_end_of_the_sheet_is_too_much_and_is_said_so(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "ФИО"
    book.worksheets[0]["XFD1048576"] = "конец"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(Invalid):
        read_workbook(tmp_path / "a.xlsx")


def sheet_of(target: Path, rows: str, dimension: str = "") -> Path:
    """A workbook whose first sheet consists of these rows."""
    part, space = "xl/worksheets/sheet1.xml", "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<?xml version="1.0"?><worksheet xmlns="{space}">{dimension}<sheetData>{rows}</sheetData></worksheet>'
    return repacked(target, lambda file: file.writestr(part, sheet), without=part)


def test_a_million_rows_are_refused_however_well_they_pack(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c><v>{n}</v></c></row>' for n in range(1, 1_000_001))
    path = sheet_of(tmp_path / "a.xlsx", rows)
    with ZipFile(path) as archive:
        unpacked = sum(part.file_size for part in archive.infolist())
    # Nothing but the number of its values tells what it is.
    assert path.stat().st_size < MAX_FILE
    assert unpacked < min(MAX_UNPACKED, path.stat().st_size * MAX_RATIO)
    assert "too large" in refusal(path).title


@pytest.mark.parametrize("told", ["A1", "A1:B2", "A1:XFD1048576", None])
def test_a_sheet_that_tells_its_size_wrongly_is_read_whole(tmp_path: Path, told: str | None) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}"><v>7</v></c></row>' for n in range(1, 902))
    path = sheet_of(tmp_path / "a.xlsx", rows, f'<dimension ref="{told}"/>' if told else "")
    found = read_workbook(path).sheets[0].rows
    assert [row[0] for row in found] == list(range(1, 902))
    assert {row[1] for row in found} == {7}


def test_a_tail_of_formatted_rows_is_no_part_of_a_sheet(tmp_path: Path) -> None:
    tail = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(3, 200_000))
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    assert [row[0] for row in read_workbook(sheet_of(tmp_path / "a.xlsx", rows + tail)).sheets[0].rows] == [1, 2]


def test_more_columns_than_a_list_has_are_refused_and_not_cut_off(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["ФИО"] * 101)
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(Invalid):
        read_workbook(tmp_path / "a.xlsx")


def test_a_sheet_that_is_damaged_inside_is_refused(tmp_path: Path) -> None:
    broken = b"<?xml version='1.0'?><worksheet><sheetData><row><c></row>"
    damaged = repacked(
        tmp_path / "a.xlsx",
        lambda copy: copy.writestr("xl/worksheets/sheet1.xml", broken),
        "xl/worksheets/sheet1.xml",
    )
    with pytest.raises(Invalid):
        read_workbook(damaged)
