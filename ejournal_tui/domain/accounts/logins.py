"""Names under which people sign in: letters for staff, figures for families."""

import unicodedata
from collections.abc import Collection
from itertools import count

from ..people.people import Name
from ..text.layout import is_cyrillic, to_latin

LONGEST = 64
_FIRST_FAMILY = 100_000

_LATIN = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i",
    "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y",
    "ь": "", "э": "e", "ю": "yu", "я": "ya",
})  # fmt: skip


def transliterate(text: str) -> str:
    """A Russian text in small Latin letters."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_LATIN)


def _letters(text: str) -> str:
    return "".join(c for c in transliterate(text) if "a" <= c <= "z")


def staff_login(name: Name, taken: Collection[str]) -> str:
    """The login of a member of staff, `kulikova_ko`; namesakes get a figure behind."""
    initials = _letters(name.given)[:1] + _letters(name.patronymic)[:1]
    plain = "_".join(part for part in (_letters(name.surname), initials) if part) or "staff"
    if plain not in taken:
        return plain
    return next(login for number in count(2) if (login := f"{plain}{number}") not in taken)


def family_login(taken: Collection[str]) -> str:
    """The next free login of a pupil or guardian: figures alone, which every layout types alike."""
    # As many logins as are taken lie behind the first free one, so a whole school needs no long search.
    start = _FIRST_FAMILY + len(taken)
    return next(login for number in count(start) if (login := str(number)) not in taken)


def fold(login: str) -> str:
    """The login that was meant: small Latin letters, figures and `_-.`, whatever layout was on."""
    typed = unicodedata.normalize("NFKC", login[: 2 * LONGEST]).casefold()
    keys = to_latin(typed) if is_cyrillic(typed) else typed
    return "".join(key for key in keys if key.isascii() and (key.isalnum() or key in "_-."))[:LONGEST]
