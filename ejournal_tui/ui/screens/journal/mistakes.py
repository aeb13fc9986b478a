"""Work on mistakes, entered where the corrected mark stands: in which later lesson its mark is filed."""

from ....domain.journal.lessons import Cell, Column
from ....domain.journal.marks import CORRECTING, MADE_UP, PLAIN_ANSWER, Mark, correction_code
from ....domain.people.people import PupilId
from ....domain.text.words import short_date
from ....i18n import _
from ....services.journal.make_ups import MakeUpLessons
from ....services.journal.marks import PutMarks
from ...dialogs.choose import Choose
from ..base import JournalScreen


def can_correct(column: Column, cell: Cell, marks: tuple[Mark, ...]) -> bool:
    """Whether marks may be those of work on the mistakes of a cell: a declared work whose marks count."""
    if column.work is None or column.work_code == PLAIN_ANSWER or CORRECTING in column.work_code:
        return False
    return bool(marks) and all(mark.value.counts for mark in marks) and any(m.value.counts for m in cell.seen)


async def work_on_mistakes(
    screen: JournalScreen, column: Column, cell: Cell, pupil: PupilId, called: str, marks: tuple[Mark, ...]
) -> bool:
    """Ask for the lesson and file the marks there; False where they rather take the place of what stands."""
    if cell.corrected and cell.corrected_on:
        told = "".join(mark.text for mark in cell.corrected)
        screen.app.bell()
        screen.say(
            _("{name}: work on mistakes of {day} stands there: “{mark}”.").format(
                name=called, day=short_date(cell.corrected_on), mark=told
            ),
            _("Change it there."),
        )
        return True
    lessons = await screen.ask(MakeUpLessons(column.lesson, pupil, same_period=True))
    if not lessons:
        # No lesson since: the mark is changed where it stands, the old one stays in the history.
        return lessons is None
    rows = [(_("mark of the lesson of {day}, No. {number}").format(day=short_date(x.day), number=x.number),)
            for x in lessons]  # fmt: skip
    rows.append((_("no mark of its own: it takes the place of this one"),))
    chosen = await screen.dialog(Choose(_("Work on mistakes: {name}").format(name=called), rows))
    if chosen is None:
        screen.say(_("Nothing was written."))
        return True
    if chosen == len(lessons):
        return False
    later = lessons[chosen]
    kind, _made, earlier = column.work_code.partition(MADE_UP)
    code = correction_code(kind, int(earlier or column.lesson))
    if await screen.do(PutMarks(later.lesson, pupil, marks, (), code)):
        await screen.load()
        text = "".join(mark.text for mark in marks)
        screen.say(
            _("{name}: “{mark}” for work on mistakes, {work} of {missed}; filed on {day}.").format(
                name=called, mark=text, work=column.kind, missed=short_date(column.day), day=short_date(later.day)
            ),
            _("Ctrl+Z takes it back."),
        )
    return True
