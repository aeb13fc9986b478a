"""Lesson plans: what a course means to teach, lesson by lesson, and what its teacher does when lessons fall out."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ...domain import policy
from ...domain.errors import Conflict, Invalid
from ...domain.groups.groups import CourseId
from ...domain.people.people import Actor
from ...domain.plans import plans as rules
from ...domain.plans.plans import Lines, PlanLine
from ...domain.text.cleaning import clean
from ...i18n import N_, _
from ...storage.groups import groups
from ...storage.plans import plans
from ...storage.school import School
from ..journal.keeping import said_when
from ..session import Change
from ..workbooks.importing import day_of


def keep_objection(actor: Actor, school: School, course: CourseId) -> str | None:
    """Why the actor may not keep the plan of a course, or None (O8.5b); whoever will teach it may before the year."""
    return policy.may_keep_plan(actor, groups.teachers(school, course, day_of(school)))


def require_expected(school: School, course: CourseId, stands: Lines, expects: str) -> None:
    """Refuse what rests on a plan that is no longer the one its author saw."""
    if rules.digest(stands) == expects:
        return
    last = plans.last_change(school, course, [verb.__name__ for verb in WRITERS])
    title = _("The plan was changed meanwhile.")
    if last is not None:
        title = _("The plan was changed meanwhile: {who}, {when}.").format(**said_when(school, *last))
    raise Conflict(title, _("Nothing was overwritten: look at it again and repeat the change."))


def require_lessons_kept(before: Lines, after: Lines, given: frozenset[int]) -> None:
    """Refuse a change of a line that a lesson has used: what was taught stands in the journal."""
    left = {line.key: line for line in after}
    if any(line.key in given and left.get(line.key) != line for line in before):
        raise Invalid(
            _("This lesson has been given: its line of the plan stays as it is."),
            _("Change the lines that are still ahead."),
        )


@dataclass(frozen=True)
class PutPlansBack(Change):
    """Make plans what they were before a change of them."""

    TITLE = N_("lesson plan")
    plans: tuple[tuple[CourseId, Lines, str], ...]
    """Course, its lines, and what the plan says now."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever keeps every one of the plans."""
        return next((why for course, *_rest in self.plans if (why := keep_objection(actor, school, course))), None)

    def apply(self, school: School) -> "PutPlansBack":
        """Write them; raises Conflict, and Invalid where lessons have been given by the plan since."""
        inverse = []
        for course, after, expects in self.plans:
            before = plans.lines(school, course)
            require_expected(school, course, before, expects)
            require_lessons_kept(before, after, plans.given(school, course))
            plans.put(school, course, after)
            inverse.append((course, before, rules.digest(after)))
        return PutPlansBack(tuple(inverse))

    def facts(self) -> Mapping[str, object]:
        """Which courses."""
        return {"courses": [course for course, *_rest in self.plans]}


@dataclass(frozen=True)
class _ChangePlan(Change):
    """A change of one plan at one of its lines."""

    course: CourseId
    at: int
    """The line, from 0."""
    expects: str
    """What the plan said when its author looked."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The course's teacher (O8.5b)."""
        return keep_objection(actor, school, self.course)

    @abstractmethod
    def changed(self, lines: Lines) -> Lines:
        """The plan afterwards; raises Invalid."""

    def apply(self, school: School) -> PutPlansBack:
        """Write it; raises Conflict, and Invalid at a line that a lesson has used."""
        before = plans.lines(school, self.course)
        require_expected(school, self.course, before, self.expects)
        self._require_line(before)
        after = self.changed(before)
        require_lessons_kept(before, after, plans.given(school, self.course))
        plans.put(school, self.course, after)
        return PutPlansBack(((self.course, before, rules.digest(after)),))

    def _require_line(self, lines: Lines) -> None:
        if not 0 <= self.at < len(lines):
            raise Invalid(_("There is no such line in the plan."), _("Look at it again and choose a line."))


def _plain(text: str) -> str:
    return " ".join(clean(text).split())


