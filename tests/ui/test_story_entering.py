"""Coming in and leaving: the demo's list, one-time codes, passwords, the next person at the same terminal."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ejournal_tui.services import reference
from ejournal_tui.services.accounts.accounts import issue_codes
from ejournal_tui.services.accounts.reception import Reception
from ejournal_tui.services.operations.home import Home, create_home, name_first_officer, open_home
from ejournal_tui.ui.screens.entrance.new_password import NewPasswordScreen
from ejournal_tui.ui.screens.entrance.sign_in import SignInScreen
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.mornings.morning import OfficerScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from tests.people import lesson_on, pupils_of, teacher_of
from tests.ui.conftest import Sit, Sitting

PASSWORD = "seven rivers under glass"


@pytest.fixture
def school(tmp_path: Path) -> tuple[Path, str]:
    """A real home with its first officer, and the officer's one-time code."""
    folder = tmp_path / "real"
    home = create_home(folder, "School No. 0", "en", "Europe/Moscow", reference.calendar("2017/2018"))
    name_first_officer(home)
    (slip,) = issue_codes(home.console(), home.hasher, home.clock.instant(), None)
    home.close()
    return folder, slip.code


def deeds(home: Home, verb: str) -> list[tuple[str, int]]:
    """Outcome and actor of every deed of a verb."""
    rows = home.school.db.sql("SELECT outcome, actor FROM deed WHERE verb=? ORDER BY seq", verb)
    return [(outcome, actor) for outcome, actor in rows]


async def say_who(person: Sitting, login: str, secret: str) -> None:
    """Type a login and a secret."""
    person.app.screen.query_one("#login").focus()
    await person.type(login)
    await person.press("enter")
    await person.type(secret)
    await person.press("enter")


async def test_a_teacher_enters_from_the_list_of_the_demo_with_one_key(sit: Sit, home: Home) -> None:
    teacher = teacher_of(home, "Русский язык")
    async with sit() as person:
        await person.press("1")
        await person.comes_to(TodayScreen)
        assert deeds(home, "SignIn")[-1] == ("done", teacher)
        assert "Today, Mo 15.01" in person.lines[0]
        assert "9:25–10:10" in person.text
        assert "Русский язык" in person.rows.rows[person.rows.index][3]


