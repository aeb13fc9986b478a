"""Room on the disk of the journal, spoken of while there still is some (C37)."""

import shutil
from pathlib import Path

from ...i18n import _
from ...storage.school import School

LEAST = 200_000_000
"""Bytes below which whoever keeps the machine has to be called."""


def volume(size: int) -> str:
    """«80 GB» for people."""
    if size >= 10_000_000_000:
        return _("{count} GB").format(count=size // 1_000_000_000)
    return _("{count} MB").format(count=max(size // 1_000_000, 1) if size else 0)


def free_on(folder: Path) -> int:
    """Bytes that the disk of a folder has left."""
    return shutil.disk_usage(folder).free


def nearly_full(school: School) -> str:
    """What everybody is told who comes in while the journal's own disk is nearly full, else ""."""
    path = school.db.path
    if path is None:
        return ""
    free = free_on(path.parent)
    if free >= LEAST:
        return ""
    return _("The disk is nearly full: {free} left. What is saved is safe; call whoever keeps this machine.").format(
        free=volume(free)
    )
