"""The families' door: a copy with what a diary shows, codes of its own, letters that are read as a stranger's."""

import json
import os
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Barrier, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.cli.commands import run
from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.attendance.notices import Notice, NoticeState
from ejournal_tui.domain.errors import Broken, Denied, Invalid, Refusal
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.domain.people.letters import LONGEST, AbsenceLetter, ContactLetter, read_letter, write_letter
from ejournal_tui.domain.people.people import AccountId, ClassId, Contact, PupilId
from ejournal_tui.services.accounts.accounts import issue_codes
from ejournal_tui.services.accounts.reception import Reception, SignedIn
from ejournal_tui.services.attendance.notices import SayAbsent, ShowNotices, TakeBackNotice
from ejournal_tui.services.families.publishing import publish
from ejournal_tui.services.homework.homework_calendar import ShowPupilHomework
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.papers.papers import MyChildren, ShowDiary
from ejournal_tui.services.people.contact_proposals import ProposeContact, ShowOwnContact
from ejournal_tui.services.results.forecasts import PupilForecasts
from ejournal_tui.services.timetable.timetable_view import ShowClassTimetable
from ejournal_tui.storage.families.snapshot import shape
from tests.door import Doors, set_up
from tests.people import class_teacher, lesson_on, session_of, teacher_of

PASSWORD = "тропа-месяц-крыша-чайник"
TODAY = date(2018, 1, 15)
DECEMBER = date(2017, 12, 18)


@pytest.fixture
def doors(home: Home, tmp_path: Path) -> Doors:
    """The school with a door for its families."""
    return set_up(home.path, tmp_path)


def family(home: Home) -> tuple[int, PupilId, str]:
    """A guardian's account, the child, the login."""
    ((account, pupil, login),) = home.school.db.sql(
        "SELECT a.id, k.pupil, a.login FROM guardianship k JOIN account a ON a.guardian=k.guardian"
        " ORDER BY a.id LIMIT 1"
    )
    return account, PupilId(pupil), login


def code_for(home: Home, login: str) -> str:
    """What the class teacher hands out."""
    ((school_class,),) = home.school.db.sql("SELECT id FROM study_group WHERE kind='class'")
    leader = session_of(home, class_teacher(home))
    only = frozenset({login})
    (slip,) = issue_codes(
        leader, home.families_hasher, home.clock.instant(), ClassId(school_class), only
    )
    return slip.code


def come_in(there: Home, login: str, secret: str, by_code: bool = False) -> SignedIn:
    return Reception(there.school, there.hasher, "ssh:10.1.0.7").sign_in(login, secret, by_code)


def ill(pupil: PupilId, word: str = "") -> Notice:
    return Notice(pupil, "illness", "болезнь", Absence.ILL, TODAY, TODAY, word)


def said(home: Home) -> list[tuple[object, ...]]:
    return home.school.db.sql("SELECT pupil, reason, word, starts, ends, state FROM absence_notice")


def test_the_copy_holds_what_a_diary_shows_and_no_byte_more(home: Home, doors: Doors) -> None:
    db, account = home.school.db, family(home)[0]
    teacher = teacher_of(home, "Русский язык")
    desk = Reception(home.school, home.hasher, "desk")
    signed = desk.enter(teacher)
    desk.set_password(signed, PASSWORD, PASSWORD)
    mother = session_of(home, account)
    own = Contact("+7 911 000-00-01", "planted@family.example")
    mother.do(ProposeContact(mother.ask(ShowOwnContact()).guardian, own, None))
    code_for(home, family(home)[2])
    done = publish(home)
    assert done.anew
    assert done.path.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in doors.folder.iterdir() if path.name.startswith(".")] == []
    columns = ("staff.phone", "staff.email", "guardian.phone", "guardian.email", "pupil.phone")
    secret = {text for name in columns for (text,) in db.sql(f"SELECT {name} FROM {name.partition('.')[0]}")}
    ((hashed,),) = db.sql("SELECT password FROM credential WHERE account=?", teacher)
    data = done.path.read_bytes()
    for text in filter(None, (*secret, hashed, "planted@family.example")):
        assert text.encode() not in data, text
    copy = sqlite3.connect(f"file:{done.path}?mode=ro", uri=True)
    try:
        full = {name: copy.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0] for (name,) in copy.execute(
            "SELECT name FROM sqlite_master WHERE type='table'")}  # fmt: skip
        assert [name for name in ("deed", "trace", "personal", "sitting", "draft", "staff_role") if full[name]] == []
        assert copy.execute("SELECT account FROM credential").fetchall() == [(account,)]
        assert copy.execute("SELECT COUNT(*) FROM account WHERE staff IS NOT NULL").fetchone() == (0,)
        for table in ("pupil", "lesson", "mark", "absence", "homework"):
            assert full[table] == db.sql(f"SELECT COUNT(*) FROM {table}")[0][0], table
    finally:
        copy.close()


