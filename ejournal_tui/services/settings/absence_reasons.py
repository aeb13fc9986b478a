"""The reasons that papers about absence give: the school adds its own, words them otherwise, takes them away."""

from dataclasses import dataclass

from ...domain import policy
from ...domain.attendance.attendance import Absence
from ...domain.errors import Invalid
from ...domain.people.people import Actor
from ...domain.settings.reference import AbsenceReasonRef
from ...domain.text.cleaning import clean
from ...i18n import N_, _, ngettext
from ...storage.school import School
from ...storage.settings import effects
from ...storage.settings.settings import absence_reasons
from ..absence_reasons import reasons_of, write_shipped
from .deciding import Decision, Row, swap

LONGEST = 80


def read_letter(typed: str) -> Absence:
    """The letter that a paper with the reason gives; raises Invalid."""
    said = typed.strip().casefold()
    if said not in (Absence.ILL, Absence.EXCUSED):
        raise Invalid(_("“{typed}”: {expected}.").format(typed=typed[:40], expected=_("б ill or п excused")))
    return Absence(said)


@dataclass(frozen=True)
class PutAbsenceReason(Decision):
    """Add a reason of absence, change it, or take one away that no paper gives."""

    TITLE = N_("reason of absence")
    wanted: AbsenceReasonRef | None
    expects: AbsenceReasonRef | None = None

    def objection(self, actor: Actor, school: School) -> str | None:
        """The deputy head."""
        return policy.may_decide_teaching(actor)

    def apply(self, school: School) -> "PutAbsenceReason":
        """Write it; raises Conflict and Invalid."""
        self._require_possible(school)
        if not absence_reasons(school):
            write_shipped(school)
        swap(school, "absence_reason", _row(self.expects), _row(self.wanted))
        return PutAbsenceReason(self.expects, self.wanted)

    def _papers(self, school: School) -> int:
        name = self.expects.name if self.expects else ""
        return effects.count(school, "FROM absence_paper WHERE reason=?", name)

    def _require_possible(self, school: School) -> None:
        others = [one for one in reasons_of(school) if one != self.expects]
        if self.wanted is None:
            if self._papers(school):
                raise Invalid(_("Papers give this reason: it stays in the list."))
            if self.expects and effects.count(school, "FROM absence_notice WHERE reason=?", self.expects.code):
                raise Invalid(_("Families have given this reason: it stays in the list."))
            if not others:
                raise Invalid(_("One reason has to stay: papers are entered by it."))
            return
        name = self.wanted.name
        if not name.strip() or clean(name) != name:
            raise Invalid(_("The reason needs a name."))
        if len(name) > LONGEST:
            raise Invalid(
                _("“{text}” is too long: at most {count} characters.").format(text=name[:20], count=LONGEST)
            )
        if self.wanted.letter not in (Absence.ILL, Absence.EXCUSED):
            raise Invalid(_("A paper makes “б” or “п” of an absence: choose one of these letters."))
        if name.casefold() in {one.name.casefold() for one in others}:
            raise Invalid(_("“{name}” is in the list already.").format(name=name))

    def effect(self, school: School) -> tuple[str, ...]:
        """What differs; raises Invalid."""
        self._require_possible(school)
        papers = self._papers(school)
        if not papers:
            return (_("Papers entered from now on can give it.") if self.wanted else _("No paper gives it."),)
        return (
            ngettext(
                "{count} paper keeps its words and its letter.", "{count} papers keep their words and letters.", papers
            ).format(count=papers),
            _("Papers entered from now on are worded so."),
        )


def _row(found: AbsenceReasonRef | None) -> Row | None:
    return None if found is None else {"code": found.code, "name": found.name, "letter": found.letter.value}
