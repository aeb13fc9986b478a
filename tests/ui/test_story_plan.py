"""A teacher keeps a lesson plan with keys, the deputy head agrees to it; every step is in the database."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.plans.plan_view import ShowPlan
from ejournal_tui.services.plans.plans import RemovePlanLine, SplitPlanLine
from ejournal_tui.storage.journal import lessons
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.screens.entrance.sign_in import SignInScreen
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.journal.lesson_page import LessonPageScreen
from ejournal_tui.ui.screens.mornings.morning import DirectorScreen
from ejournal_tui.ui.screens.mornings.school_day import SchoolDayScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from ejournal_tui.ui.screens.plans.lesson_plan import LessonPlanScreen
from ejournal_tui.ui.screens.plans.plans import PlansScreen
from ejournal_tui.ui.screens.substitutions.substitutions import SubstitutionsScreen
from tests.changing import made
from tests.people import lesson_on, session_of, teacher_of
from tests.ui.conftest import Sit, Sitting

SUBJECT, DAY = "Русский язык", "2018-01-15"
NEXT = 80
"""The line of the plan that comes next, from 0."""


@pytest.fixture
def lesson(home: Home) -> LessonId:
    """The Russian lesson that has just been held."""
    return lesson_on(home, SUBJECT, DAY)


@pytest.fixture
def course(home: Home, lesson: LessonId) -> CourseId:
    """Russian in 7А."""
    return lessons.lesson(home.school, lesson).course


def topics(home: Home, course: CourseId) -> list[str]:
    """The topics of the plan in their order."""
    return [t for (t,) in home.school.db.sql("SELECT topic FROM plan_entry WHERE course=? ORDER BY number", course)]


def line(home: Home, course: CourseId, number: int) -> tuple[object, ...]:
    """Topic, homework and kind of a line."""
    (found,) = home.school.db.sql(
        "SELECT e.topic, e.homework, k.code FROM plan_entry e LEFT JOIN work_kind k ON k.id=e.work_kind"
        " WHERE e.course=? AND e.number=?",
        course, number,
    )  # fmt: skip
    return tuple(found)


async def planning(person: Sitting) -> LessonPlanScreen:
    """The teacher comes in and opens the plan of the lesson under the cursor."""
    await person.press("1")
    await person.comes_to(TodayScreen)
    await person.press("л")
    return await person.comes_to(LessonPlanScreen)


@pytest.mark.parametrize("key", ["л", "k"])
async def test_the_plan_stands_on_its_next_line_with_plan_given_and_lag(sit: Sit, key: str) -> None:
    async with sit() as person:
        await person.press("1")
        await person.comes_to(TodayScreen)
        await person.press(key)
        await person.comes_to(LessonPlanScreen)
        assert person.rows.index == NEXT
        row = person.rows.rows[NEXT]
        assert (row[0], row[1], row[2], row[6]) == ("81", "15.01", "15.01", "next")
        assert person.rows.rows[NEXT - 1][6] == "given"
        await person.sees("Plan 164, given 80, by now 80: as planned", "approved 01.09", "lesson of 15.01")
        await person.press("f1")
        await person.sees("A lesson has fallen out")


async def test_a_fallen_lesson_shifts_the_plan_and_the_lesson_page_offers_what_stands_there_now(
    sit: Sit, home: Home, course: CourseId
) -> None:
    before = topics(home, course)
    async with sit() as person:
        await planning(person)
        await person.press("с")
        await person.comes_to(Choose)
        await person.sees("84 lessons move on by a lesson", "A free lesson: Reserve")
        await person.press("escape")
        assert topics(home, course) == before
        await person.press("с")
        await person.press("2")
        await person.sees("The plan is shifted by a lesson.", "has to approve the plan again")
        # What was told stays though the screen looks again for changes of others.
        await person.on(LessonPlanScreen).load()
        assert "The plan is shifted by a lesson." in person.status
        assert topics(home, course) == [*before[:NEXT], before[NEXT - 1], *before[NEXT:]]
        await person.sees("changed since 01.09")
        await person.press("escape")
        await person.comes_to(TodayScreen)
        await person.press("enter")
        await person.comes_to(LessonPageScreen)
        await person.sees(before[NEXT - 1][:30], "plan not approved: Enter")
        await person.press("f10")
        await person.comes_to(Choose)
        await person.press("escape", "escape", "л")
        await person.comes_to(LessonPlanScreen)
        await person.press("ctrl+z")
        await person.sees("Taken back: lesson plan")
        assert topics(home, course) == before
        await person.sees("approved 01.09")
    assert home.console().ask(VerifyAudit()).whole


async def test_merging_and_splitting_ask_where_many_lessons_move(sit: Sit, home: Home, course: CourseId) -> None:
    before = topics(home, course)
    async with sit() as person:
        await planning(person)
        await person.press("о")
        await person.sees(f"Merge with “{before[NEXT + 1][:20]}", "82 lessons come earlier")
        await person.press("2")
        assert topics(home, course) == before
        await person.press("о", "1")
        await person.sees("Two lines are one lesson now.")
        assert topics(home, course)[NEXT] == f"{before[NEXT]}. {before[NEXT + 1]}"
        await person.press("р", "1")
        await person.sees("The line takes two lessons now.")
        assert topics(home, course)[NEXT : NEXT + 2] == [
            f"{before[NEXT]}. {before[NEXT + 1]} ({n}/2)" for n in (1, 2)
        ]
        # At the end of the plan nothing much moves: nobody is asked.
        await person.press("end", "р")
        await person.sees("The line takes two lessons now.")
        assert len(topics(home, course)) == len(before) + 1
        await person.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert topics(home, course) == before


async def test_a_line_is_written_taken_out_and_put_in(sit: Sit, home: Home, course: CourseId) -> None:
    before = topics(home, course)
    async with sit() as person:
        screen = await planning(person)
        await person.press("f2", "ctrl+u")
        await person.type("Причастный оборот")
        await person.press("enter", "ctrl+u")
        await person.type("§ 99")
        await person.press("enter")
        await person.sees("Line 81 is saved.")
        assert line(home, course, 81)[:2] == ("Причастный оборот", "§ 99")
        assert screen.focused is person.rows
        await person.press("к")
        await person.comes_to(Choose)
        await person.press("down", "down", "enter")
        await person.until(lambda: line(home, course, 81)[2] == "homework")
        await person.press("insert")
        await person.type("Экскурсия")
        await person.press("enter", "enter")
        await person.sees("Line 82 is saved.")
        assert topics(home, course)[NEXT : NEXT + 3] == ["Причастный оборот", "Экскурсия", before[NEXT + 1]]
        assert person.rows.index == NEXT + 1
        await person.press("delete")
        await person.sees("Take “Экскурсия” out of the plan?")
        await person.press("1")
        await person.sees("The line is out of the plan.")
        assert len(topics(home, course)) == len(before)
        await person.press("f3")
        await person.type("контрольная")
        await person.press("enter")
        await person.comes_to(LessonPlanScreen)
        assert "Контрольная" in person.rows.rows[person.rows.index][3]


async def test_an_unfinished_line_is_kept_over_escape_and_lock(sit: Sit, home: Home, course: CourseId) -> None:
    before = topics(home, course)
    async with sit() as person:
        await planning(person)
        await person.press("f2", "ctrl+u")
        await person.type("Недописанная")
        await person.press("escape")
        person.on(LessonPlanScreen)
        await person.sees("your text is kept")
        assert topics(home, course) == before
        await person.press("f2")
        await person.sees("An unfinished text was kept.", "Недописанная")
        await person.type(" тема")
        await person.press("f12")
        await person.comes_to(SignInScreen)
        assert "Недописанная" not in person.text
        await planning(person)
        await person.press("f2")
        await person.sees("Недописанная тема")
        await person.press("enter", "enter")
        await person.sees("Line 81 is saved.")
        assert topics(home, course)[NEXT] == "Недописанная тема"
        await person.press("f2", "escape")
        assert "kept" not in person.status


async def test_a_colleagues_change_meanwhile_is_told_and_nothing_typed_is_lost(
    sit: Sit, home: Home, course: CourseId
) -> None:
    async with sit() as person:
        await planning(person)
        await person.press("f2", "ctrl+u")
        await person.type("Моя тема")
        colleague = session_of(home, teacher_of(home, SUBJECT))
        colleague.do(SplitPlanLine(course, NEXT + 5, home.console().ask(ShowPlan(course)).digest))
        await person.press("enter", "enter")
        await person.sees("The plan was changed meanwhile: Орехова К. О.", "Моя тема")
        assert "Моя тема" not in topics(home, course)
        await person.press("enter")
        await person.sees("Line 81 is saved.")
        assert topics(home, course)[NEXT] == "Моя тема"


async def test_a_text_whose_line_is_taken_out_meanwhile_becomes_a_line_at_the_cursor(
    sit: Sit, home: Home, course: CourseId
) -> None:
    colleague = session_of(home, teacher_of(home, SUBJECT))
    async with sit() as person:
        await planning(person)
        await person.press("f2", "ctrl+u")
        await person.type("Моя тема")
        colleague.do(RemovePlanLine(course, NEXT, home.console().ask(ShowPlan(course)).digest))
        await person.press("enter", "enter")
        await person.sees("taken out of the plan meanwhile", "Моя тема")
        await person.press("enter")
        await person.sees("is saved.")
        assert topics(home, course)[NEXT + 1] == "Моя тема"
        await person.press("insert")
        await person.type("Ещё одна")
        colleague.do(RemovePlanLine(course, NEXT + 1, home.console().ask(ShowPlan(course)).digest))
        await person.press("enter", "enter")
        await person.sees("changed meanwhile", "Ещё одна")
        await person.press("enter")
        await person.sees("is saved.")
        assert "Ещё одна" in topics(home, course)[NEXT : NEXT + 4]


async def test_given_lines_say_that_they_stay(sit: Sit, home: Home, course: CourseId) -> None:
    before = topics(home, course)
    async with sit() as person:
        await planning(person)
        await person.press("up")
        for key in ("f2", "с", "о", "р", "к", "delete"):
            await person.press(key)
            person.on(LessonPlanScreen)
            assert "has been given" in person.status
            await person.press("up")
        assert topics(home, course) == before


async def test_a_plan_is_begun_where_there_is_none(sit: Sit, home: Home, course: CourseId) -> None:
    year = home.school.year()
    group = made(home, "study_group", year=year, kind="class", name="7Б", grade=7, letter="Б", of_class=None)
    ((subject, staff),) = home.school.db.sql(
        "SELECT c.subject, t.staff FROM course c JOIN teaching t ON t.course=c.id WHERE c.id=?", course
    )
    empty = CourseId(made(home, "course", subject=subject, study_group=group, half_hours=10))
    made(home, "teaching", course=empty, staff=staff, starts="2017-09-01", ends=None)
    async with sit() as person:
        await person.press("1")
        await person.comes_to(TodayScreen)
        await person.press("left", "left")
        await person.sees("You have no lessons on this day")
        await person.press("л")
        await person.comes_to(PlansScreen)
        await person.sees("no plan", "missing 1")
        await person.type("7б")
        await person.press("enter")
        await person.comes_to(LessonPlanScreen)
        await person.sees("There is no plan yet: Ins begins one")
        for key in ("f2", "с", "о", "р", "delete"):
            await person.press(key)
            assert "Ins begins the plan" in person.status
        await person.press("f7")
        await person.sees("has no lesson plan yet")
        for topic in ("Введение", "Повторение"):
            await person.press("insert")
            await person.type(topic)
            await person.press("enter", "enter")
            await person.sees("is saved.")
        assert topics(home, empty) == ["Введение", "Повторение"]


async def test_c27_the_deputy_approves_a_plan_that_waits(sit: Sit, home: Home) -> None:
    def approvals() -> list[tuple[str, str]]:
        return home.school.db.sql(
            "SELECT s.surname, j.name FROM plan_approval a JOIN staff s ON s.id=a.staff JOIN course c ON c.id=a.course"
            " JOIN subject j ON j.id=c.subject WHERE j.name='Биология'"
        )

    async with sit() as person:
        await person.press("3")
        await person.comes_to(SchoolDayScreen)
        await person.press("ctrl+k")
        await person.comes_to(PlansScreen)
        await person.sees("Plans: approved 17, waiting for approval 1, missing 0.")
        assert person.rows.rows[0][1] == "Биология"
        await person.press("f5")
        assert len(person.rows.rows) == 1
        await person.press("enter")
        await person.comes_to(LessonPlanScreen)
        await person.sees("not approved")
        for key in ("f2", "с", "insert"):
            await person.press(key)
            assert "kept by the course's teacher" in person.status
        await person.press("у")
        await person.sees("The plan is approved.", "approved 15.01")
        assert approvals() == [("Куликова", "Биология")]
        await person.press("escape")
        await person.comes_to(PlansScreen)
        await person.sees("No plan waits for approval: F5 shows all.", "waiting for approval 0")
        await person.press("f5")
        assert len(person.rows.rows) == 18
        await person.type("биология")
        await person.press("enter")
        await person.comes_to(LessonPlanScreen)
        await person.press("у")
        await person.sees("Take the approval back?")
        await person.press("1")
        await person.sees("The approval is taken back.")
        assert approvals() == []
        await person.press("ctrl+z")
        assert approvals() == [("Куликова", "Биология")]


async def test_the_director_reads_plans_and_the_dispatcher_is_not_offered_them(sit: Sit, home: Home) -> None:
    staff = made(
        home, "staff", surname="Демидов", given="Олег", patronymic="", search_key="демидов", post="", room="", phone="",
        email="",
    )  # fmt: skip
    made(
        home, "staff_role", staff=staff, role="dispatcher", first_grade=1, last_grade=11, starts="2017-09-01", ends=None
    )
    dispatcher = made(home, "account", login="demidov_o", staff=staff, disabled=0)
    async with sit() as person:
        await person.press("9")
        await person.comes_to(DirectorScreen)
        await person.press("ш")
        await person.comes_to(SchoolDayScreen)
        await person.press("ctrl+k")
        await person.comes_to(PlansScreen)
        await person.press("enter")
        await person.comes_to(LessonPlanScreen)
        await person.press("у")
        assert "approved by the deputy head" in person.status
        await person.press("f12")
        await person.comes_to(SignInScreen)
        await person.enter(dispatcher)
        await person.comes_to(SubstitutionsScreen)
        assert "lesson plans" not in person.text
        await person.press("f10")
        await person.comes_to(Choose)
        assert "lesson plans" not in person.text.lower()


async def test_the_plan_is_saved_as_a_workbook(sit: Sit, home: Home, home_folder: Path, course: CourseId) -> None:
    async with sit() as person:
        await planning(person)
        await person.press("f7")
        await person.sees("The workbook is ready")
        sheet = load_workbook(home_folder / "outbox" / "plan-7a-russkiy-yazyk.xlsx")["КТП"]
        assert [cell.value for cell in sheet[2]][:2] == ["№ урока", "Раздел / тема урока"]
        assert [sheet.cell(row, 2).value for row in range(3, 167)] == topics(home, course)


async def test_the_plan_is_opened_from_the_grid_too(sit: Sit) -> None:
    async with sit() as person:
        await person.press("1")
        await person.comes_to(TodayScreen)
        await person.press("f2")
        await person.comes_to(LessonGridScreen)
        await person.press("л")
        await person.comes_to(LessonPlanScreen)
        await person.press("escape")
        await person.comes_to(LessonGridScreen)
