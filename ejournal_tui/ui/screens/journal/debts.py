"""What the pupils of a course still have to do: debts with their dates, works that some write later (C03, C04)."""

from textual.app import ComposeResult
from typing_extensions import override

from ....domain.groups.groups import CourseId
from ....domain.journal.work_dates import DateWhy, Owed, OwnDate
from ....domain.text.words import full_date, short_date
from ....i18n import N_, _, ngettext
from ....services.journal.work_dates import PutWorkDates, ShowDebts, ShowWorkDates
from ....services.typed import read_day
from ...commands import Command
from ...desk import Desk
from ...dialogs.fill_in import FillIn
from ...widgets.pick_list import ListColumn, PickList
from ..asking import AskingScreen

OPEN = Command("open", ("enter",), N_("cell"), N_("Open the journal at the pupil's cell of the work."), 100)
DATE = Command("date", ("f2",), N_("another date"), N_("Give the pupil another date for the work."), 90)
DROP = Command("drop", ("delete",), N_("take the date away"), N_("Take the pupil's date away."), 80)


class DebtsScreen(AskingScreen):
    """The debts of a course."""

    COMMANDS_HERE = (OPEN, DATE, DROP)

    def __init__(self, desk: Desk, course: CourseId, title: str, name: str) -> None:
        super().__init__(desk)
        self._course = course
        self._title = title
        self._who = name
        self._found: tuple[Owed, ...] = ()

    @override
    def body(self) -> ComposeResult:
        columns = (ListColumn(_("pupil"), 28), ListColumn(_("work"), 14), ListColumn(_("what"), 0))
        yield PickList(columns, empty=_("Nobody owes anything. In the journal Ж gives the absent a date for a work."))

    @override
    async def load(self) -> None:
        """Ask for the debts again."""
        found = await self.ask(ShowDebts(self._course))
        if found is None:
            return
        today = self.desk.clock.today()
        self._found = found
        self.title_line(" · ".join((self._title, _("debts"))), self._who)
        rows = self.query_one(PickList)
        rows.show([self._row(one) for one in found])
        rows.focus()
        late = sum(one.late(today) for one in found if one.own and one.own.why is DateWhy.DEBT)
        told = ngettext("{count} line", "{count} lines", len(found)).format(count=len(found))
        over = ngettext("the date of {count} is over", "the date of {count} is over", late).format(count=late)
        self.summarise(f"{told}, {over}." if late else f"{told}." if found else "")

    def _row(self, one: Owed) -> tuple[str, ...]:
        work = _("{work} of {day}").format(work=one.work or _("answer"), day=short_date(one.day))
        return one.name, work, self._what(one)

    def _what(self, one: Owed) -> str:
        if one.own is None:
            return _("owes it, no date")
        day = short_date(one.own.day)
        if one.own.why is DateWhy.LATER:
            return _("writes it on {day}").format(day=day)
        words = _("overdue since {day}") if one.late(self.desk.clock.today()) else _("owes it until {day}")
        return words.format(day=day)

    @property
    def _line(self) -> Owed | None:
        index = self.query_one(PickList).index
        return self._found[index] if index < len(self._found) else None

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter opens the journal there."""
        self.action_open()

    def action_open(self) -> None:
        """The journal at the cell."""
        from .lesson_grid import LessonGridScreen

        if one := self._line:
            self.app.push_screen(
                LessonGridScreen(self.desk, self._course, one.day, self._who, one.lesson, one.work_code, one.pupil)
            )

    def action_date(self) -> None:
        """Another date for the pupil."""
        if one := self._line:
            self.start(self._ask_date(one))

    async def _ask_date(self, one: Owed) -> None:
        work = await self.ask(ShowWorkDates(one.lesson, one.work_code))
        if work is None:
            return
        if work.why_not:
            self.say(work.why_not)
            return
        start = one.own.day if one.own else work.debt_day

        def check(typed: tuple[str, ...]) -> object:
            return work.require(read_day(typed[0], work.day))

        title = f"{one.name} · {work.work}"
        filled = await self.dialog(FillIn(title, [(_("Date"), full_date(start))], check))
        if filled is not None:
            why = one.own.why if one.own else DateWhy.DEBT
            await self._put(one, OwnDate(read_day(filled[0], work.day), why))

    def action_drop(self) -> None:
        """Take the date away."""
        one = self._line
        if one is None:
            return
        if one.own is None:
            self.say(_("There is no date here: the debt goes with its mark in the journal."))
        else:
            self.start(self._put(one, None))

    async def _put(self, one: Owed, own: OwnDate | None) -> None:
        change = PutWorkDates(one.lesson, one.work_code, ((one.pupil, own),), ((one.pupil, one.own),))
        if await self.do(change):
            await self.load()
            told = own.told(one.work) if own else _("the date is taken away")
            self.say(f"{one.name}: {told}.", _("Ctrl+Z takes it back."))

    @override
    def help_words(self) -> list[str]:
        return [
            _("Who of the class owes which work: those whose date is over come first, letters find a pupil."),
            _("A debt goes by itself once the work has a mark, in its lesson or made up."),
        ]
