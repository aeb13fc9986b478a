"""Terminals and zones: where the staff and families sign in, and what the register refuses."""

import json
from base64 import b64encode
from pathlib import Path

import pytest

from ejournal_tui.cli.commands import run
from ejournal_tui.domain.accounts.zones import IDLE_MINUTES, Terminal, Zone, machine_of, workplace
from ejournal_tui.domain.errors import Conflict, Denied, Invalid
from ejournal_tui.services.accounts.reception import Reception
from ejournal_tui.services.accounts.terminals import PutTerminal, ShowTerminals
from ejournal_tui.services.history.deeds import RecentDeeds
from ejournal_tui.services.mornings.today import MyDay
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import ShowHealth, VerifyAudit
from ejournal_tui.services.places import place_of
from ejournal_tui.services.session import Session
from ejournal_tui.services.terminals import source_of
from tests.people import account_with_role, teacher_of

PASSWORD = "тропа-месяц-крыша-чайник"
REFUSED = "Wrong login or password, or signing in is not possible now."
ROOM = Terminal("desk-1", "кабинет 12", Zone.CLASS, "12")
LIBRARY = Terminal("pupils-1", "библиотека", Zone.PUPIL)


def desk(home: Home, source: str) -> Reception:
    return Reception(home.school, home.hasher, source)


def a_pupil(home: Home) -> int:
    return int(home.school.db.sql("SELECT MIN(id) FROM account WHERE pupil IS NOT NULL")[0][0])


def with_password(home: Home, account: int) -> str:
    """Give an account a password and answer its login."""
    reception = desk(home, "desk-1")
    reception.set_password(reception.enter(account), PASSWORD, PASSWORD)
    home.school.db.confine(None)
    return str(home.school.db.sql("SELECT login FROM account WHERE id=?", account)[0][0])


def register(home: Home, *terminals: Terminal) -> None:
    for one in terminals:
        home.console().do(PutTerminal(one))


def outcomes(home: Home) -> list[str]:
    """What became of the sign-ins, the last one first."""
    return [row[0] for row in home.school.db.sql("SELECT outcome FROM deed WHERE verb='SignIn' ORDER BY seq DESC")]


def test_a_fresh_home_lets_the_staff_and_families_in_at_the_same_place_and_the_doctor_says_so(home: Home) -> None:
    teacher, pupil = with_password(home, teacher_of(home, "Физика")), with_password(home, a_pupil(home))
    assert desk(home, "anywhere").sign_in(teacher, PASSWORD).session.actor().zone is None
    assert desk(home, "anywhere").sign_in(pupil, PASSWORD).session.actor().zone is None
    assert place_of(home.school, "anywhere").zone is Zone.CLASS
    home.school.db.confine(None)
    told = [finding.what for finding in home.console().ask(ShowHealth(home.path)).findings]
    assert "No workplace is registered: this counts as a class room, and families sign in here too." in told


def test_the_right_password_of_a_teacher_at_a_pupils_place_is_refused_like_a_wrong_one_and_told(home: Home) -> None:
    login = with_password(home, teacher_of(home, "Физика"))
    register(home, ROOM, LIBRARY)
    said = []
    # A place that the register does not know counts as the pupils'.
    for source, secret in (("pupils-1", PASSWORD), ("pupils-1", "ветка болото сундук"), ("somewhere", PASSWORD)):
        with pytest.raises(Denied) as refused:
            desk(home, source).sign_in(login, secret)
        said.append((refused.value.title, refused.value.advice))
    assert said[0][0] == REFUSED
    assert len(set(said)) == 1
    assert outcomes(home)[:3] == ["right_refused", "failed", "right_refused"]
    told = home.console().ask(RecentDeeds(1))[0].sentence()
    assert "sign-in — right password refused (somewhere)" in told
    # Each of them counts as a try, and the place of the teacher lets her in at once and tells her of them.
    found = home.school.db.sql("SELECT fails FROM throttle WHERE kind='source' AND key='pupils-1'")
    assert found == [(2,)]
    signed = desk(home, "desk-1").sign_in(login, PASSWORD)
    assert signed.session.ask(MyDay(home.clock.today())) is not None
    assert "кабинет 12" in signed.greeting
    assert "Failed attempts since: 3." in signed.greeting


def test_families_sign_in_at_the_pupils_places_only_once_the_school_tells_its_places_apart(home: Home) -> None:
    login = with_password(home, a_pupil(home))
    register(home, ROOM, LIBRARY, Terminal("key:SHA256:teachers", "Аксёнова дома", Zone.HOME))
    for source in ("desk-1", "key:SHA256:teachers"):
        with pytest.raises(Denied, match=REFUSED):
            desk(home, source).sign_in(login, PASSWORD)
        with pytest.raises(Denied, match=REFUSED):
            desk(home, source).enter(a_pupil(home))
    actor = desk(home, "pupils-1").sign_in(login, PASSWORD).session.actor()
    assert (actor.pupil is not None, actor.zone) == (True, Zone.PUPIL)


def test_a_place_that_becomes_the_pupils_shuts_what_is_open_on_it(home: Home) -> None:
    session = desk(home, "desk-2").enter(teacher_of(home, "Физика")).session
    register(home, ROOM, Terminal("desk-2", "кабинет 14", Zone.CLASS))
    assert session.objection(MyDay(home.clock.today())) is None
    home.console().do(
        PutTerminal(Terminal("desk-2", "кабинет 14", Zone.PUPIL), Terminal("desk-2", "кабинет 14", Zone.CLASS))
    )
    with pytest.raises(Denied, match="This workplace is not meant for your account"):
        session.ask(MyDay(home.clock.today()))


