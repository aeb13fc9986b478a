"""The paper part of a year that the journal began in the middle of: lessons and results of the past (C25)."""

from dataclasses import dataclass
from datetime import date

from ...domain import policy
from ...domain.errors import Conflict, Invalid
from ...domain.groups.groups import CourseId
from ...domain.journal.lessons import LessonState
from ...domain.journal.marks import Mark, Value
from ...domain.journal.outside import RESULT_VALUES, Result, ResultKind, ResultPeriod, ResultRow, ResultTable, Source
from ...domain.people.people import Actor, PupilId
from ...domain.text.words import full_date, short_date
from ...domain.years.year import Period, period_title
from ...i18n import N_, _
from ...storage.groups import groups
from ...storage.groups.groups import CourseFacts
from ...storage.journal import corrections, lessons, marks
from ...storage.journal.lessons import LessonFacts
from ...storage.log.records import Record
from ...storage.results import results
from ...storage.school import School
from ..people.personal import PersonalChange
from ..session import Query
from .gradebook import read_objection
from .keeping import said_when

NUMBERS = range(1, 13)


def _objection(actor: Actor, school: School, course: CourseId, day: date) -> str | None:
    found = groups.course(school, course)
    closed = school.calendar().period_of(day, found.grade, found.school_class, found.id).closed
    return policy.may_bring_from_paper(actor, groups.teachers(school, course, day), closed)


def require_paper_day(school: School, course: CourseFacts, day: date) -> None:
    """Refuse a day that no paper journal can tell of."""
    if day >= school.clock.today():
        raise Invalid(_("The paper journal tells of days that are over."), _("Write today's marks into the grid."))
    if school.calendar().weekday(day, course.grade, course.school_class) is None:
        raise Invalid(
            _("{day} is no school day of this class.").format(day=full_date(day)), _("Look at the date once more.")
        )


def free_number(school: School, course: CourseFacts, day: date) -> int:
    """The number under which a lesson of the paper journal stands that the timetable does not know."""
    weekday = school.calendar().weekday(day, course.grade, course.school_class)
    slots = school.db.sql(
        "SELECT s.number FROM slot s JOIN timetable t ON t.id=s.timetable WHERE s.course=? AND s.weekday=?"
        " ORDER BY s.number LIMIT 1",
        course.id, weekday,
    )  # fmt: skip
    taken = {
        number
        for (number,) in school.db.sql(
            "SELECT l.number FROM lesson l JOIN course c ON c.id=l.course WHERE c.study_group=? AND l.day=?",
            course.group, day.isoformat(),
        )
    }  # fmt: skip
    wanted = [*(slots[0] if slots else ()), *NUMBERS]
    return next((number for number in wanted if number not in taken), NUMBERS[-1])


def hold_on_paper(school: School, record: Record, lesson: LessonFacts) -> None:
    """Count a planned lesson as held, in the paper journal."""
    record.update(
        "lesson", lesson.id, on_paper_at=school.ledger.at, held_at=school.ledger.at, state=LessonState.HELD.value
    )


def make_on_paper(school: School, record: Record, course: CourseFacts, day: date) -> int:
    """A lesson of the paper journal that the timetable does not know."""
    return record.insert(
        "lesson", course=course.id, day=day.isoformat(), number=free_number(school, course, day), room="",
        state=LessonState.HELD.value, topic="", plan_entry=None, kind=None, substitute=None, roll_at=None,
        held_at=school.ledger.at, on_paper_at=school.ledger.at,
    )  # fmt: skip


@dataclass(frozen=True)
class HoldOnPaper(PersonalChange):
    """Say that the lesson of a day was kept in the paper journal: its marks are then typed as from paper."""

    TITLE = N_("lesson kept on paper")
    course: CourseId
    day: date

    def objection(self, actor: Actor, school: School) -> str | None:
        """The course's teacher, in an open period."""
        return _objection(actor, school, self.course, self.day)

    def apply(self, school: School) -> "HoldOnPaper | None":
        """Do it, or take it back where nothing was written there since."""
        for step in self.steps:
            if step.entity == "lesson" and self._written(school, step.key):
                raise Conflict(
                    _("More was written here since: nothing was taken back."),
                    _("Erase first what was added."),
                )
        return super().apply(school)

    def _written(self, school: School, key: int) -> bool:
        lesson = lessons.lesson(school, key)
        return bool(lesson.topic or lessons.has_entries(school, key) or lessons.works(school, [key]))

    def carry_out(self, school: School, record: Record) -> None:
        """Hold the lesson that the timetable has on the day, or make one; raises Invalid."""
        course = groups.course(school, self.course)
        require_paper_day(school, course, self.day)
        found = lessons.lessons_of_course(school, self.course, self.day, self.day)
        planned = [one for one in found if one.state is LessonState.PLANNED]
        if planned:
            hold_on_paper(school, record, planned[0])
        elif any(one.on_paper for one in found):
            raise Invalid(_("The lesson stands in the grid already, as kept on paper."), _("Type its marks there."))
        elif any(one.state is LessonState.HELD for one in found):
            raise Invalid(
                _("The lesson of {day} was kept in the journal itself.").format(day=full_date(self.day)),
                _("Type its marks in its column."),
            )
        else:
            make_on_paper(school, record, course, self.day)


def period_of_number(school: School, course: CourseFacts, number: int) -> Period:
    """A study period of a course by its number; raises Invalid."""
    periods = school.calendar().periods_of(course.grade, course.school_class, course.id)
    found = next((period for period in periods if period.number == number), None)
    if found is None:
        raise Invalid(_("The class has no such period."), _("Look at the periods in the settings of the school."))
    return found


