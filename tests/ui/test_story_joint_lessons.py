"""Lessons that are not as the timetable has them: joint, another subject, extra, a day of quarantine."""

from datetime import date
from pathlib import Path

from ejournal_tui.domain.people.people import StaffId
from ejournal_tui.domain.settings.rule_names import RuleName
from ejournal_tui.domain.settings.rules import Rule
from ejournal_tui.domain.timetable.substitutions import Away, Reason
from ejournal_tui.services.journal.gradebook import ShowLesson
from ejournal_tui.services.mornings.today import WholeSchoolDay
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.session import Session
from ejournal_tui.services.settings.deciding import ShowEffect
from ejournal_tui.services.settings.ruling import PutRule
from ejournal_tui.services.timetable.other_subjects import SubjectsToGive
from ejournal_tui.services.timetable.substitution_day import Line, ShowSubstitutions
from ejournal_tui.services.timetable.substitution_papers import ShowRegister
from ejournal_tui.services.timetable.substitutions import GiveLesson, PutAway
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.dialogs.fill_in import FillIn
from ejournal_tui.ui.screens.journal.lesson_page import LessonPageScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from ejournal_tui.ui.screens.plans.lesson_plan import LessonPlanScreen
from ejournal_tui.ui.screens.substitutions.substitutions import SubstitutionsScreen
from tests.people import account_with_role, lesson_on, session_of, teacher_of
from tests.school import account_of, staff_named
from tests.ui.conftest import Sit

DAY = date(2018, 1, 15)


def joint_pair(home: Home) -> tuple[int, int, int, int]:
    """A lesson of a subgroup whose teacher falls ill, the other subgroup's lesson, and both teachers."""
    return tuple(home.school.db.sql(
        "SELECT a.id, b.id, ta.staff, tb.staff FROM lesson a JOIN lesson b ON b.day=a.day AND b.number=a.number"
        " AND b.id>a.id JOIN course ca ON ca.id=a.course JOIN course cb ON cb.id=b.course AND cb.subject=ca.subject"
        " JOIN study_group ga ON ga.id=ca.study_group JOIN study_group gb ON gb.id=cb.study_group"
        " AND gb.of_class=ga.of_class JOIN teaching ta ON ta.course=ca.id JOIN teaching tb ON tb.course=cb.id"
        " WHERE a.day=? AND a.number=1 AND ga.grade>4 AND ta.staff<>tb.staff ORDER BY a.id LIMIT 1",
        DAY.isoformat(),
    )[0])  # type: ignore[return-value]  # fmt: skip


async def test_c08_a_joint_lesson_has_one_roll_call_one_topic_and_one_homework(
    sit: Sit, school: Home, school_folder: Path
) -> None:
    lost, kept, ill, host = joint_pair(school)
    desk = session_of(school, account_with_role(school, "dispatcher"))
    desk.do(PutAway(StaffId(ill), DAY, Away(DAY, DAY, Reason.ILLNESS)))
    (line,) = [x for x in desk.ask(ShowSubstitutions(DAY)).lines if x.lesson == lost]
    assert next(one.staff for one in line.candidates if one.joint) == host
    sql = school.school.db.sql
    others = sql(
        "SELECT p.surname, p.id FROM lesson l JOIN course c ON c.id=l.course JOIN membership m"
        " ON m.study_group=c.study_group JOIN pupil p ON p.id=m.pupil WHERE l.id=? ORDER BY p.search_key", lost,
    )  # fmt: skip
    surname, absent = others[0]

    async with sit(school_folder) as person:
        await person.enter(account_with_role(school, "dispatcher"))
        await person.comes_to(SubstitutionsScreen)
        row = [x.lesson for x in desk.ask(ShowSubstitutions(DAY)).lines].index(line.lesson)
        await person.press("home", *["down"] * row, "enter")
        await person.comes_to(Choose)
        place = [one.staff for one in line.candidates].index(StaffId(host))
        await person.press(*["down"] * place, "enter")
        await person.comes_to(SubstitutionsScreen)
        await person.sees("joint less")
    async with sit(school_folder) as person:
        await person.enter(account_of(school, host))
        await person.comes_to(TodayScreen)
        row = next(n for n, words in enumerate(person.rows.rows) if "joint lesson, instead of" in words[-1])
        await person.press("home", *["down"] * row, "enter")
        await person.comes_to(LessonPageScreen)
        await person.sees("together with")
        await person.type(surname)
        await person.press("enter")
        await person.until(lambda: bool(sql("SELECT 1 FROM absence")), "nobody is absent")
        assert sql("SELECT lesson, pupil FROM absence") == [(lost, absent)]
        await person.press("enter")
        await person.until(lambda: len(sql("SELECT 1 FROM lesson WHERE roll_at IS NOT NULL")) == 2, "two rolls")
        await person.type("Повторение")
        await person.press("enter")
        await person.type("§ 12")
        await person.press("enter")
        await person.until(lambda: len(sql("SELECT 1 FROM homework")) == 2, "two homeworks")
        assert sql("SELECT id, topic, state FROM lesson WHERE topic<>'' ORDER BY id") == sorted(
            [(lost, "Повторение", "held"), (kept, "Повторение", "held")]
        )
        assert {text for (text,) in sql("SELECT text FROM homework")} == {"§ 12"}
        await person.press("ctrl+z")
        await person.until(lambda: not sql("SELECT 1 FROM homework"), "the homework of both is not taken back")
    (record,) = desk.ask(ShowRegister(DAY, DAY)).lines
    assert (record.share, record.kept_subject.split(", ")[-1]) == (500, "joint lesson")
    deputy = session_of(school, account_with_role(school, "deputy"))
    dearer = Rule(RuleName.JOINT_SHARE, "750", DAY, DAY)
    assert "1 joint lesson of this year is paid otherwise" in deputy.ask(ShowEffect(PutRule(dearer)))[0]
    deputy.do(PutRule(dearer))
    assert [line.share for line in desk.ask(ShowRegister(DAY, DAY)).lines] == [750]
    deputy.do(PutRule(Rule(RuleName.JOINT_SHARE, "750", date(2018, 1, 16)), dearer))
    assert [line.share for line in desk.ask(ShowRegister(DAY, DAY)).lines] == [500]


