"""The list of a class on paper, and everything held about a person."""

import json
from datetime import date
from pathlib import Path

import pytest

from ejournal_tui.cli.commands import run
from ejournal_tui.domain.errors import Denied
from ejournal_tui.domain.people.cards import PersonKind
from ejournal_tui.domain.people.people import ClassId, Name, PupilId
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.people.class_lists import ShowClassList, print_class_list
from ejournal_tui.services.people.people import ShowPupilCard
from ejournal_tui.services.people.person_extract import ShowPersonExtract, extract_person
from ejournal_tui.services.people.pupils import EnrolPupil, MovePupil
from tests.people import account_with_role, class_teacher, session_of, teacher_of
from tests.reports.poppler import outside, pages
from tests.reports.poppler import run as told

SEVEN_A = "SELECT id FROM study_group WHERE kind='class' AND grade=7 AND letter='А'"


def seven_a(home: Home) -> ClassId:
    ((key,),) = home.school.db.sql(SEVEN_A)
    return ClassId(key)


def first_pupil(home: Home) -> PupilId:
    ((key,),) = home.school.db.sql("SELECT id FROM pupil ORDER BY search_key LIMIT 1")
    return PupilId(key)


def printed(folder: Path, pdf: bytes) -> Path:
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    assert "No syntax or stream encoding errors" in told("qpdf", "--check", file)
    assert outside(file) == []
    return file


def test_c20_on_paper_newcomers_go_to_the_end_and_leavers_keep_their_line(home: Home, tmp_path: Path) -> None:
    session, school_class, gone = home.console(), seven_a(home), first_pupil(home)
    before = {line.name: line.number for line in session.ask(ShowClassList(school_class)).lines}
    session.do(MovePupil(gone, None, date(2018, 1, 12), "12-у", school_class))
    session.do(EnrolPupil(Name("Абрамов", "Пётр"), date(2004, 5, 6), "m", school_class, date(2018, 1, 15), "13-у"))
    found = session.ask(ShowClassList(school_class)).lines
    assert {line.name: line.number for line in found if line.name in before} == before
    assert [line.number for line in found] == list(range(1, len(before) + 2))
    assert (found[-1].name.surname, found[-1].came) == ("Абрамов", "15.01.2018, order 13-у")
    assert found[0].left == "11.01.2018, order 12-у"
    (page,) = pages(printed(tmp_path, print_class_list(session, school_class).pdf))
    assert "List of class 7А, study year 2017/2018" in page
    assert f"{len(before) + 1} Абрамов Пётр" in page
    assert "copy No." in page


def test_an_extract_tells_everything_and_who_has_read_it(home: Home, tmp_path: Path) -> None:
    pupil = first_pupil(home)
    ((account,),) = home.school.db.sql("SELECT id FROM account WHERE pupil=?", pupil)
    home.school.write(account, "room 12", lambda ledger: ledger.seal("SignIn", "done", {}))
    deputy = session_of(home, account_with_role(home, "deputy"))
    deputy.ask(ShowPupilCard(pupil))
    found = deputy.ask(ShowPersonExtract(PersonKind.PUPIL, pupil))
    lines = {section.title: section.lines for section in found.sections}
    ((marks,),) = home.school.db.sql("SELECT COUNT(*) FROM mark WHERE pupil=?", pupil)
    ((missed,),) = home.school.db.sql("SELECT COUNT(*) FROM absence WHERE pupil=?", pupil)
    assert sum(text.count("(") for _subject, text in lines["Marks"]) == marks
    assert sum(text.count(",") + 1 for _day, text in lines["Absences"]) == missed
    assert ("class", "7А since 01.09.2017") in lines["Personal data"]
    assert any(label == "guardian" for label, _text in lines["Personal data"])
    assert lines["Sign-ins"] == (("15.01.2018 10:14", "room 12"),)
    assert "a pupil's card read" in lines["Who has read these data"][-1][1]
    assert "import of pupils" in lines["Who has changed these data"][0][1]
    made = extract_person(deputy, PersonKind.PUPIL, pupil)
    page = pages(printed(tmp_path, made.pdf))[0]
    assert "Exported by" in page
    assert f"copy No. {made.extract.stamp.copy:06}" in page
    assert home.school.db.sql(
        "SELECT facts FROM deed WHERE seq=? AND verb='RecordPersonExtract'", made.extract.stamp.copy
    ) == [(f'{{"kind":"pupil","key":{pupil}}}',)]  # fmt: skip
    again = deputy.ask(ShowPersonExtract(PersonKind.PUPIL, pupil)).sections
    readers = next(section for section in again if section.title == "Who has read these data")
    assert "extract of a person's data" in readers.lines[-1][1]


def test_of_the_staff_workload_and_roles_are_told_and_no_secret(home: Home) -> None:
    account = teacher_of(home, "Физика")
    ((staff,),) = home.school.db.sql("SELECT staff FROM account WHERE id=?", account)
    found = home.console().ask(ShowPersonExtract(PersonKind.STAFF, staff))
    lines = {section.title: section.lines for section in found.sections}
    assert any("Физика" in text for _group, text in lines["Workload"])
    assert not any("argon2" in text for section in found.sections for _label, text in section.lines)


def test_a_class_teacher_takes_out_the_own_class_only(home: Home) -> None:
    head, stranger = session_of(home, class_teacher(home)), session_of(home, teacher_of(home, "Физика"))
    pupil, school_class = first_pupil(home), seven_a(home)
    assert extract_person(head, PersonKind.PUPIL, pupil).pdf
    before = home.school.head()
    for deed in (
        lambda: extract_person(stranger, PersonKind.PUPIL, pupil), lambda: print_class_list(stranger, school_class)
    ):  # fmt: skip
        with pytest.raises(Denied):
            deed()
    assert home.school.db.sql("SELECT outcome FROM deed WHERE seq>?", before) == [("denied",), ("denied",)]


def test_the_command_line_makes_both_and_says_the_same_as_data(
    home: Home, home_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = home.school.db.sql("SELECT surname, given, patronymic FROM pupil WHERE id=?", first_pupil(home))[0]
    common = ["--home", str(home_folder), "--lang", "en"]
    extract, listed = tmp_path / "extract.pdf", tmp_path / "list.pdf"
    assert run([*common, "report", "person-extract", "--pupil", " ".join(name), "--out", str(extract), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["name"] == " ".join(name)
    assert {"Personal data", "Marks", "Account"} <= {section["title"] for section in answer["sections"]}
    assert extract.read_bytes().startswith(b"%PDF")
    assert run([*common, "report", "class-list", "--class", "7a", "--out", str(listed)]) == 0
    assert "pupils 27." in capsys.readouterr().out
    for wrong in (["--pupil", "Никто Никакой"], [], ["--pupil", "а", "--staff", "б"], ["--pupil", "и"]):
        assert run([*common, "report", "person-extract", *wrong, "--out", str(tmp_path / "x.pdf")]) in (2, 3)
    assert run([*common, "report", "class-list", "--out", str(tmp_path / "x.pdf")]) in (2, 3)
    assert not (tmp_path / "x.pdf").exists()
