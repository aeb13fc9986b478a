"""Pupils who missed much of a month without a reason: of a class or of the whole school."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from textual.app import ComposeResult
from typing_extensions import override

from ....domain.attendance.often_away import OftenAway
from ....domain.people.people import ClassId
from ....domain.text.words import month_name
from ....i18n import N_, _, ngettext
from ....services.attendance.class_attendance import Reach
from ....services.attendance.often_away import ListOftenAway
from ...commands import FIND, Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...widgets.pick_list import ListColumn, PickList
from ..base import JournalScreen

OPEN = Command("open", ("enter",), N_("month of the class"), N_("Open the month of the class at the pupil."), 100)
EARLIER = Command("earlier", ("х", "left"), N_("back"), N_("The month before."), 80)
LATER = Command("later", ("ъ", "right"), N_("forward"), N_("The month after."), 79)


class OftenAwayScreen(JournalScreen):
    """Who was away often without a reason."""

    COMMANDS_HERE = (OPEN, EARLIER, LATER, FIND)

    def __init__(
        self, desk: Desk, name: str, day: date, school_class: ClassId | None = None, title: str = ""
    ) -> None:
        super().__init__(desk)
        self._who = name
        self._first = day.replace(day=1)
        self._class = school_class
        self._title = title
        self._found: tuple[OftenAway, ...] = ()

    @override
    def body(self) -> ComposeResult:
        yield PickList([
            ListColumn(_("class"), 6), ListColumn(_("pupil"), 26), ListColumn(_("lessons"), 7, True),
            ListColumn(_("no reason"), 9, True), ListColumn("%", 4, True), ListColumn(_("ill"), 5, True),
            ListColumn(_("exc."), 6, True),
        ], searches=False)  # fmt: skip

    @property
    def _lines(self) -> PickList:
        return self.query_one(PickList)

    @property
    def _last(self) -> date:
        return self._first.replace(day=monthrange(self._first.year, self._first.month)[1])

    @override
    async def load(self) -> None:
        """Ask for the month again."""
        found = await self.ask(ListOftenAway(self._first, self._last, self._class))
        if found is None:
            return
        self._found = found.lines
        month = f"{month_name(self._first)} {self._first.year}"
        self.title_line(" · ".join(filter(None, (_("Often away"), self._title or _("all classes"), month))), self._who)
        self._lines.empty = _("Nobody in this month.")
        self._lines.show([_row(one) for one in found.lines])
        self._lines.focus()
        self._tell(found.shares)

    def _tell(self, shares: Sequence[int]) -> None:
        count, share = len(self._found), "/".join(map(str, shares))
        told = ngettext(
            "{count} pupil missed more than {share} % of the lessons held without a reason.",
            "{count} pupils missed more than {share} % of the lessons held without a reason.",
            count,
        ).format(count=count, share=share)
        if not count:
            nobody = _("Nobody missed more than {share} % of the lessons held without a reason.")
            told = nobody.format(share=share)
        rest = _("“н” counts; “б”, “п” and what a paper covers do not. {back} and {on}: other months.")
        self.summarise(told if shares else "", rest.format(back=EARLIER.key, on=LATER.key))

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter opens the class."""
        self.action_open()

    def action_open(self) -> None:
        """The month of the class, with the cursor at the pupil."""
        if self._found:
            from .attendance import AttendanceScreen

            one = self._found[self._lines.index]
            day = min(self._last, max(self._first, self.desk.clock.today()))
            screen = AttendanceScreen(self.desk, self._who, one.school_class, day, Reach.MONTH, one.pupil)
            self.app.push_screen(screen)

    async def action_earlier(self) -> None:
        """The month before."""
        self._first = (self._first - timedelta(days=1)).replace(day=1)
        await self.load()

    async def action_later(self) -> None:
        """The month after."""
        self._first = self._last + timedelta(days=1)
        await self.load()

    async def action_find(self) -> None:
        """Go to a pupil by typing."""
        rows = [(one.name, one.title) for one in self._found]
        index = await self.dialog(Choose(_("Pupil"), rows, searches=True))
        if index is not None:
            self._lines.move(index)

    @override
    def help_words(self) -> list[str]:
        return [
            _("Pupils who missed much of a month for no known reason: the school has to speak with the family."),
            _("The share is a rule of the school: Settings, Rules."),
        ]


def _row(one: OftenAway) -> tuple[str, ...]:
    figures = (one.count.held, one.count.unexcused, one.share, one.count.ill, one.count.excused)
    return (one.title, one.name, *(str(x) if x else "·" for x in figures))
