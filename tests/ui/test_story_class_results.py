"""The results of a class in all subjects, for its class teacher and who leads the school."""

import pytest

from ejournal_tui.domain.errors import Refusal
from ejournal_tui.domain.journal.marks import Value
from ejournal_tui.domain.people.people import PupilId
from ejournal_tui.domain.years.year import Scheme
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.results.class_results import ClassResults, ShowClassResults
from ejournal_tui.services.results.giving import Given, GiveResults, ShowProposals
from ejournal_tui.storage.journal import lessons
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.dialogs.text import ShowText
from ejournal_tui.ui.screens.results.class_results import ClassResultsScreen
from ejournal_tui.ui.screens.results.results import ResultsScreen
from ejournal_tui.ui.widgets.class_table import ClassTable
from tests.changing import changed, made
from tests.people import account_with_role, class_teacher, lesson_on, session_of, teacher_of
from tests.storage.queries import statements_sent
from tests.ui.conftest import Sit, Sitting

SUBJECT = "Русский язык"


def result(home: Home, pupil: int, value: Value, subject: int) -> int:
    """A result of the second trimester."""
    return made(
        home, "result", pupil=pupil, subject=subject, year=home.school.year(), kind="period",
        scheme=Scheme.TRIMESTER.value, number=2, value=int(value), source="journal", certificate=None, author=0,
        at=1516000000, proposed=None, reason=None,
    )  # fmt: skip


def column(found: ClassResults, subject: str = SUBJECT) -> int:
    """Where a subject stands."""
    return next(n for n, one in enumerate(found.subjects) if one.name == subject)


async def at_class_results(person: Sitting, account: int, title: str = "7А") -> None:
    """By the menu."""
    await person.enter(account)
    await person.press("f10")
    row = next(n for n, words in enumerate(person.rows.rows) if words[1] == "Results of the class")
    await person.press(*["down"] * row, "enter")
    await person.comes_to(ClassResultsScreen)
    await person.sees(f"Results of the class · {title}")


def test_proposals_are_those_by_which_the_teacher_gives_the_results(home: Home) -> None:
    found = session_of(home, class_teacher(home)).ask(ShowClassResults(number=1))
    teacher = session_of(home, teacher_of(home, SUBJECT))
    course = lessons.lesson(home.school, lesson_on(home, SUBJECT, "2018-01-15")).course
    stand = teacher.ask(ShowProposals(course, 1)).standings
    place = column(found)
    shown = {row.pupil: cell.proposed for row in found.rows if (cell := row.cells[place]) is not None}
    assert shown == {pupil: one.proposed for pupil, one in stand.items() if pupil in shown}
    assert len(shown) == len(found.rows) > 20
    pupil, one = next((pupil, one) for pupil, one in stand.items() if one.plain)
    assert one.proposed is not None
    teacher.do(GiveResults(course, 1, (Given(PupilId(pupil), Value(one.proposed), None),)))
    after = session_of(home, class_teacher(home)).ask(ShowClassResults(number=1))
    texts = {row.pupil: cell.text for row in after.rows if (cell := row.cells[place]) is not None}
    assert texts[pupil] == str(one.proposed)
    assert after.subjects[place].figures == found.subjects[place].figures


def test_a_class_costs_a_constant_number_of_questions(home: Home) -> None:
    session = session_of(home, class_teacher(home))
    session.ask(ShowClassResults())  # what the school keeps in mind is read with the first look
    with statements_sent() as sent:
        session.ask(ShowClassResults())
    assert len(sent) <= 14


def test_a_class_teacher_is_refused_other_classes_and_periods_that_are_not_there(home: Home) -> None:
    session = session_of(home, class_teacher(home))
    for wrong in (ShowClassResults(school_class=999), ShowClassResults(number=9)):  # type: ignore[arg-type]
        with pytest.raises(Refusal):
            session.ask(wrong)


async def test_the_class_teacher_looks_through_the_class_and_its_lists(sit: Sit, home: Home) -> None:
    account = class_teacher(home)
    before = session_of(home, account).ask(ShowClassResults())
    place = column(before)
    ((subject,),) = home.school.db.sql("SELECT id FROM subject WHERE name=?", SUBJECT)
    best, late = before.rows[0], before.rows[1]
    first = result(home, best.pupil, Value.FIVE, subject)
    result(home, late.pupil, Value.NOT_ATTESTED, subject)
    async with sit() as person:
        await at_class_results(person, account)
        table = person.app.screen.query_one(ClassTable)
        await person.press(*["right"] * place)
        await person.sees(f"{best.name} · {SUBJECT} · given 5")
        assert "given 2 of" in person.status
        await person.press("down")
        await person.sees(f"{late.name} · {SUBJECT} · given н/а")
        assert late.name in table.shown[2]
        assert "н/а" in table.shown[2]
        assert table.shown[-4].startswith("    Success, %")
        # The names stand still while the subjects scroll.
        await person.press("end")
        assert late.name in table.shown[2]
        await person.press("f2")
        await person.comes_to(ShowText)
        failing = next(line for line in person.lines if "Failing:" in line)
        assert late.name in failing
        await person.press("escape")
        # Somebody changes the result meanwhile.
        changed(home, "result", first, value=2)
        await person.press("f3")
        await person.comes_to(Choose)
        await person.type(best.name[:5])
        await person.press("enter")
        await person.until(lambda: table.row == 0, "did not go to the pupil")
        await person.press("home", *["right"] * place)
        await person.sees(f"{best.name} · {SUBJECT} · given 2")
        await person.press("enter")
        await person.comes_to(ResultsScreen)
        await person.sees("[trimester II]")
        await person.press("escape")
        await person.comes_to(ClassResultsScreen)
        # The same key of the other layout: another period.
        await person.press("n")
        await person.comes_to(Choose)
        await person.press("home", "enter")
        await person.sees("trimester I ", "given 0 of")


async def test_the_deputy_sees_every_class_and_an_empty_one_says_so(sit: Sit, home: Home) -> None:
    for (key,) in home.school.db.sql("SELECT id FROM membership"):
        changed(home, "membership", key, ends="2017-09-05")
    async with sit() as person:
        await at_class_results(person, account_with_role(home, "deputy"))
        await person.sees("The class has no pupils")
        await person.press("down", "right", "enter", "f3", "escape", "f2")
        await person.sees("Excellent: —")
        await person.press("escape", "к")
        await person.comes_to(Choose)
        await person.press("enter")
        await person.sees("The class has no pupils")
