"""What a file has to be before anybody parses it: a small, plain table without surprises inside."""

import stat
import struct
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from ...domain.errors import Invalid
from ...i18n import _
from .compound import BOF, CELLS, FILEPASS, SIGNATURE, USED, Compound, place, records

ROWS, COLUMNS = 5000, 100
MAX_FILE = 5 * 2**20
MAX_PARTS = 200
MAX_UNPACKED = 128 * 2**20
MAX_RATIO = 100
RATIO_FROM = 4 * 2**20
"""Below this many unpacked bytes no ratio is alarming: empty formatted rows pack very well."""

_REQUIRED = ("[Content_Types].xml", "xl/workbook.xml")
_ACTIVE = (
    "vbaproject", "externallinks/", "embeddings/", "activex/", "macrosheets/",
    "basic/", "scripts/", "object ", "objectreplacements/",
)  # fmt: skip
_OPEN_TABLE = b"application/vnd.oasis.opendocument.spreadsheet"
_ACTIVE_STREAMS = ("_vba_project", "vba", "mbd", "objectpool")
_LOCKED_STREAMS = ("EncryptedPackage", "EncryptionInfo")
_TEXTS = (".csv", ".tsv", ".txt")
_VALUE_ENDS = {"xlsx": (b"v>", b"is>"), "ods": (b"text:p>",)}
"""What the elements of values end with, whatever prefix stands before."""
_PIECE = 2**20
_ENCRYPTED = 0x1
_MOST_CELLS = 10**7
"""More than this many cells, empty ones counted, are no list of a school."""


class Format(StrEnum):
    """What a file turned out to be; a text is taken at its name's word, every other by its first bytes."""

    XLSX = "xlsx"
    ODS = "ods"
    XLS = "xls"
    CSV = "csv"


def guard(path: Path) -> tuple[Format, bytes]:
    """What a file is and its bytes, if it may be parsed; raises Invalid, in words, for everything else."""
    data = _bytes(path)
    try:
        if data.startswith(b"PK\x03\x04"):
            return _guard_archive(path, data), data
        if data.startswith(SIGNATURE):
            _guard_old_excel(path, data)
            return Format.XLS, data
    except (BadZipFile, NotImplementedError, EOFError, ValueError, struct.error) as error:
        raise damaged(path) from error
    if path.suffix.lower() in _TEXTS and _is_text(data):
        return Format.CSV, data
    raise _no_workbook(path)


def _guard_archive(path: Path, data: bytes) -> Format:
    with ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
        found = _check_parts(path, archive, parts)
        _check_size(path, parts, len(data))
        _check_prologs(path, archive, parts)
        _check_filled(path, archive, parts, found)
        if found is Format.ODS and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise _locked(path)
    return found


def _guard_old_excel(path: Path, data: bytes) -> None:
    """Refuse what is locked, holds macros or other files, or claims more cells than a school has people."""
    file = Compound(data)
    if any(entry.name in _LOCKED_STREAMS for entry in file.entries):
        raise _locked(path)
    if any(entry.name.lower().startswith(_ACTIVE_STREAMS) for entry in file.entries):
        raise _active(path)
    book = file.stream("Workbook", "Book")
    if book is None:
        raise _no_workbook(path)
    cells = 0
    for _at, number, body in records(book):
        if number == BOF:
            cells = 0
        elif number == FILEPASS:
            raise _locked(path)
        elif number == USED and len(body) >= 12:
            first, last, left, right = struct.unpack_from("<IIHH", body)
            if (last - first) * (right - left) > _MOST_CELLS:
                raise _too_large(path)
        elif number in CELLS:
            row, left, right = place(number, body)
            cells += right - left + 1
            if row >= ROWS or right >= COLUMNS or cells > ROWS * COLUMNS:
                raise _too_large(path)


def _is_text(data: bytes) -> bool:
    return data.startswith((b"\xff\xfe", b"\xfe\xff")) or not set(data) & {0, 1, 2, 3, 4, 5, 6, 7, 8, 27}


