"""Handed-in rows into the school: planned first, then written as one grouped deed, nothing lost and nothing guessed.

A row that equals what the school holds is unchanged; a row that contradicts it is a conflict, and a conflict
stops the import with every one of them told.
"""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..domain import policy
from ..domain.errors import Refusal
from ..domain.people import Actor
from ..i18n import _
from ..storage.school import School
from .session import Change, Query


@dataclass
class Tally:
    """What an import would do, counted by kind, with the contradictions in words."""

    added: dict[str, int] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)

    def add(self, kind: str, count: int = 1) -> None:
        """Count something new."""
        self.added[kind] = self.added.get(kind, 0) + count

    def keep(self, kind: str, count: int = 1) -> None:
        """Count something that stands already."""
        self.unchanged[kind] = self.unchanged.get(kind, 0) + count


class Import(Change):
    """What every import shares: permission, conflicts first, one deed."""

    QUIET = True

    def objection(self, actor: Actor, school: School) -> str | None:
        """The officer, or the console of the home (O8.1d, O8.2b)."""
        return policy.may_keep_data(actor)

    @abstractmethod
    def tally(self, school: School, write: bool) -> Tally:
        """Walk the rows, writing what is new when told to."""

    def apply(self, school: School) -> None:
        """Write everything or nothing; raises Refusal with every conflict."""
        found = self.tally(school, write=True)
        if found.conflicts:
            raise Refusal(_("The file contradicts the journal."), "\n".join(found.conflicts))

    def facts(self) -> Mapping[str, object]:
        """How many rows came in."""
        return {name: len(value) for name, value in vars(self).items() if isinstance(value, tuple)}


@dataclass(frozen=True)
class PreviewImport(Query[Tally]):
    """What an import would do, without doing it."""

    change: Import

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may import may look first."""
        return self.change.objection(actor, school)

    def answer(self, actor: Actor, school: School) -> Tally:
        """The tally of a walk that writes nothing."""
        return self.change.tally(school, write=False)
