"""Groups: which subjects are split in which class, who is in no subgroup or in two, what teachers propose."""

from collections.abc import Mapping

from textual import work
from textual.app import ComposeResult
from typing_extensions import override

from ....domain.groups.division import DivisionLine
from ....domain.groups.groups import CourseId
from ....i18n import N_, _, ngettext
from ....services.groups.groups_view import FindUndivided, ListDivisions
from ....services.groups.subgroups import MakeSubgroup
from ....services.session import Change, Guarded
from ...commands import Command
from ...desk import Desk
from ...widgets.pick_list import ListColumn, PickList
from ..finding import sought
from ..people.people_deeds import Deed, Values
from ..people.people_forms import FormScreen
from .division import DivisionScreen
from .division_deeds import names_and_day, subgroups_made

OPEN = Command("open", ("enter",), N_("pupils"), N_("Show who is in which group, pupil by pupil."), 100)
SPLIT = Command("split", ("insert",), N_("split"), N_("Split a subject that a whole class learns together."), 80)


class GroupsScreen(FormScreen):
    """Divisions to choose from."""

    COMMANDS_HERE = (OPEN, SPLIT)

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(desk)
        self._who = name
        self._lines: tuple[DivisionLine, ...] = ()
        self._whole: tuple[tuple[CourseId, str, str], ...] = ()

    @override
    def body(self) -> ComposeResult:
        yield PickList([
            ListColumn(_("class"), 13), ListColumn(_("subject"), 18), ListColumn(_("to put right"), 22),
            ListColumn(_("groups"), 0),
        ])  # fmt: skip

    @override
    async def load(self) -> None:
        """Ask for the groups again."""
        found, whole = await self.ask(ListDivisions()), await self.ask(FindUndivided())
        if found is None or whole is None:
            return
        rows = self.query_one(PickList)
        stood = _key(self._lines[rows.index]) if self._lines else None
        self._lines, self._whole = found, whole
        keys = [_key(line) for line in found]
        self.title_line(_("Groups"), self._who)
        rows.empty = _("No subject is split in your classes.")
        rows.show([_row(line) for line in found], keys.index(stood) if stood in keys else None)
        rows.focus()
        self._tell()

    def _tell(self) -> None:
        gaps = sum(line.gaps for line in self._lines)
        doubles = sum(line.doubles for line in self._lines)
        asked = sum(line.proposed for line in self._lines)
        first = ngettext(
            "In no subgroup: {count} place.", "In no subgroup: {count} places.", gaps
        ).format(count=gaps) if gaps else _("Every pupil is in a subgroup of each split subject.")  # fmt: skip
        second = [
            ngettext("In two at once: {count}.", "In two at once: {count}.", doubles).format(count=doubles)
            if doubles else "",
            ngettext("{count} proposal waits.", "{count} proposals wait.", asked).format(count=asked) if asked else "",
            _("Enter shows the pupils; letters find a class."),
        ]  # fmt: skip
        self.summarise(first if self._lines else "", " ".join(filter(None, second)))

    def on_pick_list_searched(self, event: PickList.Searched) -> None:
        """Tell what is looked for."""
        if event.text:
            self.say(sought(event))
        else:
            self._tell()

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter opens the division."""
        self.action_open()

    def action_open(self) -> None:
        """The division under the cursor."""
        if self._lines:
            line = self._lines[self.query_one(PickList).index]
            self.app.push_screen(DivisionScreen(self.desk, self._who, line.division.parts[0].course))

    @override
    def requests(self) -> Mapping[str, Guarded]:
        return {SPLIT.action: MakeSubgroup(self._whole[0][0], "", self.desk.clock.today())} if self._whole else {}

    @override
    def enabled(self, action: str) -> bool:
        """Splitting, where there is a class to split."""
        return super().enabled(action) and (action != SPLIT.action or bool(self._whole))

    @work
    async def action_split(self) -> None:
        """Subgroups of a subject that the whole class learned together."""
        if not self._whole:
            self.say(_("Subjects are split by the class teacher and the keeper of the grade's data."))
            return
        today = self.desk.clock.today()

        def read(choice: int, values: Values) -> Change:
            return subgroups_made(self._whole[choice][0], values, today)

        titles = tuple(f"{title} {subject}" for _course, title, subject in self._whole)
        probe = MakeSubgroup(self._whole[0][0], "", today)
        fields = names_and_day(_("gr. 1, gr. 2"), today)
        await self.fill_in(Deed("split", _("Split a subject"), probe, fields, read, titles))

    @override
    async def show_done(self, deed: Deed) -> None:
        """The list anew."""
        await self.load()
        self.say(_("Saved. The deputy head names the teachers in the workload."), _("Ctrl+Z takes it back."))

    @override
    def help_words(self) -> list[str]:
        return [
            _("Every pupil of a class is in exactly one subgroup of a split subject on each day."),
            _("Where somebody is in none or in two, or a teacher proposes something, the line stands first."),
        ]


def _key(line: DivisionLine) -> tuple[int, int]:
    return line.division.owner, line.division.subject


def _row(line: DivisionLine) -> tuple[str, ...]:
    said = [
        ngettext("{count} in none", "{count} in none", line.gaps).format(count=line.gaps) if line.gaps else "",
        ngettext("{count} in two", "{count} in two", line.doubles).format(count=line.doubles) if line.doubles else "",
        _("proposed: {count}").format(count=line.proposed) if line.proposed else "",
    ]
    parts = " · ".join(
        f"{part.name}: {count}" for part, count in zip(line.division.parts, line.counts, strict=True)
    ) if not line.division.crosses else ngettext("{count} pupil", "{count} pupils", line.counts[0]).format(
        count=line.counts[0]
    )  # fmt: skip
    return line.division.title, line.division.subject_name, ", ".join(filter(None, said)), parts
