"""The calendar of homework: of a class for its teachers, of a pupil for the family."""

from ejournal_tui.domain.journal.homework import Task, Terms
from ejournal_tui.domain.people.people import AccountId
from ejournal_tui.services.homework.homework import SetHomework, SetTask
from ejournal_tui.services.journal.gradebook import ShowLesson
from ejournal_tui.services.operations.home import Home
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.dialogs.text import ShowText
from ejournal_tui.ui.screens.families.diary import DiaryScreen
from ejournal_tui.ui.screens.homework.homework import HomeworkScreen, PupilHomeworkScreen
from ejournal_tui.ui.screens.journal.lesson_page import LessonPageScreen
from tests.people import account_with_role, class_teacher, lesson_on, pupils_of, session_of, teacher_of
from tests.ui.conftest import Sit, Sitting

DAY, SUBJECT = "2018-01-15", "Русский язык"


async def at_calendar(person: Sitting, account: int) -> HomeworkScreen:
    """Somebody of the school comes in and opens the calendar from the menu."""
    await person.enter(account)
    await person.press("f10")
    await person.comes_to(Choose)
    rows = [row[1] for row in person.rows.rows]
    await person.press(*["down"] * rows.index("Homework of classes"), "enter")
    return await person.comes_to(HomeworkScreen)


async def test_a_teacher_sees_what_is_due_moves_the_own_homework_and_opens_its_lesson(sit: Sit, home: Home) -> None:
    teacher = session_of(home, teacher_of(home, SUBJECT))
    lesson = lesson_on(home, SUBJECT, DAY)
    teacher.do(SetHomework(lesson, "упр. 250", terms=Terms(minutes=90)))
    async with sit() as person:
        await at_calendar(person, teacher_of(home, SUBJECT))
        await person.sees("Homework · 7А", "Tuesday, 16 January: 170 of 150 min: more than the norm", "упр. 250")
        assert "More than the norm: Mo 15.01, Tu 16.01." in person.status
        await person.press("f3")
        await person.comes_to(Choose)
        await person.type("упр")
        await person.press("enter")
        await person.comes_to(HomeworkScreen)
        assert "упр. 250" in person.status
        await person.press("f2")
        await person.sees("For which day?", "45 of 150 min")
        await person.press("2")
        await person.comes_to(HomeworkScreen)
        assert "now for We 17.01" in person.status
        assert str(teacher.ask(ShowLesson(lesson)).homework_for) == "2018-01-17"
        await person.sees("Wednesday, 17 January: 135 of 150 min")
        await person.press("ctrl+z")
        assert str(teacher.ask(ShowLesson(lesson)).homework_for) == "2018-01-16"
        await person.press("f3")
        await person.type("упр")
        await person.press("enter")
        await person.comes_to(HomeworkScreen)
        await person.press("enter")
        await person.comes_to(LessonPageScreen)
        await person.sees("упр. 250 90 min")
        await person.press("escape")
        await person.comes_to(HomeworkScreen)


async def test_a_teacher_neither_moves_nor_opens_a_colleagues_homework(sit: Sit, home: Home) -> None:
    mine, lesson = teacher_of(home, "Физика"), lesson_on(home, SUBJECT, DAY)
    session_of(home, teacher_of(home, SUBJECT)).do(SetHomework(lesson, "упр. 250"))
    async with sit() as person:
        await at_calendar(person, mine)
        for key, says in (("enter", "kept by other teachers"), ("f2", "kept by its teacher")):
            await person.press("f3")
            await person.type("упр")
            await person.press("enter")
            await person.comes_to(HomeworkScreen)
            await person.press(key)
            await person.comes_to(HomeworkScreen)
            assert says in person.status


async def test_the_class_teacher_and_the_deputy_see_who_has_said_nothing_in_time(sit: Sit, home: Home) -> None:
    ((lesson, subject),) = home.school.db.sql(
        "SELECT l.id, s.short FROM lesson l JOIN course c ON c.id=l.course JOIN subject s ON s.id=c.subject"
        " WHERE l.day='2018-01-12' AND l.state='held' ORDER BY l.number, l.id LIMIT 1"
    )
    ((key,),) = home.school.db.sql("SELECT id FROM homework WHERE lesson=?", lesson)
    home.school.write(0, "test", lambda ledger: (ledger.delete("homework", key), ledger.seal("World", "done", {})))
    for who in (class_teacher(home), account_with_role(home, "deputy")):
        async with sit() as person:
            await at_calendar(person, who)
            await person.press("left")
            await person.sees("Not said in time what is set for home:", f" {subject}", "Fr 12.01, lesson")
            await person.press("end", "enter")
            await person.comes_to(LessonPageScreen)


async def test_weeks_without_homework_say_so_and_holidays_their_name(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await at_calendar(person, class_teacher(home))
        await person.press("right", "right", "right", "right")
        await person.sees("Nothing is due in this week")
        await person.press("т", *["left"] * 2)
        await person.sees("holidays" if "holidays" in person.text else "каникулы")
        await person.press("f2")
        assert "Choose a homework" in person.status
        await person.press("к")
        await person.comes_to(Choose)
        await person.press("enter")
        await person.sees("Homework · 7А · 1–5")


async def test_a_family_reads_ahead_what_is_for_all_and_what_is_for_the_own_child(sit: Sit, home: Home) -> None:
    lesson = lesson_on(home, SUBJECT, DAY)
    child, other = pupils_of(home, lesson)[:2]
    teacher = session_of(home, AccountId(teacher_of(home, SUBJECT)))
    teacher.do(SetHomework(lesson, "упр. 250"))
    teacher.do(SetTask(lesson, 0, Task("карточка 3", (child,), Terms(minutes=10))))
    teacher.do(SetTask(lesson, 1, Task("карточка 9", (other,))))
    ((account,),) = home.school.db.sql(
        "SELECT MIN(a.id) FROM account a JOIN guardianship g ON g.guardian=a.guardian WHERE g.pupil=?", child
    )
    async with sit() as person:
        await person.enter(account)
        await person.comes_to(DiaryScreen)
        await person.press("д")
        await person.comes_to(PupilHomeworkScreen)
        await person.sees("упр. 250", "for you: карточка 3", "set 15.01")
        assert "карточка 9" not in person.text
        await person.press("f3")
        await person.type("карточка")
        await person.press("enter")
        await person.comes_to(PupilHomeworkScreen)
        await person.press("enter")
        await person.comes_to(ShowText)
        await person.sees("Set Mo 15.01 for Tu 16.01. Set for you. About 10 minutes.")