@dataclass(frozen=True)
class InsertPlanLine(_ChangePlan):
    """Put a lesson into the plan before a line; all that follows moves on by a lesson."""

    TITLE = N_("lesson put into the plan")
    topic: str
    homework: str = ""
    work_kind: int | None = None

    def changed(self, lines: Lines) -> Lines:
        """The plan with the line."""
        return rules.insert(lines, self.at, PlanLine(_plain(self.topic), _plain(self.homework), self.work_kind))

    def _require_line(self, lines: Lines) -> None:
        if self.at != len(lines):
            super()._require_line(lines)

    def apply(self, school: School) -> PutPlansBack:
        """Write it; raises Invalid where lessons further on have been given."""
        stands = plans.lines(school, self.course)[self.at :]
        given = plans.given(school, self.course)
        if any(line.key in given for line in stands):
            raise Invalid(
                _("Lessons below this line have been given: nothing is put in above them."),
                _("Go to the first line that is still ahead."),
            )
        return super().apply(school)


@dataclass(frozen=True)
class EditPlanLine(_ChangePlan):
    """Write another topic, homework or kind of control into a line of the plan."""

    TITLE = N_("line of the plan")
    topic: str
    homework: str
    work_kind: int | None

    def changed(self, lines: Lines) -> Lines:
        """The plan with the line as it is now."""
        return rules.edit(lines, self.at, _plain(self.topic), _plain(self.homework), self.work_kind)


@dataclass(frozen=True)
class RemovePlanLine(_ChangePlan):
    """Take a line out of the plan; all that follows comes a lesson earlier."""

    TITLE = N_("lesson taken out of the plan")

    def changed(self, lines: Lines) -> Lines:
        """The plan without the line."""
        return rules.remove(lines, self.at)


@dataclass(frozen=True)
class MergePlanLines(_ChangePlan):
    """Teach a line of the plan and the next one in a single lesson."""

    TITLE = N_("lessons of the plan merged")

    def changed(self, lines: Lines) -> Lines:
        """The plan with both in one."""
        return rules.merge(lines, self.at)


@dataclass(frozen=True)
class SplitPlanLine(_ChangePlan):
    """Teach a line of the plan in two lessons."""

    TITLE = N_("lesson of the plan split")

    def changed(self, lines: Lines) -> Lines:
        """The plan with the line twice."""
        return rules.split(lines, self.at)


@dataclass(frozen=True)
class ReplacePlans(Change):
    """Give courses a plan, in place of what no lesson has used of the one they had."""

    TITLE = N_("lesson plan taken in")
    courses: tuple[tuple[CourseId, str], ...]
    """Each with what its plan said when its author looked."""
    lines: Lines

    def objection(self, actor: Actor, school: School) -> str | None:
        """The teacher of every one of the courses; the console when it imports (O8.5b)."""
        return next((why for course, _seen in self.courses if (why := keep_objection(actor, school, course))), None)

    def apply(self, school: School) -> PutPlansBack:
        """Write them all; raises Conflict."""
        inverse = []
        for course, expects in self.courses:
            before = plans.lines(school, course)
            require_expected(school, course, before, expects)
            after = laid_over(school, course, before, self.lines)
            plans.put(school, course, after)
            inverse.append((course, before, rules.digest(after)))
        return PutPlansBack(tuple(inverse))

    def facts(self) -> Mapping[str, object]:
        """Which courses, how many lessons."""
        return {"courses": [course for course, _seen in self.courses], "lessons": len(self.lines)}


def laid_over(school: School, course: CourseId, stands: Lines, file: Lines) -> Lines:
    """What a course's plan would be with these lines: no works where no marks are given, no homework in class 1."""
    facts = groups.course(school, course)
    if facts.markless:
        file = tuple(replace(line, work_kind=None) for line in file)
    if facts.grade == 1:
        file = tuple(replace(line, homework="") for line in file)
    return rules.laid_over(stands, plans.given(school, course), file)


WRITERS: tuple[type[Change], ...] = (
    PutPlansBack, InsertPlanLine, EditPlanLine, RemovePlanLine, MergePlanLines, SplitPlanLine, ReplacePlans,
)  # fmt: skip
"""Every deed that writes plans, as the log names them."""
