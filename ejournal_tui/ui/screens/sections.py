"""The screens of the person's roles: which there are, and which one the person begins on."""

from dataclasses import dataclass
from pathlib import Path

from ...domain.people import Actor
from ...i18n import _
from ...services.groups_view import ListDivisions
from ...services.home import Home
from ...services.inbox import ShowInbox
from ...services.morning import DirectorMorning, OfficerMorning
from ...services.operations import ShowHealth
from ...services.own_class import MyClassMorning
from ...services.papers import WeeklyQueue
from ...services.people import FindPeople
from ...services.plan_view import ShowPlans
from ...services.session import Guarded
from ...services.settings import ShowSettings
from ...services.substitution_day import ShowSubstitutions
from ...services.timetable_view import ShowTimetable
from ...services.today import MyDay, WholeSchoolDay
from ...services.turning import ShowTurn
from ...services.workload_view import ShowWorkload
from ..desk import Desk
from .base import JournalScreen


@dataclass(frozen=True)
class Section:
    """A screen that a person may begin on."""

    start: str
    kind: str
    """The class of the screen, to leave out the one that is shown."""
    actions: tuple[str, ...]
    """The commands by which a screen may open it already."""
    words: str
    request: Guarded
    """What the screen would ask of the door: to whom it is refused the section is not offered."""


def sections(desk: Desk, home: Home) -> list[Section]:
    """Every section of the program."""
    today = desk.clock.today()
    return [
        Section("today", "TodayScreen", ("today",), _("Today"), MyDay(today)),
        Section("own_class", "OwnClassScreen", ("own_class",), _("My class"), MyClassMorning(today)),
        Section("director", "DirectorScreen", ("page",), _("The school in a page"), DirectorMorning(today)),
        Section("officer", "OfficerScreen", ("desk",), _("Accounts and data"), OfficerMorning(today)),
        Section("school", "SchoolDayScreen", ("school",), _("School"), WholeSchoolDay(today)),
        Section(
            "substitutions", "SubstitutionsScreen", ("substitutions",), _("Substitutions"), ShowSubstitutions(today)
        ),
        Section("timetable", "TimetableScreen", ("timetable",), _("Timetable"), ShowTimetable()),
        Section("plans", "PlansScreen", ("plans",), _("Lesson plans"), ShowPlans()),
        Section("people", "PeopleScreen", ("people",), _("People"), FindPeople()),
        Section("importing", "ImportingScreen", (), _("Import"), ShowInbox(home.path)),
        Section("settings", "SettingsScreen", (), _("Settings"), ShowSettings()),
        Section("year", "NextYearScreen", (), _("Next study year"), ShowTurn()),
        Section("groups", "GroupsScreen", (), _("Groups"), ListDivisions()),
        Section("workload", "WorkloadScreen", (), _("Workload"), ShowWorkload()),
        Section("papers", "PapersScreen", ("sheets",), _("Weekly sheets"), WeeklyQueue(today)),
        Section("health", "OperationsScreen", ("health", "state"), _("State of the journal"), ShowHealth(home.path)),
    ]


def first_screen(start: str, desk: Desk, actor: Actor, home: Path) -> JournalScreen:
    """The start screen of a person (C38); only the one that is needed is imported."""
    name = actor.name.initials
    if start == "diary":
        from .diary import DiaryScreen

        return DiaryScreen(desk, name)
    if start == "own_class":
        from .own_class import OwnClassScreen

        return OwnClassScreen(desk, actor, home)
    if start in ("director", "officer"):
        from .morning import DirectorScreen, OfficerScreen

        return (DirectorScreen if start == "director" else OfficerScreen)(desk, actor, home)
    if start == "school":
        from .school_day import SchoolDayScreen

        return SchoolDayScreen(desk, name)
    if start == "people":
        from .people import PeopleScreen

        return PeopleScreen(desk, name)
    if start == "year":
        from .next_year import NextYearScreen

        return NextYearScreen(desk, name)
    if start == "groups":
        from .groups import GroupsScreen

        return GroupsScreen(desk, name)
    if start == "workload":
        from .workload import WorkloadScreen

        return WorkloadScreen(desk, name)
    if start == "substitutions":
        from .substitutions import SubstitutionsScreen

        return SubstitutionsScreen(desk, name)
    if start == "papers":
        from .papers import PapersScreen

        return PapersScreen(desk, name, home)
    if start == "timetable":
        from .timetable import TimetableScreen

        return TimetableScreen(desk, name)
    if start == "plans":
        from .plans import PlansScreen

        return PlansScreen(desk, name)
    if start == "importing":
        from .importing import ImportingScreen

        return ImportingScreen(desk, name, home)
    if start == "settings":
        from .settings import SettingsScreen

        return SettingsScreen(desk, name)
    if start == "today":
        from .today import TodayScreen

        return TodayScreen(desk, actor, home)
    from .operations import OperationsScreen

    return OperationsScreen(desk, name, home)
