"""The reasons of absence, as a topic of the settings."""

from ....domain.attendance.attendance import Absence
from ....domain.settings.reference import AbsenceReasonRef
from ....i18n import _
from ....services.settings.absence_reasons import PutAbsenceReason, read_letter
from ....services.settings.kinds import own_code
from ....services.settings.settings import Settings
from ....services.typed import read_text
from ...dialogs.form import Field
from ...widgets.pick_list import ListColumn
from ..people.people_deeds import Deed, Values
from .settings_topics import Line, Topic


def _reason(stands: AbsenceReasonRef | None) -> Deed:
    fields = (
        Field(_("Reason"), stands.name if stands else ""),
        Field(_("Letter"), stands.letter.value if stands else "", _("б ill or п excused")),
    )

    def read(_choice: int, v: Values) -> PutAbsenceReason:
        name = read_text(v[0], _("Reason"))
        code = stands.code if stands else own_code(name)
        return PutAbsenceReason(AbsenceReasonRef(code, name, read_letter(v[1])), stands)

    words = stands.name if stands else _("New reason")
    return Deed(f"reason:{stands.code if stands else ''}", words, PutAbsenceReason(stands, stands), fields, read)


def _lines(found: Settings) -> list[Line]:
    return [
        Line(
            (facts.name, facts.letter.value, str(papers)), _reason(facts), PutAbsenceReason(None, facts),
            _("Take the reason “{name}” away?").format(name=facts.name),
        )
        for facts, papers in found.reasons
    ]  # fmt: skip


def reasons_topic() -> Topic:
    """Why pupils are away, for papers."""
    return Topic(
        _("Reasons of absence"), lambda found: _("reasons: {count}").format(count=len(found.reasons)),
        (ListColumn(_("reason"), 50), ListColumn(_("letter"), 6), ListColumn(_("papers"), 10, True)),
        _lines, lambda _found: (_reason(None),),
        lambda _found: PutAbsenceReason(AbsenceReasonRef("", "", Absence.ILL)),
        (
            _("What class teachers choose from when they enter a paper, and the letter that it gives."),
            _("Papers that were entered keep their words and their letter."),
        ),
    )  # fmt: skip
