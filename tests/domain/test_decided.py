"""The turn of the year follows what the pedagogical council decided, or says where it does not (C26, C31)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.groups.groups import ClassName
from ejournal_tui.domain.people.people import ClassId, Name, PupilId
from ejournal_tui.domain.results.council import DecisionKind, kinds_for
from ejournal_tui.domain.years.decided import Verdict, contradictions, with_verdicts
from ejournal_tui.domain.years.promotion import Fate, Present, PupilTurn, Turn, destinations, proposed

STARTS, ENDS = date(2018, 9, 1), date(2019, 5, 25)
FATES = (None, *Fate)


def school(pupils: int = 2) -> list[Present]:
    """6А, 7А, 8А, 9А and 10А with some pupils each."""
    return [
        Present(ClassId(grade), ClassName(grade, "А"), None, tuple(
            (PupilId(10 * grade + n), Name("Котов", "Глеб", str(n))) for n in range(pupils)
        ))
        for grade in (6, 7, 8, 9, 10)
    ]  # fmt: skip


@st.composite
def verdicts(draw: st.DrawFn) -> dict[PupilId, Verdict]:
    """Decisions about some pupils, as may be taken in their grades."""
    found = {}
    for present in school():
        for pupil, _name in present.pupils:
            kinds = [kind for kind in kinds_for(present.name.grade) if kind.matter == "outcome"]
            if kind := draw(st.none() | st.sampled_from(kinds)):
                found[pupil] = Verdict(kind, "7", "решено", draw(st.booleans()))
    return found


@given(verdicts())
def test_the_usual_turn_with_what_was_decided_contradicts_nothing(decided: dict[PupilId, Verdict]) -> None:
    classes = school()
    turn = with_verdicts(proposed(classes, STARTS, ENDS), classes, decided, ())
    assert contradictions(turn, classes, decided) == []
    assert with_verdicts(turn, classes, decided, ()) == turn
    to = destinations(turn, classes)
    for pupil, verdict in decided.items():
        if verdict.kind is DecisionKind.REPEATS and pupil // 10 > 6:
            assert to[pupil] == ClassName(pupil // 10, "А")


GRADE_SEVEN = {
    # Whether each fate goes with a decision: none, goes on, conditional, repeats, moves, leaves.
    DecisionKind.PROMOTED: (True, True, False, False, True, True),
    DecisionKind.CONDITIONAL: (False, False, True, False, True, True),
    DecisionKind.REPEATS: (False, False, False, True, False, True),
    DecisionKind.OWN_PLAN: (True, True, False, False, True, True),
}


@pytest.mark.parametrize("kind", GRADE_SEVEN)
def test_who_would_go_on_otherwise_is_told(kind: DecisionKind) -> None:
    classes, pupil = school(), PupilId(70)
    decided = {pupil: Verdict(kind, "7", "решено")}
    usual = proposed(classes, STARTS, ENDS)
    for fate, goes in zip(FATES, GRADE_SEVEN[kind], strict=True):
        to = ClassName(7 if fate is Fate.REPEATS else 8, "А") if fate in (Fate.REPEATS, Fate.MOVES) else None
        turn: Turn = usual.with_pupil(pupil, PupilTurn(pupil, fate, to) if fate not in (None, Fate.GOES_ON) else None)
        assert (contradictions(turn, classes, decided) == []) is goes, (kind, fate)


def test_who_leaves_grade_nine_without_a_certificate_does_not_come_into_grade_ten() -> None:
    classes, pupil = school(), PupilId(90)
    usual = proposed(classes, STARTS, ENDS)
    tenth = usual.with_pupil(pupil, PupilTurn(pupil, Fate.MOVES, ClassName(10, "А")))
    for kind, goes in ((DecisionKind.FINISHED, True), (DecisionKind.UNFINISHED, False)):
        decided = {pupil: Verdict(kind, "9", "решено")}
        assert contradictions(usual, classes, decided) == []
        assert (contradictions(tenth, classes, decided) == []) is goes
