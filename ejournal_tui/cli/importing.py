"""`ejournal import`."""

import argparse
from dataclasses import replace

from ..domain.errors import Invalid
from ..domain.text.dates import read_day
from ..domain.text.words import full_date
from ..domain.workbooks.decisions import Decisions
from ..domain.workbooks.handed_in import Problem
from ..i18n import _, ngettext
from ..services.operations.home import Home
from ..services.people.personal import require_order
from ..services.session import Session
from ..services.workbooks.import_preview import KINDS, by_kind, dismissed, look
from ..services.workbooks.importing import PreviewImport, Tally
from ..services.workbooks.importing_timetable import ImportTimetable
from ..services.workbooks.outbox import write_new
from ..services.workbooks.workbooks import Prepared, decided, marked, prepare
from .homes import opened
from .output import DONE, FINDINGS, Output, counted, note

_TURNS = 2


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
        read = prepare(options.kind, first, home.school.calendar().starts, more)
        prepared = _from_day(_agreed(session, read, options, home), options, home)
        tally = session.ask(PreviewImport(prepared.readable))
        if options.marked:
            _mark(prepared, options, output)
        if prepared.change is None:
            output.tell(differences=tally.conflicts, fresh=tally.fresh)
            return tell_refused(prepared.problems, [*tally.conflicts, *tally.fresh], output)
        output.tell(
            added=tally.added, changed=tally.changed, unchanged=tally.unchanged, conflicts=tally.conflicts,
            fresh=tally.fresh, absent=tally.absent,
        )  # fmt: skip
        if tally.conflicts:
            output.lines += tally.conflicts
            note(_("The file contradicts the journal; nothing was changed."))
            if options.kind == "timetable" and not options.starts:
                note(_("To begin another timetable on a later day, name the day: --from 15.01.2018."))
            output.tell(imported=False)
            return output.finish(FINDINGS)
        write = not tally.nothing_new and not options.dry_run
        if write:
            session.do(prepared.change)
        _tell(tally, options.dry_run, output)
        output.lines += [*tally.fresh, *tally.absent]
        output.tell(imported=write)
        return output.finish(DONE)


def _agreed(session: Session, prepared: Prepared, options: argparse.Namespace, home: Home) -> Prepared:
    """The workbook as the kinds that were named are decided: proposals accepted, remarks passed over."""
    kinds = tuple(options.accept)
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        raise Invalid(
            _("Nothing is of the kind “{kind}”.").format(kind=unknown[0][:40]),
            _("There is: {kinds}.").format(kinds=", ".join(KINDS)),
        )
    effective = read_day(options.effective, home.clock.today()) if options.effective else None
    if not kinds and effective is None and not options.dismiss:
        return prepared
    preview = look(session, prepared, Decisions(effective=effective))
    if options.dismiss:
        preview = look(session, prepared, dismissed(preview, require_order(options.dismiss)))
    # What is repaired may show that the journal says otherwise: that is of another kind, or is named too.
    for _turn in range(_TURNS):
        preview = look(session, prepared, by_kind(preview, kinds))
    return decided(prepared, preview.decisions)


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


def _tell(tally: Tally, dry_run: bool, output: Output) -> None:
    if tally.nothing_new:
        output.say(_("There is nothing new in the file."))
    if tally.added:
        words = _("Would be added: {counts}.") if dry_run else _("Added: {counts}.")
        output.say(words.format(counts=counted(tally.added)))
    if tally.changed:
        words = _("Would be changed: {counts}.") if dry_run else _("Changed: {counts}.")
        output.say(words.format(counts=counted(tally.changed)))
    if tally.unchanged:
        output.say(_("Unchanged: {counts}.").format(counts=counted(tally.unchanged)))
