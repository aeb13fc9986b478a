"""Signing in: the right secret opens, everything else is one and the same refusal, and guessing takes time."""

import fcntl
import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from ejournal_tui.cli.commands import run
from ejournal_tui.clock import held_at
from ejournal_tui.domain.accounts.passwords import show_code
from ejournal_tui.domain.errors import Broken, Busy, Denied
from ejournal_tui.domain.text.layout import to_cyrillic
from ejournal_tui.services.accounts.accounts import CODE_DAYS, CodeSlip, issue_codes
from ejournal_tui.services.accounts.reception import Reception, SignedIn
from ejournal_tui.services.accounts.secrets import KEY, Hasher
from ejournal_tui.services.mornings.today import MyDay
from ejournal_tui.services.operations.home import Home, open_home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.storage.accounts.accounts import put_secrets
from ejournal_tui.storage.log.audit import Ledger
from tests.people import class_teacher, session_of, teacher_of

PASSWORD = "тропа-месяц-крыша-чайник"
ANOTHER = "ветка болото сундук лампа"
NOON = datetime(2018, 1, 15, 12)
REFUSED = (
    "Wrong login or password, or signing in is not possible now.",
    "Families are helped by the class teacher, staff by the deputy head or the officer.",
)


def desk(home: Home, name: str = "desk-1") -> Reception:
    return Reception(home.school, home.hasher, name)


def hold(home: Home, seconds: float = 0) -> None:
    """Make it so many seconds past noon, and stay so."""
    home.school.clock = held_at(NOON + timedelta(seconds=seconds), home.clock.zone)


def login_of(home: Home, account: int) -> str:
    return str(home.school.db.sql("SELECT login FROM account WHERE id=?", account)[0][0])


def with_password(home: Home, account: int, password: str = PASSWORD) -> str:
    """Give an account a password and answer its login."""
    reception = desk(home)
    reception.set_password(reception.enter(account), password, password)
    return login_of(home, account)


def code_of(home: Home, account: int) -> CodeSlip:
    """A one-time code of a member of staff, from the officer's hand."""
    ((officer,),) = home.school.db.sql(
        "SELECT a.id FROM account a JOIN staff_role r ON r.staff=a.staff WHERE r.role='officer'"
    )
    login = frozenset({login_of(home, account)})
    (slip,) = issue_codes(session_of(home, officer), home.hasher, home.clock.instant(), None, login)
    return slip


def disable(home: Home, account: int) -> None:
    def deed(ledger: Ledger) -> None:
        ledger.update("account", account, disabled=1)
        ledger.seal("Test", "done", {})

    home.school.write(0, "test", deed)


def attempt(reception: Reception, login: str, secret: str = ANOTHER) -> int:
    """Try a wrong secret; the seconds to wait, 0 when it was taken and refused."""
    try:
        reception.sign_in(login, secret)
    except Busy as busy:
        found = re.search(r"Wait (\d+) second", busy.title)
        assert found
        return int(found[1])
    except Denied:
        return 0
    raise AssertionError("a wrong secret opened the door")


def events(home: Home, outcome: str) -> int:
    ((count,),) = home.school.db.sql("SELECT COUNT(*) FROM deed WHERE verb='SignIn' AND outcome=?", outcome)
    return int(count)


def test_the_right_password_opens_the_persons_own_session(home: Home) -> None:
    teacher = teacher_of(home, "Физика")
    login = with_password(home, teacher)
    signed = desk(home).sign_in(login, PASSWORD)
    assert (signed.account, signed.must_change) == (teacher, False)
    assert signed.session.actor().account == teacher
    ((verb, outcome, actor, terminal),) = home.school.db.sql(
        "SELECT verb, outcome, actor, terminal FROM deed ORDER BY seq DESC LIMIT 1"
    )
    assert (verb, outcome, actor, terminal) == ("SignIn", "done", teacher, "desk-1")


def test_the_login_may_be_typed_in_the_other_layout_the_password_not(home: Home) -> None:
    login = with_password(home, teacher_of(home, "Физика"), "correct-horse-battery-lamp")
    assert desk(home).sign_in(to_cyrillic(login), "correct-horse-battery-lamp")
    with pytest.raises(Denied):
        desk(home).sign_in(login, to_cyrillic("correct-horse-battery-lamp"))