def _bytes(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            name = path.name or str(path)
            advice = _("Name a workbook: .xlsx, .xls, .ods or .csv.")
            raise Invalid(_("{name} is not a file.").format(name=name), advice)
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
    except OSError as error:
        raise Invalid(
            _("The file {name} cannot be opened.").format(name=path.name),
            _("Check its name and that you may read it."),
        ) from error
    if len(data) > MAX_FILE:
        raise _too_large(path)
    if not data:
        raise Invalid(
            _("The file {name} is empty.").format(name=path.name),
            _("Save the workbook again and name that file."),
        )
    return data


def damaged(path: Path) -> Invalid:
    """How a file that cannot be read is refused."""
    return Invalid(
        _("The file {name} is damaged and cannot be read.").format(name=path.name),
        _("Open it in the spreadsheet program and save it again as .xlsx."),
    )


def _no_workbook(path: Path) -> Invalid:
    return Invalid(
        _("The file {name} is not a workbook.").format(name=path.name),
        _("Save the table as an Excel workbook (.xlsx), an OpenDocument one (.ods) or as .csv and import that file."),
    )


def _locked(path: Path) -> Invalid:
    return Invalid(
        _("The file {name} is locked with a password.").format(name=path.name),
        _("Save it as “Excel workbook (.xlsx)” without a password."),
    )


def _active(path: Path) -> Invalid:
    return Invalid(
        _("The file {name} holds macros, links to other files or embedded files.").format(name=path.name),
        _("Copy the table as values into a new workbook and save it as .xlsx."),
    )


def _check_parts(path: Path, archive: ZipFile, parts: list[ZipInfo]) -> Format:
    names = [part.filename for part in parts]
    if len(parts) > MAX_PARTS or len(set(names)) < len(names):
        raise _too_large(path)
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise _locked(path)
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        raise BadZipFile
    if any(marker in name.lower() for name in names for marker in _ACTIVE):
        raise _active(path)
    if all(name in names for name in _REQUIRED):
        return Format.XLSX
    if {"mimetype", "content.xml", "META-INF/manifest.xml"}.issubset(names):
        with archive.open("mimetype") as stream:
            if stream.read(len(_OPEN_TABLE) + 1).strip() == _OPEN_TABLE:
                return Format.ODS
    raise _no_workbook(path)


def _check_size(path: Path, parts: list[ZipInfo], packed: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or (unpacked > RATIO_FROM and unpacked > packed * MAX_RATIO):
        raise _too_large(path)


def _check_prologs(path: Path, archive: ZipFile, parts: list[ZipInfo]) -> None:
    """Refuse document type declarations; one can only stand before the first element."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    for part in parts:
        if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        try:
            with archive.open(part) as stream:
                next(iter(iterparse(stream, events=("start",), forbid_dtd=True)), None)
        except DefusedXmlException as error:
            raise Invalid(
                _("The file {name} holds declarations that no spreadsheet program writes.").format(
                    name=path.name
                ),
                _("Copy the table as values into a new workbook and save it as .xlsx."),
            ) from error
        except ParseError as error:
            raise BadZipFile from error


def _check_filled(path: Path, archive: ZipFile, parts: list[ZipInfo], form: Format) -> None:
    """Refuse more values than a list has, whatever they pack to; empty formatted cells hold none."""
    sheets = "content.xml" if form is Format.ODS else "xl/worksheets/"
    for part in parts:
        if not part.filename.startswith(sheets):
            continue
        ends = 0
        with archive.open(part) as stream:
            while piece := stream.read(_PIECE):
                ends += sum(piece.count(end) for end in _VALUE_ENDS[form])
                # A value has a beginning and an end of its element.
                if ends > 2 * ROWS * COLUMNS:
                    raise _too_large(path)


def _too_large(path: Path) -> Invalid:
    return Invalid(
        _("The file {name} is too large to be a list of the school.").format(name=path.name),
        _("Copy the table alone into a new workbook (at most 5 MB) and save it as .xlsx."),
    )
