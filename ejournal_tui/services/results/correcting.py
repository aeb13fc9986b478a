"""Results of a closed period are corrected by request: the teacher asks, the deputy head allows it until a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ...domain import policy
from ...domain.errors import Conflict, Invalid
from ...domain.groups.groups import CourseId
from ...domain.journal.corrections import CorrectionState
from ...domain.journal.outside import ResultKind
from ...domain.people.people import Actor
from ...domain.years.year import Period
from ...i18n import N_, _
from ...storage.groups import groups
from ...storage.groups.groups import CourseFacts
from ...storage.journal import corrections as store
from ...storage.log.records import Record
from ...storage.school import School
from ..journal.corrections import require_window, require_word
from ..people.personal import PersonalChange

YEAR = 0
"""The number under which the marks of the year are asked for."""


@dataclass(frozen=True)
class AskResultCorrection(PersonalChange):
    """Ask the deputy head to let the results of a closed period, or the marks of the year, be corrected."""

    TITLE = N_("correction of results asked for")
    course: CourseId
    number: int
    """Of the period; `YEAR` for the marks of the year."""
    why: str
    expires: date
    """Until when they are to be corrected."""

    @property
    def kind(self) -> ResultKind:
        """Of which results it is."""
        return ResultKind.YEAR if self.number == YEAR else ResultKind.PERIOD

    def objection(self, actor: Actor, school: School) -> str | None:
        """The course's teacher of today."""
        return policy.may_give_results(actor, groups.teachers(school, self.course, school.clock.today()), False)

    def facts(self) -> Mapping[str, object]:
        """Which results, until when."""
        return {"course": self.course, "number": self.number, "expires": self.expires.isoformat()}

    def carry_out(self, school: School, record: Record) -> None:
        """Write the request; raises Invalid and Conflict."""
        why = require_word(self.why, _("Say in a word what has to be corrected."))
        require_window(school, self.expires)
        course = groups.course(school, self.course)
        period = self._period(school, course)
        if not period.closed:
            raise Invalid(_("These results are open: correct them at once."))
        staff = store.staff_of(school, school.ledger.actor)
        if staff is None:
            raise Invalid(_("Results are given by the course's teacher."))
        if store.results_asked(school, staff, self.course, self.kind, self.number):
            raise Conflict(_("You have asked for this already."), _("The deputy head has not answered yet."))
        starts = school.calendar().starts if self.number == YEAR else period.starts
        record.insert(
            "correction", course=self.course, staff=staff, starts=starts.isoformat(), ends=period.ends.isoformat(),
            why=why, expires=self.expires.isoformat(), state=CorrectionState.ASKED.value, answer="",
            asked_at=school.ledger.at, answered_by=None, answered_at=None, result_kind=self.kind.value,
            number=self.number,
        )  # fmt: skip

    def _period(self, school: School, course: CourseFacts) -> Period:
        """The period that shuts the results: the year's are shut with its last one."""
        periods = school.calendar().periods_of(course.grade, course.school_class, course.id)
        found = periods[-1:] if self.number == YEAR else [one for one in periods if one.number == self.number]
        if not found:
            raise Invalid(_("The class has no such period."), _("Look at the periods in the settings of the school."))
        return found[0]
