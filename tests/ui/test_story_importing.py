"""Lists as they are handed in: looked through line by line, agreed to, imported as one change and taken back."""

import shutil
from datetime import datetime
from pathlib import Path

import openpyxl

from ejournal_tui.services.operations.home import Home
from ejournal_tui.ui.screens.entrance.sign_in import SignInScreen
from ejournal_tui.ui.screens.importing.importing import ImportingScreen
from ejournal_tui.ui.screens.importing.importing_preview import ImportPreviewScreen
from tests.changing import changed, made
from tests.exchange.test_guard import claiming, repacked
from tests.people import account_with_role, class_teacher, teacher_of
from tests.ui.conftest import Sit, Sitting
from tests.ui.test_story_roles import choose

HANDED_IN = Path(__file__).parents[1] / "exchange" / "samples" / "class-7A-as-handed-in.xlsx"
NAME = "7A.xlsx"
DEMO = Path(__file__).parents[2] / "data" / "demo"
PLAN, SCHOOL = DEMO / "lesson-plan-russian-7.xlsx", DEMO / "school-pupils.xlsx"


def hand_in(home: Home, source: Path = HANDED_IN, name: str = NAME) -> None:
    """Somebody has put a file into the inbox."""
    inbox = home.path / "inbox"
    inbox.mkdir(exist_ok=True)
    shutil.copy(source, inbox / name)


async def at_inbox(person: Sitting, account: int) -> ImportingScreen:
    """Somebody comes in and opens the section."""
    await person.enter(account)
    await choose(person, "Import")
    return await person.comes_to(ImportingScreen)


async def look_at(person: Sitting) -> ImportPreviewScreen:
    """Read the file under the cursor."""
    await person.press("enter")
    await person.until(lambda: isinstance(person.app.screen, ImportPreviewScreen), "no preview")
    await person.settle()
    return person.on(ImportPreviewScreen)


async def stand_on(person: Sitting, cell: str, sort: str = "") -> None:
    """Put the cursor on a line of the preview by its cell."""
    rows = person.rows.rows
    place = next(n for n, row in enumerate(rows) if row[2] == cell and sort in row[1] and not row[0])
    person.rows.move(place)
    await person.settle()


async def decide(person: Sitting, cell: str, words: str, sort: str = "") -> None:
    """Choose what becomes of a line by the words of the dialog."""
    await stand_on(person, cell, sort)
    await person.press("enter")
    await person.until(lambda: any(words in row[1] for row in person.rows.rows), f"no {words}")
    place = next(n for n, row in enumerate(person.rows.rows) if words in row[1])
    await person.press(*["home", *["down"] * place], "enter")
    await person.settle()


def pupils(home: Home) -> set[str]:
    """Who is in 7А today."""
    return {
        f"{s} {g} {p}".strip()
        for s, g, p in home.school.db.sql(
            "SELECT p.surname, p.given, p.patronymic FROM pupil p JOIN membership m ON m.pupil=p.id JOIN study_group g"
            " ON g.id=m.study_group WHERE g.kind='class' AND g.name='7А' AND m.starts<='2018-01-15'"
            " AND (m.ends IS NULL OR m.ends>='2018-01-15')"
        )
    }


def phone(home: Home, guardian: str) -> str:
    ((found,),) = home.school.db.sql("SELECT phone FROM guardian WHERE search_key LIKE ?", f"{guardian}%")
    return str(found)


async def accept_everything(person: Sitting) -> None:
    """What the officer and the class teacher agreed on about the list of 7А."""
    for cell in ("C6", "B9", "E11", "H14", "D24"):
        await stand_on(person, cell, "repair")
        await person.press("f6")
        await person.settle()
    await decide(person, "D25", "Read it as “М”")
    await decide(person, "B26", "Leave the row out")
    await decide(person, "B4", "Pass over all 7: layout of the sheet")
    await decide(person, "B13", "Pass over all 3: names")
    for cell in ("H17", "K18", "L28"):
        await decide(person, cell, "Pass it over", "error")
    await decide(person, "C19", "Write what stands there")
    await person.press("end", "ctrl+u")
    await person.type("18.03.2004")
    await person.press("enter")
    await decide(person, "C21", "Write what stands there")
    await person.press("end", "ctrl+u")
    await person.type("05.03.2004")
    await person.press("enter")
    await decide(person, "B29", "Leaves the school")
    await person.press("tab")
    await person.type("17")
    await person.press("enter")


