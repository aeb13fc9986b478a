"""What a cell means and what is wrong with it: a value where it can be told, what was expected, and a repair.

Nothing is repaired silently: a reader that meets an expectation reports it at its cell.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from ...domain.groups.groups import ClassName
from ...domain.people.people import Name
from ...domain.workbooks.handed_in import Fault, code, unseen
from ...i18n import _, ngettext
from ..files.workbook import CellValue

Value = TypeVar("Value", covariant=True)
Found = TypeVar("Found")

_LATIN_TWINS = str.maketrans("ABCEHKMOPTXYaceopxyk", "АВСЕНКМОРТХУасеорхук")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_TURKIC = ("кызы", "кизи", "оглы", "оглу", "угли", "уулу", "улы")
_NAME_WORD = re.compile(rf"[А-ЯЁ][а-яё]*(?:['’-][А-ЯЁа-яё][а-яё]*)*|{'|'.join(_TURKIC)}")
_PATRONYMIC = re.compile(r".+(?:вич|ьич|мич|вна|чна)")
_CLASS = re.compile(
    r"(\d{1,2})\s*[-–]?\s*[«\"'“„]?\s*([А-Яа-яЁё])\s*[»\"'”“]?(?:\s*(?:класс|кл\.?))?", re.IGNORECASE
)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_PHONE = re.compile(r"\+7 \d{3} \d{3}-\d\d-\d\d")
_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?:\s*(?:г|года)\.?)?")
_FIRST_SERIAL, _LAST_SERIAL = 10000, 60000
"""Spreadsheet days of 1927 and 2064; no other number is taken for a day."""
_LAST_LESSON = 12
_LOOSE_DASH = re.compile(r"\s[-–]|[-–]\s|–")


@dataclass(frozen=True)
class Tidied(Generic[Value]):
    """A cell's meaning; with `expected` set the cell is not clean."""

    value: Value | None
    expected: str = ""
    repair: str = ""
    fault: Fault = Fault.OTHER


def shown(cell: CellValue) -> str:
    """A cell as a person reads it."""
    if isinstance(cell, date):
        return f"{cell:%d.%m.}{cell.year:04}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def squeezed(cell: CellValue) -> str:
    """The text with plain single spaces and no invisible characters."""
    plain = shown(cell)
    if not plain.isprintable():
        plain = "".join(c for c in plain if not unseen(c))
    return unicodedata.normalize("NFC", " ".join(plain.split()))


def fold(words: str) -> str:
    """Words as they are compared: small letters, ё as е, signs as spaces."""
    small = squeezed(words).casefold().replace("ё", "е")
    return " ".join(re.sub(r"[^0-9a-zа-я]+", " ", small).split())


def cyrillic(plain: str) -> str:
    """The text with Latin look-alikes inside Russian words put right."""
    parts = re.split(r"([ ,;/])", plain)
    return "".join(part.translate(_LATIN_TWINS) if _CYRILLIC.search(part) else part for part in parts)


def hidden_signs(cell: CellValue) -> str:
    """What is said of a cell that holds signs nobody sees; "" for every other cell."""
    if not isinstance(cell, str) or cell.isprintable():
        return ""
    codes = dict.fromkeys(code(c) for c in cell if unseen(c))
    return _("signs that can be seen are expected, not {codes}").format(codes=", ".join(codes)) if codes else ""


def _untidy(cell: CellValue, plain: str) -> str:
    """What has to be put right so that a cell reads like the plain text; "" when it does."""
    raw = unicodedata.normalize("NFC", shown(cell))
    if raw == plain:
        return ""
    return _("to be put right: {faults}").format(faults=", ".join(_faults(raw, plain)))


def _faults(raw: str, plain: str) -> list[str]:
    squeezed_raw = squeezed(raw)
    latin = dict.fromkeys(a for a, b in zip(squeezed_raw, cyrillic(squeezed_raw), strict=True) if a != b)
    hidden = dict.fromkeys(code(c) for c in raw if unseen(c))
    seen = "".join(c for c in raw if not unseen(c))
    kept = plain[:1] + plain[-1:]
    edge = dict.fromkeys(c for c in squeezed_raw[:1] + squeezed_raw[-1:] if c in ".,;" and c not in kept)
    dash = _LOOSE_DASH.search(squeezed_raw) and not _LOOSE_DASH.search(plain)
    return [
        words
        for applies, words in (
            (latin, ngettext("the Latin letter {letters}", "the Latin letters {letters}", len(latin)).format(
                letters=", ".join(latin))),
            (hidden, _("the invisible {codes}").format(codes=", ".join(hidden))),
            (re.search(r"[\r\n]", seen), _("a line break")),
            (re.search(r"[^\S \r\n]", seen), _("a no-break or other unusual space")),
            (re.search(r"\s\s", seen.strip()), _("several spaces in a row")),
            (seen != seen.strip(), _("spaces at the edges")),
            (edge, _("the sign “{signs}” at the edge").format(signs="".join(edge))),
            (dash, _("a dash or spaces where a hyphen stands")),
        )
        if applies
    ]  # fmt: skip


