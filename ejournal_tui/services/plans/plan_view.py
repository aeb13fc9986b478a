"""Lesson plans to look at: one course's plan on the real dates, the list of plans, and their approval (C27)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ...domain import policy
from ...domain.errors import Conflict, Invalid
from ...domain.groups.groups import CourseId
from ...domain.journal.lessons import LessonState
from ...domain.people.people import Actor, StaffId
from ...domain.plans import plans as rules
from ...domain.plans.plans import Approved, PlanRow, PlanState, PlanSummary, PlanView
from ...domain.text.words import short_date
from ...i18n import N_, _
from ...storage.groups import groups
from ...storage.journal import lessons
from ...storage.journal.lessons import LessonFacts
from ...storage.plans import plans
from ...storage.plans.plans import Approval
from ...storage.school import School
from ..session import Change, Query
from ..workbooks.importing import day_of
from .lagging import lost_lessons
from .plans import require_expected


@dataclass(frozen=True)
class ShowPlan(Query[PlanView]):
    """The plan of a course, laid on the lessons of its timetable."""

    course: CourseId

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read the course; the console, which takes plans in and out."""
        school_class, teachers = groups.readers(school, self.course, day_of(school))
        return policy.may_read_plan(actor, teachers, school_class)

    def answer(self, actor: Actor, school: School) -> PlanView:
        """Every line with its lesson, and how far the plan is given."""
        course = groups.course(school, self.course)
        calendar = school.calendar_of(course.year)
        every = lessons.lessons_of_course(school, self.course, calendar.starts, calendar.ends)
        # A lesson that was moved stands where it went to.
        held = [lesson for lesson in every if lesson.state is not LessonState.MOVED]
        kinds = tuple(school.db.sql("SELECT id, short, name FROM work_kind ORDER BY id"))
        lines = plans.lines(school, self.course)
        laid = _Laid(school, lines, held)
        today = school.clock.today()
        past = [lesson for lesson in held if lesson.day <= today]
        return PlanView(
            self.course, f"{course.group_title} · {course.subject}",
            laid.rows({key: short for key, short, _name in kinds}), rules.digest(lines), len(held), laid.due(),
            sum(lesson.state is LessonState.CANCELLED for lesson in past),
            sum(bool(lesson.topic) and lesson.plan_entry is None for lesson in past),
            approved(school, {self.course: lines}).get(self.course),
            tuple((key, name) for key, _short, name in kinds), course.markless,
            lost_lessons(school, self.course, calendar, lines, every),
        )  # fmt: skip


class _Laid:
    """The lines of a plan on the lessons of its course."""

    def __init__(self, school: School, lines: rules.Lines, held: list[LessonFacts]) -> None:
        self.today = school.clock.today()
        self.lines = lines
        self.held = held
        self.given = {lesson.plan_entry: lesson.day for lesson in held if lesson.plan_entry is not None}
        free = [lesson.id for lesson in held if not lesson.topic] if lines else []
        days = {lesson.id: lesson.day for lesson in held}
        self.ahead = {offer[0]: days[key] for key, offer in plans.offers(school, free).items()}
        self.next = next((line.key for line in lines if self.ahead.get(line.key, date.min) >= self.today), None)

    def rows(self, kinds: dict[int, str]) -> tuple[PlanRow, ...]:
        """Every line with its day and how far it is."""
        found = []
        for number, line in enumerate(self.lines, 1):
            day = self.given.get(line.key) or self.ahead.get(line.key)
            found.append(PlanRow(line, number, day, kinds.get(line.work_kind or 0, ""), self._state(line, day)))
        return tuple(found)

    def _state(self, line: rules.PlanLine, day: date | None) -> PlanState:
        if line.key in self.given:
            return PlanState.GIVEN
        if day is None:
            return PlanState.HOMELESS
        if day < self.today:
            return PlanState.MISSING
        if line.key == self.next:
            return PlanState.NEXT
        return PlanState.LATE if line.day and day > line.day else PlanState.AHEAD

    def due(self) -> int:
        """How many lines should be given by now: by their own days, else by the timetable as it was made."""
        by_timetable = [lesson.day for lesson in self.held]
        count = 0
        for n, line in enumerate(self.lines):
            day = line.day or (by_timetable[n] if n < len(by_timetable) else None)
            # Today's lesson may lie ahead still: it is asked for when it has been given.
            count += day is not None and (day < self.today or (day == self.today and line.key in self.given))
        return count


