"""A column filled in one go: written together, told together, taken back together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...domain.journal.filling import Step
from ...domain.journal.lessons import Column
from ...i18n import N_
from ...storage.school import School
from ..attendance.attendance import PutAbsence
from ..session import Together
from .marks import PutMarks


@dataclass(frozen=True)
class FillColumn(Together):
    """Marks and absences of several pupils at one lesson, all of them or none (O8.5c)."""

    TITLE = N_("column filled")
    changes: tuple[PutMarks | PutAbsence, ...]

    def apply(self, school: School) -> "FillColumn":
        """Write them in the order of the list; raises what writing them one by one would raise."""
        inverses = [change.apply(school) for change in self.changes]
        return FillColumn(tuple(reversed(inverses)))

    def facts(self) -> Mapping[str, object]:
        """The lesson, and how many cells."""
        return {"lesson": self.changes[0].lesson, "cells": len(self.changes)}


def filling(column: Column, steps: Sequence[Step], reason: str = "") -> FillColumn:
    """The deed that a preview promised, with what the person saw in each cell, and why old marks are changed."""
    changes: list[PutMarks | PutAbsence] = []
    for step in steps:
        if not step.writes or step.entry is None:
            continue
        if step.entry.absence is not None:
            changes.append(PutAbsence(column.lesson, step.row.pupil, step.entry.absence, step.cell.absence))
        else:
            seen = step.cell.seen
            where = (column.lesson, step.row.pupil)
            changes.append(PutMarks(*where, step.entry.marks, seen, column.work_code, reason=reason))
    return FillColumn(tuple(changes))
