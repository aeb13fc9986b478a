"""Lesson plans at the door: held lessons stay, one plan serves several classes, the deputy head agrees."""

from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from ejournal_tui.clock import held_at
from ejournal_tui.domain.errors import Conflict, Denied, Invalid
from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.plans.plans import PlanLine, PlanState, PlanView, digest
from ejournal_tui.domain.timetable.substitutions import Reason
from ejournal_tui.domain.years.year import CalendarSpan, DayKind
from ejournal_tui.services.history.deeds import MyLastDeed, RecentDeeds
from ejournal_tui.services.journal.gradebook import ShowLesson
from ejournal_tui.services.journal.lessons import SetTopic
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.plans.plan_files import (
    FindPlanCourses,
    PreviewPlans,
    export_plan,
    plan_template,
    read_plan,
)
from ejournal_tui.services.plans.plan_view import ApprovePlan, ShowPlan, ShowPlans
from ejournal_tui.services.plans.plans import (
    EditPlanLine,
    InsertPlanLine,
    MergePlanLines,
    RemovePlanLine,
    ReplacePlans,
    SplitPlanLine,
)
from ejournal_tui.services.session import Session
from ejournal_tui.services.settings.calendar import PutSpan
from ejournal_tui.services.timetable.moving import MoveLesson
from ejournal_tui.services.timetable.substitutions import CallOff
from ejournal_tui.storage.journal import lessons
from ejournal_tui.storage.plans import plans
from tests.changing import changed, made
from tests.people import account_with_role, lesson_on, session_of, teacher_of
from tests.terminal import ROOT

SUBJECT, DAY = "Русский язык", "2018-01-15"
SAMPLE = ROOT / "data" / "demo" / "lesson-plan-russian-7.xlsx"


@pytest.fixture
def teacher(home: Home) -> Session:
    """The teacher of Russian."""
    return session_of(home, teacher_of(home, SUBJECT))


@pytest.fixture
def lesson(home: Home) -> LessonId:
    """The lesson that has just been held and has no topic yet."""
    return lesson_on(home, SUBJECT, DAY)


@pytest.fixture
def course(home: Home, lesson: LessonId) -> CourseId:
    """Russian in 7А."""
    return lessons.lesson(home.school, lesson).course


def view(home: Home, course: CourseId) -> PlanView:
    """The plan as the console sees it."""
    return home.console().ask(ShowPlan(course))


def next_line(plan: PlanView) -> int:
    """The place of the line that comes next."""
    return next(n for n, row in enumerate(plan.rows) if row.state is PlanState.NEXT)


def taught(home: Home) -> list[tuple[object, ...]]:
    """Every lesson as it stands."""
    return home.school.db.sql("SELECT id, state, topic, plan_entry, version FROM lesson ORDER BY id")


def stored(home: Home, course: CourseId) -> list[tuple[object, ...]]:
    """The plan as it is stored."""
    return home.school.db.sql(
        "SELECT number, topic, homework, work_kind, section, planned_on FROM plan_entry WHERE course=? ORDER BY number",
        course,
    )


def test_every_line_lies_on_the_lesson_that_is_offered_it(home: Home, teacher: Session, course: CourseId) -> None:
    plan = teacher.ask(ShowPlan(course))
    offers = plans.offers(home.school, [key for (key,) in home.school.db.sql("SELECT id FROM lesson WHERE topic=''")])
    days = dict(home.school.db.sql("SELECT id, day FROM lesson"))
    entries = {offer[0]: days[key] for key, offer in offers.items()}
    ahead = [row for row in plan.rows if not row.given]
    assert len(ahead) == 84
    assert [row.day and row.day.isoformat() for row in ahead] == [entries[row.line.key] for row in ahead]
    assert (plan.rows[next_line(plan)].day, plan.given, plan.due, plan.lessons) == (date(2018, 1, 15), 80, 80, 164)


