"""The copy of the journal that families read: only what a diary shows, made beside its place and then put there."""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import quote

from ...clock import Clock
from ...domain.errors import Broken
from ...i18n import _
from ..engine.database import Database
from ..engine.engine import file_url
from ..engine.migrate import script_names
from ..school import School
from .rights import PUBLISHED, SETTINGS

NAME = "diary.db"
OWN = (
    "admission", "audit_head", "credential", "deed", "draft", "known_source", "personal", "preference", "sitting",
    "throttle", "trace",
)  # fmt: skip
"""What the families' door keeps itself; in the copy these are only shapes, but for the hashes of families' secrets."""
MODE = 0o640

_FAMILIES = "SELECT id FROM {s}account WHERE staff IS NULL AND disabled=0"
_LESSON = "lesson IN (SELECT id FROM {s}lesson WHERE day>=?)"
_WORK = "work IN (SELECT w.id FROM {s}work w JOIN {s}lesson l ON l.id=w.lesson WHERE l.day>=?)"
_ONLY = {
    "account": "staff IS NULL AND disabled=0",
    "credential": f"account IN ({_FAMILIES})",
    "setting": f"name IN ({','.join(repr(name) for name in SETTINGS)})",
    "lesson": "day>=?",
    **dict.fromkeys(("absence", "conduct_note", "homework", "personal_homework", "substitution", "work"), _LESSON),
    **dict.fromkeys(("mark", "work_date"), _WORK),
}
"""Which rows of a table, where not all: the study year in hand."""


def shape() -> str:
    """What tells a copy of this version of the program from those of others."""
    told = "\n".join((*sorted(script_names()), repr(PUBLISHED), repr(SETTINGS)))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def put_out(source: School, folder: Path, since: str) -> Path:
    """Make the copy anew and put it in the place of the last one; raises Refusal with that one untouched."""
    making = Path(tempfile.mkdtemp(prefix=".making-", dir=folder))
    try:
        copy = School.create(file_url(making / NAME), source.clock)
        try:
            _fill(source.db, copy.db, since)
        finally:
            copy.close()
        _prove(making / NAME, source.clock)
        _hand_over(making / NAME, folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return folder / NAME


def _fill(source: Database, copy: Database, since: str) -> None:
    _open_for_filling(copy)
    if source.path is not None:
        # The copy's engine reads the journal itself, many times faster than row by row.
        copy.sql(f"ATTACH 'file:{quote(str(source.path))}?mode=ro' AS journal")
        copy.write(lambda: _take(copy, since))
        copy.sql("DETACH journal")
    else:
        with source.reading():
            copy.write(lambda: _carry(source, copy, since))
    with copy.schema_change():
        copy.sql("PRAGMA journal_mode=delete")


def _open_for_filling(copy: Database) -> None:
    """What guards a journal would only be in the way of a copy that nobody can write."""
    with copy.schema_change():
        copy.sql("PRAGMA foreign_keys=0")
        for name, table in copy.sql("SELECT name, tbl_name FROM sqlite_master WHERE type='trigger'"):
            if table not in OWN:
                copy.sql(f"DROP TRIGGER {name}")


def _columns(copy: Database, table: str) -> tuple[list[str], list[str]]:
    """The columns to fill and with what: as published, or blank where they must hold something."""
    names, values = [], []
    wanted = PUBLISHED.get(table)
    for _place, name, kind, required, default, _key in copy.sql(f"PRAGMA main.table_info({table})"):
        if wanted is None or name in wanted:
            names.append(name)
            values.append(name)
        elif required and default is None:
            names.append(name)
            values.append("0" if kind == "INT" else "''")
    return names, values


def _selects(copy: Database, prefix: str) -> list[tuple[str, list[str], str, int]]:
    found = []
    for table in (*PUBLISHED, "credential"):
        names, values = _columns(copy, table)
        only = _ONLY.get(table, "").format(s=prefix)
        text = f"SELECT {','.join(values)} FROM {prefix}{table}" + (f" WHERE {only}" if only else "")
        found.append((table, names, text, only.count("?")))
    return found


def _take(copy: Database, since: str) -> None:
    for table, names, text, days in _selects(copy, "journal."):
        copy.sql(f"INSERT INTO main.{table}({','.join(names)}) {text}", *[since] * days)
    copy.sql("UPDATE main.audit_head SET seq=(SELECT seq FROM journal.audit_head WHERE id=1)")


def _carry(source: Database, copy: Database, since: str) -> None:
    for table, names, text, days in _selects(copy, ""):
        marks = ",".join("?" * len(names))
        copy.many(f"INSERT INTO {table}({','.join(names)}) VALUES ({marks})", source.sql(text, *[since] * days))
    ((head,),) = source.sql("SELECT seq FROM audit_head WHERE id=1")
    copy.sql("UPDATE audit_head SET seq=?", head)


def _prove(path: Path, clock: Clock) -> None:
    made = School(file_url(path), clock)
    try:
        sound = made.db.sql("PRAGMA quick_check(1)") == [("ok",)]
        strangers = made.db.sql("SELECT 1 FROM credential WHERE account NOT IN (SELECT id FROM account) LIMIT 1")
    finally:
        made.close()
    if not sound or strangers:
        raise Broken(
            _("The copy for the families was damaged and thrown away."), _("The diary shows the one before it.")
        )


def _hand_over(made: Path, folder: Path) -> None:
    group = folder.stat().st_gid
    if made.stat().st_gid != group:
        try:
            os.chown(made, -1, group)
        except PermissionError as error:
            raise Broken(
                _("The families could not read the copy in {folder}.").format(folder=folder),
                _("Let new files there belong to its group: chmod g+s {folder}.").format(folder=folder),
            ) from error
    made.chmod(MODE)
    for path in (made, folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        if path == made:
            os.replace(made, folder / NAME)
