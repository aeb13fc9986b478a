"""Lesson plans: what a course means to teach, lesson by lesson."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..domain import policy
from ..domain.errors import Invalid
from ..domain.groups import CourseId
from ..domain.people import Actor
from ..i18n import N_, _
from ..storage import groups
from ..storage.school import School
from .session import Change


@dataclass(frozen=True)
class PlanRow:
    """One lesson of a plan."""

    topic: str
    homework: str
    work_kind: int | None


@dataclass(frozen=True)
class SetPlan(Change):
    """Give a course the lesson plan it did not have yet."""

    TITLE = N_("lesson plan")
    QUIET = True
    course: CourseId
    rows: tuple[PlanRow, ...]

    def objection(self, actor: Actor, school: School) -> str | None:
        """The course's teacher (O8.5b)."""
        return policy.may_keep_plan(actor, groups.teachers(school, self.course, school.clock.today()))

    def apply(self, school: School) -> None:
        """Write it; raises Invalid when the course has a plan."""
        if school.db.sql("SELECT 1 FROM plan_entry WHERE course=? LIMIT 1", self.course):
            raise Invalid(_("This course has a lesson plan already."))
        school.ledger.insert_many(
            "plan_entry",
            ("course", "number", "topic", "homework", "work_kind"),
            [(self.course, n, row.topic, row.homework, row.work_kind) for n, row in enumerate(self.rows, 1)],
        )

    def facts(self) -> Mapping[str, object]:
        """Which course, how many lessons."""
        return {"course": self.course, "lessons": len(self.rows)}