@pytest.mark.parametrize("case", [
    "unknown login", "empty login", "wrong password", "empty password", "closed account", "no password yet",
    "wrong code", "no code was issued", "code typed as a password", "password typed as a code", "code of another",
    "code too old",
])  # fmt: skip
def test_every_failure_is_told_in_the_same_words(home: Home, case: str) -> None:
    hold(home)
    known, bare, coded = (teacher_of(home, name) for name in ("Физика", "История", "Биология"))
    login = with_password(home, known)
    slip = code_of(home, coded)
    attempts = {
        "unknown login": ("nobody_nn", PASSWORD, False),
        "empty login": ("", PASSWORD, False),
        "wrong password": (login, ANOTHER, False),
        "empty password": (login, "", False),
        "closed account": (login, PASSWORD, False),
        "no password yet": (login_of(home, bare), PASSWORD, False),
        "wrong code": (slip.login, "123456789012", True),
        "no code was issued": (login_of(home, bare), slip.code, True),
        "code typed as a password": (slip.login, slip.code, False),
        "password typed as a code": (login, PASSWORD, True),
        "code of another": (login, slip.code, True),
        "code too old": (slip.login, slip.code, True),
    }
    if case == "closed account":
        disable(home, known)
    if case == "code too old":
        hold(home, CODE_DAYS * 86400 + 1)
    with pytest.raises(Denied) as refused:
        desk(home).sign_in(*attempts[case])
    assert (refused.value.title, refused.value.advice) == REFUSED
    # The right secret of an account that is closed stands in the log as what it is.
    assert events(home, "right_refused" if case == "closed account" else "failed") == 1


def test_a_code_opens_until_a_password_is_set_and_never_again(home: Home) -> None:
    slip = code_of(home, teacher_of(home, "Физика"))
    assert desk(home).sign_in(slip.login, slip.code, by_code=True).must_change
    signed = desk(home).sign_in(slip.login, show_code(slip.code), by_code=True)
    assert signed.must_change
    desk(home).set_password(signed, PASSWORD, PASSWORD)
    with pytest.raises(Denied):
        desk(home).sign_in(slip.login, slip.code, by_code=True)
    assert not desk(home).sign_in(slip.login, PASSWORD).must_change


def test_a_code_lives_fourteen_days(home: Home) -> None:
    hold(home)
    slip = code_of(home, teacher_of(home, "Физика"))
    hold(home, 14 * 86400)
    assert desk(home).sign_in(slip.login, slip.code, by_code=True).must_change
    hold(home, 14 * 86400 + 1)
    with pytest.raises(Denied):
        desk(home).sign_in(slip.login, slip.code, by_code=True)


def test_a_new_code_voids_the_old_one_the_password_and_the_session(home: Home) -> None:
    teacher = teacher_of(home, "Физика")
    first = code_of(home, teacher)
    login = with_password(home, teacher)
    signed = desk(home).sign_in(login, PASSWORD)
    second = code_of(home, teacher)
    with pytest.raises(Denied, match="This session was ended"):
        signed.session.actor()
    for secret, by_code in ((PASSWORD, False), (first.code, True)):
        with pytest.raises(Denied):
            desk(home).sign_in(login, secret, by_code)
    assert desk(home).sign_in(login, second.code, by_code=True).must_change


class Slow(Hasher):
    """Hashing during which something else happens, as while a place at the gate is waited for."""

    def __init__(self, home: Home, meanwhile: Callable[[], object]) -> None:
        super().__init__(home.path)
        self._meanwhile = meanwhile

    def verify(self, stored: str, text: str) -> bool:
        matches = super().verify(stored, text)
        self._meanwhile()
        return matches


def test_a_code_spent_while_another_is_still_trying_it_opens_nothing(home: Home) -> None:
    slip = code_of(home, teacher_of(home, "Физика"))
    owner: list[SignedIn] = []

    def spend() -> None:
        owner.append(desk(home).sign_in(slip.login, slip.code, by_code=True))
        desk(home).set_password(owner[0], PASSWORD, PASSWORD)

    thief = Reception(home.school, Slow(home, spend), "desk-2")
    with pytest.raises(Denied) as refused:
        thief.sign_in(slip.login, slip.code, by_code=True)
    assert (refused.value.title, refused.value.advice) == REFUSED
    assert events(home, "failed") == 1
    assert owner[0].session.actor().account == owner[0].account
    assert desk(home).sign_in(slip.login, PASSWORD)


