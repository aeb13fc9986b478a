"""A journal and its results as they stood at the end of a day, from the log itself."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ...clock import held_at
from ...domain.errors import Invalid
from ...domain.journal.lessons import LessonGrid
from ...domain.journal.outside import ResultTable
from ...domain.people.people import Actor
from ...domain.text.words import short_date
from ...i18n import _
from ...storage.groups import groups
from ...storage.log import deeds
from ...storage.log.past import as_of
from ...storage.school import School
from ..journal.gradebook import ShowGrid
from ..journal.on_paper import ShowResults
from ..session import Query


@dataclass(frozen=True)
class ShowGridAsOf(Query[LessonGrid]):
    """A course in a study period as its journal stood at the end of a day."""

    grid: ShowGrid
    until: date

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read the journal now."""
        return self.grid.objection(actor, school)

    def answer(self, actor: Actor, school: School) -> LessonGrid:
        """The grid of that evening; raises Invalid for a day before the journal began or after today."""
        return self.grid.answer(actor, _evening(school, self.grid.course, self.until))


@dataclass(frozen=True)
class ShowResultsAsOf(Query[ResultTable]):
    """The results of a course as they stood at the end of a day."""

    results: ShowResults
    until: date

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read them now."""
        return self.results.objection(actor, school)

    def answer(self, actor: Actor, school: School) -> ResultTable:
        """The table of that evening; raises Invalid for a day before the journal began or after today."""
        return self.results.answer(actor, _evening(school, self.results.course, self.until))


def _evening(school: School, course: int, day: date) -> School:
    """The school as it stood at the end of a day."""
    if day > school.clock.today():
        raise Invalid(_("{day} is yet to come.").format(day=short_date(day)), _("Choose a day up to today."))
    line = deeds.moment(school, school.clock.at(datetime.combine(day + timedelta(days=1), time())))
    facts = groups.course(school, course)
    if line < course:
        raise Invalid(
            _("The journal of {course} did not exist on {day} yet.").format(
                course=f"{facts.group_title} {facts.subject}", day=short_date(day)
            ),
            _("Choose a later day."),
        )
    return as_of(school, line, held_at(datetime.combine(day, time(23, 59)), school.clock.zone), facts.subject_id)