async def test_c08_the_other_groups_own_topic_is_not_overwritten(sit: Sit, school: Home, school_folder: Path) -> None:
    lost, kept, ill, host = joint_pair(school)
    desk = session_of(school, account_with_role(school, "dispatcher"))
    desk.do(PutAway(StaffId(ill), DAY, Away(DAY, DAY, Reason.ILLNESS)))
    desk.do(GiveLesson(lost, StaffId(host), Reason.ILLNESS, joint=True))  # type: ignore[arg-type]
    mine = session_of(school, account_of(school, host))
    assert [other.lesson for other in mine.ask(ShowLesson(lost)).joined] == [kept]  # type: ignore[arg-type]
    async with sit(school_folder) as person:
        await person.enter(account_of(school, host))
        await person.comes_to(TodayScreen)
        row = next(n for n, words in enumerate(person.rows.rows) if "joint lesson, instead of" in words[-1])
        await person.press("home", *["down"] * row, "enter")
        await person.comes_to(LessonPageScreen)
        school.school.write(0, "test", lambda ledger: (
            ledger.update("lesson", kept, topic="Диктант"), ledger.seal("Test", "done", {})
        ))  # fmt: skip
        await person.on(LessonPageScreen).poll()
        await person.press("tab")
        await person.type("Повторение")
        await person.press("enter")
        topics = "SELECT topic FROM lesson WHERE id IN (?, ?) ORDER BY topic"
        await person.until(
            lambda: school.school.db.sql(topics, lost, kept) == [("Диктант",), ("Повторение",)], "not as written"
        )


def has_offer(desk: Session, line: Line) -> bool:
    return any(not offer.busy for offer in desk.ask(SubjectsToGive(DAY, line.school_class, line.lesson)))


async def test_another_subject_is_given_and_taken_back_from_the_dispatchers_day(
    sit: Sit, school: Home, school_folder: Path
) -> None:
    def orders() -> list[tuple[object, ...]]:
        return school.school.db.sql("SELECT kind FROM substitution")

    desk = session_of(school, account_with_role(school, "dispatcher"))
    staff = StaffId(staff_named(school, "Полякова А. Д."))
    desk.do(PutAway(staff, DAY, Away(DAY, DAY, Reason.ILLNESS, "12")))
    async with sit(school_folder) as person:
        await person.enter(account_with_role(school, "dispatcher"))
        await person.comes_to(SubstitutionsScreen)
        row = next(n for n, line in enumerate(desk.ask(ShowSubstitutions(DAY)).lines) if has_offer(desk, line))
        await person.press("home", *["down"] * row, "п")
        await person.comes_to(Choose)
        await person.press("enter")
        await person.until(lambda: orders() == [("other_subject",)], "not given")
        await person.sees("instead: ")
        row = next(n for n, line in enumerate(desk.ask(ShowSubstitutions(DAY)).lines) if line.order)
        await person.press("home", *["down"] * row, "delete")
        await person.until(lambda: orders() == [], "not taken back")
        await person.press("ctrl+z")
        await person.until(lambda: orders() == [("other_subject",)], "not given again")


