"""The life of a person's card, in sentences from the log itself: personal data, so each reading is logged."""

from dataclasses import dataclass

from ...domain import policy
from ...domain.people.cards import PersonKind
from ...domain.people.people import Actor
from ...i18n import N_
from ...storage.log import history as store
from ...storage.school import School
from ..people.personal import places_of
from ..session import Query
from .card_words import CardWords
from .cells import tell
from .told import Told

_ROWS = {
    PersonKind.PUPIL: ("pupil", ("membership", "guardianship", "home_tuition", "individual_plan")),
    PersonKind.GUARDIAN: ("guardian", ("guardianship",)),
    PersonKind.STAFF: ("staff", ("staff_role", "class_teacher")),
}
"""What makes a card: the row of the person, and the rows that name it."""


@dataclass(frozen=True)
class CardLife(Query[tuple[Told, ...]]):
    """Everything that was ever changed on a card, oldest first; each reading is logged."""

    TITLE = N_("the history of a card read")
    AUDITED = True
    kind: PersonKind
    key: int

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever reads the card itself, but for the family: it reads its own as it stands."""
        if self.kind is PersonKind.STAFF:
            return policy.may_read_staff(actor)
        return policy.may_read_card(actor, places_of(school, self.kind, self.key))

    def answer(self, actor: Actor, school: School) -> tuple[Told, ...]:
        """A sentence a change."""
        own, around = _ROWS[self.kind]
        lines = store.row_lines(school, own, self.key)
        for entity in around:
            lines += store.lines_of(school, entity, {own: self.key})
        lines.sort(key=lambda line: line.seq)
        return tell(school, lines, words=lambda steps: CardWords(school, steps, self.kind).change)
