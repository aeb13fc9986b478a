"""Which results above the proposal wait for the deputy head."""

import pytest

from ejournal_tui.domain.journal.marks import Value
from ejournal_tui.domain.results.approval import RaiseRule, needs_approval
from ejournal_tui.domain.results.standing import Standing


def standing(proposed: int | None, near: int | None = None) -> Standing:
    """Somebody with a proposal."""
    return Standing(None if proposed is None else 1000 * proposed, proposed, 7, 5, 0, 20, near=near)


@pytest.mark.parametrize(("given", "proposed", "near", "waits"), [
    (Value.FOUR, 4, None, ()),
    (Value.THREE, 4, None, ()),
    (Value.FIVE, 4, 5, ("every",)),
    (Value.FIVE, 4, None, ("every", "border")),
    (Value.FIVE, 3, 4, ("every", "border", "two")),
    (Value.FOUR, 2, None, ("every", "border", "two")),
    (Value.FOUR, None, None, ("every", "border")),
    (Value.NOT_ATTESTED, 4, None, ()),
    (Value.EXEMPT, None, None, ()),
    (Value.PASS, None, None, ()),
])  # fmt: skip
def test_the_rule_of_the_school_decides_which_results_wait(
    given: Value, proposed: int | None, near: int | None, waits: tuple[str, ...]
) -> None:
    for rule in RaiseRule:
        assert needs_approval(rule, given, standing(proposed, near)) is (rule.value in waits), rule
