"""What all changes of the settings share: their effect is counted and told before they are made."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

from ..domain.errors import Conflict, Invalid
from ..domain.people import Actor
from ..i18n import _
from ..storage import settings
from ..storage.school import School
from .session import Change, Query

Row = Mapping[str, object]


class Decision(Change):
    """A change of the settings."""

    @abstractmethod
    def effect(self, school: School) -> tuple[str, ...]:
        """What would follow from it, in sentences; raises what making it would raise."""


@dataclass(frozen=True)
class ShowEffect(Query[tuple[str, ...]]):
    """What would follow from a change of the settings."""

    change: Decision

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may make it."""
        return self.change.objection(actor, school)

    def answer(self, actor: Actor, school: School) -> tuple[str, ...]:
        """The sentences."""
        return self.change.effect(school)


def swap(school: School, table: str, stands: Row | None, wanted: Row | None) -> None:
    """Put one entity in the place of another, inside a deed; raises Conflict and Invalid."""
    if stands is None and wanted is None:
        raise Invalid(_("There is nothing to do."))
    if not settings.swap(school, table, stands, wanted):
        raise meanwhile()


def meanwhile() -> Conflict:
    """What somebody is told who decides on something that has changed since it was seen."""
    return Conflict(_("Somebody has changed this meanwhile."), _("Look at the line again, then decide."))


def require_seen(stands: object, expects: object) -> None:
    """Refuse where the person saw something else; raises Conflict."""
    if stands != expects:
        raise meanwhile()


def require_grades(first: int, last: int) -> None:
    """Refuse grades that no school has; raises Invalid."""
    if not 1 <= first <= last <= 11:
        raise Invalid(_("Grades go from 1 to 11."), _("Write them like 5-9 or 7."))
