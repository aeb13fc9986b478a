"""Writing the lines of a lesson plan: the fields beneath the list belong to the line under the cursor."""

from dataclasses import dataclass
from typing import ClassVar

from textual.widgets import Input
from typing_extensions import override

from ....domain.groups.groups import CourseId
from ....domain.plans.plans import PlanRow
from ....i18n import N_, _
from ....services.plans.plans import EditPlanLine, InsertPlanLine
from ....services.session import Change
from ...commands import Command
from ...desk import Desk
from ...widgets.lines import StatusLine
from ...widgets.pick_list import PickList
from ..journal.cursor import show_cursor
from .plan_lines import PlanLinesScreen

EDIT = Command("edit", ("f2",), N_("edit"), N_("Edit topic and homework of the line: Enter goes on and saves."), 95)
INSERT = Command("insert", ("insert",), N_("new line"), N_("Put a new line below this one."))


@dataclass
class _Edit:
    """A line being written."""

    key: int
    """Its entry, 0 for a new line."""
    below: int
    """The entry above a new line, 0 for the first one."""
    expects: str
    stored: tuple[str, str]


class PlanWritingScreen(PlanLinesScreen):
    """A plan whose lines are written."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = (EDIT, INSERT)

    def __init__(self, desk: Desk, course: CourseId, name: str) -> None:
        super().__init__(desk, course, name)
        self._edit: _Edit | None = None

    @override
    def writing(self) -> bool:
        return self._edit is not None

    async def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter edits the line."""
        await self.action_edit()

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
        if self._find_place(edit):
            self.say(*said)
        else:
            self.say(_("The line has been taken out of the plan meanwhile; your text is kept."),
                     _("Enter makes a new line of it below the cursor."))  # fmt: skip

    def _find_place(self, edit: _Edit) -> bool:
        """Lay what is being written on the plan as it is now; answers whether its line is still there."""
        assert self.plan is not None
        edit.expects = self.plan.digest
        keys = [row.line.key for row in self.plan.rows]
        here = row.line.key if (row := self._here()) else 0
        if edit.key and edit.key not in keys:
            edit.key, edit.below, edit.stored = 0, here, ("", "")
            return False
        if edit.below not in keys:
            edit.below = here
        return True

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

    def _say_done(self, said: str) -> None:
        waits = self.plan is not None and self.plan.approved is not None and not self.plan.approved.stands
        more = _("The deputy head has to approve the plan again.") if waits else _("Ctrl+Z takes it back.")
        self.say(said, more)
