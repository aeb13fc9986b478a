"""What a file has to be before anybody parses it: a small, plain workbook without surprises inside."""

import stat
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from ..domain.errors import Invalid
from ..i18n import _

MAX_FILE = 5 * 2**20
MAX_PARTS = 200
MAX_UNPACKED = 128 * 2**20
MAX_RATIO = 100
RATIO_FROM = 4 * 2**20
"""Below this many unpacked bytes no ratio is alarming: empty formatted rows pack very well."""

_REQUIRED = ("[Content_Types].xml", "xl/workbook.xml")
_ACTIVE = ("vbaproject", "externallinks/", "embeddings/", "activex/", "macrosheets/")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = 0x1


def guard(path: Path) -> bytes:
    """The bytes of a workbook that may be parsed; raises Invalid, in words, for everything else."""
    data = _bytes(path)
    if not data.startswith(b"PK\x03\x04"):
        raise _no_workbook(path, data)
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_parts(path, parts)
            _check_size(path, parts, len(data))
            _check_prologs(path, archive, parts)
    except (BadZipFile, NotImplementedError, EOFError, ValueError) as error:
        raise Invalid(
            _("The file {name} is damaged and cannot be read.").format(name=path.name),
            _("Open it in the spreadsheet program and save it again as .xlsx."),
        ) from error
    return data


def _bytes(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            name = path.name or str(path)
            raise Invalid(_("{name} is not a file.").format(name=name), _("Name a workbook, .xlsx."))
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


def _no_workbook(path: Path, data: bytes) -> Invalid:
    if data.startswith(_OLD_EXCEL):
        return Invalid(
            _("The file {name} is of the old Excel kind or locked with a password.").format(name=path.name),
            _("Save it as “Excel workbook (.xlsx)” without a password."),
        )
    return Invalid(
        _("The file {name} is not an Excel workbook.").format(name=path.name),
        _("Save the table as “Excel workbook (.xlsx)” and import that file."),
    )


def _check_parts(path: Path, parts: list[ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if len(parts) > MAX_PARTS or len(set(names)) < len(names):
        raise _too_large(path)
    if any(name not in names for name in _REQUIRED):
        raise _no_workbook(path, b"")
    if any(marker in name.lower() for name in names for marker in _ACTIVE):
        raise Invalid(
            _("The file {name} holds macros, links to other files or embedded files.").format(name=path.name),
            _("Copy the table as values into a new workbook and save it as .xlsx."),
        )
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise _no_workbook(path, _OLD_EXCEL)
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        raise BadZipFile


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


def _too_large(path: Path) -> Invalid:
    return Invalid(
        _("The file {name} is too large to be a list of the school.").format(name=path.name),
        _("Copy the table alone into a new workbook (at most 5 MB) and save it as .xlsx."),
    )
