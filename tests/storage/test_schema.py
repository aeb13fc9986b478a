"""The tables are what the golden file says, and the gate before them lets in only what it understands."""

import sqlite3
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ejournal_tui.clock import Clock
from ejournal_tui.domain.errors import Broken, Damaged, Refusal
from ejournal_tui.services.operations.home import Home, open_home
from ejournal_tui.services.operations.operations import ShowHealth, VerifyAudit
from ejournal_tui.storage.engine import migrate
from ejournal_tui.storage.engine.connection import PRAGMAS
from ejournal_tui.storage.engine.database import Database
from ejournal_tui.storage.engine.engine import _NETWORK, read_url, sqlite_is_safe
from ejournal_tui.storage.log.proof import verify
from ejournal_tui.storage.log.verdict import EMPTY
from ejournal_tui.storage.school import School, database_url
from ejournal_tui.storage.tables import (
    ENTITIES,
    AuditHead,
    Credential,
    Deed,
    Draft,
    Personal,
    Sitting,
    Table,
    Throttle,
    Trace,
)
from tests.storage.queries import statements_sent
from tests.storage.writers import hear_all, start_beginning

pytestmark = pytest.mark.sqlite

GOLDEN = Path(__file__).with_name("schema.sqlite.sql")
MODELS: list[type[Table]] = [*ENTITIES.values(), Credential, Throttle, Sitting, Draft, Deed, Trace, Personal, AuditHead]


def schema(db: Database) -> str:
    rows = db.sql("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC, name")
    return "".join(f"{' '.join(row[0].split())};\n" for row in rows)


def test_the_schema_is_the_one_on_record(home: Home) -> None:
    assert schema(home.school.db) == GOLDEN.read_text(encoding="utf8")


def test_the_models_are_the_tables(home: Home) -> None:
    for model in MODELS:
        table = model._meta.table_name
        found = {
            name: (kind in ("INT", "INTEGER"), kind, not required)
            for _n, name, kind, required, *_rest in home.school.db.sql(f"PRAGMA table_info({table})")
        }
        assert list(found) == [field.column_name for field in model._meta.sorted_fields], table
        for one in model._meta.sorted_fields:
            whole_number, kind, nullable = found[one.column_name]
            assert whole_number == (one.field_type == "INT"), f"{table}.{one.column_name}"
            assert (kind == "TEXT") == (one.field_type == "TEXT"), f"{table}.{one.column_name}"
            assert nullable == one.null, f"{table}.{one.column_name}"


def test_what_the_audit_watches_is_guarded_against_every_verb(home: Home) -> None:
    guards = {row[0] for row in home.school.db.sql("SELECT name FROM sqlite_master WHERE type='trigger'")}
    assert {f"{table}_guard_{verb}" for table in ENTITIES for verb in ("insert", "update", "delete")} <= guards


def test_every_setting_of_a_connection_holds(home: Home) -> None:
    pragma = home.school.db.peewee.pragma
    assert {name: pragma(name) for name in PRAGMAS} == PRAGMAS
    assert pragma("journal_mode") == "wal"
    assert pragma("application_id") == 0x456A6F75


def test_looking_whether_the_schema_is_current_takes_two_queries(home: Home) -> None:
    with statements_sent() as sent:
        home.school.update()
    assert len(sent) == 2


def _pretend(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(str(folder / "journal.db"), isolation_level=None)) as connection:
        connection.execute(statement)


def test_a_newer_schema_is_refused_in_words(home_folder: Path) -> None:
    _pretend(home_folder, "INSERT INTO schema_migration(name, applied) VALUES ('0999_later', '2030-01-01')")
    with pytest.raises(Broken, match=r"newer version of the program \(0999_later\)\. Update the program"):
        open_home(home_folder, "en")


def test_an_edited_migration_is_refused_in_words(home_folder: Path) -> None:
    _pretend(home_folder, "UPDATE schema_migration_sum SET sha256='0' WHERE name='0001_foundation'")
    with pytest.raises(Broken, match=r"were altered \(0001_foundation\)"):
        open_home(home_folder, "en")


def test_what_is_no_journal_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "journal.db").write_bytes(b"a letter to somebody" * 400)
    with pytest.raises(Broken, match="cannot be opened"):
        open_home(tmp_path, "en")


@pytest.mark.parametrize("content", ["", "CREATE TABLE a(b)"])
def test_an_emptied_or_foreign_database_is_refused_untouched(home_folder: Path, content: str) -> None:
    for left in home_folder.glob("journal.db*"):
        left.unlink()
    (home_folder / "journal.db").touch()
    if content:
        _pretend(home_folder, content)
    before = (home_folder / "journal.db").read_bytes()
    with pytest.raises(Damaged, match=r"empty or another program's; .* Put the last backup in its place"):
        open_home(home_folder, "en")
    assert (home_folder / "journal.db").read_bytes() == before


def test_no_school_is_founded_in_another_programs_database(tmp_path: Path) -> None:
    _pretend(tmp_path, "CREATE TABLE a(b)")
    before = (tmp_path / "journal.db").read_bytes()
    with pytest.raises(Refusal, match="belongs to another program"):
        School.create(database_url(tmp_path), Clock(ZoneInfo("Europe/Moscow")))
    assert (tmp_path / "journal.db").read_bytes() == before


