"""The queue of writers: a file lock that is fair, tells who holds it and gives up in time."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Lock, Thread

from ...domain.errors import Busy
from ...i18n import _

PATIENCE = 15.0
"""Seconds before a waiting writer is told that the journal is busy."""


@contextmanager
def locked_file(path: Path) -> Iterator[None]:
    """Hold an exclusive lock on a file of its own."""
    fd = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)


class Queue:
    """The writers' queue of one database; whoever holds it has written its process number there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._fd = self._open()
        self.name_of: Callable[[int], str] = lambda _process: ""
        """Who works in a process of this machine, "" when unknown."""

    def _open(self) -> int:
        return os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)

    def close(self) -> None:
        """Leave the queue for good."""
        os.close(self._fd)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the turn to write; raises Busy when it does not come in time."""
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._wait()
        try:
            # Who holds the turn is told as a courtesy: a full disk must not speak here but in the deed.
            with suppress(OSError):
                os.pwrite(self._fd, b"%-10d" % os.getpid(), 0)
            yield
        finally:
            fcntl.flock(self._fd, fcntl.LOCK_UN)

    def _wait(self) -> None:
        # Only a blocking flock is served in the order of arrival, and it cannot give up by itself:
        # it blocks in a thread, which hands the turn back if nobody waits for it any more. A place that was given
        # up is never stood in again: its late turn would be taken for the next one's and dropped in the middle.
        arrived, given_up, handover, place = Event(), Event(), Lock(), self._fd

        def stand_in_line() -> None:
            fcntl.flock(place, fcntl.LOCK_EX)
            with handover:
                if given_up.is_set():
                    os.close(place)
                arrived.set()

        Thread(target=stand_in_line, daemon=True).start()
        if arrived.wait(PATIENCE):
            return
        with handover:
            if arrived.is_set():
                return
            given_up.set()
            self._fd = self._open()
        who = self.name_of(int(os.pread(self._fd, 10, 0).strip() or b"0"))
        raise Busy(
            _("The journal is busy with a long change of {who}.").format(who=who) if who
            else _("The journal is busy with somebody else's long change."),
            _("Nothing of yours was lost: try again in a minute."),
        )  # fmt: skip
