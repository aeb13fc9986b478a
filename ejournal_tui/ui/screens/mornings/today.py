"""Today: the lessons of whoever teaches, with what is still missing."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from textual.app import ComposeResult
from typing_extensions import override

from ....domain.journal.deadlines import Standing
from ....domain.journal.lessons import Entry, LessonLine, Overdue, ResultNote, Today
from ....domain.people.people import Actor, StaffId
from ....domain.text.words import bare, short_date, weekday_short
from ....i18n import N_, _
from ....services.journal.courses import MyCourses
from ....services.journal.taking import LessonsToTake, OpenLesson, TakeLesson
from ....services.mornings.morning import OfficerMorning
from ....services.mornings.own_class import MyClassMorning
from ....services.mornings.today import MyDay, WholeSchoolDay
from ....services.operations.operations import ShowHealth
from ....services.papers.papers import WeeklyQueue
from ....services.session import Guarded
from ....services.timetable.substitutions import PutAway
from ...commands import Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...widgets.pick_list import ListColumn, PickList
from ..asking import start
from ..base import JournalScreen
from ..journal.lesson_grid import LessonGridScreen
from ..journal.lesson_page import LessonPageScreen
from ..operations.papers import PapersScreen
from ..plans.lesson_plan import LessonPlanScreen
from ..plans.plan_lines import PLAN
from ..starts import first_screen
from .today_rows import COLUMNS, lesson_row, overdue_row

OPEN = Command("open", ("enter",), N_("lesson"), N_("Open the page of the lesson."), 100)
GRID = Command("grid", ("f2",), N_("journal"), N_("Open the grid of the lesson's subject and class."), 80)
TAKE = Command(
    "take", ("в",), N_("I keep this lesson"), N_("Take at once a lesson whose teacher is not there."), 30
)
COURSES = Command("courses", ("ж",), N_("all journals"), N_("Choose among all your journals."), 0)
SHEETS = Command("sheets", ("f7",), N_("weekly sheets"), N_("Print the weekly sheets of your class."), 40)
BEFORE = Command("day_back", ("left",), N_("day back"), N_("Show the day before."))
AFTER = Command("day_on", ("right",), N_("day on"), N_("Show the day after."))

CLASS = Command("own_class", ("м",), N_("my class"), N_("Show who of your class is absent, and what waits."), 70)
SCHOOL = Command("school", ("ш",), N_("school's day"), N_("Show how far the school's lessons are kept today."))
ORDERS = Command("substitutions", ("з",), N_("substitutions"), N_("Who is away, who stands in."), 60)
DATA = Command("desk", ("д",), N_("accounts and data"), N_("Who cannot sign in, what is missing in the data."), 60)
STATE = Command("state", ("с",), N_("state"), N_("Show the state of the journal."))
LESSONS = Command("today", ("у",), N_("own lessons"), N_("Show the lessons that you give today."), 80)
"""Whose morning begins elsewhere comes to the own lessons with it."""
SECTIONS = {CLASS: "own_class", SCHOOL: "school", ORDERS: "substitutions", DATA: "officer", STATE: "health"}
"""What the person's other roles open, each with one key."""

SUNDAY = 7
SPOKEN = 2
"""How much of what is overdue is told in words; all of it stands beneath the lessons."""


