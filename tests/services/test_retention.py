"""What has served its time goes with a protocol in the log; what still serves stays."""

import json

import pytest

from ejournal_tui.cli.commands import run
from ejournal_tui.domain.accounts.throttle import DEFAULT
from ejournal_tui.domain.errors import Conflict, Denied
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.operations.retention import RemoveExpired, ShowExpired, expired_told
from ejournal_tui.storage.accounts.expired import Expired
from tests.people import session_of, teacher_of

DAY = 86_400_000


def kept(home: Home) -> None:
    """Two of each kind, one of them too old; a door that was shut, and a long text that may lie longer."""
    now = home.school.clock.instant()
    account = teacher_of(home, "Физика")

    def write() -> None:
        sql = home.school.db.sql
        for key, age, fails in (("old", 31, 3), ("new", 29, 3)):
            sql("INSERT INTO throttle(kind,key,fails,last,not_before) VALUES ('pair',?,?,?,0)", key, fails,
                now - age * DAY)  # fmt: skip
        sql("INSERT INTO throttle(kind,key,fails,last,not_before) VALUES ('account','shut',?,?,0)",
            DEFAULT.account_hard, now - 400 * DAY)  # fmt: skip
        for place, age in (("a", 31), ("b", 29), ("year:x", 31), ("year:y", 121)):
            sql("INSERT INTO draft(account,place,text,at) VALUES (?,?,'текст',?)", account, place, now - age * DAY)
        for who, age in ((account, 15), (teacher_of(home, "Русский язык"), 13)):
            sql("DELETE FROM credential WHERE account=?", who)
            sql("INSERT INTO credential(account,password,code,code_until) VALUES (?,'p','c',?)", who, now - age * DAY)

    home.school.write_aside(write)


def test_what_has_served_its_time_goes_and_the_log_tells_how_much(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    sql = home.school.db.sql
    sql_codes = "SELECT COUNT(*) FROM credential WHERE code IS NOT NULL"
    ((codes,),) = sql(sql_codes)
    assert home.console().ask(ShowExpired()) == Expired()
    kept(home)
    found = home.console().ask(ShowExpired())
    assert found == Expired(1, 2, 1)
    assert expired_told(found) == "1 counter of sign-ins, 2 drafts, 1 one-time code"
    with pytest.raises(Denied):
        session_of(home, teacher_of(home, "Физика")).do(RemoveExpired(1, 2, 1))
    with pytest.raises(Conflict, match="another number: 1 counter"):
        home.console().do(RemoveExpired(0, 2, 1))
    assert run(["--home", str(home.path), "cleanup", "--dry-run"]) == 0
    assert home.console().ask(ShowExpired()) == found
    assert run(["--home", str(home.path), "--json", "cleanup"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["removed"]
    assert home.console().ask(ShowExpired()) == Expired()
    assert [key for (key,) in sql("SELECT key FROM throttle WHERE last<>0 ORDER BY key")][-2:] == ["new", "shut"]
    assert [place for (place,) in sql("SELECT place FROM draft ORDER BY place")] == ["b", "year:x"]
    assert sql(sql_codes)[0][0] <= codes + 1
    assert sql("SELECT COUNT(*) FROM credential WHERE password='p'") == [(2,)]
    ((facts,),) = sql("SELECT facts FROM deed WHERE verb='RemoveExpired' AND outcome='done'")
    assert json.loads(facts) == {"counters": 1, "drafts": 2, "codes": 1}
    assert home.console().ask(VerifyAudit()).whole
    assert run(["--home", str(home.path), "cleanup"]) == 0
    assert sql("SELECT COUNT(*) FROM deed WHERE verb='RemoveExpired' AND outcome='done'") == [(1,)]
