"""What the pedagogical council may decide by article 58 of 273-FZ and the orders of the state exams, as tables."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.people.people import PupilId
from ejournal_tui.domain.results.council import (
    BULK,
    DecisionKind,
    Matter,
    YearStanding,
    bulk,
    fault,
    kinds_for,
    proposed,
    question,
)
from ejournal_tui.domain.results.council import Decision as Kept

DAY = date(2018, 5, 25)
DEBT, GAP = ("Физика",), ("Химия",)
ADMITTED = {Matter.ADMISSION: Kept(DecisionKind.ADMITTED, "6", DAY)}
NOT_ADMITTED = {Matter.ADMISSION: Kept(DecisionKind.NOT_ADMITTED, "6", DAY)}

PROPOSED: list[tuple[YearStanding, Matter, DecisionKind | None]] = [
    # Article 58, 8: who has academic debt goes up conditionally; nobody goes up by marks that are not there.
    (YearStanding(7), Matter.OUTCOME, DecisionKind.PROMOTED),
    (YearStanding(1), Matter.OUTCOME, DecisionKind.PROMOTED),
    (YearStanding(7, owed=DEBT), Matter.OUTCOME, DecisionKind.CONDITIONAL),
    (YearStanding(10, owed=DEBT), Matter.OUTCOME, DecisionKind.CONDITIONAL),
    (YearStanding(7, missing=GAP), Matter.OUTCOME, None),
    (YearStanding(7, missing=GAP, owed=DEBT), Matter.OUTCOME, None),
    # Article 66, 5: the next stage is for who has mastered the one before; the council says why.
    (YearStanding(4, owed=DEBT), Matter.OUTCOME, None),
    # Order 1394 of 2013 (grade 9), 1400 of 2013 (grade 11): without academic debt to the state exams.
    (YearStanding(9), Matter.ADMISSION, DecisionKind.ADMITTED),
    (YearStanding(11), Matter.ADMISSION, DecisionKind.ADMITTED),
    (YearStanding(9, owed=DEBT), Matter.ADMISSION, DecisionKind.NOT_ADMITTED),
    (YearStanding(9, missing=GAP), Matter.ADMISSION, None),
    (YearStanding(7), Matter.ADMISSION, None),
    # The certificate comes after the exams.
    (YearStanding(9), Matter.OUTCOME, None),
    (YearStanding(9, decisions=ADMITTED), Matter.OUTCOME, DecisionKind.FINISHED),
    (YearStanding(9, decisions=NOT_ADMITTED), Matter.OUTCOME, None),
    (YearStanding(9, failed=DEBT, decisions=ADMITTED), Matter.OUTCOME, None),
    (YearStanding(11, no_final=DEBT, decisions=ADMITTED), Matter.OUTCOME, None),
    (YearStanding(7, excellent=True), Matter.AWARD, DecisionKind.PRAISED),
    (YearStanding(7), Matter.AWARD, None),
    (YearStanding(9, excellent=True), Matter.AWARD, None),
    (YearStanding(1, excellent=True), Matter.AWARD, None),
]


@pytest.mark.parametrize(("standing", "matter", "wanted"), PROPOSED)
def test_what_the_marks_propose(standing: YearStanding, matter: Matter, wanted: DecisionKind | None) -> None:
    assert proposed(matter, standing) is wanted


REFUSED = [
    (DecisionKind.PROMOTED, YearStanding(7, owed=DEBT), "academic debt: Физика"),
    (DecisionKind.PROMOTED, YearStanding(7, missing=GAP), "no year mark: Химия"),
    (DecisionKind.PROMOTED, YearStanding(9), "this is not decided in grade 9"),
    (DecisionKind.CONDITIONAL, YearStanding(7), "there is no academic debt"),
    (DecisionKind.FINISHED, YearStanding(9), "admission to the state exams is not decided yet"),
    (DecisionKind.FINISHED, YearStanding(9, decisions=NOT_ADMITTED), "not admitted to the state exams"),
    (DecisionKind.FINISHED, YearStanding(11, failed=DEBT, decisions=ADMITTED), "not passed: Физика"),
    (DecisionKind.PRAISED, YearStanding(7), "not every mark of the year is a 5"),
]


@pytest.mark.parametrize(("kind", "standing", "words"), REFUSED)
def test_what_the_council_cannot_decide_says_why(kind: DecisionKind, standing: YearStanding, words: str) -> None:
    assert fault(kind, standing) == words


def test_what_the_marks_do_not_explain_needs_a_reason() -> None:
    for kind in (DecisionKind.REPEATS, DecisionKind.OWN_PLAN):
        assert question(kind, YearStanding(7))
        assert not question(kind, YearStanding(7, owed=DEBT))
    assert question(DecisionKind.CONDITIONAL, YearStanding(4, owed=DEBT))


subjects = st.lists(st.sampled_from(("Физика", "Химия", "Алгебра")), unique=True).map(tuple)
outcomes = st.sampled_from([None, ADMITTED, NOT_ADMITTED, {Matter.OUTCOME: Kept(DecisionKind.PROMOTED, "7", DAY)}])
standings = st.builds(
    YearStanding, st.integers(1, 11), subjects, subjects, subjects, subjects, st.booleans(), outcomes
)  # fmt: skip


@given(standings)
def test_whatever_is_proposed_may_be_decided_and_goes_with_the_debts(standing: YearStanding) -> None:
    for matter in Matter:
        kind = proposed(matter, standing)
        if kind is not None:
            assert kind in kinds_for(standing.grade)
            assert kind.matter is matter
            assert not fault(kind, standing)
            assert not question(kind, standing)
    assert (proposed(Matter.OUTCOME, standing) is DecisionKind.CONDITIONAL) <= bool(standing.owed)


@given(st.dictionaries(st.integers(1, 40).map(PupilId), standings, max_size=20), st.sampled_from(BULK))
def test_in_bulk_nobody_is_lost_twice_decided_or_decided_against_the_marks(
    everybody: dict[PupilId, YearStanding], kind: DecisionKind
) -> None:
    found = bulk(kind, everybody)
    named = [*found.included, *(pupil for pupil, _why in found.exceptions), *found.decided]
    assert len(named) == len(set(named))
    for pupil in found.included:
        assert not fault(kind, everybody[pupil])
        assert everybody[pupil].decided(kind.matter) is None
    if kind in (DecisionKind.PROMOTED, DecisionKind.ADMITTED, DecisionKind.FINISHED):
        assert set(named) == {pupil for pupil, one in everybody.items() if kind in kinds_for(one.grade)}