async def test_the_list_of_7a_comes_in_as_it_was_agreed_and_is_taken_back(sit: Sit, home: Home) -> None:
    hand_in(home)
    before, old = pupils(home), phone(home, "кондратьева любовь")
    async with sit() as person:
        await at_inbox(person, account_with_role(home, "officer"))
        await person.sees(NAME)
        await look_at(person)
        await person.sees("37 lines wait for a decision", "B4", "error")
        await person.press("f8")
        assert "37 lines wait for a decision" in person.status
        assert pupils(home) == before
        await accept_everything(person)
        await stand_on(person, "H14", "difference")
        await person.press("f6")
        await decide(person, "B23", "As in the file")
        await decide(person, "B13", "Leave as in the journal")
        await decide(person, "B22", "Leave as in the journal")
        await person.sees("Everything is decided.")
        await person.press("f8")
        await person.comes_to(ImportingScreen)
        await person.sees("Imported: ", "Ctrl+Z takes it back", "imported: ")
        gone, come = "Сазонов Арсений Григорьевич", "Герасимов Максим Артёмович"
        renamed = {"Никитина Ангелина Вадимовна"}, {"Никитина-Лебедева Ангелина Вадимовна"}
        assert pupils(home) == (before - {gone} - renamed[0]) | {come} | renamed[1]
        assert phone(home, "кондратьева любовь") == "+7 911 123-45-67"
        ((ends, order),) = home.school.db.sql(
            "SELECT m.ends, m.left_order FROM membership m JOIN pupil p ON p.id=m.pupil JOIN study_group g"
            " ON g.id=m.study_group WHERE p.surname='Сазонов' AND g.kind='class'"
        )
        assert (ends, order) == ("2017-10-11", "17")
        ((starts,),) = home.school.db.sql(
            "SELECT m.starts FROM membership m JOIN pupil p ON p.id=m.pupil WHERE p.surname='Герасимов'"
        )
        assert starts == "2018-01-15"
        await person.press("ctrl+z")
        await person.sees("Taken back")
        assert (pupils(home), phone(home, "кондратьева любовь")) == (before, old)
        await person.press("ctrl+y")
        await person.sees("Done again")
        assert come in pupils(home)
        await person.press("f4")
        await person.sees("Which import is to be taken back?")
        await person.press("enter")
        await person.sees("The import was taken back")
        assert pupils(home) == before


async def test_clean_rows_alone_come_in_when_their_number_was_agreed_to(sit: Sit, home: Home) -> None:
    hand_in(home)
    before = pupils(home)
    async with sit() as person:
        await at_inbox(person, account_with_role(home, "officer"))
        await look_at(person)
        await person.press("f9")
        await person.sees("The clean rows bring nothing new.")
        await stand_on(person, "C6", "repair")
        await person.press("f6", "f9")
        await person.sees("rows would be left out", "Import the clean rows: pupils 1, guardians 2")
        await person.press("2")
        await person.settle()
        assert pupils(home) == before
        await person.press("f9")
        await person.sees("rows would be left out")
        await person.press("1")
        await person.comes_to(ImportingScreen)
        assert pupils(home) == before | {"Герасимов Максим Артёмович"}


async def test_the_class_teacher_hands_the_list_over_and_the_keeper_sees_it_waiting(sit: Sit, home: Home) -> None:
    hand_in(home)
    async with sit() as person:
        await at_inbox(person, class_teacher(home))
        await look_at(person)
        assert "F8" not in person.lines[-1]
        await person.press("f8")
        await person.press("f4")
        await person.comes_to(ImportingScreen)
        await person.sees("The list was handed over", "waits: handed over by")
        await person.press("f12")
        await person.comes_to(SignInScreen)
        await at_inbox(person, account_with_role(home, "officer"))
        await person.sees("Waits for the keeper of the data: 7A.xlsx")
    assert home.school.db.sql("SELECT COUNT(*) FROM deed WHERE verb='HandOverList' AND outcome='done'") == [(1,)]


