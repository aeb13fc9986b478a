"""Tables as other programs save them: .xls by another library, .ods and .csv by hand."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

import xlwt

Sheets = Mapping[str, Sequence[Sequence[Any]]]

ODS = b"application/vnd.oasis.opendocument.spreadsheet"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)
STYLES = (
    '<style:style style:name="struck" style:family="table-cell">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="under" style:family="table-cell" style:parent-style-name="struck"/>'
    '<style:style style:name="veiled" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>'
)
"""Cells crossed out, by themselves and by their parent, and a sheet that nobody sees."""
TAIL = (
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/>'
    "</table:table-row>"
)
"""How LibreOffice ends every sheet."""


def xls(path: Path, sheets: Sheets) -> Path:
    """An old Excel file."""
    book = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="DD.MM.YYYY")
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if isinstance(value, date):
                    sheet.write(row, column, value, day)
                elif value is not None:
                    sheet.write(row, column, value)
    book.save(str(path))
    return path


def ods_cell(value: Any, more: str = "") -> str:
    """A cell of an OpenDocument table."""
    if value is None:
        return f"<table:table-cell {more}/>"
    if isinstance(value, date):
        told = f'office:value-type="date" office:date-value="{value:%Y-%m-%d}"'
    elif isinstance(value, str):
        told = 'office:value-type="string"'
    else:
        told = f'office:value-type="float" office:value="{value}"'
    text = quoteattr(str(value))[1:-1]
    return f"<table:table-cell {told} {more}><text:p>{text}</text:p></table:table-cell>"


def ods_rows(rows: Sequence[Sequence[Any]]) -> str:
    """Rows of an OpenDocument table."""
    return "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)


def ods_of(path: Path, tables: str, manifest: bytes = b"<manifest/>", **parts: bytes) -> Path:
    """An OpenDocument file of ready tables."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES}><office:automatic-styles>{STYLES}'
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        file.writestr("mimetype", ODS)
        file.writestr("content.xml", content)
        file.writestr("META-INF/manifest.xml", manifest)
        for name, body in parts.items():
            file.writestr(name, body)
    return path


def ods(path: Path, sheets: Sheets) -> Path:
    """An OpenDocument file."""
    return ods_of(
        path,
        "".join(
            f"<table:table table:name={quoteattr(name)}>{ods_rows(rows)}{TAIL}</table:table>"
            for name, rows in sheets.items()
        ),
    )


def csvs(folder: Path, sheets: Sheets, separator: str = ";", encoding: str = "utf-8-sig") -> list[Path]:
    """A text for each sheet, days and fractions written as in Russia."""
    folder.mkdir(exist_ok=True)
    made = []
    for name, rows in sheets.items():
        text = StringIO()
        csv.writer(text, delimiter=separator).writerows([[_said(value) for value in row] for row in rows])
        made.append(folder / f"{name}.csv")
        made[-1].write_bytes(text.getvalue().encode(encoding))
    return made


def _said(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return "" if value is None else str(value).replace(".", ",") if isinstance(value, float) else str(value)
