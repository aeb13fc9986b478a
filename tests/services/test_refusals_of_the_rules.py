"""More refusals of the rules, section by section: beside the cells of the lesson, with the words of `refusals.csv`."""

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from ejournal_tui.clock import held_at
from ejournal_tui.domain.attendance.absences import KeptPaper, Paper, PaperKind
from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.attendance.notices import Notice
from ejournal_tui.domain.errors import Refusal
from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.journal.corrections import CorrectionState
from ejournal_tui.domain.journal.homework import NEXT_LESSON, Task, Terms
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.domain.journal.outside import CertificateMark, CertificateResult
from ejournal_tui.domain.journal.work_dates import DateWhy, OwnDate
from ejournal_tui.domain.people.people import PupilId, StaffId
from ejournal_tui.domain.plans.plans import digest
from ejournal_tui.domain.settings.rule_names import RuleName
from ejournal_tui.domain.settings.rules import Rule
from ejournal_tui.domain.timetable.bells import BellUse
from ejournal_tui.domain.timetable.substitutions import Away, Order, Reason
from ejournal_tui.domain.timetable.substitutions import Kind as OrderKind
from ejournal_tui.domain.timetable.timetable import Filling, SlotStep
from ejournal_tui.domain.years.year import CalendarSpan, DayKind, PeriodId, Scheme
from ejournal_tui.i18n import speak
from ejournal_tui.services.attendance.attendance import CallRoll, PutAbsence
from ejournal_tui.services.attendance.documents import PutAbsencePaper, WithdrawAbsencePaper
from ejournal_tui.services.attendance.notices import SayAbsent
from ejournal_tui.services.attendance.roll import SetMinutesLate
from ejournal_tui.services.groups.grouping import PlaceInGroup
from ejournal_tui.services.groups.subgroups import MakeSubgroup
from ejournal_tui.services.homework.homework import SetHomework, SetTask
from ejournal_tui.services.journal.certificates import PutCertificate
from ejournal_tui.services.journal.corrections import AnswerCorrection, AskCorrection
from ejournal_tui.services.journal.lessons import DeclareWork
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.journal.taking import TakeLesson
from ejournal_tui.services.journal.work_dates import PutWorkDates
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.papers.papers import ShowDiary
from ejournal_tui.services.people.people import ShowPupilCard
from ejournal_tui.services.plans.plan_view import ApprovePlan
from ejournal_tui.services.plans.plans import EditPlanLine, MergePlanLines
from ejournal_tui.services.results.closing import ClosePeriod, OpenPeriod
from ejournal_tui.services.results.giving import Given, GiveResults
from ejournal_tui.services.session import Change, Query, Session
from ejournal_tui.services.settings.calendar import PutSpan, PutYear
from ejournal_tui.services.settings.kinds import PutWorkKind, WorkKindFacts
from ejournal_tui.services.settings.periods import PutPeriodEnd
from ejournal_tui.services.settings.ringing import BellSetFacts, PutBellSet, PutBellUse
from ejournal_tui.services.settings.ruling import PutRule
from ejournal_tui.services.timetable.moving import MoveLesson
from ejournal_tui.services.timetable.other_subjects import AddLesson, GiveSubject
from ejournal_tui.services.timetable.substitutions import CallOff, GiveLesson, PutAway
from ejournal_tui.services.timetable.timetable import CopyTimetable, PutSlots
from ejournal_tui.storage.plans import plans
from tests.classes import more_classes
from tests.people import session_of
from tests.services.refusing import FIVE, FOUR, TODAY, Scene

Deed = tuple[Session, Change | Query[object]]
FRIDAY, SUNDAY = date(2018, 1, 12), date(2018, 1, 21)
FEBRUARY = date(2018, 2, 28)
DEEDS: dict[str, Callable[[Scene], Deed]] = {}


def table() -> dict[str, tuple[str, str]]:
    """The words of each refusal in both languages."""
    with (Path(__file__).parent / "refusals.csv").open(encoding="utf8") as lines:
        return {row["refused"]: (row["english"], row["russian"]) for row in csv.DictReader(lines, delimiter=";")}


WORDS = table()


def refused(name: str) -> Callable[[Callable[[Scene], Deed]], Callable[[Scene], Deed]]:
    """A deed of the table."""

    def entered(deed: Callable[[Scene], Deed]) -> Callable[[Scene], Deed]:
        DEEDS[name] = deed
        return deed

    return entered


