"""The summary of absences of a day: class by class, who is away and why, where many are ill."""

from datetime import timedelta

from textual.app import ComposeResult
from typing_extensions import override

from ....domain.text.words import short_date, weekday_short
from ....i18n import N_, _, ngettext
from ....services.attendance.summaries import ClassSummary, ShowDaySummary
from ...commands import Command
from ...desk import Desk
from ...widgets.pick_list import ListColumn, PickList
from ..base import JournalScreen
from .attendance import AttendanceScreen
from .often_away import OftenAwayScreen

OPEN = Command("open", ("enter",), N_("class"), N_("Open the attendance of the class."), 100)
BEFORE = Command("day_back", ("left",), N_("day back"), N_("Show the day before."), 60)
AFTER = Command("day_on", ("right",), N_("day on"), N_("Show the day after."), 60)
OFTEN = Command("often", ("ч",), N_("often away"), N_("Who missed much of the month without a reason."), 70)


class DaySummaryScreen(JournalScreen):
    """Who of the school is away."""

    COMMANDS_HERE = (OPEN, BEFORE, AFTER, OFTEN)

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(desk)
        self._who = name
        self._day = desk.clock.today()
        self._found: tuple[ClassSummary, ...] = ()

    @override
    def body(self) -> ComposeResult:
        figures = (_("list"), _("here"), _("away"), _("ill"), _("exc."), _("unkn."), _("late"))
        yield PickList([
            ListColumn("", 1), ListColumn(_("class"), 5), *(ListColumn(title, 5, True) for title in figures),
            ListColumn(_("who is away"), 0),
        ], searches=False)  # fmt: skip

    @override
    async def load(self) -> None:
        """Ask for the day again."""
        found = await self.ask(ShowDaySummary(self._day))
        if found is None:
            return
        self._found = found
        day = f"{weekday_short(self._day)} {short_date(self._day)}"
        self.title_line(_("Summary of absences") + f" · {day}", self._who)
        rows = self.query_one(PickList)
        rows.empty = _("No lessons on this day. The arrows show other days.")
        rows.show([_row(one) for one in found])
        rows.focus()
        self.summarise(self._total(found), self._asks(found))

    def _total(self, found: tuple[ClassSummary, ...]) -> str:
        total, away, ill = sum(c.enrolled for c in found), sum(c.away for c in found), sum(c.ill for c in found)
        return _("In the lists {total}, here {here}, away {away}, of them ill {ill}.").format(
            total=total, here=total - away, away=away, ill=ill
        )

    def _asks(self, found: tuple[ClassSummary, ...]) -> str:
        silent = [one.title for one in found if not one.last_roll]
        alarms = [one.title for one in found if one.alarm]
        parts = []
        if alarms:
            parts.append(_("! Many are ill: {classes}.").format(classes=", ".join(alarms)))
        if silent:
            words = ngettext("No roll call yet: {classes}.", "No roll call yet: {classes}.", len(silent))
            parts.append(words.format(classes=", ".join(silent)))
        return " ".join(parts)

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter opens the class."""
        self.action_open()

    def action_open(self) -> None:
        """The attendance of the class."""
        if self._found:
            one = self._found[self.query_one(PickList).index]
            self.app.push_screen(AttendanceScreen(self.desk, self._who, one.school_class, self._day))

    def action_often(self) -> None:
        """Who of the school missed much of the month without a reason."""
        self.app.push_screen(OftenAwayScreen(self.desk, self._who, self._day))

    async def action_day_back(self) -> None:
        """The day before."""
        self._day -= timedelta(days=1)
        await self.load()

    async def action_day_on(self) -> None:
        """The day after."""
        self._day += timedelta(days=1)
        await self.load()

    @override
    def help_words(self) -> list[str]:
        return [_("Every class by its last roll call of the day: who is away and why; ! stands where many are ill.")]


def _row(one: ClassSummary) -> tuple[str, ...]:
    if not one.last_roll and not one.away:
        return ("", one.title, str(one.enrolled), *[""] * 6, _("no roll call yet"))
    figures = (one.enrolled, one.enrolled - one.away, one.away, one.ill, one.excused, one.unknown, one.late)
    return ("!" if one.alarm else "", one.title, *(str(x) if x else "·" for x in figures), ", ".join(one.names))
