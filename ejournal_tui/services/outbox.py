"""Files made for people, in the home's outbox: names are the program's own, nothing is ever overwritten."""

import os
import re
from pathlib import Path

from ..domain.errors import Refusal
from ..i18n import _

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")


def save_new(home: Path, name: str, ending: str, content: bytes) -> Path:
    """Save a file under a name of its own and answer where; raises Refusal when the disk does not take it."""
    if not _NAME.fullmatch(name) or not ending.isalnum():
        raise ValueError(name)
    folder = home / "outbox"
    for number in range(1, 1000):
        path = folder / f"{name}{'' if number == 1 else f'-{number}'}.{ending}"
        try:
            fd = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, 0o600)
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


def _unwritable(error: OSError) -> Refusal:
    return Refusal(
        _("The file cannot be saved: {error}.").format(error=error.strerror),
        _("Ask the lab assistant to free the disk."),
    )