def today_is(scene: Scene, day: date) -> None:
    """It is noon of a day."""
    scene.home.school.clock = held_at(datetime.combine(day, datetime.min.time().replace(hour=12)),
                                      scene.home.school.clock.zone)  # fmt: skip


# 1. Marks


@refused("1.1 a pupil at home who has lessons of the own takes no marks in the class")
def _(scene: Scene) -> Deed:
    group = scene.insert("study_group", year=scene.home.school.year(), kind="individual", name="дома", grade=7,
                         letter="А", of_class=scene.school_class)  # fmt: skip
    ((subject,),) = scene.home.school.db.sql("SELECT subject FROM course WHERE id=?", scene.course)
    scene.insert("course", subject=subject, study_group=group, half_hours=2)
    scene.insert("membership", study_group=group, pupil=scene.pupil, starts="2018-01-09", ends=None, order_number="7")
    scene.insert("home_tuition", pupil=scene.pupil, starts="2018-01-09", ends=None, order_number="7")
    return scene.teacher, PutMarks(scene.lesson, scene.pupil, (FIVE,), ())


@refused("1.1 the cell was emptied by another")
def _(scene: Scene) -> Deed:
    return scene.teacher, PutMarks(scene.lesson, scene.pupil, (FIVE,), (FOUR,))


def kind(**facts: object) -> WorkKindFacts:
    """A kind of work, but for what is said."""
    return replace(WorkKindFacts("own", "Опрос", "опр", 1), **facts)  # type: ignore[arg-type]


@refused("1.2 a kind of work without a name")
def _(scene: Scene) -> Deed:
    return scene.deputy, PutWorkKind(kind(name=" "))


@refused("1.2 a kind of work that is there")
def _(scene: Scene) -> Deed:
    return scene.deputy, PutWorkKind(kind(short="К/р"))


@refused("1.2 a kind of work that stands in the journal is taken out")
def _(scene: Scene) -> Deed:
    scene.teacher.do(DeclareWork(scene.lesson, scene.control))
    name, short, weight, days, for_all = scene.row(
        "SELECT name, short, weight, due_days, for_all FROM work_kind WHERE code='control'"
    )
    return scene.deputy, PutWorkKind(None, WorkKindFacts("control", name, short, weight, days, bool(for_all)))


@refused("1.2 weights by a teacher")
def _(scene: Scene) -> Deed:
    return scene.teacher, PutWorkKind(kind())


def rule(name: RuleName, value: str, **more: object) -> PutRule:
    """A rule from today on."""
    return PutRule(replace(Rule(name, value, TODAY), **more))  # type: ignore[arg-type]


@refused("1.3 thresholds that make no order")
def _(scene: Scene) -> Deed:
    return scene.deputy, rule(RuleName.ROUNDING, "3500 4500 2500")


@refused("1.3 rounding by a teacher")
def _(scene: Scene) -> Deed:
    return scene.teacher, rule(RuleName.ROUNDING, "4650 3650 2650")


@refused("1.4 a minimum that falls with the hours")
def _(scene: Scene) -> Deed:
    return scene.deputy, rule(RuleName.MINIMUM_TRIMESTER, "7 5 3")


@refused("1.5 not attested from a tenth of the lessons missed")
def _(scene: Scene) -> Deed:
    return scene.deputy, rule(RuleName.UNATTESTED, "100")


# 2. Attendance


def home_taught(scene: Scene) -> None:
    scene.insert("home_tuition", pupil=scene.pupil, starts="2018-01-09", ends=None, order_number="7")


@refused("2.3 н for a pupil who is taught at home")
def _(scene: Scene) -> Deed:
    home_taught(scene)
    return scene.teacher, PutAbsence(scene.lesson, scene.pupil, Absence.ABSENT)


@refused("2.3 another letter stands than was seen")
def _(scene: Scene) -> Deed:
    scene.teacher.do(PutAbsence(scene.lesson, scene.pupil, Absence.ABSENT))
    return scene.teacher, PutAbsence(scene.lesson, scene.pupil, Absence.LATE)


@refused("2.3 the roll of a class that is not one's own")
def _(scene: Scene) -> Deed:
    return scene.other, CallRoll(scene.lesson)


