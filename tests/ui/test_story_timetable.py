"""The timetable by keys: a lesson set, moved, swapped, held in odd weeks; clashes; who may and who may not."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ejournal_tui.domain.timetable.timetable import Cell, Filling, SlotStep
from ejournal_tui.services.operations.home import Home, open_home
from ejournal_tui.services.timetable.timetable import CopyTimetable, PutSlots
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.dialogs.fill_in import FillIn
from ejournal_tui.ui.dialogs.text import ShowText
from ejournal_tui.ui.screens.families.diary import DiaryScreen
from ejournal_tui.ui.screens.timetable.timetable import TimetableScreen
from ejournal_tui.ui.widgets.week_grid import WeekGrid
from tests.people import account_with_role, class_teacher, session_of, teacher_of
from tests.ui.conftest import Sit, Sitting

FRIDAY_8 = (5, 8)


@pytest.fixture
def beside(home_folder: Path) -> Iterator[Home]:
    """The class's home, open beside the program."""
    home = open_home(home_folder, "en")
    yield home
    home.close()


async def open_timetable(person: Sitting, account: int) -> TimetableScreen:
    """Come in and open the timetable from the menu."""
    await person.enter(account)
    await person.press("f10")
    await person.comes_to(Choose)
    rows = [row[1] for row in person.rows.rows]
    person.rows.move(rows.index("Timetable"))
    await person.press("enter")
    return await person.comes_to(TimetableScreen)


def week(person: Sitting) -> WeekGrid:
    return person.app.screen.query_one(WeekGrid)


async def go(person: Sitting, weekday: int, number: int) -> None:
    """Walk to a cell by the arrows."""
    await person.until(lambda: isinstance(person.app.screen, TimetableScreen), "not on the timetable")
    await person.press("home", *["right"] * (weekday - 1), *["up"] * 12)
    await person.press(*["down"] * (number - 1))
    assert week(person).cell == (weekday, number)


async def answer(person: Sitting, *keys: str) -> None:
    """Answer a dialog that stands there."""
    await person.until(lambda: isinstance(person.app.screen, Choose | FillIn), "no dialog came")
    await person.settle()
    await person.press(*keys)


def slots_of(home: Home, subject: str, starts: str) -> list[tuple[int, int, str, str]]:
    return [
        (weekday, number, room, weeks)
        for weekday, number, room, weeks in home.school.db.sql(
            "SELECT s.weekday, s.number, s.room, s.weeks FROM slot s JOIN timetable t ON t.id=s.timetable"
            " JOIN course c ON c.id=s.course JOIN subject j ON j.id=c.subject WHERE j.name=? AND t.starts=?"
            " ORDER BY 1, 2",
            subject, starts,
        )
    ]  # fmt: skip


def mondays(home: Home, subject: str, weekday: int, number: int) -> list[str]:
    rows = home.school.db.sql(
        "SELECT l.day FROM lesson l JOIN course c ON c.id=l.course JOIN subject j ON j.id=c.subject"
        " WHERE j.name=? AND l.number=? AND l.day>='2018-01-16' ORDER BY 1", subject, number
    )
    return [day for (day,) in rows]


async def test_a_dispatcher_sets_a_lesson_from_tomorrow_on_moves_it_and_takes_it_all_back(
    sit: Sit, beside: Home
) -> None:
    async with sit() as person:
        await open_timetable(person, account_with_role(beside, "dispatcher"))
        await person.sees("Timetable · 7А · from 01.09.2017 (now)", "Русский язык")
        before = beside.school.db.sql("SELECT COUNT(*) FROM lesson")
        await go(person, *FRIDAY_8)
        await person.press("enter")
        await person.sees("This timetable holds since 01.09.2017", "16.01.2018")
        await answer(person, "enter")
        await person.sees("Fr, lesson 8", "1 of 1")
        await person.type("биол")
        await answer(person, "enter")
        await person.sees("lessons are added", "Room")
        await answer(person, "enter")
        await person.until(lambda: slots_of(beside, "Биология", "2018-01-16")[-1][:2] == FRIDAY_8, "not set")
        assert len(slots_of(beside, "Биология", "2017-09-01")) == 1
        added = mondays(beside, "Биология", *FRIDAY_8)
        assert added[0] == "2018-01-19"
        await person.sees("7А · from 16.01.2018", f"{len(added)} lessons are added")
        assert "Биология" in week(person).text_at(FRIDAY_8).first

        await person.press("f6", "left")
        await person.sees("7А Биология taken up")
        await person.press("f6")
        await person.sees("Move Fr, lesson 8 to Th, lesson 8", "taken away")
        await answer(person, "enter")
        await person.until(
            lambda: (4, 8) in [slot[:2] for slot in slots_of(beside, "Биология", "2018-01-16")], "not moved"
        )
        assert mondays(beside, "Биология", *FRIDAY_8)[0] == "2018-01-18"

        await person.press("ctrl+z")
        await person.sees("Taken back: timetable changed")
        assert mondays(beside, "Биология", *FRIDAY_8) == added
        await person.press("ctrl+z", "ctrl+z")
        await person.sees("Taken back: timetable taken back")
        assert beside.school.db.sql("SELECT COUNT(*) FROM lesson") == before
        assert beside.school.db.sql("SELECT COUNT(*) FROM timetable") == [(1,)]


