"""The pedagogical council at the end of a year: a class with what is decided, many at once, exceptions singly (C31)."""

from collections.abc import Mapping

from textual import work
from textual.app import ComposeResult
from typing_extensions import override

from ....domain.people.people import ClassId
from ....domain.results.council import DecisionKind, Matter, kinds_for
from ....domain.years.year import YearId
from ....i18n import N_, _
from ....services.results.council import CouncilRow, CouncilTable, ShowCouncil
from ....services.results.council_life import CouncilLife
from ....services.results.deciding import DecideAtCouncil
from ....services.session import Guarded
from ...commands import FILL, HISTORY, Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.text import ShowText
from ...widgets.pick_list import ListColumn, PickList
from ..finding import sought
from .academic_debts import AcademicDebtsScreen
from .council_deeds import CouncilDeeds
from .council_words import against, short_state, since, state_words, table_words

DECIDE = Command("decide", ("enter",), N_("decide"), N_("Enter what is decided about the pupil under the cursor."), 100)
MANY = Command(
    "decide_many", FILL.keys, N_("decide for many"),
    N_("Enter one decision for a class, its grade or the school; exceptions are shown first."), 95,
)  # fmt: skip
TAKE_OUT = Command("take_out", ("delete",), N_("take out"), N_("Take a decision about the pupil out again."), 70)
DEBTS = Command("debts", ("f6",), N_("debts"), N_("Show the academic debts of this class."), 80)
CLASS = Command("choose_class", ("f2",), N_("class"), N_("Choose another class."), 85)
BEFORE = Command("class_before", ("left",), N_("class before"), N_("Go to the class before."))
AFTER = Command("class_after", ("right",), N_("next class"), N_("Go to the next class."))
YEAR = Command("choose_year", ("f3",), N_("year"), N_("Show the classes of another study year."))


