"""Class teacher, keeper of data and teacher divide classes: gaps, moves, swaps, proposals, electives, by keys alone."""

from datetime import date

from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.people.people import ClassId, Name, PupilId, StaffId
from ejournal_tui.services.groups.proposals import ProposePlace
from ejournal_tui.services.groups.workload import AddCourse
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.people.pupils import EnrolPupil, MovePupil
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.dialogs.fill_in import FillIn
from ejournal_tui.ui.screens.entrance.sign_in import SignInScreen
from ejournal_tui.ui.screens.groups.division import DivisionScreen
from ejournal_tui.ui.screens.groups.groups import GroupsScreen
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from tests.people import account_with_role, class_teacher, session_of
from tests.ui.conftest import Sit, Sitting
from tests.ui.test_story_people import deed, fill
from tests.ui.test_story_roles import choose

ENGLISH = "Английский язык"


def groups_of(home: Home, subject: str = ENGLISH) -> list[tuple[int, int, int, int]]:
    """The subgroups of 7А in a subject: group, course, teacher, the teacher's account."""
    rows = home.school.db.sql(
        "SELECT g.id, c.id, t.staff, a.id FROM study_group g JOIN course c ON c.study_group=g.id"
        " JOIN subject s ON s.id=c.subject JOIN teaching t ON t.course=c.id JOIN account a ON a.staff=t.staff"
        " WHERE s.name=? AND g.kind='subgroup' ORDER BY g.name", subject,
    )  # fmt: skip
    return [(group, course, staff, account) for group, course, staff, account in rows]


def members(home: Home, group: int, day: str) -> set[int]:
    """Who is in a group on a day."""
    rows = home.school.db.sql(
        "SELECT pupil FROM membership WHERE study_group=? AND starts<=? AND (ends IS NULL OR ends>=?)", group, day, day
    )
    return {pupil for (pupil,) in rows}


def seven_a(home: Home) -> int:
    """The class 7А."""
    return int(home.school.db.sql("SELECT id FROM study_group WHERE kind='class' AND letter='А'")[0][0])


async def at_groups(person: Sitting, account: int) -> GroupsScreen:
    """Somebody comes in and opens the section."""
    await person.enter(account)
    await choose(person, "Groups")
    return await person.comes_to(GroupsScreen)


async def at_english(person: Sitting, account: int) -> DivisionScreen:
    """Somebody comes in and opens the English of 7А."""
    await at_groups(person, account)
    await person.type("англ")
    await person.press("enter")
    return await person.comes_to(DivisionScreen)


async def leave(person: Sitting) -> None:
    """The next person comes."""
    await person.press("f12")
    await person.comes_to(SignInScreen)


async def test_c09_two_subgroups_change_places_from_a_day_in_one_change(sit: Sit, home: Home) -> None:
    (one, *_one), (other, *_other) = groups_of(home)
    before = members(home, one, "2018-01-15"), members(home, other, "2018-01-15")
    assert all(before)
    deeds = home.school.db.sql("SELECT COUNT(*) FROM deed WHERE verb='SwapPupils'")
    async with sit() as person:
        await at_english(person, account_with_role(home, "officer"))
        await person.press("f2")
        await deed(person, "change places")
        await fill(person, "17.01")
        await person.sees("Saved.", "Ctrl+Z")
        assert (members(home, other, "2018-01-17"), members(home, one, "2018-01-17")) == before
        assert (members(home, one, "2018-01-16"), members(home, other, "2018-01-16")) == before
        await person.sees("from 17.01 in")
        await person.press("ctrl+z")
        await person.sees("Taken back: subgroups swapped.")
        assert (members(home, one, "2018-01-17"), members(home, other, "2018-01-17")) == before
        await person.press("ctrl+y")
        await person.sees("Done again")
    assert (members(home, other, "2018-01-17"), members(home, one, "2018-01-17")) == before
    assert home.school.db.sql("SELECT COUNT(*) FROM deed WHERE verb='SwapPupils'") == [(deeds[0][0] + 3,)]


