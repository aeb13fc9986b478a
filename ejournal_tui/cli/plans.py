"""`ejournal import plan` and `ejournal export plan`."""

import argparse
from dataclasses import asdict

from ..domain.errors import Invalid
from ..i18n import _, ngettext
from ..services.plans.plan_files import CoursePreview, FindPlanCourses, PreviewPlans, export_plan, read_plan
from ..services.plans.plan_view import ShowPlan
from ..services.plans.plans import ReplacePlans
from ..services.workbooks.outbox import write_new
from .homes import opened
from .importing import tell_refused
from .output import DONE, Output


def import_plan(options: argparse.Namespace, output: Output) -> int:
    """One plan for one or several courses: what would change, then one deed."""
    if not options.course:
        raise _whose()
    if options.marked:
        raise Invalid(_("A lesson plan is not given back with its faulty cells marked."), _("Leave --marked out."))
    with opened(options) as home:
        session = home.console()
        targets = session.ask(FindPlanCourses(tuple(options.course)))
        plan = read_plan(options.file, targets)
        if plan.problems:
            return tell_refused(plan.problems, [], output)
        previews = session.ask(PreviewPlans(targets.courses, plan.lines))
        write = not options.dry_run and not all(found.nothing_new for found in previews)
        if write:
            session.do(ReplacePlans(tuple((found.course, found.digest) for found in previews), plan.lines))
        sections, works = len({line.section for line in plan.lines} - {""}), sum(bool(p.work_kind) for p in plan.lines)
        output.say(_("In the file: lessons {lessons}, sections {sections}, works {works}.").format(
            lessons=len(plan.lines), sections=sections, works=works
        ))  # fmt: skip
        for found in previews:
            _tell(found, options.dry_run, output)
        output.lines += plan.left_out
        output.tell(
            lessons=len(plan.lines), sections=sections, works=works, courses=[asdict(found) for found in previews],
            left_out=plan.left_out, imported=write,
        )  # fmt: skip
        return output.finish(DONE)


def _whose() -> Invalid:
    return Invalid(_("Whose lesson plan is it?"), _("Name a course with --course, like “7A Russian”."))


def _tell(found: CoursePreview, dry_run: bool, output: Output) -> None:
    counts = {
        _("given, left as they are"): found.kept, _("unchanged"): found.unchanged, _("changed"): found.changed,
        _("added"): found.added, _("taken out"): found.removed,
    }  # fmt: skip
    words = ", ".join(f"{name} {count}" for name, count in counts.items() if count)
    if found.nothing_new:
        head = _("{course}: nothing new in the file ({counts}).")
    else:
        head = _("{course}: would be: {counts}.") if dry_run else _("{course}: {counts}.")
    output.say(head.format(course=found.title, counts=words))
    for line in (_hours(found), _differing(found), _left_out(found)):
        if line:
            output.say(f"  {line}")


def _hours(found: CoursePreview) -> str:
    """The sum of the hours beside the lessons of the timetable: told, not refused."""
    if found.lines == found.lessons:
        return _("The plan has as many lessons as the timetable: {count}.").format(count=found.lines)
    return _("The plan has {lines} lessons and the timetable {lessons}: the difference is {difference:+d}.").format(
        lines=found.lines, lessons=found.lessons, difference=found.lines - found.lessons
    )


def _differing(found: CoursePreview) -> str:
    if not found.differing:
        return ""
    return ngettext(
        "The file differs in {count} line that has been given; the journal keeps what was taught.",
        "The file differs in {count} lines that have been given; the journal keeps what was taught.",
        found.differing,
    ).format(count=found.differing)


def _left_out(found: CoursePreview) -> str:
    if not found.left_out:
        return ""
    return ngettext(
        "Kinds of work or homework of {count} line are left out: this course takes none.",
        "Kinds of work or homework of {count} lines are left out: this course takes none.",
        found.left_out,
    ).format(count=found.left_out)


def export_course(options: argparse.Namespace, output: Output) -> int:
    """The plan of a course as a workbook in the columns in which it is taken in."""
    if not options.course:
        raise _whose()
    if options.school_class:
        raise Invalid(_("A lesson plan is exported for a course."), _("Leave --class out."))
    with opened(options) as home:
        session = home.console()
        (course,) = session.ask(FindPlanCourses((options.course,))).courses
        lines = len(session.ask(ShowPlan(course)).rows)
        write_new(options.out, export_plan(session, course))
        counted = ngettext("{count} lesson of the plan", "{count} lessons of the plan", lines).format(count=lines)
        output.say(f"{options.out}: {counted}.")
        output.tell(lessons=lines, path=str(options.out))
        return output.finish(DONE)
