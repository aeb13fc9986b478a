"""`ejournal init`."""

import argparse
from dataclasses import replace

from ..domain.errors import Invalid
from ..domain.year import GRADES, Scheme
from ..i18n import _
from ..services import reference
from ..services.accounts import CODE_DAYS, issue_codes
from ..services.home import create_home, name_first_officer
from .commands import interactive
from .homes import home_folder, new_language
from .output import DONE, Output, note


def init(options: argparse.Namespace, output: Output) -> int:
    """Make a home, ask for what is missing, name the first officer."""
    name, language = options.name, new_language(options)
    if not name and interactive() and not options.yes:
        note(_("Name of the school:"))
        name = input().strip()
    calendar = reference.calendar(options.year, language)
    calendar = replace(calendar, schemes=read_schemes(options.schemes, dict(calendar.schemes)))
    folder = home_folder(options)
    if options.dry_run:
        output.say(_("Would make the journal of “{name}”, {year}, in {path}.").format(
            name=name, year=options.year, path=folder
        ))  # fmt: skip
        return output.finish(DONE)
    home = create_home(folder, name, language, options.zone, calendar, database=options.database)
    try:
        name_first_officer(home)
        (slip,) = issue_codes(home.console(), home.hasher, home.clock.instant(), None)
    finally:
        home.close()
    output.say(_("The journal of “{name}” is made in {path}.").format(name=name, path=folder))
    output.say(_("First account: {login}, one-time code {code} (valid for {days} days, shown once).").format(
        login=slip.login, code=slip.code, days=CODE_DAYS
    ))  # fmt: skip
    output.say(_("Next: ejournal import staff FILE, then pupils, groups and timetable."))
    output.tell(home=str(folder), name=name, year=options.year, login=slip.login, code=slip.code)
    return output.finish(DONE)


def read_schemes(text: str, schemes: dict[int, Scheme]) -> dict[int, Scheme]:
    """Period schemes by grade, like `1-9=trimester,10-11=half_year`, over the defaults; raises Invalid."""
    for part in filter(None, text.split(",")):
        grades, _sign, scheme = part.partition("=")
        first, _dash, last = grades.partition("-")
        try:
            span = range(int(first), int(last or first) + 1)
            found = Scheme(scheme.strip())
        except ValueError as error:
            raise Invalid(
                _("--schemes is not understood at “{part}”.").format(part=part[:30]),
                _("Write it like 1-9=trimester,10-11=half_year."),
            ) from error
        schemes.update({grade: found for grade in span if grade in GRADES})
    return schemes
