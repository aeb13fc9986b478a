"""`ejournal import`."""

import argparse
from dataclasses import replace

from ..domain.dates import read_day
from ..domain.errors import Invalid
from ..domain.handed_in import Problem
from ..domain.words import full_date
from ..i18n import _, ngettext
from ..services.home import Home
from ..services.importing import PreviewImport
from ..services.importing_timetable import ImportTimetable
from ..services.outbox import write_new
from ..services.workbooks import Prepared, marked, prepare
from .homes import opened
from .output import DONE, FINDINGS, Output, counted, note


def import_file(options: argparse.Namespace, output: Output) -> int:
    """Read the workbook, refuse it with every problem at its cell, or write it as one deed."""
    if options.kind == "plan":
        from .plans import import_plan

        return import_plan(options, output)
    if options.course:
        raise Invalid(_("Only a lesson plan is taken in for a course."), _("Leave --course out."))
    with opened(options) as home:
        session = home.console()
        first, *more = options.file
        prepared = _from_day(prepare(options.kind, first, home.school.calendar().starts, more), options, home)
        tally = session.ask(PreviewImport(prepared.readable))
        if options.marked:
            _mark(prepared, options, output)
        if prepared.change is None:
            output.tell(differences=tally.conflicts, fresh=tally.fresh)
            return tell_refused(prepared.problems, [*tally.conflicts, *tally.fresh], output)
        output.tell(added=tally.added, unchanged=tally.unchanged, conflicts=tally.conflicts, fresh=tally.fresh)
        if tally.conflicts:
            output.lines += tally.conflicts
            note(_("The file contradicts the journal; nothing was changed."))
            if options.kind == "timetable" and not options.starts:
                note(_("To begin another timetable on a later day, name the day: --from 15.01.2018."))
            output.tell(imported=False)
            return output.finish(FINDINGS)
        write = bool(tally.added) and not options.dry_run
        if write:
            session.do(prepared.change)
        _tell(tally.added, tally.unchanged, options.dry_run, output)
        output.lines += tally.fresh
        output.tell(imported=write)
        return output.finish(DONE)


def _from_day(prepared: Prepared, options: argparse.Namespace, home: Home) -> Prepared:
    """A timetable that begins on the day that was named, beside those that stand; raises Invalid."""
    if not options.starts:
        return prepared
    change = prepared.readable
    if not isinstance(change, ImportTimetable):
        raise Invalid(_("Only a timetable begins on a day."), _("Leave --from out."))
    day = read_day(options.starts, home.clock.today())
    if day < home.school.calendar().starts:
        raise Invalid(_("The study year begins on {day}.").format(day=full_date(home.school.calendar().starts)))
    return replace(prepared, readable=replace(change, starts=day, anew=True))


def _mark(prepared: Prepared, options: argparse.Namespace, output: Output) -> None:
    """The workbook back with its faulty cells marked; a clean one is not made again."""
    if any(options.marked.resolve() == file.resolve() for file in options.file):
        raise Invalid(
            _("The marked workbook would replace the file that was handed in."), _("Name another file with --marked.")
        )
    if not prepared.problems:
        note(_("Nothing is wrong with the file: there is nothing to mark."))
        return
    write_new(options.marked, marked(prepared, options.file), "--marked")
    note(_("The marked workbook: {path}").format(path=options.marked))
    output.tell(marked=str(options.marked))


def tell_refused(problems: tuple[Problem, ...], differences: list[str], output: Output) -> int:
    """Say every problem of a workbook that is not taken in, and what it would have changed as far as it can be read."""
    output.lines += [problem.sentence() for problem in problems]
    if differences:
        output.say(_("Beside the journal, as far as the rows can be read:"))
        output.lines += differences
    note(
        ngettext(
            "The file is refused: {count} problem. Nothing was changed; correct it and try again.",
            "The file is refused: {count} problems. Nothing was changed; correct them and try again.",
            len(problems),
        ).format(count=len(problems))
    )
    output.tell(problems=[vars(problem) for problem in problems], imported=False)
    return output.finish(FINDINGS)


def _tell(added: dict[str, int], unchanged: dict[str, int], dry_run: bool, output: Output) -> None:
    if not added:
        output.say(_("There is nothing new in the file."))
    elif dry_run:
        output.say(_("Would be added: {counts}.").format(counts=counted(added)))
    else:
        output.say(_("Added: {counts}.").format(counts=counted(added)))
    if unchanged:
        output.say(_("Unchanged: {counts}.").format(counts=counted(unchanged)))
