"""A course's lesson plan: shifted, merged and split when lessons fall out, approved by the deputy head, exported."""

from collections.abc import Mapping
from typing import cast

from typing_extensions import override

from ....domain.plans.plans import PlanView
from ....i18n import N_, _, ngettext
from ....services.history.lives import PlanLineLife
from ....services.plans.plan_files import RecordPlanExport, export_plan, file_name
from ....services.plans.plan_view import ApprovePlan
from ....services.plans.plans import EditPlanLine, InsertPlanLine, MergePlanLines, RemovePlanLine, SplitPlanLine
from ....services.session import Change, Guarded
from ....services.workbooks.outbox import save_new
from ...commands import FIND, HISTORY, Command
from ...dialogs.choose import Choose
from ...dialogs.text import ShowText
from ...host import Host
from ...widgets.pick_list import PickList
from .plan_writing import EDIT, INSERT, PlanWritingScreen

SHIFT = Command("shift", ("с",), N_("shift"), N_("A lesson has fallen out: put a free or a repeated lesson here."), 85)
MERGE = Command("merge", ("о",), N_("merge"), N_("Teach this line and the next one in a single lesson."), 80)
SPLIT = Command("split", ("р",), N_("split"), N_("Teach this line in two lessons."), 75)
KIND = Command("kind", ("к",), N_("kind of control"), N_("Choose what is checked in the lesson."))
REMOVE = Command("remove", ("delete",), N_("take out"), N_("Take the line out of the plan."))
APPROVE = Command("approve", ("у",), N_("approve"), N_("Approve the plan, or take the approval back."), 98)
EXPORT = Command("export", ("f7",), N_("to a workbook"), N_("Save the plan as a workbook."), 40)

MANY = 3
"""More lessons than these are not moved unasked."""
KEEPING = (EDIT, SHIFT, MERGE, SPLIT, KIND, INSERT, REMOVE)


