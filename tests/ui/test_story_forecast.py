"""R2-2: what the marks so far promise is explained to the teacher, the class teacher and the family."""

from datetime import date

from ejournal_tui.domain.people.people import PupilId
from ejournal_tui.services.journal.gradebook import ShowGrid
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.papers.papers import ShowDiary
from ejournal_tui.services.results.forecasts import ExplainForecast, PupilForecasts, ShowForecasts
from ejournal_tui.ui.dialogs.text import ShowText
from ejournal_tui.ui.screens.families.diary import DiaryScreen
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from ejournal_tui.ui.screens.results.forecasts import ForecastsScreen
from tests.people import account_with_role, class_teacher, lesson_on, pupils_of, session_of, teacher_of
from tests.storage.queries import statements_sent
from tests.ui.conftest import Sit

DAY = date(2018, 1, 15)
SUBJECT = "Русский язык"


def test_r2_2_grid_diary_and_explanation_say_the_same(home: Home) -> None:
    deputy = session_of(home, account_with_role(home, "deputy"))
    lesson = lesson_on(home, SUBJECT, DAY.isoformat())
    ((course,),) = home.school.db.sql("SELECT course FROM lesson WHERE id=?", lesson)
    grid = deputy.ask(ShowGrid(course, DAY))
    for row in grid.rows:
        found = deputy.ask(ExplainForecast(course, row.pupil, DAY)).forecast
        assert (found.average, found.proposed) == (row.average, row.forecast)
    pupil = pupils_of(home, lesson)[0]
    (week,) = deputy.ask(ShowDiary(pupil, DAY)).pupils
    told = {one.subject: (one.average, one.count, one.forecast) for one in week.subjects}
    short = dict(home.school.db.sql("SELECT name, short FROM subject"))
    explained = {
        short[one.subject]: (one.forecast.average, len(one.counted), one.forecast.proposed)
        for one in deputy.ask(PupilForecasts(pupil, DAY))
    }
    assert told == explained
    assert len(told) > 8


def test_a_class_costs_a_handful_of_questions(home: Home) -> None:
    session = session_of(home, class_teacher(home))
    lesson = lesson_on(home, SUBJECT, DAY.isoformat())

    def sent(query: PupilForecasts | ShowForecasts) -> int:
        with statements_sent() as found:
            session.ask(query)
        return len(found)

    session.ask(ShowForecasts(DAY))  # what the school keeps in mind is read with the first look
    assert sent(PupilForecasts(pupils_of(home, lesson)[0], DAY)) <= 12
    assert sent(ShowForecasts(DAY)) <= 13


async def test_the_teacher_asks_in_the_grid_why_and_sees_mark_by_mark(sit: Sit, home: Home) -> None:
    teacher = teacher_of(home, SUBJECT)
    async with sit() as person:
        await person.enter(teacher)
        await person.comes_to(TodayScreen)
        await person.press("f2")
        await person.comes_to(LessonGridScreen)
        grid = person.grid.grid
        assert grid is not None
        row = grid.rows[0]
        await person.press("г")
        await person.comes_to(ShowText)
        await person.sees(f"{row.name} · {SUBJECT}", f"Forecast {row.forecast}: points", "One more mark would make:")
        await person.press("escape")
        # The same key of the other layout, with a mark more.
        await person.press("2", "up", "u")
        await person.comes_to(ShowText)
        await person.sees("the last mark is a 2")


async def test_the_class_teacher_sees_those_in_danger_first_and_why(sit: Sit, home: Home) -> None:
    teacher = class_teacher(home)
    lines = session_of(home, teacher).ask(ShowForecasts(DAY)).lines
    async with sit() as person:
        await person.enter(teacher)
        await person.press("f10")
        await person.sees("Forecasts")
        rows = person.rows.rows
        index = next(n for n, row in enumerate(rows) if "Forecasts" in row[1])
        person.rows.move(index)
        await person.press("enter")
        await person.comes_to(ForecastsScreen)
        assert person.rows.rows[0][0] == lines[0].name
        assert person.rows.rows[0][4]
        few = len(person.rows.rows)
        await person.press("f2")
        assert len(person.rows.rows) == len(lines) > few
        await person.press("home", "enter")
        await person.comes_to(ShowText)
        await person.sees(lines[0].name, "Mind:", "The teacher gives the mark")


async def test_a_pupil_reads_the_own_forecast_subject_by_subject(sit: Sit, home: Home) -> None:
    pupil = PupilId(pupils_of(home, lesson_on(home, SUBJECT, DAY.isoformat()))[0])
    ((account,),) = home.school.db.sql("SELECT id FROM account WHERE pupil=?", pupil)
    async with sit() as person:
        await person.enter(account)
        await person.comes_to(DiaryScreen)
        await person.press("f8")
        await person.sees("Enter explains", "average", "forecast")
        await person.type("русск")
        await person.press("enter")
        await person.sees("What counts: date, kind, mark × weight")
        await person.press("escape")
        await person.sees("Enter explains")
        await person.press("escape")
        await person.comes_to(DiaryScreen)
