"""Files that were handed in: which lie in the inbox, who handed them over, what came in with them and when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from ...domain import policy
from ...domain.errors import Invalid
from ...domain.people.people import Actor, ClassId
from ...domain.text.words import short_date
from ...i18n import N_, _
from ...storage.journal import marks
from ...storage.school import School
from ...storage.workbooks.imports import FileDeed, file_deeds
from ..session import Change, Query
from .importing import TakeImportBack

INBOX = "inbox"
MOST_FILES = 200
_MOST_BYTES = 5 * 2**20
_ENDINGS = (".xlsx", ".xls", ".ods", ".csv", ".tsv", ".txt", ".xlsm")


@dataclass(frozen=True)
class InboxFile:
    """A file that was handed in."""

    name: str
    mark: str
    """By which the journal knows its content again."""
    state: str
    """What became of it, in words."""
    waits: bool = False
    """Whether a class teacher handed it over and nobody has imported it."""


def file_mark(path: Path) -> str:
    """The mark of a file's content."""
    with path.open("rb") as file:
        return sha256(file.read(_MOST_BYTES + 1)).hexdigest()[:16]


def inbox_file(home: Path, name: str) -> Path:
    """Where a file of the inbox lies; raises Invalid for whatever is not in the list."""
    path = next((path for path in _files(home) if path.name == name), None)
    if path is None:
        raise Invalid(_("The file {name} is gone from the inbox.").format(name=name), _("Look at the list again."))
    return path


def _files(home: Path) -> Iterator[Path]:
    """The plain files of the inbox by name: no folders, no links, nothing hidden."""
    folder = home / INBOX
    folder.mkdir(mode=0o700, exist_ok=True)
    found = [path for path in folder.iterdir() if path.suffix.lower() in _ENDINGS and not path.name.startswith(".")]
    for path in sorted(found)[:MOST_FILES]:
        if path.is_file() and not path.is_symlink():
            yield path


@dataclass(frozen=True)
class Inbox:
    """What was handed in."""

    files: tuple[InboxFile, ...]
    year_starts: date
    """The study year that lists are read for."""


