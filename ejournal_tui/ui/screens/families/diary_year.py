"""How the year ended, for the family: what the pedagogical council decided, what has to be made good and when."""

from ....domain.people.people import PupilId
from ....i18n import N_, _
from ....services.results.academic_debts import PupilYearEnd, ShowPupilYearEnd
from ...commands import Command
from ...dialogs.text import ShowText
from ..base import JournalScreen
from ..results.academic_debts import debt_lines

YEAR_END = Command(
    "year_end", ("г",), N_("year's end"), N_("Show the decision about the pupil and what has to be made good."), 40
)


def owed_words(found: PupilYearEnd | None) -> str:
    """What has to be made good, for the foot of the diary; "" where nothing has."""
    owed = [one for one in (found.debts if found else ()) if not one.cleared]
    if not owed:
        return ""
    debts = "; ".join(one.told for one in owed)
    return _("Academic debt: {debts}. {key} tells more.").format(debts=debts, key=YEAR_END.key)


async def show_year_end(screen: JournalScreen, pupil: PupilId, name: str) -> None:
    """The decisions, then the debts with their terms and attempts."""
    found = await screen.ask(ShowPupilYearEnd(pupil))
    if found is None:
        return
    lines = [*found.decisions, *(line for debt in found.debts for line in debt_lines(debt, found.year_title(debt)))]
    empty = _("Nothing is decided about this year yet, and there is no academic debt.")
    screen.app.push_screen(ShowText(name, lines, empty))