async def test_c16_a_pupil_goes_to_another_subgroup_and_the_marks_go_along(sit: Sit, home: Home) -> None:
    (one, course, *_one), (other, _to, _staff, teacher) = groups_of(home)
    ((pupil, surname),) = home.school.db.sql(
        "SELECT m.pupil, p.surname || ' ' || p.given FROM mark m JOIN work w ON w.id=m.work"
        " JOIN lesson l ON l.id=w.lesson JOIN pupil p ON p.id=m.pupil JOIN membership k ON k.pupil=p.id"
        " WHERE l.course=? AND k.study_group=? AND l.day>='2017-12-01' ORDER BY l.day DESC LIMIT 1",
        course, one,
    )  # fmt: skip
    marks = home.school.db.sql("SELECT id, work, value FROM mark WHERE pupil=? ORDER BY id", pupil)
    async with sit() as person:
        await at_english(person, class_teacher(home))
        await person.type(surname.split()[0].lower() + " " + surname.split()[1].lower()[:3])
        await person.press("escape", "2")
        await person.sees(f"{surname}: гр. 2 from 15.01.2018.")
        assert pupil in members(home, other, "2018-01-15")
        assert pupil in members(home, one, "2018-01-14")
        assert pupil not in members(home, one, "2018-01-15")
        assert home.school.db.sql("SELECT id, work, value FROM mark WHERE pupil=? ORDER BY id", pupil) == marks
        await leave(person)
        await person.enter(teacher)
        await person.comes_to(TodayScreen)
        await person.press("ж")
        await person.type("7а")
        await person.until(lambda: "гр. 2" in person.rows.rows[person.rows.index][1], "no second subgroup")
        await person.press("enter")
        await person.comes_to(LessonGridScreen)
        await person.sees(ENGLISH, surname.split()[0])
        grid = person.grid.grid
        assert grid is not None
        row = next(n for n, one in enumerate(grid.rows) if one.pupil == pupil)
        column = max(n for n, cell in enumerate(grid.rows[row].cells) if cell.origin)
        await person.press(*["down"] * (row - person.cell[0]), *["up"] * (person.cell[0] - row))
        await person.press(*["left"] * (person.cell[1] - column))
        await person.sees("Яковлев Г. Г.", "from 7А")
        await person.press("3" if person.shown(row) != "3" else "4")
        await person.sees("not in this group")
    assert home.school.db.sql("SELECT id, work, value FROM mark WHERE pupil=? ORDER BY id", pupil) == marks


async def test_pupils_in_no_subgroup_stand_first_and_a_digit_puts_each_in_one(sit: Sit, home: Home) -> None:
    for name in ("Ковалёв Пётр", "Ковалёва Анна"):
        surname, given = name.split()
        home.console().do(
            EnrolPupil(Name(surname, given), date(2004, 5, 6), "m", ClassId(seven_a(home)), date(2018, 1, 12), "3")
        )
    (one, *_one), (other, *_other) = groups_of(home)
    async with sit() as person:
        await at_groups(person, class_teacher(home))
        await person.sees("2 in none", "In no subgroup: 6 places.")
        await person.type("англ")
        await person.press("enter")
        await person.comes_to(DivisionScreen)
        await person.sees("2 pupils in no group.")
        assert [row[0] for row in person.rows.rows[:2]] == ["Ковалёв Пётр", "Ковалёва Анна"]
        await person.press("f6")
        await person.comes_to(FillIn)
        await person.press("ctrl+u")
        await person.type("11.01")
        await person.press("enter")
        await person.comes_to(DivisionScreen)
        await person.sees("on 11.01.2018")
        assert not any("Ковалёв" in row[0] for row in person.rows.rows)
        await person.press("f6")
        await person.comes_to(FillIn)
        await person.press("ctrl+u")
        await person.type("12.01")
        await person.press("enter")
        await person.comes_to(DivisionScreen)
        await person.sees("Ковалёва")
        await person.press("home", "1", "home", "2")
        await person.sees("Ковалёва Анна: гр. 2 from 12.01.2018.")
        assert "in none" not in person.text
        await person.press("9")
        await person.sees("There is no group 9 here.")
        await person.press("ctrl+z")
        await person.sees("Taken back: subgroup of a pupil, Ковалёва Анна.", "in none")
    new = {p for (p,) in home.school.db.sql("SELECT id FROM pupil WHERE surname LIKE 'Ковалёв%'")}
    assert len(members(home, one, "2018-01-15") & new) == 1
    assert not members(home, other, "2018-01-15") & new