@dataclass(frozen=True)
class ShowInbox(Query[Inbox]):
    """The files that were handed in."""

    home: Path

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may bring one in."""
        return policy.may_see_inbox(actor)

    def answer(self, actor: Actor, school: School) -> Inbox:
        """Those that wait for their keeper first; raises Invalid when the folder cannot be read."""
        deeds = _deeds_by_file(school)
        names = marks.authors(school, (deed.actor for done in deeds.values() for deed in done))
        try:
            found = [_told(school, path, deeds, names) for path in _files(self.home)]
        except OSError as error:
            raise Invalid(
                _("The inbox cannot be read: {error}.").format(error=error.strerror), _("Call the lab assistant.")
            ) from error
        return Inbox(tuple(sorted(found, key=lambda file: not file.waits)), school.calendar().starts)


def _deeds_by_file(school: School) -> dict[str, list[FileDeed]]:
    """The deeds about each file, oldest first, by its mark."""
    found: dict[str, list[FileDeed]] = {}
    imports: dict[int, str] = {}
    for deed in file_deeds(school):
        mark = str(deed.facts.get("file") or imports.get(_number(deed), ""))
        imports[deed.number] = mark
        if mark:
            found.setdefault(mark, []).append(deed)
    return found


def _waiting_grades(deeds: list[FileDeed]) -> list[int]:
    """The grades of a file that its keepers have left to another one who has not taken them in yet."""
    gone = {_number(deed) for deed in deeds if deed.verb == "TakeImportBack"}
    done = [deed for deed in deeds if deed.verb.startswith("Import") and deed.number not in gone]
    left, taken = ({grade for deed in done for grade in _grades(deed, fact)} for fact in ("left", "grades"))
    return sorted(left - taken)


def _grades(deed: FileDeed, fact: str) -> list[int]:
    told = deed.facts.get(fact)
    return [grade for grade in told if isinstance(grade, int)] if isinstance(told, list) else []


def _number(deed: FileDeed) -> int:
    number = deed.facts.get("deed")
    return number if isinstance(number, int) else 0


def _told(school: School, path: Path, deeds: Mapping[str, list[FileDeed]], names: Mapping[int, str]) -> InboxFile:
    mark = file_mark(path)
    done = deeds.get(mark, [])
    deed = done[-1] if done else None
    if deed is None or deed.verb == "WithdrawList":
        return InboxFile(path.name, mark, "")
    who, when = names.get(deed.actor, _("console")), _when(school, deed.at)
    if deed.verb == "HandOverList":
        said = _("waits: handed over by {who}, {when}")
    elif deed.verb == "TakeImportBack":
        said = _("taken back: {who}, {when}")
    elif grades := _waiting_grades(done):
        said = _("waits: grades {grades}; the others imported by {who}, {when}")
        told = said.format(who=who, when=when, grades=", ".join(map(str, grades)))
        return InboxFile(path.name, mark, told, waits=True)
    else:
        said = _("imported: {who}, {when}")
    return InboxFile(path.name, mark, said.format(who=who, when=when), deed.verb == "HandOverList")


def _when(school: School, at: int) -> str:
    moment = school.clock.local(at)
    return f"{short_date(moment.date())} {moment:%H:%M}"


@dataclass(frozen=True)
class HandOverList(Change):
    """Hand the list of the own class to the keeper of its data (O8.4b)."""

    TITLE = N_("list handed over")
    file: str
    school_class: ClassId

    def objection(self, actor: Actor, school: School) -> str | None:
        """The class teacher."""
        return policy.may_hand_over(actor, self.school_class)

    def apply(self, school: School) -> "WithdrawList":
        """The header of the deed is the record."""
        return WithdrawList(self.file, self.school_class)

    def facts(self) -> Mapping[str, object]:
        """Which file, of which class."""
        return {"file": self.file, "school_class": self.school_class}


@dataclass(frozen=True)
class WithdrawList(Change):
    """Take a list back that was handed over."""

    TITLE = N_("list withdrawn")
    file: str
    school_class: ClassId

    def objection(self, actor: Actor, school: School) -> str | None:
        """The class teacher."""
        return policy.may_hand_over(actor, self.school_class)

    def apply(self, school: School) -> HandOverList:
        """Let it wait no more; raises Invalid when it came in meanwhile."""
        done = _deeds_by_file(school).get(self.file)
        if done and done[-1].verb != "HandOverList":
            raise Invalid(_("The list was imported meanwhile."), _("Ask the keeper of the data to take it back."))
        return HandOverList(self.file, self.school_class)

    def facts(self) -> Mapping[str, object]:
        """Which file, of which class."""
        return {"file": self.file, "school_class": self.school_class}


@dataclass(frozen=True)
class PastImport:
    """An import that was done."""

    number: int
    verb: str
    when: str
    who: str
    rows: int
    taken_back: bool

    @property
    def undoing(self) -> TakeImportBack:
        """What takes it back."""
        return TakeImportBack(self.number)


@dataclass(frozen=True)
class ShowImports(Query[tuple[PastImport, ...]]):
    """The last imports, newest first."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever imports lists."""
        return policy.may_import_lists(actor, leading=False)

    def answer(self, actor: Actor, school: School) -> tuple[PastImport, ...]:
        """At most thirty."""
        deeds = file_deeds(school)
        gone = {_number(deed) for deed in deeds if deed.verb == "TakeImportBack"}
        done = [deed for deed in deeds if deed.verb.startswith("Import")][-30:]
        names = marks.authors(school, (deed.actor for deed in done))
        return tuple(
            PastImport(
                deed.number, deed.verb, _when(school, deed.at), names.get(deed.actor, _("console")),
                sum(count for count in deed.facts.values() if isinstance(count, int)), deed.number in gone,
            )
            for deed in reversed(done)
        )  # fmt: skip