@refused("2.3 minutes of a pupil who was absent")
def _(scene: Scene) -> Deed:
    scene.teacher.do(PutAbsence(scene.lesson, scene.pupil, Absence.ABSENT))
    return scene.teacher, SetMinutesLate(scene.lesson, scene.pupil, 5, None)


@refused("2.3 more minutes late than a lesson has")
def _(scene: Scene) -> Deed:
    scene.teacher.do(PutAbsence(scene.lesson, scene.pupil, Absence.LATE))
    return scene.teacher, SetMinutesLate(scene.lesson, scene.pupil, 500, scene.minutes())


def paper(scene: Scene, **facts: object) -> Paper:
    """A certificate of today, but for what is said."""
    of = Paper(scene.pupil, PaperKind.CERTIFICATE, "болезнь", Absence.ILL, "12", TODAY, FRIDAY, TODAY)
    return replace(of, **facts)  # type: ignore[arg-type]


def given(scene: Scene, **facts: object) -> Deed:
    return scene.leader, PutAbsencePaper(scene.school_class, paper(scene, **facts))


@refused("2.3 a paper that gives no reason")
def _(scene: Scene) -> Deed:
    return given(scene, letter=Absence.LATE)


@refused("2.3 a paper of two years")
def _(scene: Scene) -> Deed:
    return given(scene, starts=date(2016, 1, 1))


@refused("2.3 a paper of the lessons 5-2")
def _(scene: Scene) -> Deed:
    return given(scene, lessons=(5, 2))


@refused("2.3 a paper of tomorrow")
def _(scene: Scene) -> Deed:
    return given(scene, stated=TODAY + timedelta(days=1))


@refused("2.3 a paper of a pupil of another class")
def _(scene: Scene) -> Deed:
    return given(scene, pupil=more_classes(scene.home).little)


@refused("2.3 the same paper twice")
def _(scene: Scene) -> Deed:
    scene.leader.do(PutAbsencePaper(scene.school_class, paper(scene)))
    return given(scene)


@refused("2.3 a paper that was withdrawn")
def _(scene: Scene) -> Deed:
    return scene.leader, WithdrawAbsencePaper(scene.school_class, KeptPaper(1, paper(scene)))


@refused("2.3 a paper entered by a subject teacher")
def _(scene: Scene) -> Deed:
    return scene.other, PutAbsencePaper(scene.school_class, paper(scene))


def says(scene: Scene, pupil: PupilId, starts: date, ends: date) -> Deed:
    session = session_of(scene.home, scene.guardian)
    return session, SayAbsent(Notice(pupil, "illness", "болезнь", Absence.ILL, starts, ends))


@refused("2.3 a family announces the child of another")
def _(scene: Scene) -> Deed:
    return says(scene, more_classes(scene.home).little, TODAY, TODAY)


@refused("2.3 a family announces what is long past")
def _(scene: Scene) -> Deed:
    return says(scene, scene.child, date(2017, 11, 1), date(2017, 11, 2))


@refused("2.3 a family announces two months")
def _(scene: Scene) -> Deed:
    return says(scene, scene.child, TODAY, date(2018, 4, 1))


# 3. Periods, results, corrections


def results_of(scene: Scene, value: Value | None, reason: str = "", expects: Value | None = None) -> GiveResults:
    return GiveResults(scene.course, 2, (Given(scene.pupil, value, expects, reason),))


@refused("3 a result before it is time")
def _(scene: Scene) -> Deed:
    return scene.teacher, results_of(scene, Value.FOUR)


def at_the_end(scene: Scene, change: GiveResults) -> Deed:
    today_is(scene, FEBRUARY)
    return scene.teacher, change


@refused("3 a result out of the scale")
def _(scene: Scene) -> Deed:
    return at_the_end(scene, results_of(scene, Value.DEBT))


@refused("1.5 not attested without a reason")
def _(scene: Scene) -> Deed:
    return at_the_end(scene, results_of(scene, Value.NOT_ATTESTED))


@refused("3 a result above the proposal without a reason")
def _(scene: Scene) -> Deed:
    for value in (2, 3):
        scene.teacher.do(DeclareWork(scene.lesson, scene.kind(value), 20))
        code = scene.row("SELECT code FROM work_kind WHERE id=?", scene.kind(value))[0]
        scene.teacher.do(PutMarks(scene.lesson, scene.mate, (Mark(Value.TWO),), (), code))
    return at_the_end(scene, GiveResults(scene.course, 2, (Given(scene.mate, Value.FIVE, None),)))


