"""The attendance of a class: a day lesson by lesson, a month day by day, a period in figures."""

from collections.abc import Mapping
from datetime import timedelta

from textual import on
from typing_extensions import override

from ....domain.attendance.absences import Attending
from ....domain.text.words import short_date, weekday_short
from ....i18n import N_, _
from ....services.attendance.class_attendance import (
    Reach,
    WhomToCall,
)
from ....services.attendance.documents import ApplyAbsencePapers
from ....services.attendance.often_away import ListOftenAway
from ....services.history.lives import AttendanceLife
from ....services.session import Guarded
from ...commands import FIND, HISTORY, PROJECTOR, Command
from ...dialogs.choose import Choose
from ...dialogs.text import ShowText
from ...widgets.lesson_grid import LessonGridView
from ...widgets.pick_list import PickList
from .attendance_look import EARLIER, LATER, AttendanceLook
from .attendance_views import (
    period_rows,
    pupil_lines,
)

PAPER = Command("paper", ("f2",), N_("paper"), N_("Enter the paper that says why the pupil was away."), 95)
COVER = Command("cover", ("f5",), N_("apply papers"), N_("Let the papers cover what was entered since: “н→б”."), 60)
LESSON = Command("lesson", ("f6",), N_("lesson"), N_("Open the page of this lesson."))
VIEW = Command("view", ("в",), N_("day/month/period"), N_("Change between the day, the month and the period."), 85)
CLASS = Command("class", ("к",), N_("class"), N_("Choose another class."), 55)
PAPERS = Command("papers", ("с",), N_("papers"), N_("The papers of the class: look, change, withdraw."), 70)
CALLS = Command("calls", ("з",), N_("whom to call"), N_("Families of pupils away for no known reason."), 65)
OFTEN = Command("often", ("ч",), N_("often away"), N_("Who missed much of the month without a reason."), 50)


