"""Guessing at the sign-in: who is kept out, who never is, and what the log says of it (I1-I9 of the threat model)."""

import json
import re
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from ejournal_tui.clock import held_at
from ejournal_tui.domain.errors import Busy, Denied
from ejournal_tui.domain.settings.rule_names import RuleName
from ejournal_tui.domain.settings.rules import Rule
from ejournal_tui.services.accounts.reception import Reception
from ejournal_tui.services.accounts.secrets import Hasher
from ejournal_tui.services.operations.home import Home, open_home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.settings.ruling import PutRule
from tests.people import account_with_role, session_of, teacher_of
from tests.security.test_sign_in import (
    NOON,
    PASSWORD,
    REFUSED,
    attempt,
    code_of,
    desk,
    disable,
    events,
    hold,
    login_of,
    with_password,
)
from tests.storage.queries import statements_sent

DESK = "room 12"
PUPILS = [f"computer {number}" for number in range(1, 11)]
HOUR, DAY, YEAR = 3600, 24 * 3600, 365 * 24 * 3600


def known_teacher(home: Home) -> str:
    """A teacher who has signed in at her own desk; her login."""
    login = with_password(home, teacher_of(home, "Физика"))
    desk(home, DESK).sign_in(login, PASSWORD)
    return login


def guard(home: Home, login: str) -> None:
    """Fail twenty times at the pupils' computers."""
    for name in PUPILS:
        assert [attempt(desk(home, name), login) for _again in range(2)] == [0, 0]


def header(home: Home) -> tuple[str, int, str, dict[str, object]]:
    """The last attempt as it stands in the log: outcome, whose, where, what besides."""
    ((outcome, actor, terminal, facts),) = home.school.db.sql(
        "SELECT outcome, actor, terminal, facts FROM deed WHERE verb='SignIn' ORDER BY seq DESC LIMIT 1"
    )
    return outcome, actor, terminal, json.loads(facts)


def refused(reception: Reception, login: str, secret: str = PASSWORD, by_code: bool = False) -> None:
    """The door stays shut, in the words that every failure has."""
    with pytest.raises(Denied) as answer:
        reception.sign_in(login, secret, by_code)
    assert (answer.value.title, answer.value.advice) == REFUSED


def test_a_thousand_attempts_at_ten_pupil_terminals_and_the_teacher_enters_at_once_at_hers(home: Home) -> None:
    hold(home)
    login = known_teacher(home)
    told = []
    for number in range(1000):
        told.append(attempt(desk(home, PUPILS[number % 10]), login))
    assert (told.count(0), len(told)) == (30, 1000)
    assert home.school.db.sql("SELECT fails FROM throttle WHERE kind='account' AND fails>0") == [(20,)]
    assert json.loads(home.school.db.sql("SELECT facts FROM deed WHERE facts LIKE '%began%'")[0][0]) == {
        "began": "guarded"
    }
    signed = desk(home, DESK).sign_in(login, PASSWORD)
    assert signed.greeting == "Last sign-in: 15.01 12:00, room 12. Failed attempts since: 30."
    # The right password where she never was: the same words, and the log says what it was.
    refused(desk(home, "library"), login)
    outcome, actor, terminal, _facts = header(home)
    assert (outcome, actor, terminal) == ("right_refused", signed.account, "library")
    assert desk(home, DESK).sign_in(login, PASSWORD).greeting.endswith("Failed attempts since: 1.")
    assert home.console().ask(VerifyAudit()).whole


def test_the_guard_outlives_the_program_and_ends_after_a_day(home_folder: Path) -> None:
    first = open_home(home_folder, "en")
    hold(first)
    login = known_teacher(first)
    guard(first, login)
    first.close()
    home = open_home(home_folder, "en")
    hold(home, DAY)
    refused(desk(home, "library"), login)
    hold(home, DAY + HOUR)
    signed = desk(home, "library").sign_in(login, PASSWORD)
    assert header(home) == ("done", signed.account, "library", {"new_terminal": True})
    home.close()


def test_a_hundred_failures_at_her_own_desk_lock_the_account_even_there(home: Home) -> None:
    login = known_teacher(home)
    officer = session_of(home, account_with_role(home, "deputy"))
    today = home.clock.today()
    officer.do(PutRule(Rule(RuleName.ACCOUNT_LOCK, "30", today)))
    for hour in range(29):
        hold(home, hour * HOUR)
        assert attempt(desk(home, DESK), login) == 0
        assert header(home)[3].get("began") == ("guarded" if hour == 19 else None)
    hold(home, 29 * HOUR)
    assert attempt(desk(home, DESK), login) == 0
    assert header(home)[3] == {"began": "locked"}
    # It is not forgotten over night, nor over the holidays.
    hold(home, 30 * DAY)
    refused(desk(home, DESK), login)
    assert header(home)[0] == "right_refused"
    # A new code in the person's hand opens it: what was guessed was the old secret.
    slip = code_of(home, teacher_of(home, "Физика"))
    assert desk(home, "library").sign_in(login, slip.code, by_code=True).must_change


