"""Textual's driver with the input guarded and the terminal asked for nothing it need not do."""

import os
import selectors
import signal
from codecs import getincrementaldecoder
from time import monotonic
from typing import Any

from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from .guard import Heard, InputGuard
from .terminal import window

_UNASKED = frozenset({
    "\x1b[?25l",  # the terminal's own cursor is the cursor of the cell
    "\x1b[?1004h", "\x1b[?1004l",
    "\x1b[<u",
})  # fmt: skip
_UNASKED_KINDS = ("\x1b[>", "\x1b]22;", "\x1b]52;")
_FRAME = "\x1b[1;1H"
_TICK = 0.05


class TooMuchPasted(Message):
    """A paste over the limit was dropped before anybody read it."""


class PasteBrokeOff(Message):
    """A paste paused for too long; nothing of it was handed on."""


class GuardedDriver(LinuxDriver):
    """Reads keys through the guard; no motion tracking, no queries, no kitty protocol, no pointer shapes."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = False, size: tuple[int, int] | None = None
    ) -> None:
        stopping = signal.getsignal(signal.SIGTSTP)
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        if stopping is signal.SIG_IGN:
            # The launcher lets nobody stop the program; Textual's own handler would stop it all the same.
            signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        self._stop_read, self._stop_write = os.pipe()
        self._sent = ""

    def write(self, data: str) -> None:
        """Send to the terminal what it is meant to get, and no whole picture twice in a row."""
        again = data == self._sent and data.startswith(_FRAME)
        if data and not again and data not in _UNASKED and not data.startswith(_UNASKED_KINDS):
            self._sent = data
            super().write(data)

    def disable_input(self) -> None:
        """Stop reading; the thread is woken instead of looking now and then whether it should end."""
        os.write(self._stop_write, b".")
        super().disable_input()

    def run_input_thread(self) -> None:
        """Read the terminal until the input is disabled or the terminal is gone."""
        parser, guard = XTermParser(), InputGuard(self._mouse)
        decode = getincrementaldecoder("utf-8")("replace").decode
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._stop_read, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                ready = selector.select(_TICK if guard.waiting else None)
                if any(key.fd == self._stop_read for key, _mask in ready):
                    os.read(self._stop_read, 16)
                    return
                if ready:
                    data = self._receive()
                    if not data:
                        self._loop.call_soon_threadsafe(self._app.exit)
                        return
                    self._hand_on(guard.push(decode(data), monotonic()), parser)
                else:
                    self._hand_on(guard.tick(monotonic()), parser)

    def _receive(self) -> bytes:
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""

    def _hand_on(self, heard: list[str | Heard], parser: XTermParser) -> None:
        for piece in heard:
            for message in read(piece, parser):
                self.process_message(message)

    def _get_terminal_size(self) -> tuple[int, int]:
        return window(self.fileno)

    def _enable_mouse_support(self) -> None:
        if self._mouse:
            self.write("\x1b[?1000h\x1b[?1006h")

    def _disable_mouse_support(self) -> None:
        if self._mouse:
            self.write("\x1b[?1000l\x1b[?1006l")

    def _request_terminal_sync_mode_support(self) -> None:
        """Ask nothing: a reply that comes late is a danger and the answer changes nothing."""

    def _query_in_band_window_resize(self) -> None:
        """Ask nothing, for the same reason."""


def read(piece: str | Heard, parser: XTermParser) -> list[Message]:
    """The messages that a safe piece of input stands for."""
    if piece is Heard.ESCAPE:
        return [events.Key("escape", "\x1b")]
    if piece is Heard.TOO_MUCH_PASTED:
        return [TooMuchPasted()]
    if piece is Heard.PASTE_BROKE_OFF:
        return [PasteBrokeOff()]
    return list(parser.feed(piece))
