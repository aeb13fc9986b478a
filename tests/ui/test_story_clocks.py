"""Terms: what is due until when, what is overdue, and how one comes to it (R1-2.1, R1-2.2, R1-2.4)."""

from datetime import date, datetime

import pytest

from ejournal_tui.clock import Clock, held_at
from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.journal.deadlines import Standing
from ejournal_tui.domain.journal.lessons import Entry, LessonId
from ejournal_tui.domain.settings.rule_names import RuleName
from ejournal_tui.domain.settings.rules import Rule
from ejournal_tui.services.journal.gradebook import ShowGrid
from ejournal_tui.services.journal.lessons import DeclareWork
from ejournal_tui.services.mornings.today import MyDay
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.settings.deciding import ShowEffect
from ejournal_tui.services.settings.ruling import PutRule
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.journal.lesson_page import LessonPageScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from tests.changing import changed, gone, made
from tests.people import account_with_role, lesson_on, pupils_of, session_of, teacher_of
from tests.ui.conftest import Sit

SUBJECT = "Русский язык"
TODAY = date(2018, 1, 15)


def control_work(home: Home, day: str) -> LessonId:
    """A control work of a past lesson that nobody has marked."""
    lesson = lesson_on(home, SUBJECT, day)
    ((kind,),) = home.school.db.sql("SELECT id FROM work_kind WHERE code='control'")
    made(home, "work", lesson=lesson, kind=kind, weight=4, for_all=1)
    return lesson


def owed(home: Home) -> list[tuple[Entry, str, Standing]]:
    day = session_of(home, teacher_of(home, SUBJECT)).ask(MyDay(TODAY))
    return [(one.missing, one.words, one.standing) for one in day.overdue]


async def test_r1_2_4_a_work_without_marks_stands_overdue_under_the_day_and_enter_goes_to_its_column(
    sit: Sit, home: Home
) -> None:
    lesson = control_work(home, "2017-12-25")
    pupils = pupils_of(home, lesson)
    absent = {p for (p,) in home.school.db.sql("SELECT pupil FROM absence WHERE lesson=? AND letter<>'о'", lesson)}
    home_taught = home.school.db.sql("SELECT COUNT(*) FROM pupil WHERE education_form LIKE '%дому%'")[0][0]
    due = len(pupils) - len(absent) - home_taught
    async with sit() as person:
        await person.enter(teacher_of(home, SUBJECT))
        await person.comes_to(TodayScreen)
        assert f"Overdue: 7А Русский язык 25.12: К/р: {due} without marks (until 01.01)." in person.status
        assert person.rows.rows[-1][3] == "Русский язык"
        await person.press("end", "enter")
        await person.comes_to(LessonGridScreen)
        assert person.grid.grid is not None
        assert person.grid.grid.columns[person.grid.place.column].lesson == lesson
        # The marks come, and nothing is overdue any more.
        for row in range(len(pupils)):
            await person.press("down" if pupils[row] in absent else "4")
        await person.press("up", "down")
        await person.until(lambda: "entered after 01.01" in person.status, "late marks are told")
        await person.press("escape")
        await person.comes_to(TodayScreen)
        await person.until(lambda: "Overdue" not in person.text, "still overdue")
        # An undone mark owes its place again.
        await person.press("ctrl+z")
        await person.sees("К/р: 1 without marks")


async def test_a_lesson_that_nobody_filled_in_is_opened_from_the_overdue_list(sit: Sit, home: Home) -> None:
    lesson = lesson_on(home, SUBJECT, "2018-01-12")
    changed(home, "lesson", lesson, roll_at=None, topic="", state="planned", plan_entry=None)
    async with sit() as person:
        await person.enter(teacher_of(home, SUBJECT))
        await person.comes_to(TodayScreen)
        await person.sees("Fr 12.01", "overdue: not filled in")
        await person.press("end", "enter")
        page = await person.comes_to(LessonPageScreen)
        assert page.page is not None
        assert page.page.lesson == lesson


def test_r1_2_2_homework_that_was_never_spoken_of_is_overdue_but_not_beside_holidays(home: Home) -> None:
    assert owed(home) == []
    session = session_of(home, teacher_of(home, SUBJECT))
    days = home.school.db.sql(
        "SELECT l.id, l.day FROM lesson l JOIN course c ON c.id=l.course JOIN subject s ON s.id=c.subject"
        " WHERE s.name=? AND l.day<'2018-01-15' ORDER BY l.day DESC, l.number DESC LIMIT 4", SUBJECT,
    )  # fmt: skip
    assert {day for _lesson, day in days} >= {"2018-01-12", "2018-01-11", "2017-12-27"}
    for lesson, _day in days:
        ((key,),) = home.school.db.sql("SELECT id FROM homework WHERE lesson=?", lesson)
        gone(home, "homework", key)
    told = [(one.day, one.words) for one in session.ask(MyDay(TODAY)).overdue]
    assert (date(2018, 1, 12), "nothing said of homework") in told
    # The first lesson after the winter holidays and the last before them set nothing by the order.
    assert not {date(2018, 1, 11), date(2017, 12, 27)} & {day for day, _words in told}


