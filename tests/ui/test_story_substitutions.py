"""The dispatcher's morning: four teachers away, a lesson taken at once, a day of frost, the papers."""

from datetime import date
from pathlib import Path

import pytest

from ejournal_tui.domain.people.people import StaffId
from ejournal_tui.domain.timetable.substitutions import Away, Reason
from ejournal_tui.services.mornings.today import MyDay
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.timetable.substitutions import PutAway
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.dialogs.fill_in import FillIn
from ejournal_tui.ui.dialogs.text import ShowText
from ejournal_tui.ui.screens.journal.lesson_page import LessonPageScreen
from ejournal_tui.ui.screens.mornings.morning import DirectorScreen
from ejournal_tui.ui.screens.mornings.school_day import SchoolDayScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from ejournal_tui.ui.screens.substitutions.substitutions import SubstitutionsScreen
from tests.people import account_with_role, session_of
from tests.school import account_of, lessons_of, staff_named
from tests.ui.conftest import Sit, Sitting

DAY = "2018-01-15"
AWAY = {"поля": "Полякова А. Д.", "сафо": "Сафонова В. О.", "соболева а": "Соболева А. Н.", "абра": "Абрамов М. Д."}
LIMIT = 60


class Hand:
    """Presses keys and counts them."""

    def __init__(self, person: Sitting) -> None:
        self.person = person
        self.keys = 0

    async def press(self, *keys: str) -> None:
        self.keys += len(keys)
        await self.person.press(*keys)

    async def type(self, text: str) -> None:
        self.keys += len(text)
        await self.person.type(text)


async def open_screen(person: Sitting, home: Home, role: str = "dispatcher") -> None:
    """Come in and see the substitutions of the day: at once, or from the school's day."""
    await person.enter(account_with_role(home, role))
    if isinstance(person.app.screen, DirectorScreen):
        await person.press("ш")
        await person.comes_to(SchoolDayScreen)
        await person.press("f5")
    await person.comes_to(SubstitutionsScreen)


async def write_absence(hand: Hand, letters: str, name: str) -> None:
    """One teacher is ill today: letters of the name, Enter, the digit of the reason, Enter."""
    await hand.press("insert")
    await hand.person.comes_to(Choose)
    await hand.type(letters)
    await hand.press("enter")
    await hand.person.until(lambda: "illness" in hand.person.text, "no reasons")
    await hand.press("1")
    await hand.person.comes_to(FillIn)
    await hand.press("enter")
    await hand.person.comes_to(SubstitutionsScreen)
    rows = hand.person.rows
    await hand.person.until(lambda: any(words[3] == name for words in rows.rows), f"{name} was not written down")


def unkept(home: Home) -> list[int]:
    """The lessons of the absent that nobody keeps."""
    return [
        key
        for (key,) in home.school.db.sql(
            "SELECT l.id FROM lesson l JOIN teaching t ON t.course=l.course JOIN staff_absence a ON a.staff=t.staff"
            " WHERE l.day=? AND l.substitute IS NULL",
            DAY,
        )
    ]


async def test_a_day_with_four_absent_teachers_is_given_away_in_under_sixty_keys(
    sit: Sit, school: Home, school_folder: Path
) -> None:
    async with sit(school_folder) as person:
        await open_screen(person, school)
        hand = Hand(person)
        lessons = 0
        for letters, name in AWAY.items():
            await write_absence(hand, letters[:4] if letters != "соболева а" else letters, name)
            lessons += len(lessons_of(school, staff_named(school, name), DAY))
        assert lessons == len(unkept(school)) == 21
        waiting = len(unkept(school))
        while waiting:
            await hand.press("1")
            await person.until(lambda before=waiting: len(unkept(school)) == before - 1, "not given")  # type: ignore[misc]
            waiting -= 1
            if waiting == 10:
                await hand.press("f5")
                await person.until(lambda: not unkept(school), "not all were given")
                break
        assert hand.keys < LIMIT
    rows = school.school.db.sql(
        "SELECT l.id, l.number, l.substitute FROM lesson l JOIN substitution x ON x.lesson=l.id WHERE l.day=?", DAY
    )
    assert len(rows) == lessons
    assert len({(number, staff) for _key, number, staff in rows}) == lessons
    for key, _number, staff in rows:
        lines = session_of(school, account_of(school, staff)).ask(MyDay(date(2018, 1, 15))).lines
        (line,) = [line for line in lines if line.lesson == key]
        assert line.substitution.startswith("substitution, instead of ")


