"""The decisions of the pedagogical council beside the year marks of a class, as one more column (C31)."""

from collections.abc import Mapping

from ....domain.people.people import PupilId
from ....domain.results.council import Matter
from ....domain.text.words import bare
from ....i18n import N_, _
from ....services.results.class_results import ClassResults
from ....services.results.class_year import KINDS
from ....services.results.council import CouncilRow, ShowCouncil
from ..base import JournalScreen
from .council_words import short_decision, state_words

Decided = Mapping[PupilId, CouncilRow]


async def decided(screen: JournalScreen, found: ClassResults) -> Decided:
    """What was decided about the pupils of a class, asked only where the marks of the year are shown."""
    if found.number not in KINDS:
        return {}
    table = await screen.ask(ShowCouncil(found.school_class))
    return {row.pupil: row for row in table.rows} if table is not None else {}


def heads(rows: Decided) -> list[str]:
    """The head of the column, where there is one."""
    return [bare(N_("decision|decis."))] if rows else []


def cells(rows: Decided, pupil: PupilId) -> list[str]:
    """A pupil's cell: about going up, else about admission."""
    if not rows:
        return []
    found = rows[pupil].decisions if pupil in rows else {}
    one = found.get(Matter.OUTCOME) or found.get(Matter.ADMISSION)
    return [short_decision(one.kind) if one is not None else "·"]


def told(rows: Decided, pupil: PupilId) -> str:
    """The decisions about a pupil as sentences, or what they depend on."""
    row = rows.get(pupil)
    if row is None:
        return ""
    return "; ".join(row.told) or _("nothing is decided yet ({state})").format(state=state_words(row))
