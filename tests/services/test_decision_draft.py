"""What was decided about a file is a value that comes back from its draft as it was."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.workbooks.decisions import Decisions, Leaving, Ruling
from ejournal_tui.services.workbooks.decision_draft import read, written

WORDS, DAYS, ROWS = st.text(max_size=8), st.dates(date(2017, 9, 1), date(2018, 8, 31)), st.integers(1, 5000)
PLACES = st.tuples(WORDS, ROWS)
DECISIONS = st.builds(
    Decisions, st.dictionaries(st.tuples(WORDS, WORDS), WORDS), st.frozensets(st.tuples(WORDS, WORDS, WORDS)),
    st.frozensets(PLACES), st.dictionaries(PLACES, st.builds(Leaving, DAYS, WORDS)),
    st.builds(Ruling, st.frozensets(WORDS), st.frozensets(WORDS)), st.none() | DAYS,
)  # fmt: skip


@given(DECISIONS)
def test_a_draft_brings_every_decision_back(decisions: Decisions) -> None:
    assert read(written(decisions)) == decisions
