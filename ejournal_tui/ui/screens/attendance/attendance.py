"""The attendance of a class: a day lesson by lesson, a month day by day, a period in figures."""

from collections.abc import Mapping
from datetime import date, timedelta

from textual import on
from textual.app import ComposeResult
from typing_extensions import override

from ....domain.attendance.absences import Attending, ClassAttendance
from ....domain.people.people import ClassId, PupilId
from ....domain.text.words import month_name, short_date, weekday_short
from ....i18n import N_, _, ngettext
from ....services.attendance.class_attendance import (
    AttendanceClass,
    ListAttendance,
    Reach,
    ShowAttendance,
    WhomToCall,
)
from ....services.attendance.documents import ApplyAbsencePapers
from ....services.attendance.often_away import ListOftenAway
from ....services.history.lives import AttendanceLife
from ....services.session import Guarded
from ...commands import FIND, HISTORY, PROJECTOR, Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.text import ShowText
from ...widgets.lesson_grid import LessonGridView
from ...widgets.lines import StatusLine
from ...widgets.pick_list import PickList
from .attendance_papers import PaperAsking
from .attendance_views import (
    AttendanceGrid,
    day_grid,
    day_summary,
    letter_text,
    month_grid,
    period_columns,
    period_rows,
    pupil_lines,
)

PAPER = Command("paper", ("f2",), N_("paper"), N_("Enter the paper that says why the pupil was away."), 95)
COVER = Command("cover", ("f5",), N_("apply papers"), N_("Let the papers cover what was entered since: “н→б”."), 60)
LESSON = Command("lesson", ("f6",), N_("lesson"), N_("Open the page of this lesson."))
VIEW = Command("view", ("в",), N_("day/month/period"), N_("Change between the day, the month and the period."), 85)
EARLIER = Command("earlier", ("х",), N_("back"), N_("The day, month or period before."), 80)
LATER = Command("later", ("ъ",), N_("forward"), N_("The day, month or period after."), 79)
CLASS = Command("class", ("к",), N_("class"), N_("Choose another class."), 55)
PAPERS = Command("papers", ("с",), N_("papers"), N_("The papers of the class: look, change, withdraw."), 70)
CALLS = Command("calls", ("з",), N_("whom to call"), N_("Families of pupils away for no known reason."), 65)
OFTEN = Command("often", ("ч",), N_("often away"), N_("Who missed much of the month without a reason."), 50)


