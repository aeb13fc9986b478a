"""`ejournal report`."""

import argparse

from ..i18n import _, ngettext
from ..services.naming import read_class
from ..services.papers.papers import FindClasses, NoLessons, print_weekly_sheets, sheets_due
from ..services.workbooks.outbox import write_new
from .homes import opened, read_day
from .output import DONE, FINDINGS, Output


def report(options: argparse.Namespace, output: Output) -> int:
    """A paper of the kind that is asked for, one PDF."""
    if options.kind == "substitutions":
        from .substitutions import report_substitutions

        return report_substitutions(options, output)
    if options.kind in ("class-list", "person-extract"):
        from .people import report_class_list, report_person_extract

        made = report_class_list if options.kind == "class-list" else report_person_extract
        return made(options, output)
    return _weekly_sheets(options, output)


def _weekly_sheets(options: argparse.Namespace, output: Output) -> int:
    """The weekly sheets of a class or of the whole school."""
    with opened(options) as home:
        session = home.console()
        day = read_day(options.week, "--week") if options.week else home.clock.today()
        name = read_class(options.school_class) if options.school_class else None
        classes = session.ask(FindClasses(name))
        try:
            if options.dry_run:
                lines = [line for line in sheets_due(session, classes, day).values() if line]
                count = sum(line.pupils if options.all else line.on_paper for line in lines)
                output.say(ngettext("{count} sheet.", "{count} sheets.", count).format(count=count))
                output.tell(sheets=count)
                return output.finish(DONE)
            printed = print_weekly_sheets(session, classes, day, options.all)
        except NoLessons as holidays:
            output.say(holidays.title)
            output.tell(sheets=0, reason=holidays.title)
            return output.finish(FINDINGS)
        write_new(options.out, printed.pdf)
        output.say(_("{path}: sheets {sheets}, classes {classes}.").format(
            path=options.out, sheets=printed.sheets, classes=printed.classes
        ))  # fmt: skip
        output.tell(path=str(options.out), sheets=printed.sheets, classes=printed.classes)
        return output.finish(DONE)
