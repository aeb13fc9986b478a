"""The permission matrix: every verb, every role, in and out of the actor's scope, at the real door."""

import csv
import importlib
import inspect
import pkgutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import peewee
import pytest

import ejournal_tui.services
from ejournal_tui.domain.accounts.zones import Terminal, Zone
from ejournal_tui.domain.attendance.absences import KeptPaper, PaperKind
from ejournal_tui.domain.attendance.absences import Paper as AbsencePaper
from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.attendance.notices import KeptNotice, Notice
from ejournal_tui.domain.errors import Denied
from ejournal_tui.domain.groups.groups import ClassName, CourseId
from ejournal_tui.domain.groups.individual_plans import LeftOut
from ejournal_tui.domain.journal.conduct import Note
from ejournal_tui.domain.journal.corrections import CorrectionState
from ejournal_tui.domain.journal.homework import Task
from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.domain.journal.outside import ResultKind
from ejournal_tui.domain.journal.work_dates import DateWhy, OwnDate
from ejournal_tui.domain.people.cards import NewGuardian, PersonKind
from ejournal_tui.domain.people.people import (
    AccountId,
    Actor,
    ClassId,
    Contact,
    GuardianId,
    Name,
    PupilId,
    Role,
    Span,
    StaffId,
)
from ejournal_tui.domain.plans.plans import PlanLine
from ejournal_tui.domain.results.council import Decision, DecisionKind, Matter
from ejournal_tui.domain.results.exams import Contest, ContestLevel, Exam
from ejournal_tui.domain.settings.reference import AbsenceReasonRef
from ejournal_tui.domain.settings.rule_names import RuleName
from ejournal_tui.domain.settings.rules import Rule
from ejournal_tui.domain.timetable.bells import BellUse
from ejournal_tui.domain.timetable.substitutions import Away, Order, Reason
from ejournal_tui.domain.timetable.substitutions import Kind as Ordered
from ejournal_tui.domain.timetable.timetable import Filling, SlotStep
from ejournal_tui.domain.workbooks.handed_in import GroupRow, Place, PupilRow
from ejournal_tui.domain.workbooks.handed_out import Kind
from ejournal_tui.domain.years.promotion import ClassTurn, Turn
from ejournal_tui.domain.years.year import CalendarSpan, DayKind, PeriodId, Scheme, YearId
from ejournal_tui.services import reference
from ejournal_tui.services.accounts.accounts import IssueCodes, SetPassword, ShowHolders
from ejournal_tui.services.accounts.admitting import AdmitAccount, ListAccess, ShowAccess, UnlockAccount
from ejournal_tui.services.accounts.reception import Reception
from ejournal_tui.services.accounts.terminals import PutTerminal, RecordSelfTest, ShowTerminals
from ejournal_tui.services.attendance.absence_reasons import ListAbsenceReasons
from ejournal_tui.services.attendance.attendance import CallRoll, PutAbsence
from ejournal_tui.services.attendance.class_attendance import ListAttendance, ShowAttendance, WhomToCall
from ejournal_tui.services.attendance.documents import ApplyAbsencePapers, PutAbsencePaper, WithdrawAbsencePaper
from ejournal_tui.services.attendance.notices import (
    AcceptNotice,
    DeclineNotice,
    ReasonsToSay,
    SayAbsent,
    ShowNotices,
    TakeBackNotice,
    WaitingNotices,
)
from ejournal_tui.services.attendance.often_away import ListOftenAway
from ejournal_tui.services.attendance.roll import CallDay, LeaveEarly, SetMinutesLate, ShowMinutes, ShowRollHints
from ejournal_tui.services.attendance.summaries import ShowDaySummary
from ejournal_tui.services.groups.class_teachers import LeadClass
from ejournal_tui.services.groups.course_teachers import AddTeacher, EndTeaching, HandOver, NameSigner, SwapTeachers
from ejournal_tui.services.groups.grouping import PlaceInGroup, SwapPupils
from ejournal_tui.services.groups.groups_view import FindNewcomers, FindUndivided, ListDivisions, ShowDivision
from ejournal_tui.services.groups.proposals import AnswerProposals, ProposePlace
from ejournal_tui.services.groups.subgroups import DissolveGroup, MakeSubgroup
from ejournal_tui.services.groups.workload import AddCourse, ChangeHours
from ejournal_tui.services.groups.workload_view import ShowLoadChoices, ShowWorkload
from ejournal_tui.services.history.cards import CardLife
from ejournal_tui.services.history.cells import CellLife, LessonLife
from ejournal_tui.services.history.deeds import FindDeeds, MyLastDeed, RecentDeeds
from ejournal_tui.services.history.lives import AttendanceLife, PlanLineLife, ResultLife
from ejournal_tui.services.history.past import ShowGridAsOf, ShowResultsAsOf
from ejournal_tui.services.history.past_paper import RecordPastJournal, ShowPastJournal
from ejournal_tui.services.history.readers import CardReaders
from ejournal_tui.services.homework.homework import SetHomework, SetTask
from ejournal_tui.services.homework.homework_calendar import HomeworkClasses, ShowHomework, ShowPupilHomework
from ejournal_tui.services.homework.homework_view import ShowHomeworkAhead
from ejournal_tui.services.homework.in_a_row import CarryOver
from ejournal_tui.services.journal.certificates import PutCertificate
from ejournal_tui.services.journal.conduct import PutNote, ShowNotes
from ejournal_tui.services.journal.corrections import AnswerCorrection, AskCorrection, ShowCorrections
from ejournal_tui.services.journal.courses import MyCourses
from ejournal_tui.services.journal.filling import FillColumn
from ejournal_tui.services.journal.gradebook import ShowGrid, ShowLesson
from ejournal_tui.services.journal.lessons import DeclareWork, RemoveWork, SetLessonKind, SetTopic
from ejournal_tui.services.journal.make_ups import MakeUpLessons
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.journal.on_paper import HoldOnPaper, SetPastResult, ShowResults
from ejournal_tui.services.journal.own_lessons import GiveOwnCourse, ListHomeTeachers, PutOwnLessons
from ejournal_tui.services.journal.phrases import TopicPhrases
from ejournal_tui.services.journal.reasons import GiveReasons
from ejournal_tui.services.journal.records import EnterRecords, LessonRecord
from ejournal_tui.services.journal.taking import LeaveLesson, LessonsToTake, TakeLesson
from ejournal_tui.services.journal.work_dates import PutWorkDates, ShowDebts, ShowWorkDates
from ejournal_tui.services.journal.work_limits import ShowWorkLimits
from ejournal_tui.services.mornings.day_sheet import ShowDaySheet
from ejournal_tui.services.mornings.morning import DirectorMorning, OfficerMorning
from ejournal_tui.services.mornings.own_class import MyClassMorning
from ejournal_tui.services.mornings.today import MyDay, WholeSchoolDay
from ejournal_tui.services.operations.anchors import RecordAnchor, ShowAnchor
from ejournal_tui.services.operations.home import Home, open_home
from ejournal_tui.services.operations.operations import RecordBackup, ShowHealth, VerifyAudit
from ejournal_tui.services.operations.retention import RemoveExpired, ShowExpired
from ejournal_tui.services.papers.papers import (
    FindClasses,
    MyChildren,
    RecordPrint,
    ShowDiary,
    ShowWeeklySheets,
    WeeklyQueue,
)
from ejournal_tui.services.papers.releases import ReleaseSheets, WithdrawSheets
from ejournal_tui.services.people.class_lists import RecordClassList, ShowClassList
from ejournal_tui.services.people.contact_proposals import (
    AcceptProposal,
    ProposeContact,
    RefuseProposal,
    ShowOwnContact,
    WaitingProposals,
)
from ejournal_tui.services.people.families import AddGuardian, ChangeContact, EndGuardian, SetInforming
from ejournal_tui.services.people.individual_plans import PutLeftOut, ShowPlanEffect, TakeLeftOut
from ejournal_tui.services.people.people import (
    ChangeName,
    FindPeople,
    ListClasses,
    RecentStatements,
    ShowGuardianCard,
    ShowPupilCard,
    ShowStaffCard,
)
from ejournal_tui.services.people.person_extract import RecordPersonExtract, ShowPersonExtract
from ejournal_tui.services.people.pupils import EnrolPupil, MovePupil, SetHomeTuition
from ejournal_tui.services.people.staffing import (
    ChangePost,
    ChangeStaffContact,
    Dismiss,
    EndRole,
    GiveRole,
    HireStaff,
)
from ejournal_tui.services.plans.plan_files import FindPlanCourses, PreviewPlans, RecordPlanExport, ShowPlanCopy
from ejournal_tui.services.plans.plan_view import ApprovePlan, ShowPlan, ShowPlans
from ejournal_tui.services.plans.plans import (
    EditPlanLine,
    InsertPlanLine,
    MergePlanLines,
    PutPlansBack,
    RemovePlanLine,
    ReplacePlans,
    SplitPlanLine,
)
from ejournal_tui.services.results.academic_debts import (
    DropAttempt,
    PutAttempt,
    ShowAcademicDebts,
    ShowPupilYearEnd,
)
from ejournal_tui.services.results.class_results import ShowClassResults
from ejournal_tui.services.results.closing import ClosePeriod, OpenPeriod, ShowClosing
from ejournal_tui.services.results.contests import PutContest
from ejournal_tui.services.results.correcting import AskResultCorrection
from ejournal_tui.services.results.council import PreviewCouncil, ShowCouncil
from ejournal_tui.services.results.council_life import CouncilLife
from ejournal_tui.services.results.deciding import DecideAtCouncil, Decided
from ejournal_tui.services.results.deferring import DeferResult
from ejournal_tui.services.results.exams import GiveExamResults, PutExam, ShowExams
from ejournal_tui.services.results.forecasts import ExplainForecast, PupilForecasts, ShowForecasts
from ejournal_tui.services.results.giving import Given, GiveResults, ShowProposals
from ejournal_tui.services.results.hours import ShowHours
from ejournal_tui.services.results.pupil_results import ShowPupilResults
from ejournal_tui.services.results.raising import AnswerRaises, ShowRaises
from ejournal_tui.services.results.year_giving import GiveYearMarks, ShowYear
from ejournal_tui.services.session import Change, Guarded, Query, Session, Together
from ejournal_tui.services.settings.absence_reasons import PutAbsenceReason
from ejournal_tui.services.settings.calendar import PutSpan, PutWeek, PutYear
from ejournal_tui.services.settings.deciding import DecisionsMade, ShowEffect
from ejournal_tui.services.settings.kinds import LessonKindFacts, PutLessonKind, PutWorkKind, WorkKindFacts
from ejournal_tui.services.settings.periods import PutPeriodEnd, PutScheme
from ejournal_tui.services.settings.ringing import BellSetFacts, PutBells, PutBellSet, PutBellUse
from ejournal_tui.services.settings.ruling import PutRule
from ejournal_tui.services.settings.settings import ShowSettings
from ejournal_tui.services.settings.subjects import PutSubject, SubjectFacts
from ejournal_tui.services.settings.wording import NameSchool, PutPhrase
from ejournal_tui.services.timetable.moving import MoveBack, MoveLesson
from ejournal_tui.services.timetable.other_subjects import (
    AddLesson,
    GiveSubject,
    RemoveLesson,
    SubjectsToGive,
    TakeSubjectBack,
)
from ejournal_tui.services.timetable.substitution_day import ShowSubstitutions
from ejournal_tui.services.timetable.substitution_papers import RecordSubstitutionsPrint, ShowRegister, ShowWallSheet
from ejournal_tui.services.timetable.substitutions import (
    CallOff,
    ConfirmClaim,
    GiveLesson,
    PutAway,
    Rearrange,
    Step,
    TakeBack,
)
from ejournal_tui.services.timetable.timetable import CopyTimetable, DropTimetable, PutSlots, PutTimetableBack
from ejournal_tui.services.timetable.timetable_view import PreviewTimetable, ShowClassTimetable, ShowTimetable
from ejournal_tui.services.workbooks.exporting import RecordExport, ShowExport
from ejournal_tui.services.workbooks.importing import PreviewImport, TakeImportBack
from ejournal_tui.services.workbooks.importing_marks import ImportMarks
from ejournal_tui.services.workbooks.importing_people import ImportGroups, ImportPupils
from ejournal_tui.services.workbooks.importing_staff import ImportStaff
from ejournal_tui.services.workbooks.importing_timetable import ImportTimetable
from ejournal_tui.services.workbooks.inbox import HandOverList, ShowImports, ShowInbox, WithdrawList
from ejournal_tui.services.workbooks.own_part import OwnClasses
from ejournal_tui.services.workbooks.templates import ShowTemplate
from ejournal_tui.services.years.founding import FirstOfficer, FoundSchool
from ejournal_tui.services.years.prospect import ShowTurn
from ejournal_tui.services.years.turning import TurnYear
from ejournal_tui.storage.log.audit import Ledger
from ejournal_tui.storage.school import School
from tests.conftest import copied_home
from tests.people import class_teacher, teacher_of
from tests.security import order