@refused("3 a result of another subject's teacher")
def _(scene: Scene) -> Deed:
    today_is(scene, FEBRUARY)
    return scene.other, results_of(scene, Value.FOUR)


@refused("3 a result by the deputy head")
def _(scene: Scene) -> Deed:
    today_is(scene, FEBRUARY)
    return scene.deputy, results_of(scene, Value.FOUR)


@refused("3 a result that was taken out meanwhile")
def _(scene: Scene) -> Deed:
    return at_the_end(scene, results_of(scene, Value.FOUR, "олимпиада", Value.THREE))


@refused("3 a result of a pupil who is not there")
def _(scene: Scene) -> Deed:
    little = more_classes(scene.home).little
    return at_the_end(scene, GiveResults(scene.course, 2, (Given(little, Value.FOUR, None),)))


@refused("3 a result of a subject without marks")
def _(scene: Scene) -> Deed:
    scene.markless()
    return at_the_end(scene, results_of(scene, Value.FOUR))


def second(scene: Scene) -> PeriodId:
    return PeriodId(scene.row("SELECT id FROM study_period WHERE scheme='trimester' AND number=2")[0])


@refused("3 a period is closed before it ends")
def _(scene: Scene) -> Deed:
    return scene.deputy, ClosePeriod(second(scene), (scene.school_class,))


@refused("3 a period is closed by a teacher")
def _(scene: Scene) -> Deed:
    return scene.teacher, ClosePeriod(second(scene), (scene.school_class,))


@refused("3 a period is closed twice")
def _(scene: Scene) -> Deed:
    today_is(scene, FEBRUARY)
    change = ClosePeriod(second(scene), (scene.school_class,))
    scene.deputy.do(change)
    return scene.deputy, change


@refused("3 a period is opened without a reason")
def _(scene: Scene) -> Deed:
    today_is(scene, FEBRUARY)
    scene.deputy.do(ClosePeriod(second(scene), (scene.school_class,)))
    return scene.deputy, OpenPeriod(second(scene), (scene.school_class,), " ")


@refused("3 a result of a closed period")
def _(scene: Scene) -> Deed:
    today_is(scene, FEBRUARY)
    scene.deputy.do(ClosePeriod(second(scene), (scene.school_class,)))
    return scene.teacher, results_of(scene, Value.FOUR)


def asks(scene: Scene, first: date = FRIDAY, why: str = "ошибка", expires: date = TODAY) -> Deed:
    return scene.teacher, AskCorrection(scene.course, first, first, why, expires)


@refused("3 a correction of lessons that are open")
def _(scene: Scene) -> Deed:
    return asks(scene)


@refused("3 a correction without a word why")
def _(scene: Scene) -> Deed:
    scene.closed()
    return asks(scene, why=" ")


@refused("3 a correction of a day without lessons")
def _(scene: Scene) -> Deed:
    scene.closed()
    return asks(scene, first=date(2018, 1, 7))


@refused("3 a correction until a day that is over")
def _(scene: Scene) -> Deed:
    scene.closed()
    return asks(scene, expires=FRIDAY)


@refused("3 a correction of half a year")
def _(scene: Scene) -> Deed:
    scene.closed()
    return asks(scene, expires=date(2018, 5, 1))


@refused("3 a correction allowed by a teacher")
def _(scene: Scene) -> Deed:
    return scene.other, AnswerCorrection(1, TODAY, "", CorrectionState.ASKED)


@refused("3 a correction allowed for longer than was asked")
def _(scene: Scene) -> Deed:
    scene.closed()
    scene.teacher.do(asks(scene)[1])  # type: ignore[arg-type]
    request = scene.row("SELECT id FROM correction")[0]
    return scene.deputy, AnswerCorrection(request, TODAY + timedelta(days=5), "", CorrectionState.ASKED)


@refused("3 a correction declined without a word")
def _(scene: Scene) -> Deed:
    scene.closed()
    scene.teacher.do(asks(scene)[1])  # type: ignore[arg-type]
    request = scene.row("SELECT id FROM correction")[0]
    return scene.deputy, AnswerCorrection(request, None, "", CorrectionState.ASKED)


@refused("3 a period that ends before it begins")
def _(scene: Scene) -> Deed:
    return scene.deputy, PutPeriodEnd(Scheme.TRIMESTER, 2, date(2017, 11, 1), FEBRUARY)