async def test_an_extra_lesson_is_put_on_the_day(sit: Sit, school: Home, school_folder: Path) -> None:
    async with sit(school_folder) as person:
        await person.enter(account_with_role(school, "dispatcher"))
        await person.comes_to(SubstitutionsScreen)
        await person.press("д")
        await person.comes_to(Choose)
        await person.type("7А")
        await person.press("enter")
        await person.sees("Extra lesson")
        await person.type("физика")
        await person.press("enter")
        await person.comes_to(FillIn)
        await person.type("x")
        await person.press("enter")
        await person.until(lambda: "typed in digits" in person.text or not isinstance(person.app.screen, FillIn))
        person.on(FillIn)
        await person.press("backspace")
        await person.type("9")
        await person.press("enter")
        await person.until(lambda: "frost" in person.text, "no reasons")
        await person.press("4")
        await person.comes_to(FillIn)
        await person.press("enter")
        await person.comes_to(SubstitutionsScreen)
        extra = "SELECT l.number FROM substitution x JOIN lesson l ON l.id=x.lesson WHERE x.kind='extra'"
        await person.until(lambda: school.school.db.sql(extra) == [(9,)], "no extra lesson")
        await person.press("ctrl+z")
        await person.until(lambda: school.school.db.sql(extra) == [], "not taken back")


async def test_c11_after_a_quarantine_topics_shift_clocks_stop_and_homework_is_still_set(sit: Sit, home: Home) -> None:
    lesson = lesson_on(home, "Русский язык", "2018-01-15")
    sql = home.school.db.sql
    teacher = teacher_of(home, "Русский язык")
    planned = session_of(home, teacher).ask(ShowLesson(lesson)).planned
    assert planned is not None
    async with sit() as person:
        await person.enter(account_with_role(home, "dispatcher"))
        await person.comes_to(SubstitutionsScreen)
        await person.press("f8")
        await person.comes_to(Choose)
        await person.press("1")
        await person.until(lambda: "7А" in person.text, "no classes")
        await person.press("enter")
        await person.until(lambda: "quarantine" in person.text, "no reasons")
        await person.press("1")
        await person.comes_to(FillIn)
        await person.press("end", *["backspace"] * 10)
        await person.type("17.01")
        await person.press("tab")
        await person.type("8-у")
        await person.press("enter")
        await person.sees("The topics of the plans go to the next lessons.")
        orders = sql("SELECT DISTINCT kind, reason, order_number FROM substitution")
        assert orders == [("cancelled", "quarantine", "8-у")]
    async with sit() as person:
        await person.enter(teacher)
        await person.comes_to(TodayScreen)
        row = next(n for n, words in enumerate(person.rows.rows) if words[3] == "Русский язык")
        assert "cancelled" in person.rows.rows[row][-1]
        assert "until" not in person.rows.rows[row][-1]
        await person.press("home", *["down"] * row, "enter")
        await person.comes_to(LessonPageScreen)
        assert "until 17:05" not in person.text
        await person.press("tab")
        await person.press("tab")
        await person.type("Упр. 40, учить правило")
        await person.press("enter")
        await person.until(lambda: bool(sql("SELECT 1 FROM homework WHERE lesson=?", lesson)), "no homework")
        await person.press("escape")
        await person.comes_to(TodayScreen)
        await person.press("л")
        await person.comes_to(LessonPlanScreen)
    page = session_of(home, teacher).ask(ShowLesson(lesson))
    assert page.homework_for is not None
    assert page.homework_for > date(2018, 1, 17)
    following = lesson_on(home, "Русский язык", page.homework_for.isoformat())
    shifted = session_of(home, teacher).ask(ShowLesson(following)).planned
    assert shifted is not None
    assert shifted[1] == planned[1]
    (line,) = session_of(home, account_with_role(home, "deputy")).ask(WholeSchoolDay(DAY)).classes
    assert not any("Русский язык" in words for words in line.missing)
