"""How the lines of the dispatcher's day read, and who is free beneath them."""

from typing import Any

from ....domain.journal.lessons import LessonState
from ....domain.text.words import short_date, weekday_short
from ....domain.timetable.substitutions import Candidate, Kind
from ....i18n import _
from ....services.timetable.substitution_day import Line
from ...widgets.lines import Lines, Run, fit

DIGITS = 9
ROWS = 3
WIDE = 100
"""From so many cells on there is space for where and when."""


def becomes(line: Line) -> str:
    """What will be of a lesson; an offer that nobody has taken stands in brackets."""
    order = line.order
    if line.unattended:
        return f"({line.offered.name})" if line.offered else _("nobody is free")
    if order is None:
        return _("is kept") if line.state is LessonState.HELD else ""
    if line.moved_to is not None:
        day, number = line.moved_to
        return _("moved to {weekday} {day}, lesson {number}").format(
            weekday=weekday_short(day), day=short_date(day), number=number
        )
    if line.instead:
        return _("instead: {subject}").format(subject=line.instead)
    if order.kind is Kind.EXTRA:
        return order.kind.words
    if order.kind is Kind.CANCELLED:
        return f"{order.kind.words}: {order.reason.words}"
    words = _("! {name}: to confirm").format(name=line.keeper) if order.is_claim else line.keeper
    if line.also:
        words += " " + _("(has {lesson} too)").format(lesson=line.also)
    return f"{words}, {order.kind.words}" if order.kind is Kind.JOINT else words

def row(line: Line) -> tuple[str, ...]:
    """A line of the list."""
    return str(line.number), line.group, line.subject, line.teachers, becomes(line), line.room, line.time


def candidate(found: Candidate) -> str:
    """«Петрова А. С.*»: the signs say why somebody is offered early."""
    return f"{found.name}{'*' * found.same_subject}{'+' * found.knows_class}{'=' * found.joint}"


class Offers(Lines):
    """Who is free for the lesson under the cursor, each with a digit."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._line: Line | None = None

    def say(self, line: Line | None) -> None:
        """Show who is free for this lesson."""
        self._line = line
        self._draw()

    def on_resize(self) -> None:
        """Fill the new width."""
        self._draw()

    def _draw(self) -> None:
        width = self.size.width or 80
        line = self._line
        texts = [""] * (ROWS + 1)
        if line is not None and line.candidates:
            texts[0] = _("Free for lesson {number} (* the same subject, + knows the class, = joint):").format(
                number=line.number
            )
            found = [f"{n} {candidate(one)}" for n, one in enumerate(line.candidates[:DIGITS], 1)]
            each = width // ROWS
            for place in range(ROWS):
                texts[place + 1] = "".join(fit(text, each - 1) + " " for text in found[place * 3 : place * 3 + 3])
        elif line is not None and line.unattended:
            texts[0] = _("Nobody is free for lesson {number}: move it (F6) or cancel it (F8).").format(
                number=line.number
            )
        self.put([(Run(fit(text.rstrip(), width)),) for text in texts])
