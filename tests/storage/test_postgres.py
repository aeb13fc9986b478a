"""The same journal on PostgreSQL: the stories of the marks told again, and what only a server can do."""

from datetime import datetime
from pathlib import Path
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import peewee
import pytest

from ejournal_tui.clock import Clock
from ejournal_tui.domain.errors import Broken, Refusal
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.services import reference
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.operations.home import Home, create_home, open_home
from ejournal_tui.services.operations.operations import VerifyAudit, back_up
from ejournal_tui.storage.engine.database import ATTEMPTS, Database
from ejournal_tui.storage.engine.migrate import pending
from ejournal_tui.storage.log.audit import PERSONAL_KEY
from ejournal_tui.storage.school import School
from ejournal_tui.storage.tables import ENTITIES
from tests import test_doors
from tests.people import session_of, teacher_of
from tests.postgres import Databases
from tests.services import test_marks
from tests.storage import test_audit
from tests.storage.writers import SUBJECT, free_cells, hear_all, keep_marking, start

pytestmark = pytest.mark.postgres


def _stories(module: object) -> dict[str, object]:
    """The tests of a module that hold on every engine."""
    return {
        name: story
        for name, story in vars(module).items()
        if name.startswith("test_")
        if "sqlite" not in {mark.name for mark in getattr(story, "pytestmark", ())}
    }


globals().update(_stories(test_marks) | _stories(test_audit) | _stories(test_doors))


def test_the_workbooks_and_the_year_arrive_the_same_on_both_engines(home: Home, class_home_in_a_file: Path) -> None:
    file = open_home(class_home_in_a_file, "en")
    try:
        for table, model in ENTITIES.items():
            columns = ",".join(model._meta.sorted_field_names)
            but = " WHERE name NOT IN ('clock_offset','key_check')" if table == "setting" else ""
            text = f"SELECT {columns} FROM {table}{but} ORDER BY id"
            ours, theirs = home.school.db.sql(text), file.school.db.sql(text)
            assert ours == theirs, table
        lines = "SELECT deed, entity, entity_id, act FROM trace ORDER BY deed, entity, entity_id, act"
        assert home.school.db.sql(lines) == file.school.db.sql(lines)
        assert PERSONAL_KEY in home.school.db.sql("SELECT data FROM trace WHERE entity='pupil'")[0][0]
    finally:
        file.close()


def test_names_stand_in_the_order_of_bytes_whatever_the_servers_language(home: Home) -> None:
    keys = [row[0] for row in home.school.db.sql("SELECT search_key FROM guardian ORDER BY search_key")]
    assert len(keys) > 20
    assert keys == sorted(keys)


def test_a_home_on_a_server_is_made_opened_and_empty_of_files(databases: Databases, tmp_path: Path) -> None:
    address = databases.create()
    calendar = reference.calendar("2017/2018")
    made = create_home(tmp_path / "home", "Школа № 1", "ru", "Europe/Moscow", calendar, database=address)
    made.close()
    opened = open_home(tmp_path / "home", "en")
    try:
        assert opened.school.setting("name") == "Школа № 1"
        assert opened.school.db.sql("SELECT current_schema()") == [("school_7",)]
        assert opened.console().ask(VerifyAudit()).whole
        assert pending(opened.school.db) == []
    finally:
        opened.close()
    assert not list((tmp_path / "home").glob("*.db*"))


