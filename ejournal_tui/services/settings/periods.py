"""How the study year is divided for results: the days of the periods, and which scheme a grade, class or course has."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ...domain import policy
from ...domain.errors import Conflict, Invalid
from ...domain.groups.groups import CourseId
from ...domain.people.people import Actor, ClassId
from ...domain.text.words import short_date
from ...domain.years.year import GRADES, Calendar, Period, Scheme, period_title
from ...i18n import N_, _, ngettext
from ...storage.school import School
from ...storage.settings import effects
from .deciding import Decision, require_seen, swap

A_DAY = timedelta(days=1)


def _require_open(periods: tuple[Period, ...]) -> None:
    closed = [period for period in periods if period.closed]
    if closed:
        raise Invalid(
            _("{period} is closed: its results stand.").format(
                period=period_title(closed[0].scheme, closed[0].number)
            ),
            _("Open it first."),
        )


@dataclass(frozen=True)
class PutPeriodEnd(Decision):
    """Let a study period end on another day; the next one begins on the day after."""

    TITLE = N_("days of a study period")
    scheme: Scheme
    number: int
    wanted: date
    expects: date

    def objection(self, actor: Actor, school: School) -> str | None:
        """The deputy head."""
        return policy.may_decide_teaching(actor)

    def apply(self, school: School) -> "PutPeriodEnd":
        """Write it; raises Conflict and Invalid."""
        one, following = self._two(school.calendar())
        school.ledger.update("study_period", int(one.id), ends=self.wanted.isoformat())
        school.ledger.update("study_period", int(following.id), starts=(self.wanted + A_DAY).isoformat())
        return replace(self, wanted=self.expects, expects=self.wanted)

    def _two(self, calendar: Calendar) -> tuple[Period, Period]:
        mine = {period.number: period for period in calendar.periods if period.scheme is self.scheme}
        one, following = mine.get(self.number), mine.get(self.number + 1)
        if one is None:
            raise Conflict(_("There is no such study period."))
        if following is None:
            raise Invalid(_("The last period ends with the study year."), _("Change the days of the year."))
        require_seen(one.ends, self.expects)
        _require_open(tuple(replace(p, closed=calendar.closed_anywhere(p)) for p in (one, following)))
        if not one.starts < self.wanted < following.ends:
            raise Invalid(
                _("The day lies between {first} and {last}.").format(
                    first=short_date(one.starts), last=short_date(following.ends)
                )
            )
        return one, following

    def effect(self, school: School) -> tuple[str, ...]:
        """Which lessons and marks come into another period; raises Conflict and Invalid."""
        calendar = school.calendar()
        one, following = self._two(calendar)
        first, last = min(self.wanted, self.expects) + A_DAY, max(self.wanted, self.expects)
        grades = tuple(grade for grade in GRADES if calendar.schemes[grade] is self.scheme)
        lessons, marks = effects.entered(school, first, last, grades)
        goal = following if self.wanted < self.expects else one
        return (
            ngettext(
                "{count} lesson with {marks} marks comes to {period}.",
                "{count} lessons with {marks} marks come to {period}.", lessons,
            ).format(count=lessons, marks=marks, period=period_title(goal.scheme, goal.number)),
            _("The next period begins on {day}.").format(day=short_date(self.wanted + A_DAY)),
        )  # fmt: skip


@dataclass(frozen=True)
class PutScheme(Decision):
    """Divide the year otherwise for a grade, for one class of it or for one course (C29)."""

    TITLE = N_("scheme of study periods")
    wanted: Scheme | None
    """None: as the class or the grade has it."""
    expects: Scheme | None
    grade: int
    school_class: ClassId | None = None
    course: CourseId | None = None

    def objection(self, actor: Actor, school: School) -> str | None:
        """The deputy head."""
        return policy.may_decide_teaching(actor)

    def apply(self, school: School) -> "PutScheme":
        """Write it; raises Conflict and Invalid."""
        self._require_possible(school.calendar())
        if self.school_class is None and self.course is None:
            ((key,),) = school.db.sql(
                "SELECT id FROM grade_scheme WHERE year=? AND grade=?", school.year(), self.grade
            )
            school.ledger.update("grade_scheme", key, scheme=(self.wanted or Scheme.TRIMESTER).value)
        else:
            swap(school, "own_scheme", self._row(self.expects), self._row(self.wanted))
        return replace(self, wanted=self.expects, expects=self.wanted)

    def facts(self) -> Mapping[str, object]:
        """About whom, and the scheme."""
        about = {"grade": self.grade, "class": self.school_class, "course": self.course}
        return {name: value for name, value in about.items() if value is not None}

    def _row(self, scheme: Scheme | None) -> dict[str, object] | None:
        if scheme is None:
            return None
        # A course's own scheme is not its class's: only one of the two is named.
        of = None if self.course is not None else self.school_class
        return {"school_class": of, "course": self.course, "scheme": scheme.value}

    def _stands(self, calendar: Calendar) -> Scheme | None:
        if self.course is not None:
            return calendar.course_schemes.get(self.course)
        if self.school_class is not None:
            return calendar.class_schemes.get(self.school_class)
        return calendar.schemes.get(self.grade)

    def _require_possible(self, calendar: Calendar) -> None:
        require_seen(self._stands(calendar), self.expects)
        if self.wanted is None and self.course is None and self.school_class is None:
            raise Invalid(_("A grade has one of the schemes."))
        before = calendar.periods_of(self.grade, self.school_class, self.course)
        after = tuple(period for period in calendar.periods if period.scheme is self._then(calendar))
        _require_open((*before, *after))
        if not after:
            raise Invalid(_("The year has no such periods."))

    def _then(self, calendar: Calendar) -> Scheme:
        if self.wanted is not None:
            return self.wanted
        return calendar.scheme_of(self.grade, None if self.course is None else self.school_class)

    def effect(self, school: School) -> tuple[str, ...]:
        """By which periods the marks are counted then; raises Conflict and Invalid."""
        calendar = school.calendar()
        self._require_possible(calendar)
        then = self._then(calendar)
        mine = [period for period in calendar.periods if period.scheme is then]
        ends = ", ".join(f"{period_title(then, period.number)} – {short_date(period.ends)}" for period in mine)
        today = min(max(school.clock.today(), calendar.starts), calendar.ends)
        running = next((period for period in mine if today <= period.ends), mine[-1])
        return (
            _("Periods end: {periods}.").format(periods=ends),
            _("Marks since {day} count in the running period; marks stay as they are.").format(
                day=short_date(running.starts)
            ),
        )
