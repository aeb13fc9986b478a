"""Weeks and days that are not like the others, on the screens that show them."""

from datetime import date
from pathlib import Path

from ejournal_tui.services.operations.home import Home
from ejournal_tui.ui.screens.families.diary import DiaryScreen
from ejournal_tui.ui.screens.mornings.school_day import SchoolDayScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from ejournal_tui.ui.screens.operations.papers import PapersScreen
from tests.changing import changed, made
from tests.people import account_with_role, class_teacher, lesson_on, teacher_of
from tests.ui.conftest import Sit

PUPIL = "7"


async def test_the_diary_of_a_week_after_the_pupil_left_shows_no_other_week(sit: Sit, home: Home) -> None:
    ((pupil,),) = home.school.db.sql("SELECT id FROM pupil ORDER BY search_key LIMIT 1")
    for (key,) in home.school.db.sql("SELECT id FROM membership WHERE pupil=?", pupil):
        changed(home, "membership", key, ends="2018-01-16")
    async with sit() as person:
        await person.press(PUPIL)
        await person.comes_to(DiaryScreen)
        await person.sees("Tuesday", "Литература")
        await person.press("right")
        await person.sees("in no class that week", "22–26 January")
        assert list(person.rows.rows) == []
        assert "7А" not in person.text
        await person.press("f8")
        person.on(DiaryScreen)
        await person.press("left")
        await person.sees("Tuesday", "Литература", "15–19 January")


async def test_the_diary_says_why_a_day_is_free(sit: Sit, home: Home) -> None:
    ((lesson,),) = home.school.db.sql(
        "SELECT l.id FROM lesson l JOIN course c ON c.id=l.course JOIN subject s ON s.id=c.subject"
        " WHERE s.short='География' AND l.day='2018-01-17'"
    )
    changed(home, "lesson", lesson, state="moved")
    async with sit() as person:
        await person.press(PUPIL)
        await person.comes_to(DiaryScreen)
        await person.until(lambda: any(row[1] == "География" and "moved" in row[3] for row in person.rows.rows))
        await person.press("left")
        await person.sees("8–12 January")
        free = {row[1]: row[3] for row in person.rows.rows if not row[0]}
        assert free["Monday"] == free["Wednesday"] == "Зимние каникулы"
        assert free["Thursday"] == ""


async def test_the_diary_tells_the_topic_of_the_lesson_under_the_cursor(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await person.press(PUPIL)
        await person.comes_to(DiaryScreen)
        await person.press("left", "left", "left")
        await person.sees("25–29 December")
        first = next(i for i, row in enumerate(person.rows.rows) if row[0])
        ((topic,),) = home.school.db.sql(
            "SELECT l.topic FROM lesson l JOIN course c ON c.id=l.course JOIN subject s ON s.id=c.subject"
            " WHERE l.day='2017-12-25' AND l.number=? AND s.short=?", *person.rows.rows[first][:2],
        )  # fmt: skip
        assert topic
        assert "Topic:" not in person.status
        person.rows.move(first)
        await person.until(lambda: f"Topic: {topic}" in person.status, "no topic was told")
        await person.press("up")
        assert "Topic:" not in person.status
        assert "Missed lessons" in person.status


async def test_on_a_wide_terminal_the_diary_has_a_column_of_topics(sit: Sit) -> None:
    async with sit() as person:
        await person.press(PUPIL)
        await person.comes_to(DiaryScreen)
        await person.press("left", "left", "left")
        await person.sees("25–29 December")
        narrow = person.rows.rows
        await person.pilot.resize_terminal(140, 30)
        await person.until(lambda: len(person.rows.rows[0]) == 5, "no column came")
        lessons = [row for row in person.rows.rows if row[0]]
        assert all(row[2] for row in lessons if row[2:] != ("", "", ""))
        assert sum(bool(row[2]) for row in lessons) > 10
        assert [(row[0], row[1], *row[3:]) for row in lessons] == [row for row in narrow if row[0]]
        free = {row[1]: row[2] for row in person.rows.rows if not row[0]}
        assert free["Thursday"] == "Зимние каникулы"
        await person.pilot.resize_terminal(80, 24)
        await person.until(lambda: person.rows.rows == narrow, "the column stayed")


async def test_the_averages_of_the_diary_stand_beneath_each_other(sit: Sit) -> None:
    async with sit() as person:
        await person.press(PUPIL)
        await person.comes_to(DiaryScreen)
        await person.press("f8")
        await person.sees("average", "forecast")
        lines = [row[1] for row in person.rows.rows if "forecast" in row[1]]
        assert len({line.index("average") for line in lines}) == len({line.index("forecast") for line in lines}) == 1
        assert len({line.split("average")[0].rstrip() for line in lines}) == len(lines) > 5


async def test_sheets_are_made_for_weeks_with_lessons_that_have_begun(
    sit: Sit, home: Home, home_folder: Path
) -> None:
    async with sit() as person:
        await person.enter(class_teacher(home))
        await person.comes_to(TodayScreen)
        await person.press("f7")
        await person.comes_to(PapersScreen)
        await person.sees("4 sheets: families on paper")
        await person.press("right")
        await person.sees("The week of 22–26 January 2018 has not begun yet.")
        await person.press("f7")
        await person.sees("Choose a week of the study year that has begun.")
        await person.press("left", "left", "left")
        await person.sees("1–5 January", "Зимние каникулы", "0 sheets")
        await person.press("f7")
        await person.sees("No lessons in the week of 1–5 January 2018: Зимние каникулы.")
        assert list((home_folder / "outbox").iterdir()) == []
        await person.press("right", "f7")
        await person.sees("sheets are ready: sheets-7a-2018-01-08-0", "ask the lab assistant", "scp SERVER:")
        ((copy,),) = home.school.db.sql("SELECT seq FROM deed WHERE verb='RecordPrint'")
        assert [paper.name for paper in (home_folder / "outbox").iterdir()] == [f"sheets-7a-2018-01-08-{copy:06}.pdf"]


async def test_the_queue_of_a_week_with_a_working_saturday_names_its_days(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await person.enter(class_teacher(home))
        await person.comes_to(TodayScreen)
        await person.press("f7")
        await person.comes_to(PapersScreen)
        await person.sees("15–19 January")
        for _week in range(14):
            await person.press("right")
        await person.sees("23–28 April")


async def test_what_is_missing_is_a_line_a_lesson_whoever_teaches_it(sit: Sit, home: Home) -> None:
    day = date(2018, 1, 12)
    lesson = lesson_on(home, "Физика", day.isoformat())
    ((course,),) = home.school.db.sql("SELECT course FROM lesson WHERE id=?", lesson)
    ((staff,),) = home.school.db.sql("SELECT staff FROM account WHERE id=?", teacher_of(home, "Музыка"))
    made(home, "teaching", course=course, staff=staff, starts="2017-09-01", ends=None)
    for (key,) in home.school.db.sql("SELECT id FROM lesson WHERE day=?", day.isoformat()):
        changed(home, "lesson", key, roll_at=1)
    changed(home, "lesson", lesson, roll_at=None, topic="")
    async with sit() as person:
        await person.enter(account_with_role(home, "deputy"))
        await person.comes_to(SchoolDayScreen)
        await person.press("left", "left", "left")
        await person.sees("12.01", "2 Физика (")
        await person.press("enter")
        await person.until(lambda: len(person.rows.rows) >= 1 and "Физика" in person.rows.rows[0][1])
        assert [row[1].startswith("2 Физика (") for row in person.rows.rows] == [True]
        assert ", " in person.rows.rows[0][1]
