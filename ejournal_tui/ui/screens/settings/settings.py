"""The settings of the school: topics to choose from, and the lines of one topic; each effect is told beforehand."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from textual import work
from textual.app import ComposeResult
from typing_extensions import override

from ....i18n import N_, _
from ....services.session import Change, Guarded
from ....services.settings.deciding import Decision, DecisionsMade, ShowEffect
from ....services.settings.settings import Settings, ShowSettings
from ...commands import Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.form import Notice, Values
from ...dialogs.text import ShowText
from ...widgets.pick_list import ListColumn, PickList
from ..base import JournalScreen
from ..finding import sought
from ..people.people_deeds import Deed
from ..people.people_forms import FormScreen
from .settings_calendar import bells_topic, calendar_topic
from .settings_kinds import lesson_kinds_topic, phrases_topic, school_topic, subjects_topic, works_topic
from .settings_reasons import reasons_topic
from .settings_rules import periods_topic, rules_topic
from .settings_topics import Line, Topic

OPEN = Command("open", ("enter",), N_("open"), N_("Open the topic under the cursor."), 100)
EDIT = Command("edit", ("enter", "f2"), N_("change"), N_("Change the line under the cursor."), 100)
NEW = Command("new", ("insert",), N_("add"), N_("Add a line."), 95)
REMOVE = Command("remove", ("delete",), N_("take away"), N_("Take away what the line under the cursor says."), 85)

MADE = Command("made", ("f4",), N_("history"), N_("Show who changed the settings lately, and when."), 60)


def topics() -> tuple[Topic, ...]:
    """All topics in the order in which a school decides on them."""
    return (
        calendar_topic(), bells_topic(), periods_topic(), rules_topic(), works_topic(), lesson_kinds_topic(),
        phrases_topic(), reasons_topic(), subjects_topic(), school_topic(),
    )  # fmt: skip


class SettingsScreen(JournalScreen):
    """The topics."""

    COMMANDS_HERE = (OPEN,)

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(desk)
        self._who = name
        self._topics = topics()

    @override
    def body(self) -> ComposeResult:
        yield PickList([ListColumn("", 1), ListColumn("", 30), ListColumn("", 0)])

    @override
    async def load(self) -> None:
        """Ask for everything decided."""
        found = await self.ask(ShowSettings())
        if found is None:
            return
        self.title_line(_("Settings"), self._who)
        rows = self.query_one(PickList)
        rows.show([("", topic.words, topic.summary(found)) for topic in self._topics])
        rows.focus()
        self.summarise(_("What the school decides for itself; what it has not decided is as shipped."))

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter opens the topic."""
        self.action_open()

    def action_open(self) -> None:
        """The topic under the cursor."""
        topic = self._topics[self.query_one(PickList).index]
        self.app.push_screen(TopicScreen(self.desk, self._who, topic))

    @override
    def help_words(self) -> list[str]:
        return [
            _("What the school decides for itself, by topics. The effect of a change is told before it is made."),
            _("The deputy head decides on rules, periods and kinds of work; dispatcher and deputy head on the days."),
            _("The officer keeps the subjects and the name of the school."),
        ]


