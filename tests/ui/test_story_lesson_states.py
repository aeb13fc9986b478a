"""Each lesson has its state on every screen; phrases, double lessons and notes for families on its page (C06, C13)."""

from datetime import date

import pytest

from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.people.people import ClassId, PupilId
from ejournal_tui.domain.timetable.substitutions import Reason
from ejournal_tui.services.journal.lessons import DeclareWork, SetTopic
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.papers.papers import ShowWeeklySheets
from ejournal_tui.services.timetable.moving import MoveLesson
from ejournal_tui.services.timetable.substitutions import CallOff
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.dialogs.form import Form
from ejournal_tui.ui.screens.families.diary import DiaryScreen
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.journal.lesson_page import LessonPageScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from tests.changing import made
from tests.people import account_with_role, class_teacher, lesson_on, pupils_of, session_of, teacher_of
from tests.ui.conftest import Sit, Sitting

DAY, SUBJECT = "2018-01-15", "Русский язык"


@pytest.fixture
def lesson(home: Home) -> LessonId:
    """The Russian lesson that has just been held."""
    return lesson_on(home, SUBJECT, DAY)


def second_in_a_row(home: Home, lesson: LessonId) -> LessonId:
    """A lesson of the same course right after another one."""
    ((course, number),) = home.school.db.sql("SELECT course, number FROM lesson WHERE id=?", lesson)
    return LessonId(
        made(home, "lesson", course=course, day=DAY, number=number + 1, room="", state="planned", topic="",
             plan_entry=None, kind=None, substitute=None, roll_at=None, held_at=None)
    )  # fmt: skip


def topic(home: Home, lesson: LessonId) -> str:
    """The topic of a lesson."""
    return str(home.school.db.sql("SELECT topic FROM lesson WHERE id=?", lesson)[0][0])


async def page_of(person: Sitting) -> LessonPageScreen:
    """The teacher comes in and opens the lesson under the cursor."""
    await person.press("1")
    await person.comes_to(TodayScreen)
    await person.press("enter")
    return await person.comes_to(LessonPageScreen)


async def on_day(person: Sitting, *keys: str) -> LessonPageScreen:
    """The lesson of the subject on the day that is shown."""
    await person.comes_to(TodayScreen)
    place = [row[3] for row in person.rows.rows].index(SUBJECT)
    await person.press(*(keys or ["home", *["down"] * place]), "enter")
    return await person.comes_to(LessonPageScreen)


async def test_c06_each_lesson_has_its_state_on_every_screen_and_on_paper(
    sit: Sit, home: Home, lesson: LessonId
) -> None:
    teacher = session_of(home, teacher_of(home, SUBJECT))
    dispatcher = session_of(home, account_with_role(home, "dispatcher"))
    cancelled, moved = lesson_on(home, SUBJECT, "2018-01-16"), lesson_on(home, SUBJECT, "2018-01-17")
    dispatcher.do(CallOff(date(2018, 1, 16), date(2018, 1, 16), Reason.FROST, lesson=cancelled))
    dispatcher.do(MoveLesson(moved, date(2018, 1, 18), 8, "12", Reason.EVENT))
    second_in_a_row(home, lesson)
    for (kind,) in home.school.db.sql("SELECT id FROM work_kind WHERE code IN ('homework','independent')"):
        teacher.do(DeclareWork(lesson, kind))
    async with sit() as person:
        await page_of(person)
        await person.sees("second lesson in a row")
        await person.press("escape")
        await on_day(person, "home")
        await person.sees("lesson 3 follows in a row", "Домашняя", "Самостоятельная работа")
        await person.press("escape")
        await person.comes_to(TodayScreen)
        assert [row[3] for row in person.rows.rows].count(SUBJECT) == 2
        await person.press("right")
        await person.sees("cancelled")
        await on_day(person)
        await person.sees("the lesson is cancelled: frost")
        await person.press("escape")
        await person.comes_to(TodayScreen)
        await person.press("right")
        await person.sees("moved to 18.01, lesson 8")
        await on_day(person)
        await person.sees("the lesson was moved to 18.01, lesson 8")
        await person.press("escape")
        await person.comes_to(TodayScreen)
        await person.press("right")
        await person.sees("18.01")
        await on_day(person, "end")
        await person.sees("moved here from 17.01, lesson", "still to come")
        await person.press("f6")
        await person.comes_to(LessonGridScreen)
        await person.sees("canc", "mvd", "(18)", "С/р", "l.3")
        assert "still to come" in person.status
        await person.press(*["left"] * 2)
        assert "moved" in person.status
        await person.press("left")
        assert "cancelled" in person.status
        await person.press("left", "left", "left")
        await person.sees("д/з")
    ((child,),) = home.school.db.sql("SELECT MIN(pupil) FROM account WHERE pupil IS NOT NULL")
    ((account,),) = home.school.db.sql("SELECT id FROM account WHERE pupil=?", child)
    async with sit() as person:
        await person.enter(account)
        await person.comes_to(DiaryScreen)
        await person.sees("cancelled", "moved to 18.01, lesson 8")
    ((school_class,),) = home.school.db.sql("SELECT id FROM study_group WHERE kind='class'")
    sheets = session_of(home, class_teacher(home)).ask(
        ShowWeeklySheets(ClassId(school_class), date(2018, 1, 15), everybody=True)
    )
    notes = [lesson.note for day in sheets.pupils[0].days for lesson in day]
    assert {"cancelled", "moved to 18.01, lesson 8"} <= set(notes)
    assert [lesson.number for lesson in sheets.pupils[0].days[0] if lesson.subject.startswith("Русский")] == [2, 3]


