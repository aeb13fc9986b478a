"""The lesson plans: a teacher's own, or all of the school's with those that wait for the deputy head's approval."""

from textual.app import ComposeResult
from typing_extensions import override

from ....domain.plans.plans import PlanSummary
from ....domain.text.words import bare, short_date
from ....i18n import N_, _
from ....services.plans.plan_view import ShowPlans
from ...commands import Command
from ...desk import Desk
from ...widgets.pick_list import ListColumn, PickList
from ..base import JournalScreen
from ..finding import sought
from .lesson_plan import LessonPlanScreen

OPEN = Command("open", ("enter",), N_("plan"), N_("Open the lesson plan under the cursor."), 100)
WAITING = Command("waiting", ("f5",), N_("waiting only"), N_("Show only the plans that wait for approval, or all."), 80)

COLUMNS = (
    ListColumn(N_("class"), 10), ListColumn(N_("subject"), 18), ListColumn(N_("plan|teacher"), 15),
    ListColumn(N_("plan|lines/lessons"), 9, True), ListColumn(N_("plan|given, count"), 4, True),
    ListColumn(N_("plan|approval"), 0),
)  # fmt: skip


class PlansScreen(JournalScreen):
    """Plans to choose from."""

    COMMANDS_HERE = (OPEN, WAITING)

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(desk)
        self._who = name
        self._found: tuple[PlanSummary, ...] = ()
        self._shown: tuple[PlanSummary, ...] = ()
        self._waiting = False

    @override
    def body(self) -> ComposeResult:
        yield PickList([ListColumn(bare(c.title), c.width, c.right) for c in COLUMNS])

    @override
    async def load(self) -> None:
        """Ask for the plans again."""
        found = await self.ask(ShowPlans())
        if found is None:
            return
        rows = self.query_one(PickList)
        stood = self._shown[rows.index].course if self._shown else None
        self._found = found
        self._shown = tuple(plan for plan in found if plan.waits or not self._waiting)
        self.title_line(_("Lesson plans"), self._who)
        rows.empty = _("No plan waits for approval: F5 shows all.") if found else _("You teach no courses.")
        keys = [plan.course for plan in self._shown]
        rows.show([self._row(plan) for plan in self._shown], keys.index(stood) if stood in keys else None)
        rows.focus()
        self._tell()

    def _tell(self) -> None:
        waits = sum(plan.waits for plan in self._found)
        without = sum(not plan.lines for plan in self._found)
        agreed = len(self._found) - waits - without
        self.summarise(
            _("Plans: approved {agreed}, waiting for approval {waits}, missing {without}.").format(
                agreed=agreed, waits=waits, without=without
            ),
            _("Enter opens a plan; letters find a class, a subject or a teacher."),
        )

    def _row(self, plan: PlanSummary) -> tuple[str, ...]:
        return (
            plan.group, plan.subject, plan.teachers, f"{plan.lines}/{plan.lessons}", str(plan.given),
            self._approval(plan),
        )  # fmt: skip

    def _approval(self, plan: PlanSummary) -> str:
        if not plan.lines:
            return _("no plan")
        if plan.approved is None:
            return _("waits")
        if not plan.approved.stands:
            return _("changed, waits")
        return _("approved {day}").format(day=short_date(self.desk.clock.local(plan.approved.at).date()))

    def on_pick_list_searched(self, event: PickList.Searched) -> None:
        """Tell what is looked for."""
        if event.text:
            self.say(sought(event))
        else:
            self._tell()

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter opens the plan."""
        self.action_open()

    def action_open(self) -> None:
        """The plan under the cursor."""
        if self._shown:
            course = self._shown[self.query_one(PickList).index].course
            self.app.push_screen(LessonPlanScreen(self.desk, course, self._who))

    async def action_waiting(self) -> None:
        """Those that wait, or all."""
        self._waiting = not self._waiting
        await self.load()

    @override
    def help_words(self) -> list[str]:
        return [
            _("The lesson plans: how many lines they have, how many lessons the timetable has, how many are given."),
            _("The deputy head approves each plan before use; one that has changed since waits again."),
        ]
