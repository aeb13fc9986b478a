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
APART = 0.1
"""How long after a lone ESC a sign that goes on from none shows that Escape was meant."""
LATE = 2.0
"""How long a key understood as Escape may have a tail, and how long a paste may pause."""
STALLED = 10.0
"""After how long a quiet time the rest of something that broke off is no longer awaited."""
PASTE_LIMIT = 64 * 1024
PASTE_START, PASTE_END = "\x1b[200~", "\x1b[201~"

_C1 = {
    "\x8f": "\x1bO", "\x90": "\x1bP", "\x98": "\x1bX", "\x9b": "\x1b[", "\x9d": "\x1b]", "\x9e": "\x1b^",
    "\x9f": "\x1b_",
}  # fmt: skip
"""The signs that stand for ESC and a letter."""
_CONTROLS, _STRINGS = "[O", "]PX^_"
"""What follows ESC at the beginning of a key or a report, and of a string."""
_GOES_ON = frozenset({ESC, *_CONTROLS, *_STRINGS, *_C1})
_BEGINS = re.compile(f"[{ESC}{''.join(_C1)}]")
_CONTROL = re.compile(r"\x1b(?:\[(?:\[[@-~]|[0-?]*[ -/]*[@-Z\\-~])|O[0-9;]*[ -/:<-~])")
_CONTROL_BEGUN = re.compile(r"\x1b(?:\[(?:\[|[0-?]*[ -/]*)|O[0-9;]*)?\Z")
_CONTROL_ENDS = re.compile(rf"[@-~]|(?={_BEGINS.pattern})")
_STRING_ENDS = re.compile(r"[\x07\x9c]|\x1b\\|(?=\x1b[^\\])")
_LONGEST = 64
"""More signs than any key has."""
_TAIL = re.compile(r"[\[O\]]|[PX^_][!-~]")
"""How the rest of a sequence begins whose ESC was understood as Escape; strings come in one piece."""
_MOUSE = re.compile(r"\x1b\[<\d{1,4};\d{1,4};\d{1,4}[mM]")
_OLD_MOUSE, _OLD_MOUSE_SIZE = "\x1b[M", 6
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
    PASTE_BROKE_OFF = "paste broke off"


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
        self._awaited: re.Pattern[str] | None = None
        """What ends the sequence whose rest is being dropped."""
        self._pasted: list[str] | None = None
        self._size = 0
        self._broke_off = False
        """Whether the paste in hand paused for too long: what still comes of it is dropped."""

    @property
    def waiting(self) -> bool:
        """Whether time alone can change something: `tick` wants to be called."""
        return bool(self._buffer) or self._awaited is not None or self._pasted is not None

    def push(self, text: str, now: float) -> list[str | Heard]:
        """What may be read after these bytes."""
        if now - self._escaped < LATE and _TAIL.match(text):
            self._headless = True
            text = ESC + text
        out: list[str | Heard] = []
        if self._is_a_persons(text, now):
            self._buffer = ""
            out.append(Heard.ESCAPE)
            # A letter or digit may still be the torn half of an Alt key: it must not become a mark.
            text = text[1:] if text[:1].isprintable() else text
        self._escaped = -LATE
        self._buffer += text
        self._last = now
        while self._buffer and self._step(out):
            pass
        return out

    def _is_a_persons(self, text: str, now: float) -> bool:
        """Whether the ESC that waits is a key by itself: it came alone, some time ago, and nothing goes on from it."""
        alone = self._buffer == ESC and self._awaited is None and self._pasted is None
        return alone and now - self._last >= APART and text[:1] not in _GOES_ON

    def tick(self, now: float) -> list[str | Heard]:
        """What may be read because nothing more has come."""
        quiet = now - self._last
        alone = LATE if self._awaited is not None else ESCAPE_DELAY
        if self._buffer == ESC and self._pasted is None and quiet >= alone:
            self._buffer, self._awaited = "", None
            self._escaped = now
            return [Heard.ESCAPE]
        if quiet >= (LATE if self._headless else STALLED):
            self._buffer, self._pasted, self._awaited = "", None, None
            self._headless = self._broke_off = False
        if quiet >= LATE and self._pasted is not None and not self._broke_off:
            self._broke_off = True
            self._pasted.clear()
            return [Heard.PASTE_BROKE_OFF]
        return []

    def _step(self, out: list[str | Heard]) -> bool:
        """Take one thing off the buffer; False while its end is awaited."""
        if self._pasted is not None:
            return self._take_paste(self._pasted, out)
        if self._awaited is not None:
            return self._drop_rest(self._awaited)
        if self._buffer[0] in _C1:
            self._buffer = _C1[self._buffer[0]] + self._buffer[1:]
        if self._buffer[0] != ESC:
            begins = _BEGINS.search(self._buffer)
            end = begins.start() if begins else len(self._buffer)
            if typed := self._buffer[:end].translate(_UNTYPEABLE):
                out.append(typed)
            self._buffer = self._buffer[end:]
            return True
        return self._take_sequence(out)

    def _take_sequence(self, out: list[str | Heard]) -> bool:
        kind = self._buffer[1:2]
        if kind and kind in _CONTROLS:
            return self._take_control(out)
        if kind == "]" and self._headless:
            if len(self._buffer) < 3:
                return False
            if self._buffer[2] not in "0123456789":
                self._buffer, self._headless = self._buffer[1:], False
                return True
        if kind and kind in _STRINGS:
            return self._drop(2, _STRING_ENDS)
        if kind == ESC or kind in _C1:
            out.append(Heard.ESCAPE)
            return self._drop(1)
        return self._drop(2) if kind else False

    def _take_control(self, out: list[str | Heard]) -> bool:
        if self._buffer.startswith(_OLD_MOUSE):
            # Three signs of any kind follow, digits among them.
            return self._drop(_OLD_MOUSE_SIZE) if len(self._buffer) >= _OLD_MOUSE_SIZE else False
        whole = _CONTROL.match(self._buffer)
        if whole is None:
            if _CONTROL_BEGUN.match(self._buffer) and len(self._buffer) < _LONGEST:
                return False
            return self._drop(3 if self._buffer.startswith("\x1b[[") else 2, _CONTROL_ENDS)
        sequence = whole.group()
        if sequence == PASTE_START:
            self._pasted, self._size, self._broke_off = [], 0, False
        elif not self._headless and (sequence in KEYS or (self._mouse and _MOUSE.fullmatch(sequence))):
            out.append(sequence)
        return self._drop(len(sequence))

    def _take_paste(self, pasted: list[str], out: list[str | Heard]) -> bool:
        text, end, rest = self._buffer.partition(PASTE_END)
        if not end:
            keep = len(PASTE_END) - 1
            text, rest = self._buffer[:-keep], self._buffer[-keep:]
        self._size += len(text)
        if self._size <= PASTE_LIMIT and not self._broke_off:
            pasted.append(text)
        self._buffer = rest
        if not end:
            return False
        self._pasted = None
        whole = "".join(pasted).translate(_UNTYPEABLE)
        if not self._broke_off:
            out.append(Heard.TOO_MUCH_PASTED if self._size > PASTE_LIMIT else f"{PASTE_START}{whole}{PASTE_END}")
        return True

    def _drop_rest(self, ends: re.Pattern[str]) -> bool:
        """Drop the rest of a sequence up to what ends it, however long it is and whatever it is made of."""
        end = ends.search(self._buffer)
        if end is not None:
            return self._drop(end.end())
        # The ESC that comes last may be the first half of an end.
        self._buffer = ESC if self._buffer[-1] == ESC else ""
        return False

    def _drop(self, count: int, awaited: re.Pattern[str] | None = None) -> bool:
        self._buffer = self._buffer[count:]
        self._awaited = awaited
        self._headless = self._headless and awaited is not None
        return True
