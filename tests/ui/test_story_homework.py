"""Homework on the page of a lesson: with its minutes, for another day, for some pupils; the load is told first."""

import pytest

from ejournal_tui.domain.journal.homework import Terms
from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.people.people import AccountId
from ejournal_tui.services.homework.homework import SetHomework
from ejournal_tui.services.journal.gradebook import LessonPage, ShowLesson
from ejournal_tui.services.operations.home import Home
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.dialogs.fill_in import FillIn
from ejournal_tui.ui.dialogs.form import Form
from ejournal_tui.ui.dialogs.tick import Tick
from ejournal_tui.ui.screens.families.diary import DiaryScreen
from ejournal_tui.ui.screens.journal.lesson_page import LessonPageScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from tests.people import lesson_on, session_of, teacher_of
from tests.ui.conftest import Sit, Sitting

DAY, SUBJECT = "2018-01-15", "Русский язык"


@pytest.fixture
def lesson(home: Home) -> LessonId:
    """The Russian lesson that has just been held."""
    return lesson_on(home, SUBJECT, DAY)


def seen(home: Home, lesson: LessonId) -> LessonPage:
    """What its teacher sees of the lesson."""
    return session_of(home, teacher_of(home, SUBJECT)).ask(ShowLesson(lesson))


def tasks(home: Home) -> list[tuple[str, int]]:
    """The homework of some pupils: the text, and for how many."""
    return home.school.db.sql(
        "SELECT h.text, COUNT(p.id) FROM personal_homework h JOIN homework_pupil p ON p.homework=h.id"
        " GROUP BY h.id, h.text ORDER BY h.text"
    )


async def at_homework(person: Sitting) -> LessonPageScreen:
    """The teacher opens the lesson; the roll is called, a topic is written, the homework comes next."""
    await person.press("1")
    await person.comes_to(TodayScreen)
    await person.press("enter")
    page = await person.comes_to(LessonPageScreen)
    await person.press("enter")
    await person.type("Причастие")
    await person.press("enter")
    return page


async def test_homework_is_typed_with_its_minutes_and_told_beside_the_load_of_the_day(
    sit: Sit, home: Home, lesson: LessonId
) -> None:
    async with sit() as person:
        await at_homework(person)
        await person.sees("For Tu 16.01")
        await person.type("ex. 7, 20 min.")
        await person.press("enter")
        page = seen(home, lesson)
        assert (page.homework, page.terms.minutes) == ("ex. 7", 20)
        assert "Homework saved. For Tu 16.01 the class has" in person.status
        assert "of 150 min" in person.status
        await person.press("shift+tab")
        await person.sees("ex. 7 20 min")
        await person.press("escape")
        await person.comes_to(TodayScreen)
        await person.press("enter")
        await person.comes_to(LessonPageScreen)
        assert "An unfinished text" not in person.status
        await person.press("ctrl+z")
        assert seen(home, lesson).homework is None


async def test_more_than_the_norm_is_told_once_and_then_set(sit: Sit, home: Home, lesson: LessonId) -> None:
    async with sit() as person:
        await at_homework(person)
        await person.type("ex. 7 71 min")
        await person.press("enter")
        assert "With this the class has 151 of 150 min for Tu 16.01: ИЗО 15" in person.status
        assert seen(home, lesson).homework is None
        await person.press("enter")
        assert "Homework saved. For Tu 16.01 the class has 151 of 150 min." in person.status
        assert (seen(home, lesson).homework, seen(home, lesson).terms.minutes) == ("ex. 7", 71)