@refused("3 the last period ends otherwise than the year")
def _(scene: Scene) -> Deed:
    return scene.deputy, PutPeriodEnd(Scheme.TRIMESTER, 3, date(2018, 5, 20), date(2018, 5, 25))


@refused("3 a study year of a month")
def _(scene: Scene) -> Deed:
    calendar = scene.home.school.calendar()
    return scene.deputy, PutYear(calendar.starts, date(2017, 10, 1), (calendar.starts, calendar.ends))


@refused("3 holidays outside the year")
def _(scene: Scene) -> Deed:
    return scene.deputy, PutSpan(CalendarSpan(DayKind.HOLIDAY, date(2018, 7, 1), date(2018, 7, 9), "лето"))


@refused("3 holidays that end before they begin")
def _(scene: Scene) -> Deed:
    return scene.deputy, PutSpan(CalendarSpan(DayKind.HOLIDAY, date(2018, 2, 9), date(2018, 2, 5), "мороз"))


@refused("3 a working Saturday without the weekday that it follows")
def _(scene: Scene) -> Deed:
    return scene.deputy, PutSpan(CalendarSpan(DayKind.WORKING, date(2018, 2, 3), date(2018, 2, 3), "за 02.02"))


@refused("3 holidays in a closed period")
def _(scene: Scene) -> Deed:
    scene.closed()
    return scene.deputy, PutSpan(CalendarSpan(DayKind.DAY_OFF, date(2018, 2, 2), date(2018, 2, 2), "мороз"))


@refused("3 a rule that ends before it begins")
def _(scene: Scene) -> Deed:
    return scene.deputy, rule(RuleName.HOMEWORK_HOURS, "1", ends=FRIDAY)


@refused("3 two rules for the same days")
def _(scene: Scene) -> Deed:
    scene.deputy.do(rule(RuleName.HOMEWORK_HOURS, "1"))
    return scene.deputy, rule(RuleName.HOMEWORK_HOURS, "3", starts=TODAY + timedelta(days=1))


def certificate(scene: Scene, **facts: object) -> Deed:
    subject = scene.row("SELECT subject FROM course WHERE id=?", scene.course)[0]
    marks = (CertificateMark(FRIDAY, FIVE),)
    of = PutCertificate(scene.pupil, subject, "7", TODAY, "Санаторий «Берёзка»", marks, ())
    return scene.leader, replace(of, **facts)  # type: ignore[arg-type]


@refused("3 a certificate without marks")
def _(scene: Scene) -> Deed:
    return certificate(scene, marks=())


@refused("3 a certificate with a mark later than itself")
def _(scene: Scene) -> Deed:
    return certificate(scene, issued=date(2018, 1, 11))


@refused("3 a certificate with the result of a period that runs")
def _(scene: Scene) -> Deed:
    return certificate(scene, results=(CertificateResult(2, Value.FIVE),))


# 5. Lesson plans


@refused("5 a line of the plan without a topic")
def _(scene: Scene) -> Deed:
    lines = plans.lines(scene.home.school, scene.course)
    return scene.teacher, EditPlanLine(scene.course, len(lines) - 1, digest(lines), " ", "", None)


@refused("5 a plan that somebody has changed meanwhile")
def _(scene: Scene) -> Deed:
    last = len(plans.lines(scene.home.school, scene.course)) - 1
    return scene.teacher, EditPlanLine(scene.course, last, "", "Глагол", "", None)


@refused("5 the last line of a plan merged with the next")
def _(scene: Scene) -> Deed:
    lines = plans.lines(scene.home.school, scene.course)
    return scene.teacher, MergePlanLines(scene.course, len(lines) - 1, digest(lines))


@refused("5 a plan of another teacher")
def _(scene: Scene) -> Deed:
    return scene.other, EditPlanLine(scene.course, 0, "", "Глагол", "", None)


@refused("5 a plan agreed to by its teacher")
def _(scene: Scene) -> Deed:
    return scene.teacher, ApprovePlan(scene.course, digest(plans.lines(scene.home.school, scene.course)))


# 7. Whose data


@refused("7 a card of a pupil for a subject teacher")
def _(scene: Scene) -> Deed:
    return scene.other, ShowPupilCard(scene.pupil)


@refused("7 the diary of another family's child")
def _(scene: Scene) -> Deed:
    return session_of(scene.home, scene.guardian), ShowDiary(more_classes(scene.home).little, TODAY)