DAY = date(2018, 1, 15)
YEAR = "2017-09-01"
ROLES = (
    "pupil", "guardian", "teacher", "class_teacher", "dispatcher", "officer", "lab_assistant", "deputy", "director",
    "console",
)  # fmt: skip
ALONE = ("dispatcher", "officer", "lab_assistant", "deputy", "director")
CANARY = "зяблик"
"""A text that must reach no header of the log."""
CLAIM = Order(Ordered.SUBSTITUTE, Reason.ILLNESS, CANARY, StaffId(1), confirmed=False)

with (Path(__file__).parent / "matrix.csv").open(encoding="utf8", newline="") as _file:
    ROWS = list(csv.DictReader(_file))


def _title(row: dict[str, str]) -> str:
    return f"{row['verb']} {row['case']}".strip()


@dataclass(frozen=True)
class Target:
    """What a request is about."""

    account: int
    pupil: PupilId
    lesson: LessonId
    course: CourseId
    day: date
    school_class: ClassId
    guardian: GuardianId
    """A guardian of the pupil."""
    name: ClassName
    """Of the class."""
    family: AccountId
    """The pupil's own."""


def _pupil_row(target: Target) -> PupilRow:
    born = date(2005, 3, 4)
    return PupilRow(SOMEBODY, born, "f", target.name, "", None, "", "", "", (), Place("Ученики", 2))


def _record(target: Target, *absences: tuple[PupilId, Absence]) -> LessonRecord:
    return LessonRecord(target.lesson, target.course, target.day, CANARY, None, None, (), absences, None)


def _absence_paper(target: Target) -> AbsencePaper:
    kind = PaperKind.CERTIFICATE
    return AbsencePaper(target.pupil, kind, CANARY, Absence.ILL, CANARY, target.day, target.day, target.day)


def _exam(target: Target) -> Exam:
    return Exam(target.school_class, 1, CANARY, A_MOMENT, (target.pupil,))


def _notice(target: Target) -> Notice:
    return Notice(target.pupil, "illness", CANARY, Absence.ILL, target.day, target.day, CANARY)


SOMEBODY, NEWS, SOME_STAFF = Name("Зяблик", CANARY), Contact(CANARY), StaffId(1)

A_MOMENT = datetime(2018, 1, 15, 8, 0)
SOME_RULE = Rule(RuleName.EDIT_DAYS, "7", DAY)
A_DAY_OFF = CalendarSpan(DayKind.DAY_OFF, DAY, DAY, CANARY)
SOME_BELLS = {1: ("8:00", "8:45")}

