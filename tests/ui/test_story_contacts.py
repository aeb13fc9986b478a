"""A family proposes another phone; the class teacher writes it by the paper or says why not (C19)."""

from datetime import date

import pytest

from ejournal_tui.domain.errors import Conflict, Denied, Invalid
from ejournal_tui.domain.people.people import Contact, GuardianId
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.people.contact_proposals import (
    AcceptProposal,
    ProposeContact,
    RefuseProposal,
    ShowOwnContact,
    WaitingProposals,
)
from ejournal_tui.services.people.people import RecentStatements
from ejournal_tui.services.session import Session
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.dialogs.fill_in import FillIn
from ejournal_tui.ui.dialogs.form import Form
from ejournal_tui.ui.screens.families.diary import DiaryScreen
from ejournal_tui.ui.screens.mornings.own_class import OwnClassScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from tests.people import account_with_role, class_teacher, session_of
from tests.ui.conftest import Sit, Sitting

NEW = Contact("+7 911 123-45-67", "")
DAY = date(2018, 1, 15)


def family(home: Home) -> tuple[int, GuardianId, Contact]:
    """The guardian whom the demo lets enter: account, key, what stands."""
    ((account, key, phone, email),) = home.school.db.sql(
        "SELECT a.id, g.id, g.phone, g.email FROM guardian g JOIN account a ON a.guardian=g.id WHERE g.id=(SELECT"
        " MIN(k.guardian) FROM guardianship k WHERE k.pupil=(SELECT id FROM pupil ORDER BY search_key LIMIT 1))"
    )
    return account, GuardianId(key), Contact(phone, email)


def proposed(home: Home) -> list[tuple[object, ...]]:
    return home.school.db.sql("SELECT phone, email, refused FROM contact_proposal")


def mother(home: Home) -> Session:
    return session_of(home, family(home)[0])


async def type_over(person: Sitting, text: str) -> None:
    """Write something else into a field."""
    await person.press("end", *["backspace"] * 40)
    await person.type(text)


async def propose(person: Sitting) -> None:
    """Come in as the guardian and propose a phone without an e-mail."""
    await person.press("8")
    await person.comes_to(DiaryScreen)
    await person.press("к")
    await person.comes_to(Form)
    await person.press("up", "up")
    await type_over(person, "8 (911) 123-45-67")
    await person.press("down")
    await type_over(person, "")
    await person.press("enter")
    await person.comes_to(DiaryScreen)
    await person.sees("when your signed statement is there.")


async def open_own_class(person: Sitting, home: Home) -> None:
    """The class teacher at the line of the proposal."""
    await person.enter(class_teacher(home))
    await person.comes_to(TodayScreen)
    await person.press("м")
    await person.comes_to(OwnClassScreen)
    row = next(n for n, words in enumerate(person.rows.rows) if words[1].startswith("New contact: "))
    assert person.rows.rows[row][2] == NEW.phone
    await person.press("home", *["down"] * row, "enter")
    await person.comes_to(Choose)


async def test_c19_a_contact_that_a_family_proposes_is_in_force_by_the_paper_and_the_keeper_is_told(
    sit: Sit, home: Home
) -> None:
    _account, key, before = family(home)
    stands = "SELECT phone, email FROM guardian WHERE id=?"
    async with sit() as person:
        await propose(person)
    assert proposed(home) == [(NEW.phone, "", "")]
    assert home.school.db.sql(stands, key) == [(before.phone, before.email)]
    async with sit() as person:
        await open_own_class(person, home)
        await person.press("1")
        await person.comes_to(FillIn)
        await person.press("enter")
        await person.sees("The number of the paper is missing.")
        assert home.school.db.sql(stands, key) == [(before.phone, before.email)]
        await person.press("enter")
        await person.comes_to(Choose)
        await person.press("1")
        await person.comes_to(FillIn)
        await person.type("14")
        await person.press("enter")
        await person.until(lambda: home.school.db.sql(stands, key) == [(NEW.phone, "")], "not in force")
        assert proposed(home) == []
        await person.press("ctrl+z")
        await person.until(lambda: home.school.db.sql(stands, key) == [(before.phone, before.email)], "not back")
        assert proposed(home) == [(NEW.phone, "", "")]
        await person.press("ctrl+y")
        await person.until(lambda: home.school.db.sql(stands, key) == [(NEW.phone, "")], "not again")
    (told,) = session_of(home, account_with_role(home, "officer")).ask(RecentStatements())
    assert (told.number, told.stated) == ("14", DAY)


