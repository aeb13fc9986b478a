"""The workbook back to whoever handed it in: faulty cells coloured and commented, a sheet of the errors with links.

The file is somebody else's: it is opened in a process of its own. Where that takes too much, or the file is no .xlsx,
its values stand in a new workbook with the same sheets.
"""

import json
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ...domain.workbooks.handed_in import Problem
from ...i18n import _
from ..files.child import Excessive, Unreadable, run_child
from ..files.guard import Format, guard
from ..files.workbook import ASIDE, Workbook


def mark(paths: Sequence[Path], book: Workbook, problems: Sequence[Problem]) -> bytes:
    """A marked .xlsx of what was read, with its own looks where it was one; raises Excessive."""
    kind, data = guard(paths[0])
    told = _told(problems)
    if kind is Format.XLSX and len(paths) == 1:
        try:
            return _made({**told, "file": b64encode(data).decode()})
        except (Excessive, Unreadable):
            # what is too odd to be marked was read all the same: its values are known
            pass
    return _made({**told, "sheets": [{"name": sheet.name, "rows": sheet.rows} for sheet in book.sheets]})


def _made(task: dict[str, Any]) -> bytes:
    return run_child("outgoing.marks", json.dumps(task, default=lambda day: {"day": day.isoformat()}).encode())


def _told(problems: Sequence[Problem]) -> dict[str, Any]:
    return {
        "head": [
            f"{ASIDE}. " + _("What is wrong in this workbook; an address leads to its cell. Correct and hand it in."),
            [_("No."), _("sheet"), _("cell"), _("stands there"), _("expected"), _("proposed")],
        ],
        "problems": [
            [p.sheet, p.address, p.found, p.expected, p.repair, _comment(p)] for p in problems
        ],
    }  # fmt: skip


def _comment(problem: Problem) -> str:
    proposed = _("Proposed: {repair}.").format(repair=problem.repair) if problem.repair else ""
    return f"{problem.expected[:1].upper()}{problem.expected[1:]}. {proposed}".strip()
