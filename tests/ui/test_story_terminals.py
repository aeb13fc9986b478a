"""Workplaces: the lab assistant registers where the terminals stand, and the sign-in knows it."""

import pytest

from ejournal_tui.domain.accounts.zones import Terminal, Zone
from ejournal_tui.domain.errors import Denied
from ejournal_tui.services.accounts.reception import Reception
from ejournal_tui.services.accounts.terminals import PutTerminal
from ejournal_tui.services.operations.home import Home
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.dialogs.form import Form
from ejournal_tui.ui.dialogs.tick import Tick
from ejournal_tui.ui.screens.entrance.sign_in import SignInScreen
from ejournal_tui.ui.screens.operations.terminals import TerminalsScreen
from tests.people import account_with_role, teacher_of
from tests.ui.conftest import Sit
from tests.ui.test_story_roles import choose


def stands(home: Home) -> list[tuple[str, str, str]]:
    """The register."""
    return [*home.school.db.sql("SELECT source, name, zone FROM terminal ORDER BY id")]


async def test_c36_a_workplace_tests_itself_and_the_register_keeps_the_day_and_what_is_wanting(
    sit: Sit, home: Home
) -> None:
    async with sit() as person:
        await person.enter(account_with_role(home, "lab_assistant"))
        await choose(person, "Workplaces")
        await person.comes_to(TerminalsScreen)
        await person.press("f6")
        await person.sees("This place does not stand in the register.")
        home.console().do(PutTerminal(Terminal("room 12", "кабинет 12", Zone.CLASS)))
        await person.app.screen.load()
        await person.press("f6")
        await person.comes_to(Tick)
        await person.sees("┌─┬─┐", "№")
        await person.press(*["space"] * 5)
        await person.press("enter")
        await person.sees("wanting: printing", "! кабинет 12")
        assert home.school.db.sql("SELECT tested, faults FROM terminal") == [("2018-01-15", "printing")]
        await person.press("f6")
        await person.comes_to(Tick)
        await person.press(*["space"] * 6)
        await person.press("enter")
        await person.sees("Everything is right here.", "+ кабинет 12")
        assert home.school.db.sql("SELECT tested, faults FROM terminal") == [("2018-01-15", None)]


async def test_the_lab_assistant_registers_the_places_and_the_sign_in_tells_them_apart(sit: Sit, home: Home) -> None:
    lab = account_with_role(home, "lab_assistant")
    Reception(home.school, home.hasher, "ssh:10.1.0.9").enter(teacher_of(home, "Физика"))
    async with sit() as person:
        await person.sees("No workplace is registered yet", "room 12")
        await person.enter(lab)
        await choose(person, "Workplaces")
        await person.comes_to(TerminalsScreen)
        await person.sees("not registered", "ssh:10.1.0.9", "begin with this place")
        # Another place first would shut out whoever registers it: said in the form, nothing typed is lost.
        await person.press("end", "enter")
        await person.comes_to(Choose)
        await person.press("3")
        await person.comes_to(Form)
        await person.type("библиотека")
        await person.press("enter", "enter", "enter")
        await person.sees("After this nobody of the staff could sign in anywhere.")
        await person.press("escape")
        await person.comes_to(TerminalsScreen)
        assert stands(home) == []
        await person.press("insert")
        await person.comes_to(Choose)
        await person.press("2")
        await person.comes_to(Form)
        await person.type("кабинет 12")
        await person.press("enter", "enter", "enter")
        await person.sees("кабинет 12 (class room): the staff sign in")
        assert stands(home) == [("room 12", "кабинет 12", "class")]
        await person.press("ctrl+z")
        await person.until(lambda: stands(home) == [], "not taken back")
        await person.press("ctrl+y")
        await person.until(lambda: len(stands(home)) == 1, "not done again")
        await person.press("home", "delete")
        await person.sees("Taken out")
        await person.press("ctrl+z")
        await person.until(lambda: len(stands(home)) == 1, "not brought back")
        # The console adds one meanwhile; the place itself says where it stands.
        home.console().do(PutTerminal(Terminal("desk", "учительская", Zone.STAFF)))
        await person.press("f12")
        await person.comes_to(SignInScreen)
        await person.sees("Workplace: кабинет 12 (class room)")
        ((pupil,),) = home.school.db.sql("SELECT MIN(id) FROM account WHERE pupil IS NOT NULL")
        with pytest.raises(Denied, match="Wrong login or password"):
            await person.app.enter_demo(pupil)
