"""Handed-in rows into the school: planned first, then written as one grouped deed, nothing lost and nothing guessed.

A row that equals what the school holds is unchanged; a row that contradicts it is a conflict, and a conflict
stops the import with every one of them told.
"""

from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from ..domain import policy
from ..domain.errors import Refusal
from ..domain.groups import ClassName
from ..domain.handed_in import Place
from ..domain.people import Actor
from ..i18n import N_, _, ngettext
from ..storage.school import School
from .session import Change, Query

Missed = TypeVar("Missed")

_FACTS = {
    "name": N_("name"), "birth": N_("birth date"), "post": N_("post"), "room": N_("room"), "phone": N_("phone"),
    "email": N_("e-mail"), "leads": N_("class led"), "hours": N_("hours a week"), "teacher": N_("teacher"),
    "sex": N_("sex"), "class": N_("class"), "file_number": N_("file number"), "enrolled": N_("enrolment date"),
    "language": N_("foreign language"), "form": N_("form of education"), "relation": N_("relation"),
    "informing": N_("way of informing"),
}  # fmt: skip
"""What a cell can tell, by the key of its column."""


@dataclass
class Tally:
    """What an import would do, counted by kind, with the contradictions in words."""

    added: dict[str, int] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)
    fresh: list[str] = field(default_factory=list)
    """New things that are worth a second look, in words."""

    def add(self, kind: str, count: int = 1) -> None:
        """Count something new."""
        if count:
            self.added[kind] = self.added.get(kind, 0) + count

    def keep(self, kind: str, count: int = 1) -> None:
        """Count something that stands already."""
        if count:
            self.unchanged[kind] = self.unchanged.get(kind, 0) + count

    def compare(self, kind: str, place: Place, who: str, stands: Mapping[str, str], found: Mapping[str, str]) -> None:
        """Count something that stands already as unchanged, or tell every cell that contradicts it."""
        differing = [fact for fact, told in found.items() if fact in place.columns and stands[fact] != told]
        for fact in differing:
            self.conflicts.append(
                _("{address}: {who}: {fact} is “{stands}” in the journal and “{found}” in the file.").format(
                    address=place.of(fact), who=who, fact=_(_FACTS[fact]), stands=stands[fact] or "—",
                    found=found[fact] or "—",
                )
            )  # fmt: skip
        if not differing:
            self.keep(kind)


    def gather(self, missed: Mapping[Missed, list[str]], say: Callable[[Missed, int], str]) -> None:
        """Tell first, and once for all its rows, what the journal lacks, at the first of their addresses."""
        self.conflicts[:0] = [f"{places[0]}: {say(what, len(places))}" for what, places in missed.items()]


def day_of(school: School) -> date:
    """The day whose facts a workbook is laid beside: today, before the year its first day."""
    return max(school.clock.today(), school.calendar().starts)


def missing_class(name: ClassName, rows: int) -> str:
    """What is said of rows that name a class the journal does not have."""
    return ngettext(
        "the journal has no class {name}, which {count} row names. Import the staff and workload first.",
        "the journal has no class {name}, which {count} rows name. Import the staff and workload first.",
        rows,
    ).format(name=name, count=rows)


class Import(Change):
    """What every import shares: permission, conflicts first, one deed."""

    QUIET = True

    def objection(self, actor: Actor, school: School) -> str | None:
        """The officer, or the console of the home (O8.1d, O8.2b)."""
        return policy.may_keep_data(actor)

    @abstractmethod
    def tally(self, school: School, write: bool) -> Tally:
        """Walk the rows, writing what is new when told to; only rows without a conflict are written."""

    def apply(self, school: School) -> "Import | None":
        """Write everything or nothing; raises Refusal with every conflict."""
        found = self.tally(school, write=False)
        if found.conflicts:
            raise Refusal(_("The file contradicts the journal."), "\n".join(found.conflicts))
        self.tally(school, write=True)
        return None

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
