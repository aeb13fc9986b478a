"""States of the end of a year in the log, as a teacher would say them."""

from collections.abc import Mapping
from datetime import date

from ...domain.journal.marks import Value
from ...domain.results.academic_debts import Attempt
from ...domain.results.council import Decision, DecisionKind
from ...i18n import _
from ...storage.school import School


def decision_told(state: Mapping[str, object], grades: Mapping[object, int], word: str = "") -> str:
    """A decision of the pedagogical council as a sentence; the grade is that of its class."""
    decided = DecisionKind(str(state["kind"]))
    day = date.fromisoformat(str(state["day"]))
    return Decision(decided, str(state["protocol"]), day, word).told(grades[state["school_class"]])


def attempt_told(state: Mapping[str, object], subjects: Mapping[object, str]) -> str:
    """«Физика, пересдача 12.06: 2», "" for none."""
    if not state:
        return ""
    value = state.get("value")
    held = None if value is None else Value(int(str(value)))
    one = Attempt(int(str(state["number"])), date.fromisoformat(str(state["day"])), held)
    return _("{subject}, attempt {what}").format(subject=subjects[state["subject"]], what=one.told)


def grades_of(school: School) -> dict[object, int]:
    """The grades of all classes there ever were."""
    return dict(school.db.sql("SELECT id, grade FROM study_group WHERE kind='class'"))
