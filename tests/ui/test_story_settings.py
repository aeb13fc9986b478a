"""The deputy head decides: a week of quarantine, a shortened day, periods and rules, by keys alone."""

from datetime import date

import pytest

from ejournal_tui.domain.years.year import CalendarSpan, DayKind
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.settings.calendar import PutSpan
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.dialogs.form import Form
from ejournal_tui.ui.screens.settings.settings import SettingsScreen, TopicScreen
from tests.people import account_with_role, session_of, teacher_of
from tests.ui.conftest import Sit, Sitting
from tests.ui.test_story_roles import choose

RUSSIAN = "Русский язык"


async def at_topic(person: Sitting, account: int, words: str) -> None:
    """Somebody comes in and opens a topic of the settings."""
    await person.enter(account)
    await choose(person, "Settings")
    await person.comes_to(SettingsScreen)
    await topic(person, words)


async def topic(person: Sitting, words: str) -> None:
    """Open another topic."""
    if isinstance(person.app.screen, TopicScreen):
        await person.press("escape")
        await person.comes_to(SettingsScreen)
    place = next(n for n, row in enumerate(person.rows.rows) if words in row[1])
    await person.press("home", *["down"] * place, "enter")
    await person.comes_to(TopicScreen)


async def line(person: Sitting, words: str) -> None:
    """Put the cursor on a line."""
    await person.until(lambda: any(words in " ".join(row) for row in person.rows.rows), f"no {words}")
    place = next(n for n, row in enumerate(person.rows.rows) if words in " ".join(row))
    await person.press("home", *["down"] * place)


async def pick(person: Sitting, words: str) -> None:
    """Choose a line of the dialog."""
    await person.comes_to(Choose)
    await line(person, words)
    await person.press("enter")


async def fill(person: Sitting, *texts: str | None) -> None:
    """Fill in the form line by line; None leaves what stands there; the last Enter asks for the effect."""
    await person.until(lambda: isinstance(person.app.screen, Form), "no form")
    person.on(Form).query("TextInput").first().focus()
    for text in texts:
        if text is not None:
            await person.press("end", "ctrl+u")
            await person.type(text)
        await person.press("enter")


async def confirm(person: Sitting) -> None:
    """The second Enter writes it down."""
    await person.sees("Enter once more")
    await person.press("enter")
    await person.comes_to(TopicScreen)


async def test_a_week_of_quarantine_is_told_written_down_and_taken_back(sit: Sit, home: Home) -> None:
    ((lessons,),) = home.school.db.sql("SELECT COUNT(*) FROM lesson WHERE day BETWEEN '2018-01-22' AND '2018-01-26'")
    async with sit() as person:
        await at_topic(person, account_with_role(home, "deputy"), "Calendar")
        await person.sees("Study year 2017/2018", "5 school days a week")
        await person.press("insert")
        await pick(person, "Holidays")
        await fill(person, "Карантин", "22.01", "26.01", "7А")
        await person.sees(f"{lessons} lessons still to be held are taken away")
        assert home.school.db.sql("SELECT 1 FROM calendar_day WHERE title='Карантин'") == []
        await confirm(person)
        await person.sees("22.01–26.01.2018", "Карантин", "7А")
        assert home.school.db.sql("SELECT COUNT(*) FROM lesson WHERE day BETWEEN '2018-01-22' AND '2018-01-26'") == [
            (0,)
        ]
        # The cursor stands on the new line: it is made shorter, then taken away, then everything is taken back.
        await person.press("f2")
        await fill(person, None, None, "24.01", None)
        await person.sees("lessons are added")
        await confirm(person)
        await person.sees("22.01–24.01.2018")
        await person.press("delete")
        await person.sees("out of the calendar?", "lessons are added")
        await person.press("2")
        await person.comes_to(TopicScreen)
        await person.sees("22.01–24.01.2018")
        await person.press("delete")
        await pick(person, "Yes")
        await person.until(lambda: "Карантин" not in person.text.split("Saved.", maxsplit=1)[0], "still there")
        for _change in range(3):
            await person.press("ctrl+z")
            await person.until(lambda: "Taken back" in person.status, "not taken back")
        assert home.school.db.sql("SELECT COUNT(*) FROM lesson WHERE day BETWEEN '2018-01-22' AND '2018-01-26'") == [
            (lessons,)
        ]
        await person.press("ctrl+y")
        await person.sees("Карантин")
        await person.press("f4")
        await person.sees("Куликова Ю. Е.: days of the calendar", "22.01–26.01.2018")