def test_a_school_decides_when_waits_and_guard_begin(home: Home) -> None:
    hold(home)
    login = known_teacher(home)
    deputy = session_of(home, account_with_role(home, "deputy"))
    today = home.clock.today()
    deputy.do(PutRule(Rule(RuleName.FREE_TRIES, "5", today)))
    deputy.do(PutRule(Rule(RuleName.ACCOUNT_GUARD, "10", today)))
    assert [attempt(desk(home, "library"), login) for _again in range(6)] == [0, 0, 0, 0, 0, 5]
    assert [attempt(desk(home, "computer 1"), login) for _again in range(5)] == [0] * 5
    assert header(home)[3] == {"began": "guarded"}
    refused(desk(home, "computer 2"), login)


class Watched(Hasher):
    """Hashing that notes what it was given."""

    def __init__(self, home: Home) -> None:
        super().__init__(home.path)
        self.asked: list[tuple[str, int]] = []

    def verify(self, stored: str, text: str) -> bool:
        self.asked.append((re.sub(r"\$[^$]*\$[^$]*$", "", stored), len(text)))
        return super().verify(stored, text)


def test_known_unknown_closed_and_guarded_logins_cost_the_same_work(home: Home) -> None:
    hold(home)
    teacher, closed = teacher_of(home, "Физика"), teacher_of(home, "История")
    logins = {"known": with_password(home, teacher), "unknown": "nobody_nn", "closed": with_password(home, closed)}
    disable(home, closed)
    logins["guarded"] = with_password(home, teacher_of(home, "Биология"))
    guard(home, logins["guarded"])
    watched, queries = Watched(home), {}
    for number, (case, login) in enumerate(logins.items()):
        with statements_sent() as asked:
            refused(Reception(home.school, watched, f"library {number}"), login, "another password")
        queries[case] = len(asked)
    assert len(watched.asked) == 4
    assert len(set(watched.asked)) == 1
    assert len(set(queries.values())) == 1, queries


@pytest.mark.parametrize("by_code", [False, True])
def test_fifty_million_characters_are_refused_like_any_wrong_password(home: Home, by_code: bool) -> None:
    huge, watched = "ы" * 50_000_000, Watched(home)
    refused(Reception(home.school, watched, DESK), "kulikova_ko", huge, by_code)
    refused(Reception(home.school, watched, DESK), huge, PASSWORD)
    assert [length for _cost, length in watched.asked] == [0, len(PASSWORD)]
    assert not home.school.db.sql("SELECT 1 FROM throttle WHERE LENGTH(key)>100")


def test_a_clock_set_back_a_year_costs_an_hour_at_most_and_stands_in_the_log(home: Home) -> None:
    hold(home)
    login = known_teacher(home)
    for _again in range(3):
        assert attempt(desk(home, DESK), login) == 0
    home.school.clock = held_at(NOON - timedelta(days=365), home.clock.zone)
    assert 0 < attempt(desk(home, DESK), login) <= HOUR
    assert header(home)[3] == {"clock_back": YEAR}
    home.school.clock = held_at(NOON - timedelta(days=365, hours=-1), home.clock.zone)
    assert desk(home, DESK).sign_in(login, PASSWORD)
    assert header(home)[3] == {}


CUT_SHORT = """
import sys
import psycopg
from pathlib import Path
from ejournal_tui.services.accounts.reception import Reception
from ejournal_tui.services.accounts.secrets import Hasher
from ejournal_tui.services.operations.home import open_home
class Stuck(Hasher):
    def verify(self, stored, text):
        print("verifying", flush=True)
        sys.stdin.readline()
home = open_home(Path(sys.argv[1]), "en")
Reception(home.school, Stuck(home.path), "room 12").sign_in(sys.argv[2], sys.argv[3])
"""


def test_an_attempt_killed_before_its_answer_stays_counted(home: Home) -> None:
    login = with_password(home, teacher_of(home, "Физика"))
    child = subprocess.Popen(
        [sys.executable, "-c", CUT_SHORT, str(home.path), login, PASSWORD],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert child.stdout
    assert child.stdout.readline() == "verifying\n"
    child.send_signal(signal.SIGKILL)
    child.communicate()
    assert child.returncode == -signal.SIGKILL
    assert home.school.db.sql("SELECT kind, fails FROM throttle ORDER BY kind") == [
        ("account", 1), ("pair", 1), ("source", 1)
    ]  # fmt: skip


def test_whoever_is_at_two_places_at_once_or_at_a_new_one_stands_in_the_log(home: Home) -> None:
    hold(home)
    login = known_teacher(home)
    hold(home, HOUR)
    desk(home, DESK).sign_in(login, PASSWORD)
    assert header(home)[3] == {}
    hold(home, HOUR + 600)
    desk(home, "room 7").sign_in(login, PASSWORD)
    assert header(home)[3] == {"new_terminal": True, "elsewhere": True}
    hold(home, 3 * HOUR)
    desk(home, DESK).sign_in(login, PASSWORD)
    assert header(home)[3] == {}


def test_a_wait_is_told_alike_for_a_login_that_nobody_has(home: Home) -> None:
    hold(home)
    known = known_teacher(home)
    told = []
    for login in (known, "nobody_nn"):
        for _again in range(3):
            attempt(desk(home, f"library of {login}"), login)
        with pytest.raises(Busy) as busy:
            desk(home, f"library of {login}").sign_in(login, PASSWORD)
        told.append((busy.value.title, busy.value.advice))
    assert told[0] == told[1]
    assert events(home, "throttled") == 2
    assert login_of(home, teacher_of(home, "Физика")) == known