ABOUT: dict[str, Callable[[Target], Guarded]] = {
    "ImportPupils": lambda t: ImportPupils((_pupil_row(t),)),
    "ImportGroups": lambda t: ImportGroups((GroupRow(t.name, CANARY, CANARY, SOMEBODY, Place("Группы", 2)),)),
    "PreviewImport people": lambda t: PreviewImport(ImportPupils((_pupil_row(t),))),
    "HandOverList": lambda t: HandOverList("f00d", t.school_class),
    "WithdrawList": lambda t: WithdrawList("f00d", t.school_class),
    "SetPassword": lambda t: SetPassword(AccountId(t.account), CANARY),
    "AdmitAccount families": lambda t: AdmitAccount(t.family, "desk-1"),
    "UnlockAccount families": lambda t: UnlockAccount(t.family, CANARY),
    "ShowAccess families": lambda t: ShowAccess(t.family),
    "IssueCodes families": lambda t: IssueCodes(((AccountId(t.account), CANARY),), 0, t.school_class),
    "ShowHolders families": lambda t: ShowHolders(t.school_class),
    "PutMarks": lambda t: PutMarks(t.lesson, t.pupil, (Mark(Value.FIVE),), ()),
    "FillColumn": lambda t: FillColumn((PutMarks(t.lesson, t.pupil, (Mark(Value.FIVE),), ()),)),
    "HoldOnPaper": lambda t: HoldOnPaper(t.course, t.day),
    "SetPastResult": lambda t: SetPastResult(t.course, t.pupil, 1, Value.FOUR, None),
    "AskResultCorrection": lambda t: AskResultCorrection(t.course, 1, CANARY, DAY),
    "AskCorrection": lambda t: AskCorrection(t.course, t.day, t.day, CANARY, DAY),
    "ShowResults": lambda t: ShowResults(t.course),
    "DeferResult": lambda t: DeferResult(t.course, t.pupil, 1, DAY, CANARY, None),
    "GiveResults": lambda t: GiveResults(t.course, 1, (Given(t.pupil, Value.FOUR, None, CANARY),)),
    "GiveYearMarks": lambda t: GiveYearMarks(t.course, ResultKind.YEAR, (Given(t.pupil, Value.FOUR, None, CANARY),)),
    "PutExam": lambda t: PutExam(_exam(t)),
    "GiveExamResults": lambda t: GiveExamResults(t.school_class, 1, (Given(t.pupil, Value.FOUR, None, CANARY),)),
    "PutContest": lambda t: PutContest(Contest(t.pupil, CANARY, ContestLevel.SCHOOL, CANARY, DAY, A_MOMENT)),
    "ShowExams": lambda t: ShowExams(t.school_class),
    "ShowPupilResults": lambda t: ShowPupilResults(t.pupil),
    "ShowYear": lambda t: ShowYear(t.course),
    "ShowProposals": lambda t: ShowProposals(t.course, 1),
    "EnterRecords": lambda t: EnterRecords((_record(t),)),
    "SetTopic": lambda t: SetTopic(t.lesson, CANARY),
    "SetLessonKind": lambda t: SetLessonKind(t.lesson, None),
    "DeclareWork": lambda t: DeclareWork(t.lesson, 1),
    "RemoveWork": lambda t: RemoveWork(t.lesson, 1),
    "Together": lambda t: Together((SetTopic(t.lesson, CANARY), DeclareWork(t.lesson, 1))),
    "SetHomework": lambda t: SetHomework(t.lesson, CANARY),
    "PutNote": lambda t: PutNote(t.lesson, t.pupil, Note(CANARY)),
    "ShowNotes": lambda t: ShowNotes(t.lesson),
    "CarryOver": lambda t: CarryOver(t.lesson),
    "SetTask": lambda t: SetTask(t.lesson, 0, Task(CANARY, (t.pupil,))),
    "CallRoll": lambda t: CallRoll(t.lesson),
    "PutAbsence plain": lambda t: PutAbsence(t.lesson, t.pupil, Absence.ABSENT),
    "PutAbsence with a reason": lambda t: PutAbsence(t.lesson, t.pupil, Absence.ILL),
    "PutAbsence taking a reason back": lambda t: PutAbsence(t.lesson, t.pupil, None, Absence.EXCUSED),
    "GiveReasons": lambda t: GiveReasons(t.school_class, t.pupil, t.day, t.day, Absence.ILL),
    "SetMinutesLate": lambda t: SetMinutesLate(t.lesson, t.pupil, 5, None),
    "LeaveEarly": lambda t: LeaveEarly(t.lesson, t.pupil),
    "CallDay": lambda t: CallDay(t.lesson),
    "ShowWorkLimits": lambda t: ShowWorkLimits(t.lesson),
    "ShowHours": lambda t: ShowHours(t.course),
    "ShowRollHints": lambda t: ShowRollHints(t.lesson),
    "ShowMinutes": lambda t: ShowMinutes(t.lesson, t.pupil),
    "PutAbsencePaper": lambda t: PutAbsencePaper(t.school_class, _absence_paper(t)),
    "SayAbsent": lambda t: SayAbsent(_notice(t)),
    "ReasonsToSay": lambda t: ReasonsToSay(t.pupil),
    "TakeBackNotice": lambda t: TakeBackNotice(KeptNotice(0, _notice(t))),
    "AcceptNotice": lambda t: AcceptNotice(t.school_class, KeptNotice(0, _notice(t))),
    "DeclineNotice": lambda t: DeclineNotice(t.school_class, KeptNotice(0, _notice(t)), CANARY),
    "ShowNotices": lambda t: ShowNotices(t.pupil),
    "WithdrawAbsencePaper": lambda t: WithdrawAbsencePaper(t.school_class, KeptPaper(0, _absence_paper(t))),
    "ApplyAbsencePapers": lambda t: ApplyAbsencePapers(t.school_class, t.day, t.day),
    "ShowAttendance": lambda t: ShowAttendance(t.school_class, t.day),
    "ListOftenAway": lambda t: ListOftenAway(t.day, t.day, t.school_class),
    "WhomToCall": lambda t: WhomToCall(t.school_class, t.day),
    "ReplacePlans": lambda t: ReplacePlans(((t.course, ""),), (PlanLine(CANARY),)),
    "PreviewPlans": lambda t: PreviewPlans((t.course,), (PlanLine(CANARY),)),
    "InsertPlanLine": lambda t: InsertPlanLine(t.course, 0, "", CANARY),
    "EditPlanLine": lambda t: EditPlanLine(t.course, 0, "", CANARY, CANARY, None),
    "RemovePlanLine": lambda t: RemovePlanLine(t.course, 0, ""),
    "MergePlanLines": lambda t: MergePlanLines(t.course, 0, ""),
    "SplitPlanLine": lambda t: SplitPlanLine(t.course, 0, ""),
    "PutPlansBack": lambda t: PutPlansBack(((t.course, (PlanLine(CANARY),), ""),)),
    "ShowPlan": lambda t: ShowPlan(t.course),
    "ShowPlanCopy": lambda t: ShowPlanCopy(t.course),
    "RecordPlanExport": lambda t: RecordPlanExport(t.course),
    "ShowGrid": lambda t: ShowGrid(t.course, t.day),
    "ShowHomework": lambda t: ShowHomework(t.course, t.day),
    "ShowPupilHomework": lambda t: ShowPupilHomework(t.pupil, t.day),
    "ShowHomeworkAhead": lambda t: ShowHomeworkAhead(t.lesson),
    "ShowLesson": lambda t: ShowLesson(t.lesson),
    "CellLife": lambda t: CellLife(t.lesson, t.pupil),
    "PutWorkDates": lambda t: PutWorkDates(t.lesson, "control", ((t.pupil, OwnDate(t.day, DateWhy.DEBT)),)),
    "ShowWorkDates": lambda t: ShowWorkDates(t.lesson, "control"),
    "ShowDebts": lambda t: ShowDebts(t.course),
    "MakeUpLessons": lambda t: MakeUpLessons(t.lesson, t.pupil),
    "ExplainForecast": lambda t: ExplainForecast(t.course, t.pupil, t.day),
    "PupilForecasts": lambda t: PupilForecasts(t.pupil, t.day),
    "ShowClassResults": lambda t: ShowClassResults(t.school_class),
    "ShowAcademicDebts": lambda t: ShowAcademicDebts(t.school_class),
    "ShowPupilYearEnd": lambda t: ShowPupilYearEnd(t.pupil),
    "ShowCouncil": lambda t: ShowCouncil(t.school_class),
    "ResultLife": lambda t: ResultLife(t.course, t.pupil, 1),
    "AttendanceLife": lambda t: AttendanceLife(t.school_class, t.pupil, t.day),
    "PlanLineLife": lambda t: PlanLineLife(t.course, 1),
    "CardLife of a pupil": lambda t: CardLife(PersonKind.PUPIL, t.pupil),
    "CardReaders of a pupil": lambda t: CardReaders(PersonKind.PUPIL, t.pupil),
    "CouncilLife": lambda t: CouncilLife(t.pupil, t.school_class),
    "ShowForecasts": lambda t: ShowForecasts(t.day, t.school_class),
    "ShowGridAsOf": lambda t: ShowGridAsOf(ShowGrid(t.course, t.day), t.day),
    "ShowPastJournal": lambda t: ShowPastJournal(ShowGridAsOf(ShowGrid(t.course, t.day), t.day)),
    "RecordPastJournal": lambda t: RecordPastJournal(t.course, t.day),
    "ShowResultsAsOf": lambda t: ShowResultsAsOf(ShowResults(t.course), t.day),
    "LessonLife": lambda t: LessonLife(t.lesson),
    "FindDeeds own": lambda t: FindDeeds(who=AccountId(t.account)),
    "ShowDiary": lambda t: ShowDiary(t.pupil, t.day),
    "ReleaseSheets": lambda t: ReleaseSheets(t.school_class, t.day),
    "WithdrawSheets": lambda t: WithdrawSheets(t.school_class, t.day),
    "ShowWeeklySheets": lambda t: ShowWeeklySheets(t.school_class, t.day),
    "RecordPrint": lambda t: RecordPrint(t.school_class, t.day, 1),
    "ShowExport pupils of a class": lambda t: ShowExport(Kind.PUPILS, t.school_class),
    "ShowExport groups of a class": lambda t: ShowExport(Kind.GROUPS, t.school_class),
    "RecordExport pupils of a class": lambda t: RecordExport(Kind.PUPILS, 1, t.school_class),
    "RecordExport groups of a class": lambda t: RecordExport(Kind.GROUPS, 1, t.school_class),
    "ShowExport marks of a class": lambda t: ShowExport(Kind.MARKS, t.school_class),
    "RecordExport marks of a class": lambda t: RecordExport(Kind.MARKS, 1, t.school_class),
    "ShowPupilCard": lambda t: ShowPupilCard(t.pupil),
    "ShowGuardianCard": lambda t: ShowGuardianCard(t.guardian),
    "EnrolPupil": lambda t: EnrolPupil(SOMEBODY, date(2005, 3, 4), "", t.school_class, DAY, CANARY),
    "MovePupil": lambda t: MovePupil(t.pupil, None, DAY, CANARY, t.school_class),
    "SetHomeTuition": lambda t: SetHomeTuition(t.pupil, True, DAY, CANARY, False),
    "PutLeftOut": lambda t: PutLeftOut(
        pupil=t.pupil, subject=1, starts=DAY, ends=None, number=CANARY, stated=DAY
    ),
    "TakeLeftOut": lambda t: TakeLeftOut(
        pupil=t.pupil, subject=1, expects=LeftOut(0, 1, CANARY, Span(DAY), CANARY, DAY)
    ),
    "ShowPlanEffect": lambda t: ShowPlanEffect(t.pupil, 1, DAY, None),
    "PutCertificate": lambda t: PutCertificate(t.pupil, 1, CANARY, DAY, CANARY, (), ()),
    "GiveOwnCourse": lambda t: GiveOwnCourse(t.pupil, 1, SOME_STAFF, 2, DAY),
    "PutOwnLessons": lambda t: PutOwnLessons(t.course, ((DAY, 1),)),
    "ListHomeTeachers": lambda t: ListHomeTeachers(t.pupil),
    "AddGuardian": lambda t: AddGuardian(t.pupil, NewGuardian(SOMEBODY, CANARY, NEWS)),
    "EndGuardian": lambda t: EndGuardian(t.pupil, t.guardian, DAY, None),
    "ChangeContact pupil": lambda t: ChangeContact(PersonKind.PUPIL, t.pupil, NEWS, CANARY, DAY, Contact()),
    "ProposeContact": lambda t: ProposeContact(t.guardian, NEWS, None),
    "AcceptProposal": lambda t: AcceptProposal(t.guardian, CANARY, DAY, NEWS, Contact()),
    "RefuseProposal": lambda t: RefuseProposal(t.guardian, CANARY, NEWS),
    "ChangeContact guardian": lambda t: ChangeContact(PersonKind.GUARDIAN, t.guardian, NEWS, CANARY, DAY, Contact()),
    "SetInforming": lambda t: SetInforming(t.pupil, t.guardian, True, CANARY, DAY, False),
    "ChangeName pupil": lambda t: ChangeName(PersonKind.PUPIL, t.pupil, SOMEBODY, SOMEBODY),
    "ChangeName guardian": lambda t: ChangeName(PersonKind.GUARDIAN, t.guardian, SOMEBODY, SOMEBODY),
    "GiveLesson": lambda t: GiveLesson(t.lesson, StaffId(1), Reason.ILLNESS, CANARY),
    "ConfirmClaim": lambda t: ConfirmClaim(t.lesson, Reason.ILLNESS, CANARY, CLAIM),
    "TakeBack": lambda t: TakeBack(t.lesson, CLAIM),
    "GiveSubject": lambda t: GiveSubject(t.lesson, CourseId(0), Reason.ILLNESS, CANARY),
    "TakeSubjectBack": lambda t: TakeSubjectBack(t.lesson),
    "AddLesson": lambda t: AddLesson(t.course, t.day, 7, CANARY, Reason.OTHER, CANARY),
    "RemoveLesson": lambda t: RemoveLesson(t.lesson),
    "SubjectsToGive": lambda t: SubjectsToGive(t.day, t.school_class, t.lesson),
    "Rearrange": lambda t: Rearrange((Step(t.lesson, CLAIM, None),)),
    "PutSlots": lambda t: PutSlots(date(2017, 9, 1), (SlotStep(t.course, 1, 1, Filling(CANARY), None),)),
    "PreviewTimetable": lambda t: PreviewTimetable(
        PutSlots(date(2017, 9, 1), (SlotStep(t.course, 1, 1, Filling(CANARY), None),))
    ),
    "ShowClassTimetable": lambda t: ShowClassTimetable(t.pupil),
    "MoveLesson": lambda t: MoveLesson(t.lesson, t.day, 7, "", Reason.EVENT, CANARY),
    "MoveBack": lambda t: MoveBack(t.lesson),
    "ShowClassList": lambda t: ShowClassList(t.school_class),
    "RecordClassList": lambda t: RecordClassList(t.school_class, 1),
    "ShowPersonExtract pupil": lambda t: ShowPersonExtract(PersonKind.PUPIL, t.pupil),
    "ShowPersonExtract guardian": lambda t: ShowPersonExtract(PersonKind.GUARDIAN, t.guardian),
    "RecordPersonExtract pupil": lambda t: RecordPersonExtract(PersonKind.PUPIL, t.pupil),
    "RecordPersonExtract guardian": lambda t: RecordPersonExtract(PersonKind.GUARDIAN, t.guardian),
    "TurnYear": lambda t: TurnYear(Turn(DAY, DAY, CANARY, (ClassTurn(t.school_class, None),)), CANARY),
    "TakeLesson": lambda t: TakeLesson(t.lesson),
    "LeaveLesson": lambda t: LeaveLesson(t.lesson),
    "ShowDivision": lambda t: ShowDivision(t.course, t.day),
    "FindNewcomers": lambda t: FindNewcomers(t.course, t.day),
    "PlaceInGroup": lambda t: PlaceInGroup(t.course, t.pupil, 1, t.day, ()),
    "SwapPupils": lambda t: SwapPupils(t.course, 1, 2, t.day, ((), ())),
    "MakeSubgroup": lambda t: MakeSubgroup(t.course, CANARY, t.day),
    "DissolveGroup": lambda t: DissolveGroup(t.course, 1, t.day),
    "ProposePlace": lambda t: ProposePlace(t.course, t.pupil, 1, t.day),
    "AnswerProposals": lambda t: AnswerProposals(t.course, True, CANARY, ()),
}
"""A request of every verb that is about somebody or something."""