def test_nobody_shuts_out_himself_or_the_whole_staff(home: Home) -> None:
    lab = Session(home.school, account_with_role(home, "lab_assistant"), "desk-1")
    console = home.console()
    with pytest.raises(Invalid, match="After this nobody of the staff"):
        console.do(PutTerminal(LIBRARY))
    with pytest.raises(Invalid, match="After this you could not sign in here yourself"):
        lab.do(PutTerminal(Terminal("desk-2", "кабинет 14", Zone.CLASS)))
    lab.do(PutTerminal(ROOM))
    lab.do(PutTerminal(LIBRARY))
    for wanted in (None, Terminal("desk-1", "кабинет 12", Zone.PUPIL)):
        with pytest.raises(Invalid, match="After this"):
            lab.do(PutTerminal(wanted, ROOM))
    # What is undone passes the same door: the first place stays while the pupils' stands.
    lab.undo()
    lab.undo()
    assert home.console().ask(ShowTerminals()).terminals == ()
    lab.redo()
    assert home.console().ask(ShowTerminals()).terminals == (ROOM,)
    assert home.console().ask(VerifyAudit()).whole


def test_the_register_refuses_what_stands_there_already_and_what_has_changed_since(home: Home) -> None:
    register(home, ROOM)
    console = home.console()
    for wrong, why in (
        (Terminal("desk-1", "другое", Zone.CLASS), r"registered already: кабинет 12 \(class room\)"),
        (Terminal("desk-9", "КАБИНЕТ 12", Zone.CLASS), "in the list already"),
        (Terminal("desk-9", "к" * 41, Zone.CLASS), "is too long"), (Terminal("", "кабинет 9", Zone.CLASS), "empty"),
        (Terminal("desk-9", "дневник", Zone.DIARY), "known by itself"),
    ):  # fmt: skip
        with pytest.raises(Invalid, match=why):
            console.do(PutTerminal(wrong))
    with pytest.raises(Invalid, match="nothing to do"):
        console.do(PutTerminal(None))
    with pytest.raises(Conflict):
        console.do(PutTerminal(None, Terminal("desk-1", "кабинет 12", Zone.STAFF, "12")))


def test_places_that_the_register_does_not_know_are_listed_without_names(home: Home) -> None:
    desk(home, "ssh:10.1.0.9").enter(teacher_of(home, "Физика"))
    register(home, ROOM)
    found = home.console().ask(ShowTerminals())
    assert [one.source for one in found.unregistered] == ["ssh:10.1.0.9"]


def test_a_machine_stands_for_its_windows_and_a_line_for_itself() -> None:
    known = (Terminal("local:kab12", "кабинет 12", Zone.CLASS), Terminal("local:kab12:tty3", "ученик", Zone.PUPIL))
    assert workplace("local:kab12:4", known).zone is Zone.CLASS
    assert workplace("local:kab12:tty3", known).zone is Zone.PUPIL
    assert workplace("local:kab14:4", known).terminal is None
    assert machine_of("ssh:10.1.0.7") == machine_of("local:kab12") == ""
    assert [IDLE_MINUTES[zone] for zone in Zone] == [10, 3, 5, 5, 10]


def test_a_place_is_told_by_the_key_then_by_the_address(tmp_path: Path) -> None:
    told = tmp_path / "auth"
    blob = b"\0\0\0\x0bssh-ed25519" + bytes(36)
    told.write_text(f"publickey ssh-ed25519 {b64encode(blob).decode()}\n", encoding="ascii")
    connection = {"SSH_CONNECTION": "10.1.0.7 50000 10.1.0.1 22"}
    found = source_of({"SSH_USER_AUTH": str(told), **connection})
    assert found.startswith("key:SHA256:")
    assert len(found) == len("key:SHA256:") + 43
    for broken in ("publickey ssh-ed25519 %%%\n", "password\n", ""):
        told.write_text(broken, encoding="ascii")
        assert source_of({"SSH_USER_AUTH": str(told), **connection}) == "ssh:10.1.0.7"
    assert source_of({"SSH_USER_AUTH": "/nowhere", **connection}) == "ssh:10.1.0.7"


def test_the_console_registers_lists_moves_and_takes_out(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--home", str(home.path), "--lang", "en", "--json"]

    def answer(*words: str) -> tuple[int, dict[str, object]]:
        code = run(["terminals", *words, *where])
        return code, json.loads(capsys.readouterr().out)

    assert answer("list")[1]["terminals"] == []
    assert answer("add", "room 12")[0] == 2
    assert answer("add", "library", "--zone", "pupil", "--key", "10.1.0.7")[0] == 3
    assert answer("add", "room 12", "--zone", "class", "--key", "SHA256:abc", "--dry-run")[0] == 0
    assert answer("add", "room 12", "--zone", "class", "--key", "SHA256:abc", "--room", "12")[0] == 0
    assert answer("add", "library", "--zone", "pupil", "--key", "10.1.0.7")[0] == 0
    assert answer("zone", "ROOM 12", "--zone", "staff")[0] == 0
    assert answer("zone", "room 99", "--zone", "staff")[0] == 3
    assert answer("list")[1]["terminals"] == [
        {"name": "library", "zone": "pupil", "room": "", "key": "ssh:10.1.0.7"},
        {"name": "room 12", "zone": "staff", "room": "12", "key": "key:SHA256:abc"},
    ]
    assert answer("retire", "room 12")[0] == 3
    assert answer("retire", "library")[0] == 0
    assert answer("retire", "room 12")[0] == 0
