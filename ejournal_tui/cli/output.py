"""How commands speak: words and progress to standard error, one JSON object or plain lines to standard output."""

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from traceback import extract_tb
from types import TracebackType
from typing import Any

from ..domain.errors import Damaged, Invalid, Refusal
from ..domain.text.cleaning import clean
from ..i18n import _

DONE, FINDINGS, USAGE, REFUSED, BROKEN = 0, 1, 2, 3, 4
INTERRUPTED = 130
"""What shells expect of a program that Ctrl+C ended."""


class Misused(Invalid):
    """The command line makes no sense."""


def harmless(text: str) -> str:
    """A text from wherever with its lines, and without what would steer the terminal it is shown on."""
    return clean(text, 3 * len(text))


@dataclass
class Output:
    """What a command has to say."""

    as_json: bool
    answer: dict[str, Any] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def say(self, line: str) -> None:
        """A line of the answer for people."""
        self.lines.append(line)

    def show_at_once(self, lines: Sequence[str]) -> None:
        """Lines that must be seen whatever comes next; for machines they are among the facts."""
        if not self.as_json:
            sys.stdout.write("".join(f"{harmless(line)}\n" for line in lines))
            sys.stdout.flush()

    def tell(self, **facts: Any) -> None:
        """Facts of the answer for machines."""
        self.answer.update(facts)

    def finish(self, code: int) -> int:
        """Write the answer out; a reader that has seen enough of it is no error."""
        try:
            if self.as_json:
                # In ASCII a terminal finds nothing to obey, and machines read the same.
                sys.stdout.write(json.dumps({"exit": code, **self.answer}, default=str) + "\n")
            else:
                for line in self.lines:
                    sys.stdout.write(harmless(line) + "\n")
            sys.stdout.flush()
        except BrokenPipeError:
            # What is still held for the reader is not tried again at the end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return code


def note(text: str) -> None:
    """A word to whoever watches."""
    sys.stderr.write(harmless(text) + "\n")
    sys.stderr.flush()


Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def crash_hook(home: Path, output: Output) -> Hook:
    """What tells of a failure nobody foresaw by its number, kind and place, never by its values, and ends as broken."""

    def crashed(kind: type[BaseException], _value: BaseException, trace: TracebackType | None) -> None:
        number = token_hex(4)
        places = "\n".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in extract_tb(trace))
        try:
            with (home / "log" / "incidents.log").open("a", encoding="utf8") as log:
                log.write(f"{number}\n{kind.__name__}\n{places}\n\n")
        except OSError:
            # Where there is no home yet, whoever watches is the log.
            note(f"{kind.__name__}\n{places}")
        note(
            _("The program stopped on an error; nothing half-done was kept. Tell the officer this number: {number}.")
            .format(number=number)
        )
        output.lines.clear()
        output.tell(incident=number)
        output.finish(BROKEN)
        os._exit(BROKEN)

    return crashed


def progress(title: str) -> Callable[[int, int], None]:
    """A bar on standard error, drawn only on a terminal and only when it moves."""
    shown = -1

    def show(done: int, total: int) -> None:
        nonlocal shown
        share = 100 * done // max(total, 1)
        if share == shown or not sys.stderr.isatty():
            return
        shown = share
        filled = "#" * (share * 30 // 100)
        sys.stderr.write(f"\r{title} [{filled:<30}] {share:3d} %" + ("\n" if done >= total else ""))
        sys.stderr.flush()

    return show


def refused(error: Refusal, output: Output) -> int:
    """Say a refusal and answer its exit code."""
    note(" ".join(part for part in (error.title, error.advice) if part))
    output.lines.clear()
    output.tell(refusal=error.title, advice=error.advice, kind=type(error).__name__.lower())
    return output.finish(BROKEN if isinstance(error, Damaged) else USAGE if isinstance(error, Misused) else REFUSED)


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as aligned columns."""
    if not rows:
        return []
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def counted(counts: Mapping[str, int]) -> str:
    """«сотрудники 57, классы 31»."""
    return ", ".join(f"{_(name)} {count}" for name, count in counts.items()) or "0"
