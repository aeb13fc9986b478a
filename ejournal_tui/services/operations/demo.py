"""The demo school: the sample workbooks imported, then half a year lived by its teachers, the same every time.

Everything goes through the verbs under the teachers' own accounts, so that the log proves the demo as it proves a
real school.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from ...clock import held_at, running_from
from ...domain.errors import Broken, Invalid
from ...domain.groups.groups import ClassName
from ...domain.years.year import Calendar
from ...i18n import _
from ...paths import data_folder
from .. import reference
from ..workbooks.importing import Import
from ..workbooks.importing_people import ImportGroups, ImportPupils
from ..workbooks.importing_staff import ImportStaff
from ..workbooks.importing_timetable import ImportTimetable
from ..workbooks.workbooks import prepare
from ..years.founding import DEMO
from .demo_words import in_words
from .demo_year import DemoYear, Progress
from .home import DEFAULT_ZONE, Home, create_home

OPENS_AT = time(10, 14)
"""When the demo's first day is entered: the second lesson has just ended."""
KINDS = ("staff", "pupils", "groups", "timetable")


def demo_calendar(day: date, language: str) -> Calendar:
    """The demo's study year; raises Invalid for a day outside it."""
    calendar = reference.calendar("2017/2018", language)
    if not calendar.starts <= day <= calendar.ends:
        raise Invalid(
            _("The demo's year is {title}.").format(title=calendar.title),
            _("Choose a day from {first} to {last}.").format(first=calendar.starts, last=calendar.ends),
        )
    return calendar


def build_demo(path: Path, language: str, day: date, one_class: bool, progress: Progress) -> Home:
    """Make a demo home that stands at a day's morning; raises Invalid for a day outside the year."""
    calendar = demo_calendar(day, language)
    zone = ZoneInfo(DEFAULT_ZONE)
    opens = datetime.combine(day, OPENS_AT)
    home = create_home(path, reference.demo_school(language), language, DEFAULT_ZONE, calendar, DEMO, opens)
    school = home.school
    before = datetime.combine(calendar.starts - timedelta(days=3), time(9))
    school.clock = held_at(before, zone)
    progress(1, 100)
    with school.db.hurried():
        _fill(home, one_class, opens, progress)
    school.clock = running_from(opens, zone)
    return home


def _fill(home: Home, one_class: bool, opens: datetime, progress: Progress) -> None:
    """The school's workbooks, then its year so far."""
    calendar, words = home.school.calendar(), reference.demo_words(home.language)
    for number, kind in enumerate(KINDS):
        prepared = prepare(kind, data_folder() / "demo" / f"school-{kind}.xlsx", calendar.starts)
        if prepared.change is None:
            raise Broken(_("The demo's own workbook {kind} is not clean.").format(kind=kind))
        change = in_words(prepared.change, words) if words else prepared.change
        home.console().do(_only(change, reference.demo_class()) if one_class else change)
        progress(3 + 4 * number, 100)
    DemoYear(home.school, home.clock.zone, opens, progress).live()


def _only(change: Import, name: ClassName) -> Import:
    """The rows of one class and of who teaches it."""
    if isinstance(change, ImportStaff):
        loads = tuple(row for row in change.loads if row.school_class == name)
        return ImportStaff(tuple(s if s.leads == name else replace(s, leads=None) for s in change.staff), loads)
    if isinstance(change, ImportPupils):
        return ImportPupils(tuple(row for row in change.pupils if row.school_class == name))
    if isinstance(change, ImportGroups):
        return ImportGroups(tuple(row for row in change.rows if row.school_class == name))
    assert isinstance(change, ImportTimetable)
    return ImportTimetable(tuple(s for s in change.slots if s.school_class == name), change.bells, change.starts)