async def test_every_lesson_of_the_day_given_by_its_own_key_takes_under_sixty_keys(
    sit: Sit, school: Home, school_folder: Path
) -> None:
    async with sit(school_folder) as person:
        await open_screen(person, school)
        hand = Hand(person)
        for letters, name in AWAY.items():
            await write_absence(hand, letters if letters == "соболева а" else letters[:3], name)
        while waiting := len(unkept(school)):
            await hand.press("1")
            await person.until(lambda before=waiting: len(unkept(school)) < before, "not given")  # type: ignore[misc]
        assert hand.keys < LIMIT
        await person.press("ctrl+z")
        await person.until(lambda: len(unkept(school)) == 1, "not taken back")
        await person.press("ctrl+y")
        await person.until(lambda: not unkept(school), "not given again")


async def test_the_substitute_and_the_regular_teacher_see_the_substitution_on_today(
    sit: Sit, school: Home, school_folder: Path
) -> None:
    async with sit(school_folder) as person:
        await open_screen(person, school)
        await write_absence(Hand(person), "поля", "Полякова А. Д.")
        await person.press("1")
        await person.until(lambda: len(unkept(school)) == 6, "not given")
    ((lesson, staff),) = school.school.db.sql("SELECT lesson, substitute FROM substitution")
    async with sit(school_folder, "ru") as person:
        await person.enter(account_of(school, staff))
        await person.comes_to(TodayScreen)
        await person.sees("замена, вместо: Полякова А. Д.")
        row = next(n for n, words in enumerate(person.rows.rows) if "Полякова" in words[-1])
        await person.press("home", *["down"] * row, "enter")
        page = await person.comes_to(LessonPageScreen)
        assert page._lesson == lesson
        await person.sees("вместо: Полякова А. Д.")
        await person.press("enter")
        await person.until(
            lambda: school.school.db.sql("SELECT state FROM lesson WHERE id=?", lesson) == [("held",)], "not held"
        )
    async with sit(school_folder, "ru") as person:
        await person.enter(account_of(school, staff_named(school, "Полякова А. Д.")))
        await person.comes_to(TodayScreen)
        await person.until(lambda: any("ведёт " in words[-1] for words in person.rows.rows), "nobody keeps it")


async def test_c07_whoever_stands_in_the_class_takes_the_lesson_from_today_and_the_dispatcher_confirms(
    sit: Sit, school: Home, school_folder: Path
) -> None:
    absent = staff_named(school, "Полякова А. Д.")
    ((_number, lesson), *_rest) = lessons_of(school, absent, DAY)
    stands_in = staff_named(school, "Жукова В. И.")
    async with sit(school_folder) as person:
        await person.enter(account_of(school, stands_in))
        await person.comes_to(TodayScreen)
        await person.press("в")
        dialog = await person.comes_to(Choose)
        row = next(n for n, words in enumerate(person.rows.rows) if "10Б" in words[1] and "Полякова" in words[2])
        await person.press(*["down"] * row, "enter")
        await person.until(lambda: person.app.screen is not dialog, "still asking")
        page = await person.comes_to(LessonPageScreen)
        assert page._lesson == lesson
        await person.press("enter")
        await person.until(
            lambda: school.school.db.sql("SELECT state FROM lesson WHERE id=?", lesson) == [("held",)], "not held"
        )
        await person.press("escape")
        await person.comes_to(TodayScreen)
        assert person.rows.rows[0][-1].startswith("substitution")
    async with sit(school_folder) as person:
        await person.enter(account_with_role(school, "deputy"))
        await person.comes_to(SchoolDayScreen)
        await person.sees("1 taken at once, to confirm.")
        await person.press("f5")
        await person.comes_to(SubstitutionsScreen)
        await person.sees("! Жукова В. И.: to confirm")
        await person.press("enter")
        await person.comes_to(Choose)
        await person.press("1")
        await person.until(lambda: "illness" in person.text, "no reasons")
        await person.press("1")
        await person.comes_to(FillIn)
        await person.type("12")
        await person.press("enter")
        claims = "SELECT substitute, reason, order_number, confirmed FROM substitution"
        await person.until(
            lambda: school.school.db.sql(claims) == [(stands_in, "illness", "12", 1)], "not confirmed"
        )
    assert school.school.db.sql("SELECT state, substitute FROM lesson WHERE id=?", lesson) == [("held", stands_in)]


