"""The attendance of a class on screen: a day, a month, a period, papers (C10)."""

from ejournal_tui.services.operations.home import Home
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.dialogs.form import Form
from ejournal_tui.ui.dialogs.text import ShowText
from ejournal_tui.ui.screens.attendance.attendance import AttendanceScreen
from ejournal_tui.ui.screens.journal.lesson_page import LessonPageScreen
from ejournal_tui.ui.screens.mornings.own_class import OwnClassScreen
from ejournal_tui.ui.screens.mornings.school_day import SchoolDayScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from tests.people import account_with_role, class_teacher, session_of, teacher_of
from tests.ui.conftest import Sit, Sitting


async def _open_as_class_teacher(person: Sitting, home: Home) -> AttendanceScreen:
    await person.enter(class_teacher(home))
    await person.comes_to(TodayScreen)
    await person.press("м")
    await person.comes_to(OwnClassScreen)
    await person.press("п")
    return await person.comes_to(AttendanceScreen)


def _absent(home: Home) -> tuple[int, str]:
    """Somebody who missed the first lesson of the day: the place in the list and the letter."""
    rows = home.school.db.sql(
        "SELECT p.id FROM membership m JOIN pupil p ON p.id=m.pupil JOIN study_group g ON g.id=m.study_group"
        " WHERE g.kind='class' ORDER BY p.search_key"
    )
    away = {key for (key,) in home.school.db.sql(
        "SELECT a.pupil FROM absence a JOIN lesson l ON l.id=a.lesson WHERE l.day='2018-01-15' AND a.letter='н'"
    )}  # fmt: skip
    return next((place, key) for place, (key,) in enumerate(rows) if key in away)


def _letters(home: Home, pupil: int) -> list[str]:
    return [letter for (letter,) in home.school.db.sql(
        "SELECT a.letter FROM absence a JOIN lesson l ON l.id=a.lesson WHERE l.day='2018-01-15' AND a.pupil=?"
        " ORDER BY l.number", pupil,
    )]  # fmt: skip


async def test_c10_the_class_teacher_enters_a_paper_and_the_letters_follow_it(sit: Sit, home: Home) -> None:
    place, pupil = _absent(home)
    async with sit() as person:
        screen = await _open_as_class_teacher(person, home)
        await person.sees("In the list", "1Ист")
        await person.press(*["down"] * place, "f2")
        await person.comes_to(Choose)
        assert any(row[-1] == "б" for row in person.rows.rows)
        await person.press("1")
        form = await person.comes_to(Form)
        assert form.values[0] == "certificate"
        assert form.values[3:5] == ("15.01.2018", "15.01.2018")
        await person.type("12")
        await person.press(*["enter"] * 5)
        await person.comes_to(AttendanceScreen)
        assert set(_letters(home, pupil)) == {"б"}
        assert "The paper is entered: 1 lesson." in person.status
        await person.press("с")
        await person.comes_to(Choose)
        assert "certificate no. 12" in person.rows.rows[0][1]
        await person.press("escape", "ctrl+z")
        await person.until(lambda: set(_letters(home, pupil)) == {"н"}, "not taken back")
        assert home.school.db.sql("SELECT COUNT(*) FROM absence_paper") == [(0,)]
        assert screen.is_current


async def test_c10_the_class_teacher_writes_letters_and_a_teacher_only_absent_and_late(sit: Sit, home: Home) -> None:
    place, pupil = _absent(home)
    async with sit() as person:
        await _open_as_class_teacher(person, home)
        await person.press(*["down"] * place, "home", "п")
        await person.until(lambda: _letters(home, pupil)[0] == "п", "no letter")
        await person.press("ctrl+z", "5")
        assert _letters(home, pupil)[0] == "н"
        assert "Marks are written in the journal" in person.status
    session = session_of(home, teacher_of(home, "История"))
    async with sit() as person:
        await person.enter(teacher_of(home, "История"))
        await person.comes_to(TodayScreen)
        await person.press("f10")
        row = next(n for n, words in enumerate(person.rows.rows) if words[1] == "Attendance")
        await person.press(*["down"] * row, "enter")
        await person.comes_to(AttendanceScreen)
        assert "(" not in person.lines[-1]
        await person.press(*["down"] * place, "б")
        assert "class teacher" in person.status
        assert _letters(home, pupil)[0] == "н"
        await person.press("о")
        await person.until(lambda: _letters(home, pupil)[0] == "о", "no letter")
        await person.press("f2")
        person.on(AttendanceScreen)
        assert session.actor().staff


async def test_a_paper_that_cannot_be_read_stays_with_what_was_typed(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await _open_as_class_teacher(person, home)
        await person.press("f2", "2")
        form = await person.comes_to(Form)
        await person.press("enter", "enter", "enter")
        await person.type("завтра")
        await person.press("enter", "enter")
        assert form.is_current
        assert "is not a day" in person.text or "lessons are written" in person.text
        await person.press("escape")
        await person.comes_to(AttendanceScreen)


async def test_a_month_tells_numbers_and_letters_and_opens_its_days(sit: Sit, home: Home) -> None:
    place, _pupil = _absent(home)
    async with sit() as person:
        await _open_as_class_teacher(person, home)
        await person.press(*["down"] * place, "в")
        await person.sees("January 2018", "1н")
        await person.press("н")
        assert "Letters are written in a day" in person.status
        await person.press("enter")
        await person.sees("Mo 15.01")
        await person.press("х")
        await person.sees("Sa 13.01", "No lessons")
        await person.press("х")
        await person.sees("Fr 12.01")
        await person.press("в", "в")
        await person.sees("01.12–28.02", "unexc.")
        await person.press("end")
        await person.sees("The class")
        await person.press("home", "enter")
        await person.comes_to(ShowText)
        await person.press("escape", "ъ")
        await person.sees("01.03–25.05")


async def test_whom_to_call_stands_with_phones_and_a_lesson_is_opened_from_the_day(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await _open_as_class_teacher(person, home)
        await person.press("з")
        await person.comes_to(ShowText)
        assert any("+7" in row[0] for row in person.rows.rows)
        await person.press("escape", "home", "f6")
        await person.comes_to(LessonPageScreen)


async def test_the_deputy_reads_every_class_and_writes_nothing(sit: Sit, home: Home) -> None:
    place, pupil = _absent(home)
    async with sit() as person:
        await person.enter(account_with_role(home, "deputy"))
        await person.comes_to(SchoolDayScreen)
        await person.press("ctrl+a")
        await person.comes_to(AttendanceScreen)
        await person.press(*["down"] * place, "home", "б", "f2")
        person.on(AttendanceScreen)
        assert _letters(home, pupil)[0] == "н"
        assert "F2 " not in person.lines[-1]