def result_trouble(school: School, course: CourseFacts, period: Period) -> str:
    """Why no result of the past may be written here; "" where it may."""
    if course.markless:
        return _("No marks are given here: the subject or the class is without marks.")
    if period.ends >= school.clock.today():
        return _("This period is not over yet: its result is given at its end.")
    return ""


@dataclass(frozen=True)
class SetPastResult(PersonalChange):
    """Write the result of a past period as it stands in the paper journal; None takes it out."""

    TITLE = N_("result of a past period")
    course: CourseId
    pupil: PupilId
    number: int
    value: Value | None
    expects: Value | None
    """What the person saw."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The course's teacher of today, while the period is open."""
        course = groups.course(school, self.course)
        periods = school.calendar().periods_of(course.grade, course.school_class, course.id)
        closed = any(p.closed for p in periods if p.number == self.number) and not corrections.results_allowed(
            school, actor.staff, self.course, ResultKind.PERIOD, self.number
        )
        return policy.may_bring_from_paper(
            actor, groups.teachers(school, self.course, school.clock.today()), closed
        )

    def carry_out(self, school: School, record: Record) -> None:
        """Write it; raises Invalid and Conflict."""
        course = groups.course(school, self.course)
        period = period_of_number(school, course, self.number)
        if why := result_trouble(school, course, period):
            raise Invalid(why)
        if self.value is not None and self.value not in RESULT_VALUES:
            raise Invalid(_("“{text}” is not a result.").format(text=Mark(self.value).text))
        last = school.calendar().ends
        if all(m.pupil != self.pupil for m in groups.members(school, course.group, period.starts, last)):
            raise Invalid(_("The pupil is not in this group."), _("Open the table again."))
        subject = course.subject_id
        plans = school.plans()
        if self.value is not None and plans.leave_out(self.pupil, subject, period.ends):
            raise Invalid(
                _("The pupil does not learn this subject on {day}: an individual plan leaves it out.").format(
                    day=short_date(period.ends)
                ),
                _("The order stands on the pupil's card."),
            )
        stands = results.of_pupils(school, [self.pupil], subject, period.scheme).get((self.pupil, self.number))
        self._require_seen(school, stands)
        if stands is None and self.value is None:
            raise Invalid(_("It stands so already."))
        if self.value is None and stands is not None:
            record.delete("result", stands.key, results.RESULT)
        elif self.value is not None:
            results.put(
                school, record, self.pupil, subject, period.scheme, self.number, self.value, Source.PAPER, stands
            )

    def _require_seen(self, school: School, stands: Result | None) -> None:
        if (stands.value if stands else None) != self.expects:
            if stands is None:
                raise Conflict(_("The result was taken out meanwhile."), _("Look again and type anew."))
            raise Conflict(result_stands(school, stands), _("Nothing was overwritten: type again to replace it."))
        if stands is not None and stands.source is Source.CERTIFICATE:
            raise Invalid(
                _("The result comes from certificate No. {number}.").format(number=stands.certificate),
                _("The class teacher changes it on the pupil's card."),
            )
        if stands is not None and stands.source is Source.JOURNAL:
            raise Invalid(
                result_stands(school, stands), _("The result was given in the journal: paper does not replace it.")
            )


def result_stands(school: School, result: Result) -> str:
    """What stands there, who wrote it and when."""
    return _("“{mark}” stands here already: {who}, {when}.").format(
        mark=Mark(result.value).text, **said_when(school, result.author, result.at)
    )


@dataclass(frozen=True)
class ShowResults(Query[ResultTable]):
    """The results of a course's pupils by period, wherever each was given."""

    course: CourseId

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read the course."""
        return read_objection(actor, school, self.course, school.clock.today())

    def answer(self, actor: Actor, school: School) -> ResultTable:
        """Every pupil who was in the group up to today, by name."""
        course = groups.course(school, self.course)
        calendar, today = school.calendar_of(course.year), school.clock.today()
        periods = calendar.periods_of(course.grade, course.school_class, course.id)
        last = max(calendar.starts, min(today, calendar.ends))
        names = {m.pupil: m.name.short for m in groups.members(school, course.group, calendar.starts, last)}
        scheme = calendar.scheme_of(course.grade, course.school_class, course.id)
        found = results.of_pupils(school, names, course.subject_id, scheme, course.year)
        said = marks.authors(school, {one.author for one in found.values()})
        plans = school.plans()
        return ResultTable(
            f"{course.group_title} · {course.subject}",
            tuple(
                ResultPeriod(p.number, period_title(p.scheme, p.number), p.ends < today, p.closed) for p in periods
            ),
            tuple(
                ResultRow(
                    pupil, name, tuple(found.get((pupil, p.number)) for p in periods),
                    tuple(_told(school, found.get((pupil, p.number)), said) for p in periods),
                    tuple(plans.leave_out(pupil, course.subject_id, min(p.ends, today)) for p in periods),
                )
                for pupil, name in names.items()
            ),
            course.markless,
        )  # fmt: skip


def _told(school: School, result: Result | None, said: dict[int, str]) -> str:
    if result is None:
        return ""
    moment = school.clock.local(result.at)
    words = {
        Source.JOURNAL: _("{mark}: {who}, {when}"), Source.PAPER: _("{mark} from the paper journal: {who}, {when}"),
        Source.CERTIFICATE: _("{mark} from certificate No. {number}: {who}, {when}"),
    }  # fmt: skip
    told = words[result.source].format(
        mark=Mark(result.value).text, who=said.get(result.author, _("console")), number=result.certificate,
        when=f"{full_date(moment.date())} {moment:%H:%M}",
    )  # fmt: skip
    return f"{told} ({result.reason})" if result.reason else told