OF_ONESELF = ("SetPassword", "FindDeeds own")
"""What everybody may whatever their roles."""
OF_THE_SCHOOL: dict[str, Guarded] = {
    "TopicPhrases": TopicPhrases(),
    "ShowTerminals": ShowTerminals(),
    "RecordSelfTest": RecordSelfTest(),
    "PutTerminal": PutTerminal(Terminal(CANARY, CANARY, Zone.CLASS)),
    "ListAbsenceReasons": ListAbsenceReasons(),
    "PutAbsenceReason": PutAbsenceReason(AbsenceReasonRef("own", CANARY, Absence.ILL)),
    "PutPhrase": PutPhrase(CANARY),
    "HomeworkClasses": HomeworkClasses(),
    "FoundSchool": FoundSchool(CANARY, "ru", "Europe/Moscow", reference.calendar("2017/2018")),
    "FirstOfficer": FirstOfficer(CANARY),
    "AdmitAccount staff": AdmitAccount(AccountId(1), "desk-1"),
    "UnlockAccount staff": UnlockAccount(AccountId(1), CANARY),
    "ShowAccess staff": ShowAccess(AccountId(1)),
    "ListAccess": ListAccess(),
    "IssueCodes staff": IssueCodes((), 0),
    "ShowHolders staff": ShowHolders(),
    "ImportStaff": ImportStaff((), ()),
    "ImportPupils unreadable": ImportPupils(()),
    "TakeImportBack": TakeImportBack(0),
    "ImportMarks": ImportMarks(()),
    "ImportTimetable": ImportTimetable((), (), DAY),
    "CopyTimetable": CopyTimetable(DAY, date(2017, 9, 1)),
    "DropTimetable": DropTimetable(date(2017, 9, 1), CANARY),
    "PutTimetableBack": PutTimetableBack(DAY, None, (), None),
    "ShowTimetable": ShowTimetable(),
    "OwnClasses": OwnClasses(frozenset()),
    "PreviewImport staff": PreviewImport(ImportStaff((), ())),
    "ShowInbox": ShowInbox(Path("/nowhere")),
    "ShowImports": ShowImports(),
    "PreviewImport timetable": PreviewImport(ImportTimetable((), (), DAY)),
    "ShowExport staff": ShowExport(Kind.STAFF),
    "ShowExport lists of the school": ShowExport(Kind.PUPILS),
    "ShowExport timetable": ShowExport(Kind.TIMETABLE),
    "RecordExport staff": RecordExport(Kind.STAFF, 1),
    "RecordExport lists of the school": RecordExport(Kind.GROUPS, 1),
    "RecordExport timetable": RecordExport(Kind.TIMETABLE, 0),
    "ShowTemplate": ShowTemplate(Kind.PUPILS),
    # The deputy head agrees to any plan of the school.
    "ApprovePlan": ApprovePlan(CourseId(0), ""),
    "ShowPlans": ShowPlans(),
    "FindPlanCourses": FindPlanCourses(()),
    "MyDay": MyDay(DAY),
    "MyCourses": MyCourses(),
    "MyLastDeed": MyLastDeed(),
    "WholeSchoolDay": WholeSchoolDay(DAY),
    "ShowOwnContact": ShowOwnContact(),
    "WaitingNotices": WaitingNotices(),
    "WaitingProposals": WaitingProposals(),
    "MyClassMorning": MyClassMorning(DAY),
    "OfficerMorning": OfficerMorning(DAY, Path("/nowhere")),
    "DirectorMorning": DirectorMorning(DAY),
    "ShowDaySummary": ShowDaySummary(DAY),
    "ListAttendance": ListAttendance(),
    "MyChildren": MyChildren(),
    "FindClasses": FindClasses(None),
    "WeeklyQueue": WeeklyQueue(DAY),
    "RecordBackup": RecordBackup(1),
    "ShowHealth": ShowHealth(Path("/")),
    "VerifyAudit": VerifyAudit(),
    "ShowAnchor": ShowAnchor(),
    "ShowExpired": ShowExpired(),
    "RemoveExpired": RemoveExpired(0, 0, 0),
    "ShowDaySheet": ShowDaySheet(DAY),
    "RecordAnchor": RecordAnchor(1),
    "RecentDeeds": RecentDeeds(1),
    "FindDeeds of others": FindDeeds(),
    "FindPeople": FindPeople(CANARY),
    "ListClasses": ListClasses(),
    "RecentStatements": RecentStatements(),
    "DecideAtCouncil": DecideAtCouncil(
        ClassId(0), Matter.OUTCOME, (Decided(PupilId(0), Decision(DecisionKind.PROMOTED, "7", DAY, CANARY)),)
    ),
    "PutAttempt": PutAttempt(pupil=PupilId(0), subject=0, year=YearId(0), expects=(), day=DAY, word=CANARY),
    "DropAttempt": DropAttempt(pupil=PupilId(0), subject=0, year=YearId(0), expects=()),
    "PreviewCouncil": PreviewCouncil((ClassId(0),), DecisionKind.PROMOTED),
    "ClosePeriod": ClosePeriod(PeriodId(0), ()),
    "OpenPeriod": OpenPeriod(PeriodId(0), (), CANARY),
    "ShowClosing": ShowClosing(),
    "AnswerRaises": AnswerRaises((), True, CANARY),
    "ShowRaises": ShowRaises(),
    "AnswerCorrection": AnswerCorrection(0, None, CANARY, CorrectionState.ASKED),
    "ShowCorrections": ShowCorrections(),
    "ShowStaffCard": ShowStaffCard(SOME_STAFF),
    "CardLife of staff": CardLife(PersonKind.STAFF, SOME_STAFF),
    "CardReaders of staff": CardReaders(PersonKind.STAFF, SOME_STAFF),
    "ChangeName staff": ChangeName(PersonKind.STAFF, SOME_STAFF, SOMEBODY, SOMEBODY),
    "HireStaff": HireStaff(SOMEBODY, CANARY, "", NEWS, DAY),
    "ChangePost": ChangePost(SOME_STAFF, CANARY, DAY, ""),
    "ChangeStaffContact": ChangeStaffContact(SOME_STAFF, CANARY, NEWS, ("", NEWS)),
    "GiveRole": GiveRole(SOME_STAFF, Role.DEPUTY, DAY),
    "EndRole": EndRole(SOME_STAFF, 1, DAY, None),
    "Dismiss": Dismiss(SOME_STAFF, DAY),
    "LeadClass": LeadClass(ClassId(1), SOME_STAFF, DAY, None),
    "PutAway": PutAway(StaffId(1), DAY, Away(DAY, DAY, Reason.ILLNESS, CANARY)),
    "CallOff": CallOff(DAY, DAY, Reason.FROST, CANARY),
    "LessonsToTake": LessonsToTake(),
    "ShowSettings": ShowSettings(),
    "DecisionsMade": DecisionsMade(),
    "ShowEffect rule": ShowEffect(PutRule(SOME_RULE)),
    "ShowEffect days": ShowEffect(PutSpan(A_DAY_OFF)),
    "ShowEffect subject": ShowEffect(PutSubject(SubjectFacts(CANARY, CANARY))),
    "ShowEffect school": ShowEffect(NameSchool(CANARY, CANARY)),
    "PutRule": PutRule(SOME_RULE),
    "PutPeriodEnd": PutPeriodEnd(Scheme.TRIMESTER, 1, DAY, DAY),
    "PutScheme": PutScheme(Scheme.QUARTER, Scheme.TRIMESTER, 7),
    "PutWorkKind": PutWorkKind(WorkKindFacts(CANARY, CANARY, CANARY, 1)),
    "PutLessonKind": PutLessonKind(LessonKindFacts(CANARY, CANARY)),
    "PutSubject": PutSubject(SubjectFacts(CANARY, CANARY)),
    "NameSchool": NameSchool(CANARY, CANARY),
    "PutSpan": PutSpan(A_DAY_OFF),
    "PutWeek": PutWeek((6,) * 11, (5,) * 11),
    "PutYear": PutYear(DAY, DAY, (DAY, DAY)),
    "PutBells": PutBells(SOME_BELLS, SOME_BELLS),
    "PutBellSet": PutBellSet(BellSetFacts(CANARY, SOME_BELLS)),
    "PutBellUse": PutBellUse(BellUse(CANARY, DAY, DAY)),
    "ShowSubstitutions": ShowSubstitutions(DAY),
    "ShowWallSheet": ShowWallSheet(DAY),
    "ShowRegister": ShowRegister(DAY, DAY),
    "ShowTurn": ShowTurn(),
    "ShowPersonExtract staff": ShowPersonExtract(PersonKind.STAFF, SOME_STAFF),
    "RecordPersonExtract staff": RecordPersonExtract(PersonKind.STAFF, SOME_STAFF),
    "RecordSubstitutionsPrint": RecordSubstitutionsPrint(DAY, DAY, 1, True),
    "ListDivisions": ListDivisions(),
    "FindUndivided": FindUndivided(),
    "ShowWorkload": ShowWorkload(),
    "ShowLoadChoices": ShowLoadChoices(),
    "AddCourse": AddCourse(ClassId(1), 1, 4, SOME_STAFF, DAY, CANARY),
    "ChangeHours": ChangeHours(CourseId(1), 4, 2),
    "AddTeacher": AddTeacher(CourseId(1), SOME_STAFF, DAY),
    "EndTeaching": EndTeaching(CourseId(1), 1, DAY),
    "HandOver": HandOver(CourseId(1), 1, SOME_STAFF, DAY),
    "NameSigner": NameSigner(CourseId(1), SOME_STAFF, None),
    "SwapTeachers": SwapTeachers(CourseId(1), CourseId(2), DAY, ((), ())),
}
"""A request of every verb that names nobody: it has no scope to leave."""


