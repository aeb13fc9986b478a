"""A course's lesson plan on the real dates: shifted, merged and split when lessons fall out, approved by the deputy."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static
from typing_extensions import override

from ...domain.groups import CourseId
from ...domain.plans import PlanRow, PlanState, PlanView, lag_words
from ...domain.words import bare, short_date
from ...i18n import N_, _, ngettext
from ...services.outbox import save_new
from ...services.plan_files import RecordPlanExport, export_plan
from ...services.plan_view import ApprovePlan, ShowPlan
from ...services.plans import EditPlanLine, InsertPlanLine, MergePlanLines, RemovePlanLine, SplitPlanLine
from ...services.session import Change, Guarded
from ..commands import FIND, Command
from ..desk import Desk
from ..dialogs.choose import Choose
from ..host import Host
from ..safe import T
from ..widgets.fields import TextInput
from ..widgets.lines import StatusLine
from ..widgets.pick_list import ListColumn, PickList
from .base import JournalScreen
from .cursor import show_cursor

EDIT = Command("edit", ("f2",), N_("edit"), N_("Edit topic and homework of the line: Enter goes on and saves."), 95)
SHIFT = Command("shift", ("с",), N_("shift"), N_("A lesson has fallen out: put a free or a repeated lesson here."), 85)
MERGE = Command("merge", ("о",), N_("merge"), N_("Teach this line and the next one in a single lesson."), 80)
SPLIT = Command("split", ("р",), N_("split"), N_("Teach this line in two lessons."), 75)
KIND = Command("kind", ("к",), N_("kind of control"), N_("Choose what is checked in the lesson."))
INSERT = Command("insert", ("insert",), N_("new line"), N_("Put a new line below this one."))
REMOVE = Command("remove", ("delete",), N_("take out"), N_("Take the line out of the plan."))
APPROVE = Command("approve", ("у",), N_("approve"), N_("Approve the plan, or take the approval back."), 98)
EXPORT = Command("export", ("f7",), N_("to a workbook"), N_("Save the plan as a workbook."), 40)

PLAN = Command("plan", ("л",), N_("lesson plan"), N_("Open the lesson plan of this subject and class."))
"""What other screens open this one by."""

COLUMNS = (
    ListColumn(N_("no."), 3, True), ListColumn(N_("plan|plan"), 5), ListColumn(N_("plan|day"), 5),
    ListColumn(N_("column|topic"), 0), ListColumn(N_("column|homework"), 14), ListColumn(N_("plan|work"), 5),
    ListColumn(N_("plan|state"), 9),
)  # fmt: skip
MANY = 3
"""More lessons than these are not moved unasked."""
KEEPING = (EDIT, SHIFT, MERGE, SPLIT, KIND, INSERT, REMOVE)


@dataclass
class _Edit:
    """A line being written."""

    key: int
    """Its entry, 0 for a new line."""
    below: int
    """The entry above a new line, 0 for the first one."""
    expects: str
    stored: tuple[str, str]


class LessonPlanScreen(JournalScreen):
    """The plan of one course."""

    COMMANDS_HERE = (APPROVE, EDIT, SHIFT, MERGE, SPLIT, KIND, INSERT, REMOVE, FIND, EXPORT)

    def __init__(self, desk: Desk, course: CourseId, name: str) -> None:
        super().__init__(desk)
        self._course = course
        self._who = name
        self.plan: PlanView | None = None
        self._edit: _Edit | None = None

    @override
    def body(self) -> ComposeResult:
        yield PickList([ListColumn(bare(c.title), c.width, c.right) for c in COLUMNS], searches=False)
        for key, label in (("topic", _("Topic")), ("homework", _("Homework"))):
            with Horizontal(classes="field"):
                yield Static(T(label), classes="label narrow")
                field = TextInput(id=key, max_length=500)
                field.can_focus = False
                yield field

    @override
    def requests(self) -> Mapping[str, Guarded]:
        keeping = EditPlanLine(self._course, 0, "", "", "", None)
        return {
            **{command.action: keeping for command in KEEPING}, APPROVE.action: ApprovePlan(self._course, ""),
            EXPORT.action: RecordPlanExport(self._course),
        }  # fmt: skip

    @property
    @override
    def commands(self) -> tuple[Command, ...]:
        """What the person may do with this plan: the keys of others are not shown."""
        return tuple(c for c in super().commands if self.enabled(c.action))

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
        self._tell()
        if self._edit is None:
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
        if plan.cancelled:
            parts.append(_("cancelled {count}").format(count=plan.cancelled))
        if plan.off_plan:
            parts.append(_("off the plan {count}").format(count=plan.off_plan))
        row = plan.rows[self.query_one(PickList).index]
        self.summarise(" · ".join(parts), " · ".join(filter(None, [row.line.section, _where(row)])))

    def on_pick_list_moved(self, _event: PickList.Moved) -> None:
        """The fields and the status follow the cursor."""
        if self._edit is None:
            self._fill()
            self._tell()

    async def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter edits the line."""
        await self.action_edit()

    def _here(self) -> PlanRow | None:
        rows = self.plan.rows if self.plan else ()
        return rows[self.query_one(PickList).index] if rows else None

    def _ahead(self, action: str) -> PlanRow | None:
        """The line under the cursor where the person may change it; else says why not."""
        row = self._here()
        if why := self._refused.get(action):
            self.say(why)
        elif row is None:
            self.say(_("There is no line yet: Ins begins the plan."))
        elif row.given:
            self.say(
                _("This lesson has been given: its line of the plan stays as it is."),
                _("Change the lines that are still ahead."),
            )
        else:
            return row
        return None

    # Writing a line: the fields beneath the list belong to the line under the cursor.

    def _fields(self) -> tuple[Input, Input]:
        return self.query_one("#topic", Input), self.query_one("#homework", Input)

    def _fill(self) -> None:
        row = self._here()
        for field, text in zip(self._fields(), (row.line.topic, row.line.homework) if row else ("", ""), strict=True):
            field.value = text

    async def action_edit(self) -> None:
        """Write the line under the cursor."""
        if self._edit is None and (row := self._ahead(EDIT.action)) is not None and self.plan is not None:
            await self._begin(_Edit(row.line.key, 0, self.plan.digest, (row.line.topic, row.line.homework)))

    async def action_insert(self) -> None:
        """Write a new line below the one under the cursor."""
        if why := self._refused.get(INSERT.action):
            self.say(why)
        elif self._edit is None and self.plan is not None:
            row = self._here()
            await self._begin(_Edit(0, row.line.key if row else 0, self.plan.digest, ("", "")))

    async def _begin(self, edit: _Edit) -> None:
        self._edit = edit
        draft = await self._attempt(lambda: self.desk.draft(self._place(edit))) or ""
        topic, _line, homework = draft.partition("\n")
        for field, text in zip(self._fields(), (topic, homework) if draft else edit.stored, strict=True):
            field.can_focus = True
            field.value = text
            field.cursor_position = len(text)
        self._fields()[0].focus()
        self.call_after_refresh(show_cursor, self)
        new = _("A new line of the plan.") if not edit.key else ""
        self.say(_("An unfinished text was kept.") if draft else new or _("Topic, then homework."),
                 _("Enter goes on and saves; Esc leaves the line as it was."))  # fmt: skip

    def _place(self, edit: _Edit) -> str:
        return f"plan:{self._course}:{edit.key or 'new'}"

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: from the topic to the homework, from there into the journal."""
        topic, homework = self._fields()
        if self._edit is not None and event.input is topic:
            homework.focus()
            self.call_after_refresh(show_cursor, self)
        elif self._edit is not None:
            await self._save(self._edit, topic.value.strip(), homework.value.strip())

    async def _save(self, edit: _Edit, topic: str, homework: str) -> None:
        plan = self.plan
        assert plan is not None
        if (topic, homework) == edit.stored and edit.key:
            await self._end(edit)
            return
        places = {row.line.key: n for n, row in enumerate(plan.rows)}
        at = places.get(edit.key, len(plan.rows)) if edit.key else places.get(edit.below, -1) + 1
        change: Change = InsertPlanLine(self._course, at, edit.expects, topic, homework)
        if edit.key:
            kind = plan.rows[at].line.work_kind if at < len(plan.rows) else None
            change = EditPlanLine(self._course, at, edit.expects, topic, homework, kind)
        if await self.do(change):
            await self._end(edit)
            await self._show(at)
            self._say_done(_("Line {number} is saved.").format(number=at + 1))
            return
        # Nothing typed is lost: it stays in the fields, and the plan beside it is shown as it is now.
        said = self.query_one(StatusLine).said
        await self._show()
        edit.expects = self.plan.digest if self.plan else ""
        self.say(*said)

    async def _end(self, edit: _Edit) -> None:
        self._edit = None
        await self._attempt(lambda: self.desk.keep_draft(self._place(edit), ""))
        self._leave_fields()
        self._tell()

    def _leave_fields(self) -> None:
        for field in self._fields():
            field.can_focus = False
        self.query_one(PickList).focus()
        self._fill()
        self.call_after_refresh(show_cursor, self)

    async def _keep_draft(self) -> bool:
        """Keep what is being written and not yet saved; answers whether there was something."""
        edit = self._edit
        if edit is None:
            return False
        typed = tuple(field.value for field in self._fields())
        draft = "" if typed == edit.stored else "\n".join(typed)
        await self._attempt(lambda: self.desk.keep_draft(self._place(edit), draft))
        return bool(draft)

    @override
    async def before_leaving(self) -> None:
        """What is unfinished is kept."""
        await self._keep_draft()

    async def action_back(self) -> None:
        """From the fields back to the list, from there to the screen before; what is unfinished is kept."""
        if self._edit is None:
            await super().action_back()
            return
        kept = await self._keep_draft()
        self._edit = None
        self._leave_fields()
        self._tell()
        if kept:
            self.say(_("The line stays as it was; your text is kept."), _("F2 or Ins brings it back."))

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

    def _say_done(self, said: str) -> None:
        waits = self.plan is not None and self.plan.approved is not None and not self.plan.approved.stands
        more = _("The deputy head has to approve the plan again.") if waits else _("Ctrl+Z takes it back.")
        self.say(said, more)

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

    def action_find(self) -> None:
        """Go to a line by a part of its topic."""
        rows = [(f"{row.number}. {row.line.topic}",) for row in self.plan.rows] if self.plan else []

        def chosen(index: int | None) -> None:
            if index is not None:
                self.query_one(PickList).move(index)

        if rows and self._edit is None:
            self.app.push_screen(Choose(_("Lesson plan"), rows, searches=True), chosen)

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
        path = await self._attempt(lambda: self.desk.run(
            lambda session: save_new(home, f"plan-{course}", "xlsx", export_plan(session, course))
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
