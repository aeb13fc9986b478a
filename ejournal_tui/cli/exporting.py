"""`ejournal export` and `ejournal template`."""

import argparse

from ..domain.errors import Invalid
from ..domain.text.dates import read_day
from ..domain.workbooks.handed_out import Kind
from ..i18n import _
from ..services.session import Session
from ..services.workbooks.exporting import export_workbook
from ..services.workbooks.outbox import write_new
from ..services.workbooks.templates import template_workbook
from .accounts import one_class
from .homes import opened
from .output import DONE, FINDINGS, Output, note


def export(options: argparse.Namespace, output: Output) -> int:
    """A workbook in the layout that the import reads."""
    if options.kind == "plan":
        from .plans import export_course

        return export_course(options, output)
    if options.course:
        raise Invalid(_("Only a lesson plan is exported for a course."), _("Leave --course out."))
    with opened(options) as home:
        school_class = one_class(home, options.school_class) if options.school_class else None
        starts = read_day(options.starts, home.clock.today()) if options.starts else None
        made = export_workbook(home.console(), Kind(options.kind), school_class, starts)
        write_new(options.out, made.xlsx)
    said = _("{path}: people {people}, copy No. {copy}.")
    output.say(said.format(path=options.out, people=made.people, copy=f"{made.copy:06}"))
    output.tell(path=str(options.out), people=made.people, copy=made.copy, left_out=made.left_out)
    if made.left_out:
        note(_("This has no place in the layout and was left out:"))
        output.lines += made.left_out
    return output.finish(FINDINGS if made.left_out else DONE)


def template(options: argparse.Namespace, output: Output) -> int:
    """An empty workbook to be filled in."""
    with opened(options) as home:
        write_new(options.out, _template(home.console(), options.kind))
    output.say(str(options.out))
    output.tell(path=str(options.out))
    return output.finish(DONE)


def _template(session: Session, kind: str) -> bytes:
    if kind == "plan":
        from ..services.plans.plan_files import plan_template

        return plan_template(session)
    return template_workbook(session, Kind(kind))