def _request(title: str, target: Target) -> Guarded:
    return ABOUT[title](target) if title in ABOUT else OF_THE_SCHOOL[title]


class World:
    """The demo class, a second class beside it, and one person who is nothing but each role."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.school = home.school
        self.school.write(0, "test", self._make)
        self.accounts = {
            "pupil": self._account("pupil", self.child), "guardian": self._account("guardian", self.parent),
            "teacher": teacher_of(home, "Физика"), "console": 0,
            **{role: self._account("staff", key) for role, key in self.staff.items()},
        }  # fmt: skip
        self.sessions = {role: self._enter(role) for role in ROLES}
        self.physics = self._target("Физика", self.first_class, self.child)
        self.russian = self._target("Русский язык", self.first_class, self.mate)
        self.music = self._target("Музыка", self.first_class, self.child)
        self.other_music = self._target("Музыка", self.second_class, self.stranger)
        self.other_physics = self._target("Физика", self.second_class, self.stranger)
        self.small_music = self._target("Музыка", self.small_class, self.little)

    def _enter(self, role: str) -> Session:
        if role == "console":
            return self.home.console()
        return Reception(self.school, self.home.hasher, "desk-1").enter(self.accounts[role]).session

    def _account(self, table: str, key: int) -> int:
        return int(self.school.db.sql(f"SELECT id FROM account WHERE {table}=?", key)[0][0])

    def _make(self, ledger: Ledger) -> None:
        sql = self.school.db.sql
        self.first_class = ClassId(sql("SELECT id FROM study_group WHERE kind='class'")[0][0])
        self.second_class = ClassId(ledger.insert(
            "study_group", year=self.school.year(), kind="class", name="7Б", grade=7, letter="Б", of_class=None
        ))  # fmt: skip
        self.small_class = ClassId(ledger.insert(
            "study_group", year=self.school.year(), kind="class", name="3А", grade=3, letter="А", of_class=None
        ))  # fmt: skip
        families = sql("SELECT pupil, MIN(guardian) FROM guardianship GROUP BY pupil ORDER BY pupil LIMIT 2")
        self.child, self.parent, self.mate = PupilId(families[0][0]), families[0][1], PupilId(families[1][0])
        self.stranger = self._pupil(ledger, self.second_class, "900001")
        self.little = self._pupil(ledger, self.small_class, "900002")
        self.staff = {role: self._member(ledger, role) for role in (*ALONE, "class_teacher")}
        for role in ALONE:
            ledger.insert(
                "staff_role", staff=self.staff[role], role=role, first_grade=6 if role == "officer" else 1,
                last_grade=5 if role == "dispatcher" else 11, starts=YEAR, ends=None,
            )  # fmt: skip
        ledger.insert(
            "class_teacher", school_class=self.second_class, staff=self.staff["class_teacher"], starts=YEAR, ends=None
        )
        ((leader,),) = sql("SELECT staff FROM class_teacher WHERE school_class=?", self.first_class)
        for (given,) in sql("SELECT id FROM sheet_release"):
            ledger.delete("sheet_release", given)
        self._lesson(ledger, "Музыка", leader)
        self._lesson(ledger, "Музыка", leader, self.small_class)
        self._lesson(ledger, "Физика", sql("SELECT staff FROM teaching ORDER BY id")[0][0])
        ledger.seal("World", "done", {})

    def _member(self, ledger: Ledger, role: str) -> int:
        ((surname, given, patronymic),) = self.school.db.sql("SELECT surname, given, patronymic FROM staff LIMIT 1")
        key = ledger.insert(
            "staff", surname=surname, given=given, patronymic=patronymic, search_key=surname.casefold(), post=role,
            room="", phone="", email="",
        )  # fmt: skip
        ledger.insert("account", login=f"only_{role}", staff=key, disabled=0)
        return key

    def _pupil(self, ledger: Ledger, school_class: ClassId, login: str) -> PupilId:
        ((surname, given, patronymic),) = self.school.db.sql("SELECT surname, given, patronymic FROM pupil LIMIT 1")
        key = ledger.insert(
            "pupil", surname=surname, given=given, patronymic=patronymic, search_key=surname.casefold(),
            birth="2004-05-06", sex="", file_number="", language="", education_form="", phone="",
        )  # fmt: skip
        ledger.insert(
            "membership", study_group=school_class, pupil=key, starts=YEAR, ends=None, order_number=""
        )
        ledger.insert("account", login=login, pupil=key, disabled=0)
        guardian = ledger.insert(
            "guardian", surname=surname, given=given, patronymic=patronymic, search_key=surname.casefold(), phone="",
            email="",
        )  # fmt: skip
        ledger.insert("guardianship", pupil=key, guardian=guardian, relation="мать", on_paper=0, ends=None)
        return PupilId(key)

    def _lesson(self, ledger: Ledger, subject: str, teacher: int, school_class: ClassId | None = None) -> None:
        key = self.school.db.sql("SELECT id FROM subject WHERE name=?", subject)[0][0]
        group = school_class or self.second_class
        course = ledger.insert("course", subject=key, study_group=group, half_hours=2)
        ledger.insert("teaching", course=course, staff=teacher, starts=YEAR, ends=None)
        ledger.insert(
            "lesson", course=course, day=DAY.isoformat(), number=1, room="", state="planned", topic="",
            plan_entry=None, kind=None, substitute=None, roll_at=None, held_at=None,
        )  # fmt: skip

    def _target(self, subject: str, school_class: ClassId, pupil: PupilId) -> Target:
        ((lesson, course, day),) = self.school.db.sql(
            "SELECT l.id, l.course, l.day FROM lesson l JOIN course c ON c.id=l.course JOIN subject s ON s.id=c.subject"
            " WHERE s.name=? AND c.study_group=? AND l.day<=? ORDER BY l.day DESC, l.number LIMIT 1",
            subject, school_class, DAY.isoformat(),
        )  # fmt: skip
        whose = self._account("pupil", pupil)
        ((guardian,),) = self.school.db.sql("SELECT MIN(guardian) FROM guardianship WHERE pupil=?", pupil)
        ((family,),) = self.school.db.sql("SELECT id FROM account WHERE pupil=?", pupil)
        held = date.fromisoformat(day)
        ((grade, letter),) = self.school.db.sql("SELECT grade, letter FROM study_group WHERE id=?", school_class)
        return Target(
            whose, pupil, LessonId(lesson), CourseId(course), held, school_class, GuardianId(guardian),
            ClassName(grade, letter), AccountId(family),
        )  # fmt: skip

    def in_scope(self, role: str) -> Target:
        """What lies nearest to the actor of a role: the own account, child, lesson, class."""
        near = {"class_teacher": self.other_physics, "dispatcher": self.small_music}.get(role, self.physics)
        return replace(near, account=self.accounts[role])

    def out_of_scope(self, role: str) -> Target:
        """The like of somebody else."""
        if role == "officer":
            return self.small_music
        return self.russian if role in ("pupil", "guardian", "teacher", "class_teacher") else self.other_physics

    def allows(self, role: str, title: str) -> tuple[bool, bool]:
        """What the door says of a request in and out of scope; a request without scope is asked twice."""
        session = self.sessions[role]
        near, far = (_request(title, t) for t in (self.in_scope(role), self.out_of_scope(role)))
        return session.objection(near) is None, session.objection(far) is None

    def change(self, entity: str, key: int, **values: object) -> None:
        """Change an entity as some later screen will."""

        def deed(ledger: Ledger) -> None:
            ledger.update(entity, key, **values)
            ledger.seal("World", "done", {})

        self.school.write(0, "test", deed)


@pytest.fixture(scope="module")
def seen(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world that is only asked, never changed."""
    with copied_home(request, tmp_path_factory.mktemp("matrix") / "home") as folder:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("EJOURNAL_NOW", "2018-01-15T10:14")
            home = open_home(folder, "en")
        yield World(home)
        home.close()