def test_a_shifted_plan_offers_the_free_lesson_at_once_and_undo_takes_it_back(
    home: Home, teacher: Session, course: CourseId, lesson: LessonId
) -> None:
    before, plan, held = stored(home, course), teacher.ask(ShowPlan(course)), taught(home)
    at = next_line(plan)
    teacher.do(InsertPlanLine(course, at, plan.digest, "Резерв"))
    shifted = teacher.ask(ShowPlan(course))
    assert (len(shifted.rows), shifted.rows[at].line.topic, shifted.rows[at].state) == (165, "Резерв", PlanState.NEXT)
    assert [row.line for row in shifted.rows[at + 1 :]] == [row.line for row in plan.rows[at:]]
    assert shifted.rows[-1].state is PlanState.HOMELESS
    page = teacher.ask(ShowLesson(lesson))
    assert page.planned is not None
    assert (page.planned[1], page.plan_approved) == ("Резерв", False)
    assert taught(home) == held
    teacher.undo()
    assert stored(home, course) == before
    assert teacher.ask(ShowLesson(lesson)).plan_approved
    teacher.redo()
    assert stored(home, course) != before
    assert teacher.ask(MyLastDeed()) == "lesson plan"
    assert home.console().ask(VerifyAudit()).whole


def test_merging_splitting_editing_and_taking_out_are_undone_in_turn(
    home: Home, teacher: Session, course: CourseId
) -> None:
    states = [stored(home, course)]
    at = next_line(view(home, course))
    for make in (
        lambda seen: MergePlanLines(course, at, seen), lambda seen: SplitPlanLine(course, at + 1, seen),
        lambda seen: EditPlanLine(course, at, seen, "Причастие  и наречие", "§ 9", None),
        lambda seen: RemovePlanLine(course, at + 2, seen),
    ):  # fmt: skip
        teacher.do(make(view(home, course).digest))
        states.append(stored(home, course))
    assert [len(state) for state in states] == [164, 163, 164, 164, 163]
    assert states[-1][at][1:3] == ("Причастие и наречие", "§ 9")
    for state in reversed(states[:-1]):
        teacher.undo()
        assert stored(home, course) == state
    assert home.console().ask(VerifyAudit()).whole


def test_what_has_been_given_stays(home: Home, teacher: Session, course: CourseId, lesson: LessonId) -> None:
    plan = view(home, course)
    given = next_line(plan) - 1
    for change in (
        EditPlanLine(course, given, plan.digest, "Другое", "", None), RemovePlanLine(course, given, plan.digest),
        MergePlanLines(course, given, plan.digest), SplitPlanLine(course, given, plan.digest),
        InsertPlanLine(course, given, plan.digest, "Резерв"),
    ):  # fmt: skip
        with pytest.raises(Invalid, match="been given"):
            teacher.do(change)
    # What is given between a change and its undo stays too.
    teacher.do(InsertPlanLine(course, given + 1, plan.digest, "Резерв"))
    offer = plans.offers(home.school, [lesson])[lesson]
    session_of(home, teacher_of(home, SUBJECT)).do(SetTopic(lesson, offer[1], offer[0]))
    with pytest.raises(Invalid, match="been given"):
        teacher.undo()
    assert home.school.db.sql("SELECT topic FROM lesson WHERE id=?", lesson) == [("Резерв",)]


def test_a_plan_that_somebody_else_has_changed_is_not_overwritten(
    home: Home, teacher: Session, course: CourseId
) -> None:
    plan = view(home, course)
    at = next_line(plan)
    colleague = session_of(home, teacher_of(home, SUBJECT))
    colleague.do(EditPlanLine(course, at + 3, plan.digest, "Другая тема", "", None))
    before = stored(home, course)
    with pytest.raises(Conflict, match=r"changed meanwhile: Орехова К\. О\., 15\.01 10:14"):
        teacher.do(MergePlanLines(course, at, plan.digest))
    with pytest.raises(Conflict):
        teacher.do(ReplacePlans(((course, plan.digest),), (PlanLine("Новая"),)))
    assert stored(home, course) == before