def _read(value: Found, cell: CellValue, plain: str) -> Tidied[Found]:
    """A value whose cell should read like the plain text."""
    untidy = _untidy(cell, plain)
    return Tidied(value, untidy, plain, Fault.LETTERS) if untidy else Tidied(value)


def text(cell: CellValue) -> Tidied[str]:
    """A plain text."""
    plain = cyrillic(squeezed(cell))
    return _read(plain, cell, plain)


def _person(cell: CellValue) -> str:
    return re.sub(r"\s*[-–]\s*", "-", cyrillic(squeezed(cell))).strip(" .,;")


def name(cell: CellValue) -> Tidied[Name]:
    """A full name in one cell: surname, given name, and the patronymic where there is one."""
    plain = _person(cell)
    words = plain.split(" ")
    whole_name = len(words) in (2, 3) or (len(words) == 4 and words[3] in _TURKIC)
    if not whole_name or not all(_NAME_WORD.fullmatch(word) for word in words) or words[1] in _TURKIC:
        return Tidied(None, _("a surname, a given name and a patronymic are expected"), fault=Fault.NAMES)
    if len(words) == 3 and _PATRONYMIC.fullmatch(words[1]) and not _PATRONYMIC.fullmatch(words[2]):
        turned = f"{words[2]} {words[0]} {words[1]}"
        return Tidied(None, _("the surname is expected first"), turned, Fault.NAMES)
    found = Name(words[0], words[1], " ".join(words[2:]))
    return _read(found, cell, plain)


def name_part(cell: CellValue, needed: bool = True) -> Tidied[str]:
    """A surname, a given name or a patronymic in a cell of its own."""
    plain = _person(cell)
    if not plain and cell is None:
        return Tidied(None, _("a name is expected"), fault=Fault.NAMES) if needed else Tidied("")
    words = plain.split(" ")
    single = len(words) == 1 or (len(words) == 2 and words[1] in _TURKIC)
    if not single or not all(_NAME_WORD.fullmatch(word) for word in words):
        return Tidied(None, _("one name in Russian letters is expected"), fault=Fault.NAMES)
    return _read(plain, cell, plain)


def school_class(cell: CellValue) -> Tidied[ClassName]:
    """A class: «7А»."""
    match = _CLASS.fullmatch(
        re.sub(r"[A-Za-z](?![а-яё])", lambda m: m[0].translate(_LATIN_TWINS), squeezed(cell))
    )
    if not match or not 1 <= int(match[1]) <= 11:
        return Tidied(None, _("a class is expected, like 7А"), fault=Fault.CLASSES)
    found = ClassName(int(match[1]), match[2].upper())
    if shown(cell) != str(found):
        return Tidied(found, _("a class is expected, like 7А"), str(found), Fault.CLASSES)
    return Tidied(found)


def day(cell: CellValue) -> Tidied[date]:
    """A date; a text, a number or two digits of a year are understood and reported."""
    if isinstance(cell, date):
        return Tidied(cell)
    expected = _("a date is expected, not text or a number")
    if isinstance(cell, int | float) and not isinstance(cell, bool) and _FIRST_SERIAL < cell < _LAST_SERIAL:
        found = date(1899, 12, 30) + timedelta(days=int(cell))
        return Tidied(found, expected, shown(found), Fault.DATES)
    match = _DAY.fullmatch(squeezed(cell))
    if not match:
        return Tidied(None, expected, fault=Fault.DATES)
    numbers = [int(part) for part in match.groups()]
    year = numbers[2] if len(match[3]) == 4 else numbers[2] + (2000 if numbers[2] < 30 else 1900)
    try:
        found = date(year, numbers[1], numbers[0])
    except ValueError:
        return Tidied(None, _("there is no such day; a date is expected"), fault=Fault.DATES)
    return Tidied(found, expected, shown(found), Fault.DATES)