async def test_c07_the_dispatcher_refuses_whoever_should_not_have_taken_it(
    sit: Sit, school: Home, school_folder: Path
) -> None:
    absent = staff_named(school, "Полякова А. Д.")
    ((_number, lesson), *_rest) = lessons_of(school, absent, DAY)
    async with sit(school_folder) as person:
        await person.enter(account_of(school, staff_named(school, "Жукова В. И.")))
        await person.press("в")
        await person.comes_to(Choose)
        row = next(n for n, words in enumerate(person.rows.rows) if "10Б" in words[1] and "Полякова" in words[2])
        await person.press(*["down"] * row, "enter")
        await person.comes_to(LessonPageScreen)
    async with sit(school_folder) as person:
        await open_screen(person, school)
        await person.press("enter")
        await person.comes_to(Choose)
        await person.press("2")
        await person.sees("Nobody is missing.")
    assert school.school.db.sql("SELECT state, substitute FROM lesson WHERE id=?", lesson) == [("planned", None)]


CANCELLED = "SELECT COUNT(*) FROM lesson WHERE day=? AND state='cancelled'"


@pytest.mark.parametrize(
    ("scope", "choice", "where"),
    [("1", "7а", "g.grade=7 AND g.letter='А'"), ("2", "7", "g.grade=7"), ("3", "", "1=1")],
    ids=["class", "grade", "school"],
)
async def test_c11_a_frost_day_is_cancelled_with_one_order_and_taken_back(
    sit: Sit, school: Home, school_folder: Path, scope: str, choice: str, where: str
) -> None:
    ((lessons,),) = school.school.db.sql(
        "SELECT COUNT(*) FROM lesson l JOIN course c ON c.id=l.course JOIN study_group g ON g.id=c.study_group"
        f" WHERE l.day=? AND {where}", DAY,
    )  # fmt: skip
    async with sit(school_folder) as person:
        await open_screen(person, school)
        await person.press("f8")
        await person.comes_to(Choose)
        await person.press(scope)
        if choice:
            await person.until(lambda: "Only" not in person.text and "whole school" not in person.text, "no choice")
            await person.type(choice)
            await person.press("enter")
        await person.until(lambda: "frost" in person.text, "no reasons")
        await person.press("2")
        await person.comes_to(FillIn)
        await person.press("tab")
        await person.type("31")
        await person.press("enter")
        await person.until(lambda: school.school.db.sql(CANCELLED, DAY) == [(lessons,)], "not cancelled")
        rows = school.school.db.sql("SELECT DISTINCT kind, reason, order_number FROM substitution")
        assert rows == [("cancelled", "frost", "31")]
        await person.press("ctrl+z")
        await person.until(lambda: school.school.db.sql(CANCELLED, DAY) == [(0,)], "not taken back")


async def test_a_lesson_of_a_class_is_moved_and_taken_back(sit: Sit, school: Home, school_folder: Path) -> None:
    ((_number, lesson),) = lessons_of(school, staff_named(school, "Ковалёва В. Я."), DAY)
    ((title, grade, letter, number),) = school.school.db.sql(
        "SELECT s.name, g.grade, g.letter, l.number FROM lesson l JOIN course c ON c.id=l.course"
        " JOIN study_group g ON g.id=c.study_group JOIN subject s ON s.id=c.subject WHERE l.id=?",
        lesson,
    )

    def place() -> tuple[object, ...]:
        return tuple(school.school.db.sql("SELECT day, number FROM lesson WHERE id=?", lesson)[0])

    before = place()
    async with sit(school_folder) as person:
        await open_screen(person, school)
        await person.press("f2")
        await person.comes_to(Choose)
        await person.type(f"{grade}{letter}")
        await person.press("enter")
        await person.until(lambda: len(person.rows.rows) > 3, "no lessons of the class")
        row = next(n for n, words in enumerate(person.rows.rows) if words[3] == "Ковалёва В. Я.")
        assert title.startswith(person.rows.rows[row][2])
        await person.press("home", *["down"] * row, "f6")
        await person.comes_to(FillIn)
        await person.press("enter")
        await person.until(lambda: "frost" in person.text, "no reasons")
        await person.press("4")
        await person.comes_to(FillIn)
        await person.press("enter")
        await person.sees("The lesson stands there already.")
        for day in range(16, 20):
            for other in (7, 8):
                if place() != before:
                    break
                await person.press("f6")
                await person.comes_to(FillIn)
                await person.press(*["end"], *["backspace"] * 10)
                await person.type(f"{day}.01")
                await person.press("tab", "backspace")
                await person.type(str(other))
                await person.press("enter")
                await person.until(lambda: "frost" in person.text, "no reasons")
                await person.press("4")
                await person.comes_to(FillIn)
                await person.press("enter")
                await person.comes_to(SubstitutionsScreen)
        assert place() != before, person.text
        await person.sees("moved to ")
        await person.press("delete")
        await person.until(lambda: place() == before, "not moved back")
    assert number == before[1]


def whole(paper: Path) -> bool:
    """Whether a paper is there to its end."""
    return paper.exists() and paper.read_bytes().rstrip().endswith(b"%%EOF")


