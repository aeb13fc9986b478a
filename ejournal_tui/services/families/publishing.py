"""Putting the diary out for the families' door and taking in what they say: by the staff's side alone."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import time

from ...domain.errors import Refusal
from ...i18n import _
from ...storage.families.snapshot import NAME, put_out, shape
from ..operations.home import Home, open_home
from .doors import Doors, doors_of
from .intake import Taken, take_in

FRESH = 30.0
"""Seconds for which a copy need not be looked at again; with the look of a working program it is under a minute old."""
_LAST = ".published"
"""Of which line of the log the copy tells, in which shape, and which file it is."""


@dataclass(frozen=True)
class Published:
    """What a publishing has done."""

    path: Path
    anew: bool
    """Whether anything had changed since the last one."""
    taken: Taken


def publish(home: Home) -> Published:
    """Take in what families say and put the diary out; raises Refusal, also where the home has no such door."""
    doors = doors_of(home.path)
    if doors.publish is None:
        raise Refusal(
            _("This home puts no diary out: its families enter at the school's own door."),
            _("Where they have a door of their own, name its folder in ejournal.toml; see the README."),
        )
    with _alone(home.path, True):
        return _publish(home, doors, doors.publish)


def due(home: Path) -> bool:
    """Whether a working program should see to the diary now: one look at one file."""
    folder = doors_of(home).publish
    if folder is None:
        return False
    try:
        return time() - (folder / NAME).stat().st_mtime >= FRESH
    except OSError:
        return True


def publish_beside_work(path: Path) -> Published | None:
    """The same beside people's work, on a connection of its own: None where it is not due or somebody is at it."""
    doors = doors_of(path)
    if doors.publish is None or not due(path):
        return None
    with _alone(path, False) as mine:
        if not mine:
            return None
        home = open_home(path)
        try:
            return _publish(home, doors, doors.publish)
        finally:
            home.close()


@contextmanager
def _alone(home: Path, wait: bool) -> Iterator[bool]:
    handle = os.open(home / ".publishing.lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(handle)


def _publish(home: Home, doors: Doors, folder: Path) -> Published:
    taken = take_in(home, doors.spool) if doors.spool else Taken()
    target, last = folder / NAME, home.path / _LAST
    started = time()
    with home.school.reading():
        head, calendar = home.school.head(), home.school.calendar()
    # Another version of the program, or another study year, puts it out in another shape.
    about = f"{head} {calendar.starts} {shape()}"
    if last.exists() and target.exists() and last.read_text(encoding="ascii") == f"{about} {target.stat().st_ino}":
        # What it tells is what stands in the journal still.
        os.utime(target, (started, started))
        return Published(target, False, taken)
    try:
        # The door checks codes with a key of its own, which is made with the first copy.
        home.families_hasher.check_value()
        put_out(home.school, folder, calendar.starts.isoformat())
    except OSError as error:
        raise Refusal(
            _("The diary was not put out in {folder}: {error}.").format(folder=folder, error=error.strerror),
            _("Look at the owner and the rights of the folder: the README names them."),
        ) from error
    os.utime(target, (started, started))
    last.write_text(f"{about} {target.stat().st_ino}", encoding="ascii")
    return Published(target, True, taken)
