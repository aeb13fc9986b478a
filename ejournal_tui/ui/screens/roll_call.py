"""The field of the roll call: part of a surname and an answer, as fast as the hand goes."""

from textual import events
from typing_extensions import override

from ...domain.attendance import Absence
from ...domain.lessons import Row
from ..keyboard import found
from ..widgets.fields import TextInput

ANSWERS = {"1": Absence.ABSENT, "2": Absence.LATE, "3": Absence.ILL, "4": Absence.EXCUSED, "0": None}
"""The digits that refine an answer; Enter alone says «н»."""


class RollField(TextInput):
    """Empties itself the moment an answer is given: what is typed next belongs to the next pupil."""

    async def _on_key(self, event: events.Key) -> None:
        sign = event.character or ""
        if event.key != "enter" and not (self.value and sign in ANSWERS):
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        self.post_message(self.Submitted(self, self.value + (sign if sign in ANSWERS else "")))
        self.value = ""

    @override
    async def action_submit(self) -> None:
        """Enter is answered above, in the order of the keys."""


def answer(typed: str) -> tuple[str, Absence | None]:
    """The part of a surname that was typed, and what was said of the pupil."""
    return (typed[:-1], ANSWERS[typed[-1]]) if typed[-1:] in ANSWERS else (typed, Absence.ABSENT)


def called(typed: str, rows: tuple[Row, ...]) -> Row | None:
    """The first pupil one of whose names begins so, in either layout."""
    return next((row for row in rows if typed and found(typed, row.name)), None)
