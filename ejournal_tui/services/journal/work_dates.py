"""Dates of pupils' own for a work: debts of those who were absent, the rest of the class on another day (C03, C04)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from ...domain.errors import Conflict, Invalid
from ...domain.groups.groups import CourseId
from ...domain.journal.lessons import LessonId
from ...domain.journal.marks import MADE_UP, PLAIN_ANSWER
from ...domain.journal.work_dates import Owed, OwnDate
from ...domain.people.people import Actor, PupilId
from ...domain.text.words import short_date
from ...i18n import N_, _
from ...storage.groups import groups, individual_plans
from ...storage.journal import lessons as store
from ...storage.journal import marks as marks_store
from ...storage.journal import outside
from ...storage.journal import work_dates as dates_store
from ...storage.journal.lessons import LessonFacts, WorkFacts
from ...storage.school import School
from .. import reference
from ..session import Change, Query
from .gradebook import read_objection
from .keeping import keeper_objection, require_held, require_member, require_not_at_home

Dates = tuple[tuple[PupilId, OwnDate | None], ...]
"""Pupils with their dates, None where there is none."""


@dataclass(frozen=True)
class PutWorkDates(Change):
    """Give pupils a date of their own for a work, change it, or take it away."""

    TITLE = N_("pupils' dates for a work")
    lesson: LessonId
    work: str
    """The code of the work's kind."""
    dates: Dates
    expects: Dates = ()
    """The dates that the person saw; who is not named had none."""
    back: bool = False
    """Whether it takes back or repeats a deed: a day that has passed since may come back."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The lesson's keeper, in an open period (O8.5c)."""
        return keeper_objection(actor, school, store.lesson(school, self.lesson))

    def apply(self, school: School) -> "PutWorkDates":
        """Write them; raises Conflict, and Invalid for a day or a pupil that cannot be."""
        lesson = store.lesson(school, self.lesson)
        work = _work(school, self.lesson, self.work)
        if not self.dates:
            raise Invalid(_("For whom is it? Tick at least one pupil."))
        stands = dates_store.dates(school, [work.id])
        seen, wanted = dict(self.expects), dict(self.dates)
        if any(stands.get((work.id, pupil)) != seen.get(pupil) for pupil in wanted):
            raise Conflict(_("These dates were changed meanwhile."), _("Look at them again, then decide."))
        if not self.back:
            self._require_possible(school, lesson, work)
        dates_store.put_dates(school, work.id, wanted)
        before = tuple((pupil, stands.get((work.id, pupil))) for pupil in wanted)
        return replace(self, dates=before, expects=self.dates, back=True)

    def _require_possible(self, school: School, lesson: LessonFacts, work: WorkFacts) -> None:
        given = {pupil: own for pupil, own in self.dates if own is not None}
        if not given:
            return
        require_held(lesson)
        marked = dates_store.settled(school, work.id)
        for pupil, own in given.items():
            require_work_day(school, lesson, own.day)
            require_member(school, lesson, pupil)
            require_not_at_home(school, lesson, pupil, marks_elsewhere=True)
            if pupil in marked:
                raise Invalid(_("The pupil has a mark for this work already: nothing is owed."))


def require_work_day(school: School, lesson: LessonFacts, day: date) -> None:
    """Refuse a day on which nobody can write a work of the lesson; raises Invalid."""
    _require_between(day, *_days(school, lesson))


def _days(school: School, lesson: LessonFacts) -> tuple[date, date]:
    first = max(lesson.day + timedelta(days=1), school.clock.today())
    return first, school.calendar(lesson.day).ends


def _require_between(day: date, first: date, last: date) -> None:
    if not first <= day <= last:
        raise Invalid(
            _("The date is from {first} to {last}: after the lesson, and not in the past.").format(
                first=short_date(first), last=short_date(last)
            ),
            _("Choose another day."),
        )


def _work(school: School, lesson: LessonId, code: str) -> WorkFacts:
    """The declared work; raises Invalid where there is none."""
    found = store.works(school, [lesson]).get(lesson, [])
    if code == PLAIN_ANSWER or MADE_UP in code:
        raise Invalid(_("A date belongs to a declared work."), _("Declare the work on the lesson's page (F2)."))
    work = next((one for one in found if one.code == code and one.makes_up is None), None)
    if work is None:
        raise Invalid(_("This work was removed from the lesson."), _("Declare it again."))
    return work


@dataclass(frozen=True)
class WorkPupil:
    """A pupil who has no mark for a work yet."""

    pupil: PupilId
    name: str
    absent: bool
    date: OwnDate | None


@dataclass(frozen=True)
class WorkDates:
    """A work with those who have no mark for it yet, and the days that are proposed."""

    lesson: LessonId
    day: date
    code: str
    work: str
    pupils: tuple[WorkPupil, ...]
    debt_day: date
    """The course's next lesson but one."""
    later_day: date
    """The course's next lesson."""
    first: date
    last: date
    why_not: str = ""
    """Why the person may give no dates here, "" when they may."""

    def require(self, day: date) -> date:
        """The day, when it can be; raises Invalid."""
        _require_between(day, self.first, self.last)
        return day


@dataclass(frozen=True)
class ShowWorkDates(Query[WorkDates]):
    """Who has no mark for a work yet, and which dates they have."""

    lesson: LessonId
    work: str

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read the course."""
        lesson = store.lesson(school, self.lesson)
        return read_objection(actor, school, lesson.course, lesson.day)

    def answer(self, actor: Actor, school: School) -> WorkDates:
        """Those of the lesson's day, by name; raises Invalid where the work is gone."""
        lesson, work = store.lesson(school, self.lesson), _work(school, self.lesson, self.work)
        dates = dates_store.dates(school, [work.id])
        absences = marks_store.absences_of_lessons(school, [lesson.id])
        away = {pupil for (_lesson, pupil), absence in absences.items() if absence.missed}
        marked = dates_store.settled(school, work.id)
        members = groups.members(school, lesson.group, lesson.day, lesson.day)
        home = outside.home_spans(school, [one.pupil for one in members], reference.home_forms())
        marked |= individual_plans.left_out_of(school, lesson.course, lesson.day)
        pupils = tuple(
            WorkPupil(one.pupil, one.name.short, one.pupil in away, dates.get((work.id, one.pupil)))
            for one in members
            if one.pupil not in marked and not any(span.covers(lesson.day) for span in home.get(one.pupil, ()))
        )
        first, last = _days(school, lesson)
        days = dates_store.next_days(school, lesson.course, max(lesson.day, school.clock.today()))
        fallback = min(first + timedelta(days=7), last)
        return WorkDates(
            lesson.id, lesson.day, work.code, work.short, pupils, days[-1] if days else fallback,
            days[0] if days else fallback, first, last, keeper_objection(actor, school, lesson) or "",
        )  # fmt: skip


@dataclass(frozen=True)
class ShowDebts(Query[tuple[Owed, ...]]):
    """What the pupils of a course still have to do: debts, and works that part of the class writes later."""

    course: CourseId

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read the course."""
        return read_objection(actor, school, self.course, school.clock.today())

    def answer(self, actor: Actor, school: School) -> tuple[Owed, ...]:
        """Those of today's pupils, whose date is nearest first."""
        course = groups.course(school, self.course)
        return tuple(dates_store.owed_in(school, course.id, school.day_in(course.year, school.clock.today())))
