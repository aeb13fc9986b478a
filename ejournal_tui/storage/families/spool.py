"""Letters of families on their way from their door into the journal: a file each, read as a stranger's."""

import os
import secrets
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ...domain.errors import Refusal
from ...domain.people.letters import LONGEST
from ...i18n import _

ENDING = ".letter"
MOST = 500
"""How many letters are taken in at a time; the rest wait for the next."""


@dataclass(frozen=True)
class Spool:
    """A folder where one side only lays down and the other only takes away."""

    folder: Path

    def put(self, text: str) -> None:
        """Lay a letter down whole; raises Refusal where it cannot be."""
        name = self.folder / (secrets.token_hex(16) + ENDING)
        try:
            handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(handle)
                # Only now it may be read, by whom the folder lets in: the other side is another user.
                os.fchmod(handle, 0o644)
        except OSError as error:
            raise Refusal(
                _("The diary cannot pass this on now."), _("Tell the class teacher in another way, or try again later.")
            ) from error

    def letters(self) -> Iterator[tuple[Path, str | None]]:
        """The letters that lie there, the oldest first, with None for what is none; each is to be taken away."""
        found = []
        with os.scandir(self.folder) as entries:
            for entry in entries:
                if entry.name.endswith(ENDING):
                    found.append((entry.stat(follow_symlinks=False).st_mtime_ns, entry.name))
        for _when, name in sorted(found)[:MOST]:
            path = self.folder / name
            try:
                yield path, _read(path)
            except PermissionError:
                # Still being written by its writer.
                continue

    def take_away(self, path: Path) -> None:
        """Forget a letter."""
        path.unlink(missing_ok=True)


def _read(path: Path) -> str | None:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except PermissionError:
        raise
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode) or about.st_nlink != 1 or about.st_size > LONGEST:
            return None
        data = file.read(LONGEST + 1)
    try:
        return data.decode() if len(data) <= LONGEST else None
    except UnicodeDecodeError:
        return None