class TodayScreen(JournalScreen):
    """A teacher's day, with the other sections that the person's roles open."""

    COMMANDS_HERE = (OPEN, GRID, CLASS, COURSES, PLAN, TAKE, SHEETS, ORDERS, SCHOOL, DATA, STATE, BEFORE, AFTER)
    HIDES_REFUSED = True

    def __init__(self, desk: Desk, actor: Actor, home: Path) -> None:
        super().__init__(desk)
        self._actor = actor
        self._who = actor.name.initials
        self._home = home
        self._day = desk.clock.today()
        self._today: Today | None = None
        self._lines: list[LessonLine | Overdue | ResultNote | None] = []
        """What stands on each line: a lesson, what is overdue, nothing where words tell why the day is empty."""
        self._greeted = False

    @override
    def body(self) -> ComposeResult:
        columns = [ListColumn(bare(c.title), c.width, c.right) for c in COLUMNS]
        yield PickList(columns, searches=False)

    @override
    async def load(self) -> None:
        """Ask for the day again."""
        found = await self.ask(MyDay(self._day))
        if found is None:
            return
        first = self._today is None or self._today.day != found.day
        self._today = found
        today = self.desk.clock.today()
        word = _("Today") if self._day == today else _("Day")
        title = f"{word}, {weekday_short(self._day)} {short_date(self._day)}"
        self.title_line(" · ".join(filter(None, (title, await self._class_words()))), self._who)
        rows = self.query_one(PickList)
        rows.empty = self._why_empty(found)
        owed = self._owed()
        # The day without lessons keeps its words above what is overdue.
        notes = found.answers if self._day == today else ()
        self._lines = [*found.lines, *([None] if (owed or notes) and not found.lines else []), *notes, *owed]
        rows.show([self._row(line) for line in self._lines], max(found.now, 0) if first else None)
        rows.focus()
        self._say_overdue(found)

    async def _class_words(self) -> str:
        """The own class in a few words beside the own lessons, "" for whoever leads none."""
        if not self._actor.classes or self._day != self.desk.clock.today():
            return ""
        found = await self.ask(MyClassMorning(self._day))
        if found is None:
            return ""
        absent = sum(line.pupil is not None for line in found.lines)
        words = _("my class: absent {absent}, waiting {waiting} (M)")
        return words.format(absent=absent, waiting=found.asking)

    def _say_overdue(self, found: Today) -> None:
        greeting = "" if self._greeted else self.desk.greeting
        self._greeted = True
        # What pupils owe is theirs: it stands beneath the lessons, nobody is reminded of it as late.
        owed = [x for x in found.overdue if x.standing is Standing.OVERDUE and x.missing is not Entry.DEBT]
        told = "; ".join(_("{lesson}: {words}").format(lesson=x.title, words=x.words) for x in owed[:SPOKEN])
        late = _("Overdue: {lessons}.").format(lessons=told) if owed else ""
        if len(owed) > SPOKEN:
            late += " " + _("And {count} more.").format(count=len(owed) - SPOKEN)
        told = " ".join(found.corrections)
        if late or found.untouched:
            empty = _("Your journals are empty as yet: Enter opens the lesson, where the roll is called first.")
            self.summarise(late or empty, told or greeting)
        else:
            signed = self.desk.signed
            self.summarise(signed.greeting if greeting else "", told or (signed.deeds if greeting else ""))

    def _why_empty(self, found: Today) -> str:
        if found.free_because:
            return _("No lessons: {why}. The arrows show other days.").format(why=found.free_because)
        if found.day.isoweekday() == SUNDAY:
            return _("Sunday is a day off. Arrows: other days; Ж: all your journals.")
        return _("You have no lessons on this day. Arrows: other days; Ж: all your journals.")

    def _row(self, line: LessonLine | Overdue | ResultNote | None) -> tuple[str, ...]:
        if line is None:
            return ("", self.query_one(PickList).empty)
        if isinstance(line, ResultNote):
            return ("", line.words)
        return overdue_row(line) if isinstance(line, Overdue) else lesson_row(line)

    def _owed(self) -> tuple[Overdue, ...]:
        """What stands beneath the lessons of today."""
        return self._today.overdue if self._today and self._day == self.desk.clock.today() else ()

    def _line(self) -> LessonLine | Overdue | None:
        """The lesson under the cursor, of the day or overdue."""
        line = self._any_line()
        return None if isinstance(line, ResultNote) else line

    def _any_line(self) -> LessonLine | Overdue | ResultNote | None:
        index = self.query_one(PickList).index
        return self._lines[index] if index < len(self._lines) else None

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter opens the lesson."""
        self.action_open()

    def action_open(self) -> None:
        """The page of the lesson under the cursor; its grid where marks are missing."""
        line = self._any_line()
        if isinstance(line, ResultNote):
            from ..results.results import ResultsScreen

            self.app.push_screen(ResultsScreen(self.desk, line.course, self._who, line.number))
        elif isinstance(line, Overdue) and line.missing in (Entry.MARKS, Entry.DEBT):
            self.action_grid()
        elif line:
            self.app.push_screen(LessonPageScreen(self.desk, line.lesson, self._who))

    def action_grid(self) -> None:
        """The grid of the lesson's course."""
        if line := self._line():
            day, work = (line.day, line.work) if isinstance(line, Overdue) else (self._day, "")
            self.app.push_screen(LessonGridScreen(self.desk, line.course, day, self._who, line.lesson, work))

    def action_plan(self) -> None:
        """The plan of the lesson's course, without a lesson the list of all of them."""
        from ..plans.plans import PlansScreen

        if line := self._line():
            self.app.push_screen(LessonPlanScreen(self.desk, line.course, self._who))
        else:
            self.app.push_screen(PlansScreen(self.desk, self._who))

    async def action_courses(self) -> None:
        """Every journal the person may open."""
        await choose_course(self, self._who)

    async def action_take(self) -> None:
        """Take a lesson that somebody else should keep, and open it (C07)."""
        if why := self._refused.get(TAKE.action):
            self.say(why)
            return
        found = await self.ask(LessonsToTake())
        if not found:
            self.say(_("There is no lesson that you could take now."), _("A lesson opens 30 minutes before its bell."))
            return
        rows = [
            (f"{x.number}  {x.group}  {x.subject}", _("no teacher") if x.unattended else x.teachers) for x in found
        ]

        def chosen(index: int | None) -> None:
            if index is not None:
                start(self, self._take(found[index]))

        self.app.push_screen(Choose(_("Which lesson do you keep?"), rows, searches=True), chosen)

    async def _take(self, lesson: OpenLesson) -> None:
        if await self.do(TakeLesson(lesson.lesson)):
            await self.load()
            self.say(_("The lesson is yours; the dispatcher confirms it today."), _("Ctrl+Z takes it back."))
            self.app.push_screen(LessonPageScreen(self.desk, lesson.lesson, self._who))

    def action_sheets(self) -> None:
        """The weekly sheets of the own class."""
        if why := self._refused.get(SHEETS.action):
            self.say(why)
        else:
            self.app.push_screen(PapersScreen(self.desk, self._who, self._home))

    def _show_section(self, command: Command) -> None:
        if why := self._refused.get(command.action):
            self.say(why)
        else:
            self.app.push_screen(first_screen(SECTIONS[command], self.desk, self._actor, self._home))

    def action_own_class(self) -> None:
        """The morning of the own class."""
        self._show_section(CLASS)

    def action_school(self) -> None:
        """The school's day."""
        self._show_section(SCHOOL)

    def action_substitutions(self) -> None:
        """The dispatcher's day."""
        self._show_section(ORDERS)

    def action_desk(self) -> None:
        """The officer's page."""
        self._show_section(DATA)

    def action_state(self) -> None:
        """The state of the journal."""
        self._show_section(STATE)

    @override
    def requests(self) -> Mapping[str, Guarded]:
        return {
            SHEETS.action: WeeklyQueue(self._day), SCHOOL.action: WholeSchoolDay(self._day),
            STATE.action: ShowHealth(self._home), TAKE.action: LessonsToTake(),
            CLASS.action: MyClassMorning(self._day), ORDERS.action: PutAway(StaffId(0), self._day, None),
            DATA.action: OfficerMorning(self._day, self._home),
        }  # fmt: skip

    async def action_day_back(self) -> None:
        """The day before."""
        await self._move(-1)

    async def action_day_on(self) -> None:
        """The day after."""
        await self._move(1)

    async def _move(self, days: int) -> None:
        self._day += timedelta(days=days)
        await self.load()

    @override
    def help_words(self) -> list[str]:
        return [
            _("Your lessons of the day in order; > stands at the one that is going on or comes next."),
            _("Beneath them stands what is overdue, the oldest first: Enter opens it."),
        ]


async def choose_course(screen: JournalScreen, name: str) -> None:
    """Let the person choose a journal and open it."""
    found = await screen.ask(MyCourses())
    if not found:
        screen.say(_("There is no journal that you may open."))
        return

    def chosen(index: int | None) -> None:
        if index is not None:
            day = screen.desk.clock.today()
            screen.app.push_screen(LessonGridScreen(screen.desk, found[index].course, day, name))

    screen.app.push_screen(Choose(_("Journals"), [(f"{c.group}  {c.subject}",) for c in found], searches=True), chosen)
