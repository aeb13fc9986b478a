"""One-time codes, and what a password must not be: short, known to everybody, made of what others know.

A password is looked at as typed and as its keys read in the other layout. Known words, years, rows of keys,
repetitions and common passwords are covered piece by piece; what stays uncovered must be enough.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from datetime import date
from enum import IntEnum

from ...i18n import N_, _, ngettext
from ..text.layout import CYRILLIC, LATIN, to_cyrillic, to_latin
from ..text.search import key
from ..text.words import day_month
from .logins import transliterate

STAFF_LEAST, FAMILY_LEAST, LONGEST = 12, 8, 256
_STAFF_WORTH, _FAMILY_WORTH = 6, 5
_COMMON_WORTH = 2
"""What a word of the common list is worth: about as hard to guess as two characters."""
_SHORTEST_WORD, _SHORTEST_COMMON, _LONGEST_COMMON = 3, 4, 24
_RUN_SIZES = _FIGURE_RUN, _LETTER_RUN = 3, 4

CODE_DIGITS = 12
_FOUR_EQUAL = re.compile(r"(\d)\1{3}")
_SAME = re.compile(r"(.)\1{2,}", re.DOTALL)
_AGAIN = re.compile(r"(.{3,}?)(?:[\W_]*\1)+", re.DOTALL)
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORDS = re.compile(r"[^\W_]+")

_ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "".join(chr(code) for code in range(0x430, 0x450)))
_ROWS = (*(layout[a:b] for layout in (LATIN, CYRILLIC) for a, b in ((1, 13), (13, 24), (24, 34))),)
_FIGURES = ("01234567890", "!@#$%^&*()_+", '!"№;%:?*()_+', "1qaz2wsx3edc4rfv5tgb6yhn7ujm")
_RUNS = frozenset(
    text[start : start + size]
    for rows, size in (((*_ALPHABETS, *_ROWS), _LETTER_RUN), (_FIGURES, _FIGURE_RUN))
    for row in rows
    for text in (row, row[::-1])
    for start in range(len(text) - size + 1)
)


class _Kind(IntEnum):
    KNOWN = 0
    COMMON = 1
    ROW = 2
    REPEATED = 3


_REASONS = {
    _Kind.KNOWN: N_("The password is made of what others know: a name, a date, the login or the school."),
    _Kind.COMMON: N_("The password is among the first that anyone would try."),
    _Kind.ROW: N_("The password is a row of keys, letters or figures."),
    _Kind.REPEATED: N_("The password repeats itself."),
}


def objection(password: str, staff: bool, context: Iterable[str], common: Collection[str]) -> str | None:
    """Why a password is refused, one sentence, or None.

    `context` holds what others know of the person and the family: names, dates (see date_spellings), login, post,
    school, subjects; `common` the passwords that are tried first, in small letters.
    """
    least = STAFF_LEAST if staff else FAMILY_LEAST
    if len(password) > LONGEST:
        return _("The password is longer than {count} characters.").format(count=LONGEST)
    if len(password) < least:
        return ngettext(
            "The password needs at least {count} character.",
            "The password needs at least {count} characters.",
            least,
        ).format(count=least)
    text = _fold(password)
    worth, reason = _judge(text, _context_words(context), common)
    if worth < (_STAFF_WORTH if staff else _FAMILY_WORTH):
        return _(_REASONS[reason])
    # A word said twice is no longer than the word.
    return _(_REASONS[_Kind.REPEATED]) if len(_AGAIN.sub(r"\1", text)) < least else None


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _judge(text: str, known: frozenset[str], common: Collection[str]) -> tuple[int, _Kind]:
    forms = tuple(dict.fromkeys((text, to_latin(text), to_cyrillic(text))))
    covered: list[_Kind | None] = [None] * len(text)

    def cover(start: int, end: int, kind: _Kind) -> None:
        for place in range(start, end):
            if covered[place] is None:
                covered[place] = kind

    for form in forms:
        for word in known:
            for start in _places(form, word):
                cover(start, start + len(word), _Kind.KNOWN)
    for found in _YEAR.finditer(text):
        cover(*found.span(), _Kind.KNOWN)
    for start, end in _rows(forms):
        cover(start, end, _Kind.ROW)
    for start, end in _repeats(text):
        cover(start, end, _Kind.REPEATED)
    words = set()
    for start, end in _common(forms, common, covered):
        words.add(text[start:end])
        cover(start, end, _Kind.COMMON)
    rest = {character for character, kind in zip(text, covered, strict=True) if kind is None}
    seen = [kind for kind in covered if kind is not None]
    return len(rest) + _COMMON_WORTH * len(words), max(_Kind, key=seen.count) if seen else _Kind.REPEATED


def _places(text: str, word: str) -> list[int]:
    return [found.start() for found in re.finditer(f"(?={re.escape(word)})", text)]


def _context_words(context: Iterable[str]) -> frozenset[str]:
    """Every word as written, without the ending that gender and case change, and in Latin letters."""
    words = set()
    for entry in context:
        for word in (_fold(entry), *_WORDS.findall(_fold(entry))):
            words |= {word, key(word), "".join(_WORDS.findall(word))}
            if len(word) >= 6 and word.isalpha():
                words |= {word[:-1], word[:-2]} if len(word) > 6 else {word[:-1]}
    return frozenset(
        form for word in words for form in (word, transliterate(word)) if len(form) >= _SHORTEST_WORD
    )


def _rows(forms: Iterable[str]) -> list[tuple[int, int]]:
    """Stretches of neighbouring keys, letters of an alphabet or figures, forwards or backwards."""
    found = []
    for form in forms:
        for size in _RUN_SIZES:
            starts = range(len(form) - size + 1)
            found += [(start, start + size) for start in starts if form[start : start + size] in _RUNS]
    return found


def _repeats(text: str) -> list[tuple[int, int]]:
    """All but the first of equal characters in a row, and of a piece that is repeated to make the whole."""
    found = [(match.start() + 1, match.end()) for match in _SAME.finditer(text)]
    period = (text + text).find(text, 1)
    if period < len(text):
        found.append((period, len(text)))
    return found


def _common(
    forms: tuple[str, ...], common: Collection[str], covered: list[_Kind | None]
) -> list[tuple[int, int]]:
    """The common passwords that stand in what is not covered yet, the longest first at each place."""
    found, start, size = [], 0, len(covered)
    while start < size:
        step = 1
        for end in range(min(size, start + _LONGEST_COMMON), start + _SHORTEST_COMMON - 1, -1):
            if None in covered[start:end] and any(form[start:end] in common for form in forms):
                found.append((start, end))
                step = end - start
                break
        start += step
    return found


def date_spellings(day: date) -> tuple[str, ...]:
    """A date in the ways people make passwords of it, for the context."""
    dd, mm, yyyy = f"{day.day:02}", f"{day.month:02}", f"{day.year:04}"
    d, m, yy = str(day.day), str(day.month), yyyy[2:]
    orders = (
        (dd, mm, yyyy), (dd, mm, yy), (yyyy, mm, dd), (yy, mm, dd), (mm, dd, yyyy), (dd, mm), (mm, dd),
        (d, m, yyyy), (d, m, yy),
    )  # fmt: skip
    spoken = day_month(day)
    spelled = [between.join(order) for order in orders for between in ("", ".", "-", "/", " ")]
    return tuple(dict.fromkeys((*spelled, spoken, spoken.replace(" ", ""), yyyy)))


def new_code(randbelow: Callable[[int], int]) -> str:
    """A one-time code: twelve figures, the first not 0, no four equal in a row."""
    first = 10 ** (CODE_DIGITS - 1)
    while True:
        code = str(first + randbelow(9 * first))
        if not _FOUR_EQUAL.search(code):
            return code


def show_code(code: str) -> str:
    """A code as it is printed: 3847-2916-5502."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def read_code(text: str) -> str | None:
    """The code that was typed, whatever stands between its figures; None for what is no code."""
    figures = key(text).replace(" ", "")
    return figures if len(figures) == CODE_DIGITS and figures.isascii() and figures.isdecimal() else None