def test_eight_schools_begun_at_once_in_one_schema_are_one(databases: Databases) -> None:
    address, barrier = databases.create(), Barrier(8)
    failures: list[Exception] = []

    def begin() -> None:
        barrier.wait()
        try:
            School.create(address, Clock(ZoneInfo("Europe/Moscow"))).close()
        except (Refusal, peewee.PeeweeException) as error:
            failures.append(error)

    threads = [Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_deed_is_done_again_when_another_came_between(home: Home) -> None:
    other = open_home(home.path, "en")
    cell = free_cells(home)[0]
    db, attempts = home.school.db, []

    def deed() -> int:
        db.sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        ((seen,),) = db.sql("SELECT seq FROM audit_head")
        attempts.append(seen)
        if len(attempts) == 1:
            session_of(other, teacher_of(other, SUBJECT)).do(PutMarks(*cell, (Mark(Value.FIVE),), ()))
        ((locked,),) = db.sql("SELECT seq FROM audit_head FOR UPDATE")
        return int(locked)

    try:
        assert db.write(deed) == attempts[1] > attempts[0]
    finally:
        other.close()
    assert len(attempts) == 2
    assert home.console().ask(VerifyAudit()).whole


def test_a_server_that_never_agrees_is_said_in_words(home: Home) -> None:
    attempts = []

    def deed() -> None:
        attempts.append(1)
        home.school.db.sql("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$")

    with pytest.raises(Broken, match="too busy"):
        home.school.db.write(deed)
    assert len(attempts) > 5


def test_on_a_server_that_is_stricter_by_default_nothing_is_lost_either(home: Home, databases: Databases) -> None:
    name = home.school.db.url.name
    databases.run(f"ALTER DATABASE {name} SET default_transaction_isolation = 'serializable'")
    cells = free_cells(home)
    writers = [start(keep_marking, home.path, f"desk-{n}", cells[n::6], 2.0) for n in range(6)]
    hear_all(writers)
    assert [w.errors for w in writers] == [[]] * 6
    test_doors.assert_all_there(home, writers)
    assert home.console().ask(VerifyAudit()).whole


def test_a_copy_of_a_server_is_refused_in_words(home: Home, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="pg_dump"):
        back_up(home, home.console(), tmp_path, datetime(2018, 1, 15, 16))
    assert not list(tmp_path.glob("*.db*"))


def test_a_server_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(Broken, match="does not answer"):
        Database(f"postgresql://nobody@/school?host={tmp_path}")


def test_a_schema_with_a_strange_name_is_refused() -> None:
    with pytest.raises(Broken, match="not a plain name"):
        Database("postgresql://nobody@/school?schema=a;drop")


def kill_connections(home: Home, databases: Databases) -> None:
    """End every connection to the home's database from outside, as a server that is begun anew does."""
    name = home.school.db.url.name
    databases.run(
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname='{name}' AND pid<>pg_backend_pid()"
    )


AGAIN = "BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; RETURN NEW; END"


def test_a_server_that_sends_back_the_lines_of_the_log_is_asked_again_and_then_said_in_words(home: Home) -> None:
    attempts: list[int] = []

    def deed() -> None:
        attempts.append(1)
        home.school.db.sql(f"CREATE FUNCTION pg_temp.again() RETURNS trigger LANGUAGE plpgsql AS $$ {AGAIN} $$")
        home.school.db.sql("CREATE TEMP TABLE line(n INT) ON COMMIT DROP")
        home.school.db.sql("CREATE TRIGGER again BEFORE INSERT ON line EXECUTE FUNCTION pg_temp.again()")
        home.school.db.many("INSERT INTO line(n) VALUES (?)", [(1,), (2,)])

    with pytest.raises(Broken, match="too busy"):
        home.school.db.write(deed)
    assert len(attempts) == ATTEMPTS


def test_a_server_begun_anew_under_an_open_journal_is_found_again(home: Home, databases: Databases) -> None:
    teacher = session_of(home, teacher_of(home, SUBJECT))
    first, second = free_cells(home)[:2]
    head = teacher.head()
    kill_connections(home, databases)
    assert teacher.head() == head
    teacher.do(PutMarks(*first, (Mark(Value.FIVE),), ()))
    kill_connections(home, databases)
    teacher.do(PutMarks(*second, (Mark(Value.FOUR),), ()))
    assert teacher.head() > head
    # The new connection is what the old one was: in the school's schema, and read-only outside the door.
    assert home.school.db.sql("SELECT current_schema()") == [("school_7",)]
    with pytest.raises(peewee.DatabaseError, match="read-only"):
        home.school.db.sql("DELETE FROM mark")
    assert home.console().ask(VerifyAudit()).whole


def test_a_server_that_goes_away_between_two_looks_is_said_in_words(home: Home, databases: Databases) -> None:
    def look_twice() -> None:
        with home.school.reading():
            home.school.head()
            kill_connections(home, databases)
            home.school.head()

    with pytest.raises(Broken, match="does not answer"):
        look_twice()
    assert home.school.setting("name")
    kill_connections(home, databases)
    with pytest.raises(Broken, match="does not answer"):
        home.school.setting("name")
    assert home.school.setting("name")


def test_a_deed_that_a_vanished_server_forgot_is_done_again(home: Home, databases: Databases) -> None:
    attempts: list[int] = []

    def deed() -> None:
        attempts.append(1)
        home.school.db.sql("INSERT INTO throttle(kind, key, fails, last, not_before) VALUES ('test', 'x', 1, 0, 0)")
        if len(attempts) == 1:
            kill_connections(home, databases)

    with pytest.raises(Broken, match="went away while"):
        home.school.db.write(deed)
    assert home.school.db.sql("SELECT 1 FROM throttle WHERE kind='test'") == []

    def again() -> None:
        deed()
        if len(attempts) == 2:
            kill_connections(home, databases)
            home.school.head()

    home.school.db.write(again)
    assert (len(attempts), len(home.school.db.sql("SELECT 1 FROM throttle WHERE kind='test'"))) == (3, 1)
