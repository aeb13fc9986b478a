"""What the screens say where there is nothing to write: in words of their own, with the next step (C37)."""

from pathlib import Path

import pytest

from ejournal_tui.services.operations.home import Home
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.journal.lesson_page import LessonPageScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from tests.school import account_of, lessons_of
from tests.ui.conftest import Sit


@pytest.mark.parametrize(
    ("language", "sunday", "holiday", "nothing"),
    [
        ("en", "Sunday is a day off. Arrows: other days; Ж: all your journals.",
         "No lessons: Зимние каникулы. The arrows show other days.",
         "You have no lessons on this day. Arrows: other days; Ж: all your journals."),
        ("ru", "Воскресенье — выходной. Стрелки — другие дни, Ж — все ваши журналы.",
         "Уроков нет: Зимние каникулы. Стрелки показывают другие дни.",
         "В этот день уроков нет. Стрелки — другие дни, Ж — все ваши журналы."),
    ],
)  # fmt: skip
async def test_c37_a_holiday_a_sunday_and_a_day_without_own_lessons_are_three_different_things(
    sit: Sit, home: Home, language: str, sunday: str, holiday: str, nothing: str
) -> None:
    (account,) = home.school.db.sql(
        "SELECT a.id FROM account a JOIN teaching t ON t.staff=a.staff WHERE NOT EXISTS (SELECT 1 FROM lesson l"
        " JOIN teaching o ON o.course=l.course WHERE o.staff=a.staff AND l.day='2018-01-15') ORDER BY a.id LIMIT 1"
    )[0]
    async with sit(language=language) as person:
        await person.enter(int(account))
        await person.comes_to(TodayScreen)
        await person.sees(nothing)
        await person.press("left")
        await person.sees(sunday)
        await person.press("left", "left", "left", "left")
        await person.sees(holiday)
        # Where there is no lesson there is nothing to open, and nothing breaks.
        await person.press("enter", "f2")
        person.on(TodayScreen)
        await person.sees(holiday)


@pytest.mark.parametrize(
    ("language", "today", "grid"),
    [
        ("en", "Your journals are empty as yet: Enter opens the lesson", "Nothing is entered in this period yet."),
        ("ru", "В ваших журналах пока пусто: Enter открывает урок", "В этом периоде ещё ничего не внесено."),
    ],
)
async def test_c37_on_the_first_day_the_screens_say_how_to_begin(
    sit: Sit, school_folder: Path, school: Home, monkeypatch: pytest.MonkeyPatch, language: str, today: str, grid: str
) -> None:
    monkeypatch.setenv("EJOURNAL_NOW", "2017-09-01T08:10")
    ((staff,),) = school.school.db.sql(
        "SELECT t.staff FROM lesson l JOIN teaching t ON t.course=l.course JOIN course c ON c.id=l.course"
        " JOIN study_group g ON g.id=c.study_group JOIN subject s ON s.id=c.subject"
        " WHERE l.day='2017-09-01' AND g.grade>1 AND s.markless=0 ORDER BY l.id LIMIT 1"
    )
    assert lessons_of(school, staff, "2017-09-01")
    async with sit(school_folder, language) as person:
        await person.enter(account_of(school, staff))
        await person.comes_to(TodayScreen)
        await person.sees(today)
        await person.press("f2")
        await person.comes_to(LessonGridScreen)
        await person.until(lambda: grid in person.status, "the grid does not say how to begin")
        await person.press("f6")
        await person.comes_to(LessonPageScreen)
        await person.press("enter")
        await person.until(lambda: school.school.db.sql("SELECT 1 FROM lesson WHERE roll_at IS NOT NULL") != [], "")
        await person.press("escape", "escape")
        await person.comes_to(TodayScreen)
        await person.until(lambda: today not in person.status, "still said to be empty")
