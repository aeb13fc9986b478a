"""Every role begins on a screen of its own that answers its morning question (C38)."""

import pytest

from ejournal_tui.domain.people.people import Actor, ClassId, Name, Role, StaffId
from ejournal_tui.services.mornings.today import start_of
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.workbooks.inbox import HandOverList, file_mark
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.dialogs.text import ShowText
from ejournal_tui.ui.screens.families.diary import DiaryScreen
from ejournal_tui.ui.screens.importing.importing import ImportingScreen
from ejournal_tui.ui.screens.journal.lesson_page import LessonPageScreen
from ejournal_tui.ui.screens.mornings.morning import DirectorScreen, OfficerScreen
from ejournal_tui.ui.screens.mornings.own_class import OwnClassScreen
from ejournal_tui.ui.screens.mornings.school_day import SchoolDayScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from ejournal_tui.ui.screens.operations.operations import OperationsScreen
from ejournal_tui.ui.screens.operations.papers import PapersScreen
from ejournal_tui.ui.screens.people.people import PeopleScreen
from ejournal_tui.ui.screens.substitutions.substitutions import SubstitutionsScreen
from tests.changing import changed, made
from tests.people import account_with_role, class_teacher, session_of
from tests.ui.conftest import Sit

STARTS = {
    "diary": [{"pupil"}, {"guardian"}],
    "director": [{"director"}, {"director", "teacher"}],
    "school": [{"deputy"}, {"deputy", "teacher", "class_teacher"}],
    "substitutions": [{"dispatcher"}, {"dispatcher", "teacher"}, {"dispatcher", "officer"}],
    "today": [{"teacher"}, {"teacher", "class_teacher"}, {"officer", "teacher"}, {"lab_assistant", "teacher"}],
    "own_class": [{"class_teacher"}],
    "officer": [{"officer"}, {"officer", "lab_assistant"}],
    "papers": [{"lab_assistant"}],
    "health": [set()],
}


@pytest.mark.parametrize(("start", "roles"), [(start, roles) for start, many in STARTS.items() for roles in many])
def test_a_person_begins_where_the_morning_cannot_wait(start: str, roles: set[str]) -> None:
    actor = Actor(1, Name("Аксёнова", "Нина"), frozenset(map(Role, roles)), StaffId(1), classes=frozenset([ClassId(1)]))  # type: ignore[arg-type]
    assert start_of(actor) == start


