"""What storage may cost in statements and bytes; the times are printed beside their yardsticks."""

import pytest

from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.operations.home import Home
from tests.benchmarks.storage import grid_statements, log_bytes, printed, table
from tests.people import session_of, teacher_of
from tests.storage.queries import statements_sent
from tests.storage.writers import SUBJECT, free_cells


def test_a_grid_takes_few_statements(home: Home) -> None:
    assert 1 < grid_statements(home) <= 10


def test_a_line_of_the_log_is_small(home: Home) -> None:
    assert 32 < log_bytes(home) <= 200


def test_a_mark_takes_few_statements_however_full_the_journal(home: Home) -> None:
    session = session_of(home, teacher_of(home, SUBJECT))
    cells = free_cells(home)
    # The first mark of a lesson makes its work; those after it need not.
    session.do(PutMarks(*cells[0], (Mark(Value.FIVE),), ()))
    counts = set()
    for cell in [c for c in cells[1:] if c[0] == cells[0][0]][:5]:
        with statements_sent() as sent:
            session.do(PutMarks(*cell, (Mark(Value.FIVE),), ()))
        counts.add(len(sent))
    assert len(counts) == 1
    assert counts.pop() <= 30


@pytest.mark.sqlite
def test_the_table_is_printed(home: Home) -> None:
    text = printed(table(home))
    print("\n" + text)
    assert "a year's log proven" in text
