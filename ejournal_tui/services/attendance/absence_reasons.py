"""What a paper about absence can say."""

from dataclasses import dataclass

from ...domain import policy
from ...domain.people.people import Actor
from ...domain.settings.reference import AbsenceReasonRef
from ...storage.school import School
from ..absence_reasons import reasons_of
from ..session import Query


@dataclass(frozen=True)
class ListAbsenceReasons(Query[tuple[AbsenceReasonRef, ...]]):
    """The reasons that a paper can give, with the letter of each."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever sees attendance."""
        return policy.may_list_attendance(actor)

    def answer(self, actor: Actor, school: School) -> tuple[AbsenceReasonRef, ...]:
        """As the settings have them."""
        return reasons_of(school)
