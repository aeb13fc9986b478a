"""What all changes of the settings share: their effect is counted and told before they are made."""

import json
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ...domain import policy
from ...domain.errors import Conflict, Invalid
from ...domain.people.people import Actor
from ...domain.text.words import full_date, short_date
from ...i18n import _
from ...storage.journal import marks
from ...storage.school import School
from ...storage.settings import settings
from ..history.told import Told
from ..session import Change, Query

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


@dataclass(frozen=True)
class DecisionsMade(Query[tuple[Told, ...]]):
    """Who changed the settings lately and when, newest first."""

    last: int = 50

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever sees the settings."""
        return policy.may_see_settings(actor)

    def answer(self, actor: Actor, school: School) -> tuple[Told, ...]:
        """A sentence each."""
        # All of them are wanted here and nowhere on the way of a key.
        from .. import verbs

        titles = verbs.titles(*Decision.__subclasses__())
        rows = school.db.sql(
            "SELECT at, actor, terminal, verb, facts FROM deed WHERE outcome='done'"
            f" AND verb IN ({','.join('?' * len(titles))}) ORDER BY seq DESC LIMIT ?",
            *titles, self.last,
        )  # fmt: skip
        names = marks.authors(school, (row[1] for row in rows))
        found = []
        for at, who, terminal, verb, facts in rows:
            moment = school.clock.local(at)
            told = json.loads(facts)
            days = [date.fromisoformat(told[edge]) for edge in ("starts", "ends") if edge in told]
            what = " ".join(filter(None, (_(titles[verb]), _days(days))))
            when = f"{short_date(moment.date())} {moment:%H:%M}"
            found.append(Told(when, names.get(who, _("console")), what, terminal))
        return tuple(found)


def _days(days: list[date]) -> str:
    if not days:
        return ""
    return full_date(days[-1]) if days[0] == days[-1] else f"{short_date(days[0])}–{full_date(days[-1])}"


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