@pytest.mark.parametrize("voided_by", ["new code", "new password", "closed account"])
def test_a_password_voided_while_it_is_being_verified_opens_nothing(home: Home, voided_by: str) -> None:
    teacher = teacher_of(home, "Физика")
    login = with_password(home, teacher)
    void: dict[str, Callable[[], object]] = {
        "new code": lambda: code_of(home, teacher),
        "new password": lambda: with_password(home, teacher, ANOTHER),
        "closed account": lambda: disable(home, teacher),
    }
    before = home.school.db.sql("SELECT COUNT(*) FROM sitting WHERE terminal='desk-2'")
    with pytest.raises(Denied) as refused:
        Reception(home.school, Slow(home, void[voided_by]), "desk-2").sign_in(login, PASSWORD)
    assert (refused.value.title, refused.value.advice) == REFUSED
    assert home.school.db.sql("SELECT COUNT(*) FROM sitting WHERE terminal='desk-2'") == before


def cheaply(home: Home, account: int) -> str:
    """Store the account's password as an older program did, at a lower cost; answers what is stored."""
    digest = home.hasher._digest(PASSWORD)
    cheap = "1" + PasswordHasher(1, 8192, 1, 32, 16).hash(digest)
    home.school.write_aside(lambda: put_secrets(home.school, [(account, cheap, None, None)]))
    return cheap


def secrets_of(home: Home, account: int) -> tuple[object, ...]:
    (row,) = home.school.db.sql("SELECT password, code, code_until FROM credential WHERE account=?", account)
    return tuple(row)


def test_a_password_kept_at_an_older_cost_is_kept_anew_when_it_is_used(home: Home) -> None:
    teacher = teacher_of(home, "Физика")
    cheap = cheaply(home, teacher)
    desk(home).sign_in(login_of(home, teacher), PASSWORD)
    password, *rest = secrets_of(home, teacher)
    assert password != cheap
    assert rest == [None, None]
    assert desk(home).sign_in(login_of(home, teacher), PASSWORD)


def test_keeping_a_password_anew_does_not_bring_it_back_over_a_new_code(home: Home) -> None:
    teacher = teacher_of(home, "Физика")
    cheaply(home, teacher)
    slips: list[CodeSlip] = []
    reception = Reception(home.school, Slow(home, lambda: slips.append(code_of(home, teacher))), "desk-2")
    with pytest.raises(Denied):
        reception.sign_in(login_of(home, teacher), PASSWORD)
    password, code, until = secrets_of(home, teacher)
    assert (password, until) == (None, slips[0].until)
    assert code
    assert desk(home).sign_in(slips[0].login, slips[0].code, by_code=True).must_change


def test_a_second_sign_in_ends_the_first(home: Home) -> None:
    login = with_password(home, teacher_of(home, "Физика"))
    first = desk(home).sign_in(login, PASSWORD)
    second = desk(home, "desk-2").sign_in(login, PASSWORD)
    with pytest.raises(Denied, match="you signed in elsewhere"):
        first.session.ask(MyDay(home.clock.today()))
    assert second.session.ask(MyDay(home.clock.today())).day == home.clock.today()


def test_a_failed_sign_in_ends_nothing(home: Home) -> None:
    login = with_password(home, teacher_of(home, "Физика"))
    signed = desk(home).sign_in(login, PASSWORD)
    assert attempt(desk(home, "desk-2"), login) == 0
    assert signed.session.actor().account == signed.account


def test_waits_grow_are_not_counted_themselves_and_end_on_the_second(home: Home) -> None:
    login, reception = with_password(home, teacher_of(home, "Физика")), desk(home)
    now = 0
    for wait in (0, 0, 5, 15, 30, 60, 120, 300, 900, 3600, 3600):
        hold(home, now)
        assert attempt(reception, login) == 0
        if wait:
            assert [attempt(reception, login) for _again in range(3)] == [wait] * 3
            hold(home, now + wait - 1)
            assert attempt(reception, login) == 1
        now += wait
    assert events(home, "failed") == 11
    assert events(home, "throttled") == 9 * 4


