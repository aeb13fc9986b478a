"""An import is one change: agreed to, taken back as a whole, and refused once something rests on it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ejournal_tui.domain.errors import Conflict, Denied, Refusal
from ejournal_tui.domain.groups.groups import ClassName
from ejournal_tui.domain.workbooks.decisions import Decisions, Ruling
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.workbooks.import_preview import Sort, accept, look
from ejournal_tui.services.workbooks.importing import PreviewImport, TakeImportBack
from ejournal_tui.services.workbooks.importing_people import ImportPupils
from ejournal_tui.services.workbooks.inbox import ShowImports
from ejournal_tui.services.workbooks.workbooks import decided, prepare
from tests.changing import changed, made
from tests.people import account_with_role, class_teacher, session_of

DEMO = Path(__file__).parents[2] / "data" / "demo"
HANDED_IN = Path(__file__).parents[1] / "exchange" / "samples" / "class-7A-as-handed-in.xlsx"
YEAR = date(2017, 9, 1)
CLASS = ClassName(7, "А")
TABLES = ("pupil", "membership", "guardian", "guardianship", "account")


def known() -> ImportPupils:
    """The pupils of 7А as the school's own list has them."""
    change = prepare("pupils", DEMO / "school-pupils.xlsx", YEAR).readable
    assert isinstance(change, ImportPupils)
    return replace(change, pupils=tuple(row for row in change.pupils if row.school_class == CLASS))


def newcomer(home: Home) -> ImportPupils:
    """A list with somebody new in 7А."""
    row = known().pupils[0]
    return ImportPupils((replace(row, name=replace(row.name, surname="Герасимов", given="Максим"), enrolled=None),),
                        effective=home.clock.today())  # fmt: skip


def picture(home: Home) -> dict[str, list[tuple[object, ...]]]:
    """All that is held about people, without the versions of rows."""
    found = {}
    for table in TABLES:
        columns = [c.name for c in home.school.db.peewee.get_columns(table) if c.name not in ("version", "id")]
        found[table] = sorted(home.school.db.sql(f"SELECT {','.join(columns)} FROM {table}"), key=repr)
    return found


def test_an_import_is_taken_back_by_whoever_did_it_and_done_again(home: Home) -> None:
    before, session = picture(home), session_of(home, account_with_role(home, "officer"))
    session.do(newcomer(home))
    after = picture(home)
    assert len(after["pupil"]) == len(before["pupil"]) + 1
    session.undo()
    assert picture(home) == before
    session.redo()
    assert len(picture(home)["pupil"]) == len(after["pupil"])
    assert home.console().ask(VerifyAudit()).whole


def test_a_change_that_was_agreed_to_is_taken_back_to_what_stood_there(home: Home) -> None:
    row = known().pupils[0]
    other = replace(row, phone="+7 911 111-11-11", guardians=(replace(row.guardians[0], email="new@pochta.example"),))
    change = ImportPupils((other,))
    console, before = home.console(), picture(home)
    keys = frozenset(one.key for one in console.ask(PreviewImport(change)).contradictions)
    assert len(keys) == 2
    with pytest.raises(Refusal, match="contradicts"):
        console.do(change)
    number = console.do(replace(change, ruling=Ruling(taken=keys))).deed
    assert home.school.db.sql("SELECT COUNT(*) FROM pupil WHERE phone='+7 911 111-11-11'") == [(1,)]
    console.do(TakeImportBack(number))
    assert picture(home) == before
    assert next((one.verb, one.taken_back) for one in console.ask(ShowImports())) == ("ImportPupils", True)


def test_a_decision_does_not_meet_what_another_has_written_since(home: Home) -> None:
    row = replace(known().pupils[0], phone="+7 911 111-11-11")
    change, console = ImportPupils((row,)), home.console()
    ((key, ),) = ((one.key,) for one in console.ask(PreviewImport(change)).contradictions)
    ((pupil,),) = home.school.db.sql("SELECT id FROM pupil WHERE surname=? AND given=?", *_words(row.name.full))
    changed(home, "pupil", pupil, phone="+7 922 222-22-22")
    with pytest.raises(Refusal, match="922 222-22-22"):
        console.do(replace(change, ruling=Ruling(taken=frozenset({key}))))


