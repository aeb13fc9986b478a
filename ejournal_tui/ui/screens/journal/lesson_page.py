"""One lesson, top to bottom in the order of a real lesson: roll call, topic, homework, marks."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Input, Static
from typing_extensions import override

from ....domain.journal.homework import pupils_text
from ....domain.journal.lessons import LessonId
from ....domain.journal.marks import MADE_UP, PLAIN_ANSWER
from ....domain.text.words import short_date, weekday_short
from ....i18n import N_, _, ngettext
from ....services.homework.homework import SetHomework
from ....services.journal.gradebook import LessonPage, ShowGrid, ShowLesson
from ....services.journal.lessons import DeclareWork, RemoveWork, SetLessonKind
from ....services.session import Change, Guarded
from ...commands import FILL, FIND, HISTORY, PROJECTOR, REPEAT, Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...safe import T
from ...widgets.fields import TextInput
from ...widgets.lesson_grid import LessonGridView
from ..base import JournalScreen
from ..plans.lesson_plan import LessonPlanScreen
from ..plans.plan_lines import PLAN
from .cells import ALPHABET
from .correcting import ASK_CORRECTION, asking
from .cursor import show_cursor
from .joint import as_one, everybody, homeworks
from .lesson_grid import LessonGridScreen
from .lesson_homework import shown_homework
from .lesson_notes import NoteWriting
from .lesson_topic import PHRASE, SECOND
from .lesson_works import work_asked_for
from .roll_call import RollField
from .roll_more import ROLL_MORE
from .work_dates import choose_work, later_part, owe_absent

GRID = Command("grid", ("f6",), N_("journal"), N_("Open the grid of this subject and class."), 80)
PARTS = Command(
    "parts", ("f2",), N_("lesson: more"),
    N_("The rest are here, kind of lesson, kinds of work, nothing set for home."), 95,
)  # fmt: skip
DRAFT_PAUSE = 1.0
"""Seconds of rest after which an unfinished text is kept as a draft."""


class LessonPageScreen(NoteWriting):
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
        self._show_parts(found)
        self.call_after_refresh(show_cursor, self)
        if first:
            start = kept or ("roll" if found.roll_at is None and not self.ahead(found) else "topic")
            self.query_one(f"#{start}").focus()
            draft = _("An unfinished text was kept: Enter saves it.") if kept else ""
            back = await self.look_back()
            self._show_parts(found)
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

    def _show_parts(self, page: LessonPage) -> None:
        missing = sum(1 for row in everybody(page) if any(c.absence and c.absence.missed for c in row.cells))
        roll = _("not called yet")
        if page.roll_at is not None:
            absent = ngettext("{count} absent", "{count} absent", missing).format(count=missing)
            here = _("all here")
            roll = f"{absent if missing else here}, {self.desk.clock.local(page.roll_at):%H:%M}"
        self._aside("roll", roll)
        offered = _("by plan: Enter") if page.plan_approved else _("plan not approved: Enter")
        self._aside("topic", "" if page.topic else offered if page.planned else _("missing"))
        due = _("for {day}").format(day=short_date(page.homework_for)) if page.homework_for else ""
        homework = _("none set") if page.nothing_set else due
        tasks = " · ".join(
            _("homework {whom}: {text}").format(whom=pupils_text(len(task.pupils)), text=task.text)
            for _place, task in page.tasks
        )
        self._aside("homework", _("until {time}").format(time=page.homework_until) if page.homework_until else homework)
        kind = next((name for key, name in page.kinds if key == page.kind), _("kind of lesson: not said"))
        until = {column.kind_name: column.due for column in page.grid.columns}
        works = ", ".join(_work_words(name, until.get(name)) for _key, name in page.works)
        paper = _("from the paper journal") if any(column.on_paper for column in page.grid.columns) else ""
        groups = ", ".join(other.group for other in page.joined)
        joint = _("together with {groups}").format(groups=groups) if groups else ""
        notes = _("notes for families: {count}").format(count=page.notes) if page.notes else ""
        told = (page.state, paper, self.announced(), joint, page.substitution, kind, works, tasks, notes)
        self.query_one("#parts", Static).update(T(" · ".join(filter(None, told))))

    @property
    @override
    def commands(self) -> tuple[Command, ...]:
        """The second lesson in a row is spoken of only where there is one."""
        double = self.page is not None and self.page.second is not None
        return tuple(c for c in super().commands if c is not SECOND or double)

    def _aside(self, key: str, text: str) -> None:
        self.query_one(f"#{key}-aside", Static).update(T(text))

    @override
    def show_footer(self, lead: str = "") -> None:
        """The mark alphabet leads where it is typed: in the list, by whoever keeps the lesson."""
        kept = self.page is not None and not self.page.why_not
        super().show_footer(ALPHABET if kept and self.view().has_focus else "")

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

    def action_parts(self) -> None:
        """What else belongs to a lesson; in the field of the homework, what belongs to that."""
        page = self.page
        if page is None:
            return
        if self.focused is not None and self.focused.id == "homework":
            self.action_homework()
            return
        words = (_("The rest are here"), _("Kind of lesson…"), _("Add a kind of work…"), _("Nothing set for home"))
        rows = [(text,) for text in words]
        rows += [(_("Remove: {work}").format(work=name),) for _kind, name in page.works]
        rows.append((_("Homework: day, minutes, for whom…"),))
        rows.append((_("Note for the family of the pupil in the list…"),))
        rows.append((_("Add a work: weight, two marks…"),))
        if self._dated(page):
            rows += [(_("Debt of all who were absent…"),), (_("Part of the class writes it later…"),)]
        self.app.push_screen(Choose(_("Lesson"), rows), self._part_chosen)

    def _part_chosen(self, index: int | None) -> None:
        page = self.page
        if index is None or page is None:
            return
        if index == 0:
            self.run_worker(self.call_roll(), exclusive=False)
        elif index == 1:
            kinds = [(name,) for _key, name in page.kinds]
            self._choose(_("Kind of lesson"), kinds, lambda n: SetLessonKind(self._lesson, page.kinds[n][0], page.kind))
        elif index == 2:
            works = [(name, short) for _key, short, name in page.work_kinds]
            self._choose(_("Kind of work"), works, lambda n: DeclareWork(self._lesson, page.work_kinds[n][0]))
        elif index == 3:
            nothing = SetHomework(self._lesson, "", nothing=True, expects=page.homework, expects_terms=page.terms)
            self._do_later(as_one([nothing, *homeworks(page, "", nothing=True)]))
        elif index < 4 + len(page.works):
            self._do_later(RemoveWork(self._lesson, page.works[index - 4][0]))
        elif index == 4 + len(page.works):
            self.action_homework()
        elif index == 5 + len(page.works):
            self.action_note()
        elif index == 6 + len(page.works):
            self.run_worker(self._declare_otherwise(page), exclusive=False)
        else:
            deed = owe_absent if index == 7 + len(page.works) else later_part
            self.run_worker(self._date(page, deed), exclusive=False)

    @staticmethod
    def _dated(page: LessonPage) -> list[tuple[str, str]]:
        """The works for which pupils may have dates of their own."""
        return [
            (column.work_code, column.kind_name)
            for column in page.grid.columns
            if column.work and column.work_code != PLAIN_ANSWER and MADE_UP not in column.work_code
        ]

    async def _date(self, page: LessonPage, deed: Callable[[JournalScreen, LessonId, str], Awaitable[bool]]) -> None:
        """Give pupils dates of their own for one of the works (C03, C04)."""
        if page.why_not:
            self.say(page.why_not)
            return
        code = await choose_work(self, self._dated(page))
        if code is not None:
            await deed(self, self._lesson, code)

    async def _declare_otherwise(self, page: LessonPage) -> None:
        if change := await work_asked_for(self, page):
            self._do_later(change)

    def _choose(self, title: str, rows: Sequence[tuple[str, ...]], change: Callable[[int], Change]) -> None:
        def chosen(index: int | None) -> None:
            if index is not None:
                self._do_later(change(index))

        self.app.push_screen(Choose(title, rows), chosen)

    def _do_later(self, change: Change) -> None:
        async def deed() -> None:
            if await self.do(change):
                await self.load()
                self.say(_("Saved."), _("Ctrl+Z takes it back."))

        self.run_worker(deed(), exclusive=False)

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


def _work_words(name: str, due: datetime | None) -> str:
    """A work with the term of its marks."""
    return _("{work} (marks until {day})").format(work=name, day=short_date(due.date())) if due else name