def test_an_unknown_login_waits_like_a_known_one(home: Home) -> None:
    hold(home)
    waits = [attempt(desk(home), "nobody_nn") for _again in range(5)]
    assert waits == [0, 0, 0, 5, 5]


def test_the_right_password_waits_too_and_then_clears_the_count(home: Home) -> None:
    hold(home)
    login = with_password(home, teacher_of(home, "Физика"))
    assert [attempt(desk(home), login) for _again in range(4)] == [0, 0, 0, 5]
    with pytest.raises(Busy):
        desk(home).sign_in(login, PASSWORD)
    hold(home, 5)
    assert desk(home).sign_in(login, PASSWORD)
    assert [attempt(desk(home), login) for _again in range(4)] == [0, 0, 0, 5]


def test_the_wait_outlives_the_program(home_folder: Path) -> None:
    first = open_home(home_folder, "en")
    hold(first)
    login = with_password(first, teacher_of(first, "Физика"))
    assert [attempt(desk(first), login) for _again in range(4)] == [0, 0, 0, 5]
    first.close()
    again = open_home(home_folder, "en")
    hold(again, 1)
    assert attempt(desk(again), login) == 4
    again.close()


def test_one_desk_that_tries_many_logins_waits_and_others_do_not(home: Home) -> None:
    hold(home)
    login = with_password(home, teacher_of(home, "Физика"))
    tried = [attempt(desk(home), f"nobody_{letter}") for letter in "abcdefghijklmno"]
    assert tried == [0] * 15
    with pytest.raises(Busy, match="Wait 10 seconds"):
        desk(home).sign_in(login, PASSWORD)
    assert desk(home, "desk-2").sign_in(login, PASSWORD)


def test_guesses_at_one_desk_do_not_lock_the_person_out_at_another(home: Home) -> None:
    hold(home)
    login = with_password(home, teacher_of(home, "Физика"))
    assert [attempt(desk(home), login) for _again in range(4)] == [0, 0, 0, 5]
    assert desk(home, "desk-2").sign_in(login, PASSWORD)


def test_an_attempt_is_counted_before_it_is_verified(home: Home) -> None:
    hold(home)
    reception = Reception(home.school, Hasher(home.path, slots=1, patience=0), "desk-1")
    with (home.path / ".hashing-0.lock").open("w") as place:
        fcntl.flock(place, fcntl.LOCK_EX)
        for _again in range(3):
            with pytest.raises(Busy, match="The server is busy"):
                reception.sign_in("kulikova_ko", PASSWORD)
        with pytest.raises(Busy, match="Wait 5 seconds"):
            reception.sign_in("kulikova_ko", PASSWORD)


HAMMER = """
import json, sys
import psycopg
from datetime import datetime
from pathlib import Path
from ejournal_tui.clock import held_at
from ejournal_tui.domain.errors import Busy, Denied
from ejournal_tui.services.accounts.reception import Reception
from ejournal_tui.services.operations.home import open_home
home = open_home(Path(sys.argv[1]), "en")
home.school.clock = held_at(datetime.fromisoformat(sys.argv[3]), home.clock.zone)
reception = Reception(home.school, home.hasher, "desk-1")
print("ready", flush=True)
sys.stdin.readline()
taken = waited = 0
for number in range(6):
    try:
        reception.sign_in(sys.argv[2], f"guess number {number}")
    except Busy:
        waited += 1
    except Denied:
        taken += 1
print(json.dumps([taken, waited]), flush=True)
"""


def test_sixteen_processes_at_one_account_get_three_guesses_together(home: Home) -> None:
    hold(home)
    login = with_password(home, teacher_of(home, "Физика"))
    command = [sys.executable, "-c", HAMMER, str(home.path), login, NOON.isoformat()]
    root = Path(__file__).parents[2]
    hammers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root)
        for _number in range(16)
    ]
    for hammer in hammers:
        assert hammer.stdout
        assert hammer.stdout.readline() == "ready\n"
    for hammer in hammers:
        assert hammer.stdin
        hammer.stdin.write("go\n")
        hammer.stdin.flush()
    told = [json.loads(hammer.communicate()[0]) for hammer in hammers]
    assert [hammer.returncode for hammer in hammers] == [0] * 16
    assert (sum(taken for taken, _waited in told), sum(waited for _taken, waited in told)) == (3, 93)
    assert (events(home, "failed"), events(home, "throttled")) == (3, 93)
    assert home.console().ask(VerifyAudit()).whole
    hold(home, 5)
    assert desk(home).sign_in(login, PASSWORD)


