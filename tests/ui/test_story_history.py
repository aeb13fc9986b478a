"""The history on the screen: one's own deeds after the sign-in, everybody's for the deputy head, undone from there."""

from textual import events

from ejournal_tui.services.operations.home import Home
from ejournal_tui.ui.screens.history.history import HistoryScreen
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.journal.lesson_page import LessonPageScreen
from ejournal_tui.ui.screens.mornings.school_day import SchoolDayScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from tests.people import session_of, teacher_of
from tests.ui.conftest import LOOKS, Sit, Sitting
from tests.ui.test_story_roles import KEYS, choose


async def narrow(person: Sitting, *words: str) -> None:
    """F2, then the lines with these words one after another."""
    await person.press("f2")
    for one in words:
        rows = [row[1] for row in person.rows.rows]
        await person.press(*["down"] * rows.index(one), "enter")


async def test_a_teacher_is_told_of_changes_under_her_name_and_reads_and_undoes_them(sit: Sit, home: Home) -> None:
    teacher = teacher_of(home, "Русский язык")
    async with sit() as person:
        await person.enter(teacher)
        await person.comes_to(TodayScreen)
        await person.press("f2")
        await person.comes_to(LessonGridScreen)
        await person.press("5", "4")
        await person.press("f12")
        await person.enter(teacher)
        screen = await person.comes_to(TodayScreen)
        assert screen.desk.signed.deeds == "Changes under your name: 2 (F4)."
        await person.press("f4")
        await person.comes_to(HistoryScreen)
        rows = person.rows.rows
        assert rows[0][2] == "sign-in (room 12)"
        assert [row[2].partition(":")[0] for row in rows[1:4]] == ["mark", "mark", "sign-in (room 12)"]
        assert "“4” was written" in rows[1][2]
        await person.press("down", "enter")
        await person.sees("“4” was written")
        await person.press("escape", "f6")
        await person.comes_to(LessonPageScreen)
        await person.press("escape")
        await person.comes_to(HistoryScreen)
        await person.press("f5")
        assert "deputy head and the director" in person.status
        # Another sitting cannot take back what this one has not done.
        await person.press("ctrl+z")
        assert person.status.startswith("There is nothing to undo.")
        await narrow(person, "one kind of deeds", "attendance")
        await person.sees("attendance", "Fr 12.01")
        await narrow(person, "deletions only")
        await person.sees("No such deeds. F2 shows others.")


async def test_the_deputy_reads_what_anybody_did_by_person_class_day_and_deletion(sit: Sit, home: Home) -> None:
    teacher = session_of(home, teacher_of(home, "Русский язык"))
    ((surname,),) = home.school.db.sql(
        "SELECT s.surname FROM account a JOIN staff s ON s.id=a.staff WHERE a.id=?", teacher.actor().account
    )
    async with sit() as person:
        await person.press(KEYS["deputy"])
        await person.comes_to(SchoolDayScreen)
        await choose(person, "History")
        await person.comes_to(HistoryScreen)
        await person.press("f5")
        await narrow(person, "one of the staff")
        await person.type(surname)
        await person.press("enter")
        await person.until(lambda: surname in person.lines[0])
        assert all(surname in row[2] for row in person.rows.rows if "…" not in row[2])
        await narrow(person, "one day")
        await person.press(*"15.01", "enter")
        await person.sees("15.01")
        await narrow(person, "everything again")
        await narrow(person, "one class")
        await person.type("7А")
        await person.press("enter")
        await person.until(lambda: "7А" in person.lines[0])
        before = len(person.rows.rows)
        await person.press("end", "enter")
        await person.until(lambda: len(person.rows.rows) > before)


async def test_a_pupil_sees_the_own_sign_ins_and_nothing_of_others(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await person.press(KEYS["pupil"])
        await person.press("f4")
        await person.comes_to(HistoryScreen)
        assert [row[2] for row in person.rows.rows] == ["sign-in (room 12)"]


async def test_f4_tells_the_life_of_a_topic_and_of_homework(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await person.enter(teacher_of(home, "Русский язык"))
        await person.press("enter")
        await person.comes_to(LessonPageScreen)
        await person.press("tab")
        await person.type("Причастие")
        await person.press("enter")
        await person.type("§ 3")
        await person.press("enter", "f4")
        await person.sees("About the lesson:", "topic “Причастие” was written", "homework “§ 3” was written")
        await person.press("escape", "shift+tab", "f4")
        await person.sees("homework “§ 3” was written")


async def test_keys_pressed_faster_than_a_dialog_closes_do_not_close_what_lies_beneath(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await person.press(KEYS["deputy"])
        await person.comes_to(SchoolDayScreen)
        await choose(person, "History")
        await person.comes_to(HistoryScreen)
        await person.press("f2")
        for key in ("1", "1", "1", "1"):
            person.app.post_message(events.Key(key, key))
        for _look in range(LOOKS):
            # The pilot cannot wait here: it would wait for the dialog that is closing.
            await person.app.thread.run(lambda: None)
        assert HistoryScreen in [type(screen) for screen in person.app.screen_stack]