def test_c27_a_plan_is_approved_by_the_deputy_and_a_changed_one_again(
    home: Home, teacher: Session, course: CourseId, lesson: LessonId
) -> None:
    deputy = session_of(home, account_with_role(home, "deputy"))
    plan = view(home, course)
    at = next_line(plan)
    deputy.do(ApprovePlan(course, plan.digest, agrees=False))
    assert view(home, course).approved is None
    assert not teacher.ask(ShowLesson(lesson)).plan_approved
    with pytest.raises(Denied, match="approved by the deputy head"):
        teacher.do(ApprovePlan(course, plan.digest))
    with pytest.raises(Denied, match="approved by the deputy head"):
        session_of(home, account_with_role(home, "director")).do(ApprovePlan(course, plan.digest))
    deputy.do(ApprovePlan(course, plan.digest))
    approved = view(home, course).approved
    assert approved is not None
    assert (approved.who, approved.stands) == ("Куликова Ю. Е.", True)
    assert home.school.clock.local(approved.at).date() == date(2018, 1, 15)
    assert teacher.ask(ShowLesson(lesson)).plan_approved

    teacher.do(SplitPlanLine(course, at, plan.digest))
    stale = view(home, course).approved
    assert stale is not None
    assert not stale.stands
    (waiting, *_rest) = deputy.ask(ShowPlans())
    assert waiting.waits
    assert course in [row.course for row in deputy.ask(ShowPlans()) if row.waits]
    with pytest.raises(Conflict, match="changed meanwhile"):
        deputy.do(ApprovePlan(course, plan.digest))
    deputy.do(ApprovePlan(course, view(home, course).digest))
    assert course not in [row.course for row in deputy.ask(ShowPlans()) if row.waits]
    deputy.undo()
    again = view(home, course).approved
    assert again is not None
    assert (again.at, again.stands) == (stale.at, False)
    # The plan as it was agreed to is agreed to.
    teacher.undo()
    assert course not in [row.course for row in teacher.ask(ShowPlans()) if row.waits]
    told = [line.what for line in home.console().ask(RecentDeeds(20))]
    assert "approval of a lesson plan" in told
    assert home.console().ask(VerifyAudit()).whole


def test_of_two_deputies_nobody_takes_back_what_the_other_agreed_to(home: Home, course: CourseId) -> None:
    first, second = (session_of(home, account_with_role(home, "deputy")) for _n in range(2))
    seen = view(home, course).digest
    with pytest.raises(Conflict, match=r"approved already: Куликова Ю\. Е\."):
        first.do(ApprovePlan(course, seen))
    first.do(ApprovePlan(course, seen, agrees=False))
    with pytest.raises(Conflict, match="taken back already"):
        second.do(ApprovePlan(course, seen, agrees=False))
    home.school.clock = held_at(datetime(2018, 1, 15, 11), home.clock.zone)
    second.do(ApprovePlan(course, seen))
    with pytest.raises(Conflict, match="nothing was taken back"):
        first.undo()
    approved = view(home, course).approved
    assert approved is not None
    assert home.school.clock.local(approved.at).hour == 11
    second.undo()
    second.redo()
    assert view(home, course).approved == approved


def test_whoever_took_the_last_line_out_is_told(home: Home, teacher: Session, course: CourseId) -> None:
    plan = view(home, course)
    teacher.do(EditPlanLine(course, len(plan.rows) - 1, plan.digest, "Последний урок", "", None))
    plan = view(home, course)
    home.school.clock = held_at(datetime(2018, 1, 15, 11, 30), home.clock.zone)
    session_of(home, teacher_of(home, SUBJECT)).do(RemovePlanLine(course, len(plan.rows) - 1, plan.digest))
    with pytest.raises(Conflict, match=r"15\.01 11:30"):
        teacher.do(SplitPlanLine(course, next_line(plan), plan.digest))


def test_a_plan_is_written_and_approved_before_the_first_bell(home: Home, course: CourseId) -> None:
    home.school.clock = held_at(datetime(2017, 8, 30, 9), home.clock.zone)
    teacher = session_of(home, teacher_of(home, SUBJECT))
    assert course in [row.course for row in teacher.ask(ShowPlans())]
    plan = teacher.ask(ShowPlan(course))
    teacher.do(EditPlanLine(course, len(plan.rows) - 1, plan.digest, "Последний урок", "", None))
    session_of(home, account_with_role(home, "deputy")).do(ApprovePlan(course, view(home, course).digest))
    with pytest.raises(Denied, match="kept by the course's teacher"):
        session_of(home, teacher_of(home, "Физика")).do(RemovePlanLine(course, 0, plan.digest))


def test_a_moved_lesson_counts_once(home: Home, teacher: Session, course: CourseId) -> None:
    before = teacher.ask(ShowPlan(course))
    lesson = lesson_on(home, SUBJECT, "2018-01-16")
    dispatcher = session_of(home, account_with_role(home, "dispatcher"))
    dispatcher.do(MoveLesson(lesson, date(2018, 1, 19), 8, "", Reason.EVENT))
    home.school.clock = held_at(datetime(2018, 1, 22, 7), home.clock.zone)
    plan = teacher.ask(ShowPlan(course))
    assert (plan.lessons, plan.cancelled) == (before.lessons, 0)
    (row,) = [row for row in teacher.ask(ShowPlans()) if row.course == course]
    assert row.lessons == before.lessons
    (preview,) = teacher.ask(PreviewPlans((course,), plan.lines))
    assert preview.lessons == before.lessons