async def test_homework_is_set_for_another_lesson_and_for_a_day_as_such(
    sit: Sit, home: Home, lesson: LessonId
) -> None:
    async with sit() as person:
        await at_homework(person)
        await person.type("ex. 7")
        await person.press("f2")
        await person.comes_to(Choose)
        await person.press("2")
        await person.sees("For which day?", "of 150 min")
        await person.press("3")
        await person.comes_to(LessonPageScreen)
        chosen = seen(home, lesson)
        assert chosen.homework == "ex. 7"
        assert chosen.terms.due == chosen.homework_for is not None
        await person.press("f2", "2")
        await person.sees("Another day")
        await person.press("end", "enter")
        await person.comes_to(FillIn)
        await person.type("20.01")
        await person.press("enter")
        await person.comes_to(LessonPageScreen)
        page = seen(home, lesson)
        assert (str(page.homework_for), page.terms.on_day) == ("2018-01-20", True)
        await person.press("f2", "2", "end", "enter")
        await person.comes_to(FillIn)
        await person.type("12.01")
        await person.press("enter")
        await person.comes_to(LessonPageScreen)
        assert "is for a day from 16.01" in person.status
        assert seen(home, lesson).homework_for == page.homework_for


async def test_minutes_are_said_afterwards_and_the_last_homework_is_set_again(
    sit: Sit, home: Home, lesson: LessonId
) -> None:
    before = home.school.db.sql(
        "SELECT h.text FROM homework h JOIN lesson l ON l.id=h.lesson WHERE l.course=(SELECT course FROM lesson"
        " WHERE id=?) AND l.day<? AND h.text<>'' ORDER BY l.day DESC, l.number DESC LIMIT 1", lesson, DAY,
    )[0][0]  # fmt: skip
    async with sit() as person:
        await at_homework(person)
        await person.press("f2", "5")
        await person.comes_to(LessonPageScreen)
        await person.until(lambda: seen(home, lesson).homework == before, "it is not set")
        await person.press("f2", "3")
        await person.comes_to(FillIn)
        await person.press("ctrl+u")
        await person.type("много")
        await person.press("enter")
        await person.sees("write the minutes as a number")
        await person.press("ctrl+u")
        await person.type("25")
        await person.press("enter")
        await person.comes_to(LessonPageScreen)
        assert seen(home, lesson).terms == Terms(minutes=25)


async def test_some_pupils_have_a_homework_of_their_own_and_nobody_else_reads_it(
    sit: Sit, home: Home, lesson: LessonId
) -> None:
    async with sit() as person:
        page = await at_homework(person)
        assert page.page is not None
        names = [row.name for row in page.page.grid.rows]
        await person.type("ex. 7")
        await person.press("enter", "shift+tab", "f2", "4")
        await person.comes_to(Tick)
        await person.type(names[2][:5].lower())
        await person.press("space", "home", "down")
        await person.press("enter")
        await person.comes_to(Form)
        await person.type("карточка 3 10 min")
        await person.press("enter", "enter")
        await person.comes_to(LessonPageScreen)
        assert [count for _text, count in tasks(home)] == [1]
        await person.sees("for 1 pupil: карточка 3")
        ((pupil, account),) = home.school.db.sql(
            "SELECT p.pupil, a.id FROM homework_pupil p JOIN account a ON a.pupil=p.pupil"
        )
        other = home.school.db.sql(
            "SELECT MIN(a.id) FROM account a JOIN membership m ON m.pupil=a.pupil WHERE a.pupil<>?", pupil
        )[0][0]
        await person.press("ctrl+z")
        await person.until(lambda: tasks(home) == [], "it stands still")
        await person.press("ctrl+y")
        await person.until(lambda: len(tasks(home)) == 1, "it did not come back")
    for who, reads in ((account, True), (other, False)):
        async with sit() as person:
            await person.enter(who)
            await person.comes_to(DiaryScreen)
            assert ("ex. 7; карточка 3" in person.text) is reads, person.text
            assert "ex. 7" in person.text


async def test_a_homework_changed_by_somebody_else_is_not_overwritten(
    sit: Sit, home: Home, lesson: LessonId
) -> None:
    colleague = session_of(home, AccountId(teacher_of(home, SUBJECT)))
    async with sit() as person:
        await at_homework(person)
        await person.type("ex. 7")
        await person.press("enter", "shift+tab")
        await person.type(" и ex. 8")
        colleague.do(SetHomework(lesson, "ex. 7", terms=Terms(minutes=40), expects="ex. 7"))
        await person.press("enter")
        assert "stands here already" in person.status
        assert "ex. 7 и ex. 8" in person.text
        assert seen(home, lesson).terms.minutes == 40