@pytest.mark.parametrize("moment", ["09:00", "11:00", "12:20"])
async def test_the_cursor_stands_on_the_lesson_that_goes_on_or_comes_next(
    sit: Sit, home: Home, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    day, account, numbers = home.school.db.sql(
        "SELECT l.day, a.id, STRING_AGG(CAST(l.number AS TEXT), ',') FROM lesson l JOIN teaching t ON t.course=l.course"
        " JOIN account a ON a.staff=t.staff WHERE l.day BETWEEN '2018-01-15' AND '2018-02-15'"
        " GROUP BY l.day, a.id HAVING COUNT(*)>1 ORDER BY l.day LIMIT 1"
    )[0]
    bells = dict(home.school.db.sql("SELECT number, ends FROM bell"))
    monkeypatch.setenv("EJOURNAL_NOW", f"{day}T{moment}")
    taught = sorted(map(int, numbers.split(",")))
    left = [n for n in taught if bells[n].rjust(5, "0") >= moment]
    async with sit() as person:
        await person.enter(account)
        await person.comes_to(TodayScreen)
        assert int(person.rows.rows[person.rows.index][0]) == (left[0] if left else taught[0])


async def test_whoever_leaves_leaves_no_names_behind(sit: Sit, home: Home) -> None:
    pupils = [name for (name,) in home.school.db.sql("SELECT surname || ' ' || given FROM pupil")]
    async with sit() as person:
        await person.press("1")
        await person.comes_to(TodayScreen)
        await person.press("f2")
        await person.comes_to(LessonGridScreen)
        assert any(name in person.text for name in pupils)
        await person.press("5", "f12")
        await person.comes_to(SignInScreen)
        # In the demo's list stand the people to enter as; one of them is a pupil.
        listed = {row[2] for row in person.rows.rows}
        shown = [name for name in pupils if name in person.text and not any(name in line for line in listed)]
        assert shown == []
        assert len(person.app.screen_stack) == 2
        assert "ended" not in person.status
        ((reason,),) = home.school.db.sql("SELECT reason FROM sitting ORDER BY started DESC LIMIT 1")
        assert reason == "left"


async def test_a_code_opens_the_door_once_and_a_password_comes_first(sit: Sit, school: tuple[Path, str]) -> None:
    folder, code = school
    async with sit(folder) as person:
        assert "School No. 0" in person.lines[0]
        await person.press("f2")
        await say_who(person, "officer", code)
        await person.comes_to(NewPasswordScreen)
        assert "Choose a password" in person.status
        await person.type(PASSWORD)
        await person.press("enter")
        await person.type(PASSWORD)
        await person.press("enter")
        await person.comes_to(OfficerScreen)
        await person.press("f12")
        await person.comes_to(SignInScreen)
        assert "officer" not in person.text
        await person.press("f2")
        await say_who(person, "officer", code)
        await person.until(lambda: "Wrong login" in person.status, "a spent code is refused")
        await person.press("f2")
        person.app.screen.query_one("#login").value = ""
        await say_who(person, "officer", PASSWORD)
        await person.comes_to(OfficerScreen)


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [(PASSWORD, PASSWORD + "s", "differ"), ("short", "short", "12"), ("officer officer", "officer officer", "")],
)
async def test_a_password_that_will_not_do_is_refused_with_words(
    sit: Sit, school: tuple[Path, str], first: str, second: str, words: str
) -> None:
    folder, code = school
    async with sit(folder) as person:
        await person.press("f2")
        await say_who(person, "officer", code)
        await person.comes_to(NewPasswordScreen)
        before = person.status
        await person.type(first)
        await person.press("enter")
        await person.type(second)
        await person.press("enter")
        await person.until(lambda: person.status != before, "nothing was said")
        assert words in person.status
        assert first not in person.text
        person.on(NewPasswordScreen)
        await person.press("escape")
        await person.comes_to(SignInScreen)


async def test_a_wrong_password_is_answered_in_words_that_tell_nothing(sit: Sit, school: tuple[Path, str]) -> None:
    folder, _code = school
    said = []
    for login in ("officer", "nobody"):
        async with sit(folder) as person:
            await say_who(person, login, "wrong " + PASSWORD)
            await person.until(lambda: bool(person.status), "nothing was said")
            said.append(person.status.strip())
            person.on(SignInScreen)
    assert said[0] == said[1]
    assert said[0].startswith("Wrong login or password, or signing in is not possible now. Families are helped by")


async def test_too_many_attempts_must_wait(sit: Sit, school: tuple[Path, str]) -> None:
    folder, _code = school
    async with sit(folder) as person:
        for _attempt in range(20):
            await say_who(person, "", "wrong again and again")
            person.app.screen.query_one("#login").value = "officer"
            if "Too many attempts" in person.status:
                break
        assert "Wait" in person.status


async def test_the_field_of_the_password_never_shows_it_nor_its_length(sit: Sit, school: tuple[Path, str]) -> None:
    async with sit(school[0]) as person:
        looks = []
        for typed in ("a", "long and longer"):
            person.app.screen.query_one("#secret").focus()
            await person.type(typed)
            looks.append(person.lines)
            assert typed not in person.lines[3]
        assert looks[0] == looks[1]


async def test_a_second_key_pressed_too_soon_lets_nobody_else_in(sit: Sit, home: Home) -> None:
    before = deeds(home, "SignIn")
    teacher = teacher_of(home, "Русский язык")
    async with sit() as person:
        await person.burst("1", "7", "7")
        await person.comes_to(TodayScreen)
        await person.press("escape")
        person.on(TodayScreen)
        assert len(person.app.screen_stack) == 3
        assert deeds(home, "SignIn") == [*before, ("done", teacher)]
        await person.press("f12")
        await person.comes_to(SignInScreen)


