"""`ejournal import`."""

import argparse

from ..i18n import _, ngettext
from ..services.importing import PreviewImport
from ..services.workbooks import prepare
from .homes import opened
from .output import DONE, FINDINGS, Output, counted, note


def import_file(options: argparse.Namespace, output: Output) -> int:
    """Read the workbook, refuse it with every problem at its cell, or write it as one deed."""
    with opened(options) as home:
        session = home.console()
        prepared = prepare(options.kind, options.file, home.school.calendar().starts)
        if prepared.problems:
            for problem in prepared.problems:
                output.say(problem.sentence())
            count = len(prepared.problems)
            note(
                ngettext(
                    "The file is refused: {count} problem. Nothing was changed; correct it and try again.",
                    "The file is refused: {count} problems. Nothing was changed; correct them and try again.",
                    count,
                ).format(count=count)
            )
            output.tell(problems=[vars(problem) for problem in prepared.problems], imported=False)
            return output.finish(FINDINGS)
        assert prepared.change is not None
        tally = session.ask(PreviewImport(prepared.change))
        output.tell(added=tally.added, unchanged=tally.unchanged, conflicts=tally.conflicts)
        if tally.conflicts:
            output.lines += tally.conflicts
            note(_("The file contradicts the journal; nothing was changed."))
            output.tell(imported=False)
            return output.finish(FINDINGS)
        output.say(_("New: {counts}.").format(counts=counted(tally.added)))
        output.say(_("Unchanged: {counts}.").format(counts=counted(tally.unchanged)))
        if not options.dry_run and tally.added:
            session.do(prepared.change)
        output.tell(imported=not options.dry_run)
        return output.finish(DONE)
