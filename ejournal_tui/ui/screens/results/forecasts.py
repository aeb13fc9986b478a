"""The forecasts of a class: those in danger first, each explained (R2-2)."""

from datetime import date

from textual.app import ComposeResult
from typing_extensions import override

from ....domain.groups.groups import CourseId
from ....domain.people.people import ClassId, PupilId
from ....domain.results.explanation import Explanation
from ....domain.text.words import decimal
from ....i18n import N_, _, ngettext
from ....services.results.forecasts import ExplainForecast, ForecastLine, ForecastList, PupilForecasts, ShowForecasts
from ...commands import Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.text import ShowText
from ...widgets.pick_list import ListColumn, PickList
from ..base import JournalScreen
from .forecast_words import in_short, lines, risks

WHY = Command("why", ("enter",), N_("why"), N_("Explain the forecast mark by mark, and what would change it."), 100)
ONLY = Command("only", ("f2",), N_("only in danger"), N_("Show those in danger only, or all."), 90)
CLASS = Command("choose_class", ("f3",), N_("class"), N_("Choose another class."), 80)

COLUMNS = (ListColumn("", 22), ListColumn("", 19), ListColumn("", 5, True), ListColumn("", 2, True), ListColumn("", 0))


class ForecastsScreen(JournalScreen):
    """Who is in danger, and who is nearly there."""

    COMMANDS_HERE = (WHY, ONLY, CLASS)

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(desk)
        self._who = name
        self._class: ClassId | None = None
        self._found: ForecastList | None = None
        self._lines: list[ForecastLine] = []
        self._all = False

    @override
    def body(self) -> ComposeResult:
        yield PickList(COLUMNS)

    @override
    async def load(self) -> None:
        """Ask for the class again."""
        found = await self.ask(ShowForecasts(self.desk.clock.today(), self._class))
        if found is None:
            return
        self._found = found
        self.title_line(_("Forecasts · {group}").format(group=found.title), self._who)
        self._show()

    def _show(self) -> None:
        found = self._found
        assert found is not None
        told = [(line, risks(line.explanation)) for line in found.lines]
        self._lines = [line for line, words in told if words or self._all]
        rows = self.query_one(PickList)
        rows.empty = _("Nobody of this class is in danger. F2 shows everybody.")
        rows.show([_row(line) for line in self._lines])
        rows.focus()
        endangered = len({line.pupil for line, words in told if words})
        self.summarise(
            ngettext("{count} pupil to look after.", "{count} pupils to look after.", endangered).format(
                count=endangered
            ),
            _("A calculation from the marks so far: the teacher decides."),
        )

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter explains."""
        self.action_why()

    def action_why(self) -> None:
        """The forecast under the cursor, explained."""
        index = self.query_one(PickList).index
        if index < len(self._lines):
            line = self._lines[index]
            self.app.push_screen(explained(f"{line.name} · {line.explanation.subject}", line.explanation))

    def action_only(self) -> None:
        """Those in danger, or all."""
        self._all = not self._all
        if self._found is not None:
            self._show()

    def action_choose_class(self) -> None:
        """Another class."""
        found = self._found
        if found is None:
            return

        def chosen(index: int | None) -> None:
            if index is not None:
                self._class = found.classes[index][0]
                self.run_worker(self.load())

        rows = [(title,) for _key, title in found.classes]
        self.app.push_screen(Choose(_("Class"), rows, searches=True), chosen)

    @override
    def help_words(self) -> list[str]:
        return [
            _("What the marks so far promise for the period; those in danger stand first. Letters find a pupil."),
            _("The forecast counts every mark by the rules of the school; the teacher gives the result."),
        ]


def _row(line: ForecastLine) -> tuple[str, ...]:
    seen = line.explanation.forecast
    return (
        line.name, line.explanation.subject, decimal(seen.average) if seen.average is not None else "—",
        str(seen.proposed or "—"), "; ".join(risks(line.explanation)),
    )  # fmt: skip


def explained(title: str, found: Explanation) -> ShowText:
    """The dialog that explains a forecast."""
    return ShowText(f"{title} · {found.period_title}", lines(found))


async def explain(screen: JournalScreen, course: CourseId, pupil: PupilId, name: str, day: date) -> None:
    """Show why a pupil's forecast in a course is what it is."""
    found = await screen.ask(ExplainForecast(course, pupil, day))
    if found is not None:
        screen.app.push_screen(explained(f"{name} · {found.subject}", found))


async def walk_through(screen: JournalScreen, pupil: PupilId, day: date) -> None:
    """The forecasts of a pupil subject by subject, each explained by Enter."""
    found = await screen.ask(PupilForecasts(pupil, day))
    if found is None:
        return
    if not found:
        screen.app.push_screen(ShowText(_("Forecast"), [], _("There are no subjects with marks.")))
        return
    widest = max(len(one.short) for one in found)
    rows = [(f"{one.short:<{widest}}  {in_short(one)}",) for one in found]
    title = _("Forecast · {period}: Enter explains").format(period=found[0].period_title)
    while (index := await screen.dialog(Choose(title, rows, searches=True, wide=True))) is not None:
        await screen.dialog(explained(found[index].subject, found[index]))