class CouncilScreen(CouncilDeeds):
    """Deputy head: enters decisions; the class teacher reads those of the own class, the director all of them."""

    COMMANDS_HERE = (DECIDE, MANY, TAKE_OUT, DEBTS, CLASS, HISTORY, BEFORE, AFTER, YEAR)

    def __init__(self, desk: Desk, name: str, school_class: ClassId | None = None) -> None:
        super().__init__(desk)
        self._who = name
        self._class = school_class
        self._year: YearId | None = None
        self._table: CouncilTable | None = None

    @override
    def body(self) -> ComposeResult:
        yield PickList([
            ListColumn(_("pupil"), 24), ListColumn(_("the year"), 16),
            ListColumn(_("decision, in brackets proposed"), 0),
        ], empty=_("This class has no pupils: choose another one with F2."))  # fmt: skip

    @override
    def requests(self) -> Mapping[str, Guarded]:
        if self._table is None:
            return {}
        request = DecideAtCouncil(self._table.school_class, Matter.OUTCOME, ())
        return {command.action: request for command in (DECIDE, MANY, TAKE_OUT)}

    @override
    async def load(self) -> None:
        """Ask for the class again."""
        found = await self.ask(ShowCouncil(self._class, self._year))
        if found is not None:
            self._show(found)

    def _show(self, found: CouncilTable) -> None:
        self._table, self._class, self._year = found, found.school_class, found.year
        self.title_line(
            _("Pedagogical council · {group} · {year}").format(group=found.title, year=found.year_title), self._who
        )
        rows = self.query_one(PickList)
        rows.show([(row.name, short_state(row.standing), _cell(found.grade, row)) for row in found.rows])
        rows.focus()
        self._tell()

    @property
    def row(self) -> CouncilRow | None:
        """The pupil under the cursor."""
        place = self.query_one(PickList).index
        return self._table.rows[place] if self._table and place < len(self._table.rows) else None

    def _tell(self) -> None:
        table, row = self._table, self.row
        if table is None or row is None:
            self.summarise("")
            return
        told = "; ".join((*row.told, *since(row))) or state_words(row)
        self.summarise(f"{row.name}: {told}", table_words(table))

    def on_pick_list_moved(self, _event: PickList.Moved) -> None:
        """Tell about the pupil under the cursor."""
        self._tell()

    def on_pick_list_searched(self, event: PickList.Searched) -> None:
        """Tell what is looked for."""
        if event.text:
            self.say(sought(event, people=True))
        else:
            self._tell()

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter decides about the pupil."""
        self.action_decide()

    @work
    async def action_decide(self) -> None:
        """One pupil: what, by which protocol, and the text."""
        if self._table is not None and self.row is not None and not self.refused(DECIDE.action):
            await self.decide_singly(self._table, self.row)

    @work
    async def action_decide_many(self) -> None:
        """Many pupils: what, for whom, who is an exception, by which protocol."""
        if self._table is not None and not self.refused(MANY.action):
            await self.decide_for_many(self._table)

    @work
    async def action_take_out(self) -> None:
        """A decision about the pupil is taken out; which, where there are several."""
        if self._table is not None and self.row is not None and not self.refused(TAKE_OUT.action):
            await self.take_out(self._table, self.row)

    @work
    async def action_history(self) -> None:
        """What was ever decided about the pupil, who entered it and when."""
        table, row = self._table, self.row
        if table is None or row is None:
            return
        told = await self.ask(CouncilLife(row.pupil, table.school_class))
        if told is not None:
            lines = [line.sentence() for line in told]
            await self.dialog(ShowText(row.name, lines, _("Nothing was decided yet.")))

    def action_debts(self) -> None:
        """The academic debts of the class shown."""
        table = self._table
        # What a year that is over has left is listed by the classes in which the pupils are now.
        now = table is not None and table.year == table.years[-1][0]
        self.app.push_screen(AcademicDebtsScreen(self.desk, self._who, self._class if now else None))

    async def _go(self, step: int) -> None:
        table = self._table
        if table is None:
            return
        keys = [key for key, _title, _grade in table.classes]
        self._class = keys[(keys.index(table.school_class) + step) % len(keys)]
        await self.load()
        await self.weigh()

    async def action_class_before(self) -> None:
        """The class before, going round."""
        await self._go(-1)

    async def action_class_after(self) -> None:
        """The next class, going round."""
        await self._go(1)

    @work
    async def action_choose_class(self) -> None:
        """Another class, found by typing."""
        table = self._table
        if table is None:
            return
        rows = [(title,) for _key, title, _grade in table.classes]
        index = await self.dialog(Choose(_("Class"), rows, searches=True))
        if index is not None:
            self._class = table.classes[index][0]
            await self.load()
            await self.weigh()

    @work
    async def action_choose_year(self) -> None:
        """The classes of another year: debts and conditions are settled after it has turned."""
        table = self._table
        if table is None:
            return
        index = await self.dialog(Choose(_("Study year"), [(title,) for _key, title in table.years]))
        if index is not None:
            self._class, self._year = None, table.years[index][0]
            await self.load()
            await self.weigh()

    @override
    def help_words(self) -> list[str]:
        return [
            _("What the pedagogical council decided at the end of the year; in brackets what the marks propose."),
            _("F5 enters one decision for many by one protocol; who does not fit is shown with the reason."),
            _("A 2 or no mark for the year is an academic debt: such a pupil goes up conditionally."),
            _("! stands where the marks have changed since and speak against what was decided."),
            _("Admission to the state exams comes first in grades 9 and 11, the certificate after it."),
        ]


def _cell(grade: int, row: CouncilRow) -> str:
    """What is decided, in brackets what is proposed about the rest."""
    decided = [
        ("! " if against(row, one.kind) else "")
        + _("{what} · No. {number}").format(what=one.kind.words(grade), number=one.protocol)
        for one in row.decisions.values()
    ]
    matters = {kind.matter for kind in kinds_for(grade)} - {Matter.AWARD}
    proposals: list[DecisionKind] = [kind for m in Matter if m in matters and (kind := row.proposed(m)) is not None]
    return "; ".join((*decided, *(f"({kind.words(grade)})" for kind in proposals)))
