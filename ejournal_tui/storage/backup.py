"""Copies of a journal that are proven before they count."""

import os
from pathlib import Path

from ..domain.errors import Damaged, Refusal
from ..i18n import _
from .database import Database
from .proof import Verdict, verify


def quick_check(db: Database) -> str:
    """What the engine finds wrong with the file, "" when nothing."""
    if db.postgres:
        return ""
    rows = db.sql("PRAGMA quick_check(1)")
    return "" if rows == [("ok",)] else str(rows[0][0])


def copy_verified(db: Database, target: Path) -> Verdict:
    """Write a copy beside its final name, prove it, and only then give it the name; raises Refusal and Damaged."""
    if db.postgres:
        raise Refusal(
            _("This journal lives on a database server."), _("Its keeper copies it with pg_dump; see the README.")
        )
    if target.exists():
        raise Refusal(_("There is a file {name} already.").format(name=target.name), _("Try again in a second."))
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _copy(db, target)
    except OSError as error:
        raise Refusal(
            _("The copy cannot be written: {error}.").format(error=error.strerror), _("Choose another folder or disk.")
        ) from error


def _copy(db: Database, target: Path) -> Verdict:
    unfinished = target.with_name(target.name + ".part")
    unfinished.unlink(missing_ok=True)
    try:
        # The engine takes an empty file for a new one; whether it can be made is said by the system itself.
        unfinished.touch(mode=0o600)
        db.copy_into(unfinished)
        verdict = _prove(unfinished)
        os.replace(unfinished, target)
        _to_the_disk(target.parent)
    finally:
        unfinished.unlink(missing_ok=True)
    return verdict


def _prove(copy: Path) -> Verdict:
    copy.chmod(0o600)
    _to_the_disk(copy, forget=True)
    other = Database(f"sqlite:///{copy}")
    try:
        if other.sql("PRAGMA integrity_check(1)") != [("ok",)]:
            raise Damaged(_("The copy is damaged and was thrown away."), _("Try another disk."))
        verdict = verify(other)
    finally:
        other.close()
        copy.with_name(copy.name + ".writers").unlink(missing_ok=True)
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
