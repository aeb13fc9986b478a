"""Forecasts to look at: of a pupil in a course, in all subjects, of a class with those in danger first (R2-2)."""

from dataclasses import dataclass
from datetime import date

from ...domain import policy
from ...domain.errors import Invalid
from ...domain.groups.groups import CourseId
from ...domain.people.people import Actor, ClassId, PupilId
from ...domain.results.explanation import Explanation, by_risk
from ...i18n import _
from ...storage.groups import groups
from ...storage.people import people
from ...storage.school import School
from ..journal.gradebook import read_objection
from ..session import Query
from .standings import Standings


@dataclass(frozen=True)
class ExplainForecast(Query[Explanation]):
    """Why a pupil's forecast in a course is what it is, and what would change it."""

    course: CourseId
    pupil: PupilId
    day: date
    """Any day of the period; what was given after it is left out."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever reads the course; of the own child the family."""
        why = read_objection(actor, school, self.course, self.day)
        if why is None:
            return None
        found = groups.enrolled(school, self.day, self.day, pupil=self.pupil)
        return policy.may_read_diary(actor, self.pupil, found[0].school_class if found else None)

    def answer(self, actor: Actor, school: School) -> Explanation:
        """Mark by mark; raises Invalid where the pupil never was in the course, or it has no marks."""
        course = groups.course(school, self.course)
        standings = Standings(school, [self.pupil], self.day)
        if course.markless:
            raise Invalid(_("No marks are given here: the subject or the class is without marks."))
        if self.pupil not in standings.groups.get(course.group, {}):
            raise Invalid(_("The pupil was not in this group."), _("Open the journal again."))
        if standings.passes(course):
            raise Invalid(
                _("Nothing is foreseen here: the subject is marked passed or not passed, without an average.")
            )
        return standings.explain(self.pupil, course)


@dataclass(frozen=True)
class PupilForecasts(Query[tuple[Explanation, ...]]):
    """A pupil's forecasts in all subjects, by name."""

    pupil: PupilId
    day: date

    def objection(self, actor: Actor, school: School) -> str | None:
        """The pupil, the guardians, the class teacher, who leads the school."""
        found = groups.enrolled(school, self.day, self.day, pupil=self.pupil)
        return policy.may_read_diary(actor, self.pupil, found[0].school_class if found else None)

    def answer(self, actor: Actor, school: School) -> tuple[Explanation, ...]:
        """One a subject with marks."""
        return tuple(one for _course, one in Standings(school, [self.pupil], self.day).of(self.pupil))


@dataclass(frozen=True)
class ForecastLine:
    """A pupil's forecast in a subject."""

    pupil: PupilId
    name: str
    course: CourseId
    explanation: Explanation


@dataclass(frozen=True)
class ForecastList:
    """The forecasts of a class."""

    school_class: ClassId
    title: str
    """«7А»."""
    lines: tuple[ForecastLine, ...]
    """Those in danger first."""
    classes: tuple[tuple[ClassId, str], ...]
    """The classes that the person may see."""


@dataclass(frozen=True)
class ShowForecasts(Query[ForecastList]):
    """The forecasts of a class, or of the person's first one."""

    day: date
    school_class: ClassId | None = None

    def objection(self, actor: Actor, school: School) -> str | None:
        """The class teacher, who leads the school."""
        return policy.may_see_forecasts(actor, self.school_class)

    def answer(self, actor: Actor, school: School) -> ForecastList:
        """In a constant number of queries; raises Invalid where there is no class to show."""
        seen = tuple(
            (one.id, str(one.name))
            for one in people.classes(school)
            if one.name.grade > 1 and policy.may_see_forecasts(actor, one.id) is None
        )
        wanted = self.school_class or next((key for key, _title in seen), None)
        if wanted is None or wanted not in dict(seen):
            raise Invalid(_("There is no class with marks to show."), _("Class 1 is taught without marks."))
        names = dict(people.pupils_of_class(school, wanted, self.day))
        standings = Standings(school, list(names), self.day)
        lines = [
            ForecastLine(pupil, name.short, course.id, one)
            for pupil, name in names.items()
            for course, one in standings.of(pupil)
        ]
        # The sort is stable: among equals the order of the class stays.
        lines.sort(key=lambda line: by_risk(line.explanation))
        return ForecastList(wanted, dict(seen)[wanted], tuple(lines), seen)