class TopicScreen(FormScreen):
    """The lines of a topic."""

    COMMANDS_HERE = (EDIT, NEW, REMOVE, MADE)

    def __init__(self, desk: Desk, name: str, topic: Topic) -> None:
        super().__init__(desk)
        self._who = name
        self._topic = topic
        self._found: Settings | None = None
        self._lines: list[Line] = []
        self._considered: tuple[Change, Values] | None = None

    @override
    def body(self) -> ComposeResult:
        yield PickList(self._topic.columns, empty=_("There is nothing here yet: Ins adds the first line."))

    @override
    async def load(self) -> None:
        """Ask for the lines again."""
        found = await self.ask(ShowSettings())
        if found is None:
            return
        self._found = found
        self._lines = self._topic.lines(found)
        self.title_line(_("Settings") + f" · {self._topic.words}", self._who)
        rows = self.query_one(PickList)
        rows.show([line.cells for line in self._lines])
        rows.focus()
        self.summarise(self._topic.help[0])

    @override
    def requests(self) -> Mapping[str, Guarded]:
        if self._found is None:
            return {}
        return dict.fromkeys((EDIT.action, NEW.action, REMOVE.action), self._topic.probe(self._found))

    @property
    def _line(self) -> Line | None:
        return self._lines[self.query_one(PickList).index] if self._lines else None

    def _forbidden(self, action: str) -> bool:
        if why := self._refused.get(action):
            self.say(why)
        return bool(why)

    def on_pick_list_searched(self, event: PickList.Searched) -> None:
        """Tell what is looked for."""
        if event.text:
            self.say(sought(event))

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter changes the line."""
        self.action_edit()

    @work
    async def action_edit(self) -> None:
        """Change the line under the cursor."""
        line = self._line
        if line is None or self._forbidden(EDIT.action):
            return
        if line.edit is None:
            self.say(_("This line is not changed: take it away with Del, or add another one with Ins."))
            return
        await self._carry_out(line.edit)

    @work
    async def action_new(self) -> None:
        """Add a line of one of the kinds that there are here."""
        if self._found is None or self._forbidden(NEW.action):
            return
        line = self._line
        offered = (line.new if line else ()) or self._topic.new(self._found)
        if not offered:
            self.say(_("Nothing is added here: Enter changes what there is."))
            return
        chosen: int | None = 0
        if len(offered) > 1:
            rows = [(deed.words,) for deed in offered]
            chosen = await self.app.push_screen_wait(Choose(_("What to add"), rows))
        if chosen is not None:
            await self._carry_out(offered[chosen])

    async def _carry_out(self, deed: Deed) -> None:
        self._considered = None
        self._seen = {line.cells for line in self._lines}
        if deed.fields:
            await self.fill_in(deed)
            return
        rows = [(one,) for one in deed.choices]
        chosen = await self.app.push_screen_wait(Choose(deed.words, rows))
        if chosen is not None:
            change = deed.read(chosen, ())
            assert isinstance(change, Decision)
            await self._confirm(deed.words, change)

    @work
    async def action_remove(self) -> None:
        """Take away what the line says, after its effect was told."""
        line = self._line
        if line is None or self._forbidden(REMOVE.action):
            return
        if line.remove is None:
            self.say(_("This line stays: Enter changes it."))
            return
        await self._confirm(line.removed, line.remove)

    async def _confirm(self, asked: str, change: Decision) -> None:
        self._seen = {line.cells for line in self._lines}
        told = await self.ask(ShowEffect(change))
        if told is None:
            return
        question = "\n".join((asked, *told))
        chosen = await self.app.push_screen_wait(Choose(question, [(_("Yes"),), (_("No, leave it"),)]))
        if chosen == 0 and await self.do(change):
            await self._show_again(told)

    async def action_made(self) -> None:
        """Who decided lately."""
        found = await self.ask(DecisionsMade())
        if found is not None:
            lines = [one.sentence() for one in found]
            self.app.push_screen(ShowText(_("Changes of the settings"), lines, _("Nothing was changed yet.")))

    @override
    async def consider(self, change: Change, values: Values) -> str:
        """The effect, once for what is typed."""
        if self._considered == (change, values):
            return ""
        assert isinstance(change, Decision)
        told = await self.desk.ask(ShowEffect(change))
        self._considered = (change, values)
        self._effect = told
        return Notice("\n".join((*told, _("Enter once more writes it down."))))

    _effect: tuple[str, ...] = ()
    _seen: AbstractSet[tuple[str, ...]] = frozenset()

    @override
    async def show_done(self, deed: Deed) -> None:
        """The lines anew, and what has come of it."""
        await self._show_again(self._effect)

    async def _show_again(self, told: tuple[str, ...]) -> None:
        await self.load()
        # Coming back from the dialog the screen has asked already: what is new is so against what was seen before.
        changed = next((n for n, line in enumerate(self._lines) if line.cells not in self._seen), None)
        if changed is not None:
            self.query_one(PickList).move(changed)
        self.say(_("Saved. Ctrl+Z takes it back."), " ".join(told))

    @override
    def help_words(self) -> list[str]:
        return [*self._topic.help]