def test_a_family_reads_at_its_door_what_stands_in_the_journal(home: Home, doors: Doors) -> None:
    account, pupil, login = family(home)
    code = code_for(home, login)
    publish(home)
    here = session_of(home, account)
    asked = (
        MyChildren(), ShowPupilHomework(pupil, DECEMBER), PupilForecasts(pupil, TODAY), ShowClassTimetable(pupil),
        ShowNotices(pupil),
    )  # fmt: skip
    with doors.open() as there:
        with pytest.raises(Denied, match="Wrong login"):
            come_in(there, login, "111111111111", True)
        signed = come_in(there, login, code, True)
        assert signed.must_change
        Reception(there.school, there.hasher, "ssh:10.1.0.7").set_password(signed, PASSWORD, PASSWORD)
        for question in asked:
            assert signed.session.ask(question) == here.ask(question)
        for day in (DECEMBER, TODAY):
            read, stands = signed.session.ask(ShowDiary(pupil, day)), here.ask(ShowDiary(pupil, day))
            assert replace(read, stamp=stands.stamp) == stands
        ((other,),) = home.school.db.sql("SELECT MAX(pupil) FROM guardianship")
        with pytest.raises(Denied, match="another family"):
            signed.session.ask(ShowDiary(PupilId(other), TODAY))
        # A mark of this morning is read within a minute, by the sitting that is going on.
        lesson = lesson_on(home, "Русский язык", TODAY.isoformat())
        head = signed.session.head()
        session_of(home, teacher_of(home, "Русский язык")).do(PutMarks(lesson, pupil, (Mark(Value.FIVE),), ()))
        publish(home)
        assert signed.session.changes_since(head)[1]
        marks = [one.mark for day in signed.session.ask(ShowDiary(pupil, TODAY)).pupils[0].days for one in day]
        assert "5" in marks
        as_of = signed.session.as_of()
        assert as_of is not None
        assert abs(as_of - there.clock.instant()) < 60_000
        # The school's own door does not know the password, and the old code is spent.
        with pytest.raises(Denied):
            come_in(home, login, PASSWORD)
        with pytest.raises(Denied):
            come_in(there, login, code, True)
        assert come_in(there, login, PASSWORD).account == account
        # A new code of the class teacher's voids it and ends the sitting.
        last = come_in(there, login, PASSWORD)
        fresh = code_for(home, login)
        publish(home)
        with pytest.raises(Denied, match="ended"):
            last.session.ask(MyChildren())
        with pytest.raises(Denied):
            come_in(there, login, PASSWORD)
        assert come_in(there, login, fresh, True).must_change
    assert home.console().ask(VerifyAudit()).whole


