"""The lists of people to turn through, and how a person stands in them."""

from dataclasses import dataclass

from ....domain.people.cards import PersonKind, PersonLine
from ....domain.text.words import full_date
from ....i18n import _
from ....services.people.people import ClassLine
from ...widgets.pick_list import PickList


@dataclass(frozen=True)
class ListOf:
    """A list to look at."""

    title: str
    kind: PersonKind
    school_class: ClassLine | None = None

    @property
    def why_empty(self) -> str:
        """What is said where nobody stands in the list."""
        if self.kind is PersonKind.GUARDIAN:
            return _("Guardians are shown to class teachers and keepers of data.")
        if self.school_class is None:
            return _("Nobody yet.")
        return _("No pupils yet: Ins enters one, “ejournal import pupils” a whole list.")


class FindList(PickList):
    """A list that asks for what is typed instead of going to a line."""

    def search(self, text: str) -> bool:
        """Say what is looked for; the screen asks for the people."""
        self._sought = text
        self.post_message(self.Searched(text, True))
        return True


def row_of(one: PersonLine) -> tuple[str, ...]:
    """Number, name, and what else tells who it is."""
    left = _("left {day}").format(day=full_date(one.left)) if one.left else ""
    kind = {PersonKind.GUARDIAN: _("guardian"), PersonKind.STAFF: "", PersonKind.PUPIL: ""}[one.kind]
    return str(one.number or ""), one.name.full, " · ".join(filter(None, (kind, one.of, left)))