# 8. Terms


@refused("8.1 an entry after the days that the school gives")
def _(scene: Scene) -> Deed:
    scene.deputy.do(rule(RuleName.EDIT_DAYS, "2", starts=date(2018, 1, 9)))
    return scene.teacher, PutMarks(scene.friday, scene.pupil, (FIVE,), ())


@refused("8.1 homework within no hours")
def _(scene: Scene) -> Deed:
    return scene.deputy, rule(RuleName.HOMEWORK_HOURS, "0")


@refused("8.1 marks within a month")
def _(scene: Scene) -> Deed:
    return scene.deputy, rule(RuleName.MARKS_DAYS, "30")


@refused("8.1 homework where another stands than was seen")
def _(scene: Scene) -> Deed:
    scene.teacher.do(SetHomework(scene.lesson, "§ 3"))
    return scene.teacher, SetHomework(scene.lesson, "§ 4")


@refused("8.1 homework for yesterday")
def _(scene: Scene) -> Deed:
    return scene.teacher, SetHomework(scene.lesson, "§ 3", terms=Terms(FRIDAY, True))


@refused("8.3 homework of a thousand minutes")
def _(scene: Scene) -> Deed:
    return scene.teacher, SetHomework(scene.lesson, "§ 3", terms=Terms(minutes=1000))


@refused("8.1 homework of some pupils without a pupil")
def _(scene: Scene) -> Deed:
    return scene.teacher, SetTask(scene.lesson, 1, Task("§ 3", (), NEXT_LESSON))


@refused("8.1 homework of some pupils without words")
def _(scene: Scene) -> Deed:
    return scene.teacher, SetTask(scene.lesson, 1, Task(" ", (scene.pupil,), NEXT_LESSON))


def dated(scene: Scene, day: date, work: str = "control", pupils: tuple[PupilId, ...] = ()) -> Deed:
    own = OwnDate(day, DateWhy.DEBT)
    return scene.teacher, PutWorkDates(scene.lesson, work, tuple((one, own) for one in pupils or (scene.pupil,)))


@refused("8.1 a debt until a day that is over")
def _(scene: Scene) -> Deed:
    scene.teacher.do(DeclareWork(scene.lesson, scene.control))
    return dated(scene, FRIDAY)


@refused("8.1 a debt after the end of the year")
def _(scene: Scene) -> Deed:
    scene.teacher.do(DeclareWork(scene.lesson, scene.control))
    return dated(scene, date(2018, 6, 1))


@refused("8.1 a debt of a work that was not announced")
def _(scene: Scene) -> Deed:
    return dated(scene, date(2018, 1, 22))


@refused("8.1 a debt of a pupil who has the mark")
def _(scene: Scene) -> Deed:
    scene.teacher.do(DeclareWork(scene.lesson, scene.control))
    scene.teacher.do(PutMarks(scene.lesson, scene.pupil, (FIVE,), (), scene.control_code))
    return dated(scene, date(2018, 1, 22))


@refused("8.3 a mark on a day that became free")
def _(scene: Scene) -> Deed:
    scene.teacher.do(SetHomework(scene.tomorrow, "§ 3"))
    tomorrow = TODAY + timedelta(days=1)
    scene.deputy.do(PutSpan(CalendarSpan(DayKind.DAY_OFF, tomorrow, tomorrow, "Мороз")))
    today_is(scene, tomorrow)
    return scene.teacher, PutMarks(scene.tomorrow, scene.pupil, (FIVE,), ())


# 9. Timetable, groups, substitutions


@refused("9 bells that overlap")
def _(scene: Scene) -> Deed:
    return scene.deputy, PutBellSet(BellSetFacts("короткий день", {1: ("8:30", "9:15"), 2: ("9:10", "9:50")}))


@refused("9 bells of a set that is not there")
def _(scene: Scene) -> Deed:
    return scene.deputy, PutBellUse(BellUse("короткий день", TODAY, TODAY))


def slot(scene: Scene, session: Session, weekday: int = 1, number: int = 7, expects: Filling | None = None,
         course: int | None = None) -> Deed:  # fmt: skip
    starts = date.fromisoformat(scene.row("SELECT starts FROM timetable ORDER BY starts DESC LIMIT 1")[0])
    of = CourseId(course or scene.course)
    return session, PutSlots(starts, (SlotStep(of, weekday, number, Filling("12"), expects),))