@pytest.mark.parametrize(("secret", "outcomes"), [(PASSWORD, ["done"]), ("wrong " + PASSWORD, ["failed"])])
async def test_enter_pressed_three_times_is_one_attempt(
    sit: Sit, school: tuple[Path, str], secret: str, outcomes: list[str]
) -> None:
    folder, code = school
    home = open_home(folder, "en")
    reception = Reception(home.school, home.hasher, "room 12")
    reception.set_password(reception.sign_in("officer", code, by_code=True), PASSWORD, PASSWORD)
    before = len(deeds(home, "SignIn"))
    async with sit(folder) as person:
        await person.type("officer")
        await person.press("enter")
        await person.type(secret)
        await person.burst("enter", "enter", "enter")
        if outcomes == ["done"]:
            await person.comes_to(OfficerScreen)
        else:
            await person.until(lambda: "Wrong login" in person.status, "nothing was said")
        await person.settle()
        assert [outcome for outcome, _actor in deeds(home, "SignIn")[before:]] == outcomes
    home.close()


async def test_enter_pressed_three_times_sets_one_password(sit: Sit, school: tuple[Path, str]) -> None:
    folder, code = school
    async with sit(folder) as person:
        await person.press("f2")
        await say_who(person, "officer", code)
        await person.comes_to(NewPasswordScreen)
        await person.type(PASSWORD)
        await person.press("enter")
        await person.type(PASSWORD)
        await person.burst("enter", "enter", "enter")
        await person.comes_to(OfficerScreen)
        assert len(person.app.screen_stack) == 3
        done = await person.app.thread.run(lambda: deeds(person.app.home, "SetPassword"))
        assert [outcome for outcome, _actor in done] == ["done"]


@contextmanager
def full_disk() -> Iterator[None]:
    """Files grow no further, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.sqlite
async def test_on_a_full_disk_nobody_comes_in_and_whoever_is_in_can_leave(sit: Sit, home: Home) -> None:
    pupils = [name for (name,) in home.school.db.sql("SELECT surname || ' ' || given FROM pupil")]
    async with sit() as person:
        with full_disk():
            await person.press("1")
            await person.until(lambda: "disk of the journal is full" in person.status, "nothing was said")
        person.on(SignInScreen)
        await person.press("1")
        await person.comes_to(TodayScreen)
        await person.press("f2")
        await person.comes_to(LessonGridScreen)
        with full_disk():
            await person.press("f12")
            await person.comes_to(SignInScreen)
        assert "disk of the journal is full" in person.status
        listed = {row[2] for row in person.rows.rows}
        assert [n for n in pupils if n in person.text and not any(n in line for line in listed)] == []
        await person.press("1")
        await person.comes_to(TodayScreen)


@pytest.mark.postgres
async def test_a_server_that_was_begun_anew_keeps_nobody_from_leaving_and_coming_again(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await person.press("1")
        await person.comes_to(TodayScreen)
        backend = person.app.home.school.db.sql
        ((number,),) = await person.app.thread.run(lambda: backend("SELECT pg_backend_pid()"))
        home.school.db.sql("SELECT pg_terminate_backend(?)", number)
        await person.press("f12")
        await person.comes_to(SignInScreen)
        assert person.rows.rows
        await person.press("1")
        await person.comes_to(TodayScreen)


async def test_a_locked_sign_in_of_a_real_school_lists_nobody(sit: Sit, school: tuple[Path, str]) -> None:
    async with sit(school[0]) as person:
        assert [line for line in person.lines if line.startswith(">")] == []


async def test_the_pupils_of_the_demo_are_a_class_of_27(home: Home) -> None:
    assert len(pupils_of(home, lesson_on(home, "Русский язык", "2018-01-15"))) == 27
