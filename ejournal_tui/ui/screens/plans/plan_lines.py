"""A course's lesson plan laid on the real dates: what its screen shows."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static
from typing_extensions import override

from ....domain.groups.groups import CourseId
from ....domain.plans.plans import PlanRow, PlanState, PlanView, lag_words
from ....domain.text.words import bare, short_date
from ....i18n import N_, _, ngettext
from ....services.plans.plan_view import ShowPlan
from ...commands import FIND, Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...safe import T
from ...widgets.fields import TextInput
from ...widgets.lines import StatusLine
from ...widgets.pick_list import ListColumn, PickList
from ..base import JournalScreen

PLAN = Command("plan", ("л",), N_("lesson plan"), N_("Open the lesson plan of this subject and class."))
"""What other screens open this one by."""

COLUMNS = (
    ListColumn(N_("no."), 3, True), ListColumn(N_("plan|plan"), 5), ListColumn(N_("plan|day"), 5),
    ListColumn(N_("column|topic"), 0), ListColumn(N_("column|homework"), 14), ListColumn(N_("plan|work"), 5),
    ListColumn(N_("plan|state"), 9),
)  # fmt: skip


class PlanLinesScreen(JournalScreen):
    """The lines of a plan, the whole of the line under the cursor beneath them."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = (FIND,)

    def __init__(self, desk: Desk, course: CourseId, name: str) -> None:
        super().__init__(desk)
        self._course = course
        self._who = name
        self.plan: PlanView | None = None

    @override
    def body(self) -> ComposeResult:
        yield PickList([ListColumn(bare(c.title), c.width, c.right) for c in COLUMNS], searches=False)
        for key, label in (("topic", _("Topic")), ("homework", _("Homework"))):
            with Horizontal(classes="field"):
                yield Static(T(label), classes="label narrow")
                field = TextInput(id=key, max_length=500)
                field.can_focus = False
                yield field

    def writing(self) -> bool:
        """Whether a line is being written: then the fields are left alone."""
        return False

    @override
    async def load(self) -> None:
        """Ask for the plan again; a text being typed is left alone."""
        await self._show()

    async def _show(self, index: int | None = None) -> None:
        found = await self.ask(ShowPlan(self._course))
        if found is None:
            return
        first, self.plan = self.plan is None, found
        self.title_line(" · ".join((_("Lesson plan"), found.title, self._approval(found))), self._who)
        rows = self.query_one(PickList)
        rows.empty = _("There is no plan yet: Ins begins one, “ejournal import plan” takes in a workbook.")
        rows.show([self._row(row) for row in found.rows], _start(found) if first else index)
        if first:
            self.call_after_refresh(self._look_ahead)
        self._tell_quietly()
        if not self.writing():
            self._fill()
            rows.focus()

    def _look_ahead(self) -> None:
        """Show what lies ahead beneath the line under the cursor: half of the list."""
        rows = self.query_one(PickList)
        stood = rows.index
        rows.move(stood + rows.size.height // 2)
        rows.move(stood)

    def _approval(self, plan: PlanView) -> str:
        if plan.approved is None:
            return _("not approved")
        day = short_date(self.desk.clock.local(plan.approved.at).date())
        words = _("approved {day} {who}") if plan.approved.stands else _("changed since {day}")
        return words.format(day=day, who=plan.approved.who)

    def _row(self, row: PlanRow) -> tuple[str, ...]:
        line = row.line
        return (
            str(row.number), short_date(line.day) if line.day else "", short_date(row.day) if row.day else "",
            line.topic, line.homework, row.kind, row.state.words,
        )  # fmt: skip

    def _tell_quietly(self) -> None:
        """Tell of the plan beneath what the person was just told, which stays until the cursor moves."""
        said = self.query_one(StatusLine).said
        told = any(said) and said != self._summary
        self._tell()
        if told:
            self.say(*said)

    def _tell(self) -> None:
        """The whole plan in the first line, the line under the cursor in the second."""
        plan = self.plan
        if plan is None:
            return
        if not plan.rows:
            self.summarise(_("This course has no lesson plan yet."))
            return
        parts = [
            _("Plan {lines}, given {given}, by now {due}: {lag}").format(
                lines=len(plan.rows), given=plan.given, due=plan.due, lag=lag_words(plan.due, plan.given)
            ),
            _("timetable {count}").format(count=plan.lessons),
        ]
        if plan.why_behind:
            parts[1:] = [plan.why_behind]
        elif plan.cancelled:
            parts.append(_("cancelled {count}").format(count=plan.cancelled))
        if plan.off_plan and not plan.why_behind:
            parts.append(_("off the plan {count}").format(count=plan.off_plan))
        row = plan.rows[self.query_one(PickList).index]
        self.summarise(" · ".join(parts), " · ".join(filter(None, [row.line.section, _where(row)])))

    def on_pick_list_moved(self, _event: PickList.Moved) -> None:
        """The fields and the status follow the cursor."""
        if not self.writing():
            self._fill()
            self._tell()

    def _here(self) -> PlanRow | None:
        rows = self.plan.rows if self.plan else ()
        return rows[self.query_one(PickList).index] if rows else None

    def _fields(self) -> tuple[Input, Input]:
        return self.query_one("#topic", Input), self.query_one("#homework", Input)

    def _fill(self) -> None:
        row = self._here()
        for field, text in zip(self._fields(), (row.line.topic, row.line.homework) if row else ("", ""), strict=True):
            field.value = text

    def action_find(self) -> None:
        """Go to a line by a part of its topic."""
        rows = [(f"{row.number}. {row.line.topic}",) for row in self.plan.rows] if self.plan else []

        def chosen(index: int | None) -> None:
            if index is not None:
                self.query_one(PickList).move(index)

        if rows and not self.writing():
            self.app.push_screen(Choose(_("Lesson plan"), rows, searches=True), chosen)


def _start(plan: PlanView) -> int:
    """The line that comes next, else the first that is ahead, else the last."""
    following = [n for n, row in enumerate(plan.rows) if row.state is PlanState.NEXT]
    ahead = [n for n, row in enumerate(plan.rows) if not row.given]
    return next(iter((*following, *ahead)), max(len(plan.rows) - 1, 0))


def _where(row: PlanRow) -> str:
    """Where a line stands, in words."""
    if row.day is None:
        return _("no lesson is left for line {number}: merge lines above").format(number=row.number)
    if row.state is PlanState.MISSING:
        return _("the lesson of {day} has no topic yet").format(day=short_date(row.day))
    if row.given:
        return _("given on {day}").format(day=short_date(row.day))
    if row.line.day and row.line.day < row.day:
        days = (row.day - row.line.day).days
        return ngettext("{count} day later than planned", "{count} days later than planned", days).format(count=days)
    return _("lesson of {day}").format(day=short_date(row.day))