def test_a_journal_without_its_school_is_a_fault_though_it_agrees_with_its_log(home_folder: Path) -> None:
    for left in home_folder.glob("journal.db*"):
        left.unlink()
    School.create(database_url(home_folder), Clock(ZoneInfo("Europe/Moscow"))).close()
    emptied = open_home(home_folder, "en")
    try:
        assert emptied.console().ask(VerifyAudit()).fault == EMPTY
        faults = [f.what for f in emptied.console().ask(ShowHealth(home_folder)).findings if f.level == "fault"]
        assert faults == ["The journal holds no school: it was emptied."]
    finally:
        emptied.close()


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The migrations of a later program, which a test adds to."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for script in migrate.FOLDER.glob("0*.py"):
        (folder / script.name).write_bytes(script.read_bytes())
    monkeypatch.setattr(migrate, "FOLDER", folder)
    return folder


def test_a_used_journal_is_handed_over_before_it_is_changed(home: Home, scripts: Path) -> None:
    (scripts / "0999_more.py").write_text(
        "def up(migrator, db):\n    db.execute_sql('CREATE TABLE more(id INTEGER PRIMARY KEY) STRICT')\n"
    )
    handed_over: list[bool] = []
    done = migrate.migrate(home.school.db, lambda: handed_over.append(home.school.db.has_table("more")))
    assert (done, handed_over) == (["0999_more"], [False])
    assert migrate.pending(home.school.db) == []
    assert home.school.db.sql("SELECT COUNT(*) FROM more") == [(0,)]


@pytest.fixture
def before_an_update(home_folder: Path, scripts: Path) -> Path:
    """A journal in use from before the closing of periods was written down, which a later program adds."""
    _pretend(home_folder, "ALTER TABLE study_period DROP COLUMN closed_at")
    (scripts / "0999_more.py").write_text(
        "def up(migrator, db):\n    db.execute_sql('ALTER TABLE study_period ADD COLUMN closed_at INTEGER')\n"
    )
    return home_folder


def test_a_journal_in_use_is_copied_before_another_version_changes_it(before_an_update: Path) -> None:
    open_home(before_an_update, "en").close()
    (copy,) = (before_an_update / "backups").iterdir()
    assert copy.name.endswith("-before-update.db")
    db = Database(f"sqlite:///{copy}")
    try:
        assert "closed_at" not in db.columns("study_period")
        assert verify(db).whole
    finally:
        db.close()
    again = open_home(before_an_update, "en")
    assert "closed_at" in again.school.db.columns("study_period")
    assert verify(again.school.db).whole
    again.close()
    assert [file.name for file in (before_an_update / "backups").glob("*.db")] == [copy.name]


def test_without_room_for_a_copy_a_journal_in_use_stays_as_it_is(before_an_update: Path) -> None:
    (before_an_update / "backups").rmdir()
    (before_an_update / "backups").write_text("no folder")
    with pytest.raises(Refusal, match=r"No copy was made in .*backups: File exists"):
        open_home(before_an_update, "en")
    db = Database(f"sqlite:///{before_an_update / 'journal.db'}")
    try:
        assert "closed_at" not in db.columns("study_period")
    finally:
        db.close()


def test_a_migration_that_breaks_half_way_leaves_nothing(home: Home, scripts: Path) -> None:
    before = schema(home.school.db)
    (scripts / "0999_more.py").write_text(
        "def up(migrator, db):\n    db.execute_sql('CREATE TABLE more(id INTEGER) STRICT')\n"
        "    raise ValueError('half way')\n"
    )
    with pytest.raises(ValueError, match="half way"):
        migrate.migrate(home.school.db)
    assert schema(home.school.db) == before
    assert migrate.pending(home.school.db) == ["0999_more"]


def test_eight_processes_beginning_one_journal_at_once_all_succeed(home_folder: Path) -> None:
    for left in home_folder.glob("journal.db*"):
        left.unlink()
    (home_folder / "journal.db").touch()
    starters = [start_beginning(home_folder) for _ in range(8)]
    hear_all(starters)
    assert [s.errors for s in starters] == [[]] * 8
    db = Database(f"sqlite:///{home_folder / 'journal.db'}")
    try:
        assert schema(db) == GOLDEN.read_text(encoding="utf8")
        assert len(db.sql("SELECT 1 FROM schema_migration")) == len(list(migrate.FOLDER.glob("0*.py")))
    finally:
        db.close()


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 45, 0), False), ((3, 50, 6), False),
        ((3, 50, 7), True), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 53, 4), True), ((4, 0, 0), True),
    ],
)  # fmt: skip
def test_a_library_that_can_damage_a_shared_journal_is_known(version: tuple[int, ...], safe: bool) -> None:
    assert sqlite_is_safe(version) is safe


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "ceph"])
def test_a_network_disk_is_known(kind: str) -> None:
    assert _NETWORK.match(kind)


@pytest.mark.parametrize("kind", ["ext4", "xfs", "btrfs", "tmpfs", "overlay", "zfs", "fuse.gocryptfs"])
def test_a_disk_of_this_computer_is_no_network_disk(kind: str) -> None:
    assert not _NETWORK.match(kind)


def test_an_address_is_read_as_it_is_written() -> None:
    found = read_url("postgresql://anna:p%40ss@db.example:6432/school?schema=no_7")
    assert (found.user, found.password, found.host, found.port, found.name, found.schema) == (
        "anna", "p@ss", "db.example", 6432, "school", "no_7",
    )  # fmt: skip
    assert read_url("postgresql:///school?host=/run/pg").host == "/run/pg"
    assert read_url("sqlite:////srv/journal.db").sqlite == Path("/srv/journal.db")
    with pytest.raises(Broken, match="begins with sqlite"):
        read_url("mysql://db.example/school")
