"""Many people at the door at once: each a process of its own."""

import os
from pathlib import Path

from ejournal_tui.services.operations.home import Home, open_home
from ejournal_tui.storage.log.proof import verify
from tests.storage.writers import Writer, free_cells, hear_all, keep_marking, mark_once, start

SECONDS = float(os.environ.get("EJOURNAL_TEST_SECONDS", "4"))
"""How long many people enter marks together."""


def test_of_two_people_at_one_cell_one_wins_and_the_other_is_told_who_and_when(home: Home) -> None:
    for cell in free_cells(home)[:5]:
        both = [start(mark_once, home.path, f"desk-{value}", cell, value) for value in (4, 5)]
        for writer in both:
            assert writer.listen() == "ready"
        for writer in both:
            writer.orders.send_bytes(b"now")
        hear_all(both)
        assert [w.errors for w in both] == [[], []]
        winner, loser = sorted(both, key=lambda w: len(w.refusals))
        assert (len(winner.acknowledged), winner.refusals) == (1, [])
        assert loser.acknowledged == []
        rows = home.school.db.sql(
            "SELECT m.value, s.surname FROM mark m JOIN work w ON w.id=m.work JOIN account a ON a.id=m.author"
            " JOIN staff s ON s.id=a.staff WHERE w.lesson=? AND m.pupil=?",
            *cell,
        )
        ((value, surname),) = rows
        assert loser.refusals[0].startswith(f"Conflict: “{value}” stands here already: {surname} ")
        assert "10:1" in loser.refusals[0]
    assert verify(home.school.db).whole


def test_twenty_people_enter_marks_and_nothing_is_lost(home_folder: Path) -> None:
    home = open_home(home_folder, "en")
    cells = free_cells(home)
    home.close()
    writers = [start(keep_marking, home_folder, f"desk-{n}", cells[n::20], SECONDS) for n in range(20)]
    hear_all(writers)
    home = open_home(home_folder, "en")
    try:
        assert [w.errors for w in writers] == [[]] * 20
        assert_all_there(home, writers)
        assert verify(home.school.db).whole
    finally:
        home.close()


def assert_all_there(home: Home, writers: list[Writer]) -> None:
    for number, writer in enumerate(writers):
        rows = home.school.db.sql(
            "SELECT seq FROM deed WHERE terminal=? AND verb='PutMarks' AND outcome='done'", f"desk-{number}"
        )
        assert writer.acknowledged
        assert sorted(row[0] for row in rows) == writer.acknowledged