def test_a_course_without_a_plan_has_nothing_to_approve(home: Home, course: CourseId) -> None:
    deputy = session_of(home, account_with_role(home, "deputy"))
    empty = _new_course(home, course)
    with pytest.raises(Invalid, match="no lesson plan yet"):
        deputy.do(ApprovePlan(empty, digest(())))
    assert view(home, empty).rows == ()


def _new_course(home: Home, like: CourseId) -> CourseId:
    """The same subject of a class that has no plan and no lessons yet."""
    year = home.school.year()
    group = made(home, "study_group", year=year, kind="class", name="7Б", grade=7, letter="Б", of_class=None)
    ((subject, staff),) = home.school.db.sql(
        "SELECT c.subject, t.staff FROM course c JOIN teaching t ON t.course=c.id WHERE c.id=?", like
    )
    key = made(home, "course", subject=subject, study_group=group, half_hours=10)
    made(home, "teaching", course=key, staff=staff, starts="2017-09-01", ends=None)
    return CourseId(key)


def test_one_plan_comes_to_several_classes_as_one_deed_and_one_undo(
    home: Home, teacher: Session, course: CourseId
) -> None:
    other = _new_course(home, course)
    held, before = taught(home), stored(home, course)
    targets = teacher.ask(FindPlanCourses(("7а русский язык", "7Б Русский яз.")))
    assert targets.courses == (course, other)
    plan = read_plan([SAMPLE], targets)
    here, there = teacher.ask(PreviewPlans(targets.courses, plan.lines))
    assert (here.kept, here.differing, here.added, here.removed, here.lines, here.lessons) == (80, 80, 0, 84, 80, 164)
    assert (there.kept, there.added, there.removed, there.lines, there.lessons) == (0, 63, 0, 63, 0)
    deeds = len(home.school.db.sql("SELECT 1 FROM deed"))
    teacher.do(ReplacePlans(((course, here.digest), (other, there.digest)), plan.lines))
    assert len(home.school.db.sql("SELECT 1 FROM deed")) == deeds + 1
    assert stored(home, course) == before[:80]
    assert taught(home) == held
    laid = view(home, other)
    assert (len(laid.rows), {row.state for row in laid.rows}) == (63, {PlanState.HOMELESS})
    assert laid.rows[8].kind == "Дик"
    teacher.undo()
    assert (stored(home, course), stored(home, other)) == (before, [])
    assert home.console().ask(VerifyAudit()).whole


def test_a_foreign_class_among_the_own_ones_stops_the_whole_plan(
    home: Home, teacher: Session, course: CourseId
) -> None:
    physics = lessons.lesson(home.school, lesson_on(home, "Физика", "2018-01-15")).course
    both = tuple((key, view(home, key).digest) for key in (course, physics))
    with pytest.raises(Denied, match="kept by the course's teacher"):
        teacher.do(ReplacePlans(both, (PlanLine("Новая"),)))


def test_a_class_without_marks_takes_no_works_and_the_first_class_no_homework(home: Home, course: CourseId) -> None:
    other = _new_course(home, course)
    ((group,),) = home.school.db.sql("SELECT study_group FROM course WHERE id=?", other)
    changed(home, "study_group", group, grade=1)
    lines = (PlanLine("Диктант", "§ 1", 8), PlanLine("Повторение"))
    (preview,) = home.console().ask(PreviewPlans((other,), lines))
    assert preview.left_out == 1
    home.console().do(ReplacePlans(((other, preview.digest),), lines))
    assert [row[1:4] for row in stored(home, other)] == [("Диктант", "", None), ("Повторение", "", None)]


def test_an_empty_plan_has_the_columns_of_a_full_one_and_an_example_that_comes_in(
    home: Home, teacher: Session, course: CourseId
) -> None:
    path, full = home.path / "empty.xlsx", home.path / "full.xlsx"
    path.write_bytes(plan_template(home.console()))
    full.write_bytes(export_plan(teacher, course))
    book = load_workbook(path)
    heads = [[cell.value for cell in found["КТП"][2]] for found in (book, load_workbook(full))]
    assert heads[0] == heads[1]
    offered = book["КТП"].data_validations.dataValidation
    assert [str(found.sqref).partition(":")[0] for found in offered] == ["F3"]
    targets = teacher.ask(FindPlanCourses(("7А Русский язык",)))
    assert read_plan([path], targets).lines == ()
    example = book["Пример КТП"]
    del book["КТП"]
    example.delete_rows(1, 2)
    example.title = "КТП"
    book.save(path)
    found = read_plan([path], targets)
    assert (found.problems, len(found.lines), found.lines[1].work_kind is not None) == ((), 3, True)


