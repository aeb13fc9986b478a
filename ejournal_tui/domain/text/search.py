"""Finding people and classes by what is typed, in whichever layout (domain rules 11.3)."""

import re
import unicodedata

from .layout import other_layout

_YO, _YE = "\N{CYRILLIC SMALL LETTER IO}", "\N{CYRILLIC SMALL LETTER IE}"
_GAPS = re.compile(r"[\s\-\u2010-\u2015\u2212]+")


def key(text: str) -> str:
    """The form in which texts are compared: small letters, е for ё, one space for spaces and hyphens."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace(_YO, _YE)
    seen = "".join(character for character in folded if unicodedata.category(character) != "Cf")
    return _GAPS.sub(" ", seen).strip()


def matches(found: str, typed: str) -> bool:
    """Whether each typed word begins a word of a key, as typed or as the keys give it in the other layout."""
    words = found.split()
    return any(
        all(any(word.startswith(part) for word in words) for part in key(text).split())
        for text in (typed, other_layout(typed))
    )
