"""Anchors of the log: its last line as it was on a day, kept where nobody who rewrites the journal can reach."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ...i18n import N_
from ..engine.database import Database
from .audit import head

FILE = "ejournal-anchors.txt"
"""The name of the file on the second medium: one line an anchor, as it is printed too."""
REWRITTEN = N_("the log was written anew after it was anchored")
CUT = N_("the log ends before an anchored line")
_SIGN = 32
"""How many digits of a line's hash an anchor keeps: eight groups of four, short enough to be read aloud."""
_LINE = re.compile(r"(?:(\d{4}-\d\d-\d\d \d\d:\d\d)\s+)?(\d{1,15})[\s:]+((?:[0-9a-f]{4}\s*){8})")


@dataclass(frozen=True)
class Anchor:
    """The number of a line of the log and its sign; nothing in it is secret."""

    line: int
    sign: str
    when: str = ""
    """The school's time, «2018-01-15 10:14»; "" where only number and sign were typed from paper."""

    @property
    def groups(self) -> str:
        """«1f0c 88ab …», eight groups of four."""
        return " ".join(self.sign[n : n + 4] for n in range(0, _SIGN, 4))

    @property
    def text(self) -> str:
        """The line of the file and of the paper."""
        return f"{self.when} {self.line} {self.groups}".strip()


@dataclass(frozen=True)
class Break:
    """Where the log is not what was anchored."""

    fault: str
    after: int
    """The last line that an older anchor vouches for, 0 where none does."""
    line: int
    """The line that was anchored."""
    when: str


def anchor_now(db: Database, when: str) -> Anchor | None:
    """The last line of the log; None while there is none."""
    line, sign = head(db)
    return Anchor(line, sign.hex()[:_SIGN], when) if line else None


def read_anchor(text: str) -> Anchor | None:
    """A line of the file, or what somebody typed from paper; None where it is no anchor."""
    found = _LINE.fullmatch(text.strip().lower())
    if not found:
        return None
    when, line, sign = found.groups()
    return Anchor(int(line), re.sub(r"\s", "", sign), when or "")


def read_file(path: Path) -> tuple[tuple[Anchor, ...], tuple[int, ...]]:
    """The anchors of a file, and the numbers of its lines that are none; raises OSError."""
    anchors: list[Anchor] = []
    unread: list[int] = []
    with path.open(encoding="utf8", errors="replace") as file:
        for number, text in enumerate(file, 1):
            anchor = read_anchor(text)
            if anchor:
                anchors.append(anchor)
            elif text.strip():
                unread.append(number)
    return tuple(anchors), tuple(unread)


def append(folder: Path, anchor: Anchor) -> Path:
    """Add an anchor to the file of a folder and answer where it is; raises OSError."""
    path = folder / FILE
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "r+b") as file:
        size = file.seek(0, os.SEEK_END)
        # A line that a failing medium has torn must not spoil the one after it.
        torn = size > 0 and (file.seek(size - 1), file.read(1))[1] != b"\n"
        file.write((("\n" if torn else "") + anchor.text + "\n").encode())
        file.flush()
        os.fsync(file.fileno())
    return path


def broken(db: Database, anchors: Iterable[Anchor]) -> Break | None:
    """The first anchored line that is no longer what it was; None when all of them hold."""
    last = head(db)[0]
    after = 0
    for anchor in sorted(anchors, key=lambda one: (one.line, one.when)):
        if anchor.line > last:
            return Break(CUT, after, anchor.line, anchor.when)
        if _sign_at(db, anchor.line) != anchor.sign:
            return Break(REWRITTEN, after, anchor.line, anchor.when)
        after = anchor.line
    return None


def _sign_at(db: Database, line: int) -> str:
    rows = db.sql("SELECT hash FROM deed WHERE seq=? UNION ALL SELECT hash FROM trace WHERE seq=?", line, line)
    return bytes(rows[0][0]).hex()[:_SIGN] if len(rows) == 1 else ""