async def test_c19_a_refused_proposal_leaves_the_contact_and_the_family_reads_why(sit: Sit, home: Home) -> None:
    _account, key, before = family(home)
    async with sit() as person:
        await propose(person)
        await person.press("f12")
        await open_own_class(person, home)
        await person.press("2")
        await person.comes_to(FillIn)
        await person.type("Номер не отвечает")
        await person.press("enter")
        await person.until(lambda: proposed(home) == [(NEW.phone, "", "Номер не отвечает")], "not refused")
        assert not any(words[1].startswith("New contact: ") for words in person.rows.rows)
    assert home.school.db.sql("SELECT phone FROM guardian WHERE id=?", key) == [(before.phone,)]
    async with sit() as person:
        await person.press("8")
        await person.comes_to(DiaryScreen)
        await person.press("к")
        await person.comes_to(Form)
        await person.sees("Номер не отвечает")


async def test_c19_a_family_changes_and_takes_back_what_it_proposed(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await propose(person)
        await person.press("к")
        await person.comes_to(Choose)
        await person.press("2")
        await person.until(lambda: proposed(home) == [], "not taken back")
        await person.press("ctrl+z")
        await person.until(lambda: proposed(home) == [(NEW.phone, "", "")], "not brought back")


async def test_a_pupil_proposes_nothing(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await person.press("7")
        await person.comes_to(DiaryScreen)
        await person.press("к")
        person.on(DiaryScreen)
        assert "proposed by the guardian" in person.status
        await person.press("f10")
        assert "my contact" not in {row[1] for row in person.rows.rows}


@pytest.mark.parametrize("contact", [
    Contact("", ""), Contact("позвоните мне", ""), Contact("", "не почта"), Contact("1" * 101, ""),
    Contact("+7 911 123-45-67\x1b[2J", "x" * 500), Contact("", "a@b.example\nbcc: all"),
])  # fmt: skip
def test_what_is_no_contact_is_not_proposed(home: Home, contact: Contact) -> None:
    with pytest.raises(Invalid):
        mother(home).do(ProposeContact(family(home)[1], contact, None))
    assert proposed(home) == []


def test_a_guardian_proposes_for_nobody_else(home: Home) -> None:
    ((other,),) = home.school.db.sql("SELECT MAX(id) FROM guardian")
    with pytest.raises(Denied):
        mother(home).do(ProposeContact(GuardianId(other), NEW, None))


def test_an_answer_meets_what_was_seen(home: Home) -> None:
    _account, key, stands = family(home)
    mother(home).do(ProposeContact(key, NEW, None))
    leader = session_of(home, class_teacher(home))
    (seen,) = leader.ask(WaitingProposals())
    newer = Contact("+7 911 765-43-21", "")
    mother(home).do(ProposeContact(key, newer, NEW))
    accept = AcceptProposal(key, "14", DAY, seen.proposed, seen.stands)
    for answer in (accept, RefuseProposal(key, "нет", seen.proposed)):
        with pytest.raises(Conflict):
            leader.do(answer)
    leader.do(AcceptProposal(key, "14", DAY, newer, stands))
    with pytest.raises(Conflict):
        mother(home).do(ProposeContact(key, None, newer))
    assert mother(home).ask(ShowOwnContact()).stands == newer
    mother(home).do(ProposeContact(key, NEW, None))
    with pytest.raises(Invalid, match="word for the family"):
        leader.do(RefuseProposal(key, " \u200b ", NEW))
