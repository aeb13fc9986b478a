"""Olympiads and competitions of pupils: entered like exams, seen by the family at once (C30, R2-3)."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...domain import policy
from ...domain.errors import Conflict, Invalid
from ...domain.people.cards import PersonKind
from ...domain.people.people import Actor
from ...domain.results.exams import Contest
from ...i18n import N_, _
from ...storage.log.records import Record
from ...storage.results import exams as store
from ...storage.school import School
from ..people.personal import PersonalChange, places_of, require_seen
from ..typed import read_text
from .moments import require_received

LONGEST = 200


@dataclass(frozen=True)
class PutContest(PersonalChange):
    """Write down what a pupil took part in, change it, or take it out."""

    TITLE = N_("olympiad or competition")
    wanted: Contest | None
    expects: Contest | None = None
    """What the person saw, None for a new one."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The deputy head, the class teacher of the pupil (C30)."""
        pupils = {one.pupil for one in (self.wanted, self.expects) if one is not None}
        classes = [key for pupil in pupils for key, _grade in places_of(school, PersonKind.PUPIL, pupil)]
        if not classes:
            return policy.may_enter_exams(actor, None)
        return next((why for one in classes if (why := policy.may_enter_exams(actor, one))), None)

    def facts(self) -> Mapping[str, object]:
        """Whose."""
        one = self.wanted or self.expects
        return {"pupil": one.pupil} if one else {}

    def carry_out(self, school: School, record: Record) -> None:
        """Write it; raises Invalid and Conflict."""
        stands = self._standing(school)
        if self.wanted is None:
            if stands is None:
                raise Invalid(_("There is nothing to do."))
            record.delete("contest", stands.key, store.CONTEST)
            return
        one = self.wanted
        require_received(school, one.received)
        if one.day > one.received.date():
            raise Invalid(_("It took place after its result was received."), _("Look at the dates once more."))
        now = {
            "name": read_text(one.name, _("What"))[:LONGEST], "level": one.level.value,
            "place": read_text(one.place, _("Result"))[:LONGEST], "day": one.day.isoformat(),
            "received": school.clock.at(one.received),
        }  # fmt: skip
        if stands is not None:
            record.update("contest", stands.key, **now)
            return
        record.insert("contest", pupil=one.pupil, **now, author=school.ledger.actor, at=school.ledger.at)

    def _standing(self, school: School) -> Contest | None:
        if self.expects is None:
            return None
        stands = store.contest(school, self.expects.key)
        if stands is None:
            raise Conflict(_("It was taken out meanwhile."), _("Open the list again."))
        require_seen(school, "contest", stands.key, stands, self.expects, f"{stands.name}: {stands.place}")
        return stands
