"""Two people have written into one cell: both values are shown with who and when, and one of them stays."""

from dataclasses import replace

from ....domain.errors import Conflict
from ....domain.journal.lessons import Column, LessonGrid, Row
from ....domain.text.words import short_date
from ....i18n import _
from ....services.attendance.attendance import PutAbsence
from ....services.history.cells import CellLife
from ....services.journal.marks import PutMarks
from ....services.session import Receipt
from ...dialogs.choose import Choose
from ..base import JournalScreen

Entry = PutMarks | PutAbsence


def written(change: Entry) -> str:
    """What a change would make the cell say."""
    if isinstance(change, PutAbsence):
        return change.letter.value if change.letter else ""
    return "".join(mark.text for mark in change.marks)


def anew(change: Entry, row: Row, column: Column, grid: LessonGrid) -> Entry | None:
    """The change over what stands there now; None where that is the same."""
    found = grid.find(row.pupil, column)
    if isinstance(change, PutAbsence):
        seen = grid.absence(row if found is None else found[0], column.lesson)
        return None if seen is change.letter else replace(change, expects=seen)
    marks = found[2].seen if found else ()
    return None if marks == change.marks else replace(change, expects=marks)


def _named(text: str) -> str:
    return _("“{text}”").format(text=text) if text else _("an empty cell")


async def settle(
    screen: JournalScreen, change: Entry, conflict: Conflict, where: tuple[Row, Column, LessonGrid], called: str
) -> Receipt | None:
    """Ask which of two values stays, theirs or one's own; answers the receipt of one's own, None where theirs stays."""
    row, column, grid = where
    own = anew(change, row, column, grid)
    if own is None:
        return None
    undone = replace(own, letter=own.expects) if isinstance(own, PutAbsence) else replace(own, marks=own.expects)
    theirs = written(undone)
    told = await screen.ask(CellLife(column.lesson, row.pupil)) or ()
    # The last line of the cell's life tells who emptied it; a full cell is told of by the refusal.
    said = conflict.title if theirs or not told else told[-1].sentence()
    rows = [
        (_("leave {theirs}").format(theirs=_named(theirs)),),
        (_("write {mine}, yours").format(mine=_named(written(change))),),
    ]
    title = f"{called} · {short_date(column.day)}\n{said}\n" + _("Which one stays?")
    if await screen.dialog(Choose(title, rows, signs=False)) != 1:
        screen.say(_("{name}: {value} stays.").format(name=called, value=_named(theirs)))
        return None
    return await screen.do(own)
