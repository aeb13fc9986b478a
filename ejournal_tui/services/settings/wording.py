"""Words of the school: phrases for topics, its own name."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...domain import policy
from ...domain.people.people import Actor
from ...i18n import N_, _
from ...storage.school import School
from .deciding import Decision, Row, require_seen, swap
from .listed import LONGEST, require_new, require_words


@dataclass(frozen=True)
class PutPhrase(Decision):
    """Add a phrase for topics, word it otherwise, or take it away (C13)."""

    TITLE = N_("phrase for topics")
    wanted: str | None
    expects: str | None = None

    def objection(self, actor: Actor, school: School) -> str | None:
        """The deputy head."""
        return policy.may_decide_teaching(actor)

    def apply(self, school: School) -> "PutPhrase":
        """Write it; raises Conflict and Invalid."""
        self._require_possible(school)
        swap(school, "topic_phrase", _phrase(self.expects), _phrase(self.wanted))
        return PutPhrase(self.expects, self.wanted)

    def _require_possible(self, school: School) -> None:
        if self.wanted is not None:
            require_words((self.wanted, LONGEST))
            require_new(school, "topic_phrase", "text", self.wanted, self.expects or "")

    def effect(self, school: School) -> tuple[str, ...]:
        """What differs; raises Invalid."""
        self._require_possible(school)
        return (_("Topics that were written stay as they are."),)


def _phrase(text: str | None) -> Row | None:
    return None if text is None else {"text": text}


@dataclass(frozen=True)
class NameSchool(Decision):
    """Call the school otherwise."""

    TITLE = N_("name of the school")
    wanted: str
    expects: str

    def objection(self, actor: Actor, school: School) -> str | None:
        """The officer."""
        return policy.may_keep_school(actor)

    def apply(self, school: School) -> "NameSchool":
        """Write it; raises Conflict and Invalid."""
        require_seen(school.setting("name"), self.expects)
        self.effect(school)
        school.put_setting("name", self.wanted)
        return NameSchool(self.expects, self.wanted)

    def facts(self) -> Mapping[str, object]:
        """Nothing: the names stand with the setting."""
        return {}

    def effect(self, school: School) -> tuple[str, ...]:
        """Where it stands; raises Invalid."""
        require_words((self.wanted, LONGEST))
        return (_("It stands on the sign-in screen and on every paper printed from now on."),)