async def test_a_zeroth_lesson_is_set_by_hand_with_a_warning_and_its_line_hides_when_it_is_gone(
    sit: Sit, beside: Home
) -> None:
    async with sit() as person:
        await open_timetable(person, account_with_role(beside, "dispatcher"))
        await person.press("home", *["up"] * 8)
        assert week(person).cell == (1, 1)
        await person.press("0")
        await person.sees("Lesson 0 is held before the first one.", "sanitary rules")
        assert week(person).cell == (1, 0)
        await person.press("enter")
        await answer(person, "enter")
        await person.sees("Mo, lesson 0", "1 of 1")
        await person.type("биол")
        await answer(person, "enter")
        await person.sees("lessons are added", "Room")
        await answer(person, "enter")
        await person.sees("! Zeroth lessons are not allowed by the sanitary rules")
        await answer(person, "enter")
        await person.until(lambda: slots_of(beside, "Биология", "2018-01-16")[0][:2] == (1, 0), "not set")
        assert mondays(beside, "Биология", 1, 0)[0] == "2018-01-22"
        await person.press("0")
        await person.sees("they are always shown")
        await person.press("ctrl+z", "ctrl+z")
        await person.sees("Taken back: timetable taken back")
        await person.until(lambda: week(person).cell == (1, 1), "the line of zeroth lessons is still there")
    async with sit() as person:
        await open_timetable(person, teacher_of(beside, "Физика"))
        await person.press("0")
        assert week(person).cell[1] != 0


async def test_two_lessons_change_places_and_one_is_held_in_odd_weeks(sit: Sit, beside: Home) -> None:
    async with sit() as person:
        await open_timetable(person, account_with_role(beside, "dispatcher"))
        await go(person, 1, 1)
        first, second = week(person).text_at((1, 1)).first, week(person).text_at((1, 2)).first
        assert first != second
        await person.press("f6", "down", "f6")
        await answer(person, "enter")
        await person.sees("Swap the two")
        await answer(person, "1")
        await person.sees("Swap Mo, lesson 1 and Mo, lesson 2")
        await answer(person, "1")
        await person.until(lambda: week(person).text_at((1, 1)).first == second, "not swapped")
        assert week(person).text_at((1, 2)).first == first

        await person.press("н")
        await person.sees("odd weeks", "even weeks")
        await answer(person, "2")
        await answer(person, "1")
        await person.until(lambda: "odd" in week(person).text_at((1, 2)).first, "no odd weeks")
        await person.press("к")
        await answer(person, *["backspace"] * 6, "7", "enter")
        await person.until(lambda: week(person).text_at((1, 2)).second.startswith("7"), "the room stayed")
        assert beside.school.db.sql("SELECT COUNT(*) FROM slot WHERE weeks='odd' AND room='7'") == [(1,)]


async def test_a_class_teacher_changes_the_own_class_and_hears_that_the_dispatcher_has_set_a_lesson(
    sit: Sit, beside: Home
) -> None:
    async with sit() as person:
        await open_timetable(person, class_teacher(beside))
        await person.sees("Timetable · 7А")
        await go(person, *FRIDAY_8)
        await person.press("enter")
        await answer(person, "enter")
        await answer(person, "enter")
        await person.until(lambda: isinstance(person.app.screen, FillIn), "no room")
        await answer(person, "enter")
        await person.until(lambda: bool(week(person).text_at(FRIDAY_8).first), "not set")
        await person.press("left", "right")
        await person.sees("Set by")
    async with sit() as person:
        await open_timetable(person, account_with_role(beside, "dispatcher"))
        await person.press("т")
        await answer(person, "2")
        await go(person, *FRIDAY_8)
        await person.press("к")
        await answer(person, "1", "enter")
        await person.until(
            lambda: beside.school.db.sql("SELECT COUNT(*) FROM slot WHERE role='dispatcher'") == [(1,)], "not set"
        )
    async with sit() as person:
        await open_timetable(person, class_teacher(beside))
        await person.press("т")
        await answer(person, "2")
        await go(person, *FRIDAY_8)
        await person.sees("(dispatcher)")
        await person.press("delete")
        await person.sees("has set this lesson: ask there for another place")
    assert beside.school.db.sql("SELECT COUNT(*) FROM slot WHERE role='dispatcher'") == [(1,)]


