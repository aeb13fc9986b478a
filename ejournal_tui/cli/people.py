"""`ejournal report class-list` and `ejournal report person-extract`."""

import argparse

from ..domain.errors import Invalid, Refusal
from ..domain.people.cards import PersonKind, PersonLine
from ..domain.text import search
from ..i18n import _
from ..services.people.class_lists import ShowClassList, print_class_list
from ..services.people.people import FindPeople
from ..services.people.person_extract import ShowPersonExtract, extract_person
from ..services.session import Session
from ..services.workbooks.outbox import write_new
from .accounts import one_class
from .homes import opened
from .output import DONE, Output


def report_class_list(options: argparse.Namespace, output: Output) -> int:
    """The list of a class; raises Invalid without a class."""
    if not options.school_class:
        raise Invalid(_("Which class?"), _("Name it with --class."))
    with opened(options) as home:
        session, school_class = home.console(), one_class(home, options.school_class)
        if options.dry_run:
            count = len(session.ask(ShowClassList(school_class)).lines)
            output.say(_("Pupils {count}.").format(count=count))
            output.tell(pupils=count)
            return output.finish(DONE)
        printed = print_class_list(session, school_class)
        write_new(options.out, printed.pdf)
    output.say(_("{path}: pupils {count}.").format(path=options.out, count=printed.pupils))
    output.tell(path=str(options.out), pupils=printed.pupils)
    return output.finish(DONE)


def report_person_extract(options: argparse.Namespace, output: Output) -> int:
    """Everything held about one person, as PDF and, with --json, as data; raises Invalid and Refusal."""
    wanted = [(kind, name) for kind in PersonKind if (name := getattr(options, kind.value))]
    if len(wanted) != 1:
        raise Invalid(_("Whose data?"), _("Name one person with --pupil, --guardian or --staff."))
    with opened(options) as home:
        session = home.console()
        one = _one(session, *wanted[0], options.school_class)
        if options.dry_run:
            found = session.ask(ShowPersonExtract(one.kind, one.key))
        else:
            made = extract_person(session, one.kind, one.key)
            write_new(options.out, made.pdf)
            found = made.extract
            output.say(_("{path}: {name}, copy No. {copy}.").format(
                path=options.out, name=found.name, copy=f"{found.stamp.copy:06}"
            ))  # fmt: skip
    if options.dry_run:
        output.say(", ".join(f"{section.title} {len(section.lines)}" for section in found.sections))
    output.tell(
        path=None if options.dry_run else str(options.out), name=found.name, copy=found.stamp.copy or None,
        sections=[{"title": one.title, "lines": [list(line) for line in one.lines]} for one in found.sections],
    )  # fmt: skip
    return output.finish(DONE)


def _one(session: Session, kind: PersonKind, text: str, school_class: str) -> PersonLine:
    """The one person of that name, told from others of it by the class."""
    of = school_class.casefold()
    found = [one for one in session.ask(FindPeople(text)) if one.kind is kind and of in one.of.casefold()]
    begins = search.key(text)
    exact = [one for one in found if search.key(one.name.full) == begins]
    exact = exact or [one for one in found if f"{search.key(one.name.full)} ".startswith(f"{begins} ")] or found
    if not exact:
        raise Refusal(_("Nobody is found: “{text}”.").format(text=text[:40]), _("Write the surname first."))
    if len(exact) > 1:
        names = "; ".join(f"{one.name.full} {one.of}".strip() for one in exact[:10])
        raise Refusal(
            _("Several people are found: {names}.").format(names=names), _("Write the full name, or --class.")
        )
    return exact[0]