async def test_c38_a_class_teacher_has_the_own_lessons_and_the_own_class_at_hand(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await person.enter(class_teacher(home))
        await person.comes_to(TodayScreen)
        await person.sees("my class: absent")
        await person.press("м")
        await person.comes_to(OwnClassScreen)
        sign, what, words = person.rows.rows[0]
        assert (sign, what[:4]) == ("!", "7А: ")
        assert words == "н lesson 1: the reason is not known"
        waiting = [row for row in person.rows.rows if row[0] == "!"]
        assert f"{len(waiting)} lines with ! ask for you." in person.status
        await person.press("enter")
        await person.comes_to(Choose)
        await person.press("1")
        await person.comes_to(OwnClassScreen)
        await person.until(lambda: person.rows.rows[0][2] == "б lesson 1", "no reason was given")
        letters = home.school.db.sql(
            "SELECT a.letter FROM absence a JOIN lesson l ON l.id=a.lesson WHERE l.day='2018-01-15' ORDER BY a.letter"
        )
        assert ("б",) in letters
        await person.press("ctrl+z")
        await person.until(lambda: "not known" in person.rows.rows[0][2], "not taken back")
        row = next(n for n, words in enumerate(person.rows.rows) if words[1] == "7А: not filled in")
        await person.press("home", *["down"] * row, "enter")
        await person.comes_to(LessonPageScreen)
        await person.press("escape")
        await person.comes_to(OwnClassScreen)
        await person.press("end", "enter")
        await person.comes_to(PapersScreen)
        await person.press("escape", "у")
        await person.comes_to(TodayScreen)


async def test_c38_a_teacher_without_a_class_is_shown_nothing_of_one(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await person.press("1")
        await person.comes_to(TodayScreen)
        assert "my class" not in person.text
        await person.press("м")
        person.on(TodayScreen)
        await person.press("f10")
        assert not {"my class", "My class"} & {row[1] for row in person.rows.rows}


async def test_c38_the_dispatcher_begins_with_who_is_away_and_reaches_the_own_lessons(sit: Sit, home: Home) -> None:
    account = account_with_role(home, "dispatcher")
    ((staff,),) = home.school.db.sql("SELECT staff FROM account WHERE id=?", account)
    if not home.school.db.sql("SELECT 1 FROM staff_role WHERE staff=? AND role='teacher'", staff):
        made(home, "staff_role", staff=staff, role="teacher", first_grade=None, last_grade=None, starts="2017-09-01",
             ends=None)  # fmt: skip
    async with sit() as person:
        await person.enter(account)
        await person.comes_to(SubstitutionsScreen)
        await person.sees("Nobody is away.")
        await person.press("у")
        await person.comes_to(TodayScreen)
        await person.press("escape")
        await person.comes_to(SubstitutionsScreen)


async def test_c38_the_officer_sees_who_cannot_sign_in_and_what_is_missing(sit: Sit, home: Home) -> None:
    account = account_with_role(home, "officer")
    ((pupil, name),) = home.school.db.sql("SELECT id, surname || ' ' || given FROM pupil ORDER BY search_key LIMIT 1")
    for key, guardian in home.school.db.sql("SELECT id, guardian FROM guardianship WHERE pupil=?", pupil):
        home.school.write(0, "test", lambda ledger, key=key: (  # type: ignore[misc]
            ledger.update("guardianship", key, ends="2017-12-31"), ledger.seal("Test", "done", {})
        ))  # fmt: skip
        assert guardian
    async with sit() as person:
        await person.enter(account)
        if isinstance(person.app.screen, TodayScreen):
            await person.press("д")
        await person.comes_to(OfficerScreen)
        figures = {row[1]: (row[0], row[2]) for row in person.rows.rows}
        ((staff,),) = home.school.db.sql(
            "SELECT COUNT(*) FROM account a LEFT JOIN credential c ON c.account=a.id WHERE a.staff IS NOT NULL"
            " AND c.password IS NULL AND c.code IS NULL"
        )
        assert figures["Staff without a password or a code"] == ("!", str(staff))
        assert figures["Pupils without a password or a code"] == ("", "27")
        assert figures["Pupils without a guardian"] == ("!", "1")
        row = [row[1] for row in person.rows.rows].index("Pupils without a guardian")
        await person.press("home", *["down"] * row, "enter")
        await person.comes_to(ShowText)
        await person.sees(name)
        await person.press("escape")
        await person.comes_to(OfficerScreen)
        await person.press("л")
        await person.comes_to(PeopleScreen)
        await person.press("escape")
        await person.comes_to(OfficerScreen)
        await person.press("с")
        await person.comes_to(OperationsScreen)


async def test_c38_the_officer_goes_to_the_lists_that_wait_and_sees_who_is_locked_out(sit: Sit, home: Home) -> None:
    ((closed,), (refused,), (forgetful,)) = home.school.db.sql(
        "SELECT a.id FROM account a JOIN pupil p ON p.id=a.pupil ORDER BY p.search_key LIMIT 3"
    )
    changed(home, "account", closed, disabled=1)
    for account, outcomes in ((refused, ["failed"] * 4), (forgetful, ["failed"] * 4 + ["done"])):
        for outcome in outcomes:
            home.school.write(account, "test", lambda ledger, told=outcome: ledger.seal("SignIn", told, {}))  # type: ignore[misc]
    inbox = home.path / "inbox"
    inbox.mkdir(exist_ok=True)
    (inbox / "7A.csv").write_text("Фамилия;Имя\n", encoding="utf8")
    (inbox / "new.csv").write_text("Фамилия;Класс\n", encoding="utf8")
    ((key,),) = home.school.db.sql("SELECT id FROM study_group WHERE kind='class'")
    session_of(home, class_teacher(home)).do(HandOverList(file_mark(inbox / "7A.csv"), ClassId(key)))
    names = [name for (name,) in home.school.db.sql(
        "SELECT p.surname || ' ' || p.given FROM account a JOIN pupil p ON p.id=a.pupil ORDER BY p.search_key LIMIT 3"
    )]  # fmt: skip
    async with sit() as person:
        await person.enter(account_with_role(home, "officer"))
        if isinstance(person.app.screen, TodayScreen):
            await person.press("д")
        await person.comes_to(OfficerScreen)
        figures = {row[1]: (row[0], row[2]) for row in person.rows.rows}
        assert figures["Lists to import"] == ("!", "7A.csv; 1 new file")
        for line, name in (("Closed accounts", names[0]), ("Cannot sign in: wrong password", names[1])):
            assert figures[line] == ("!", "1")
            row = [row[1] for row in person.rows.rows].index(line)
            await person.press("home", *["down"] * row, "enter")
            await person.comes_to(ShowText)
            await person.sees(name)
            await person.press("escape")
            await person.comes_to(OfficerScreen)
        await person.press("home", "enter")
        await person.comes_to(ImportingScreen)
        await person.sees("Waits for the keeper of the data: 7A.csv")
        await person.press("escape")
        await person.comes_to(OfficerScreen)


async def test_c38_the_director_reads_the_school_in_a_page_and_drills_down(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await person.press("9")
        await person.comes_to(DirectorScreen)
        figures = {row[1]: row[2] for row in person.rows.rows}
        ((absent,),) = home.school.db.sql(
            "SELECT COUNT(DISTINCT a.pupil) FROM absence a JOIN lesson l ON l.id=a.lesson WHERE l.day='2018-01-15'"
            " AND a.letter<>'о'"
        )
        assert figures["Pupils who missed a lesson today"].startswith(f"{absent} of 27")
        assert figures["Lessons filled in"].startswith("1 of ")
        row = list(figures).index("Not filled in after the bell")
        await person.press(*["down"] * row, "enter")
        await person.comes_to(ShowText)
        await person.sees("7А: 2 Русский язык")
        await person.press("escape", "home", "enter")
        await person.comes_to(SchoolDayScreen)


async def test_c38_the_deputy_drills_down_to_the_lesson_that_nobody_filled_in(sit: Sit) -> None:
    async with sit() as person:
        await person.press("3")
        await person.comes_to(SchoolDayScreen)
        await person.press("enter")
        await person.comes_to(Choose)
        await person.press("1")
        await person.comes_to(LessonPageScreen)
        await person.sees("Русский язык")
        await person.press("escape", "f8")
        await person.comes_to(DirectorScreen)


async def test_c38_the_lab_assistant_sees_the_queue_and_whether_all_is_well(sit: Sit) -> None:
    async with sit() as person:
        await person.press("6")
        await person.comes_to(PapersScreen)
        await person.sees("4 sheets were given to the print", "of the state ask for a hand: F2.")


async def test_c38_pupil_and_family_begin_with_the_week(sit: Sit) -> None:
    async with sit() as person:
        for key in ("7", "8"):
            await person.press(key)
            await person.comes_to(DiaryScreen)
            await person.sees("15 January")
            await person.press("f12")
            await person.until(lambda: not isinstance(person.app.screen, DiaryScreen), "still there")


async def test_every_line_of_a_long_menu_is_chosen_by_one_key(sit: Sit) -> None:
    async with sit(language="ru") as person:
        await person.press("1")
        await person.comes_to(TodayScreen)
        await person.press("f10")
        await person.comes_to(Choose)
        signs = [row[0] for row in person.rows.rows]
        assert signs[8:11] == ["9.", "а.", "б."]
        row = next(n for n, words in enumerate(person.rows.rows) if words[1] == "Люди")
        await person.press({"а.": "f", "б.": ",", "в.": "d", "г.": "u", "д.": "l", "е.": "t"}[signs[row]])
        await person.comes_to(PeopleScreen)
