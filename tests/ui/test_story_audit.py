"""The log on the screen: anchored and proven by who leads the school."""

import json
from pathlib import Path

import pytest

from ejournal_tui.domain.errors import Denied
from ejournal_tui.domain.people.people import StaffId
from ejournal_tui.services.operations.home import CONFIGURATION, Home
from ejournal_tui.services.people.people import ShowStaffCard
from ejournal_tui.storage.log.anchors import FILE, REWRITTEN, read_anchor, read_file
from ejournal_tui.storage.log.proof import verify
from ejournal_tui.ui.screens.history.history import HistoryScreen
from ejournal_tui.ui.screens.mornings.morning import DirectorScreen, OfficerScreen
from ejournal_tui.ui.screens.mornings.school_day import SchoolDayScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from ejournal_tui.ui.screens.operations.operations import OperationsScreen
from ejournal_tui.ui.screens.operations.papers import PapersScreen
from ejournal_tui.ui.screens.people.people import PeopleScreen
from tests.people import session_of, teacher_of
from tests.reports.poppler import pages
from tests.storage.tampering import master, rechained
from tests.ui.conftest import Sit
from tests.ui.test_story_history import narrow
from tests.ui.test_story_roles import KEYS, choose


async def test_the_deputy_anchors_the_log_and_proves_by_it_that_it_was_written_anew(
    sit: Sit, home: Home, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    async with sit() as person:
        await person.press(KEYS["lab assistant"])
        await person.comes_to(PapersScreen)
        await person.press("f2")
        await person.comes_to(OperationsScreen)
        assert "F5" not in person.lines[-1]
        await person.press("f5")
        assert "proven by the officer" in person.status
        await person.press("f12", KEYS["deputy"])
        await person.comes_to(SchoolDayScreen)
        await person.press("f8")
        await person.comes_to(DirectorScreen)
        await person.press("f7")
        await person.sees("The paper is ready: day-2018-01-15-")
        (paper,) = (home.path / "outbox").glob("day-*.pdf")
        ((copy, facts),) = home.school.db.sql("SELECT seq, facts FROM deed WHERE verb='RecordAnchor'")
        assert paper.stem == f"day-2018-01-15-{copy:06}"
        (text,) = pages(paper)
        assert f"copy No. {copy:06}" in text
        printed = read_anchor(text.partition('--line "')[2].partition('"')[0])
        assert printed is not None
        assert (printed.line, verify(home.school.db, [printed]).whole) == (json.loads(facts)["line"], True)
        await person.press("escape")
        await choose(person, "State of the journal")
        await person.comes_to(OperationsScreen)
        await person.sees("+ The log was anchored on 15.01.2018 10:1", "line")
        await person.press("f5")
        await person.sees("The log is anchored", "No other medium is named")
        await person.press("escape")
        await person.sees("+ The log was anchored on 15.01.2018 10:1")
        with (home.path / CONFIGURATION).open("a", encoding="utf8") as file:
            file.write(f'\n[audit]\nanchors = ["{disk}", "{tmp_path / "pulled out"}"]\n')
        await person.press("f5")
        await person.sees("Kept in", "was not kept in")
        ((anchor,), _unread) = read_file(disk / FILE)
        await person.sees(anchor.groups)
        await person.press("escape", "f6")
        await person.sees("The log is whole", "1 anchor holds.", "cannot be read")
        await person.press("escape")
        ((deed,),) = home.school.db.sql("SELECT MAX(seq) FROM deed WHERE seq<=?", anchor.line)
        master(home, ("UPDATE deed SET actor=0 WHERE seq=?", deed))
        rechained(home)
        assert verify(home.school.db).whole
        await person.press("f6")
        await person.sees("The log does not hold", "was written anew", f"line {anchor.line}.", "The change lies")
        assert verify(home.school.db, [anchor]).fault == REWRITTEN


async def test_the_deputy_sees_who_read_whose_card_who_was_refused_and_what_was_printed(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await person.press(KEYS["class teacher"])
        await person.comes_to(TodayScreen)
        await choose(person, "People")
        await person.comes_to(PeopleScreen)
        await person.press("f6")
        assert "Open a card first" in person.status
        await person.press("f7")
        await person.sees("The paper is ready: class-list-7a-")
        ((copy,),) = home.school.db.sql("SELECT seq FROM deed WHERE verb='RecordClassList'")
        assert (home.path / "outbox" / f"class-list-7a-{copy:06}.pdf").exists()
        await person.press("enter")
        await person.sees("personal file")
        pupil = home.school.db.sql("SELECT facts FROM deed WHERE verb='ShowPupilCard'")[0][0]
        ((surname,),) = home.school.db.sql("SELECT surname FROM pupil WHERE id=?", json.loads(pupil)["pupil"])
        with pytest.raises(Denied):
            session_of(home, teacher_of(home, "Физика")).ask(ShowStaffCard(StaffId(1)))
        await person.press("f12", KEYS["deputy"])
        await person.comes_to(SchoolDayScreen)
        await choose(person, "People")
        await person.comes_to(PeopleScreen)
        await person.press("enter")
        await person.sees("personal file")
        await person.press("f6")
        await person.sees(f"Who looked: {surname}", "a pupil's card read (room 12)")
        assert len(person.rows.rows) == 2
        assert home.school.db.sql("SELECT COUNT(*) FROM deed WHERE verb='CardReaders'") == [(1,)]
        await person.press("escape", "escape", "escape")
        await choose(person, "History")
        await person.comes_to(HistoryScreen)
        await person.press("f5")
        await narrow(person, "one kind of deeds", "readings of personal data")
        rows = [row[2] for row in person.rows.rows]
        assert rows[0].partition(": ")[2].startswith(f"the readers of a card looked up: {surname}")
        assert [surname in row for row in rows] == [True, True, False, True]
        # What changes nothing is about no class: the one gives way to the other.
        await narrow(person, "one class", "7А")
        await person.sees("History · 7А")
        await narrow(person, "one kind of deeds", "refused and failed")
        await person.sees("History · refused and failed")
        assert [row[2].partition(": ")[2] for row in person.rows.rows] == ["a card of the staff read — refused (test)"]
        await narrow(person, "everything again")
        await narrow(person, "one kind of deeds", "papers, workbooks, copies")
        assert f"print of a class list: 7А · copy No. {copy:06} (room 12)" in person.rows.rows[0][2]
        await narrow(person, "everything again")
        await narrow(person, "one kind of deeds", "sign-ins and passwords")
        assert {row[2].partition(": ")[2] for row in person.rows.rows} == {"sign-in (room 12)"}
        await narrow(person, "one day")
        await person.type("14.01")
        await person.press("enter")
        await person.sees("No such deeds. F2 shows others.")


async def test_the_officer_lets_go_of_what_has_served_its_time(sit: Sit, home: Home) -> None:
    old = home.school.clock.instant() - 31 * 86_400_000
    home.school.write_aside(
        lambda: home.school.db.sql("INSERT INTO draft(account,place,text,at) VALUES (1,'a','текст',?)", old)
    )
    async with sit() as person:
        await person.press(KEYS["officer"])
        await person.comes_to(TodayScreen)
        await person.press("д")
        await person.comes_to(OfficerScreen)
        await person.press("с")
        await person.comes_to(OperationsScreen)
        await person.press("f8", "2")
        assert home.school.db.sql("SELECT COUNT(*) FROM draft") == [(1,)]
        await person.press("f8")
        await person.sees("Has served its time: 1 draft.")
        await person.press("1")
        await person.until(lambda: person.status.startswith("It is removed"), "not removed")
        assert home.school.db.sql("SELECT COUNT(*) FROM draft") == [(0,)]
        await person.press("f8")
        assert "Nothing has served its time yet." in person.status
