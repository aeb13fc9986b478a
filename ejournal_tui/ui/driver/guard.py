"""The guard of the input: late replies, unknown and torn escape sequences never become keys.

Textual types what it does not understand: a late reply of the terminal would write "1" and "2" into cells,
and a PgUp torn after its first byte a "5". So nothing reaches its parser but whole sequences that it knows.
"""

import re
from enum import Enum

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS

ESC = "\x1b"
ESCAPE_DELAY = 0.35
"""How long a lone ESC may be the beginning of a key that a slow line has torn."""
LATE = 2.0
"""How long the rest of a torn sequence may still come."""
PASTE_LIMIT = 64 * 1024
PASTE_START, PASTE_END = "\x1b[200~", "\x1b[201~"

_WHOLE = re.compile(
    r"\x1b(?:\[(?:\[[@-~]|[0-?]*[ -/]*[@-Z\\-~])|O[0-9;]*[ -/:<-~]|[\]PX^_][ -~]*(?:\x07|\x1b\\))"
)
_PART = re.compile(r"\x1b(?:\[(?:\[|[0-?]*[ -/]*)|O[0-9;]*|[\]PX^_][ -~]*\x1b?)?\Z")
_BROKEN = re.compile(r"\x1b(?:\[(?:\[|[0-?]*[ -/]*)|O[0-9;]*|[\]PX^_][ -~]*)")
_TAIL = re.compile(r"[\[O\]]|[PX^_][!-~]")
"""How the rest of a sequence begins whose ESC was understood as Escape; strings come in one piece."""
_MOUSE = re.compile(r"\x1b\[<\d{1,4};\d{1,4};\d{1,4}[mM]")
_UNTYPEABLE = dict.fromkeys((*range(0x80, 0xA0), 0x1B))


def _keys() -> frozenset[str]:
    """The sequences Textual reads as one key; those with Alt would be Escape and a key."""
    return frozenset(
        sequence
        for sequence, keys in ANSI_SEQUENCES_KEYS.items()
        if sequence[:2] in ("\x1b[", "\x1bO")
        and (isinstance(keys, str) or (isinstance(keys, tuple) and len(keys) == 1))
    )


KEYS = _keys()


class Heard(Enum):
    """What the guard heard that is no text for the parser."""

    ESCAPE = "escape"
    TOO_MUCH_PASTED = "too much pasted"


class InputGuard:
    """Takes what the terminal sent, piece by piece, and hands on what is safe to be read as keys."""

    def __init__(self, mouse: bool = False) -> None:
        self._mouse = mouse
        self._buffer = ""
        self._last = 0.0
        self._escaped = -LATE
        """When a lone ESC was last handed on as Escape: its tail may still come."""
        self._headless = False
        """Whether the buffer begins with an ESC that was handed on already."""
        self._pasted: list[str] | None = None
        self._size = 0

    @property
    def waiting(self) -> bool:
        """Whether time alone can change something: `tick` wants to be called."""
        return bool(self._buffer) or self._pasted is not None

    def push(self, text: str, now: float) -> list[str | Heard]:
        """What may be read after these bytes."""
        if now - self._escaped < LATE and _TAIL.match(text):
            self._headless = True
            text = ESC + text
        self._escaped = -LATE
        self._buffer += text
        self._last = now
        out: list[str | Heard] = []
        while self._buffer and self._step(out):
            pass
        return out

    def tick(self, now: float) -> list[str | Heard]:
        """What may be read because nothing more has come."""
        quiet = now - self._last
        if self._buffer == ESC and self._pasted is None and quiet >= ESCAPE_DELAY:
            self._buffer = ""
            self._escaped = now
            return [Heard.ESCAPE]
        if quiet >= LATE:
            self._buffer, self._pasted, self._headless = "", None, False
        return []

    def _step(self, out: list[str | Heard]) -> bool:
        """Take one thing off the buffer; False while its end is awaited."""
        if self._pasted is not None:
            return self._take_paste(self._pasted, out)
        if self._buffer[0] != ESC:
            text, esc, rest = self._buffer.partition(ESC)
            self._buffer = esc + rest
            if typed := text.translate(_UNTYPEABLE):
                out.append(typed)
            return True
        if self._headless and re.match(r"\x1b\][^0-9]", self._buffer):
            self._buffer, self._headless = self._buffer[1:], False
            return True
        if self._mouse and self._buffer.startswith("\x1b[M"):
            return self._drop(6) if len(self._buffer) >= 6 else False
        if whole := _WHOLE.match(self._buffer):
            return self._take_sequence(whole.group(), out)
        if _PART.match(self._buffer) and len(self._buffer) < 4096:
            return False
        if self._buffer[1:2] == ESC:
            out.append(Heard.ESCAPE)
            return self._drop(1)
        broken = _BROKEN.match(self._buffer)
        return self._drop(broken.end() if broken else 2)

    def _take_sequence(self, sequence: str, out: list[str | Heard]) -> bool:
        known = sequence in KEYS or (self._mouse and _MOUSE.fullmatch(sequence))
        if sequence == PASTE_START:
            self._pasted, self._size = [], 0
        elif known and not self._headless:
            out.append(sequence)
        return self._drop(len(sequence))

    def _take_paste(self, pasted: list[str], out: list[str | Heard]) -> bool:
        text, end, rest = self._buffer.partition(PASTE_END)
        if not end:
            keep = len(PASTE_END) - 1
            text, rest = self._buffer[:-keep], self._buffer[-keep:]
        self._size += len(text)
        if self._size <= PASTE_LIMIT:
            pasted.append(text)
        self._buffer = rest
        if not end:
            return False
        self._pasted = None
        whole = "".join(pasted).translate(_UNTYPEABLE)
        out.append(Heard.TOO_MUCH_PASTED if self._size > PASTE_LIMIT else f"{PASTE_START}{whole}{PASTE_END}")
        return True

    def _drop(self, count: int) -> bool:
        self._buffer = self._buffer[count:]
        self._headless = False
        return True
