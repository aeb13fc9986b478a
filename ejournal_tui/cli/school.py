"""`ejournal init`."""

import argparse
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from ..domain.accounts.passwords import show_code
from ..domain.errors import Invalid
from ..domain.years.year import DEFAULT_SCHEMES, GRADES, Calendar, Scheme
from ..i18n import LANGUAGES, _, speak
from ..services import reference
from ..services.accounts.accounts import issue_codes
from ..services.operations.home import DEFAULT_ZONE, create_home, name_first_officer, refuse_folder, school_name, zone
from .accounts import code_term
from .commands import interactive
from .homes import home_folder, new_language
from .output import DONE, Misused, Output, note

DEFAULT_YEAR = "2017/2018"

Read = TypeVar("Read")


@dataclass(frozen=True)
class Wanted:
    """What is known of a school before it has a journal."""

    name: str
    language: str
    calendar: Calendar
    zone: str

    @property
    def facts(self) -> dict[str, str]:
        """The same for machines."""
        return {
            "name": self.name, "language": self.language, "year": self.calendar.title, "zone": self.zone,
            "schemes": show_schemes(self.calendar.schemes),
        }  # fmt: skip


def init(options: argparse.Namespace, output: Output) -> int:
    """Make a home, ask for what is missing, name the first officer."""
    folder = home_folder(options)
    refuse_folder(folder, options.database)
    wanted = _wanted(options)
    output.tell(home=str(folder), made=not options.dry_run, **wanted.facts)
    if options.dry_run:
        output.say(_("Would be made in {path}: the journal of {name}.").format(path=folder, name=wanted.name))
        output.say(_("Study year {year}, time zone {zone}, language {language}, periods {schemes}.").format(
            year=wanted.calendar.title, zone=wanted.zone, language=wanted.language, schemes=wanted.facts["schemes"]
        ))  # fmt: skip
        return output.finish(DONE)
    return _make(folder, wanted, options.database, output)


def _make(folder: Path, wanted: Wanted, database: str, output: Output) -> int:
    home = create_home(folder, wanted.name, wanted.language, wanted.zone, wanted.calendar, database=database)
    try:
        name_first_officer(home)
        (slip,) = issue_codes(home.console(), home.hasher, home.clock.instant(), None)
    finally:
        home.close()
    output.say(_("The journal of {name} is made in {path}.").format(name=wanted.name, path=folder))
    output.say(_("First account: {login}, one-time code {code} (valid for {term}, shown once).").format(
        login=slip.login, code=show_code(slip.code), term=code_term()
    ))  # fmt: skip
    output.say(_("Next: ejournal import staff FILE, then pupils, groups and timetable."))
    output.tell(login=slip.login, code=slip.code)
    return output.finish(DONE)


def _wanted(options: argparse.Namespace) -> Wanted:
    """What the options say, what whoever sits there answers, and else the defaults; raises Misused."""
    ask = interactive() and not options.yes
    name = _settle(ask, options.name, _("Name of the school"), "", school_name)
    given = getattr(options, "lang", None) or ""
    language = _settle(ask, given, _("Language: ru or en"), new_language(options), read_language)
    speak(language)
    calendar = _settle(ask, options.year, _("Study year"), DEFAULT_YEAR, partial(reference.calendar, language=language))
    place = _settle(ask, options.zone, _("Time zone"), DEFAULT_ZONE, zone)
    usual = show_schemes(DEFAULT_SCHEMES)
    schemes = _settle(ask, options.schemes, _("Periods by grade"), usual, read_schemes)
    return Wanted(name, language, replace(calendar, schemes=schemes), str(place))


def _settle(ask: bool, given: str, question: str, default: str, read: Callable[[str], Read]) -> Read:
    """One fact of the school: as given, as answered, or the default; raises Misused."""
    while ask and not given:
        answer = _answer(question, default)
        try:
            return read(answer)
        except Invalid as error:
            note(f"{error.title} {error.advice}")
    try:
        return read(given or default)
    except Invalid as error:
        raise Misused(error.title, error.advice) from error


def _answer(question: str, default: str) -> str:
    sys.stderr.write(f"{question} [{default}]: " if default else f"{question}: ")
    sys.stderr.flush()
    try:
        return input().strip() or default
    except EOFError as error:
        note("")
        raise Misused(
            _("Not everything was answered: nothing was made."), _("Answer, or give it as options.")
        ) from error
    except UnicodeDecodeError as error:
        raise Misused(_("The answer is not in UTF-8.")) from error


def read_language(text: str) -> str:
    """A language that the program speaks; raises Invalid."""
    if text not in LANGUAGES:
        raise Invalid(_("The program does not speak “{text}”.").format(text=text[:20]), _("It speaks ru and en."))
    return text


def read_schemes(text: str) -> dict[int, Scheme]:
    """Period schemes by grade, like `1-9=trimester,10-11=half_year`, over the defaults; raises Invalid."""
    schemes: dict[int, Scheme] = {}
    for part in filter(None, text.split(",")):
        grades, _sign, scheme = part.partition("=")
        first, dash, last = grades.partition("-")
        try:
            span = range(int(first), int(last if dash else first) + 1)
            found = Scheme(scheme.strip())
        except ValueError as error:
            raise _not_understood(part) from error
        if not span or not set(span) <= set(GRADES):
            raise Invalid(
                _("There are no grades “{text}”.").format(text=grades.strip()[:20]),
                _("Grades go from {first} to {last}, the lower one first.").format(first=GRADES[0], last=GRADES[-1]),
            )
        if twice := schemes.keys() & set(span):
            raise Invalid(
                _("Grade {grade} is given two kinds of periods.").format(grade=min(twice)),
                _("Name every grade once."),
            )
        schemes.update(dict.fromkeys(span, found))
    return DEFAULT_SCHEMES | schemes


def _not_understood(part: str) -> Invalid:
    return Invalid(
        _("Periods are not understood at “{part}”.").format(part=part[:30]),
        _("Write them like 1-9=trimester,10-11=half_year; there are trimester, half_year and quarter."),
    )


def show_schemes(schemes: dict[int, Scheme]) -> str:
    """Period schemes as they are typed."""
    return ",".join(f"{_span(grades)}={scheme}" for scheme, grades in _runs(schemes))


def _runs(schemes: dict[int, Scheme]) -> Iterable[tuple[Scheme, list[int]]]:
    runs: list[tuple[Scheme, list[int]]] = []
    for grade, scheme in sorted(schemes.items()):
        if runs and runs[-1][0] is scheme:
            runs[-1][1].append(grade)
        else:
            runs.append((scheme, [grade]))
    return runs


def _span(grades: list[int]) -> str:
    return f"{grades[0]}-{grades[-1]}" if len(grades) > 1 else str(grades[0])
