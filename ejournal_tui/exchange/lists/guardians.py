"""The guardians' columns of a list of pupils: repeated for the second, or named after mother and father."""

import re
from dataclasses import dataclass, field

from ...domain.people.people import Name
from ...domain.workbooks.handed_in import Fault, GuardianRow
from ...i18n import _
from ..files.naming import letters
from ..files.workbook import CellValue
from ..tables import tidy
from ..tables.table import Line, Table

_MOTHER, _FATHER = "мать", "отец"
_OF_MOTHER, _OF_FATHER = re.compile(r"матер|мать"), re.compile(r"отца|отец")
_FACTS = ("relation", "guardian_phone", "guardian_email", "informing")
RELATIONS = (_MOTHER, _FATHER, "опекун", "попечитель", "иной")


@dataclass
class _Columns:
    always: str = ""
    """The relation that the heading names."""
    columns: dict[str, int] = field(default_factory=dict)


class Guardians:
    """Which column tells what of which guardian."""

    def __init__(self, table: Table) -> None:
        self.notes = table.notes
        self.heading = table.heading
        self.people: list[_Columns] = []
        for key, column in table.headed:
            words = tidy.fold(tidy.shown(table.sheet.at(table.heading, column)))
            if key == "guardian":
                always = _MOTHER if _OF_MOTHER.search(words) else _FATHER if _OF_FATHER.search(words) else ""
                self.people.append(_Columns(always, {"name": column}))
            elif key in _FACTS and self.people:
                self._add(key, column)
            elif key in _FACTS:
                self.notes.say(self.heading, column, _("a column with the guardian's name is expected before this one"))
        for person in self.people:
            self._note_missing(person)

    def _add(self, key: str, column: int) -> None:
        """A column belongs to the guardian named before it; of mother and father informing is for both."""
        last = self.people[-1]
        by_kin = bool(last.always) and len(self.people) > 1
        if key == "guardian_email" and by_kin:
            self.notes.say(self.heading, column, _("a heading is expected that says whose e-mail this is"))
            key = "email_of_somebody"
        for person in self.people if key == "informing" and by_kin else [last]:
            fact = key.removeprefix("guardian_")
            if fact in person.columns:
                self.notes.say(self.heading, column, _("each column is expected once"))
            person.columns.setdefault(fact, column)

    def _note_missing(self, person: _Columns) -> None:
        """A relation or a way of informing that no column tells is not guessed."""
        if not person.always and "relation" not in person.columns:
            self.notes.say_of_heading(self.heading, _("a column “Степень родства” is expected for each guardian"))
        if "informing" not in person.columns:
            self.notes.say_of_heading(self.heading, _("a column “Форма информирования” is expected for each guardian"))

    def of(self, pupil: Line, told: bool) -> tuple[GuardianRow, ...]:
        """The guardians of a pupil's row, each once; a leaver's way of informing is not asked for.

        The row tells of its guardians when each name in it can be read.
        """
        found: list[GuardianRow] = []
        seen: set[tuple[Name, str]] = set()
        lines = [Line(self.notes, pupil.row, person.columns) for person in self.people]
        for line, person in zip(lines, self.people, strict=True):
            guardian = self._one(line, person.always, told)
            if guardian and (guardian.name, guardian.phone) in seen:
                line.say("name", _("each guardian is expected once, this one stands before"), Fault.TWICE)
            elif guardian:
                seen.add((guardian.name, guardian.phone))
                found.append(guardian)
        if lines and all("name" in line.told or line.cell("name") is None for line in lines):
            pupil.told["guardian"] = letters(self.people[0].columns["name"])
        return tuple(found)

    def _one(self, line: Line, always: str, told: bool) -> GuardianRow | None:
        phone, email = line.read("phone", tidy.phone), line.read("email", tidy.email)
        shared = line.read("email_of_somebody", tidy.email)
        relation = line.read("relation", _relation) if line.cell("name") is not None else None
        if line.cell("name") is None:
            # an e-mail column shared by both parents says nothing of the one who is not named
            if phone or email or (shared and not always):
                line.say("name", _("a guardian's name is expected where there is a phone or an e-mail"), Fault.NAMES)
            return None
        name = line.read("name", tidy.name)
        on_paper = line.read("informing", tidy.on_paper) if told else None
        if always:
            line.told["relation"] = line.told.get("name", "")
        if not name:
            return None
        return GuardianRow(name, always or relation or "", phone or "", email or "", bool(on_paper), line.place())


def _relation(cell: CellValue) -> tidy.Tidied[str]:
    plain = tidy.squeezed(cell).casefold()
    if plain in RELATIONS:
        return tidy.Tidied(plain)
    return tidy.Tidied(None, _("мать, отец, опекун, попечитель or иной is expected"))
