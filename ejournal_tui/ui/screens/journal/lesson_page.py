"""One lesson, top to bottom in the order of a real lesson: roll call, topic, homework, marks."""

from collections.abc import Mapping
from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Input, Static
from typing_extensions import override

from ....domain.journal.lessons import LessonId
from ....domain.text.words import short_date, weekday_short
from ....i18n import N_, _
from ....services.journal.gradebook import ShowGrid, ShowLesson
from ....services.session import Change, Guarded
from ...commands import FILL, FIND, HISTORY, PROJECTOR, REPEAT, Command
from ...desk import Desk
from ...safe import T
from ...widgets.fields import TextInput
from ...widgets.lesson_grid import LessonGridView
from ..plans.lesson_plan import LessonPlanScreen
from ..plans.plan_lines import PLAN
from .correcting import ASK_CORRECTION, asking
from .cursor import show_cursor
from .lesson_grid import LessonGridScreen
from .lesson_homework import shown_homework
from .lesson_parts import PARTS, LessonParts
from .lesson_topic import PHRASE, SECOND
from .roll_call import RollField
from .roll_more import ROLL_MORE

GRID = Command("grid", ("f6",), N_("journal"), N_("Open the grid of this subject and class."), 80)
DRAFT_PAUSE = 1.0
"""Seconds of rest after which an unfinished text is kept as a draft."""