async def test_a_teacher_proposes_and_the_class_teacher_refuses_with_a_word_then_agrees(sit: Sit, home: Home) -> None:
    (one, _course, staff, teacher), (other, *_other) = groups_of(home)
    pupil = min(members(home, one, "2018-01-15"), key=lambda key: home.school.db.sql(
        "SELECT search_key FROM pupil WHERE id=?", key))  # fmt: skip
    async with sit() as person:
        await at_english(person, teacher)
        await person.sees("A digit proposes a group from 15.01.")
        at = [row[1] for row in person.rows.rows].index("гр. 1")
        await person.press(*["down"] * at, "2")
        await person.sees("Proposed:", "proposed гр. 2 from 15.01")
        assert pupil in members(home, one, "2018-01-15")
        assert home.school.db.sql("SELECT pupil, staff, state FROM split_proposal") == [(pupil, staff, "open")]
        await leave(person)
        await at_groups(person, class_teacher(home))
        await person.sees("proposed: 1", "1 proposal waits.")
        await person.press("home", "enter")
        await person.comes_to(DivisionScreen)
        await person.press("f5")
        await deed(person, "Refuse")
        await person.comes_to(FillIn)
        await person.press("enter")
        await person.sees("A refusal needs a word.")
        await person.type("сначала спросим семью")
        await person.press("enter")
        await person.sees("Refused: the teacher sees the word.")
        await leave(person)
        await at_english(person, teacher)
        await person.press("f4")
        await person.sees("refused: сначала спросим семью")
        await person.press("escape", *["down"] * at, "2")
        await person.sees("Proposed:")
        await leave(person)
        await at_groups(person, class_teacher(home))
        await person.press("home", "enter")
        await person.comes_to(DivisionScreen)
        await person.press("f5")
        await deed(person, "Agree: move 1 pupil")
        await person.sees("Agreed: the pupils are moved.")
        assert pupil in members(home, other, "2018-01-15")
        await person.press("ctrl+z")
        await person.sees("Taken back: proposed subgroups answered.")
    assert pupil in members(home, one, "2018-01-15")
    states = home.school.db.sql("SELECT state, answer FROM split_proposal ORDER BY id")
    assert states == [("refused", "сначала спросим семью"), ("open", "")]


async def test_an_elective_of_several_classes_is_filled_by_typing_names(sit: Sit, home: Home) -> None:
    ((subject,),) = home.school.db.sql("SELECT id FROM subject WHERE name='Физика'")
    (_one, _course, staff, _account), *_rest = groups_of(home)
    home.console().do(AddCourse(None, subject, 2, StaffId(staff), date(2018, 1, 15), "Робототехника", 7))
    ((group,),) = home.school.db.sql("SELECT id FROM study_group WHERE kind='cross'")
    async with sit() as person:
        await at_groups(person, account_with_role(home, "officer"))
        await person.type("робот")
        await person.press("enter")
        await person.comes_to(DivisionScreen)
        await person.sees("Nobody is in this group")
        await person.press("insert")
        await person.comes_to(Choose)
        await person.type("богданов б")
        await person.press("enter")
        await person.sees("Богданов Богдан is in the group from 15.01.2018.")
        assert len(members(home, group, "2018-01-15")) == 1
        await person.press("ctrl+z")
        await person.sees("Taken back: subgroup of a pupil, Богданов Богдан.")
        await person.press("ctrl+y", "delete")
        await person.sees("Богданов Богдан is out of the group from 15.01.2018.")
    assert members(home, group, "2018-01-15") == set()


