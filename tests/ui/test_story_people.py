"""The officer, the class teacher and others look people up and change what is held about them, by keys alone."""

from datetime import date
from pathlib import Path

import pytest

from ejournal_tui.domain.people.people import PupilId
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.people.pupils import MovePupil
from ejournal_tui.ui.dialogs.form import Form
from ejournal_tui.ui.keyboard import other_layout
from ejournal_tui.ui.screens.entrance.sign_in import SignInScreen
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from ejournal_tui.ui.screens.people.people import PeopleScreen
from ejournal_tui.ui.widgets.pick_list import PickList
from tests.changing import made
from tests.classes import Classes, more_classes
from tests.people import account_with_role, class_teacher, session_of, teacher_of
from tests.ui.conftest import Sit, Sitting
from tests.ui.test_story_roles import choose


@pytest.fixture
def classes(home: Home) -> Classes:
    """7Б and 3А beside 7А."""
    return more_classes(home)


async def at_people(person: Sitting, account: int) -> PeopleScreen:
    """Somebody comes in and opens the section."""
    await person.enter(account)
    await choose(person, "People")
    return await person.comes_to(PeopleScreen)


def card(person: Sitting) -> list[str]:
    """The lines of the open card."""
    return [" ".join(row) for row in person.app.screen.query_one("#card", PickList).rows]


async def opens(person: Sitting, text: str) -> None:
    """Find somebody by typing and open the card."""
    await person.type(text)
    await person.press("enter")


async def deed(person: Sitting, words: str) -> None:
    """Choose what to do on the open card, or in the dialog that follows."""
    await person.until(lambda: any(words in row[1] for row in person.rows.rows), f"no {words}")
    place = next(n for n, row in enumerate(person.rows.rows) if words in row[1])
    await person.press(*["home", *["down"] * place], "enter")


async def fill(person: Sitting, *texts: str | None) -> None:
    """Fill in a form line by line; None leaves what stands there."""
    await person.until(lambda: isinstance(person.app.screen, Form), "no form")
    person.on(Form).query("TextInput").first().focus()
    for text in texts:
        if text is not None:
            await person.press("end", "ctrl+u")
            await person.type(text)
        await person.press("enter")


def stays(home: Home, surname: str) -> list[tuple[object, ...]]:
    """The classes of a pupil with days and orders."""
    return home.school.db.sql(
        "SELECT g.name, m.starts, m.ends, m.order_number, m.left_order FROM membership m JOIN study_group g"
        " ON g.id=m.study_group JOIN pupil p ON p.id=m.pupil WHERE g.kind='class' AND p.search_key LIKE ?"
        " ORDER BY m.starts", f"{surname}%",
    )  # fmt: skip


async def test_c16_the_officer_moves_a_pupil_and_the_new_teacher_sees_the_earlier_cells(
    sit: Sit, home: Home, classes: Classes
) -> None:
    ((course,),) = home.school.db.sql("SELECT id FROM course WHERE study_group=?", classes.seven_b)
    for day in ("2018-01-11", "2018-01-12", "2018-01-15"):
        made(home, "lesson", course=course, day=day, number=2, room="", state="planned", topic="", plan_entry=None,
             kind=None, substitute=None, roll_at=None, held_at=None)  # fmt: skip
    async with sit() as person:
        await at_people(person, account_with_role(home, "officer"))
        await opens(person, "богданов богдан")
        await person.press("f2")
        await deed(person, "To another class")
        await deed(person, "7Б")
        await fill(person, "15.01", "12")
        await person.sees("Saved. Without a subgroup now: Английский язык.", "Ctrl+Z")
        assert [row[:4] for row in stays(home, "богданов богдан")] == [
            ("7А", "2017-09-01", "2018-01-14", ""), ("7Б", "2018-01-15", None, "12"),
        ]  # fmt: skip
        assert "class 7Б since 15.01.2018, order 12" in card(person)
        await person.press("ctrl+z")
        await person.sees("Taken back: pupil moved, Богданов Богдан.", "7А since 01.09.2017")
        assert len(stays(home, "богданов богдан")) == 1
        await person.press("ctrl+y")
        await person.sees("Done again", "7Б since 15.01.2018")
        await person.press("f12")
        await person.comes_to(SignInScreen)
        await person.enter(teacher_of(home, "Русский язык"))
        await person.comes_to(TodayScreen)
        await person.press("ж")
        await person.type("7б")
        await person.press("enter")
        await person.comes_to(LessonGridScreen)
        await person.sees("7Б · Русский язык", "Богданов Богдан")
        await person.press("left")
        await person.sees("from 7А")
        shown = person.shown(0)
        assert shown in "2345"
        await person.press("5")
        assert "not in this group" in person.status
        assert person.shown(0) == shown


