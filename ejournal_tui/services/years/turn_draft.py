"""The next year while it is thought over: kept as text, read back against what the school is by then."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

from ...domain.groups.groups import ClassName
from ...domain.people.people import ClassId, PupilId, StaffId
from ...domain.years.decided import with_verdicts
from ...domain.years.promotion import ClassTurn, Fate, PupilTurn, Turn
from .prospect import Prospect


def place_of(prospect: Prospect) -> str:
    """Under which name the draft of this year is kept."""
    return f"year:{prospect.title}"


def written(turn: Turn) -> str:
    """The draft as text."""
    return json.dumps(
        {
            "starts": turn.starts.isoformat(), "ends": turn.ends.isoformat(), "order": turn.order,
            "classes": [[c.of, _name(c.to), c.teacher, _day(c.left), c.order] for c in turn.classes],
            "pupils": [[p.pupil, p.fate.value, _name(p.to), _day(p.left), p.order] for p in turn.pupils],
            "teachers": [[_name(name), subject, group, staff] for name, subject, group, staff in turn.teachers],
        },
        ensure_ascii=False, separators=(",", ":"),
    )  # fmt: skip


def read(text: str, prospect: Prospect) -> Turn:
    """The draft, without what is gone by now and with what is new; without a draft what is usual."""
    if not text:
        return prospect.turn
    kept = json.loads(text)
    known = {one.id for one in prospect.classes}
    pupils = {pupil for one in prospect.classes for pupil, _name in one.pupils}
    staff = {key for key, _name, _post in prospect.staff}
    classes = [_class(row, staff) for row in kept["classes"] if row[0] is None or row[0] in known]
    named = {one.of for one in classes}
    more = [one for one in prospect.turn.classes if one.of is not None and one.of not in named]
    turn = Turn(
        date.fromisoformat(kept["starts"]), date.fromisoformat(kept["ends"]), kept["order"], (*classes, *more),
        tuple(_pupil(row) for row in kept["pupils"] if row[0] in pupils),
        tuple((_class_name(name) or ClassName(0, ""), subject, group, StaffId(who))
              for name, subject, group, who in kept["teachers"] if who in staff),
    )  # fmt: skip
    if prospect.prepared:
        turn = replace(turn, starts=prospect.turn.starts, ends=prospect.turn.ends)
    turn = replace(turn, classes=tuple(one for one in turn.classes if one.of or one.to not in prospect.existing))
    # What the council has decided since is in it too.
    return with_verdicts(turn, prospect.classes, prospect.verdicts, prospect.existing)


def _class(row: list[Any], staff: set[StaffId]) -> ClassTurn:
    of, to, teacher, left, order = row
    return ClassTurn(
        None if of is None else ClassId(of), _class_name(to), StaffId(teacher) if teacher in staff else None,
        _read_day(left), order,
    )  # fmt: skip


def _pupil(row: list[Any]) -> PupilTurn:
    pupil, fate, to, left, order = row
    return PupilTurn(PupilId(pupil), Fate(fate), _class_name(to), _read_day(left), order)


def _name(name: ClassName | None) -> list[object] | None:
    return None if name is None else [name.grade, name.letter]


def _class_name(row: list[Any] | None) -> ClassName | None:
    return None if row is None else ClassName(row[0], row[1])


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _read_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
