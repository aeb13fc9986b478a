"""A family's sitting on the journal itself: behind the verbs the engine refuses what no diary shows."""

import pytest

from ejournal_tui.cli.commands import run
from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.attendance.notices import Notice
from ejournal_tui.domain.errors import Denied
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.domain.people.people import Contact, PupilId
from ejournal_tui.services.accounts.reception import Reception, SignedIn
from ejournal_tui.services.attendance.notices import SayAbsent, ShowNotices, TakeBackNotice
from ejournal_tui.services.families.role import family_role
from ejournal_tui.services.history.deeds import FindDeeds
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.papers.papers import MyChildren, ShowDiary
from ejournal_tui.services.people.contact_proposals import ProposeContact, ShowOwnContact
from tests.people import lesson_on, pupils_of, teacher_of

PASSWORD = "тропа-месяц-крыша-чайник"
HOSTILE = (
    "SELECT password FROM credential",
    "SELECT COUNT(*) FROM credential",
    "SELECT phone FROM pupil",
    "SELECT phone FROM staff",
    "SELECT key FROM throttle",
    "UPDATE mark SET value=5",
    "INSERT INTO mark(id, version, work, pupil, place, value, sign, comment, author, at) SELECT id+1000000, 1, work,"
    " pupil, 9, 5, '', '', 0, 0 FROM mark LIMIT 1",
    "DELETE FROM deed",
    "UPDATE credential SET password=''",
    "UPDATE pupil SET surname=''",
    "DROP TABLE mark",
)
ON_A_FILE = (
    "ATTACH '/dev/null' AS other", "PRAGMA journal_mode=delete", "PRAGMA writable_schema=1", "CREATE TABLE x(y)",
    "CREATE TEMP TRIGGER t AFTER UPDATE ON account BEGIN DELETE FROM mark; END", "SELECT load_extension('x')",
)  # fmt: skip
"""What only an SQLite file would do."""


def guardian(home: Home) -> tuple[int, PupilId]:
    """A guardian's account, and the child."""
    ((account, pupil),) = home.school.db.sql(
        "SELECT a.id, k.pupil FROM guardianship k JOIN account a ON a.guardian=k.guardian ORDER BY a.id LIMIT 1"
    )
    return account, PupilId(pupil)


def make_the_role(home: Home) -> None:
    """What the server's keeper does with the printed statements."""
    with home.school.db.schema_change():
        for statement in family_role(home):
            home.school.db.sql(statement)


def at_home(home: Home) -> SignedIn:
    """The guardian, in at a terminal of the school."""
    if home.school.db.postgres:
        make_the_role(home)
    return Reception(home.school, home.hasher, "desk-1").enter(guardian(home)[0])


def test_a_familys_sitting_reads_no_secret_and_writes_no_mark_whatever_asks(home: Home) -> None:
    before = home.school.db.sql("SELECT COUNT(*), SUM(value) FROM mark")
    signed = at_home(home)
    db = home.school.db
    for statement in HOSTILE if db.postgres else (*HOSTILE, *ON_A_FILE):
        if statement.startswith("SELECT"):
            with pytest.raises(Denied, match="closed to families"), db.reading():
                db.sql(statement)
        with pytest.raises(Denied, match="closed to families"):
            home.school.write_aside(lambda asked=statement: db.sql(asked))
    signed.session.leave()
    assert db.sql("SELECT COUNT(*), SUM(value) FROM mark") == before
    assert db.sql("SELECT COUNT(*) FROM credential") != []


def test_what_a_family_does_is_done_within_its_rights(home: Home) -> None:
    account, pupil = guardian(home)
    signed, today = at_home(home), home.clock.today()
    session = signed.session
    assert session.ask(MyChildren())[0][0] == pupil
    assert session.ask(ShowDiary(pupil, today)).days
    session.do(SayAbsent(Notice(pupil, "illness", "болезнь", Absence.ILL, today, today, "температура")))
    session.undo()
    session.redo()
    (kept,) = session.ask(ShowNotices(pupil))
    session.do(TakeBackNotice(kept))
    own = session.ask(ShowOwnContact())
    session.do(ProposeContact(own.guardian, Contact("+7 911 123-45-67", "mother@family.example"), None))
    assert session.ask(ShowOwnContact()).proposed == Contact("+7 911 123-45-67", "mother@family.example")
    assert len(session.ask(FindDeeds(who=signed.account)).lines) == 6
    Reception(home.school, home.hasher, "desk-1").set_password(signed, PASSWORD, PASSWORD)
    with pytest.raises(Denied, match="closed to families"):
        home.school.db.sql("SELECT password FROM credential")
    session.leave()
    assert Reception(home.school, home.hasher, "desk-1").sign_in(*_login(home, account)).account == account


def _login(home: Home, account: int) -> tuple[str, str]:
    home.school.db.confine(None)
    return str(home.school.db.sql("SELECT login FROM account WHERE id=?", account)[0][0]), PASSWORD


def test_the_next_person_at_the_terminal_is_not_confined(home: Home) -> None:
    signed = at_home(home)
    lesson = lesson_on(home, "Русский язык", "2018-01-15")
    pupil = pupils_of(home, lesson)[0]
    signed.session.leave()
    teacher = Reception(home.school, home.hasher, "desk-1").enter(teacher_of(home, "Русский язык"))
    teacher.session.do(PutMarks(lesson, pupil, (Mark(Value.FIVE),), ()))
    teacher.session.leave()


@pytest.mark.postgres
def test_the_families_role_is_printed_for_the_servers_keeper(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--home", str(home.path), "deploy", "role"]) == 0
    printed = capsys.readouterr().out
    assert printed.split(";\n")[:-1] == family_role(home)
    assert "credential" not in printed
    # The role may be made anew after every update.
    make_the_role(home)
    make_the_role(home)


@pytest.mark.sqlite
def test_a_file_needs_no_role(home: Home) -> None:
    assert run(["--home", str(home.path), "deploy", "role"]) == 3