async def test_a_subject_is_split_and_a_subgroup_dissolved_once_its_lessons_are_gone(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await at_groups(person, class_teacher(home))
        await person.press("insert")
        await person.comes_to(Choose)
        await person.type("7а физика")
        await person.press("enter")
        await fill(person, None, "16.01")
        await person.sees("Saved. The deputy head names the teachers in the workload.")
        rows = home.school.db.sql("SELECT name, starts FROM study_group WHERE starts IS NOT NULL ORDER BY name")
        assert rows == [("gr. 1", "2018-01-16"), ("gr. 2", "2018-01-16")]
        await person.type("физ")
        await person.press("enter")
        await person.comes_to(DivisionScreen)
        await person.press("f2")
        await deed(person, "Dissolve gr. 2")
        await fill(person, "20.01")
        await person.sees("Saved.")
        assert home.school.db.sql("SELECT ends FROM study_group WHERE name='gr. 2'") == [("2018-01-19",)]
        await person.press("ctrl+z")
        await person.sees("Taken back: group dissolved.")
        await person.press("escape")
        await person.comes_to(GroupsScreen)
        await person.press("home")
        await person.type("англ")
        await person.press("enter")
        await person.comes_to(DivisionScreen)
        await person.press("f2")
        await deed(person, "Dissolve гр. 2")
        await fill(person, "20.01")
        await person.sees("stand in the timetable from that day on.", "Ask the dispatcher")
    assert home.school.db.sql("SELECT COUNT(*) FROM study_group WHERE ends IS NOT NULL") == [(0,)]


async def test_what_somebody_else_has_changed_meanwhile_is_not_overwritten(sit: Sit, home: Home) -> None:
    (one, *_one), (other, *_other) = groups_of(home)
    async with sit() as person:
        screen = await at_english(person, account_with_role(home, "officer"))
        at = [row[1] for row in person.rows.rows].index("гр. 1")
        pupil = screen._pupils[at].pupil
        ((key,),) = home.school.db.sql("SELECT id FROM membership WHERE pupil=? AND study_group=?", pupil, one)
        await person.press(*["down"] * at)
        home.school.write(0, "test", lambda ledger: (
            ledger.update("membership", key, ends="2018-01-14"), ledger.seal("Test", "done", {})))  # fmt: skip
        await person.press("2")
        await person.sees("“in no group” stands here now", "Nothing was overwritten")
    assert pupil not in members(home, other, "2018-01-15")


async def test_a_proposal_for_a_pupil_who_left_holds_nothing_up(sit: Sit, home: Home) -> None:
    (one, course, _staff, teacher), (other, *_other) = groups_of(home)
    gone, stays = sorted(members(home, one, "2018-01-15"))[:2]
    proposer = session_of(home, teacher)
    for pupil in (gone, stays):
        proposer.do(ProposePlace(CourseId(course), PupilId(pupil), other, date(2018, 1, 15)))
    home.console().do(MovePupil(PupilId(gone), None, date(2018, 1, 15), "8", ClassId(seven_a(home))))
    async with sit() as person:
        await at_groups(person, class_teacher(home))
        await person.sees("1 proposal waits.")
        await person.press("home", "enter")
        await person.comes_to(DivisionScreen)
        await person.press("f5")
        await deed(person, "Agree: move 1 pupil")
        await person.sees("Agreed: the pupils are moved.")
    assert stays in members(home, other, "2018-01-15")
    assert gone not in members(home, other, "2018-01-15") | members(home, one, "2018-01-15")