async def test_the_dispatcher_keeps_days_and_bells_and_decides_on_no_marks(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await at_topic(person, account_with_role(home, "dispatcher"), "Bells")
        await person.press("insert")
        await fill(person, "Сокращённый день", "1 8:30-9:00, 2 9:10-9:40, 3 9:50-10:20")
        await confirm(person)
        await person.press("insert")
        await pick(person, "When a set")
        await pick(person, "Сокращённый")
        await fill(person, "15.01", "15.01", None, "7")
        await person.sees("another time", "no bell")
        await confirm(person)
        assert home.school.db.sql("SELECT starts, first_grade, last_grade FROM bell_use") == [("2018-01-15", 7, 7)]
        await line(person, "Сокращённый день")
        await person.press("delete")
        await person.until(lambda: "hold on some days" in person.status, "not refused")
        await topic(person, "Rules of marks")
        await person.press("enter")
        await person.until(lambda: "decided by the deputy head" in person.status, "not refused")
        assert "(Enter change)" in person.text
        await topic(person, "Subjects")
        await person.press("delete")
        await person.until(lambda: "kept by the officer" in person.status, "not refused")


async def test_the_deputy_sets_stricter_thresholds_for_a_subject(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await at_topic(person, account_with_role(home, "deputy"), "Rules of marks")
        await line(person, "Rounding")
        await person.press("enter")
        await fill(person, "4,65 3,65", "5-9", "русский", None, None)
        await person.until(lambda: "4.65 3.65 2.65" in person.text, "not refused")
        await fill(person, "4,95 3,95 2,95", None, None, None, None)
        await person.sees("proposed mark")
        await confirm(person)
        await person.sees("Русский язык, grades 5–9", "4.95 3.95 2.95", "from 15.01.2018")
        ((value, subject),) = home.school.db.sql("SELECT r.value, s.name FROM rule r JOIN subject s ON s.id=r.subject")
        assert (value, subject) == ("4950 3950 2950", RUSSIAN)
        await person.press("delete")
        await pick(person, "Yes")
        await person.until(lambda: not home.school.db.sql("SELECT 1 FROM rule"), "still there")


async def test_c29_periods_end_on_another_day_and_a_course_is_counted_by_half_years(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await at_topic(person, account_with_role(home, "deputy"), "Study periods")
        await line(person, "trimester I ")
        await person.press("enter")
        await fill(person, "08.12.2017")
        await person.sees("come to trimester I.", "09.12")
        await confirm(person)
        await person.press("insert")
        await pick(person, "A course")
        await person.type("русский")
        await person.press("enter")
        await fill(person, "half")
        await confirm(person)
        await person.sees("7А · Русский язык", "half-years")
        await line(person, "grade 8")
        await person.press("enter")
        await pick(person, "quarters")
        await person.sees("quarter IV")
        await pick(person, "Yes")
        await person.until(
            lambda: home.school.db.sql("SELECT scheme FROM grade_scheme WHERE grade=8") == [("quarter",)], "not written"
        )
        assert home.school.db.sql("SELECT ends FROM study_period WHERE scheme='trimester' ORDER BY number") == [
            ("2017-12-08",), ("2018-02-28",), ("2018-05-25",),
        ]  # fmt: skip
        assert home.school.db.sql("SELECT scheme FROM own_scheme") == [("half_year",)]


async def test_the_lists_of_kinds_and_subjects_grow_and_what_is_used_stays(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await at_topic(person, account_with_role(home, "deputy"), "Kinds of work")
        await person.press("insert")
        await fill(person, "Портфолио", "Порт", "3", "yes", "2")
        await confirm(person)
        assert home.school.db.sql("SELECT weight, for_all, marks FROM work_kind WHERE name='Портфолио'") == [(3, 1, 2)]
        await person.type("контр")
        await person.press("enter")
        await fill(person, None, None, "5", None, None)
        await person.sees("keep their weight 4")
        await confirm(person)
        await person.press("delete")
        await person.until(lambda: "kind stays in the list" in person.status, "not refused")
        await topic(person, "Kinds of lesson")
        await person.press("insert")
        await fill(person, "Квест")
        await confirm(person)
        await topic(person, "Subjects")
        await person.press("insert")
        await fill(person, "Шахматы", "Шахматы", "yes")
        await confirm(person)
        await person.press("delete")
        await pick(person, "Yes")
        await person.until(lambda: not home.school.db.sql("SELECT 1 FROM subject WHERE name='Шахматы'"), "still there")


async def test_an_unfinished_form_is_kept_and_what_another_changed_is_told(sit: Sit, home: Home) -> None:
    frost = CalendarSpan(DayKind.HOLIDAY, date(2018, 1, 22), date(2018, 1, 26), "Мороз")
    other = session_of(home, account_with_role(home, "dispatcher"))
    other.do(PutSpan(frost))
    async with sit() as person:
        await at_topic(person, account_with_role(home, "deputy"), "Calendar")
        await line(person, "Мороз")
        await person.press("enter")
        await fill(person, None, None, "24.01", None)
        await person.sees("Enter once more")
        other.do(PutSpan(CalendarSpan(DayKind.HOLIDAY, date(2018, 1, 22), date(2018, 1, 29), "Мороз"), frost))
        await person.press("enter")
        await person.sees("changed this meanwhile")
        await person.press("escape")
        await person.comes_to(TopicScreen)
        await topic(person, "Calendar")
        await person.sees("22.01–29.01.2018")


@pytest.mark.parametrize("role", ["officer", "director"])
async def test_the_officer_names_the_school_and_the_director_only_reads(sit: Sit, home: Home, role: str) -> None:
    async with sit() as person:
        await at_topic(person, account_with_role(home, role), "School")
        await person.press("enter")
        if role == "director":
            await person.until(lambda: "kept by the officer" in person.status, "not refused")
            return
        await fill(person, "Лицей № 1")
        await confirm(person)
        assert home.school.setting("name") == "Лицей № 1"
        await person.press("f1")
        await person.sees("stands on the sign-in screen")


async def test_teachers_are_not_offered_the_settings(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await person.enter(teacher_of(home, RUSSIAN))
        await person.press("f10")
        assert "Settings" not in person.text
