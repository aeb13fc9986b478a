"""Dates of pupils' own for a work are asked for: a debt of all who were absent, part of the class later (C03, C04)."""

from ....domain.journal.lessons import LessonId
from ....domain.journal.marks import MADE_UP, PLAIN_ANSWER
from ....domain.journal.work_dates import DateWhy, OwnDate
from ....domain.text.words import full_date, short_date
from ....i18n import N_, _, ngettext
from ....services.journal.work_dates import PutWorkDates, ShowWorkDates, WorkDates, WorkPupil
from ....services.typed import read_day
from ...commands import Command
from ...dialogs.choose import Choose
from ...dialogs.fill_in import FillIn
from ...dialogs.tick import Tick
from ..asking import start
from ..base import JournalScreen
from .cells import GridScreen

OWE = Command(
    "owe", ("ж",), N_("debt of the absent"), N_("Give all who missed the work a date until which they owe it.")
)
DEBTS = Command("debts", ("з",), N_("debts"), N_("Who still owes which work, and until when."))


async def owe_absent(screen: JournalScreen, lesson: LessonId, code: str) -> bool:
    """All who were absent and have no mark owe the work until a day; answers whether it was written."""
    found = await screen.ask(ShowWorkDates(lesson, code))
    if found is None:
        return False
    if found.why_not:
        screen.say(found.why_not)
        return False
    absent = [one for one in found.pupils if one.absent]
    if not absent:
        screen.say(_("Nobody owes this work: all were there, or have a mark."))
        return False
    words = ngettext("{work}: {count} absent owes it until", "{work}: {count} absent owe it until", len(absent))
    return await _put(screen, found, absent, DateWhy.DEBT, words.format(work=found.work, count=len(absent)))


async def later_part(screen: JournalScreen, lesson: LessonId, code: str) -> bool:
    """Part of the class writes the work on another day; answers whether it was written."""
    found = await screen.ask(ShowWorkDates(lesson, code))
    if found is None:
        return False
    if found.why_not:
        screen.say(found.why_not)
        return False
    here = [one for one in found.pupils if not one.absent]
    if not here:
        screen.say(_("All who were there have a mark for this work."))
        return False
    later = [n for n, one in enumerate(here) if one.date and one.date.why is DateWhy.LATER]
    names = [f"{one.name} · {one.date.told(found.work)}" if one.date else one.name for one in here]
    ticked = await screen.dialog(Tick(_("{work}: who writes it later?").format(work=found.work), names, later))
    if ticked is None:
        return False
    chosen = [here[n] for n in sorted(ticked)]
    words = ngettext("{work}: {count} pupil writes it on", "{work}: {count} pupils write it on", len(chosen))
    title = words.format(work=found.work, count=len(chosen))
    dropped = [here[n] for n in later if n not in ticked]
    return await _put(screen, found, chosen, DateWhy.LATER, title, dropped)


async def _put(
    screen: JournalScreen, found: WorkDates, pupils: list[WorkPupil], why: DateWhy, title: str,
    dropped: list[WorkPupil] | None = None,
) -> bool:  # fmt: skip
    stand = {one.date.day for one in pupils if one.date and one.date.why is why}
    start = min(stand) if stand else found.debt_day if why is DateWhy.DEBT else found.later_day

    def check(typed: tuple[str, ...]) -> object:
        return found.require(read_day(typed[0], found.day))

    filled = await screen.dialog(FillIn(title, [(_("Date"), full_date(start))], check))
    if filled is None:
        screen.say(_("Nothing was written."))
        return False
    own = OwnDate(read_day(filled[0], found.day), why)
    touched = [*pupils, *(dropped or [])]
    dates = (*((one.pupil, own) for one in pupils), *((one.pupil, None) for one in dropped or []))
    expects = tuple((one.pupil, one.date) for one in touched)
    if not await screen.do(PutWorkDates(found.lesson, found.code, dates, expects)):
        return False
    await screen.load()
    screen.say(f"{title} {short_date(own.day)}.", _("Ctrl+Z takes it back; З in the journal shows all debts."))
    return True


class WorkDating(GridScreen):
    """What the grid does about the dates of a work."""

    def action_owe(self) -> None:
        """The absent owe the work under the cursor."""
        found = self.grid.at(self.view().place) if self.grid else None
        if found is None or self._of_papers(found[1]):
            return
        column = found[1]
        if why := self._refused.get(OWE.action):
            self.say(why)
        elif column.work is None or column.work_code == PLAIN_ANSWER or MADE_UP in column.work_code:
            self.say(_("A date belongs to a declared work."), _("Declare the work on the lesson's page (F6, F2)."))
        else:
            start(self, owe_absent(self, column.lesson, column.work_code))


async def choose_work(screen: JournalScreen, works: list[tuple[str, str]]) -> str | None:
    """Which of a lesson's works it is about, by code and name; the only one at once."""
    if not works:
        screen.say(_("No work is declared at this lesson."), _("Add a kind of work first (F2)."))
        return None
    chosen = 0 if len(works) == 1 else await screen.dialog(Choose(_("Which work?"), [(name,) for _code, name in works]))
    return None if chosen is None else works[chosen][0]
