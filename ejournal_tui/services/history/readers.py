"""Who opened a person's card, its history, or took all of it out of the journal (152-FZ)."""

from dataclasses import dataclass

from ...domain import policy
from ...domain.people.cards import PersonKind
from ...domain.people.people import Actor
from ...i18n import N_, _
from ...storage.accounts.accounts import authors
from ...storage.log.audit import compact
from ...storage.people import person_extract as store
from ...storage.school import School
from ..people.people import ShowGuardianCard, ShowPupilCard, ShowStaffCard
from ..people.person_extract import RecordPersonExtract
from ..people.personal import places_of
from ..session import Query
from .cards import CardLife
from .told import Told, when_told

_CARDS = {
    PersonKind.PUPIL: ShowPupilCard, PersonKind.GUARDIAN: ShowGuardianCard, PersonKind.STAFF: ShowStaffCard,
}  # fmt: skip


@dataclass(frozen=True)
class CardReaders(Query[tuple[Told, ...]]):
    """Everybody who has read a card, newest first; each reading of this is logged too."""

    TITLE = N_("the readers of a card looked up")
    AUDITED = True
    kind: PersonKind
    key: int

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever reads the history of the card."""
        if self.kind is PersonKind.STAFF:
            return policy.may_read_staff(actor)
        return policy.may_read_card(actor, places_of(school, self.kind, self.key))

    def answer(self, actor: Actor, school: School) -> tuple[Told, ...]:
        """A sentence a reading."""
        from ..verbs import titles

        facts = (compact({self.kind.value: self.key}), compact({"kind": self.kind.value, "key": self.key}))
        verbs = [one.__name__ for one in (_CARDS[self.kind], CardLife, CardReaders, RecordPersonExtract)]
        found = store.readings(school, verbs, facts)
        names, called = authors(school, (one.actor for one in found)), titles()
        return tuple(
            Told(
                when_told(school, one.at), names.get(one.actor, _("family") if one.actor else _("console")),
                _(called[one.verb]), one.terminal,
            )
            for one in reversed(found)
        )  # fmt: skip
