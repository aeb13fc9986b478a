"""The phrases that teachers put into topics with a key (C13)."""

from dataclasses import dataclass

from ...domain import policy
from ...domain.people.people import Actor
from ...storage.school import School
from ...storage.settings.settings import topic_phrases
from ..session import Query


@dataclass(frozen=True)
class TopicPhrases(Query[tuple[str, ...]]):
    """The school's phrases, by name."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever teaches."""
        return policy.may_read_own_day(actor)

    def answer(self, actor: Actor, school: School) -> tuple[str, ...]:
        """As the settings have them."""
        return topic_phrases(school)