async def test_a_leave_that_lies_ahead_is_followed_by_another_order(
    sit: Sit, home: Home, classes: Classes
) -> None:
    async with sit() as person:
        await at_people(person, account_with_role(home, "officer"))
        await opens(person, "богданов богдан")
        await person.press("f2")
        await deed(person, "Leaves school")
        await fill(person, "01.02", "45")
        await person.sees("Saved.", "7А 01.09.2017–31.01.2018, order 45")
        await person.press("f2")
        await deed(person, "Back to school")
        await deed(person, "7Б")
        await fill(person, "01.02", "46")
        await person.sees("Saved.", "7Б since 01.02.2018, order 46")
        assert [row[0] for row in stays(home, "богданов богдан") if row[2] is None] == ["7Б"]


async def test_c19_the_class_teacher_changes_a_phone_and_the_keeper_sees_it(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await at_people(person, class_teacher(home))
        await opens(person, "богданов богдан")
        place = next(n for n, line in enumerate(card(person)) if line.startswith("guardian"))
        await person.press(*["down"] * place, "enter")
        await person.sees("child", "Богданов Богдан Вадимович: 7А")
        await person.press("f2")
        assert not any("Change of name" in row[1] for row in person.rows.rows)
        await deed(person, "Phone and e-mail")
        await fill(person, "8 911 123 45 67", None, "", "12.01")
        await person.sees("The number of the paper is missing.")
        await person.press("up")
        await person.type("7")
        await person.press("enter", "enter")
        await person.sees("Saved.", "+7 911 123-45-67", "No. 7 of 12.01.2018: contact")
        ((number, stated, author),) = home.school.db.sql("SELECT number, stated, author FROM contact_statement")
        assert (number, stated, author) == ("7", "2018-01-12", class_teacher(home))
        await person.press("f12")
        await person.comes_to(SignInScreen)
        await at_people(person, account_with_role(home, "officer"))
        await person.sees("1 contact changed by statement lately: F4.")
        await person.press("f4")
        await person.sees("Contacts changed by statement", "No. 7 of 12.01.2018: contact")


async def test_c20_a_newcomer_stands_by_name_with_the_last_number(sit: Sit, home: Home, classes: Classes) -> None:
    async with sit() as person:
        await at_people(person, account_with_role(home, "officer"))
        await person.press("insert")
        await person.comes_to(Form)
        # Faster than the form can follow: every line lands where a slow hand would have typed it.
        pupil, mother = "Абрамов Пётр Ильич\n04.03.2004\nМ\n\n5\n", "Абрамова Вера Ильинична\nмать\n+7 911 555-44-33\n"
        await person.type(f"{pupil}{mother}\nyes\n")
        await person.sees("Saved.", "28  Абрамов Пётр Ильич")
        assert person.rows.rows[0][0] == "28"
        assert stays(home, "абрамов") == [("7А", "2018-01-15", None, "5", "")]
        assert home.school.db.sql(
            "SELECT g.phone, k.on_paper FROM guardianship k JOIN guardian g ON g.id=k.guardian"
            " WHERE g.surname='Абрамова'"
        ) == [("+7 911 555-44-33", 1)]
        await opens(person, "абрамов")
        await person.press("f2")
        await deed(person, "Leaves school")
        await fill(person, "22.01.2018", "9")
        await person.sees("Saved.", "7А 15.01.2018–21.01.2018, order 5, 9")
        assert stays(home, "абрамов") == [("7А", "2018-01-15", "2018-01-21", "5", "9")]


@pytest.mark.parametrize("typed", ["ершов с", other_layout("ершов с")])
async def test_letters_find_anybody_in_either_layout(sit: Sit, home: Home, typed: str) -> None:
    async with sit() as person:
        await at_people(person, account_with_role(home, "officer"))
        await person.type(typed)
        await person.until(lambda: 0 < len(person.rows.rows) < 27, "nothing was found")
        assert person.rows.rows[0][1] == "Ершов Семён Матвеевич"
        await person.press("escape")
        await person.until(lambda: len(person.rows.rows) == 27, "the list did not come back")
        await person.type("яяя")
        await person.sees("Nobody is found")


async def test_a_teacher_begins_with_a_class_she_teaches_and_sees_names_and_no_card(
    sit: Sit, home: Home, classes: Classes
) -> None:
    async with sit() as person:
        await at_people(person, teacher_of(home, "Физика"))
        # 3А stands before it and has another teacher.
        await person.sees("People · 7А")
        await opens(person, "богданов богдан")
        assert "Only name and class are shown" in person.status
        assert card(person) == []
        await person.press("insert")
        assert "kept by another" in person.status
        await person.press("f3")
        await deed(person, "Guardians")
        await person.sees("Guardians are shown to class teachers")
        await person.press("left", "left", "left", "escape")
        await person.comes_to(TodayScreen)
        await choose(person, "People")
        await person.comes_to(PeopleScreen)
        await person.sees("People · 7Б")
    rows = home.school.db.sql("SELECT outcome FROM deed WHERE verb='ShowPupilCard'")
    assert rows == [("denied",)]


async def test_the_dispatcher_keeps_the_small_and_not_the_big(sit: Sit, home: Home, classes: Classes) -> None:
    async with sit() as person:
        await at_people(person, account_with_role(home, "dispatcher"))
        await person.sees("People · 3А", "Аксёнова Таисия Михайловна")
        await person.press("enter", "f2")
        await deed(person, "Tuition at home")
        await fill(person, "16.01", "3")
        await person.sees("Saved.", "since 16.01.2018, order 3")
        assert home.school.db.sql("SELECT pupil, starts, ends FROM home_tuition") == [
            (classes.little, "2018-01-16", None)
        ]
        await person.press("escape")
        await opens(person, "богданов богдан")
        assert "Only name and class are shown" in person.status


async def test_an_unfinished_form_is_kept_through_escape_and_lock(sit: Sit, home: Home) -> None:
    async with sit() as person:
        officer = account_with_role(home, "officer")
        await at_people(person, officer)
        await person.press("insert")
        await person.comes_to(Form)
        await person.press("escape")
        await person.comes_to(PeopleScreen)
        assert "Saved" not in person.status
        await person.press("insert")
        await fill(person, "Абрамов Пётр")
        await person.press("escape")
        await person.comes_to(PeopleScreen)
        await person.press("insert")
        await person.sees("An unfinished text was kept.", "Абрамов Пётр")
        await person.press("down")
        await person.type("4 марта")
        await person.press("f12")
        await person.comes_to(SignInScreen)
        await at_people(person, officer)
        await person.press("insert")
        await person.sees("Абрамов Пётр", "4 марта")
        assert home.school.db.sql("SELECT 1 FROM pupil WHERE surname='Абрамов'") == []


async def test_the_officer_takes_somebody_on_and_lets_them_go(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await at_people(person, account_with_role(home, "officer"))
        await person.press("f3")
        await deed(person, "Staff")
        await person.sees("People · Staff")
        await person.press("insert")
        await fill(person, "Зимина Таисия Львовна", "учитель химии", "14", "", "", "15.01.2018")
        await person.sees("Saved.")
        await opens(person, "зимина таисия")
        assert "role teacher, since 15.01.2018" in card(person)
        await person.press("f2")
        await deed(person, "Leaves the school")
        await fill(person, "31.01")
        await person.sees("Saved.", "last day         31.01.2018", "teacher, 15.01.2018–31.01.2018")
        assert home.school.db.sql("SELECT dismissed FROM staff WHERE search_key LIKE 'зимина таисия%'") == [
            ("2018-01-31",)
        ]


async def test_where_there_is_room_the_card_stands_beside_the_list(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await person.pilot.resize_terminal(120, 36)
        await at_people(person, account_with_role(home, "officer"))
        await opens(person, "богданов богдан")
        await person.sees("Богданов Богдан Вадимович", "personal file")
        line = next(line for line in person.lines if line.startswith(">"))
        assert "class" in line
        await person.press("escape")
        await person.press("left")
        await person.sees("People · Guardians")


async def test_who_opens_nothing_has_no_such_section(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await person.enter(account_with_role(home, "lab_assistant"))
        await person.press("f10")
        assert not any(row[1] == "People" for row in person.rows.rows)


async def test_one_of_two_keepers_is_told_what_the_other_did(sit: Sit, home: Home, classes: Classes) -> None:
    officer = account_with_role(home, "officer")
    ((pupil,),) = home.school.db.sql("SELECT id FROM pupil WHERE surname='Богданов'")
    async with sit() as person:
        await at_people(person, officer)
        await opens(person, "богданов богдан")
        other = session_of(home, officer)
        other.do(MovePupil(PupilId(pupil), classes.seven_b, date(2018, 1, 15), "12", classes.seven_a))
        await person.press("f2")
        await deed(person, "Leaves school")
        await fill(person, "22.01", "13")
        await person.sees("“7Б” stands here now: Шарова К. Е., 15.01 10:1")
        assert [row[0] for row in stays(home, "богданов богдан")] == ["7А", "7Б"]


async def test_c20_the_class_list_and_everything_held_about_a_person_are_papers_of_one_key(
    sit: Sit, home: Home, home_folder: Path
) -> None:
    async with sit() as person:
        await at_people(person, class_teacher(home))
        await person.press("f7")
        await person.sees("The paper is ready: class-list-7a-0")
        await opens(person, "богданов богдан")
        await person.sees("Esc goes back to the list")
        await person.press("f7")
        await person.sees("The paper is ready: extract-pupil-")
        await person.press("escape", "escape")
        await person.press("f3")
        await deed(person, "Staff")
        await person.press("f7")
        await person.sees("A paper is made of a card")
    made = sorted(path.name for path in (home_folder / "outbox").iterdir() if path.suffix == ".pdf")
    assert len(made) == 2
    assert home.school.db.sql(
        "SELECT verb, outcome FROM deed WHERE verb IN ('RecordClassList', 'RecordPersonExtract') ORDER BY seq"
    ) == [("RecordClassList", "done"), ("RecordPersonExtract", "done")]
