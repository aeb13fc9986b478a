"""Why pupils were absent, as a class teacher knows it (C10); papers with their numbers are in `documents`."""

from dataclasses import dataclass, replace
from datetime import date

from ...domain import policy
from ...domain.attendance.attendance import Absence
from ...domain.errors import Invalid
from ...domain.people.people import Actor, ClassId, PupilId
from ...i18n import N_, _
from ...storage.attendance import attendance
from ...storage.groups import groups
from ...storage.school import School
from ..session import Change


def papers_objection(actor: Actor, school: School, school_class: ClassId, first: date, last: date) -> str | None:
    """Why the actor may not say why pupils of a class were away: the class teacher, in open periods (O8.4d)."""
    if why := policy.may_give_reason(actor, school_class):
        return why
    ((grade,),) = school.db.sql("SELECT grade FROM study_group WHERE id=?", school_class)
    periods = school.calendar(last).periods_of(grade, school_class)
    met = [p for p in periods if p.starts <= last and p.ends >= first]
    return policy.may_enter(any(period.closed for period in met))


@dataclass(frozen=True)
class GiveReasons(Change):
    """Turn plain absences of a class into ill or excused, as the class teacher knows before any paper is there."""

    TITLE = N_("reasons of absence")
    school_class: ClassId
    pupil: PupilId
    first: date
    last: date
    letter: Absence
    only: tuple[int, ...] | None = None
    """Only the absences at these lessons, which stay the same when an absence is taken out and written again: what
    an undo gives back."""
    was: Absence = Absence.ABSENT
    """What stands there now."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The class teacher, in open periods (O8.4d)."""
        return papers_objection(actor, school, self.school_class, self.first, self.last)

    def apply(self, school: School) -> "GiveReasons":
        """Change every matching absence of the pupil's lessons in the stretch of days; raises Invalid."""
        if not groups.is_member(school, self.school_class, self.pupil, self.last):
            raise Invalid(_("This pupil is not in the class."))
        if self.last < self.first:
            raise Invalid(_("The last day lies before the first."))
        if Absence.LATE in (self.letter, self.was):
            raise Invalid(_("A late pupil was there: there is no reason to give."))
        ledger = school.ledger
        written = (self.letter.value, ledger.actor, ledger.at)
        rows = attendance.plain(school, self.pupil, self.first, self.last, self.was)
        found = [one for one in rows if self.only is None or one.lesson in self.only]
        ledger.update_many("absence", ("letter", "author", "at"), [(one.key, *written) for one in found])
        return replace(self, letter=self.was, was=self.letter, only=tuple(one.lesson for one in found))
