"""The diary of a pupil: a week as in the paper diary, read-only."""

from datetime import date, timedelta

from textual.app import ComposeResult
from typing_extensions import override

from ...domain.papers import PupilWeek, SheetDay, SheetLesson, WeeklySheets
from ...domain.words import capital, date_range, day_month, decimal, weekday_long
from ...domain.year import monday
from ...i18n import N_, _
from ...services.papers import MyChildren, ShowDiary
from ..commands import REDO, SAVED, UNDO, Command
from ..desk import Desk
from ..dialogs.choose import Choose
from ..dialogs.text import ShowText
from ..widgets.pick_list import ListColumn, PickList
from .base import JournalScreen
from .papers import WEEK_AFTER, WEEK_BEFORE

RESULTS = Command("standings", ("f8",), N_("averages"), N_("Show averages and the forecast of the period."), 90)
CHILD = Command("child", ("f2",), N_("child"), N_("Choose the child whose diary is shown."), 60)


class DiaryScreen(JournalScreen):
    """A pupil's week."""

    COMMANDS_HERE = (RESULTS, CHILD, WEEK_BEFORE, WEEK_AFTER)

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(desk)
        self._who = name
        self._week: date = monday(desk.clock.today())
        self._children: tuple[tuple[int, str], ...] = ()
        self._child = 0
        self._sheet: WeeklySheets | None = None

    @override
    def body(self) -> ComposeResult:
        columns = [ListColumn("", 2, True), ListColumn("", 18), ListColumn("", 11), ListColumn("", 0)]
        yield PickList(columns, searches=False)

    @override
    async def load(self) -> None:
        """Ask for the week again."""
        if not self._children:
            self._children = await self.ask(MyChildren()) or ()
        if not self._children:
            self.summarise(_("No child is linked to this account."), _("Ask the class teacher."))
            return
        pupil, name = self._children[self._child]
        found = await self.ask(ShowDiary(pupil, self._week))
        self._sheet = found
        if found is None:
            if self.is_current:
                # What stood here was another week's: under this week's refusal it would lie.
                self.title_line(f"{name} · {date_range(self._week, self._week + timedelta(days=4))}", "")
                self.query_one(PickList).show([])
            return
        span = date_range(found.days[0].day, found.days[-1].day)
        self.title_line(f"{name}, {found.class_name} · {span}", "")
        week = found.pupils[0]
        today = self.desk.clock.today()
        rows: list[tuple[str, ...]] = []
        start = 0
        for day, lessons in zip(found.days, week.days, strict=True):
            # The week that is going on opens at today, every other one at its beginning.
            start = len(rows) if day.day <= today and monday(today) == self._week else start
            rows += self._day(day, lessons)
        view = self.query_one(PickList)
        view.show(rows, start)
        view.focus()
        self.summarise(self._missed(week), self.desk.greeting)

    def _day(self, day: SheetDay, lessons: tuple[SheetLesson, ...]) -> list[tuple[str, ...]]:
        free = day.free_because or ("" if lessons else _("no lessons"))
        head = ("", capital(weekday_long(day.day)), day_month(day.day), free)
        return [head, *(self._lesson(lesson) for lesson in lessons)]

    def _lesson(self, lesson: SheetLesson) -> tuple[str, ...]:
        mark = f"{lesson.mark} {lesson.absence.value if lesson.absence else ''}".strip()
        homework = lesson.homework if lesson.homework else _("none set") if lesson.homework == "" else ""
        return str(lesson.number), lesson.subject, mark, f"{lesson.note} {homework}".strip()

    def _missed(self, week: PupilWeek) -> str:
        m = week.missed
        return _("Missed lessons: {total}, ill {ill}; late {late}.").format(total=m.total, ill=m.ill, late=m.late)

    @property
    @override
    def commands(self) -> tuple[Command, ...]:
        """What a reader has use for; another child only where there is one."""
        idle = (UNDO, REDO, SAVED) if len(self._children) > 1 else (UNDO, REDO, SAVED, CHILD)
        return tuple(c for c in super().commands if c not in idle)

    def action_standings(self) -> None:
        """Averages, forecast, debts."""
        if self._sheet is None:
            return
        lines = [
            f"{s.subject:<20} " + (_("average {average} ({count}), forecast {mark}").format(
                average=decimal(s.average), count=s.count, mark=s.forecast
            ) if s.average is not None else _("no marks yet"))
            for s in self._sheet.pupils[0].subjects
        ]  # fmt: skip
        self.app.push_screen(ShowText(self._sheet.period_title, lines, _("This class has no marks.")))

    def action_child(self) -> None:
        """Another child of the family."""

        def chosen(index: int | None) -> None:
            if index is not None:
                self._child = index
                self.run_worker(self.load())

        self.app.push_screen(Choose(_("Child"), [(name,) for _key, name in self._children]), chosen)

    async def action_week_before(self) -> None:
        """The week before."""
        self._week -= timedelta(days=7)
        await self.load()

    async def action_week_after(self) -> None:
        """The week after."""
        self._week += timedelta(days=7)
        await self.load()

    @override
    def help_words(self) -> list[str]:
        return [_("The week as in the paper diary: lesson, subject, marks and absence, homework.")]
