"""The school's day on one screen: how far each class's lessons are kept."""

from collections.abc import Mapping
from datetime import timedelta
from typing import cast

from textual.app import ComposeResult
from typing_extensions import override

from ....domain.text.words import short_date, weekday_short
from ....i18n import N_, _, ngettext
from ....services.attendance.class_attendance import ListAttendance
from ....services.journal.corrections import ShowCorrections
from ....services.mornings.morning import DirectorMorning
from ....services.mornings.today import ClassDay, MyDay, SchoolDay, WholeSchoolDay
from ....services.plans.plan_view import ShowPlans
from ....services.results.exams import ShowExams
from ....services.results.raising import ShowRaises
from ....services.session import Guarded
from ...commands import Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.text import ShowText
from ...host import Host
from ...widgets.pick_list import ListColumn, PickList
from ..asking import start
from ..base import JournalScreen
from ..starts import first_screen
from .today import AFTER, BEFORE, choose_course

OPEN = Command("open", ("enter",), N_("what is missing"), N_("Show what is not filled in yet in this class."), 100)
COURSES = Command("courses", ("f2",), N_("journals"), N_("Open a journal to read."), 80)
ATTENDANCE = Command("attendance", ("ctrl+a",), N_("attendance"), N_("Who was at which lesson, and why not."))
PLANS = Command("plans", ("ctrl+k",), N_("lesson plans"), N_("Read and approve the lesson plans."))
SUBSTITUTIONS = Command(
    "substitutions", ("f5",), N_("substitutions"), N_("Who is away, who stands in, what is cancelled or moved."), 70
)
CORRECTIONS = Command(
    "corrections", ("ctrl+r",), N_("requests to correct"), N_("Answer who asks to correct closed lessons.")
)
RAISES = Command(
    "raises", ("ctrl+g",), N_("results to approve"), N_("Answer who gives a result above the proposal.")
)
EXAMS = Command("exams", ("ctrl+e",), N_("exams"), N_("Enter results of exams, olympiads and competitions."))
LESSONS = Command("today", ("f6",), N_("own lessons"), N_("Show the lessons that you give today."), 40)
PAGE = Command("page", ("f8",), N_("numbers"), N_("Show the school in a page: the numbers of today."), 60)


