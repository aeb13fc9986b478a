"""What a family reads of the year: what was given, what the pedagogical council decided, what has to be made good."""

from ....domain.people.people import PupilId
from ....i18n import N_, _
from ....services.results.academic_debts import PupilYearEnd, ShowPupilYearEnd
from ....services.results.pupil_results import ShowPupilResults
from ...commands import Command
from ...dialogs.text import ShowText
from ..base import JournalScreen
from ..results.academic_debts import debt_lines
from ..results.exam_words import result_lines

GIVEN = Command(
    "given", ("и",), N_("results"), N_("Show what was given, what was decided and what has to be made good."), 85
)


def owed_words(found: PupilYearEnd | None) -> str:
    """What has to be made good, for the foot of the diary; "" where nothing has."""
    owed = [one for one in (found.debts if found else ()) if not one.cleared]
    if not owed:
        return ""
    debts = "; ".join(one.told for one in owed)
    return _("Academic debt: {debts}. {key} tells more.").format(debts=debts, key=GIVEN.key)


async def show_given(screen: JournalScreen, pupil: PupilId, name: str) -> None:
    """Everything that was given this year, as soon as it is entered (R2-3); the decisions; the debts with attempts."""
    given = await screen.ask(ShowPupilResults(pupil))
    end = await screen.ask(ShowPupilYearEnd(pupil))
    if given is None or end is None:
        return
    debts = [line for debt in end.debts for line in debt_lines(debt, end.year_title(debt))]
    parts = [lines for lines in (result_lines(given), list(end.decisions), debts) if lines]
    # A blank line between one part and the next.
    lines = [line for place, part in enumerate(parts) for line in ([""] if place else []) + part]
    screen.app.push_screen(ShowText(name, lines, _("No results were given yet.")))
