"""The calendar of homework: what is due when, by subject and minutes, against the norm of the grade."""

from dataclasses import dataclass
from datetime import date, timedelta

from textual.app import ComposeResult
from typing_extensions import override

from ....domain.journal.homework import Given, pupils_text
from ....domain.journal.lessons import LessonId
from ....domain.text.words import capital, date_range, day_month, short_date, weekday_long
from ....domain.years.year import monday
from ....i18n import _, ngettext
from ....services.homework.homework_calendar import (
    HomeworkDay,
    HomeworkWeek,
)
from ...desk import Desk
from ...dialogs.choose import Choose
from ...widgets.pick_list import ListColumn, PickList
from ..base import JournalScreen
from .homework_days import when

COLUMNS = (ListColumn("", 14), ListColumn("", 7, True), ListColumn("", 0), ListColumn("", 16))


@dataclass(frozen=True)
class _Line:
    """What stands on a line: a homework, or a lesson without a word on homework."""

    given: Given | None = None
    lesson: LessonId | None = None


class HomeworkList(JournalScreen):
    """A week of homework, day by day."""

    def __init__(self, desk: Desk, name: str = "") -> None:
        super().__init__(desk)
        self._who = name
        self._week = monday(desk.clock.today())
        self._found: HomeworkWeek | None = None
        self._lines: list[_Line] = []
        self._shown_week: date | None = None
        self._begun = False

    @override
    def body(self) -> ComposeResult:
        yield PickList(COLUMNS, searches=False)

    async def look(self, day: date) -> HomeworkWeek | None:
        """Ask for the week of a day."""
        raise NotImplementedError

    @override
    async def load(self) -> None:
        """Ask for the week again; the first look goes on to the next week where nothing is left of this one."""
        found = await self.look(self._week)
        today = self.desk.clock.today()
        first, self._begun = not self._begun, True
        if first and found is not None and not any(day.given for day in found.days if day.day > today):
            later = await self.look(self._week + timedelta(days=7))
            if later is not None and later.total:
                found, self._week = later, self._week + timedelta(days=7)
        self._found = found
        rows = self.query_one(PickList)
        rows.focus()
        if found is None:
            rows.show([])
            return
        span = date_range(found.days[0].day, found.days[-1].day)
        self.title_line(_("Homework · {title} · {week}").format(title=found.title, week=span), self._who)
        shown: list[tuple[str, ...]] = []
        self._lines, start = [], 0
        for day in found.days:
            start = len(shown) if day.day <= today + timedelta(days=1) else start
            shown.append(self._head(day))
            shown += [self._row(one) for one in day.given]
            self._lines += [_Line(), *(_Line(one, one.lesson) for one in day.given)]
        if found.unsaid:
            shown.append(("", "", _("Not said in time what is set for home:")))
            shown += [
                (one.subject, "", _("{day}, lesson {number}, {group}").format(
                    day=when(one.day), number=one.number, group=one.group_title), one.teachers)
                for one in found.unsaid
            ]  # fmt: skip
            self._lines += [_Line(), *(_Line(lesson=one.lesson) for one in found.unsaid)]
        rows.show(shown, start if self._shown_week != self._week else None)
        self._shown_week = self._week
        self._summary_of(found)

    def _head(self, day: HomeworkDay) -> tuple[str, ...]:
        title = f"{capital(weekday_long(day.day))}, {day_month(day.day)}"
        if day.free_because and not day.given:
            return (f"{title}: {day.free_because}",)
        if not day.given:
            return (_("{day}: nothing").format(day=title),)
        load = day.load
        words = load.sentence() if load.norm else ""
        if load.norm and load.over():
            words = _("{load}: more than the norm").format(load=words)
        if load.untimed:
            untimed = ngettext("{count} without a time", "{count} without a time", load.untimed)
            words = f"{words}, {untimed.format(count=load.untimed)}"
        return (f"{title}: {words}",)

    def _row(self, one: Given) -> tuple[str, ...]:
        minutes = str(one.minutes) if one.minutes else ""
        group = "" if one.group_title == self._of else one.group_title
        whom = pupils_text(len(one.pupils)) if one.pupils else ""
        lead = ", ".join(filter(None, (group.removeprefix(f"{self._of}, "), whom)))
        return (f"  {one.subject}", minutes, f"{lead}: {one.text}" if lead else one.text, self._set(one))

    @property
    def _of(self) -> str:
        return self._found.title if self._found else ""

    def _set(self, one: Given) -> str:
        return _("set {day}").format(day=short_date(one.day))

    def _summary_of(self, found: HomeworkWeek) -> None:
        count = found.total
        words = ngettext("{count} homework is due.", "{count} homeworks are due.", count).format(count=count)
        over = [when(day.day) for day in found.days if day.load.norm and day.load.over()]
        more = _("More than the norm: {days}.").format(days=", ".join(over)) if over else ""
        nothing = _("Nothing is due in this week. The arrows show other weeks.")
        self.summarise(f"{words} {more}".strip() if count else nothing, self._whole())

    def _whole(self) -> str:
        """Of the line under the cursor, what has no room in it."""
        index = self.query_one(PickList).index
        line = self._lines[index] if index < len(self._lines) else _Line()
        return line.given.text if line.given else ""

    def on_pick_list_moved(self, _event: PickList.Moved) -> None:
        """Tell the whole text of the homework under the cursor."""
        if self._found is not None:
            self._summary_of(self._found)

    def line(self) -> _Line:
        """The line under the cursor."""
        index = self.query_one(PickList).index
        return self._lines[index] if index < len(self._lines) else _Line()

    async def action_find(self) -> None:
        """Go to a homework by typing."""
        places = [n for n, line in enumerate(self._lines) if line.lesson is not None]
        view = self.query_one(PickList)
        rows = [(" ".join(part.strip() for part in view.rows[n] if part),) for n in places]
        if not rows:
            self.say(_("Nothing is due in this week. The arrows show other weeks."))
            return

        def chosen(index: int | None) -> None:
            if index is not None:
                view.move(places[index])

        self.app.push_screen(Choose(_("Which homework?"), rows, searches=True), chosen)

    async def _turn(self, days: int) -> None:
        self._week += timedelta(days=days)
        await self.load()

    async def action_week_before(self) -> None:
        """The week before."""
        await self._turn(-7)

    async def action_week_after(self) -> None:
        """The week after."""
        await self._turn(7)

    async def action_this_week(self) -> None:
        """The week of today."""
        self._week = monday(self.desk.clock.today())
        await self.load()