async def test_the_papers_of_the_day_and_the_week_are_made_with_f7(
    sit: Sit, school: Home, school_folder: Path
) -> None:
    async with sit(school_folder) as person:
        await open_screen(person, school)
        await write_absence(Hand(person), "поля", "Полякова А. Д.")
        await person.press("f5")
        await person.until(lambda: not unkept(school), "not given")
        for digit, name in (("1", "changes-2018-01-15"), ("3", "substitutions-2018-01-15-2018-01-21")):
            await person.press("f7")
            await person.comes_to(Choose)
            await person.press(digit)

            def printed(name: str = name) -> bool:
                # The number of the copy stands at the end of the name.
                return any(whole(paper) for paper in (school_folder / "outbox").glob(f"{name}-[0-9]*.pdf"))

            await person.until(printed, "nothing was printed")
    verbs = school.school.db.sql("SELECT verb FROM deed WHERE verb='RecordSubstitutionsPrint'")
    assert len(verbs) == 2


async def test_an_absence_is_shortened_and_taken_back_from_its_list(
    sit: Sit, school: Home, school_folder: Path
) -> None:
    def absences() -> list[tuple[object, ...]]:
        return school.school.db.sql("SELECT ends FROM staff_absence")

    async with sit(school_folder) as person:
        await open_screen(person, school)
        await person.press("f3")
        await person.sees("Nobody is away.")
        await write_absence(Hand(person), "поля", "Полякова А. Д.")
        await person.press("f3")
        await person.comes_to(Choose)
        await person.press("1")
        await person.sees("Take the absence back")
        await person.press("1")
        await person.comes_to(FillIn)
        await person.press("end", *["backspace"] * 10)
        await person.type("30.02")
        await person.press("enter")
        await person.sees("“30.02” is not a day.")
        person.on(FillIn)
        await person.press("end", *["backspace"] * 10)
        await person.type("19.01")
        await person.press("enter")
        await person.until(lambda: absences() == [("2018-01-19",)], "not longer")
        await person.press("f3")
        await person.comes_to(Choose)
        await person.press("1")
        await person.sees("Take the absence back")
        await person.press("2")
        await person.until(lambda: absences() == [], "not taken back")


async def test_the_director_sees_the_substitutions_and_orders_none(
    sit: Sit, school: Home, school_folder: Path
) -> None:
    async with sit(school_folder) as person:
        await open_screen(person, school, "director")
        for key in ("insert", "f5", "f6", "f8", "delete", "f3"):
            await person.press(key)
            person.on(SubstitutionsScreen)
            if key in ("insert", "f5", "f8", "f3"):
                assert "ordered by the dispatcher" in person.status
        assert "(Ins who is away)" in person.text
        await person.press("f1")
        await person.comes_to(ShowText)
        await person.sees("Names in brackets are offered")
    assert school.school.db.sql("SELECT COUNT(*) FROM deed WHERE outcome='denied'") == [(0,)]


async def test_a_teacher_does_not_find_the_dispatchers_screen(sit: Sit, school: Home, school_folder: Path) -> None:
    async with sit(school_folder) as person:
        await person.enter(account_of(school, staff_named(school, "Жукова В. И.")))
        await person.comes_to(TodayScreen)
        await person.press("f10")
        await person.comes_to(Choose)
        words = [row[1] for row in person.rows.rows]
        assert "I keep this lesson" in words
        assert "Substitutions" not in words


async def test_fast_hands_give_each_lesson_once(sit: Sit, school: Home, school_folder: Path) -> None:
    async with sit(school_folder) as person:
        await open_screen(person, school)
        await write_absence(Hand(person), "поля", "Полякова А. Д.")
        await person.burst("1", "1", "1", "1")
        await person.until(lambda: len(unkept(school)) == 3, "not four were given")
        await person.settle()
        assert len(unkept(school)) == 3




async def test_the_cursor_stays_with_its_lesson_when_others_write_down_more(
    sit: Sit, school: Home, school_folder: Path
) -> None:
    async with sit(school_folder) as person:
        await open_screen(person, school)
        await write_absence(Hand(person), "поля", "Полякова А. Д.")
        await person.press("down", "down")
        before = person.rows.rows[person.rows.index]
        staff = StaffId(staff_named(school, "Абрамов М. Д."))
        day = date(2018, 1, 15)
        deputy = session_of(school, account_with_role(school, "deputy"))
        deputy.do(PutAway(staff, day, Away(day, day, Reason.COURSE)))
        await person.on(SubstitutionsScreen).poll()
        assert person.rows.index == 7
        assert person.rows.rows[7][:4] == before[:4]
