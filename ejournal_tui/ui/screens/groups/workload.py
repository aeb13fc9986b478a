"""The workload: courses with hours and dated teachers, by class and by teacher; what has no teacher stands first."""

from collections.abc import Mapping

from textual import work
from textual.app import ComposeResult
from typing_extensions import override

from ....domain.groups.groups import CourseId
from ....domain.groups.workload import CourseLoad
from ....domain.people.people import ClassId
from ....i18n import N_, _
from ....services.groups.workload import ChangeHours
from ....services.groups.workload_view import ShowLoadChoices, ShowWorkload, Workload
from ....services.session import Guarded
from ...commands import Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.text import ShowText
from ...widgets.pick_list import ListColumn, PickList
from ..finding import sought
from ..people.people_deeds import Deed
from ..people.people_forms import FormScreen
from .workload_deeds import LoadDeeds
from .workload_lines import Line, course_lines, lines_of, state_words

OPEN = Command("open", ("enter",), N_("course"), N_("Show the course: everybody who taught it and who signs."), 100)
EDIT = Command("edit", ("f2",), N_("change"), N_("Hand the course over, change teachers or hours."), 90)
TURN = Command("turn", ("f5",), N_("by teacher"), N_("Show the courses by teacher, or by class."), 80)
NEW = Command("new", ("insert",), N_("new course"), N_("Add a course of a class, or of several classes."), 70)
WIDE = 100
"""From so many cells on there is room for who signs the results."""


class WorkloadScreen(FormScreen):
    """Courses to look at and to change."""

    COMMANDS_HERE = (OPEN, EDIT, TURN, NEW)

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(desk)
        self._who = name
        self._found: Workload | None = None
        self._lines: list[Line] = []
        self._by_teacher = False
        self._known: set[CourseId] | None = None
        """The courses there were before a new one was asked for."""

    @override
    def body(self) -> ComposeResult:
        yield PickList([
            ListColumn(_("class"), 11), ListColumn(_("subject"), 17), ListColumn(_("hours"), 5, True),
            ListColumn(_("teachers"), 0), ListColumn(_("signs the results"), 17, from_width=WIDE),
        ])  # fmt: skip

    @override
    async def load(self) -> None:
        """Ask for the courses again; the cursor stays with its course."""
        found = await self.ask(ShowWorkload())
        if found is None:
            return
        self._found = found
        self._show()

    def _show(self) -> None:
        assert self._found is not None
        rows = self.query_one(PickList)
        stood = self._at()
        self._lines = lines_of(self._found, self._by_teacher)
        keys = [line.load.course if line.load else None for line in self._lines]
        side = _("by teacher") if self._by_teacher else _("by class")
        self.title_line(" · ".join((_("Workload"), side)), self._who)
        rows.empty = _("No courses yet: Ins adds one, “ejournal import staff” the whole workload.")
        rows.show([line.cells for line in self._lines], keys.index(stood) if stood in keys else None)
        rows.focus()
        self._tell()

    def _at(self) -> CourseId | None:
        load = self._load
        return load.course if load else None

    @property
    def _load(self) -> CourseLoad | None:
        rows = self.query_one(PickList)
        return self._lines[rows.index].load if rows.index < len(self._lines) else None

    def _tell(self) -> None:
        if self._found is None:
            return
        advice = (
            _("F2 changes, F5 turns the list; letters find a class, subject, teacher.")
            if self.enabled(EDIT.action) else _("F5 turns the list; letters find a class, subject, teacher.")
        )  # fmt: skip
        self.summarise(state_words(self._found), advice)

    @override
    async def weigh(self) -> None:
        """Say, too, what may be changed."""
        await super().weigh()
        self._tell()

    @override
    def requests(self) -> Mapping[str, Guarded]:
        return {EDIT.action: ChangeHours(CourseId(0), 2, 0), NEW.action: ShowLoadChoices()}

    def on_pick_list_searched(self, event: PickList.Searched) -> None:
        """Tell what is looked for."""
        if event.text:
            self.say(sought(event))
        else:
            self._tell()

    def action_turn(self) -> None:
        """By teacher, or by class."""
        if self._found is not None:
            self._by_teacher = not self._by_teacher
            self._show()

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter shows the course."""
        self.action_open()

    def action_open(self) -> None:
        """Everything about the course under the cursor."""
        load, found = self._load, self._found
        if load is None or found is None:
            self.say(_("Put the cursor on a course."))
            return
        self.app.push_screen(ShowText(f"{load.title} · {load.subject_name}", course_lines(load, found)))

    @work
    async def action_edit(self) -> None:
        """What can be done to the course under the cursor."""
        load = self._load
        if why := self._refused.get(EDIT.action):
            self.say(why)
            return
        if load is None:
            self.say(_("Put the cursor on a course."))
            return
        deeds = await self._deeds()
        if deeds is None:
            return
        possible = deeds.of(load)
        title = f"{load.title} · {load.subject_name}"
        chosen = await self.app.push_screen_wait(Choose(title, [(deed.words,) for deed in possible]))
        if chosen is not None:
            await self.fill_in(possible[chosen])

    async def _deeds(self) -> LoadDeeds | None:
        choices = await self.ask(ShowLoadChoices())
        if choices is None or self._found is None:
            return None
        return LoadDeeds(self.desk.clock.today(), choices, self._found.loads)

    @override
    async def show_done(self, deed: Deed) -> None:
        """The courses anew; the cursor goes to one that has come."""
        await self.load()
        known, self._known = self._known, None
        come = next(
            (n for n, one in enumerate(self._lines) if known is not None and one.load and one.load.course not in known),
            None,
        )
        if come is not None:
            self.query_one(PickList).move(come)
        self.say(_("Saved."), _("Ctrl+Z takes it back."))

    @work
    async def action_new(self) -> None:
        """A new course."""
        if why := self._refused.get(NEW.action):
            self.say(why)
            return
        choices, deeds = await self.ask(ShowLoadChoices()), await self._deeds()
        if choices is None or deeds is None or self._found is None:
            return
        if not choices.subjects:
            self.say(_("The school has no subjects yet: “ejournal import staff” brings them."))
            return
        rows: list[tuple[ClassId | None, str]] = [*choices.classes, (None, _("a group of several classes"))]
        to = await self.app.push_screen_wait(Choose(_("Whom to teach"), [(title,) for _k, title in rows], True))
        if to is None:
            return
        what = await self.app.push_screen_wait(
            Choose(_("Which subject"), [(name,) for _key, name in choices.subjects], True)
        )
        if what is not None:
            self._known = {line.load.course for line in self._lines if line.load}
            subject, words = choices.subjects[what]
            await self.fill_in(deeds.new(*rows[to], subject, words))

    @override
    def help_words(self) -> list[str]:
        return [
            _("Every course of the year: its hours a week and who teaches it from when; changed by the deputy head."),
            _("A course that somebody left without a teacher stands first: F2 names another one from a day."),
            _("A class's sum counts one subgroup of a split subject; electives are not in it. A teacher's sum counts"
              " a shared course whole."),
            _("From its day on the new teacher keeps the course's lessons, unfinished ones before it too; who wrote"
              " what stays."),
        ]  # fmt: skip
