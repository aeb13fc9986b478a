"""States of the end of a year in the log, as a teacher would say them."""

from collections.abc import Mapping
from datetime import date

from ...domain.results.council import Decision, DecisionKind
from ...storage.people import people
from ...storage.school import School


def decision_told(school: School, state: Mapping[str, object], word: str = "") -> str:
    """A decision of the pedagogical council as a sentence."""
    grade = people.school_class(school, int(str(state["school_class"]))).name.grade
    decided = DecisionKind(str(state["kind"]))
    return Decision(decided, str(state["protocol"]), date.fromisoformat(str(state["day"])), word).told(grade)
