"""The roll call beyond a letter a pupil: late ones, those who leave, the day at once (C01, C02)."""

import pytest

from ejournal_tui.services.operations.home import Home
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.dialogs.fill_in import FillIn
from ejournal_tui.ui.screens.journal.lesson_page import LessonPageScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from tests.changing import changed, made
from tests.people import lesson_on, pupils_of, teacher_of
from tests.ui.conftest import Sit, Sitting

DAY = "2018-01-15"


def _rows(home: Home, pupil: int) -> list[tuple[int, str, int | None]]:
    return home.school.db.sql(
        "SELECT l.number, a.letter, a.minutes FROM absence a JOIN lesson l ON l.id=a.lesson"
        " WHERE l.day=? AND a.pupil=? ORDER BY l.number", DAY, pupil,
    )  # fmt: skip


async def _open(person: Sitting, home: Home, subject: str) -> None:
    await person.enter(teacher_of(home, subject))
    await person.comes_to(TodayScreen)
    number = home.school.db.sql("SELECT number FROM lesson WHERE id=?", lesson_on(home, subject, DAY))[0][0]
    row = next(n for n, words in enumerate(person.rows.rows) if str(number) in words[0] + words[1])
    await person.press("home", *["down"] * row, "enter")
    await person.comes_to(LessonPageScreen)


async def test_c01_late_is_written_over_absent_with_the_minutes_since_the_bell(
    sit: Sit, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson = lesson_on(home, "Русский язык", DAY)
    pupil = pupils_of(home, lesson)[2]
    monkeypatch.setenv("EJOURNAL_NOW", "2018-01-15T09:32:00")
    (name,) = home.school.db.sql("SELECT surname FROM pupil WHERE id=?", pupil)[0]
    async with sit() as person:
        await _open(person, home, "Русский язык")
        await person.type(name)
        await person.press("enter")
        await person.until(lambda: _rows(home, pupil) == [(2, "н", None)], "no letter")
        await person.type(name)
        await person.press("2")
        await person.until(lambda: _rows(home, pupil) == [(2, "о", 7)], "not late")
        await person.press("f7")
        await person.comes_to(Choose)
        row = next(n for n, words in enumerate(person.rows.rows) if "minutes late" in words[1])
        await person.press(*["down"] * row, "enter")
        await person.comes_to(FillIn)
        await person.press("backspace", "x", "enter")
        await person.sees("write the minutes as a number")
        await person.press("backspace", "5", "enter")
        await person.until(lambda: _rows(home, pupil) == [(2, "о", 5)], "minutes not written")
        await person.press("ctrl+z")
        await person.until(lambda: _rows(home, pupil) == [(2, "о", 7)], "minutes not back")
        await person.press("ctrl+z")
        await person.until(lambda: _rows(home, pupil) == [(2, "н", None)], "letter not back")


async def test_c01_who_has_left_is_absent_from_this_lesson_to_the_end_of_the_day(sit: Sit, home: Home) -> None:
    lesson = lesson_on(home, "Русский язык", DAY)
    pupil = pupils_of(home, lesson)[0]
    before = _rows(home, pupil)
    async with sit() as person:
        await _open(person, home, "Русский язык")
        await person.press("f7")
        await person.comes_to(Choose)
        row = next(n for n, words in enumerate(person.rows.rows) if "left" in words[1])
        await person.press(*["down"] * row, "enter")
        await person.until(lambda: len(_rows(home, pupil)) > 3, "not written")
        assert {(letter, number >= 2) for number, letter, _minutes in _rows(home, pupil)} == {("н", True)}
        await person.press("ctrl+z")
        await person.until(lambda: _rows(home, pupil) == before, "not taken back")


async def test_c02_one_roll_call_serves_the_day_and_later_lessons_start_from_the_absentees(
    sit: Sit, home: Home
) -> None:
    russian, algebra = lesson_on(home, "Русский язык", DAY), lesson_on(home, "Алгебра", DAY)
    ((staff,),) = home.school.db.sql("SELECT staff FROM account WHERE id=?", teacher_of(home, "Русский язык"))
    ((course,),) = home.school.db.sql("SELECT course FROM lesson WHERE id=?", algebra)
    for (key,) in home.school.db.sql("SELECT id FROM teaching WHERE course=?", course):
        changed(home, "teaching", key, ends="2017-12-31")
    made(home, "teaching", course=course, staff=staff, starts="2018-01-01", ends=None)
    history = lesson_on(home, "История", DAY)
    away = {pupil for (pupil,) in home.school.db.sql("SELECT pupil FROM absence WHERE lesson=?", history)}
    here = next(pupil for pupil in pupils_of(home, russian) if pupil not in away)
    (name,) = home.school.db.sql("SELECT surname || ' ' || given FROM pupil WHERE id=?", here)[0]

    def absent(lesson: int) -> set[int]:
        return {pupil for (pupil,) in home.school.db.sql("SELECT pupil FROM absence WHERE lesson=?", lesson)}

    async with sit() as person:
        await _open(person, home, "Русский язык")
        await person.sees("Missing before:")
        await person.press("f7", "1")
        await person.until(lambda: absent(russian) == away, "not as before")
        await person.type(name)
        await person.press("enter")
        await person.sees("Was at lesson 1, is missing now!")
        await person.press("f7")
        await person.comes_to(Choose)
        row = next(n for n, words in enumerate(person.rows.rows) if "all my lessons" in words[1])
        await person.press(*["down"] * row, "enter")
        await person.until(lambda: absent(algebra) == away | {here}, "the day was not called")
        called = home.school.db.sql("SELECT id FROM lesson WHERE roll_at IS NOT NULL AND day=?", DAY)
        assert {(russian,), (algebra,)} <= set(called)
        await person.press("ctrl+z")
        await person.until(lambda: absent(algebra) == set(), "not taken back")
        assert home.school.db.sql("SELECT roll_at, state FROM lesson WHERE id=?", algebra) == [(None, "planned")]
