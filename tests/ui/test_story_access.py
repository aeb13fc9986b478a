"""Whoever cannot sign in is let in by a key: at one terminal, once; a locked account is unlocked with a reason."""

import json

import pytest

from ejournal_tui.cli.commands import run
from ejournal_tui.domain.errors import Conflict, Denied, Invalid
from ejournal_tui.domain.people.people import AccountId
from ejournal_tui.services.accounts.admitting import AdmitAccount, Barred, ListAccess, UnlockAccount
from ejournal_tui.services.operations.home import Home, open_home
from ejournal_tui.storage.accounts.attempts import ACCOUNT
from ejournal_tui.ui.screens.accounts.access import AccessScreen
from ejournal_tui.ui.screens.starts import first_screen
from tests.people import account_with_role, class_teacher, session_of, teacher_of
from tests.security.test_attempts import DESK, guard, known_teacher
from tests.security.test_sign_in import PASSWORD, attempt, desk

from .conftest import Sit, Sitting


async def accounts(person: Sitting, account: int) -> None:
    """Come in and open the accounts."""
    await person.enter(account)
    session = person.app.desk
    assert session is not None
    actor = await session.run(lambda door: door.actor())
    await person.app.push_screen(first_screen("accounts", session, actor, person.app.home.path))
    await person.comes_to(AccessScreen)


def lock(home: Home, login: str) -> None:
    """As a hundred failures at her own desk leave it."""
    account = home.school.db.sql("SELECT id FROM account WHERE login=?", login)[0][0]
    home.school.write_aside(
        lambda: home.school.db.sql("UPDATE throttle SET fails=100 WHERE kind=? AND account=?", ACCOUNT, account)
    )


@pytest.fixture
def guarded(home: Home) -> tuple[Home, str]:
    """A teacher under guard; she stands in the library."""
    login = known_teacher(home)
    guard(home, login)
    with pytest.raises(Denied):
        desk(home, "library").sign_in(login, PASSWORD)
    return home, login


async def test_the_deputy_lets_a_teacher_in_at_the_terminal_where_she_stands_once(
    sit: Sit, guarded: tuple[Home, str]
) -> None:
    home, login = guarded
    async with sit() as person:
        await accounts(person, account_with_role(home, "deputy"))
        assert "only at known terminals: 20 fail" in person.lines[2]
        await person.press("enter")
        await person.sees("at library: right password refused", f"Has come in at: {DESK}")
        await person.press("escape", "f5")
        await person.sees("At which terminal?", "library")
        await person.press("enter")
        await person.sees("may come in at library, once, within 10 minutes", "let in until")
        await person.press("ctrl+z")
        await person.sees("Taken back")
        assert home.school.db.sql("SELECT COUNT(*) FROM admission") == [(0,)]
        await person.press("ctrl+y")
        await person.sees("Done again")
        # A slip of the hand does not use it up; coming in does.
        assert attempt(desk(home, "library"), login) == 0
        assert desk(home, "library").sign_in(login, PASSWORD)
        await person.press("ctrl+z")
        await person.sees("has come in already")
    assert home.school.db.sql("SELECT facts FROM deed WHERE verb='SignIn' AND facts LIKE '%admitted%'")


async def test_a_locked_account_is_not_let_in_but_unlocked_and_the_reason_stays(
    sit: Sit, guarded: tuple[Home, str]
) -> None:
    home, login = guarded
    lock(home, login)
    async with sit() as person:
        await accounts(person, account_with_role(home, "officer"))
        await person.sees("locked: 100 failures")
        await person.press("f5", "enter")
        await person.sees("This account is locked.", "Unlock it first (F6)")
        await person.press("f6", "enter")
        await person.sees("Say why, in a few words.")
        await person.press("f6")
        await person.type("came herself")
        await person.press("enter")
        await person.sees("may sign in anywhere again")
    assert home.school.db.sql("SELECT reason, fails FROM account_unlock") == [("came herself", 100)]
    assert desk(home, "library").sign_in(login, PASSWORD)


async def test_a_teacher_without_a_class_is_shown_no_accounts(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await accounts(person, teacher_of(home, "Физика"))
        await person.sees("let in by the deputy head or the officer")


def test_the_class_teacher_lets_in_the_families_of_the_class_and_nobody_else(home: Home) -> None:
    leader, teacher = class_teacher(home), teacher_of(home, "Физика")
    ((child, login),) = home.school.db.sql("SELECT id, login FROM account WHERE pupil IS NOT NULL ORDER BY id LIMIT 1")
    for _again in range(3):
        assert attempt(desk(home), login) == 0
    session = session_of(home, leader)
    seen = {line.account: line for line in session.ask(ListAccess())}
    staff = {key for (key,) in home.school.db.sql("SELECT id FROM account WHERE staff IS NOT NULL")}
    assert not staff & set(seen)
    assert (seen[child].barred, seen[child].of, seen[child].terminals[0][0]) == (Barred.WAITING, "7А", "desk-1")
    with pytest.raises(Conflict, match="gone on trying: 3 failures now"):
        session.do(UnlockAccount(child, "asked", seen[child].fails - 1))
    session.do(UnlockAccount(child, "asked", seen[child].fails))
    assert attempt(desk(home), login) == 0
    with pytest.raises(Denied):
        session.do(UnlockAccount(AccountId(teacher), "asked"))
    with pytest.raises(Invalid, match="At which terminal"):
        session.do(AdmitAccount(child, "a place nobody has tried"))


def test_from_the_console_too(guarded: tuple[Home, str], capsys: pytest.CaptureFixture[str]) -> None:
    home, login = guarded
    lock(home, login)

    def said(*words: str) -> str:
        run(["accounts", *words, "--home", str(home.path), "--json", "--lang", "en"])
        told = capsys.readouterr()
        return told.out + told.err

    (barred,) = json.loads(said("barred").splitlines()[0])["barred"]
    assert (barred["login"], barred["why"], barred["terminals"][0]) == (login, "locked", "library")
    assert "This account is locked" in said("admit", "--person", login, "--terminal", "library")
    assert "Say why" in said("unlock", "--person", login)
    assert "Nobody here signs in" in said("unlock", "--person", "nobody_nn", "--reason", "x")
    said("unlock", "--person", login, "--reason", "came herself")
    assert json.loads(said("barred").splitlines()[0])["barred"] == []
    again = open_home(home.path, "en")
    assert desk(again, "library").sign_in(login, PASSWORD)
    again.close()
