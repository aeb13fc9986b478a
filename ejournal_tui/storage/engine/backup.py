"""Copies of a journal that are proven before they count."""

import os
from collections.abc import Callable
from pathlib import Path

from ...domain.errors import Broken, Damaged, Refusal
from ...i18n import _
from ..log.proof import verify
from ..log.verdict import Verdict
from .database import Database
from .engine import file_url
from .failures import NotCopied, not_copied


def quick_check(db: Database) -> str:
    """What the engine finds wrong with the file, "" when nothing."""
    if db.postgres:
        return ""
    rows = db.sql("PRAGMA quick_check(1)")
    return "" if rows == [("ok",)] else str(rows[0][0])


def copy_verified(db: Database, target: Path, record: Callable[[Verdict], None] = lambda _verdict: None) -> Verdict:
    """Write a copy beside its final name, prove it, record it, and only then give it the name.

    Raises NotCopied for what the target does not take, Damaged for a journal that does not prove itself.
    """
    _refuse_server(db)
    if target.exists():
        raise NotCopied(_("There is a file {name} already.").format(name=target), _("Try again in a second."))
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _copy(db, target, record)
    except OSError as error:
        raise not_copied(target.parent, error.strerror) from error


def refuse_target(db: Database, folder: Path) -> None:
    """Raise Refusal when a copy could not be made in a folder, as far as this shows without making one."""
    _refuse_server(db)
    there = folder
    while not there.exists() and there != there.parent:
        there = there.parent
    if not there.is_dir():
        raise not_copied(folder, _("{name} is not a folder").format(name=there))
    if not os.access(there, os.W_OK | os.X_OK):
        raise not_copied(folder, _("nothing can be written in {name}").format(name=there))
    place = os.statvfs(there)
    size = db.path.stat().st_size if db.path else 0
    if place.f_bavail * place.f_frsize < size:
        raise not_copied(folder, _("the disk has no room for it"))


def _refuse_server(db: Database) -> None:
    if db.postgres:
        raise Refusal(
            _("This journal lives on a database server."), _("Its keeper copies it with pg_dump; see the README.")
        )


def _copy(db: Database, target: Path, record: Callable[[Verdict], None]) -> Verdict:
    unfinished = target.with_name(target.name + ".part")
    _throw_away(unfinished)
    try:
        # The engine takes an empty file for a new one; whether it can be made is said by the system itself.
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, 0o600))
        db.copy_into(unfinished)
        verdict = _prove(unfinished)
        record(verdict)
        os.replace(unfinished, target)
        _to_the_disk(target.parent)
    finally:
        _throw_away(unfinished)
    return verdict


def _throw_away(unfinished: Path) -> None:
    """Remove a copy that did not become one, with what the engine had beside it."""
    for ending in ("", "-journal", "-wal", "-shm"):
        unfinished.with_name(unfinished.name + ending).unlink(missing_ok=True)


def _prove(copy: Path) -> Verdict:
    _to_the_disk(copy, forget=True)
    other = None
    try:
        other = Database(file_url(copy), alone=True)
        sound = other.sql("PRAGMA integrity_check(1)") == [("ok",)]
        verdict = verify(other) if sound else None
    except Broken:
        # What was just read from the journal cannot be read from where it was written.
        verdict = None
    finally:
        if other:
            other.close()
    if verdict is None:
        raise NotCopied(
            _("The copy in {folder} was damaged and thrown away.").format(folder=copy.parent), _("Try another disk.")
        )
    if not verdict.whole:
        raise Damaged(
            _("The journal's log does not prove its content (line {line}).").format(line=verdict.at_line),
            _("Keep the last good backup and call the officer."),
        )
    return verdict


def _to_the_disk(path: Path, forget: bool = False) -> None:
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
        if forget:
            # What is read back must come from the medium, not from memory.
            os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(fd)
