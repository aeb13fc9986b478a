"""The attendance of a class, looked at: a day lesson by lesson, a month day by day, a period in figures."""

from datetime import date

from textual.app import ComposeResult
from typing_extensions import override

from ....domain.attendance.absences import Attending, ClassAttendance
from ....domain.people.people import ClassId, PupilId
from ....domain.text.words import month_name, short_date, weekday_short
from ....i18n import N_, _, ngettext
from ....services.attendance.class_attendance import AttendanceClass, ListAttendance, Reach, ShowAttendance
from ...commands import Command
from ...desk import Desk
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
)

EARLIER = Command("earlier", ("х",), N_("back"), N_("The day, month or period before."), 80)
LATER = Command("later", ("ъ",), N_("forward"), N_("The day, month or period after."), 79)


class AttendanceLook(PaperAsking):
    """Shows the class and tells what stands under the cursor."""

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

    async def _turned(self) -> None:
        await self.load()
        if self.found is not None and self._reach is Reach.DAY:
            self._to_now(self.found)
        elif self.found is not None and self._reach is Reach.MONTH:
            days = self.found.days
            self.view().move_to(self.view().place.row, max(0, sum(day <= self._day for day in days) - 1))
        self._tell()
        await self.weigh()
