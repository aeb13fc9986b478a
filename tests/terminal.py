"""A real terminal for tests: the program runs in a pty, pyte is the eye that sees what a person would."""

import codecs
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import monotonic
from types import TracebackType

import pyte

ROOT = Path(__file__).resolve().parent.parent
COLUMNS, LINES = 80, 24
PATIENCE = 60.0
"""Seconds after which a program that does not answer is taken for dead; no test passes by waiting."""

KEYS = {
    "enter": "\r", "escape": "\x1b", "tab": "\t", "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C",
    "left": "\x1b[D", "delete": "\x1b[3~", "backspace": "\x7f", "home": "\x1b[H", "end": "\x1b[F",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS",
    "f5": "\x1b[15~", "f6": "\x1b[17~", "f7": "\x1b[18~", "f8": "\x1b[19~", "f10": "\x1b[21~",
    "f12": "\x1b[24~", "ctrl+z": "\x1a", "ctrl+y": "\x19", "ctrl+s": "\x13",
}  # fmt: skip
"""What a terminal sends for the keys that are no letters."""

CLEAN = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": os.environ.get("PATH", "/usr/bin:/bin")}


class Gone(AssertionError):
    """The program ended, or did not show what was waited for; the words hold the screen."""


class Terminal:
    """The program `ejournal` in a window of 80 by 24."""

    def __init__(
        self, arguments: Sequence[str], environment: Mapping[str, str] = {}, lines: int = LINES,
        launcher: Sequence[str] = (),
    ) -> None:
        self.screen = pyte.Screen(COLUMNS, lines)
        self._stream = pyte.Stream(self.screen)
        self._decoder = codecs.getincrementaldecoder("utf8")("replace")
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, COLUMNS, 0, 0))

        def take_the_terminal() -> None:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            # Whoever runs the tests in the background has them ignored, and a program inherits that.
            for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)

        self.process = subprocess.Popen(
            [*launcher, sys.executable, "-m", "ejournal_tui", *arguments], stdin=slave, stdout=slave, stderr=slave,
            cwd=ROOT, env={**CLEAN, **environment}, start_new_session=True, preexec_fn=take_the_terminal,
        )  # fmt: skip
        os.close(slave)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE)
        os.close(self._master)

    @property
    def lines(self) -> list[str]:
        """What the window shows."""
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self) -> str:
        """What the window shows, as one text."""
        return "\n".join(self.lines)

    def press(self, *keys: str) -> None:
        """Press keys: names of keys, or texts that are typed letter by letter."""
        for key in keys:
            os.write(self._master, KEYS.get(key, key).encode())

    def send(self, data: bytes) -> None:
        """Send more than a terminal holds at a time, taking what the program sends meanwhile."""
        while data:
            _readable, writable, _none = select.select([self._master], [self._master], [], PATIENCE)
            if _readable:
                self.read(0)
            if writable:
                data = data[os.write(self._master, data[:4096]):]

    def raw(self) -> bool:
        """Whether the terminal hands every key on, those of signals too."""
        return not termios.tcgetattr(self._master)[3] & termios.ISIG

    def resize(self, lines: int, columns: int) -> None:
        """Make the window another size; the eye goes on looking at its old one."""
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def read(self, seconds: float) -> bool:
        """Take what the program has sent; False when nothing came in so many seconds or it has ended."""
        ready, _none, _nothing = select.select([self._master], [], [], seconds)
        if not ready:
            return False
        try:
            sent = os.read(self._master, 65536)
        except OSError:
            return False
        self._stream.feed(self._decoder.decode(sent))
        return bool(sent)

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Look on until a condition holds."""
        ends = monotonic() + PATIENCE
        while not condition():
            if not self.read(min(1.0, max(0.0, ends - monotonic()))) and (
                self.process.poll() is not None or monotonic() >= ends
            ):
                if condition():
                    return
                raise Gone(f"{what}\n{self.text}")

    def sees(self, *words: str) -> None:
        """Look on until all of the words stand on the screen."""
        self.until(lambda: all(word in self.text for word in words), f"never seen: {words}")

    def listens(self) -> None:
        """Look on until the program sleeps over its terminal: a signal a moment earlier would not wake its reading."""
        stat = Path(f"/proc/{self.process.pid}/stat")
        self.until(lambda: stat.read_text(encoding="ascii").rpartition(")")[2].split()[0] == "S", "never idle")

    def ends(self) -> int:
        """Look on until the program has ended, and answer its exit code."""
        self.until(lambda: self.process.poll() is not None, "still running")
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        """End the program as a power cut would."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)


def command(*arguments: str, environment: Mapping[str, str] = {}) -> subprocess.CompletedProcess[str]:
    """Run a command of the program away from any terminal."""
    return subprocess.run(
        [sys.executable, "-m", "ejournal_tui", *arguments], stdin=subprocess.DEVNULL, capture_output=True,
        text=True, cwd=ROOT, env={**CLEAN, "EJOURNAL_LANG": "en", **environment}, timeout=300, check=False,
    )  # fmt: skip