def reader(home: Home) -> tuple[int, str]:
    """Somebody who teaches and neither leads a class nor keeps the timetable, with the surname."""
    rows = home.school.db.sql(
        "SELECT a.id, s.surname FROM account a JOIN staff s ON s.id=a.staff JOIN teaching t ON t.staff=s.id"
        " WHERE NOT EXISTS(SELECT 1 FROM class_teacher c WHERE c.staff=s.id) AND NOT EXISTS("
        "SELECT 1 FROM staff_role r WHERE r.staff=s.id AND r.role<>'teacher') ORDER BY a.id LIMIT 1"
    )
    return int(rows[0][0]), str(rows[0][1])


async def test_who_teaches_reads_the_week_by_teacher_room_and_class(
    sit: Sit, school: Home, school_folder: Path
) -> None:
    account, surname = reader(school)
    async with sit(school_folder) as person:
        await open_timetable(person, account)
        await person.sees(f"Timetable · {surname}")
        assert "set a lesson" not in person.lines[-1]
        filled = [cell for cell in ((day, n) for day in range(1, 6) for n in range(1, 8))
                  if week(person).text_at(cell).first]  # fmt: skip
        await go(person, *filled[0])
        lesson = week(person).text_at(filled[0])
        room = lesson.second.split()[0]
        await person.press("в")
        await person.sees(f"Timetable · room {room}")
        await person.press("в")
        name = lesson.first.split()[0]
        await person.sees(f"Timetable · {name}")
        await person.press("pagedown")
        await person.until(lambda: f"Timetable · {name}" not in person.text, "the same class")
        await person.press("enter", "delete", "f6")
        await person.press("f2")
        await person.comes_to(ShowText)
    assert school.school.db.sql("SELECT COUNT(*) FROM timetable") == [(1,)]


def others_in(screen: TimetableScreen, own: int) -> list[Cell]:
    """The cells of the week that is shown which belong to other classes."""
    placed = screen.found.placed if screen.found else ()
    mine = [one for one in placed if one.stands_in(screen.view, screen.key)]
    return [(one.slot.weekday, one.slot.number) for one in mine if own not in one.classes]


async def test_a_class_teacher_is_told_before_being_asked_that_another_class_is_not_the_own(
    sit: Sit, school: Home, school_folder: Path
) -> None:
    ((account, own),) = school.school.db.sql(
        "SELECT a.id, t.school_class FROM account a JOIN class_teacher t ON t.staff=a.staff WHERE NOT EXISTS("
        "SELECT 1 FROM staff_role r WHERE r.staff=t.staff AND r.role='dispatcher') ORDER BY a.id LIMIT 1"
    )
    async with sit(school_folder) as person:
        screen = await open_timetable(person, account)
        await person.until(lambda: screen.key == own, "not the own class")
        await person.sees("set a lesson")
        await person.press("pagedown")
        await person.until(lambda: "set a lesson" not in person.lines[-1], "the keys of another class")
        await person.press("pageup")
        await person.until(lambda: "set a lesson" in person.lines[-1], "no keys for the own class")
        await person.press("в", "в")
        while not (foreign := others_in(screen, own)):
            await person.press("pagedown")
        await go(person, *foreign[0])
        await person.press("delete")
        await person.sees("A class teacher changes the timetable of the own class only")
    assert school.school.db.sql("SELECT COUNT(*) FROM timetable") == [(1,)]


async def test_a_clash_is_told_before_marked_and_found_by_a_key(sit: Sit, school: Home, school_folder: Path) -> None:
    async with sit(school_folder) as person:
        screen = await open_timetable(person, account_with_role(school, "dispatcher"))
        await person.press("f3")
        await person.until(lambda: isinstance(person.app.screen, Choose), "no classes")
        await person.settle()
        await person.type("8б")
        await answer(person, "enter")
        await person.sees("Timetable · 8Б")
        await go(person, 1, 7)
        await person.press("enter")
        await answer(person, "enter")
        await person.sees("Алгебра", "3 of 3")
        await answer(person, "enter")
        await person.sees("Room")
        await answer(person, "enter")
        await person.sees("! Mo, lesson 7: Сафонова В. О. teaches both 8Б Алгебра", "! Mo, lesson 7: room 136 has both")
        await answer(person, "1")
        await person.until(lambda: week(person).text_at((1, 7)).clash, "no sign")
        await go(person, 3, 3)
        await person.press("с")
        await person.sees("2 clashes in all.")
        assert week(person).cell == (1, 7)
        assert screen.found is not None
        assert len(screen.found.clashes) == 2


