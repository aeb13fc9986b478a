"""What a cell means and what is wrong with it: a value where it is clean, else what was expected and a repair.

Nothing is repaired silently: a reader that meets a repair reports it at its cell.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from ..domain.groups import ClassName
from ..domain.people import Name
from ..i18n import _
from .workbook import CellValue

Value = TypeVar("Value")

_LATIN_TWINS = str.maketrans("ABCEHKMOPTXYaceopxyk", "АВСЕНКМОРТХУасеорхук")
_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_NAME_WORD = re.compile(r"[А-ЯЁ][а-яё]+(-[А-ЯЁ][а-яё]+)*|кызы|оглы|угли|уулу")
_CLASS = re.compile(r"(\d{1,2})\s*-?\s*[«\"']?\s*([А-Яа-я])\s*[»\"']?(?:\s*класс)?")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")


@dataclass(frozen=True)
class Tidied(Generic[Value]):
    """A cell's meaning; with `expected` set the cell is not clean."""

    value: Value | None
    expected: str = ""
    repair: str = ""


def shown(cell: CellValue) -> str:
    """A cell as a person reads it."""
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    return "" if cell is None else str(cell)


def squeezed(cell: CellValue) -> str:
    """The text with plain single spaces, no invisible characters, no spaces or full stops at the ends."""
    text = unicodedata.normalize("NFC", shown(cell)).translate(_INVISIBLE)
    return " ".join(text.split()).strip(" .,;")


def text(cell: CellValue) -> Tidied[str]:
    """A plain text."""
    plain = squeezed(cell)
    if plain == shown(cell) or not isinstance(cell, str):
        return Tidied(plain)
    if plain == shown(cell).strip(" .,;") and not shown(cell).strip(" "):
        return Tidied(plain)
    return Tidied(plain, _("a text without extra spaces and marks is expected"), plain)


def cyrillic(plain: str) -> str:
    """The text with Latin look-alikes inside Russian words put right."""
    has_russian = any("а" <= c.casefold() <= "я" or c.casefold() == "ё" for c in plain)
    return plain.translate(_LATIN_TWINS) if has_russian else plain


def name(cell: CellValue) -> Tidied[Name]:
    """A full name in one cell: surname, given name, and the patronymic where there is one."""
    plain = squeezed(cell)
    repaired = cyrillic(plain)
    words = repaired.split(" ")
    if len(words) < 2 or len(words) > 4 or not all(_NAME_WORD.fullmatch(word) for word in words):
        return Tidied(None, _("a surname, a given name and a patronymic are expected"))
    found = Name(words[0], words[1], " ".join(words[2:]))
    if repaired != shown(cell):
        what = _("Russian letters and single spaces are expected")
        return Tidied(found, what, repaired)
    return Tidied(found)


def name_part(cell: CellValue, needed: bool = True) -> Tidied[str]:
    """A surname, a given name or a patronymic in a cell of its own."""
    plain = squeezed(cell)
    if not plain:
        return Tidied(None, _("a name is expected")) if needed else Tidied("")
    repaired = cyrillic(plain)
    if not all(_NAME_WORD.fullmatch(word) for word in repaired.split(" ")):
        return Tidied(None, _("one name in Russian letters is expected"))
    if repaired != shown(cell):
        return Tidied(repaired, _("Russian letters and single spaces are expected"), repaired)
    return Tidied(repaired)


def school_class(cell: CellValue) -> Tidied[ClassName]:
    """A class: «7А»."""
    plain = squeezed(cell)
    match = _CLASS.fullmatch(plain.translate(_LATIN_TWINS))
    if not match or not 1 <= int(match[1]) <= 11:
        return Tidied(None, _("a class is expected, like 7А"))
    found = ClassName(int(match[1]), match[2].upper())
    if str(found) != shown(cell):
        return Tidied(found, _("a class is expected, like 7А"), str(found))
    return Tidied(found)