class LessonPageScreen(LessonParts):
    """The page of a lesson."""

    COMMANDS_HERE = (
        PARTS, ROLL_MORE, GRID, FIND, HISTORY, FILL, SECOND, PHRASE, PLAN, REPEAT, ASK_CORRECTION, PROJECTOR,
    )  # fmt: skip

    def __init__(self, desk: Desk, lesson: LessonId, name: str) -> None:
        super().__init__(desk, lesson)
        self._who = name
        self._draft_timer: Timer | None = None
        self._stored: dict[str, str] = {}
        """What stood in the journal when a field was filled: a field that differs is being written."""

    @override
    def body(self) -> ComposeResult:
        for key, label in (("roll", _("Roll call")), ("topic", _("Topic")), ("homework", _("Homework"))):
            with Horizontal(classes="field"):
                yield Static(T(label), classes="label narrow")
                yield (RollField if key == "roll" else TextInput)(id=key, max_length=500)
                yield Static(T(""), classes="aside", id=f"{key}-aside")
        yield Static(T(""), id="parts", classes="told")
        yield LessonGridView(today=self.desk.clock.today(), results=False)

    @override
    def shown_by(self) -> ShowGrid | None:
        return ShowGrid(self.page.course, self.page.day) if self.page else None

    @override
    def requests(self) -> Mapping[str, Guarded]:
        page, today = self.page, self.desk.clock.today()
        return {ASK_CORRECTION.action: asking(page.course, page.day, today)} if page else {}

    @override
    async def load(self) -> None:
        """Ask for the lesson again; a text being typed is left alone."""
        found = await self.ask(ShowLesson(self._lesson))
        if found is None:
            return
        first, self.page, self.grid = self.page is None, found, found.grid
        self.head = found.grid.head
        bell = f" ({found.starts}–{found.ends})" if found.starts else ""
        when = _("{weekday} {day}, lesson {number}").format(
            weekday=weekday_short(found.day), day=short_date(found.day), number=found.number
        )
        self.title_line(f"{found.grid.title} · {when}{bell}", self._who)
        self.view().show(found.grid)
        planned = found.planned
        drafts = {
            "topic": await self._fill("topic", found.topic, planned[1] if planned else "", first),
            "homework": await self._fill("homework", shown_homework(found), planned[2] if planned else "", first),
        }
        kept = next((key for key, brought_back in drafts.items() if brought_back), "")
        self.show_parts(found)
        self.call_after_refresh(show_cursor, self)
        if first:
            start = kept or ("roll" if found.roll_at is None and not self.ahead(found) else "topic")
            self.query_one(f"#{start}").focus()
            draft = _("An unfinished text was kept: Enter saves it.") if kept else ""
            back = await self.look_back()
            self.show_parts(found)
            self.say(found.why_not or draft or self.advice(found), back)

    async def _fill(self, key: str, stored: str, planned: str, first: bool) -> bool:
        """Show what is stored and what the plan offers; answers whether a draft was brought back."""
        field = self.query_one(f"#{key}", Input)
        field.placeholder = T(planned).plain
        seen = self._stored.get(key, "")
        self._stored[key] = stored
        if not first and field.value not in (seen, stored):
            return False
        draft = await self._attempt(lambda: self.desk.draft(self._place(key))) if first else ""
        kept = bool(draft) and draft != stored
        field.value = draft if draft and kept else stored
        return kept

    def _place(self, key: str) -> str:
        return f"{key}:{self._lesson}"

    @property
    @override
    def commands(self) -> tuple[Command, ...]:
        """The second lesson in a row is spoken of only where there is one."""
        double = self.page is not None and self.page.second is not None
        return tuple(c for c in super().commands if c is not SECOND or double)

    @override
    def show_footer(self, lead: str = "") -> None:
        """The mark alphabet leads where it is typed: in the list, by whoever keeps the lesson."""
        kept = self.page is not None and not self.page.why_not
        super().show_footer(self.alphabet if kept and self.view().has_focus else "")

    def on_descendant_focus(self) -> None:
        """Other keys matter in a text than in the list; at the homework its day's load is told."""
        self.show_footer()
        focused = self.focused.id if self.focused else None
        if focused == "homework" != self._focused:
            self.run_worker(self.tell_load(), exclusive=False)
        self._focused = focused
        self.call_after_refresh(show_cursor, self)

    async def on_input_changed(self, event: Input.Changed) -> None:
        """Find the pupil of the roll call; keep the draft of a text."""
        if event.input.id == "roll":
            self.search(event.value)
        elif self._draft_timer is None and event.input.has_focus:
            self._draft_timer = self.set_timer(DRAFT_PAUSE, self._keep_drafts)

    async def _keep_drafts(self) -> None:
        self._draft_timer = None
        if self.page is None:
            return
        stored = {"topic": self.page.topic, "homework": shown_homework(self.page)}
        for key, text in stored.items():
            value = self.query_one(f"#{key}", Input).value
            draft = "" if value == text else value
            await self._attempt(partial(self.desk.keep_draft, self._place(key), draft))

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: the next step of the lesson."""
        if self.page is None:
            return
        if event.input.id == "roll":
            await (self.answer_roll(event.value) if event.value.strip() else self.call_roll())
            return
        event.input.value = event.value.strip()
        await (self.save_topic if event.input.id == "topic" else self.save_homework)(event.input.value)

    @override
    async def write(self, key: str, change: Change) -> bool:
        receipt = await self.do(change)
        if receipt is None:
            return False
        await self._attempt(lambda: self.desk.keep_draft(self._place(key), ""))
        return True

    def action_grid(self) -> None:
        """The grid of the course, at this lesson."""
        if self.page:
            screen = LessonGridScreen(self.desk, self.page.course, self.page.day, self._who, self._lesson)
            self.app.push_screen(screen)

    def action_plan(self) -> None:
        """The lesson plan of the course: what is changed there is offered here at once."""
        if self.page:
            self.app.push_screen(LessonPlanScreen(self.desk, self.page.course, self._who))

    async def action_back(self) -> None:
        """Go back; what is unfinished is kept."""
        await self._keep_drafts()
        await super().action_back()

    @override
    async def before_leaving(self) -> None:
        """What is unfinished is kept."""
        await self._keep_drafts()

    @override
    def help_words(self) -> list[str]:
        return [
            _("Roll call: letters find a surname, Enter marks “н”, digits refine: 1 н, 2 о, 3 б, 4 п, 0 present."),
            _("Enter in the empty field says that the rest are here. Enter takes the planned topic and homework."),
        ]