def _answer(home_folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run([*words, "--home", str(home_folder), "--json", "--lang", "en"]) in (0, 1)
    told = capsys.readouterr()
    return told.out + told.err


@pytest.mark.sqlite
def test_codes_and_passwords_are_nowhere_but_in_the_answer_that_issues_them(
    home_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = open_home(home_folder, "en")
    ((login,),) = home.school.db.sql("SELECT login FROM account WHERE pupil IS NOT NULL ORDER BY id LIMIT 1")
    said = _answer(home_folder, capsys, "accounts", "codes", "--class", "7А", "--person", login)
    (code,) = [issued["code"] for issued in json.loads(said.splitlines()[0])["codes"]]
    signed = desk(home).sign_in(login, code, by_code=True)
    desk(home).set_password(signed, PASSWORD, PASSWORD)
    desk(home).sign_in(login, PASSWORD)
    attempt(desk(home), login, ANOTHER)
    attempt(desk(home), "correct-horse-battery-lamp", "typed into the wrong field")
    assert events(home, "failed") == 2
    secrets = (code, show_code(code), PASSWORD, ANOTHER, "correct-horse-battery-lamp", "typed into the wrong field")
    kept = [file for file in home_folder.rglob("*") if file.is_file()]
    assert {"journal.db", "journal.db-wal"} <= {file.name for file in kept}
    for file in kept:
        content = file.read_bytes()
        assert not [secret for secret in secrets if secret.encode() in content], file.name
    answers = (
        ("accounts", "list", "--class", "7А"), ("accounts", "list", "--staff"), ("audit", "show", "--last", "1000"),
        ("audit", "verify"), ("doctor",),
    )  # fmt: skip
    for words in answers:
        told = _answer(home_folder, capsys, *words)
        assert told.strip()
        assert not [secret for secret in (*secrets, "argon2") if secret in told], words
    home.close()


def test_what_a_slip_or_a_change_holds_is_not_shown_by_accident(home: Home) -> None:
    slip = code_of(home, teacher_of(home, "Физика"))
    assert slip.code not in repr(slip)


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o640])
def test_a_home_whose_key_others_can_read_is_not_opened(home_folder: Path, mode: int) -> None:
    (home_folder / KEY).chmod(mode)
    with pytest.raises(Broken, match="can be read by other users"):
        open_home(home_folder, "en")


def test_the_greeting_tells_of_the_last_time_and_of_what_failed_since(home: Home) -> None:
    hold(home)
    login = with_password(home, class_teacher(home))
    desk(home).sign_in(login, PASSWORD)
    attempt(desk(home, "desk-2"), login)
    attempt(desk(home, "desk-2"), login)
    greeting = desk(home, "desk-3").sign_in(login, PASSWORD).greeting
    assert greeting == "Last sign-in: 15.01 12:00, desk-1. Failed attempts since: 2."


def test_before_the_first_sign_in_the_greeting_tells_who_was_there_in_vain(home: Home) -> None:
    hold(home)
    slip = code_of(home, teacher_of(home, "Физика"))
    attempt(desk(home, "desk-2"), slip.login)
    greeting = desk(home).sign_in(slip.login, slip.code, by_code=True).greeting
    assert greeting == "This is the first sign-in; 1 attempt before it failed."
    another = code_of(home, teacher_of(home, "История"))
    assert desk(home, "desk-3").sign_in(another.login, another.code, by_code=True).greeting == ""


def test_an_attack_of_any_length_is_told_of(home: Home) -> None:
    hold(home)
    login = with_password(home, class_teacher(home))
    desk(home).sign_in(login, PASSWORD)
    for hour in range(1, 203):
        hold(home, hour * 3600)
        assert attempt(desk(home, f"desk-{hour}"), login) == 0
    greeting = desk(home).sign_in(login, PASSWORD).greeting
    assert greeting == "Last sign-in: 15.01 12:00, desk-1. Failed attempts since: 202."