def day(cell: CellValue) -> Tidied[date]:
    """A date; a text, a number or two digits of a year are understood and reported."""
    expected = _("a date is expected")
    if isinstance(cell, date):
        return Tidied(cell)
    if isinstance(cell, int | float) and 20000 < cell < 60000:
        found = date(1899, 12, 30) + timedelta(days=int(cell))
        return Tidied(found, expected, f"{found:%d.%m.%Y}")
    match = re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?:\s*г)?", squeezed(cell))
    if not match:
        return Tidied(None, expected)
    numbers = [int(part) for part in match.groups()]
    year = numbers[2] if numbers[2] > 99 else numbers[2] + (2000 if numbers[2] < 30 else 1900)
    try:
        found = date(year, numbers[1], numbers[0])
    except ValueError:
        return Tidied(None, _("there is no such date"))
    return Tidied(found, expected, f"{found:%d.%m.%Y}")


def phone(cell: CellValue) -> Tidied[str]:
    """One phone number of ten digits after +7 or 8."""
    raw = shown(cell)
    if not raw.strip():
        return Tidied("")
    if re.fullmatch(r"\+7 \d{3} \d{3}-\d\d-\d\d", raw):
        return Tidied(raw)
    expected = _("one phone number is expected, like +7 911 123-45-67")
    digits = [re.sub(r"\D", "", part) for part in re.split(r"[,;]", raw)]
    whole = [d[-10:] for d in digits if len(d) == 10 or (len(d) == 11 and d[0] in "78")]
    if not whole:
        return Tidied(None, expected)
    d = whole[0]
    repaired = f"+7 {d[:3]} {d[3:6]}-{d[6:8]}-{d[8:]}"
    return Tidied(repaired, expected, repaired)


def email(cell: CellValue) -> Tidied[str]:
    """An e-mail address in Latin letters."""
    raw = shown(cell)
    if not raw or _EMAIL.fullmatch(raw):
        return Tidied(raw)
    return Tidied(None, _("an e-mail address is expected"))


def sex(cell: CellValue, patronymic: str = "") -> Tidied[str]:
    """«М» or «Ж»; a patronymic only proposes."""
    plain = squeezed(cell).casefold()
    expected = _("М or Ж is expected")
    if plain in ("м", "ж"):
        return Tidied("m" if plain == "м" else "f")
    if plain[:1] in ("м", "ж"):
        return Tidied("m" if plain[0] == "м" else "f", expected, plain[0])
    if patronymic.endswith(("вич", "оглы")):
        return Tidied("m", expected, "м")
    if patronymic.endswith(("вна", "кызы")):
        return Tidied("f", expected, "ж")
    return Tidied(None, expected)


_PAPER, _ELECTRONIC = ("бумажная", "распечатка"), ("электронная", "эд")


def on_paper(cell: CellValue) -> Tidied[bool]:
    """How a family is informed: electronically or on paper."""
    plain = squeezed(cell).casefold()
    if plain in _PAPER or plain in _ELECTRONIC:
        return Tidied(plain in _PAPER)
    return Tidied(None, _("“электронная” or “бумажная” is expected"))


def whole(cell: CellValue) -> Tidied[int]:
    """A whole number."""
    if isinstance(cell, int) and not isinstance(cell, bool):
        return Tidied(cell)
    plain = squeezed(cell)
    if plain.isdigit():
        return Tidied(int(plain), _("a number is expected"), plain)
    return Tidied(None, _("a number is expected"))


def clock(cell: CellValue) -> Tidied[str]:
    """A time of day: «8:30»."""
    plain = shown(cell).strip()
    if re.fullmatch(r"\d{1,2}:\d\d(:00)?", plain):
        hours, minutes, *_rest = plain.split(":")
        return Tidied(f"{int(hours)}:{minutes}")
    return Tidied(None, _("a time is expected, like 8:30"))