def phone(cell: CellValue) -> Tidied[str]:
    """One phone number: ten digits after +7 or 8, or a whole number of another country."""
    raw = shown(cell)
    if cell is None or _PHONE.fullmatch(raw) or re.fullmatch(r"\+(?!7)\d{8,15}", raw):
        return Tidied(raw)
    expected = _("one phone number is expected, like +7 911 123-45-67")
    digits = [re.sub(r"[^0-9]", "", part) for part in re.split(r"[,;/]", raw)]
    whole_numbers = [d[-10:] for d in digits if len(d) == 10 or (len(d) == 11 and d[0] in "78")]
    if not whole_numbers or isinstance(cell, bool) or (isinstance(cell, float) and not cell.is_integer()):
        return Tidied(None, expected, fault=Fault.PHONES)
    d = whole_numbers[0]
    repaired = f"+7 {d[:3]} {d[3:6]}-{d[6:8]}-{d[8:]}"
    return Tidied(repaired, expected, repaired, Fault.PHONES)


def email(cell: CellValue) -> Tidied[str]:
    """An e-mail address in Latin letters."""
    raw = shown(cell)
    if cell is None or _EMAIL.fullmatch(raw):
        return Tidied(raw)
    expected = _("an e-mail address in Latin letters is expected")
    plain = squeezed(cell).strip(" .,;")
    if _EMAIL.fullmatch(plain):
        return Tidied(plain, expected, plain, Fault.EMAILS)
    return Tidied(None, expected, fault=Fault.EMAILS)


def sex(cell: CellValue, patronymic: str = "") -> Tidied[str]:
    """«М» or «Ж»; a patronymic only proposes."""
    letter = shown(cell).casefold()
    if letter in ("м", "ж"):
        return Tidied("m" if letter == "м" else "f")
    expected = _("М or Ж is expected")
    word = fold(cyrillic(shown(cell)).translate(_LATIN_TWINS))
    if re.fullmatch(r"м|муж(ской)?|мальчик", word):
        return Tidied("m", expected, "М", Fault.SEX)
    if re.fullmatch(r"ж|жен(ский)?|девочка", word):
        return Tidied("f", expected, "Ж", Fault.SEX)
    guess = "М" if patronymic.endswith(("ич", "оглы")) else "Ж" if patronymic.endswith(("вна", "чна", "кызы")) else ""
    if guess:
        expected = _("М or Ж is expected; what is proposed is guessed from the patronymic")
    return Tidied(None, expected, guess, Fault.GUESSES if guess else Fault.SEX)


_PAPER, _ELECTRONIC = (
    ("бумажная", "распечатка", "на бумаге"),
    ("электронная", "эд", "эл дневник", "электронный дневник"),
)


def on_paper(cell: CellValue) -> Tidied[bool]:
    """How a family is informed: electronically or on paper."""
    plain = fold(shown(cell))
    if plain in _PAPER or plain in _ELECTRONIC:
        return Tidied(plain in _PAPER)
    return Tidied(None, _("“электронная” or “бумажная” is expected"))


def half_hours(cell: CellValue) -> Tidied[int]:
    """Weekly hours, doubled."""
    if (
        isinstance(cell, int | float)
        and not isinstance(cell, bool)
        and 0 < cell <= 40
        and cell * 2 == int(cell * 2)
    ):
        return Tidied(int(cell * 2))
    return Tidied(None, _("hours a week are expected, like 2 or 0.5"))


def lesson_number(cell: CellValue) -> Tidied[int]:
    """The number of a lesson in the day."""
    if isinstance(cell, int) and not isinstance(cell, bool) and 0 <= cell <= _LAST_LESSON:
        return Tidied(cell)
    expected = _("a lesson's number from 0 to {last} is expected").format(last=_LAST_LESSON)
    plain = squeezed(cell)
    known = plain.isdecimal() and plain.isascii() and len(plain) <= 2 and int(plain) <= _LAST_LESSON
    return Tidied(int(plain), expected, str(int(plain))) if known and isinstance(cell, str) else Tidied(None, expected)


_LANGUAGES = {"англ": "английский", "нем": "немецкий", "франц": "французский", "фр": "французский"}


def language(cell: CellValue) -> Tidied[str]:
    """A foreign language by its whole name; «англ.» is as good a way to write it."""
    found = text(cell)
    return found if found.expected else Tidied(_LANGUAGES.get(fold(found.value or ""), found.value))


def subject(known: Mapping[str, str], cell: CellValue) -> Tidied[str]:
    """A subject by its full name; `known` leads there from every folded spelling, another stands as it is."""
    found = text(cell)
    if not found.value:
        return Tidied(None, _("a subject is expected"))
    return Tidied(known.get(fold(found.value), found.value), found.expected, found.repair)


def clock(cell: CellValue) -> Tidied[str]:
    """A time of day: «8:30»."""
    match = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::00)?", shown(cell).strip())
    if not match:
        return Tidied(None, _("a time is expected, like 8:30"))
    return Tidied(f"{int(match[1])}:{match[2]}")