class SchoolDayScreen(JournalScreen):
    """Deputy head, director, dispatcher: who is late with what."""

    COMMANDS_HERE = (
        OPEN, COURSES, SUBSTITUTIONS, ATTENDANCE, PAGE, PLANS, CORRECTIONS, RAISES, EXAMS, LESSONS, BEFORE, AFTER,
    )  # fmt: skip
    HIDES_REFUSED = True

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(desk)
        self._who = name
        self._day = desk.clock.today()
        self._found: SchoolDay | None = None

    @override
    def body(self) -> ComposeResult:
        yield PickList([
            ListColumn(_("class"), 6), ListColumn(_("lessons"), 8, True), ListColumn(_("filled in"), 10, True),
            ListColumn(_("absent"), 11, True), ListColumn(_("not filled in after the bell"), 0),
        ])  # fmt: skip

    @override
    def requests(self) -> Mapping[str, Guarded]:
        return {
            ATTENDANCE.action: ListAttendance(), PLANS.action: ShowPlans(),
            RAISES.action: ShowRaises(),
            CORRECTIONS.action: ShowCorrections(), PAGE.action: DirectorMorning(self._day),
            LESSONS.action: MyDay(self._day), EXAMS.action: ShowExams(),
        }  # fmt: skip

    @override
    async def load(self) -> None:
        """Ask for the day again."""
        found = await self.ask(WholeSchoolDay(self._day))
        if found is None:
            return
        self._found = found
        self.title_line(_("School") + f" · {weekday_short(self._day)} {short_date(self._day)}", self._who)
        rows = self.query_one(PickList)
        why = found.free_because or _("a free day")
        rows.empty = _("No lessons: {why}. The arrows show other days.").format(why=why)
        rows.show([
            (c.name, str(c.lessons), str(c.filled), str(c.absent), ", ".join(c.missing)) for c in found.classes
        ])  # fmt: skip
        rows.focus()
        lessons, filled = sum(c.lessons for c in found.classes), sum(c.filled for c in found.classes)
        late = sum(1 for c in found.classes if c.missing)
        self.summarise(
            _("Lessons {lessons}, filled in {filled}; classes with something missing after the bell: {late}.").format(
                lessons=lessons, filled=filled, late=late
            ),
            self._waiting(found) or self.desk.greeting,
        )

    def _waiting(self, found: SchoolDay) -> str:
        """What waits for an answer, "" when nothing does."""
        asked = found.corrections
        words = ngettext("{count} request to correct (Ctrl+R).", "{count} requests to correct (Ctrl+R).", asked)
        raised = ngettext("{count} result to approve (Ctrl+G).", "{count} results to approve (Ctrl+G).", found.raises)
        parts = (
            words.format(count=asked) if asked else "", raised.format(count=found.raises) if found.raises else "",
            _exams(found), self._substitutions(found),
        )  # fmt: skip
        return " ".join(filter(None, parts))

    def action_raises(self) -> None:
        """The results above the proposal."""
        from ..results.raises import RaisesScreen

        self.app.push_screen(RaisesScreen(self.desk, self._who))

    async def action_exams(self) -> None:
        """The exams of the classes."""
        await self._show_section(EXAMS, "exams")

    def action_corrections(self) -> None:
        """What teachers ask to correct."""
        from ..journal.corrections import CorrectionsScreen

        self.app.push_screen(CorrectionsScreen(self.desk, self._who))

    def _substitutions(self, found: SchoolDay) -> str:
        """What waits for the dispatcher, "" when nothing does."""
        words = ngettext("{count} lesson without a teacher.", "{count} lessons without a teacher.", found.unattended)
        parts = [words.format(count=found.unattended)] if found.unattended else []
        if found.claims:
            taken = ngettext("{count} taken at once, to confirm.", "{count} taken at once, to confirm.", found.claims)
            parts.append(taken.format(count=found.claims))
        return " ".join([*parts, _("F5: substitutions.")]) if parts else ""

    def action_substitutions(self) -> None:
        """The dispatcher's day."""
        from ..substitutions.substitutions import SubstitutionsScreen

        self.app.push_screen(SubstitutionsScreen(self.desk, self._who, self._day))

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter shows what is missing."""
        self.action_open()

    def action_open(self) -> None:
        """The lessons of the class that are not filled in, and from there each of them."""
        if self._found and self._found.classes:
            start(self, self._drill(self._found.classes[self.query_one(PickList).index]))

    async def _drill(self, found: ClassDay) -> None:
        if not found.missing:
            self.app.push_screen(ShowText(found.name, [], _("Everything is filled in.")))
            return
        index = await self.app.push_screen_wait(Choose(found.name, [(words,) for words in found.missing]))
        if index is not None:
            from ..journal.lesson_page import LessonPageScreen

            self.app.push_screen(LessonPageScreen(self.desk, found.missing_lessons[index], self._who))

    async def action_page(self) -> None:
        """The numbers of the day."""
        await self._show_section(PAGE, "director")

    async def action_attendance(self) -> None:
        """The attendance of a class."""
        await self._show_section(ATTENDANCE, "attendance")

    async def action_today(self) -> None:
        """The own lessons of whoever teaches too."""
        await self._show_section(LESSONS, "today")

    async def _show_section(self, command: Command, start: str) -> None:
        if why := self._refused.get(command.action):
            self.say(why)
            return
        actor = await self._attempt(lambda: self.desk.run(lambda session: session.actor()))
        if actor is not None:
            self.app.push_screen(first_screen(start, self.desk, actor, cast(Host, self.app).home.path))

    async def action_courses(self) -> None:
        """Any journal, to read."""
        await choose_course(self, self._who)

    def action_plans(self) -> None:
        """The lesson plans of the school."""
        from ..plans.plans import PlansScreen

        self.app.push_screen(PlansScreen(self.desk, self._who))

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
        return [_("Every class of the school on this day: lessons, lessons with roll call and topic, who is late.")]


def _exams(found: SchoolDay) -> str:
    """Results of exams that wait to be entered, "" where none do."""
    if not found.exams:
        return ""
    words = ngettext(
        "{count} exam result to enter (Ctrl+E).", "{count} exam results to enter (Ctrl+E).", found.exams
    ).format(count=found.exams)
    return " ".join((words, _("Their term is over."))) if found.exams_late else words
