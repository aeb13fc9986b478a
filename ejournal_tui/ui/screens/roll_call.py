"""The field of the roll call: part of a surname and an answer, as fast as the hand goes."""

from textual import events
from textual.message import Message
from typing_extensions import override

from ...domain.attendance import Absence
from ...domain.lessons import Row
from ..keyboard import found
from ..widgets.fields import TextInput

ANSWERS = {"1": Absence.ABSENT, "2": Absence.LATE, "3": Absence.ILL, "4": Absence.EXCUSED, "0": None}
"""The digits that refine an answer; Enter alone says «н»."""


class RollField(TextInput):
    """Empties itself the moment an answer is given: what is typed next belongs to the next pupil."""

    class Turned(Message):
        """The person wants another of the pupils who are called so."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    async def _on_key(self, event: events.Key) -> None:
        sign = event.character or ""
        turns = {"down": 1, "up": -1}
        answered = event.key == "enter" or (self.value and sign in ANSWERS)
        if not answered and not (self.value and event.key in turns):
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        if event.key in turns:
            self.post_message(self.Turned(turns[event.key]))
            return
        self.post_message(self.Submitted(self, self.value + (sign if sign in ANSWERS else "")))
        self.value = ""

    @override
    async def action_submit(self) -> None:
        """Enter is answered above, in the order of the keys."""


def answer(typed: str) -> tuple[str, Absence | None]:
    """The part of a surname that was typed, and what was said of the pupil."""
    return (typed[:-1], ANSWERS[typed[-1]]) if typed[-1:] in ANSWERS else (typed, Absence.ABSENT)


def called(typed: str, rows: tuple[Row, ...]) -> list[Row]:
    """The pupils who are called so, in either layout: first those whose surname begins so."""
    hits = [row for row in rows if typed.strip() and found(typed, row.name)]
    by_surname = [row for row in hits if found(typed.split()[0], row.name.split()[0])]
    return by_surname + [row for row in hits if row not in by_surname]
