"""Which database a URL means, and whether its engine is safe."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

from ...domain.errors import Broken
from ...i18n import _

_NETWORK = re.compile(r"^(nfs\d?|cifs|smb\d?|9p|fuse\.sshfs|afs|ceph)$")
SAFE_SQLITE = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
"""First releases without the WAL-reset corruption: 3.51.3, and the backports in their own lines."""


@dataclass(frozen=True)
class Url:
    """Where a journal's database lives."""

    sqlite: Path | None = None
    host: str = ""
    port: int = 5432
    user: str = ""
    password: str = ""
    name: str = ""
    schema: str = "public"


def read_url(text: str) -> Url:
    """The database that `sqlite:///PATH` or `postgresql://USER:PASSWORD@HOST/NAME?schema=S` means."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise _not_understood() from error
    if parts.scheme == "sqlite":
        return Url(sqlite=Path(unquote(parts.path[1:])))
    if parts.scheme not in ("postgresql", "postgres"):
        raise _not_understood()
    extra = parse_qs(parts.query)
    return Url(
        host=extra.get("host", [parts.hostname or ""])[0],
        port=port or 5432,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        name=parts.path.lstrip("/"),
        schema=_identifier(extra.get("schema", ["public"])[0]),
    )


def file_url(path: Path) -> str:
    """The address of an SQLite file."""
    return f"sqlite:///{quote(str(path))}"


def _identifier(name: str) -> str:
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", name):
        raise Broken(_("The schema in the database address is not a plain name."))
    return name


def _not_understood() -> Broken:
    return Broken(
        _("The database address in ejournal.toml is not understood."), _("It begins with sqlite:/// or postgresql://.")
    )


def sqlite_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite is free of the WAL-reset corruption."""
    if version >= SAFE_SQLITE[0]:
        return True
    return any(version[:2] == first[:2] and version >= first for first in SAFE_SQLITE[1:])


def refuse_read_only(path: Path) -> None:
    """Raise Broken for a journal that this user or this disk cannot write: even reading it takes files beside it."""
    if not path.exists() or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)):
        return
    if os.statvfs(path.parent).f_flag & os.ST_RDONLY:
        raise Broken(
            _("The disk of the journal is read-only: {folder}.").format(folder=path.parent),
            _("The journal itself is not damaged: mount the disk for writing, or find out why the system closed it."),
        )
    raise Broken(
        _("This user may not write in the journal's folder: {folder}.").format(folder=path.parent),
        _("Run the program as the user whom the folder belongs to."),
    )


def refuse_network(path: Path) -> None:
    """Raise Broken for a file on a disk of another computer, where locks are not kept."""
    mounts = Path("/proc/self/mountinfo")
    if not mounts.exists():
        return
    place, kind = "", ""
    home = str(path.parent.resolve())
    for line in mounts.read_text(encoding="utf8").splitlines():
        before, _dash, after = line.partition(" - ")
        point = before.split()[4]
        if (home + "/").startswith(point.rstrip("/") + "/") and len(point) >= len(place):
            place, kind = point, after.split()[0]
    if _NETWORK.match(kind):
        raise Broken(
            _("The journal cannot live on a network disk ({kind}).").format(kind=kind),
            _("Choose a folder on a disk of this computer, or use PostgreSQL."),
        )
