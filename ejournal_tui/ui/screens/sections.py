"""The screens of the person's roles, as the menu offers them."""

from dataclasses import dataclass

from ...i18n import _
from ...services.accounts.admitting import ListAccess
from ...services.accounts.terminals import ShowTerminals
from ...services.attendance.class_attendance import ListAttendance
from ...services.attendance.summaries import ShowDaySummary
from ...services.groups.groups_view import ListDivisions
from ...services.groups.workload_view import ShowWorkload
from ...services.history.deeds import FindDeeds
from ...services.homework.homework_calendar import HomeworkClasses
from ...services.journal.corrections import ShowCorrections
from ...services.mornings.morning import DirectorMorning, OfficerMorning
from ...services.mornings.own_class import MyClassMorning
from ...services.mornings.today import MyDay, WholeSchoolDay
from ...services.operations.home import Home
from ...services.operations.operations import ShowHealth
from ...services.papers.papers import WeeklyQueue
from ...services.people.people import FindPeople
from ...services.plans.plan_view import ShowPlans
from ...services.results.academic_debts import ShowAcademicDebts
from ...services.results.class_results import ShowClassResults
from ...services.results.closing import ShowClosing
from ...services.results.council import ShowCouncil
from ...services.results.exams import ShowExams
from ...services.results.forecasts import ShowForecasts
from ...services.results.raising import ShowRaises
from ...services.session import Guarded
from ...services.settings.settings import ShowSettings
from ...services.timetable.substitution_day import ShowSubstitutions
from ...services.timetable.timetable_view import ShowTimetable
from ...services.workbooks.inbox import ShowInbox
from ...services.years.prospect import ShowTurn
from ..desk import Desk
from .starts import STARTS


@dataclass(frozen=True)
class Section:
    """A screen that a person may change to."""

    start: str
    actions: tuple[str, ...]
    """The commands by which a screen may open it already."""
    words: str
    request: Guarded
    """What the screen would ask of the door: to whom it is refused the section is not offered."""

    @property
    def kind(self) -> str:
        """The class of the screen, to leave out the one that is shown."""
        return STARTS[self.start].kind


def sections(desk: Desk, home: Home) -> list[Section]:
    """Every section of the program."""
    today = desk.clock.today()
    return [
        Section("today", ("today",), _("Today"), MyDay(today)),
        Section("own_class", ("own_class",), _("My class"), MyClassMorning(today)),
        Section("summary", ("summary",), _("Summary of absences"), ShowDaySummary(today)),
        Section("attendance", ("attendance",), _("Attendance"), ListAttendance()),
        Section("director", ("page",), _("The school in a page"), DirectorMorning(today)),
        Section("officer", ("desk",), _("Accounts and data"), OfficerMorning(today, home.path)),
        Section("school", ("school",), _("School"), WholeSchoolDay(today)),
        Section("substitutions", ("substitutions",), _("Substitutions"), ShowSubstitutions(today)),
        Section("timetable", ("timetable",), _("Timetable"), ShowTimetable()),
        Section("homework", ("homework",), _("Homework of classes"), HomeworkClasses()),
        Section("forecasts", ("forecasts",), _("Forecasts"), ShowForecasts(today)),
        Section("class_results", (), _("Results of the class"), ShowClassResults()),
        Section("council", ("council",), _("Pedagogical council"), ShowCouncil()),
        Section("academic_debts", ("debts",), _("Academic debts"), ShowAcademicDebts()),
        Section("exams", ("exams",), _("Exams and competitions"), ShowExams()),
        Section("plans", ("plans",), _("Lesson plans"), ShowPlans()),
        Section("people", ("people",), _("People"), FindPeople()),
        Section("accounts", (), _("Accounts"), ListAccess()),
        Section("importing", (), _("Import"), ShowInbox(home.path)),
        Section("closing", (), _("Closing of periods"), ShowClosing()),
        Section("raises", ("raises",), _("Results above the proposal"), ShowRaises()),
        Section("corrections", ("corrections",), _("Requests to correct"), ShowCorrections()),
        Section("settings", (), _("Settings"), ShowSettings()),
        Section("year", (), _("Next study year"), ShowTurn()),
        Section("groups", (), _("Groups"), ListDivisions()),
        Section("workload", (), _("Workload"), ShowWorkload()),
        Section("papers", ("sheets",), _("Weekly sheets"), WeeklyQueue(today)),
        Section("history", (), _("History"), FindDeeds(who=desk.signed.account)),
        Section("terminals", (), _("Workplaces"), ShowTerminals()),
        Section("health", ("health", "state"), _("State of the journal"), ShowHealth(home.path)),
    ]