async def test_c13_phrases_stand_in_the_topic_with_a_key_and_the_plan_goes_on(
    sit: Sit, home: Home, lesson: LessonId
) -> None:
    planned = home.school.db.sql(
        "SELECT e.id, e.topic FROM plan_entry e JOIN lesson l ON l.course=e.course WHERE l.id=? AND"
        " e.number=(SELECT 1 + COUNT(*) FROM lesson h WHERE h.course=l.course AND h.topic<>'')", lesson,
    )[0]  # fmt: skip
    async with sit() as person:
        await page_of(person)
        await person.press("enter")
        assert "Ctrl+F" in person.status
        await person.press("ctrl+f")
        await person.comes_to(Choose)
        rows = [row[1] for row in person.rows.rows]
        await person.press(str(rows.index("Инструктаж по ТБ") + 1))
        await person.comes_to(LessonPageScreen)
        await person.press("enter")
        assert topic(home, lesson) == f"{planned[1]}. Инструктаж по ТБ"
        assert home.school.db.sql("SELECT plan_entry FROM lesson WHERE id=?", lesson) == [(planned[0],)]
        await person.press("ctrl+z")
        assert topic(home, lesson) == ""
        await person.press("shift+tab", "ctrl+u")
        await person.type("Своя тема")
        await person.press("ctrl+а")
        await person.comes_to(Choose)
        await person.press(str(rows.index("Резервный урок") + 1), "enter")
        await person.comes_to(LessonPageScreen)
        await person.until(lambda: topic(home, lesson) == "Своя тема. Резервный урок", "it is not saved")


async def test_the_roll_and_topic_of_a_double_lesson_go_into_the_second_with_one_key(
    sit: Sit, home: Home, lesson: LessonId
) -> None:
    second = second_in_a_row(home, lesson)

    def state() -> list[tuple[object, ...]]:
        return home.school.db.sql(
            "SELECT topic, roll_at IS NOT NULL, (SELECT COUNT(*) FROM absence WHERE lesson=l.id) FROM lesson l"
            " WHERE id=?", second,
        )  # fmt: skip

    async with sit() as person:
        await person.press("1")
        await person.comes_to(TodayScreen)
        await person.press("home", "enter")
        page = await person.comes_to(LessonPageScreen)
        await person.press("ctrl+n")
        assert "first: then both" in person.status
        assert page.page is not None
        await person.press(*page.page.grid.rows[0].name[:6].lower(), "enter", "enter", "enter")
        await person.until(lambda: topic(home, lesson) != "", "no topic")
        await person.press("ctrl+n")
        assert "into lesson 3 too" in person.status
        assert [tuple(map(int, row[1:])) for row in state()] == [(1, 1)]
        assert state()[0][0] == topic(home, lesson)
        await person.press("ctrl+n")
        assert "stays as it is" in person.status
        await person.press("ctrl+z")
        await person.until(lambda: state()[0][0] == "", "it stands still")
        assert [tuple(map(int, row[1:])) for row in state()] == [(0, 0)]
        await person.press("ctrl+y")
        await person.until(lambda: state()[0][0] != "", "it did not come back")
    teacher = session_of(home, teacher_of(home, SUBJECT))
    teacher.do(SetTopic(second, "", expects=topic(home, second)))
    assert topic(home, second) == ""


async def test_a_note_for_a_family_stands_in_its_diary_and_in_no_others(
    sit: Sit, home: Home, lesson: LessonId
) -> None:
    pupil, other = pupils_of(home, lesson)[:2]

    def account(of: PupilId) -> int:
        return int(home.school.db.sql("SELECT id FROM account WHERE pupil=?", of)[0][0])

    async with sit() as person:
        await page_of(person)
        await person.press("tab", "tab", "tab", "f2")
        await person.comes_to(Choose)
        notes = next(n for n, row in enumerate(person.rows.rows) if "Note for the family" in row[1])
        person.rows.move(notes)
        await person.press("enter")
        await person.sees("For the family:")
        await person.press("2")
        await person.comes_to(Form)
        await person.press("enter")
        await person.sees("from 1 to 120")
        await person.type("Отлично помогал")
        await person.press("enter")
        await person.comes_to(LessonPageScreen)
        await person.sees("notes for families: 1")
        assert home.school.db.sql("SELECT pupil, praise, text FROM conduct_note") == [(pupil, 1, "Отлично помогал")]
        await person.press("ctrl+z")
        assert home.school.db.sql("SELECT 1 FROM conduct_note") == []
        await person.press("ctrl+y")
    for who, reads in ((pupil, True), (other, False)):
        async with sit() as person:
            await person.enter(account(who))
            await person.comes_to(DiaryScreen)
            assert ("praise: Отлично помогал" in person.text) is reads
