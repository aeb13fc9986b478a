"""Files made for people, where they ask for them or in the home's outbox: nothing is ever overwritten."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from ...domain.errors import Refusal
from ...i18n import _

_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")


def save_new(home: Path, name: str, ending: str, content: bytes, copy: int = 0) -> Path:
    """Save a file under a name of its own and answer where; raises Refusal when the disk does not take it.

    The number of a copy stands in the name, as it stands on its pages and in the log.
    """
    name = f"{name}-{copy:06}" if copy else name
    if not _NAME.fullmatch(name) or not ending.isalnum():
        raise ValueError(name)
    folder = home / "outbox"
    for number in range(1, 1000):
        path = folder / f"{name}{'' if number == 1 else f'-{number}'}.{ending}"
        try:
            fd = os.open(path, _NEW, 0o600)
        except FileExistsError:
            continue
        except OSError as error:
            raise _unwritable(error) from error
        try:
            with os.fdopen(fd, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            path.unlink(missing_ok=True)
            raise _unwritable(error) from error
        return path
    raise Refusal(_("The outbox is full of files of this name."), _("Ask the lab assistant to empty it."))


@contextmanager
def new_file(path: Path, option: str = "--out") -> Iterator[Callable[[bytes], None]]:
    """See that a file can be made, and hand out what writes it: whole and for its owner alone, or not at all.

    `option` is the one on the command line that named it, for the words of a refusal.
    Raises Refusal for whatever stands there already, be it a file, a device, a folder or a link.
    """
    if os.path.lexists(path):
        raise _stands_there(path, option)
    unfinished = path.with_name(f".{path.name}.{token_hex(4)}.part")
    try:
        fd = os.open(unfinished, _NEW, 0o600)
    except OSError as error:
        raise _not_taken(path, error, option) from error

    def write(content: bytes) -> None:
        try:
            with os.fdopen(os.dup(fd), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            # The name is taken before it is filled: a rename alone would replace what came there meanwhile.
            os.close(os.open(path, _NEW, 0o600))
            unfinished.replace(path)
        except FileExistsError as error:
            raise _stands_there(path, option) from error
        except OSError as error:
            raise _not_taken(path, error, option) from error

    try:
        yield write
    finally:
        os.close(fd)
        unfinished.unlink(missing_ok=True)


def write_new(path: Path, content: bytes, option: str = "--out") -> None:
    """Make a file whole and for its owner alone, or not at all; raises Refusal."""
    with new_file(path, option) as write:
        write(content)


def _stands_there(path: Path, option: str) -> Refusal:
    return Refusal(
        _("{name} is there already, and nothing is overwritten.").format(name=path),
        _("Choose another name with {option}.").format(option=option),
    )


def _not_taken(path: Path, error: OSError, option: str) -> Refusal:
    return Refusal(
        _("The file {name} cannot be written: {error}.").format(name=path, error=error.strerror),
        _("Choose another folder with {option}.").format(option=option),
    )


def _unwritable(error: OSError) -> Refusal:
    return Refusal(
        _("The file cannot be saved: {error}.").format(error=error.strerror),
        _("Ask the lab assistant to free the disk."),
    )
