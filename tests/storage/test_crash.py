"""What was acknowledged stays, whatever happens to the process, the disk or whoever holds the turn."""

import os
import random
import signal
from pathlib import Path

import pytest

from ejournal_tui.domain.errors import Broken, Busy, Damaged
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.operations.home import Home, open_home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.storage.engine import waiting
from ejournal_tui.storage.log.proof import verify
from tests.people import account_with_role, session_of, teacher_of
from tests.storage.writers import (
    SUBJECT,
    Cell,
    Writer,
    fill_the_disk,
    free_cells,
    hear_all,
    hold_the_turn,
    keep_marking,
    start,
)

pytestmark = pytest.mark.sqlite

ROUNDS = 50


def cells_of(folder: Path) -> list[Cell]:
    home = open_home(folder, "en")
    try:
        return free_cells(home)
    finally:
        home.close()


def done_by(home: Home, terminal: str) -> set[int]:
    """The deeds that the log ascribes to a terminal."""
    rows = home.school.db.sql("SELECT seq FROM deed WHERE terminal=? AND verb='PutMarks' AND outcome='done'", terminal)
    return {row[0] for row in rows}


def surname_of(home: Home, account: int) -> str:
    """Somebody of the staff, by account."""
    rows = home.school.db.sql("SELECT s.surname FROM account a JOIN staff s ON s.id=a.staff WHERE a.id=?", account)
    return str(rows[0][0])


def assert_sound(home: Home) -> None:
    assert home.school.db.sql("PRAGMA integrity_check") == [("ok",)]
    verdict = verify(home.school.db)
    assert verdict.whole, verdict


def test_no_acknowledged_mark_is_lost_when_writers_are_killed(home_folder: Path) -> None:
    chance = random.Random(7)
    cells = cells_of(home_folder)
    killed: list[Writer] = []
    names: list[str] = []
    for number in range(ROUNDS):
        share = cells[number % 20 :: 20]
        name = f"writer-{number}"
        writer = start(keep_marking, home_folder, name, share, 60.0)
        for _ in range(chance.randrange(2, 12)):
            writer.listen()
        writer.kill()
        killed.append(writer)
        names.append(name)
        cells = cells_of(home_folder)
    home = open_home(home_folder, "en")
    try:
        assert [w.errors for w in killed] == [[]] * ROUNDS
        for writer, name in zip(killed, names, strict=True):
            written = done_by(home, name)
            assert set(writer.acknowledged) <= written
            # What was committed but not yet told can be one deed at most.
            assert len(written) - len(writer.acknowledged) <= 1
        assert sum(len(w.acknowledged) for w in killed) > ROUNDS
        assert_sound(home)
    finally:
        home.close()


def test_a_stopped_holder_of_the_turn_makes_nobody_wait_for_ever(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PATIENCE", 1.2)
    cell, other = free_cells(home)[:2]
    teacher = session_of(home, teacher_of(home, SUBJECT))
    historian = teacher_of(home, "История")
    holder = start(hold_the_turn, home.path, "room 8", historian)
    while holder.listen() != "holding":
        assert not holder.over
    head = home.school.head()
    assert holder.process.pid
    os.kill(holder.process.pid, signal.SIGSTOP)
    try:
        for _ in range(2):
            with pytest.raises(Busy, match=f"a long change of {surname_of(home, historian)} "):
                teacher.do(PutMarks(*cell, (Mark(Value.FIVE),), ()))
        assert home.school.head() == head
    finally:
        holder.kill()
    teacher.do(PutMarks(*cell, (Mark(Value.FIVE),), ()))
    # The places given up before must not have taken this one's turn away.
    teacher.do(PutMarks(*other, (Mark(Value.FOUR),), ()))
    assert_sound(home)


def test_a_full_disk_is_a_refusal_and_everything_acknowledged_is_readable(home: Home) -> None:
    pragma = home.school.db.peewee.pragma
    teacher = session_of(home, teacher_of(home, SUBJECT))
    cells = iter(free_cells(home))
    pragma("max_page_count", int(pragma("page_count")) + 4)
    acknowledged: list[int] = []

    def keep_on() -> None:
        for cell in cells:
            acknowledged.append(teacher.do(PutMarks(*cell, (Mark(Value.FIVE),), ())).deed)

    with pytest.raises(Broken, match="disk of the journal is full"):
        keep_on()
    assert acknowledged
    assert set(acknowledged) == done_by(home, "test")
    assert home.school.head() >= acknowledged[-1]
    pragma("max_page_count", 1_000_000)
    teacher.do(PutMarks(*next(cells), (Mark(Value.FOUR),), ()))
    assert_sound(home)


def test_a_disk_that_takes_no_more_leaves_the_journal_whole_for_the_next_process(home_folder: Path) -> None:
    writer = start(fill_the_disk, home_folder, "filler", cells_of(home_folder))
    hear_all([writer])
    assert writer.errors == []
    assert len(writer.refusals) == 1
    assert "disk of the journal is full" in writer.refusals[0]
    home = open_home(home_folder, "en")
    try:
        assert writer.acknowledged
        assert set(writer.acknowledged) == done_by(home, "filler")
        session_of(home, teacher_of(home, SUBJECT)).do(PutMarks(*free_cells(home)[-1], (Mark(Value.FOUR),), ()))
        assert_sound(home)
    finally:
        home.close()


def test_a_look_at_a_damaged_file_is_refused_in_words(home: Home) -> None:
    path = home.school.db.path
    assert path
    officer = session_of(home, account_with_role(home, "director"))
    home.school.db.peewee.pragma("wal_checkpoint(truncate)")
    with path.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        for place in range(size // 3 // 4096 * 4096, size - 4096, 4096 * 7):
            file.seek(place)
            file.write(b"\xff" * 4096)
    with pytest.raises(Damaged, match="restore it from a backup"):
        officer.ask(VerifyAudit())
    # The connection is not left in the middle of anything: the next look is refused as plainly.
    with pytest.raises(Damaged, match="restore it from a backup"):
        officer.ask(VerifyAudit())