class AttendanceScreen(AttendanceLook):
    """The attendance of a class."""

    COMMANDS_HERE = (PAPER, VIEW, EARLIER, LATER, PAPERS, CALLS, OFTEN, COVER, CLASS, FIND, HISTORY, LESSON, PROJECTOR)
    HIDES_REFUSED = True

    @override
    def requests(self) -> Mapping[str, Guarded]:
        if self._class is None:
            return {}
        today = self.desk.clock.today()
        entering = ApplyAbsencePapers(self._class, today, today)
        calls = WhomToCall(self._class, today)
        return {PAPER.action: entering, COVER.action: entering, PAPERS.action: calls, CALLS.action: calls,
                OFTEN.action: ListOftenAway(today, today, self._class)}  # fmt: skip

    @override
    def enabled(self, action: str) -> bool:
        """A class is chosen where there are several; lessons are opened from a day."""
        idle = (action == CLASS.action and len(self._all) < 2) or (
            action == LESSON.action and self._reach is not Reach.DAY
        ) or (action == HISTORY.action and self._reach is Reach.PERIOD)  # fmt: skip
        return not idle and super().enabled(action)

    @on(LessonGridView.Typed)
    def only_letters_of_a_day(self, event: LessonGridView.Typed) -> None:
        """A letter is written at the lesson; marks belong to the journal."""
        if self._reach is Reach.DAY and event.key.absence is not None:
            return
        event.prevent_default()
        self.app.bell()
        told = _("Marks are written in the journal: F6 opens the lesson.")
        self.say(told if self._reach is Reach.DAY else _("Letters are written in a day: Enter opens it."))
        self._stay(event.place)

    def on_lesson_grid_view_open(self, event: LessonGridView.Open) -> None:
        """Enter: from a month into the day, on a day everything about the pupil."""
        found = event.grid.at(event.place)
        if found is None:
            return
        if self._reach is Reach.MONTH:
            self._day, self._reach = found[1].day, Reach.DAY
            self.run_worker(self._turned())
        else:
            self._show_pupil(self.pupil())

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter on a line of the period: the days of the pupil."""
        self._show_pupil(self.pupil())

    def _show_pupil(self, pupil: Attending | None) -> None:
        if pupil is not None and self.found is not None:
            name = self.called(self.grid.rows[self.found.pupils.index(pupil)]) if self.grid else ""
            self.app.push_screen(ShowText(name, pupil_lines(self.found, pupil), _("Nothing was missed.")))

    async def action_view(self) -> None:
        """Day, month, period, day."""
        order = [*Reach]
        self._day = self.day
        self._reach = order[(order.index(self._reach) + 1) % len(order)]
        await self._turned()

    async def action_earlier(self) -> None:
        """The day, month or period before."""
        await self._turn(-1)

    async def action_later(self) -> None:
        """The day, month or period after."""
        await self._turn(1)

    async def _turn(self, step: int) -> None:
        first, last = self.shown_span
        self._day = first - timedelta(days=1) if step < 0 else last + timedelta(days=1)
        if self._reach is Reach.DAY and self._day.weekday() == SUNDAY:
            self._day += timedelta(days=step)
        await self._turned()

    def action_class(self) -> None:
        """Another class."""
        rows = [(one.title, one.teacher) for one in self._all]

        def chosen(index: int | None) -> None:
            if index is not None:
                self._class = self._all[index].school_class
                self.run_worker(self._turned())

        self.app.push_screen(Choose(_("Class"), rows, searches=True), chosen)

    async def action_calls(self) -> None:
        """Whom to call about pupils away for no known reason."""
        if self._class is None or self._refuses(CALLS.action):
            return
        found = await self.ask(WhomToCall(self._class, self.day))
        if found is None:
            return
        lines: list[str] = []
        for one in found:
            numbers = ", ".join(map(str, one.lessons))
            lines.append(_("{name}: lessons {numbers}").format(name=one.name, numbers=numbers))
            lines += [f"   {phone}" for phone in one.phones] or ["   " + _("no family is known")]
        title = _("Whom to call, {day}").format(day=short_date(self.day))
        self.app.push_screen(ShowText(title, lines, _("Nobody is away for an unknown reason.")))

    def action_often(self) -> None:
        """Who of the class missed much of the month without a reason."""
        if self.found is not None and not self._refuses(OFTEN.action):
            from .often_away import OftenAwayScreen

            self.app.push_screen(OftenAwayScreen(self.desk, self._who, self.day, self._class, self.found.title))

    @override
    async def action_history(self) -> None:
        """The life of a lesson's cell; of a whole day, where the month shows days."""
        here = self.pupil()
        if self._reach is Reach.DAY or here is None or self._class is None:
            await super().action_history()
            return
        told = await self.ask(AttendanceLife(self._class, here.pupil, self.day))
        if told is None or self.grid is None:
            return
        lines = [words for one in told for words in (one.title, *(f"  {line.sentence()}" for line in one.told))]
        name = self.called(self.grid.rows[self.view().place.row])
        title = f"{name} · {weekday_short(self.day)} {short_date(self.day)}"
        self.app.push_screen(ShowText(title, lines, _("Nothing was ever written on this day.")))

    def action_lesson(self) -> None:
        """The page of the lesson under the cursor."""
        found = self.grid.at(self.view().place) if self.grid and self._reach is Reach.DAY else None
        if found is not None:
            from ..journal.lesson_page import LessonPageScreen

            self.app.push_screen(LessonPageScreen(self.desk, found[1].lesson, self._who))

    @override
    async def action_find(self) -> None:
        """Go to a pupil by typing."""
        found = self.found
        if found is None:
            return
        index = await self.dialog(Choose(_("Pupil"), [(one.name,) for one in found.pupils], searches=True))
        if index is not None and self._reach is Reach.PERIOD:
            self._lines.move(index)
        elif index is not None:
            self.view().move_to(index, self.view().place.column)

    @override
    def action_projector(self) -> None:
        """Hide or show the names."""
        super().action_projector()
        if self.found is not None and self._reach is Reach.PERIOD:
            self._lines.show(period_rows(self.found, self.view().projector))

    @override
    def help_words(self) -> list[str]:
        return [
            _("A day by lessons, a month by days, a period in figures: {key} changes.").format(key=VIEW.key),
            _("н absent, о late; the class teacher writes б ill, п excused; F2 enters a paper for a stretch of days."),
        ]


SUNDAY = 6