async def test_without_a_timetable_the_screen_says_what_to_do_and_begins_one(sit: Sit, beside: Home) -> None:
    async with sit() as person:
        await open_timetable(person, account_with_role(beside, "dispatcher"))
        await person.press("т")
        await answer(person, "3")
        await person.sees("Take the timetable from 01.09.2017 back?", "that were held stay")
        await answer(person, "1")
        await person.sees("The timetable is taken back.")
        await person.press("left", "right")
        await person.sees("There is no timetable yet.", "Enter on a cell")
        await go(person, 2, 2)
        await person.press("enter")
        await person.sees("There is no timetable yet. From which day on?")
        await answer(person, "enter")
        await answer(person, "enter")
        await person.until(lambda: isinstance(person.app.screen, FillIn), "no room")
        await answer(person, "enter")
        await person.until(lambda: bool(week(person).text_at((2, 2)).first), "not set")
    assert beside.school.db.sql("SELECT t.starts, COUNT(*) FROM timetable t JOIN slot s ON s.timetable=t.id GROUP BY 1"
                                ) == [("2018-01-16", 1)]  # fmt: skip


async def test_a_change_that_was_given_up_leaves_no_timetable_behind(sit: Sit, beside: Home) -> None:
    async with sit() as person:
        await open_timetable(person, account_with_role(beside, "dispatcher"))
        await go(person, *FRIDAY_8)
        await person.press("enter")
        await answer(person, "enter")
        await person.sees("Fr, lesson 8", "1 of 1")
        await answer(person, "escape")
        await person.sees("7А · from 01.09.2017 (now)")
        assert beside.school.db.sql("SELECT COUNT(*) FROM timetable") == [(1,)]
        await go(person, 1, 1)
        await person.press("delete")
        await answer(person, "backspace", *["backspace"] * 12, *"99.99", "enter")
        await person.sees("“99.99” is not a day.")
        await person.press(*["backspace"] * 12, *"17.01", "enter")
        await person.sees("Take out: 7А История", "taken away")
        await answer(person, "2")
        await person.until(lambda: isinstance(person.app.screen, TimetableScreen), "no way back")
        await person.sees("7А · from 01.09.2017 (now)")
    assert beside.school.db.sql("SELECT COUNT(*) FROM timetable") == [(1,)]


async def test_the_timetable_goes_out_as_a_workbook(sit: Sit, beside: Home) -> None:
    async with sit() as person:
        await open_timetable(person, teacher_of(beside, "Физика"))
        await person.press("f7")
        await person.sees("The workbook is ready")
    ((copy,),) = beside.school.db.sql("SELECT seq FROM deed WHERE verb='RecordExport'")
    assert (beside.path / "outbox" / f"timetable-2017-09-01-{copy:06}.xlsx").exists()



async def test_a_family_reads_the_timetable_of_its_class_from_the_diary(sit: Sit, beside: Home) -> None:
    ((account,),) = beside.school.db.sql("SELECT MIN(id) FROM account WHERE guardian IS NOT NULL")
    async with sit() as person:
        await person.enter(account)
        await person.comes_to(DiaryScreen)
        await person.press("р")
        await person.comes_to(ShowText)
        await person.sees("Timetable 7А from 01.09.2017", "Mo", "8:30", "room ")


async def test_what_another_has_changed_meanwhile_is_told_and_both_subgroups_leave_a_cell_together(
    sit: Sit, beside: Home
) -> None:
    other = session_of(beside, class_teacher(beside))
    other.do(CopyTimetable(date(2018, 1, 16), date(2017, 9, 1)))
    async with sit() as person:
        screen = await open_timetable(person, account_with_role(beside, "dispatcher"))
        await person.press("т")
        await answer(person, "2")
        await person.sees("Timetable · 7А · from 16.01.2018")
        await go(person, 2, 2)
        await person.press("delete")
        await person.sees("What is taken out of Tu, lesson 2?", "All of them")
        assert screen.found is not None
        one = next(p.slot for p in screen.found.placed if (p.slot.weekday, p.slot.number) == (2, 2))
        await answer(person, "1")
        await person.sees("Take out: 7А, гр. 1 Англ. язык, 7А, гр. 2 Англ. язык")
        step = SlotStep(*one.place, Filling("7"), Filling(one.room))
        other.do(PutSlots(date(2018, 1, 16), (step,)))
        await answer(person, "1")
        await person.sees("has changed this place of the week meanwhile.", "Look at the week again.")
        assert week(person).text_at((2, 2)).second.startswith("7/")
        await person.press("delete")
        await answer(person, "1")
        await person.sees("Take out: 7А")
        await answer(person, "1")
        await person.until(lambda: not week(person).text_at((2, 2)).first, "it stayed")
    assert beside.school.db.sql("SELECT COUNT(*) FROM slot s JOIN timetable t ON t.id=s.timetable WHERE s.weekday=2"
                                " AND s.number=2 AND t.starts='2018-01-16'") == [(0,)]  # fmt: skip
