"""For which day a homework is: one of the next lessons with the load of each, or another day."""

from datetime import date

from ....domain.journal.homework import Terms
from ....domain.journal.lessons import LessonId
from ....domain.text.words import short_date, weekday_short
from ....i18n import _
from ....services.homework.homework_view import HomeworkAhead, ShowHomeworkAhead
from ....services.typed import read_day
from ...dialogs.choose import Choose
from ...dialogs.fill_in import FillIn
from ..base import JournalScreen


def when(day: date) -> str:
    """«ср 17.01»."""
    return f"{weekday_short(day)} {short_date(day)}"


async def ask_terms(
    screen: JournalScreen, lesson: LessonId, given: date, ahead: HomeworkAhead, seen: Terms, minutes: int | None
) -> Terms | None:
    """The day that the person chooses, None where none was."""
    days = [load for load in ahead.days if not seen.on_day or load.day != seen.due]
    rows = [(when(load.day), load.sentence()) for load in days]
    index = await screen.dialog(Choose(_("For which day?"), [*rows, (_("Another day…"), "")]))
    if index is None:
        return None
    if index < len(days):
        return Terms(None if index == 0 else days[index].day, False, minutes)
    filled = await screen.dialog(
        FillIn(_("For which day?"), [(_("Day"), "")], lambda values: read_day(values[0], given))
    )
    return await terms_of(screen, lesson, read_day(filled[0], given), minutes) if filled else None


async def terms_of(screen: JournalScreen, lesson: LessonId, day: date, minutes: int | None) -> Terms | None:
    """A day that was typed: of a lesson, which it follows, or as such."""
    ahead = await screen.ask(ShowHomeworkAhead(lesson))
    return None if ahead is None else Terms(day, not ahead.has_lesson(day), minutes)