def approved(school: School, lines: dict[CourseId, rules.Lines]) -> dict[CourseId, Approved]:
    """Who agreed to these plans, and whether they still are what was agreed to."""
    return {
        course: Approved(name.initials, approval.at, approval.digest == rules.digest(lines.get(course, ())))
        for course, (approval, name) in plans.approvals(school, lines).items()
    }


def is_approved(school: School, course: CourseId) -> bool:
    """Whether a course's plan is agreed to as it stands."""
    agreed, lines = plans.agreed(school, course)
    return agreed == rules.digest(lines)


@dataclass(frozen=True)
class ShowPlans(Query[tuple[PlanSummary, ...]]):
    """The plans of the courses taught, or of the whole school, those that wait for approval first."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Who teaches, and who leads the school."""
        return policy.may_read_plans(actor)

    def answer(self, actor: Actor, school: School) -> tuple[PlanSummary, ...]:
        """A line a course."""
        today = day_of(school)
        wide = actor.is_(*policy.LEADERS)
        found = groups.courses_of_year(school) if wide else groups.courses_of_staff(school, actor.staff or 0, today)
        own = [course.id for course in found]
        lines, given, held = plans.lines_of(school, own), _counts(school, GIVEN, own), _counts(school, LESSONS, own)
        agreed = approved(school, {course: lines.get(course, ()) for course in own})
        teachers = groups.teacher_names(school, own, today)
        rows = [
            PlanSummary(
                c.id, c.group_title, c.subject, ", ".join(teachers.get(c.id, ())), len(lines.get(c.id, ())),
                given.get(c.id, 0), held.get(c.id, 0), agreed.get(c.id),
            )
            for c in found
        ]  # fmt: skip
        return tuple(sorted(rows, key=lambda row: not row.waits)) if wide else tuple(rows)


GIVEN = "COUNT(DISTINCT plan_entry)"
LESSONS = "COUNT(*)"


def _counts(school: School, what: str, courses: Iterable[CourseId]) -> dict[CourseId, int]:
    wanted = list(courses)
    marks = ",".join("?" * len(wanted))
    rows = school.db.sql(
        f"SELECT course, {what} FROM lesson WHERE course IN ({marks}) AND state<>'moved' GROUP BY course", *wanted
    ) if wanted else []  # fmt: skip
    return {CourseId(course): count for course, count in rows}


@dataclass(frozen=True)
class ApprovePlan(Change):
    """Agree to a course's plan, or take the agreement back (C27)."""

    TITLE = N_("approval of a lesson plan")
    course: CourseId
    expects: str
    """What the plan said when the deputy head looked."""
    agrees: bool = True
    undoes: bool = False
    finds: Approval | None = None
    """What an undo finds in place; whatever else stands there is of somebody else."""
    restores: Approval | None = None
    """What an undo puts back."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The deputy head."""
        return policy.may_approve_plan(actor)

    def apply(self, school: School) -> "ApprovePlan":
        """Write it down; raises Conflict, and Invalid where there is nothing to agree to."""
        found = plans.approvals(school, [self.course]).get(self.course)
        stands = found[0] if found else None
        if self.undoes:
            if stands != self.finds:
                raise Conflict(_("Somebody has changed this since: nothing was taken back."))
            after = self.restores
        else:
            self._require_open(school)
            after = self._agreement(school) if self.agrees else None
        plans.put_approval(school, self.course, after)
        return ApprovePlan(self.course, self.expects, not self.agrees, True, after, stands)

    def _require_open(self, school: School) -> None:
        """Refuse what another deputy head has done meanwhile."""
        stands = approved(school, {self.course: plans.lines(school, self.course)}).get(self.course)
        if self.agrees and stands is not None and stands.stands:
            day = short_date(school.clock.local(stands.at).date())
            raise Conflict(_("The plan is approved already: {who}, {day}.").format(who=stands.who, day=day))
        if not self.agrees and stands is None:
            raise Conflict(_("The approval is taken back already."))

    def _agreement(self, school: School) -> Approval:
        lines = plans.lines(school, self.course)
        if not lines:
            raise Invalid(_("This course has no lesson plan yet."), _("Its teacher brings one."))
        require_expected(school, self.course, lines, self.expects)
        return Approval(_staff(school), school.ledger.at, self.expects)


def _staff(school: School) -> StaffId:
    ((staff,),) = school.db.sql("SELECT staff FROM account WHERE id=?", school.ledger.actor)
    return StaffId(staff)