def test_what_goes_out_comes_in_as_nothing_new(home: Home, teacher: Session, course: CourseId) -> None:
    plan = view(home, course)
    at = next_line(plan)
    teacher.do(SplitPlanLine(course, at + 7, plan.digest))
    teacher.do(InsertPlanLine(course, at, view(home, course).digest, "=Контрольная работа", "+7"))
    before = stored(home, course)
    path = home.path / "plan.xlsx"
    path.write_bytes(export_plan(teacher, course))
    footer = load_workbook(path)["КТП"].oddFooter.center.text
    copy = home.school.db.sql("SELECT MAX(seq) FROM deed WHERE verb='RecordPlanExport'")[0][0]
    assert footer == f"Exported by: Орехова К. О. · 15.01.2018 10:14 · test · copy No. {copy:06}"
    targets = teacher.ask(FindPlanCourses(("7А Русский язык",)))
    found = read_plan([path], targets)
    assert found.problems == ()
    (preview,) = teacher.ask(PreviewPlans(targets.courses, found.lines))
    assert preview.nothing_new
    assert (preview.kept, preview.differing, preview.unchanged) == (80, 0, 86)
    teacher.do(ReplacePlans(((course, preview.digest),), found.lines))
    assert stored(home, course) == before
    assert "lesson plan made into a workbook" in [line.what for line in home.console().ask(RecentDeeds(5))]


def test_a_cancelled_lesson_leaves_its_line_to_the_next_and_the_plan_behind(
    home: Home, teacher: Session, course: CourseId
) -> None:
    missed = lesson_on(home, SUBJECT, "2018-01-16")
    plan = view(home, course)
    at = next_line(plan)
    changed(home, "lesson", missed, state="cancelled")
    laid = teacher.ask(ShowPlan(course))
    assert laid.rows[at].day == date(2018, 1, 15)
    assert (laid.rows[at + 1].day, laid.rows[at + 1].line.day) == (date(2018, 1, 17), date(2018, 1, 16))
    assert laid.rows[at + 1].state is PlanState.LATE
    assert laid.rows[-1].state is PlanState.HOMELESS
    home.school.clock = held_at(datetime(2018, 1, 18, 12), home.clock.zone)
    later = teacher.ask(ShowPlan(course))
    # The lessons of the 15th and 17th have no topic yet, that of the 16th was cancelled.
    assert (later.due, later.given, later.cancelled) == (83, 80, 1)
    assert [row.state for row in later.rows[at : at + 3]] == [PlanState.MISSING, PlanState.MISSING, PlanState.NEXT]


def test_what_made_a_plan_lag_is_told_in_words(home: Home, teacher: Session, course: CourseId) -> None:
    deputy = session_of(home, account_with_role(home, "deputy"))
    assert teacher.ask(ShowPlan(course)).why_behind == ""
    for day, reason in ((16, Reason.FROST), (17, Reason.QUARANTINE)):
        lesson = lesson_on(home, SUBJECT, f"2018-01-{day}")
        deputy.do(CallOff(date(2018, 1, day), date(2018, 1, day), reason, lesson=lesson))
    off = date(2018, 1, 18)
    deputy.do(PutSpan(CalendarSpan(DayKind.DAY_OFF, off, off, "отопление")))
    home.school.clock = held_at(datetime(2018, 1, 20, 12), home.clock.zone)
    told = teacher.ask(ShowPlan(course))
    assert dict(told.reasons) == {"frost": 1, "quarantine": 1, "отопление": 1, "lessons without a topic": 2}
    assert "quarantine 1" in told.why_behind
    assert told.due > told.given


def test_a_course_is_named_as_people_name_it(home: Home) -> None:
    console = home.console()
    english = console.ask(FindPlanCourses(("7А, гр. 1 Английский язык",))).courses
    assert english == console.ask(FindPlanCourses(("7a гр 1 англ. яз",))).courses
    with pytest.raises(Invalid, match=r"There is: 7А, гр\. 1 Английский язык; 7А, гр\. 2 Английский язык"):
        console.ask(FindPlanCourses(("7А английский",)))
    with pytest.raises(Invalid, match="named like"):
        console.ask(FindPlanCourses(("11Ю Астрология",)))
