"""What leaves the journal as a workbook comes in again unchanged, and the log knows of it."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ejournal_tui.domain.errors import Denied, Invalid, Refusal
from ejournal_tui.domain.people.people import ClassId, Name, PupilId
from ejournal_tui.domain.workbooks.handed_out import Kind
from ejournal_tui.services.history.deeds import RecentDeeds
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.people.pupils import EnrolPupil, MovePupil
from ejournal_tui.services.people.staffing import Dismiss
from ejournal_tui.services.session import Session
from ejournal_tui.services.workbooks.exporting import Exported, RecordExport, ShowExport, export_workbook
from ejournal_tui.services.workbooks.importing import PreviewImport, Tally
from ejournal_tui.services.workbooks.templates import template_workbook
from ejournal_tui.services.workbooks.workbooks import prepare
from tests.changing import changed, made
from tests.classes import more_classes
from tests.people import account_with_role, class_teacher, session_of, teacher_of

YEAR = "2017-09-01"


def taken_in(home: Home, kind: Kind, data: bytes, folder: Path) -> Tally:
    """What the import would do with a workbook; nothing may be wrong with it."""
    path = folder / f"{kind}.xlsx"
    path.write_bytes(data)
    prepared = prepare(kind, path, home.school.calendar().starts)
    assert prepared.problems == ()
    return home.console().ask(PreviewImport(prepared.readable))


def cells(exported: Exported, sheet: int = 0) -> list[tuple[Any, ...]]:
    """Every row of a sheet, seen by another library."""
    book = openpyxl.load_workbook(BytesIO(exported.xlsx))
    return [tuple(row) for row in book.worksheets[sheet].iter_rows(values_only=True)]


def only_class(home: Home) -> ClassId:
    return ClassId(home.school.db.sql("SELECT id FROM study_group WHERE kind='class'")[0][0])


@pytest.mark.parametrize("kind", Kind)
def test_an_exported_workbook_changes_nothing_when_it_comes_in_again(home: Home, tmp_path: Path, kind: Kind) -> None:
    done = export_workbook(home.console(), kind)
    found = taken_in(home, kind, done.xlsx, tmp_path)
    assert (found.added, found.conflicts, found.fresh, done.left_out) == ({}, [], [], ())
    assert found.unchanged


@pytest.mark.parametrize("kind", [Kind.PUPILS, Kind.GROUPS])
def test_a_class_alone_changes_nothing_either(home: Home, tmp_path: Path, kind: Kind) -> None:
    done = export_workbook(session_of(home, class_teacher(home)), kind, only_class(home))
    found = taken_in(home, kind, done.xlsx, tmp_path)
    assert (found.added, found.conflicts) == ({}, [])


@pytest.mark.parametrize("kind", [Kind.STAFF, Kind.TIMETABLE])
def test_staff_and_timetable_are_not_cut_into_classes(home: Home, kind: Kind) -> None:
    with pytest.raises(Invalid, match="exported whole"):
        home.console().ask(ShowExport(kind, only_class(home)))


def test_a_deed_says_who_took_what_out_and_of_how_many(home: Home) -> None:
    teacher = class_teacher(home)
    done = export_workbook(Session(home.school, teacher, "каб. 12"), Kind.PUPILS, only_class(home))
    ((actor, terminal, facts),) = home.school.db.sql("SELECT actor, terminal, facts FROM deed WHERE seq=?", done.copy)
    assert (actor, terminal) == (teacher, "каб. 12")
    assert json.loads(facts) == {"kind": "pupils", "people": done.people, "school_class": only_class(home)}
    assert done.people == 27 + home.school.db.sql("SELECT COUNT(*) FROM guardian")[0][0]
    assert "export of a workbook" in home.console().ask(RecentDeeds(1))[0].sentence()
    assert home.console().ask(VerifyAudit()).whole


def test_the_footer_names_the_person_the_place_and_the_copy(home: Home) -> None:
    done = export_workbook(Session(home.school, class_teacher(home), "каб. 12"), Kind.PUPILS, only_class(home))
    book = openpyxl.load_workbook(BytesIO(done.xlsx))
    footer = book.worksheets[0].oddFooter.center.text
    assert footer.startswith("Exported by: ")
    for part in ("15.01.2018 10:14", "каб. 12", f"copy No. {done.copy:06}", "personal data"):
        assert part in footer
    assert book.properties.identifier == f"{done.copy:06}"


def test_what_is_refused_leaves_a_denial_and_no_workbook(home: Home) -> None:
    session = session_of(home, teacher_of(home, "Физика"))
    for kind in (Kind.STAFF, Kind.PUPILS, Kind.GROUPS):
        with pytest.raises(Denied):
            export_workbook(session, kind)
        ((verb, outcome),) = home.school.db.sql("SELECT verb, outcome FROM deed ORDER BY seq DESC LIMIT 1")
        assert (verb, outcome) == ("ShowExport", "denied")


# ----- the grades of officer and dispatcher


def primary(home: Home) -> ClassId:
    """A class of the primary school with a pupil, beside 7А."""
    key = made(
        home, "study_group", year=home.school.year(), kind="class", name="2Б", grade=2, letter="Б", of_class=None
    )
    pupil = made(
        home, "pupil", surname="Аксёнов", given="Василий", patronymic="", search_key="аксенов василий",
        birth="2009-03-04", sex="m", file_number="", language="", education_form="очная", phone="", enrolled=YEAR,
    )  # fmt: skip
    made(home, "membership", study_group=key, pupil=pupil, starts=YEAR, ends=None, order_number="")
    return ClassId(key)


def keeper(home: Home, role: str, first: int, last: int) -> Session:
    """Somebody who keeps these grades and is nothing else."""
    account = account_with_role(home, role)
    roles = "SELECT r.id FROM staff_role r JOIN account a ON a.staff=r.staff WHERE a.id=?"
    for (key,) in home.school.db.sql(roles, account):
        changed(home, "staff_role", key, role=role, first_grade=first, last_grade=last)
    return session_of(home, account)


@pytest.mark.parametrize(
    ("role", "first", "last", "seen"),
    [("dispatcher", 1, 5, {"2Б"}), ("officer", 6, 11, {"7А"}), ("officer", 1, 11, {"2Б", "7А"})],
)
def test_dispatcher_and_officer_take_out_their_own_grades(
    home: Home, role: str, first: int, last: int, seen: set[str]
) -> None:
    classes = {"2Б": primary(home), "7А": only_class(home)}
    session = keeper(home, role, first, last)
    assert {row[6] for row in cells(export_workbook(session, Kind.PUPILS))[1:]} == seen
    for name, key in classes.items():
        for request in (ShowExport(Kind.PUPILS, key), ShowExport(Kind.GROUPS, key), RecordExport(Kind.PUPILS, 1, key)):
            assert (session.objection(request) is None) == (name in seen)


# ----- what the layout has and has not a place for


def test_a_third_guardian_has_columns_of_its_own(home: Home, tmp_path: Path) -> None:
    ((pupil,),) = home.school.db.sql(
        "SELECT pupil FROM guardianship GROUP BY pupil HAVING COUNT(*)=2 ORDER BY pupil LIMIT 1"
    )
    third = made(
        home, "guardian", surname="Аксёнова", given="Нина", patronymic="Петровна", search_key="аксенова нина петровна",
        phone="+7 911 765-43-21", email="",
    )  # fmt: skip
    made(home, "guardianship", pupil=pupil, guardian=third, relation="опекун", on_paper=1, ends=None)
    done = export_workbook(home.console(), Kind.PUPILS)
    assert cells(done)[0][22] == "Родитель 3"
    found = taken_in(home, Kind.PUPILS, done.xlsx, tmp_path)
    assert (found.added, found.conflicts) == ({}, [])


def test_whoever_has_left_is_not_in_the_list(home: Home) -> None:
    ((key,),) = home.school.db.sql(
        "SELECT m.id FROM membership m JOIN study_group g ON g.id=m.study_group WHERE g.kind='class'"
        " ORDER BY m.id LIMIT 1"
    )
    changed(home, "membership", key, ends="2018-01-14")
    assert len(cells(export_workbook(home.console(), Kind.PUPILS))) == 27


@pytest.mark.parametrize("kind", [Kind.PUPILS, Kind.GROUPS, Kind.STAFF, Kind.TIMETABLE])
def test_an_export_after_people_have_moved_changes_nothing_either(home: Home, tmp_path: Path, kind: Kind) -> None:
    classes = more_classes(home)
    leaver, mover = (
        PupilId(key)
        for (key,) in home.school.db.sql(
            "SELECT m.pupil FROM membership m WHERE m.study_group=? ORDER BY m.pupil LIMIT 2", classes.seven_a
        )
    )
    console = home.console()
    console.do(MovePupil(leaver, None, date(2018, 1, 12), "17", classes.seven_a))
    console.do(MovePupil(mover, classes.seven_b, date(2018, 1, 12), "18", classes.seven_a))
    console.do(EnrolPupil(Name("Герасимов", "Максим", "Артёмович"), date(2004, 4, 16), "m", classes.seven_a,
                          date(2018, 1, 10), "19"))  # fmt: skip
    found = taken_in(home, kind, export_workbook(console, kind).xlsx, tmp_path)
    assert (found.added, found.changed, found.conflicts, found.absent) == ({}, {}, [], [])


def test_whoever_was_dismissed_is_not_in_the_staff_list(home: Home) -> None:
    officer = session_of(home, account_with_role(home, "officer"))
    ((staff, name),) = home.school.db.sql(
        "SELECT s.id, s.surname || ' ' || s.given FROM staff s JOIN account a ON a.staff=s.id WHERE a.id=?",
        teacher_of(home, "Физика"),
    )
    rows = cells(export_workbook(officer, Kind.STAFF))
    officer.do(Dismiss(staff, date(2018, 1, 14)))
    after = cells(export_workbook(officer, Kind.STAFF))
    assert len(after) == len(rows) - 1
    assert any(name in " ".join(map(str, row)) for row in rows)
    assert not any(name in " ".join(map(str, row)) for row in after)


def test_a_course_with_two_teachers_is_told_and_not_halved(home: Home) -> None:
    ((course, staff),) = home.school.db.sql("SELECT course, staff FROM teaching ORDER BY course LIMIT 1")
    ((other,),) = home.school.db.sql("SELECT MIN(id) FROM staff WHERE id<>? AND given<>''", staff)
    made(home, "teaching", course=course, staff=other, starts=YEAR, ends=None)
    before = len(cells(export_workbook(home.console(), Kind.STAFF), 1))
    (said,) = export_workbook(home.console(), Kind.STAFF).left_out
    assert "one teacher has a place in the workload" in said
    changed(home, "teaching", home.school.db.sql("SELECT MAX(id) FROM teaching")[0][0], ends="2018-01-14")
    after = export_workbook(home.console(), Kind.STAFF)
    assert (len(cells(after, 1)), after.left_out) == (before + 1, ())


def test_a_lesson_that_no_cell_can_tell_is_told_beside(home: Home) -> None:
    ((slot, room),) = home.school.db.sql("SELECT id, room FROM slot ORDER BY id LIMIT 1")
    changed(home, "slot", slot, room="спортзал")
    (said,) = export_workbook(home.console(), Kind.TIMETABLE).left_out
    assert "спортзал does not fit into a cell" in said
    changed(home, "slot", slot, room=room)
    assert export_workbook(home.console(), Kind.TIMETABLE).left_out == ()


def test_the_wall_writes_two_groups_in_one_cell(home: Home) -> None:
    rows = cells(export_workbook(home.console(), Kind.TIMETABLE))
    assert rows[0][0].endswith("2017/2018 учебный год, с 01.09.2017")
    assert rows[1] == ("День", "№", "7А")
    assert "Англ. яз. 125/126" in {row[2] for row in rows}


def test_without_a_timetable_there_is_nothing_to_export(home: Home) -> None:
    def forget(ledger: Any) -> None:
        for (key,) in home.school.db.sql("SELECT id FROM slot"):
            ledger.delete("slot", key)
        for (key,) in home.school.db.sql("SELECT id FROM timetable"):
            ledger.delete("timetable", key)
        ledger.seal("Test", "done", {})

    home.school.write(0, "test", forget)
    with pytest.raises(Refusal, match="no timetable yet"):
        export_workbook(home.console(), Kind.TIMETABLE)


# ----- empty workbooks


@pytest.mark.parametrize("kind", [Kind.STAFF, Kind.PUPILS, Kind.GROUPS])
def test_an_empty_workbook_comes_in_and_brings_nothing(home: Home, tmp_path: Path, kind: Kind) -> None:
    found = taken_in(home, kind, template_workbook(home.console(), kind), tmp_path)
    assert (found.added, found.unchanged, found.conflicts) == ({}, {}, [])


# the columns of a journal are its days
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.MARKS])
def test_an_empty_workbook_has_the_columns_of_an_exported_one(home: Home, kind: Kind) -> None:
    full = openpyxl.load_workbook(BytesIO(export_workbook(home.console(), kind).xlsx))
    empty = openpyxl.load_workbook(BytesIO(template_workbook(home.console(), kind)))
    for name in full.sheetnames:
        heading = 2 if name == "Расписание" else 1
        assert [c.value for c in empty[name][heading]] == [c.value for c in full[name][heading]]


@pytest.mark.parametrize("kind", Kind)
def test_its_example_is_clean_when_it_stands_where_it_belongs(home: Home, tmp_path: Path, kind: Kind) -> None:
    book = openpyxl.load_workbook(BytesIO(template_workbook(home.console(), kind)))
    for name in [name for name in book.sheetnames if not name.startswith("Пример")]:
        del book[name]
    for sheet in book.worksheets:
        sheet.delete_rows(1, 2)
        sheet.title = sheet.title.removeprefix("Пример ")
    book.save(tmp_path / "a.xlsx")
    assert prepare(kind, tmp_path / "a.xlsx", home.school.calendar().starts).problems == ()


def test_classes_of_the_school_are_offered_and_the_two_sexes(home: Home) -> None:
    primary(home)
    sheet = openpyxl.load_workbook(BytesIO(template_workbook(home.console(), Kind.PUPILS))).worksheets[0]
    offered = {str(v.sqref).partition("2")[0]: v.formula1 for v in sheet.data_validations.dataValidation}
    assert (offered["F"], offered["G"]) == ('"М,Ж"', '"2Б,7А"')
    assert offered["N"] == '"мать,отец,опекун,попечитель,иной"'
    assert offered["Q"] == '"электронная,бумажная"'