@pytest.fixture
def world(home: Home) -> World:
    """A world of one's own."""
    return World(home)


def _verbs() -> set[type[Guarded]]:
    for module in pkgutil.walk_packages(ejournal_tui.services.__path__, "ejournal_tui.services."):
        importlib.import_module(module.name)
    found: set[type[Guarded]] = set()
    waiting = Guarded.__subclasses__()
    while waiting:
        verb = waiting.pop()
        waiting += verb.__subclasses__()
        if verb.__module__.startswith("ejournal_tui.") and not inspect.isabstract(verb):
            found.add(verb)
    return found


def test_every_verb_has_its_row_and_every_row_its_verb() -> None:
    assert {row["verb"] for row in ROWS} == {verb.__name__ for verb in _verbs()}


def test_every_request_is_an_operation_of_the_order() -> None:
    # A new verb needs a line in order.toml too: who may, by which point of the order.
    assert set(order.table()) ^ {*ABOUT, *OF_THE_SCHOOL} == set()


def test_every_row_is_asked_once_and_says_where_it_comes_from() -> None:
    titles = [_title(row) for row in ROWS]
    assert sorted(titles) == sorted([*ABOUT, *OF_THE_SCHOOL])
    assert all(row["basis"] for row in ROWS)


def test_every_request_is_of_the_verb_it_stands_for(seen: World) -> None:
    for title in (*ABOUT, *OF_THE_SCHOOL):
        assert type(_request(title, seen.physics)).__name__ == title.split()[0]


