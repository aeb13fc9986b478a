"""A work of a lesson that is declared otherwise than its kind has it: how much it weighs, how many marks it takes."""

from ....domain.journal.lessons import LessonId
from ....domain.journal.marks import require_terms
from ....i18n import _
from ....services.journal.gradebook import LessonPage
from ....services.journal.lessons import DeclareWork
from ....services.journal.work_limits import ShowWorkLimits
from ....services.settings.typed_settings import read_number
from ...dialogs.choose import Choose
from ...dialogs.fill_in import FillIn
from ..base import JournalScreen


async def limits_told(screen: JournalScreen, lesson: LessonId) -> str:
    """What is beyond the limits of long works at a lesson where one was announced, "" where nothing is."""
    told = await screen.ask(ShowWorkLimits(lesson))
    return " ".join(told or ())


async def work_asked_for(screen: JournalScreen, page: LessonPage) -> DeclareWork | None:
    """Ask for the kind, its weight and its marks; None when the person left."""
    kinds = [(name, short) for _key, short, name in page.work_kinds]
    chosen = await screen.dialog(Choose(_("Kind of work"), kinds))
    if chosen is None:
        return None
    weight, marks = page.work_terms[chosen]
    fields = [(_("Weight, 0–20"), str(weight)), (_("Marks, 1–2"), str(marks))]

    def check(typed: tuple[str, ...]) -> object:
        require_terms(*_read(typed))
        return None

    filled = await screen.dialog(FillIn(page.work_kinds[chosen][2], fields, check))
    return DeclareWork(page.lesson, page.work_kinds[chosen][0], *_read(filled)) if filled else None


def _read(typed: tuple[str, ...]) -> tuple[int, int]:
    return read_number(typed[0], _("Weight")), read_number(typed[1], _("Marks in a cell"))
