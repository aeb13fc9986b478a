"""The keys of the two layouts, QWERTY and ЙЦУКЕН: what was typed when the wrong one was on."""

LATIN = """`qwertyuiop[]asdfghjkl;'zxcvbnm,./~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?@#$^&|"""
"""What the keys give in the Latin layout: letter keys, the same with Shift, then the signs that differ."""
CYRILLIC = """ёйцукенгшщзхъфывапролджэячсмитьбю.ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"№;:?/"""
"""What the same keys give in the Cyrillic layout."""

_TO_CYRILLIC = str.maketrans(LATIN, CYRILLIC)
_TO_LATIN = str.maketrans(CYRILLIC, LATIN)
_CYRILLIC_LETTERS = frozenset(filter(str.isalpha, CYRILLIC))


def is_cyrillic(text: str) -> bool:
    """Whether the text has a Russian letter, and so was typed in the Cyrillic layout."""
    return not _CYRILLIC_LETTERS.isdisjoint(text)


def to_latin(text: str) -> str:
    """What the keys of a text typed in Cyrillic give in the Latin layout."""
    return text.translate(_TO_LATIN)


def to_cyrillic(text: str) -> str:
    """What the keys of a text typed in Latin give in the Cyrillic layout."""
    return text.translate(_TO_CYRILLIC)


def other_layout(text: str) -> str:
    """What the same keys give in the other layout; a text without a Russian letter was typed in Latin."""
    return to_latin(text) if is_cyrillic(text) else to_cyrillic(text)
