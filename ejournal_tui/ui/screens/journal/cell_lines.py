"""The lines of an opened cell: its works with their marks, and the keys that write a mark on a line."""

from dataclasses import dataclass

from textual import events
from textual.message import Message
from typing_extensions import override

from ....domain.journal.lessons import Cell, Column, LessonGrid, LessonId, Written
from ....domain.journal.marks import Mark, Value
from ....domain.people.people import PupilId
from ....i18n import N_
from ....services.session import Query
from ...keyboard import RESULT_KEYS, twins
from ...widgets.pick_list import PickList

KEYS: dict[str, Value] = {**RESULT_KEYS, "1": Value.ONE, **dict.fromkeys(twins("д"), Value.DEBT)}
ALPHABET = "5 4 3 2 з о н д + -"
PASSING = "+ - о н д"
MEANINGS = {
    Value.PASS: N_("passed; з once more: failed"), Value.FAIL: N_("failed"), Value.EXEMPT: N_("exempt"),
    Value.NOT_ATTESTED: N_("not attested; an absence is written in the journal itself"), Value.DEBT: N_("debt"),
}  # fmt: skip


@dataclass(frozen=True)
class CellTarget:
    """Which cell is opened, and how it is looked at."""

    query: Query[LessonGrid]
    lesson: LessonId
    pupil: PupilId
    work_code: str
    called: str
    """The pupil's name, or the number where a projector shows the screen to all."""


@dataclass(frozen=True)
class CellLine:
    """A mark of the cell, or a work that has none yet."""

    column: Column
    cell: Cell
    place: int | None

    @property
    def written(self) -> Written | None:
        """The mark."""
        return None if self.place is None else self.cell.marks[self.place]

    def with_mark(self, mark: Mark | None) -> tuple[Mark, ...]:
        """The work's marks with this one in the line's place; None takes it out."""
        marks = list(self.cell.seen)
        if self.place is None:
            return (mark,) if mark else ()
        marks[self.place : self.place + 1] = [mark] if mark else []
        return tuple(marks)


class CellList(PickList):
    """Lines that take marks."""

    class Typed(Message):
        """A key of the marks was pressed on a line."""

        def __init__(self, index: int, sign: str) -> None:
            super().__init__()
            self.index = index
            self.sign = sign

    @override
    def on_key(self, event: events.Key) -> None:
        """Marks first; what is none goes on to the list's own keys."""
        sign = (event.character or "").lower()
        plain = not event.key.startswith(("alt+", "ctrl+"))
        if not plain or not self.rows or (sign not in KEYS and sign not in ("+", "-")):
            return
        event.stop()
        event.prevent_default()
        self.post_message(self.Typed(self.index, sign))
