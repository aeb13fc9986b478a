"""`ejournal report substitutions`: the sheet of changes for the wall, or the register of a stretch of days."""

import argparse

from ..domain.errors import Invalid
from ..i18n import _, ngettext
from ..services.timetable.substitution_papers import ShowRegister, ShowWallSheet, print_register, print_wall_sheet
from ..services.workbooks.outbox import write_new
from .homes import opened, read_day
from .output import DONE, Output


def report_substitutions(options: argparse.Namespace, output: Output) -> int:
    """With a day the sheet for the wall, with two days the register between them; raises Invalid."""
    if bool(options.date) == bool(options.first or options.last) or bool(options.first) != bool(options.last):
        raise Invalid(
            _("Which days?"), _("Name --date for the sheet on the wall, or --from and --to for the register.")
        )
    with opened(options) as home:
        session = home.console()
        if options.date:
            first = last = read_day(options.date, "--date")
        else:
            first, last = read_day(options.first, "--from"), read_day(options.last, "--to")
        if last < first:
            raise Invalid(_("The last day lies before the first."))
        if options.dry_run:
            wall, register = ShowWallSheet(first), ShowRegister(first, last)
            lines = len(session.ask(wall).lines if options.date else session.ask(register).lines)
            output.say(ngettext("{count} line.", "{count} lines.", lines).format(count=lines))
            output.tell(lines=lines)
            return output.finish(DONE)
        printed = print_wall_sheet(session, first) if options.date else print_register(session, first, last)
        write_new(options.out, printed.pdf)
        output.say(_("{path}: lines {lines}.").format(path=options.out, lines=printed.lines))
        output.tell(path=str(options.out), lines=printed.lines)
        return output.finish(DONE)
