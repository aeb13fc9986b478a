"""Handed-in rows into the school: planned first, then written as one grouped deed, nothing lost and nothing guessed.

A row that equals what the school holds is unchanged; a row that contradicts it is a conflict until a person has
decided who is right, and a conflict stops the import with every one of them told.
"""

import json
from abc import abstractmethod
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from ...domain import policy
from ...domain.errors import Conflict, Refusal
from ...domain.groups.groups import ClassName
from ...domain.people.people import Actor
from ...domain.workbooks.decisions import NOTHING_DECIDED, Ruling
from ...domain.workbooks.handed_in import Place
from ...i18n import N_, _, ngettext
from ...storage.log.undoing import put_deed_back
from ...storage.school import School
from ..session import Change, Query

Missed = TypeVar("Missed")

FACTS = {
    "name": N_("name"), "birth": N_("birth date"), "post": N_("post"), "room": N_("room"), "phone": N_("phone"),
    "email": N_("e-mail"), "leads": N_("class led"), "hours": N_("hours a week"), "teacher": N_("teacher"),
    "sex": N_("sex"), "class": N_("class"), "file_number": N_("file number"), "enrolled": N_("enrolment date"),
    "language": N_("foreign language"), "form": N_("form of education"), "relation": N_("relation"),
    "informing": N_("way of informing"),
}  # fmt: skip
"""What a cell can tell, by the key of its column."""


@dataclass(frozen=True)
class Contradiction:
    """Where the file and the journal, or the file and itself, do not agree."""

    sentence: str
    addresses: tuple[str, ...]
    """The cells that say so, none where the whole file does."""
    fact: str = ""
    """What it is about, by which many are decided at once."""
    key: str = ""
    """Names what stands and what was found, so that a decision never meets another contradiction."""
    can_take: bool = False
    """Whether the file may be right; the journal may always, where there is a key."""


@dataclass
class Tally:
    """What an import would do, counted by kind, with the contradictions in words."""

    added: dict[str, int] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)
    contradictions: list[Contradiction] = field(default_factory=list)
    """Those that nobody has decided yet."""
    decided: dict[Contradiction, str] = field(default_factory=dict)
    """Those that somebody has, each with "taken" or "kept"."""
    fresh: list[str] = field(default_factory=list)
    """New things that are worth a second look, in words."""
    changed: dict[str, int] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)
    """Whom the journal has and the file has not, in words; nobody is taken out for that."""
    ruling: Ruling = NOTHING_DECIDED

    @property
    def conflicts(self) -> list[str]:
        """What stops the import, in words."""
        return [one.sentence for one in self.contradictions]

    @property
    def nothing_new(self) -> bool:
        """Whether the journal would stay as it is."""
        return not (self.added or self.changed)

    def contradict(self, sentence: str, *addresses: str) -> None:
        """Tell what stops the import."""
        self.contradictions.append(Contradiction(sentence, addresses))

    def weigh(self, found: Contradiction) -> bool:
        """Whether the file is right in a contradiction; told when nobody has decided that."""
        if found.can_take and found.key in self.ruling.taken:
            self.decided[found] = "taken"
            return True
        if found.key in self.ruling.kept:
            self.decided[found] = "kept"
        else:
            self.contradictions.append(found)
        return False

    def add(self, kind: str, count: int = 1) -> None:
        """Count something new."""
        if count:
            self.added[kind] = self.added.get(kind, 0) + count

    def change(self, kind: str, count: int = 1) -> None:
        """Count something that stands already and changes."""
        if count:
            self.changed[kind] = self.changed.get(kind, 0) + count

    def keep(self, kind: str, count: int = 1) -> None:
        """Count something that stands already."""
        if count:
            self.unchanged[kind] = self.unchanged.get(kind, 0) + count

    def compare(
        self, kind: str, place: Place, who: str, stands: Mapping[str, str], found: Mapping[str, str],
        can_take: Container[str] = (),
    ) -> list[str]:  # fmt: skip
        """Count something that stands already as unchanged, or tell every cell that contradicts it.

        Answers the facts in which the file is right.
        """
        differing = [fact for fact, told in found.items() if fact in place.columns and stands[fact] != told]
        before = len(self.contradictions)
        taken = [
            fact
            for fact in differing
            if self.weigh(_differing(place.of(fact), who, fact, stands[fact], found[fact], fact in can_take))
        ]
        if taken:
            self.change(kind)
        elif len(self.contradictions) == before:
            self.keep(kind)
        return taken

    def gather(self, missed: Mapping[Missed, list[str]], say: Callable[[Missed, int], str]) -> None:
        """Tell first, and once for all its rows, what the journal lacks, at the first of their addresses."""
        self.contradictions[:0] = [
            Contradiction(f"{places[0]}: {say(what, len(places))}", tuple(places)) for what, places in missed.items()
        ]


