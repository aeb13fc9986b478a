"""A copy counts only when it was proven."""

from datetime import datetime
from pathlib import Path

import pytest

from ejournal_tui.domain.errors import Broken, Denied, Refusal
from ejournal_tui.services.home import Home
from ejournal_tui.services.operations import back_up
from ejournal_tui.storage import audit
from ejournal_tui.storage.backup import copy_verified
from ejournal_tui.storage.database import Database
from ejournal_tui.storage.proof import verify
from tests.people import session_of, teacher_of
from tests.storage.tampering import unguarded
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
    assert (verb, facts) == ("RecordBackup", f'{{"lines":{copy.lines}}}')
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
    with pytest.raises(Refusal, match="The copy cannot be written: File exists"):
        back_up(home, home.console(), tmp_path / "disk", NOW)
