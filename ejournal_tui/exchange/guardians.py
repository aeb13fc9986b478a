"""The guardians' columns of a list of pupils: repeated for the second, or named after mother and father."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..domain.handed_in import GuardianRow
from ..i18n import _
from . import tidy
from .table import Notes

_MOTHER, _FATHER = "мать", "отец"
_RELATIONS = (_MOTHER, _FATHER, "опекун", "попечитель", "иной")


@dataclass
class _Columns:
    name: int
    relation: int | None = None
    always: str = ""
    """The relation that the heading names."""
    phone: int | None = None
    email: int | None = None
    informing: int | None = None


class Guardians:
    """Which column tells what of which guardian."""

    def __init__(self, notes: Notes, heading: int, columns: Sequence[tuple[str, int]]) -> None:
        self.notes = notes
        self.people: list[_Columns] = []
        for key, column in columns:
            words = tidy.fold(tidy.shown(notes.sheet.at(heading, column)))
            if key == "guardian":
                always = _MOTHER if "матер" in words else _FATHER if "отца" in words else ""
                self.people.append(_Columns(column, always=always))
            elif self.people and key in ("relation", "guardian_phone", "guardian_email", "informing"):
                self._add(key, column, heading)

    def _add(self, key: str, column: int, heading: int) -> None:
        """A column belongs to the guardian named before it; of mother and father informing is for both."""
        last = self.people[-1]
        by_kin = bool(last.always) and len(self.people) > 1
        if key == "guardian_email" and by_kin:
            self.notes.say(heading, column, _("a heading is expected that says whose e-mail this is"))
        for person in self.people if key == "informing" and by_kin else [last]:
            setattr(person, key.removeprefix("guardian_"), column)

    def of(self, row: int, told: bool) -> tuple[GuardianRow, ...]:
        """The guardians of a row; a leaver's way of informing is not asked for."""
        return tuple(found for columns in self.people if (found := self._one(row, columns, told)))

    def _one(self, row: int, columns: _Columns, told: bool) -> GuardianRow | None:
        notes, sheet = self.notes, self.notes.sheet
        phone = email = ""
        if columns.phone is not None:
            phone = notes.take(tidy.phone(sheet.at(row, columns.phone)), row, columns.phone) or ""
        if columns.email is not None:
            email = notes.take(tidy.email(sheet.at(row, columns.email)), row, columns.email) or ""
        relation = columns.always
        if columns.relation is not None:
            relation = tidy.squeezed(sheet.at(row, columns.relation)).casefold()
        if sheet.at(row, columns.name) is None:
            # an e-mail column shared by both parents says nothing of the one who is not named
            if phone or (email and not columns.always):
                notes.say(
                    row, columns.name, _("a guardian's name is expected where there is a phone or an e-mail")
                )
            return None
        if columns.relation is not None and relation not in _RELATIONS:
            notes.say(row, columns.relation, _("мать, отец, опекун, попечитель or иной is expected"))
        name = notes.take(tidy.name(sheet.at(row, columns.name)), row, columns.name)
        paper: bool | None = None
        if columns.informing is not None and told:
            paper = notes.take(tidy.on_paper(sheet.at(row, columns.informing)), row, columns.informing)
        return GuardianRow(name, relation, phone, email, paper) if name and paper is not None else None