def test_a_scope_fits_the_role_that_has_it() -> None:
    fitting = {"pupil": {"self"}, "guardian": {"self", "child"}, "teacher": {"self", "teaches", "all"},
               "class_teacher": {"self", "class", "all"}, "console": {"all"},
               "dispatcher": {"self", "grades", "all"}, "officer": {"self", "grades", "all"}}  # fmt: skip
    for row in ROWS:
        for role in ROLES:
            assert row[role] in {"", *fitting.get(role, {"self", "all"})}, (row, role)


def test_administration_and_console_write_no_marks() -> None:
    kept = ("PutMarks", "FillColumn", "EnterRecords", "HoldOnPaper", "SetPastResult", "GiveResults",
            "GiveYearMarks",
            "DeclareWork", "RemoveWork", "SetTopic", "SetHomework", "SetTask", "PutNote", "CarryOver", "PutWorkDates",
            "SetLessonKind",
            "Together")  # fmt: skip
    for row in ROWS:
        if row["verb"] in kept:
            assert {role for role in ROLES if row[role]} == {"teacher"}


def test_the_people_of_this_test_are_nothing_but_their_role(seen: World) -> None:
    for role in ROLES:
        assert seen.sessions[role].actor().roles == {Role(role)}


@pytest.mark.parametrize("row", ROWS, ids=_title)
def test_the_door_opens_exactly_where_the_matrix_says(seen: World, row: dict[str, str]) -> None:
    title = _title(row)
    scoped = title in ABOUT
    wanted = {role: (bool(row[role]), bool(row[role]) and (row[role] == "all" or not scoped)) for role in ROLES}
    assert {role: seen.allows(role, title) for role in ROLES} == wanted


@pytest.mark.parametrize("row", [row for row in ROWS if _title(row) in ABOUT], ids=_title)
def test_who_holds_two_roles_may_what_either_may_and_no_more(seen: World, row: dict[str, str]) -> None:
    session = Session(seen.school, class_teacher(seen.home), "test")
    assert session.actor().roles == {Role.TEACHER, Role.CLASS_TEACHER}
    near = {
        seen.music: {"teaches", "class"}, seen.physics: {"class"}, seen.other_music: {"teaches"},
        seen.other_physics: set[str](),
    }  # fmt: skip
    said = {target: session.objection(_request(_title(row), target)) is None for target in near}
    cells = {row["teacher"], row["class_teacher"]}
    assert said == {target: bool(cells & (scopes | {"all"})) for target, scopes in near.items()}


CLOSING = ("PutMarks", "FillColumn", "EnterRecords", "SetTopic", "SetLessonKind", "DeclareWork", "RemoveWork",
           "SetHomework", "SetTask", "PutNote", "CarryOver", "CallRoll", "PutAbsence plain", "PutAbsence with a reason",
           "PutAbsence taking a reason back", "PutWorkDates",
           "GiveReasons", "PutAbsencePaper", "WithdrawAbsencePaper", "ApplyAbsencePapers",
           "SetMinutesLate", "LeaveEarly", "CallDay")  # fmt: skip


def test_nobody_writes_into_a_closed_period(world: World) -> None:
    before = {(role, title): world.allows(role, title)[0] for role in ROLES for title in CLOSING}
    assert {title for (_role, title), allowed in before.items() if allowed} == set(CLOSING)
    ((period,),) = world.school.db.sql("SELECT id FROM study_period WHERE scheme='trimester' AND number=2")
    world.change("study_period", period, closed_at=1)
    assert not any(any(world.allows(role, title)) for role in ROLES for title in CLOSING)


def test_reasons_over_a_stretch_that_meets_a_closed_period_are_refused(world: World) -> None:
    ((period,),) = world.school.db.sql("SELECT id FROM study_period WHERE scheme='trimester' AND number=1")
    world.change("study_period", period, closed_at=1)
    session = world.sessions["class_teacher"]

    def why(first: date) -> str | None:
        return session.objection(GiveReasons(world.second_class, world.stranger, first, DAY, Absence.ILL))

    assert why(date(2017, 12, 1)) is None
    assert "closed" in (why(date(2017, 11, 30)) or "")


@pytest.mark.parametrize("title", CLOSING[:9])
def test_a_substitute_keeps_the_lesson_and_its_teacher_does_not(world: World, title: str) -> None:
    substitute = teacher_of(world.home, "Русский язык")
    ((staff,),) = world.school.db.sql("SELECT staff FROM account WHERE id=?", substitute)
    stands_in = Session(world.school, substitute, "test")
    request = _request(title, world.physics)
    assert stands_in.objection(request) is not None
    world.change("lesson", world.physics.lesson, substitute=staff)
    assert stands_in.objection(request) is None
    assert "substitute" in (world.sessions["teacher"].objection(request) or "")


def test_sheets_given_to_the_print_are_printed_by_who_keeps_it_and_for_paper_only(world: World) -> None:
    target = world.in_scope("class_teacher")
    world.sessions["class_teacher"].do(ReleaseSheets(target.school_class, target.day))
    paper, everybody = (ShowWeeklySheets(target.school_class, target.day, whole) for whole in (False, True))
    record = RecordPrint(target.school_class, target.day, 1)
    may = {"class_teacher", "deputy", "director", "console"}
    allowed = {
        request: {role for role in ROLES if world.sessions[role].objection(request) is None}
        for request in (paper, everybody, record)
    }
    assert allowed == {paper: may | {"lab_assistant", "officer"}, everybody: may,
                       record: may | {"lab_assistant", "officer"}}  # fmt: skip
    later = ShowWeeklySheets(target.school_class, target.day + timedelta(days=7))
    assert world.sessions["lab_assistant"].objection(later) is not None


def test_changes_made_together_pass_only_where_each_of_them_would(world: World) -> None:
    own = SetTopic(world.physics.lesson, "Сила трения")
    foreign = SetTopic(world.russian.lesson, "Сила трения")
    session = world.sessions["teacher"]
    before = world.school.db.sql("SELECT topic FROM lesson WHERE id=?", world.physics.lesson)
    with pytest.raises(Denied, match="kept by its teacher"):
        session.do(Together((own, foreign)))
    assert world.school.db.sql("SELECT topic FROM lesson WHERE id=?", world.physics.lesson) == before
    assert session.objection(Together(())) == "There is nothing to do."


