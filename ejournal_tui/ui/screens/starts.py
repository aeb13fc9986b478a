"""The screens that a person may begin on or change to; only the one that is needed is imported."""

from dataclasses import dataclass
from enum import Flag, auto
from importlib import import_module
from pathlib import Path

from ...domain.people.people import Actor
from ..desk import Desk
from .base import JournalScreen


class _Given(Flag):
    """What a screen is made with, beside the desk."""

    NAME = auto()
    ACTOR = auto()
    HOME = auto()


@dataclass(frozen=True)
class Start:
    """Where a screen is and what it is made with."""

    module: str
    kind: str
    """The name of its class."""
    given: _Given = _Given.NAME

    def make(self, desk: Desk, actor: Actor, home: Path) -> JournalScreen:
        """The screen of a person."""
        values = {_Given.NAME: actor.name.initials, _Given.ACTOR: actor, _Given.HOME: home}
        kind = getattr(import_module(f"{__package__}.{self.module}"), self.kind)
        screen = kind(desk, *(value for given, value in values.items() if given in self.given))
        assert isinstance(screen, JournalScreen)
        return screen


_WITH_HOME = _Given.NAME | _Given.HOME
_OF_ACTOR = _Given.ACTOR | _Given.HOME

STARTS = {
    "today": Start("mornings.today", "TodayScreen", _OF_ACTOR),
    "own_class": Start("mornings.own_class", "OwnClassScreen", _OF_ACTOR),
    "director": Start("mornings.morning", "DirectorScreen", _OF_ACTOR),
    "officer": Start("mornings.morning", "OfficerScreen", _OF_ACTOR),
    "school": Start("mornings.school_day", "SchoolDayScreen"),
    "substitutions": Start("substitutions.substitutions", "SubstitutionsScreen"),
    "timetable": Start("timetable.timetable", "TimetableScreen"),
    "homework": Start("homework.homework", "HomeworkScreen"),
    "plans": Start("plans.plans", "PlansScreen"),
    "people": Start("people.people", "PeopleScreen"),
    "importing": Start("importing.importing", "ImportingScreen", _WITH_HOME),
    "closing": Start("results.closing", "ClosingScreen"),
    "raises": Start("results.raises", "RaisesScreen"),
    "corrections": Start("journal.corrections", "CorrectionsScreen"),
    "settings": Start("settings.settings", "SettingsScreen"),
    "year": Start("next_year.next_year", "NextYearScreen"),
    "groups": Start("groups.groups", "GroupsScreen"),
    "workload": Start("groups.workload", "WorkloadScreen"),
    "summary": Start("attendance.day_summary", "DaySummaryScreen"),
    "attendance": Start("attendance.attendance", "AttendanceScreen"),
    "papers": Start("operations.papers", "PapersScreen", _WITH_HOME),
    "health": Start("operations.operations", "OperationsScreen", _WITH_HOME),
    "terminals": Start("operations.terminals", "TerminalsScreen"),
    "history": Start("history.history", "HistoryScreen", _Given(0)),
    "forecasts": Start("results.forecasts", "ForecastsScreen"),
    "class_results": Start("results.class_results", "ClassResultsScreen"),
    "council": Start("results.council", "CouncilScreen"),
    "academic_debts": Start("results.academic_debts", "AcademicDebtsScreen"),
    "exams": Start("results.exams", "ExamsScreen"),
    "accounts": Start("accounts.access", "AccessScreen"),
    "diary": Start("families.diary", "DiaryScreen"),
}
"""By the name under which a role begins there."""


def first_screen(start: str, desk: Desk, actor: Actor, home: Path) -> JournalScreen:
    """The start screen of a person (C38)."""
    return STARTS[start].make(desk, actor, home)
