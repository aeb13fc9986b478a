"""A lesson plan out of the inbox: for which course it is, what would change, then one change."""

from typing import TYPE_CHECKING

from ....i18n import _
from ....services.plans.plan_files import CoursePreview, FindPlanCourses, PreviewPlans, understood_plan
from ....services.plans.plan_view import ShowPlans
from ....services.plans.plans import ReplacePlans
from ...dialogs.choose import Choose
from ...dialogs.text import ShowText
from ..base import JournalScreen

if TYPE_CHECKING:
    from ....services.workbooks.workbooks import Workbook


async def plan_deed(screen: JournalScreen, book: "Workbook") -> None:
    """Ask for the course, show what the file would change in its plan, and take it in."""
    plans = await screen.ask(ShowPlans())
    if not plans:
        if plans is not None:
            screen.say(_("You teach no courses: a lesson plan is brought in by the course's teacher."))
        return
    rows = [(f"{plan.group} {plan.subject}", plan.teachers) for plan in plans]
    chosen = await screen.dialog(Choose(_("Whose lesson plan is it?"), rows, searches=True))
    if chosen is None:
        return
    targets = await screen.ask(FindPlanCourses((rows[chosen][0],)))
    if targets is None:
        return
    plan = understood_plan(book, targets)
    if plan.problems:
        lines = [problem.sentence() for problem in plan.problems]
        screen.app.push_screen(ShowText(_("The plan is not taken in: correct the file"), lines))
        return
    previews = await screen.ask(PreviewPlans(targets.courses, plan.lines))
    if previews is None:
        return
    if all(found.nothing_new for found in previews):
        screen.say(_("There is nothing new in the file: the plan stays as it is."))
        return
    what = "; ".join(_words(found) for found in previews)
    if await screen.dialog(Choose(what, [(_("Take the plan in"),), (_("Leave it as it is"),)])) != 0:
        return
    change = ReplacePlans(tuple((found.course, found.digest) for found in previews), plan.lines)
    if await screen.do(change):
        await screen.load()
        screen.say(_("Taken in: {plan}.").format(plan=what), _("Ctrl+Z takes it back."))


def _words(found: CoursePreview) -> str:
    return _("{course}: added {added}, changed {changed}, taken out {removed}, given {kept}").format(
        course=found.title, added=found.added, changed=found.changed, removed=found.removed, kept=found.kept
    )