def _differing(address: str, who: str, fact: str, stands: str, found: str, can_take: bool) -> Contradiction:
    sentence = _("{address}: {who}: {fact} is “{stands}” in the journal and “{found}” in the file.").format(
        address=address, who=who, fact=_(FACTS[fact]), stands=stands or "—", found=found or "—"
    )
    return Contradiction(sentence, (address,), fact, f"{address} {fact}: {stands} / {found}", can_take)


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


@dataclass(frozen=True, kw_only=True)
class Import(Change):
    """What every import shares: permission, conflicts first, one deed, one undo."""

    ruling: Ruling = field(default=NOTHING_DECIDED, repr=False)
    """What a person decided where the file contradicts the journal."""
    file: str = ""
    """The mark of the file that was handed in, by which the journal knows it again."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The officer, or the console of the home (O8.1d, O8.2b)."""
        return policy.may_keep_data(actor)

    def preview_objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may import may look first."""
        return self.objection(actor, school)

    @abstractmethod
    def tally(self, school: School, write: bool) -> Tally:
        """Walk the rows, writing what is new and agreed to when told to."""

    def apply(self, school: School) -> Change | None:
        """Write everything or nothing; raises Refusal with every conflict."""
        found = self.tally(school, write=False)
        if found.contradictions:
            raise Refusal(_("The file contradicts the journal."), "\n".join(found.conflicts))
        self.tally(school, write=True)
        return TakeImportBack(school.ledger.number, self)

    def facts(self) -> Mapping[str, object]:
        """How many rows came in, and from which file."""
        rows: dict[str, object] = {name: len(value) for name, value in vars(self).items() if isinstance(value, tuple)}
        return rows | ({"file": self.file} if self.file else {})


@dataclass(frozen=True)
class TakeImportBack(Change):
    """Undo an import as a whole, as long as nothing rests on it."""

    TITLE = N_("import taken back")
    deed: int
    """The number of the import in the log."""
    again: Import | None = field(default=None, repr=False)
    """What would do it again; None when it is taken back from the history."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may do the import; by the history, whoever may import what it was."""
        if self.again is not None:
            return self.again.objection(actor, school)
        rows = _header(school, self.deed)
        if not rows:
            return policy.may_import_lists(actor, leading=False)
        verb, facts = rows[0]
        if verb == "ImportTimetable":
            return policy.may_keep_timetable(actor)
        grades = json.loads(facts).get("grades")
        return policy.may_keep_pupils(actor, set(grades)) if grades else policy.may_keep_data(actor)

    def apply(self, school: School) -> Import | None:
        """Put everything back; raises Conflict when somebody has changed or used it since."""
        if not _header(school, self.deed):
            raise Conflict(_("This is no import."), _("Look at the list of imports again."))
        put_deed_back(school, self.deed)
        return self.again


def _header(school: School, deed: int) -> list[tuple[str, str]]:
    return school.db.sql("SELECT verb, facts FROM deed WHERE seq=? AND outcome='done' AND verb LIKE 'Import%'", deed)


@dataclass(frozen=True)
class PreviewImport(Query[Tally]):
    """What an import would do, without doing it."""

    change: Import

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may import may look first, and whoever hands the list in."""
        return self.change.preview_objection(actor, school)

    def answer(self, actor: Actor, school: School) -> Tally:
        """The tally of a walk that writes nothing."""
        return self.change.tally(school, write=False)