@refused("9 a fourteenth lesson")
def _(scene: Scene) -> Deed:
    return slot(scene, scene.dispatcher, number=14)


@refused("9 a course that is not taught this year")
def _(scene: Scene) -> Deed:
    return slot(scene, scene.dispatcher, course=10**6)


@refused("9 a place of the week that another has changed")
def _(scene: Scene) -> Deed:
    return slot(scene, scene.dispatcher, expects=Filling("7"))


@refused("9 the timetable by a subject teacher")
def _(scene: Scene) -> Deed:
    return slot(scene, scene.other)


@refused("9 a second timetable from the same day")
def _(scene: Scene) -> Deed:
    starts = date.fromisoformat(scene.row("SELECT starts FROM timetable ORDER BY starts DESC LIMIT 1")[0])
    return scene.dispatcher, CopyTimetable(starts, starts)


@refused("9 a timetable from a day outside the year")
def _(scene: Scene) -> Deed:
    return scene.dispatcher, CopyTimetable(date(2018, 7, 1), None)


def halves(scene: Scene) -> list[tuple[int, int]]:
    """The courses of a split subject with their groups."""
    return scene.home.school.db.sql(
        "SELECT c.id, g.id FROM course c JOIN study_group g ON g.id=c.study_group WHERE g.kind='subgroup' AND"
        " c.subject=(SELECT MIN(c2.subject) FROM course c2 JOIN study_group g2 ON g2.id=c2.study_group"
        " WHERE g2.kind='subgroup') ORDER BY g.id"
    )


def placed(scene: Scene, to: int, day: date, session: Session | None = None) -> Deed:
    course, group = halves(scene)[0]
    pupil = PupilId(scene.row("SELECT MIN(pupil) FROM membership WHERE study_group=?", group)[0])
    return session or scene.leader, PlaceInGroup(CourseId(course), pupil, halves(scene)[to][1], day, (group,))


@refused("9 a pupil into the subgroup where he is")
def _(scene: Scene) -> Deed:
    return placed(scene, 0, TODAY)


@refused("9 a pupil into another subgroup before the marks that he has")
def _(scene: Scene) -> Deed:
    course = halves(scene)[0][0]
    lesson = scene.row("SELECT MAX(id) FROM lesson WHERE course=? AND day='2018-01-12'", course)[0]
    if lesson is None:
        lesson = scene.insert("lesson", course=course, day="2018-01-12", number=8, room="", state="held", topic="",
                              plan_entry=None, kind=None, substitute=None, roll_at=1, held_at=1)  # fmt: skip
    pupil = scene.row("SELECT MIN(pupil) FROM membership WHERE study_group=?", halves(scene)[0][1])[0]
    if not scene.row("SELECT COUNT(*) FROM absence WHERE lesson=? AND pupil=?", lesson, pupil)[0]:
        scene.insert("absence", lesson=lesson, pupil=pupil, letter="н", minutes=None, author=1, at=1)
    return placed(scene, 1, date(2018, 1, 11))


@refused("9 a pupil into a subgroup on a day outside the year")
def _(scene: Scene) -> Deed:
    return placed(scene, 1, date(2018, 7, 1))


@refused("9 a subgroup by a subject teacher")
def _(scene: Scene) -> Deed:
    return placed(scene, 1, TODAY, scene.other)


@refused("9 a subgroup without a name")
def _(scene: Scene) -> Deed:
    return scene.leader, MakeSubgroup(CourseId(halves(scene)[0][0]), " ", TODAY)


def gives(scene: Scene, **facts: object) -> Deed:
    of = GiveLesson(scene.tomorrow, scene.other_staff, Reason.ILLNESS)
    return scene.dispatcher, replace(of, **facts)  # type: ignore[arg-type]


def away(scene: Scene, staff: StaffId, starts: date = TODAY, ends: date = TODAY + timedelta(days=4)) -> PutAway:
    return PutAway(staff, starts, Away(starts, ends, Reason.ILLNESS))


@refused("9 a substitute who is away herself")
def _(scene: Scene) -> Deed:
    scene.dispatcher.do(away(scene, scene.other_staff))
    return gives(scene)