def test_the_first_people_of_a_morning_may_come_in_at_once(home: Home, doors: Doors) -> None:
    publish(home)
    at_once, came = Barrier(4), []

    def come() -> None:
        at_once.wait()
        with doors.open() as there:
            came.append(len(there.school.db.sql("SELECT 1 FROM audit_head")))

    people = [Thread(target=come) for _one in range(4)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert came == [1, 1, 1, 1]


def test_what_a_family_says_at_its_door_comes_in_under_its_own_name(home: Home, doors: Doors) -> None:
    account, pupil, login = family(home)
    code = code_for(home, login)
    publish(home)
    with doors.open() as there:
        signed = come_in(there, login, code, True)
        Reception(there.school, there.hasher, "ssh:10.1.0.7").set_password(signed, PASSWORD, PASSWORD)
        signed.session.do(SayAbsent(ill(pupil, "температура")))
        assert signed.session.apart
        assert said(home) == []
        with pytest.raises(Refusal, match="nothing to undo"):
            signed.session.undo()
        with pytest.raises(Invalid, match="not in the list"):
            signed.session.do(SayAbsent(replace(ill(pupil), code="unexcused")))
        ((other,),) = home.school.db.sql("SELECT MAX(pupil) FROM guardianship")
        with pytest.raises(Denied, match="Only a guardian"):
            signed.session.do(SayAbsent(ill(PupilId(other))))
        assert len(doors.letters()) == 1
        assert publish(home).taken.done == 1
        assert doors.letters() == []
        assert said(home) == [(pupil, "illness", "температура", "2018-01-15", "2018-01-15", "waiting")]
        told = home.school.db.sql("SELECT actor, terminal, outcome FROM deed WHERE verb='SayAbsent'")
        assert told == [(account, "diary", "done")]
        (kept,) = signed.session.ask(ShowNotices(pupil))
        assert (kept.state, kept.notice.word) == (NoticeState.WAITING, "")
        signed.session.do(TakeBackNotice(kept))
        guardian = signed.session.ask(ShowOwnContact()).guardian
        signed.session.do(ProposeContact(guardian, Contact("8 911 123-45-67", "mother@family.example"), None))
        assert publish(home).taken.done == 2
        assert said(home) == []
    assert home.school.db.sql("SELECT guardian, phone FROM contact_proposal") == [(guardian, "+7 911 123-45-67")]


HOSTILE = {
    "no json": "{", "a list": "[]", "deep": "[" * 5000, "a number": "7", "not a number": '{"what": NaN}',
    "twice": '{"what": "absent", "what": "contact"}', "more": None, "a truth": None, "a float": None,
    "another verb": None, "a long day": None, "an escape": None, "a staff account": None, "another's child": None,
    "huge": "x" * (LONGEST + 1),
}  # fmt: skip


def test_letters_of_a_stranger_change_nothing(home: Home, doors: Doors) -> None:
    account, pupil, _login = family(home)
    good = json.loads(write_letter(AbsenceLetter(AccountId(account), pupil, "illness", TODAY, TODAY)))
    ((other,),) = home.school.db.sql("SELECT MAX(pupil) FROM guardianship")
    bent = {
        "more": good | {"role": "deputy"}, "a truth": good | {"account": True}, "a float": good | {"account": 1.0},
        "another verb": good | {"what": "PutMarks"}, "a long day": good | {"starts": "2018-01-15T10:00"},
        "an escape": good | {"word": "\x1b[2J"}, "a staff account": good | {"account": class_teacher(home)},
        "another's child": good | {"pupil": other},
    }  # fmt: skip
    for number, (name, text) in enumerate(HOSTILE.items()):
        letter = doors.spool / f"{number}.letter"
        letter.write_text(text if text is not None else json.dumps(bent[name]), encoding="utf8")
    (doors.spool / "binary.letter").write_bytes(b"\xff\xfe")
    (doors.spool / "key.letter").symlink_to(home.path / "pepper.key")
    os.mkfifo(doors.spool / "pipe.letter")
    os.link(doors.spool / "binary.letter", doors.spool / "linked.letter")
    before = {name: home.school.db.sql(f"SELECT COUNT(*) FROM {name}") for name in ("absence_notice", "mark", "trace")}
    done = publish(home)
    assert (done.taken.done, done.taken.refused) == (0, len(HOSTILE) + 4)
    assert doors.letters() == []
    assert (home.path / "pepper.key").exists()
    assert {name: home.school.db.sql(f"SELECT COUNT(*) FROM {name}") for name in before} == before


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=200)
LETTERS = st.one_of(
    st.builds(
        AbsenceLetter, st.integers(1, 10**9).map(AccountId), st.integers(1, 10**9).map(PupilId), WORDS, st.dates(),
        st.dates(), WORDS, st.booleans(),
    ),
    st.builds(ContactLetter, st.integers(1, 10**9).map(AccountId), st.none() | st.builds(Contact, WORDS, WORDS)),
)  # fmt: skip


@given(LETTERS)
def test_a_letter_is_read_as_it_was_written(letter: AbsenceLetter | ContactLetter) -> None:
    assert read_letter(write_letter(letter)) == letter


@given(LETTERS, st.data())
def test_a_letter_torn_anywhere_is_none(letter: AbsenceLetter | ContactLetter, data: st.DataObject) -> None:
    text = write_letter(letter)
    with pytest.raises(Invalid):
        read_letter(text[: data.draw(st.integers(0, len(text) - 1))])


def test_a_door_without_a_diary_says_so_and_a_home_without_a_door_too(
    home: Home, home_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--home", str(home_folder), "--lang", "en", "publish"]) == 3
    assert "puts no diary out" in capsys.readouterr().err
    doors = set_up(home_folder, tmp_path)
    with pytest.raises(Broken, match="not put the diary out yet"), doors.open():
        pass
    assert run(["--home", str(doors.families), "--lang", "en", "doctor"]) == 3
    assert "families' door" in capsys.readouterr().err
    assert run(["--home", str(home_folder), "--lang", "en", "publish"]) == 0
    first = doors.diary.stat()
    assert run(["--home", str(home_folder), "--lang", "en", "publish"]) == 0
    assert "nothing has changed" in capsys.readouterr().out
    assert doors.diary.stat().st_ino == first.st_ino
    assert doors.diary.stat().st_mtime > first.st_mtime
    # What another version of the program has put out is put out anew, though nothing was written since.
    kept = home_folder / ".published"
    kept.write_text(kept.read_text(encoding="ascii").replace(shape(), "0123456789abcdef"), encoding="ascii")
    assert run(["--home", str(home_folder), "--lang", "en", "publish"]) == 0
    assert "put out anew" in capsys.readouterr().out
    doors.diary.unlink()
    doors.folder.rename(tmp_path / "gone")
    assert run(["--home", str(home_folder), "--lang", "en", "publish"]) == 3
    assert "was not put out" in capsys.readouterr().err
