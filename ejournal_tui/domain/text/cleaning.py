"""Text from people and files without what leads a terminal or an eye astray (security rules of text)."""

import unicodedata
from functools import lru_cache

TEXT_LIMIT = 2000

CONTROLS = dict.fromkeys(
    [c for c in range(0x20) if c not in (0x09, 0x0A)]
    + [*range(0x7F, 0xA0), 0x061C, *range(0x200B, 0x2010), *range(0x2028, 0x202F)]
    + [*range(0x2060, 0x206A), 0xFEFF]
    + list(range(0xFFF9, 0xFFFC))
    + list(range(0xE0000, 0xE0080))
)
"""C0 but TAB and LF, DEL, C1, directions, zero widths, line and paragraph separators, tags."""

_UNSEEN = frozenset({"Cf", "Cs", "Co", "Cn"})


def clean(text: str, limit: int = TEXT_LIMIT) -> str:
    """The text without anything a terminal or a reader's eye could be led astray by."""
    head = text[:limit]
    if head.isascii() and head.isprintable():
        return head
    return _cleaned(head, limit)


@lru_cache(maxsize=4096)
def _cleaned(text: str, limit: int) -> str:
    kept: list[str] = []
    piled = 0
    for sign in text.translate(CONTROLS):
        category = unicodedata.category(sign)
        piled = piled + 1 if category in ("Mn", "Me") else 0
        if category not in _UNSEEN and piled <= 2:
            kept.append(sign)
    return unicodedata.normalize("NFC", "".join(kept))[:limit]
