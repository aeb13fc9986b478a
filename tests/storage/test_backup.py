"""A copy counts only when it was proven."""

import json
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import peewee
import pytest

from ejournal_tui.domain.errors import Broken, Denied, Refusal
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import ShowHealth, back_up, back_up_all, try_targets
from ejournal_tui.storage.engine.backup import copy_verified
from ejournal_tui.storage.engine.database import Database
from ejournal_tui.storage.engine.failures import NotCopied
from ejournal_tui.storage.log import audit
from ejournal_tui.storage.log.proof import verify
from tests.people import session_of, teacher_of
from tests.storage.tampering import outside, unguarded
from tests.storage.writers import SUBJECT, free_cells, hear_all, keep_marking, start

pytestmark = pytest.mark.sqlite

NOW = datetime(2018, 1, 15, 16, 0)


def test_a_copy_is_the_journal_and_stands_in_its_log(home: Home, tmp_path: Path) -> None:
    before = audit.head(home.school.db)
    copy = back_up(home, home.console(), tmp_path / "disk", NOW)
    assert (copy.lines, copy.head) == (before[0], before[1].hex())
    assert [file.name for file in (tmp_path / "disk").iterdir()] == ["ejournal-2018-01-15-160000.db"]
    assert copy.path.stat().st_mode & 0o777 == 0o600
    ((verb, facts),) = home.school.db.sql("SELECT verb, facts FROM deed ORDER BY seq DESC LIMIT 1")
    assert (verb, json.loads(facts)) == ("RecordBackup", {"lines": copy.lines, "path": str(copy.path)})
    other = Database(f"sqlite:///{copy.path}")
    try:
        assert verify(other).head == copy.head
        assert other.peewee.pragma("journal_mode") == "delete"
    finally:
        other.close()


def test_a_copy_that_does_not_prove_itself_is_thrown_away(home: Home, tmp_path: Path) -> None:
    unguarded(home, "mark", "UPDATE mark SET value=5 WHERE value=2")
    with pytest.raises(Broken, match="does not prove"):
        back_up(home, home.console(), tmp_path / "disk", NOW)
    assert list((tmp_path / "disk").iterdir()) == []
    assert home.school.db.sql("SELECT 1 FROM deed WHERE verb='RecordBackup'") == []


def test_a_copy_never_takes_the_place_of_another(home: Home, tmp_path: Path) -> None:
    copy_verified(home.school.db, tmp_path / "copy.db")
    content = (tmp_path / "copy.db").read_bytes()
    with pytest.raises(Refusal, match="already"):
        copy_verified(home.school.db, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_bytes() == content


def test_what_an_interrupted_copy_left_behind_is_no_hindrance(home: Home, tmp_path: Path) -> None:
    (tmp_path / "copy.db.part").write_bytes(b"half")
    assert copy_verified(home.school.db, tmp_path / "copy.db").whole
    assert not (tmp_path / "copy.db.part").exists()


def test_a_teacher_takes_no_copies(home: Home, tmp_path: Path) -> None:
    with pytest.raises(Denied):
        back_up(home, session_of(home, teacher_of(home, SUBJECT)), tmp_path, NOW)
    assert not list(tmp_path.glob("*.db"))


def test_a_copy_is_made_beside_working_writers(home: Home, tmp_path: Path) -> None:
    cells = free_cells(home)
    writers = [start(keep_marking, home.path, f"writer-{n}", cells[n::3], 2.0) for n in range(3)]
    for writer in writers:
        while not writer.acknowledged:
            assert writer.listen()
    before = home.school.head()
    verdict = copy_verified(home.school.db, tmp_path / "copy.db")
    hear_all(writers)
    assert [w.errors for w in writers] == [[]] * 3
    assert before <= verdict.lines <= home.school.head()
    assert verify(home.school.db).whole


def test_a_folder_that_takes_no_copy_is_said_in_words(home: Home, tmp_path: Path) -> None:
    (tmp_path / "disk").write_text("no folder")
    with pytest.raises(Refusal, match=r"No copy was made in .*disk: File exists"):
        back_up(home, home.console(), tmp_path / "disk", NOW)


@contextmanager
def files_no_longer_than(size: int) -> Iterator[None]:
    """As on a disk that takes no more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_target_that_fails_is_no_damage_of_the_journal_and_keeps_nothing_half_written(
    home: Home, tmp_path: Path
) -> None:
    with files_no_longer_than(500_000), pytest.raises(NotCopied, match=r"No copy was made in .*disk: a disk failed"):
        back_up(home, home.console(), tmp_path / "disk", NOW)
    assert list((tmp_path / "disk").iterdir()) == []
    assert home.school.db.sql("SELECT 1 FROM deed WHERE verb='RecordBackup'") == []


def test_one_bad_target_does_not_spare_the_others(home: Home, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear diary")
    targets = [tmp_path / "letter.txt", Path("/proc/copies"), tmp_path / "disk #1"]
    copies, failures = back_up_all(home, home.console(), targets, NOW)
    assert [copy.path.parent for copy in copies] == [tmp_path / "disk #1"]
    assert [failure.folder for failure in failures] == targets[:2]
    assert copies[0].path.exists()


def test_targets_are_looked_at_before_anything_is_copied(home: Home, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear diary")
    targets = [tmp_path / "letter.txt", Path("/proc"), tmp_path / "new" / "disk"]
    assert [failure.folder for failure in try_targets(home, home.console(), targets)] == targets[:2]
    assert not (tmp_path / "new").exists()


def test_a_copy_that_cannot_be_recorded_is_no_copy(home: Home, tmp_path: Path) -> None:
    outside(home, "CREATE TRIGGER full BEFORE INSERT ON deed BEGIN SELECT RAISE(ABORT, 'disk is full'); END")
    with pytest.raises(peewee.IntegrityError, match="full"):
        back_up(home, home.console(), tmp_path / "disk", NOW)
    assert list((tmp_path / "disk").iterdir()) == []


def test_the_doctor_looks_whether_the_last_copy_is_still_there(home: Home, tmp_path: Path) -> None:
    def said() -> tuple[str, str]:
        finding = home.console().ask(ShowHealth(home.path)).findings[-1]
        return finding.level, finding.what

    first = back_up(home, home.console(), tmp_path / "disk", NOW)
    second = back_up(home, home.console(), tmp_path / "other", NOW)
    assert said() == ("ok", "Last backup: 15.01.2018 10:14.")
    second.path.unlink()
    assert said() == ("warning", f"Last backup: 15.01.2018 10:14. The newest one is no longer in {tmp_path / 'other'}.")
    first.path.unlink()
    assert said() == ("fault", "None of the backups is where it was made.")
    # A disk in the safe is no disk without its copy.
    (tmp_path / "disk").rmdir()
    (tmp_path / "other").rmdir()
    assert said() == ("ok", "Last backup: 15.01.2018 10:14.")
