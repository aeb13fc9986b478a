"""Run a program on a pseudo-terminal of its own, press keys, count what it answers."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from dataclasses import dataclass

KEYS = {
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
    "pgdn": "\x1b[6~", "pgup": "\x1b[5~", "f2": "\x1bOQ",
}  # fmt: skip
QUIET = 0.25
"""Seconds of silence that end an answer; only how long we listen, never what is asserted."""


@dataclass(frozen=True)
class Answer:
    """What a program sent."""

    count: int
    milliseconds: float
    """From the key to the last byte."""


class Program:
    """A program of Python's on a terminal of 80 columns and 24 lines."""

    def __init__(self, module: str, *arguments: str, columns: int = 80, lines: int = 24) -> None:
        self.raw = bytearray()
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            size = struct.pack("HHHH", lines, columns, 0, 0)
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            environment = {k: v for k, v in os.environ.items() if k not in ("LINES", "COLUMNS", "NO_COLOR")}
            environment |= {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
            command = [sys.executable, "-m", module, *arguments]
            os.execve(sys.executable, command, environment)

    def answer(self, longest: float = 3.0, quiet: float = QUIET) -> Answer:
        """Everything sent until it is quiet."""
        start = last = time.perf_counter()
        count = 0
        while (now := time.perf_counter()) - start < longest and not (count and now - last > quiet):
            if not select.select([self.descriptor], [], [], 0.01)[0]:
                continue
            try:
                data = os.read(self.descriptor, 65536)
            except OSError:
                break
            if not data:
                break
            last = time.perf_counter()
            count += len(data)
            self.raw += data
        return Answer(count, (last - start) * 1000 if count else 0.0)

    def press(self, key: str) -> Answer:
        """Press a key and wait for the answer; arrows follow the mode the program has set."""
        sequence = KEYS.get(key, key)
        application = self.raw.rfind(b"\x1b[?1h") > self.raw.rfind(b"\x1b[?1l")
        if application and sequence[:2] == "\x1b[" and len(sequence) == 3:
            sequence = "\x1bO" + sequence[2]
        os.write(self.descriptor, sequence.encode())
        return self.answer()

    def ticks(self) -> int:
        """Hundredths of a second of processor time so far."""
        with open(f"/proc/{self.pid}/stat", encoding="ascii") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])

    def megabytes(self) -> float:
        """Memory that is the program's at the moment."""
        with open(f"/proc/{self.pid}/status", encoding="ascii", errors="replace") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024

    def end(self) -> None:
        """Stop the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.descriptor)