def test_the_marks_of_a_work_are_spoken_of_a_day_before_their_term(home: Home) -> None:
    control_work(home, "2018-01-11")
    assert owed(home) == []
    home.school.clock = _at(home, "2018-01-18T09:00")
    assert [where for what, _words, where in owed(home) if what is Entry.MARKS] == [Standing.SOON]
    home.school.clock = _at(home, "2018-01-19T09:00")
    assert [where for what, _words, where in owed(home) if what is Entry.MARKS] == [Standing.OVERDUE]


def _at(home: Home, moment: str) -> Clock:
    return held_at(datetime.fromisoformat(moment), home.school.clock.zone)


def test_absent_and_home_taught_pupils_owe_the_work_themselves(home: Home) -> None:
    lesson = control_work(home, "2017-12-25")
    before = _missing(home)
    pupil = next(p for p in pupils_of(home, lesson) if not _absent(home, lesson, p))
    made(home, "absence", lesson=lesson, pupil=pupil, letter="б", minutes=None, author=1, at=1)
    assert _missing(home) == before - 1
    other = next(p for p in pupils_of(home, lesson) if not _absent(home, lesson, p))
    made(home, "absence", lesson=lesson, pupil=other, letter="о", minutes=5, author=1, at=1)
    assert _missing(home) == before - 1
    changed(home, "pupil", other, education_form="обучение на дому")
    assert _missing(home) == before - 2


def test_what_a_closed_period_holds_is_owed_no_more(home: Home) -> None:
    control_work(home, "2017-12-25")
    lesson = lesson_on(home, SUBJECT, "2018-01-12")
    changed(home, "lesson", lesson, roll_at=None, topic="", state="planned", plan_entry=None)
    assert {what for what, _words, _where in owed(home)} == {Entry.MARKS, Entry.LESSON}
    ((period,),) = home.school.db.sql("SELECT id FROM study_period WHERE scheme='trimester' AND number=2")
    changed(home, "study_period", period, closed_at=home.clock.instant())
    assert owed(home) == []


def _absent(home: Home, lesson: int, pupil: int) -> bool:
    return bool(home.school.db.sql("SELECT 1 FROM absence WHERE lesson=? AND pupil=?", lesson, pupil))


def _missing(home: Home) -> int:
    ((_what, words, _where),) = owed(home)
    return int(words.split(": ")[1].split()[0])


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        (RuleName.MARKS_DAYS, "3", "Works with overdue marks: 1 now, 2 then."),
        (RuleName.OVER_HOLIDAYS, "yes", "Works with overdue marks: 1 now, 1 then."),
        (RuleName.RESULT_HOURS, "48", "The results of the periods from 28.02.2018 on get another term."),
    ],
)
def test_c32_another_term_tells_what_follows_and_acts_from_its_day(
    home: Home, name: RuleName, value: str, told: str
) -> None:
    control_work(home, "2018-01-11")
    control_work(home, "2017-12-25")
    deputy = session_of(home, account_with_role(home, "deputy"))
    change = PutRule(Rule(name, value, date(2018, 1, 10), date(2018, 2, 28)))
    assert told in deputy.ask(ShowEffect(change))
    deputy.do(change)
    grid = session_of(home, teacher_of(home, SUBJECT)).ask(ShowGrid(_course(home), TODAY))
    terms = {c.day: c.due.date() for c in grid.columns if c.due}
    wanted = {RuleName.MARKS_DAYS: date(2018, 1, 14), RuleName.OVER_HOLIDAYS: date(2018, 1, 22)}
    assert terms[date(2018, 1, 11)] == wanted.get(name, date(2018, 1, 18))
    # What was written before the rule's first day keeps the term that held then.
    assert all((due - day).days == 7 for day, due in terms.items() if day < date(2018, 1, 10))
    deputy.undo()


def _course(home: Home) -> CourseId:
    ((course,),) = home.school.db.sql("SELECT course FROM lesson WHERE id=?", lesson_on(home, SUBJECT, "2018-01-15"))
    return CourseId(course)


async def test_the_terms_of_the_works_stand_on_the_lesson_page_and_in_the_grid(sit: Sit, home: Home) -> None:
    teacher = teacher_of(home, SUBJECT)
    lesson = lesson_on(home, SUBJECT, TODAY.isoformat())
    ((kind,),) = home.school.db.sql("SELECT id FROM work_kind WHERE code='dictation'")
    session_of(home, teacher).do(DeclareWork(lesson, kind))
    async with sit() as person:
        await person.enter(teacher)
        await person.comes_to(TodayScreen)
        await person.press("enter")
        await person.comes_to(LessonPageScreen)
        await person.sees("(marks until 22.01)")
        await person.press("f6")
        await person.comes_to(LessonGridScreen)
        await person.until(lambda: "marks until 22.01" in person.status, "the grid tells no term")