class LessonPlanScreen(PlanWritingScreen):
    """The plan of one course."""

    COMMANDS_HERE = (APPROVE, EDIT, SHIFT, MERGE, SPLIT, KIND, INSERT, REMOVE, FIND, HISTORY, EXPORT)
    HIDES_REFUSED = True

    @override
    def requests(self) -> Mapping[str, Guarded]:
        keeping = EditPlanLine(self._course, 0, "", "", "", None)
        return {
            **{command.action: keeping for command in KEEPING}, APPROVE.action: ApprovePlan(self._course, ""),
            EXPORT.action: RecordPlanExport(self._course),
        }  # fmt: skip

    async def action_history(self) -> None:
        """Who wrote the line under the cursor, and what became of it."""
        row = self._here()
        if row is None:
            return
        told = await self.ask(PlanLineLife(self._course, row.line.key))
        if told is not None:
            title, empty = f"№ {row.number} {row.line.topic}", _("Nothing was ever written here.")
            self.app.push_screen(ShowText(title, [line.sentence() for line in told], empty))

    # What moves lessons: each is asked about where many move.

    def action_shift(self) -> None:
        """Put a free or a repeated lesson before the line under the cursor."""
        if self._ahead(SHIFT.action) is not None:
            self.run_worker(self._shift(), exclusive=False)

    async def _shift(self) -> None:
        plan, at = self.plan, self.query_one(PickList).index
        assert plan is not None
        free = _("Reserve")
        taught = (row.line.topic for row in plan.rows[max(at - 1, 0) : at + 1])
        topics = [free, *dict.fromkeys(topic for topic in taught if topic != free)]
        rows = [(_("A free lesson: {topic}").format(topic=topics[0]),)]
        rows += [(_("Once more: {topic}").format(topic=topic),) for topic in topics[1:]]
        moved = len(plan.rows) - at
        title = ngettext(
            "Shift: {count} lesson moves on by a lesson. What is taught in its place?",
            "Shift: {count} lessons move on by a lesson. What is taught in their place?",
            moved,
        ).format(count=moved)
        chosen = await self.app.push_screen_wait(Choose(title, rows))
        if chosen is not None:
            change = InsertPlanLine(self._course, at, plan.digest, topics[chosen])
            await self._change(change, _("The plan is shifted by a lesson."), at)

    def action_merge(self) -> None:
        """The line under the cursor and the next one in a single lesson."""
        if self._ahead(MERGE.action) is not None:
            self.run_worker(self._merge(), exclusive=False)

    async def _merge(self) -> None:
        plan, at = self.plan, self.query_one(PickList).index
        assert plan is not None
        following = plan.rows[at + 1 :][:1]
        title = _("Merge with “{topic}”?").format(topic=following[0].line.topic) if following else ""
        if not following or await self._sure(title, len(plan.rows) - at - 2, earlier=True):
            await self._change(MergePlanLines(self._course, at, plan.digest), _("Two lines are one lesson now."), at)

    def action_split(self) -> None:
        """The line under the cursor in two lessons."""
        if self._ahead(SPLIT.action) is not None:
            self.run_worker(self._split(), exclusive=False)

    async def _split(self) -> None:
        plan, at = self.plan, self.query_one(PickList).index
        assert plan is not None
        title = _("Split “{topic}” over two lessons?").format(topic=plan.rows[at].line.topic)
        if await self._sure(title, len(plan.rows) - at - 1, earlier=False):
            await self._change(SplitPlanLine(self._course, at, plan.digest), _("The line takes two lessons now."), at)

    def action_remove(self) -> None:
        """The line under the cursor out of the plan."""
        if self._ahead(REMOVE.action) is not None:
            self.run_worker(self._remove(), exclusive=False)

    async def _remove(self) -> None:
        plan, at = self.plan, self.query_one(PickList).index
        assert plan is not None
        title = _("Take “{topic}” out of the plan?").format(topic=plan.rows[at].line.topic)
        if await self._sure(title, len(plan.rows) - at - 1, earlier=True):
            await self._change(RemovePlanLine(self._course, at, plan.digest), _("The line is out of the plan."), at)

    async def _sure(self, title: str, moved: int, earlier: bool) -> bool:
        """Whether the person wants it though many lessons move."""
        if moved <= MANY:
            return True
        words = (
            ngettext("{count} lesson comes earlier.", "{count} lessons come earlier.", moved) if earlier
            else ngettext("{count} lesson comes later.", "{count} lessons come later.", moved)
        )  # fmt: skip
        return await self._agreed(f"{title} {words.format(count=moved)}")

    async def _agreed(self, title: str) -> bool:
        return await self.app.push_screen_wait(Choose(title, [(_("Yes"),), (_("No"),)])) == 0

    async def _change(self, change: Change, said: str, at: int) -> None:
        if await self.do(change):
            await self._show(at)
            self._say_done(said)

    async def action_kind(self) -> None:
        """Choose what is checked in the lesson under the cursor."""
        plan = self.plan
        if plan is None or (row := self._ahead(KIND.action)) is None:
            return
        if plan.markless:
            self.say(_("No marks are given here: the subject or the class is without marks."))
            return
        at, line = self.query_one(PickList).index, row.line
        choices: list[int | None] = [None, *(key for key, _name in plan.kinds)]

        def chosen(index: int | None) -> None:
            if index is not None:
                change = EditPlanLine(self._course, at, plan.digest, line.topic, line.homework, choices[index])
                self.run_worker(self._change(change, _("Line {number} is saved.").format(number=at + 1), at))

        rows = [(_("Nothing is checked"),), *((name,) for _key, name in plan.kinds)]
        self.app.push_screen(Choose(_("Kind of control"), rows), chosen)

    def action_approve(self) -> None:
        """Agree to the plan as it is shown, or take the agreement back."""
        if why := self._refused.get(APPROVE.action):
            self.say(why)
        elif self.plan is not None:
            self.run_worker(self._approve(self.plan), exclusive=False)

    async def _approve(self, plan: PlanView) -> None:
        stands = plan.approved is not None and plan.approved.stands
        if stands and not await self._agreed(_("Take the approval back?")):
            return
        if await self.do(ApprovePlan(self._course, plan.digest, agrees=not stands)):
            await self._show()
            done = _("The approval is taken back.") if stands else _("The plan is approved.")
            self.say(done, _("Ctrl+Z takes it back."))

    async def action_export(self) -> None:
        """The plan as a workbook, saved under the outbox."""
        home, course = cast(Host, self.app).home.path, self._course
        name = file_name(self.plan.title if self.plan else "")
        path = await self._attempt(lambda: self.desk.run(
            lambda session: save_new(home, name, "xlsx", export_plan(session, course))
        ))  # fmt: skip
        if path is not None:
            self.say(
                _("The workbook is ready: {path}").format(path=path),
                _("Copy it with: scp SERVER:{path} .").format(path=path),
            )

    @override
    def help_words(self) -> list[str]:
        return [
            _("Every line of the plan with its lesson: given lines stay, the others move as lessons fall out."),
            _("“By now” counts the lines that the plan's own days or the timetable ask for up to yesterday."),
            _("Topics are offered on the lesson page in this order; a plan that has changed is approved again."),
        ]
