"""Why pupils were absent, as a class teacher knows it from documents (C10)."""

from dataclasses import dataclass, replace
from datetime import date

from ...domain import policy
from ...domain.attendance import Absence
from ...domain.errors import Invalid
from ...domain.people import Actor, ClassId, PupilId
from ...i18n import N_, _
from ...storage import groups
from ...storage.school import School
from ..session import Change


@dataclass(frozen=True)
class GiveReasons(Change):
    """Turn plain absences of a class into ill or excused, as the documents say."""

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
        if why := policy.may_give_reason(actor, self.school_class):
            return why
        ((grade,),) = school.db.sql("SELECT grade FROM study_group WHERE id=?", self.school_class)
        periods = school.calendar(self.last).periods_of(grade, self.school_class)
        met = [p for p in periods if p.starts <= self.last and p.ends >= self.first]
        return policy.may_enter(any(period.closed for period in met))

    def apply(self, school: School) -> "GiveReasons":
        """Change every matching absence of the pupil's lessons in the stretch of days; raises Invalid."""
        if not groups.is_member(school, self.school_class, self.pupil, self.last):
            raise Invalid(_("This pupil is not in the class."))
        if self.last < self.first:
            raise Invalid(_("The last day lies before the first."))
        if Absence.LATE in (self.letter, self.was):
            raise Invalid(_("A late pupil was there: there is no reason to give."))
        rows = school.db.sql(
            "SELECT a.id, a.lesson FROM absence a JOIN lesson l ON l.id=a.lesson WHERE a.pupil=?"
            " AND l.day BETWEEN ? AND ? AND a.letter=? ORDER BY a.id",
            self.pupil, self.first.isoformat(), self.last.isoformat(), self.was.value,
        )  # fmt: skip
        ledger = school.ledger
        written = (self.letter.value, ledger.actor, ledger.at)
        found = [(key, lesson) for key, lesson in rows if self.only is None or lesson in self.only]
        ledger.update_many("absence", ("letter", "author", "at"), [(key, *written) for key, _lesson in found])
        return replace(self, letter=self.was, was=self.letter, only=tuple(lesson for _key, lesson in found))
