"""Academic debts: who has to make good what, when, and what came of it."""

from collections.abc import Mapping

from textual import work
from textual.app import ComposeResult
from typing_extensions import override

from ....domain.errors import Refusal
from ....domain.journal.marks import Mark, Value
from ....domain.people.people import ClassId, PupilId
from ....domain.results.academic_debts import ATTEMPT_VALUES, MOST_ATTEMPTS, AcademicDebt, read_attempt
from ....domain.text.words import full_date
from ....domain.years.year import YearId
from ....i18n import N_, _, ngettext
from ....services.results.academic_debts import DebtLine, DropAttempt, PutAttempt, ShowAcademicDebts
from ....services.session import Guarded
from ....services.typed import read_day
from ...commands import Command
from ...desk import Desk
from ...dialogs.form import Field, Form, Values
from ...dialogs.text import ShowText
from ...widgets.pick_list import ListColumn, PickList
from ..asking import AskingScreen
from ..finding import sought

ATTEMPT = Command(
    "attempt", ("enter",), N_("attempt"),
    N_("Set the day on which the debt is made good, or enter what came of it."), 100,
)  # fmt: skip
DETAILS = Command("details", ("f2",), N_("in full"), N_("Show the debt with its term and every attempt."), 80)
DROP = Command("drop", ("delete",), N_("take out"), N_("Take the last result out, then the attempt itself."), 90)


class AcademicDebtsScreen(AskingScreen):
    """Deputy head: sets days and enters results; the class teacher reads those of the own class."""

    COMMANDS_HERE = (ATTEMPT, DROP, DETAILS)

    def __init__(self, desk: Desk, name: str, school_class: ClassId | None = None) -> None:
        super().__init__(desk)
        self._who = name
        self._class = school_class
        self._lines: tuple[DebtLine, ...] = ()

    @override
    def body(self) -> ComposeResult:
        yield PickList([
            ListColumn(_("class"), 5), ListColumn(_("pupil"), 18), ListColumn(_("subject"), 14),
            ListColumn(_("year"), 4), ListColumn(_("state"), 19), ListColumn(_("attempts"), 0),
        ], empty=_("Nobody has an academic debt: no year mark is a 2, failed or not attested."))  # fmt: skip

    @override
    def requests(self) -> Mapping[str, Guarded]:
        request = DropAttempt(pupil=PupilId(0), subject=0, year=YearId(0), expects=())
        return {command.action: request for command in (ATTEMPT, DROP)}

    @override
    async def load(self) -> None:
        """Ask for the debts again."""
        found = await self.ask(ShowAcademicDebts(self._class))
        if found is None:
            return
        self._lines = found
        self.title_line(_("Academic debts"), self._who)
        today, rows = self.desk.clock.today(), self.query_one(PickList)
        rows.show([
            (one.class_title, one.name, one.debt.subject_name, Mark(one.debt.value).text, one.debt.state(today),
             "; ".join(attempt.told for attempt in one.debt.attempts))
            for one in found
        ])  # fmt: skip
        rows.focus()
        self._tell()

    @property
    def _line(self) -> DebtLine | None:
        place = self.query_one(PickList).index
        return self._lines[place] if place < len(self._lines) else None

    def _tell(self) -> None:
        line = self._line
        if line is None:
            self.summarise(_("A debt appears here with the mark of the year."), "")
            return
        stand = sum(not one.debt.cleared for one in self._lines)
        count = ngettext("{count} debt is to be made good.", "{count} debts are to be made good.", stand).format(
            count=stand
        )
        self.summarise(f"{line.name}: {line.debt.told}", count if stand else _("All are made good."))

    def on_pick_list_moved(self, _event: PickList.Moved) -> None:
        """Tell about the debt under the cursor."""
        self._tell()

    def on_pick_list_searched(self, event: PickList.Searched) -> None:
        """Tell what is looked for."""
        if event.text:
            self.say(sought(event, people=True))
        else:
            self._tell()

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter sets a day or enters a result."""
        self.action_attempt()

    def action_details(self) -> None:
        """The debt in full."""
        line = self._line
        if line is not None:
            self.app.push_screen(ShowText(f"{line.class_title} {line.name}", debt_lines(line.debt, line.year_title)))

    @work
    async def action_attempt(self) -> None:
        """Day, result where there is one, a text."""
        line = self._line
        if line is None or self.refused(ATTEMPT.action):
            return
        debt, today = line.debt, self.desk.clock.today()
        if debt.cleared or debt.spent:
            self.app.bell()
            self.say(
                _("This debt is made good already.") if debt.cleared
                else _("Both attempts are used: the council decides what follows."),
                _("A result entered by mistake is taken out with Del."),
            )  # fmt: skip
            return
        attempt = debt.appointed
        done: list[Value | None] = []

        async def accept(values: Values) -> str:
            try:
                value = read_attempt(values[1])
                await self.desk.do(PutAttempt(
                    pupil=debt.pupil, subject=debt.subject, year=debt.year, expects=debt.attempts,
                    day=read_day(values[0], today), value=value, word=values[2],
                ))  # fmt: skip
            except Refusal as refusal:
                return f"{refusal.title} {refusal.advice}".strip()
            done.append(value)
            return ""

        number = attempt.number if attempt else len(debt.attempts) + 1
        title = _("{name}, {subject}: attempt {number} of {all}").format(
            name=line.name, subject=debt.subject_name, number=number, all=MOST_ATTEMPTS
        )
        allowed = ", ".join(Mark(value).text for value in ATTEMPT_VALUES)
        await self.dialog(Form(title, [
            Field(_("Day"), full_date(attempt.day) if attempt else ""),
            Field(_("Result"), "", _("{results} or empty").format(results=allowed), optional=True),
            Field(_("Text"), attempt.word if attempt else "", _("may stay empty"), optional=True),
        ], accept))  # fmt: skip
        if done:
            self.say(_("The day is set.") if done[0] is None else _("The result is entered."),
                     _("Ctrl+Z takes it back."))  # fmt: skip

    @work
    async def action_drop(self) -> None:
        """Take the last result out, then the attempt."""
        line = self._line
        if line is None or self.refused(DROP.action):
            return
        debt = line.debt
        if await self.do(DropAttempt(
            pupil=debt.pupil, subject=debt.subject, year=debt.year, expects=debt.attempts
        )):  # fmt: skip
            await self.load()
            self.say(_("It is taken out."), _("Ctrl+Z brings it back."))

    @override
    def help_words(self) -> list[str]:
        return [
            _("A year mark of 2, failed or not attested is an academic debt: within a year, in two attempts."),
            _("The family reads the days and results in the diary. A debt made good ends the condition of going up."),
            _("After the second attempt the council decides what follows: F10, “Pedagogical council”."),
        ]


def debt_lines(debt: AcademicDebt, year_title: str) -> list[str]:
    """A debt in full, for the staff and for the family."""
    head = _("{subject}: {mark} for the year {year}").format(
        subject=debt.subject_name, mark=Mark(debt.value).text, year=year_title
    )
    lines = [head]
    for one in debt.attempts:
        result = Mark(one.value).text if one.value is not None else _("not held yet")
        told = _("attempt {number}, {day}: {result}").format(number=one.number, day=full_date(one.day), result=result)
        lines.append(f"  {told} ({one.word})" if one.word else f"  {told}")
    if debt.cleared:
        return [*lines, "  " + _("the debt is made good")]
    if debt.spent:
        return [*lines, "  " + _("both attempts are used: the council decides what follows")]
    return [*lines, "  " + _("to be made good until {day}").format(day=full_date(debt.until))]