def _words(full: str) -> tuple[str, str]:
    surname, given, *_rest = full.split()
    return surname, given


@pytest.mark.parametrize("what", ["mark", "code", "change"])
def test_an_import_on_which_something_rests_stays(home: Home, what: str) -> None:
    console = home.console()
    number = console.do(newcomer(home)).deed
    ((pupil, account),) = home.school.db.sql(
        "SELECT p.id, a.id FROM pupil p JOIN account a ON a.pupil=p.id WHERE p.surname='Герасимов'"
    )
    if what == "mark":
        ((lesson,),) = home.school.db.sql("SELECT id FROM lesson WHERE state='held' ORDER BY id LIMIT 1")
        made(home, "absence", lesson=lesson, pupil=pupil, letter="н", minutes=None, author=0, at=1)
    elif what == "code":
        home.school.write_aside(lambda: home.school.db.sql(
            "INSERT INTO credential(account, password, code, code_until, changed_at) VALUES (?,NULL,'x',1,1)", account
        ))  # fmt: skip
    else:
        changed(home, "pupil", pupil, phone="+7 933 333-33-33")
    before = picture(home)
    with pytest.raises(Conflict, match="nothing was taken back"):
        console.do(TakeImportBack(number))
    assert picture(home) == before


def test_nobody_takes_back_an_import_of_anothers_grades_or_what_is_none(home: Home) -> None:
    number = home.console().do(newcomer(home)).deed
    for account in (account_with_role(home, "dispatcher"), class_teacher(home)):
        with pytest.raises(Denied):
            session_of(home, account).do(TakeImportBack(number))
    with pytest.raises(Conflict, match="no import"):
        home.console().do(TakeImportBack(0))


def test_the_first_day_of_a_newcomer_is_the_one_that_was_given(home: Home) -> None:
    home.console().do(replace(newcomer(home), effective=date(2018, 1, 9)))
    rows = home.school.db.sql(
        "SELECT m.starts, p.enrolled FROM membership m JOIN pupil p ON p.id=m.pupil WHERE p.surname='Герасимов'"
    )
    assert rows == [("2018-01-09", "2018-01-09")]


def test_pupils_whom_the_file_does_not_name_are_told_and_stay(home: Home) -> None:
    change = replace(known(), pupils=known().pupils[1:])
    found = home.console().ask(PreviewImport(change))
    assert (found.conflicts, len(found.absent)) == ([], 1)
    assert known().pupils[0].name.full in found.absent[0]


def test_repairs_are_accepted_by_kind_and_what_is_decided_is_told(home: Home) -> None:
    source, console = prepare("pupils", HANDED_IN, YEAR), home.console()
    first = look(console, source, Decisions())
    dates = [point for point in first.points if point.sort is Sort.REPAIR and point.kind == "dates"]
    assert [point.address for point in dates] == ["7А!C6", "7А!C7", "7А!C8"]
    second = look(console, source, accept(first.decisions, dates))
    told = {point.address: point.decided for point in second.points if point.decided}
    assert told == {"7А!C6": "read as “21.06.2004”", "7А!C7": "read as “16.04.2004”", "7А!C8": "read as “30.04.2004”"}
    assert len(second.open) == len(first.open) - 3


def test_a_correction_that_is_wrong_too_stays_open(home: Home) -> None:
    source = prepare("pupils", HANDED_IN, YEAR)
    problem = next(p for p in source.problems if p.address == "C21")
    again = decided(source, Decisions().write(("7А", "C21"), "32.02.2004"))
    assert [p.found for p in again.problems if p.address == "C21"] == ["32.02.2004"]
    right = decided(source, Decisions().write(("7А", "C21"), "05.03.2004"))
    assert problem.address not in {p.address for p in right.problems}