@refused("9 a substitute who has a lesson then")
def _(scene: Scene) -> Deed:
    lesson, staff = scene.row(
        "SELECT l.id, t.staff FROM lesson l, lesson o JOIN teaching t ON t.course=o.course WHERE l.day=?"
        " AND o.day=l.day AND o.number=l.number AND o.id<>l.id AND t.staff NOT IN (SELECT staff FROM teaching u WHERE"
        " u.course=l.course) ORDER BY l.id, t.id LIMIT 1",
        (TODAY + timedelta(days=1)).isoformat(),
    )  # fmt: skip
    return gives(scene, lesson=lesson, substitute=StaffId(staff))


@refused("9 a substitute for a lesson that was kept")
def _(scene: Scene) -> Deed:
    scene.teacher.do(CallRoll(scene.lesson))
    return gives(scene, lesson=scene.lesson)


@refused("9 a substitution where another was ordered meanwhile")
def _(scene: Scene) -> Deed:
    return gives(scene, expects=Order(OrderKind.CANCELLED, Reason.FROST))


@refused("9 a substitution ordered by a teacher")
def _(scene: Scene) -> Deed:
    return scene.teacher, gives(scene)[1]


@refused("9 an absence that ends before it begins")
def _(scene: Scene) -> Deed:
    return scene.dispatcher, away(scene, scene.staff, ends=FRIDAY)


@refused("9 an absence within another")
def _(scene: Scene) -> Deed:
    scene.dispatcher.do(away(scene, scene.staff))
    return scene.dispatcher, away(scene, scene.staff, TODAY + timedelta(days=1))


@refused("9 a number of an order that is a story")
def _(scene: Scene) -> Deed:
    return gives(scene, number="п" * 200)


@refused("9 cancelling where there is nothing to cancel")
def _(scene: Scene) -> Deed:
    return scene.dispatcher, CallOff(SUNDAY, SUNDAY, Reason.FROST, school_class=scene.school_class)


@refused("9 the lesson's own subject instead of it")
def _(scene: Scene) -> Deed:
    return scene.dispatcher, GiveSubject(scene.tomorrow, scene.course, Reason.ILLNESS)


@refused("9 a subject that the class is not taught")
def _(scene: Scene) -> Deed:
    more_classes(scene.home)
    course = scene.row("SELECT MAX(c.id) FROM course c JOIN study_group g ON g.id=c.study_group WHERE g.letter='Б'")[0]
    return scene.dispatcher, GiveSubject(scene.tomorrow, CourseId(course), Reason.ILLNESS)


@refused("9 a lesson moved to where the class has another")
def _(scene: Scene) -> Deed:
    number = scene.row(
        "SELECT l.number FROM lesson l JOIN course c ON c.id=l.course WHERE l.day='2018-01-17' AND l.course<>? AND"
        " c.study_group=? ORDER BY l.number LIMIT 1", scene.course, scene.school_class,
    )[0]  # fmt: skip
    return scene.dispatcher, MoveLesson(scene.tomorrow, date(2018, 1, 17), number, "", Reason.ILLNESS)


@refused("9 an extra lesson on a day off")
def _(scene: Scene) -> Deed:
    return scene.dispatcher, AddLesson(scene.course, SUNDAY, 1, "", Reason.OTHER)


@refused("9 taking a lesson of tomorrow at once")
def _(scene: Scene) -> Deed:
    return scene.other, TakeLesson(scene.tomorrow)


@refused("9 taking a lesson that was kept")
def _(scene: Scene) -> Deed:
    scene.teacher.do(CallRoll(scene.lesson))
    return scene.other, TakeLesson(scene.lesson)


def said(scene: Scene, deed: Deed, language: str) -> str:
    """The words of the refusal, with names left out."""
    session, request = deed
    speak(language)
    with pytest.raises(Refusal) as refusal:
        session.do(request) if isinstance(request, Change) else session.ask(request)
    speak("en")
    return f"{refusal.value.title} {refusal.value.advice}".strip()


@pytest.mark.parametrize("name", DEEDS)
def test_it_is_refused_in_the_words_of_both_languages_and_nothing_changes(home: Home, name: str) -> None:
    scene = Scene(home)
    deed = DEEDS[name](scene)
    before = home.school.db.sql("SELECT COUNT(*) FROM trace")
    assert (said(scene, deed, "en"), said(scene, deed, "ru")) == WORDS[name]
    assert home.school.db.sql("SELECT COUNT(*) FROM trace") == before


def test_every_refusal_of_the_table_is_tried() -> None:
    assert [*DEEDS] == [*WORDS]
