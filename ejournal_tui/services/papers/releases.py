"""The weekly batch: the class teacher gives the sheets of the own class to the print (C34)."""

from dataclasses import dataclass
from datetime import date

from ...domain import policy
from ...domain.errors import Invalid
from ...domain.people.people import Actor, ClassId
from ...domain.years.year import monday
from ...i18n import N_, _
from ...storage.papers import papers as store
from ...storage.school import School
from ..session import Change


@dataclass(frozen=True)
class ReleaseSheets(Change):
    """Give the weekly sheets of a class to the print: from now on the lab assistant may print them."""

    TITLE = N_("weekly sheets given to the print")
    school_class: ClassId
    day: date
    """Any day of the week."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The class teacher (C34)."""
        return policy.may_release_sheets(actor, self.school_class)

    def apply(self, school: School) -> "WithdrawSheets":
        """Note it; raises Invalid when it was done before or the week lies ahead."""
        week = monday(self.day)
        if week > school.clock.today():
            raise Invalid(_("This week has not begun yet: there is nothing on its sheets."))
        if self.school_class in store.released(school, week):
            raise Invalid(_("The sheets of this week were given to the print already."))
        school.ledger.insert("sheet_release", school_class=self.school_class, week=week.isoformat())
        return WithdrawSheets(self.school_class, self.day)


@dataclass(frozen=True)
class WithdrawSheets(Change):
    """Take the weekly sheets of a class back from the print."""

    TITLE = N_("weekly sheets taken back from the print")
    school_class: ClassId
    day: date
    """Any day of the week."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The class teacher (C34)."""
        return policy.may_release_sheets(actor, self.school_class)

    def apply(self, school: School) -> ReleaseSheets:
        """Note it; raises Invalid when they were not given."""
        key = store.released(school, monday(self.day)).get(self.school_class)
        if key is None:
            raise Invalid(_("The sheets of this week were not given to the print."))
        school.ledger.delete("sheet_release", key)
        return ReleaseSheets(self.school_class, self.day)
