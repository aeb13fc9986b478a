"""States of the end of a year in the log, as a teacher would say them."""

from collections.abc import Mapping
from datetime import date

from ...domain.journal.marks import Value
from ...domain.results.academic_debts import Attempt
from ...domain.results.council import Decision, DecisionKind
from ...i18n import _
from ...storage.people import people
from ...storage.school import School


def decision_told(school: School, state: Mapping[str, object], word: str = "") -> str:
    """A decision of the pedagogical council as a sentence."""
    grade = people.school_class(school, int(str(state["school_class"]))).name.grade
    decided = DecisionKind(str(state["kind"]))
    return Decision(decided, str(state["protocol"]), date.fromisoformat(str(state["day"])), word).told(grade)


def attempt_told(school: School, state: Mapping[str, object]) -> str:
    """«Физика, пересдача 12.06: 2», "" for none."""
    if not state:
        return ""
    value = state.get("value")
    held = None if value is None else Value(int(str(value)))
    one = Attempt(int(str(state["number"])), date.fromisoformat(str(state["day"])), held)
    ((subject,),) = school.db.sql("SELECT name FROM subject WHERE id=?", state["subject"])
    return _("{subject}, attempt {what}").format(subject=subject, what=one.told)
