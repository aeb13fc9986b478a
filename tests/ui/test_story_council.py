"""The end of the year: the deputy enters what the pedagogical council decided, many at once, exceptions singly."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ejournal_tui.domain.journal.marks import Value
from ejournal_tui.domain.results.council import Decision, DecisionKind, Matter
from ejournal_tui.services.operations.home import Home, open_home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.results.deciding import DecideAtCouncil, Decided
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.dialogs.form import Form
from ejournal_tui.ui.dialogs.text import ShowText
from ejournal_tui.ui.dialogs.tick import Tick
from ejournal_tui.ui.screens.results.academic_debts import AcademicDebtsScreen
from ejournal_tui.ui.screens.results.class_results import ClassResultsScreen
from ejournal_tui.ui.screens.results.council import CouncilScreen
from tests.changing import changed
from tests.people import account_with_role, class_teacher, session_of
from tests.ui.conftest import Sit, Sitting
from tests.ui.test_story_roles import choose
from tests.year_end import class_list, class_of_demo, close_periods, subject_of, year_marks


@pytest.fixture
def may(home_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """7А after the last day of lessons, before the council."""
    monkeypatch.setenv("EJOURNAL_NOW", "2018-05-28T15:00")
    home = open_home(home_folder, "en")
    yield home
    home.close()


async def at_council(person: Sitting, account: int, words: str = "Pedagogical council") -> None:
    """Somebody opens the decisions."""
    await person.enter(account)
    await choose(person, words)
    await person.comes_to(CouncilScreen)


async def fill(person: Sitting, *texts: str) -> None:
    """Fill in the form from its first line on, and take it."""
    await person.comes_to(Form)
    while person.app.focused is None or person.app.focused.id != "field-0":
        await person.press("up")
    for text in texts:
        await person.press("end", "ctrl+u")
        await person.type(text)
        await person.press("enter")


def decisions(home: Home) -> dict[int, tuple[str, str, str, str]]:
    """What stands about going up, by pupil."""
    rows = home.school.db.sql(
        "SELECT pupil, kind, protocol, day, word FROM council_decision WHERE matter='outcome' ORDER BY pupil"
    )
    return {pupil: tuple(rest) for pupil, *rest in rows}


async def test_c31_the_deputy_enters_decisions_in_bulk_by_one_protocol_and_exceptions_singly(
    sit: Sit, may: Home
) -> None:
    seven_a = class_of_demo(may)
    pupils = class_list(may, seven_a)
    (weak, weak_name), (without, without_name), (best, _best_name) = pupils[0], pupils[1], pupils[2]
    physics, russian = subject_of(may, "Физика"), subject_of(may, "Русский язык")
    year_marks(may, seven_a, {weak: {physics: Value.TWO}, without: {russian: None}})
    async with sit() as person:
        await at_council(person, account_with_role(may, "deputy"))
        await person.sees("Pedagogical council · 7А · 2017/2018", "debts: 1", "no mark: 1", "(goes up to grade 8)")
        await person.sees("trimester I is not closed yet")
        # While marks may still change nobody goes up.
        await person.press("f5", "1")
        await person.sees("There is nobody to decide about.", "7А: trimester I is not closed yet")
        close_periods(may, seven_a, 7)
        await person.press("f5", "1")
        await person.sees(f"Enter it for {len(pupils) - 2} pupils…", "Exceptions: 2")
        await person.press("3")
        await person.comes_to(ShowText)
        await person.sees(f"{weak_name} — academic debt: Физика", f"{without_name} — no year mark: Русский язык")
        await person.press("escape", "2")
        await person.comes_to(Tick)
        await person.press("space", "enter")
        await person.sees(f"Enter it for {len(pupils) - 3} pupils…")
        await person.press("2", "home", "space", "enter", "1")
        await fill(person, "", "25.05")
        await person.sees("The protocol has no number.")
        await fill(person, "7", "29.05")
        await person.sees("The day of the protocol, 29.05.2018, lies ahead.")
        assert decisions(may) == {}
        await fill(person, "7", "25.05")
        await person.sees(f"Entered for {len(pupils) - 2} pupils.", "goes up to grade 8")
        found = decisions(may)
        assert set(found) == {key for key, _name in pupils} - {weak, without}
        assert found[best] == ("promoted", "7", "2018-05-25", "")
        await person.press("ctrl+z")
        await person.until(lambda: decisions(may) == {}, "not taken back whole")
        await person.press("ctrl+y")
        await person.until(lambda: decisions(may) == found, "not done again")
        # The exceptions, with the same protocol offered.
        await person.press("home", "enter")
        await person.comes_to(Choose)
        await person.press("1")
        await person.sees(f"{weak_name}: academic debt: Физика.")
        await person.press("enter", "2")
        await person.comes_to(Form)
        await person.press("enter", "enter")
        await person.type("Физика до 1 октября")
        await person.press("enter")
        await person.sees("goes up to grade 8 conditionally")
        assert decisions(may)[weak] == ("conditional", "7", "2018-05-25", "Физика до 1 октября")
        await person.press("down", "down", "enter", "3")
        await fill(person, "8", "28.05", "")
        await person.sees("The marks do not explain this: write the reason.")
        await person.press("escape")
        await person.comes_to(CouncilScreen)
        await person.press("delete", "1")
        await person.until(lambda: best not in decisions(may), "not taken out")
        await person.press("f4")
        await person.comes_to(ShowText)
        await person.sees("goes up to grade 8, protocol No. 7 of", "taken out: goes up to grade 8")
    assert may.console().ask(VerifyAudit()).whole


async def test_the_class_teacher_reads_the_decisions_of_the_own_class_in_russian(sit: Sit, may: Home) -> None:
    seven_a = class_of_demo(may)
    year_marks(may, seven_a, {})
    close_periods(may, seven_a, 7)
    (pupil, name), *_rest = class_list(may, seven_a)
    decided = Decided(pupil, Decision(DecisionKind.PROMOTED, "7", date(2018, 5, 25)))
    session_of(may, account_with_role(may, "deputy")).do(DecideAtCouncil(seven_a, Matter.OUTCOME, (decided,)))
    before = decisions(may)
    async with sit(language="ru") as person:
        await person.enter(class_teacher(may))
        await choose(person, "Итоги класса")
        await person.comes_to(ClassResultsScreen)
        # Beside the marks of the year there is one more column.
        await person.press("т")
        await person.comes_to(Choose)
        await person.type("год")
        await person.press("enter")
        await person.press("end")
        await person.sees(f"{name}: переведён(а) в 8 класс, протокол № 7 от 25.05.2018", "перев.")
        await person.press("down")
        await person.sees("решения ещё нет (академической задолженности нет)")
        await person.press("f6")
        await person.comes_to(CouncilScreen)
        await person.sees("Решения педсовета · 7А · 2017/2018", "переведён(а) в 8 класс · № 7")
        await person.press("enter")
        await person.sees("Решения педсовета вносит заместитель директора.")
        await person.press("f5", "delete")
        assert decisions(may) == before
        # A mark that becomes a 2 afterwards does not lie beside the decision unseen.
        ((key,),) = may.school.db.sql(
            "SELECT id FROM result WHERE pupil=? AND subject=?", pupil, subject_of(may, "Физика")
        )
        changed(may, "result", key, value=2)
        await person.press("right")
        await person.sees("! переведён(а) в 8 класс · № 7", "но теперь: академическая задолженность: Физика")


def attempts(home: Home) -> list[tuple[object, ...]]:
    """The attempts to make debts good."""
    return home.school.db.sql("SELECT pupil, number, day, value, word FROM debt_attempt ORDER BY id")


async def test_an_academic_debt_is_made_good_in_two_attempts_and_the_family_follows_it(
    sit: Sit, may: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    seven_a = class_of_demo(may)
    pupil, account = may.school.db.sql("SELECT pupil, id FROM account WHERE pupil IS NOT NULL ORDER BY id LIMIT 1")[0]
    name = dict(class_list(may, seven_a))[pupil]
    year_marks(may, seven_a, {pupil: {subject_of(may, "Физика"): Value.TWO}})
    deputy = account_with_role(may, "deputy")
    async with sit() as person:
        await at_council(person, deputy)
        await person.press("f6")
        await person.comes_to(AcademicDebtsScreen)
        await person.sees(name, "Физика", "until 25.05.2019", "1 debt is to be made good.")
        await person.press("enter")
        await fill(person, "12.06.2018", "3", "")
        await person.sees("The attempt is on 12.06.2018: its result is entered then.")
        await fill(person, "12.06.2020", "", "")
        await person.sees("A debt is made good within a year, until 25.05.2019")
        await fill(person, "12.06", "", "кабинет 12")
        await person.sees("attempt on 12.06", "The day is set.")
        assert attempts(may) == [(pupil, 1, "2018-06-12", None, "кабинет 12")]
        await person.press("ctrl+z")
        await person.until(lambda: attempts(may) == [], "not taken back")
        await person.press("ctrl+y")
        await person.until(lambda: len(attempts(may)) == 1, "not done again")
    monkeypatch.setenv("EJOURNAL_NOW", "2018-06-20T10:00")
    async with sit() as person:
        await person.enter(deputy)
        await choose(person, "Academic debts")
        await person.comes_to(AcademicDebtsScreen)
        await person.sees("no result of 12.06")
        await person.press("enter")
        await fill(person, "12.06", "7", "")
        await person.sees("“7” is not a result.")
        await fill(person, "12.06", "2", "")
        await person.sees("12.06: 2")
        await person.press("enter")
        await fill(person, "12.06", "", "")
        await person.sees("The second attempt comes after the first, 12.06.2018.")
        await fill(person, "19.06", "4", "комиссия")
        await person.sees("made good 19.06", "The result is entered.")
        await person.press("enter")
        await person.sees("This debt is made good already.")
        await person.press("delete")
        await person.sees("no result of 19.06")
        await person.press("ctrl+z")
        await person.sees("made good 19.06")
    async with sit(language="ru") as person:
        await person.enter(account)
        await person.press("и")
        await person.comes_to(ShowText)
        await person.sees("Физика: 2 за 2017/2018 учебный год")
        await person.press("end")
        await person.sees("попытка 2, 19.06.2018: 4", "задолженность ликвидирована")