async def test_an_empty_inbox_says_how_a_file_gets_there(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await at_inbox(person, account_with_role(home, "officer"))
        await person.sees("Nothing was handed in", "folder inbox")
        await person.press("f4")
        await person.sees("Which import is to be taken back?", "console: timetable")


def hostile(inbox: Path) -> list[str]:
    """Files that nobody parses: a bomb, declarations, macros, a claim of 2 GB, a row at the end of the sheet."""
    repacked(inbox / "1-bomb.xlsx", lambda copy: copy.writestr("xl/worksheets/sheet9.xml", bytes(8 * 2**20)))
    text = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    repacked(inbox / "2-entity.xlsx", lambda copy: copy.writestr("docProps/custom.xml", text))
    repacked(inbox / "3-macro.xlsm", lambda copy: copy.writestr("xl/vbaProject.bin", b"x"))
    claiming(inbox / "4-claim.xlsx", 2 * 2**30)
    book = openpyxl.Workbook()
    book.worksheets[0]["XFD1048576"] = "конец"
    book.save(inbox / "5-rows.xlsx")
    return ["too large", "declarations", "macros", "too large", "too"]


async def test_files_that_do_harm_are_refused_in_words_and_change_nothing(sit: Sit, home: Home) -> None:
    inbox = home.path / "inbox"
    inbox.mkdir(exist_ok=True)
    words, head = hostile(inbox), 0
    async with sit() as person:
        await at_inbox(person, account_with_role(home, "officer"))
        head = home.school.head()
        for row, said in enumerate(words):
            person.rows.move(row)
            await person.press("enter")
            await person.until(lambda n=row, w=said: f"{n + 1}-" in person.status and w in person.status, said)
    assert home.school.head() == head


async def test_a_plan_is_taken_in_for_a_course_of_the_own(sit: Sit, home: Home) -> None:
    hand_in(home, PLAN, "ktp.xlsx")
    sql = "SELECT COUNT(*) FROM plan_entry e JOIN course c ON c.id=e.course JOIN subject s ON s.id=c.subject"
    async with sit() as person:
        await at_inbox(person, teacher_of(home, "Физика"))
        await person.press("enter")
        await person.sees("Whose lesson plan is it?", "7А Физика")
        before = home.school.db.sql(f"{sql} WHERE s.name='Физика'")
        await person.press("enter")
        await person.sees("7А Физика: added", "Take the plan in")
        await person.press("1")
        await person.sees("Taken in: 7А Физика", "Ctrl+Z")
        assert home.school.db.sql(f"{sql} WHERE s.name='Физика'") != before
        await person.press("ctrl+z")
        await person.sees("Taken back")
        assert home.school.db.sql(f"{sql} WHERE s.name='Физика'") == before


def list_of(home: Home, name: str, *classes: str) -> None:
    """The list of some classes lies in the inbox; in each a phone cannot be read, and one pupil is new."""
    book = openpyxl.load_workbook(SCHOOL)
    sheet = book.worksheets[0]
    told = list(sheet.iter_rows(values_only=True))
    heading = next(n for n, row in enumerate(told) if "Класс" in row)
    place, phone = told[heading].index("Класс"), told[heading].index("Телефон родителя 1")
    rows = [list(row) for row in told[heading + 1 :] if row[place] in classes]
    seen: set[object] = set()
    for row in rows:
        if row[place] not in seen:
            row[phone] = "911"
        seen.add(row[place])
    for row in rows:
        if row[place] in seen:
            # Somebody new stands first in each class.
            row[1:5] = ["Зяблик", "Эрнест", "Янович", datetime(2017 - 7 - int(str(row[place])[:-1]), 2, 29 - 1)]
            seen.remove(row[place])
    sheet.delete_rows(heading + 2, sheet.max_row)
    for row in rows:
        sheet.append(row)
    hand_in(home, SCHOOL, name)
    book.save(home.path / "inbox" / name)


async def test_another_class_than_the_own_is_shown_to_no_class_teacher(sit: Sit, home: Home) -> None:
    list_of(home, "1-others.xlsx", "8А")
    list_of(home, "2-mixed.xlsx", "7А", "8А")
    async with sit() as person:
        await at_inbox(person, class_teacher(home))
        await person.press("enter")
        await person.sees("Only the lists of your own class")
        assert isinstance(person.app.screen, ImportingScreen)
        await person.press("down")
        await look_at(person)
        await person.sees("rows of other grades wait for their keeper: 8А.")
        assert len([row for row in person.rows.rows if row[1] == "error"]) == 1
        await person.press("f4")
        await person.comes_to(ImportingScreen)
        await person.sees("The list was handed over")


async def test_the_keeper_takes_in_the_own_grades_and_the_others_wait_for_theirs(sit: Sit, home: Home) -> None:
    list_of(home, "school.xlsx", "7А", "3А")
    made(home, "study_group", year=home.school.year(), kind="class", name="3А", grade=3, letter="А", of_class=None,
         starts=None, ends=None)  # fmt: skip
    # The dispatcher keeps grades 1-5, whatever class is the own.
    ((leads, staff),) = home.school.db.sql(
        "SELECT g.id, r.staff FROM study_group g, staff_role r WHERE g.name='7А' AND g.kind='class'"
        " AND r.role='dispatcher'"
    )
    made(home, "class_teacher", school_class=leads, staff=staff, starts="2017-09-01", ends=None)
    sql = "SELECT COUNT(*) FROM pupil WHERE surname='Зяблик'"
    async with sit() as person:
        await at_inbox(person, account_with_role(home, "officer"))
        await look_at(person)
        await person.sees("rows of other grades wait for their keeper: 3А.")
        (error,) = [row for row in person.rows.rows if row[1] == "error"]
        await decide(person, error[2], "Pass it over")
        await person.sees("Everything is decided.", "New: pupils 1")
        await person.press("f8")
        await person.comes_to(ImportingScreen)
        await person.sees("Imported: pupils 1", "waits: grades 3; the others imported by")
        assert home.school.db.sql(sql) == [(1,)]
        await person.press("f12")
        await person.comes_to(SignInScreen)
        await at_inbox(person, account_with_role(home, "dispatcher"))
        await person.sees("Waits for the keeper of the data: school.xlsx")
        await look_at(person)
        await person.sees("rows of other grades wait for their keeper: 7А.")
        (error,) = [row for row in person.rows.rows if row[1] == "error"]
        await decide(person, error[2], "Pass it over")
        await person.press("f8")
        await person.comes_to(ImportingScreen)
        await person.sees("Imported: ")
        assert person.rows.rows[0][1].startswith("imported: ")
        assert home.school.db.sql(sql) == [(2,)]
        await person.press("ctrl+z")
        await person.sees("Taken back")
        assert home.school.db.sql(sql) == [(1,)]


async def test_a_file_with_no_heading_is_asked_about_and_stays_outside(sit: Sit, home: Home) -> None:
    inbox = home.path / "inbox"
    inbox.mkdir(exist_ok=True)
    (inbox / "notes.csv").write_text("Привет;мир\n1;2\n", encoding="utf8")
    async with sit() as person:
        await at_inbox(person, account_with_role(home, "officer"))
        await person.press("enter")
        await person.sees("What kind of list is it?")
        await person.press("escape")
        await person.settle()
        await person.press("enter")
        await person.sees("What kind of list is it?", "pupils")
        await person.press("2")
        await look_again(person)
        await person.sees("a heading within the first 15 rows is expected")
        await person.press("f8")
        assert "waits for a decision" in person.status


async def look_again(person: Sitting) -> None:
    await person.until(lambda: isinstance(person.app.screen, ImportPreviewScreen), "no preview")
    await person.settle()


async def test_what_another_writes_meanwhile_is_laid_beside_the_file_anew(sit: Sit, home: Home) -> None:
    hand_in(home)
    async with sit() as person:
        await at_inbox(person, account_with_role(home, "officer"))
        preview = await look_at(person)
        await stand_on(person, "H14", "repair")
        await person.press("f5")
        await decide(person, "H14", "As in the file", "difference")
        ((key,),) = home.school.db.sql("SELECT id FROM guardian WHERE search_key LIKE 'кондратьева любовь%'")
        changed(home, "guardian", key, phone="+7 900 000-00-00")
        await preview.poll()
        await stand_on(person, "H14", "difference")
        await person.sees("+7 900 000-00-00")


async def test_the_marked_workbook_goes_to_the_outbox(sit: Sit, home: Home) -> None:
    hand_in(home)
    async with sit() as person:
        await at_inbox(person, account_with_role(home, "officer"))
        await look_at(person)
        await person.press("f7")
        await person.sees("The marked workbook is in the outbox: marked.xlsx")
    assert "Ошибки" in openpyxl.load_workbook(home.path / "outbox" / "marked.xlsx").sheetnames


async def test_what_is_no_workbook_is_refused_in_words_before_anybody_reads_it(sit: Sit, home: Home) -> None:
    inbox = home.path / "inbox"
    inbox.mkdir(exist_ok=True)
    (inbox / "scan.xlsx").write_bytes(b"%PDF-1.4")
    (inbox / "links.csv").symlink_to("/etc/passwd")
    async with sit() as person:
        await at_inbox(person, account_with_role(home, "officer"))
        assert [row[0] for row in person.rows.rows] == ["scan.xlsx"]
        await person.press("enter")
        await person.sees("scan.xlsx is not a workbook")


async def test_what_was_decided_is_there_again_after_the_lock_and_another_sitting(sit: Sit, home: Home) -> None:
    hand_in(home)
    officer = account_with_role(home, "officer")
    async with sit() as person:
        await at_inbox(person, officer)
        await look_at(person)
        await stand_on(person, "B9")
        await person.press("f5")
        await person.settle()
        await decide(person, "B26", "Leave the row out")
        decided = person.on(ImportPreviewScreen)._preview.decisions
        assert decided.out
        assert decided.written
        await person.press("f12")
        await person.comes_to(SignInScreen)
    async with sit() as person:
        await at_inbox(person, officer)
        await look_at(person)
        assert person.on(ImportPreviewScreen)._preview.decisions == decided
        assert person.rows.rows[[row[2] for row in person.rows.rows].index("B9")][0] == "+"
        await person.press("escape")
        await person.comes_to(ImportingScreen)
        await person.press("f12")
        await at_inbox(person, class_teacher(home))
        await look_at(person)
        assert person.on(ImportPreviewScreen)._preview.decisions != decided