class AttendanceScreen(PaperAsking):
    """The attendance of a class."""

    COMMANDS_HERE = (PAPER, VIEW, EARLIER, LATER, PAPERS, CALLS, OFTEN, COVER, CLASS, FIND, HISTORY, LESSON, PROJECTOR)
    HIDES_REFUSED = True

    def __init__(
        self, desk: Desk, name: str, school_class: ClassId | None = None, day: date | None = None,
        reach: Reach = Reach.DAY, at: PupilId | None = None,
    ) -> None:  # fmt: skip
        super().__init__(desk)
        self._who = name
        self._class = school_class
        self._day = day or desk.clock.today()
        self._reach = reach
        self._at = at
        self._all: tuple[AttendanceClass, ...] = ()

    @override
    def body(self) -> ComposeResult:
        yield AttendanceGrid(today=self.desk.clock.today(), results=False)
        period = PickList(period_columns(), searches=False, id="period")
        period.display = False
        yield period

    @property
    def _lines(self) -> PickList:
        return self.query_one("#period", PickList)

    @override
    async def load(self) -> None:
        """Ask for the class again."""
        if not self._all:
            self._all = await self.ask(ListAttendance()) or ()
            if self._class is None and self._all:
                self._class = self._all[0].school_class
        if self._class is None:
            self.title_line(_("Attendance"), self._who)
            self.summarise(_("You teach no class of this year yet."), _("The dispatcher gives lessons to teachers."))
            return
        first = self.found is None
        found = await self.ask(ShowAttendance(self._class, self._day, self._reach))
        if found is None:
            return
        self.found = found
        self.head = found.head
        self.title_line(f"{found.title} · " + _("attendance") + f" · {self._span(found)}", self._who)
        self._draw(found)
        if first:
            self._to_now(found)
        if first or self.query_one(StatusLine).said == self._summary:
            self._tell()

    def _span(self, found: ClassAttendance) -> str:
        if self._reach is Reach.DAY:
            return f"{weekday_short(found.first)} {short_date(found.first)}"
        if self._reach is Reach.MONTH:
            return f"{month_name(found.first)} {found.first.year}"
        return f"{short_date(found.first)}–{short_date(found.last)}"

    def _draw(self, found: ClassAttendance) -> None:
        view, lines = self.view(), self._lines
        figures = self._reach is Reach.PERIOD
        view.display, lines.display = not figures, figures
        self.grid = month_grid(found) if self._reach is Reach.MONTH else day_grid(found)
        if figures:
            lines.empty = _("There are no pupils in this class.")
            lines.show(period_rows(found, view.projector))
            lines.focus()
        else:
            view.show(self.grid)
            view.focus()
        self.show_footer()

    def _to_now(self, found: ClassAttendance) -> None:
        """The cursor begins at the last lesson with a roll call: what comes next is seen to its right."""
        row = next((row for row, pupil in enumerate(found.pupils) if pupil.pupil == self._at), 0)
        if self._reach is Reach.MONTH:
            self.view().move_to(row, max(0, sum(day <= self._day for day in found.days) - 1))
            return
        called = [place for place, lesson in enumerate(found.lessons) if lesson.called]
        self.view().move_to(row, called[-1] if called else 0)

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

    def _tell(self) -> None:
        """What the whole screen shows, and what stands under the cursor."""
        found = self.found
        if found is None:
            return
        if not found.lessons:
            why = found.free_because if self._reach is Reach.DAY else ""
            said = _("No lessons: {why}.").format(why=why or _("nothing in the timetable"))
            self.summarise(said, _("{back} and {on} show other days.").format(back=EARLIER.key, on=LATER.key))
            return
        if self._reach is Reach.DAY:
            first, second = day_summary(found)
            covered = sum(bool(letter.covered) for pupil in found.pupils for letter in pupil.letters.values())
            words = ngettext(
                "{count} “н” is covered by a paper: F5.", "{count} “н” are covered by papers: F5.", covered
            ).format(count=covered)
            self.summarise(first, second or (words if covered and found.leads else self._under()))
        elif self._reach is Reach.MONTH:
            self.summarise(self._under(), _("Number of missed lessons with the letter; Enter opens the day."))
        else:
            rule = (
                _("A full day: all lessons missed.") if not found.full_day else
                ngettext("A full day: {count} lesson missed and more.", "A full day: {count} lessons missed and more.",
                         found.full_day).format(count=found.full_day)
            )  # fmt: skip
            held = sum(lesson.called for lesson in found.lessons)
            words = _("Lessons with a roll call: {count}.").format(count=held)
            self.summarise(f"{words} {rule if found.whole else ''}".strip(), _("Enter shows the days of a pupil."))

    def _under(self) -> str:
        """What stands under the cursor."""
        found, place = self.found, self.view().place
        if found is None or self.grid is None or self.grid.at(place) is None:
            return ""
        pupil = found.pupils[place.row]
        row, column, _cell = self.grid.at(place)  # type: ignore[misc]  # looked at above
        if self._reach is Reach.MONTH:
            return f"{self.called(row)} · {weekday_short(column.day)} {short_date(column.day)}"
        lesson = found.lessons[place.column]
        letter = pupil.letters.get(lesson.id)
        paper = next((one.paper for one in found.papers if one.paper.pupil == pupil.pupil
                      and one.paper.covers(lesson.day, lesson.number)), None)  # fmt: skip
        where = _("lesson {number} {subject}").format(number=lesson.number, subject=lesson.subject_name)
        told = f"{letter_text(letter)} — {letter.absence.words}" if letter else ""
        notice = found.notices.get(pupil.pupil)
        known = paper.words if paper and letter else notice.told if notice else ""
        parts = (self.called(row), where, "" if notice else lesson.teachers, told, known)
        return " · ".join(filter(None, parts))

    def on_lesson_grid_view_moved_to(self, event: LessonGridView.MovedTo) -> None:
        """Tell about the cell; a move that a later one has overtaken says nothing."""
        if event.place != self.view().place:
            return
        hushed, self._hushed = self._hushed, None
        if event.place == hushed or self.found is None or not self.found.lessons:
            return
        if self._reach is Reach.MONTH:
            self._tell()
        else:
            self.say(day_summary(self.found)[0], self._under())

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

    @override
    def pupil(self) -> Attending | None:
        """The pupil under the cursor."""
        if self.found is None:
            return None
        row = self._lines.index if self._reach is Reach.PERIOD else self.view().place.row
        return self.found.pupils[row] if row < len(self.found.pupils) else None

    @property
    @override
    def day(self) -> date:
        """The day under the cursor."""
        if self._reach is Reach.MONTH and self.grid and (found := self.grid.at(self.view().place)):
            return found[1].day
        return self._day

    @property
    @override
    def shown_span(self) -> tuple[date, date]:
        """The days that are shown."""
        return (self.found.first, self.found.last) if self.found else (self._day, self._day)

    async def action_view(self) -> None:
        """Day, month, period, day."""
        order = [*Reach]
        self._day = self.day
        self._reach = order[(order.index(self._reach) + 1) % len(order)]
        await self._turned()

    async def _turned(self) -> None:
        await self.load()
        if self.found is not None and self._reach is Reach.DAY:
            self._to_now(self.found)
        elif self.found is not None and self._reach is Reach.MONTH:
            days = self.found.days
            self.view().move_to(self.view().place.row, max(0, sum(day <= self._day for day in days) - 1))
        self._tell()
        await self.weigh()

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