def test_no_lessons_at_all_are_entered_by_nobody(seen: World) -> None:
    assert all(seen.sessions[role].objection(EnterRecords(())) for role in ROLES)


def test_reasons_do_not_come_in_with_whole_lessons(seen: World) -> None:
    plain = EnterRecords((_record(seen.physics, (seen.child, Absence.ABSENT)),))
    reasoned = EnterRecords((_record(seen.physics, (seen.child, Absence.EXCUSED)),))
    session = seen.sessions["teacher"]
    assert session.objection(plain) is None
    assert "class teacher" in (session.objection(reasoned) or "")


def test_one_foreign_lesson_among_own_ones_stops_them_all(seen: World) -> None:
    both = EnterRecords((_record(seen.physics), _record(seen.russian)))
    assert seen.sessions["teacher"].objection(both) is not None


def test_a_verb_that_forgets_to_ask_cannot_be_made() -> None:
    class Forgetful(Change):
        def apply(self, school: School) -> None:
            """Do anything."""

    class Curious(Query[int]):
        def answer(self, actor: Actor, school: School) -> int:
            return school.head()

    for verb in (Forgetful, Curious):
        with pytest.raises(TypeError, match="objection"):
            verb()  # type: ignore[abstract]  # that is the point


def test_outside_the_door_the_connection_writes_to_no_table(home: Home) -> None:
    tables = home.school.db.peewee.get_tables()
    assert {"mark", "deed", "trace", "personal", "audit_head", "credential", "throttle"} <= set(tables)
    for table in tables:
        with pytest.raises(peewee.DatabaseError, match=r"read-?only"):
            home.school.db.sql(f"DELETE FROM {table}")
    with pytest.raises(RuntimeError, match="door"):
        _ = home.school.ledger


@pytest.mark.parametrize(
    "statement",
    ["UPDATE deed SET verb='Nothing'", "DELETE FROM deed", "UPDATE trace SET data='{}'", "DELETE FROM trace"],
)
def test_not_even_a_deed_changes_the_log(home: Home, statement: str) -> None:
    with pytest.raises(peewee.DatabaseError, match="append-only"):
        home.school.write(0, "test", lambda _ledger: home.school.db.sql(statement))
    assert home.console().ask(VerifyAudit()).whole


@pytest.mark.sqlite
def test_another_program_cannot_change_a_mark_by_accident(home: Home) -> None:
    assert home.school.db.path is not None
    other = sqlite3.connect(home.school.db.path)
    with pytest.raises(sqlite3.OperationalError, match="journal_writer"):
        other.execute("UPDATE mark SET value=5")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        other.execute("DELETE FROM trace")
    other.close()


def _make_request(session: Session, request: Guarded) -> object:
    if isinstance(request, Change):
        return session.do(request)
    assert isinstance(request, Query)
    return session.ask(request)


def test_an_ended_sitting_is_denied_everything(world: World) -> None:
    for role in ("teacher", "class_teacher", "director", "pupil"):
        session = world.sessions[role]
        session.leave()
        head = world.school.head()
        requests = [_request(title, world.in_scope(role)) for title in (*ABOUT, *OF_THE_SCHOOL)]
        for request in requests:
            with pytest.raises(Denied, match="This session was ended: you signed out"):
                _make_request(session, request)
            with pytest.raises(Denied, match="This session was ended"):
                session.objection(request)
        for ask in (session.actor, session.head, lambda s=session: s.draft("here")):
            with pytest.raises(Denied, match="This session was ended"):
                ask()
        outcomes = [row[0] for row in world.school.db.sql("SELECT outcome FROM deed WHERE seq>?", head)]
        assert outcomes == ["denied"] * sum(isinstance(request, Change) for request in requests)


def test_an_account_closed_meanwhile_is_denied_at_the_next_request(world: World) -> None:
    session = world.sessions["teacher"]
    session.ask(MyDay(DAY))
    world.change("account", world.accounts["teacher"], disabled=1)
    with pytest.raises(Denied, match="This account is closed"):
        session.ask(MyDay(DAY))
    with pytest.raises(Denied, match="This account is closed"):
        session.do(CallRoll(world.physics.lesson))


def test_zones_at_a_pupils_place_every_verb_is_denied_to_the_staff(world: World) -> None:
    world.home.console().do(PutTerminal(Terminal("desk-2", "учительская", Zone.STAFF)))
    titles = [*ABOUT, *OF_THE_SCHOOL]
    for role in ROLES:
        if role in ("pupil", "guardian", "console"):
            continue
        for title in titles:
            with pytest.raises(Denied, match="not meant for your account"):
                world.sessions[role].objection(_request(title, world.in_scope(role)))
    # Families stay where pupils sit, and the console is no terminal.
    assert world.allows("pupil", "ShowDiary")[0]
    assert world.allows("console", "PutTerminal")[0]
    world.home.console().do(PutTerminal(Terminal("desk-1", "кабинет 12", Zone.CLASS)))
    assert world.allows("teacher", "CallRoll")[0]
    with pytest.raises(Denied, match="not meant for your account"):
        world.allows("pupil", "ShowDiary")


def test_zones_at_home_no_file_and_no_code_leaves_the_journal(world: World) -> None:
    starts = ("IssueCodes", "ShowHolders", "ShowExport", "RecordExport", "ShowClassList", "RecordClassList")
    leaving = {title for title in (*ABOUT, *OF_THE_SCHOOL) if title.startswith(starts)}
    allowed = {(r, t): world.allows(r, t) for r in ROLES for t in (*ABOUT, *OF_THE_SCHOOL)}
    console = world.home.console()
    console.do(PutTerminal(Terminal("desk-1", "Аксёнова дома", Zone.HOME)))
    for (role, title), before in allowed.items():
        if role in ("pupil", "guardian", "console"):
            continue
        now = world.allows(role, title)
        assert now == ((False, False) if title in leaving and "timetable" not in title else before), (role, title)


def test_a_role_that_ended_yesterday_opens_nothing_today(world: World) -> None:
    session = world.sessions["class_teacher"]
    assert session.objection(ShowWeeklySheets(world.second_class, DAY)) is None
    ((key,),) = world.school.db.sql("SELECT id FROM class_teacher WHERE school_class=?", world.second_class)
    world.change("class_teacher", key, ends="2018-01-14")
    assert not any(world.allows("class_teacher", title)[0] for title in ABOUT if title not in OF_ONESELF)


def test_undo_asks_at_the_door_again(world: World) -> None:
    session = world.sessions["teacher"]
    session.do(CallRoll(world.physics.lesson))
    ((key,),) = world.school.db.sql("SELECT id FROM teaching WHERE course=?", world.physics.course)
    world.change("teaching", key, ends="2017-12-31")
    with pytest.raises(Denied):
        session.undo()
    assert world.school.db.sql("SELECT roll_at FROM lesson WHERE id=?", world.physics.lesson) != [(None,)]


def test_every_denied_deed_and_question_leaves_a_header_and_nothing_else(world: World) -> None:
    session, account = world.sessions["pupil"], world.accounts["pupil"]
    traces = world.school.db.sql("SELECT COUNT(*) FROM trace")
    head = world.school.head()
    denied = [_title(row) for row in ROWS if not row["pupil"]]
    for title in denied:
        with pytest.raises(Denied):
            _make_request(session, _request(title, world.physics))
    rows = world.school.db.sql("SELECT verb, outcome, actor, terminal, facts FROM deed WHERE seq>? ORDER BY seq", head)
    assert [row[:4] for row in rows] == [(title.split()[0], "denied", account, "desk-1") for title in denied]
    assert not any(CANARY in row[4] for row in rows)
    assert world.school.db.sql("SELECT COUNT(*) FROM trace") == traces
    assert world.home.console().ask(VerifyAudit()).whole


def test_asking_whether_one_may_leaves_no_trace(world: World) -> None:
    head = world.school.head()
    assert world.sessions["pupil"].objection(CallRoll(world.physics.lesson)) is not None
    assert world.school.head() == head


def test_what_was_being_typed_is_kept_when_the_sitting_was_ended_elsewhere(world: World) -> None:
    session = world.sessions["teacher"]
    session.leave()
    session.keep_draft("here", CANARY)
    again = Session(world.school, world.accounts["teacher"], "another terminal")
    assert again.draft("here") == CANARY
